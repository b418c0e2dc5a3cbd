"""The executed review opened where it was not made: every number is still beside its own label.

What must be shown is read from the blocks that each output holds, and from indicators.csv; what is
shown, from the HTML as a program leaves it that trusts nobody, or from what a stock tool printed.
"""

import csv
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from docx import Document

from browser import chromium
from cchc.bundle import BLOCKS
from cchc.catalogue import CATALOGUE
from cchc.export.markdown import markdown_blocks
from cchc.page import to_json
from cchc.runs import runs_to_text
from lab import lab, notebook_in
from stock_tools import pandoc, sanitised

ROOT = Path(__file__).resolve().parents[1]
CCHC = str(Path(sysconfig.get_path("scripts")) / "cchc")
ON_TIME = (
    "98,76%",
    "Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn trên số đã giải quyết, toàn huyện, năm 2022",
)
"""A number that styles once put on the line of another, and the words that are its own."""
ALL_DRAWN = """count => {
  const pictures = [...document.querySelectorAll('.jp-OutputArea img')];
  return pictures.length === count && pictures.every(picture => picture.naturalWidth > 0);
}"""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The report of the real district."""
    out = tmp_path_factory.mktemp("outputs")
    words = [CCHC, "run", "huyen-long-my", "--formats", "html", "--data", ROOT / "data"]
    subprocess.run([*words, "--out", out], capture_output=True, check=False)
    return out / "huyen-long-my" / "2021-2022"


@pytest.fixture(scope="module")
def notebook(folder) -> nbformat.NotebookNode:
    return nbformat.read(folder / "report.ipynb", as_version=4)


def outputs(notebook) -> Iterator[nbformat.NotebookNode]:
    for cell in notebook.cells:
        yield from cell.get("outputs", ())


def shown(notebook) -> BeautifulSoup:
    """All outputs, sanitised, in one page."""
    return sanitised("".join(output.data["text/html"] for output in outputs(notebook)))


def blocks(notebook, *kinds: str) -> list[dict]:
    held = [block for output in outputs(notebook) for block in output.metadata[BLOCKS]]
    return [block for block in held if block["type"] in kinds]


def tables(notebook) -> list[dict]:
    """Every table and the numbers of every chart, in the order of the page."""
    found = blocks(notebook, "Table", "Chart")
    return [block["data"] if block["type"] == "Chart" else block for block in found]


def texts(table: dict) -> list[list[str]]:
    """The rows of a table as they are to be read, the heads of its columns first."""
    rows = [[runs_to_text(cell) for cell in row["cells"]] for row in table["rows"]]
    return [[column["text"] for column in table["columns"]], *rows]


def read(table) -> list[list[str]]:
    """The rows of an HTML table."""
    return [[cell.get_text() for cell in row(["th", "td"])] for row in table("tr")]


def test_nothing_is_left_that_could_carry_a_meaning_by_its_look(notebook):
    left = shown(notebook)
    assert not left.find_all(["style", "svg", "script"])
    assert not [e for e in left.find_all() if {"class", "style", "data-figure"} & set(e.attrs)]


def test_each_key_figure_is_one_item_with_its_own_words_alone(notebook):
    items = [item.get_text() for item in shown(notebook)("li")]
    [figures] = blocks(notebook, "KeyFigures")
    labels = [figure["label"] for figure in figures["items"]]
    assert (ON_TIME[0], ON_TIME[1]) in [(f["value"]["text"], f["label"]) for f in figures["items"]]
    for figure in figures["items"]:
        value, label = figure["value"]["text"], figure["label"]
        [own] = [item for item in items if item.startswith(f"{value} {label}")]
        assert figure["detail"] in own
        assert [other for other in labels if other in own] == [label]


def test_each_key_figure_has_the_number_of_the_companion_table_and_the_name_of_its_code(
    notebook, folder
):
    with (folder / "indicators.csv").open(encoding="utf-8", newline="") as file:
        rows = {(r["code"], r["period"], r["level"]): r["value"] for r in csv.DictReader(file)}
    items = [item.get_text() for item in shown(notebook)("li")]
    [figures] = blocks(notebook, "KeyFigures")
    for figure in figures["items"]:
        code, *where = figure["value"]["figure"].split("|")
        name = f" {CATALOGUE[code].vi}"
        numbers = [item.partition(name)[0] for item in items if name in item]
        assert abs(as_number(numbers[0]) - float(rows[code, *where])) <= 0.005


def as_number(text: str) -> float:
    """A number that officials wrote: 12.343, 98,76%."""
    return float(text.removesuffix("%").replace(".", "").replace(",", "."))


def test_each_row_of_each_table_has_its_name_and_its_numbers_in_order(notebook):
    left = [read(table) for table in shown(notebook)("table")]
    assert left == [texts(table) for table in tables(notebook)]
    assert len(left) > 20


def test_every_sentence_item_and_box_is_whole(notebook):
    left = [element.get_text() for element in shown(notebook)(["p", "li"])]
    for block in blocks(notebook, "Paragraph", "Callout"):
        lines = [block["runs"]] if block["type"] == "Paragraph" else block["items"]
        assert {runs_to_text(line) for line in lines} <= set(left)


def test_each_chart_is_a_picture_with_its_words(notebook):
    pictures = shown(notebook)("img")
    charts = blocks(notebook, "Chart")
    assert len(charts) >= 7
    assert [picture["alt"] for picture in pictures] == [chart["alt"] for chart in charts]
    assert all(p["src"].startswith("data:image/svg+xml;base64,") for p in pictures)


def test_the_letterhead_keeps_the_room_for_number_and_day(notebook):
    lines = [line.get_text() for line in shown(notebook)("p")]
    [head] = blocks(notebook, "Letterhead")
    for name in ("number", "place_and_date"):
        assert head[name].count("  ")
        [line] = [line for line in lines if line.replace("\u00a0", " ") == head[name]]
        assert "  " not in line


def test_the_markdown_of_each_output_has_the_same_tables(notebook):
    found = []
    for output in outputs(notebook):
        for block in markdown_blocks(output.data.get("text/markdown", "")):
            if type(block).__name__ == "Table":
                found.append(texts(to_json(block)))
    wanted = [texts(table) for table in tables(notebook)]
    assert [[as_read(row) for row in table] for table in found] == [
        [as_read([*row, *[""] * (len(table[0]) - len(row))]) for row in table] for table in wanted
    ]


def as_read(row: list[str]) -> list[str]:
    """A row without what no text table can hold: breaks of a line, blanks at the ends."""
    return [" ".join(cell.replace("<br>", " ").split()) for cell in row]


def test_no_tool_is_given_a_type_that_it_would_print_raw(notebook):
    types = {media for output in outputs(notebook) for media in output.data}
    assert types == {"text/html", "text/plain", "text/markdown", "text/latex", "image/png"}


def test_the_notebook_is_written_as_nbformat_writes_it(folder, notebook):
    assert (folder / "report.ipynb").read_text(encoding="utf-8") == nbformat.writes(notebook) + "\n"


def converted(folder: Path, kind: str, place: Path) -> str:
    """The report as nbconvert's own exporter prints it; it has nothing to warn of."""
    words = [sys.executable, "-m", "nbconvert", "--to", kind, "--output-dir", place]
    done = subprocess.run(
        [*words, folder / "report.ipynb"], capture_output=True, encoding="utf-8", check=True
    )
    assert "WARNING" not in done.stderr
    [printed] = place.glob("report.[!i]*")
    return printed.read_text(encoding="utf-8")


def test_the_stock_latex_exporter_prints_tables_and_figures(folder, notebook, tmp_path):
    if not shutil.which("pandoc"):
        pandoc()  # nbconvert reads the Markdown of the notebook with it
    text = converted(folder, "latex", tmp_path)
    assert text.count("\\adjustimage") == len(blocks(notebook, "Chart"))
    assert text.count("\\begin{longtable}") == len(tables(notebook))
    assert f"\\item {ON_TIME[1]}: \\textbf{{98,76\\%}}" in text
    assert '"type"' not in text


def test_the_stock_markdown_exporter_prints_tables_and_figures(folder, notebook, tmp_path):
    text = converted(folder, "markdown", tmp_path)
    left = sanitised(text)
    assert [read(table) for table in left("table")] == [texts(t) for t in tables(notebook)]
    assert len(left("img")) == len(blocks(notebook, "Chart"))
    assert '"type"' not in text


def test_pandoc_makes_a_word_file_with_figures_and_the_lines_of_the_tables(
    folder, notebook, tmp_path
):
    pandoc(folder / "report.ipynb", "-o", tmp_path / "report.docx")
    word = Document(str(tmp_path / "report.docx"))
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert len(word.inline_shapes) == len(blocks(notebook, "Chart"))
    assert f"- {ON_TIME[1]}: {ON_TIME[0]}" in text
    assert '"type"' not in text


def test_pandoc_makes_a_word_file_with_tables_by_way_of_markdown(folder, notebook, tmp_path):
    text = pandoc(folder / "report.ipynb", "--extract-media", tmp_path, "-t", "markdown")
    pandoc("-f", "markdown", "-o", tmp_path / "report.docx", given=text)
    word = Document(str(tmp_path / "report.docx"))
    assert len(word.inline_shapes) == len(blocks(notebook, "Chart"))
    found = [[cell.text for cell in row.cells] for table in word.tables for row in table.rows]
    wanted = [row for table in tables(notebook) for row in texts(table) if len(row) > 1]
    assert [as_read(row) for row in found if any(row[1:])] == [
        as_read(row) for row in wanted if any(row[1:])
    ]


@pytest.mark.browser
def test_jupyterlab_shows_the_untrusted_report_with_its_numbers_and_charts(
    folder, notebook, tmp_path
):
    root, own = tmp_path / "root", tmp_path / "own"
    root.mkdir()
    own.mkdir()
    shutil.copy(folder / "report.ipynb", root)
    charts = [chart["alt"] for chart in blocks(notebook, "Chart")]
    with (
        chromium() as browser,
        lab(own, root) as server,
        notebook_in(browser, server, "report.ipynb") as page,
    ):
        page.wait_for_function(ALL_DRAWN, arg=len(charts))
        assert page.locator(".jp-OutputArea style").count() == 0  # it is not trusted
        item = page.locator(".jp-OutputArea li").filter(has_text=f"{ON_TIME[0]} {ON_TIME[1]}")
        assert item.count() == 1
        pictures = page.locator(".jp-OutputArea img")
        assert pictures.evaluate_all("all => all.map(picture => picture.alt)") == charts
