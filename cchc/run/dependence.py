"""What a report depends on: what is the same gives the same report, so it is not made twice."""

import hashlib
import json
import platform
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parent.parent
STACK = ("cchc", "papermill", "nbconvert", "ipykernel", "pandas", "matplotlib", "typst")
RECORD = "run.json"


def digest(content: bytes) -> str:
    """The sha256 of some bytes.

    >>> digest(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(content).hexdigest()


def file_digest(path: Path) -> str:
    """The sha256 of a file, "" where there is none."""
    return digest(path.read_bytes()) if path.is_file() else ""


@cache
def versions() -> dict[str, str]:
    """The versions of Python and of the packages that a report is made with."""
    return {"python": platform.python_version()} | {name: version(name) for name in STACK}


@cache
def program_digest() -> str:
    """The sha256 of all the package's own files, so that a changed formula makes reports anew."""
    files = (path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix != ".pyc")
    parts = [f"{path.relative_to(PACKAGE)} {digest(path.read_bytes())}" for path in sorted(files)]
    return digest("\n".join(parts).encode())


def dependence(
    inputs: Mapping[str, str],
    notebook: str,
    parameters: Mapping[str, Any],
    formats: Iterable[str],
    lock_file: str = "",
) -> dict[str, str]:
    """Everything that a report is made from, by name: the sha256 of it, or the thing itself.

    `inputs` are sha256 by path, `notebook` and `lock_file` are sha256. A name says in Vietnamese
    what changed when its value does.
    """
    return {
        **{f"tệp {path}": value for path, value in sorted(inputs.items())},
        "sổ tay": notebook,
        "mã nguồn cchc": program_digest(),
        "tham số": _text(dict(parameters)),
        "định dạng": _text(sorted(formats)),
        "phiên bản phần mềm": _text(versions()),
        "tệp khóa phiên bản": lock_file,
    }


def why_run(final: Path, now: Mapping[str, str]) -> str:
    """Why the report at its final place must be made anew, "" where it is what would be made.

    A report whose files were touched, or whose record cannot be read, is made anew.
    """
    if not final.is_dir():
        return "chưa có báo cáo"
    try:
        record = json.loads((final / RECORD).read_text(encoding="utf-8"))
        before, outputs = dict(record["depends_on"]), dict(record["outputs"])
    except (OSError, ValueError, KeyError, TypeError):
        return "không đọc được bản ghi của lần chạy trước"
    changed = list(_differences(before, now))
    if changed:
        return f"thay đổi: {', '.join(changed)}"
    for name, value in outputs.items():
        path = final / name
        if file_digest(path) != value:
            return f"tệp {name} bị thiếu hoặc đã bị sửa"
    return ""


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _differences(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    for name in (*now, *(name for name in before if name not in now)):
        if before.get(name) != now.get(name):
            yield name
