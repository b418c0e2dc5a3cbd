"""What a cell of a workbook says: a figure's text and bound, a day, a text — or what is wrong."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from ..cells import BadCell, iso_date, quoted, readable
from ..indicator import Indicator
from ..numbers import count, percentage
from ..numerals import day
from ..readings import read_count, read_share
from .sheets import Sheet

_FORMULA = "sửa công thức, hoặc ghi thẳng số vào ô"
_AS_NUMBER = "Excel đã đổi số thành ngày: định dạng ô là số (Number) rồi ghi lại số"


@dataclass(frozen=True)
class Spot:
    """One cell of a sheet; rows and columns count from 0."""

    sheet: Sheet
    row: int
    column: int

    @property
    def value(self) -> Any:
        return self.sheet.at(self.row, self.column)

    @property
    def where(self) -> str:
        return self.sheet.place(self.row, self.column)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it: no value, no error, no formula without a value."""
        at = (self.row, self.column)
        strange = at in self.sheet.traits.errors or at in self.sheet.traits.uncomputed
        blank = not self.value.strip() if isinstance(self.value, str) else False
        return blank and not strange


def figure_of(spot: Spot, indicator: Indicator) -> tuple[str, str]:
    """The value of a filled cell as figures.csv holds it, and the bound it is written with.

    A number in percent is read as it is shown (0.9995 in percent is 99.95). Raises `BadCell`.
    """
    _refuse_broken(spot)
    value = spot.value
    if isinstance(value, str):
        return _typed(value.strip(), indicator)
    if isinstance(value, bool):
        raise BadCell("ô có giá trị đúng/sai, không phải số", "ghi số")
    if isinstance(value, date | datetime | time | timedelta):
        shown = day(value) if isinstance(value, date) else str(value)
        raise BadCell(f"ô có ngày hoặc giờ {shown}, không phải số", _AS_NUMBER)
    exact = Decimal(format(value, ".15g"))
    if (spot.row, spot.column) in spot.sheet.traits.percents:
        if not indicator.is_share:
            mend = "xem lại chỉ tiêu: đây không phải là tỷ lệ; ghi số đếm, định dạng ô là số"
            raise BadCell(f"ô ghi {_plain(exact * 100)}%", mend)
        exact *= 100
    text = _plain(exact)
    (percentage if indicator.is_share else count)(text)
    return text, ""


def text_of(spot: Spot) -> str:
    """The text of a cell; a number without its `.0`, a day as 31/12/2022. Raises `BadCell`."""
    _refuse_broken(spot)
    value = spot.value
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, float):
        return _plain(Decimal(format(value, ".15g")))
    if isinstance(value, date):
        return day(value)
    return readable(str(value))


def day_of(spot: Spot) -> str:
    """The day of a cell as 2022-12-31, "" for an empty one.

    A text may also be written 31/12/2022, as officials do. Raises `BadCell`.
    """
    _refuse_broken(spot)
    value = spot.value
    if isinstance(value, date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    text = text_of(spot).strip()
    if not text:
        return ""
    try:
        return iso_date(text).isoformat()
    except BadCell as bad:
        meant = bad.mend.removeprefix("có phải là ").removesuffix("?")
        if bad.mend.startswith("có phải là ") and "/" in text:
            return meant
        raise BadCell(f"{quoted(text)} không phải là ngày", "ghi ngày dạng 31/12/2022") from None


def _typed(text: str, indicator: Indicator) -> tuple[str, str]:
    """A number that stands in its cell as text; one that is plain already keeps every digit."""
    try:
        (percentage if indicator.is_share else count)(text)
    except BadCell:
        found = (read_share if indicator.is_share else read_count)(text)
        if found.unit.lower() not in ("", "%", indicator.measure_unit.lower()):
            what = f"{quoted(text)} có chữ {quoted(found.unit)} sau số"
            mend = f"chỉ ghi số, tính bằng {indicator.measure_unit}"
            raise BadCell(what, mend) from None
        return found.plain, found.qualifier
    return text, ""


def _refuse_broken(spot: Spot) -> None:
    at, traits = (spot.row, spot.column), spot.sheet.traits
    if at in traits.errors:
        raise BadCell("ô có công thức bị lỗi", _FORMULA)
    if at in traits.uncomputed:
        mend = "mở tệp bằng Excel hoặc LibreOffice để tính lại, lưu, rồi nhập lại"
        raise BadCell("ô có công thức chưa được tính", mend)


def _plain(exact: Decimal) -> str:
    text = format(exact, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
