"""One file as an import would leave it, beside what stands: row by row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .proposal import SHAPES, Scope, Shape, Stated
from .standing import Record, Standing, standing

Values = Mapping[str, str]


@dataclass(frozen=True)
class FileChange:
    """What changes in one file: rows as text by column; `before` is None where it is new."""

    name: str
    added: tuple[Values, ...] = ()
    changed: tuple[tuple[Values, Values], ...] = ()
    removed: tuple[Values, ...] = ()
    unchanged: int = 0
    before: bytes | None = None
    after: bytes = b""

    @property
    def is_needed(self) -> bool:
        """Whether the file must be written."""
        return self.before != self.after


@dataclass(frozen=True)
class Draft:
    """A file as it would be: its rows, each with what stated it, and how they differ."""

    change: FileChange
    rows: tuple[tuple[Record, Stated | None], ...] = ()


def drafted_table(
    name: str, path: Path, data: Path, rows: tuple[Stated, ...], scope: Scope
) -> Draft:
    """A table as it would be: every standing row as it is, changed or gone, and the new ones.

    Raises `CchcError` for what stands there and is no such table.
    """
    file, shape = standing(path, data, SHAPES[name].columns), SHAPES[name]
    states = _who_states(file.records, rows, scope, shape)
    kept: list[tuple[Record, Stated | None]] = []
    changed, removed = [], []
    for record in file.records:
        row = states.get(id(record))
        if row is None and record.values in scope:
            removed.append(record.values)
            continue
        new = _restated(record, row, file)
        if new is not record:
            changed.append((record.values, new.values))
        kept.append((new, row))
    met = {id(row) for row in states.values()}
    added = [(file.written({**r.otherwise, **r.values}), r) for r in rows if id(r) not in met]
    for pair in added:
        kept.insert(_place(kept, pair[0], shape), pair)
    after = file.bytes_of([record for record, _ in kept])
    unchanged = len(kept) - len(added) - len(changed)
    new_rows = tuple(record.values for record, _ in added)
    change = (name, new_rows, tuple(changed), tuple(removed), unchanged, file.content, after)
    return Draft(FileChange(*change), tuple(kept))


def _who_states(
    records: Iterable[Record], rows: Iterable[Stated], scope: Scope, shape: Shape
) -> dict[int, Stated]:
    """Which row states each standing row: the one of its key, or one that moved it elsewhere."""
    by_key = {_named(row.values, shape.key): row for row in rows}
    states = {}
    for record in records:
        row = by_key.pop(_named(record.values, shape.key), None)
        if row is not None:
            states[id(record)] = row
    for record in records:
        if id(record) not in states and record.values in scope:
            about = _named(record.values, shape.about)
            near = [k for k, row in by_key.items() if _named(row.values, shape.about) == about]
            near.sort(key=lambda k: by_key[k].values.get("source") != record.values.get("source"))
            if near:
                states[id(record)] = by_key.pop(near[0])
    return states


def _named(values: Values, columns: Iterable[str]) -> tuple[str, ...]:
    return tuple(values.get(column, "") for column in columns)


def _restated(record: Record, row: Stated | None, file: Standing) -> Record:
    """The standing row with what the import states of it; itself where that is the same."""
    values = {**record.values, **(row.values if row else {})}
    return record if values == record.values else file.written(values)


def _place(kept: list, record: Record, shape: Shape) -> int:
    """Where a new row goes: after the last one whose first column is the same, or at the end."""
    first = shape.key[0]
    same = [n for n, (other, _) in enumerate(kept) if other.values[first] == record.values[first]]
    return same[-1] + 1 if same else len(kept)
