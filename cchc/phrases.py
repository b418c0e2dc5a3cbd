"""The fixed words of a Vietnamese report, in one place: another language can stand beside."""

from collections import Counter
from collections.abc import Iterable, Mapping

from .checks import period_name
from .judge import Target
from .numerals import as_typed, day

VERDICTS = {
    "met": "đạt",
    "missed": "không đạt",
    "on_track": "đúng tiến độ",
    "behind": "chậm tiến độ",
    "not_due": "chưa đến hạn",
    "no_data": "chưa có số liệu",
    "not_comparable": "không so sánh được",
    "": "",
}
OPERATORS = {">=": "từ {} trở lên", "<=": "không quá {}", "=": "{}"}
SYMBOLS = {">=": "≥ ", "<=": "≤ ", "=": ""}
SEVERITIES = {
    "block": "Số liệu không thể cùng đúng",
    "warn": "Chỗ cần xem lại",
    "note": "Cần lưu ý khi đọc số liệu",
}
FOUND = {
    "block": "{} chỗ số liệu không thể cùng đúng",
    "warn": "{} chỗ cần xem lại",
    "note": "{} điều cần lưu ý",
}
BASES = {"reported": "báo cáo", "computed": "tính", "deduced": "suy ra"}
TIERS = {
    "central": "Trung ương",
    "province": "Cấp tỉnh",
    "district": "Cấp huyện",
    "commune": "Cấp xã",
}
UNCHANGED = "không đổi"
NO_DATA = "chưa có số liệu"
NOT_COMPARABLE = "không so sánh được"
POINTS = "điểm phần trăm"
DEMO = "DỮ LIỆU MINH HỌA"
DEMO_WHY = "Số liệu trong báo cáo này là số liệu bịa đặt để thử phần mềm, không của đơn vị nào."


def capital(text: str) -> str:
    """The text with a capital first letter, the rest untouched."""
    return text[:1].upper() + text[1:]


def lower(text: str) -> str:
    """The text as it stands inside a sentence."""
    return text[:1].lower() + text[1:]


def asked(target: Target, measure_unit: str) -> str:
    """What a target asks, in words.

    >>> from datetime import date
    >>> from fractions import Fraction
    >>> due = date(2025, 12, 31)
    >>> goal = Target("t", "", "x", "all", ">=", Fraction(80), "80", due, "", "", True, "")
    >>> asked(goal, "%")
    'từ 80% trở lên, đến 31/12/2025'
    """
    words = "{}" if is_everything(target, measure_unit) else OPERATORS[target.operator]
    value = words.format(as_typed(target.text, measure_unit))
    return f"{value}, đến {day(target.due)}"


def is_everything(target: Target, measure_unit: str) -> bool:
    """Whether a target asks for all of it: no share is above 100 %."""
    return measure_unit == "%" and target.operator == ">=" and target.value == 100


def findings_counted(severities: Iterable[str] | Mapping[str, int]) -> str:
    """How many findings there are of each severity, gravest first; "" without any.

    >>> findings_counted(["note", "warn", "note"])
    '1 chỗ cần xem lại, 2 điều cần lưu ý'
    """
    counts = Counter(severities)
    return ", ".join(
        said.format(counts[severity]) for severity, said in FOUND.items() if counts[severity]
    )


def verdicts_counted(verdicts: Iterable[str]) -> str:
    """How many verdicts there are of each sort, "" without any.

    >>> verdicts_counted(["not_due", "", "met", "not_due"])
    '1 chỉ tiêu đạt, 2 chỉ tiêu chưa đến hạn'
    """
    counts = Counter(filter(None, verdicts))
    return ", ".join(f"{counts[v]} chỉ tiêu {said}" for v, said in VERDICTS.items() if counts[v])


def direction(amount) -> str:
    """Whether something rose or fell."""
    return "tăng" if amount > 0 else "giảm"


def draft_day(place: str) -> str:
    """The line of place and date of a draft: the day is left to the one who signs."""
    return f"{place}, ngày        tháng        năm        "


__all__ = [
    "BASES",
    "DEMO",
    "DEMO_WHY",
    "NOT_COMPARABLE",
    "NO_DATA",
    "OPERATORS",
    "POINTS",
    "SEVERITIES",
    "SYMBOLS",
    "TIERS",
    "VERDICTS",
    "asked",
    "capital",
    "direction",
    "draft_day",
    "findings_counted",
    "lower",
    "period_name",
    "verdicts_counted",
]
