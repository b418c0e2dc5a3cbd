"""A report read against a unit: what each of its numbers is near to."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..arithmetic import written_out
from ..cells import BadCell
from ..checks import level_name, period_name
from ..errors import CchcError, Fault
from ..marks import origin, printed
from ..mentions import Mention, mentions
from ..numerals import as_typed, number
from ..review import Review
from ..written import written
from .entry import Entry
from .facts import Fact, facts_of
from .matching import Match, Stated, matched
from .outline import Paragraph, Piece, outlined
from .register import NOT_HELD, day_named_after, document_of, wrong_day
from .relations import Operand, worked_out
from .surroundings import Reader
from .words import words_of

MOST_NUMBERS = 3_000
"""A long report of a district has some hundreds."""


@dataclass(frozen=True)
class _Read:
    """A paragraph with its numbers, each quantity as stated and what it was found to state."""

    paragraph: Paragraph
    found: list[Mention]
    stated: list[Stated | None]


def account(pieces: Iterable[Piece], review: Review) -> list[Entry]:
    """Every number of a report in its order, with what it is.

    Raises `CchcError` for one with more than `MOST_NUMBERS`.
    """
    pieces = list(pieces)
    if sum(len(re.findall(r"\d+", piece.text)) for piece in pieces) > MOST_NUMBERS:
        what = f"báo cáo có hơn {number(MOST_NUMBERS)} con số"
        raise CchcError([Fault(what, "báo cáo", "tách phần số liệu của đơn vị ra một tệp riêng")])
    facts = facts_of(review)
    reads = list(_read(pieces, review, facts))
    matches = iter(matched([s for read in reads for s in read.stated if s], facts))
    entries: list[Entry] = []
    for read in reads:
        own = [next(matches) if stated else None for stated in read.stated]
        entries += _Telling(read, own, review).entries()
    return entries


def _read(pieces: Iterable[Piece], review: Review, facts: Sequence[Fact]) -> Iterator[_Read]:
    reader = Reader(year for fact in facts for year in fact.years)
    numbers = [text for text in review.folder.documents["number"] if text]
    title = ""
    for paragraph in outlined(pieces):
        title = "" if paragraph.is_title else title
        found = mentions(paragraph.text, numbers, reader.years)
        around = reader.read(paragraph, found, title)
        yield _Read(
            paragraph,
            found,
            [
                a and Stated(_meanings(m.text), a, paragraph)
                for m, a in zip(found, around, strict=True)
            ],
        )
        title = paragraph.text if paragraph.is_title else title


def _meanings(text: str) -> tuple[str, ...]:
    """What a number may be, in machine form; none where it is written in no known way."""
    try:
        return written(text).meanings
    except BadCell:
        return ()


def _counted(after: str) -> str:
    """The word after a number where it says what is counted, or in what it is measured."""
    word = re.match(r"\s*([^\W\d_]+)", after)
    return word[1] if word and words_of(word[1]) else ""


class _Telling:
    """What is told of the numbers of one paragraph."""

    def __init__(self, read: _Read, matches: list[Match | None], review: Review):
        self.read = read
        self.matches = matches
        self.review = review

    def entries(self) -> Iterator[Entry]:
        """An entry for each number."""
        for place, mention in enumerate(self.read.found):
            stated = self.read.stated[place]
            if stated:
                yield self._quantity(place, mention, stated)
            elif mention.kind == "document":
                yield self._document(place, mention)
            else:
                yield self._entry(mention, mention.kind)

    def _entry(self, mention: Mention, kind, **more) -> Entry:
        paragraph = self.read.paragraph
        sentence = more.pop("sentence", paragraph.text)
        return Entry(mention.text, kind, paragraph.place, sentence, area=paragraph.area, **more)

    def _document(self, place: int, mention: Mention) -> Entry:
        documents = self.review.folder.documents
        named_on = day_named_after(self.read.paragraph.text, self.read.found, place)
        identity = document_of(mention, documents, named_on)
        if identity is None:
            return self._entry(mention, "document", detail=NOT_HELD)
        wrong = wrong_day(identity, named_on, documents)
        return self._entry(mention, "differs" if wrong else "document", key=identity, detail=wrong)

    def _quantity(self, place: int, mention: Mention, stated: Stated) -> Entry:
        match = self.matches[place]
        around = stated.around
        unit = around.unit or _counted(around.after)
        told = {"sentence": around.sentence, "unit": unit, "qualifier": around.qualifier}
        if match.fact:
            others = tuple(str(fact.key) for fact in match.others)
            kind = "figure" if match.fact.is_reported else "result"
            detail = self._told(match.fact)
            told |= {"reasons": match.reasons, "candidates": others}
            key = str(match.fact.key)
            return self._entry(mention, kind, key=key, detail=detail, **told)
        if match.expected:
            detail = f"chỗ này nói về {self._told(match.expected)}"
            key = str(match.expected.key)
            return self._entry(mention, "differs", key=key, detail=detail, **told)
        result = worked_out(
            stated, self._operands(place, -1), self._operands(place, 1), self.review
        )
        if result:
            kind = "result" if result.agrees else "differs"
            detail = result.arithmetic if result.agrees else f"tính lại: {result.arithmetic}"
            return self._entry(mention, kind, detail=detail, **told)
        guess = str(match.guess.key) if match.guess else ""
        return self._entry(mention, "unknown", guess=guess, **told)

    def _operands(self, place: int, step: int) -> list[Operand]:
        """The figures that the numbers before or after a place state, the nearest first."""
        found, sentence = [], self.read.stated[place].around.sentence
        at = place + step
        while 0 <= at < len(self.read.found):
            stated, match = self.read.stated[at], self.matches[at]
            if stated and match.fact and stated.around.sentence == sentence:
                value = next(m for m in stated.meanings if match.fact.is_stated_by(m))
                found.append(Operand(Fraction(value), match.fact))
            at += step
        return found

    def _told(self, fact: Fact) -> str:
        """A fact in words: what, when, of which level, the value and where it comes from."""
        indicator, key = fact.indicator, fact.key
        known = self.review.ledger[key]
        if fact.is_reported:
            value = as_typed(fact.text, indicator.measure_unit, fact.qualifier)
            whence = f"mục {'; '.join(fact.places)}"
        else:
            value = written_out(self.review, key) or printed(indicator, known)
            whence = origin(self.review, key)
        when = f"{period_name(key.period)}, {level_name(key.level, self.review.folder.unit.type)}"
        return f"{indicator.vi}, {when}: {value} [{key}; {whence}]"
