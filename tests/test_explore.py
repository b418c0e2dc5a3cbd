"""The panels without a browser: choices follow one another, and what is shown follows them."""

import os
import re
import subprocess
import sysconfig
from pathlib import Path
from threading import Thread

import nbformat
import pandas as pd
import pytest

import cchc
from cchc.bundle import BLOCKS
from cchc.errors import UsageError
from cchc.explore.browse import interactive_html
from cchc.page import Column, Row, Table
from invented import UNIT, agreeing
from sample_unit import UNIT as SAMPLE
from sample_unit import write_data

WIDGET = "application/vnd.jupyter.widget-view+json"
ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sysconfig.get_path("scripts"))
RATE = "on_time_share_resolved"
OTHER = "huyen-minh-hoa-02"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """Two invented units; the second resolved one dossier more too late and lacks its schools."""
    first = agreeing()
    second = first.without("schools").stating("dossiers_resolved_late", "2022", "district", 91)
    folder = tmp_path_factory.mktemp("explore")
    data = first.write(folder)
    for name, text in second.own_files():
        path = data / OTHER / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    row = f"{OTHER},902,Minh Họa 02,huyện,district,tinh-minh-hoa,,,yes\n"
    units = data / "units.csv"
    units.write_text(units.read_text(encoding="utf-8") + row, encoding="utf-8")
    return data


def files(data: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}


def test_the_explorer_opens_on_the_first_unit_and_a_key_figure_that_it_has(data):
    explorer = cchc.explore(data=data)

    assert explorer.chosen("unit") == UNIT
    assert explorer.frame["value"].notna().all()
    assert str(explorer).startswith("DỮ LIỆU MINH HỌA")


def test_units_areas_indicators_and_levels_have_vietnamese_names(data):
    explorer = cchc.explore(UNIT, RATE, data=data)
    names = {name: [n for n, _ in explorer.choices[name].options] for name in explorer.choices}

    assert names["unit"] == [
        "huyện Minh Họa 01 · DỮ LIỆU MINH HỌA",
        "huyện Minh Họa 02 · DỮ LIỆU MINH HỌA",
    ]
    assert names["area"][1] == "Cải cách thể chế"
    assert names["level"] == ["mọi cấp", "cấp huyện", "cấp xã", "toàn huyện"]
    assert names["periods"] == ["năm 2021", "năm 2022"]


def test_another_unit_and_another_indicator_are_shown_at_once(data):
    explorer = cchc.explore(UNIT, RATE, "district", data)
    before = str(explorer)

    explorer.choose(unit=OTHER)
    other_unit = str(explorer)
    explorer.choose(indicator="late_share_resolved")

    assert len({before, other_unit, str(explorer)}) == 3
    assert "huyện Minh Họa 02" in other_unit
    assert explorer.frame["code"].unique().tolist() == ["late_share_resolved"]


def test_another_area_brings_its_indicators_levels_and_periods(data):
    explorer = cchc.explore(UNIT, RATE, "commune", data)

    explorer.choose(area="organisation", indicator="departments")

    assert explorer.choices["level"].options == (("mọi cấp", ""), ("cấp huyện", "district"))
    assert explorer.chosen("level") == ""
    assert [period for _, period in explorer.choices["periods"].options] == ["2020", "2021", "2022"]
    assert explorer.chosen("periods") == ("2021", "2022")


def test_an_indicator_without_numbers_says_so_in_the_list_and_on_the_page(data):
    explorer = cchc.explore(OTHER, "schools", data=data)

    names = {code: name for name, code in explorer.choices["indicator"].options}
    assert names["schools"].endswith(" (chưa có số liệu)")
    assert not names["departments"].endswith(" (chưa có số liệu)")
    assert "năm 2022 | cấp huyện | chưa có số liệu" in str(explorer)


def test_ticking_no_period_means_none_and_says_so(data):
    explorer = cchc.explore(UNIT, RATE, data=data)

    explorer.choices["periods"].children[1].value = False
    assert explorer.view.periods == ("2022",)
    explorer.choices["periods"].children[2].value = False

    assert explorer.chosen("periods") == ()
    assert "chưa chọn kỳ nào (Kỳ): đánh dấu ít nhất một kỳ" in str(explorer)
    explorer.choose(indicator="late_share_resolved")
    assert explorer.chosen("periods") == ()


def test_periods_chosen_by_a_command_are_ticked(data):
    explorer = cchc.explore(UNIT, "departments", data=data)

    explorer.choose(periods=("2020",))

    ticked = [box.description for box in explorer.choices["periods"].children[1:] if box.value]
    assert ticked == ["năm 2020"]
    assert explorer.view.periods == ("2020",)


def test_a_page_names_what_it_is_drawn_from(data):
    explorer = cchc.explore(UNIT, RATE, data=data)

    explorer.choose(unit=OTHER, level="commune")

    assert (
        "Đã chọn: Đơn vị: huyện Minh Họa 02 · DỮ LIỆU MINH HỌA; Cấp: cấp xã;"
        " Lĩnh vực: Cải cách thủ tục hành chính; Chỉ tiêu: Tỷ lệ hồ sơ giải quyết trước hạn và"
        " đúng hạn trên số đã giải quyết; Kỳ: năm 2021, năm 2022."
    ) in str(explorer)


def test_choices_that_come_on_many_threads_are_all_followed(data):
    besider = cchc.beside(UNIT, data=data)
    asked = {
        "left": (OTHER, UNIT),
        "right": (UNIT, OTHER),
        "left_level": ("commune", "district"),
        "right_level": ("district", "commune"),
        "area": ("organisation", "modernisation"),
    }

    def choose(name: str, value: str) -> None:
        codes = [code for _, code in besider.choices[name].options]
        besider.choices[name].set_state({"index": codes.index(value)})  # as the browser does

    for turn in range(20):
        values = {name: both[turn % 2] for name, both in asked.items()}
        threads = [Thread(target=choose, args=chosen) for chosen in values.items()]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert {name: besider.chosen(name) for name in asked} == values
        drawn = str(besider)
        besider.redraw()
        assert drawn == str(besider)


def test_a_figure_that_changes_in_its_file_is_read_anew_at_the_next_choice(data):
    explorer = cchc.explore(UNIT, "departments", "district", data)
    figures = data / UNIT / "figures.csv"
    whole = figures.read_text(encoding="utf-8")
    stated = agreeing().value("departments", "2022", "district")
    row = f"departments,2022,district,{stated},"
    assert whole.count(row) == 1

    figures.write_text(whole.replace(row, "departments,2022,district,77,"), encoding="utf-8")
    explorer.choose(level="")
    changed, told = explorer.frame["value"].tolist(), explorer.read_anew
    explorer.choose(level="district")
    quiet = explorer.read_anew
    figures.write_text(whole, encoding="utf-8")
    explorer.redraw()

    assert 77 in changed
    assert told == f"Đã đọc lại số liệu, vì có tệp thay đổi: data/{UNIT}/figures.csv"
    assert quiet == ""
    assert explorer.frame["value"].tolist()[-1] == float(stated)


def test_a_file_that_comes_or_goes_is_a_change_too(data):
    sifter = cchc.sift(UNIT, data)
    narrative = data / UNIT / "narrative.md"
    before = narrative.read_bytes() if narrative.exists() else None

    narrative.write_text("", encoding="utf-8") if before is None else narrative.unlink()
    sifter.redraw()

    assert sifter.read_anew.endswith(f"data/{UNIT}/narrative.md")
    narrative.unlink() if before is None else narrative.write_bytes(before)


@pytest.mark.slow
def test_every_indicator_of_every_unit_can_be_chosen(data):
    explorer = cchc.explore(UNIT, data=data)
    for unit in (UNIT, OTHER):
        explorer.choose(unit=unit)
        for _, area in explorer.choices["area"].options:
            explorer.choose(area=area)
            for _, code in explorer.choices["indicator"].options:
                assert explorer.choose(indicator=code).frame["code"].eq(code).all()


def test_findings_are_sifted_by_severity_area_and_check(root):
    sifter = cchc.sift("huyen-long-my", root / "data")
    every = sifter.findings

    sifter.choose(severity="warn", area="procedures")

    assert sifter.findings == tuple(
        f for f in every if f.severity == "warn" and f.area == "procedures"
    )
    assert 0 < len(sifter.frame) == len(sifter.findings) < len(every)
    sifter.choose(check="part_year")
    assert sifter.findings == ()
    assert "Không có phát hiện nào như đã chọn." in str(sifter)


def test_a_figure_is_supposed_removed_and_restored_and_no_file_changes(data):
    before = files(data)
    supposer = cchc.suppose(UNIT, data)
    supposer.choose(figure="dossiers_resolved_late", level="district", period="2022", value="999")

    supposer.suppose()
    assert supposer.frame.iloc[0]["after"] == 999
    stated = agreeing().value("dossiers_resolved_late", "2022", "district")
    named = "Hồ sơ giải quyết quá hạn, cấp huyện, năm 2022: 999"
    assert f"{named} (hiện nay: {stated})" in str(supposer)
    assert "Tỷ lệ hồ sơ giải quyết quá hạn trên số đã giải quyết" in str(supposer)
    supposer.reset()
    assert supposer.frame.empty
    supposer.choose(area="modernisation", figure="paperless_meetings", period="2022")
    supposer.remove()
    assert supposer.frame["before"].tolist() == [4] and supposer.frame["after"].isna().all()
    assert "năm 2022: coi như chưa có số này (hiện nay: 4)" in str(supposer)
    supposer.reset()
    assert supposer.changes == {} and supposer.frame.empty
    assert files(data) == before


def test_a_value_that_cannot_be_supposed_says_why_and_changes_nothing(data):
    supposer = cchc.suppose(UNIT, data)
    supposer.choose(figure="dossiers_resolved_late", level="district", period="2022", value="1.000")

    supposer.suppose()

    assert "có phải là 1000? Viết liền các chữ số" in str(supposer)
    assert supposer.changes == {}
    supposer.choose(period="2021")
    assert "có phải là" not in str(supposer)


def test_the_value_begins_as_it_is_stated(data):
    supposer = cchc.suppose(UNIT, data)

    supposer.choose(area="organisation", figure="departments", level="district", period="2022")

    assert supposer.chosen("value") == agreeing().value("departments", "2022", "district")


def test_two_units_stand_beside_each_other_and_then_two_levels_of_one(data):
    besider = cchc.beside(UNIT, data=data)

    assert besider.comparison.names == ("huyện Minh Họa 01", "huyện Minh Họa 02")
    besider.choose(right=UNIT, left_level="district", right_level="commune")
    assert besider.comparison.names == ("cấp huyện", "cấp xã")


def test_a_single_unit_opens_with_its_agencies_beside_those_below(root):
    besider = cchc.beside("huyen-long-my", data=root / "data")

    assert besider.comparison.names == ("cấp huyện", "cấp xã")


def test_a_panel_is_a_widget_blocks_for_print_and_text_for_a_terminal(data):
    bundle, metadata = cchc.explore(UNIT, RATE, data=data)._repr_mimebundle_()

    assert bundle[WIDGET]["model_id"]
    assert {block["type"] for block in metadata[BLOCKS]} >= {"Chart", "Table", "Heading"}
    assert bundle["text/plain"].startswith("DỮ LIỆU MINH HỌA")


def test_faults_of_the_data_stand_where_the_numbers_would(data):
    explorer = cchc.explore(UNIT, RATE, data=data)
    figures = data / OTHER / "figures.csv"
    whole = figures.read_text(encoding="utf-8")
    figures.write_text(whole.replace(",district,90,", ",district,chín,", 1), encoding="utf-8")

    explorer.choose(unit=OTHER)

    figures.write_text(whole, encoding="utf-8")
    assert str(explorer).count("'chín' không phải là số (data/huyen-minh-hoa-02/figures.csv") == 1
    explorer.choose(unit=UNIT)
    assert "không phải là số" not in str(explorer)


def test_a_unit_that_is_none_gets_the_words_of_the_command_line(data):
    for panel in (cchc.explore, cchc.sift, cchc.suppose, cchc.beside):
        with pytest.raises(UsageError, match=r"có phải là 'huyen-minh-hoa-01'\?"):
            panel("huyen-minh-hoa-1", data=data)


def test_a_level_that_the_indicator_lacks_is_named(data):
    with pytest.raises(UsageError, match="không có cấp 'province'"):
        cchc.explore(UNIT, RATE, "province", data)


def test_without_any_figures_there_is_nothing_to_explore(tmp_path):
    data = write_data(tmp_path)
    (data / SAMPLE / "figures.csv").unlink()
    for panel in (cchc.explore, cchc.sift, cchc.suppose, cchc.beside):
        with pytest.raises(UsageError, match="chưa đơn vị nào có số liệu"):
            panel(data=data)


def test_only_levels_from_the_units_own_downwards_stand_beside_each_other(data):
    options = cchc.beside(UNIT, data=data).choices["left_level"].options

    assert [name for name, _ in options] == ["từng cấp", "cấp huyện", "cấp xã", "toàn huyện"]


def test_what_a_panel_shows_is_saved_beside_the_data(data):
    explorer = cchc.explore(UNIT, RATE, "district", data)

    for suffix in (".csv", ".svg"):
        explorer.save_as(suffix)

    folder = data.parent / "outputs" / "explore"
    assert {path.name for path in folder.iterdir()} == {
        f"{UNIT}-{RATE}-district.csv",
        f"{UNIT}-{RATE}-district.svg",
    }


def test_tables_to_search_keep_every_row_and_escape_what_is_no_markup():
    rows = tuple(Row(((f"<b>{n}</b>",), (f"{n}",))) for n in range(30_000))
    html = interactive_html([Table("Bảng", (Column("Tên"), Column("Số", "right")), rows)])

    assert html.count("&lt;b&gt;") >= 30_000
    assert "<b>1" not in html
    assert "http://" not in html.replace("http://www.w3.org", "")


def test_numbers_are_sorted_by_what_they_are_and_missing_ones_have_no_place():
    shown = ("−1,2", "1.234.567", "98,76%", "khoảng 50", "trên 12", "–", "chưa có số liệu", "")
    rows = tuple(Row(((text,),)) for text in shown)

    html = interactive_html([Table("Bảng", (Column("Số", "right"),), rows)])

    keys = ["-1.2", "1234567", "98.76", "50", "12", "", "", ""]
    assert re.findall('data-order="(.*?)"', html) == keys
    assert 'data-search="−1,2 -1.2 -1,2"' in html or 'data-search="−1,2 -1,2 -1.2"' in html


@pytest.mark.parametrize("text", ["31/12/2022", "năm 2022", "2021–2022", "12.3.1", "tổ 5"])
def test_words_with_digits_are_sorted_as_words(text):
    html = interactive_html([Table("Bảng", (Column("Chữ"),), (Row(((text,),)),))])

    assert "data-order" not in html


def test_a_frame_is_sorted_by_its_exact_values_not_by_what_is_printed():
    frame = pd.DataFrame({"value": [98.764, 98.761, None], "text": ["9", "12343", "98.5"]})

    html = cchc.browse(frame)._repr_mimebundle_()[0]["text/html"]

    assert re.findall('data-order="(.*?)"', html) == ["98.764", "9", "98.761", "12343", "", "98.5"]


def test_a_browsed_frame_is_printed_as_a_table_with_vietnamese_heads(data):
    _, metadata = cchc.browse(cchc.figures(UNIT, data), "Số liệu")._repr_mimebundle_()

    [table] = metadata[BLOCKS]
    assert [column["text"] for column in table["columns"]][:4] == ["Mã", "Kỳ", "Cấp", "Giá trị"]
    assert len(table["rows"]) == len(agreeing().figures)


def run(*command: object, cwd: Path) -> subprocess.CompletedProcess:
    program, *rest = map(str, command)
    return subprocess.run(
        [str(BIN / program), *rest], cwd=cwd, capture_output=True, encoding="utf-8"
    )


@pytest.mark.slow
@pytest.mark.parametrize("place", ["real", "invented"])
def test_the_tour_runs_from_top_to_bottom_and_is_printed(place, data, tmp_path):
    notebook = os.path.relpath(ROOT / "notebooks" / "explore.ipynb", ROOT)
    asked = ["-r", "data", data] if place == "invented" else []
    saved = tmp_path / "saved.png"

    ran = run("papermill", notebook, tmp_path / "o.ipynb", *asked, "-r", "save_as", saved, cwd=ROOT)
    assert ran.returncode == 0, ran.stderr
    assert saved.is_file()
    outputs = [
        output
        for cell in nbformat.read(tmp_path / "o.ipynb", as_version=4).cells
        for output in cell.get("outputs", ())
    ]
    assert {output.output_type for output in outputs} == {"display_data", "execute_result"}
    assert (tmp_path / "o.ipynb").read_text(encoding="utf-8").count("window.cchcTables ??=") == 1
    for kind in ("html", "pdf"):
        printed = run("jupyter", "nbconvert", "--to", f"cchc_{kind}", "o.ipynb", cwd=tmp_path)
        assert printed.returncode == 0, printed.stderr
    page = (tmp_path / "o.html").read_text(encoding="utf-8")
    assert ("DỮ LIỆU MINH HỌA" in page) is (place == "invented")
    assert "VBox(" not in page and "<IPython.core" not in page
