"""A panel: choices above, what they show below; where there are no widgets, what they show."""

from collections.abc import Iterable, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from html import escape
from typing import Any

from ipywidgets import HTML, HBox, Layout, Output, Tab, VBox, Widget

from ..bundle import Bundle
from ..displayed import Displayed
from ..errors import CchcError
from ..html import blocks_to_html
from ..page import Block, Callout, to_json
from ..plain import blocks_to_text
from ..save import save
from .browse import engine, interactive_html
from .choices import button
from .reviews import Reviews
from .style import STYLE


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
        return _output(STYLE + html, blocks_to_text(json))


class Panel(Displayed):
    """What every panel does: it draws its pages anew whenever a choice changes.

    A panel has the `reviews` of a data folder, `choices` by name, `pages` of what is chosen, one
    for each of its `titles`, and `settle`, which lets the other choices follow one that changed.
    """

    titles: tuple[str, ...]

    formats: tuple[str, ...] = ("CSV",)
    """In what can be saved by a button."""
    quiet: tuple[str, ...] = ()
    """Choices that change nothing of what is shown."""

    def __init__(self, reviews: Reviews, choices: dict[str, Widget], rows: Iterable[Sequence[str]]):
        self.reviews, self.choices = reviews, choices
        self._is_settling = False
        self._shown = self._pages()
        self._outputs = [Output() for _ in self._shown]
        self._said = HTML()
        self.widget = self._laid_out(rows)
        for name, widget in choices.items():
            if name not in self.quiet:
                widget.observe(lambda change, name=name: self._changed(name), "value")
        self._draw()

    def pages(self) -> Iterable[Page]:
        """What is shown of the choices as they stand."""
        raise NotImplementedError

    def settle(self, name: str) -> None:
        """Let the other choices follow the one that changed."""

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
        for name, value in values.items():
            self.choices[name].value = value
        return self

    def redraw(self) -> None:
        """Work the pages out anew and put them where the old ones were."""
        self._shown = self._pages()
        self._said.value = ""
        self._draw()

    def save_as(self, suffix: str) -> None:
        """Write what is shown to outputs/explore/ beside the data folder, and say so."""
        path = self.reviews.data.parent / "outputs" / "explore" / f"{self.file_name}{suffix}"
        try:
            self._said.value = blocks_to_html([to_json(b) for b in save(self, path).blocks])
        except (CchcError, OSError) as error:
            self._said.value = escape(str(error))

    _ipython_display_ = None  # one output: the widget, or what it shows

    def _repr_mimebundle_(self, include=None, exclude=None) -> Bundle:
        data, metadata = super()._repr_mimebundle_()
        widget = self.widget._repr_mimebundle_()
        return data | {mime: form for mime, form in widget.items() if mime not in data}, metadata

    def _laid_out(self, rows: Iterable[Sequence[str]]) -> VBox:
        wrapped = Layout(flex_flow="row wrap", align_items="center")
        lines = [HBox([self.choices[name] for name in row], layout=wrapped) for row in rows]
        tabs = Tab(self._outputs, titles=self.titles)
        program = Output(outputs=(_output(engine(), ""),), layout=Layout(height="0"))
        files = [button(f"Lưu {kind}", self._saver(kind)) for kind in self.formats]
        panel = VBox([program, *lines, tabs, HBox([*files, self._said], layout=wrapped)])
        panel.add_class("cchc-panel")
        return panel

    def _saver(self, kind: str):
        return lambda: self.save_as(f".{kind.lower()}")

    def _changed(self, name: str) -> None:
        if not self._is_settling:
            with self._settling(), suppress(CchcError):  # told where the numbers would stand
                self.settle(name)
            self.redraw()

    @contextmanager
    def _settling(self):
        """While choices follow one another, nothing is drawn."""
        self._is_settling = True
        try:
            yield
        finally:
            self._is_settling = False

    def _pages(self) -> tuple[Page, ...]:
        """The pages; faults of the data stand where the numbers would."""
        try:
            return tuple(self.pages())
        except CchcError as error:
            faults = tuple((f"{f.what} ({f.where}): {f.mend}",) for f in error.faults)
            return tuple(Page((Callout("block", "Không hiện được", faults),)) for _ in self.titles)

    def _draw(self) -> None:
        for output, page in zip(self._outputs, self._shown, strict=True):
            output.outputs = (page.output,)


def _output(html: str, text: str) -> dict[str, Any]:
    data = {"text/html": html, "text/plain": text}
    return {"output_type": "display_data", "data": data, "metadata": {}}
