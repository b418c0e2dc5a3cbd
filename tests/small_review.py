"""A review of the small invented unit with the figures that a test gives, and its text."""

from pathlib import Path

from cchc.page import Shown
from cchc.review import Review, load_review
from sample_unit import FIGURES_HEADER, UNIT, changed, write_data

COMPLETE = "period,start,end,complete,note\n" + "".join(
    f"{year},{year}-01-01,{year}-12-31,yes,\n" for year in (2020, 2021, 2022)
)
NARRATIVE = changed("narrative.md", '<script>alert("1")</script>', "<script>alert()</script>")
SPAN = "2021-2022,2021-01-01,2022-12-31,yes,\n"


def review_of(folder: Path, *figures: str, **files: str) -> Review:
    """The review of 2021 and 2022 from rows `code,period,level,value[,qualifier]`."""
    rows = [f"{row}{',' * (4 - row.count(','))},bao-cao-2022,II," for row in figures]
    text = "\n".join([FIGURES_HEADER, *rows]) + "\n"
    files = {"periods_csv": COMPLETE + SPAN, "narrative_md": NARRATIVE} | files
    return load_review(UNIT, 2021, 2022, write_data(folder, figures_csv=text, **files))


def text_of(shown: Shown) -> str:
    """What a reader sees, as plain text."""
    return str(shown)
