"""Drawings as SVG text: bars that carry their own numbers, without axes.

They are written down element by element: for rectangles and words whose places are known, a library
of plots does nothing but take many times as long.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

COLOURS = ("#9db4c8", "#1f4e79", "#c77f1a")
SLICES = ("#1f4e79", "#c77f1a", "#b3261e", "#6d4c8f", "#8a8f98", "#2f7d5b", "#b9a44c")
INK, FAINT, MISSING = "#1a1a1a", "#c9ced6", "#5f6672"
WIDTH, LEFT, LONGEST = 518.4, 207.4, 238.5
"""Points: the whole drawing, the labels' part of it, the longest bar."""
BAR, GAP, LINE, LEGEND, MARGIN = 13.7, 9.4, 11.9, 14.4, 4.3
"""Points: a bar, the room between items, a line of a label, one of the legend, the lower margin."""
SIZE, LETTER, BELOW_MIDDLE, SPACE = 10, 5.83, 3.1, 2.9
"""Points: the letters, how wide one is on average, where they stand, the room beside them."""
NUMBER = 43
"""Points that a bar's number may take: a tick that is nearer would run through it."""


@dataclass(frozen=True)
class Series:
    """One colour of bars: its name, a value for each item (None: no data), the printed texts."""

    name: str
    values: Sequence[float | None]
    texts: Sequence[str]


def bars(
    items: Sequence[str],
    series: Sequence[Series],
    goals: Sequence[float | None] = (),
    largest: float | None = None,
) -> str:
    """Horizontal bars as SVG: a group an item, a bar a series, a tick at each item's goal.

    Every bar is labelled with its printed number; a missing value says so in words. `largest` is
    the value of a full width, by default that of the longest bar.

    >>> ">3 xã</text>" in bars(["Xã"], [Series("năm 2022", [3.0], ["3 xã"])])
    True
    """
    known = [value for each in series for value in each.values if value is not None]
    scale = LONGEST / (largest or max([*known, 0]) or 1)
    colours = COLOURS[1:] if len(series) == 1 else COLOURS
    names = [(each.name, colours[place]) for place, each in enumerate(series)]
    if any(goal is not None for goal in goals):
        names.append(("mục tiêu", COLOURS[2]))
    top, legend = _legend(names)
    drawn, start = [], top
    for number, item in enumerate(items):
        label = _broken(item)
        height = max(len(series) * BAR, LINE * len(label))
        middle = start + GAP / 2 + height / 2
        values = [(each.values[number], each.texts[number]) for each in series]
        goal = goals[number] if goals else None
        drawn += _label(label, middle)
        drawn += _group(values, colours, middle, None if goal is None else goal * scale, scale)
        start += height + GAP
    return _svg(top, start, [*legend, *drawn])


def _group(
    values: Sequence[tuple[float | None, str]],
    colours: Sequence[str],
    middle: float,
    goal: float | None,
    scale: float,
) -> Iterator[str]:
    """The bars of one item around its middle, each with its number, and the tick of its goal."""
    start = middle - len(values) * BAR / 2
    for place, ((value, text), colour) in enumerate(zip(values, colours, strict=False)):
        at = start + (place + 0.5) * BAR
        long = min((value or 0) * scale, LONGEST)
        yield _rect(LEFT, at, long, BAR * 0.86, colour)
        yield _text(LEFT + _beside(long, goal) + SPACE, at, text, MISSING if value is None else INK)
    if goal is not None:
        ends = (start - SPACE, start + len(values) * BAR + SPACE)
        yield _upright(LEFT + goal, ends, COLOURS[2], 1.8)


def _beside(end: float, goal: float | None) -> float:
    """Where a bar's number begins: behind the tick of a goal that it would run through."""
    return goal if goal is not None and end <= goal < end + NUMBER else end


def stacks(items: Sequence[str], series: Sequence[Series], totals: Sequence[str]) -> str:
    """Horizontal stacked bars as SVG: a bar an item, a colour a series, the total at its end.

    >>> ">4%</text>" in stacks(["Xã"], [Series("quá hạn", [4.0], [""])], ["4%"])
    True
    """
    values = [[each.values[number] or 0 for each in series] for number, _ in enumerate(items)]
    scale = LONGEST / (max([*map(sum, values), 0]) or 1)
    names = [(each.name, SLICES[place % len(SLICES)]) for place, each in enumerate(series)]
    top, legend = _legend(names)
    drawn, high = [], 1.3 * BAR
    for number, (item, parts) in enumerate(zip(items, values, strict=True)):
        middle = top + (number + 0.5) * (high + GAP)
        end = 0.0
        for value, (_, colour) in zip(parts, names, strict=True):
            drawn.append(_rect(LEFT + end, middle, value * scale, high, colour))
            end += value * scale
        drawn += _label(_broken(item), middle)
        drawn.append(_text(LEFT + end + SPACE, middle, totals[number]))
    return _svg(top, top + len(items) * (high + GAP), [*legend, *drawn])


def _broken(item: str) -> list[str]:
    return wrap(item, int(LEFT / LETTER)) or [""]


def _legend(names: Sequence[tuple[str, str]]) -> tuple[float, list[str]]:
    """Where the legend ends, and each name behind its colour; as many a row as fit."""
    widths = [28.8 + LETTER * len(name) for name, _ in names]
    start = LEFT if sum(widths) <= WIDTH - LEFT else GAP
    drawn, left, middle = [], start, 10.0
    for (name, colour), width in zip(names, widths, strict=True):
        if left > start and left + width > WIDTH:
            left, middle = start, middle + LEGEND
        drawn.append(_rect(left, middle, 8.2, 8.2, colour))
        drawn.append(_text(left + 12.2, middle, name))
        left += width
    return middle + LEGEND - SPACE, drawn


def _label(lines: Sequence[str], middle: float) -> Iterator[str]:
    first = middle - (len(lines) - 1) * LINE / 2
    for number, line in enumerate(lines):
        yield _text(LEFT - 1.6 * SPACE, first + number * LINE, line, anchor="end")


def _rect(x: float, middle: float, width: float, height: float, colour: str) -> str:
    place = f'x="{_at(x)}" y="{_at(middle - height / 2)}"'
    return f'<rect {place} width="{_at(width)}" height="{_at(height)}" fill="{colour}"/>'


def _upright(x: float, ends: tuple[float, float], colour: str, width: float) -> str:
    place = f'x1="{_at(x)}" y1="{_at(ends[0])}" x2="{_at(x)}" y2="{_at(ends[1])}"'
    return f'<line {place} stroke="{colour}" stroke-width="{width}"/>'


def _text(x: float, middle: float, words: str, colour: str = INK, anchor: str = "start") -> str:
    place = f'x="{_at(x)}" y="{_at(middle + BELOW_MIDDLE)}" text-anchor="{anchor}"'
    return f'<text {place} fill="{colour}">{escape(words, quote=False)}</text>'


def _at(place: float) -> str:
    """A place in points: a hundredth of one is nothing that an eye or a printer tells apart."""
    return f"{place:.2f}".rstrip("0").rstrip(".")


def _svg(top: float, bottom: float, drawn: Iterable[str]) -> str:
    """The drawing as text, from its elements and the line from which the bars between start."""
    width, height = _at(WIDTH), _at(bottom + MARGIN)
    paper = f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    elements = "\n".join([paper, *drawn, _upright(LEFT, (top, bottom), FAINT, 1)])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt"'
        f' viewBox="0 0 {width} {height}"'
        f""" style="font-family: 'DejaVu Sans'; font-size: {SIZE}px">\n{elements}\n</svg>\n"""
    )
