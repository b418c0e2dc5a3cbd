"""SAY how a number was made: from which terms, and its formula with the numbers put in."""

from .formula import Formula
from .ledger import Key
from .marks import printed
from .periods import parse_period
from .phrases import NO_DATA
from .review import Review


def behind(review: Review, key: Key) -> tuple[Key, ...]:
    """The number itself, then what it is made from, down to what the sources state; each once.

    Of a number that is not known, those are the terms that its formula asks for.
    """
    found = [key, *(each for term in _terms(review, key) for each in behind(review, term))]
    return tuple(dict.fromkeys(found))


def missing(review: Review, key: Key) -> tuple[Key, ...]:
    """The terms that the formula of an unknown number lacks; none of what is known or reported."""
    return tuple(
        term for term in _terms(review, key) if {key, term}.isdisjoint(review.ledger.entries)
    )


def written_out(review: Review, key: Key) -> str:
    """The arithmetic of a number: "5.137 + 43 = 5.180"; "" for what the sources state or force.

    A formula is written out with a gap where a term is lacking, and then has no result.
    """
    known, formula = review.ledger.get(key), review.catalogue[key.code].formula
    if formula:

        def printed_term(code: str, opening: bool) -> str:
            return _put_in(review, _term(review, key, code, opening))

        terms = Formula.parse(formula).written(printed_term)
    elif known and known.basis == "computed":
        terms = " + ".join(_put_in(review, term) for term in known.needs)
    else:
        return ""
    return f"{terms} = {_put_in(review, key)}" if known else terms


def _put_in(review: Review, key: Key) -> str:
    known = review.ledger.get(key)
    return printed(review.catalogue[key.code], known) if known else f"[{NO_DATA}]"


def _terms(review: Review, key: Key) -> tuple[Key, ...]:
    """What a number was made from or, where it is not known, what its formula asks for."""
    known, formula = review.ledger.get(key), review.catalogue[key.code].formula
    if known or not formula:
        return known.needs if known else ()
    asked: dict[Key, None] = {}
    Formula.parse(formula).written(lambda *t: asked.setdefault(_term(review, key, *t)) or "")
    return tuple(asked)


def _term(review: Review, key: Key, code: str, opening: bool) -> Key:
    """Where a formula finds a term: of a span, a stock is that of its last year."""
    period = parse_period(key.period)
    asked = key._replace(code=code)
    if opening:
        return asked._replace(period=str(period.years[0] - 1))
    is_stock = review.catalogue[code].kind == "stock"
    if asked in review.ledger or period.kind != "span" or not is_stock:
        return asked
    return asked._replace(period=str(period.years[-1]))
