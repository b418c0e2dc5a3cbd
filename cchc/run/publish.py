"""Put a report and its companions at their place together, or not at all."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
    `previous`, in place of the one before it, or removed. No folder is ever half there: what goes
    is moved away, beside `ready`, before it is removed. Raises OSError where the old folder stays.
    """
    final.parent.mkdir(parents=True, exist_ok=True)
    aside = final.with_name(f".{final.name}{_ASIDE}")
    gone = ready.with_name(f"{ready.name}{_ASIDE}")
    _come_back(aside, final, previous, gone)
    if final.exists():
        final.rename(aside)
    try:
        ready.rename(final)
    except OSError:
        if aside.exists():
            aside.rename(final)
        raise
    with suppress(OSError):  # the new one is in; what is left to do, the next run can do
        _come_back(aside, final, previous, gone)


def recover(out: Path) -> None:
    """Mend what a run that was killed left in the folder of outputs.

    A report that was set aside and not replaced comes back; what was not finished goes.
    """
    for unfinished in out.glob(f"{_STAGING}*"):
        shutil.rmtree(unfinished, ignore_errors=True)
    for pattern in ("*", "failed/*"):
        for aside in out.glob(f"{pattern}/.*{_ASIDE}"):
            final = aside.with_name(aside.name.removeprefix(".").removesuffix(_ASIDE))
            is_report = final.parent.parent == out
            previous = out / "previous" / final.relative_to(out) if is_report else None
            with staging(out) as work:
                _come_back(aside, final, previous, work / "gone")


def withdraw(folder: Path, root: Path) -> None:
    """Remove a folder, and those above it below `root` that it leaves empty."""
    if folder.exists():
        with staging(root) as work:
            folder.rename(work / "gone")
    for above in folder.parents:
        if above == root or (above.is_dir() and any(above.iterdir())):
            return
        if above.is_dir():
            above.rmdir()


def _come_back(aside: Path, final: Path, previous: Path | None, gone: Path) -> None:
    """Let what was set aside come back, or keep it as the previous one where it was replaced."""
    if not aside.exists():
        return
    if not final.exists():
        aside.rename(final)
    elif previous is None:
        aside.rename(gone)
    else:
        previous.parent.mkdir(parents=True, exist_ok=True)
        if previous.exists():
            previous.rename(gone)
        aside.rename(previous)
    shutil.rmtree(gone, ignore_errors=True)
