"""One period against the next: what is carried over, what stood at its end, where it ends."""

from collections.abc import Iterator
from datetime import timedelta

from ..ledger import Key
from ..numerals import day
from ..periods import parse_period
from .evidence import Evidence, capital, period_name
from .finding import Check, Finding, finding
from .levels import is_known_on_every_level


def _carry_over(evidence: Evidence) -> Iterator[Finding]:
    for key, known in evidence.ledger.items():
        following = _next_period(key.period) if key.code == "dossiers_pending" else None
        later = Key("dossiers_carried_over", following or "", key.level)
        if later not in evidence.ledger or is_known_on_every_level(evidence, [key, later]):
            continue
        carried = evidence.ledger[later].quantity
        if carried.agrees_with(known.quantity):
            continue
        gap = carried.value - known.quantity.value
        says = "ghi" if evidence.ledger[later].basis == "reported" else "tính ra"
        yield finding(
            evidence,
            [key, later],
            f"{capital(evidence.whom(key.level))}: cuối {period_name(key.period)} còn"
            f" {evidence.named(key)}, nhưng {period_name(later.period)} {says}"
            f" {evidence.named(later)}, {'nhiều' if gap > 0 else 'ít'} hơn"
            f" {evidence.counted(abs(gap), key)}.",
            expected=float(known.quantity.value),
            found=float(carried.value),
        )


def _next_period(period: str) -> str | None:
    """The period of the same kind that follows; None for a span."""
    parsed = parse_period(period)
    begins = parsed.end + timedelta(days=1)
    if parsed.kind == "span":
        return None
    if parsed.kind == "year":
        return str(begins.year)
    months = {"H": 6, "Q": 3, "M": 1}[period[5]]
    number = (begins.month - 1) // months + 1
    return f"{begins.year}-{period[5]}{number:0{len(period) - 6}}"


def _year_end(evidence: Evidence) -> Iterator[Finding]:
    """What stood at the end of a year stood at the end of its last month, quarter and half."""
    for key, known in evidence.ledger.items():
        is_stock = evidence.catalogue[key.code].kind == "stock" and known.basis == "reported"
        if not is_stock or parse_period(key.period).kind != "year":
            continue
        for last in ("H2", "Q4", "M12"):
            end = key._replace(period=f"{key.period}-{last}")
            own = evidence.ledger.get(end)
            if own is None or own.basis != "reported" or own.quantity.agrees_with(known.quantity):
                continue
            yield finding(
                evidence,
                [key, end],
                f"{evidence.about(key)}: nguồn ghi {evidence.named(key)}, nhưng cuối"
                f" {period_name(end.period)} ghi {evidence.sized(end.code, own)}.",
                expected=float(own.quantity.value),
                found=float(known.quantity.value),
            )
            break


def _periods_join(evidence: Evidence) -> Iterator[Finding]:
    """Days that lie between the two years, or in both of them."""
    periods = evidence.folder.periods.set_index("period")
    years = [year for year in (evidence.first, evidence.second) if year in periods.index]
    if len(years) < 2 or _next_period(evidence.first) != evidence.second:
        return
    end, start = periods.loc[evidence.first, "end"], periods.loc[evidence.second, "start"]
    gap = (start - end).days - 1 if start and end else 0
    if gap:
        which = "không thuộc kỳ nào" if gap > 0 else "được tính vào cả hai kỳ"
        yield Finding(
            f"Kỳ {evidence.first} kết thúc ngày {day(end)} nhưng kỳ {evidence.second} bắt đầu ngày"
            f" {day(start)}: {abs(gap)} ngày {which}.",
            places=("periods.csv",),
            expected=0.0,
            found=float(gap),
        )


CHECKS = (
    Check(
        "carry_over_differs",
        "warn",
        "Hồ sơ đang giải quyết cuối kỳ khác hồ sơ kỳ trước chuyển sang",
        "Dossiers pending at the end differ from those carried over into the next period",
        _carry_over,
    ),
    Check(
        "year_end_differs",
        "warn",
        "Số cuối năm khác số cuối tháng, quý hoặc nửa năm cuối cùng",
        "A standing count at the end of a year differs from that of its last part",
        _year_end,
    ),
    Check(
        "periods_do_not_join",
        "warn",
        "Kỳ sau không nối tiếp kỳ trước",
        "The second period does not begin where the first one ends",
        _periods_join,
    ),
)
