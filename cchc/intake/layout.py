"""The words of the workbook, in one place: what is written there is what is read back."""

import re
from collections.abc import Iterable, Mapping

from ..catalogue import AREAS
from ..cells import BadCell, quoted, suggestion
from ..checks import level_name, period_name
from ..indicator import LEVELS
from ..periods import parse_period

GUIDE, OFFICE, PERIODS, SOURCES = (
    "Hướng dẫn",
    "Đơn vị báo cáo",
    "Kỳ số liệu",
    "Nguồn số liệu",
)
BASE, LISTS = "Gốc", "Danh mục"
"""Hidden sheets: what stood in `data/` when the workbook was made, and the words of the lists."""
UNIT = "Mã đơn vị"

SHORT = {
    "direction": "Tổ chức thực hiện",
    "institutions": "Thể chế",
    "procedures": "Thủ tục hành chính",
    "organisation": "Tổ chức bộ máy",
    "civil_service": "Cán bộ, công chức",
    "public_finance": "Tài chính công",
    "modernisation": "Hiện đại hóa",
    "e_government": "Chính quyền điện tử",
}
CODE, LABEL, LEVEL, MEASURE = "Mã", "Chỉ tiêu", "Cấp", "Đơn vị tính"
AFTER_VALUES = {
    "qualifier": "Mức",
    "source": "Nguồn",
    "place": "Nơi ghi",
    "note": "Ghi chú",
}
DEFINITION = "Định nghĩa, cách tính"
COMPUTED = "="
"""Stands for the code of a row that checks a sum: nothing is read from it."""

PERIOD_COLUMNS = {
    "period": "Kỳ",
    "start": "Ngày đầu",
    "end": "Ngày cuối",
    "complete": "Đã trọn kỳ",
    "note": "Ghi chú",
}
SOURCE_COLUMNS = {
    "id": "Mã nguồn",
    "title": "Tên nguồn",
    "issuer": "Cơ quan ban hành",
    "date": "Ngày",
    "kind": "Loại",
    "note": "Ghi chú",
}
OFFICE_COLUMNS = {"key": "Mã", "words": "Mục", "value": "Nội dung"}

OWN_SOURCE = "bang-tinh"
OWN_TITLE = "Bảng tính số liệu cải cách hành chính do đơn vị điền"
"""The workbook itself, as the source of a figure that names no other."""

QUALIFIERS = {
    "about": "khoảng",
    "over": "trên",
    "under": "dưới",
    "at_least": "từ … trở lên",
    "at_most": "không quá",
}
YES_NO = {"yes": "có", "no": "không"}
_LIKE = {"hơn": "over", "~": "about", "từ ... trở lên": "at_least", "từ": "at_least"}
_PERIOD = re.compile(r"(?:19|20)[0-9]{2}(?:-(?:[HQM][0-9]{1,2}|(?:19|20)[0-9]{2}))?")


def sheet_name(area: str) -> str:
    """The name of an area's sheet, at most 31 characters as Excel asks.

    >>> sheet_name("procedures")
    'Thủ tục hành chính'
    """
    return SHORT.get(area) or AREAS[area].vi[:31].strip()


def period_heading(period: str) -> str:
    """The heading of a period's column: the year, or the period's id with its name.

    >>> period_heading("2022"), period_heading("2022-Q3")
    ('Năm 2022', '2022-Q3 (quý 3 năm 2022)')
    """
    if parse_period(period).kind == "year":
        return f"Năm {period}"
    return f"{period} ({period_name(period)})"


def period_of(heading: str) -> str | None:
    """The period that a heading is, with its name in brackets or not; None for any other heading.

    >>> period_of("Năm 2022"), period_of("2022-Q3 (quý 3 năm 2022)"), period_of("Ghi chú 2022")
    ('2022', '2022-Q3', None)
    >>> period_of("2022-Q3"), period_of("Năm 2022 (ước cả năm 2023)")
    ('2022-Q3', None)
    """
    bare = re.sub(r"^năm\s+", "", folded(heading)).upper()
    found = _PERIOD.match(bare)
    try:
        period = parse_period(found[0]).id if found else ""
    except BadCell:
        return None
    ways = (period, period_heading(period).upper()) if period else ()
    return period if bare in ways else None


def folded(text: str) -> str:
    """A heading or a choice as it is compared: lower case, single blanks.

    >>> folded("  Đơn vị\\n tính ")
    'đơn vị tính'
    """
    return " ".join(text.lower().split())


def level_words(level: str, unit_type: str) -> str:
    """A level as the workbook names it.

    >>> level_words("all", "huyện")
    'toàn huyện'
    """
    return level_name(level, unit_type)


def level_of(text: str) -> str:
    """The level of its words; raises `BadCell`.

    >>> level_of("cấp xã"), level_of("Toàn huyện")
    ('commune', 'all')
    """
    known = {level_name(level, ""): level for level in LEVELS if level != "all"}
    bare = folded(text)
    if bare.startswith("toàn"):
        return "all"
    return _chosen(bare, known, "các cấp", (*known, "toàn huyện"))


def qualifier_of(text: str) -> str:
    """The qualifier of its words, "" for an empty cell; raises `BadCell`.

    >>> qualifier_of("Khoảng"), qualifier_of("từ … trở lên")
    ('about', 'at_least')
    """
    known = {words: code for code, words in QUALIFIERS.items()} | _LIKE
    return _chosen(folded(text), known, "các từ chỉ mức", QUALIFIERS.values()) if text else ""


def yes_no_of(text: str) -> str:
    """`yes` or `no`; raises `BadCell`.

    >>> yes_no_of("Có")
    'yes'
    """
    known = {words: code for code, words in YES_NO.items()} | {code: code for code in YES_NO}
    return _chosen(folded(text), known, "các câu trả lời", YES_NO.values())


def _chosen(text: str, known: Mapping[str, str], among: str, choice: Iterable[str]) -> str:
    if text in known:
        return known[text]
    advice = f"chọn trong: {', '.join(choice)}"
    if not text:
        raise BadCell("ô trống", advice)
    raise BadCell(f"{quoted(text)} không có trong {among}", suggestion(text, known, advice))
