"""Make reports on a Dask cluster: inputs travel with the job, the report's bytes travel back."""

import threading
import time
import warnings
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from ..errors import CchcError, Fault, UsageError
from .alike import difference, in_short, made_with
from .job import FAILURE, Job, Made
from .station import leave, make_here

PATIENCE = 15
"""Seconds for the scheduler, a first worker and the workers' answers to be there."""
WITHOUT_WORKERS = 60
"""Seconds in which new workers may come when all were lost, before the run is given up."""
EVERY = 1
"""Seconds between two looks at the workers."""
OPTION = "--scheduler"


class ClusterUnfit(CchcError):
    """The cluster cannot make the reports, or would make other ones: none of them was begun."""

    exit_code = FAILURE


def checked_address(address: str, fonts: Path | None) -> str:
    """The address of a scheduler, "" for none. Raises UsageError for what can never be met."""
    if not address:
        return ""
    if not _is_address(address):
        what = f"'{address}' không phải là địa chỉ của một bộ điều phối (scheduler) Dask"
        raise UsageError(
            [Fault(what, OPTION, "viết dạng tcp://MÁY:CỔNG, ví dụ tcp://10.0.0.1:8786")]
        )
    if find_spec("distributed") is None:
        what, mend = "chưa cài phần dùng cho cụm máy (distributed)", "pip install 'cchc[cluster]'"
        raise UsageError([Fault(what, OPTION, mend)])
    if fonts:
        what = "thư mục phông chữ ở máy này không có trên các máy của cụm"
        raise UsageError([Fault(what, f"--font-path, {OPTION}", "bỏ một trong hai tùy chọn")])
    return address


@contextmanager
def cluster_engine(address: str, preload: str, is_stock: bool = False) -> Iterator["ClusterEngine"]:
    """An engine of the workers that the scheduler at `address` has; see `local_engine`.

    Raises ClusterUnfit where nobody answers there, where no worker is, and where one has other
    versions than this process has. Whoever leaves it leaves nothing of the run on the workers.
    """
    with _connected(address) as client:
        _require_workers(client, address)
        _require_same(client, address)
        engine = ClusterEngine(client, preload, is_stock)
        try:
            yield engine
        finally:
            engine.stop()


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("tcp", "tls") and bool(parts.hostname and parts.port)
    except ValueError:
        return False


class ClusterEngine:
    """Makes reports in the `slots` threads of all workers; `submit` as concurrent.futures has it.

    A report whose worker is lost is made again by another, until Dask says that it is the report.
    """

    def __init__(self, client: Any, preload: str, is_stock: bool):
        self._client, self._executor = client, client.get_executor(pure=False)
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
        travelling = replace(job, out=PurePath())  # where it is kept is this machine's own affair
        try:
            remote = self._executor.submit(self._work, travelling)
        except Exception as error:  # of a client that has lost its cluster
            answer.set_result(self._not_made(error))
        else:
            remote.add_done_callback(lambda done: answer.set_result(self._answer(done)))
        return answer

    def stop(self) -> None:
        """Cancel what is not done, and end what the workers have begun."""
        self._over.set()
        self._watcher.join()
        with suppress(Exception):  # of a cluster that is gone: so is the work
            self._executor.shutdown(wait=False)
            self._client.run(leave, self._run, on_error="ignore", callback_timeout=PATIENCE)

    def _watch(self) -> None:
        """Dask would wait for workers for ever."""
        seen = time.monotonic()
        while not self._over.wait(EVERY):
            with suppress(Exception):
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


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    from distributed import Client

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of versions: `_require_same` looks at them all
            client = Client(address, timeout=PATIENCE, set_as_default=False)
    except Exception as error:
        what = f"không kết nối được với bộ điều phối Dask ({type(error).__name__}: {error})"
        mend = "xem lại địa chỉ, và bộ điều phối (dask scheduler) có đang chạy không"
        raise _unfit(what, address, mend) from None
    with client:
        yield client


def _require_workers(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        what, mend = "cụm máy chưa có worker nào", f"trên các máy của cụm: dask worker {address}"
        raise _unfit(what, address, mend) from None


def _require_same(client: Any, address: str) -> None:
    """Ask every worker what it would make reports with. Raises ClusterUnfit, with all that differ.

    It is asked beside the work that a worker has in hand.
    """
    try:
        answers = client.run(made_with, on_error="return", callback_timeout=PATIENCE)
    except TimeoutError:
        what, mend = f"có worker không trả lời trong {PATIENCE} giây", "xem lại các máy của cụm"
        raise _unfit(what, address, mend) from None
    others: dict[str, list[str]] = defaultdict(list)
    for worker, answer in answers.items():
        if other := difference(answer, made_with()):
            others[other].append(worker)
    if others:
        mend = "cài cùng mã nguồn và cùng requirements.lock như máy này, rồi khởi động lại worker"
        faults = (f"worker có phiên bản khác với máy này: {other}" for other in others)
        places = (in_short(workers, ", ") for workers in others.values())
        raise ClusterUnfit(Fault(*fault, mend) for fault in zip(faults, places, strict=True))


def _threads(client: Any) -> int:
    return sum(client.nthreads().values())


def _unfit(what: str, where: str, mend: str) -> ClusterUnfit:
    return ClusterUnfit([Fault(what, where, mend)])
