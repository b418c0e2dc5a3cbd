"""The exported page in a real browser: no request, no error, nothing that sticks out sideways."""

import os
from pathlib import Path

import pytest

from browser import chromium, least_contrast, opened, page_faults
from cchc.export import CchcHTMLExporter
from cchc.page import Column, Paragraph, Row, Table
from sample_notebook import code, markdown, notebook, report, shown

pytestmark = pytest.mark.browser

REAL_REPORTS = [path for path in os.environ.get("CCHC_REPORT_HTML", "").split(os.pathsep) if path]


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    html, _ = CchcHTMLExporter().from_notebook_node(report(extra_cells=1, invented=True))
    path.write_text(html, encoding="utf-8")
    return path


def test_a_report_opens_without_a_request_an_error_or_overflow(browser, sample):
    assert page_faults(browser, sample) == []


def test_wide_tables_and_long_words_stay_inside_the_page(browser, tmp_path):
    columns = tuple(Column(f"Cột số {number}", "right") for number in range(12))
    row = Row(tuple(("1.234.567,8",) for _ in columns))
    checksum = "0123456789abcdef" * 8
    cells = [
        markdown(f"## {checksum}\n\n{checksum}\n\n    {checksum}"),
        code("x" * 300, shown(Table("Bảng rộng", columns, (row,)), Paragraph((checksum,)))),
    ]
    html, _ = CchcHTMLExporter().from_notebook_node(notebook(*cells))
    path = tmp_path / "wide.html"
    path.write_text(html, encoding="utf-8")
    faults = [fault for fault in page_faults(browser, path) if "A4" not in fault]
    assert faults == []


def test_the_check_sees_a_request_an_error_overflow_and_a_shut_fold(browser, tmp_path):
    path = tmp_path / "bad.html"
    path.write_text(
        "<img src='https://example.org/a.png'><script>console.error('oh')</script>"
        "<div style='width:3000px'>x</div><details><summary>a</summary><p>b</p></details>",
        encoding="utf-8",
    )
    seen = " ".join(page_faults(browser, path))
    assert "laptop 1280 px: asks for https://example.org/a.png" in seen
    assert "laptop 1280 px: oh" in seen
    assert "laptop 1280 px: sticks out sideways: <div" in seen
    assert "A4 sheet 794 px: 1 parts are folded away" in seen


def test_the_keyboard_reaches_the_content_at_once(browser, sample):
    with opened(browser, sample, 1280) as (page, _):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Đến nội dung"
        page.keyboard.press("Enter")
        assert page.url.endswith("#noi-dung")


def test_the_contents_are_open_beside_the_page_and_folded_on_a_phone(browser, sample):
    for width, visible in ((1280, True), (390, False)):
        with opened(browser, sample, width) as (page, _):
            link = page.locator("nav a").first
            assert link.evaluate("link => link.checkVisibility()") is visible


def test_text_has_the_contrast_that_readers_need(browser, sample):
    with opened(browser, sample, 1280) as (page, _):
        assert least_contrast(page.locator("body"), "*") >= 4.5


def test_real_reports_open_without_a_request_an_error_or_overflow(browser):
    if not REAL_REPORTS:
        pytest.skip("CCHC_REPORT_HTML names no report")
    faults = {path: page_faults(browser, Path(path)) for path in REAL_REPORTS}
    assert faults == {path: [] for path in REAL_REPORTS}
