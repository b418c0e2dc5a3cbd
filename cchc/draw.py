"""Drawings by matplotlib as SVG text: bars that carry their own numbers, without axes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from io import StringIO
from textwrap import fill

COLOURS = ("#9db4c8", "#1f4e79", "#c77f1a")
SLICES = ("#1f4e79", "#c77f1a", "#b3261e", "#6d4c8f", "#8a8f98", "#2f7d5b", "#b9a44c")
INK, FAINT, MISSING = "#1a1a1a", "#c9ced6", "#5f6672"
STYLE = {
    "svg.hashsalt": "cchc",
    "svg.fonttype": "none",
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "text.parse_math": False,
}
WIDTH, LEFT, RIGHT = 7.2, 0.40, 0.14
BAR, GAP, LINE, BOTTOM = 0.19, 0.13, 0.165, 0.06
"""Inches: a bar, the room between items, a line of text, the room below."""
LETTER = 0.081
"""Inches that a letter takes on average, wide ones counted in: labels are broken by it."""


@dataclass(frozen=True)
class Series:
    """One colour of bars: its name, a value for each item (None: no data), the printed texts."""

    name: str
    values: Sequence[float | None]
    texts: Sequence[str]


def _in_house_style(draw: Callable[..., str]) -> Callable[..., str]:
    """The same drawing whatever a matplotlibrc or the notebook around it says."""

    @wraps(draw)
    def styled(*args, **more) -> str:
        import matplotlib

        plain = {k: v for k, v in matplotlib.rcParamsDefault.items() if not k.startswith("backend")}
        with matplotlib.rc_context(plain | STYLE):
            return draw(*args, **more)

    return styled


@_in_house_style
def bars(
    items: Sequence[str],
    series: Sequence[Series],
    goals: Sequence[float | None] = (),
    largest: float | None = None,
) -> str:
    """Horizontal bars as SVG: a group an item, a bar a series, a tick at each item's goal.

    Every bar is labelled with its printed number; a missing value says so in words. `largest` is
    the value of a full width, by default that of the longest bar.
    """
    known = [value for each in series for value in each.values if value is not None]
    largest = largest or max([*known, 0]) or 1
    colours = COLOURS[1:] if len(series) == 1 else COLOURS
    names = [(each.name, colours[place]) for place, each in enumerate(series)]
    if any(goal is not None for goal in goals):
        names.append(("mục tiêu", COLOURS[2]))
    labels = [_broken(item) for item in items]
    heights = [max(len(series) * BAR, LINE * (label.count("\n") + 1)) + GAP for label in labels]
    figure, axes = _axes(sum(heights), largest, names)
    top = GAP / 2
    for number, (label, height) in enumerate(zip(labels, heights, strict=True)):
        middle = top + (height - GAP) / 2
        _label(axes, label, middle, largest)
        values = [(each.values[number], each.texts[number]) for each in series]
        goal = goals[number] if goals else None
        _group(axes, values, colours, middle, goal, largest)
        top += height
    return _svg(figure)


def _group(axes, values, colours, middle: float, goal: float | None, largest: float) -> None:
    """The bars of one item around its middle, each with its number, and the tick of its goal."""
    start = middle - len(values) * BAR / 2
    places = [start + (place + 0.5) * BAR for place in range(len(values))]
    ends = [min(value or 0, largest) for value, _ in values]
    axes.barh(places, ends, height=BAR * 0.86, color=colours[: len(values)])
    for (value, text), end, at in zip(values, ends, places, strict=True):
        left = _beside(end, goal, largest) + 0.012 * largest
        axes.text(left, at, text, va="center", color=MISSING if value is None else INK)
    if goal is not None:
        ends = [start - 0.04, start + len(values) * BAR + 0.04]
        axes.plot([goal] * 2, ends, color=COLOURS[2], linewidth=1.8, clip_on=False)


def _beside(value: float, goal: float | None, largest: float) -> float:
    """Where a bar's number begins: behind the tick of a goal that it would run through."""
    if goal is not None and value <= goal < value + 0.16 * largest:
        return goal
    return value


@_in_house_style
def stacks(items: Sequence[str], series: Sequence[Series], totals: Sequence[str]) -> str:
    """Horizontal stacked bars as SVG: a bar an item, a colour a series, the total at its end."""
    sums = [sum(each.values[number] or 0 for each in series) for number in range(len(items))]
    largest = max([*sums, 0]) or 1
    names = [(each.name, SLICES[place % len(SLICES)]) for place, each in enumerate(series)]
    height = 1.3 * BAR + GAP
    figure, axes = _axes(len(items) * height, largest, names)
    middles = [(number + 0.5) * height for number in range(len(items))]
    starts = [0.0] * len(items)
    for each, (_, colour) in zip(series, names, strict=True):
        widths = [value or 0 for value in each.values]
        axes.barh(middles, widths, left=starts, height=BAR * 1.3, color=colour)
        starts = [start + width for start, width in zip(starts, widths, strict=True)]
    for item, at, end, total in zip(items, middles, starts, totals, strict=True):
        _label(axes, _broken(item), at, largest)
        axes.text(end + 0.012 * largest, at, total, va="center", color=INK)
    return _svg(figure)


def _broken(item: str) -> str:
    return fill(item, int(LEFT * WIDTH / LETTER))


def _label(axes, text: str, middle: float, largest: float) -> None:
    axes.text(-0.02 * largest, middle, text, ha="right", va="center", color=INK, linespacing=1.1)


def _axes(height: float, largest: float, names: Sequence[tuple[str, str]]):
    """An empty drawing: the bars' room, and the legend in as many rows as it needs above."""
    from matplotlib.figure import Figure

    rows = _legend_rows(names)
    full = height + len(rows) * 0.2 + 0.1 + BOTTOM
    figure = Figure(figsize=(WIDTH, full))
    axes = figure.add_axes((LEFT, BOTTOM / full, 1 - LEFT - RIGHT, height / full))
    axes.set_axis_off()
    axes.set_xlim(0, largest)
    axes.set_ylim(height, 0)
    axes.plot([0, 0], [0, height], color=FAINT, linewidth=1)
    for number, row in enumerate(rows):
        for name, colour, left in row:
            at = 1 - (0.14 + 0.2 * number) / full
            figure.text(left / WIDTH, at, "■", color=colour, va="center", size=11)
            figure.text((left + 0.17) / WIDTH, at, name, color=INK, va="center")
    return figure, axes


def _legend_rows(names: Sequence[tuple[str, str]]) -> list[list[tuple[str, str, float]]]:
    """Each name with its colour and where it starts, in inches; as many a row as fit."""
    start = 0.1 if sum(len(name) for name, _ in names) * LETTER > 3 else LEFT * WIDTH
    rows: list[list[tuple[str, str, float]]] = [[]]
    left = start
    for name, colour in names:
        width = 0.4 + LETTER * len(name)
        if rows[-1] and left + width > WIDTH:
            rows.append([])
            left = start
        rows[-1].append((name, colour, left))
        left += width
    return rows


def _svg(figure) -> str:
    """The drawing as text; the same numbers give the same text, byte for byte."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    out = StringIO()
    FigureCanvasSVG(figure).print_svg(out, metadata={"Date": None, "Creator": None})
    return out.getvalue()
