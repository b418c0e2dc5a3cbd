"""What the workbook remembers of `data/`, and what of its rows is new against that."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from ..catalogue import AREAS
from .layout import BASE, UNIT
from .proposal import SHAPES, Scope, Shape, Stated
from .sheets import Sheet

Values = Mapping[str, str]


@dataclass(frozen=True)
class Base:
    """The rows that stood when the workbook was made, by file and key; `unit` is whose they are.

    `areas` are those that it had a sheet for. `is_known` is False where the workbook does not
    remember any more: then all that it says is stated, and nothing is removed.
    """

    unit: str = ""
    rows: Mapping[str, Mapping[tuple, Values]] = field(default_factory=dict)
    areas: tuple[str, ...] = ()
    is_known: bool = False

    def news(
        self, name: str, stated: Iterable[Stated], was_seen: Callable[[Values], bool]
    ) -> tuple[tuple[Stated, ...], Scope]:
        """The rows of a file that differ from those that stood, and those that are gone.

        A row is gone only where `was_seen` says that it would be seen if it were there.
        """
        shape, before = SHAPES[name], self.rows.get(name, {})
        stated = tuple(stated)
        here = {_key(row.values, shape) for row in stated}
        new = tuple(r for r in stated if before.get(_key(r.values, shape)) != dict(r.values))
        gone = [row for key, row in before.items() if key not in here and was_seen(row)]
        return new, Scope.of(shape.key, gone)


def base_of(sheets: Iterable[Sheet]) -> Base:
    """What the hidden sheet of a workbook holds."""
    for sheet in sheets:
        if sheet.name == BASE and sheet.rows and sheet.at(0, 0) == "Tệp":
            rows: dict[str, dict[tuple, Values]] = {name: {} for name in SHAPES}
            for cells in sheet.rows[1:]:
                name, texts = str(cells[0]), [*map(_text, cells[1:])]
                if name in SHAPES:
                    shape = SHAPES[name]
                    texts += [""] * (len(shape.columns) - len(texts))
                    values = dict(zip(shape.columns, texts, strict=False))
                    rows[name][_key(values, shape)] = values
            unit = str(sheet.at(0, 2)) if sheet.at(0, 1) == UNIT else ""
            areas = tuple(str(cell) for cell in sheet.rows[0][3:] if cell in AREAS)
            return Base(unit, rows, areas, is_known=True)
    return Base()


def _key(values: Values, shape: Shape) -> tuple:
    return tuple(values.get(column, "") for column in shape.key)


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else str(cell)
