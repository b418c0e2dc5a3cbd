"""A drawing as a picture of points, with the same fonts as in the PDF."""

from functools import cache
from pathlib import Path

import typst

from .fonts import font_book, require_fonts

SHARP = 200
"""Points an inch of a picture that is kept by itself."""


def png(svg: str, name: str = "hinh", points_per_inch: int = SHARP) -> bytes:
    """The drawing as PNG on white; the same drawing gives the same bytes.

    Raises CchcError for a drawing that asks for a font which neither the packages nor matplotlib
    bring: another face would be put in its place without a word.
    """
    require_fonts([(name, svg)])
    return _compiler().compile(format="png", ppi=points_per_inch, sys_inputs={"svg": svg})


@cache
def _compiler() -> typst.Compiler:
    """One for all pictures: it reads its page and its fonts once."""
    page = Path(__file__).with_name("picture.typ")
    return typst.Compiler(str(page), font_paths=font_book(), ignore_system_fonts=True)
