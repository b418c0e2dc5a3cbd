"""The choices of the panels: areas, indicators, levels and periods by their Vietnamese names."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from threading import RLock
from typing import Any

from IPython import get_ipython
from ipywidgets import Button, Checkbox, Dropdown, HBox, Label, Layout, Text
from traitlets import TraitError, Tuple, observe

from ..catalogue import AREAS, CATALOGUE
from ..checks import level_name
from ..indicator import LEVELS, Indicator
from ..phrases import NO_DATA, period_name
from ..question import periods_of
from ..review import Review

WIDE, MIDDLE, NARROW = "46em", "32em", "22em"
LABEL = {"description_width": "7em"}

LOCK = RLock()
"""Held while something that the browser sent is followed to its end: until all is drawn.

JupyterLab sends what happens to the widgets to several threads, and nothing orders these.
"""

Options = Sequence[tuple[str, Any]]


class InTurn:
    """A widget whose news from the browser are followed one after the other, none left out."""

    def set_state(self, sync_data: dict) -> None:
        with LOCK:
            try:
                super().set_state(sync_data)
            except TraitError:  # chosen from a list that had just become a shorter one
                self.send_state([*sync_data])


class List(InTurn, Dropdown):
    """A list to choose one of."""


class Box(InTurn, Checkbox):
    """A box to tick."""


class Field(InTurn, Text):
    """A field to type in; what is `typed` is sent when the field is left, or with Enter."""

    def __init__(self, label: str, on_enter: Callable[[], None]):
        self.typed = sent()
        layout = Layout(width=NARROW)
        super().__init__(description=label, style=LABEL, layout=layout, continuous_update=False)
        self.on_msg(lambda _, content, __: content.get("event") == "submit" and on_enter())

    def set_state(self, sync_data: dict) -> None:
        with LOCK:
            self.typed = sent()
            super().set_state(sync_data)


def sent() -> datetime:
    """When the browser sent what is followed now; outside a notebook, now."""
    kernel = getattr(get_ipython(), "kernel", None)
    header = kernel.get_parent().get("header", {}) if kernel else {}
    return header.get("date") or datetime.now().astimezone()


def choice(label: str, options: Options, value: Any = None, width: str = NARROW) -> List:
    """A list to choose one of; without a value, the first."""
    known = [each for _, each in options]
    chosen = value if value in known else known[0]
    layout = Layout(width=width, max_width="98%")
    return List(options=options, value=chosen, description=label, style=LABEL, layout=layout)


def refill(list_: List, options: Options) -> None:
    """Other options; what was chosen stays chosen where it is still there."""
    if options and tuple(options) != tuple(list_.options):
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
    """Boxes to tick; `value` holds what is ticked, in the order of the options.

    Each option keeps its box, so a tick that comes late is a tick of what stood beside it.
    """

    value = Tuple()

    def __init__(self, label: str, options: Options, value: Sequence[Any]):
        self.description = label
        self._label = Label(label, layout=Layout(width=LABEL["description_width"]))
        self._label.add_class("cchc-label")
        self._boxes: dict[Any, Box] = {}
        wrapped = {"flex_flow": "row wrap", "align_items": "center"}
        super().__init__(layout=Layout(width=WIDE, max_width="98%", **wrapped))
        self.options, self.value = (), value
        self.refill(options, value)

    def refill(self, options: Options, instead: Sequence[Any]) -> None:
        """Other options; where nothing that was ticked is among them, `instead` is ticked."""
        self.options = tuple(options)
        offered = {each: self._boxes.get(each) or self._box(name) for name, each in options}
        self._boxes |= offered
        self.children = (self._label, *offered.values())
        ticked = tuple(each for each, box in offered.items() if box.value)
        self.value = ticked or (tuple(e for e in instead if e in offered) if self.value else ())
        self._show()

    @property
    def label(self) -> str:
        """What is ticked, in words."""
        return ", ".join(name for name, each in self.options if each in self.value)

    def _box(self, name: str) -> Box:
        layout = Layout(width="auto", margin="0 1em 0 0")
        box = Box(False, description=name, indent=False, layout=layout)
        box.observe(self._ticked, "value")
        return box

    @observe("value")
    def _show(self, change: object = None) -> None:
        for _, each in self.options:
            self._boxes[each].set_trait("value", each in self.value)

    def _ticked(self, change: object) -> None:
        [each] = [each for each, box in self._boxes.items() if box is change["owner"]]
        ticked = {*self.value, each} if change["new"] else {*self.value} - {each}
        self.value = tuple(each for _, each in self.options if each in ticked)


def button(words: str, act: Callable[[], None], hint: str = "") -> Button:
    """A button that does something."""
    made = Button(description=words, tooltip=hint or words, layout=Layout(width="auto"))
    made.on_click(lambda _: act())
    return made
