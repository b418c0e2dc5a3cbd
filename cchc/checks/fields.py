"""Dossiers by field (lĩnh vực): all of them against the unit, their names, their years."""

from collections.abc import Iterable, Iterator

from ..dossier_fields import FIELDS_FILE, FORM_CODES
from ..folding import folded
from ..ledger import Key, Ledger
from . import each_field
from .evidence import Evidence, capital
from .finding import Check, Finding


def _stating(evidence: Evidence, period: str, level: str) -> dict[str, Ledger]:
    """The fields for which something is stated at a period and level."""
    frame = evidence.folder.latest_fields
    rows = frame[(frame["period"] == period) & (frame["level"] == level)]
    return {name: evidence.fields[name] for name in dict.fromkeys(rows["field"])}


def _grid(evidence: Evidence) -> list[tuple[str, str]]:
    """Every period and level for which fields state something."""
    frame = evidence.folder.latest_fields
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
    frame = evidence.folder.latest_fields
    rows = frame[(frame["period"] == keys[0].period) & (frame["level"] == keys[0].level)]
    for source, places in rows.groupby("source", sort=False)["place"]:
        ends = dict.fromkeys([places.iloc[0], places.iloc[-1]])
        yield f"{source}: {' đến '.join(ends)}"


def _spelled_twice(evidence: Evidence) -> Iterator[Finding]:
    """Names that differ only in what a search overlooks: case, spaces, accents."""
    frame = evidence.folder.latest_fields
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


CHECKS = (
    *each_field.CHECKS,
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
