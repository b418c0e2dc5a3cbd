"""An invented register of dossiers in files, and beside it what a count of it must find."""

import csv
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..errors import Fault, UsageError
from .register_rows import KINDS, ORIGINS, OUTCOMES, draw
from .register_texts import FIELDS, LEVELS, texts

MOST_ROWS = 100_000_000
MARK = "DỮ LIỆU MINH HỌA: bịa đặt để thử phần mềm, không phải hồ sơ có thật"
NAME = "ho-so-minh-hoa"
_CHUNK = 500_000
_CONFIG = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
COLUMNS = """\
# {mark}.
[columns]
id = "Mã hồ sơ"
received = "Ngày tiếp nhận"
due = "Ngày hẹn trả"
finished = "Ngày trả kết quả"
withdrawn = "Ngày dừng, trả, rút"
status = "Trạng thái"
level = "Cấp"
field = "Lĩnh vực"
channel = "Hình thức nộp"
working_days = "Số ngày làm việc"

[dates]
formats = ["dd/mm/yyyy"]

[levels]
"Cấp huyện" = "district"
"Cấp xã" = "commune"

[channels]
"Trực tuyến" = "online"
"Trực tiếp" = "direct"
"Bưu chính" = "post"

[statuses]
"Đã trả kết quả" = "resolved"
"Đang giải quyết" = "pending"
"Đã rút" = "withdrawn"
"""


@dataclass(frozen=True)
class Register:
    """What was made: the files, the counts of form II.06a by level, field and code without
    "dossiers_", and how many rows a count must set aside for each reason."""

    folder: Path
    rows: int
    expected: Mapping[tuple[str, str, str], int]
    planted: Mapping[str, int]

    @property
    def csv(self) -> Path:
        """The register as CSV."""
        return self.folder / f"{NAME}.csv"

    @property
    def parquet(self) -> Path:
        """The same rows as Parquet."""
        return self.folder / f"{NAME}.parquet"

    @property
    def columns(self) -> Path:
        """The declaration of its columns."""
        return self.folder / "columns.toml"


def make_register(folder: Path, rows: int, seed: int) -> Register:
    """Write a register of so many rows for 2022 into a folder that is empty or not there yet.

    Raises `UsageError` for a folder that has something in it, and for a number out of bounds.
    """
    folder = Path(folder)
    _require_possible(folder, rows, seed)
    folder.mkdir(parents=True, exist_ok=True)
    cells, planted = _written(folder, rows, seed)
    made = Register(folder, rows, _expected(cells), planted)
    made.columns.write_text(COLUMNS.format(mark=MARK), encoding="utf-8")
    _write_counts(folder / "expected.csv", ("level", "field", "code", "count"), made.expected)
    _write_counts(folder / "planted.csv", ("reason", "count"), made.planted)
    (folder / "README.md").write_text(_readme(made, seed), encoding="utf-8")
    return made


def _require_possible(folder: Path, rows: int, seed: int) -> None:
    if not 1 <= rows <= MOST_ROWS:
        mend = f"chọn số từ 1 đến {MOST_ROWS:,}".replace(",", ".")
        raise UsageError([Fault(f"không làm được {rows} dòng", "--rows", mend)])
    if seed < 0:
        raise UsageError([Fault(f"số gieo {seed} nhỏ hơn 0", "--seed", "chọn số từ 0 trở lên")])
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError([Fault("thư mục không trống", str(folder), "chọn một thư mục khác")])


def _written(folder: Path, rows: int, seed: int) -> tuple[Counter, dict[str, int]]:
    """Write both files; the rows that count by level, field, origin and outcome; the others."""
    import duckdb
    import pandas as pd

    cells: Counter[tuple[str, str, str, str]] = Counter()
    planted: Counter[str] = Counter()
    with (
        TemporaryDirectory(dir=folder, prefix=".") as work,
        duckdb.connect(f"{work}/rows.duckdb", config=_CONFIG) as connection,
    ):
        connection.execute("SET memory_limit = '1GB'")
        for chunk, first in enumerate(range(0, rows, _CHUNK)):
            drawn = draw(seed, chunk, first, min(_CHUNK, rows - first), len(FIELDS))
            frame = pd.DataFrame(vars(drawn))
            connection.register("chunk", frame)
            verb = "CREATE TABLE drawn AS" if chunk == 0 else "INSERT INTO drawn"
            connection.execute(f"{verb} SELECT * FROM chunk")
            connection.unregister("chunk")
            planted.update(frame["kind"].to_list())
            good = frame[frame["kind"] == 0]
            counted = good.groupby(["level", "field", "origin", "outcome"]).size()
            for (level, field, origin, outcome), count in counted.items():
                cells[LEVELS[level], FIELDS[field], ORIGINS[origin], OUTCOMES[outcome]] += count
        for kind, options in (("csv", "HEADER"), ("parquet", "COMPRESSION zstd")):
            path = str(folder / f"{NAME}.{kind}").replace("'", "''")
            connection.execute(f"COPY ({texts()}) TO '{path}' (FORMAT {kind}, {options})")
    return cells, {KINDS[kind]: count for kind, count in sorted(planted.items()) if kind}


def _expected(cells: Mapping[tuple[str, str, str, str], int]) -> dict[tuple[str, str, str], int]:
    """The counts of the form from the rows by level, field, origin and outcome."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for (level, field, origin, outcome), count in sorted(cells.items()):
        codes = ["received", origin.replace("post", "direct"), outcome]
        if outcome.startswith(("resolved", "pending")):
            codes.append(outcome.partition("_")[0])
        if outcome in ("resolved_early", "resolved_on_due_date"):
            codes.append("resolved_in_time")
        for code in codes:
            counts[level, field, code] += count
    return dict(counts)


def _write_counts(path: Path, columns: tuple[str, ...], counts: Mapping[Any, int]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for key, count in counts.items():
            writer.writerow([*([key] if isinstance(key, str) else key), count])


def _readme(made: Register, seed: int) -> str:
    return (
        f"# {MARK}\n\n"
        f"{made.rows} dòng, số gieo {seed}. `{made.csv.name}` và `{made.parquet.name}` là cùng một"
        f" sổ; `{made.columns.name}` khai báo các cột.\n\n"
        "`expected.csv`: các số mà phép đếm kỳ 2022 (từ 01/01/2022 đến 31/12/2022) phải cho, theo"
        " cấp và lĩnh vực; mã viết không có `dossiers_`. `planted.csv`: số dòng phải để riêng, theo"
        " lý do.\n"
    )
