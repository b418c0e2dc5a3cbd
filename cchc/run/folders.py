"""A private folder for the work on one report, from which nothing is left: no file, no process."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

MARK = "CCHC_WORK"
"""The variable by which a process that a notebook started, and its children, are known."""
_PREFIX = "cchc-"


@contextmanager
def private_folder() -> Iterator[Path]:
    """A new folder that is this process's own; in the end every process that works in it is killed.

    Its name holds the number of this process, so that `sweep_folders` knows who is gone.
    """
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    try:
        yield folder
    finally:
        clear(folder)


def clear(folder: Path) -> None:
    """Remove a folder, and kill what was started from its kernel, wherever it has gone since."""
    mine = os.getpid()
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if process.pid != mine and process.environ().get(MARK) == str(folder):
                process.kill()
    shutil.rmtree(folder, ignore_errors=True)


def sweep_folders() -> None:
    """Remove the folders of processes that were killed before they could do it themselves."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*-*"):
        pid = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if pid.isdecimal() and not psutil.pid_exists(int(pid)) and _is_own(folder):
            clear(folder)


def _is_own(folder: Path) -> bool:
    with suppress(OSError):
        return not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()
    return False
