"""The order of Vietnamese words: a ă â b c d đ …, the tones ngang, huyền, hỏi, ngã, sắc, nặng."""

from unicodedata import normalize

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"


def vietnamese(text: str) -> tuple[list[tuple[int, str]], list[int], str]:
    """The key to sort by: letters first, tones where those are the same.

    >>> sorted(["Hộ tịch", "Đất đai", "Dân tộc", "Hồ", "Ho"], key=vietnamese)
    ['Dân tộc', 'Đất đai', 'Ho', 'Hồ', 'Hộ tịch']
    """
    letters, tones = [], []
    for character in normalize("NFD", text.lower()):
        if character in _TONES:
            tones[-1:] = [_TONES.index(character) + 1]
        elif letters and character in "\u0302\u0306\u031b":
            letters[-1] += character
        else:
            letters.append(character)
            tones.append(0)
    whole = [normalize("NFC", letter) for letter in letters]
    return [(_LETTERS.find(letter), letter) for letter in whole], tones, text
