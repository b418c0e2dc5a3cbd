"""What a page of the documents tells its reader to do, read from its fenced blocks and done.

A page with a line `<!-- run … -->` is tried as a whole, in order, in a copy of the tree:

- `sh` and `python` are run there, and must end with 0, or with the number in `<!-- exit: 3 -->`.
- A `text` after them is all that they print; `…` stands for anything in a line, `…` alone for any
  lines.
- `<!-- file: PATH -->` before a block: it is that file; `append:` for its end, `after:` and
  `before:` with `PATH | LINE` for a place in it, `edit:` for a `diff`. The sentence before must
  name the path.
- `<!-- not run: WHY -->` before a block leaves it out. Any other block is an error.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.base import DocutilsRenderer
from myst_parser.parsers.mdit import create_md_parser

ROOT = Path(__file__).resolve().parents[1]
NOT_COPIED = (".git", ".venv", "outputs", "build", "dist", "*_cache", "__pycache__", ".hypothesis")
STAND_INS = ("git clone ", "cd cchc")
"""How the commands begin that the copy of the tree stands in for: they are left out."""

ADDITIONS = ("docs/en/add-an-indicator.md", "docs/en/add-a-check.md")
"""The pages that test_additions.py follows, one after the other in one copy."""

_COMMENT = re.compile(r"<!-- (exit|file|append|after|before|edit|not run): (.*?) -->")
_OPT_IN = re.compile(r"^<!-- run\b", re.MULTILINE)


@dataclass
class Step:
    """One block: its language and text, what its comments say of it, the words before it."""

    line: int
    language: str
    text: str
    said: dict[str, str]
    before: str
    shows: str | None = None

    @property
    def place(self) -> tuple[str, str, str] | None:
        """How the block gets into which file, and at which line of it."""
        for how in ("file", "append", "after", "before", "edit"):
            if how in self.said:
                path, _, line = self.said[how].partition(" | ")
                return how, path, line
        return None


def pages() -> list[Path]:
    """The pages whose steps are tried."""
    found = sorted((ROOT / "docs").rglob("*.md"))
    return [path for path in found if _OPT_IN.search(path.read_text(encoding="utf-8"))]


def steps(text: str) -> list[Step]:
    """What a page tells its reader to do, in order. Raises ValueError for a stray block."""
    found: list[Step] = []
    for step in _blocks(text):
        if "not run" in step.said:
            continue
        if step.place:
            if f"`{step.place[1]}`" not in step.before:
                raise ValueError(f"line {step.line}: the reader is not told of {step.place[1]}")
            found.append(step)
        elif step.language in ("sh", "python"):
            found.append(step)
        elif step.language == "text" and found and found[-1].shows is None and not found[-1].place:
            found[-1].shows = step.text
        else:
            raise ValueError(f"line {step.line}: nobody tries this block ({step.language})")
    return found


def _blocks(text: str) -> Iterator[Step]:
    said: dict[str, str] = {}
    before = ""
    for token in create_md_parser(MdParserConfig(), DocutilsRenderer).parse(text):
        match token.type:
            case "html_block":
                said |= dict(_COMMENT.findall(token.content))
            case "inline":
                before = token.content
            case "fence":
                language = token.info.split()[0] if token.info.strip() else ""
                yield Step(token.map[0] + 1, language, token.content, said, before)
                said = {}


def copy_of_tree(folder: Path) -> Path:
    """The project as a reader who cloned it and said `make` would have it, below `folder`.

    Its environment is this one: linked, and with the stamps that tell `make` that it is made.
    """
    tree = folder / "cchc"
    shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(*NOT_COPIED))
    (tree / ".venv").mkdir()
    for part in Path(sys.prefix).iterdir():
        if not part.name.startswith("made-for"):
            (tree / ".venv" / part.name).symlink_to(part)
    for stamp in ("made-for", "made-for-development"):
        (tree / ".venv" / stamp).write_text(f"{tree.resolve()}\n", encoding="utf-8")
    return tree


def environment(tree: Path) -> dict[str, str]:
    """The environment in which the programs of the copy run the package of the copy."""
    path = os.pathsep.join((str(tree / ".venv" / "bin"), os.environ["PATH"]))
    own = {"PATH": path, "PYTHONPATH": str(tree), "PYTHON": sys.executable}
    return {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "MAKEFLAGS")} | own


def follow(text: str, tree: Path) -> None:
    """Do what a page says, in a copy of the tree. Raises AssertionError for what fails."""
    for step in steps(text):
        if step.place:
            _write(step, tree)
        else:
            _run(step, tree)


def _write(step: Step, tree: Path) -> None:
    how, name, line = step.place
    path = tree / name
    if how == "file":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(step.text, encoding="utf-8")
        return
    old = path.read_text(encoding="utf-8")
    if how == "append":
        new = old + step.text
    else:
        was, becomes = _change(how, step.text, f"{line}\n")
        assert old.count(was) == 1, f"line {step.line}: {was!r} stands {old.count(was)} times"
        new = old.replace(was, becomes)
    path.write_text(new, encoding="utf-8")


def _change(how: str, text: str, line: str) -> tuple[str, str]:
    """What is replaced, and what by."""
    if how == "edit":
        lines = text.splitlines(keepends=True)
        was, becomes = (
            "".join(each[1:] for each in lines if each[0] in signs) for signs in (" -", " +")
        )
        return was, becomes
    return line, line + text if how == "after" else text + line


def _run(step: Step, tree: Path) -> None:
    lines = step.text.splitlines(keepends=True)
    text = "".join(line for line in lines if not line.startswith(STAND_INS))
    bash = ["bash", "-eo", "pipefail", "-c"]
    done = subprocess.run(
        [*(bash if step.language == "sh" else (sys.executable, "-c")), text],
        stdin=subprocess.DEVNULL,
        cwd=tree,
        env=environment(tree),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=600,
    )
    expected = int(step.said.get("exit", "0"))
    told = f"line {step.line}, exit code {done.returncode}:\n{step.text}\nprinted:\n{done.stdout}"
    if done.returncode != expected:
        raise AssertionError(told)
    if step.shows is not None and not is_shown(step.shows, done.stdout):
        raise AssertionError(f"{told}\nbut the page shows:\n{step.shows}")


def is_shown(shown: str, printed: str) -> bool:
    """Whether a page shows what was printed; `…` stands for what it leaves out.

    >>> is_shown("a … c\\n…\\nz\\n", "a b c\\nd\\ne\\nz\\n"), is_shown("a\\n", "a\\nb\\n")
    (True, False)
    """
    lines = (
        r"(?:.*\n)*?" if line.strip() == "…" else _pattern(line.rstrip()) + r"[ \t]*\n"
        for line in shown.splitlines()
    )
    return re.fullmatch("".join(lines), printed.rstrip("\n") + "\n") is not None


def _pattern(line: str) -> str:
    return ".*?".join(map(re.escape, line.split("…")))
