"""ASK before anything is written, and say what was."""

import os
import sys

import click

from ..textfile import shown_path
from ..usage import say
from .apply import apply
from .changes import Changes
from .told import told

NOT_WRITTEN = 2
"""The exit code where nobody agreed: there was no terminal to ask on, and no `--yes`."""


def settle(changes: Changes, yes: bool) -> int:
    """Show the changes, write them if somebody agrees, say so; the exit code.

    With `yes` nobody is asked. Without it the question is put on a terminal; where there is none,
    nothing is written, and the exit code is 2 so that no script takes that for an import.
    """
    say("\n".join(told(changes)))
    if not changes.is_needed:
        return 0
    if not yes:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            say("Chưa ghi gì. Xem kỹ các thay đổi trên, rồi chạy lại với --yes để ghi.")
            return NOT_WRITTEN
        if not _agreed():
            say("Không ghi gì.")
            return 0
    kept = apply(changes)
    where = f"{shown_path(changes.data / changes.unit.id, changes.data)}{os.sep}"
    say(f"Đã ghi vào {where}")
    if kept:
        say(f"Các tệp trước đó giữ ở {shown_path(kept, changes.data)}{os.sep}")
    return 0


def _agreed() -> bool:
    """Whether the answer is yes; no answer, or anything else, is no."""
    answer = click.prompt(
        "Ghi các thay đổi này? [c = có / k = không]", default="k", show_default=False
    )
    return answer.strip().lower() in ("c", "có", "co", "y", "yes")
