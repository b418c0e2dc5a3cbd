"""READ a unit's dossiers by field (lĩnh vực): `dossiers_by_field.csv` -> a checked tidy frame."""

from collections.abc import Iterator
from os.path import lexists
from pathlib import Path

import pandas as pd

from .catalogue.procedures import DOSSIERS
from .cells import BadCell, filled, free, one_of, quoted
from .csvfile import Row, Table, read_csv
from .numbers import count
from .periods import parse_period
from .textfile import shown_path
from .unit_registers import latest_rows, unknown_period, unknown_source

FIELDS_FILE = "dossiers_by_field.csv"
FORM_CODES = tuple(indicator.code for indicator in DOSSIERS)
"""The counts of form II.06a in the order of its columns, then what was withdrawn."""
COLUMNS = ("field", "period", "level", *FORM_CODES, "source", "place")
LEVELS = DOSSIERS[0].levels

_TEXTS = ("field", "code", "period", "level", "text", "qualifier", "source", "place", "note")
_TYPES = dict.fromkeys(_TEXTS, "str") | {"value": "float64", "row": "int64"}
NO_FIELDS = pd.DataFrame(columns=[*_TYPES]).astype(_TYPES)
"""What a unit has that states nothing by field."""

_KEY = ("field", "period", "level", "source", "place")
_LONGEST = 200


def field_name(text: str) -> str:
    """The name of a field as it is written; raises `BadCell`.

    `|` separates what a number on the page is about, so no name has it.

    >>> field_name(" Đất đai ")
    'Đất đai'
    """
    name = filled("ghi tên lĩnh vực như trong biểu, ví dụ Đất đai")(text)
    if "|" in name or len(name) > _LONGEST or not name.isprintable():
        what = f"{quoted(name)} không dùng được làm tên lĩnh vực"
        raise BadCell(what, f"viết trên một dòng, không có dấu |, không quá {_LONGEST} ký tự")
    return name


def fields_table(path: Path, data: Path, periods: Table | None, sources: Table | None) -> Table:
    """The rows of `dossiers_by_field.csv` and every fault; no rows where there is no file.

    A row is a field at a level in a period, as one place of one source states it; what it does not
    state is empty. `periods` and `sources` are the unit's own registers.
    """
    if not lexists(path):
        return Table(shown_path(path, data), COLUMNS)
    columns = {
        "field": field_name,
        "period": lambda text: parse_period(text).id,
        "level": one_of(LEVELS, "các cấp"),
        **dict.fromkeys(FORM_CODES, _count_text),
        "source": free,
        "place": filled("ghi nơi trong nguồn có dòng này, ví dụ Sheet1!A9"),
    }
    known = periods.names("period") if periods else None
    known_sources = sources.names("id") if sources else None

    def check(row: Row) -> Iterator[tuple[str, BadCell]]:
        yield from unknown_period(row, known)
        if not any(row.values.get(code, "?") for code in FORM_CODES):
            yield "field", BadCell("dòng không có số nào", "bỏ dòng này nếu chưa có số liệu")
        if sources:
            yield from unknown_source(row, known_sources)

    return read_csv(path, data, columns, key=_KEY).checked(check)


def fields_frame(table: Table) -> pd.DataFrame:
    """The numbers of a table, a row a number: field, then the columns that figures have.

    Raises `CchcError` with the table's faults.
    """
    if not (table.rows or table.marks):
        return NO_FIELDS.copy()
    wide = table.frame()
    wide["row"] = [row.line for row in table.rows]
    ids = [name for name in wide.columns if name not in FORM_CODES]
    long = wide.melt(ids, list(FORM_CODES), "code", "text", ignore_index=False)
    long = long[long["text"] != ""].sort_index(kind="stable").assign(qualifier="", note="")
    long["value"] = long["text"]
    return long.reset_index(drop=True)[[*_TYPES]].astype(_TYPES)


def latest_fields(fields: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """The rows that are used: for each period and level, all fields of its latest source alone.

    The fields of one source make up a whole; what only an older one names would be counted in it
    once more under another name. A source without a date counts as the oldest, and of several as
    old as each other the one that stands first is used.
    """
    wholes, stating = [*zip(fields["period"], fields["level"], strict=True)], [*fields["source"]]
    used = {whole: stating[row] for whole, row in latest_rows(wholes, stating, sources).items()}
    is_used = [used[whole] == source for whole, source in zip(wholes, stating, strict=True)]
    return fields[pd.Series(is_used, fields.index, dtype=bool)]


def compared_fields(
    fields: pd.DataFrame, latest: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows about the numbers that are used, `latest`, whoever states them; and all others."""
    numbers = {*_numbers(latest)}
    are_used = [number in numbers for number in _numbers(fields)]
    mask = pd.Series(are_used, fields.index, dtype=bool)
    return fields[mask], fields[~mask]


def _numbers(fields: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    """What the number of each row is about."""
    about = ("field", "code", "period", "level")
    return zip(*(fields[name] for name in about), strict=True)


def _count_text(text: str) -> str:
    """A count as it was typed, "" where none is stated."""
    try:
        count(text or "0")
    except BadCell as bad:
        raise BadCell(bad.what, bad.mend.replace("bỏ dòng này", "để trống ô này")) from None
    return text
