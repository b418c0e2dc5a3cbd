"""Put a report and its companions at their place together, or not at all."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_STAGING, _ASIDE = ".dang-lam-", "-cu"


@contextmanager
def staging(out: Path) -> Iterator[Path]:
    """A new folder beside the final ones, on the same disk; gone afterwards whatever happens."""
    out.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=_STAGING, dir=out))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(ready: Path, final: Path, previous: Path | None = None) -> None:
    """Move a finished folder to its final place; what stood there is replaced whole.

    The old folder is set aside first, beside its place, and comes back if the new one cannot be
    moved in; one that an interrupted run left aside comes back first. In the end it is kept as
    `previous`, in place of the one before it, or removed. Raises OSError.
    """
    final.parent.mkdir(parents=True, exist_ok=True)
    aside = final.with_name(f".{final.name}{_ASIDE}")
    if aside.exists() and not final.exists():
        aside.rename(final)
    shutil.rmtree(aside, ignore_errors=True)
    if final.exists():
        final.rename(aside)
    try:
        ready.rename(final)
    except OSError:
        if aside.exists():
            aside.rename(final)
        raise
    if previous is not None and aside.exists():
        shutil.rmtree(previous, ignore_errors=True)
        previous.parent.mkdir(parents=True, exist_ok=True)
        aside.rename(previous)
    shutil.rmtree(aside, ignore_errors=True)


def recover(out: Path) -> None:
    """Mend what a run that was killed left in the folder of outputs.

    A report that was set aside and not replaced comes back; what was not finished goes.
    """
    for unfinished in out.glob(f"{_STAGING}*"):
        shutil.rmtree(unfinished, ignore_errors=True)
    for pattern in ("*", "failed/*"):
        for aside in out.glob(f"{pattern}/.*{_ASIDE}"):
            final = aside.with_name(aside.name.removeprefix(".").removesuffix(_ASIDE))
            if not final.exists():
                aside.rename(final)
            shutil.rmtree(aside, ignore_errors=True)


def withdraw(folder: Path, root: Path) -> None:
    """Remove a folder, and those above it below `root` that it leaves empty."""
    shutil.rmtree(folder, ignore_errors=True)
    for above in folder.parents:
        if above == root or not above.is_dir() or any(above.iterdir()):
            return
        above.rmdir()
