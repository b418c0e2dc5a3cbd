"""Tables to sort and search in a real browser, on a page without JupyterLab around it."""

from pathlib import Path

import pandas as pd
import pytest

import cchc
from browser import chromium, least_contrast, opened
from cchc.explore.browse import interactive_html
from cchc.explore.program import program
from cchc.page import Column, Row, Table

pytestmark = pytest.mark.browser

NUMBERS = (
    *("−1,2", "1.234.567", "98,76%", "khoảng 50", "–", "−4.058", "999.999", "12.343", "trên 12"),
    *("−78,11 điểm", "", "0"),
)
FROM_THE_SMALLEST = [
    *("−4.058", "−78,11 điểm", "−1,2", "0", "trên 12", "khoảng 50", "98,76%", "12.343"),
    *("999.999", "1.234.567"),
]
WITHOUT = {"–", ""}
"""These stand last."""
TABLE = Table(
    "Các số thay đổi",
    (Column("Tên"), Column("Số", "right")),
    tuple(Row(((f"Dòng {place}",), (text,))) for place, text in enumerate(NUMBERS)),
)
VS_CODE_DARK = '<body class="vscode-dark" data-vscode-theme-kind="vscode-dark"'
DARK = ' style="background: #1e1e1e; color: #cccccc">'


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture
def shown(browser, tmp_path):
    """Opens HTML as a page of its own and waits until `wait` is there."""
    pages = []

    def show(html: str, wait: str = "table.dataTable"):
        path: Path = tmp_path / "page.html"
        path.write_text(f'<!doctype html><meta charset="utf-8">{html}', encoding="utf-8")
        pages.append(opened(browser, path, 1000))
        page, _ = pages[-1].__enter__()
        page.locator(wait).first.wait_for()
        return page

    yield show
    for page in pages:
        page.__exit__(None, None, None)


def column(page, place: int) -> list[str]:
    """What stands in a column, from the top."""
    page.get_by_label("dòng mỗi trang").select_option("-1")
    return page.locator(f"tbody td:nth-child({place})").all_inner_texts()


def test_numbers_are_sorted_as_numbers_and_what_is_missing_stands_last(shown):
    page = shown(program() + interactive_html([TABLE]))
    head = page.locator("th", has_text="Số")

    head.click()
    *sorted_, one, other = column(page, 2)
    assert sorted_ == FROM_THE_SMALLEST and {one, other} == WITHOUT
    head.click()
    *sorted_, one, other = column(page, 2)
    assert sorted_ == FROM_THE_SMALLEST[::-1] and {one, other} == WITHOUT


def test_words_are_sorted_as_vietnamese_words_and_the_numbers_in_them_as_numbers(shown):
    names = ["Đông 10", "Dân 2", "Đông 9", "", "Em", "Ấp"]
    page = shown(program() + interactive_html(cchc.browse(pd.DataFrame({"name": names})).blocks()))

    page.locator("th", has_text="Tên").click()

    assert page.locator("tbody td").all_inner_texts() == [
        *("Ấp", "Dân 2", "Đông 9", "Đông 10", "Em", "")
    ]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        *[("98,76", "98,76%"), ("98.76", "98,76%"), ("12343", "12.343"), ("12.343", "12.343")],
        *[("1234567", "1.234.567"), ("-78.11", "−78,11 điểm"), ("-4058", "−4.058")],
    ],
)
def test_a_number_is_found_however_it_is_typed(shown, typed, found):
    page = shown(program() + interactive_html([TABLE]))

    page.get_by_label("Tìm:").fill(typed)

    page.locator("tbody tr").nth(1).wait_for(state="detached")
    assert page.locator("tbody td:nth-child(2)").all_inner_texts() == [found]


def test_without_the_program_every_row_is_there_as_a_plain_table(shown):
    page = shown(interactive_html([TABLE]), wait="table")

    assert page.locator("tbody td:nth-child(2)").all_inner_texts() == [*NUMBERS]
    assert page.get_by_role("caption").inner_text() == "Các số thay đổi"


def test_the_program_may_stand_before_or_behind_a_table_and_twice(shown):
    table = interactive_html([TABLE])

    page = shown(table + program() + program() + table)

    page.locator("table.dataTable").nth(1).wait_for()
    assert page.locator("table.dataTable").count() == 2
    assert page.get_by_label("Tìm:").count() == 2


@pytest.mark.parametrize("body", ["<body>", VS_CODE_DARK + DARK])
def test_heads_captions_and_fields_can_be_read_in_light_and_dark(shown, body):
    page = shown(body + program() + interactive_html([TABLE]))

    words = "caption, th *, td, .dt-layout-row :not(.disabled)"  # no need to read those
    assert least_contrast(page.locator("body"), words) >= 4.5


def test_a_table_is_sorted_with_the_keyboard(shown):
    page = shown(program() + interactive_html([TABLE]))

    page.get_by_label("Số: sắp xếp theo cột này").focus()
    page.keyboard.press("Enter")

    assert column(page, 2)[:-2] == FROM_THE_SMALLEST
