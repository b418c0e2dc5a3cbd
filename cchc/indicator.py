"""The shape of a declaration: what is measured, by which formula, under which law."""

from dataclasses import dataclass
from typing import Literal

from .displayed import Displayed
from .page import Column, Row, Table

LEVELS = ("province", "district", "commune", "all")
"""The tier whose agencies a figure is about; `all` is all together or the whole territory."""
KINDS = {"flow": "phát sinh trong kỳ", "stock": "có tại thời điểm cuối kỳ"}


@dataclass(frozen=True)
class Law:
    """The document, by its number, that defines an indicator, and the clause in it."""

    number: str
    clause: str = ""

    @property
    def name(self) -> str:
        """The document and the clause, as far as they are given."""
        return ", ".join(part for part in (self.number, self.clause) if part)


@dataclass(frozen=True)
class Indicator(Displayed):
    """One thing that is measured: a reported figure or, with a `formula`, a computed one.

    `vi` and `en` are its labels; `measure_unit` is Vietnamese, "%" for shares in percent.
    A `flow` happens during a period, a `stock` stands at its end.
    `adds_up`: the levels' values may be summed into `all` (never true of a share).
    `within` names the whole that this count is a part of, where the two alone make the rule.
    `states` lists the computed indicators that a rate worked out by the source could be, the
    literal reading of its words first: such a figure is only ever compared.
    `interval`: a share of counted things, for which a Wilson interval means something.
    `shown`: in the tables only, in a sentence too, or also among the numbers at the top.
    `definition` says in Vietnamese what the label cannot. `area` is set by the catalogue.

    >>> Indicator("schools", "Trường học", "Schools", "trường", "stock", ("district",)).is_computed
    False
    """

    code: str
    vi: str
    en: str
    measure_unit: str
    kind: Literal["flow", "stock"]
    levels: tuple[str, ...]
    better: Literal["higher", "lower"] | None = None
    formula: str | None = None
    law: Law | None = None
    definition: str = ""
    within: str | None = None
    states: tuple[str, ...] = ()
    adds_up: bool = True
    interval: bool = True
    shown: Literal["headline", "sentence", "table"] = "table"
    area: str = ""

    def blocks(self) -> list[Table]:
        """Its declaration as a table: the same words as in the catalogue."""
        facts = {
            "Mã": self.code,
            "Tiếng Anh": self.en,
            "Đơn vị tính": self.measure_unit,
            "Loại số": KINDS[self.kind],
            "Các cấp": ", ".join(self.levels),
            "Công thức": self.formula,
            "Căn cứ": self.law and self.law.name,
            "Định nghĩa": self.definition,
        }
        rows = tuple(Row(((name,), (text,))) for name, text in facts.items() if text)
        return [Table(self.vi, (Column("Nội dung", width=30), Column("Khai báo", width=70)), rows)]

    @property
    def is_computed(self) -> bool:
        return self.formula is not None

    @property
    def is_share(self) -> bool:
        return self.measure_unit == "%"

    @property
    def is_count(self) -> bool:
        """Whether reported values are whole numbers of something."""
        return not self.is_computed and not self.is_share

    @property
    def grows_with_time(self) -> bool:
        """Whether half a year has less of it than a whole one: a count of what happens."""
        return self.kind == "flow" and not self.is_share

    @property
    def compares_periods(self) -> bool:
        """Whether the formula looks back to the opening: a change of a change says nothing."""
        return self.formula is not None and "opening(" in self.formula

    @property
    def sums_over_levels(self) -> bool:
        return self.adds_up and self.is_count and "all" in self.levels


@dataclass(frozen=True)
class Whole:
    """`code` is the sum of `parts`; with `leaks`, of those and of what the source may not state.

    A whole is computed where all its parts are there, and a part deduced where the whole and the
    others are. A whole that leaks is not completed that way: its remainder is shown.
    """

    code: str
    parts: tuple[str, ...]
    leaks: tuple[str, ...] = ()
    law: Law | None = None


@dataclass(frozen=True)
class Area:
    """One area of reform: its code is the name of its file in the catalogue."""

    code: str
    vi: str
    en: str
    place: str
