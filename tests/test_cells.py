"""One cell: what it may hold, and what is said where it holds something else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.cells import (
    BadCell,
    filled,
    free,
    is_slug,
    iso_date,
    one_of,
    optional,
    quoted,
    slug,
    suggestion,
    yes_no,
)

SLUG_RULE = "chữ thường không dấu, chữ số và dấu gạch ngang, ví dụ bao-cao-2022"


@pytest.mark.parametrize("text", ["a", "bao-cao-2022", "2022", "x-1-y"])
def test_an_id_is_lower_case_ascii_with_single_hyphens(text):
    assert is_slug(text)
    assert slug(text) == text


@pytest.mark.parametrize(
    "text",
    ["", "-a", "a-", "a--b", "A", "á", "a_b", "a b", "a\n", "../a", "a/b", "a.b", "٣", "x" * 81],
)
def test_what_could_be_a_path_or_code_is_no_id(text):
    assert not is_slug(text)
    with pytest.raises(BadCell):
        slug(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [("2022-12-31", date(2022, 12, 31)), ("2020-02-29", date(2020, 2, 29))],
)
def test_a_day_is_year_month_day(text, day):
    assert iso_date(text) == day


REFUSED = [
    (slug, "", "ô trống, phải có mã định danh", f"ghi mã gồm {SLUG_RULE}"),
    (slug, "Báo cáo", "'Báo cáo' không phải là mã định danh", f"chỉ dùng {SLUG_RULE}"),
    (iso_date, "", "ô trống, phải có ngày", "ghi ngày dạng 2022-12-31"),
    (
        iso_date,
        "1/2/2022",
        "'1/2/2022' không phải là ngày dạng năm-tháng-ngày",
        "có phải là 2022-02-01?",
    ),
    (
        iso_date,
        "31.12.2022",
        "'31.12.2022' không phải là ngày dạng năm-tháng-ngày",
        "có phải là 2022-12-31?",
    ),
    (
        iso_date,
        "12/31/2022",
        "'12/31/2022' không phải là ngày dạng năm-tháng-ngày",
        "ghi ngày dạng 2022-12-31",
    ),
    (
        iso_date,
        "20221231",
        "'20221231' không phải là ngày dạng năm-tháng-ngày",
        "ghi ngày dạng 2022-12-31",
    ),
    (
        iso_date,
        "2022-02-30",
        "'2022-02-30' là ngày không có trong lịch",
        "xem lại ngày trong nguồn",
    ),
    (yes_no, "", "ô trống", "ghi yes (có) hoặc no (không)"),
    (yes_no, "có", "'có' không phải là yes hay no", "ghi yes (có) hoặc no (không)"),
    (yes_no, "TRUE", "'TRUE' không phải là yes hay no", "ghi yes (có) hoặc no (không)"),
    (filled("ghi tên"), "  ", "ô trống", "ghi tên"),
    (
        one_of(["over", "about", ""], "các từ"),
        "abuot",
        "'abuot' không có trong các từ",
        "có phải là 'about'? Chọn trong: over, about hoặc để trống",
    ),
    (one_of(["a", "b"], "các mã", "xem c"), "zzz", "'zzz' không có trong các mã", "xem c"),
    (one_of(["a", "b"], "các mã"), "", "ô trống", "chọn trong: a, b"),
]


@pytest.mark.parametrize(("reader", "text", "what", "mend"), REFUSED)
def test_a_bad_cell_says_what_is_wrong_and_how_to_mend_it(reader, text, what, mend):
    with pytest.raises(BadCell) as refused:
        reader(text)
    assert (refused.value.what, refused.value.mend) == (what, mend)
    assert str(refused.value) == f"{what}: {mend}"


def test_an_optional_cell_may_be_empty_but_not_wrong():
    assert optional(iso_date)("") is None
    assert optional(iso_date)("2022-01-02") == date(2022, 1, 2)
    with pytest.raises(BadCell):
        optional(iso_date)("2/2022")


def test_blanks_around_free_text_are_no_part_of_it():
    assert free("  Báo cáo\u00a0") == "Báo cáo"
    assert filled("ghi tên")(" Long Mỹ ") == "Long Mỹ"


@given(st.text())
def test_a_quoted_text_is_short_and_stays_on_one_line(text):
    shown = quoted(text)
    assert shown.startswith("'") and shown.endswith("'")
    assert shown.isprintable()
    assert len(shown) <= 2 + 60 * len(r"\U0010ffff")


def test_a_long_wrong_name_still_gets_an_answer():
    assert suggestion("x" * 100_000, ["schools"], "xem danh mục") == "xem danh mục"
