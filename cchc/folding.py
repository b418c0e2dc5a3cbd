"""A text as a search sees it: letters and digits alone, without marks and case."""

from unicodedata import combining, normalize


def folded(text: str) -> str:
    """The text without case, accents, spaces and punctuation: to look for, never to join on.

    >>> folded("Bảo trợ  xã hội") == folded("BẢO TRỢ XÃ HỘI"), folded("Hoà") == folded("Hòa")
    (True, True)
    >>> folded("Đất đai (8+9)")
    'datdai89'
    """
    plain = normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(c for c in plain if c.isalnum() and not combining(c))
