"""What a value shows of itself: blocks in a notebook's cell and in print, text in a terminal."""

from collections.abc import Iterable

from .bundle import Bundle
from .page import Block, Shown, to_json
from .plain import blocks_to_text


class Displayed:
    """A value whose `blocks` say what it is: nobody has to ask for a table first."""

    def blocks(self) -> Iterable[Block]:
        """What is shown, from top to bottom."""
        raise NotImplementedError

    def _ipython_display_(self) -> None:
        Shown(self.blocks())._ipython_display_()

    def _repr_mimebundle_(self, include=None, exclude=None) -> Bundle:
        return Shown(self.blocks())._repr_mimebundle_()

    def _repr_pretty_(self, printer, cycle: bool) -> None:
        """IPython asks for this where the value stands in a list."""
        printer.text(str(self))

    def __str__(self) -> str:
        return blocks_to_text([to_json(block) for block in self.blocks()])

    def __repr__(self) -> str:
        return str(self)
