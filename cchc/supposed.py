"""SHOW what would move: a page of its own, the numbers before and after beside each other."""

from collections.abc import Iterator

import pandas as pd

from .checks import Finding, level_name
from .displayed import Displayed
from .glance import banner
from .ledger import Key
from .marks import change_between, mark, with_unit_named
from .page import Block, Callout, Column, Paragraph, Row, Runs, Table
from .phrases import BASES, NO_DATA, VERDICTS, capital, period_name
from .plain import SEVERITY
from .review import Line, Review

NOTHING_WRITTEN = "Chỉ tính trong bộ nhớ: không tệp nào trong data/ bị sửa."
TAKEN_AWAY = "coi như chưa có số này"
NONE = "–"


class Supposed(Displayed):
    """What `WhatIf` adds to its fields: the page that it shows of itself, and a plain frame."""

    def blocks(self) -> list[Block]:
        """What is supposed, then what moves: numbers, verdicts, findings."""
        unit = self.before.folder.unit
        return [
            *banner(unit),
            Callout("note", f"GIẢ ĐỊNH về {unit.title}", (*self._changes(), (NOTHING_WRITTEN,))),
            *self._numbers(),
            *self._verdicts(),
            *self._findings(),
        ]

    @property
    def frame(self) -> pd.DataFrame:
        """The numbers that move: code, level, period, before, after; empty where there is none."""
        rows = [
            [*(moved.key.code, moved.key.level, moved.key.period), *map(_value, moved[1:])]
            for moved in self.numbers
        ]
        return pd.DataFrame(rows, columns=["code", "level", "period", "before", "after"])

    def _changes(self) -> Iterator[Runs]:
        """What is supposed instead of what, whether anything moves with it or not."""
        for key in self.changed:
            what = f"{self._what(key)}, {self._place(key)}: "
            known = self.after.ledger.get(key)
            after = (_run(self.after, key),)
            if known is None:
                after = (TAKEN_AWAY,)
            elif known.basis != "reported":
                after = (f"{TAKEN_AWAY}, {BASES[known.basis]} được ", *after)
            yield what, *after, " (hiện nay: ", _run(self.before, key), ")"

    def _numbers(self) -> Iterator[Block]:
        columns = (
            Column("Chỉ tiêu", width=40),
            Column("Cấp, kỳ", width=20),
            Column("Hiện nay", "right", 13),
            Column("Giả định", "right", 13),
            Column("Thay đổi", "right", 14),
        )
        rows = tuple(Row(self._moved(*moved)) for moved in self.numbers)
        if rows:
            yield Table(f"Những số thay đổi theo ({len(rows)})", columns, rows)
        else:
            yield Paragraph(("Không số nào thay đổi.",))

    def _moved(self, key: Key, before, after) -> tuple[Runs, ...]:
        name = self._what(key) + (" (số giả định)" if key in self.changed else "")
        sides = (_run(review, key) for review in (self.before, self.after))
        moved = change_between(self.before.catalogue[key.code], before, after)
        return (name,), (self._place(key),), *((run,) for run in sides), (moved,)

    def _verdicts(self) -> Iterator[Block]:
        columns = (
            Column("Đối chiếu với mục tiêu", width=40),
            Column("Cấp", width=20),
            Column("Hiện nay", "center", 20),
            Column("Giả định", "center", 20),
        )
        rows = tuple(Row(self._judged(*lines)) for lines in self.verdicts)
        if rows:
            yield Table(f"Đánh giá thay đổi ({len(rows)})", columns, rows)
        else:
            yield Paragraph(("Không đánh giá nào theo mục tiêu thay đổi.",))

    def _judged(self, before: Line | None, after: Line | None) -> tuple[Runs, ...]:
        line = before or after
        sides = (VERDICTS[each.verdict] if each else "" for each in (before, after))
        whom = self._whom(line.level)
        return (line.indicator.vi,), (whom,), *((text or NONE,) for text in sides)

    def _findings(self) -> Iterator[Block]:
        columns = (Column("Đối chiếu: hiện nay", width=50), Column("Giả định", width=50))
        rows = tuple(Row((_found(before), _found(after))) for before, after in self.findings)
        if rows:
            yield Table(f"Kết quả đối chiếu thay đổi ({len(rows)})", columns, rows)
        else:
            yield Paragraph(("Kết quả đối chiếu số liệu không đổi.",))

    def _what(self, key: Key) -> str:
        return with_unit_named(self.before.catalogue[key.code])

    def _place(self, key: Key) -> str:
        return f"{self._whom(key.level)}, {period_name(key.period)}"

    def _whom(self, level: str) -> str:
        return level_name(level, self.before.folder.unit.type)


def _value(known) -> float | None:
    return float(known.quantity.value) if known else None


def _run(review: Review, key: Key):
    return mark(review, key) if key in review.ledger else capital(NO_DATA)


def _found(finding: Finding | None) -> Runs:
    if finding is None:
        return ("không phát hiện",)
    return (f"{SEVERITY[finding.severity]}: {finding.message}",)
