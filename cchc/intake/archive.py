"""Open a workbook from outside as the zip it is: bounded, and only the parts that hold cells."""

import re
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from ..errors import CchcError, Fault

LARGEST_FILE = 20_000_000
LARGEST_CONTENT = 80_000_000
"""Bytes, unpacked: a workbook of a unit has less than one million."""
STEEPEST = 200
"""How many times larger than packed a part may be, once it is larger than `SMALL`."""
SMALL = 2_000_000
MOST_PARTS = 2_000

_READ = re.compile(
    r"(?:xl/(?:workbook|sharedStrings|styles)\.xml|xl/worksheets/[^/]+\.xml"
    r"|xl/_rels/workbook\.xml\.rels|\[Content_Types\]\.xml|_rels/\.rels"
    r"|mimetype|content\.xml|META-INF/manifest\.xml)"
)
_MACRO = re.compile(r"(?:.*/)?vbaProject\.bin|xl/macrosheets/.*|(?:Basic|Scripts)/.+", re.DOTALL)
_LINK = re.compile(r"xl/externalLinks/.*", re.DOTALL)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 1 << 16
_SAVE = "mở bằng Excel hoặc LibreOffice và lưu lại thành .xlsx hoặc .ods"
PASSWORD = ("tệp có mật khẩu", "bỏ mật khẩu: lưu lại không đặt mật khẩu mở tệp")


def parts_of(path: Path) -> Mapping[str, bytes]:
    """The parts of an .xlsx or .ods that hold its cells, by name.

    Nothing else is unpacked; what is counted is what was unpacked, not what the file claims.
    Raises `CchcError` for what is no workbook, has a password, macros or links to other files, or
    would be larger than `LARGEST_CONTENT`.
    """
    content = _bounded(path)
    if content.startswith(_OLE):
        is_secret = "EncryptedPackage".encode("utf-16-le") in content
        old = ("tệp .xls kiểu cũ, hoặc không phải bảng tính", _SAVE)
        raise refusal(path, *(PASSWORD if is_secret else old))
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _refuse_strange(path, archive.infolist())
            return _unpacked(path, archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, KeyError):
        what = "tệp hỏng, hoặc không phải bảng tính .xlsx hay .ods"
        raise refusal(path, what, _SAVE) from None


def packed(parts: Mapping[str, bytes]) -> BytesIO:
    """The parts as a workbook of their own, with nothing beside them."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    file.seek(0)
    return file


def _bounded(path: Path) -> bytes:
    if not path.exists():
        raise refusal(path, "không có tệp này", "xem lại tên tệp và thư mục")
    if not path.is_file():
        raise refusal(path, "không phải là tệp thường", "nêu tên một tệp .xlsx hoặc .ods")
    with path.open("rb") as file:
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        what = f"tệp lớn hơn {LARGEST_FILE // 1_000_000} MB"
        raise refusal(path, what, "kiểm tra có đúng tệp không; bỏ hình ảnh và trang thừa")
    return content


def _refuse_strange(path: Path, members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename for member in members]
    if len(names) > MOST_PARTS or len(set(names)) < len(names):
        raise refusal(path, "tệp nén bên trong có số phần bất thường", _SAVE)
    for name in names:
        if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
            what = f"tệp nén bên trong có đường dẫn lạ {name[:60]!a}"
            raise refusal(path, what, f"không dùng tệp này; {_SAVE}")
    if any(member.flag_bits & 1 for member in members):
        raise refusal(path, *PASSWORD)
    if any(_MACRO.fullmatch(name) for name in names):
        mend = "lưu lại thành .xlsx (không macro) rồi nhập; macro không bao giờ được chạy"
        raise refusal(path, "tệp có macro", mend)
    if any(_LINK.fullmatch(name) for name in names):
        raise linked(path)


def _unpacked(path: Path, archive: zipfile.ZipFile) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = LARGEST_CONTENT
    for member in archive.infolist():
        if not _READ.fullmatch(member.filename):
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
                    mend = "kiểm tra nguồn của tệp; chép các ô có số sang một tệp mới"
                    raise refusal(path, what, mend)
        left -= len(found)
        parts[member.filename] = bytes(found)
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise refusal(path, *PASSWORD)
    if not {"xl/workbook.xml", "content.xml"} & set(parts):
        raise refusal(path, "tệp nén này không phải là bảng tính", _SAVE)
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
