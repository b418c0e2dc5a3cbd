"""What `cchc tally` was asked for."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Order:
    """The files to count, how, and where the results go; None where nothing was asked for."""

    files: tuple[Path, ...]
    columns: Path
    unit: str
    period: str
    data: Path
    start: str | None = None
    end: str | None = None
    aside: Path | None = None
    table: str | None = None
    form: Path | None = None
    write: bool = False
    yes: bool = False
    allow_loss: bool = False
    source: str | None = None
