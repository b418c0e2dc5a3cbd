"""The notebooks read like the report: thin cells in order, and the plain tools run them."""

import ast
import json
import os
import shutil
import subprocess
import sysconfig
import unicodedata
from pathlib import Path

import nbformat
import pytest

from cchc.catalogue import AREAS
from sample_unit import changed, write_data

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sysconfig.get_path("scripts"))
REVIEW = ROOT / "notebooks" / "two_year_review.ipynb"
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LONGEST_CELL = 3
LOGIC = (
    ast.For | ast.While | ast.If | ast.IfExp | ast.FunctionDef | ast.ClassDef | ast.Lambda
    | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp | ast.BinOp | ast.BoolOp
    | ast.Compare | ast.With | ast.Try | ast.AugAssign | ast.Subscript
)  # fmt: skip

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells_of(path: Path, kind: str = "") -> list[nbformat.NotebookNode]:
    cells = nbformat.read(path, as_version=4).cells
    return [cell for cell in cells if not kind or cell.cell_type == kind]


def calls(cell: nbformat.NotebookNode) -> list[tuple[str, ...]]:
    """Each call of a cell: the function's name and its texts, such as ("table", "procedures")."""
    return [
        (node.func.id, *(a.value for a in node.args if isinstance(a, ast.Constant)))
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]


def sections() -> dict[str, list[tuple[str, ...]]]:
    """The calls below each heading of the second level, by heading."""
    found, heading = {"": []}, ""
    for cell in cells_of(REVIEW):
        if cell.cell_type == "markdown":
            heading = cell.source.splitlines()[0].removeprefix("## ")
            found[heading] = []
        else:
            found[heading] += calls(cell)
    return found


@every_notebook
def test_the_parameters_come_first_one_a_line(path):
    first = cells_of(path)[0]
    assert first.metadata.get("tags") == ["parameters"]
    nodes = ast.parse(first.source).body
    assert [type(node) for node in nodes] == [ast.Assign] * len(first.source.splitlines())
    assert all(isinstance(node.value, ast.Constant) for node in nodes)


def test_the_review_has_its_four_parameters():
    nodes = ast.parse(cells_of(REVIEW)[0].source).body
    assert [node.targets[0].id for node in nodes] == [
        "district",
        "first_year",
        "second_year",
        "data",
    ]
    assert nodes[-1].value.value == ""


@every_notebook
def test_a_cell_has_three_lines_at_most(path):
    code = cells_of(path, "code")[1:]
    long = [cell.source for cell in code if cell.source.count("\n") >= LONGEST_CELL]
    assert long == []


@every_notebook
def test_a_cell_calls_words_and_holds_no_logic(path):
    logic = [
        (cell.id, type(node).__name__)
        for cell in cells_of(path, "code")
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, LOGIC)
    ]
    assert logic == []


@every_notebook
def test_nothing_of_a_run_is_kept(path):
    assert [cell.id for cell in cells_of(path, "code") if cell.outputs] == []
    assert [cell.id for cell in cells_of(path, "code") if cell.execution_count is not None] == []
    assert "papermill" not in path.read_text(encoding="utf-8")


@every_notebook
def test_the_names_of_cells_are_fixed(path):
    cells = cells_of(path)
    assert [cell.id for cell in cells] == [str(number) for number in range(len(cells))]


@every_notebook
def test_the_text_is_nfc_and_its_sections_are_on_one_level(path):
    text = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    for cell in cells_of(path, "markdown"):
        first, *rest = cell.source.splitlines()
        assert first.startswith("## "), cell.source
        assert not [line for line in rest if line.startswith("#")]


@every_notebook
def test_every_word_is_one_that_a_notebook_may_use(path):
    import cchc

    used = {name for cell in cells_of(path, "code") for name, *_ in calls(cell)}
    assert used <= set(cchc.__all__)


@every_notebook
def test_what_is_imported_is_used(path):
    trees = [ast.parse(cell.source) for cell in cells_of(path, "code")]
    imported = {
        alias.asname or alias.name
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom | ast.Import)
        for alias in node.names
    }
    used = {node.id for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert imported <= used


@pytest.mark.parametrize("area", AREAS)
def test_every_area_has_its_section_with_sentences_table_and_chart(area):
    section = sections()[AREAS[area].vi]
    words = [word for word in section if area in word[1:]]
    assert words == [("sentences", area), ("table", area), ("chart", area)]


@pytest.mark.parametrize("area", AREAS)
def test_an_areas_section_opens_with_what_the_area_asks(area):
    cell = next(c for c in cells_of(REVIEW, "markdown") if AREAS[area].vi in c.source)
    _, text = cell.source.split("\n\n")
    assert text.endswith(".") and 60 < len(text) < 300


def test_the_sections_stand_in_the_order_of_a_report():
    assert list(sections()) == [
        "",
        "Tóm tắt",
        "Đối chiếu số liệu",
        "Bối cảnh",
        *(area.vi for area in AREAS.values()),
        "Đánh giá",
        "Mục tiêu trong thời gian tới",
        "Nhiệm vụ, giải pháp",
        "Đề xuất, kiến nghị",
        "Phụ lục: Văn bản được dẫn",
        "Phụ lục: Số liệu đã báo cáo",
        "Phụ lục: Phương pháp",
        "Phụ lục: Xuất xứ",
    ]


def test_what_is_asked_for_comes_before_what_follows_from_it():
    order = [word for section in sections().values() for word, *_ in section]
    assert order[:4] == ["load_review", "title", "headline", "reconciliation"]
    assert order[-4:] == ["documents", "reported", "methods", "provenance"]
    assert {"assessment", "direction", "signature"} < set(order)


def plain(tool: str, *words: object, cwd: Path) -> subprocess.CompletedProcess:
    """One of the tools that people have, called as they call it."""
    return subprocess.run(
        [str(BIN / tool), *map(str, words)], cwd=cwd, capture_output=True, encoding="utf-8"
    )


@pytest.mark.slow
@pytest.mark.parametrize("place", [".", "notebooks"])
def test_plain_papermill_and_nbconvert_make_the_pages(place, tmp_path):
    notebook = os.path.relpath(REVIEW, ROOT / place)
    out = tmp_path / "out.ipynb"
    ran = plain("papermill", notebook, out, "-r", "district", "huyen-long-my", cwd=ROOT / place)
    assert ran.returncode == 0, ran.stderr
    assert "unknown parameter" not in ran.stderr
    page = plain("jupyter", "nbconvert", "--to", "cchc_html", out, cwd=tmp_path)
    assert page.returncode == 0, page.stderr
    assert "huyện Long Mỹ" in (tmp_path / "out.html").read_text(encoding="utf-8")
    if place == ".":
        sheets = plain("jupyter", "nbconvert", "--to", "cchc_pdf", out, cwd=tmp_path)
        assert sheets.returncode == 0, sheets.stderr
        assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-1.7")


@pytest.mark.slow
def test_plain_papermill_shows_a_data_fault_as_it_is_without_our_traceback(tmp_path):
    write_data(tmp_path, figures_csv=changed("figures.csv", ",3470,", ',"3.470,0",'))
    shutil.copy(REVIEW, tmp_path)
    out = tmp_path / "out.ipynb"
    words = ("-r", "district", "huyen-minh-hoa-01")
    ran = plain("papermill", REVIEW.name, out, *words, cwd=tmp_path)
    assert ran.returncode == 1
    message = ran.stderr.rpartition("In [3]")[2]
    assert "'3.470,0'" in message
    assert "  tại:  data/huyen-minh-hoa-01/figures.csv, dòng 2, cột value\n" in message
    assert "  sửa:  " in message
    assert "review.py" not in ran.stderr and "folder.py" not in ran.stderr
    shown = [
        output
        for cell in json.loads(out.read_text(encoding="utf-8"))["cells"]
        for output in cell.get("outputs", ())
    ]
    assert [output["ename"] for output in shown] == ["CchcError"]
    assert not [line for line in shown[0]["traceback"] if "Traceback" in line or ".py" in line]


@pytest.mark.slow
def test_an_unknown_unit_in_plain_papermill_gets_our_suggestion(tmp_path):
    out = tmp_path / "out.ipynb"
    ran = plain("papermill", REVIEW, out, "-r", "district", "huyen-long-mi", cwd=ROOT)
    assert ran.returncode == 1
    assert "có phải là 'huyen-long-my'?" in ran.stderr
    assert "registers.py" not in ran.stderr
