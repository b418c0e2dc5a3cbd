"""A period as a text: its days by the calendar, and what is said of a text that is none."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.periods import parse_period

PERIODS = [
    ("2022", "year", date(2022, 1, 1), date(2022, 12, 31), (2022,)),
    ("2022-H1", "half", date(2022, 1, 1), date(2022, 6, 30), (2022,)),
    ("2022-H2", "half", date(2022, 7, 1), date(2022, 12, 31), (2022,)),
    ("2022-Q3", "quarter", date(2022, 7, 1), date(2022, 9, 30), (2022,)),
    ("2020-M02", "month", date(2020, 2, 1), date(2020, 2, 29), (2020,)),
    ("2022-M12", "month", date(2022, 12, 1), date(2022, 12, 31), (2022,)),
    ("2021-2022", "span", date(2021, 1, 1), date(2022, 12, 31), (2021, 2022)),
    ("2020-2025", "span", date(2020, 1, 1), date(2025, 12, 31), tuple(range(2020, 2026))),
]


@pytest.mark.parametrize(("text", "kind", "start", "end", "years"), PERIODS)
def test_a_period_has_its_days_by_the_calendar(text, kind, start, end, years):
    period = parse_period(text)
    assert (period.id, period.kind, period.start, period.end) == (text, kind, start, end)
    assert period.years == years


GRAMMAR = "viết như 2022, 2022-H1, 2022-Q3, 2022-M03 hoặc 2021-2022"
MEANT = GRAMMAR[0].upper() + GRAMMAR[1:]
REFUSED = [
    ("", f"'' không phải là một kỳ: {GRAMMAR}"),
    ("năm 2022", f"'năm 2022' không phải là một kỳ: {GRAMMAR}"),
    ("22", f"'22' không phải là một kỳ: {GRAMMAR}"),
    ("2022.0", f"'2022.0' không phải là một kỳ: {GRAMMAR}"),
    ("3022", f"'3022' không phải là một kỳ: {GRAMMAR}"),
    ("0000", f"'0000' không phải là một kỳ: {GRAMMAR}"),
    ("٢٠٢٢", f"'٢٠٢٢' không phải là một kỳ: {GRAMMAR}"),
    ("2022-03", f"'2022-03' không phải là một kỳ: {GRAMMAR}"),
    ("2022\n", rf"'2022\n' không phải là một kỳ: có phải là '2022'? {MEANT}"),
    (" 2022", f"' 2022' không phải là một kỳ: có phải là '2022'? {MEANT}"),
    ("2022-h1", f"'2022-h1' không phải là một kỳ: có phải là '2022-H1'? {MEANT}"),
    ("Q3/2022", f"'Q3/2022' không phải là một kỳ: có phải là '2022-Q3'? {MEANT}"),
    ("T3/2022", f"'T3/2022' không phải là một kỳ: có phải là '2022-M03'? {MEANT}"),
    ("3/2022", f"'3/2022' không phải là một kỳ: có phải là '2022-M03'? {MEANT}"),
    ("13/2022", f"'13/2022' không phải là một kỳ: {GRAMMAR}"),
    ("2022-M3", "'2022-M3' không phải là một kỳ: có phải là '2022-M03'?"),
    ("2022-Q03", "'2022-Q03' không phải là một kỳ: có phải là '2022-Q3'?"),
    ("2022-H3", "'2022-H3' không phải là một kỳ: một năm có H1 và H2"),
    ("2022-Q0", "'2022-Q0' không phải là một kỳ: một năm có Q1 đến Q4"),
    ("2022-M13", "'2022-M13' không phải là một kỳ: một năm có M01 đến M12"),
    ("2022-2022", "'2022-2022' không phải là một kỳ: viết 2022 cho một năm"),
    ("2022-2021", "'2022-2021' có năm đầu sau năm cuối: có phải là '2021-2022'?"),
]


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_a_text_that_is_no_period_is_refused_with_what_was_likely_meant(text, message):
    with pytest.raises(ValueError) as refused:
        parse_period(text)
    assert str(refused.value) == message


@given(st.text())
def test_any_text_is_a_period_or_a_value_error(text):
    try:
        period = parse_period(text)
    except ValueError:
        return
    assert period.id == text and period.start < period.end


@pytest.mark.parametrize(("letter", "most"), [("H", 2), ("Q", 4), ("M", 12)])
@given(year=st.integers(1900, 2099))
def test_the_parts_of_a_year_make_the_whole_year_without_gaps(letter, most, year):
    width = 2 if letter == "M" else 1
    parts = [parse_period(f"{year}-{letter}{n:0{width}}") for n in range(1, most + 1)]
    whole = parse_period(str(year))
    assert (parts[0].start, parts[-1].end) == (whole.start, whole.end)
    for before, after in pairwise(parts):
        assert after.start - before.end == timedelta(days=1)
