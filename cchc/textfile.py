"""A data file as text: its bytes are read once, checked, decoded and named by their sha256."""

import re
from dataclasses import dataclass
from hashlib import sha256
from os.path import abspath
from pathlib import Path
from unicodedata import normalize

from .errors import CchcError, Fault

LARGEST = 50_000_000
"""Bytes: far above any unit's file, far below what would stop a machine."""

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_SAVE = "lưu lại bằng UTF-8: trong Excel chọn kiểu 'CSV UTF-8', trong Notepad chọn Mã hóa 'UTF-8'"


@dataclass(frozen=True)
class TextFile:
    """The text of a file in NFC, without BOM; `shown` is its path in messages."""

    shown: str
    text: str
    sha256: str


def shown_path(path: Path, data: Path) -> str:
    """The path as messages name it: from the folder that holds the data folder, with slashes.

    >>> shown_path(Path("/x/data/units.csv"), Path("/x/data"))
    'data/units.csv'
    """
    whole, above = Path(abspath(path)), Path(abspath(data)).parent
    return (whole.relative_to(above) if whole.is_relative_to(above) else whole).as_posix()


def read_text(path: Path, data: Path, make: str) -> TextFile:
    """The text of a file in UTF-8; BOM, CRLF and letters in NFD are accepted.

    `make` says how to make the file, for where it is missing. Raises `CchcError`.
    """
    shown = shown_path(path, data)
    raw = read_bytes(path, data, shown, make)
    if raw.startswith(_UTF16):
        raise _refusal("tệp được lưu bằng UTF-16, không phải UTF-8", shown, _SAVE)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        bad = error.object[error.start]
        before = error.object[: error.start]
        line, byte = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        what = f"tệp không phải UTF-8: không đọc được byte 0x{bad:02X}"
        raise _refusal(what, f"{shown}, dòng {line}, byte thứ {byte}", _SAVE) from None
    foreign = _CONTROL.search(text)
    if foreign:
        line = text.count("\n", 0, foreign.start()) + 1
        code = f"U+{ord(foreign[0]):04X}"
        name = f"ký tự NUL ({code})" if foreign[0] == "\0" else f"ký tự điều khiển {code}"
        raise _refusal(f"tệp có {name}", f"{shown}, dòng {line}", f"xóa ký tự đó, {_SAVE}")
    return TextFile(shown, normalize("NFC", text), sha256(raw).hexdigest())


def read_bytes(path: Path, data: Path, shown: str, make: str) -> bytes:
    """The bytes of a plain file within the data folder; arguments and errors as `read_text`."""
    try:
        if not path.exists():
            raise _refusal(f"thiếu tệp {path.name}", shown, make)
        if not path.is_file():
            raise _refusal(f"{path.name} không phải là tệp thường", shown, make)
        if not path.resolve().is_relative_to(data.resolve()):
            what = f"{path.name} là liên kết ra ngoài thư mục số liệu"
            raise _refusal(what, shown, "chép chính tệp đó vào đây")
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        what = f"không đọc được {path.name}: {error.strerror}"
        raise _refusal(what, shown, "xem lại quyền đọc tệp") from None
    if len(raw) > LARGEST:
        what = f"{path.name} lớn hơn {LARGEST // 1_000_000} MB"
        raise _refusal(what, shown, "kiểm tra có đúng tệp số liệu của đơn vị không")
    return raw


def _refusal(what: str, where: str, mend: str) -> CchcError:
    return CchcError([Fault(what, where, mend)])
