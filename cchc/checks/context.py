"""Figures against what stands beside them: posts, the register of units, the communes' folders."""

from collections.abc import Iterator
from fractions import Fraction

from ..ledger import Key
from ..measure import measure
from .evidence import Evidence
from .finding import Check, Finding, finding

FEWEST_STAFF = Fraction(9, 10)
"""Staff below this share of the posts given is more than ordinary vacancies."""
_STAFF = ("staff_total", "staff_qualified")
_POSTS = ("posts_total", "contracts_total")


def _staff_against_posts(evidence: Evidence) -> Iterator[Finding]:
    for period in (evidence.first, evidence.second):
        staff = evidence.known(Key(c, period, lv) for c in _STAFF for lv in ("district", "all"))
        posts = evidence.known(Key(c, period, lv) for c in _POSTS for lv in ("district", "all"))
        given = [k for k in posts if k.level == posts[0].level]
        if not staff or not given or given[0].code != "posts_total":
            continue
        people = evidence.ledger[staff[0]].quantity
        room, narrow = evidence.total(given), evidence.ledger[given[0]].quantity
        too_many, too_few = people.low > room.high, people.high < FEWEST_STAFF * narrow.low
        if not (too_many or too_few):
            continue
        limit = room if too_many else narrow
        gap = abs(people.value - limit.value)
        terms = evidence.terms(given if too_many else given[:1], " + ")
        yield finding(
            evidence,
            [staff[0], *given],
            f"{evidence.about(staff[0])}: {evidence.terms(staff[:1])} người,"
            f" {'nhiều' if too_many else 'ít'} hơn {terms} là {evidence.counted(gap, staff[0])}."
            " Cần làm rõ phạm vi thống kê (khối hành chính, giáo dục, cấp xã).",
            expected=float(limit.value),
            found=float(people.value),
        )


def _communes_against_register(evidence: Evidence) -> Iterator[Finding]:
    units = evidence.folder.units
    below = units[(units["parent"] == evidence.folder.unit.id) & (units["level"] == "commune")]
    for key, known in evidence.ledger.items():
        if key.code != "communes" or below.empty:
            continue
        if known.quantity.low <= len(below) <= known.quantity.high:
            continue
        yield finding(
            evidence,
            [key],
            f"{evidence.about(key)}: {evidence.terms([key])}, nhưng danh mục đơn vị hành chính có"
            f" {len(below)}.",
            expected=float(len(below)),
            found=float(known.quantity.value),
        )


def _communes_folders(evidence: Evidence) -> Iterator[Finding]:
    """The district's figures of the commune tier, against the communes' own folders."""
    for name, reason in evidence.unreadable.items():
        yield Finding(f"Không đọc được số liệu của {name} để đối chiếu: {reason}")
    if not evidence.communes:
        return
    span = f"{evidence.first}-{evidence.second}"
    own = {
        folder.unit.title: measure(folder.figures, folder.sources, span, unit_level="commune")
        for folder in evidence.communes.values()
    }
    units = evidence.folder.units
    expected = units[(units["parent"] == evidence.folder.unit.id) & (units["level"] == "commune")]
    for key, known in evidence.ledger.items():
        countable = known.basis == "reported" and evidence.catalogue[key.code].is_count
        if key.level != "commune" or not countable:
            continue
        stated = {title: ledger[key].quantity for title, ledger in own.items() if key in ledger}
        total = sum(q.value for q in stated.values())
        complete = len(stated) == len(expected)
        if not stated or (not complete and total <= known.quantity.high):
            continue
        if known.quantity.low <= total <= known.quantity.high:
            continue
        gap = abs(known.quantity.value - total)
        yield finding(
            evidence,
            [key],
            f"{evidence.about(key)}: {evidence.terms([key])}, nhưng cộng số liệu riêng của"
            f" {len(stated)}/{len(expected)} xã, thị trấn được"
            f" {evidence.printed(key.code, Fraction(total))} (lệch {evidence.counted(gap, key)}).",
            expected=float(total),
            found=float(known.quantity.value),
        )


def _share_looks_like_fraction(evidence: Evidence) -> Iterator[Finding]:
    """A share below 1 % where more is better: likelier a fraction of one."""
    for key, known in evidence.ledger.items():
        indicator = evidence.catalogue[key.code]
        suspect = indicator.is_share and indicator.better == "higher" and "." in known.text
        if suspect and 0 < known.quantity.value < 1:
            times = evidence.printed(key.code, known.quantity.value * 100)
            yield finding(
                evidence,
                [key],
                f"{evidence.about(key)}: {evidence.label(key.code)} ghi {evidence.value(key)};"
                f" có thể đã ghi dạng thập phân của {times}. Tỷ lệ phải ghi theo phần trăm.",
                expected=float(known.quantity.value * 100),
                found=float(known.quantity.value),
            )


CHECKS = (
    Check(
        "staff_against_posts",
        "warn",
        "Số người có mặt không khớp số biên chế được giao",
        "Staff present does not fit the posts given",
        _staff_against_posts,
    ),
    Check(
        "communes_against_register",
        "warn",
        "Số xã, thị trấn khác danh mục đơn vị hành chính",
        "The number of communes differs from the register of units",
        _communes_against_register,
    ),
    Check(
        "communes_do_not_add_up",
        "warn",
        "Số liệu cấp xã của huyện khác tổng số liệu riêng của các xã",
        "The district's commune figures differ from the communes' own",
        _communes_folders,
    ),
    Check(
        "share_looks_like_fraction",
        "warn",
        "Tỷ lệ có thể đã ghi dạng thập phân thay vì phần trăm",
        "A share that looks like a fraction of one",
        _share_looks_like_fraction,
    ),
)
