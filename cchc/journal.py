"""What a run says while it works: lines for a person, a log for a scheduler, JSON for a tool."""

import json
import sys
from dataclasses import dataclass
from datetime import datetime

import click
from tqdm import tqdm

from .usage import say

LEVELS = {0: "INFO", 1: "ERROR", 3: "WARNING", 4: "ERROR"}
"""How much an exit code matters."""


@dataclass
class Journal:
    """Tells events above a progress bar, which only a terminal has.

    A terminal shows plain lines; elsewhere the time and the level go before them. `as_json` makes
    each event one line of JSON.
    """

    total: int
    as_json: bool = False

    def __post_init__(self) -> None:
        is_terminal = sys.stderr.isatty()
        self._is_dated = not sys.stdout.isatty()
        self._bar = tqdm(
            total=self.total,
            unit="đơn vị",
            disable=self.as_json or not is_terminal,
            leave=False,
            smoothing=0,
        )

    def tell(self, event: str, text: str, exit_code: int = 0, **facts: object) -> None:
        """Say what happened; `facts` are for JSON, which has the text too."""
        now, level = datetime.now().astimezone(), LEVELS[exit_code]
        if self.as_json:
            entry = {"time": now.isoformat(timespec="seconds"), "level": level, "event": event}
            entry |= {"exit_code": exit_code, **facts, "message": text}
            text = json.dumps(entry, ensure_ascii=False)
        elif self._is_dated:
            text = f"{now:%Y-%m-%d %H:%M:%S} {level} {text}"
        with self._bar.external_write_mode():
            say(text)

    def explain(self, text: str) -> None:
        """Say at length what is wrong, apart from the results; JSON has it in its facts."""
        if not self.as_json:
            with self._bar.external_write_mode():
                click.echo(f"\n{text}\n", err=True)

    def advance(self) -> None:
        """One unit more is dealt with."""
        self._bar.update()

    def close(self) -> None:
        """Take the bar away."""
        self._bar.close()
