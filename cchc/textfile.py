"""A data file as text: its bytes are read once, checked, decoded and named by their sha256."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from os.path import abspath
from pathlib import Path
from unicodedata import normalize

from .errors import CchcError, Fault
from .letters import CONTROL, NO_TEXT, UNUSUAL, is_drawn, named, remedy, words_around

LARGEST = 50_000_000
"""Bytes: far above any unit's file, far below what would stop a machine."""

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_LINE_END = re.compile(r"\r\n|\r|\n")
_SAVE = "lưu lại bằng UTF-8: trong Excel chọn kiểu 'CSV UTF-8', trong Notepad chọn Mã hóa 'UTF-8'"


@dataclass(frozen=True)
class Undrawn:
    """A character that no font at hand draws: itself, where it stands first, the words beside it,
    how often it stands in the file."""

    character: str
    where: str
    words: str
    times: int


@dataclass(frozen=True)
class TextFile:
    """The text of a file in NFC, without BOM; `shown` is its path in messages."""

    shown: str
    text: str
    sha256: str

    @property
    def undrawn(self) -> tuple[Undrawn, ...]:
        """The characters that no font at hand draws, in the order in which they come."""
        return tuple(
            Undrawn(self.text[at], *_place(self.shown, self.text, at), times)
            for at, times in _unusual(self.text)
            if not is_drawn(self.text[at])
        )


def shown_path(path: Path, data: Path) -> str:
    """The path as messages name it: from the folder that holds the data folder, with slashes.

    >>> shown_path(Path("/x/data/units.csv"), Path("/x/data"))
    'data/units.csv'
    """
    whole, above = Path(abspath(path)), Path(abspath(data)).parent
    return (whole.relative_to(above) if whole.is_relative_to(above) else whole).as_posix()


def read_text(path: Path, data: Path, make: str, printed: bool = True) -> TextFile:
    """The text of a file in UTF-8; BOM, CRLF and letters in NFD are accepted.

    `make` says how to make the file, for where it is missing. A text that is `printed` in reports
    has no character that only one font knows, or that stands for a lost one. Raises `CchcError`.
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
    text = normalize("NFC", text)
    refused = NO_TEXT if printed else CONTROL
    faults = [
        _strange(text[at], *_place(shown, text, at), times)
        for at, times in _unusual(text)
        if refused.match(text[at])
    ]
    if faults:
        raise CchcError(faults)
    return TextFile(shown, text, sha256(raw).hexdigest())


def _unusual(text: str) -> Iterator[tuple[int, int]]:
    """Where each unusual character stands first, and how often it does."""
    found: dict[str, list[int]] = {}
    for match in UNUSUAL.finditer(text):
        found.setdefault(match[0], []).append(match.start())
    yield from ((places[0], len(places)) for places in found.values())


def _place(shown: str, text: str, at: int) -> tuple[str, str]:
    """Where a character stands, and the words beside it."""
    before = _LINE_END.split(text[:at])
    line = before[-1] + _LINE_END.split(text[at:], 1)[0]
    column = len(before[-1])
    return f"{shown}, dòng {len(before)}, ký tự thứ {column + 1}", words_around(line, column)


def _strange(character: str, where: str, words: str, times: int) -> Fault:
    more = f", {times} chỗ, chỗ đầu" if times > 1 else ""
    mend = remedy(character) + (f", {_SAVE}" if CONTROL.match(character) else "")
    return Fault(f"tệp có {named(character)}{more}: {words}", where, mend)


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
