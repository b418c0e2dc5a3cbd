"""Dossiers by field (lĩnh vực): all of them against the unit, their names, their years."""

from collections.abc import Iterable, Iterator

import pandas as pd

from ..dossier_fields import FIELDS_FILE, FORM_CODES
from ..folding import folded
from ..ledger import Key, Ledger
from ..quantity import quantity
from . import each_field
from .evidence import Evidence, capital
from .finding import Check, Finding


def _used(evidence: Evidence, period: str, level: str) -> pd.DataFrame:
    """The rows that are used at a period and level."""
    frame = evidence.folder.latest_fields
    return frame[(frame["period"] == period) & (frame["level"] == level)]


def _stating(evidence: Evidence, period: str, level: str) -> dict[str, Ledger]:
    """The fields for which something is stated at a period and level."""
    names = dict.fromkeys(_used(evidence, period, level)["field"])
    return {name: evidence.fields[name] for name in names}


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
    rows = _used(evidence, first.period, first.level)
    return Finding(
        f"{evidence.about(first)}: cộng {len(fields)} lĩnh vực khác số chung của đơn vị: {told}.",
        tuple(keys),
        tuple(dict.fromkeys([*evidence.places(keys), *_ends(rows)])),
        expected=float(sums[first]),
        found=float(evidence.ledger[first].quantity.value),
        area=evidence.catalogue[first.code].area,
    )


def _sum(fields: dict[str, Ledger], key: Key):
    return sum(ledger[key].quantity.value for ledger in fields.values() if key in ledger)


def _gap(evidence: Evidence, key: Key, total) -> str:
    gap = total - evidence.ledger[key].quantity.value
    return f"{'nhiều' if gap > 0 else 'ít'} hơn {evidence.counted(abs(gap), key)}"


def _ends(rows: pd.DataFrame) -> Iterator[str]:
    """Where the numbers of fields stand: the first and the last place of each source."""
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


def _only_elsewhere(evidence: Evidence) -> Iterator[Finding]:
    """Numbers that only another source states than the one whose fields are used."""
    _, unused = evidence.folder.compared_fields
    for (period, level), rows in unused.groupby(["period", "level"], sort=False):
        rows = rows[[not _follows(evidence, row) for row in rows.itertuples()]]
        if rows.empty:
            continue
        used = _used(evidence, period, level)
        source, key = used["source"].iat[0], Key(rows["code"].iat[0], period, level)
        yield Finding(
            f"{evidence.about(key)}: số liệu theo lĩnh vực lấy từ nguồn {source}. Nguồn khác"
            f" ({', '.join(dict.fromkeys(rows['source']))}) còn ghi: {_told(evidence, rows, used)}."
            f" Báo cáo này không dùng các số ấy; cần xem nguồn {source} có thiếu hay không.",
            (key,),
            tuple(_ends(rows)),
            area=evidence.catalogue[key.code].area,
            field=rows["field"].iat[0],
        )


def _follows(evidence: Evidence, row) -> bool:
    """Whether what a row states is also what follows from the numbers that are used."""
    known = evidence.fields.get(row.field, {}).get(Key(row.code, row.period, row.level))
    return known is not None and known.quantity.agrees_with(quantity(row.text, row.qualifier))


def _told(evidence: Evidence, rows: pd.DataFrame, used: pd.DataFrame) -> str:
    """Whole fields by their names, then each count with the fields of which it is not used."""
    names = dict.fromkeys(used["field"])
    alike = {folded(name): f" (có lẽ là “{name}”)" for name in names}
    whole: dict[str, str] = {}
    counts: dict[str, dict[str, None]] = {}
    for row in rows.itertuples():
        if row.field in names:
            counts.setdefault(row.code, {})[row.field] = None
        else:
            whole[row.field] = f"{row.field}{alike.get(folded(row.field), '')}"
    fields = [f"lĩnh vực {', '.join(whole.values())}"] if whole else []
    of_fields = (f"{evidence.label(code)} của {', '.join(own)}" for code, own in counts.items())
    return "; ".join([*fields, *of_fields])


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
    Check(
        "field_only_in_other_source",
        "note",
        "Số liệu của lĩnh vực chỉ có ở nguồn không được dùng",
        "Numbers of a field that only a source which is not used states",
        _only_elsewhere,
    ),
)
