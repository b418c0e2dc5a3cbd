"""A place for what matplotlib finds out about fonts, for an account that has none of its own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .folders import lasting_folder

VARIABLE = "MPLCONFIGDIR"


@contextmanager
def matplotlib_folder() -> Iterator[None]:
    """Name our own folder to matplotlib where it could not write: fonts are looked for once.

    Otherwise every kernel would look for them again, and warn.
    """
    if VARIABLE in os.environ or all(map(_may_write, _usual_folders())):
        yield
        return
    os.environ[VARIABLE] = str(lasting_folder())
    try:
        yield
    finally:
        del os.environ[VARIABLE]


def _usual_folders() -> Iterator[Path]:
    """Where matplotlib keeps settings and caches by itself, on Linux and elsewhere."""
    home = Path(os.path.expanduser("~"))
    for variable, usual in (("XDG_CONFIG_HOME", ".config"), ("XDG_CACHE_HOME", ".cache")):
        yield Path(os.environ.get(variable) or home / usual) / "matplotlib"
    yield home / ".matplotlib"


def _may_write(folder: Path) -> bool:
    standing = next(place for place in (folder, *folder.parents) if place.exists())
    return standing.is_dir() and os.access(standing, os.W_OK)
