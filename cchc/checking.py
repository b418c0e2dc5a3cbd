"""Read and reconcile only: what `cchc check` says of each unit."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from .checks import Finding
from .errors import CchcError
from .gather import read_all, refuse, worst
from .plain import SEVERITY
from .usage import say


def check_units(
    units: Iterable[str], data: Path, first_year: str | None, second_year: str | None
) -> int:
    """Read and reconcile each unit and print the findings; the worst exit code."""
    codes = []
    for unit, review in read_all(units, data, first_year, second_year).items():
        if isinstance(review, CchcError):
            codes.append(review.exit_code)
            refuse(unit, review)
            continue
        codes.append(3 if review.is_blocked else 0)
        say(f"{unit}: {len(review.folder.figures)} số liệu, {_counted(review.findings)}")
        for finding in review.findings:
            say(f"  [{SEVERITY[finding.severity].lower()}] {finding.check}: {finding.message}")
            say(f"      tại: {'; '.join(finding.places)}")
    return worst(codes)


def _counted(findings: Sequence[Finding]) -> str:
    """How many findings there are, by severity."""
    if not findings:
        return "không có phát hiện nào"
    counts = Counter(finding.severity for finding in findings)
    parts = [f"{n} {SEVERITY[severity].lower()}" for severity, n in counts.items()]
    return f"{len(findings)} phát hiện ({', '.join(parts)})"
