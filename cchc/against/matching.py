"""Which number of a report states which fact: the words decide, then the value must agree."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from .evidence import Evidence, weighed
from .facts import Fact
from .outline import Paragraph
from .surroundings import Surroundings

_ENOUGH = 1.5
_ENOUGH_AGAIN = 2.5
_EACH_DIGIT = 0.3
_ENOUGH_OF_RESULT = 2.5
_WORDS_AGAIN = 0.6
_WORDS_GUESS = 0.4
_DOMINATED = 0.35
_DIGIT_MARGIN = 0.05


@dataclass(frozen=True)
class Stated:
    """A number that a report states: what it may be in machine form, and where it stands."""

    meanings: tuple[str, ...]
    around: Surroundings
    paragraph: Paragraph


@dataclass(frozen=True)
class Match:
    """What a number was found to be: the fact it states, or the one that it contradicts.

    `others` are facts of the same value that fit less well; `expected` is the fact that the words
    name where its value is another, `guess` one that they only may name.
    """

    fact: Fact | None = None
    reasons: str = ""
    others: tuple[Fact, ...] = ()
    expected: Fact | None = None
    guess: Fact | None = None


@dataclass
class _Weighed:
    """The evidence about one number: for every figure that it may be, for all of its value."""

    stated: Stated
    every: list[Evidence]
    agreeing: list[Evidence] = field(default_factory=list)


def matched(numbers: Sequence[Stated], facts: Sequence[Fact]) -> list[Match]:
    """What each number states.

    The best evidence is taken first, and a figure once for each place its source has it at. Then a
    number loses what it took where its words name much more plainly a figure that no number
    states. What is left may be a result, or say a figure again in another paragraph, unless its
    words name a figure that no number states: then it contradicts that one.
    """
    taken = _Taken([_weigh(number, facts) for number in numbers])
    taken.give(taken.figures, _ENOUGH)
    if taken.withdraw_dominated():
        taken.give(taken.figures, _ENOUGH)
    taken.give(taken.results, _ENOUGH_OF_RESULT)
    taken.repeat()
    return [taken.match(n) for n in range(len(numbers))]


class _Taken:
    """Which number has taken which fact so far."""

    def __init__(self, weighed: list[_Weighed]):
        self.weighed = weighed
        self.fact_of: dict[int, Fact] = {}
        self.said_in: defaultdict[int, list[str]] = defaultdict(list)
        self.refused: set[int] = set()
        pairs = sorted(
            ((_worth(e, w), n, e) for n, w in enumerate(weighed) for e in w.agreeing),
            key=lambda pair: (-pair[0], pair[1]),
        )
        self.figures = [pair for pair in pairs if pair[2].fact.is_reported]
        self.results = [
            (worth, n, evidence)
            for worth, n, evidence in pairs
            if not evidence.fact.is_reported
            and evidence.is_unopposed
            and evidence.words >= _WORDS_AGAIN
        ]

    def give(self, pairs: list[tuple[float, int, Evidence]], enough: float) -> None:
        """Give each number the fact with the best evidence that is still free."""
        for worth, n, evidence in pairs:
            if worth >= enough and self._is_free(n, evidence.fact) and self._is_open(n, evidence):
                self._take(n, evidence.fact)

    def _is_free(self, n: int, fact: Fact) -> bool:
        """Whether a fact is left for a number: its source has it once at each of its places."""
        said, section = self.said_in[id(fact)], self.weighed[n].stated.paragraph.place
        here = fact.sections.count(section)
        is_said_here = here and said.count(section) >= here
        return len(said) < max(1, len(fact.places)) and not is_said_here

    def _is_open(self, n: int, evidence: Evidence) -> bool:
        """Whether a number may still take a fact: a first figure always, another thing only where
        its words name no figure better that no number states."""
        if n in self.fact_of or n in self.refused:
            return False
        if evidence.fact.is_reported and self._is_free(n, evidence.fact):
            return True
        named = self._named(n)
        return named is None or named.total < evidence.total

    def _named(self, n: int) -> Evidence | None:
        """Of the figures that no number states, the one that the words around a number name."""
        every = self.weighed[n].every
        free = [evidence for evidence in every if self._is_free(n, evidence.fact)]
        return max(free, key=lambda evidence: evidence.total, default=None)

    def _take(self, n: int, fact: Fact) -> None:
        """Let a number state a fact; one for several years states that of each."""
        self.fact_of[n] = fact
        for other in self._taken_with(n, fact):
            self.said_in[id(other)].append(self.weighed[n].stated.paragraph.place)

    def _give_back(self, n: int) -> None:
        for other in self._taken_with(n, self.fact_of.pop(n)):
            self.said_in[id(other)].remove(self.weighed[n].stated.paragraph.place)

    def _taken_with(self, n: int, fact: Fact) -> list[Fact]:
        """The fact, and that of each other year which the number is stated for."""
        years = self.weighed[n].stated.around.years | fact.years
        agreeing = (evidence.fact for evidence in self.weighed[n].agreeing)
        return [other for other in agreeing if other.is_same_thing(fact) and other.years <= years]

    def withdraw_dominated(self) -> bool:
        """Take back what the words around a number speak against; whether there was any.

        Where another number could state the same, any better evidence is enough: one is wrong.
        """
        for n, fact in self.fact_of.items():
            number, named = self.weighed[n], self._named(n)
            own = next(evidence for evidence in number.agreeing if evidence.fact is fact)
            margin = _DOMINATED + _DIGIT_MARGIN * (_digits(number) - 1)
            is_plain = named and (named.words - own.words > margin or self._is_contested(fact))
            if is_plain and named.total > own.total:
                self.refused.add(n)
        for n in self.refused:
            self._give_back(n)
        return bool(self.refused)

    def _is_contested(self, fact: Fact) -> bool:
        """Whether a number that has taken nothing could state the fact."""
        return any(
            evidence.fact is fact and n not in self.fact_of and worth >= _ENOUGH
            for worth, n, evidence in self.figures
        )

    def repeat(self) -> None:
        """Let numbers that are left say again what another paragraph states."""
        for worth, n, evidence in (*self.figures, *self.results):
            fact, text = evidence.fact, self.weighed[n].stated.paragraph.text
            is_plain = worth >= _ENOUGH_AGAIN and evidence.words >= _WORDS_AGAIN
            is_plain = is_plain and evidence.is_unopposed
            if is_plain and self.said_in[id(fact)] and self._is_open(n, evidence):
                said_in = {
                    self.weighed[m].stated.paragraph.text
                    for m, other in self.fact_of.items()
                    if other is fact
                }
                if text not in said_in:
                    self._take(n, fact)

    def match(self, n: int) -> Match:
        """What has been found of a number."""
        fact = self.fact_of.get(n)
        if fact:
            agreeing = self.weighed[n].agreeing
            others = tuple(e.fact for e in agreeing if not e.fact.is_same_thing(fact))
            return Match(fact, next(e for e in agreeing if e.fact is fact).reasons, others)
        named = self._named(n)
        if named and named.words >= _WORDS_AGAIN and named.total >= _ENOUGH_AGAIN:
            return Match(expected=named.fact)
        near = max(self.weighed[n].every, key=lambda evidence: evidence.total, default=None)
        return Match(guess=near.fact if near and near.words >= _WORDS_GUESS else None)


def _digits(weighed: _Weighed) -> int:
    """How many digits tell of a number: many agree less often by chance."""
    return min(5, max(1, len(weighed.stated.meanings[0].replace(".", "").rstrip("0"))))


def _weigh(number: Stated, facts: Sequence[Fact]) -> _Weighed:
    every = list(weighed(facts, number.around, number.paragraph))
    agreeing = [
        evidence
        for evidence in every
        if any(evidence.fact.is_stated_by(meaning) for meaning in number.meanings)
    ]
    return _Weighed(number, [each for each in every if each.fact.is_reported], agreeing)


def _worth(evidence: Evidence, weighed: _Weighed) -> float:
    return evidence.total + _EACH_DIGIT * (_digits(weighed) - 1)
