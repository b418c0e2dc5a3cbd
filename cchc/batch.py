"""Units x notebook: the reviews that the command line asked for, one after another."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
from tqdm import tqdm

from .errors import CchcError, Fault, UsageError
from .results import as_csv, checks_frame, indicators_frame
from .review import Review, load_review

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


def worst(codes: list[int]) -> int:
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
    first_year: int | None,
    second_year: int | None,
) -> int:
    """Make the report of each unit and say what came of it; the worst exit code.

    A unit whose data have faults does not stop the others. An unknown unit does, before any work.
    """
    from .run import run_job

    notebook = find_notebook(data)
    reviews = _read_all(units, data, first_year, second_year)
    printers = _printers(formats)
    codes = []
    bar = tqdm(reviews.items(), unit="đơn vị", disable=None, leave=False)
    for unit, review in bar:
        bar.set_description(unit)
        if isinstance(review, CchcError):
            codes.append(1)
            tqdm.write(f"{unit}: {STATES[1]}")
            click.echo(f"\n{review}\n", err=True)
            continue
        outcome = run_job(_job(review, notebook, out, printers))
        codes.append(outcome.exit_code)
        tqdm.write(_said(unit, outcome))
    bar.close()
    return worst(codes)


def check_units(
    units: list[str], data: Path, first_year: int | None, second_year: int | None
) -> int:
    """Read and reconcile each unit and print the findings; the worst exit code."""
    codes = []
    for unit, review in _read_all(units, data, first_year, second_year).items():
        if isinstance(review, CchcError):
            codes.append(1)
            click.echo(f"\n{review}\n", err=True)
            continue
        codes.append(3 if review.is_blocked else 0)
        click.echo(
            f"{unit}: {len(review.folder.figures)} số liệu, {len(review.findings)} phát hiện"
        )
        for finding in review.findings:
            click.echo(f"  [{finding.severity}] {finding.check}: {finding.message}")
            click.echo(f"      tại: {'; '.join(finding.places)}")
    return worst(codes)


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


def _read_all(units, data, first_year, second_year) -> dict[str, Review | CchcError]:
    """Every review or the fault that stands in its way; a usage error stops everything at once."""
    reviews: dict[str, Review | CchcError] = {}
    for unit in units:
        try:
            reviews[unit] = load_review(unit, first_year, second_year, data)
        except UsageError:
            raise
        except CchcError as error:
            reviews[unit] = error
    return reviews


def _printers(formats: tuple[str, ...]):
    from .export import CchcHTMLExporter, CchcPDFExporter

    html, pdf = CchcHTMLExporter(), CchcPDFExporter()
    known = {
        "html": lambda notebook: html.from_notebook_node(notebook)[0].encode(),
        "pdf": lambda notebook: pdf.from_notebook_node(notebook)[0],
    }
    return {f"report.{name}": known[name] for name in formats}


def _job(review: Review, notebook: Path, out: Path, printers) -> "Job":
    from .run import Job

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
        companions={
            "indicators.csv": as_csv(indicators_frame(review)),
            "checks.csv": as_csv(checks_frame(review)),
        },
        inputs=tuple((entry.path, entry.sha256) for entry in review.folder.inputs),
        is_blocked=review.is_blocked,
    )


def _said(unit: str, outcome: "Outcome") -> str:
    said = f"{unit}: {STATES[outcome.exit_code]} ({outcome.seconds:.1f} giây) → {outcome.folder}"
    return said + (f"\n  lý do: {outcome.reason}" if outcome.reason else "")
