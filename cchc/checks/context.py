"""Figures against what stands beside them: posts, departments, the register, the communes."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from ..indicator import LEVELS
from ..ledger import Key, Ledger
from ..measure import measure
from ..periods import parse_period
from .evidence import Evidence, period_name
from .finding import Check, Finding, finding
from .levels import is_known_on_every_level

FEWEST_STAFF = Fraction(9, 10)
"""Staff below this share of the posts given is more than ordinary vacancies."""


def _staff_against_posts(evidence: Evidence) -> Iterator[Finding]:
    for period in (evidence.first, evidence.second):
        for staff, posts in _staff_and_posts(evidence, period):
            contracts = posts._replace(code="contracts_total")
            given = evidence.known([posts, contracts])
            people, post = evidence.ledger[staff].quantity, evidence.ledger[posts].quantity
            staff_of_more = staff.level == "all" != posts.level
            posts_of_more = posts.level == "all" != staff.level
            if people.low > evidence.total(given).high and not staff_of_more:
                yield _misfit(evidence, staff, given, "nhiều", len(given) == 1)
            elif people.high < FEWEST_STAFF * post.low and not posts_of_more:
                yield _misfit(evidence, staff, [posts], "ít")


def _staff_and_posts(evidence: Evidence, period: str) -> list[tuple[Key, Key]]:
    """Staff and posts level by level or, where no level has both, of different levels."""
    own = evidence.folder.unit.level
    for levels in ([(level, level) for level in LEVELS], [("all", own), (own, "all")]):
        pairs = []
        for staff_level, posts_level in levels:
            posts = Key("posts_total", period, posts_level)
            codes = ("staff_total", "staff_qualified")
            staff = evidence.known(Key(code, period, staff_level) for code in codes)
            if staff and posts in evidence.ledger:
                pairs.append((staff[0], posts))
        new = [pair for pair in pairs if not is_known_on_every_level(evidence, pair)]
        if new:
            return new
    return []


def _misfit(
    evidence: Evidence, staff: Key, posts: list[Key], side: str, lacks_contracts: bool = False
) -> Finding:
    people, limit = evidence.ledger[staff].quantity.value, evidence.total(posts).value
    given = " cộng ".join(_many(evidence, key) for key in posts)
    whose = f" ({evidence.whom(posts[0].level)})" if posts[0].level != staff.level else ""
    lacking = f" Nguồn không nêu: {evidence.label('contracts_total')}." if lacks_contracts else ""
    return finding(
        evidence,
        [staff, *posts],
        f"{evidence.about(staff)}: {_many(evidence, staff)}, {side} hơn"
        f" {evidence.counted(abs(people - limit), staff)} so với {given}{whose}. Cần làm rõ phạm vi"
        f" thống kê (khối hành chính, giáo dục, cấp xã).{lacking}",
        expected=float(limit),
        found=float(people),
    )


def _many(evidence: Evidence, key: Key) -> str:
    """So many of what the label names, which can be counted: "13 cơ quan chuyên môn"."""
    return f"{evidence.value(key)} {evidence.label(key.code)}"


def _bodies_against_departments(evidence: Evidence) -> Iterator[Finding]:
    """The departments are among the bodies that the administrative budget pays."""
    for key, known in evidence.ledger.items():
        if key.code != "admin_bodies" or key.level != "district":
            continue
        year = parse_period(key.period).years[0]
        nearest = (key.period, str(year - 1), evidence.first, evidence.second)
        found = evidence.known(Key("departments", period, key.level) for period in nearest)
        departments = evidence.ledger[found[0]].quantity if found else known.quantity
        if departments.agrees_with(known.quantity):
            continue
        gap = known.quantity.value - departments.value
        when = f" ({period_name(found[0].period)})" if found[0].period != key.period else ""
        yield finding(
            evidence,
            [key, found[0]],
            f"{evidence.about(key)}: {_many(evidence, key)}, {'nhiều' if gap > 0 else 'ít'} hơn"
            f" {evidence.counted(abs(gap), key)} so với {_many(evidence, found[0])}{when}. Cần nêu"
            " rõ gồm những cơ quan, đơn vị nào.",
            expected=float(departments.value),
            found=float(known.quantity.value),
            severity="note" if gap > 0 else None,
        )


def _communes_of(evidence: Evidence, period: str) -> list[str]:
    """The ids of the communes that the register has below the unit when a period ends."""
    ends = dict(zip(evidence.folder.periods["period"], evidence.folder.periods["end"], strict=True))
    day = (ends.get(period) or parse_period(period).end).isoformat()
    units = evidence.folder.units
    below = units[(units["parent"] == evidence.folder.unit.id) & (units["level"] == "commune")]
    lasting = (below["valid_from"] <= day) & (
        (below["valid_to"] == "") | (below["valid_to"] >= day)
    )
    return [*below[lasting]["id"]]


def _communes_against_register(evidence: Evidence) -> Iterator[Finding]:
    for key, known in evidence.ledger.items():
        registered = len(_communes_of(evidence, key.period)) if key.code == "communes" else 0
        if not registered or known.quantity.low <= registered <= known.quantity.high:
            continue
        yield finding(
            evidence,
            [key],
            f"{evidence.about(key)}: nguồn ghi {evidence.named(key)}, nhưng danh mục đơn vị hành"
            f" chính có {registered}.",
            expected=float(registered),
            found=float(known.quantity.value),
        )


def _communes_folders(evidence: Evidence) -> Iterator[Finding]:
    """The district's figures of the commune tier, against the communes' own folders."""
    for unit_id, reason in evidence.unreadable.items():
        yield Finding(f"Không đọc được số liệu của {unit_id} để đối chiếu: {reason}.")
    own = {unit_id: _measured(evidence, unit_id) for unit_id in evidence.communes}
    for key, known in evidence.ledger.items():
        countable = known.basis == "reported" and evidence.catalogue[key.code].is_count
        stated = {unit_id: ledger[key] for unit_id, ledger in own.items() if key in ledger}
        if key.level != "commune" or not countable or not stated:
            continue
        total = sum(each.quantity.value for each in stated.values())
        communes = _communes_of(evidence, key.period)
        too_few = len(stated) < len(communes) and total <= known.quantity.high
        if too_few or known.quantity.low <= total <= known.quantity.high:
            continue
        gap = known.quantity.value - total
        there = [f"{i}: {e.source}: {e.place}" for i, e in stated.items() if e.place]
        found = finding(
            evidence,
            [key],
            f"{evidence.about(key)}: {evidence.folder.unit.title} ghi {evidence.named(key)}, nhưng"
            f" cộng số liệu riêng của {len(stated)}/{len(communes)} xã, thị trấn được"
            f" {evidence.sized(key.code, Fraction(total))}: số của {evidence.folder.unit.type}"
            f" {'nhiều' if gap > 0 else 'ít'} hơn {evidence.counted(abs(gap), key)}.",
            expected=float(total),
            found=float(known.quantity.value),
        )
        yield replace(found, places=(*found.places, *there))


def _measured(evidence: Evidence, unit_id: str) -> Ledger:
    folder = evidence.communes[unit_id]
    span = f"{evidence.first}-{evidence.second}"
    return measure(folder.figures, folder.sources, span, unit_level=folder.unit.level)


CHECKS = (
    Check(
        "staff_against_posts",
        "warn",
        "Số người có mặt không khớp số biên chế được giao",
        "Staff present does not fit the posts given",
        _staff_against_posts,
    ),
    Check(
        "bodies_against_departments",
        "warn",
        "Số cơ quan hưởng kinh phí quản lý hành chính khác số cơ quan chuyên môn",
        "Bodies financed by the administrative budget differ from the departments",
        _bodies_against_departments,
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
)
