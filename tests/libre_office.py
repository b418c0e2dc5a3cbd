"""LibreOffice as an office uses it: opens a workbook, works it out, saves it in another form."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

REQUIRED = os.environ.get("CCHC_REQUIRE_OFFICE") == "1"
FORMATS = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "ods": "ods:calc8", "pdf": "pdf"}


@cache
def _program() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def saved_by_office(path: Path, form: str, folder: Path) -> Path:
    """The file as LibreOffice saves it in a form: xlsx, ods or pdf.

    Without LibreOffice the test is skipped, or fails where CCHC_REQUIRE_OFFICE is 1.
    """
    if _program() is None:
        missing = "no LibreOffice (soffice): apt install libreoffice-calc libreoffice-writer"
        pytest.fail(missing) if REQUIRED else pytest.skip(missing)
    folder.mkdir(parents=True, exist_ok=True)
    profile = f"-env:UserInstallation={(folder / 'profile').absolute().as_uri()}"
    command = [_program(), profile, "--headless", "--convert-to", FORMATS[form]]
    command += ["--outdir", str(folder), str(path)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=180)
    made = folder / f"{path.stem}.{form}"
    assert made.is_file(), run.stdout + run.stderr
    return made
