"""READ a workbook from outside: its sheets as grids of cells, safely, with what the cells hide."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unicodedata import normalize

from ..cells import quoted
from .archive import PASSWORD, linked, packed, parts_of, refusal
from .ods_traits import ods_traits
from .traits import MOST_CELLS, TooLarge, Traits
from .xlsx_traits import xlsx_traits
from .xml_scan import Strange

_BROKEN = "tệp hỏng, hoặc không phải bảng tính .xlsx hay .ods"
_MEND = "mở bằng Excel hoặc LibreOffice và lưu lại thành .xlsx hoặc .ods"


@dataclass(frozen=True)
class Sheet:
    """One sheet: `rows` from row 1 and column A, every row as long as the others.

    A cell is a text in NFC, a float, a bool, a day or "" for an empty one. What cannot be told
    from that is in `traits`: a number in percent (0.97 for 97 %), an error, a formula that was
    never worked out, hidden rows and columns.
    """

    name: str
    rows: tuple[tuple[Any, ...], ...]
    traits: Traits
    is_hidden: bool = False
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()

    def at(self, row: int, column: int) -> Any:
        """The value of a cell, "" beyond the last one; both count from 0."""
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return ""

    @property
    def title(self) -> str:
        """Its name as a message says it, on one line."""
        return f"trang {quoted(self.name)}"

    def place(self, row: int, column: int | None = None) -> str:
        """Where a cell, or a row, stands, as a message says it.

        >>> Sheet("Nguồn", (), Traits()).place(6, 3)
        "trang 'Nguồn', ô D7"
        """
        spot = f"dòng {row + 1}" if column is None else f"ô {cell_name(row, column)}"
        return f"{self.title}, {spot}"


def read_sheets(path: Path, most: int = MOST_CELLS) -> list[Sheet]:
    """The sheets of an .xlsx or .ods, in their order; formulas as they were last worked out.

    No macro is run and no link followed; `most` is how many cells a sheet may reach over.
    Raises `CchcError` for a file that is refused, in Vietnamese, with what to do.
    """
    parts = parts_of(path)
    try:
        is_excel = "xl/workbook.xml" in parts
        traits = xlsx_traits(parts, most) if is_excel else ods_traits(parts, most)
    except Strange:
        raise refusal(path, _BROKEN, _MEND) from None
    except TooLarge as error:
        raise refusal(path, str(error), "xóa các ô thừa ngoài bảng rồi lưu lại") from None
    if any(each.is_linked for each in traits.values()):
        raise linked(path)
    return list(_grids(path, parts, traits))


def _grids(path: Path, parts: Mapping[str, bytes], traits: Mapping[str, Traits]) -> Iterator[Sheet]:
    import python_calamine as calamine

    try:
        with calamine.load_workbook(packed(parts)) as book:
            for about in book.sheets_metadata:
                if about.typ != calamine.SheetTypeEnum.WorkSheet:
                    continue
                sheet = book.get_sheet_by_name(about.name)
                grid = sheet.to_python(skip_empty_area=False)
                yield Sheet(
                    normalize("NFC", about.name),
                    tuple(tuple(map(_tidy, row)) for row in grid),
                    traits.get(about.name, Traits()),
                    about.visible != calamine.SheetVisibleEnum.Visible,
                    tuple(sheet.merged_cell_ranges or ()),
                )
    except calamine.PasswordError:
        raise refusal(path, *PASSWORD) from None
    except calamine.CalamineError:
        raise refusal(path, _BROKEN, _MEND) from None


def _tidy(value: Any) -> Any:
    if isinstance(value, str):
        return normalize("NFC", value)
    return float(value) if type(value) is int else value


def cell_name(row: int, column: int) -> str:
    """The name of a cell; both count from 0.

    >>> cell_name(6, 3), cell_name(0, 27)
    ('D7', 'AB1')
    """
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"
