"""The memory of all processes that this one has started, sampled while they run.

A process's share is its PSS: memory that several processes have in common, as forked ones have,
counts once, divided among them. Only Linux tells it.
"""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

EVERY = 0.5
"""Seconds between two samples: to look at a process costs milliseconds, and these are timed."""
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Sample:
    """The memory of all processes together, so many seconds after the first look."""

    seconds: float
    mb: float


@contextmanager
def sampled(every: float = EVERY) -> Iterator[list[Sample]]:
    """A list that fills with samples of this process's descendants, until the block is left."""
    samples: list[Sample] = []
    over = threading.Event()
    with ThreadPoolExecutor(1) as thread:
        sampling = thread.submit(_sample, samples, every, over)
        try:
            yield samples
        finally:
            over.set()
        sampling.result()


def _sample(samples: list[Sample], every: float, over: threading.Event) -> None:
    this = psutil.Process()
    start = time.perf_counter()
    while True:
        processes = this.children(recursive=True)
        samples.append(
            Sample(time.perf_counter() - start, sum(map(_pss, processes)) / MEGABYTE),
        )
        if over.wait(every):
            return


def _pss(process: psutil.Process) -> int:
    try:
        return process.memory_full_info().pss
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return 0  # it has ended meanwhile
