"""Whatever a unit reports, every word of the notebook shows something, and shows it truly."""

import re
import tempfile
import unicodedata
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cchc
from cchc.bundle import BLOCKS
from cchc.catalogue import AREAS, CATALOGUE
from cchc.page import Mark
from small_review import review_of

REPORTED = [i for i in CATALOGUE.values() if not i.is_computed]
OF_AN_AREA = ("sentences", "table", "chart")
OF_A_PART = ("Bối cảnh", "Tổ chức triển khai thực hiện", "Mục tiêu", "Đề xuất, kiến nghị")
OF_ALL = [name for name in cchc.REPORT if name not in (*OF_AN_AREA, "narration", "load_review")]
QUALIFIERS = ("", "", "", "about", "over", "under", "at_least", "at_most")


@st.composite
def figures(draw) -> tuple[str, ...]:
    """Some figures of a unit: any counts, zero too, any shares, any years, some of them bounds."""
    indicator = draw(st.sampled_from(REPORTED))
    if indicator.is_share:
        value = draw(st.decimals(0, 100, places=2).map(str))
    else:
        value = str(draw(st.one_of(st.just(0), st.integers(0, 300), st.integers(0, 10**9))))
    level = draw(st.sampled_from(indicator.levels))
    period = draw(st.sampled_from(["2020", "2021", "2022", "2022", "2021", "2021-2022"]))
    return f"{indicator.code},{period},{level}", f"{value},{draw(st.sampled_from(QUALIFIERS))}"


def everything(review):
    """The outputs of every cell of the report."""
    yield from (getattr(cchc, name)(review) for name in OF_ALL)
    yield from (cchc.narration(review, part) for part in OF_A_PART)
    yield from (getattr(cchc, name)(review, area) for name in OF_AN_AREA for area in AREAS)


def marks_in(value):
    if isinstance(value, Mark):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from marks_in(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from marks_in(getattr(value, name))


@given(st.lists(figures(), max_size=40))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_figures_can_be_shown_and_every_number_says_where_it_comes_from(drawn):
    rows = [f"{key},{value}" for key, value in dict(drawn).items()]
    with tempfile.TemporaryDirectory() as folder:
        review = review_of(Path(folder), *rows)
        for shown in everything(review):
            bundle, metadata = shown._repr_mimebundle_()
            assert metadata[BLOCKS] is not None
            assert unicodedata.is_normalized("NFC", bundle["text/html"])
            assert not re.search(r"\b(?:nan|inf|None)\b", bundle["text/plain"])
            for mark in marks_in(shown.blocks):
                code, period, level = mark.figure.split("|")
                assert (code, period, level) in review.ledger
                assert mark.title.startswith(("Nguồn: ", "Tính: ", "Suy ra: "))
