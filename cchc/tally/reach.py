"""From which day to which a register goes, and which columns of the form are in doubt by it."""

from collections.abc import Iterator

from ..numerals import day
from .result import Tally


def doubts(tally: Tally) -> Iterator[str]:
    """What nobody can see in the figures: a register that ends or begins too early for them.

    What is due after a register was exported looks overdue on the closing day; a register without
    what is left from before its period has no dossiers carried over.
    """
    if tally.last and tally.last < tally.end:
        yield (
            f"sổ không có việc gì sau ngày {day(tally.last)}: nếu sổ xuất trước ngày chốt thì"
            " cột 12, 13 sai"
        )
    if tally.first and tally.first >= tally.start:
        yield (
            "sổ không có hồ sơ nào nhận trước ngày đầu kỳ: cột 6 = 0 chỉ đúng nếu sổ gồm cả hồ sơ"
            " tồn"
        )
