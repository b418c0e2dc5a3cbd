"""A report that an invented unit might have sent: sentences and a table made from its figures.

What each number should be found to be stands beside it, and comes from the figures alone.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby
from pathlib import Path

from cchc.catalogue import AREAS, CATALOGUE
from cchc.numerals import as_typed, number, share

FIRST, SECOND = "2021", "2022"
LEVELS = {"district": "cấp huyện", "commune": "cấp xã", "all": "toàn huyện"}
OPENING = (
    "BÁO CÁO Sơ kết 02 năm cải cách hành chính giai đoạn 2021 - 2025",
    "Thực hiện Chương trình số MH-01/CTr ngày 10 tháng 02 năm 2021 của Ủy ban nhân dân tỉnh, huyện"
    " báo cáo kết quả như sau:",
    "I. KẾT QUẢ THỰC HIỆN",
)
CLOSING = ("Trên đây là báo cáo sơ kết 02 năm của huyện./.",)


@dataclass
class Told:
    """Paragraphs, and for each number that is a figure or a result: its text, kind and key."""

    paragraphs: list[str] = field(default_factory=list)
    truth: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Pair:
    """One indicator at one level: what was typed for the two years."""

    code: str
    level: str
    first: str
    second: str
    qualifiers: tuple[str, str]

    @property
    def is_exact(self) -> bool:
        return self.qualifiers == ("", "")

    def typed(self) -> tuple[str, str]:
        unit = CATALOGUE[self.code].measure_unit
        return tuple(
            as_typed(text, unit, qualifier)
            for text, qualifier in zip((self.first, self.second), self.qualifiers, strict=True)
        )

    def digits(self) -> tuple[str, str]:
        unit = CATALOGUE[self.code].measure_unit
        return as_typed(self.first, unit), as_typed(self.second, unit)

    def key(self, period: str) -> str:
        return f"{self.code}|{period}|{self.level}"


def pairs_of(folder: Path) -> dict[str, list[Pair]]:
    """What a unit states for both years, by area in the order of a report."""
    values: dict[tuple[str, str], dict[str, tuple[str, str]]] = {}
    with (folder / "figures.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            stated = values.setdefault((row["code"], row["level"]), {})
            stated[row["period"]] = (row["value"], row["qualifier"])
    pairs = [
        Pair(code, level, *_both(years))
        for (code, level), years in values.items()
        if FIRST in years and SECOND in years
    ]
    order = list(AREAS)
    pairs.sort(key=lambda pair: order.index(CATALOGUE[pair.code].area))
    by_area = groupby(pairs, key=lambda pair: CATALOGUE[pair.code].area)
    return {area: list(same) for area, same in by_area}


def _both(years: dict[str, tuple[str, str]]) -> tuple[str, str, tuple[str, str]]:
    (first, bound), (second, other_bound) = years[FIRST], years[SECOND]
    return first, second, (bound, other_bound)


def report(folder: Path) -> Told:
    """The report as running text, a section an area."""
    told = Told(list(OPENING))
    for n, (area, pairs) in enumerate(pairs_of(folder).items(), start=1):
        told.paragraphs.append(f"{n}. {AREAS[area].vi}")
        for k, pair in enumerate(pairs):
            text, truth = SENTENCES[k % len(SENTENCES)](pair)
            told.paragraphs.append(f"- {text}")
            told.truth += truth
    told.paragraphs += CLOSING
    return told


def figures(pair: Pair) -> list[tuple[str, str, str]]:
    return [
        (pair.digits()[0], "figure", pair.key(FIRST)),
        (pair.digits()[1], "figure", pair.key(SECOND)),
    ]


def _label(pair: Pair) -> str:
    label = CATALOGUE[pair.code].vi
    return label if label[:2].isupper() else label[0].lower() + label[1:]


def _unit(pair: Pair) -> str:
    unit = CATALOGUE[pair.code].measure_unit
    return "" if unit == "%" else f" {unit}"


def _years_first(pair: Pair):
    (first, second), unit = pair.typed(), _unit(pair)
    text = (
        f"Ở {LEVELS[pair.level]}, năm 2021 {_label(pair)} là {first}{unit}, năm 2022 là"
        f" {second}{unit}."
    )
    return text, figures(pair)


def _years_behind(pair: Pair):
    (first, second), unit = pair.typed(), _unit(pair)
    label = _label(pair)
    text = (
        f"{label[0].upper()}{label[1:]} ({LEVELS[pair.level]}): {first}{unit} năm 2021 và"
        f" {second}{unit} năm 2022."
    )
    return text, figures(pair)


def _with_change(pair: Pair):
    gap = Fraction(pair.second) - Fraction(pair.first)
    second, unit = pair.typed()[1], _unit(pair)
    text = f"Năm 2022, {_label(pair)} của {LEVELS[pair.level]} là {second}{unit}"
    truth = figures(pair)[1:]
    if gap and pair.is_exact and "giảm" not in _label(pair):
        decimals = max(len(value.partition(".")[2]) for value in (pair.first, pair.second))
        change = number(abs(gap), decimals)
        word = "tăng" if gap > 0 else "giảm"
        text += f", {word} {change}{unit or ' điểm phần trăm'} so với năm 2021"
        truth.append((change, "result", ""))
    return f"{text}.", truth


def _with_percent(pair: Pair):
    gap = Fraction(pair.second) - Fraction(pair.first)
    if not Fraction(pair.first) or not gap or not _unit(pair) or not pair.is_exact:
        return _years_first(pair)
    (first, second), unit = pair.typed(), _unit(pair)
    change = share(100 * abs(gap) / Fraction(pair.first))
    word = "tăng" if gap > 0 else "giảm"
    text = (
        f"{LEVELS[pair.level].capitalize()}: {_label(pair)} từ {first}{unit} năm 2021, đến năm 2022"
        f" đạt {second}{unit}, {word} {change}."
    )
    return text, [*figures(pair), (change, "result", "")]


SENTENCES = (_years_first, _years_behind, _with_change, _with_percent)


def table(folder: Path) -> Iterator[list[str]]:
    """The rows of a table of all areas, with two rows of headings and a running number."""
    yield ["TT", "Nội dung", "Đơn vị tính", "Kết quả", "Kết quả"]
    yield ["TT", "Nội dung", "Đơn vị tính", "Năm 2021", "Năm 2022"]
    for area, pairs in pairs_of(folder).items():
        yield [AREAS[area].vi] * 5
        for n, pair in enumerate(pairs, start=1):
            name = f"{CATALOGUE[pair.code].vi} ({LEVELS[pair.level]})"
            unit = CATALOGUE[pair.code].measure_unit
            yield [str(n), name, unit, *pair.typed()]
