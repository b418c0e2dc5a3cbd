"""The page over all reports: outputs/index.html for a director, index.json for a tool."""

import csv
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from io import StringIO
from math import isfinite
from pathlib import Path
from typing import Any

from .catalogue import CATALOGUE
from .checks import level_name
from .gather import STATES
from .index_page import index_page
from .indicator import LEVELS
from .ledger import Key
from .numerals import number, share
from .phrases import NO_DATA, findings_counted
from .run.publish import staging

Entry = dict[str, Any]
Values = Mapping[Key, float | None]

STATUS = STATES | {4: "không làm được báo cáo"}
BLANK = {"exit_code": 4, "kind": "", "reason": "", "about": {}}
BLANK_ABOUT = {"title": "", "code": "", "invented": False, "findings": None, "key_figures": []}
ABOUT = {
    "title": str,
    "code": str,
    "invented": bool,
    "findings": dict | None,
    "key_figures": [{"label": str, "text": str}],
}
SHAPE = {"exit_code": int, "kind": str, "reason": str, "about": ABOUT}
MOST_CHANGES = 5
FILES = {
    "report.html": "HTML",
    "report.pdf": "PDF",
    "indicators.csv": "chỉ tiêu",
    "checks.csv": "đối chiếu",
    "run.json": "lần chạy",
    "error.txt": "lỗi",
}
FORMATS = ("report.html", "report.pdf")


def write_index(out: Path) -> None:
    """Write index.html and index.json over all the reports in a folder of outputs.

    Made from the records of the runs alone, so that reports of earlier runs are in it too.
    """
    entries = sorted(_entries(out), key=lambda e: (len(e["code"]), e["code"], e["unit"]))
    with staging(out) as work:  # a reader sees the old pages or the new ones, whole
        written = (work / "index.json", work / "index.html")
        texts = (json.dumps(entries, ensure_ascii=False, indent=2) + "\n", index_page(entries))
        for path, text in zip(written, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        for path in written:
            path.replace(out / path.name)


def _entries(out: Path) -> Iterator[Entry]:
    for path in sorted(out.glob("*/*/run.json")):
        yield _entry(out, path)
    for path in sorted(out.glob("failed/*/*/run.json")):
        yield _entry(out, path)


def _entry(out: Path, path: Path) -> Entry:
    """What is known of one run."""
    folder = path.parent
    record = _record(path)
    about = record["about"]
    unit, period = folder.parent.name, folder.name
    is_report = folder.parent.parent == out
    previous = out / "previous" / unit / period
    return {
        "unit": unit,
        "title": about["title"] or unit,
        "code": about["code"],
        "invented": about["invented"],
        "period": period,
        "exit_code": record["exit_code"],
        "status": STATUS[record["exit_code"]],
        "kind": record["kind"],
        "reason": record["reason"],
        "findings": about["findings"] or {},
        "found": _found(about["findings"]),
        "key_figures": about["key_figures"],
        "changes": _changes(folder, previous),
        "files": _files(out, folder, FILES),
        "files_before": _files(out, previous, _formats_without(folder)) if is_report else [],
    }


def _files(out: Path, folder: Path, labels: Mapping[str, str]) -> list[dict[str, str]]:
    return [
        {"name": label, "href": (folder / name).relative_to(out).as_posix()}
        for name, label in labels.items()
        if (folder / name).is_file()
    ]


def _formats_without(folder: Path) -> dict[str, str]:
    """The formats that a report does not have."""
    return {name: FILES[name] for name in FORMATS if not (folder / name).is_file()}


def _record(path: Path) -> Entry:
    """The record of a run; for one that cannot be read, that of a failure that says so."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        record = json.loads(path.read_text(encoding="utf-8"))
        record = BLANK | record | {"about": BLANK_ABOUT | record["about"]}
        if _fits(record, SHAPE) and record["exit_code"] in STATUS:
            return record
    return BLANK | {"about": BLANK_ABOUT, "reason": "không đọc được bản ghi run.json"}


def _fits(value: Any, shape: Any) -> bool:
    """Whether a value has a shape: a type, a list of a shape, or names with a shape each."""
    if isinstance(shape, list):
        return isinstance(value, list) and all(_fits(each, shape[0]) for each in value)
    if isinstance(shape, dict):
        return isinstance(value, dict) and all(_fits(value.get(n), s) for n, s in shape.items())
    return isinstance(value, shape)


def _found(findings: Entry | None) -> str:
    if findings is None:
        return ""
    return findings_counted(findings) or "không phát hiện mâu thuẫn"


def _changes(folder: Path, previous: Path) -> list[str]:
    """What the numbers of a report are that were others, or missing, in the one before it.

    Numbers that cannot be read are no change, and that is said too.
    """
    try:
        before = _values(previous)
        now = _values(folder) if before else {}
    except (OSError, ValueError, KeyError, TypeError, csv.Error):
        return ["không so được với bản trước: có indicators.csv không đọc được"]
    told = list(_differences(before, now))
    more = len(told) - MOST_CHANGES
    return told[:MOST_CHANGES] + ([f"và {more} số khác"] if more > 0 else [])


def _differences(before: Values, now: Values) -> Iterator[str]:
    for key in (*now, *(key for key in before if key not in now)):
        if before.get(key) != now.get(key):
            yield f"{_label(key)}: {_shown(key, before.get(key))} → {_shown(key, now.get(key))}"


def _values(folder: Path) -> Values:
    """The numbers of a report, none where it has no table of them."""
    path = folder / "indicators.csv"
    table = path.read_bytes().decode() if path.is_file() else ""
    values: dict[Key, float | None] = {}
    for row in csv.DictReader(StringIO(table, newline="")):
        key = Key(row["code"], row["period"], row["level"])
        value = float(row["value"]) if row["value"] else None
        if key.level not in LEVELS or not isfinite(value or 0):
            raise ValueError(row)
        values[key] = value
    return values


def _label(key: Key) -> str:
    label = CATALOGUE[key.code].vi if key.code in CATALOGUE else key.code
    return f"{label}, {level_name(key.level, 'đơn vị')}, {key.period}"


def _shown(key: Key, value: float | None) -> str:
    if value is None:
        return NO_DATA
    is_share = key.code in CATALOGUE and CATALOGUE[key.code].is_share
    return share(value) if is_share else number(value)
