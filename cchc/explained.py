"""SHOW what is behind one number: a page of its own, of the blocks that a report is made of."""

from collections.abc import Iterator

from .annexes import in_words, law_name
from .arithmetic import behind, written_out
from .catalogue import AREAS
from .checks import level_name
from .displayed import Displayed
from .glance import banner
from .ledger import Key
from .marks import mark, with_unit
from .numerals import as_typed, number, share
from .page import Block, Column, Heading, Mark, Paragraph, Row, Runs, Styled, Table
from .phrases import NO_DATA, VERDICTS, asked, capital, lower, period_name
from .words import findings_told

BASES = {"reported": "nguồn ghi", "computed": "tính được", "deduced": "suy ra từ các số khác"}


class Explained(Displayed):
    """What `Explanation` adds to its fields: the page that it shows of itself."""

    def blocks(self) -> list[Block]:
        """The number in a sentence, how it was made, its sources and what was found about it."""
        facts = tuple(Row(((name,), runs)) for name, runs in self._facts())
        columns = (Column("Nội dung", width=22), Column("Giải thích", width=78))
        return [
            *banner(self.review.folder.unit),
            Heading(f"{self.indicator.vi}, {self._whom(self.key)}, {period_name(self.key.period)}"),
            Paragraph(self._said()),
            Table("Chỉ tiêu và cách tính", columns, facts),
            *self._sources(),
            *self._findings(),
        ]

    def _said(self) -> Runs:
        if self.known:
            value = mark(self.review, self.key, with_unit(self.indicator, self.known))
            return "Giá trị: ", value, f" (số {BASES[self.known.basis]})."
        lacking = "; ".join(dict.fromkeys(map(self._named, self.missing)))
        why = f" Còn thiếu: {lacking}." if lacking else ""
        if not lacking and self.indicator.is_computed:
            why = " Các số hiện có không đủ để tính: mẫu số bằng 0, hoặc số chỉ là giới hạn."
        return (f"{capital(NO_DATA)}.{why}",)

    def _facts(self) -> Iterator[tuple[str, Runs]]:
        """What is said of a number, in order; what has nothing to say is left out."""
        indicator, law = self.indicator, law_name(self.indicator.law)
        texts = {
            "Lĩnh vực": AREAS[indicator.area].vi,
            "Đơn vị tính": indicator.measure_unit,
            "Định nghĩa": indicator.definition,
            "Căn cứ": law,
            "Công thức": indicator.is_computed and in_words(indicator, self.review.catalogue),
            "Thay số": written_out(self.review, self.key),
            "Trong đó": "; ".join(self._steps()),
            "Tử số": "" if self.numerator is None else number(self.numerator),
            "Mẫu số": "" if self.denominator is None else number(self.denominator),
            "Khoảng tin cậy 95%": self._interval(),
            "Mục tiêu": "; ".join(self._targets()),
            "Đánh giá": self._judged(),
        }
        yield "Mã", (Styled(indicator.code, "code"),)
        yield from ((name, (text,)) for name, text in texts.items() if text)
        others = tuple(run for other in self._others() for run in ("; ", *other))[1:]
        if others:
            yield "Số của các cấp khác", others

    def _interval(self) -> str:
        return "" if self.low is None else f"{share(self.low)} – {share(self.high)}"

    def _steps(self) -> Iterator[str]:
        """The sums that the formula takes as its terms."""
        for key in behind(self.review, self.key)[1:]:
            arithmetic = written_out(self.review, key)
            if arithmetic:
                yield f"{self._named(key)}: {arithmetic}"

    def _targets(self) -> Iterator[str]:
        for target in self.targets:
            law = [target.law, target.clause, "" if target.verified else "chưa đọc lại"]
            said = asked(target, self.indicator.measure_unit)
            yield f"{said} ({', '.join(filter(None, law))})"

    def _judged(self) -> str:
        if self.targets and self.key.period != self.review.second:
            return f"chỉ xét theo số liệu năm {self.review.second}"
        return VERDICTS[self.verdict]

    def _others(self) -> Iterator[Runs]:
        for level in self.indicator.levels:
            key = self.key._replace(level=level)
            if key != self.key and key in self.review.ledger:
                value = with_unit(self.indicator, self.review.ledger[key])
                yield f"{self._whom(key)} ", mark(self.review, key, value)

    def _sources(self) -> Iterator[Table]:
        """The rows of figures.csv behind the number, as their sources state them."""
        rows = tuple(Row(self._source(row)) for row in self.sources.itertuples())
        columns = (
            Column("Số liệu", width=38),
            Column("Kỳ", "center", 10),
            Column("Giá trị", "right", 15),
            Column("Nơi ghi", "center", 17),
            Column("Ghi chú", width=20),
        )
        if rows:
            yield Table("Số liệu nguồn ghi", columns, rows)

    def _source(self, row) -> tuple[Runs, ...]:
        key, place = Key(row.code, row.period, row.level), f"{row.source}: {row.place}"
        indicator = self.review.catalogue[row.code]
        value = as_typed(row.text, indicator.measure_unit, row.qualifier)
        unused = "" if row.used else "không dùng, có nơi khác ghi"
        return (
            (f"{indicator.vi}, {self._whom(key)}",),
            (row.period,),
            (Mark(value, str(key), f"Nguồn: {row.source}, {row.place}"),),
            (place,),
            ("; ".join(filter(None, (row.note, unused))),),
        )

    def _findings(self) -> Iterator[Block]:
        yield from findings_told(self.review, self.findings)
        if not self.findings:
            yield Paragraph(("Đối chiếu không phát hiện gì về số này.",))

    def _named(self, key: Key) -> str:
        name = f"{lower(self.review.catalogue[key.code].vi)}"
        place = [self._whom(key)] * (key.level != self.key.level)
        time = [period_name(key.period)] * (key.period != self.key.period)
        return ", ".join([name, *place, *time])

    def _whom(self, key: Key) -> str:
        return level_name(key.level, self.review.folder.unit.type)
