"""Keep what came of a job: a report at its place, whole, or a failure apart from it."""

import errno
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from .dependence import RECORD, file_digest
from .job import FAILURE, Job, Made, Outcome
from .publish import publish, staging, withdraw
from .record import record
from .standing import Standing

FULL = {errno.ENOSPC, errno.EDQUOT}
"""What the system says where a disk, or somebody's share of it, is full."""


def keep(job: Job, made: Made) -> Outcome:
    """Put the files of a job where they belong; the report before stays until the new one is whole.

    What the report before holds and this one was not asked for stands on where it is still true;
    else it goes away with that report, and the outcome says so. A failed run leaves what there is
    of it, and the reason, under `failed/`; a good one removes what an earlier failure left there.
    A folder that cannot be written is a failure too.
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
        if not made.is_report:
            record(ready, job.described(), made)
            publish(ready, job.failed)
            return _outcome(made, job.failed)
        formats = job.formats | _kept_formats(job, ready)
        gone = _names(job.final) - _names(ready)
        notes = job.standing.notes(formats, gone, job.previous)
        is_all_there = all(_same(job.final / name, ready / name) for name in _names(job.final))
        record(ready, job.described() | {"formats": formats}, made, notes)
        publish(ready, job.final, None if is_all_there else job.previous)
        forget_failure(job)
        return _outcome(made, job.final, notes)


def _kept_formats(job: Job, ready: Path) -> dict[str, str]:
    """Let the formats that nobody asked for now, and that are as true as before, stand on."""
    true = job.standing.still_true(job.depends_on())
    kept = {name: told for name, told in true.items() if name in _names(job.final) - _names(ready)}
    for name in kept:
        shutil.copyfile(job.final / name, ready / name)
    return kept


def _names(folder: Path) -> set[str]:
    """What stands in the folder of a report, but for the record of its run."""
    return {path.name for path in folder.iterdir()} - {RECORD} if folder.is_dir() else set()


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and file_digest(one) == file_digest(other)


def forget_failure(job: Job) -> None:
    """Remove what failed runs left of a report that stands as it would be made.

    What could not be printed and still does not stand is not forgotten: more was asked for then.
    """
    stands = job.standing.formats
    with suppress(OSError):  # the next run tries again
        for failed in map(Standing.at, job.failures):
            if failed.kind != "print" or failed.formats.keys() <= stands.keys():
                withdraw(failed.folder, job.out)


def _why(made: Made) -> dict[str, bytes]:
    return {} if made.is_report else {"error.txt": f"{made.reason}\n".encode()}


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _outcome(made: Made, folder: Path, notes: tuple[str, ...] = ()) -> Outcome:
    seconds = round(sum(made.stages.values()), 4)
    return Outcome(
        made.exit_code, folder, seconds, made.kind, made.reason, made.warnings, made.attempts, notes
    )
