"""Bounds of a kernel: time, memory, output. One that leaves them is killed with its children."""

import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field

import psutil

from .kernel import Place

EVERY = 0.2
"""Seconds between two looks; what is allocated meanwhile is beyond the bound."""
LARGEST_OUTPUT = 50_000_000
"""Characters in all outputs of a notebook: a hundred times a report's."""


@dataclass(frozen=True)
class Bounds:
    """What a report may take, and when it began, by the clock that only goes forward."""

    seconds: float
    megabytes: int
    began: float = field(default_factory=time.monotonic)


class Watch:
    """Kills the kernel in a place when its time or memory is used up.

    `kind` is "timeout", "memory" or "output" when it did, else "". As a context it watches in a
    thread of its own; in the end it kills what the kernel has started and not ended.
    """

    def __init__(self, bounds: Bounds, place: Place):
        self.bounds = bounds
        self.kind = ""
        self._place = place
        self._written = 0
        self._kernel: psutil.Process | None = None
        self._seen: set[psutil.Process] = set()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep_looking, daemon=True)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        for process in self._seen:
            with suppress(psutil.Error):
                process.kill()

    def hear(self, characters: int) -> bool:
        """Count what a notebook puts out; False when it is too much, and the kernel is killed."""
        self._written += characters
        if self._written > LARGEST_OUTPUT:
            self._stop("output")
        return self._written <= LARGEST_OUTPUT

    def _keep_looking(self) -> None:
        while not self._over.wait(EVERY):
            with suppress(psutil.Error):
                self._look()

    def _look(self) -> None:
        if self._kernel is None and self._place.process:
            self._kernel = psutil.Process(self._place.process.pid)
        if self._kernel is None:
            return
        if time.monotonic() > self.bounds.began + self.bounds.seconds:
            self._stop("timeout")
        children = self._kernel.children(recursive=True)
        self._seen.update(children)
        used = sum(_resident(process) for process in (self._kernel, *children))
        here = _resident(psutil.Process())  # what the kernel has sent is not heard yet, but stored
        if max(used, here) > self.bounds.megabytes * 1_000_000:
            self._stop("memory")

    def _stop(self, kind: str) -> None:
        self.kind = self.kind or kind
        for process in filter(None, (self._kernel, *self._seen)):
            with suppress(psutil.Error):
                process.kill()


def _resident(process: psutil.Process) -> int:
    with suppress(psutil.Error):
        return process.memory_info().rss
    return 0
