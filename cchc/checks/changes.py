"""What makes the change between the two years mean nothing: part-years, jumps too large to be."""

from collections.abc import Iterator
from fractions import Fraction

from ..ledger import Key, Known
from ..numerals import day, number
from .evidence import Evidence, capital, period_name
from .finding import Check, Finding, finding
from .levels import on_levels

LARGE_FACTOR = 3
"""A count that falls to a third or triples is likelier a break in definition or coverage."""
LARGE_ENOUGH = 100
"""Counts below this jump by chance."""
LARGE_POINTS = 30
"""A share that moves by more percentage points than this in a year."""
EXPLAINED = "giải trình:"
"""How the note of a figure begins when a large change in it has been explained."""
UNEXPLAINED = (
    "Biến động lớn như vậy thường do thay đổi phạm vi hoặc cách thống kê;"
    " không so sánh được cho đến khi có giải trình"
    f" (ghi “{EXPLAINED} …” ở cột note của số năm sau)."
)
SHORTEST_YEAR = 360
"""Days: a period of fewer is a part of a year, whatever its register says."""


def _part_year(evidence: Evidence) -> Iterator[Finding]:
    periods = evidence.folder.periods.set_index("period")
    both = [evidence.first, evidence.second]
    partial = [year for year in both if year in periods.index and is_partial(periods.loc[year])]
    flows = [
        (key.code, key.level)
        for key in evidence.ledger
        if key.period in both and evidence.catalogue[key.code].grows_with_time
    ]
    if not partial or not flows:
        return
    ends = "; ".join(_end_of(periods.loc[year], year) for year in partial)
    yield Finding(
        f"Kỳ báo cáo {' và '.join(partial)} chưa đủ năm ({ends}). Số đếm trong kỳ (hồ sơ, cuộc, văn"
        " bản…) vì vậy không so sánh được với số của cả năm; tỷ lệ và số có tại một thời điểm vẫn"
        " được so sánh.",
        tuple(Key("", year, "") for year in partial),
        ("periods.csv",),
        incomparable=frozenset(flows),
    )


def is_partial(period) -> bool:
    """Whether a period of a unit's register, a row of its frame, is less than a whole year."""
    return not period["complete"] or _days(period) < SHORTEST_YEAR


def _days(period) -> int:
    """The days from start to end, those of a year where one of the two is not stated."""
    start, end = period["start"], period["end"]
    return (end - start).days + 1 if start and end else SHORTEST_YEAR


def _end_of(period, year: str) -> str:
    end = period["end"]
    if not end:
        return f"nguồn không nêu kỳ {year} tính đến ngày nào"
    if period["complete"]:
        start = day(period["start"])
        return f"kỳ {year} ghi là đủ năm nhưng chỉ từ {start} đến {day(end)}"
    return f"kỳ {year} tính đến {day(end)}"


def _jumps(evidence: Evidence) -> dict[Key, Key]:
    """Each number that jumps in the second year, and the same one in the first.

    A rate as the source states it is only ever compared with its parts.
    """
    jumping: dict[Key, Key] = {}
    for later, known in evidence.ledger.items():
        earlier = later._replace(period=evidence.first)
        indicator = evidence.catalogue[later.code]
        if later.period != evidence.second or earlier not in evidence.ledger or indicator.states:
            continue
        jumps = _share_jumps if indicator.is_share else _count_jumps
        if jumps(evidence.ledger[earlier], known):
            jumping[later] = earlier
    return {k: e for k, e in jumping.items() if _says_more(evidence, k, jumping)}


def _says_more(evidence: Evidence, key: Key, jumping: dict[Key, Key]) -> bool:
    """Whether a jump is one: so many per 1.000 households jump where the counts do."""
    indicator = evidence.catalogue[key.code]
    is_ratio = indicator.is_computed and not indicator.is_share
    return not is_ratio or any(need in jumping for need in evidence.ledger[key].needs)


def _count_jumps(before: Known, after: Known) -> bool:
    low, high = sorted([before.quantity.value, after.quantity.value])
    return high >= max(LARGE_ENOUGH, LARGE_FACTOR * low)


def _share_jumps(before: Known, after: Known) -> bool:
    """Whether a share moves too far; one of few things moves far when a single one changes."""
    few = [
        known.denominator is not None and known.denominator < LARGE_ENOUGH
        for known in (before, after)
    ]
    moved = abs(after.quantity.value - before.quantity.value)
    return moved > LARGE_POINTS and not any(few)


def _is_explained(evidence: Evidence, key: Key, jumping: set[Key]) -> bool:
    """Whether a note explains the figure, or all the jumping figures that it was computed from."""
    if evidence.ledger[key].basis == "reported":
        return evidence.ledger[key].note.lower().startswith(EXPLAINED)
    roots = [root for root in evidence.ledger.roots([key]) if root in jumping]
    return bool(roots) and all(_is_explained(evidence, root, jumping) for root in roots)


def _too_large_change(evidence: Evidence) -> Iterator[Finding]:
    grouped: dict[tuple[str, str, bool], list[tuple[Key, Key]]] = {}
    jumps = _jumps(evidence)
    for later, earlier in jumps.items():
        origin = _origin(evidence, later, {*jumps})
        group = (
            evidence.catalogue[later.code].area,
            origin.level,
            _is_explained(evidence, origin, {*jumps}),
        )
        grouped.setdefault(group, []).append((earlier, later))
    for (_, level, explained), pairs in grouped.items():
        own = [pair for pair in pairs if pair[1].level == level]
        said = [p for p in own if evidence.ledger[p[1]].basis == "reported"] or own
        changes = "; ".join(_change(evidence, *pair) for pair in said)
        first, second = period_name(evidence.first), period_name(evidence.second)
        one = [evidence.ledger[key].quantity.value for key in said[0]] if len(said) == 1 else None
        yield finding(
            evidence,
            [key for pair in said for key in reversed(pair)],
            f"{capital(evidence.whom(level))}, {second} so với {first}: {changes}."
            f" {_explanation(evidence, pairs) if explained else UNEXPLAINED}",
            expected=float(one[0]) if one else None,
            found=float(one[1]) if one else None,
            incomparable=frozenset(
                () if explained else ((later.code, later.level) for _, later in pairs)
            ),
            severity="note" if explained else None,
        )


def _origin(evidence: Evidence, later: Key, jumping: set[Key]) -> Key:
    """Where a number jumps: that of `all` does because one of its levels does."""
    below = on_levels(evidence, later) if later.level == "all" else []
    return next((key for key in below if key in jumping), later)


def _explanation(evidence: Evidence, pairs: list[tuple[Key, Key]]) -> str:
    """What the notes say, each as a sentence: it stands behind one."""
    roots = evidence.ledger.roots(later for _, later in pairs)
    notes = (evidence.ledger[root].note for root in roots)
    said = (f"{capital(n).removesuffix('.')}." for n in notes if n.lower().startswith(EXPLAINED))
    return " ".join(dict.fromkeys(said))


def _change(evidence: Evidence, earlier: Key, later: Key) -> str:
    before = evidence.ledger[earlier].quantity.value
    after = evidence.ledger[later].quantity.value
    values = f"{evidence.label(later.code)} {evidence.value(earlier)} → {evidence.value(later)}"
    word = "tăng" if after > before else "giảm"
    if evidence.catalogue[later.code].is_share:
        return f"{values} ({word} {number(abs(after - before))} điểm phần trăm)"
    if before == 0:
        return values
    percent = number(abs(Fraction(after - before) / before * 100))
    return f"{values} ({word} {percent}%)"


CHECKS = (
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
