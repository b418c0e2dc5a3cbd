"""One cell of form II.06a: a count as data files hold it, or what is wrong with the cell."""

from ...catalogue import CATALOGUE
from ...cells import BadCell
from ..cell_values import Spot, figure_of, text_of
from ..sheets import Sheet

_DOSSIERS = CATALOGUE["dossiers_received"]


def count_in(sheet: Sheet, row: int, column: int) -> str:
    """The count in a cell in plain digits, "" for an empty cell. Raises `BadCell`.

    A text is read by the rules for a cell that is known to hold a count (`cchc.readings`): `1.234`
    is 1234 there. What is no count is refused, not rounded and not taken for nothing.
    """
    spot = Spot(sheet, row, column)
    if spot.is_empty:
        return ""
    text, qualifier = figure_of(spot, _DOSSIERS)
    if qualifier:
        what = f"{text_of(spot)!r} không phải là số đếm chính xác"
        raise BadCell(what, "biểu II.06a chỉ nhận số đã đếm: bỏ chữ khoảng, trên, dưới")
    return text
