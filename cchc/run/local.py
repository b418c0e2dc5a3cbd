"""Make reports on this machine: each in a process of its own, a few at a time."""

import multiprocessing
import os
import signal
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from pathlib import Path

import psutil

from .deaths import WORTH_ANOTHER_TRY, died
from .folders import clear, lasting_folder, private_folder
from .homeless import matplotlib_folder
from .job import FAILURE, Job, Made, Preload
from .warm import LIBRARIES, Kernels, warm_kernels

GRACE = 60
"""Seconds beyond its own bound in which a process has to say how it ended."""
LOG = "worker.log"


class LocalEngine:
    """Makes reports in up to `slots` processes at a time; `submit` as concurrent.futures has it."""

    def __init__(self, slots: int, kernels: Kernels, context: BaseContext):
        self.slots, self.kernels = slots, kernels
        self._context = context
        self._pool = ThreadPoolExecutor(slots, thread_name_prefix="report")
        self._running: set[psutil.Process] = set()
        self._is_stopping = False

    def submit(self, job: Job) -> Future[Made]:
        """The report of a job, some time."""
        return self._pool.submit(self._made, job)

    def stop(self) -> None:
        """End what is under way, without results; what waits is not begun."""
        self._is_stopping = True
        for process in list(self._running):
            with suppress(psutil.Error):
                process.kill()
        self._pool.shutdown(cancel_futures=True)

    def _made(self, job: Job) -> Made:
        """What comes of a job, which gets a second try where it died by no fault of its own."""
        made = self._attempt(job)
        if made.kind in WORTH_ANOTHER_TRY:
            made = replace(self._attempt(job), attempts=2)
        return made

    def _attempt(self, job: Job) -> Made:
        if self._is_stopping:
            return _lost("stopped", "đã dừng theo yêu cầu")
        with private_folder() as folder:
            return self._in_own_process(job, folder)

    def _in_own_process(self, job: Job, folder: Path) -> Made:
        near, far = self._context.Pipe()
        process = self._context.Process(
            target=_work, args=(far, folder, job, self.kernels), daemon=True
        )
        with near:
            with far:
                process.start()
            handle = psutil.Process(process.pid)  # knows its process from a later one of its number
            self._running.add(handle)
            try:
                return self._answer(near, process, job, folder)
            finally:
                self._running.discard(handle)
                with suppress(psutil.Error):
                    handle.kill()

    def _answer(self, near: Connection, process, job: Job, folder: Path) -> Made:
        try:
            if near.poll(job.seconds + GRACE):
                return near.recv()
        except (EOFError, OSError):
            pass
        else:
            what = f"quá {job.seconds:g} giây cho một báo cáo"
            return _lost("timeout", what)
        if self._is_stopping:
            return _lost("stopped", "đã dừng theo yêu cầu")
        process.join(5)
        _, what = died(process.exitcode)
        said = _last_words(folder / LOG)
        return _lost("killed", f"tiến trình làm báo cáo {what}{said}")


@contextmanager
def local_engine(slots: int, preload: Preload, is_stock: bool = False) -> Iterator[LocalEngine]:
    """An engine with warm kernels, or ordinary ones where it cannot have them or `is_stock`.

    `preload` is what its processes have loaded before they begin. Whoever leaves the engine takes
    all its processes along.
    """
    stock = nullcontext(Kernels(why_stock="--kernel stock"))
    warm = warm_kernels([*LIBRARIES, *preload.kernels])
    with matplotlib_folder(), stock if is_stock else warm as kernels:
        engine = LocalEngine(slots, kernels, _context(preload.makers))
        try:
            yield engine
        finally:
            engine.stop()


def _context(module: str) -> BaseContext:
    """How processes are started: forked from one that has loaded the tools, where that exists."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([module])
        with suppress(OSError):  # a long name of the folder leaves no room for its socket
            _start_fork_server()
            return context
    return multiprocessing.get_context("spawn")


def _start_fork_server() -> None:
    """It loads while this process still looks what there is to do; its socket is in our folder."""
    from multiprocessing import forkserver

    usual, tempfile.tempdir = tempfile.gettempdir(), str(lasting_folder())
    try:
        forkserver.ensure_running()
    finally:
        tempfile.tempdir = usual


def _work(connection: Connection, folder: Path, job: Job, kernels: Kernels) -> None:
    """In a process of its own: make the report and send it."""
    from .make import make_report  # with the notebook tools, which who asks need not load

    _settle(connection, folder)
    connection.send(make_report(job, kernels, folder))


def _settle(connection: Connection, folder: Path) -> None:
    """Say nothing on the terminal, leave Ctrl-C to who asked for the work, and end with it."""
    log = os.open(folder / LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for number in (1, 2):
        os.dup2(log, number)
    os.close(log)
    signal.signal(signal.SIGINT, lambda *_: None)
    leave = partial(_leave_with, connection, folder)
    threading.Thread(target=leave, daemon=True).start()


def _leave_with(connection: Connection, folder: Path) -> None:
    with suppress(OSError, EOFError):
        connection.poll(None)  # nothing is ever sent this way: it is the end of who asked
    clear(folder)
    os._exit(1)


def _lost(kind: str, reason: str) -> Made:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Made(FAILURE, {}, kind=kind, reason=reason, started=now)


def _last_words(log: Path) -> str:
    with suppress(OSError):
        text = log.read_text(encoding="utf-8", errors="replace").strip()
        return f"\n{text[-2000:]}" if text else ""
    return ""
