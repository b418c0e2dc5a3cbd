"""The fonts a PDF is set in: all come with packages, or from one folder that a person names."""

from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from unicodedata import normalize

import typst

from .errors import CchcError, Fault, UsageError
from .letters import FACES
from .svg import font_families

TIMES_METRIC = ("Times New Roman", "Tinos", "Liberation Serif")
"""Faces as wide as official documents ask for, in the order of preference."""

_OWN_FACE = "Libertinus Serif"
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_LETTERS = "đ" + "".join(normalize("NFC", v + tone) for v in "aăâeêioôơuưy" for tone in _TONES)


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


@cache
def body_faces(folder: str = "", wanted: tuple[str, ...] = TIMES_METRIC) -> tuple[str, ...]:
    """The families for running text, best first; each of them has every Vietnamese letter.

    Those of `wanted` that are there come first. Raises UsageError when one is there, but none
    with all the letters: old faces lack most, and another would fill the gaps without a word.
    """
    found = {name: _missing_letters(name, folder) for name in wanted}
    whole = [name for name, missing in found.items() if missing == set()]
    gaps = {name: missing for name, missing in found.items() if missing}
    if gaps and not whole:
        mend = "dùng Tinos, hoặc Liberation Serif từ bản 2 trở lên"
        raise UsageError(
            Fault(
                f"phông '{name}' thiếu chữ tiếng Việt: {' '.join(sorted(some)[-8:])}", folder, mend
            )
            for name, some in gaps.items()
        )
    return (*whole, _OWN_FACE)


@cache
def all_faces(folder: str = "") -> tuple[str, ...]:
    """The families that a text may be set in, best first: those for running text, all of `folder`,
    those for symbols. Never one that draws a box for every character: that would lose it without a
    word."""
    own = {
        f.family for f in font_book(folder).fonts() if folder and (f.path or "").startswith(folder)
    }
    return tuple(dict.fromkeys((*body_faces(folder), *sorted(own), *FACES)))


def _missing_letters(family: str, folder: str) -> set[str] | None:
    """The letters that some face of the family lacks; None when there is no such family."""
    faces = [font for font in font_book(folder).fonts() if font.family == family and font.path]
    if not faces:
        return None
    from matplotlib.ft2font import FT2Font

    letters = set(map(ord, _LETTERS + _LETTERS.upper()))
    missing = (letters - set(FT2Font(font.path).get_charmap()) for font in faces)
    return set(map(chr, set().union(*missing)))


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
