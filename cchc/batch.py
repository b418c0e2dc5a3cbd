"""Units x notebook: the reviews that the command line asked for, one after another."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click
from tqdm import tqdm

from .checks import Finding
from .errors import CchcError, Fault, UsageError
from .plain import SEVERITY
from .results import as_csv, checks_frame, indicators_frame
from .review import Review, load_review
from .usage import say

if TYPE_CHECKING:  # papermill and nbconvert take seconds to load: only a run needs them
    from .run import Job, Outcome

NOTEBOOK = "two_year_review.ipynb"
WORST_FIRST = (4, 1, 3, 0)
STATES = {
    0: "xong",
    1: "dữ liệu cần sửa",
    3: "xong, nhưng có số liệu không thể cùng đúng",
    4: "không làm được",
}


def worst(codes: Collection[int]) -> int:
    """The exit code of many units: 4 over 1 over 3 over 0.

    >>> worst([0, 3, 1])
    1
    """
    return next(code for code in WORST_FIRST if code in codes)


def run_units(
    units: list[str],
    data: Path,
    out: Path,
    formats: tuple[str, ...],
    first_year: str | None,
    second_year: str | None,
    fonts: Path | None = None,
) -> int:
    """Make the report of each unit and say what came of it; the worst exit code.

    A unit whose data have faults does not stop the others. An unknown unit does, before any work.
    """
    notebook = find_notebook(data)
    reviews = _read_all(units, data, first_year, second_year)
    printers = _printers(formats, fonts)
    codes: dict[str, int] = {}
    with tqdm(total=len(reviews), unit="đơn vị", disable=None, leave=False) as bar:
        try:
            for unit, read in reviews.items():
                bar.set_description(unit)
                codes[unit] = _run_unit(unit, read, notebook, out, printers, bar)
                bar.update()
        except KeyboardInterrupt:
            bar.close()
            _say_where_it_stopped(units, codes)
            raise
    return worst(codes.values())


def _run_unit(unit: str, read: "Read", notebook: Path, out: Path, printers, bar: tqdm) -> int:
    from .run import run_job

    if isinstance(read.result, CchcError):
        with bar.external_write_mode():
            _refuse(unit, read.result)
        return read.result.exit_code
    outcome = run_job(_job(read, notebook, out, printers))
    with bar.external_write_mode():
        say(_said(unit, outcome))
    return outcome.exit_code


def _say_where_it_stopped(units: list[str], codes: Mapping[str, int]) -> None:
    left = [unit for unit in units if unit not in codes]
    say(f"Xong {len(codes)} trong {len(units)} đơn vị; chưa làm: {', '.join(left)}.")
    say("Báo cáo cũ của các đơn vị chưa làm vẫn nguyên như trước.")


def check_units(
    units: list[str], data: Path, first_year: str | None, second_year: str | None
) -> int:
    """Read and reconcile each unit and print the findings; the worst exit code."""
    codes = []
    for unit, read in _read_all(units, data, first_year, second_year).items():
        review = read.result
        if isinstance(review, CchcError):
            codes.append(review.exit_code)
            _refuse(unit, review)
            continue
        codes.append(3 if review.is_blocked else 0)
        say(f"{unit}: {len(review.folder.figures)} số liệu, {_counted(review.findings)}")
        for finding in review.findings:
            say(f"  [{SEVERITY[finding.severity].lower()}] {finding.check}: {finding.message}")
            say(f"      tại: {'; '.join(finding.places)}")
    return worst(codes)


def _counted(findings: Sequence[Finding]) -> str:
    """How many findings there are, by severity."""
    if not findings:
        return "không có phát hiện nào"
    counts = Counter(finding.severity for finding in findings)
    parts = [f"{n} {SEVERITY[severity].lower()}" for severity, n in counts.items()]
    return f"{len(findings)} phát hiện ({', '.join(parts)})"


def _refuse(unit: str, error: CchcError) -> None:
    say(f"{unit}: {STATES[1]} ({len(error.faults)} lỗi)")
    click.echo(f"\n{error}\n", err=True)


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


@dataclass(frozen=True)
class Read:
    """A review, or the fault that stands in its way, and the seconds it took."""

    result: Review | CchcError
    seconds: float


def _read_all(units, data, first_year, second_year) -> dict[str, Read]:
    """Every unit's review or its faults; usage errors stop everything at once, all together."""
    reads: dict[str, Read] = {}
    unusable: list[Fault] = []
    for unit in units:
        start = perf_counter()
        try:
            result = load_review(unit, first_year, second_year, data)
        except UsageError as error:
            unusable += error.faults
            continue
        except CchcError as error:
            result = error
        reads[unit] = Read(result, perf_counter() - start)
    if unusable:
        raise UsageError(dict.fromkeys(unusable))
    return reads


def _printers(formats: tuple[str, ...], fonts: Path | None):
    from .export import CchcHTMLExporter, CchcPDFExporter

    html, pdf = CchcHTMLExporter(), CchcPDFExporter(font_path=str(fonts or ""))
    known = {
        "html": lambda notebook: html.from_notebook_node(notebook)[0].encode(),
        "pdf": lambda notebook: pdf.from_notebook_node(notebook)[0],
    }
    return {f"report.{name}": known[name] for name in formats}


def _job(read: Read, notebook: Path, out: Path, printers) -> "Job":
    from .run import Job

    start = perf_counter()
    review = read.result
    companions = {
        "indicators.csv": as_csv(indicators_frame(review)),
        "checks.csv": as_csv(checks_frame(review)),
    }
    return Job(
        unit=review.folder.unit.id,
        span=review.span,
        notebook=notebook,
        out=out,
        parameters={
            "district": review.folder.unit.id,
            "first_year": int(review.first),
            "second_year": int(review.second),
            "data": str(review.folder.data.resolve()),
        },
        printers=printers,
        companions=companions,
        inputs=tuple((entry.path, entry.sha256) for entry in review.inputs),
        is_blocked=review.is_blocked,
        earlier={"read": read.seconds, "companions": perf_counter() - start},
    )


def _said(unit: str, outcome: "Outcome") -> str:
    said = f"{unit}: {STATES[outcome.exit_code]} ({outcome.seconds:.1f} giây) → {outcome.folder}"
    if outcome.reason:
        return f"{said}\n  lý do: {outcome.reason}"
    heard = len(outcome.warnings)
    return f"{said}\n  {heard} cảnh báo của phần mềm, xem run.json" if heard else said
