"""What the words at the head of a row say: a level, a total, or a field (lĩnh vực)."""

import re
from dataclasses import dataclass

_ENUMERATOR = re.compile(r"^\s*(?:[IVXivx]{1,5}|[A-ZĐ]|\d{1,3})\s*[.)/:-]\s*")
_LEVELS = {
    "tỉnh": "province",
    "huyện": "district",
    "quận": "district",
    "xã": "commune",
    "phường": "commune",
    "trấn": "commune",
}
_TOTALS = {"tổng", "cộng", "toàn"}
_DISTRICTS = re.compile("thị xã|thành phố")
_BESIDE = re.compile(
    "số|tthc|thủ|tục|hành|chính|hồ|sơ|lĩnh|vực|thuộc|thẩm|quyền|giải|quyết|của|tại|ở|ubnd|ủy|uỷ|ban"
    "|nhân|dân|các|cấp|thị|đơn|vị|bộ|phận|một|cửa|và|chung|theo|biểu|mục|i{1,3}|iv|[abc]"
)


@dataclass(frozen=True)
class Label:
    """What a row is: of a `level` ("" for none named), a total or not, else a field by its name."""

    name: str
    level: str = ""
    is_total: bool = False

    @property
    def is_field(self) -> bool:
        """Whether the row is about one field."""
        return not self.level and not self.is_total


def label_of(words: str) -> Label:
    """What the words at the head of a row say, without the number before them.

    A level, or a total, is named with words for levels and totals alone; all else is a field, so
    "Cấp giấy phép xây dựng" and "Quản lý đất đai xã" are fields.

    >>> label_of("II. Thủ tục hành chính cấp xã"), label_of("Tổng cộng").is_total
    (Label(name='Thủ tục hành chính cấp xã', level='commune', is_total=False), True)
    >>> label_of("UBND xã, phường, thị trấn").level, label_of("Cộng toàn huyện").level
    ('commune', 'all')
    >>> label_of("1. Cấp giấy phép xây dựng").is_field
    True
    """
    name = " ".join(_ENUMERATOR.sub("", words, count=1).split())
    said = re.findall(r"[^\W\d_]+", _DISTRICTS.sub("huyện", name.casefold()))
    levels = [_LEVELS[word] for word in said if word in _LEVELS]
    is_total = any(word in _TOTALS for word in said)
    more = [word for word in said if word not in _LEVELS and word not in _TOTALS]
    if not (levels or is_total) or not all(map(_BESIDE.fullmatch, more)):
        return Label(name)
    if "toàn" in said:
        return Label(name, "all", True)
    return Label(name, levels[-1] if levels else "", is_total)
