"""READ the sheets beside the figures: the office, the periods, the sources."""

from collections.abc import Callable, Iterator

from ..cells import BadCell
from ..errors import Fault
from .cell_values import Spot, day_of, text_of
from .layout import PERIOD_COLUMNS, SOURCE_COLUMNS, yes_no_of
from .office_rows import WORDS
from .proposal import Stated
from .tables import OFFICE, PERIODS, Found

Reader = Callable[[Spot], str]

_DAYS = ("start", "end", "date")


def register_rows(table: Found, faults: list[Fault]) -> Iterator[Stated]:
    """The rows of a sheet of periods, sources or office facts; what is wrong goes to `faults`."""
    if table.kind == OFFICE:
        yield from _office_rows(table, faults)
        return
    columns = PERIOD_COLUMNS if table.kind == PERIODS else SOURCE_COLUMNS
    for row in table.rows():
        spots = {name: spot for name in columns if (spot := table.spot(row, name))}
        if all(spot.is_empty for spot in spots.values()):
            continue
        faults += hidden(spots.values())
        values = {name: _read(spot, _reader(name), faults) for name, spot in spots.items()}
        cells = {name: spot.where for name, spot in spots.items()}
        yield Stated(values, table.sheet.place(row), cells=cells)


def _office_rows(table: Found, faults: list[Fault]) -> Iterator[Stated]:
    for row in table.rows():
        key, value = table.spot(row, "key"), table.spot(row, "value")
        if key.is_empty:
            continue
        section, _, name = str(key.value).strip().partition(".")
        if (section, name) not in WORDS:
            if not value.is_empty:
                what = f"'{section}.{name}' không phải là mã của mục nào"
                faults.append(Fault(what, key.where, "không sửa cột Mã"))
            continue
        faults += hidden([] if value.is_empty else [value])
        read = day_of if name in ("date", "request_date") else lambda s: text_of(s).strip()
        text = _read(value, read, faults)
        yield Stated({"section": section, "key": name, "value": text}, value.where)


def hidden(spots) -> list[Fault]:
    """A fault for what stands in a hidden row or column: nothing comes in that nobody sees."""
    for spot in spots:
        if not spot.is_empty and spot.sheet.traits.is_hidden(spot.row, spot.column):
            mend = "bỏ ẩn (Unhide) để xem số rồi nhập lại, hoặc xóa nội dung các ô bị ẩn"
            return [Fault("có số liệu trong dòng hoặc cột bị ẩn", spot.where, mend)]
    return []


def _reader(name: str) -> Reader:
    if name in _DAYS:
        return day_of
    if name == "complete":
        return lambda spot: "" if spot.is_empty else yes_no_of(text_of(spot).strip())
    if name in ("id", "period"):
        return lambda spot: text_of(spot).strip()
    return text_of


def _read(spot: Spot, read: Reader, faults: list[Fault]) -> str:
    try:
        return read(spot)
    except BadCell as bad:
        faults.append(Fault(bad.what, spot.where, bad.mend))
        return ""
