"""WRITE what was agreed to: all files of one import, or none; what stood there is kept."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from ..errors import CchcError, Fault
from ..textfile import shown_path
from .changes import Changes, FileChange

PREVIOUS = ".previous"
"""The folder in a unit's folder that keeps, import by import, the files that an import replaced."""
_COMING, _LOCK = "coming", ".lock"


def apply(changes: Changes) -> Path | None:
    """Write the files that change, and give the folder that keeps the ones they replace.

    That folder is `data/<unit>/.previous/<day and time>/`; None where nothing was replaced. New
    files are written beside the old ones first, then moved into their places one by one, what
    others refer to first; where the system refuses one of them, all old ones come back. An import
    that was killed between two of them is finished by the next one, `recover` does it.
    Raises `CchcError` where a file is no longer what the changes were worked out from.
    """
    folder = changes.data / changes.unit.id
    needed = [file for file in changes.files if file.is_needed]
    if not needed:
        return None
    with _alone(folder, changes.data):
        _recover(folder, changes.data)
        _refuse_what_moved(folder, needed, changes.data)
        work = _prepared(folder, needed)
        _move_in(folder, work, needed)
        shutil.rmtree(work / _COMING)
        if any(file.before is not None for file in needed):
            return work
        shutil.rmtree(work)
    return None


def recover(unit_id: str, data: Path) -> bool:
    """Finish an import of this unit that was killed while it moved its files in; True if so.

    Its files had all been written, and somebody had agreed to them. Raises `CchcError` while
    another import is at work, and where a file to be replaced was edited since: then none is.
    """
    folder = data / unit_id
    if not (folder / PREVIOUS).is_dir():
        return False
    with _alone(folder, data):
        return _recover(folder, data)


def _recover(folder: Path, data: Path) -> bool:
    for making in (folder / PREVIOUS).glob(".[0-9]*"):
        shutil.rmtree(making)
    unfinished = sorted((folder / PREVIOUS).glob(f"[0-9]*/{_COMING}"))
    _refuse_newer(folder, unfinished, data)
    for coming in unfinished:
        for path in coming.iterdir():
            os.replace(path, folder / path.name)
        coming.rmdir()
    return bool(unfinished)


def _refuse_newer(folder: Path, unfinished: list[Path], data: Path) -> None:
    """Refuse to finish over a file that is neither the replaced one nor the coming one."""
    faults, standing = [], {}
    for coming in unfinished:
        for path in sorted(coming.iterdir()):
            new, old = path.read_bytes(), _content(coming.parent / path.name)
            if standing.get(path.name, _content(folder / path.name)) not in (old, new):
                what = "lần nhập trước dừng giữa chừng và tệp đã được sửa từ đó"
                kept = f"{PREVIOUS}/{coming.parent.name}/{_COMING}"
                mend = f"xem {kept}, giữ bản đúng rồi xóa thư mục {_COMING}"
                faults.append(Fault(what, shown_path(folder / path.name, data), mend))
            standing[path.name] = new
    if faults:
        raise CchcError(faults)


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


@contextmanager
def _alone(folder: Path, data: Path) -> Iterator[None]:
    for path in (folder, folder / PREVIOUS):
        if not path.resolve().is_relative_to(data.resolve()):
            what = f"{path.name} là liên kết ra ngoài thư mục số liệu"
            where = f"{shown_path(path, data)}/"
            raise CchcError([Fault(what, where, "chép chính thư mục đó vào đây")])
    (folder / PREVIOUS).mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / PREVIOUS / _LOCK, timeout=0):
            yield
    except Timeout:
        what = "một lần nhập khác đang ghi số liệu của đơn vị này"
        where = f"{shown_path(folder, data)}/"
        raise CchcError([Fault(what, where, "chờ lần kia xong rồi nhập lại")]) from None


def _refuse_what_moved(folder: Path, files: list[FileChange], data: Path) -> None:
    faults = []
    for file in files:
        path = folder / file.name
        if _content(path) != file.before:
            what = "tệp đã bị sửa từ lúc xem thay đổi"
            faults.append(Fault(what, shown_path(path, data), "nhập lại để xem thay đổi mới"))
    if faults:
        raise CchcError(faults)


def _prepared(folder: Path, files: list[FileChange]) -> Path:
    """A folder that holds what will be replaced and, below it, what will come: all on the disk."""
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%S.%fZ")
    making = folder / PREVIOUS / f".{stamp}"
    making.mkdir()
    (making / _COMING).mkdir()
    for file in files:
        if file.before is not None:
            _write(making / file.name, file.before)
        _write(making / _COMING / file.name, file.after)
    return making.rename(folder / PREVIOUS / stamp)


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _move_in(folder: Path, work: Path, files: list[FileChange]) -> None:
    done = []
    try:
        for file in files:
            done.append(file)
            os.replace(work / _COMING / file.name, folder / file.name)
    except OSError:
        for file in done:
            if file.before is None:
                (folder / file.name).unlink(missing_ok=True)
            else:
                os.replace(work / file.name, folder / file.name)
        shutil.rmtree(work)
        raise
