"""Drawings by matplotlib as SVG text: bars that carry their own numbers, without axes."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from textwrap import fill

COLOURS = ("#9db4c8", "#1f4e79", "#c77f1a", "#b3261e", "#6b7280")
SLICES = ("#1f4e79", "#c77f1a", "#b3261e", "#6d4c8f", "#8a8f98", "#2f7d5b", "#b9a44c")
INK, FAINT = "#1a1a1a", "#c9ced6"
STYLE = {
    "svg.hashsalt": "cchc",
    "svg.fonttype": "none",
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "text.parse_math": False,
}
WIDTH, ROW, BAR, TOP, BOTTOM = 7.2, 0.24, 0.19, 0.34, 0.08
LEFT, RIGHT = 0.36, 0.12
LABEL_CHARACTERS = 38


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
    """
    known = [value for each in series for value in each.values if value is not None]
    largest = largest or max([*known, 0]) or 1
    group = len(series) * BAR + 0.5 * ROW
    figure, axes = _axes(len(items) * group, largest)
    for number, item in enumerate(items):
        top = number * group
        axes.text(
            -0.02 * largest,
            top + len(series) * BAR / 2,
            fill(item, LABEL_CHARACTERS),
            ha="right",
            va="center",
            color=INK,
            linespacing=1.1,
        )
        for place, each in enumerate(series):
            middle = top + (place + 0.5) * BAR
            value = each.values[number]
            end = min(value or 0, largest)
            colour = INK if value is not None else COLOURS[4]
            axes.text(end + 0.012 * largest, middle, each.texts[number], va="center", color=colour)
        if goals and goals[number] is not None:
            axes.plot(
                [goals[number]] * 2,
                [top - 0.04, top + len(series) * BAR + 0.04],
                color=COLOURS[2],
                linewidth=1.8,
            )
    for place, each in enumerate(series):
        middles = [number * group + (place + 0.5) * BAR for number in range(len(items))]
        axes.barh(
            middles,
            [min(v or 0, largest) for v in each.values],
            height=BAR * 0.86,
            color=COLOURS[place],
        )
    names = [(each.name, COLOURS[place]) for place, each in enumerate(series)]
    if goals and any(goal is not None for goal in goals):
        names.append(("mục tiêu", COLOURS[2]))
    return _svg(figure, axes, names)


def stacks(items: Sequence[str], series: Sequence[Series]) -> str:
    """Horizontal stacked bars as SVG: a bar an item, a colour a series, totals in the texts of the
    last series' items where they have any."""
    totals = [sum(each.values[n] or 0 for each in series) for n in range(len(items))]
    largest = max([*totals, 0]) or 1
    group = 2 * BAR
    figure, axes = _axes(len(items) * group, largest)
    starts = [0.0] * len(items)
    middles = [number * group + BAR for number in range(len(items))]
    for place, each in enumerate(series):
        widths = [value or 0 for value in each.values]
        axes.barh(middles, widths, left=starts, height=BAR * 1.3, color=SLICES[place % len(SLICES)])
        starts = [start + width for start, width in zip(starts, widths, strict=True)]
    for number, item in enumerate(items):
        axes.text(-0.02 * largest, middles[number], item, ha="right", va="center", color=INK)
        said = [each.texts[number] for each in series if each.values[number]]
        axes.text(
            starts[number] + 0.012 * largest,
            middles[number],
            " + ".join(said) or "0",
            va="center",
            color=INK,
        )
    return _svg(figure, axes, [(e.name, SLICES[n % len(SLICES)]) for n, e in enumerate(series)])


def _axes(height: float, largest: float):
    from matplotlib.figure import Figure

    full = height + TOP + BOTTOM
    figure = Figure(figsize=(WIDTH, full))
    axes = figure.add_axes((LEFT, BOTTOM / full, 1 - LEFT - RIGHT, height / full))
    axes.set_axis_off()
    axes.set_xlim(0, largest)
    axes.set_ylim(height, 0)
    axes.plot([0, 0], [0, height], color=FAINT, linewidth=1)
    return figure, axes


def _svg(figure, axes, names: Sequence[tuple[str, str]]) -> str:
    """The drawing with its legend above; the same numbers give the same text, byte for byte."""
    import matplotlib
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    height = figure.get_size_inches()[1]
    left = LEFT
    for name, colour in names:
        figure.text(left, 1 - 0.17 / height, "■ ", color=colour, va="center", size=11)
        figure.text(left + 0.022, 1 - 0.17 / height, name, color=INK, va="center")
        left += 0.05 + 0.0115 * len(name)
    out = StringIO()
    with matplotlib.rc_context(STYLE):
        FigureCanvasSVG(figure).print_svg(out, metadata={"Date": None, "Creator": None})
    return out.getvalue()
