"""Drawings by matplotlib as SVG text: bars that carry their own numbers, without axes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from io import StringIO
from textwrap import wrap

from matplotlib import rc_context, rcParamsDefault
from matplotlib.artist import Artist
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

COLOURS = ("#9db4c8", "#1f4e79", "#c77f1a")
SLICES = ("#1f4e79", "#c77f1a", "#b3261e", "#6d4c8f", "#8a8f98", "#2f7d5b", "#b9a44c")
INK, FAINT, MISSING = "#1a1a1a", "#c9ced6", "#5f6672"
SEEN = ("figure.", "font.", "patch.", "path.", "svg.", "text.")
"""Beginnings of the settings that a drawing looks at: to set all three hundred takes its time."""
STYLE = {
    **{name: value for name, value in rcParamsDefault.items() if name.startswith(SEEN)},
    "svg.hashsalt": "cchc",
    "svg.fonttype": "none",
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "text.parse_math": False,
}
WIDTH, LEFT, RIGHT = 7.2, 0.40, 0.14
BAR, GAP, LINE, BASE, BOTTOM = 0.19, 0.13, 0.165, 0.041, 0.06
"""Inches: a bar, the room between items, a line of text, from its middle to its base, below all."""
START, LONGEST = LEFT * WIDTH, (1 - LEFT - RIGHT) * WIDTH
"""Inches: where bars begin, and the longest of them."""
NUMBER = 0.6
"""Inches that a bar's number may take: a tick that is nearer would run through it."""
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
        with rc_context(STYLE):
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
    scale = LONGEST / (largest or max([*known, 0]) or 1)
    colours = COLOURS[1:] if len(series) == 1 else COLOURS
    names = [(each.name, colours[place]) for place, each in enumerate(series)]
    if any(goal is not None for goal in goals):
        names.append(("mục tiêu", COLOURS[2]))
    labels = [_broken(item) for item in items]
    heights = [max(len(series) * BAR, LINE * len(label)) + GAP for label in labels]
    sheet = _Sheet(sum(heights), names)
    top = GAP / 2
    for number, (label, height) in enumerate(zip(labels, heights, strict=True)):
        middle = top + (height - GAP) / 2
        sheet.label(label, middle)
        values = [(each.values[number], each.texts[number]) for each in series]
        goal = goals[number] if goals else None
        _group(sheet, values, colours, middle, None if goal is None else goal * scale, scale)
        top += height
    return sheet.svg()


def _group(
    sheet: "_Sheet", values, colours, middle: float, goal: float | None, scale: float
) -> None:
    """The bars of one item around its middle, each with its number, and the tick of its goal."""
    start = middle - len(values) * BAR / 2
    for place, ((value, text), colour) in enumerate(zip(values, colours, strict=False)):
        at = start + (place + 0.5) * BAR
        end = min((value or 0) * scale, LONGEST)
        sheet.bar(0, end, at, BAR * 0.86, colour)
        sheet.number(_beside(end, goal), at, text, MISSING if value is None else INK)
    if goal is not None:
        ends = (start - 0.04, start + len(values) * BAR + 0.04)
        sheet.upright(goal, ends, COLOURS[2], 1.8)


def _beside(end: float, goal: float | None) -> float:
    """Where a bar's number begins: behind the tick of a goal that it would run through."""
    return goal if goal is not None and end <= goal < end + NUMBER else end


@_in_house_style
def stacks(items: Sequence[str], series: Sequence[Series], totals: Sequence[str]) -> str:
    """Horizontal stacked bars as SVG: a bar an item, a colour a series, the total at its end."""
    sums = [sum(each.values[number] or 0 for each in series) for number in range(len(items))]
    scale = LONGEST / (max([*sums, 0]) or 1)
    names = [(each.name, SLICES[place % len(SLICES)]) for place, each in enumerate(series)]
    height = 1.3 * BAR + GAP
    sheet = _Sheet(len(items) * height, names)
    for number, item in enumerate(items):
        middle, end = (number + 0.5) * height, 0.0
        for each, (_, colour) in zip(series, names, strict=True):
            long = (each.values[number] or 0) * scale
            sheet.bar(end, long, middle, BAR * 1.3, colour)
            end += long
        sheet.label(_broken(item), middle)
        sheet.number(end, middle, totals[number])
    return sheet.svg()


def _broken(item: str) -> list[str]:
    return wrap(item, int(LEFT * WIDTH / LETTER))


class _Words(Text):
    """Words on one line, which whoever shows the drawing aligns: nothing of them is measured here,
    and that takes longest."""

    def draw(self, renderer) -> None:
        """Write the words at their place."""
        x, y = self.get_transform().transform(self.get_position())
        context = renderer.new_gc()
        context.set_foreground(self.get_color())
        height = renderer.get_canvas_width_height()[1]
        renderer.draw_text(
            context, x, height - y, self.get_text(), self.get_fontproperties(), 0, mtext=self
        )


class _Sheet:
    """A figure with a legend above and room for bars below, `height` inches of it.

    Lengths are inches from where bars begin, heights inches from the top of their room. The artists
    stand in the figure itself: axes would cost as much as all of them and show nothing.
    """

    def __init__(self, height: float, names: Sequence[tuple[str, str]]):
        rows = _legend_rows(names)
        self.full = height + len(rows) * 0.2 + 0.1 + BOTTOM
        self.figure = Figure(figsize=(WIDTH, self.full))
        self.top = self.full - BOTTOM - height
        self.upright(0, (0, height), FAINT, 1)
        for number, row in enumerate(rows):
            at = 0.14 + 0.2 * number - self.top
            for name, colour, left in row:
                self._text(left - START, at, "■", color=colour, size=11)
                self._text(left - START + 0.17, at, name, color=INK)

    def bar(self, start: float, length: float, middle: float, height: float, colour: str) -> None:
        """A bar around its middle."""
        corner = (START + start, self._up(middle + height / 2))
        self._add(Rectangle(corner, length, height), facecolor=colour, linewidth=0)

    def upright(self, at: float, ends: tuple[float, float], colour: str, width: float) -> None:
        """A vertical line, `width` points wide."""
        high, wide = ends[1] - ends[0], width / 72
        corner = (START + at - wide / 2, self._up(ends[1]))
        self._add(Rectangle(corner, wide, high), facecolor=colour, linewidth=0)

    def number(self, end: float, middle: float, text: str, colour: str = INK) -> None:
        """A bar's number, beside its end."""
        self._text(end + 0.012 * LONGEST, middle, text, color=colour)

    def label(self, lines: Sequence[str], middle: float) -> None:
        """What a bar is about, before it."""
        first = middle - (len(lines) - 1) * LINE / 2
        for number, line in enumerate(lines):
            self._text(-0.02 * LONGEST, first + number * LINE, line, ha="right", color=INK)

    def svg(self) -> str:
        """The drawing as text; the same numbers give the same text, byte for byte."""
        out = StringIO()
        FigureCanvasSVG(self.figure).print_svg(out, metadata={"Date": None, "Creator": None})
        return out.getvalue()

    def _up(self, down: float) -> float:
        """Inches from the lower edge of the figure."""
        return self.full - self.top - down

    def _add(self, artist: Artist, **look) -> None:
        self.figure.add_artist(artist, clip=False)
        artist.set(transform=self.figure.dpi_scale_trans, **look)

    def _text(self, across: float, down: float, text: str, **look) -> None:
        self._add(_Words(START + across, self._up(down + BASE), text), **look)


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
