"""What there is: units, indicators, targets, checks, as text for people or JSON for tools."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Any

from .annexes import declared
from .catalogue import AREAS, CATALOGUE
from .checks import CHECKS, level_name
from .judge import Target, read_off
from .phrases import asked
from .plain import SEVERITY
from .prompt import units
from .registers import targets_frame
from .registry import sound_registry

Record = dict[str, Any]


def listing(what: str, as_json: bool, data: Path | None) -> str:
    """One of the lists: units, indicators, targets or checks. `data` is for units and targets.

    JSON holds more than the text. Raises CchcError for registers with faults.
    """
    records, lines = _LISTS[what]
    found = records(data)
    if as_json:
        return json.dumps(found, ensure_ascii=False, indent=2, default=str)
    return "\n".join(lines(found))


def _units(data: Path) -> list[Record]:
    return units(data).to_dict("records")


def _unit_lines(units: list[Record]) -> Iterator[str]:
    rows = [("Thư mục", "Đơn vị", "Mã số", "Thuộc", "Số liệu")]
    for unit in units:
        name = f"{unit['type']} {unit['name']}" + (" (minh họa)" * (unit["invented"] == "yes"))
        figures = "có số liệu" * unit["figures"]
        rows.append((unit["id"], name, unit["code"], unit["parent"], figures))
    return _aligned(rows)


def _indicators(_: Path | None) -> list[Record]:
    return [*map(declared, CATALOGUE.values())]


def _indicator_lines(indicators: list[Record]) -> Iterator[str]:
    width = max(len(indicator["code"]) for indicator in indicators)
    for area, same in groupby(indicators, key=lambda indicator: indicator["area"]):
        yield f"{AREAS[area].vi} ({area})"
        for each in same:
            formula = f" = {each['formula_vi']}" if each["formula_vi"] else ""
            yield f"  {each['code']:<{width}}  {each['vi']} ({each['measure_unit']}){formula}"


def _targets(data: Path) -> list[Record]:
    targets = read_off(targets_frame(sound_registry(data).targets))
    return [asdict(target) | {"value": float(target.value)} for target in targets]


def _target_lines(targets: list[Record]) -> Iterator[str]:
    rows = [("Mã", "Yêu cầu", "Điều khoản", "Chỉ tiêu, cấp, văn bản")]
    for target in targets:
        indicator = CATALOGUE[target["indicator"]]
        level = "mọi cấp" if target["level"] == "all" else level_name(target["level"], "")
        scope = f"riêng {target['scope']}" if target["scope"] else ""
        what = [f"{indicator.vi}, {level}", target["law"], target["clause"], scope]
        read = "đã đọc" if target["verified"] else "chưa đọc lại"
        goal = asked(Target(**target), indicator.measure_unit)
        rows.append((target["id"], goal, read, " · ".join(filter(None, what))))
    return _aligned(rows)


def _checks(_: Path | None) -> list[Record]:
    return [
        {"id": check.id, "severity": check.severity, "vi": check.vi, "en": check.en}
        for check in CHECKS
    ]


def _check_lines(checks: list[Record]) -> Iterator[str]:
    rows = [("Mã", "Mức độ", "Phát hiện")]
    return _aligned(rows + [(c["id"], SEVERITY[c["severity"]].lower(), c["vi"]) for c in checks])


def _aligned(rows: list[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (f"{text:<{width}}" for text, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


_LISTS = {
    "units": (_units, _unit_lines),
    "indicators": (_indicators, _indicator_lines),
    "targets": (_targets, _target_lines),
    "checks": (_checks, _check_lines),
}
