"""Read XML from outside as a stream of tags: no entities, no document type, nothing fetched."""

from collections.abc import Callable, Mapping
from xml.parsers import expat

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class Strange(ValueError):
    """The XML is broken, or declares what no workbook declares."""


def scan(content: bytes, start: Start, end: End | None = None, text: Text | None = None) -> None:
    """Call `start` and `end` for every tag, by its name without prefix; attributes likewise.

    `text` gets what stands between tags, in pieces. Of two attributes that would then have one
    name, the second keeps its prefix.

    >>> scan(b'<a:row xmlns:a="u" a:hidden="1"/>', lambda tag, more: print(tag, more["hidden"]))
    row 1

    Raises `Strange` for a document type, which is where entities that expand are declared.
    """
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise Strange("document type")

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = lambda tag, found: start(_bare(tag), _attributes(found))
    if end:
        parser.EndElementHandler = lambda tag: end(_bare(tag))
    if text:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise Strange(str(error)) from None


def _attributes(found: Mapping[str, str]) -> dict[str, str]:
    bare: dict[str, str] = {}
    for name, value in found.items():
        bare[name if _bare(name) in bare else _bare(name)] = value
    return bare


def _bare(name: str) -> str:
    return name.rpartition(":")[2]
