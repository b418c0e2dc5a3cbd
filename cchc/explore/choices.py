"""The choices of the panels: areas, indicators, levels and periods by their Vietnamese names."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ipywidgets import Button, Checkbox, Dropdown, HBox, Label, Layout
from traitlets import Tuple

from ..catalogue import AREAS, CATALOGUE
from ..checks import level_name
from ..indicator import LEVELS, Indicator
from ..phrases import NO_DATA, period_name
from ..question import periods_of
from ..review import Review

WIDE, MIDDLE, NARROW = "46em", "32em", "22em"
LABEL = {"description_width": "7em"}

Options = Sequence[tuple[str, Any]]


def choice(label: str, options: Options, value: Any = None, width: str = NARROW) -> Dropdown:
    """A list to choose one of; without a value, the first."""
    known = [each for _, each in options]
    chosen = value if value in known else known[0]
    layout = Layout(width=width, max_width="98%")
    return Dropdown(options=options, value=chosen, description=label, style=LABEL, layout=layout)


def refill(list_: Dropdown, options: Options) -> None:
    """Other options; what was chosen stays chosen where it is still there."""
    if tuple(options) != tuple(list_.options):
        known = [each for _, each in options]
        value = list_.value if list_.value in known else known[0]
        list_.options = options
        list_.value = value


def areas(every: bool = False) -> Options:
    """The areas of reform in the order of a report, with all of them at once where asked."""
    named = [(area.vi, code) for code, area in AREAS.items()]
    return [("Mọi lĩnh vực", ""), *named] if every else named


def indicators(area: str, review: Review, reported: bool = False) -> Options:
    """The indicators of an area; those that the unit has no number of say so."""
    known = {key.code for key in review.ledger}
    return [
        (i.vi + ("" if i.code in known else f" ({NO_DATA})"), i.code)
        for i in CATALOGUE.values()
        if i.area == area and not (reported and i.is_computed)
    ]


def levels(names: Iterable[str], review: Review, every: str = "") -> Options:
    """Levels in words, from above to below; `every` is what all of them at once is called."""
    unit_type = review.folder.unit.type
    named = [(level_name(n, unit_type), n) for n in sorted(names, key=LEVELS.index)]
    return [(every, ""), *named] if every else named


def periods(indicator: Indicator, review: Review) -> Options:
    """The periods of which a number is known, and the two years of the review in any case."""
    known = {key.period for key in review.ledger if key.code == indicator.code}
    shown = known | {review.first, review.second}
    return [(period_name(p), p) for p in periods_of(review) if p in shown]


class Ticks(HBox):
    """Boxes to tick; `value` holds what is ticked, in the order of the options."""

    value = Tuple()

    def __init__(self, label: str, options: Options, value: Sequence[Any]):
        self._label = Label(label, layout=Layout(width=LABEL["description_width"]))
        self._label.add_class("cchc-label")
        wrapped = {"flex_flow": "row wrap", "align_items": "center"}
        super().__init__(layout=Layout(width=WIDE, max_width="98%", **wrapped))
        self.refill(options, value)

    def refill(self, options: Options, value: Sequence[Any] = ()) -> None:
        """Other boxes; those named in `value` are ticked, else those that were and are there."""
        self.options = tuple(options)
        kept = value or self.value
        layout = Layout(width="auto", margin="0 1em 0 0")
        boxes = [
            Checkbox(each in kept, description=name, indent=False, layout=layout)
            for name, each in self.options
        ]
        for box in boxes:
            box.observe(self._ticked, "value")
        self.children = (self._label, *boxes)
        self._ticked()

    def _ticked(self, change: object = None) -> None:
        boxes = zip(self.options, self.children[1:], strict=True)
        self.value = tuple(each for (_, each), box in boxes if box.value)


def button(words: str, act: Callable[[], None], hint: str = "") -> Button:
    """A button that does something."""
    made = Button(description=words, tooltip=hint or words, layout=Layout(width="auto"))
    made.on_click(lambda _: act())
    return made
