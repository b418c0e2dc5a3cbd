"""SHOW: the tables of a report."""

from itertools import groupby

import pandas as pd

from .by_field import fields_table
from .catalogue import AREAS
from .checks import level_name
from .indicator import LEVELS
from .ledger import Key
from .marks import DEDUCED_NOTE, cell, change_cell, mark, target_cell, with_unit, with_unit_named
from .numerals import as_typed, day
from .page import Column, Mark, Paragraph, Row, Runs, Shown, Table
from .phrases import NO_DATA, TIERS, VERDICTS, capital, period_name
from .review import Line, Review


def table(review: Review, area: str) -> Shown:
    """An area in numbers: both years, change, target and verdict, a group of rows a level."""
    lines = [line for line in review.area(area) if not line.indicator.states]
    blocks = [_lines(review, area, lines)] if lines else []
    more = [_others(review, area), fields_table(review, area)]
    blocks += [each for each in more if each]
    if not blocks:
        blocks.append(Paragraph((f"{capital(NO_DATA)} cho lĩnh vực này.",), "note"))
    return Shown(blocks)


def _lines(review: Review, area: str, lines: list[Line]) -> Table:
    """The lines as a table; a column that would be empty from top to bottom is left out."""
    columns = [
        Column("Chỉ tiêu", width=38),
        Column(review.first, "right", 12),
        Column(review.second, "right", 12),
        Column("Thay đổi", "right", 13),
        Column("Mục tiêu (năm)", "right", 12),
        Column("Đánh giá", "center", 13),
    ]
    cells = [_cells(review, line) for line in lines]
    kept = [n for n in range(len(columns)) if n < 3 or any(row[n] != ("",) for row in cells)]
    rows = []
    by_level = sorted(zip(lines, cells, strict=True), key=lambda pair: LEVELS.index(pair[0].level))
    for level, same in groupby(by_level, key=lambda pair: pair[0].level):
        whom = level_name(level, review.folder.unit.type)
        rows.append(Row(((capital(whom),),), group=True))
        rows += [Row(tuple(row[n] for n in kept)) for _, row in same]
    caption = f"{AREAS[area].vi}, năm {review.first} và năm {review.second}"
    return Table(caption, tuple(columns[n] for n in kept), tuple(rows), _note(lines))


def _cells(review: Review, line: Line) -> list[Runs]:
    indicator = line.indicator
    unverified = "*" if line.goal and not line.goal.verified else ""
    return [
        (with_unit_named(indicator),),
        (cell(review, line, review.first),),
        (cell(review, line, review.second),),
        (change_cell(line),),
        (target_cell(line) + unverified,),
        (VERDICTS[line.verdict],),
    ]


def _note(lines: list[Line]) -> str:
    """What the signs in a table mean: only those that stand in it."""
    known = [known for line in lines for known in (line.first, line.second) if known]
    notes = {
        DEDUCED_NOTE: any(k.basis == "deduced" for k in known),
        "* điều khoản của mục tiêu chưa được đọc lại trong văn bản gốc.": any(
            line.goal and not line.goal.verified for line in lines
        ),
        "điểm: điểm phần trăm.": any(
            line.indicator.is_share and change_cell(line).endswith("điểm") for line in lines
        ),
    }
    return " ".join(note for note, stands in notes.items() if stands)


def _others(review: Review, area: str) -> Table | None:
    """What is known for other periods: before the review, both years together, parts of a year."""
    rows = tuple(
        Row(
            (
                (review.catalogue[key.code].vi,),
                (level_name(key.level, review.folder.unit.type),),
                (period_name(key.period),),
                (mark(review, key, with_unit(review.catalogue[key.code], known)),),
            )
        )
        for key, known in review.others(area)
    )
    if not rows:
        return None
    columns = (
        Column("Chỉ tiêu", width=48),
        Column("Cấp", "center", 14),
        Column("Kỳ", "center", 20),
        Column("Giá trị", "right", 18),
    )
    return Table(f"{AREAS[area].vi}: số liệu của các kỳ khác", columns, rows)


def reported(review: Review) -> Shown:
    """Every figure as its source states it, in the order of the file, each with its place."""
    rows, only = [], len(review.folder.sources) == 1
    for row in review.folder.figures.itertuples():
        indicator = review.catalogue[row.code]
        value = as_typed(row.text, indicator.measure_unit, row.qualifier)
        value += "" if indicator.is_share else f" {indicator.measure_unit}"
        key = Key(row.code, row.period, row.level)
        rows.append(
            Row(
                (
                    (indicator.vi,),
                    (level_name(row.level, review.folder.unit.type),),
                    (row.period,),
                    (Mark(value, str(key), f"Nguồn: {row.source}, {row.place}"),),
                    (row.place if only else f"{row.source}: {row.place}",),
                    (row.note,),
                )
            )
        )
    columns = (
        Column("Số liệu"),
        Column("Cấp", "center"),
        Column("Kỳ", "center"),
        Column("Giá trị", "right"),
        Column("Nơi ghi"),
        Column("Ghi chú"),
    )
    return Shown([Table("Số liệu như nguồn đã ghi", columns, tuple(rows), small=True)])


def direction(review: Review) -> Shown:
    """The documents that direct the work, counted by tier and kind, and by area."""
    documents = review.folder.documents
    if documents.empty:
        return Shown([Paragraph((f"{capital(NO_DATA)} về văn bản chỉ đạo.",), "note")])
    tiers = {tier: capital(name) for tier, name in TIERS.items()}
    areas = {code: area.vi for code, area in AREAS.items()} | {"": "Không gắn với một lĩnh vực"}
    by_kind = _cross(documents, "kind", {}, tiers, "Loại văn bản")
    by_area = _cross(documents, "area", areas, tiers, "Lĩnh vực")
    return Shown([by_kind, by_area])


def _cross(documents: pd.DataFrame, rows_by: str, names: dict, tiers: dict, head: str) -> Table:
    counts = pd.crosstab(documents[rows_by], documents["tier"])
    present = [tier for tier in tiers if tier in counts]
    order = [name for name in names if name in counts.index] or list(
        counts.sum(axis=1).sort_values(ascending=False, kind="stable").index
    )
    columns = (
        Column(head),
        *(Column(tiers[tier], "right") for tier in present),
        Column("Cộng", "right"),
    )
    rows = [
        Row(
            (
                (capital(names.get(name, name)),),
                *((str(counts.loc[name, tier]),) for tier in present),
                (str(counts.loc[name].sum()),),
            )
        )
        for name in order
    ]
    totals = (str(counts[tier].sum()) for tier in present)
    rows.append(Row((("Cộng",), *((text,) for text in totals), (str(len(documents)),))))
    return Table(f"Văn bản theo {head.lower()} và cấp ban hành", columns, tuple(rows))


def documents(review: Review) -> Shown:
    """Every document that the report rests on, by tier and date."""
    tiers = list(TIERS)
    frame = review.folder.documents
    if frame.empty:
        return Shown([Paragraph((f"{capital(NO_DATA)} về văn bản.",), "note")])
    ordered = sorted(
        frame.itertuples(), key=lambda row: (tiers.index(row.tier), str(row.date or ""))
    )
    rows = []
    for tier, same in groupby(ordered, key=lambda row: row.tier):
        rows.append(Row(((TIERS[tier],),), group=True))
        rows += [
            Row(
                (
                    (f"{capital(row.kind)} {row.number}".strip(),),
                    (day(row.date) if row.date else "",),
                    (row.issuer,),
                    (row.subject + (f" ({row.validity_note})" if row.validity_note else ""),),
                    (row.place.replace(";", "; "),),
                )
            )
            for row in same
        ]
    columns = (
        Column("Văn bản", width=18),
        Column("Ngày", "center", 11),
        Column("Cơ quan ban hành", width=19),
        Column("Về việc", width=42),
        Column("Nơi dẫn", "center", 10),
    )
    return Shown([Table("Văn bản được dẫn trong báo cáo", columns, tuple(rows), small=True)])
