"""Cells of a sheet that look empty and are not: an error, a formula that was never worked out."""

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from xml.parsers import expat
from zipfile import ZipFile

from ..cells import quoted
from ..intake.sheets import cell_name
from ..intake.xlsx_traits import column_number, sheet_parts
from .source import refusal

SUSPECT = re.compile(rb"<(?:\w+:)?f[\s/>]|\st\s*=\s*[\"']e[\"']")
"""What a sheet with such cells has somewhere: most registers have none, and need no second look."""
_AT = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_SAVE = "mở tệp bằng Excel hoặc LibreOffice và lưu lại kiểu .xlsx"
_SAID = {
    "error": ("ô có lỗi (như #N/A)", "sửa ô ấy trong sổ rồi lưu lại"),
    "formula": (
        "ô có công thức chưa được tính",
        "mở tệp bằng Excel hoặc LibreOffice, chờ tính xong rồi lưu lại",
    ),
}
_READ = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")


def require_values(
    path: Path, name: str, suspects: Collection[str], columns: Collection[int], above: int
) -> None:
    """Raise `CchcError` for the first cell in `columns` that is taken for empty and is not.

    A dossier would count as unfinished by it. `columns` count from 0; the first `above` rows are
    those to the header, which may hold anything. `suspects` are the parts that have `SUSPECT`.
    """
    with ZipFile(path) as book:
        found = set(book.namelist())
        part = sheet_parts({each: book.read(each) for each in _READ if each in found}).get(name)
        if part not in suspects:
            return
        try:
            with book.open(part) as content:
                bad = _Cells(columns, above).first(content)
        except (expat.ExpatError, ValueError):
            raise refusal("trang tính hỏng", f"{path.name}, {part}", _SAVE) from None
    if bad:
        kind, row, column = bad
        what, mend = _SAID[kind]
        where = f"{path.name}, trang {quoted(name)}, ô {cell_name(row, column)}"
        raise refusal(what, where, mend)


class _Cells:
    """The cells of one sheet while its tags go by."""

    def __init__(self, columns: Collection[int], above: int):
        self.columns, self.above = columns, above
        self.row = self.column = -1
        self.kind, self.tag = "", ""
        self.has_formula = self.has_result = False
        self.bad: tuple[str, int, int] | None = None

    def first(self, content) -> tuple[str, int, int] | None:
        """What the first bad cell is, its row and its column, from 0."""
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        parser.ParseFile(content)
        return self.bad

    def _start(self, tag: str, found: Mapping[str, str]) -> None:
        self.tag = tag.rpartition(":")[2]
        if self.tag == "row":
            self.row = int(found.get("r", self.row + 2)) - 1
            self.column = -1
        elif self.tag == "c":
            at = _AT.fullmatch(found.get("r", ""))
            self.row = int(at[2]) - 1 if at else self.row
            self.column = column_number(at[1]) if at else self.column + 1
            self.kind = found.get("t", "n")
            self.has_formula = self.has_result = False
        elif self.tag == "f":
            self.has_formula = True
        elif self.tag == "v":
            self.has_result = self.has_result or self.kind == "str"

    def _text(self, piece: str) -> None:
        self.has_result = self.has_result or (self.tag in ("v", "t") and bool(piece.strip()))

    def _end(self, tag: str) -> None:
        self.tag = ""
        if tag.rpartition(":")[2] != "c" or self.bad or self.row < self.above:
            return
        is_uncomputed = self.has_formula and not self.has_result
        if self.column in self.columns and (self.kind == "e" or is_uncomputed):
            self.bad = ("error" if self.kind == "e" else "formula", self.row, self.column)
