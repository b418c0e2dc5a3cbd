"""SHOW: how every number was made: formulas in words, intervals, targets, inputs and versions."""

import re
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from . import __version__
from .catalogue import CATALOGUE
from .checks import level_name
from .indicator import Indicator, Law
from .judge import Target, read_off, targets_for
from .marks import mark
from .measure import interval
from .numerals import day, number, share
from .page import Column, Paragraph, Row, Shown, Table
from .phrases import asked, lower
from .review import Review

STACK = ("pandas", "matplotlib", "papermill", "nbconvert")
INTERVALS = (
    "Khoảng tin cậy Wilson 95% mô tả mức dao động của quá trình giải quyết; số liệu là toàn bộ"
    " hồ sơ, không phải mẫu điều tra."
)


def in_words(indicator: Indicator, catalogue: Mapping[str, Indicator] = CATALOGUE) -> str:
    """A formula with labels for codes: the same text that runs, read by an official.

    >>> in_words(CATALOGUE["wallet_accounts_per_household"])
    '[tài khoản ví điện tử] ÷ [hộ có ví điện tử]'
    """

    def label(match: re.Match) -> str:
        return f"[{lower(catalogue[match.group()].vi)}]"

    text = indicator.formula.replace("opening(", "OPENING(")
    text = re.sub(r"[a-z_][a-z_0-9]*", label, text)
    text = re.sub(r"OPENING\((\[.*?\])\)", r"\1 trước kỳ", text)
    return text.replace("*", "×").replace("/", "÷").replace(" - ", " − ")


def law_name(law: Law | None) -> str:
    """The document and clause that define an indicator, "" where none does."""
    return law.name if law else ""


def declared(indicator: Indicator) -> dict[str, Any]:
    """An indicator's declaration as a record; `formula_vi` is its formula in words."""
    return {
        "code": indicator.code,
        "vi": indicator.vi,
        "en": indicator.en,
        "area": indicator.area,
        "measure_unit": indicator.measure_unit,
        "kind": indicator.kind,
        "levels": indicator.levels,
        "formula": indicator.formula,
        "formula_vi": in_words(indicator) if indicator.is_computed else None,
        "law": law_name(indicator.law) or None,
    }


def methods(review: Review) -> Shown:
    """Every formula in words, every share with its counts and interval, every target."""
    used = dict.fromkeys(key.code for key in review.ledger)
    computed = [review.catalogue[code] for code in used if review.catalogue[code].is_computed]
    formulas = Table(
        "Công thức của các chỉ tiêu được tính",
        (
            Column("Chỉ tiêu", width=27),
            Column("Công thức", width=38),
            Column("Căn cứ, ghi chú", width=22),
            Column("Nơi có số liệu", width=13),
        ),
        tuple(
            Row(
                (
                    (indicator.vi,),
                    (in_words(indicator, review.catalogue),),
                    ("; ".join(t for t in (law_name(indicator.law), indicator.definition) if t),),
                    (_places(review, indicator),),
                )
            )
            for indicator in computed
        ),
        small=True,
    )
    return Shown([formulas, _intervals(review), Paragraph((INTERVALS,), "note"), _targets(review)])


def _places(review: Review, indicator: Indicator) -> str:
    """The sections of the sources in which the figures behind an indicator stand."""
    roots = review.ledger.roots(key for key in review.ledger if key.code == indicator.code)
    return "; ".join(dict.fromkeys(review.ledger[root].place for root in roots))


def _intervals(review: Review) -> Table:
    rows = []
    for key, known in review.ledger.items():
        ends = interval(review.catalogue[key.code], known)
        if ends is None:
            continue
        rows.append(
            Row(
                (
                    (review.catalogue[key.code].vi,),
                    (level_name(key.level, review.folder.unit.type),),
                    (key.period,),
                    (f"{number(known.numerator)} / {number(known.denominator)}",),
                    (mark(review, key),),
                    (f"{share(ends[0])} – {share(ends[1])}",),
                )
            )
        )
    columns = (
        Column("Tỷ lệ", width=39),
        Column("Cấp", "center", 13),
        Column("Kỳ", "center", 7),
        Column("Tử số / mẫu số", "right", 15),
        Column("Giá trị", "right", 9),
        Column("Khoảng tin cậy 95%", "right", 17),
    )
    return Table("Tử số, mẫu số và khoảng tin cậy của các tỷ lệ", columns, tuple(rows), small=True)


def _targets(review: Review) -> Table:
    """Every target that holds for the unit, whether or not there are numbers to hold against it."""
    own, asked_for = review.folder.lineage, read_off(review.folder.targets)
    found: dict[str, Target] = {}
    for indicator in review.catalogue.values():
        for level in indicator.levels:
            for target in targets_for(asked_for, indicator.code, level, own):
                found[target.id] = target
    rows = tuple(
        Row(
            (
                (review.catalogue[target.indicator].vi,),
                (asked(target, review.catalogue[target.indicator].measure_unit),),
                (", ".join(text for text in (target.law, target.clause) if text),),
                ("đã đọc" if target.verified else "chưa đọc lại",),
                (target.note,),
            )
        )
        for target in found.values()
    )
    columns = (
        Column("Chỉ tiêu", width=25),
        Column("Mục tiêu", width=17),
        Column("Văn bản", width=16),
        Column("Điều khoản", "center", 10),
        Column("Ghi chú", width=32),
    )
    caption = f"Mục tiêu đang có hiệu lực, xét tại ngày {day(review.as_of)}"
    return Table(caption, columns, rows, small=True)


def provenance(review: Review) -> Shown:
    """The inputs by sha256, the sources, the parameters and the versions: how to do it again."""
    facts = {
        "Đơn vị (district)": review.folder.unit.id,
        "Năm thứ nhất (first_year)": review.first,
        "Năm thứ hai (second_year)": review.second,
        "cchc": __version__,
    } | {name: version(name) for name in STACK}
    made = Table(
        "Tham số và phiên bản phần mềm",
        (Column("Tên"), Column("Giá trị")),
        tuple(Row(((name,), (value,))) for name, value in facts.items()),
        small=True,
    )
    inputs = Table(
        "Tệp đầu vào",
        (Column("Tệp"), Column("sha256")),
        tuple(Row(((entry.path,), (entry.sha256,))) for entry in review.inputs),
        small=True,
    )
    return Shown([_sources(review), inputs, made])


def _sources(review: Review) -> Table:
    columns = (
        Column("Mã"),
        Column("Tên"),
        Column("Cơ quan"),
        Column("Ngày", "center"),
        Column("Ghi chú"),
    )
    rows = tuple(
        Row(
            (
                (row.id,),
                (row.title,),
                (row.issuer,),
                (day(row.date) if row.date else "",),
                (row.note,),
            )
        )
        for row in review.folder.sources.itertuples()
    )
    return Table("Nguồn số liệu", columns, rows, small=True)
