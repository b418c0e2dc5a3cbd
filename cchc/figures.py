"""READ a unit's figures: `figures.csv` -> a checked tidy frame."""

from collections.abc import Iterator, Mapping
from os.path import abspath
from pathlib import Path

import pandas as pd

from .catalogue import CATALOGUE
from .cells import BadCell, Reader, filled, free, one_of
from .csvfile import Row, Table, read_csv
from .indicator import LEVELS, Indicator
from .numbers import count, decimal, percentage
from .periods import parse_period
from .quantity import QUALIFIERS
from .registers import wrong_level
from .unit_registers import latest_rows, unknown_period, unknown_source

_SEE = "xem tất cả mã: cchc list indicators"
_KEY = ("code", "period", "level", "source", "place")


def read_figures(
    path: Path,
    data: Path | None = None,
    periods: Table | None = None,
    sources: Table | None = None,
    catalogue: Mapping[str, Indicator] = CATALOGUE,
) -> pd.DataFrame:
    """The figures of a file, a row a figure as it was stated, in the file's order.

    Columns: code, period, level, value (float64; shares in percent), text (the value as typed),
    qualifier, source, place, note, row (the line in the file). `periods` and `sources` are the
    unit's own registers; without them, what a figure refers to is not looked up.
    Raises `CchcError` with every fault of the file.
    """
    data = data or Path(abspath(path)).parents[1]
    return figures_frame(figures_table(path, data, periods, sources, catalogue))


def figures_table(
    path: Path,
    data: Path,
    periods: Table | None,
    sources: Table | None,
    catalogue: Mapping[str, Indicator] = CATALOGUE,
) -> Table:
    """The rows of `figures.csv` and every fault in them."""
    columns = {
        "code": _code_reader(catalogue),
        "period": lambda text: parse_period(text).id,
        "level": one_of(LEVELS, "các cấp"),
        "value": str,
        "qualifier": one_of(QUALIFIERS, "các từ chỉ mức"),
        "source": free,
        "place": filled("ghi mục trong nguồn có số này, ví dụ II.2.2"),
        "note": free,
    }
    known = periods.names("period") if periods else None
    known_sources = sources.names("id") if sources else None

    def check(row: Row) -> Iterator[tuple[str, BadCell]]:
        indicator = catalogue.get(row.values.get("code"))
        level = row.values.get("level")
        yield from unknown_period(row, known)
        if indicator and level and level not in indicator.levels:
            yield "level", wrong_level(indicator, level)
        yield from _bad_value(row, indicator)
        if sources:
            yield from unknown_source(row, known_sources)

    return read_csv(path, data, columns, key=_KEY).checked(check)


def figures_frame(table: Table) -> pd.DataFrame:
    """The frame that `read_figures` gives. Raises `CchcError` with the table's faults."""
    frame = table.frame()
    frame.insert(frame.columns.get_loc("value") + 1, "text", frame["value"])
    frame["row"] = pd.Series([row.line for row in table.rows], dtype="int64")
    return frame.astype({"value": "float64"})


def primary(figures: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """One row for each code, period and level: that of the latest source, then the first stated.

    A source without a date counts as the oldest. The rows keep the order of the file.

    >>> from datetime import date
    >>> row = {"code": "schools", "period": "2022", "level": "district"}
    >>> figures = pd.DataFrame([row | {"value": v, "source": s} for v, s in [(39, "a"), (34, "b")]])
    >>> sources = pd.DataFrame({"id": ["a", "b"], "date": [date(2021, 5, 1), date(2022, 5, 1)]})
    >>> primary(figures, sources)["value"].tolist()
    [34]
    """
    keys = zip(figures["code"], figures["period"], figures["level"], strict=True)
    rows = latest_rows(keys, figures["source"], sources)
    return figures.iloc[sorted(rows.values())].reset_index(drop=True)


def _code_reader(catalogue: Mapping[str, Indicator]) -> Reader:
    reported = [code for code, indicator in catalogue.items() if not indicator.is_computed]
    known = one_of(reported, "danh mục chỉ tiêu", _SEE)

    def read(code: str) -> str:
        indicator = catalogue.get(code)
        if indicator is None or not indicator.is_computed:
            return known(code)
        raise BadCell(f"'{code}' được tính, không nhập", _instead(indicator, catalogue))

    return read


def _instead(computed: Indicator, catalogue: Mapping[str, Indicator]) -> str:
    stated = [other.code for other in catalogue.values() if computed.code in other.states]
    as_stated = f"; tỷ lệ ghi sẵn trong nguồn nhập vào {' hoặc '.join(stated)}" if stated else ""
    return f"nhập các số trong công thức: {computed.formula}{as_stated}"


def _bad_value(row: Row, indicator: Indicator | None) -> Iterator[tuple[str, BadCell]]:
    """What is wrong with the value; of an unknown code, only what no indicator could have."""
    read = decimal
    if indicator:
        read = percentage if indicator.is_share else count
    try:
        read(row.values.get("value", "0"))
    except BadCell as bad:
        yield "value", bad
