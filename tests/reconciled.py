"""What the reconciliation finds in figures that a test gives row by row, without a folder."""

from datetime import date
from pathlib import Path

import pandas as pd

from cchc.checks import CHECKS, Evidence, Finding, reconcile
from cchc.folder import UnitFolder
from cchc.measure import measure
from cchc.narrative import Narrative, Point
from cchc.office import parse_office
from cchc.registers import Unit
from cchc.textfile import TextFile
from frames import figures, sources
from sample_unit import FILES, UNIT

IMPOSSIBLE = " Các số này không thể cùng đúng."
SEVERITY = {check.id: check.severity for check in CHECKS}
DISTRICT = Unit(UNIT, "901", "Minh Họa 01", "huyện", "district", "", None, None, True)
WHOLE_YEARS = (
    ("2021", date(2021, 1, 1), date(2021, 12, 31), True),
    ("2022", date(2022, 1, 1), date(2022, 12, 31), True),
)
OFFICE = parse_office(TextFile("office.toml", FILES[f"{UNIT}/office.toml"], ""))


def unit_folder(*rows: tuple, unit: Unit = DISTRICT, **more) -> UnitFolder:
    """A unit with these figures (as `frames.figures` takes them).

    `periods`, `documents`, `communes`, `points`, `notes`, `written` (days of sources) may be given:
    see the functions below for their columns.
    """
    told = figures(*rows)
    for key, note in more.get("notes", {}).items():
        is_it = [tuple(k) == key for k in told[["code", "period", "level"]].itertuples(index=False)]
        told.loc[is_it, "note"] = note
    known = sources(*dict.fromkeys([*told["source"], *more.get("written", {}), "bc-thu"]))
    known["date"] = [more.get("written", {}).get(source) for source in known["id"]]
    return UnitFolder(
        Path("data"),
        unit,
        _units(unit, more.get("communes", ())),
        pd.DataFrame(),
        told,
        _periods(more.get("periods", WHOLE_YEARS)),
        known,
        _documents(more.get("documents", ())),
        Narrative(tuple(_points(more.get("points", ())))),
        OFFICE,
        (),
    )


def _units(unit: Unit, communes) -> pd.DataFrame:
    """Communes from (id[, valid_from[, valid_to]])."""
    rows = [_unit(unit.id, unit.level, "")]
    rows += [_unit(commune[0], "commune", unit.id, *commune[1:]) for commune in communes]
    return pd.DataFrame(rows)


def _unit(name: str, level: str, parent: str, begins: str = "", ends: str = "") -> dict:
    return {
        "id": name,
        "code": "",
        "name": name,
        "type": "xã",
        "level": level,
        "parent": parent,
        "valid_from": begins,
        "valid_to": ends,
        "invented": "yes",
    }


def _periods(periods) -> pd.DataFrame:
    """Periods from (id, first day, last day, whether complete)."""
    rows = [[*period, ""] for period in periods]
    frame = pd.DataFrame(rows, columns=["period", "start", "end", "complete", "note"])
    return frame.astype({"start": "object", "end": "object"})


def _documents(documents) -> pd.DataFrame:
    """Documents from (number, day, issuer[, place[, subject[, validity_note]]])."""
    rows = [_document(f"vb-{at}", *document) for at, document in enumerate(documents)]
    return pd.DataFrame(rows, columns=[*_document("", "", None, "")]).astype({"date": "object"})


def _document(name, number, on, issuer, place="II.1", subject="", validity_note="") -> dict:
    return {
        "id": name,
        "number": number,
        "date": on,
        "issuer": issuer,
        "tier": "district",
        "kind": "",
        "area": "direction",
        "subject": subject,
        "validity_note": validity_note,
        "source": "bc-thu",
        "place": place,
    }


def _points(texts):
    for line, text in enumerate(texts, start=5):
        yield Point(("Kết quả", "Cải cách thể chế"), text, "II.2.1", "institutions", line)


def evidence(*rows: tuple, first="2021", second="2022", beside=None, **more) -> Evidence:
    """What the checks look at; `beside` holds the communes' own folders by id."""
    folder = unit_folder(*rows, **more)
    span = f"{first}-{second}"
    ledger = measure(folder.figures, folder.sources, span, unit_level=folder.unit.level)
    return Evidence(folder, ledger, first, second, beside or {}, more.get("unreadable", {}))


def found(check: str, *rows: tuple, **more) -> list[Finding]:
    """The findings of one check, in their order; a check of that id must exist."""
    assert check in SEVERITY, check
    return [each for each in reconcile(evidence(*rows, **more)) if each.check == check]


def the_one(check: str, *rows: tuple, **more) -> Finding:
    """The finding of a check that finds exactly one."""
    findings = found(check, *rows, **more)
    assert len(findings) == 1, [each.message for each in findings]
    return findings[0]


def numbers(finding: Finding) -> tuple:
    """Severity, level, period, expected, found and difference of a finding."""
    return (
        finding.severity,
        finding.level,
        finding.period,
        finding.expected,
        finding.found,
        None if finding.difference is None else round(finding.difference, 9),
    )


__all__ = [
    "IMPOSSIBLE",
    "evidence",
    "found",
    "numbers",
    "the_one",
    "unit_folder",
]
