"""Whether two machines make the same reports: with what each makes them, and how they differ."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution

from .dependence import program_digest, versions

MOST_NAMED = 6


def made_with() -> dict[str, str]:
    """All but the job that a report made here depends on, by a name in Vietnamese.

    A worker lives long: its program may be that of the day when it began, while its kernels read
    the one on the disk. Both are told.
    """
    return {
        "mã nguồn cchc": program_digest(),
        "mã nguồn cchc trên đĩa": program_digest.__wrapped__(),
        **installed(),
    }


@cache
def installed() -> dict[str, str]:
    """The version of Python and of each package that cchc needs, and those need in their turn."""
    found: dict[str, str] = {}
    wanted = ["cchc", "distributed"]
    while wanted:
        name = re.sub(r"[-_.]+", "-", wanted.pop()).lower()
        if name in found:
            continue
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue  # of another system
        found[name] = package.version
        wanted += _needs(package.requires or ())
    return {"python": versions()["python"], **dict(sorted(found.items()))}


def _needs(requirements: Iterable[str]) -> Iterator[str]:
    for requirement in requirements:
        if "extra ==" not in requirement:
            yield re.match(r"[\w.-]+", requirement)[0]


def difference(there: Mapping[str, str] | Exception, here: Mapping[str, str]) -> str:
    """In what two differ that make reports, "" where in nothing.

    >>> difference({"python": "3.11.2", "numpy": "2.0.1"}, {"python": "3.11.2", "pandas": "3.0.0"})
    'pandas không có (ở đây 3.0.0); numpy 2.0.1 (ở đây không có)'
    """
    if isinstance(there, Exception):
        return f"không tìm được cchc ở đó ({type(there).__name__}: {there})"
    names = [name for name in {**here, **there} if there.get(name) != here.get(name)]
    return in_short([f"{n} {_version(there, n)} (ở đây {_version(here, n)})" for n in names], "; ")


def _version(versions: Mapping[str, str], name: str) -> str:
    """A version, or enough of a sha256 to know it from another.

    >>> _version({"pandas": "3.0.0"}, "pandas")
    '3.0.0'
    """
    return versions.get(name, "không có")[:12]


def in_short(things: Sequence[str], between: str) -> str:
    """The first of some things in a line, and how many more there are.

    >>> in_short(["a", "b"], "; ")
    'a; b'
    """
    rest = len(things) - MOST_NAMED
    return between.join(things[:MOST_NAMED]) + (f"{between}và {rest} nữa" if rest > 0 else "")
