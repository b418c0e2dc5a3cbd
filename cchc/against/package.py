"""Open a Word file from outside as the zip it is: bounded before anything reads it, no macros."""

import re
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

from ..errors import CchcError, Fault

LARGEST_FILE = 30_000_000
LARGEST_CONTENT = 100_000_000
"""Bytes, unpacked: the longest report has a few million."""
STEEPEST = 200
"""How many times larger than packed a part may be, once it is larger than `SMALL`."""
SMALL = 2_000_000
MOST_PARTS = 5_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 1 << 16
_SAVE = "mở bằng Word hoặc LibreOffice và lưu lại thành .docx"


def checked_package(path: Path) -> bytes:
    """The bytes of a .docx that may be opened: what is counted is what was unpacked.

    Raises `CchcError` for what is no Word file, has a password or macros, or would be too large.
    """
    with path.open("rb") as file:
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        what = f"tệp lớn hơn {LARGEST_FILE // 1_000_000} MB"
        raise refusal(path, what, "kiểm tra có đúng tệp không; bỏ bớt hình ảnh")
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise refusal(path, "tệp có mật khẩu", "lưu lại không đặt mật khẩu mở tệp")
        raise refusal(path, "tệp .doc kiểu cũ", _SAVE)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check(path, archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, KeyError):
        raise refusal(path, "tệp hỏng, hoặc không phải là tệp Word .docx", _SAVE) from None
    return content


def _check(path: Path, archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(names) > MOST_PARTS or len(set(names)) < len(names):
        raise refusal(path, "tệp nén bên trong có số phần bất thường", _SAVE)
    if any(member.flag_bits & 1 for member in members):
        raise refusal(path, "tệp có mật khẩu", "lưu lại không đặt mật khẩu mở tệp")
    if any(re.search(r"vbaProject\.bin$|vbaData\.xml$", name) for name in names):
        mend = "lưu lại thành .docx (không macro); macro không bao giờ được chạy"
        raise refusal(path, "tệp có macro", mend)
    if "word/document.xml" not in names:
        raise refusal(path, "tệp nén này không phải là tệp Word .docx", _SAVE)
    left = LARGEST_CONTENT
    for member in members:
        left -= _size(path, archive, member, left)


def _size(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> int:
    """The bytes of a part, counted while they are unpacked and thrown away."""
    most, size, head = min(left, max(SMALL, STEEPEST * member.compress_size)), 0, b""
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            head = head or chunk
            if size > most:
                what = (
                    "tệp nén quá chặt hoặc quá lớn: mở ra hơn"
                    f" {LARGEST_CONTENT // 1_000_000} MB, hoặc gấp quá {STEEPEST} lần"
                )
                raise refusal(path, what, "kiểm tra nguồn của tệp; chép chữ sang một tệp mới")
    if b"<!DOCTYPE" in head:
        what = "tệp có khai báo DTD, là thứ Word không bao giờ ghi"
        raise refusal(path, what, f"không dùng tệp này; {_SAVE}")
    return size


def refusal(path: Path, what: str, mend: str) -> CchcError:
    """A file as a whole is refused: what is wrong with it and how to mend it."""
    return CchcError([Fault(what, str(path), mend)])
