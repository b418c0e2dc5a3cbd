"""Characters that a report cannot print: what is no text at all, and what no font at hand draws."""

import re
from functools import cache
from pathlib import Path

_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_NO_CHARACTER = "\ufdd0-\ufdef" + "".join(
    chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
)
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What no file of text has."""
NO_TEXT = re.compile(f"{CONTROL.pattern[:-1]}{_PRIVATE}{_NO_CHARACTER}\ufeff\ufffc\ufffd]")
"""What says nothing to a reader: nobody but its maker knows what it stood for."""
UNUSUAL = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u024f\u0300-\u034e\u1ea0-\u1ef9\u2010-\u2027\u2030-\u205e\u20ab\u20ac"
    "\u2190-\u2193\u2212\u2264\u2265]"
)
"""What is neither Latin, Vietnamese nor an ordinary sign: a font may lack it. All of `NO_TEXT`
is in it."""

FACES = {
    "DejaVu Sans": ("DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique"),
    "DejaVu Serif": ("DejaVuSerif", "DejaVuSerif-Bold", "DejaVuSerif-Italic"),
    "DejaVu Sans Mono": ("DejaVuSansMono", "DejaVuSansMono-Bold", "DejaVuSansMono-Oblique"),
    "STIXGeneral": ("STIXGeneral", "STIXGeneralBol", "STIXGeneralItalic"),
}
"""The families that draw what the face of the running text lacks, and their files: upright, bold,
slanted. They come with matplotlib."""

_BULLETS = range(0xF020, 0xF100)
_INVISIBLE = re.compile(
    "[\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    "\u3000\u3164\ufe00-\ufe0f\uffa0\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Spaces, and what Unicode says to leave out where it has no effect."""
_AROUND = 25


def named(character: str) -> str:
    """A character by its number, and what is known of it, in Vietnamese.

    >>> named("\\0"), named("\\x1b")
    ('ký tự NUL (U+0000)', 'ký tự điều khiển U+001B')
    """
    number = code_point(character)
    if character == "\0":
        return f"ký tự NUL ({number})"
    if ord(character) in _BULLETS:
        return f"ký tự riêng của phông Symbol, Wingdings ({number}), thường là dấu đầu dòng từ Word"
    if re.match(f"[{_PRIVATE}]", character):
        return f"ký tự riêng của một phông chữ ({number}), phông khác không có"
    if re.match(f"[{_NO_CHARACTER}\ud800-\udfff]", character):
        return f"mã {number}, không phải là ký tự nào"
    if CONTROL.match(character):
        return f"ký tự điều khiển {number}"
    lost = {
        "\ufeff": f"dấu đầu tệp BOM ({number}) ở giữa chữ",
        "\ufffc": f"ký tự {number}, chỗ của một hình đã mất khi chép",
        "\ufffd": f"ký tự {number}, chỗ của một chữ đã mất khi đổi bảng mã",
    }
    return lost.get(character, f"ký tự {number}")


def remedy(character: str) -> str:
    """What to do about a character that is no text."""
    if character == "\ufffd":
        return "xem bản gốc rồi gõ lại chữ đúng"
    if re.match(f"[{_PRIVATE}]", character):
        return "gõ lại bằng dấu có thật, ví dụ '-', '•', '→', hoặc xóa"
    return "xóa ký tự đó"


def code_point(character: str) -> str:
    """The number of a character as Unicode writes it.

    >>> code_point("ế")
    'U+1EBF'
    """
    return f"U+{ord(character):04X}"


def is_drawn(character: str) -> bool:
    """Whether the fonts that come with the packages draw a character, upright, bold and slanted;
    what is invisible needs no drawing."""
    if NO_TEXT.match(character):
        return False
    needs_none = not UNUSUAL.match(character) or _INVISIBLE.match(character)
    return bool(needs_none or ord(character) in _drawn())


@cache
def _drawn() -> frozenset[int]:
    from matplotlib import get_data_path  # not before a text has such a character
    from matplotlib.ft2font import FT2Font

    folder = Path(get_data_path(), "fonts", "ttf")
    styles = zip(*FACES.values(), strict=True)
    drawn = (
        frozenset().union(*(FT2Font(folder / f"{name}.ttf").get_charmap() for name in style))
        for style in styles
    )
    return frozenset.intersection(*drawn)


def words_around(text: str, at: int) -> str:
    """The words beside a character, enough to find it; what cannot be printed is spelled out.

    >>> words_around("Kết quả: \\uf0b7 tốt", 9)
    '“Kết quả: [U+F0B7] tốt”'
    """
    start, end = max(0, at - _AROUND), at + _AROUND
    near = UNUSUAL.sub(
        lambda m: m[0] if is_drawn(m[0]) else f"[{code_point(m[0])}]", text[start:end]
    )
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return f"“{before}{' '.join(near.split())}{after}”"
