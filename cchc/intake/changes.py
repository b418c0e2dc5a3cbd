"""What an import would change in `data/`: worked out and checked as a whole, before any writing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from os.path import abspath
from pathlib import Path
from tempfile import TemporaryDirectory

from ..dossier_fields import FIELDS_FILE
from ..errors import CchcError, Fault
from ..office import parse_office
from ..periods import Period, parse_period
from ..registers import Unit
from ..registry import sound_registry
from ..textfile import read_text
from .checked import faults_in
from .drafts import Draft, FileChange, Values, drafted_table
from .office_rows import drafted, left_open, office_text, office_values
from .proposal import NOTHING, SHAPES, Proposal, Stated, stated_twice
from .standing import Record

OFFICE = "office.toml"


@dataclass(frozen=True)
class Changes:
    """Everything that an import would write, good to be written as it is.

    `left_open` names what `office.toml` does not state yet.
    """

    data: Path
    unit: Unit
    files: tuple[FileChange, ...]
    left_open: tuple[str, ...] = ()
    origin: str = ""
    notes: tuple[str, ...] = ()

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to write."""
        return any(file.is_needed for file in self.files)


def changes(proposal: Proposal, data: Path) -> Changes:
    """What the proposal would change in `data`, where every file would then be good.

    Standing rows keep their order, their untouched columns and their very characters; a new row
    comes after the last one of the same code, or at the end. A unit without a folder gets all the
    files it needs. Nothing is written. Raises `UsageError` for a unit that is not registered, and
    `CchcError` with every fault of the files as they would be, each where the import stated it.
    """
    data = Path(abspath(data))
    unit = sound_registry(data).unit(proposal.unit)
    stated = dict(proposal.rows())
    twice = [fault for name, rows in stated.items() for fault in stated_twice(rows, SHAPES[name])]
    if twice:
        raise CchcError(twice)
    folder = data / unit.id
    drafts = [
        drafted_table(name, folder / name, data, rows, proposal.covers.get(name, NOTHING))
        for name, rows in stated.items()
        if name != OFFICE
        and (rows or name != FIELDS_FILE or (name in proposal.covers and (folder / name).exists()))
    ]
    _refuse_without_figures(drafts, proposal)
    office = stated[OFFICE] or _office_of_a_new_unit(unit, folder, proposal)
    drafts.append(_drafted_office(folder / OFFICE, data, office))
    files = tuple(draft.change for draft in drafts)
    _check(drafts, proposal, data)
    open_ = tuple(left_open(office_values(files[-1].after.decode()))) if office else ()
    return Changes(data, unit, files, open_, proposal.origin, proposal.notes)


def _refuse_without_figures(drafts: Iterable[Draft], proposal: Proposal) -> None:
    """Refuse what would make files of nothing for a unit that has none yet."""
    numbers = [d for d in drafts if d.change.name in ("figures.csv", FIELDS_FILE)]
    if not any(draft.rows or draft.change.before is not None for draft in numbers):
        mend = "điền số, lưu lại rồi nhập lại; chưa có gì được ghi"
        raise CchcError([Fault("bảng tính chưa có số nào", proposal.origin, mend)])


def _office_of_a_new_unit(unit: Unit, folder: Path, proposal: Proposal) -> tuple[Stated, ...]:
    if (folder / OFFICE).exists():
        return ()
    return tuple(drafted(unit, _periods_of(proposal.figures)))


def _periods_of(figures: Iterable[Stated]) -> Iterator[Period]:
    for text in {row.values.get("period", "") for row in figures}:
        try:
            yield parse_period(text)
        except ValueError:
            continue  # a fault of its own, found where the rows are checked


def _drafted_office(path: Path, data: Path, rows: tuple[Stated, ...]) -> Draft:
    before = path.read_bytes() if path.exists() else None
    if not rows:
        return Draft(FileChange(OFFICE, before=before, after=before or b""))
    known = {}
    if before is not None:
        file = read_text(path, data, "")
        parse_office(file)
        known = office_values(file.text)
    stated = {(row.values["section"], row.values["key"]): row for row in rows}
    values = {**known, **{key: row.values["value"] for key, row in stated.items()}}
    moved = [key for key in values if known.get(key, "") != values[key]]
    pairs = [(_office_row(key, known.get(key, "")), _office_row(key, values[key])) for key in moved]
    added = tuple(new for old, new in pairs if not old["value"])
    changed = tuple((old, new) for old, new in pairs if old["value"])
    after = office_text(values).encode() if moved or before is None else before
    change = FileChange(OFFICE, added, changed, (), len(values) - len(moved), before, after)
    return Draft(change, tuple((Record(row.values, ""), row) for row in rows))


def _office_row(key: tuple[str, str], value: str) -> Values:
    return {"section": key[0], "key": key[1], "value": value}


def _check(drafts: Iterable[Draft], proposal: Proposal, data: Path) -> None:
    """Refuse what the unit's own readers would refuse, each fault where the import stated it."""
    rows = {draft.change.name: draft.rows for draft in drafts}
    with TemporaryDirectory() as folder:
        copy = Path(folder) / data.name
        (copy / proposal.unit).mkdir(parents=True)
        for draft in drafts:
            (copy / proposal.unit / draft.change.name).write_bytes(draft.change.after)
        found = list(faults_in(copy, data, proposal.unit, rows))
    if found:
        order = _order(proposal)
        found.sort(key=lambda fault: order.get(fault.where, -1))
        raise CchcError(dict.fromkeys(found))


def _order(proposal: Proposal) -> dict[str, int]:
    """The number of each place that the import read, in the order in which it read them."""
    stated = (row for _, rows in proposal.rows() for row in rows)
    places = (place for row in stated for place in (row.where, *row.cells.values()))
    return {place: number for number, place in enumerate(dict.fromkeys(places)) if place}
