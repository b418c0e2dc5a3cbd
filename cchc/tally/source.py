"""What kind of file a register is, by its first bytes, and how DuckDB reads it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..cells import quoted, suggestion, unmatched
from ..errors import CchcError, Fault, UsageError
from .columns import Columns

_SAVE = "trong Excel, chọn Lưu thành (Save As), kiểu 'Excel Workbook (.xlsx)' hoặc 'CSV UTF-8'"
_GZIP = b"\x1f\x8b"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Source:
    """A register as DuckDB reads it.

    `sql` is what stands after FROM; `cells` the expression of each declared column, `dated` those
    that hold days already; `line` the expression of the row's number in the file, empty where the
    rows' order tells it, from `first` on. `rows` is how many rows the file must give, unless a slow
    `recount` gives another number.
    """

    shown: str
    sql: str
    cells: Mapping[str, str]
    first: int
    line: str = ""
    dated: frozenset[str] = field(default_factory=frozenset)
    rows: int = 0
    recount: Callable[[], int] | None = None


def kind_of(path: Path) -> str:
    """`csv`, `parquet` or `excel`. Raises `UsageError` for no file, `CchcError` for others."""
    if not path.is_file():
        what = "không có tệp này" if not path.exists() else "không phải là tệp thường"
        raise UsageError([Fault(what, str(path), "xem lại tên tệp sổ theo dõi hồ sơ")])
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(b"PAR1"):
        return "parquet"
    if start.startswith(b"PK\x03\x04"):
        return "excel"
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise refusal(
            "tệp Excel kiểu cũ (.xls) hoặc có mật khẩu", path.name, f"bỏ mật khẩu; {_SAVE}"
        )
    if start.startswith(_GZIP):
        raise refusal("tệp nén (.gz)", path.name, "giải nén rồi nêu tệp đã giải nén")
    if start.startswith(_UTF16):
        raise refusal("tệp được lưu bằng UTF-16, không phải UTF-8", path.name, _SAVE)
    if not start:
        raise refusal("tệp rỗng", path.name, "xuất lại sổ từ phần mềm một cửa")
    return "csv"


def found_columns(header: Sequence[str], columns: Columns, where: str) -> dict[str, int]:
    """The place in the header of each declared column. Raises `CchcError` with those missing."""
    faults = []
    for name, column in columns.names.items():
        times = header.count(column)
        if times > 1:
            what = f"cột {quoted(column)} có {times} lần"
            faults.append(Fault(what, where, "đặt tên khác cho cột không dùng"))
        elif not times:
            near = unmatched([column], header)[0][column]
            mend = (
                f"sửa {name} trong mục [columns] của tệp khai báo. Sổ có các cột: {_listed(header)}"
            )
            faults.append(
                Fault(f"sổ không có cột {quoted(column)}", where, suggestion(column, near, mend))
            )
    if faults:
        raise CchcError(faults)
    return {name: header.index(column) for name, column in columns.names.items()}


def refusal(what: str, where: str, mend: str) -> CchcError:
    """One fault of a file, as an error."""
    return CchcError([Fault(what, where, mend)])


def _listed(header: Sequence[str]) -> str:
    names = [quoted(name) for name in header if name.strip()]
    return ", ".join(names[:30]) + (", …" if len(names) > 30 else "") if names else "(không có)"
