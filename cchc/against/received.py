"""READ a report that a unit sent, whatever kind of file it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import wrap
from unicodedata import normalize

from ..errors import CchcError, Fault, UsageError
from ..textfile import read_text
from .outline import Piece

MOST_LETTERS = 2_000_000
LONGEST = 10_000
"""Letters of one paragraph: a longer one is read in parts."""
KINDS = (".docx", ".pdf", ".txt")


@dataclass(frozen=True)
class Received:
    """The paragraphs of a report, and what should be known of how they were read."""

    pieces: tuple[Piece, ...]
    notes: tuple[str, ...] = ()


def read_report(path: Path) -> Received:
    """The report in a .docx, .pdf or .txt file.

    Raises `UsageError` where there is no such file, `CchcError` for one that must not be opened.
    """
    if not path.is_file():
        mend = "xem lại tên tệp sau --against"
        raise UsageError([Fault(f"không có tệp '{path.name}'", str(path), mend)])
    kind = path.suffix.lower()
    if kind == ".docx":
        from .word_file import read_word as read
    elif kind == ".pdf":
        from .pdf_file import read_pdf as read
    elif kind == ".txt":
        read = _read_plain
    else:
        mend = f"dùng {', '.join(KINDS)}; tệp .doc, .odt, .rtf thì lưu lại thành .docx"
        raise UsageError([Fault(f"không đọc loại tệp '{path.suffix}'", str(path), mend)])
    pieces, notes = read(path)
    if sum(len(piece.text) for piece in pieces) > MOST_LETTERS:
        what = f"báo cáo dài hơn {MOST_LETTERS // 1_000_000} triệu ký tự"
        raise CchcError([Fault(what, str(path), "kiểm tra có đúng tệp báo cáo không")])
    return Received(tuple(part for piece in pieces for part in _tidied(piece)), tuple(notes))


def _read_plain(path: Path) -> tuple[list[Piece], list[str]]:
    file = read_text(path, path.parent, "xem lại tên tệp", printed=False)
    return [Piece(line) for line in file.text.splitlines()], []


def _tidied(piece: Piece) -> Iterator[Piece]:
    for part in wrap(_tidy(piece.text), LONGEST, break_on_hyphens=False):
        yield replace(piece, text=part, subject=_tidy(piece.subject))


def _tidy(text: str) -> str:
    """In NFC and without soft hyphens, each run of blanks as one."""
    return re.sub(r"[ \t]+", " ", normalize("NFC", text).replace("\u00ad", "")).strip()
