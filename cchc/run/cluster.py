"""Make reports on a Dask cluster: inputs travel with the job, the report's bytes travel back."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from .alike import difference, made_with
from .connect import PATIENCE, connected
from .job import FAILURE, Job, Made, Preload
from .station import leave, make_here

WITHOUT_WORKERS = 60
"""Seconds in which new workers may come when all were lost, before the run is given up."""
EVERY = 1
"""Seconds between two looks at the workers."""


@contextmanager
def cluster_engine(
    address: str, preload: Preload, is_stock: bool = False
) -> Iterator["ClusterEngine"]:
    """An engine of the workers that the scheduler at `address` has; see `local_engine`.

    Raises ClusterUnfit. Whoever leaves it ends what is under way on the workers.
    """
    with connected(address) as client:
        engine = ClusterEngine(client, preload, is_stock)
        try:
            yield engine
        finally:
            engine.stop()


class ClusterEngine:
    """Makes reports in the `slots` threads of all workers; `submit` as concurrent.futures has it.

    A report whose worker is lost is made again by another, some times.
    """

    def __init__(self, client: Any, preload: Preload, is_stock: bool):
        self._client, self._executor = client, client.get_executor(pure=False)
        self._suspects = ThreadPoolExecutor(1)
        self._run = uuid4().hex
        self._work = partial(make_here, self._run, preload, is_stock)
        self._mine = made_with()
        self._why_over = ""
        self._over = threading.Event()
        self.slots = _threads(client)
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()

    def submit(self, job: Job) -> Future[Made]:
        """The report of a job, some time."""
        answer: Future[Made] = Future()
        self._send(job).add_done_callback(partial(self._hear, job, answer))
        return answer

    def _send(self, job: Job) -> Future:
        travelling = replace(job, out=PurePath())  # where it is kept is this machine's own affair
        try:
            return self._executor.submit(self._work, travelling)
        except Exception as error:  # of a client that has lost its cluster
            refused: Future = Future()
            refused.set_exception(error)
            return refused

    def _hear(self, job: Job, answer: Future[Made], done: Future) -> None:
        """Settle an answer, or try again.

        Dask holds the death of a worker against all reports that were there. So one that it gives
        up gets another try, when no other such is under way.
        """
        made = self._answer(done)
        if made.kind == "killed" and made.attempts == 1 and not done.cancelled():
            self._suspects.submit(self._try_again, job, answer)
        else:
            answer.set_result(made)

    def _try_again(self, job: Job, answer: Future[Made]) -> None:
        answer.set_result(replace(self._answer(self._send(job)), attempts=2))

    def stop(self) -> None:
        """Cancel what is not done, and end what the workers have begun."""
        self._over.set()
        self._watcher.join()
        self._suspects.shutdown(wait=False, cancel_futures=True)
        with suppress(Exception):  # of a cluster that is gone: so is the work
            self._executor.shutdown(wait=False)
        with suppress(Exception):
            self._client.run(leave, self._run, on_error="ignore", callback_timeout=PATIENCE)

    def _watch(self) -> None:
        """Dask would wait for workers for ever."""
        seen = time.monotonic()
        while not self._over.wait(EVERY):
            with suppress(Exception):  # of a scheduler that does not answer: no worker was seen
                if threads := _threads(self._client):
                    self.slots, seen = threads, time.monotonic()
            if time.monotonic() > seen + WITHOUT_WORKERS:
                self._why_over = f"cụm máy không còn worker nào trong {WITHOUT_WORKERS} giây"
                with suppress(Exception):
                    self._executor.shutdown(wait=False)
                return

    def _answer(self, done: Future) -> Made:
        try:
            worker, with_what, made = done.result()
        except Exception as error:
            return self._not_made(error)
        if other := difference(with_what, self._mine):
            reason = f"worker {worker} có phiên bản khác nên không nhận báo cáo của nó: {other}"
            return Made(FAILURE, {}, kind="error", reason=reason)
        return made

    def _not_made(self, error: Exception) -> Made:
        from distributed import KilledWorker

        match error:
            case _ if self._why_over:
                reason = self._why_over
            case CancelledError():
                reason = "mất liên lạc với bộ điều phối của cụm máy"
            case KilledWorker():
                deaths = error.allowed_failures + 1
                reason = f"{deaths} worker lần lượt bị mất trong lúc làm báo cáo này"
            case _:
                reason = f"worker không làm được: {type(error).__name__}: {error}"
        return Made(FAILURE, {}, kind="killed", reason=reason)


def _threads(client: Any) -> int:
    return sum(client.nthreads().values())
