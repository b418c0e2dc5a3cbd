"""Fill in a workbook as a person would, and spoil one as offices do: by its cells' own XML."""

import re
import zipfile
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path

from cchc.intake.sheets import Sheet, cell_name, read_sheets

Raw = str | bytes


def edited(path: Path, change: Callable[[str, bytes], bytes], **more: bytes) -> Path:
    """The workbook with `change` made to each of its parts, and more parts besides."""
    other = path.with_name(f"sua-{path.name}")
    with (
        zipfile.ZipFile(path) as old,
        zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in more.items():
            new.writestr(name, content)
    return other.replace(path)


def part_of(path: Path, sheet: str) -> str:
    """The part that holds a sheet of a workbook that xlsxwriter made."""
    with zipfile.ZipFile(path) as book:
        names = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
    return f"xl/worksheets/sheet{names.index(escape(sheet)) + 1}.xml"


def put(path: Path, sheet: str, cells: Mapping[str, float | str], raw: bool = False) -> None:
    """Write numbers and texts into cells; with `raw`, what stands within `<c r="D7" …`."""
    part = part_of(path, sheet)

    def change(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        text = content.decode()
        for cell, value in cells.items():
            found = re.search(rf'<c r="{cell}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)', text)
            assert found, f"{sheet} has no cell {cell}"
            new = value if raw else f"{found[1] or ''}{_inside(value)}"
            text = text.replace(found[0], f'<c r="{cell}"{new}', 1)
        return text.encode()

    edited(path, change)


def _inside(value: float | str) -> str:
    if isinstance(value, str):
        return f' t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f"><v>{value!r}</v></c>"


def replaced(path: Path, part: str, old: str, new: str) -> None:
    """The workbook with one place of a part changed."""

    def change(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        assert old.encode() in content, f"{old!r} is not in {part}"
        return content.replace(old.encode(), new.encode(), 1)

    edited(path, change)


def sheet_of(path: Path, name: str) -> Sheet:
    """A sheet by its name."""
    return next(sheet for sheet in read_sheets(path) if sheet.name == name)


def cell_of(path: Path, sheet: str, code: str, level: str, heading: str) -> str:
    """The name of the cell of an indicator and level, under a heading."""
    found = sheet_of(path, sheet)
    head = next(n for n, row in enumerate(found.rows) if "Chỉ tiêu" in row)
    row = next(n for n, r in enumerate(found.rows) if r[0] == code and r[2] == level)
    return cell_name(row, found.rows[head].index(heading))


def xml_of(path: Path, sheet: str) -> str:
    """The XML of a sheet."""
    with zipfile.ZipFile(path) as book:
        return book.read(part_of(path, sheet)).decode()


def hide_row(path: Path, sheet: str, row: int) -> None:
    """Hide a row, counted from 1, as a filter or a person does."""
    tag = f'<row r="{row}"'
    replaced(path, part_of(path, sheet), tag, f'{tag} hidden="1"')


def percent_style(path: Path) -> int:
    """One more style of cells, which shows 0.97 as 97 %; its number."""
    found: list[int] = []

    def change(name: str, content: bytes) -> bytes:
        if name != "xl/styles.xml":
            return content
        before, rest = content.split(b"<cellXfs", 1)
        cells, after = rest.split(b"</cellXfs>", 1)
        found.append(cells.count(b"<xf "))
        return before + b"<cellXfs" + cells + b'<xf numFmtId="10"/></cellXfs>' + after

    edited(path, change)
    return found[0]
