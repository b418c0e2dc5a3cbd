"""What the cells of an .xlsx do not say themselves: what is hidden, in percent, or an error."""

import re
from collections.abc import Mapping, Sequence
from posixpath import join, normpath

from .traits import MOST_CELLS, Traits
from .xml_scan import scan

_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_PERCENT = {9, 10}
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def xlsx_traits(parts: Mapping[str, bytes], most: int = MOST_CELLS) -> dict[str, Traits]:
    """The traits of every sheet, by its name. Raises `Strange` and `TooLarge`."""
    percents = _percent_styles(parts.get("xl/styles.xml", b"<none/>"))
    lengths = _lengths(parts.get("xl/sharedStrings.xml", b"<none/>"))
    return {
        name: _Sheet(percents, lengths, most).read(parts[part])
        for name, part in sheet_parts(parts).items()
        if part in parts
    }


def sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The part of each sheet, by its name."""
    named, targets = {}, {}

    def sheet(tag: str, found: Mapping[str, str]) -> None:
        if tag == "sheet":
            named[found.get("name", "")] = found.get("id", "")

    def relation(tag: str, found: Mapping[str, str]) -> None:
        if tag == "Relationship":
            target = found.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else join("xl", target)
            targets[found.get("Id", "")] = normpath(whole)

    scan(parts["xl/workbook.xml"], sheet)
    scan(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"), relation)
    return {name: targets.get(key, "") for name, key in named.items()}


def _percent_styles(styles: bytes) -> set[int]:
    """The numbers of the cell styles that show a number in percent: 0.97 as 97 %."""
    formats, found, inside = set(_PERCENT), set(), [False, 0]

    def start(tag: str, more: Mapping[str, str]) -> None:
        if tag == "numFmt" and "%" in _LITERAL.sub("", more.get("formatCode", "")):
            formats.add(_whole(more.get("numFmtId")))
        elif tag == "cellXfs":
            inside[0] = True
        elif tag == "xf" and inside[0]:
            if _whole(more.get("numFmtId")) in formats:
                found.add(inside[1])
            inside[1] += 1

    def end(tag: str) -> None:
        if tag == "cellXfs":
            inside[0] = False

    scan(styles, start, end)
    return found


def _lengths(strings: bytes) -> list[int]:
    """How long each of the texts is that many cells may share."""
    found: list[int] = [0]

    def start(tag: str, _: Mapping[str, str]) -> None:
        if tag == "si":
            found.append(0)

    def text(piece: str) -> None:
        found[-1] += len(piece)

    scan(strings, start, text=text)
    return found[1:]


class _Sheet:
    """One sheet while its tags go by."""

    def __init__(self, percents: set[int], lengths: Sequence[int], most: int):
        self.percents, self.lengths, self.most = percents, lengths, most
        self.traits = Traits()
        self.kind = self.shared = ""
        self.row = self.column = -1
        self.has_formula = self.has_value = self.is_filled = False

    def read(self, content: bytes) -> Traits:
        scan(content, self.start, self.end, self.text)
        return self.traits

    def start(self, tag: str, found: Mapping[str, str]) -> None:
        match tag:
            case "col" if _is_true(found.get("hidden")):
                first, last = _whole(found.get("min")), _whole(found.get("max"))
                self.traits.hidden_columns += [range(first - 1, last)]
            case "row":
                self.row = _whole(found.get("r"), self.row + 2) - 1
                self.column = -1
                if _is_true(found.get("hidden")):
                    self.traits.hidden_rows += [range(self.row, self.row + 1)]
            case "c":
                self._cell(found)
            case "f":
                self.has_formula = True
            case "v" | "is":
                self.has_value = True
                self.traits.reach(self.row, self.column, self.most)

    def _cell(self, found: Mapping[str, str]) -> None:
        at = _REFERENCE.fullmatch(found.get("r", ""))
        self.row = int(at[2]) - 1 if at else self.row
        self.column = column_number(at[1]) if at else self.column + 1
        self.has_formula = self.has_value = self.is_filled = False
        self.kind, self.shared = found.get("t", "n"), ""
        if self.kind == "e":
            self.traits.errors.add((self.row, self.column))
        if _whole(found.get("s"), 0) in self.percents and self.kind == "n":
            self.traits.percents.add((self.row, self.column))

    def text(self, piece: str) -> None:
        self.is_filled = self.is_filled or (self.has_value and bool(piece.strip()))
        if self.has_value and self.kind == "s" and len(self.shared) < 9:
            self.shared += piece

    def end(self, tag: str) -> None:
        if tag == "v" and self.kind == "s":
            number = _whole(self.shared.strip())
            self.traits.hold(self.lengths[number] if 0 <= number < len(self.lengths) else 0)
        has_result = self.is_filled or (self.has_value and self.kind == "str")
        if tag == "c" and self.has_formula and not has_result:
            self.traits.uncomputed.add((self.row, self.column))


def column_number(letters: str) -> int:
    """The number of a column, from 0.

    >>> column_number("A"), column_number("AA")
    (0, 26)
    """
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def _whole(text: str | None, otherwise: int = -1) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else otherwise


def _is_true(text: str | None) -> bool:
    return text in ("1", "true")
