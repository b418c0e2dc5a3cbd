"""READ an area's sheet: every filled cell under a period is one figure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..catalogue import CATALOGUE
from ..cells import BadCell, quoted, suggestion
from ..errors import Fault
from .cell_values import Spot, figure_of, text_of
from .layout import COMPUTED, OWN_SOURCE, folded, level_of, qualifier_of, sheet_name
from .proposal import Stated
from .register_rows import hidden
from .tables import Found

_BY_LABEL = {(i.area, folded(i.vi)): i.code for i in CATALOGUE.values() if not i.is_computed}


@dataclass
class FigureRows:
    """What an area's sheet says: its rows, its faults, what is left aside, and what it shows."""

    table: Found
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)

    @property
    def area(self) -> str:
        """The area of the sheet: that of the first code in it that is known."""
        for row in self.table.rows():
            code = self.table.spot(row, "code").value
            if code in CATALOGUE:
                return CATALOGUE[code].area
        return ""

    def rows(self) -> Iterator[Stated]:
        """Every figure of the sheet, with the cell it stands in."""
        self.faults += self.table.faults()
        for row in self.table.rows():
            filled = self._filled(row)
            code = self._code(row, bool(filled))
            level = self._level(row, bool(filled)) if code else ""
            if code and level:
                self.seen.add((code, level))
                yield from self._figures(row, code, level, filled)

    def _filled(self, row: int) -> dict[str, Spot]:
        """The cells under periods that are not empty, by period."""
        spots = {p: Spot(self.table.sheet, row, c) for p, c in self.table.periods.items()}
        return {period: spot for period, spot in spots.items() if not spot.is_empty}

    def _code(self, row: int, is_filled: bool) -> str:
        """The code of a row that is reported, "" for one that is not read."""
        spot, label = self.table.spot(row, "code"), self.table.spot(row, "label")
        code = str(spot.value).strip()
        if code == COMPUTED or (code in CATALOGUE and CATALOGUE[code].is_computed):
            return ""
        if code in CATALOGUE:
            return code
        named = _BY_LABEL.get((self.area, folded(str(label.value)))) if not code else None
        if named or not is_filled:
            return named or ""
        if code:
            mend = suggestion(code, CATALOGUE, "không sửa cột Mã")
            self._fault(f"{quoted(code)} không phải là mã chỉ tiêu", spot, mend)
        elif label.is_empty:
            self._fault("có số mà không có chỉ tiêu", label, "chọn chỉ tiêu trong danh sách")
        else:
            what = f"{quoted(str(label.value))} không phải là chỉ tiêu nào của trang này"
            self._fault(what, label, "chọn chỉ tiêu trong danh sách")
        return ""

    def _level(self, row: int, is_filled: bool) -> str:
        spot = self.table.spot(row, "level")
        try:
            return level_of(text_of(spot))
        except BadCell as bad:
            if is_filled:
                self._fault(bad.what, spot, bad.mend)
            return ""

    def _figures(
        self, row: int, code: str, level: str, filled: Mapping[str, Spot]
    ) -> Iterator[Stated]:
        self.faults += hidden(filled.values())
        shared, cells = self._shared(row)
        if not filled:
            if shared["note"].strip():
                where = self.table.sheet.place(row)
                self.notes.append(f"{where}: có ghi chú mà không có số, nên không nhập ghi chú đó")
            return
        for period, spot in filled.items():
            try:
                value, bound = figure_of(spot, CATALOGUE[code])
                qualifier = self._bound(shared["qualifier"], bound)
            except BadCell as bad:
                self._fault(bad.what, spot, bad.mend)
                value, qualifier = "0", ""  # never written: the row is there for its other cells
            about = {"code": code, "period": period, "level": level, "value": value}
            yield Stated({**about, **shared, "qualifier": qualifier}, spot.where, cells=cells)

    def _bound(self, of_row: str, of_cell: str) -> str:
        if of_row and of_cell and of_row != of_cell:
            raise BadCell("mức ghi trong ô khác mức ở cột Mức", "giữ lại một trong hai")
        return of_cell or of_row

    def _shared(self, row: int) -> tuple[dict[str, str], dict[str, str]]:
        """Qualifier, source, place and note of a row, and where they stand.

        A figure that names no source and no place is stated by this workbook, on this sheet.
        """
        spots = {n: self.table.spot(row, n) for n in ("qualifier", "source", "place", "note")}
        values = {}
        for name, spot in spots.items():
            try:
                text = text_of(spot) if spot else ""
                values[name] = qualifier_of(text.strip()) if name == "qualifier" else text
            except BadCell as bad:
                self._fault(bad.what, spot, bad.mend)
                values[name] = ""
        if not values["source"].strip() and not values["place"].strip():
            values |= {"source": OWN_SOURCE, "place": sheet_name(self.area)}
        cells = {n: s.where for n, s in spots.items() if s and n in ("source", "place", "note")}
        return values, cells

    def _fault(self, what: str, spot: Spot, mend: str) -> None:
        self.faults.append(Fault(what, spot.where, mend))
