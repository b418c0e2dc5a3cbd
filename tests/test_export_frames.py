"""What pandas shows of a frame is a table of ours in print, number for number."""

import io

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from cchc.errors import CchcError
from cchc.export import CchcHTMLExporter, CchcPDFExporter
from cchc.export.foreign import plain_table, sanitised
from sample_notebook import code, displayed, markdown, notebook


def read(frame: pd.DataFrame):
    """The table that is printed of what pandas shows of a frame."""
    return plain_table(sanitised(frame._repr_html_()), "Bảng")


def texts(table) -> list[list[str]]:
    return [[column.text for column in table.columns]] + [
        [run for cell in row.cells for run in cell] for row in table.rows
    ]


def test_the_cells_are_those_that_pandas_shows():
    frame = pd.DataFrame({"mã": ["a<b", "c"], "số": [1.5, None]})

    assert texts(read(frame)) == [["mã", "số"], ["a<b", "1.5"], ["c", "NaN"]]
    assert [column.align for column in read(frame).columns] == ["left", "right"]


def test_an_index_that_says_something_is_kept():
    by_year = pd.DataFrame({"hồ sơ": [5, 7]}, index=[2021, 2022])
    named = by_year.rename_axis("năm")

    assert texts(read(by_year)) == [["", "hồ sơ"], ["2021", "5"], ["2022", "7"]]
    assert texts(read(named))[0] == ["năm", "hồ sơ"]
    crossed = pd.crosstab(pd.Series(["a", "a"], name="x"), pd.Series(["b", "c"], name="y"))
    assert texts(read(crossed)) == [["y x", "b", "c"], ["a", "1", "1"]]


def test_a_long_frame_says_that_it_is_shown_in_part():
    table = read(pd.DataFrame({"a": range(70)}))

    assert table.note == "Hiện một phần của bảng có 70 dòng, 1 cột."
    assert ["...", "..."] in texts(table)


def test_a_frame_of_several_heads_is_no_plain_table():
    frame = pd.DataFrame({("a", "b"): [1], ("a", "c"): [2]})

    assert read(frame) is None
    assert plain_table("<p>chữ</p>", "Bảng") is None
    assert plain_table("<table><tr><td>1</td></tr></table>", "Bảng") is None


def shown(frame: pd.DataFrame):
    return displayed({"text/html": frame._repr_html_(), "text/plain": repr(frame)})


def test_an_analysts_frames_are_printed_in_both_editions():
    wide = pd.DataFrame({f"cột {n}": [n * 1.5, None] for n in range(12)})
    frames = [pd.DataFrame({"mã": ["hồ sơ"], "số": [12343]}), pd.DataFrame({"a": []}), wide]
    executed = notebook(markdown("# Sổ tay"), code("x", *map(shown, frames), count=3))

    html, _ = CchcHTMLExporter().from_notebook_node(executed)
    pdf, _ = CchcPDFExporter().from_notebook_node(executed)

    tables = BeautifulSoup(html, "html.parser").main("table")
    assert tables[0].caption.get_text() == "Bảng 1. Kết quả của ô số 2 (In [3])"
    assert [cell.get_text() for cell in tables[0].tbody(["th", "td"])] == ["hồ sơ", "12343"]
    text = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages)
    assert "Bảng 1. Kết quả của ô số 2 (In [3])" in text and "12343" in text


def test_a_frame_that_cannot_be_printed_says_how_to_change_it():
    frame = pd.DataFrame({("a", "b"): [1], ("a", "c"): [2]})
    with pytest.raises(CchcError, match=r"đưa bảng về một tầng bằng reset_index\(\)"):
        CchcPDFExporter().from_notebook_node(notebook(code("x", shown(frame))))
