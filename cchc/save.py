"""SAVE what is shown: numbers as CSV, a chart as SVG or PNG."""

from collections.abc import Iterator
from csv import writer
from io import StringIO
from pathlib import Path

import pandas as pd

from .displayed import Displayed
from .errors import Fault, UsageError
from .explore.browse import blocks_of
from .page import Block, Callout, Chart, Paragraph, Shown, Table, to_json
from .phrases import DEMO
from .results import as_csv
from .runs import runs_to_text
from .svg import stamped

FORMATS = (".csv", ".svg", ".png")


def save(what: pd.DataFrame | Displayed | Shown, path: str | Path) -> Shown:
    """Write what is shown to a file, in the format that its name ends with; say where it is.

    CSV has the frame behind what is shown (`what.frame`) with plain numbers or, where there is
    none, its tables as they are printed. SVG and PNG have its chart; where there are several,
    each gets its number behind the name. What replaces a file says so. An empty path writes
    nothing. Raises `UsageError` for another format, for a path inside a data folder, and where
    there is nothing of the kind.
    """
    if not str(path):
        return Shown([Paragraph(("Chưa lưu gì: chưa có tên tệp.",), "note")])
    target = _checked(Path(path))
    written = list(_files(what, target))
    names = ", ".join(f"{file}{' (thay tệp đã có)' * file.exists()}" for file, _ in written)
    for file, content in written:
        _write(file, content)
    return Shown([Paragraph((f"Đã lưu: {names}",))])


def _checked(path: Path) -> Path:
    if path.suffix.lower() not in FORMATS:
        mend = f"đặt tên tệp kết thúc bằng {', '.join(FORMATS)}"
        raise UsageError([Fault(f"không lưu được dạng '{path.suffix}'", str(path), mend)])
    folder = path.resolve().parent
    if any((above / "units.csv").is_file() for above in (folder, *folder.parents)):
        mend = "lưu vào thư mục khác: data/ chỉ giữ số liệu mà đơn vị báo cáo"
        raise UsageError([Fault("không lưu vào thư mục dữ liệu", str(path), mend)])
    return path


def _files(what, path: Path) -> Iterator[tuple[Path, bytes]]:
    if path.suffix.lower() == ".csv":
        yield path, _csv(what, path)
        return
    blocks = blocks_of(what) if _shows(what) else ()
    charts = [block for block in blocks if isinstance(block, Chart)]
    is_invented = any(map(_is_demo, blocks))
    if not charts:
        raise UsageError([_nothing("biểu đồ", path)])
    for number, chart in enumerate(charts, 1):
        name = f"{path.stem}-{number}{path.suffix}" if len(charts) > 1 else path.name
        yield path.with_name(name), _drawn(chart, is_invented, path.suffix.lower())


def _is_demo(block: Block) -> bool:
    return isinstance(block, Callout) and block.severity == "demo"


def _drawn(chart: Chart, is_invented: bool, suffix: str) -> bytes:
    """The chart as bytes; of invented figures, it says so: a picture travels alone."""
    svg = stamped(chart.svg, DEMO) if is_invented else chart.svg
    if suffix == ".svg":
        return svg.encode()
    from .picture import png

    return png(svg, chart.caption)


def _shows(what) -> bool:
    return isinstance(what, Displayed | Shown)


def _csv(what, path: Path) -> bytes:
    frame = what if isinstance(what, pd.DataFrame) else getattr(what, "frame", None)
    if frame is not None:
        return as_csv(frame)
    tables = list(_tables(blocks_of(what))) if _shows(what) else []
    if not tables:
        raise UsageError([_nothing("bảng", path)])
    return "\n".join(map(_printed, tables)).encode()


def _tables(blocks: tuple[Block, ...]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table | Chart):
            yield block if isinstance(block, Table) else block.data


def _printed(table: Table) -> str:
    text = StringIO()
    lines = writer(text, lineterminator="\n")
    lines.writerow([table.caption])
    lines.writerow([column.text for column in table.columns])
    lines.writerows([runs_to_text(to_json(cell)) for cell in row.cells] for row in table.rows)
    return text.getvalue()


def _nothing(kind: str, path: Path) -> Fault:
    return Fault(f"không có {kind} nào để lưu", str(path), "chọn dạng tệp khác, hoặc thứ khác")


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: the file is written beside its place, then put there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)
