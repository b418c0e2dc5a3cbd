"""The page over all reports: outputs/index.html for a director, index.json for a tool."""

import csv
import json
import os
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from .catalogue import CATALOGUE
from .checks import level_name
from .index_page import index_page
from .ledger import Key
from .numerals import number, share
from .phrases import FOUND, NO_DATA

Entry = dict[str, Any]

STATUS = {
    0: "xong",
    1: "dữ liệu cần sửa",
    3: "xong, nhưng có số liệu không thể cùng đúng",
    4: "không làm được báo cáo",
}
MOST_CHANGES = 5
FILES = {
    "report.html": "HTML",
    "report.pdf": "PDF",
    "indicators.csv": "chỉ tiêu",
    "checks.csv": "đối chiếu",
    "run.json": "lần chạy",
    "error.txt": "lỗi",
}


def write_index(out: Path) -> None:
    """Write index.html and index.json over all the reports in a folder of outputs.

    Made from the records of the runs alone, so that reports of earlier runs are in it too.
    """
    entries = sorted(_entries(out), key=lambda e: (len(e["code"]), e["code"], e["unit"]))
    _replace(out / "index.json", json.dumps(entries, ensure_ascii=False, indent=2) + "\n")
    _replace(out / "index.html", index_page(entries))


def _entries(out: Path) -> Iterator[Entry]:
    for path in sorted(out.glob("*/*/run.json")):
        yield _entry(out, path)
    for path in sorted(out.glob("failed/*/*/run.json")):
        yield _entry(out, path)


def _entry(out: Path, path: Path) -> Entry:
    """What is known of one run; a record that cannot be read is a failure that says so."""
    folder = path.parent
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        about, code = record["about"], int(record["exit_code"])
    except (OSError, ValueError, KeyError, TypeError):
        record, about, code = {"reason": "không đọc được bản ghi run.json"}, {}, 4
    unit, period = folder.parent.name, folder.name
    return {
        "unit": unit,
        "title": about.get("title", unit),
        "code": about.get("code", ""),
        "invented": about.get("invented", False),
        "period": period,
        "exit_code": code,
        "status": STATUS.get(code, STATUS[4]),
        "kind": record.get("kind", ""),
        "reason": record.get("reason", ""),
        "findings": about.get("findings", {}),
        "found": _found(about.get("findings")),
        "key_figures": about.get("key_figures", []),
        "changes": _changes(folder, out / "previous" / unit / period),
        "files": [
            {"name": label, "href": (folder / name).relative_to(out).as_posix()}
            for name, label in FILES.items()
            if (folder / name).is_file()
        ],
    }


def _found(findings: Entry | None) -> str:
    if findings is None:
        return ""
    said = [text.format(findings[s]) for s, text in FOUND.items() if findings.get(s)]
    return ", ".join(said) or "không phát hiện mâu thuẫn"


def _changes(folder: Path, previous: Path) -> list[str]:
    """What the numbers of a report are that were others, or missing, in the one before it."""
    if _table(previous) == _table(folder):
        return []
    before, now = _values(previous), _values(folder)
    if not before:
        return []
    told = [
        f"{_label(key)}: {_shown(key, before.get(key))} → {_shown(key, now.get(key))}"
        for key in (*now, *(key for key in before if key not in now))
        if before.get(key) != now.get(key)
    ]
    more = len(told) - MOST_CHANGES
    return told[:MOST_CHANGES] + ([f"và {more} số khác"] if more > 0 else [])


def _table(folder: Path) -> str:
    path = folder / "indicators.csv"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _values(folder: Path) -> dict[Key, str]:
    rows = csv.DictReader(StringIO(_table(folder), newline=""))
    return {Key(row["code"], row["period"], row["level"]): row["value"] for row in rows}


def _label(key: Key) -> str:
    label = CATALOGUE[key.code].vi if key.code in CATALOGUE else key.code
    return f"{label}, {level_name(key.level, 'đơn vị')}, {key.period}"


def _shown(key: Key, value: str | None) -> str:
    if not value:
        return NO_DATA
    is_share = key.code in CATALOGUE and CATALOGUE[key.code].is_share
    return share(float(value)) if is_share else number(float(value))


def _replace(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old one or the new one, whole."""
    waiting = path.with_name(f".{path.name}.{os.getpid()}")
    waiting.write_text(text, encoding="utf-8")
    waiting.replace(path)
