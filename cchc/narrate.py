"""SAY: the parts of a report that the office tells in its own words, beside the numbers."""

from .catalogue import AREAS
from .checks import level_name
from .ledger import Key
from .marks import mark, with_unit
from .page import Bullets, Column, Heading, Paragraph, Row, Run, Runs, Shown, Table
from .phrases import lower
from .review import Review

NO_FIGURES = "không có số liệu kèm theo"
NOT_TOLD = "Đơn vị chưa có thuyết minh cho mục này."
MOST_BESIDE_A_POINT = 3
"""More numbers than this beside one point hide it."""


def narration(review: Review, part: str) -> Shown:
    """A part of the narrative, such as "Mục tiêu": its points under their headings."""
    points = [p for p in review.folder.narrative.points if p.heading[0] == part]
    if not points:
        return Shown([Paragraph((NOT_TOLD,), "note")])
    blocks = []
    for heading in dict.fromkeys(point.heading for point in points):
        if len(heading) > 1:
            blocks.append(Heading(heading[1]))
        own = (point for point in points if point.heading == heading)
        blocks.append(Bullets(tuple((f"{point.text} ({point.place})",) for point in own)))
    return Shown(blocks)


def assessment(review: Review) -> Shown:
    """What the office says of its results, and beside each point the numbers of its area."""
    points = [p for p in review.folder.narrative.points if p.heading[0] == "Đánh giá"]
    if not points:
        return Shown([Paragraph((NOT_TOLD,), "note")])
    columns = (Column("Nhận định của đơn vị"), Column("Số liệu của lĩnh vực"))
    rows = []
    for heading in dict.fromkeys(point.heading for point in points):
        rows.append(Row(((heading[-1],),), group=True))
        rows += [
            Row(((f"{point.text} ({point.place})",), _beside(review, point.area)))
            for point in points
            if point.heading == heading
        ]
    return Shown([Table("Đánh giá của đơn vị đặt bên số liệu", columns, tuple(rows))])


def _beside(review: Review, area: str) -> Runs:
    """The numbers of an area that the report says in sentences, the most important first."""
    if area not in AREAS:
        return (NO_FIGURES,)
    told = [line for line in review.area(area) if line.indicator.shown != "table" and line.second]
    widest = {}
    for line in told:
        if line.indicator.code not in widest or line.level == "all":
            widest[line.indicator.code] = line
    order = sorted(widest.values(), key=lambda line: line.indicator.shown != "headline")
    runs: list[Run] = []
    for line in order[:MOST_BESIDE_A_POINT]:
        key = Key(line.indicator.code, review.second, line.level)
        whom = level_name(line.level, review.folder.unit.type)
        runs.append(f"{'; ' if runs else ''}{lower(line.indicator.vi)}, {whom}: ")
        runs.append(mark(review, key, with_unit(line.indicator, line.second)))
    return tuple(runs) or (NO_FIGURES,)
