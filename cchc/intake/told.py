"""SAY what an import would change: short lines in Vietnamese, old → new."""

from collections.abc import Iterator, Mapping

from ..catalogue import CATALOGUE
from ..cells import quoted
from ..checks import level_name, period_name
from ..dossier_fields import FORM_CODES
from ..indicator import LEVELS
from ..numerals import as_typed
from ..phrases import lower
from .changes import Changes, FileChange
from .office_rows import WORDS
from .proposal import SHAPES

Values = Mapping[str, str]

_COLUMNS = {
    "value": "số",
    "qualifier": "mức",
    "source": "nguồn",
    "place": "nơi ghi",
    "note": "ghi chú",
    "title": "tên",
    "issuer": "cơ quan ban hành",
    "date": "ngày",
    "kind": "loại",
    "start": "ngày đầu",
    "end": "ngày cuối",
    "complete": "đã trọn kỳ",
}
_LABELS = {code: lower(CATALOGUE[code].vi) for code in FORM_CODES}


def told(changes: Changes) -> list[str]:
    """What would change, a line a row: first how much in each file, then every row.

    Text from the import is shown on one line, what is invisible in it spelled out.
    """
    whence = f" ← {changes.origin}" if changes.origin else ""
    lines = [f"{changes.unit.id} ({changes.unit.title}){whence}"]
    lines += [f"  lưu ý: {note}" for note in changes.notes]
    for file in changes.files:
        if file.is_needed or file.unchanged:
            lines += _of_file(file, changes.unit.type)
    if not changes.is_needed:
        lines.append("Không có gì thay đổi.")
    elif changes.left_open:
        lines.append("office.toml còn để trống, ghi thêm khi có:")
        lines += [f"  · {words}" for words in changes.left_open]
    return lines


def _of_file(file: FileChange, unit_type: str) -> Iterator[str]:
    counts = (len(file.added), len(file.changed), len(file.removed), file.unchanged)
    new = " (tệp mới)" if file.before is None else ""
    yield "{}{}: thêm {}, sửa {}, bỏ {}, giữ nguyên {}".format(file.name, new, *counts)
    for row in file.added:
        yield f"  thêm: {_row(file.name, row, unit_type)}"
    for old, new_row in file.changed:
        moved = "; ".join(_moved(file.name, old, new_row))
        yield f"  sửa:  {_name(file.name, old, unit_type)}: {moved}"
    for row in file.removed:
        yield f"  bỏ:   {_row(file.name, row, unit_type)}"


def _row(name: str, row: Values, unit_type: str) -> str:
    rest = [
        f"{_COLUMNS[column]}{_shown(column, row[column])}"
        for column in SHAPES[name].columns
        if column in _COLUMNS and column not in ("value", "qualifier") and row[column]
    ]
    stated = _stated(row) if name == "figures.csv" else ""
    if name == "office.toml":
        stated = quoted(row["value"])
    if name == "dossiers_by_field.csv":
        counts = {_LABELS[code]: row[code] for code in row if code in _LABELS and row[code]}
        stated = ", ".join(f"{label} {as_typed(text, '')}" for label, text in counts.items())
    return ": ".join(
        filter(None, [_name(name, row, unit_type), "; ".join(filter(None, [stated, *rest]))])
    )


def _name(name: str, row: Values, unit_type: str) -> str:
    """What a row is about, in words as far as its codes are known."""
    match name:
        case "figures.csv":
            indicator = CATALOGUE.get(row["code"])
            what = f"{indicator.vi} ({row['code']})" if indicator else quoted(row["code"])
            return f"{what}, {period_name(row['period'])}, {_level(row['level'], unit_type)}"
        case "dossiers_by_field.csv":
            level = _level(row["level"], unit_type)
            return f"lĩnh vực {quoted(row['field'])}, {period_name(row['period'])}, {level}"
        case "periods.csv":
            return period_name(row["period"])
        case "office.toml":
            return WORDS.get((row["section"], row["key"]), row["key"])
    return f"nguồn {row['id']}"


def _level(level: str, unit_type: str) -> str:
    return level_name(level, unit_type) if level in LEVELS else quoted(level)


def _stated(row: Values) -> str:
    indicator = CATALOGUE.get(row["code"])
    return as_typed(row["value"], indicator.measure_unit if indicator else "", row["qualifier"])


def _moved(name: str, old: Values, new: Values) -> Iterator[str]:
    """Every column that differs: what it held and what it would hold."""
    value = ("value", "qualifier")
    if name == "figures.csv" and any(old[column] != new[column] for column in value):
        yield f"{_stated(old)} → {_stated(new)}"
    for column in SHAPES[name].columns:
        if old[column] != new[column] and not (name == "figures.csv" and column in value):
            said = _COLUMNS.get(column) or _LABELS.get(column, column)
            told = f"{_shown(column, old[column])} →{_shown(column, new[column]).lstrip(':')}"
            yield told.strip() if name == "office.toml" else f"{said}{told}"


def _shown(column: str, text: str) -> str:
    """What a column holds, as it follows the column's name: yes and no are said in Vietnamese.

    >>> _shown("complete", "yes"), _shown("kind", "yes")
    (': có', " 'yes'")
    """
    yes_no = {"yes": "có", "no": "không"}
    said = yes_no.get(text) if column == "complete" else None
    return f": {said}" if said else f" {quoted(text)}"
