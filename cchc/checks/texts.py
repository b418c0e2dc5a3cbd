"""Words: a number in the narrative is a figure of the unit, every character can be printed."""

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from ..cells import BadCell
from ..letters import code_point
from ..mentions import mentions
from ..periods import parse_period
from ..quantity import as_stated
from ..written import written
from .evidence import Evidence
from .finding import Check, Finding


def _numbers(text: str, years: Iterable[int]) -> list[str]:
    """The numbers of a text that count something, each once, as printed but for the `%`."""
    found = mentions(text, years=years)
    return list(dict.fromkeys(m.text.rstrip("% ") for m in found if m.kind == "quantity"))


def _readings(printed: str) -> tuple[str, ...]:
    """The plain numbers that a printed one may be: `7.500` is 7500 or 7.500, `99,95` is 99.95."""
    try:
        return written(printed).meanings
    except BadCell:
        return ()


def _is_held(reading: str, held: set[Fraction]) -> bool:
    """Whether a number is one that the unit has; with decimals, one that it is the rounding of."""
    if Fraction(reading) in held:
        return True
    bounds = as_stated(reading)
    return "." in reading and any(bounds.low <= value < bounds.high for value in held)


def _narrative_number(evidence: Evidence) -> Iterator[Finding]:
    folder = evidence.folder
    held = {Fraction(text) for text in (*folder.figures["text"], *folder.fields["text"])}
    for ledger in (evidence.ledger, *evidence.fields.values()):
        held |= {known.quantity.value for known in ledger.values()}
    years = {year for text in folder.figures["period"] for year in parse_period(text).years}
    for point in evidence.folder.narrative.points:
        for printed in _numbers(point.text, years):
            readings = _readings(printed)
            if any(_is_held(reading, held) for reading in readings):
                continue
            yield Finding(
                f"Phần thuyết minh, mục {' › '.join(point.heading)}: số {printed} không phải là số"
                f" liệu nào của đơn vị ({_around(point.text, printed)}).",
                places=(f"narrative.md, dòng {point.row}: {point.place}",),
                found=float(readings[0]) if readings else None,
                area=point.area,
            )


def _around(text: str, printed: str) -> str:
    """The words beside a number, enough to find it."""
    at = re.search(rf"(?<![\d.,/]){re.escape(printed)}(?![.,]?\d)", text)
    at = at.start() if at else text.find(printed)
    start = text.rfind(" ", 0, max(0, at - 25)) + 1
    end = text.find(" ", at + len(printed) + 25)
    before, after = "…" if start else "", "…" if end > 0 else ""
    return f"“{before}{text[start : end if end > 0 else len(text)]}{after}”"


def _undrawn(evidence: Evidence) -> Iterator[Finding]:
    """What would be lost in print, in every file but the register of all units."""
    for file in evidence.folder.inputs:
        for lost in () if file.path == "units.csv" else file.undrawn:
            more = f"{lost.times} chỗ, chỗ đầu: " if lost.times > 1 else ""
            yield Finding(
                f"Ký tự {code_point(lost.character)} không có trong các phông chữ đi kèm nên bản"
                f" PDF không in được ({more}{lost.words}); thay bằng chữ khác, hoặc chạy với"
                " --font-path chỉ tới thư mục có phông vẽ được ký tự này.",
                places=(lost.where,),
            )


CHECKS = (
    Check(
        "narrative_number_is_no_figure",
        "warn",
        "Số trong phần thuyết minh không có trong số liệu",
        "A number in the narrative is no figure of the unit",
        _narrative_number,
    ),
    Check(
        "character_not_drawn",
        "warn",
        "Ký tự không có trong các phông chữ đi kèm, bản PDF không in được",
        "A character that no font at hand draws, so that no PDF can be printed",
        _undrawn,
    ),
)
