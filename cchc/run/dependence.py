"""What a report depends on: what is the same gives the same report, so it is not made twice."""

import hashlib
import json
import platform
from collections.abc import Mapping
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
    lock_file: str = "",
) -> dict[str, str]:
    """All that the figures of a report depend on, by name: the sha256 of it, or the thing itself.

    `inputs` are sha256 by path, `notebook` and `lock_file` are sha256. A name says in Vietnamese
    what changed when its value does.
    """
    return {
        **{f"tệp {path}": value for path, value in sorted(inputs.items())},
        "sổ tay": notebook,
        "mã nguồn cchc": program_digest(),
        "tham số": _text(dict(parameters)),
        "phiên bản phần mềm": _text(versions()),
        "tệp khóa phiên bản": lock_file,
    }


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
