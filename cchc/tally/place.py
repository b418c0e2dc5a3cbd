"""Put a file at its place whole, or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to; it takes the name of `path` when all is written."""
    coming = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        yield coming
        os.replace(coming, path)
    finally:
        coming.unlink(missing_ok=True)
