"""A unit that does not exist, before it is written to files."""

from dataclasses import dataclass, field, replace

from ..ledger import Key

PROVINCE = "tinh-minh-hoa"
BEFORE, FIRST, SECOND = "2020", "2021", "2022"
SPAN = f"{FIRST}-{SECOND}"
YEARS = (FIRST, SECOND)

Figures = dict[Key, str]
"""The reported figures of a unit, each as it is typed."""
FieldRow = tuple[str, str, str]
"""The field (lĩnh vực), the year and the level of one row of dossiers by field."""
Fields = dict[FieldRow, dict[str, int]]
"""Each row's counts, by their codes without "dossiers_"."""


@dataclass(frozen=True)
class Draft:
    """An invented district: its number in the province, its communes, all that its files will say.

    `again` are figures that are stated a second time, with another value; `remarks` are sentences
    that end the narrative; `redated` says whether a document is named with two dates. `fields` are
    its dossiers by field, which not every unit states.

    >>> Draft(1, 8, {}).id, Draft(1, 8, {}).name, Draft(705, 8, {}).code
    ('huyen-minh-hoa-01', 'Minh Họa 01', 'MH705')
    """

    number: int
    communes: int
    figures: Figures
    again: tuple[tuple[Key, str], ...] = ()
    remarks: tuple[str, ...] = ()
    redated: bool = False
    fields: Fields = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"huyen-minh-hoa-{self.number:02d}"

    @property
    def name(self) -> str:
        return f"Minh Họa {self.number:02d}"

    @property
    def code(self) -> str:
        """No real code: those are digits only. Codes sort as the units are numbered."""
        return f"MH{self.number:03d}"

    def count(self, code: str, period: str, level: str) -> int:
        """A count among the figures."""
        return int(self.figures[Key(code, period, level)])

    def stating(self, figures: Figures) -> "Draft":
        """The same unit with these figures in the place of its own, or beside them."""
        return replace(self, figures=self.figures | figures)

    def without(self, keys: set[Key]) -> "Draft":
        """The same unit with these figures not stated."""
        left = {key: text for key, text in self.figures.items() if key not in keys}
        return replace(self, figures=left)
