"""Put a report and its companions at their place together, or not at all."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def staging(out: Path) -> Iterator[Path]:
    """A new folder beside the final ones, on the same disk; gone afterwards whatever happens."""
    out.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".dang-lam-", dir=out))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(ready: Path, final: Path) -> None:
    """Move a finished folder to its final place; what stood there is replaced whole.

    The old report is set aside first and comes back if the new one cannot be moved in.
    """
    ready.chmod(0o755)
    final.parent.mkdir(parents=True, exist_ok=True)
    aside = ready.with_name(ready.name + "-cu")
    if final.exists():
        final.rename(aside)
    try:
        ready.rename(final)
    except OSError:
        if aside.exists():
            aside.rename(final)
        raise
    shutil.rmtree(aside, ignore_errors=True)
