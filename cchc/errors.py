"""The one error: what is wrong, where, how to mend it; every fault of a run at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Fault:
    """One thing to mend, in Vietnamese: `what` is wrong, `where` it stands, how to `mend` it.

    >>> print(Fault("'tong' không phải là số", "figures.csv, dòng 7, cột value", "viết số thường"))
    'tong' không phải là số
      tại:  figures.csv, dòng 7, cột value
      sửa:  viết số thường
    """

    what: str
    where: str
    mend: str

    def __str__(self) -> str:
        return f"{self.what}\n  tại:  {self.where}\n  sửa:  {self.mend}"


class CchcError(Exception):
    """Something a person can mend; `faults` holds all of it, `exit_code` is the command line's.

    >>> print(CchcError([Fault("a", "b", "c")]))
    a
      tại:  b
      sửa:  c
    """

    exit_code = 1

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(faults)
        super().__init__("\n\n".join(map(str, self.faults)))

    def _render_traceback_(self) -> list[str]:
        """IPython shows this instead of a traceback: a data fault is not a programming fault."""
        return str(self).splitlines()


class UsageError(CchcError):
    """The request itself cannot be met: an unknown unit, a period that is no year, a bad option."""

    exit_code = 2


_A_BEGINNING = 4
"""Letters: fewer are the beginning of too much."""


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """The beginning of a `mend`: the nearest known name as a question, or nothing.

    A name that begins with what was typed is nearer than one that only looks like it.

    >>> did_you_mean("dossiers_recieved", ["dossiers_received", "schools"])
    "có phải là 'dossiers_received'? "
    >>> did_you_mean("huyen-minh-hoa", ["tinh-minh-hoa", "huyen-minh-hoa-song-xanh"])
    "có phải là 'huyen-minh-hoa-song-xanh'? "
    >>> did_you_mean("zzz", ["schools"])
    ''
    """
    names = list(known)
    begun = [name for name in names if len(wrong) >= _A_BEGINNING and name.startswith(wrong)]
    near = begun[:1] or get_close_matches(wrong, names, n=1, cutoff=0.6)
    return f"có phải là '{near[0]}'? " if near else ""
