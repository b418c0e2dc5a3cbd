"""One period against the next: carry-over, part-years, changes too large to be real."""

from collections.abc import Iterator
from fractions import Fraction

from ..ledger import Key
from ..numerals import day, number
from ..periods import parse_period
from .evidence import Evidence, period_name
from .finding import Check, Finding, finding

LARGE_FACTOR = 3
"""A count that falls to a third or triples is likelier a break in definition or coverage."""
LARGE_ENOUGH = 100
"""Counts below this jump by chance."""
LARGE_POINTS = 30
"""A share that moves by more percentage points than this in a year."""
EXPLAINED = "giải trình:"
"""How the note of a figure begins when a large change in it has been explained."""


def _carry_over(evidence: Evidence) -> Iterator[Finding]:
    for key in evidence.ledger:
        period = parse_period(key.period)
        if key.code != "dossiers_pending" or period.kind != "year":
            continue
        later = Key("dossiers_carried_over", str(period.years[0] + 1), key.level)
        known = evidence.ledger.get(later)
        if known is None or known.quantity.agrees_with(evidence.ledger[key].quantity):
            continue
        gap = abs(known.quantity.value - evidence.ledger[key].quantity.value)
        yield finding(
            evidence,
            [key, later],
            f"{evidence.about(key)}: cuối kỳ {evidence.terms([key])}, nhưng"
            f" {period_name(later.period)} ghi {evidence.terms([later])}"
            f" (lệch {evidence.counted(gap, key)}).",
            expected=float(evidence.ledger[key].quantity.value),
            found=float(known.quantity.value),
        )


def _part_year(evidence: Evidence) -> Iterator[Finding]:
    periods = evidence.folder.periods.set_index("period")
    both = [evidence.first, evidence.second]
    complete = {year: bool(periods["complete"].get(year, False)) for year in both}
    partial = [year for year in both if year in periods.index and not complete[year]]
    flows = [
        (key.code, key.level)
        for key in evidence.ledger
        if key.period in both and _is_flow_count(evidence, key)
    ]
    if not partial or not flows:
        return
    ends = "; ".join(_end_of(periods, year) for year in partial)
    yield Finding(
        f"Kỳ báo cáo {', '.join(partial)} chưa đủ năm ({ends}). Số đếm trong kỳ (hồ sơ, cuộc, văn"
        " bản…) vì vậy không so sánh được với số của cả năm; tỷ lệ và số có tại một thời điểm vẫn"
        " được so sánh.",
        tuple(Key("", year, "") for year in partial),
        ("periods.csv",),
        incomparable=frozenset(flows),
    )


def _is_flow_count(evidence: Evidence, key: Key) -> bool:
    indicator = evidence.catalogue[key.code]
    return indicator.kind == "flow" and not indicator.is_share


def _end_of(periods, year: str) -> str:
    end = periods["end"].get(year)
    return (
        f"kỳ {year} tính đến {day(end)}" if end else f"nguồn không nêu kỳ {year} tính đến ngày nào"
    )


def _jumps(evidence: Evidence) -> Iterator[tuple[Key, Key]]:
    for later in evidence.ledger:
        earlier = later._replace(period=evidence.first)
        if later.period != evidence.second or earlier not in evidence.ledger:
            continue
        before = evidence.ledger[earlier].quantity.value
        after = evidence.ledger[later].quantity.value
        if evidence.catalogue[later.code].is_share:
            if abs(after - before) > LARGE_POINTS:
                yield earlier, later
        elif max(before, after) >= max(LARGE_ENOUGH, LARGE_FACTOR * min(before, after)):
            yield earlier, later


def _too_large_change(evidence: Evidence) -> Iterator[Finding]:
    grouped: dict[tuple[str, str, bool], list[tuple[Key, Key]]] = {}
    for earlier, later in _jumps(evidence):
        explained = evidence.ledger[later].note.lower().startswith(EXPLAINED)
        area = evidence.catalogue[later.code].area
        grouped.setdefault((area, later.level, explained), []).append((earlier, later))
    for (_, level, explained), pairs in grouped.items():
        said = [p for p in pairs if evidence.ledger[p[1]].basis == "reported"] or pairs
        changes = "; ".join(_change(evidence, *pair) for pair in said)
        whom = evidence.whom(level)
        notes = " ".join(dict.fromkeys(evidence.ledger[later].note for _, later in said))
        first, second = period_name(evidence.first), period_name(evidence.second)
        yield finding(
            evidence,
            [key for pair in said for key in pair],
            f"{whom[0].upper()}{whom[1:]}, {second} so với {first}: {changes}."
            + (
                f" {notes}"
                if explained
                else " Biến động lớn như vậy thường do thay đổi phạm vi hoặc cách thống kê;"
                " không so sánh được cho đến khi có giải trình."
            ),
            incomparable=frozenset(
                () if explained else ((later.code, later.level) for _, later in pairs)
            ),
            severity="note" if explained else None,
        )


def _change(evidence: Evidence, earlier: Key, later: Key) -> str:
    before = evidence.ledger[earlier].quantity.value
    after = evidence.ledger[later].quantity.value
    values = f"{evidence.label(later.code)} {evidence.value(earlier)} → {evidence.value(later)}"
    word = "tăng" if after > before else "giảm"
    if evidence.catalogue[later.code].is_share:
        return f"{values} ({word} {number(abs(after - before), 2)} điểm phần trăm)"
    if before == 0:
        return values
    percent = number(abs(Fraction(after - before) / before * 100), 2)
    return f"{values} ({word} {percent}%)"


CHECKS = (
    Check(
        "carry_over_differs",
        "warn",
        "Hồ sơ đang giải quyết cuối kỳ khác hồ sơ kỳ trước chuyển sang",
        "Dossiers pending at the end differ from those carried over into the next period",
        _carry_over,
    ),
    Check(
        "too_large_change",
        "warn",
        "Biến động quá lớn giữa hai năm",
        "A change between the years too large to be real",
        _too_large_change,
    ),
    Check(
        "part_year",
        "note",
        "Kỳ chưa đủ năm so với cả năm",
        "A part-year beside a whole year",
        _part_year,
    ),
)
