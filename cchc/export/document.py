"""The executed notebook as one document: what every edition prints, read once and checked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from textwrap import shorten
from typing import Any

from cchc import page
from cchc.errors import CchcError, Fault

from .markdown import markdown_blocks
from .numbering import numbered
from .outputs import output_blocks

Json = dict[str, Any]

_ROLES = {"parameters": "tham số mặc định", "injected-parameters": "tham số của lần chạy này"}
TITLE = "tiêu đề của notebook"
"""The place of what no cell shows."""
_MEND = (
    "khai lời mô tả cho hình (display(fig, metadata={'image/png': {'alt': '…'}})), "
    "hoặc hiện kết quả bằng một hàm của cchc"
)
_RUN = (
    "chạy cả notebook (Run All Cells) rồi lưu lại, hoặc thêm --execute vào lệnh nbconvert;"
    " báo cáo của một đơn vị: cchc run <mã đơn vị>"
)
_MOST_NAMED = 5


@dataclass(frozen=True)
class Code:
    """One code cell for the audit appendix: its name, its role if it has one, its source."""

    name: str
    role: str
    source: str


@dataclass(frozen=True)
class Document:
    """A notebook ready to print: `blocks` in JSON form, numbered, and the cell that each comes
    from, as messages name it; the code apart from them."""

    title: str
    short_title: str
    blocks: tuple[Json, ...]
    cells: tuple[str, ...]
    code: tuple[Code, ...]
    invented: bool


def read_document(notebook: Json) -> Document:
    """The document in an executed notebook (nbformat 4).

    The title is the letterhead's short one, else `metadata.title`, else the subject, else the first
    heading. Raises CchcError for code cells that were not run, and with every output that cannot be
    printed, named by its cell.
    """
    _require_run(notebook["cells"])
    blocks: list[Json] = []
    places: list[str] = []
    faults: list[Fault] = []
    for number, cell in enumerate(notebook["cells"], 1):
        place = f"notebook, {_name(cell, number)}"
        for read in _readers(cell, _name(cell, number)):
            try:
                blocks += read()
            except ValueError as fault:
                faults.append(Fault(str(fault), place, _MEND))
            places += [place] * (len(blocks) - len(places))
    if faults:
        raise CchcError(faults)
    title = _title(notebook["metadata"], blocks)
    headed = numbered(_headed(blocks, title))
    return Document(
        title=title,
        short_title=shorten(title, 100, placeholder=" …"),
        blocks=tuple(headed),
        cells=(TITLE,) * (len(headed) - len(blocks)) + tuple(places),
        code=tuple(_code(notebook["cells"])),
        invented=any(b["type"] == "Callout" and b["severity"] == "demo" for b in blocks),
    )


def _name(cell: Json, number: int) -> str:
    ran = cell.get("execution_count")
    return f"ô số {number} (In [{ran}])" if ran else f"ô số {number}"


def _require_run(cells: list[Json]) -> None:
    """Nothing, where every code cell was run: what one would have shown is missed by nobody."""
    code = [
        (_name(cell, number), cell)
        for number, cell in enumerate(cells, 1)
        if cell["cell_type"] == "code" and cell["source"].strip()
    ]
    silent = [
        name for name, cell in code if not cell.get("execution_count") and not cell["outputs"]
    ]
    if silent:
        what = f"{len(silent)} trong {len(code)} ô mã lệnh chưa được chạy, báo cáo sẽ thiếu kết quả"
        named = ", ".join(silent[:_MOST_NAMED]) + (", …" if len(silent) > _MOST_NAMED else "")
        raise CchcError([Fault(what, f"notebook, {named}", _RUN)])


def _readers(cell: Json, name: str) -> Iterator[Callable[[], list[Json]]]:
    """One for each thing that the cell shows, so that each can fail by itself."""
    if cell["cell_type"] == "markdown":
        yield partial(_markdown, cell["source"], cell.get("attachments"))
    for output in cell.get("outputs", ()):
        yield partial(output_blocks, output, name)


def _markdown(source: str, attachments: Json | None) -> list[Json]:
    return [page.to_json(block) for block in markdown_blocks(source, attachments)]


def _title(metadata: Json, blocks: list[Json]) -> str:
    named = [block["short_title"] for block in blocks if block.get("short_title")]
    if named or metadata.get("title"):
        return str(named[0] if named else metadata["title"])
    for block in blocks:
        if block["type"] == "Letterhead":
            return f"{block['kind'].capitalize()} {block['subject']}".strip()
    headings = [block for block in blocks if block["type"] == "Heading"]
    return min(headings, key=lambda block: block["level"])["text"] if headings else "Báo cáo"


def _headed(blocks: list[Json], title: str) -> list[Json]:
    """The blocks with exactly one head of the whole: the letterhead, or one heading of level 1."""
    has_letterhead = any(block["type"] == "Letterhead" for block in blocks)
    tops = [
        place
        for place, block in enumerate(blocks)
        if block["type"] == "Heading" and block["level"] == 1
    ]
    below = tops if has_letterhead else tops[1:]
    lowered = [b | {"level": 2} if place in below else b for place, b in enumerate(blocks)]
    return lowered if has_letterhead or tops else [page.to_json(page.Heading(title, 1)), *lowered]


def _code(cells: list[Json]) -> Iterator[Code]:
    for number, cell in enumerate(cells, 1):
        if cell["cell_type"] == "code" and cell["source"].strip():
            tags = cell.get("metadata", {}).get("tags", ())
            role = next((_ROLES[tag] for tag in tags if tag in _ROLES), "")
            yield Code(_name(cell, number), role, cell["source"])
