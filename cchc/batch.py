"""Units x notebook: the reports that the command line asked for, one after another."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from tqdm import tqdm

from .errors import CchcError, Fault, UsageError
from .gather import STATES, Read, read_all, refuse, worst
from .index import about_review, write_index
from .results import as_csv, checks_frame, indicators_frame
from .review import Review
from .usage import say

if TYPE_CHECKING:  # papermill and nbconvert take seconds to load: only a run needs them
    from .run import Job, Outcome

NOTEBOOK = "two_year_review.ipynb"
ASKED_AGAIN = "yêu cầu làm lại (--force)"


@dataclass(frozen=True)
class Order:
    """What the command line asked for.

    `force` makes reports again that stand as they would be made, `only_failed` leaves out units
    whose last run did not fail, `dry_run` says what would be done and does nothing.
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


def run_units(order: Order) -> int:
    """Make the report of each unit and say what came of it; the worst exit code.

    A report that stands as it would be made is not made again. A unit whose data have faults does
    not stop the others. An unknown unit does, before any work.
    """
    notebook = find_notebook(order.data)
    reviews = read_all(order.units, order.data, order.first_year, order.second_year)
    printers = _printers(order)
    codes: dict[str, int] = {}
    said: Counter[str] = Counter()
    with tqdm(total=len(reviews), unit="đơn vị", disable=None, leave=False) as bar:
        try:
            for unit, read in reviews.items():
                bar.set_description(unit)
                codes[unit], what = _run_unit(unit, read, notebook, order, printers, bar)
                said[what] += 1
                bar.update()
        except KeyboardInterrupt:
            bar.close()
            _say_where_it_stopped(order.units, codes)
            raise
    if codes and not order.dry_run:
        write_index(order.out)
    if len(codes) > 1:
        say("Tổng cộng: " + ", ".join(f"{count} {what}" for what, count in said.items()) + ".")
    return worst(codes.values())


def _run_unit(unit: str, read: Read, notebook: Path, order: Order, printers, bar: tqdm):
    """The exit code of one unit, and in a word what came of it."""
    with bar.external_write_mode():
        if isinstance(read.result, CchcError):
            refuse(unit, read.result)
            return read.result.exit_code, STATES[1]
        job = _job(read, notebook, order, printers)
        if order.only_failed and not job.failed.is_dir():
            say(f"{unit}: bỏ qua, lần chạy trước không hỏng")
            return job.exit_code, "bỏ qua"
        why = job.why_run() or (ASKED_AGAIN if order.force else "")
        if not why:
            say(f"{unit}: không có gì thay đổi → {job.final}")
            return job.exit_code, "không thay đổi"
        if order.dry_run:
            say(f"{unit}: sẽ làm ({why})")
            return job.exit_code, "sẽ làm"
    outcome = _make(job, read)
    with bar.external_write_mode():
        say(_said(unit, outcome))
    return outcome.exit_code, STATES[outcome.exit_code]


def _say_where_it_stopped(units: tuple[str, ...], codes: Mapping[str, int]) -> None:
    left = [unit for unit in units if unit not in codes]
    say(f"Xong {len(codes)} trong {len(units)} đơn vị; chưa làm: {', '.join(left)}.")
    say("Báo cáo cũ của các đơn vị chưa làm vẫn nguyên như trước.")


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


def _printers(order: Order):
    """Each format's file name and its exporter, which is loaded when the first report is made."""
    made = {}

    def exporter(kind: str):
        if kind not in made:
            from .export import CchcHTMLExporter, CchcPDFExporter

            fonts = str(order.fonts or "")
            made["html"] = CchcHTMLExporter()
            made["pdf"] = CchcPDFExporter(font_path=fonts)
        return made[kind]

    known = {
        "html": lambda notebook: exporter("html").from_notebook_node(notebook)[0].encode(),
        "pdf": lambda notebook: exporter("pdf").from_notebook_node(notebook)[0],
    }
    return {f"report.{name}": known[name] for name in order.formats}


def _job(read: Read, notebook: Path, order: Order, printers) -> "Job":
    from .run import Job

    review: Review = read.result
    return Job(
        unit=review.folder.unit.id,
        span=review.span,
        notebook=notebook,
        out=order.out,
        parameters={
            "district": review.folder.unit.id,
            "first_year": int(review.first),
            "second_year": int(review.second),
            "data": str(review.folder.data.resolve()),
        },
        printers=printers,
        printing={"fonts": str(order.fonts or "")},
        inputs=tuple((entry.path, entry.sha256) for entry in review.inputs),
        is_blocked=review.is_blocked,
    )


def _make(job: "Job", read: Read) -> "Outcome":
    from .run import run_job

    start = perf_counter()
    companions = {
        "indicators.csv": as_csv(indicators_frame(read.result)),
        "checks.csv": as_csv(checks_frame(read.result)),
    }
    about = about_review(read.result)
    earlier = {"read": read.seconds, "companions": perf_counter() - start}
    return run_job(replace(job, companions=companions, earlier=earlier, about=about))


def _said(unit: str, outcome: "Outcome") -> str:
    said = f"{unit}: {STATES[outcome.exit_code]} ({outcome.seconds:.1f} giây) → {outcome.folder}"
    if outcome.reason:
        return f"{said}\n  lý do: {outcome.reason}"
    heard = len(outcome.warnings)
    return f"{said}\n  {heard} cảnh báo của phần mềm, xem run.json" if heard else said
