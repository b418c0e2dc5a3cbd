"""Real runs of `cchc run` on invented units with a small notebook, of which some may misbehave."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent

import nbformat
import psutil

from sample_unit import FILES, UNIT, write_data
from waiting import PATIENCE, wait_until

CCHC = str(Path(sysconfig.get_path("scripts")) / "cchc")
PLACE = "CCHC_TEST_PLACE"
"""The variable that every process of a run inherits: by it a test knows what is left of a run."""
SPAN = "2021-2022"
PARAMETERS = 'district = ""\nfirst_year = 0\nsecond_year = 0\ndata = ""'
KERNELSPEC = {"name": "python3", "display_name": "Python 3", "language": "python"}
WORDS = ("--formats", "html")


def only_for(unit: str, source: str) -> str:
    """A cell that does something for one unit, and nothing for the others."""
    return f'if district == "{unit}":\n{indent(source, "    ")}'


@dataclass(frozen=True)
class Place:
    """A folder with data, a notebook beside them, and a folder for temporary files."""

    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def out(self) -> Path:
        return self.folder / "outputs"

    @property
    def temporary(self) -> Path:
        return self.folder / "t"

    def write_notebook(self, *cells: str) -> None:
        """The notebook of the review: the parameters, these cells, and one that says the unit."""
        first = nbformat.v4.new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]})
        others = map(nbformat.v4.new_code_cell, (*cells, "print('đơn vị', district)"))
        metadata = {"kernelspec": KERNELSPEC}
        notebook = nbformat.v4.new_notebook(cells=[first, *others], metadata=metadata)
        path = self.folder / "notebooks" / "two_year_review.ipynb"
        path.parent.mkdir(exist_ok=True)
        nbformat.write(notebook, path)

    def environment(self, **more: str) -> dict[str, str]:
        own = {PLACE: str(self.folder), "TMPDIR": str(self.temporary)}
        return os.environ | own | more

    def start(self, *words: object, program: Iterable[str] = (CCHC,), **more) -> subprocess.Popen:
        """Call `cchc run --all` as a process of its own, in a session of its own."""
        units = () if any(str(word) in self.units() for word in words) else ("--all",)
        command = [*program, "run", *units, *WORDS, *map(str, words)]
        return subprocess.Popen(
            command,
            cwd=self.folder,
            env=self.environment(**more),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )

    def run(self, *words: object, **more) -> subprocess.CompletedProcess:
        """Call `cchc run --all` and wait for its end."""
        process = self.start(*words, **more)
        out, err = process.communicate(timeout=3 * PATIENCE)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def units(self) -> list[str]:
        return sorted(path.parent.name for path in self.data.glob("*/figures.csv"))

    def entries(self) -> dict[str, list[dict]]:
        """What index.json says of each unit."""
        found: dict[str, list[dict]] = {}
        for entry in json.loads((self.out / "index.json").read_text(encoding="utf-8")):
            found.setdefault(entry["unit"], []).append(entry)
        return found

    def entry(self, unit: str) -> dict:
        """What index.json says of a unit with a single entry."""
        (entry,) = self.entries()[unit]
        return entry

    def record(self, unit: str, *, failed: bool = False) -> dict:
        """The run.json of a unit's report, or of its failure."""
        folder = self.out / "failed" / unit if failed else self.out / unit
        return json.loads((folder / SPAN / "run.json").read_text(encoding="utf-8"))

    def living(self) -> list[psutil.Process]:
        """What is left of the runs here."""
        return [process for process in psutil.process_iter() if self._owns(process)]

    def _owns(self, process: psutil.Process) -> bool:
        try:
            is_here = process.environ().get(PLACE) == str(self.folder)
            return is_here and process.status() != psutil.STATUS_ZOMBIE
        except (psutil.Error, OSError):
            return False

    def remains(self) -> list[str]:
        """What stays of the runs here: processes that do not end, and temporary files."""
        wait_until(lambda: not self.living())
        processes = [f"{process.pid} {process.cmdline()}" for process in self.living()]
        return processes + sorted(path.name for path in self.temporary.iterdir())


def make_place(folder: Path, units: Iterable[str] = ("huyen-a", "huyen-b", "huyen-c")) -> Place:
    """A place with some invented districts, each with the figures of the sample unit."""
    place = Place(folder)
    place.temporary.mkdir()
    header, province, *_ = FILES["units.csv"].splitlines(keepends=True)
    rows = (
        f"{unit},{number},Thí Dụ {number},huyện,district,tinh-minh-hoa,,2025-06-30,yes\n"
        for number, unit in enumerate(units, start=901)
    )
    data = write_data(folder, units_csv="".join((header, province, *rows)))
    for unit in units:
        shutil.copytree(data / UNIT, data / unit)
    shutil.rmtree(data / UNIT)
    place.write_notebook()
    return place


def end_with_children(process: subprocess.Popen) -> None:
    """Kill a process that stays until it is stopped, and all that it started."""
    below = []
    with suppress(psutil.NoSuchProcess):
        below = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait()
    for left in below:
        with suppress(psutil.NoSuchProcess):
            left.kill()


def is_whole(folder: Path) -> bool:
    """Whether a report's folder holds just what its own record says, byte for byte."""
    from cchc.run.dependence import file_digest

    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    names = {path.name for path in folder.iterdir()} - {"run.json"}
    return names == set(record["outputs"]) and all(
        file_digest(folder / name) == value for name, value in record["outputs"].items()
    )


def reports(out: Path) -> list[Path]:
    """The folders at final places, of reports and of failures."""
    found = [*out.glob("*/20*"), *out.glob("failed/*/*"), *out.glob("previous/*/*")]
    return sorted(path for path in found if not path.is_relative_to(out / "failed" / "failed"))


def scraps(out: Path) -> list[str]:
    """What should not be left in a folder of outputs."""
    hidden = {str(path.relative_to(out)) for path in out.rglob(".*")} - {".lock"}
    return sorted(hidden)


LAUNCHER = """\
import sys
{injected}
if __name__ == "__main__":
    from cchc.cli import main
    main()
"""


def program(place: Place, injected: str) -> list[str]:
    """`cchc` with some lines run first, in the client and in every process that makes a report."""
    script = place.folder / "cchc_with_a_fault.py"
    script.write_text(LAUNCHER.format(injected=injected), encoding="utf-8")
    return [sys.executable, str(script)]
