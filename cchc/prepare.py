"""What a unit's data give for its report beside the notebook: its tables, a line of the index."""

from collections import Counter
from typing import Any

from .page import KeyFigures
from .results import as_csv, checks_frame, indicators_frame
from .review import Review, load_review
from .run import Prepared
from .summary import headline

MOST_KEY_FIGURES = 4


def prepare(district: str, first_year: int, second_year: int, data: str) -> Prepared:
    """The companions of a unit's report. Raises CchcError with every fault of the unit's files."""
    review = load_review(district, first_year, second_year, data)
    companions = {
        "indicators.csv": as_csv(indicators_frame(review)),
        "checks.csv": as_csv(checks_frame(review)),
    }
    return Prepared(companions, about_review(review), review.is_blocked)


def about_review(review: Review) -> dict[str, Any]:
    """What the index says of a review: its unit, how much was found, the first key figures."""
    unit = review.folder.unit
    figures = [
        {"label": figure.label, "text": figure.value.text}
        for block in headline(review).blocks
        if isinstance(block, KeyFigures)
        for figure in block.items
    ]
    return {
        "title": unit.title,
        "code": unit.code,
        "invented": unit.invented,
        "findings": Counter(finding.severity for finding in review.findings),
        "key_figures": figures[:MOST_KEY_FIGURES],
    }
