"""Each field (lĩnh vực) of dossiers by the rules that hold for a unit: the form's identities."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from ..numerals import number
from . import stated, time, totals, wholes
from .evidence import Evidence
from .finding import Check, Finding

_RULES = (
    "parts_exceed_whole",
    "part_exceeds_whole",
    "unexplained_remainder",
    "levels_do_not_add_up",
    "months_do_not_add_up",
    "stated_twice",
    "carry_over_differs",
)
"""The checks of a unit's own figures that hold for each of its fields too."""

Together = Callable[[Evidence, list[Finding]], Finding]


@dataclass(frozen=True)
class _ForEachField:
    """A check of the unit's figures, asked of every field as if it were a unit."""

    check: Check

    def __call__(self, evidence: Evidence) -> Iterator[Finding]:
        for name, own in evidence.of_fields.items():
            for found in self.check.run(own):
                said = f"Lĩnh vực {name}, {found.message[0].lower()}{found.message[1:]}"
                yield replace(found, message=said, field=name)


@dataclass(frozen=True)
class _ToldTogether:
    """The findings of such a check, those that are alike told as one."""

    check: Check
    alike: Callable[[Finding], tuple]
    together: Together

    def __call__(self, evidence: Evidence) -> Iterator[Finding]:
        groups: dict[tuple, list[Finding]] = {}
        for found in _ForEachField(self.check)(evidence):
            groups.setdefault((*self.alike(found), found.severity), []).append(found)
        for own in groups.values():
            yield own[0] if len(own) == 1 else self.together(evidence, own)


def _remainders(evidence: Evidence, own: list[Finding]) -> Finding:
    """What several fields leave unexplained of one whole."""
    whole = own[0].keys[0]
    label = evidence.label(whole.code)
    left = "; ".join(f"{each.field} {evidence.counted(-each.difference, whole)}" for each in own)
    return replace(
        own[0],
        message=(
            f"{evidence.about(whole)}, {len(own)} lĩnh vực có {label} nhiều hơn"
            f" tổng các phần đã ghi, phần còn lại chưa rõ: {left}."
        ),
        keys=(whole,),
        places=_places(own),
        expected=sum(each.expected for each in own),
        found=sum(each.found for each in own),
    )


def _restatements(evidence: Evidence, own: list[Finding]) -> Finding:
    """The counts of one field that another place states differently."""
    key, name = own[0].keys[0], own[0].field
    about = evidence.about(key)
    labels = [evidence.label(each.keys[0].code) for each in own]
    told = "; ".join(
        f"{label} {number(each.expected)}, nơi khác {number(each.found)}"
        for label, each in zip(labels, own, strict=True)
    )
    return replace(
        own[0],
        message=(
            f"Lĩnh vực {name}, {about[0].lower()}{about[1:]}: {len(own)} số được ghi khác nhau:"
            f" {told}. Báo cáo này dùng số nêu trước."
        ),
        keys=tuple(each.keys[0] for each in own),
        places=_places(own),
    )


def _places(own: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place for each in own for place in each.places))


_TOGETHER: dict[str, tuple[Callable[[Finding], tuple], Together]] = {
    "unexplained_remainder": (lambda found: found.keys[:1], _remainders),
    "stated_twice": (lambda found: (found.field, found.period, found.level), _restatements),
}
"""What many fields, or many counts of one, are likely to share: a column that is not there, a form
that differs from the report."""


def _for_fields(check: Check) -> Check:
    told_together = _TOGETHER.get(check.id)
    return Check(
        f"field_{check.id}",
        check.severity,
        f"Một lĩnh vực: {check.vi[0].lower()}{check.vi[1:]}",
        f"Within a field: {check.en[0].lower()}{check.en[1:]}",
        _ToldTogether(check, *told_together) if told_together else _ForEachField(check),
    )


CHECKS = tuple(
    _for_fields(check)
    for check in (*wholes.CHECKS, *totals.CHECKS, *stated.CHECKS, *time.CHECKS)
    if check.id in _RULES
)
