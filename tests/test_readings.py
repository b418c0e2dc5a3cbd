"""Numbers as people write them: what is read where, and the exact words for what is not."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.cells import BadCell
from cchc.numerals import as_typed, number, qualified, share
from cchc.quantity import QUALIFIERS
from cchc.readings import (
    VIETNAMESE,
    Style,
    read_count,
    read_number,
    read_share,
    style_of,
)

WHOLE = "đây là số đếm, chỉ nhận số nguyên"
IN_SHARE = "tỷ lệ phần trăm nằm từ 0 đến 100"
NO_FIGURE = "để ô trống nếu chưa có số liệu; ghi 0 nếu đã đếm và không có gì"
NEGATIVE = "số liệu báo cáo không âm, xem lại nguồn"
ONE_NUMBER = "ghi số, kèm nếu cần: khoảng, trên, dưới, từ … trở lên, không quá, và đơn vị tính"
MARKS = "dấu ngăn hàng nghìn đứng trước từng nhóm ba chữ số, chỉ có một dấu thập phân"
AMBIGUOUS = "xem lại trong nguồn, viết liền các chữ số nếu là số nguyên"


@pytest.mark.parametrize(
    ("text", "plain", "qualifier", "unit"),
    [
        ("4000", "4000", "", ""),
        ("04", "4", "", ""),
        ("1.234", "1234", "", ""),
        ("1,234", "1234", "", ""),
        ("1.000", "1000", "", ""),
        ("1.234.567", "1234567", "", ""),
        ("12 345", "12345", "", ""),
        ("12\u00a0345", "12345", "", ""),
        ("\u00a012\u202f345 ", "12345", "", ""),
        ("100.0", "100", "", ""),
        ("1.234,0", "1234", "", ""),
        ("3.363 tài khoản", "3363", "", "tài khoản"),
        ("2.127 phút", "2127", "", "phút"),
        ("~100", "100", "about", ""),
        ("khoảng 100", "100", "about", ""),
        ("Gần 63.000 hồ sơ", "63000", "about", "hồ sơ"),
        ("hơn 5", "5", "over", ""),
        (">5", "5", "over", ""),
        (">= 5", "5", "at_least", ""),
        ("dưới 20", "20", "under", ""),
        ("không quá 5", "5", "at_most", ""),
        ("từ 80 trở lên", "80", "at_least", ""),
        ("từ 80 biên chế trở lên", "80", "at_least", "biên chế"),
        ("80 trở xuống", "80", "at_most", ""),
    ],
)
def test_a_cell_of_a_count_is_read_however_a_whole_number_is_written(text, plain, qualifier, unit):
    reading = read_count(text)
    assert (reading.plain, reading.qualifier, reading.unit) == (plain, qualifier, unit)
    assert (reading.value, reading.decimals) == (int(plain), 0)


@pytest.mark.parametrize(
    ("text", "plain", "qualifier"),
    [
        ("99.95", "99.95", ""),
        ("99,95%", "99.95", ""),
        ("0,04 %", "0.04", ""),
        ("100.0", "100.0", ""),
        ("1.234", "1.234", ""),
        ("1,234", "1.234", ""),
        ("100", "100", ""),
        ("97 phần trăm", "97", ""),
        ("trên 80%", "80", "over"),
        ("từ 80% trở lên", "80", "at_least"),
    ],
)
def test_a_cell_of_a_share_holds_what_lies_from_0_to_100(text, plain, qualifier):
    reading = read_share(text)
    assert (reading.plain, reading.qualifier, reading.unit) == (plain, qualifier, "%")
    assert reading.value == Fraction(plain)


REFUSED_EVERYWHERE = [
    ("", "ô trống", "ghi số; đã đếm và không có gì thì ghi 0"),
    (" \u00a0", "ô trống", "ghi số; đã đếm và không có gì thì ghi 0"),
    ("-", "'-' không phải là số", NO_FIGURE),
    ("chưa có", "'chưa có' không phải là số", NO_FIGURE),
    ("1e5", "'1e5' viết dạng lũy thừa", "viết đủ các chữ số, ví dụ 100000 thay cho 1e5"),
    ("12/15", "'12/15' có hơn một số", "ghi mỗi số ở ô của chỉ tiêu tương ứng"),
    ("2021-2025", "'2021-2025' có hơn một số", "ghi mỗi số ở ô của chỉ tiêu tương ứng"),
    ("31/12/2022", "'31/12/2022' có hơn một số", "ghi mỗi số ở ô của chỉ tiêu tương ứng"),
    ("1.23.4", "'1.23.4' có dấu ngăn không đúng chỗ", MARKS),
    ("1,23,4", "'1,23,4' có dấu ngăn không đúng chỗ", MARKS),
    ("12 34", "'12 34' có dấu ngăn không đúng chỗ", MARKS),
    ("1.234.5", "'1.234.5' có dấu ngăn không đúng chỗ", MARKS),
    ("5.", "'5.' không chỉ gồm một số", ONE_NUMBER),
    ("+5", "'+5' không chỉ gồm một số", ONE_NUMBER),
    ("từ 80", "'từ 80' không chỉ gồm một số", ONE_NUMBER),
    ("khoảng 80 trở lên", "'khoảng 80 trở lên' không chỉ gồm một số", ONE_NUMBER),
    ("lớp 3 có 5", "'lớp 3 có 5' không chỉ gồm một số", ONE_NUMBER),
    ("#REF!", "'#REF!' không phải là số", "chỉ dùng các chữ số 0–9, ví dụ 1234"),
    ("hơn", "'hơn' không phải là số", "chỉ dùng các chữ số 0–9, ví dụ 1234"),
    ("٣", "'٣' không phải là số", "chỉ dùng các chữ số 0–9, ví dụ 1234"),
    ("9" * 16, f"'{'9' * 16}' có hơn 15 chữ số", "xem lại số trong nguồn"),
]
REFUSED = [
    *(
        (read, *case)
        for read in (read_count, read_share, read_number)
        for case in REFUSED_EVERYWHERE
    ),
    (read_count, "99.95", "'99.95' không phải số nguyên", WHOLE),
    (read_count, "1.234,5", "'1.234,5' không phải số nguyên", WHOLE),
    (read_count, "-5", "'-5' là số âm", NEGATIVE),
    (read_count, "−5 hồ sơ", "'−5 hồ sơ' là số âm", NEGATIVE),
    (
        *(read_count, "99,95%", "'99,95%' có dấu %"),
        "xem lại chỉ tiêu: đây không phải là tỷ lệ phần trăm",
    ),
    (read_share, "-0,5%", "'-0,5%' là số âm", NEGATIVE),
    (read_share, "9995", "'9995' lớn hơn 100", IN_SHARE),
    (read_share, "1.234,5", "'1.234,5' lớn hơn 100", IN_SHARE),
    (
        *(read_share, "97 hồ sơ", "'97 hồ sơ' có đơn vị 'hồ sơ'"),
        "xem lại chỉ tiêu: đây là tỷ lệ phần trăm",
    ),
    (read_number, "1.234", "'1.234' có thể là 1234 hoặc 1 phẩy 234", AMBIGUOUS),
    (read_number, "1,234", "'1,234' có thể là 1234 hoặc 1 phẩy 234", AMBIGUOUS),
    (read_number, "1.234%", "'1.234%' có thể là 1234 hoặc 1 phẩy 234", AMBIGUOUS),
    (read_number, "2.127 phút", "'2.127 phút' có thể là 2127 hoặc 2 phẩy 127", AMBIGUOUS),
    *(
        (read_number, f"1.234 {unit}", f"'1.234 {unit}' có thể là 1234 hoặc 1 phẩy 234", AMBIGUOUS)
        for unit in ("m2", "m²", "m³", "km²", "km2", "mét", "mét vuông", "hecta", "héc ta")
    ),
    (
        *(read_number, "1,234 tỷ đồng", "'1,234 tỷ đồng' có thể là 1234 hoặc 1 phẩy 234"),
        AMBIGUOUS,
    ),
]


@pytest.mark.parametrize(("read", "text", "what", "mend"), REFUSED)
def test_what_is_no_number_or_has_two_meanings_is_refused_with_the_reason(read, text, what, mend):
    with pytest.raises(BadCell) as refused:
        read(text)
    assert (refused.value.what, refused.value.mend) == (what, mend)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("99.95%", "99.95"),
        ("0,04%", "0.04"),
        ("7.500 người", "7500"),
        ("4000 phút", "4000"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("100.0", "100.0"),
        ("−1.234,5", "-1234.5"),
        ("-5", "-5"),
    ],
)
def test_in_prose_a_number_with_one_value_needs_no_style(text, plain):
    assert read_number(text).plain == plain


LONG_MY = ["99.95%", "0,04%", "7.500 người", "4000 phút", "63.141 hồ sơ"]


@pytest.mark.parametrize(
    ("neighbours", "text", "plain"),
    [
        (LONG_MY, "2.127 phút", "2127"),
        (LONG_MY, "3.363", "3363"),
        (["1,5 km"], "2.127 phút", "2127"),
        (["1.5 km"], "2.127 phút", "2.127"),
        (["1.5 km"], "2,127 phút", "2127"),
        (["12,5%"], "1.234%", "1234"),
        (["12.5%"], "1.234%", "1.234"),
    ],
)
def test_the_document_decides_what_a_number_in_prose_leaves_open(neighbours, text, plain):
    assert read_number(text, style_of(neighbours)).plain == plain


@pytest.mark.parametrize(
    ("neighbours", "text"),
    [
        ([], "2.127 phút"),
        (["4000 phút", "12"], "2.127 phút"),  # no mark, no evidence
        (["2.127 phút", "3,400 km"], "2.127 phút"),  # ambiguous ones are no evidence either
        (["1,5 km", "1.5 km"], "2.127 phút"),  # two ways side by side
        (["99.95%", "0,04%"], "1.234%"),
        (["12,5%"], "2.127 phút"),  # shares say nothing of the rest
        (["chưa có", "12/15"], "2.127 phút"),
    ],
)
def test_without_evidence_or_with_two_styles_it_stays_refused(neighbours, text):
    with pytest.raises(BadCell, match=r"có thể là (2127|1234) hoặc"):
        read_number(text, style_of(neighbours))


VALUES = st.fractions(min_value=0, max_value=10**9, max_denominator=1000)
SHARES = st.fractions(min_value=0, max_value=100, max_denominator=10**5)
QUALIFIER = st.sampled_from(QUALIFIERS)


@given(st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=1000), st.integers(0, 4))
def test_what_is_printed_is_read_back(value, decimals):
    printed = number(value, decimals)
    reading = read_number(printed, VIETNAMESE)
    assert abs(reading.value - value) <= Fraction(1, 2 * 10**decimals)
    assert number(reading.value, reading.decimals) == printed


@given(SHARES)
def test_a_printed_share_is_read_back_in_prose_and_in_its_cell(value):
    printed = share(value)
    reading = read_share(printed)
    assert read_number(printed, VIETNAMESE) == reading
    assert number(reading.value, reading.decimals) + "%" == printed


@given(st.integers(min_value=0, max_value=10**12), QUALIFIER)
def test_a_count_is_read_back_as_it_was_typed(value, qualifier):
    for printed in (as_typed(str(value), "hồ sơ", qualifier), qualified(str(value), qualifier)):
        reading = read_count(printed)
        assert (reading.plain, reading.qualifier) == (str(value), qualifier)


@given(st.decimals(min_value=0, max_value=100, places=3), QUALIFIER)
def test_a_share_is_read_back_with_the_decimals_it_was_typed_with(value, qualifier):
    reading = read_share(as_typed(f"{value:f}", "%", qualifier))
    assert (reading.plain, reading.qualifier) == (f"{value:f}", qualifier)


SEPARATORS = st.sampled_from([".", ",", " ", "\u00a0", "\u202f"])


@given(st.integers(min_value=0, max_value=10**12), SEPARATORS)
def test_a_count_is_the_same_however_its_thousands_are_kept_apart(value, separator):
    assert read_count(f"{value:,}".replace(",", separator)).value == value


TEXTS = st.one_of(
    st.text(max_size=30),
    st.text("0123456789., %-–/eE", max_size=12),
    st.from_regex(r"(khoảng |trên |~|từ )?[0-9]{1,4}([.,][0-9]{1,4}){0,3}( hồ sơ|%)?( trở lên)?"),
)


@given(TEXTS)
def test_any_text_is_a_number_within_its_bounds_or_refused_in_words(text):
    for read in (read_count, read_share, read_number):
        try:
            reading = read(text)
        except BadCell as bad:
            assert bad.what.isprintable() and bad.mend.isprintable() and bad.mend
        else:
            assert reading.qualifier in QUALIFIERS
            assert read is read_number or reading.value >= 0
            assert read is not read_share or reading.value <= 100
            assert read is not read_count or reading.value.denominator == 1


@given(st.lists(TEXTS, max_size=6), TEXTS)
def test_a_style_only_chooses_among_the_meanings_and_never_changes_a_clear_one(neighbours, text):
    try:
        clear = read_number(text, Style())
    except BadCell:
        clear = None
    try:
        styled = read_number(text, style_of(neighbours))
    except BadCell:
        assert clear is None
    else:
        assert clear in (styled, None)
