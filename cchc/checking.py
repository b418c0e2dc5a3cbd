"""Read and reconcile only: what `cchc check` says of each unit."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from .checks import Finding
from .dossier_fields import FIELDS_FILE
from .errors import CchcError
from .gather import read_all, refuse, worst
from .plain import SEVERITY
from .review import Review
from .usage import say


def check_units(
    units: Iterable[str], data: Path, first_year: str | None, second_year: str | None
) -> int:
    """Read and reconcile each unit and print the findings; the worst exit code."""
    codes = []
    reviews = read_all(units, data, first_year, second_year)
    for unit, review in reviews.items():
        if isinstance(review, CchcError):
            codes.append(review.exit_code)
            refuse(unit, review)
            continue
        codes.append(3 if review.is_blocked else 0)
        say(f"{unit}: {len(review.folder.figures)} số liệu, {_counted(review.findings)}")
        for finding in review.findings:
            say(f"  [{SEVERITY[finding.severity].lower()}] {finding.check}: {finding.message}")
            say(f"      tại: {'; '.join(finding.places)}")
    good = {unit: each for unit, each in reviews.items() if not isinstance(each, CchcError)}
    for name, alike in _copies(good):
        say(f"{', '.join(alike)}: {name} giống hệt nhau; có thể chép nhầm thư mục, cần xem lại.")
    return worst(codes)


def _copies(reviews: Mapping[str, Review]) -> Iterator[tuple[str, list[str]]]:
    """The files that no two units can have in common, where some do: the units by file.

    Units may share what these do not hold: periods, documents, a source of the province.
    """
    owners: dict[tuple[str, str], list[str]] = {}
    for unit, review in reviews.items():
        folder = review.folder
        told = {
            "figures.csv": len(folder.figures),
            FIELDS_FILE: len(folder.fields),
            "narrative.md": len(folder.narrative.points),
            "office.toml": 1,
        }
        for entry in folder.inputs:
            name = entry.path.removeprefix(f"{unit}/")
            if told.get(name):
                owners.setdefault((name, entry.sha256), []).append(unit)
    for (name, _), alike in owners.items():
        if len(alike) > 1:
            yield name, alike


def _counted(findings: Sequence[Finding]) -> str:
    """How many findings there are, by severity."""
    if not findings:
        return "không có phát hiện nào"
    counts = Counter(finding.severity for finding in findings)
    parts = [f"{n} {SEVERITY[severity].lower()}" for severity, n in counts.items()]
    return f"{len(findings)} phát hiện ({', '.join(parts)})"
