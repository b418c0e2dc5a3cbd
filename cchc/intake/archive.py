"""Open an office file from outside as the zip it is: bounded, and only the parts that are read."""

import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from ..errors import CchcError, Fault

LARGEST_CONTENT = 80_000_000
"""Bytes, unpacked: a workbook of a unit has less than one million, a long report a few."""
STEEPEST = 200
"""How many times larger than packed a part may be, once it is larger than `SMALL`."""
SMALL = 2_000_000
MOST_PARTS = 2_000

_MACRO = re.compile(r"(?:.*/)?vbaProject\.bin|xl/macrosheets/.*|(?:Basic|Scripts)/.+", re.DOTALL)
_LINK = re.compile(r"xl/externalLinks/.*", re.DOTALL)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 1 << 16
PASSWORD = ("tệp có mật khẩu", "bỏ mật khẩu: lưu lại không đặt mật khẩu mở tệp")


@dataclass(frozen=True)
class Kind:
    """A kind of office file: the parts that are read, one that must be there, how large it may be.

    The texts are those of messages: `named` what it is, `old` what it was before it was a zip.
    """

    read: re.Pattern
    needed: frozenset[str]
    largest: int
    named: str
    endings: tuple[str, ...]
    old: str
    spare: str
    copy: str
    program: str
    use: str

    @property
    def save(self) -> str:
        """How a file becomes one that can be read."""
        return f"mở bằng {self.program} hoặc LibreOffice và lưu lại thành {self.either}"

    @property
    def either(self) -> str:
        return " hoặc ".join(self.endings)


WORKBOOK = Kind(
    re.compile(
        r"(?:xl/(?:workbook|sharedStrings|styles)\.xml|xl/worksheets/[^/]+\.xml"
        r"|xl/_rels/workbook\.xml\.rels|\[Content_Types\]\.xml|_rels/\.rels"
        r"|mimetype|content\.xml|META-INF/manifest\.xml)"
    ),
    frozenset({"xl/workbook.xml", "content.xml"}),
    20_000_000,
    "bảng tính",
    (".xlsx", ".ods"),
    ".xls",
    "bỏ hình ảnh và trang thừa",
    "chép các ô có số sang một tệp mới",
    "Excel",
    "nhập",
)
WORD = Kind(
    re.compile(r"word/(?:document|styles)\.xml"),
    frozenset({"word/document.xml"}),
    50_000_000,
    "văn bản Word",
    (".docx",),
    ".doc",
    "bỏ bớt hình ảnh",
    "chép chữ sang một tệp mới",
    "Word",
    "đối chiếu",
)


def parts_of(path: Path, kind: Kind = WORKBOOK) -> Mapping[str, bytes]:
    """The parts of an office file that are read, by name.

    Nothing else is unpacked; what is counted is what was unpacked, not what the file claims.
    Raises `CchcError` for what is no such file, has a password, macros or links to other files, or
    would be larger than `LARGEST_CONTENT`.
    """
    content = _bounded(path, kind)
    if content.startswith(_OLE):
        is_secret = "EncryptedPackage".encode("utf-16-le") in content
        old = (f"tệp {kind.old} kiểu cũ, hoặc không phải {kind.named}", kind.save)
        raise refusal(path, *(PASSWORD if is_secret else old))
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _refuse_strange(path, archive.infolist(), kind)
            return _unpacked(path, archive, kind)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, KeyError):
        what = f"tệp hỏng, hoặc không phải {kind.named} {' hay '.join(kind.endings)}"
        raise refusal(path, what, kind.save) from None


def packed(parts: Mapping[str, bytes]) -> BytesIO:
    """The parts as a workbook of their own, with nothing beside them."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    file.seek(0)
    return file


def _bounded(path: Path, kind: Kind) -> bytes:
    if not path.exists():
        raise refusal(path, "không có tệp này", "xem lại tên tệp và thư mục")
    if not path.is_file():
        raise refusal(path, "không phải là tệp thường", f"nêu tên một tệp {kind.either}")
    with path.open("rb") as file:
        content = file.read(kind.largest + 1)
    if len(content) > kind.largest:
        what = f"tệp lớn hơn {kind.largest // 1_000_000} MB"
        raise refusal(path, what, f"kiểm tra có đúng tệp không; {kind.spare}")
    return content


def _refuse_strange(path: Path, members: list[zipfile.ZipInfo], kind: Kind) -> None:
    names = [member.filename for member in members]
    if len(names) > MOST_PARTS or len(set(names)) < len(names):
        raise refusal(path, "tệp nén bên trong có số phần bất thường", kind.save)
    for name in names:
        if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
            what = f"tệp nén bên trong có đường dẫn lạ {name[:60]!a}"
            raise refusal(path, what, f"không dùng tệp này; {kind.save}")
    if any(member.flag_bits & 1 for member in members):
        raise refusal(path, *PASSWORD)
    if any(_MACRO.fullmatch(name) for name in names):
        mend = (
            f"lưu lại thành {kind.endings[0]} (không macro) rồi {kind.use};"
            " macro không bao giờ được chạy"
        )
        raise refusal(path, "tệp có macro", mend)
    if any(_LINK.fullmatch(name) for name in names):
        raise linked(path)


def _unpacked(path: Path, archive: zipfile.ZipFile, kind: Kind) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = LARGEST_CONTENT
    for member in archive.infolist():
        if not kind.read.fullmatch(member.filename):
            continue
        steep = max(SMALL, STEEPEST * member.compress_size)
        found = bytearray()
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                found += chunk
                if len(found) > min(left, steep):
                    most = LARGEST_CONTENT // 1_000_000
                    what = f"tệp nén quá chặt hoặc quá lớn: mở ra hơn {most} MB, hoặc gấp quá"
                    what += f" {STEEPEST} lần"
                    mend = f"kiểm tra nguồn của tệp; {kind.copy}"
                    raise refusal(path, what, mend)
        left -= len(found)
        parts[member.filename] = bytes(found)
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise refusal(path, *PASSWORD)
    if not kind.needed & set(parts):
        raise refusal(path, f"tệp nén này không phải là {kind.named}", kind.save)
    return parts


def linked(path: Path) -> CchcError:
    """The refusal of a workbook whose cells take their numbers from another file."""
    mend = (
        "số trong ô có thể đã cũ: ngắt liên kết (Excel: Data > Edit Links > Break Link;"
        " LibreOffice: Sửa > Liên kết > Ngắt) rồi lưu lại"
    )
    return refusal(path, "tệp có liên kết tới tệp khác; liên kết không bao giờ được mở", mend)


def refusal(path: Path, what: str, mend: str) -> CchcError:
    """A file as a whole is refused: what is wrong with it and how to mend it."""
    return CchcError([Fault(what, str(path), mend)])
