"""READ a report from a PDF that holds text: its lines as paragraphs again."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import groupby
from pathlib import Path

from ..errors import CchcError
from ..intake.archive import refusal
from .grid import Grid, sentences_of
from .outline import Piece
from .pdf_tables import parted

LARGEST_FILE = 50_000_000
MOST_PAGES = 1_000
_STARTS = re.compile(r"\s*(?:[-–+•*▪●]\s|[IVXLC]+\.\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ]\)\s)")
_PAGE_NUMBER = re.compile(r"\s*(?:trang\s*)?[-–]?\s*\d{1,4}\s*(?:/\s*\d{1,4})?\s*[-–]?\s*", re.I)
_FULL_LINE = 0.75
JOINED = (
    "Bản PDF không giữ đoạn và bảng: dòng được nối lại theo dấu câu, ô được xếp lại theo cột, số"
    " trang đã bỏ. Có bản Word thì nên dùng bản Word."
)


def read_pdf(path: Path) -> tuple[list[Piece], list[str]]:
    """The paragraphs of a PDF and notes on how they were read. Raises `CchcError`."""
    from pypdf import PdfReader

    if path.stat().st_size > LARGEST_FILE:
        what = f"tệp lớn hơn {LARGEST_FILE // 1_000_000} MB"
        raise refusal(path, what, "kiểm tra có đúng tệp không; bỏ bớt hình ảnh")
    content = BytesIO(path.read_bytes())
    try:
        reader = PdfReader(content)
        if reader.is_encrypted and not reader.decrypt(""):
            raise refusal(path, "tệp PDF có mật khẩu", "lưu lại không đặt mật khẩu mở tệp")
        if len(reader.pages) > MOST_PAGES:
            mend = "tách phần báo cáo thành một tệp riêng"
            raise refusal(path, f"tệp PDF có hơn {MOST_PAGES} trang", mend)
        laid_out = [_lines(page.extract_text(extraction_mode="layout")) for page in reader.pages]
        plain = [_lines(page.extract_text()) for page in reader.pages]
    except CchcError:
        raise
    except Exception:  # a damaged page makes pypdf fail in any way, with AssertionError too
        raise refusal(path, "tệp PDF hỏng, không đọc được", "xuất lại PDF từ bản Word") from None
    if not any(line.strip() for page in plain for line in page):
        mend = "dùng bản Word, hoặc PDF xuất từ Word; không đọc chữ trong ảnh"
        raise refusal(path, "tệp PDF không có chữ, có lẽ là bản quét", mend)
    parts = list(parted(_without_margins(laid_out)))
    if all(isinstance(part, str) for part in parts):
        parts = _without_margins(plain)
    return list(_pieces(parts)), [JOINED]


def _lines(text: str) -> list[str]:
    """The lines of a page, without the empty ones above and below."""
    return text.strip("\n").splitlines()


def _without_margins(pages: list[list[str]]) -> list[str]:
    """All lines without page numbers and lines that head or foot several pages."""
    edges = Counter(line.strip() for page in pages for line in {*page[:1], *page[-1:]})
    found: list[str] = []
    for page in pages:
        for at, line in enumerate(page):
            is_repeated = len(pages) > 2 and edges[line.strip()] > len(pages) / 2
            is_edge = at in (0, len(page) - 1)
            if not (is_edge and (_PAGE_NUMBER.fullmatch(line) or is_repeated)):
                found.append(line.rstrip())
        while found and not found[-1]:
            found.pop()
    return found


def _pieces(parts: Iterable[str | Grid]) -> Iterator[Piece]:
    for is_text, run in groupby(parts, key=lambda part: isinstance(part, str)):
        if is_text:
            lines = (" ".join(line.split()) for line in run)
            yield from map(Piece, _paragraphs(filter(None, lines)))
        else:
            for grid in run:
                yield from sentences_of(grid)


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    lines = list(lines)
    lengths = sorted(map(len, lines))
    full = _FULL_LINE * lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
    text, last = "", ""
    for line in lines:
        if text and _begins(line, last, full):
            yield text
            text = ""
        is_broken = re.search(r"\w-$", text) and re.match(r"\w", line)
        text = text + line.strip() if is_broken else f"{text} {line.strip()}".strip()
        last = line
    if text:
        yield text


def _begins(line: str, last: str, full: float) -> bool:
    """Whether a line begins a paragraph: by its mark, or because the last one ended early."""
    return (
        bool(_STARTS.match(line))
        or len(last) < full
        or (bool(re.search(r"[.:;!?…]$", last)) and len(last) < full / _FULL_LINE * 0.9)
    )
