"""Dossiers of an invented unit by field (lĩnh vực): its form of each year, divided row by row."""

from collections.abc import Sequence
from dataclasses import dataclass

from .chance import Chance
from .dossiers import TIERS
from .draft import YEARS, Draft, Fields

STATING = 0.6
"""The share of the units that state their dossiers by field."""
WEIGHTS = {
    "district": {
        "Đất đai": (0.34, 5.0),
        "Thành lập và hoạt động của hộ kinh doanh": (0.22, 0.6),
        "Hộ tịch": (0.13, 0.5),
        "Chứng thực": (0.11, 0.1),
        "Quản lý hoạt động xây dựng": (0.08, 2.5),
        "Bảo trợ xã hội": (0.07, 1.2),
        "Giáo dục và Đào tạo": (0.05, 0.3),
    },
    "commune": {
        "Chứng thực": (0.48, 0.2),
        "Hộ tịch": (0.26, 0.8),
        "Bảo trợ xã hội": (0.11, 2.0),
        "Đất đai": (0.08, 4.5),
        "Người có công": (0.07, 1.5),
    },
}
"""For each field its usual share of a level's dossiers, and how readily they are late."""


def dossiers_by_field(chance: Chance, draft: Draft) -> Fields:
    """The rows of both years and levels: they keep the form's identities and add up to the unit."""
    fields: Fields = {}
    for tier in TIERS:
        names = WEIGHTS[tier]
        sizes = [share * chance.between(0.8, 1.25) for share, _ in names.values()]
        readiness = [late for _, late in names.values()]
        carried: list[int] = []
        for year in YEARS:
            form = _Form(draft, year, tier)
            rows = _divided(form, sizes, readiness, carried)
            carried = [row["pending"] for row in rows]
            fields |= {(name, year, tier): row for name, row in zip(names, rows, strict=True)}
    return fields


@dataclass(frozen=True)
class _Form:
    """The form of a unit for one year and level."""

    draft: Draft
    year: str
    tier: str

    def over(self, column: str, weights: Sequence[float]) -> list[int]:
        """A count of the form, divided in proportion to the weights."""
        total = self.draft.count(f"dossiers_{column}", self.year, self.tier)
        return apportioned(total, weights)


def _divided(
    form: _Form, sizes: Sequence[float], readiness: Sequence[float], carried: Sequence[int]
) -> list[dict[str, int]]:
    """The rows of a form; `carried` is what each field had pending a year before, if known.

    A part is divided in proportion to what it is a part of, so that none is greater.
    """
    received = form.over("received", sizes)
    pending, withdrawn = form.over("pending", received), form.over("withdrawn", received)
    resolved = _less(_less(received, pending), withdrawn)
    late = form.over("resolved_late", [r * n for r, n in zip(resolved, readiness, strict=True)])
    in_time, overdue = _less(resolved, late), form.over("pending_overdue", pending)
    early = form.over("resolved_early", in_time)
    before = carried or form.over("carried_over", received)
    new = _less(received, before)
    online = form.over("received_online", new)
    columns = {
        "received": received,
        "received_online": online,
        "received_direct": _less(new, online),
        "carried_over": before,
        "resolved": resolved,
        "resolved_early": early,
        "resolved_on_due_date": _less(in_time, early),
        "resolved_in_time": in_time,
        "resolved_late": late,
        "pending": pending,
        "pending_in_time": _less(pending, overdue),
        "pending_overdue": overdue,
        "withdrawn": withdrawn,
    }
    return [{code: column[row] for code, column in columns.items()} for row in range(len(sizes))]


def _less(wholes: Sequence[int], parts: Sequence[int]) -> list[int]:
    return [whole - part for whole, part in zip(wholes, parts, strict=True)]


def apportioned(total: int, weights: Sequence[float]) -> list[int]:
    """A total in whole parts, as near to the weights as can be (largest remainders).

    >>> apportioned(10, [1, 1, 1]), apportioned(3, [5, 0, 1])
    ([4, 3, 3], [3, 0, 0])
    """
    thousandths = [round(1000 * weight) for weight in weights]
    all_of_them = sum(thousandths) or 1
    parts = [weight * total // all_of_them for weight in thousandths]
    by_remainder = sorted(range(len(parts)), key=lambda n: -(thousandths[n] * total % all_of_them))
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return parts
