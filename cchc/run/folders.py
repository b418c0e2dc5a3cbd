"""A private folder for the work on one report, from which nothing is left: no file, no process."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from multiprocessing import util
from pathlib import Path

import psutil

MARK = "CCHC_WORK"
"""The variable by which a process that a notebook started, and its children, are known."""
GENERATIONS = 100
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


@cache
def lasting_folder() -> Path:
    """The one folder of this process that stays until its end: multiprocessing lets go first."""
    stack = ExitStack()
    util.Finalize(None, stack.close, exitpriority=-200)
    return stack.enter_context(private_folder())


def clear(folder: Path) -> None:
    """Remove a folder, and kill what was started from its kernel, wherever it has gone since."""
    for _ in range(GENERATIONS):
        started = [process for process in psutil.process_iter() if _is_of(process, folder)]
        for process in started:
            with suppress(psutil.Error):
                process.kill()
        if not started:
            break
        time.sleep(0.01)  # they may have started others meanwhile
    shutil.rmtree(folder, ignore_errors=True)


def _is_of(process: psutil.Process, folder: Path) -> bool:
    with suppress(psutil.Error, OSError):
        return process.pid != os.getpid() and process.environ().get(MARK) == str(folder)
    return False


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
