"""Run tests again and again while every core is busy with something else.

    python tests/repeat.py 10 tests/test_lab.py -m browser

A test that waits for a time instead of a state passes on a quiet machine and fails here. All rounds
are run, whatever fails in them; the exit code is 0 only where all were green.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

BUSY = "while True: pass"


@contextmanager
def busy_cores() -> Iterator[None]:
    """As many processes as there are cores, each of which takes all that it gets of one."""
    load = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(os.cpu_count() or 1)]
    try:
        yield
    finally:
        for process in load:
            process.kill()
            process.wait()


def main(rounds: int, options: list[str]) -> int:
    """The number of rounds that were not green."""
    failed = 0
    with busy_cores():
        for number in range(1, rounds + 1):
            start = time.perf_counter()
            command = [sys.executable, "-m", "pytest", "-q", "--no-header", *options]
            is_green = subprocess.run(command).returncode == 0
            failed += not is_green
            minutes, seconds = divmod(round(time.perf_counter() - start), 60)
            how = "green" if is_green else "NOT GREEN"
            print(f"round {number} of {rounds}: {how}, {minutes} min {seconds} s", flush=True)
    print(f"{rounds - failed} of {rounds} rounds were green", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(min(main(int(sys.argv[1]), sys.argv[2:]), 1))
