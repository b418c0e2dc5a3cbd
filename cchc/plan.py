"""What a run is to do: for each unit, whether its report must be made, and why."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from .errors import CchcError, Fault, UsageError
from .gather import STATES
from .prepare import prepare
from .registers import Unit
from .run import Job, Made
from .run.dependence import file_digest
from .run.job import UNKNOWN_SPAN
from .run.printing import Print
from .snapshot import Survey

NOTEBOOK = "two_year_review.ipynb"
ASKED_AGAIN = "yêu cầu làm lại (--force)"


@dataclass(frozen=True)
class Order:
    """What the command line asked for.

    `force` makes reports again that stand as they would be made, `only_failed` leaves out units
    whose last run did not fail, `dry_run` says what would be done and does nothing. `jobs` reports
    are made at a time; each may take `seconds` and `megabytes`.
    """

    units: tuple[str, ...]
    data: Path
    out: Path
    formats: tuple[str, ...]
    first_year: str | None = None
    second_year: str | None = None
    fonts: Path | None = None
    force: bool = False
    only_failed: bool = False
    dry_run: bool = False
    jobs: int = 1
    kernel: str = "auto"
    seconds: float = 600
    megabytes: int = 2048
    as_json: bool = False
    scheduler: str = ""


@dataclass(frozen=True)
class Step:
    """What is to be done for a unit: with a `why`, its job; a `fault` is known before any work.

    `notes` say what of the report that stands would not be in the new one. Without a `why`, `note`
    says in a word why nothing is done, `text` at length.
    """

    unit: str
    job: Job
    why: str = ""
    fault: Made | None = None
    exit_code: int = 0
    note: str = ""
    text: str = ""
    notes: tuple[str, ...] = ()


def plan(order: Order) -> Iterator[Step]:
    """A step for each unit, in the order's order, worked out when it is asked for.

    Raises UsageError for a unit, a year or a notebook that is not there, CchcError for registers
    with faults, both before the first step.
    """
    survey = Survey(order.data, order.first_year, order.second_year)
    units = survey.find(order.units)
    new_job = _same_for_all(order, find_notebook(order.data))
    return (_Planned(order, survey, new_job, unit).step() for unit in units)


def _same_for_all(order: Order, notebook: Path) -> Callable[..., Job]:
    """What makes the job of a unit: all that the units have in common is read and set once."""
    fonts = str(order.fonts or "")
    return partial(
        Job,
        notebook=notebook.name,
        source=notebook.read_bytes(),
        out=order.out,
        printers={f"report.{kind}": Print(kind, fonts) for kind in order.formats},
        data_name=Path(os.path.abspath(order.data)).name,
        prepare=prepare,
        printing={"report.pdf": f"--font-path {fonts}"} if fonts else {},
        lock_file=file_digest(notebook.parent.parent / "requirements.lock"),
        seconds=order.seconds,
        megabytes=order.megabytes,
    )


@dataclass(frozen=True)
class _Planned:
    """One unit of an order."""

    order: Order
    survey: Survey
    new_job: Callable[..., Job]
    unit: Unit

    def step(self) -> Step:
        try:
            years = self.survey.years(self.unit)
            files = self.survey.snapshot(self.unit)
        except CchcError as error:
            return self._faulty(self.survey.faults(self.unit, error))
        job = self._job(years, files)
        if self.order.only_failed and not any(failed.is_dir() for failed in job.failures):
            note = "bỏ qua"
            return self._nothing(job, note, f"{note}, lần chạy trước không hỏng")
        why = job.why_run() or (ASKED_AGAIN if self.order.force else "")
        if not why:
            note = "không thay đổi"
            return self._nothing(job, note, f"không có gì thay đổi → {job.final}")
        return Step(self.unit.id, job, why, notes=job.notes())

    def _nothing(self, job: Job, note: str, text: str) -> Step:
        code = job.standing.exit_code
        stands = code if code in tuple(STATES) else 0  # where there is none, it is not judged
        return Step(self.unit.id, job, "", None, stands, note, text)

    def _faulty(self, error: CchcError) -> Step:
        try:
            span = self.survey.years(self.unit)
        except CchcError:
            span = None
        job = self._job(span, {})
        fault = Made(1, {}, kind="data", reason=str(error))
        return Step(self.unit.id, job, STATES[1], fault)

    def _job(self, years: tuple[str, str] | None, data: Mapping[str, bytes]) -> Job:
        unit, (first, second) = self.unit, map(int, years or (0, 0))
        return self.new_job(
            unit=unit.id,
            span="-".join(years) if years else UNKNOWN_SPAN,
            parameters={"district": unit.id, "first_year": first, "second_year": second},
            data=data,
            about={"title": unit.title, "code": unit.code, "invented": unit.invented},
        )


def find_notebook(data: Path) -> Path:
    """The notebook of the review: in `notebooks/` beside the data, else that of this checkout."""
    here = Path(__file__).resolve().parent.parent
    for folder in (data.resolve().parent, here):
        notebook = folder / "notebooks" / NOTEBOOK
        if notebook.is_file():
            return notebook
    raise UsageError(
        [Fault(f"không thấy {NOTEBOOK}", str(here / "notebooks"), "lấy lại tệp này từ mã nguồn")]
    )
