"""READ the shared registers: the administrative units, and what the law asks of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from os.path import abspath, isfile
from pathlib import Path
from typing import Any

import pandas as pd

from .catalogue import CATALOGUE
from .cells import (
    BadCell,
    Reader,
    filled,
    free,
    iso_date,
    one_of,
    optional,
    quoted,
    slug,
    suggestion,
    yes_no,
)
from .csvfile import Row, Table, read_csv
from .errors import Fault, UsageError
from .indicator import LEVELS, Indicator
from .numbers import decimal, percentage

UNIT_LEVELS = ("province", "district", "commune")
"""From above to below: a unit's parent stands before it."""


@dataclass(frozen=True)
class Unit:
    """An administrative unit between two days; an `invented` one is for demonstration only."""

    id: str
    code: str
    name: str
    type: str
    level: str
    parent: str
    valid_from: date | None
    valid_to: date | None
    invented: bool

    @property
    def title(self) -> str:
        """Its type and name, as in a sentence.

        >>> Unit("huyen-x", "", "X", "huyện", "district", "", None, None, True).title
        'huyện X'
        """
        return f"{self.type} {self.name}"


_UNITS = {
    "id": slug,
    "code": free,
    "name": filled("ghi tên đơn vị, không kèm loại"),
    "type": filled("ghi loại đơn vị: tỉnh, huyện, thị xã, thành phố, xã, phường, thị trấn"),
    "level": one_of(UNIT_LEVELS, "các cấp đơn vị"),
    "parent": free,
    "valid_from": optional(iso_date),
    "valid_to": optional(iso_date),
    "invented": yes_no,
}


def read_units(data: Path) -> Table:
    """The register of units, `data/units.csv`, with its faults."""
    table = read_csv(data / "units.csv", data, _UNITS, key=("id",))
    levels = {row.values["id"]: row.values.get("level") for row in table.rows if "id" in row.values}

    def check(row: Row) -> Iterator[tuple[str, BadCell]]:
        parent, level = row.values.get("parent"), row.values.get("level")
        if parent and parent not in levels and table.names("id") is not None:
            what = f"đơn vị cấp trên {quoted(parent)} không có trong units.csv"
            yield "parent", BadCell(what, suggestion(parent, levels, "ghi id của một dòng khác"))
        above = levels.get(parent)
        if level and above and UNIT_LEVELS.index(above) >= UNIT_LEVELS.index(level):
            what = f"đơn vị cấp trên {quoted(parent)} ({above}) không ở cấp cao hơn {level}"
            yield "parent", BadCell(what, "xem lại hai cột level và parent")
        start, end = row.values.get("valid_from"), row.values.get("valid_to")
        if start and end and start > end:
            yield "valid_to", BadCell(f"ngày {end} trước ngày bắt đầu {start}", "xem lại hai ngày")

    return table.checked(check)


def new_unit(values: Mapping[str, Any]) -> Unit:
    """The unit of a row; what cannot be read in it is None."""
    return Unit(**{column: values.get(column) for column in _UNITS})


def read_targets(data: Path, units: Table, catalogue: Mapping[str, Indicator] = CATALOGUE) -> Table:
    """What the law asks, `data/targets.csv`, with its faults; the column `value` holds numbers."""
    table = read_csv(data / "targets.csv", data, _target_columns(catalogue), key=("id",))
    known = units.names("id")

    def check(row: Row) -> Iterator[tuple[str, BadCell]]:
        scope, level = row.values.get("scope"), row.values.get("level")
        if scope and known is not None and scope not in known:
            what = f"phạm vi {quoted(scope)} không có trong units.csv"
            mend = suggestion(scope, known, "ghi id của đơn vị, hoặc để trống cho mọi nơi")
            yield "scope", BadCell(what, mend)
        indicator = catalogue.get(row.values.get("indicator"))
        if indicator and level and level not in (*indicator.levels, "all"):
            yield "level", wrong_level(indicator, level)
        try:
            _target_reader(indicator)(row.values.get("value", "0"))
        except BadCell as bad:
            yield "value", bad

    return table.checked(check)


def _target_columns(catalogue: Mapping[str, Indicator]) -> dict[str, Reader]:
    return {
        "id": slug,
        "scope": free,
        "indicator": one_of(catalogue, "danh mục chỉ tiêu", "xem tất cả mã: cchc list indicators"),
        "level": one_of(LEVELS, "các cấp"),
        "operator": one_of((">=", "<=", "="), "các phép so sánh"),
        "value": str,
        "due": iso_date,
        "law": filled("ghi số hiệu văn bản đặt ra mục tiêu"),
        "clause": free,
        "verified": yes_no,
        "note": free,
    }


def _target_reader(indicator: Indicator | None) -> Reader:
    return percentage if indicator and indicator.is_share else decimal


def targets_frame(targets: Table) -> pd.DataFrame:
    """The targets: `value` as a number, `text` as it was typed, `due` a day, `verified` a bool.

    Raises `CchcError` with the table's faults where there are any.
    """
    frame = targets.frame(due="object", verified="bool")
    frame.insert(frame.columns.get_loc("value") + 1, "text", frame["value"])
    return frame.astype({"value": "float64"})


def units_frame(units: Table) -> pd.DataFrame:
    """The register of units, every column as text. Raises `CchcError` with the table's faults."""
    frame = units.frame(valid_from="object", valid_to="object", invented="object")
    frame["invented"] = ["yes" if invented else "no" for invented in frame["invented"]]
    for column in ("valid_from", "valid_to"):
        frame[column] = [day.isoformat() if day else "" for day in frame[column]]
    return frame.astype("str")


def wrong_level(indicator: Indicator, level: str) -> BadCell:
    """The fault of a level that an indicator does not have."""
    what = f"chỉ tiêu '{indicator.code}' không có cấp '{level}'"
    return BadCell(what, f"chỉ tiêu này có các cấp: {', '.join(indicator.levels)}")


def find_data(start: Path | None = None) -> Path:
    """The data folder: the one that `start` names or, without it, the nearest `data/` above.

    A data folder holds `units.csv`. With None, the search goes from the working directory upwards;
    a folder that is named is never replaced by another one. Raises `UsageError`.
    """
    if start is not None:
        places = [Path(abspath(start))]
    else:
        here = Path.cwd()
        places = [place / "data" for place in (here, *here.parents)]
    for place in places:
        if isfile(place / "units.csv"):
            return place
    if start is not None:
        fault = Fault("thư mục số liệu không có units.csv", str(start), "xem lại tên thư mục")
    else:
        fault = Fault(
            "không tìm thấy thư mục số liệu",
            f"data/units.csv trong {here} và các thư mục trên nó",
            "chạy trong thư mục của dự án, hoặc chỉ rõ: --data THƯ_MỤC",
        )
    raise UsageError([fault])
