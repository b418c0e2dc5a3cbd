"""Machine numbers: what is accepted, and the exact words for what is not."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.cells import BadCell
from cchc.numbers import count, decimal, percentage

NO_DATA = "bỏ dòng này nếu chưa có số liệu; ghi 0 nếu đã đếm và không có gì"
WHOLE_ONLY = "đây là số đếm, chỉ nhận số nguyên, không có dấu chấm, dấu phẩy"
TOGETHER = "Viết liền các chữ số, không dấu ngăn hàng nghìn"
ONLY_NUMBER = "chỉ ghi số; khoảng, trên, dưới ghi ở cột qualifier, đơn vị tính đã có trong danh mục"
NEGATIVE = "số liệu báo cáo không âm, xem lại nguồn"
ALL_DIGITS = "viết đủ các chữ số, ví dụ 100000 thay cho 1e5"

BAD_COUNTS = [
    ("", "ô trống", NO_DATA),
    ("   ", "ô trống", NO_DATA),
    (" 12 ", "' 12 ' có khoảng trắng thừa", "có phải là 12?"),
    ("12\u00a0", r"'12\xa0' có khoảng trắng thừa", "có phải là 12?"),
    ("NaN", "'NaN' không phải là số", NO_DATA),
    ("-", "'-' không phải là số", NO_DATA),
    ("chưa có", "'chưa có' không phải là số", NO_DATA),
    ("inf", "'inf' không phải là số", NO_DATA),
    ("-3", "'-3' là số âm", NEGATIVE),
    ("−3", "'−3' là số âm", NEGATIVE),
    ("1e5", "'1e5' viết dạng lũy thừa", ALL_DIGITS),
    ("5%", "'5%' có dấu %", "xem lại mã chỉ tiêu: đây không phải là tỷ lệ phần trăm"),
    ("1.234", "'1.234' có dấu chấm giữa các chữ số", f"có phải là 1234? {TOGETHER}"),
    ("1.234.567", "'1.234.567' có dấu chấm giữa các chữ số", f"có phải là 1234567? {TOGETHER}"),
    ("1,000", "'1,000' có dấu phẩy giữa các chữ số", f"có phải là 1000? {TOGETHER}"),
    ("1.234,5", "'1.234,5' viết theo kiểu số trong văn bản", WHOLE_ONLY),
    ("1,234.5", "'1,234.5' có dấu phẩy ngăn hàng nghìn", WHOLE_ONLY),
    ("12.5", "'12.5' không phải số nguyên", WHOLE_ONLY),
    ("12,5", "'12,5' có dấu phẩy thập phân", WHOLE_ONLY),
    ("12.0", "'12.0' có phần thập phân", f"có phải là 12? {TOGETHER}"),
    ("1 234", "'1 234' có khoảng trắng giữa các chữ số", f"có phải là 1234? {TOGETHER}"),
    ("khoảng 80", "'khoảng 80' không chỉ gồm số", ONLY_NUMBER),
    (">80", "'>80' không chỉ gồm số", ONLY_NUMBER),
    ("+5", "'+5' không chỉ gồm số", ONLY_NUMBER),
    ("12 hồ sơ", "'12 hồ sơ' không chỉ gồm số", ONLY_NUMBER),
    ("4646/20953", "'4646/20953' không chỉ gồm số", ONLY_NUMBER),
    ("1_000", "'1_000' không chỉ gồm số", ONLY_NUMBER),
    ("0x1F", "'0x1F' không chỉ gồm số", ONLY_NUMBER),
    ("5\n", r"'5\n' có khoảng trắng thừa", "có phải là 5?"),
    ("mười", "'mười' không phải là số", "chỉ dùng các chữ số 0–9, ví dụ 1234"),
    ("٣", "'٣' không phải là số", "chỉ dùng các chữ số 0–9, ví dụ 1234"),
    ("\uff11\uff12", "'\uff11\uff12' không phải là số", "chỉ dùng các chữ số 0–9, ví dụ 1234"),
    ("9" * 16, f"'{'9' * 16}' có hơn 15 chữ số", "xem lại số trong nguồn"),
]


@pytest.mark.parametrize(("text", "what", "mend"), BAD_COUNTS)
def test_a_count_that_is_no_plain_number_is_named_and_never_repaired(text, what, mend):
    with pytest.raises(BadCell) as refused:
        count(text)
    assert (refused.value.what, refused.value.mend) == (what, mend)


BAD_SHARES = [
    ("99,95", "'99,95' có dấu phẩy thập phân", "dùng dấu chấm thập phân: 99.95"),
    ("97%", "'97%' có dấu %", "tỷ lệ ghi theo phần trăm, không kèm dấu: 97"),
    ("99,95 %", "'99,95 %' có dấu %", "tỷ lệ ghi theo phần trăm, không kèm dấu: 99.95"),
    ("100.01", "'100.01' lớn hơn 100", "tỷ lệ phần trăm nằm từ 0 đến 100"),
    ("9995", "'9995' lớn hơn 100", "tỷ lệ phần trăm nằm từ 0 đến 100"),
    ("-0.5", "'-0.5' là số âm", NEGATIVE),
    ("1e2", "'1e2' viết dạng lũy thừa", ALL_DIGITS),
    ("nan", "'nan' không phải là số", NO_DATA),
    (
        "1.234,5",
        "'1.234,5' viết theo kiểu số trong văn bản",
        "dùng dấu chấm thập phân: 1234.5, không dấu ngăn hàng nghìn",
    ),
    (" 97", "' 97' có khoảng trắng thừa", "có phải là 97?"),
    (".5", "'.5' không chỉ gồm số", ONLY_NUMBER),
    ("5.", "'5.' không chỉ gồm số", ONLY_NUMBER),
]


@pytest.mark.parametrize(("text", "what", "mend"), BAD_SHARES)
def test_a_share_that_is_no_plain_percentage_is_named(text, what, mend):
    with pytest.raises(BadCell) as refused:
        percentage(text)
    assert (refused.value.what, refused.value.mend) == (what, mend)


@pytest.mark.parametrize(
    ("text", "value"), [("0", 0), ("100", 100), ("0.04", 0.04), ("1.234", 1.234)]
)
def test_a_share_is_a_decimal_from_0_to_100(text, value):
    assert percentage(text) == value


def test_a_decimal_may_be_larger_than_100():
    assert decimal("1234.5") == 1234.5


@given(st.integers(min_value=0, max_value=10**15 - 1))
def test_every_whole_number_in_digits_is_its_own_count(number):
    assert count(str(number)) == number


@given(st.decimals(min_value=0, max_value=100, places=4))
def test_a_share_keeps_the_value_it_was_typed_with(share):
    assert percentage(f"{share:f}") == float(Fraction(share))


@given(st.text())
def test_any_text_is_ascii_digits_or_refused_in_words(text):
    is_plain = text != "" and set(text) <= set("0123456789") and len(text) <= 15
    try:
        assert count(text) == int(text) and is_plain
    except BadCell as bad:
        assert not is_plain
        assert bad.what.isprintable() and bad.mend.isprintable() and bad.mend
