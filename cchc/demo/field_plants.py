"""Faults that are planted in the dossiers by field of an invented unit."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from ..numerals import number
from .chance import Chance
from .dossiers import TIERS
from .draft import SECOND, Draft, FieldRow
from .fields import dossiers_by_field
from .plants import LEVELS, Planted, Planting

SPELLED = "ĐẤT ĐAI"
"""Another way to write the field that every level has."""


def _stating(draft: Draft, chance: Chance) -> Draft:
    return replace(draft, fields=dossiers_by_field(chance, draft))


def _changed(draft: Draft, row: FieldRow, **counts: int) -> Draft:
    return replace(draft, fields=draft.fields | {row: draft.fields[row] | counts})


def _do_not_add_up(draft: Draft, chance: Chance) -> Planting:
    draft, level = _stating(draft, chance), chance.pick(TIERS)
    rows = [row for row in draft.fields if row[1:] == (SECOND, level)]
    row = max(rows, key=lambda row: draft.fields[row]["resolved_early"])
    counts = draft.fields[row]
    moved = chance.whole(1, counts["resolved_early"])
    what = (
        f"Lĩnh vực {row[0]} của {LEVELS[level]} ghi {number(moved)} hồ sơ trước hạn thành đúng hạn:"
        " tổng các lĩnh vực khác số chung."
    )
    planted = Planted("fields_do_not_add_up", level, SECOND, Fraction(moved), what)
    early, on_day = counts["resolved_early"] - moved, counts["resolved_on_due_date"] + moved
    return _changed(draft, row, resolved_early=early, resolved_on_due_date=on_day), planted


def _spelled_twice(draft: Draft, chance: Chance) -> Planting:
    draft, level = _stating(draft, chance), chance.pick(TIERS)
    row = ("Đất đai", SECOND, level)
    renamed = {(SPELLED, *k[1:]) if k == row else k: own for k, own in draft.fields.items()}
    what = f"Lĩnh vực Đất đai năm {SECOND} của {LEVELS[level]} viết là “{SPELLED}”."
    return replace(draft, fields=renamed), Planted("field_spelled_twice", "", "", None, what)


def _remainder(draft: Draft, chance: Chance) -> Planting:
    draft, level = _stating(draft, chance), chance.pick(TIERS)
    rows = [row for row in draft.fields if row[1:] == (SECOND, level)]
    row = max(rows, key=lambda row: draft.fields[row]["withdrawn"])
    lost = draft.fields[row]["withdrawn"]
    what = (
        f"Lĩnh vực {row[0]} của {LEVELS[level]} bỏ không ghi {number(lost)} hồ sơ dừng giải quyết,"
        " trả lại hoặc rút."
    )
    planted = Planted("field_unexplained_remainder", level, SECOND, Fraction(-lost), what)
    return _without(draft, row, "withdrawn"), planted


def _without(draft: Draft, row: FieldRow, code: str) -> Draft:
    own = {each: count for each, count in draft.fields[row].items() if each != code}
    return replace(draft, fields=draft.fields | {row: own})


FIELD_PLANTS: tuple[Callable[[Draft, Chance], Planting], ...] = (
    _do_not_add_up,
    _spelled_twice,
    _remainder,
)
"""Every kind of fault by field: given a unit, the same with fields, spoilt, and what to find."""
