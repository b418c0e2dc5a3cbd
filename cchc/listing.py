"""What there is: units, indicators, targets, checks, as text for people or JSON for tools."""

import json
from pathlib import Path

import pandas as pd

from .annexes import in_words, law_name
from .catalogue import CATALOGUE
from .checks import CHECKS
from .registers import read_targets, read_units, targets_frame, units_frame


def listing(what: str, as_json: bool, data: Path | None) -> str:
    """One of the lists. `data` is needed for units and targets."""
    rows = {"units": _units, "indicators": _indicators, "targets": _targets, "checks": _checks}
    records = rows[what](data)
    if as_json:
        return json.dumps(records, ensure_ascii=False, indent=2, default=str)
    width = max(
        (len(record[first]) for record in records for first in [next(iter(record))]), default=0
    )
    return "\n".join(_line(record, width) for record in records)


def _line(record: dict, width: int) -> str:
    first, *rest = record.values()
    shown = [str(value) for value in rest if value not in ("", None)]
    return f"{first:<{width}}  {' · '.join(shown)}"


def _records(frame: pd.DataFrame, columns: list[str]) -> list[dict]:
    return frame[columns].astype(object).where(frame[columns].notna(), None).to_dict("records")


def _units(data: Path) -> list[dict]:
    records = _records(
        units_frame(read_units(data)), ["id", "type", "name", "code", "level", "parent"]
    )
    for record in records:
        record["figures"] = "có số liệu" if (data / record["id"] / "figures.csv").is_file() else ""
    return records


def _indicators(_: Path | None) -> list[dict]:
    return [
        {
            "code": indicator.code,
            "vi": indicator.vi,
            "en": indicator.en,
            "area": indicator.area,
            "measure_unit": indicator.measure_unit,
            "levels": ", ".join(indicator.levels),
            "formula": indicator.formula or "",
            "formula_vi": in_words(indicator) if indicator.is_computed else "",
            "law": law_name(indicator.law),
        }
        for indicator in CATALOGUE.values()
    ]


def _targets(data: Path) -> list[dict]:
    columns = ["id", "indicator", "level", "operator", "text", "due", "law", "clause", "verified"]
    return _records(targets_frame(read_targets(data, read_units(data))), columns)


def _checks(_: Path | None) -> list[dict]:
    return [
        {"id": check.id, "severity": check.severity, "vi": check.vi, "en": check.en}
        for check in CHECKS
    ]
