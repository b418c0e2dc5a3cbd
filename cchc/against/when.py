"""Which years a report names for a number."""

import re
from collections.abc import Sequence

from ..mentions import Mention
from .nearness import Bounds

_NOW = re.compile(
    r"(?<!phát )(?<!thực )(?<!thể )\bhiện (?:nay|có|tại)|\bđến nay|đến thời điểm", re.IGNORECASE
)
_LIST = re.compile(r"\s*(?:[-–,]|và|đến)\s*(?:(?:đầu |cuối )?năm\s*)?")
_ENDS_CLAUSE = re.compile(r"\s*(?:[,;.)]|$|và\b|còn\b)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

Years = frozenset[int]


class Calendar:
    """The years named in one paragraph; `known` are those that the unit's figures are about.

    A year behind a number ("85% năm 2021 và 96,1% năm 2022") is that number's alone; one before it
    holds for all that follows. "hiện nay" is the last known year.
    """

    def __init__(self, text: str, found: Sequence[Mention], known: Years, leads: Sequence[str]):
        self.text = text
        self.known = known
        self.leads = leads
        self.groups = _groups(text, found, known)

    def named_for(self, bounds: Bounds) -> tuple[Years, bool]:
        """The years named for a number, and whether its own sentence names them."""
        at, _ = bounds.number
        before = [group for group in self.groups if group[-1].end <= at]
        nearest = before[-1] if before else None
        behind = self._behind(bounds, nearest)
        if behind:
            self.groups.remove(behind)
            return _years(behind), True
        told = nearest[-1].end if nearest else 0
        if self.known and _NOW.search(self.text, max(told, bounds.start), bounds.after):
            return frozenset([max(self.known)]), True
        if nearest:
            return _years(nearest), nearest[0].start >= bounds.start
        named = (frozenset(map(int, _YEAR.findall(lead))) & self.known for lead in self.leads)
        return next(filter(None, reversed(list(named))), frozenset()), False

    def _behind(self, bounds: Bounds, nearest: list[Mention] | None) -> list[Mention] | None:
        """The years that stand behind a number and end its clause, before the next number."""
        _, end = bounds.number
        for group in self.groups:
            if end <= group[0].start and group[-1].end <= bounds.after:
                is_dated = nearest is not None and nearest[0].start >= bounds.start
                is_apart = "," in self.text[end : group[0].start]
                ends = _ENDS_CLAUSE.match(self.text, group[-1].end)
                return group if ends and not (is_dated and is_apart) else None
        return None


def _years(group: Sequence[Mention]) -> Years:
    return frozenset(int(mention.text) for mention in group)


def _groups(text: str, found: Sequence[Mention], known: Years) -> list[list[Mention]]:
    """The years of a text, those of one list or range together; none that no figure is about."""
    groups: list[list[Mention]] = []
    for mention in found:
        if mention.kind == "date" and _YEAR.fullmatch(mention.text):
            link = text[groups[-1][-1].end : mention.start] if groups else ""
            if groups and _LIST.fullmatch(link):
                groups[-1].append(mention)
            else:
                groups.append([mention])
    return [group for group in groups if _years(group) <= known]
