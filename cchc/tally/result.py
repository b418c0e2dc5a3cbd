"""What a tally found: form II.06a by level and field, and what became of every row."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ..errors import CchcError, Fault
from .alphabet import vietnamese
from .columns import CODES as MEANINGS
from .reasons import REASONS

RESOLVED = ("resolved_early", "resolved_on_due_date", "resolved_late")
PENDING = ("pending_in_time", "pending_overdue")
WITHDRAWN = "withdrawn"
BY_CHANNEL = ("received_online", "received_direct")
CODES = ("received", *BY_CHANNEL, "carried_over", "resolved", *RESOLVED[:2], "resolved_in_time",
         "resolved_late", "pending", *PENDING, WITHDRAWN)  # fmt: skip
"""The codes of the form without "dossiers_", in the order of its columns."""

Form = dict[str, int]


@dataclass(frozen=True)
class Cell:
    """So many rows that fared alike: set aside for `reason`, or counted by `origin`, `outcome`.

    The due days of `worked_out` of them were worked out from working days; `first` is the first
    day on which one was received, `last` the last day up to today on which something was done.
    """

    reason: str | None
    level: str | None
    field: str | None
    origin: str | None
    outcome: str | None
    count: int
    worked_out: int = 0
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Tally:
    """The figures of one period: `forms` by level and field, each a count by its code.

    `files` has the rows of each file, `aside` those set aside by reason; of the rows that count,
    `worked_out` had their due day worked out from working days. `spoken` are the levels that the
    register speaks for, with dossiers or without; `first` and `last` are the days of `Cell` for all
    rows without a fault, those of other periods too.
    """

    start: date
    end: date
    files: tuple[tuple[str, int], ...]
    forms: Mapping[tuple[str, str], Form]
    aside: Mapping[str, int]
    worked_out: int = 0
    spoken: tuple[str, ...] = MEANINGS["level"]
    first: date | None = None
    last: date | None = None

    @property
    def read(self) -> int:
        """All rows of all files."""
        return sum(rows for _, rows in self.files)

    @property
    def used(self) -> int:
        """The rows that count: each is one dossier, received in the period or carried over."""
        return sum(form["received"] for form in self.forms.values())

    @property
    def levels(self) -> dict[str, Form]:
        """The form of each level, all its fields together."""
        levels: dict[str, Form] = {}
        for (level, _), form in self.forms.items():
            whole = levels.setdefault(level, dict.fromkeys(form, 0))
            for code, count in form.items():
                whole[code] += count
        return levels


def counted(cells: list[Cell], unknown: Collection[str] = ()) -> dict[tuple[str, str], Form]:
    """The form of each level and field, levels from above to below, fields by name.

    The codes that the register cannot tell, `unknown`, are not in it: not known is not 0.
    """
    known = [code for code in CODES if code not in unknown]
    forms: dict[tuple[str, str], Form] = {}
    for cell in cells:
        if cell.reason is None:
            form = forms.setdefault((cell.level, cell.field), dict.fromkeys(known, 0))
            for code in form.keys() & _codes_of(cell):
                form[code] += cell.count
    order = MEANINGS["level"]
    return {
        key: forms[key]
        for key in sorted(forms, key=lambda key: (order.index(key[0]), vietnamese(key[1])))
    }


def _codes_of(cell: Cell) -> Iterator[str]:
    yield "received"
    if cell.origin != "received_new":
        yield cell.origin
    yield cell.outcome
    if cell.outcome in RESOLVED:
        yield "resolved"
    if cell.outcome in RESOLVED[:2]:
        yield "resolved_in_time"
    if cell.outcome in PENDING:
        yield "pending"


def require_sound(tally: Tally, cells: list[Cell]) -> None:
    """Raise `CchcError` where rows are lost or counted twice, or a form contradicts itself."""
    faults = list(_unsound(tally, cells))
    if faults:
        raise CchcError(faults)


def _unsound(tally: Tally, cells: list[Cell]) -> Iterator[Fault]:
    mend = "không dùng kết quả này; báo cho người làm phần mềm kèm tệp sổ"
    judged, aside = sum(cell.count for cell in cells), sum(tally.aside.values())
    if not tally.read == judged == tally.used + aside:
        what = (
            f"số dòng không khớp: đọc {tally.read}, xét {judged}, dùng {tally.used},"
            f" để riêng {aside}"
        )
        yield Fault(what, "kết quả đếm hồ sơ", mend)
    for (level, field), form in tally.forms.items():
        for total, parts in _identities(form):
            if all(part in form for part in parts) and form[total] != sum(form[p] for p in parts):
                what = f"{total} = {form[total]} khác tổng của {', '.join(parts)}"
                yield Fault(what, f"cấp {level}, lĩnh vực {field}", mend)
    for reason in set(tally.aside) - set(REASONS):
        yield Fault(f"có dòng để riêng vì lý do lạ '{reason}'", "kết quả đếm hồ sơ", mend)


_IDENTITIES = (
    ("received", (*BY_CHANNEL, "carried_over")),
    ("resolved", RESOLVED),
    ("resolved", ("resolved_in_time", "resolved_late")),
    ("pending", PENDING),
    ("received", ("resolved", "pending", WITHDRAWN)),
)
"""Columns of the form: 3 = 4 + 5 + 6, 7 = 8 + 9 + 10, 11 = 12 + 13, 3 = 7 + 11 and withdrawn."""


def _identities(form: Form) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Where no dossier is known to be withdrawn, 3 = 7 + 11."""
    for total, parts in _IDENTITIES:
        yield total, tuple(part for part in parts if part != WITHDRAWN or part in form)
