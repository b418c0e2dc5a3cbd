"""A real JupyterLab in a real browser: the tour runs, panels react, nothing leaves the machine."""

import re
import shutil
from itertools import cycle, islice
from pathlib import Path

import pytest

from browser import chromium, least_contrast
from cchc.catalogue import CATALOGUE
from cchc.demo.province import make_province
from lab import (
    ROOT,
    answers,
    choose,
    lab,
    opened,
    panel,
    run_all,
    save_notebook,
    until,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LOOPBACK = {"127.0.0.1", "::1", "::ffff:127.0.0.1"}
UNITS = "Đơn vị sự nghiệp công lập trực thuộc, không gồm trường học"
ON_TIME = "Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn trên số đã giải quyết"
MINH_HOA = [f"huyện Minh Họa 0{number} · DỮ LIỆU MINH HỌA" for number in (1, 2, 3)]
QUICK = 40
"""How often a reader is quicker than the kernel."""
FAULTS = {
    "an error": ".jp-RenderedText[data-mime-type='application/vnd.jupyter.error']",
    "something on stderr": "[data-mime-type='application/vnd.jupyter.stderr']",
    "a widget that is not there": ".jp-OutputArea-output :text('Error displaying widget')",
    "a table that cannot be searched": ".cchc-browse table:not(.dataTable)",
}
STICKS_OUT = """() => [...document.querySelectorAll('.jp-OutputArea-output')].filter(
  output => output.scrollWidth > output.clientWidth + 1).length"""
CELLS = """() => [...document.querySelectorAll('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell')]
  .map(cell => cell.classList.contains('jp-mod-active') + ' ' + cell.textContent.slice(0, 60))"""
FOCUS = """() => {
  const at = document.activeElement;
  const words = at.labels?.length ? at.labels[0] : at;
  return (words.getAttribute('aria-label') || words.textContent).replace('\\u200b', '');
}"""
END_KERNELS = """async () => {
  const token = (document.cookie.match(/_xsrf=([^;]+)/) || [])[1];
  for (const session of await (await fetch('/api/sessions')).json())
    await fetch('/api/sessions/' + session.id, {method: 'DELETE', headers: {'X-XSRFToken': token}});
}"""
SEARCHABLE = ".cchc-browse :is(caption, thead th *, td, .dt-search *, .dt-length *, .dt-info)"
PROGRAM = "window.cchcTables ??="
PROGRAMS = """program => [
  ...document.querySelectorAll('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell')
].slice(0, 2).map(cell => [
  cell.querySelector('.jp-InputPrompt').textContent,
  [...cell.querySelectorAll('script')].filter(it => it.textContent.includes(program)).length
])"""
"""Of the first two cells: the number of their run, and how often their outputs hold the program."""
"""Stands once in the program that makes tables searchable."""

only_ours = pytest.mark.parametrize("tour", ["make lab"], indirect=True)


def tab(page, times: int) -> list[str]:
    """What each press of Tab comes to."""
    reached = []
    for _ in range(times):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUS))
    return reached


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def invented(tmp_path_factory) -> Path:
    """A folder like a clone of this one, with three invented units for its data."""
    root = tmp_path_factory.mktemp("clone")
    shutil.copytree(ROOT / "notebooks", root / "notebooks")
    make_province(root / "data", 3, 1)
    return root


@pytest.fixture(scope="module", params=["make lab", "JupyterLab as shipped"])
def tour(request, browser, invented, tmp_path_factory):
    """The tour with invented data, run from top to bottom, and what it asked the world for."""
    folder = tmp_path_factory.mktemp("jupyter")
    as_shipped = request.param == "JupyterLab as shipped"
    with lab(folder, invented, as_shipped) as server, opened(browser, server) as (page, asked):
        run_all(page)
        yield server, page, asked


def faults(page) -> list[str]:
    """What a reader would stumble over in the outputs; best: nothing."""
    found = [name for name, where in FAULTS.items() if where and page.locator(where).count()]
    return found + ["an output that sticks out"] * bool(page.evaluate(STICKS_OUT))


def chart(shown) -> str:
    """What a panel's first chart says in words."""
    drawn = shown.locator("figure.chart :is(svg[aria-label], img[alt])").first
    return drawn.evaluate("it => it.getAttribute('aria-label') || it.getAttribute('alt')")


def table(shown) -> str:
    """The rows of a panel's first table to search."""
    return shown.locator("table.dataTable tbody").first.inner_text()


def test_make_lab_opens_the_tour_of_the_repository_and_it_runs(browser, tmp_path):
    with lab(tmp_path) as server, opened(browser, server) as (page, asked):
        run_all(page)

        assert page.url.endswith("/lab/tree/notebooks/explore.ipynb")
        explorer = panel(page, 0)
        assert "năm 2022: cấp huyện 99,17%, cấp xã 98,45%, toàn huyện 98,76%" in chart(explorer)
        assert "5.137\t5.180\t98,88% – 99,38%" in table(explorer)
        assert faults(page) == []
        assert asked() == []
        assert server.talks_to() <= LOOPBACK


def test_another_unit_changes_chart_and_table(tour):
    _, page, _ = tour
    explorer = panel(page, 0)
    before = chart(explorer), table(explorer)

    choose(explorer, "Đơn vị", MINH_HOA[1])

    until(lambda: chart(explorer) != before[0])
    assert table(explorer) != before[1]
    assert explorer.get_by_role("heading", name="huyện Minh Họa 02").is_visible()
    assert explorer.locator(".callout.demo").first.is_visible()
    assert faults(page) == []


def test_another_area_indicator_level_and_period_are_followed(tour):
    _, page, _ = tour
    explorer = panel(page, 0)

    choose(explorer, "Lĩnh vực", "Cải cách tổ chức bộ máy hành chính nhà nước")
    choose(explorer, "Chỉ tiêu", UNITS)
    until(lambda: explorer.get_by_role("heading", name=UNITS).count() == 1)
    assert table(explorer).count("\n") == 1
    explorer.get_by_label("năm 2020").check()

    until(lambda: table(explorer).count("\n") == 2)
    assert chart(explorer).startswith("Biểu đồ thanh. năm 2020: ")


def test_the_second_tab_writes_the_arithmetic_out(tour):
    _, page, _ = tour
    explorer = panel(page, 0)
    choose(explorer, "Lĩnh vực", "Cải cách thủ tục hành chính")
    choose(explorer, "Chỉ tiêu", "Tỷ lệ hồ sơ giải quyết quá hạn trên số đã giải quyết")

    explorer.get_by_role("tab", name="Cách tính và nguồn").click()

    row = explorer.locator("tr", has_text="Thay số").first
    until(lambda: row.is_visible())
    assert re.search(r"100 × [\d.]+ / [\d.]+ = [\d,]+%", row.inner_text())
    explorer.get_by_role("tab", name="Biểu đồ và bảng").click()


def test_findings_are_sifted_and_searched(tour):
    _, page, _ = tour
    sifter = panel(page, 1)
    choose(sifter, "Mức độ", "Chỗ cần xem lại")
    assert "Mức độ: Chỗ cần xem lại; " in answers(sifter)
    assert "Ghi chú" not in table(sifter)

    sifter.get_by_label("Tìm:").first.fill("không có chữ nào như thế này")

    until(lambda: table(sifter) == "Không có dòng nào khớp")


def test_a_supposed_figure_moves_what_follows_from_it_and_no_file(tour, invented):
    _, page, _ = tour
    before = {p: p.read_bytes() for p in (invented / "data").rglob("*") if p.is_file()}
    supposer = panel(page, 2)
    value = supposer.get_by_label("Giá trị")
    stated = value.input_value()
    choose(supposer, "Số liệu", "Hồ sơ giải quyết quá hạn")
    until(lambda: value.input_value() != stated)  # the new figure is offered as it is stated
    value.fill("999")

    supposer.get_by_role("button", name="Giả định", exact=True).click()

    until(lambda: supposer.get_by_text("GIẢ ĐỊNH về").count() == 1)
    rows = supposer.locator("tr", has_text="Tỷ lệ hồ sơ giải quyết quá hạn trên số đã giải quyết")
    assert "điểm" in rows.first.inner_text()
    assert {p: p.read_bytes() for p in before} == before


def test_a_value_that_is_no_number_is_answered_in_vietnamese(tour):
    _, page, _ = tour
    supposer = panel(page, 2)
    supposer.get_by_label("Giá trị").fill("1.000")

    supposer.get_by_role("button", name="Giả định", exact=True).click()

    until(lambda: supposer.get_by_text("có phải là 1000?").count() == 1)
    assert faults(page) == []


def test_two_units_and_two_levels_stand_beside_each_other(tour):
    _, page, _ = tour
    besider = panel(page, 3)
    heads = besider.locator("table.dataTable thead").first
    assert "Huyện Minh Họa 01" in heads.inner_text() and "Huyện Minh Họa 02" in heads.inner_text()

    choose(besider, "Bên phải", MINH_HOA[0])
    levels = besider.get_by_label("Cấp", exact=True)
    levels.nth(0).select_option("cấp huyện")
    levels.nth(1).select_option("cấp xã")

    until(lambda: "Cấp huyện" in heads.inner_text() and "Cấp xã" in heads.inner_text())
    besider.get_by_role("tab", name="Biểu đồ").click()
    until(lambda: besider.locator("figure.chart").first.is_visible())


def test_quick_choices_are_all_followed(tour):
    """Forty times, in three panels at once, faster than the kernel draws."""
    _, page, _ = tour
    explorer, sifter, besider = panel(page, 0), panel(page, 1), panel(page, 3)
    areas = ("Hiện đại hóa nền hành chính", "Cải cách thể chế")
    asked = zip(
        *map(cycle, (MINH_HOA, ("cấp huyện", "cấp xã", "mọi cấp", "toàn huyện"), areas, (1, 0))),
        strict=True,
    )
    choose(explorer, "Lĩnh vực", "Cải cách thủ tục hành chính")
    choose(explorer, "Chỉ tiêu", ON_TIME)
    for unit, level, area, is_ticked in islice(asked, QUICK):
        choose(explorer, "Cấp", level)
        choose(explorer, "Đơn vị", unit)
        explorer.get_by_role("checkbox", name="năm 2021").set_checked(bool(is_ticked))
        choose(sifter, "Lĩnh vực", area)
        choose(sifter, "Đơn vị", unit)
        choose(besider, "Bên trái", unit)
        choose(besider, "Lĩnh vực", area)

        name, periods = unit.split(" ·")[0], "năm 2021, năm 2022" if is_ticked else "năm 2022"
        assert answers(explorer) == (
            f"Đơn vị: {unit}; Cấp: {level}; Lĩnh vực: Cải cách thủ tục hành chính;"
            f" Chỉ tiêu: {ON_TIME}; Kỳ: {periods}"
        )
        assert explorer.get_by_role("heading", name=f"{ON_TIME}, {name}").count() == 1
        assert ("năm 2021" in chart(explorer)) == bool(is_ticked)
        assert answers(sifter).startswith(f"Đơn vị: {unit}; ")
        assert f"; Lĩnh vực: {area}; " in answers(sifter)
        assert sifter.get_by_role("heading", name=f"Đối chiếu số liệu của {name}").count() == 1
        assert answers(besider).startswith(f"Bên trái: {unit}; ")
        assert answers(besider).endswith(f"; Lĩnh vực: {area}")


def test_a_click_right_after_typing_acts_on_what_was_typed(tour):
    """Forty times, with the mouse and with Enter in turns."""
    _, page, _ = tour
    supposer = panel(page, 2)
    value = supposer.get_by_label("Giá trị")
    for number in range(101, 101 + QUICK):
        value.fill(str(number))
        if number % 2:
            value.press("Enter")
        else:
            supposer.get_by_role("button", name="Giả định", exact=True).click()

        until(lambda number=number: f": {number} (hiện nay: " in supposer.inner_text())
    supposer.get_by_role("button", name="Bỏ mọi giả định").click()
    until(lambda: supposer.get_by_text("GIẢ ĐỊNH về").count() == 0)


def test_a_click_right_after_a_choice_is_about_what_was_chosen(tour, invented):
    """Forty times: another figure is taken away, what is chosen is saved."""
    _, page, _ = tour
    explorer, supposer = panel(page, 0), panel(page, 2)
    figures = cycle(("Hồ sơ giải quyết quá hạn", "Hồ sơ giải quyết trước hạn và đúng hạn"))
    levels = cycle((("cấp huyện", "district"), ("cấp xã", "commune")))
    code = next(c for c, indicator in CATALOGUE.items() if indicator.vi == ON_TIME)
    for figure, (level, name) in islice(zip(figures, levels, strict=True), QUICK):
        choose(supposer, "Số liệu", figure)
        supposer.get_by_role("button", name="Coi như chưa có số này").click()
        choose(explorer, "Cấp", level)
        explorer.get_by_role("button", name="Lưu CSV").click()

        taken = f"{figure}, cấp huyện, năm 2022: coi như chưa có số này"
        until(lambda taken=taken: taken in supposer.inner_text())
        until(lambda name=name: f"{code}-{name}.csv" in explorer.inner_text())
        supposer.get_by_role("button", name="Bỏ mọi giả định").click()
        until(lambda: supposer.get_by_text("GIẢ ĐỊNH về").count() == 0)


COMMANDS = ("x", "d", "d", "b", "a", "y", "m", "ArrowUp", "ArrowUp", "Shift+Enter")
"""Keys that cut, delete, add, turn, leave and run cells."""


def test_what_is_typed_with_the_focus_on_a_list_stays_in_the_panel(tour):
    _, page, _ = tour
    for place, label in enumerate(("Đơn vị", "Đơn vị", "Đơn vị", "Bên trái")):
        shown = panel(page, place)
        choose(shown, label, MINH_HOA[2])
        answers(shown)
        shown.get_by_label(label, exact=True).first.focus()
        before = page.evaluate(CELLS)

        for key in COMMANDS:
            page.keyboard.press(key)

        until(lambda: answers(shown).startswith(f"{label}: {MINH_HOA[0]}; "))  # noqa: B023
        assert page.evaluate(CELLS) == before


def test_what_is_typed_with_the_focus_on_a_table_stays_there(tour):
    _, page, _ = tour
    head = page.locator(".jp-OutputArea .dt-column-order").last
    head.focus()
    before = page.evaluate(CELLS)

    for key in COMMANDS:
        page.keyboard.press(key)

    assert head.evaluate("head => head === document.activeElement")
    assert page.evaluate(CELLS) == before


def test_a_panel_is_used_with_the_keyboard_alone(tour):
    _, page, _ = tour
    explorer, supposer = panel(page, 0), panel(page, 2)
    choose(explorer, "Đơn vị", MINH_HOA[0])
    choose(explorer, "Cấp", "mọi cấp")
    answers(explorer)

    explorer.get_by_label("Đơn vị", exact=True).focus()
    page.keyboard.press("ArrowDown")
    assert answers(explorer).startswith(f"Đơn vị: {MINH_HOA[1]}; Cấp: mọi cấp")
    assert tab(page, 4) == ["Cấp", "Lĩnh vực", "Chỉ tiêu", "năm 2021"]
    was_ticked = explorer.get_by_role("checkbox", name="năm 2021").is_checked()
    page.keyboard.press("Space")
    assert (" năm 2021" in answers(explorer)) == (not was_ticked)
    assert tab(page, 2) == ["năm 2022", "Biểu đồ và bảng"]
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    until(lambda: explorer.locator("tr", has_text="Thay số").first.is_visible())

    supposer.get_by_label("Giá trị").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("77")
    assert tab(page, 1) == ["Giả định"]
    page.keyboard.press("Enter")
    until(lambda: ": 77 (hiện nay: " in supposer.inner_text())
    assert tab(page, 2) == ["Coi như chưa có số này", "Bỏ mọi giả định"]
    page.keyboard.press("Space")
    until(lambda: supposer.get_by_text("GIẢ ĐỊNH về").count() == 0)


def test_a_panel_reads_anew_what_was_edited_meanwhile_and_says_so(tour, invented):
    _, page, _ = tour
    explorer = panel(page, 0)
    choose(explorer, "Đơn vị", MINH_HOA[0])
    choose(explorer, "Lĩnh vực", "Cải cách tổ chức bộ máy hành chính nhà nước")
    choose(explorer, "Chỉ tiêu", UNITS)
    until(lambda: UNITS in answers(explorer))
    figures = invented / "data" / "huyen-minh-hoa-01" / "figures.csv"
    whole = figures.read_text(encoding="utf-8")
    code = next(code for code, indicator in CATALOGUE.items() if indicator.vi == UNITS)
    edited = re.sub(rf"^({code},2022,\w+),\d+,", r"\1,4321,", whole, flags=re.MULTILINE)
    assert edited != whole

    figures.write_text(edited, encoding="utf-8")
    choose(explorer, "Cấp", "cấp huyện")

    until(lambda: "4.321" in table(explorer))
    told = "Đã đọc lại số liệu, vì có tệp thay đổi: data/huyen-minh-hoa-01/figures.csv"
    until(lambda: explorer.get_by_role("status").get_by_text(told).is_visible())
    figures.write_text(whole, encoding="utf-8")


@only_ours
def test_the_tables_can_be_read_in_the_dark_theme(tour):
    _, page, _ = tour
    shown = panel(page, 3)
    shown.get_by_role("tab", name="Bảng").click()
    for theme in ("JupyterLab Dark", "JupyterLab Light"):
        page.get_by_role("menuitem", name="Settings", exact=True).click()
        page.locator(".lm-Menu-itemLabel").get_by_text("Theme", exact=True).hover()
        page.locator(".lm-Menu-itemLabel").get_by_text(theme, exact=True).click()
        page.locator(f"body[data-jp-theme-name='{theme}']").wait_for(state="attached")

        until(lambda: least_contrast(shown, SEARCHABLE) >= 4.5)


def test_what_is_shown_is_saved_by_a_button(tour, invented):
    _, page, _ = tour
    explorer = panel(page, 0)

    explorer.get_by_role("button", name="Lưu PNG").click()

    until(lambda: explorer.get_by_text("Đã lưu:").count() == 1)
    [picture] = (invented / "outputs" / "explore").glob("*.png")
    assert picture.read_bytes().startswith(b"\x89PNG")


@only_ours
def test_a_saved_notebook_shows_what_it_showed_and_how_to_choose_again(tour, invented):
    """The next morning: the notebook is opened again, and its kernel is gone."""
    server, page, _ = tour
    was = chart(panel(page, 0))
    save_notebook(page)
    saved = invented / "notebooks" / "explore.ipynb"
    until(lambda: "widget-state+json" in saved.read_text(encoding="utf-8"))
    assert saved.read_text(encoding="utf-8").count(PROGRAM) == 1
    page.evaluate(END_KERNELS)
    page.goto(server.home)
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for()

    again = page.locator(".cchc-panel.jupyter-widgets-disconnected").first

    until(lambda: again.is_visible() and again.locator("figure.chart").count() > 0)
    assert chart(again) == was
    assert "chạy lại ô (Shift + Enter)" in page.evaluate(
        "panel => getComputedStyle(panel, '::before').content", again.element_handle()
    )
    until(lambda: faults(page) == [])


@only_ours
def test_a_new_notebook_imports_cchc_at_once_with_the_right_kernel(tour):
    """Nobody is asked which kernel: there is one, and it is the one that has cchc. The program of
    the tables stands in the first cell that shows one, also after that cell is run anew."""
    _, page, _ = tour
    page.get_by_role("menuitem", name="File", exact=True).click()
    page.get_by_text("New", exact=True).hover()
    page.locator(".lm-Menu-itemLabel").get_by_text("Notebook", exact=True).click()
    page.locator("#jp-main-dock-panel .lm-TabBar-tab", has_text="Untitled.ipynb").wait_for()
    bar = page.locator("#jp-main-statusbar")
    bar.get_by_text("Untitled.ipynb").wait_for()  # until then it speaks of the notebook before
    bar.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    new = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")

    new.locator(".jp-CodeCell .cm-content").first.click()
    for place in (0, 1):
        page.keyboard.type("import cchc; cchc.browse(cchc.units())")
        page.keyboard.press("Shift+Enter")
        until(lambda place=place: new.locator("table.dataTable").count() == place + 1)
    assert "Minh Họa 03" in new.locator("table.dataTable").first.inner_text()

    until(lambda: page.evaluate(PROGRAMS, PROGRAM) == [["[1]:", 1], ["[2]:", 0]])
    new.locator(".jp-CodeCell .cm-content").first.click()
    page.keyboard.press("Shift+Enter")
    until(lambda: page.evaluate(PROGRAMS, PROGRAM) == [["[3]:", 1], ["[2]:", 0]])


@only_ours
def test_nothing_left_the_machine(tour):
    server, _, asked = tour

    assert asked() == []
    assert server.talks_to() <= LOOPBACK
