"""At the prompt: a few words that load when asked, plain frames, names that the tab key knows."""

import csv
import importlib
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import nbformat
import pytest
from IPython.core.completer import IPCompleter, provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

import cchc
from cchc.errors import CchcError, UsageError
from invented import COMMUNES, PROVINCE, UNIT, agreeing
from sample_unit import changed, write_data

WORDS = {"units", "figures", "indicators", "review", "check", "explain", "codes", "unit_ids"} | {
    *("what_if", "compare", "view", "save", "browse", "explore", "sift", "suppose", "beside")
}
BIN = Path(sysconfig.get_path("scripts"))


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return agreeing().write(tmp_path_factory.mktemp("agreeing"))


def loaded_by(code: str) -> set[str]:
    """The packages, other than Python's own, that a fresh Python loads for some code."""
    script = f"import sys; before = {{*sys.modules}}; {code}; print(*{{*sys.modules}} - before)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    return {name.partition(".")[0] for name in ran.stdout.split()} - sys.stdlib_module_names


def test_importing_cchc_loads_nothing_else():
    assert loaded_by("import cchc") == {"cchc"}


def test_a_code_can_be_completed_before_anything_heavy_is_loaded():
    heavy = {"pandas", "numpy", "matplotlib", "IPython", "papermill", "nbconvert"}

    assert heavy.isdisjoint(loaded_by("import cchc; cchc.codes.departments"))


def test_every_word_is_listed_and_there():
    assert {*dir(cchc)} >= WORDS
    assert {*cchc.__all__} >= WORDS
    assert [name for name in cchc.__all__ if getattr(cchc, name) is None] == []


def test_a_word_stays_a_word_after_the_module_of_its_name_is_imported():
    script = (
        "import cchc, cchc.explain, cchc.figures, cchc.review;"
        "print(*map(callable, [cchc.explain, cchc.figures, cchc.review]))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)

    assert ran.stdout.split() == ["True"] * 3


def test_an_unknown_word_is_an_attribute_error():
    with pytest.raises(AttributeError, match="'cchc' has no attribute 'reviews'"):
        cchc.reviews  # noqa: B018


def test_units_are_the_register_and_say_who_has_figures(data):
    units = cchc.units(data)

    assert units["id"].tolist() == [PROVINCE, UNIT, *COMMUNES]
    assert units["figures"].tolist() == [False, True, False, False, False]


def test_figures_are_the_rows_of_the_file_with_numbers_for_values(root):
    with (root / "data" / "huyen-long-my" / "figures.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    figures = cchc.figures("huyen-long-my", root / "data")

    assert figures["text"].tolist() == [row["value"] for row in rows]
    assert figures["value"].tolist() == [float(row["value"]) for row in rows]
    for column in ("code", "period", "level", "qualifier", "source", "place", "note"):
        assert figures[column].tolist() == [row[column] for row in rows]


def test_an_indicator_comes_with_its_formula_in_codes_and_in_words():
    indicators = cchc.indicators().set_index("code")

    share = indicators.loc["on_time_share_resolved"]
    assert share["formula"] == "100 * dossiers_resolved_in_time / dossiers_resolved"
    assert share["formula_vi"] == (
        "100 × [hồ sơ giải quyết trước hạn và đúng hạn] ÷ [hồ sơ đã giải quyết]"
    )
    assert share["law"] == "01/2020/TT-VPCP, biểu II.06a"
    assert indicators.loc["departments", ["formula", "levels"]].tolist() == ["", "district"]


def test_a_review_takes_its_years_from_the_mandate_and_from_whoever_asks(data):
    assert cchc.review(UNIT, data=data).span == "2021-2022"
    assert cchc.review(UNIT, 2020, 2022, data).first == "2020"


def test_a_check_gives_a_row_a_finding_and_none_where_all_agrees(data, tmp_path):
    spoilt = agreeing().stating("dossiers_received", "2022", "all", 14499).write(tmp_path)

    assert cchc.check(UNIT, data=data).empty
    found = cchc.check(UNIT, data=spoilt)
    assert "levels_do_not_add_up" in found["check"].tolist()
    row = found.set_index("check").loc["levels_do_not_add_up"]
    assert (row["expected"], row["found"], row["difference"]) == (14500, 14499, -1)


def test_the_data_folder_is_the_nearest_one_above_unless_it_is_named(data, monkeypatch):
    monkeypatch.chdir(data / UNIT)

    assert cchc.units()["id"].tolist() == cchc.units(str(data))["id"].tolist()
    assert cchc.review(UNIT).folder.data == data


def test_an_unknown_unit_gets_the_words_of_the_command_line(data):
    for ask in (cchc.figures, cchc.review, cchc.check):
        with pytest.raises(UsageError, match=r"có phải là 'huyen-minh-hoa-01'\?"):
            ask("huyen-minh-hoa-1", data=data)


def test_every_fault_of_a_units_files_is_named_at_once(tmp_path):
    faulty = write_data(tmp_path, figures_csv=changed("figures.csv", ",3470,", ',"3.470,0",'))

    with pytest.raises(CchcError, match=r"'3\.470,0'"):
        cchc.figures("huyen-minh-hoa-01", faulty)


@pytest.mark.parametrize("use_jedi", [False, True])
def test_the_tab_key_completes_words_codes_and_units(use_jedi, data, monkeypatch):
    monkeypatch.chdir(data)
    completer = IPCompleter(namespace={"cchc": cchc}, use_jedi=use_jedi)

    def completed(text: str) -> set[str]:
        with provisionalcompleter():
            return {found.text.lstrip(".") for found in completer.completions(text, len(text))}

    assert {"explain", "figures", "units"} <= completed("cchc.")
    assert completed("cchc.explain(cchc.codes.on_time_share_r") == {
        "on_time_share_received",
        "on_time_share_resolved",
    }
    assert completed("cchc.figures(cchc.unit_ids.huyen") == {"huyen_minh_hoa_01"}


@pytest.fixture
def shell():
    """An IPython in which cchc was imported, as in a notebook's first cell."""
    running = InteractiveShell.instance()
    yield running
    InteractiveShell.clear_instance()


@pytest.mark.parametrize("use_jedi", [False, True])
@pytest.mark.parametrize(
    ("begun", "names"),
    [
        ('cchc.explain("on_time_share_re', {"on_time_share_received", "on_time_share_resolved"}),
        ("cchc.explain(code='departments', district='huyen-m", {"huyen-minh-hoa-01"}),
        ('cchc.view("schools", "huyen-minh-hoa-01", "distr', {"district"}),
        ('cchc.compare(("huyen-minh-hoa-01", "dis', {"district"}),
        ('cchc.compare("a", "b", area="modern', {"modernisation"}),
        ('cchc.codes["on_time_share_re', {"on_time_share_received", "on_time_share_resolved"}),
        ('cchc.unit_ids["huyen', {"huyen-minh-hoa-01"}),
        ('open("on_time_share_re', set()),
        ('print("on_time_share_re', set()),
    ],
)
def test_the_tab_key_completes_between_quotes(begun, names, use_jedi, shell, data, monkeypatch):
    monkeypatch.chdir(data)
    shell.Completer.use_jedi = use_jedi
    shell.user_ns["cchc"] = importlib.reload(cchc)

    with provisionalcompleter():
        found = {each.text for each in shell.Completer.completions(begun, len(begun))}

    assert found == names


def test_importing_again_completes_no_name_twice(shell):
    importlib.reload(importlib.reload(cchc))

    assert len(shell.Completer.custom_matchers) == 1


def test_a_name_that_was_completed_is_the_code_or_the_id(data, monkeypatch):
    monkeypatch.chdir(data)

    assert cchc.codes.departments == "departments"
    assert cchc.unit_ids.huyen_minh_hoa_01 == UNIT
    assert cchc.codes["departments"] == "departments"
    assert cchc.unit_ids["huyen-minh-hoa-01"] == UNIT
    assert not hasattr(cchc.unit_ids, "huyen_minh_hoa_99")
    with pytest.raises(KeyError):
        cchc.codes["departmets"]


def test_what_is_written_in_a_cell_shows_itself(data):
    spoilt = cchc.review("huyen-long-my")
    shown = [str(each) for each in (spoilt, spoilt.findings[0], spoilt.catalogue["departments"])]

    assert "Đơn vị | huyện Long Mỹ (huyen-long-my)" in shown[0]
    assert f"Số liệu nguồn ghi | {len(spoilt.folder.figures)}" in shown[0]
    assert shown[1].startswith("Cần xem lại: Cấp huyện, năm 2022: 5.300 hồ sơ tiếp nhận − 5.137")
    assert "Loại số | có tại thời điểm cuối kỳ" in shown[2]
    assert "DỮ LIỆU MINH HỌA" in str(cchc.review(UNIT, data=data))
    assert "DỮ LIỆU MINH HỌA" not in shown[0]


CELLS = (
    "import cchc\nreview = cchc.review(cchc.unit_ids.huyen_long_my)\nreview",
    "cchc.units()",
    "cchc.indicators()",
    "cchc.figures('huyen-long-my').head()",
    "cchc.check('huyen-long-my')[['check', 'message']]",
    "review.findings[0]",
    "review.catalogue['departments']",
    "cchc.explain(cchc.codes.on_time_share_resolved, review, 2022, 'district')",
    "cchc.explain('dossiers_online_share', 'huyen-long-my', 2022)",
    "cchc.table(review, 'procedures')",
    "cchc.chart(review, 'procedures')",
    "cchc.view('schools', review)",
    "cchc.what_if(review, {('schools', 2022, 'district'): 1})",
    "cchc.compare((review, 'district'), (review, 'commune'))",
    "cchc.browse(cchc.units(), 'Đơn vị')",
)


def run(*command: object, cwd: Path) -> subprocess.CompletedProcess:
    program, *rest = map(str, command)
    return subprocess.run(
        [str(BIN / program), *rest], cwd=cwd, capture_output=True, encoding="utf-8"
    )


def notebook(*cells: str) -> nbformat.NotebookNode:
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    code = map(nbformat.v4.new_code_cell, cells)
    return nbformat.v4.new_notebook(cells=[*code], metadata={"kernelspec": kernel})


@pytest.mark.slow
def test_an_analysts_notebook_with_every_word_runs_and_is_printed(root, tmp_path):
    nbformat.write(notebook(*CELLS), tmp_path / "in.ipynb")
    os.symlink(root / "data", tmp_path / "data")

    ran = run("papermill", "in.ipynb", "out.ipynb", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    for kind in ("cchc_html", "cchc_pdf"):
        printed = run("jupyter", "nbconvert", "--to", kind, "out.ipynb", cwd=tmp_path)
        assert printed.returncode == 0, printed.stderr

    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    for text in ("100 × 5.137 / 5.180 = 99,17%", "98,88% – 99,38%", "Còn thiếu: hồ sơ tiếp nhận"):
        assert text in page
    assert 'data-figure="on_time_share_resolved|2022|district"' in page
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-1.7")


@pytest.mark.slow
def test_a_wrong_code_in_a_cell_gets_the_nearest_name_and_no_traceback(root, tmp_path):
    ask = "import cchc\ncchc.explain('on_time_share_resolvd', 'huyen-long-my', 2022)"
    nbformat.write(notebook(ask), tmp_path / "in.ipynb")

    ran = run("papermill", tmp_path / "in.ipynb", tmp_path / "out.ipynb", cwd=root)

    assert ran.returncode == 1
    [output] = nbformat.read(tmp_path / "out.ipynb", as_version=4).cells[-1].outputs
    assert output.ename == "UsageError"
    assert output.traceback == [
        "'on_time_share_resolvd' không có trong danh mục chỉ tiêu",
        "  tại:  mã chỉ tiêu (code)",
        "  sửa:  có phải là 'on_time_share_resolved'? Xem tất cả mã: cchc.indicators()",
    ]
