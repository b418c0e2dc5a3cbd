"""READ the rows below a header of form II.06a: each a field or a total, of a level, with counts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ...cells import BadCell, quoted
from ...dossier_fields import LEVELS, field_name
from ...errors import Fault
from ...indicator import LEVELS as TIERS
from ..cell_values import Spot
from ..sheets import Sheet, cell_name
from .counts import count_in
from .header import Header
from .labels import Label, label_of

TOTAL = ""
"""The name of a row that is no field: the total of its level."""
FEWEST = 3
"""A row below the last number with fewer cells filled than this belongs to the signatures."""
LEVEL_NAMES = {"district": "Cấp huyện", "commune": "Cấp xã", "all": "Các cấp"}
_HEADING = re.compile(r"^\s*(?:[IVX]+|[A-ZĐ])\s*[.)/:-]|^\s*(?:cấp|ubnd|khối)\b", re.IGNORECASE)
_BODY = re.compile(r"(?:ubnd|[uủ][yỷ] ban nhân dân|xã(?! hội)|phường|thị trấn)\b", re.IGNORECASE)
_NUMERIC = re.compile(r"[0-9][0-9.,\s]*")


@dataclass(frozen=True)
class FormRow:
    """A row of the form: the `counts` it states by code, in plain digits, and where each stands.

    `name` is the field's, `TOTAL` for the total of a level.
    """

    sheet: Sheet
    row: int
    name: str
    level: str
    counts: dict[str, str]
    columns: dict[str, tuple[int, ...]]

    @property
    def where(self) -> str:
        """The row, as a message says it."""
        return self.sheet.place(self.row)

    def place(self, code: str) -> str:
        """The cell of a count, as `figures.csv` says it: Sheet1!C7; several are a sum."""
        cells = "+".join(cell_name(self.row, column) for column in self.columns[code])
        return f"{' '.join(self.sheet.name.split())}!{cells}"


@dataclass
class FormRows:
    """What was read, in the order of the sheet, and what is wrong."""

    rows: list[FormRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_rows(header: Header, level: str = "") -> FormRows:
    """The rows of a table. `level` is that of rows that stand under no level's name.

    A total row is of the level that it names or stands under; where the table has several levels,
    "Tổng số" and "Tổng cộng" are all of them together. Signatures below the last number are left.
    """
    reading = _Reading(header, level)
    for row in range(header.first, reading.last + 1):
        reading.take(row)
    return reading.found


class _Reading:
    """The way down a table: under which level it is, and what was met."""

    def __init__(self, header: Header, level: str):
        self.header, self.level = header, level
        self.sheet = header.sheet
        self.found = FormRows()
        self.counted = [place for places in header.columns.values() for place in places]
        rows = range(header.first, len(self.sheet.rows))
        self.last = max((row for row in rows if self._has_numbers(row)), default=header.first - 1)
        self.levels = {self._label(row).level for row in range(header.first, self.last + 1)}
        self.levels -= {"", "all"}

    def take(self, row: int) -> None:
        """Read one row, or say what is wrong with it."""
        words, label = self._head(row), self._label(row)
        if not self._has_numbers(row):
            if words:
                self._take_heading(row, words, label)
            return
        if not words:
            what = "dòng có số mà không có tên lĩnh vực"
            self._refuse(what, self.sheet.place(row), "ghi tên lĩnh vực, hoặc xóa các số đó")
            return
        own = self._level_of(label)
        if own not in LEVELS:
            self._refuse_level(row, own)
            return
        if label.level and label.level != "all":
            self.level = label.level
        if any(row in span for span in self.sheet.traits.hidden_rows):
            self.found.notes.append(f"{self.sheet.place(row)} bị ẩn, vẫn được đọc")
        self._add(row, label, own)

    def _take_heading(self, row: int, words: str, label: Label) -> None:
        if label.level in LEVELS and label.level != "all":
            self.level = label.level
        elif label.level or _HEADING.search(words):
            what = f"không hiểu dòng {quoted(words)}: không có số, không phải tên một cấp"
            known = ", ".join(LEVEL_NAMES[each] for each in ("district", "commune"))
            self._refuse(what, self.sheet.place(row), f"các cấp trong biểu: {known}")
        elif not label.is_total:
            note = f"{self.sheet.place(row)}: {quoted(label.name)} không có số nào, không đọc"
            self.found.notes.append(note)

    def _level_of(self, label: Label) -> str:
        if label.level:
            return label.level
        if label.is_total and len(self.levels) > 1 and "tổng" in label.name.casefold():
            return "all"
        if label.is_total and not self.level and len(self.levels) == 1:
            return next(iter(self.levels))
        return self.level

    def _refuse_level(self, row: int, level: str) -> None:
        if level in TIERS:
            what = "biểu của cấp tỉnh, không phải của huyện hay xã"
            self._refuse(what, self.sheet.place(row), "lấy biểu của cấp huyện, cấp xã")
        elif not any("thuộc cấp nào" in fault.what for fault in self.found.faults):
            what = "chưa biết các dòng của biểu thuộc cấp nào"
            mend = "thêm --level district (cấp huyện), --level commune (cấp xã) hoặc --level all"
            self._refuse(what, self.sheet.place(row), mend)

    def _add(self, row: int, label: Label, level: str) -> None:
        name, counts = TOTAL, self._counts(row)
        if label.is_field:
            try:
                name = _field(label.name)
            except BadCell as bad:
                self._refuse(bad.what, self.sheet.place(row, self.header.field), bad.mend)
                return
        twin = next((r for r in self.found.rows if (r.name, r.level) == (name, level)), None)
        if twin and not (name == TOTAL and twin.counts == counts):
            shown = quoted(name) if name else "số chung"
            what = f"{shown} của {LEVEL_NAMES[level].lower()} có hai dòng"
            mend = f"giữ một dòng; dòng kia là {twin.row + 1}"
            self._refuse(what, self.sheet.place(row), mend)
        if twin:
            return
        self.found.rows.append(FormRow(self.sheet, row, name, level, counts, self.header.columns))

    def _counts(self, row: int) -> dict[str, str]:
        counts = {}
        for code, columns in self.header.columns.items():
            texts = [text for column in columns if (text := self._count(row, column)) is not None]
            if len(texts) < len(columns) or not any(texts):
                continue
            if not all(texts):
                empty = next(c for c, text in zip(columns, texts, strict=True) if not text)
                mend = "ghi 0 nếu đã đếm và không có gì: cột này cộng với cột bên cạnh"
                self._refuse("ô trống", self.sheet.place(row, empty), mend)
                continue
            counts[code] = str(sum(map(int, texts)))
        return counts

    def _count(self, row: int, column: int) -> str | None:
        try:
            return count_in(self.sheet, row, column)
        except BadCell as bad:
            self._refuse(bad.what, self.sheet.place(row, column), bad.mend)
            return None

    def _refuse(self, what: str, where: str, mend: str) -> None:
        self.found.faults.append(Fault(what, where, mend))

    def _label(self, row: int) -> Label:
        return label_of(self._head(row))

    def _head(self, row: int) -> str:
        """The words that say what a row is: in the column of fields, or in one before it."""
        columns = (self.header.field, *range(self.header.field))
        values = (self.sheet.at(row, column) for column in columns)
        return next((" ".join(v.split()) for v in values if isinstance(v, str) and v.strip()), "")

    def _has_numbers(self, row: int) -> bool:
        """Whether a row states numbers, however badly written; signatures state none."""
        spots = [Spot(self.sheet, row, column) for column in self.counted]
        filled = [spot for spot in spots if not spot.is_empty]
        return len(filled) >= FEWEST or any(map(_is_numeric, filled))


def _field(name: str) -> str:
    """The name of a field. Raises `BadCell` for that of a body: its form is one of its own."""
    if _BODY.match(name):
        what = f"{quoted(name)} là một đơn vị, không phải một lĩnh vực"
        raise BadCell(
            what, "nhập biểu của từng đơn vị với --unit của nó; ở đây giữ dòng chung của cấp"
        )
    return field_name(name)


def _is_numeric(spot: Spot) -> bool:
    """Whether a cell holds a number, or what was to be one: a day, a formula without a value."""
    text = spot.value.strip() if isinstance(spot.value, str) else "0"
    return not text or bool(_NUMERIC.fullmatch(text))


def fields_of(rows: Sequence[FormRow], level: str) -> Iterator[FormRow]:
    """The rows of fields of a level."""
    return (row for row in rows if row.name != TOTAL and row.level == level)


def total_of(rows: Sequence[FormRow], level: str) -> FormRow | None:
    """The row that states the total of a level, if any does."""
    return next((row for row in rows if row.name == TOTAL and row.level == level), None)
