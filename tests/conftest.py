"""What all tests share: where the house stands, and examples that repeat from run to run."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import settings

# As in cchc.preloaded: jsonschema would take a second in every process for grammars of addresses.
sys.modules["rfc3987_syntax"] = None

# Where SIGINT is ignored (in the background of a shell), all that the tests start would ignore it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# The same examples in every run; `--hypothesis-profile exploring` looks for others.
settings.register_profile("exploring", deadline=None, print_blob=True)
settings.register_profile("repeatable", settings.get_profile("exploring"), derandomize=True)
settings.register_profile("quick", settings.get_profile("repeatable"), max_examples=20)
settings.load_profile("repeatable")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with the longest tests first: one that begins last would run alone at the end."""
    long = {
        name: {item.path for item in items if item.get_closest_marker(name)}
        for name in ("browser", "slow")
    }
    items.sort(key=lambda item: [item.path not in paths for paths in long.values()])


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def reference_text() -> str:
    """The report from which the figures of huyện Long Mỹ were taken."""
    path = os.environ.get("CCHC_REFERENCE_TEXT")
    if not path:
        pytest.skip(
            "the report of huyện Long Mỹ is not in the repository:"
            " where you have its text, name the file in CCHC_REFERENCE_TEXT"
        )
    return normalize("NFC", Path(path).read_text(encoding="utf-8"))


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
