"""How a register of dossiers is read: which column holds what, and what its words mean."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from unicodedata import normalize

from ..cells import quoted

COLUMNS = ("id", "received", "due", "finished", "withdrawn", "status", "level", "field", "channel",
           "working_days")  # fmt: skip
REQUIRED = ("id", "received", "finished")
DATES = ("received", "due", "finished", "withdrawn")
CODES = {
    "level": ("district", "commune"),
    "channel": ("online", "direct", "post"),
    "status": ("resolved", "pending", "withdrawn"),
}
"""What the words of a column can mean."""
WORDS = (*CODES, "field")
"""The columns with few different texts."""
EXCEL = "excel"
"""The format of a date that is Excel's count of days."""

_PARTS = {"dd": "%d", "d": "%d", "mm": "%m", "m": "%m", "yyyy": "%Y"}
_FORMAT = re.compile(r"(dd?|mm?|yyyy)([/.-]?)(dd?|mm?|yyyy)([/.-]?)(dd?|mm?|yyyy)")


@dataclass(frozen=True)
class Columns:
    """A declaration: what a register's columns are called and how they are read.

    `names` gives the column of each of `COLUMNS` that the register has; `constants` what holds for
    every row instead; `formats` the stated date formats for strptime, or `EXCEL`; `words` the code
    of each word, folded by `folded`, for each of `CODES`.
    """

    names: Mapping[str, str]
    constants: Mapping[str, str] = field(default_factory=dict)
    formats: tuple[str, ...] = ()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    holidays: tuple[date, ...] = ()
    workdays: tuple[date, ...] = ()
    sheet: str = ""

    def has(self, name: str) -> bool:
        """Whether the register has this column.

        >>> Columns({"id": "Mã hồ sơ"}).has("status")
        False
        """
        return name in self.names

    def means(self, name: str, code: str) -> bool:
        """Whether a word of this column can mean the code.

        >>> Columns({"status": "Tình trạng"}, words={"status": {"đã rút": "withdrawn"}}).means(
        ...     "status", "withdrawn"
        ... )
        True
        """
        return self.has(name) and code in self.words.get(name, {}).values()

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels that the register can speak of.

        >>> Columns({}, constants={"level": "commune"}).levels
        ('commune',)
        """
        if "level" in self.constants:
            return (self.constants["level"],)
        return tuple(code for code in CODES["level"] if self.means("level", code))


def folded(text: str) -> str:
    """A word as it is compared: NFC, lower case, without blanks around it.

    >>> folded(" Cấp Huyện ")
    'cấp huyện'
    """
    return normalize("NFC", text.strip()).lower()


def strptime_format(text: str) -> str:
    """The format for strptime of one that people write; raises ValueError for what is none.

    >>> strptime_format("dd/mm/yyyy"), strptime_format("excel")
    ('%d/%m/%Y', 'excel')
    """
    if text == EXCEL:
        return EXCEL
    found = _FORMAT.fullmatch(text)
    parts = found.groups()[::2] if found else ()
    if {part[0] for part in parts} != {"d", "m", "y"}:
        raise ValueError(f"không hiểu dạng ngày {quoted(text)}")
    if "" in found.groups() and text != "yyyymmdd":
        raise ValueError(f"dạng ngày {quoted(text)} thiếu dấu ngăn giữa ngày, tháng, năm")
    _, mark, _, other, _ = found.groups()
    first, second, last = (_PARTS[part] for part in parts)
    return f"{first}{mark}{second}{other}{last}"
