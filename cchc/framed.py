"""SHOW a plain frame as a table of the report: its columns in Vietnamese, its numbers as officials
write them."""

from numbers import Real

import pandas as pd

from .catalogue import AREAS
from .numerals import number
from .page import Column, Row, Runs, Table
from .phrases import BASES, VERDICTS

COLUMNS = {
    **{"code": "Mã", "area": "Lĩnh vực", "level": "Cấp", "period": "Kỳ", "value": "Giá trị"},
    **{
        "text": "Như đã ghi",
        "qualifier": "Mức độ chính xác",
        "source": "Nguồn",
        "place": "Nơi ghi",
    },
    **{"note": "Ghi chú", "row": "Dòng", "vi": "Tên", "en": "Tiếng Anh", "kind": "Loại số"},
    **{"measure_unit": "Đơn vị tính", "levels": "Các cấp", "formula": "Công thức", "law": "Căn cứ"},
    **{"formula_vi": "Công thức bằng lời", "unit_id": "Đơn vị", "id": "Mã", "name": "Tên"},
    **{"type": "Loại", "parent": "Trực thuộc", "valid_from": "Từ ngày", "valid_to": "Đến ngày"},
    **{"invented": "Minh họa", "figures": "Có số liệu", "check": "Phép đối chiếu"},
    **{
        "severity": "Mức độ",
        "expected": "Đáng lẽ",
        "found": "Thực ghi",
        "difference": "Chênh lệch",
    },
    **{"message": "Nội dung", "places": "Nơi ghi", "numerator": "Tử số", "denominator": "Mẫu số"},
    **{"low": "Cận dưới 95%", "high": "Cận trên 95%", "basis": "Cách có số", "target": "Mục tiêu"},
    **{"change": "Thay đổi", "change_unit": "Đơn vị thay đổi", "verdict": "Đánh giá"},
    **{"before": "Hiện nay", "after": "Giả định", "why_not": "Không so sánh được vì"},
}
"""The names of the columns that the frames of this package have."""
WORDS = {
    **{"yes": "có", "no": "không", "district": "huyện", "commune": "xã", "province": "tỉnh"},
    **{"all": "tất cả", "block": "nghiêm trọng", "warn": "cần xem lại", "note": "ghi chú"},
    **{"flow": "phát sinh", "stock": "thời điểm", **BASES, **VERDICTS},
}
WORDED = {"level", "severity", "kind", "basis", "verdict", "invented", "level_1", "level_2"}
"""The columns whose cells are fixed words."""


def framed(frame: pd.DataFrame, caption: str) -> Table:
    """A frame as a table, a row a row; an unnamed index that only counts is left out.

    Numbers get a decimal comma and at most two decimals; what is missing stays an empty cell.

    >>> table = framed(pd.DataFrame({"value": [1234.5, None]}), "Thí dụ")
    >>> table.columns[0].text, [row.cells[0] for row in table.rows]
    ('Giá trị', [('1.234,50',), ('',)])
    """
    frame = with_index(frame)
    names = [str(name) for name in frame.columns]
    columns = tuple(
        Column(_column(name), "right" if holds_numbers(kind) else "left")
        for name, kind in zip(names, frame.dtypes, strict=True)
    )
    rows = tuple(
        Row(tuple(map(_cell, names, values))) for values in frame.itertuples(index=False, name=None)
    )
    return Table(caption, columns, rows)


def holds_numbers(kind) -> bool:
    """Whether a column of this dtype holds numbers; yes and no are none."""
    return pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind)


def with_index(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its index as columns; an unnamed one that only counts is left out."""
    counts = isinstance(frame.index, pd.RangeIndex) and frame.index.name is None
    return frame if counts else frame.reset_index()


def _column(name: str) -> str:
    plain, _, side = name.rpartition("_")
    if name not in COLUMNS and plain in COLUMNS and side in ("1", "2"):
        return f"{COLUMNS[plain]}, bên {'trái' if side == '1' else 'phải'}"
    return COLUMNS.get(name, name)


def _cell(name: str, value: object) -> Runs:
    if isinstance(value, bool):
        return ("có" if value else "không",)
    if value is None or value is pd.NA or value != value:
        return ("",)
    if isinstance(value, Real):
        return (number(float(value)),)
    text = str(value)
    if name == "area" and text in AREAS:
        return (AREAS[text].vi,)
    return (WORDS.get(text, text) if name in WORDED else text,)
