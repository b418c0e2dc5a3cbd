"""The plot of docs/performance.md: speed and memory of each way, and memory over a long run."""

from collections.abc import Callable
from pathlib import Path

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .rows import Part, Rows, said

COLOURS = ("#8fa8c4", "#163d66", "#c46f2e")
STYLE = {
    "svg.hashsalt": "performance",
    "svg.fonttype": "none",
    "font.family": "DejaVu Sans",
    "font.size": 8,
}


def write_plot(parts: dict[str, Part], path: Path) -> None:
    """Write the plot as SVG; the same numbers give the same file."""
    rows, full = Rows(parts["ways"].rows), parts["full"]
    heights = [3] * bool(rows.rows) + [2] * bool(full.rows)
    with rc_context(STYLE):
        figure = Figure(figsize=(9, 1.3 * sum(heights)), layout="constrained")
        grid = figure.add_gridspec(len(heights), 2, height_ratios=heights)
        if rows.rows:
            speed = figure.add_subplot(grid[0, 0])
            memory = figure.add_subplot(grid[0, 1], sharey=speed)
            _bars(speed, rows, "Reports a minute", rows.a_minute)
            _bars(memory, rows, "Memory of all processes, MB", rows.mb)
            memory.tick_params(labelleft=False)
            speed.legend(loc="upper right", frameon=False)
        if full.rows:
            _over_time(figure.add_subplot(grid[-1, :]), full)
        figure.savefig(path, format="svg", metadata={"Date": None})


def _bars(axes: Axes, rows: Rows, title: str, value: Callable[..., float | None]) -> None:
    """A group of bars for each way, a bar for each number of units; all formats together."""
    formats = max(rows.formats, key=len)
    ways = [way.name for way in rows.ways]
    thickness = 0.8 / len(rows.sizes)
    for place, units in enumerate(rows.sizes):
        values = [value(way, units, formats) or 0 for way in ways]
        heights = [y + place * thickness for y in range(len(ways))]
        bars = axes.barh(heights, values, 0.9 * thickness, color=COLOURS[place % len(COLOURS)])
        bars.set_label(f"{units} units")
        axes.bar_label(bars, [f"{each:,.0f}" if each else "" for each in values], padding=3)
    middle = 0.4 - thickness / 2
    axes.set_yticks([y + middle for y in range(len(ways))], [way.replace("`", "") for way in ways])
    if not axes.yaxis_inverted():
        axes.invert_yaxis()
    axes.set_title(f"{title} ({said(formats)})", loc="left", weight="bold")
    axes.margins(x=0.15)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.tick_params(left=False, bottom=False, labelbottom=False)


def _over_time(axes: Axes, full: Part) -> None:
    """The memory of a long run, and the reports that it has made by then."""
    seconds = [row["seconds"] for row in full.rows]
    dark, light = COLOURS[1], COLOURS[2]
    axes.plot(seconds, [row["mb"] for row in full.rows], color=dark)
    axes.set_ylim(bottom=0)
    axes.set_ylabel("memory, MB", color=dark)
    axes.set_xlabel("seconds")
    axes.set_title(f"A run over {full.setting['units']} units", loc="left", weight="bold")
    made = axes.twinx()
    made.plot(seconds, [row["made"] for row in full.rows], color=light, linestyle="--")
    made.set_ylim(bottom=0)
    made.set_ylabel("reports made", color=light)
    for each in (axes, made):
        each.spines["top"].set_visible(False)
