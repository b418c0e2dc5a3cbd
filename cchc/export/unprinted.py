"""REFUSE what a PDF cannot show: each character with its cell and the words beside it."""

from collections.abc import Callable, Iterator
from typing import Any

from cchc.errors import CchcError, Fault
from cchc.letters import NO_TEXT, UNUSUAL, named, remedy, words_around
from cchc.svg import parse

from .document import TITLE, Document

Json = dict[str, Any]

_UNSEEN = {"alt", "anchor"}
_SURROGATES = range(0xD800, 0xE000)
_OTHER_FONT = "thay bằng chữ khác, hoặc đưa thư mục có phông chữ vẽ được ký tự này vào --font-path"


def refuse_unprintable(document: Document, prints: Callable[[str], bool]) -> None:
    """Nothing, when all that a document shows can be printed; `prints` says so of a text.

    Raises CchcError with every character that cannot, once a cell.
    """
    shown = zip(document.cells, document.blocks, strict=True)
    texts = [(cell, text) for cell, block in shown for text in _shown(block)]
    texts.append((TITLE, document.short_title))
    texts.sort(key=lambda told: told[0] == TITLE)  # last: most titles are a heading of a cell
    unusual = sorted({character for _, text in texts for character in UNUSUAL.findall(text)})
    if not unusual or _all_print(unusual, prints):
        return
    lost = {character for character in unusual if not _all_print([character], prints)}
    faults: dict[tuple[str, str], Fault] = {}
    for cell, text in texts:
        for match in UNUSUAL.finditer(text):
            is_told = cell == TITLE and any(match[0] == other for _, other in faults)
            if match[0] in lost and not is_told:
                words = words_around(text, match.start())
                faults.setdefault((cell, match[0]), _fault(match[0], cell, words))
    raise CchcError(faults.values())


def _all_print(characters: list[str], prints: Callable[[str], bool]) -> bool:
    half = any(ord(character) in _SURROGATES for character in characters)
    return not half and prints("a".join(("", *characters, "")))


def _fault(character: str, cell: str, words: str) -> Fault:
    mend = remedy(character) if NO_TEXT.match(character) else _OTHER_FONT
    return Fault(f"bản PDF không in được {named(character)}: {words}", cell, mend)


def _shown(part: Any, name: str = "") -> Iterator[str]:
    """The texts of a block that stand on the page."""
    if isinstance(part, str):
        yield " ".join(parse(part).itertext()) if name == "svg" else part
    elif isinstance(part, list):
        for each in part:
            yield from _shown(each)
    elif isinstance(part, dict) and part["type"] == "Mark":
        yield part["text"]
    elif isinstance(part, dict):
        is_drawing = part.get("media") == "image/svg+xml"
        for inner, value in part.items():
            if inner not in _UNSEEN:
                yield from _shown(value, "svg" if is_drawing and inner == "data" else inner)
