"""What all tests share: where the house stands, and examples that repeat from run to run."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("patient", deadline=None, print_blob=True)
settings.register_profile("repeatable", settings.get_profile("patient"), derandomize=True)
settings.load_profile("repeatable" if os.environ.get("CI") else "patient")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture
def command_line(monkeypatch, capfd) -> Iterator[Callable[..., tuple[int, str, str]]]:
    """Calls the command line in this process: its exit code, what it said and what it refused."""
    from cchc.cli import main

    handlers = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGHUP)}

    def call(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["cchc", *map(str, words)])
        code = 0
        try:
            main()
        except SystemExit as leave:
            code = leave.code
        return code, *capfd.readouterr()

    yield call
    for name, handler in handlers.items():
        signal.signal(name, handler)
