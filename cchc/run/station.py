"""What runs in a worker of a cluster: it makes reports as `local` does, and says what with."""

import asyncio
import multiprocessing
import threading
from contextlib import ExitStack

from .alike import made_with
from .folders import sweep_folders
from .job import Job, Made, Preload
from .local import LocalEngine, local_engine

_stations: dict[str, "Station"] = {}
_lock = threading.Lock()


class Station:
    """The part of one run that this process does, from its first report until the run ends."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stack = ExitStack()
        self._engine: LocalEngine | None = None
        self._is_closed = False

    def make(self, job: Job, preload: Preload, slots: int, is_stock: bool) -> Made:
        """The report of a job, made in a process of its own."""
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the run is over")
            if self._engine is None:
                _allow_children()
                sweep_folders()  # of a worker that was killed here
                self._engine = self._stack.enter_context(local_engine(slots, preload, is_stock))
        return self._engine.submit(job).result()

    def close(self) -> None:
        """End all processes of the run in this place; a report that comes late is not begun."""
        with self._lock:
            self._is_closed = True
            self._stack.close()


def make_here(
    run: str, preload: Preload, is_stock: bool, job: Job
) -> tuple[str, dict[str, str], Made]:
    """In a task of Dask: the report of a job, the address of this worker and what it made it with.

    Reports of the same `run` share what makes them.
    """
    from distributed import get_worker

    worker = get_worker()
    made = _station(run).make(job, preload, worker.state.nthreads, is_stock)
    return worker.address, made_with(), made


async def leave(run: str) -> None:
    """End a run in this worker, without keeping the worker from its other work meanwhile."""
    await asyncio.to_thread(_station(run).close)


def _station(run: str) -> Station:
    with _lock:
        return _stations.setdefault(run, Station())


def _allow_children() -> None:
    """Let this process have children, though it is a daemon.

    Dask's nanny starts its workers as daemons, and multiprocessing grants these no children lest
    they outlive them. Ours cannot: each ends when its connection to this process does.
    """
    multiprocessing.current_process()._config["daemon"] = False
