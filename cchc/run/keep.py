"""Keep what came of a job: a report at its place, whole, or a failure apart from it."""

import errno
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from .job import FAILURE, Job, Made, Outcome
from .publish import publish, staging, withdraw
from .record import record

FULL = {errno.ENOSPC, errno.EDQUOT}
"""What the system says where a disk, or somebody's share of it, is full."""


def keep(job: Job, made: Made) -> Outcome:
    """Put the files of a job where they belong; the report before stays until the new one is whole.

    A failed run leaves what there is of it, and the reason, under `failed/`; a good one removes
    what an earlier failure left there. A folder that cannot be written is a failure too.
    """
    try:
        return _keep(job, made)
    except OSError as error:
        failure = _unwritable(made, error)
    try:
        return _keep(job, failure)  # small, and it may be that only the report found no room
    except OSError:
        return _outcome(failure, job.out)


def _unwritable(made: Made, error: OSError) -> Made:
    """The failure of a result that the system refused to write."""
    is_full = error.errno in FULL
    what = "hết chỗ trên đĩa" if is_full else f"không ghi được kết quả: {error}"
    kind = "disk" if is_full else "error"
    return replace(made, exit_code=FAILURE, kind=kind, reason=what, files={})


def _keep(job: Job, made: Made) -> Outcome:
    with staging(job.out) as work:
        ready = work / "report"
        _write(ready, {**made.files, **_why(made)})
        record(ready, job.described(), made)
        if not made.is_report:
            publish(ready, job.failed)
            return _outcome(made, job.failed)
        publish(ready, job.final, job.previous)
        forget_failure(job)
        return _outcome(made, job.final)


def forget_failure(job: Job) -> None:
    """Remove what failed runs left of a report that stands as it would be made."""
    with suppress(OSError):  # the next run tries again
        for failed in job.failures:
            withdraw(failed, job.out)


def _why(made: Made) -> dict[str, bytes]:
    return {} if made.is_report else {"error.txt": f"{made.reason}\n".encode()}


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _outcome(made: Made, folder: Path) -> Outcome:
    seconds = round(sum(made.stages.values()), 4)
    return Outcome(
        made.exit_code, folder, seconds, made.kind, made.reason, made.warnings, made.attempts
    )
