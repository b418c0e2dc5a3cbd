"""COUNT the dossiers of registers of any size: every row is used, or set aside for a reason."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import CchcError, Fault
from ..numerals import number
from .aside import write_aside
from .columns import Columns
from .csv_source import csv_source, refused
from .engine import MEMORY, workshop
from .excel_source import excel_source
from .parquet_source import parquet_source
from .reading import read_part
from .reasons import REASONS
from .repeats import find_repeated
from .result import BY_CHANNEL, WITHDRAWN, Cell, Tally, counted, require_sound
from .rows import make_rows
from .rules import make_judged
from .source import Source, kind_of, refusal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_LAST = "greatest(received, finished, withdrawn)"


def tally(
    files: Sequence[Path], columns: Columns, start: date, end: date, aside: Path | None = None
) -> Tally:
    """The figures of form II.06a for the days from `start` to `end`, the closing day.

    All `files` are one register: a dossier that is in two of them is there twice. The rows that are
    not used are written to `aside`, where it is named. Raises `CchcError` for what cannot be read,
    for dates that could be two days, and where the rows do not add up.
    """
    kinds = [kind_of(Path(path)) for path in files]
    paths = [Path(path).resolve() for path in files]
    with workshop(paths) as (connection, folder), _refusals(folder):
        sources, read = [], []
        for n, (path, kind) in enumerate(zip(paths, kinds, strict=True)):
            sources.append(_source(connection, path, kind, columns, folder, n))
            rows = _read(connection, path, sources[n], columns, n)
            read.append((sources[n].shown, rows))
        connection.execute("SET preserve_insertion_order = false")  # lines are known by now
        make_rows(connection, sources, columns)
        _require_unambiguous(connection, sources)
        find_repeated(connection)
        make_judged(connection, columns, start, end)
        result = _counted(connection, read, columns, start, end)
        if aside is not None:
            shown = [name for name, _ in read]
            write_aside(connection, shown, sum(result.aside.values()), aside, folder)
    return result


def _source(
    connection: "DuckDBPyConnection", path: Path, kind: str, columns: Columns, folder: Path, n: int
) -> Source:
    if kind == "parquet":
        return parquet_source(connection, path, columns)
    if kind == "excel":
        return excel_source(path, columns, folder / f"sheet-{n}.csv")
    return csv_source(path, columns)


def _read(
    connection: "DuckDBPyConnection", path: Path, source: Source, columns: Columns, n: int
) -> int:
    """Read one file into its table, and give how many rows it has; all of them must be there."""
    import duckdb

    try:
        rows = read_part(connection, n, source, columns)
    except (duckdb.InvalidInputException, duckdb.ConversionException) as error:
        raise refused(str(error), path) from None
    expected = source.rows
    if rows != expected and source.recount:
        expected = source.recount()
    if rows != expected:
        what = f"tệp có {number(expected)} dòng mà chỉ đọc được {number(rows)}"
        raise refusal(what, source.shown, "xuất lại sổ, rồi chạy lại")
    return rows


def _require_unambiguous(connection: "DuckDBPyConnection", sources: Sequence[Source]) -> None:
    """Refuse dates that could be two days; each file's first one stands for all of them."""
    found = connection.execute(
        "SELECT file, count(*), min(line), arg_min(detail, line) FROM row"
        " WHERE fault = 'ambiguous' GROUP BY file ORDER BY file"
    ).fetchall()
    mend = 'khai dạng ngày của sổ trong tệp khai báo, ví dụ: [dates] formats = ["dd/mm/yyyy"]'
    if found:
        raise CchcError(
            Fault(
                f"{number(count)} dòng có ngày đọc được hai cách: {detail}",
                f"{sources[file].shown}, dòng {number(line)}",
                mend,
            )
            for file, count, line, detail in found
        )


def _counted(
    connection: "DuckDBPyConnection",
    files: Sequence[tuple[str, int]],
    columns: Columns,
    start: date,
    end: date,
) -> Tally:
    counts = ", ".join(
        f"CASE WHEN reason IS NULL THEN {name} END"
        for name in ("level", "field", "origin", "outcome")
    )
    found = connection.execute(
        f"SELECT reason, {counts}, count(*), count(*) FILTER (worked_out), min(received),"
        f" max({_LAST}) FILTER ({_LAST} <= DATE '{date.today()}') FROM judged GROUP BY ALL"
    ).fetchall()
    cells = [Cell(*row) for row in found]
    aside: Counter[str] = Counter()
    for cell in cells:
        if cell.reason is not None:
            aside[cell.reason] += cell.count
    forms = counted(cells, tuple(_unknown(columns)))
    by_reason = {code: aside[code] for code in REASONS if code in aside}
    worked_out = sum(cell.worked_out for cell in cells if cell.reason is None)
    sure = [cell for cell in cells if cell.reason is None or not REASONS[cell.reason].faulty]
    first = min((cell.first for cell in sure), default=None)
    last = max((cell.last for cell in sure if cell.last), default=None)
    result = Tally(
        start, end, tuple(files), forms, by_reason, worked_out, columns.levels, first, last
    )
    require_sound(result, cells)
    return result


def _unknown(columns: Columns) -> Iterator[str]:
    """The codes of the form that a register with these columns cannot tell."""
    if not columns.has("channel"):
        yield from BY_CHANNEL
    if not columns.has("withdrawn") and not columns.means("status", "withdrawn"):
        yield WITHDRAWN


@contextmanager
def _refusals(folder: Path) -> Iterator[None]:
    """What DuckDB cannot do for want of room, as an error of ours."""
    import duckdb

    try:
        yield
    except duckdb.OutOfMemoryException:
        mend = (
            "chừa thêm chỗ trống trên đĩa cho thư mục tạm (biến TMPDIR) hoặc dùng máy lớn hơn;"
            " nếu chia sổ thì chia theo cấp và nêu cho mỗi phần một --source riêng"
        )
        raise refusal(f"sổ quá lớn để đếm trong {MEMORY} bộ nhớ", "bộ nhớ", mend) from None
    except duckdb.IOException as error:
        first = str(error).partition("\n")[0]
        if "No space left" not in first and str(folder) not in first:
            mend = "xem lại tệp sổ: có thể đang được ghi, hoặc ổ đĩa, mạng không đọc được"
            raise refusal(f"không đọc được sổ ({first})", "tệp sổ", mend) from None
        mend = "chừa thêm chỗ trống trên đĩa cho thư mục tạm (biến TMPDIR)"
        raise refusal(f"không ghi được vào thư mục tạm ({first})", "thư mục tạm", mend) from None
