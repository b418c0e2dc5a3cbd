"""DuckDB locked in: so much memory, a folder to spill to, the files it may read, and no network."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..usage import processors

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "1GB"
MOST_THREADS = 4
"""Each thread needs memory of its own: with more of them the limit is reached sooner."""
_SETTINGS = {
    "memory_limit": MEMORY,
    "preserve_insertion_order": True,  # while files are read: a row is known by its place in it
    "python_enable_replacements": False,
    "allow_community_extensions": False,
    "enable_external_file_cache": False,
    "enable_progress_bar": False,
    "TimeZone": "Asia/Ho_Chi_Minh",  # the day of a time that names its zone
}


@contextmanager
def workshop(files: Iterable[Path]) -> Iterator[tuple["DuckDBPyConnection", Path]]:
    """A connection that can read these files, and the temporary folder it works in.

    Its tables lie in the folder, and what does not fit into memory is spilled there; the folder is
    removed whatever happens. Nothing else can be opened, no extension loaded, no setting changed
    but the order of rows.
    """
    import duckdb

    with tempfile.TemporaryDirectory(prefix="cchc-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        config = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
        with duckdb.connect(str(folder / "rows.duckdb"), config=config) as connection:
            settings = _SETTINGS | {
                "threads": min(processors(), MOST_THREADS),
                "temp_directory": str(folder / "spilled"),
                "allowed_directories": [str(folder)],
                # a name with signs of a pattern is asked for twice: as the pattern, as the file
                "allowed_paths": [name for path in files for name in (str(path), plain(path))],
                "enable_external_access": False,
                "allowed_configs": ["preserve_insertion_order"],
                "lock_configuration": True,
            }
            for setting, value in settings.items():
                connection.execute(f"SET {setting} = ?", [value])
            yield connection, folder


def plain(path: Path) -> str:
    """The path as DuckDB takes it, which reads `*`, `?` and `[` as patterns.

    >>> plain(Path("so [1].csv"))
    'so [[]1].csv'
    """
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in str(path))


def named(column: str) -> str:
    """The name of a column for SQL, whatever it holds.

    >>> print(named('a" or "b'))
    "a"" or ""b"
    """
    return '"' + column.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text for SQL, whatever it holds.

    >>> print(text("O'x"))
    'O''x'
    """
    return "'" + value.replace("'", "''") + "'"
