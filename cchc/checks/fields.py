"""Dossiers by field (lĩnh vực): each by the rules of the form, all together against the unit."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..dossier_fields import FIELDS_FILE, FORM_CODES
from ..folding import folded
from ..ledger import Key, Ledger
from . import stated, time, totals, wholes
from .evidence import Evidence, capital
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


@dataclass(frozen=True)
class _ForEachField:
    """A check of the unit's figures, asked of every field as if it were a unit."""

    check: Check

    def __call__(self, evidence: Evidence) -> Iterator[Finding]:
        frame = evidence.folder.fields
        for name, ledger in evidence.fields.items():
            own = replace(evidence.folder, figures=frame[frame["field"] == name])
            for found in self.check.run(replace(evidence, folder=own, ledger=ledger)):
                said = f"Lĩnh vực {name}, {found.message[0].lower()}{found.message[1:]}"
                yield replace(found, message=said, field=name)


@dataclass(frozen=True)
class _RemainderOfFields:
    """What is left unexplained, field by field; told at once where several fields leave some."""

    check: Check

    def __call__(self, evidence: Evidence) -> Iterator[Finding]:
        alike: dict[tuple, list[Finding]] = {}
        for found in _ForEachField(self.check)(evidence):
            alike.setdefault((found.keys[0], found.severity), []).append(found)
        for (whole, severity), own in alike.items():
            if len(own) == 1:
                yield own[0]
                continue
            left = "; ".join(
                f"{each.field} {evidence.counted(-each.difference, whole)}" for each in own
            )
            yield Finding(
                f"{evidence.about(whole)}, {len(own)} lĩnh vực có {evidence.label(whole.code)}"
                f" nhiều hơn tổng các phần đã ghi, phần còn lại chưa rõ: {left}.",
                (whole,),
                tuple(dict.fromkeys(place for each in own for place in each.places)),
                expected=sum(each.expected for each in own),
                found=sum(each.found for each in own),
                area=own[0].area,
                field=own[0].field,
                severity=severity,
            )


def _stating(evidence: Evidence, period: str, level: str) -> dict[str, Ledger]:
    """The fields for which something is stated at a period and level."""
    frame = evidence.folder.fields
    rows = frame[(frame["period"] == period) & (frame["level"] == level)]
    return {name: evidence.fields[name] for name in dict.fromkeys(rows["field"])}


def _grid(evidence: Evidence) -> list[tuple[str, str]]:
    """Every period and level for which fields state something."""
    frame = evidence.folder.fields
    return list(dict.fromkeys(zip(frame["period"], frame["level"], strict=True)))


def _do_not_add_up(evidence: Evidence) -> Iterator[Finding]:
    """The fields' sums against the unit's figures; where some are missing, only what exceeds."""
    for period, level in _grid(evidence):
        fields = _stating(evidence, period, level)
        keys = [Key(code, period, level) for code in FORM_CODES]
        off = [key for key in keys if _is_off(evidence, fields.values(), key)]
        if off:
            yield _off(evidence, fields, off)


def _is_off(evidence: Evidence, fields: Iterable[Ledger], key: Key) -> bool:
    known = [ledger[key] for ledger in fields if key in ledger]
    if key not in evidence.ledger or not any(each.basis == "reported" for each in known):
        return False
    own, total = evidence.ledger[key].quantity, sum(each.quantity.value for each in known)
    is_whole = len(known) == len([*fields])
    return total > own.high or (is_whole and total < own.low)


def _off(evidence: Evidence, fields: dict[str, Ledger], keys: list[Key]) -> Finding:
    sums = {key: _sum(fields, key) for key in keys}
    told = "; ".join(
        f"{evidence.label(key.code)} {evidence.printed(key.code, total)} so với"
        f" {evidence.value(key)} ({_gap(evidence, key, total)})"
        for key, total in sums.items()
    )
    first = keys[0]
    return Finding(
        f"{evidence.about(first)}: cộng {len(fields)} lĩnh vực khác số chung của đơn vị: {told}.",
        tuple(keys),
        tuple(dict.fromkeys([*evidence.places(keys), *_places(evidence, keys)])),
        expected=float(sums[first]),
        found=float(evidence.ledger[first].quantity.value),
        area=evidence.catalogue[first.code].area,
    )


def _sum(fields: dict[str, Ledger], key: Key):
    return sum(ledger[key].quantity.value for ledger in fields.values() if key in ledger)


def _gap(evidence: Evidence, key: Key, total) -> str:
    gap = total - evidence.ledger[key].quantity.value
    return f"{'nhiều' if gap > 0 else 'ít'} hơn {evidence.counted(abs(gap), key)}"


def _places(evidence: Evidence, keys: list[Key]) -> Iterator[str]:
    """Where the fields' numbers stand: the first and the last of each source."""
    frame = evidence.folder.fields
    rows = frame[(frame["period"] == keys[0].period) & (frame["level"] == keys[0].level)]
    for source, places in rows.groupby("source", sort=False)["place"]:
        ends = dict.fromkeys([places.iloc[0], places.iloc[-1]])
        yield f"{source}: {' đến '.join(ends)}"


def _spelled_twice(evidence: Evidence) -> Iterator[Finding]:
    """Names that differ only in what a search overlooks: case, spaces, accents."""
    frame = evidence.folder.fields
    alike: dict[str, list[str]] = {}
    for name in evidence.fields:
        alike.setdefault(folded(name), []).append(name)
    for names in alike.values():
        if len(names) < 2:
            continue
        rows = frame[frame["field"].isin(names)].drop_duplicates(["field", "source", "place"])
        count = len(names)
        yield Finding(
            f"{' và '.join(f'“{name}”' for name in names)} có lẽ là một lĩnh vực viết theo"
            f" {count} cách; báo cáo tính thành {count} lĩnh vực. Cần thống nhất một tên.",
            places=tuple(f"{row.source}: {row.place}" for row in rows.itertuples()),
            area=evidence.catalogue[FORM_CODES[0]].area,
            field=names[-1],
        )


def _in_one_year(evidence: Evidence) -> Iterator[Finding]:
    """Fields of one year only, where both years have fields at that level."""
    levels = dict.fromkeys(level for _, level in _grid(evidence))
    for level in levels:
        first, second = (
            _stating(evidence, year, level) for year in (evidence.first, evidence.second)
        )
        only = {
            evidence.first: [name for name in first if name not in second],
            evidence.second: [name for name in second if name not in first],
        }
        told = [f"chỉ năm {year} có {', '.join(names)}" for year, names in only.items() if names]
        if first and second and told:
            yield Finding(
                f"{capital(evidence.whom(level))}, số liệu theo lĩnh vực: {'; '.join(told)}. Cần"
                " xem năm kia không phát sinh hồ sơ hay chưa được ghi.",
                (Key(FORM_CODES[0], evidence.second, level),),
                (FIELDS_FILE,),
                area=evidence.catalogue[FORM_CODES[0]].area,
                field=(only[evidence.second] or only[evidence.first])[0],
            )


def _for_fields(check: Check) -> Check:
    return Check(
        f"field_{check.id}",
        check.severity,
        f"Một lĩnh vực: {check.vi[0].lower()}{check.vi[1:]}",
        f"Within a field: {check.en[0].lower()}{check.en[1:]}",
        (_RemainderOfFields if check.id == "unexplained_remainder" else _ForEachField)(check),
    )


CHECKS = (
    *(
        _for_fields(check)
        for check in (*wholes.CHECKS, *totals.CHECKS, *stated.CHECKS, *time.CHECKS)
        if check.id in _RULES
    ),
    Check(
        "fields_do_not_add_up",
        "warn",
        "Tổng các lĩnh vực khác số chung của đơn vị",
        "The sum of the fields differs from the unit's figure",
        _do_not_add_up,
    ),
    Check(
        "field_spelled_twice",
        "warn",
        "Một lĩnh vực viết theo nhiều cách",
        "One field under several spellings",
        _spelled_twice,
    ),
    Check(
        "field_in_one_year",
        "note",
        "Lĩnh vực chỉ có ở một trong hai năm",
        "A field that only one of the two years has",
        _in_one_year,
    ),
)
