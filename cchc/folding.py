"""A text as a search sees it: letters and digits alone, without marks and case."""

import re
from functools import cache
from unicodedata import combining, normalize

_TONES = "\u0300\u0301\u0303\u0309\u0323"


def folded(text: str) -> str:
    """The text without case, accents, spaces and punctuation: to look for, never to join on.

    >>> folded("Bảo trợ  xã hội") == folded("BẢO TRỢ XÃ HỘI"), folded("Hoà") == folded("Hòa")
    (True, True)
    >>> folded("Đất đai (8+9)")
    'datdai89'
    """
    plain = normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(c for c in plain if c.isalnum() and not combining(c))


@cache
def words(text: str, with_marks: bool = True) -> tuple[str, ...]:
    """The words of a text without case, wherever a syllable's tone stands: to find a name in it.

    >>> words("UBND H. VỊ THUỶ") == ("ubnd", "h", *words("Vị Thủy"))
    True
    >>> words("Hòa An") == words("Hoà Ân"), words("Hòa", with_marks=False)
    (False, ('hoa',))
    """
    found = re.findall(r"[^\W_]+", normalize("NFC", text).casefold())
    if not with_marks:
        return tuple(map(folded, found))
    parts = (normalize("NFD", word) for word in found)
    return tuple("".join(sorted(part, key=_TONES.__contains__)) for part in parts)
