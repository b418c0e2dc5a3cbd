"""A CSV file as it stands: its rows as text, with the very characters that they are written in."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from ..csvfile import read_csv
from ..errors import CchcError
from ..textfile import read_text

_BOM = "\ufeff"


@dataclass(frozen=True)
class Record:
    """One row: its values by column, and the text that it is written in."""

    values: Mapping[str, str]
    text: str


@dataclass(frozen=True)
class Standing:
    """A file's columns in its own order, its head and its rows; `content` is None for no file."""

    columns: tuple[str, ...]
    head: str
    records: tuple[Record, ...]
    ending: str = "\n"
    content: bytes | None = None

    def written(self, values: Mapping[str, str]) -> Record:
        """A row as this file would write it: a column it is not given is empty."""
        out = StringIO()
        row = [values.get(column, "") for column in self.columns]
        csv.writer(out, lineterminator=self.ending).writerow(row)
        return Record(dict(zip(self.columns, row, strict=True)), out.getvalue())

    def bytes_of(self, records: Sequence[Record]) -> bytes:
        """The file with these rows instead of its own; the same rows give the same bytes."""
        if self.content is not None and list(records) == list(self.records):
            return self.content
        texts = [self.head, *(record.text for record in records)]
        closed = (text if text.endswith(("\n", "\r")) else text + self.ending for text in texts)
        return "".join(closed).encode()


def standing(path: Path, data: Path, columns: tuple[str, ...]) -> Standing:
    """The file as it stands, or an empty one with these columns where there is none.

    What the cells hold is not judged here. Raises `CchcError` for what is no table of theirs.
    """
    if not path.exists():
        empty = Standing(columns, "", ())
        return Standing(columns, empty.written(dict(zip(columns, columns, strict=True))).text, ())
    table = read_csv(path, data, dict.fromkeys(columns, str), key=columns)
    if table.faults:
        raise CchcError(table.faults)
    content = path.read_bytes()
    text = read_text(path, data, "").text
    (_, names), *rows = _records(text)
    head = text[: len(text) - sum(len(raw) for raw, _ in rows)]
    ending = next((end for end in ("\r\n", "\n", "\r") if head.endswith(end)), "\n")
    records = [Record(dict(zip(names, cells, strict=True)), raw) for raw, cells in rows]
    bom = _BOM if content.startswith(_BOM.encode()) else ""
    return Standing(tuple(names), bom + head, tuple(records), ending, content)


def _records(text: str) -> list[tuple[str, list[str]]]:
    """Every row that is not blank with its text; blank ones belong to the row above them."""
    found: list[tuple[str, list[str]]] = []
    before = ""
    for raw, cells in _raw(text):
        if any(cell.strip() for cell in cells):
            found.append((before + raw, cells))
            before = ""
        elif found:
            found[-1] = (found[-1][0] + raw, found[-1][1])
        else:
            before += raw
    return found


def _raw(text: str) -> Iterator[tuple[str, list[str]]]:
    lines = list(StringIO(text, newline=""))
    reader = csv.reader(lines, strict=True)
    start = 0
    for cells in reader:
        yield "".join(lines[start : reader.line_num]), cells
        start = reader.line_num
