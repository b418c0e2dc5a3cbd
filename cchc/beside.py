"""SHOW two sides of a comparison: a table with the reason where there is no difference, a chart."""

from itertools import groupby

from .catalogue import AREAS
from .charts import grouped
from .checks import level_name
from .displayed import Displayed
from .glance import banner
from .marks import mark, signed, with_unit_named
from .numerals import number
from .page import Block, Chart, Column, Heading, Paragraph, Row, Runs, Shown, Table
from .phrases import NO_DATA, capital, period_name

MOST_BARS = 12
NOTE = (
    "Chênh lệch là số bên phải trừ số bên trái. Tỷ lệ của hai bên không cộng, không lấy trung bình."
    " Số đếm của hai đơn vị to nhỏ khác nhau không nói đơn vị nào làm tốt hơn."
)
INTERVAL = " Trong ngoặc: khoảng tin cậy 95% của chênh lệch (điểm phần trăm)."


class Beside(Displayed):
    """What `Comparison` adds to its fields: the table and the chart that it shows of itself."""

    def blocks(self) -> list[Block]:
        """The table of both sides; above it, that figures are invented, where some are."""
        first, second = self.names
        head = Heading(f"{capital(first)} và {second}")
        if not self.pairs:
            return [*self._banner(), head, Paragraph((f"{capital(NO_DATA)}.",))]
        return [*self._banner(), head, self._table()]

    def chart(self) -> Shown:
        """The shares that can be compared, a bar a side."""
        drawn = self._chart() or Paragraph(("Không có tỷ lệ nào để vẽ.",), "note")
        return Shown([*self._banner(), drawn])

    @property
    def names(self) -> tuple[str, str]:
        """Each side in words, as short as tells the two apart."""
        units = [side.review.folder.unit for side in self.sides]
        periods = [period_name(side.period) for side in self.sides]
        levels = [side.level for side in self.sides]
        parts = [[], []]
        for place, unit in enumerate(units):
            whom = level_name(levels[place], unit.type) if levels[place] else ""
            told = (
                [whom] if units[0].id == units[1].id and len({*levels}) > 1 else [unit.title, whom]
            )
            if len({*periods}) > 1 or not any(told):
                told.append(periods[place])
            parts[place] = ", ".join(filter(None, told))
        return parts[0], parts[1]

    def _banner(self) -> list[Block]:
        """The box for invented figures, once, where any of the sides is invented."""
        units = [side.review.folder.unit for side in self.sides]
        return next(filter(None, map(banner, units)), [])

    def _table(self) -> Table:
        columns = (
            Column("Chỉ tiêu", width=36),
            *(Column(capital(name), "right", 15) for name in self.names),
            Column("Chênh lệch", "right", 16),
            Column("Không so sánh được vì", width=18),
        )
        rows = []
        for area, pairs in groupby(self.pairs, key=lambda pair: pair.indicator.area):
            rows.append(Row(((AREAS[area].vi,),), group=True))
            rows += [Row(self._cells(pair)) for pair in pairs]
        note = NOTE + (INTERVAL if any(pair.low is not None for pair in self.pairs) else "")
        when = " và ".join(dict.fromkeys(period_name(side.period) for side in self.sides))
        return Table(f"Đặt cạnh nhau, {when}", columns, tuple(rows), note)

    def _cells(self, pair) -> tuple[Runs, ...]:
        sides = zip(self.sides, pair.keys, strict=True)
        numbers = (
            (mark(side.review, key) if key in side.review.ledger else NO_DATA,)
            for side, key in sides
        )
        return (self._what(pair),), *numbers, (_difference(pair),), (pair.why_not,)

    def _what(self, pair) -> str:
        """The indicator, with its level where the sides do not say it."""
        level = "" if all(side.level for side in self.sides) else pair.keys[0].level
        unit_type = self.sides[0].review.folder.unit.type
        several = level and len([p for p in self.pairs if p.indicator is pair.indicator]) > 1
        whom = f", {level_name(level, unit_type)}" if several or level not in ("", "all") else ""
        return with_unit_named(pair.indicator) + whom

    def _chart(self) -> Chart | None:
        pairs = [p for p in self.pairs if p.indicator.is_share and all(p.known) and not p.why_not]
        if not pairs:
            return None
        reviews = [side.review for side in self.sides]
        rows = [(self._what(pair), pair.keys) for pair in pairs[:MOST_BARS]]
        title = f"Các tỷ lệ so sánh được: {self.names[0]} và {self.names[1]}"
        return grouped(reviews, title, rows, self.names, largest=100.0)


def _difference(pair) -> str:
    if pair.difference is None:
        return ""
    if not pair.indicator.is_share:
        return signed(pair.difference, None)
    ends = "" if pair.low is None else f" ({number(pair.low, 2)} đến {number(pair.high, 2)})"
    return f"{signed(pair.difference)} điểm{ends}"
