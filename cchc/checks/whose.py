"""Whose papers these are: a letterhead, a mandate, a source that names another unit was copied."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ..folding import words
from ..registers import UNIT_LEVELS
from .evidence import Evidence
from .finding import Check, Finding

_SHORT = {
    "tỉnh": "t",
    "thành phố": "tp",
    "quận": "q",
    "huyện": "h",
    "thị xã": "tx",
    "xã": "x",
    "phường": "p",
    "thị trấn": "tt",
}
_COMMITTEES = ("ủy ban nhân dân", "ubnd", "hội đồng nhân dân", "hđnd")
_COPIED = "có thể tệp này chép từ thư mục của đơn vị khác."


class _Unit(NamedTuple):
    id: str
    level: str
    parent: str
    type: str
    name: str


@dataclass(frozen=True)
class _Named:
    """A unit that a text names: itself, and from which word to which; `typed`: with its type."""

    id: str
    level: str
    parent: str
    title: str
    start: int
    end: int
    typed: bool

    def is_within(self, other: "_Named") -> bool:
        """Whether these words are some of the other's."""
        inside = other.start <= self.start and self.end <= other.end
        return inside and (self.start, self.end) != (other.start, other.end)


class _Register:
    """The units that a paper of this unit may name: of its level, above it, right below it."""

    def __init__(self, evidence: Evidence):
        self.lineage = evidence.folder.lineage
        self.unit = evidence.folder.unit
        units = evidence.folder.units
        known = UNIT_LEVELS[: UNIT_LEVELS.index(self.unit.level) + 1]
        near = units[units["level"].isin(known) | (units["parent"] == self.unit.id)]
        self._rows = [_Unit(*row) for row in near[[*_Unit._fields]].to_numpy(dtype=object)]
        self._by_name: dict[bool, dict[tuple[str, ...], list[_Unit]]] = {}

    def named(self, text: str) -> list[_Named]:
        """The units that a text names. Where one name is part of another, the longer one is meant:
        not "huyện Châu Thành" but "huyện Châu Thành A", not "Long Mỹ" but "thị xã Long Mỹ"."""
        with_marks = not text.isascii()
        told, by_name = words(text, with_marks), self._names(with_marks)
        longest = max(map(len, by_name), default=0)
        found = [
            self._one(row, told, start, end)
            for start in range(len(told))
            for end in range(start + 1, min(start + longest, len(told)) + 1)
            for row in by_name.get(told[start:end], ())
        ]
        return [one for one in found if not any(one.is_within(each) for each in found)]

    def _names(self, with_marks: bool) -> Mapping[tuple[str, ...], list[_Unit]]:
        """The units by the words of their names."""
        if with_marks not in self._by_name:
            by_name: dict[tuple[str, ...], list[_Unit]] = {}
            for row in self._rows:
                by_name.setdefault(words(row.name, with_marks), []).append(row)
            self._by_name[with_marks] = by_name
        return self._by_name[with_marks]

    @staticmethod
    def _one(row: _Unit, told: tuple[str, ...], start: int, end: int) -> _Named:
        types = (words(row.type), words(row.type, with_marks=False), (_SHORT.get(row.type),))
        lengths = [len(own) for own in types if told[:start][-len(own) :] == own]
        title = f"{row.type} {row.name}"
        first = start - max(lengths, default=0)
        return _Named(row.id, row.level, row.parent, title, first, end, bool(lengths))

    def others(self, text: str) -> list[_Named]:
        """The units out of the own lineage that a text names with their types; none where it names
        the unit itself."""
        found = self.named(text)
        if any(each.id == self.unit.id for each in found):
            return []
        own = {(each.start, each.end) for each in found if each.id in self.lineage}
        return [each for each in found if each.typed and (each.start, each.end) not in own]

    def issuers(self, text: str) -> list[_Named]:
        """Whom the name of an issuer belongs to, where that is not the unit: another one, or the
        committee itself of one above it. An office of one above may report on a unit."""
        found = self.named(text)
        with_marks = not text.isascii()
        committees = [words(name, with_marks) for name in _COMMITTEES]
        of_one_above = [
            each
            for each in found
            if each.typed and words(text, with_marks)[: each.start] in committees
        ]
        is_own = any(each.id == self.unit.id for each in found)
        return self.others(text) or ([] if is_own else of_one_above)

    def above(self, text: str) -> list[_Named]:
        """The units that a text names in the place of one above: another province than its own."""
        levels = UNIT_LEVELS[: UNIT_LEVELS.index(self.unit.level)]
        is_known = len(self.lineage) > len(levels)
        if not is_known or any(each.id in self.lineage for each in self.named(text)):
            return []
        return [each for each in self.others(text) if each.level in levels]

    def neighbours(self, text: str) -> list[_Named]:
        """The units below the same parent whose bare name a text is, and no name of the own family.

        An office's seat may have the name of a unit anywhere else.
        """
        whole = [each for each in self.named(text) if each.end == len(words(text))]
        if any(self.unit.id in (each.id, each.parent) or each.id in self.lineage for each in whole):
            return []
        return [each for each in whole if each.parent and each.parent == self.unit.parent]


def _letterhead(evidence: Evidence) -> Iterator[Finding]:
    register, office = _Register(evidence), evidence.folder.office
    head, end = office.letterhead, office.signature
    for section, key, what, text, find in (
        ("letterhead", "issuer", "cơ quan ban hành", head.issuer, register.issuers),
        ("letterhead", "abbreviation", "chữ viết tắt", head.abbreviation, register.issuers),
        ("letterhead", "superior", "cơ quan chủ quản", head.superior, register.others),
        ("letterhead", "place", "địa danh", head.place, register.neighbours),
        ("signature", "authority", "thẩm quyền ký", end.authority, register.issuers),
        ("signature", "position", "chức vụ người ký", end.position, register.issuers),
    ):
        yield from _of_others(register, f"office.toml, [{section}], khóa {key}", what, text, find)


def _mandate(evidence: Evidence) -> Iterator[Finding]:
    register, office = _Register(evidence), evidence.folder.office
    mandate = office.mandate
    for section, key, what, text in (
        ("mandate", "resolution", "văn bản làm căn cứ", mandate.resolution),
        ("mandate", "title", "trích yếu của văn bản làm căn cứ", mandate.title),
        ("mandate", "request", "văn bản yêu cầu báo cáo", mandate.request),
        ("addressee", "to", "nơi nhận báo cáo", office.addressee.to),
    ):
        where = f"office.toml, [{section}], khóa {key}"
        yield from _of_others(register, where, what, text, register.above)


def _sources(evidence: Evidence) -> Iterator[Finding]:
    """A source that another unit of the same level issued."""
    register = _Register(evidence)

    def equals(text: str) -> list[_Named]:
        return [each for each in register.others(text) if each.level == register.unit.level]

    for row in evidence.folder.sources.itertuples():
        where = f"sources.csv, nguồn {row.id}, cột issuer"
        yield from _of_others(register, where, "cơ quan ban hành nguồn", row.issuer, equals)


def _of_others(register: _Register, where: str, what: str, text: str, find) -> Iterator[Finding]:
    found = dict.fromkeys(each.title for each in find(text))
    if found:
        yield Finding(
            f"{what[0].upper()}{what[1:]} ghi “{text}”: đó là {' hoặc '.join(found)}, không phải"
            f" {register.unit.title}; {_COPIED}",
            places=(where,),
        )


CHECKS = (
    Check(
        "letterhead_of_another_unit",
        "warn",
        "Phần đầu hoặc phần ký của báo cáo mang tên đơn vị khác",
        "The letterhead or the signature names another unit",
        _letterhead,
    ),
    Check(
        "mandate_of_another_unit",
        "warn",
        "Căn cứ hoặc nơi nhận của báo cáo thuộc tỉnh, huyện khác",
        "The mandate or the addressee belongs to another province or district",
        _mandate,
    ),
    Check(
        "source_of_another_unit",
        "warn",
        "Nguồn số liệu do đơn vị cùng cấp khác ban hành",
        "A source was issued by another unit of the same level",
        _sources,
    ),
)
