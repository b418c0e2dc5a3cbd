"""A panel: choices above, what they show below; where there are no widgets, what they show."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

from ipywidgets import HTML, HBox, Layout, Output, Tab, VBox, Widget

from ..bundle import Bundle
from ..displayed import Displayed
from ..errors import CchcError, UsageError
from ..html import blocks_to_html
from ..page import Block, Callout, Paragraph, to_json
from ..plain import blocks_to_text
from ..save import save
from .browse import interactive_html
from .choices import LOCK, List, Ticks, button, sent
from .program import program_once
from .reviews import Reviews
from .style import KEYS, STYLE

Act = Callable[[], str | None]


@dataclass(frozen=True)
class Page:
    """What one tab of a panel shows, and whether its tables are to be searched."""

    blocks: tuple[Block, ...]
    interactive: bool = False

    @property
    def output(self) -> dict[str, Any]:
        """The page as an output of a cell."""
        json = [to_json(block) for block in self.blocks]
        html = interactive_html(self.blocks) if self.interactive else blocks_to_html(json)
        return _output(html, blocks_to_text(json))


class Panel(Displayed):
    """What every panel does: whatever comes, it draws its pages anew from all that is chosen.

    A panel has the `reviews` of a data folder, `choices` by name, `pages` of what is chosen, one
    for each of its `titles`, and `settle`, which lets the choices follow one another. So it does
    not matter on which threads, and in which order, the choices and clicks of a reader come: a
    click that overtook a choice is followed again with it.
    """

    titles: tuple[str, ...]

    formats: tuple[str, ...] = ("CSV",)
    """In what can be saved by a button."""

    clicked_together: Any = None
    """What clicks have changed, to be replaced as a whole: it may have to be put back."""

    start: Output | None = None
    """Look, keys and program: one widget in all panels, so that a notebook holds them once."""

    def __init__(self, reviews: Reviews, choices: dict[str, Widget], rows: Iterable[Sequence[str]]):
        self.reviews, self.choices, self._rows = reviews, choices, tuple(rows)
        self._is_settling = False
        self._outputs = [Output() for _ in self.titles]
        self._news, self._said = HTML(), HTML()
        self._click: tuple[datetime, Widget | None, Act, Any] | None = None
        self.widget = self._laid_out()
        for widget in choices.values():
            widget.observe(self.redraw, "value")
        self.redraw()

    def pages(self) -> Iterable[Page]:
        """What is shown of the choices as they stand."""
        raise NotImplementedError

    def settle(self) -> None:
        """Let the choices offer what there is beside the others; what can stay chosen stays."""

    @property
    def file_name(self) -> str:
        """How a file with what is shown is called, without its ending."""
        raise NotImplementedError

    def blocks(self) -> list[Block]:
        """What all the pages show, once, for print and for where there are no widgets."""
        return [*dict.fromkeys(block for page in self._shown for block in page.blocks)]

    def chosen(self, name: str) -> Any:
        """What stands in one of the choices."""
        return self.choices[name].value

    def choose(self, **values: Any) -> "Panel":
        """The panel itself after choosing without a mouse: `choose(level="commune")`."""
        with LOCK:
            for name, value in values.items():
                self.choices[name].value = value
        return self

    def redraw(self, change: Any = None, act: Act | None = None) -> None:
        """Work the pages out anew from all that is chosen, and from the files as they are now.

        `act` is what a click does before, or the ending of a file in which all is saved then.
        """
        with LOCK:
            if self._is_settling:  # a choice that follows another: it is drawn with that one
                return
            changed = self.reviews.look()
            self._is_settling = True
            try:
                self.settle()
            except CchcError:
                pass  # told where the numbers would stand
            finally:
                self._is_settling = False
            act = act or self._late(change and change["owner"])
            to_save = act() if act else None
            told = f"Đã đọc lại số liệu, vì có tệp thay đổi: {', '.join(changed)}"
            self.read_anew = told if changed else ""
            self._news.value = _status(escape(self.read_anew))
            self._shown = self._pages()
            for output, page in zip(self._outputs, self._shown, strict=True):
                output.outputs = (page.output,)
            self._said.value = ""
            if to_save:
                self.save_as(to_save)

    def on_click(self, act: Act, entered: str = "") -> Callable[[], None]:
        """What a button does, or Enter in the choice `entered`: that is sent before its value."""

        def follow() -> None:
            with LOCK:
                self._click = sent(), self.choices.get(entered), act, self.clicked_together
                self.redraw(act=act)

        return follow

    def _late(self, changed: Widget | None) -> Act | None:
        """The last click, where what comes now was chosen before it: it was meant for that."""
        if self._click and (sent() <= self._click[0] or changed is self._click[1] is not None):
            *_, act, self.clicked_together = self._click
            return act
        self._click = None
        return None

    def save_as(self, suffix: str) -> None:
        """Write what is shown to outputs/explore/ beside the data folder, and say so."""
        path = self.reviews.data.parent / "outputs" / "explore" / f"{self.file_name}{suffix}"
        try:
            told = blocks_to_html([to_json(block) for block in save(self, path).blocks])
        except (CchcError, OSError) as error:
            told = escape(str(error))
        self._said.value = _status(told)

    _ipython_display_ = None  # one output: the widget, or what it shows

    def _repr_mimebundle_(self, include=None, exclude=None) -> Bundle:
        if found := program_once(for_panels=True):
            Panel.start.outputs = (_output(STYLE + found, ""),)
        data, metadata = super()._repr_mimebundle_()
        widget = self.widget._repr_mimebundle_()
        return data | {mime: form for mime, form in widget.items() if mime not in data}, metadata

    def _laid_out(self) -> VBox:
        if Panel.start is None:
            look = (_output(STYLE + KEYS, ""),)
            Panel.start = Output(outputs=look, layout=Layout(height="0", overflow="hidden"))
        wrapped = Layout(flex_flow="row wrap", align_items="center")
        lines = [HBox([self.choices[name] for name in row], layout=wrapped) for row in self._rows]
        tabs = Tab(self._outputs, titles=self.titles)
        files = [button(f"Lưu {kind}", self.on_click(f".{kind}".lower)) for kind in self.formats]
        below = HBox([*files, self._said], layout=wrapped)
        panel = VBox([Panel.start, *lines, self._news, tabs, below])
        panel.add_class("cchc-panel")
        return panel

    def _pages(self) -> tuple[Page, ...]:
        """The pages, each with what it is drawn from; faults stand where the numbers would."""
        try:
            pages = tuple(self.pages())
        except CchcError as error:
            faults = tuple((f"{f.what} ({f.where}): {f.mend}",) for f in error.faults)
            severity = "note" if isinstance(error, UsageError) else "block"
            pages = (Page((Callout(severity, "Không hiện được", faults),)),) * len(self.titles)
        shown = (self.choices[name] for row in self._rows for name in row)
        lists = [each for each in shown if isinstance(each, List | Ticks)]
        chosen = "; ".join(f"{each.description}: {each.label or '–'}" for each in lists)
        named = Paragraph((f"Đã chọn: {chosen}.",), "note")
        return tuple(Page((*page.blocks, named), page.interactive) for page in pages)


def _status(html: str) -> str:
    """Words that a screen reader says at once."""
    return f'<div role="status">{html}</div>'


def _output(html: str, text: str) -> dict[str, Any]:
    data = {"text/html": html, "text/plain": text}
    return {"output_type": "display_data", "data": data, "metadata": {}}
