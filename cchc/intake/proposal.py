"""What an import says about a unit: rows for its files, and which standing rows it speaks for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ..cells import quoted
from ..dossier_fields import FORM_CODES
from ..errors import Fault


@dataclass(frozen=True)
class Shape:
    """A file of a unit: its columns, which of them name a row, and which say what it is about.

    Two rows about the same thing differ in where it is stated. Such a row that moves to another
    place is one row that changed, not one that went and one that came.
    """

    columns: tuple[str, ...]
    key: tuple[str, ...]
    about: tuple[str, ...]


SHAPES = {
    "sources.csv": Shape(("id", "title", "issuer", "date", "kind", "note"), ("id",), ("id",)),
    "periods.csv": Shape(("period", "start", "end", "complete", "note"), ("period",), ("period",)),
    "dossiers_by_field.csv": Shape(
        ("field", "period", "level", *FORM_CODES, "source", "place"),
        ("field", "period", "level", "source", "place"),
        ("field", "period", "level"),
    ),
    "figures.csv": Shape(
        ("code", "period", "level", "value", "qualifier", "source", "place", "note"),
        ("code", "period", "level", "source", "place"),
        ("code", "period", "level"),
    ),
    "office.toml": Shape(("section", "key", "value"), ("section", "key"), ("section", "key")),
}
"""The files of a unit that an import may write, in the order in which it writes them: what others
refer to comes first. `office.toml` is seen as rows too; several texts in one are joined by "; "."""


@dataclass(frozen=True)
class Stated:
    """One row that an import states, as text by column.

    A column that `values` does not name stays as it is where the row stands already; in a new row
    it holds what `otherwise` says, or nothing. `where` is where the row was read, as a fault names
    it; `cells` is the same for single columns.
    """

    values: Mapping[str, str]
    where: str = ""
    otherwise: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)

    def place(self, column: str) -> str:
        """Where a column of the row was read.

        >>> row = Stated({"code": "schools"}, "trang 'A', dòng 7", cells={"value": "ô D7"})
        >>> row.place("value"), row.place("code")
        ('ô D7', "trang 'A', dòng 7")
        """
        return self.cells.get(column, self.where)


@dataclass(frozen=True)
class Scope:
    """The standing rows that an import speaks for: one of them that it does not state is removed.

    They are the rows whose `columns` hold one of `keys`.

    >>> form = Scope(("code", "source"), frozenset({("dossiers_received", "bieu-2022")}))
    >>> {"code": "dossiers_received", "source": "bao-cao"} in form
    False
    """

    columns: tuple[str, ...] = ()
    keys: frozenset[tuple[str, ...]] = frozenset()

    @classmethod
    def of(cls, columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> "Scope":
        """The scope of what some rows hold in these columns."""
        names = tuple(columns)
        return cls(names, frozenset(tuple(row[name] for name in names) for row in rows))

    def __contains__(self, row: object) -> bool:
        return isinstance(row, Mapping) and tuple(row[name] for name in self.columns) in self.keys


def stated_twice(rows: Iterable[Stated], shape: Shape) -> Iterator[Fault]:
    """A fault for every row that has the key of one before it: which of the two is meant?"""
    first: dict[tuple, Stated] = {}
    for row in rows:
        name = tuple(row.values.get(column, "") for column in shape.key)
        other = first.setdefault(name, row)
        if other is not row:
            named = ", ".join(quoted(part) for part in name)
            mend = f"giữ lại một; lần kia ở {other.where or 'cùng tệp'}"
            yield Fault(f"cùng một dòng được ghi hai lần: {named}", row.where, mend)


NOTHING = Scope()


@dataclass(frozen=True)
class Proposal:
    """All that one import says about one unit. Every reader of a foreign file makes one.

    `figures`, `sources`, `periods`, `by_field` and `office` are rows of the unit's files (see
    `SHAPES`), `covers` says for each file which standing rows the import speaks for: without it,
    an import adds and changes and removes nothing. A form that is read again covers its own codes,
    periods, levels *and its source*, so what a report says of the same figure stays.
    `origin` is the file it was read from, `notes` what the reader has to say about the reading.

    A tally of dossiers, or a form, needs no more than this:

        source = Stated({"id": "bieu-2022"}, otherwise={"title": "Biểu II.06a năm 2022"})
        period = Stated({"period": "2022"}, otherwise={"complete": "yes", "end": "2022-12-31"})
        rows = [Stated({"code": "dossiers_received", "period": "2022", "level": "district",
                        "value": "5300", "source": "bieu-2022", "place": "cột 3"}, "trang 'A'")]
        scope = Scope.of(("code", "period", "level", "source"), [row.values for row in rows])
        proposal = Proposal("huyen-x", tuple(rows), (source,), (period,),
                            covers={"figures.csv": scope}, origin="bieu.xlsx")
        sys.exit(settle(changes(proposal, data), yes))     # cchc.intake.asking
    """

    unit: str
    figures: tuple[Stated, ...] = ()
    sources: tuple[Stated, ...] = ()
    periods: tuple[Stated, ...] = ()
    by_field: tuple[Stated, ...] = ()
    office: tuple[Stated, ...] = ()
    covers: Mapping[str, Scope] = field(default_factory=dict)
    origin: str = ""
    notes: tuple[str, ...] = ()

    def rows(self) -> Iterator[tuple[str, tuple[Stated, ...]]]:
        """The rows by the name of their file, in the order of `SHAPES`."""
        stated = (self.sources, self.periods, self.by_field, self.figures, self.office)
        return zip(SHAPES, stated, strict=True)
