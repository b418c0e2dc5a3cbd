"""The loop that one would write in Python: papermill with a stock kernel and our exporters.

python -m bench.papermill_loop --formats html,pdf --data DATA --out FOLDER UNIT...
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import papermill

from cchc.run.printing import Print

from . import NOTEBOOK


def make(units: Sequence[str], data: Path, formats: Sequence[str], out: Path) -> None:
    """Write the reports of the units, one file a unit and format."""
    for unit in units:
        notebook = papermill.execute_notebook(
            str(NOTEBOOK),
            str(out / f"{unit}.ipynb"),
            parameters={"district": unit, "data": str(data)},
            progress_bar=False,
        )
        for kind in formats:
            (out / f"{unit}.{kind}").write_bytes(Print(kind)(notebook))


def main() -> None:
    """Make the reports."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("units", nargs="+")
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--formats", default="html,pdf")
    chosen = options.parse_args()
    make(chosen.units, chosen.data, chosen.formats.split(","), chosen.out)


if __name__ == "__main__":
    main()
