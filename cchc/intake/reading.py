"""READ a workbook that an office has filled in, into a `Proposal`."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from ..cells import quoted
from ..errors import CchcError, Fault
from .base_rows import Base, base_of
from .changes import changes
from .figure_rows import FigureRows
from .layout import BASE, GUIDE, LISTS, OWN_SOURCE, OWN_TITLE, UNIT, folded, sheet_name
from .proposal import SHAPES, Proposal, Stated, stated_twice
from .register_rows import register_rows
from .sheets import Sheet, read_sheets
from .tables import FIGURES, OFFICE, PERIODS, SOURCES, Found, find_table

_FILES = {SOURCES: "sources.csv", PERIODS: "periods.csv", OFFICE: "office.toml"}


def read_workbook(path: Path, data: Path | None = None) -> Proposal:
    """What a workbook says, against what stood in `data/` when it was made.

    Rows that are as they stood are not stated, and rows that are gone are removed, so that several
    people may fill in copies of one workbook. A figure is gone when its line and its period's
    column are there and its cell is empty. Sheets are known by their headings, not by their names.
    Raises `CchcError` with every fault of the file, each with its sheet and cell; where `data` is
    given, with what is wrong with its sources and places too.
    """
    sheets = read_sheets(path)
    base = base_of(sheets)
    reading = _Reading(sheets, base)
    unit = _unit_of(sheets) or base.unit
    if not unit:
        what = "không thấy mã đơn vị: đây không phải là bảng tính do cchc làm"
        mend = f"làm bảng tính bằng cchc workbook ĐƠN_VỊ; giữ trang '{GUIDE}'"
        raise CchcError([Fault(what, str(path), mend)])
    reading.compare_sheets()
    reading.settle_periods()
    if reading.faults:
        found = _of_sources(reading.proposal(unit, path), data) if data else ()
        raise CchcError(dict.fromkeys([*reading.faults, *found]))
    return reading.proposal(unit, path)


def _of_sources(proposal: Proposal, data: Path) -> Iterator[Fault]:
    """What is wrong with the sources and places of a workbook that is refused for other cells.

    The rest of what `changes` finds may only follow from those: a period that could not be read.
    """
    cells = {row.place(name) for row in proposal.figures for name in ("source", "place")}
    try:
        changes(proposal, data)
    except CchcError as refused:
        yield from (fault for fault in refused.faults if fault.where in cells)


class _Reading:
    """All that the sheets of a workbook say."""

    def __init__(self, sheets: Iterable[Sheet], base: Base):
        self.base = base
        self.faults: list[Fault] = []
        self.notes: list[str] = []
        self.rows: dict[str, list[Stated]] = {}
        self.seen: set[tuple[str, str, str]] = set()
        self.areas: set[str] = set()
        for sheet in sheets:
            if sheet.name in (BASE, LISTS) and sheet.is_hidden:
                continue
            table = find_table(sheet)
            if table:
                self._read(table)
            elif not _is_guide(sheet) and any(map(any, sheet.rows)):
                self.notes.append(f"{sheet.title} không có bảng nào của cchc, không đọc")

    def _read(self, table: Found) -> None:
        if table.sheet.is_hidden:
            mend = "bỏ ẩn trang (Unhide) để xem rồi nhập lại, hoặc xóa trang"
            fault = Fault("trang bị ẩn mà có số liệu", table.sheet.title, mend)
            self.faults.append(fault)
            return
        if table.kind == FIGURES:
            sheet = FigureRows(table)
            self.rows.setdefault("figures.csv", []).extend(sheet.rows())
            self.faults += sheet.faults
            self.notes += sheet.notes
            self.areas.add(sheet.area)
            self.seen |= {(*each, period) for each in sheet.seen for period in table.periods}
            return
        rows = register_rows(table, self.faults)
        self.rows.setdefault(_FILES[table.kind], []).extend(rows)

    def compare_sheets(self) -> None:
        """Refuse what two lines say of one thing, on one sheet or on a copy of it."""
        for name, rows in self.rows.items():
            self.faults += stated_twice(rows, SHAPES[name])

    def settle_periods(self) -> None:
        """Leave out the lines of new periods that nothing is said about.

        Whether a period that is used is complete must be said: it is nothing to be guessed.
        """
        used = {row.values["period"] for row in self.rows.get("figures.csv", ())}
        used |= {period for (period,) in self.base.rows.get("periods.csv", ())}
        kept = []
        for row in self.rows.get("periods.csv", ()):
            if row.values["complete"]:
                kept.append(row)
            elif row.values["period"] in used:
                what = f"chưa nói kỳ {quoted(row.values['period'])} đã trọn hay chưa"
                self.faults.append(Fault(what, row.place("complete"), "chọn có hoặc không"))
        if "periods.csv" in self.rows:
            self.rows["periods.csv"] = kept

    def proposal(self, unit: str, path: Path) -> Proposal:
        """The rows that differ from what stood, and what is gone."""
        base, seen, covers = self.base, self.seen, {}
        figures, covers["figures.csv"] = base.news(
            "figures.csv",
            self.rows.get("figures.csv", ()),
            lambda row: (row["code"], row["level"], row["period"]) in seen,
        )
        others = {}
        for name in _FILES.values():
            others[name], covers[name] = base.news(
                name, self.rows.get(name, ()), lambda _, name=name: name in self.rows
            )
        sources = others["sources.csv"]
        if any(row.values["source"] == OWN_SOURCE for row in figures):
            sources += tuple(self._own_source())
        return Proposal(
            unit,
            figures,
            sources,
            others["periods.csv"],
            office=others["office.toml"],
            covers=covers,
            origin=path.name,
            notes=(*self.notes, *self._lacking()),
        )

    def _own_source(self) -> Iterator[Stated]:
        """The workbook as a source, where its sheet of sources does not describe it itself."""
        if not any(row.values["id"] == OWN_SOURCE for row in self.rows.get("sources.csv", ())):
            told = {"title": OWN_TITLE, "kind": "bảng tính"}
            yield Stated({"id": OWN_SOURCE}, otherwise=told)

    def _lacking(self) -> Iterator[str]:
        for area in self.base.areas:
            if area not in self.areas:
                yield f"tệp không có trang '{sheet_name(area)}': số liệu ở đó giữ nguyên"
        if not self.rows.get("figures.csv"):
            yield "tệp không có số liệu nào"
        if not self.base.is_known:
            yield f"tệp không còn trang ẩn '{BASE}': mọi số đều được ghi, không số nào bị bỏ"


def _is_guide(sheet: Sheet) -> bool:
    return any(folded(str(row[0])) == folded(UNIT) for row in sheet.rows if row)


def _unit_of(sheets: Iterable[Sheet]) -> str:
    """The unit that the workbook is for, as its first sheet says."""
    for sheet in sheets:
        for row in sheet.rows[:40]:
            if len(row) > 1 and folded(str(row[0])) == folded(UNIT):
                return str(row[1]).strip()
    return ""
