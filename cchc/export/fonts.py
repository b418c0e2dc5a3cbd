"""The fonts a PDF is set in: all come with packages, or from one folder that a person names."""

from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import typst

from cchc.errors import CchcError, Fault, UsageError
from cchc.svg import font_families

TIMES_METRIC = ("Times New Roman", "Tinos", "Liberation Serif")
"""Faces as wide as official documents ask for, in the order of preference."""


@cache
def font_book(folder: str = "") -> typst.Fonts:
    """The fonts in the Typst wheel, in matplotlib and in `folder`; never those of the system.

    Raises UsageError when `folder` is none.
    """
    if folder and not Path(folder).is_dir():
        mend = "chỉ tới thư mục chứa tệp .ttf hoặc .otf, ví dụ Tinos hay Liberation Serif"
        raise UsageError([Fault("không có thư mục phông chữ này", folder, mend)])
    package = Path(find_spec("matplotlib").origin).parent
    folders = [*([folder] if folder else []), str(package / "mpl-data" / "fonts" / "ttf")]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)


def body_faces(folder: str = "") -> list[str]:
    """The families for running text, best first; each of them is in the font book."""
    families = set(font_book(folder).families())
    return [name for name in TIMES_METRIC if name in families] + ["Libertinus Serif"]


def require_fonts(drawings: Iterable[tuple[str, str]], folder: str = "") -> None:
    """Nothing, when every family that the drawings (name, SVG text) ask for is in the font book.

    Raises CchcError otherwise: Typst would set another face without a word.
    """
    known = {name.casefold() for name in font_book(folder).families()}
    faults = []
    for name, drawing in drawings:
        for family in sorted(font_families(drawing)):
            if family.casefold() not in known:
                mend = "vẽ bằng 'DejaVu Sans', hoặc đưa thư mục có phông này vào --font-path"
                faults.append(Fault(f"không có phông chữ '{family}' để in biểu đồ", name, mend))
    if faults:
        raise CchcError(faults)
