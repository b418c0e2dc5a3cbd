"""A drawing as a picture of points, with the same fonts as in the PDF."""

import typst

from .fonts import font_book, require_fonts

POINTS_PER_INCH = 200
_PAGE = b"""
#set page(width: auto, height: auto, margin: 6pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg")
"""


def png(svg: str, name: str = "hinh") -> bytes:
    """The drawing as PNG on white, 200 points an inch; the same drawing gives the same bytes.

    Raises CchcError for a drawing that asks for a font which neither the packages nor matplotlib
    bring: another face would be put in its place without a word.
    """
    require_fonts([(name, svg)])
    compiler = typst.Compiler(_PAGE, font_paths=font_book(), ignore_system_fonts=True)
    return compiler.compile(format="png", ppi=POINTS_PER_INCH, sys_inputs={"svg": svg})
