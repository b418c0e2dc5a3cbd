"""The site of the documents: whole, at home on a disk without a network, and easy to search."""

import json
import re
import runpy
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

import cchc
from browser import chromium
from cchc.catalogue import CATALOGUE
from cchc.checks import CHECKS
from cchc.cli import cli

ROOT = Path(__file__).resolve().parents[1]
BUILD = ("-m", "sphinx", "--quiet", "--fresh-env", "--fail-on-warning", "--keep-going")
WIDTHS = (390, 1280)
FETCHED = {"script": "src", "link": "href", "img": "src", "source": "srcset", "iframe": "src"}
NOT_FETCHED = {"index", "search", "next", "prev", "author", "copyright"}
"""What a `link` may name without the browser fetching it."""


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The site, built as `make docs` builds it."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, *BUILD, str(ROOT / "docs"), str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert (built.returncode, built.stderr) == (0, "")
    return folder


@pytest.fixture(scope="module")
def pages(site) -> dict[Path, BeautifulSoup]:
    files = sorted(site.rglob("*.html"))
    return {f: BeautifulSoup(f.read_text(encoding="utf-8"), "html.parser") for f in files}


def test_every_part_that_is_made_has_its_place_and_no_page_asks_for_another():
    parts = runpy.run_path(str(ROOT / "docs" / "reference.py"))["PARTS"]
    texts = [
        path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "reference").glob("*.md")
    ]
    asked = [name for text in texts for name in re.findall("<!-- made here: (.*?) -->", text)]
    assert sorted(asked) == sorted(parts)


@pytest.mark.parametrize(
    ("word", "found_as"), [("Đường", "duong"), ("tiêu", "tieu"), ("load_review", "load_review")]
)
def test_a_word_is_looked_up_without_its_marks(word, found_as):
    vietnamese = runpy.run_path(str(ROOT / "docs" / "search.py"))["Vietnamese"]({})
    assert vietnamese.stem(word) == found_as
    assert [w for w in ("do", "no", "an", "và") if not vietnamese.word_filter(w)] == []


@pytest.mark.slow
def test_make_docs_builds_what_these_tests_build():
    rule = (ROOT / "Makefile").read_text(encoding="utf-8").partition("\ndocs: ")[2]
    rule = rule.partition("\n\n")[0]
    assert "$(BIN)/python docs/generate.py\n" in rule
    assert f"$(BIN)/sphinx-build {' '.join(BUILD[2:])} docs build/docs\n" in rule
    assert "build/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


@pytest.mark.slow
def test_nothing_is_fetched_from_elsewhere(site, pages):
    fetched = [
        element[attribute]
        for page in pages.values()
        for name, attribute in FETCHED.items()
        for element in page.find_all(name, attrs={attribute: True})
        if not NOT_FETCHED & set(element.get("rel", ()))
    ]
    styles = [f.read_text(encoding="utf-8") for f in site.rglob("*.css")]
    fetched += [url for text in styles for url in re.findall(r"url\(['\"]?([^'\")]+)", text)]
    assert len(fetched) > 100
    assert [url for url in fetched if "//" in url and not url.startswith("data:")] == []
    assert [text for text in styles if "@import" in text and "//" in text] == []
    assert list(site.rglob("*[mM]ath[jJ]ax*")) == []


@pytest.mark.slow
def test_every_link_leads_to_a_place_in_the_site(site, pages):
    astray = []
    for file, page in pages.items():
        for link in page.find_all("a", href=True):
            path, _, anchor = link["href"].partition("#")
            if "://" in path or path.startswith("mailto:"):
                continue
            target = (file.parent / unquote(path.partition("?")[0])).resolve() if path else file
            there = pages.get(target)
            if not target.exists() or (anchor and there and not there.find(id=unquote(anchor))):
                astray.append(f"{file.relative_to(site)}: {link['href']}")
    assert astray == []


@pytest.mark.slow
def test_the_reference_has_all_that_the_product_has(site):
    def text_of(page: str) -> str:
        file = site / "reference" / f"{page}.html"
        return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser").get_text()

    catalogue, commands, python, data = map(text_of, ("catalogue", "commands", "python", "data"))
    named = [*CATALOGUE, *(check.id for check in CHECKS)]
    assert [code for code in named if code not in catalogue] == []
    assert [name for name in cli.commands if f"cchc {name}" not in commands] == []
    options = [o for p in cli.commands["run"].params for o in p.opts if o.startswith("--")]
    assert [option for option in options if option not in commands] == []
    assert [word for word in cchc.REPORT | cchc.PROMPT if f".{word}" not in python] == []
    package = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    columns = [f["name"] for each in package["resources"] for f in each["schema"]["fields"]]
    assert [column for column in columns if f"\n{column}\n" not in data] == []


def test_the_exit_codes_are_those_of_the_command_line():
    text = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| (\d+) \|", text, re.MULTILINE)
    assert told == [*re.findall(r"(\d) \w", cli.help.partition("Mã thoát: ")[2]), "130"]


@pytest.mark.slow
def test_a_page_says_in_which_language_it_is(site, pages):
    said = {str(file.relative_to(site)): page.html["lang"] for file, page in pages.items()}
    assert said["vi/bat-dau.html"] == said["index.html"] == said["nhap-bang-tay.html"] == "vi"
    assert said["en/add-a-check.html"] == said["operations.html"] == said["design.html"] == "en"


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_can_be_read_from_the_disk(site, pages, browser, width, scheme):
    faults = []
    context = browser.new_context(
        viewport={"width": width, "height": 900}, offline=True, color_scheme=scheme
    )
    page = context.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda line: said.append(line.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for file in pages:
        asked.clear()
        page.goto(file.as_uri())
        elsewhere = [url for url in asked if not url.startswith((site.as_uri(), "data:"))]
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        if elsewhere or said or page.evaluate(wide):
            faults.append((file.name, elsewhere, [*said], page.evaluate(wide)))
        said.clear()
    context.close()
    assert faults == []


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("phép đối chiếu", "Chỉ tiêu, mục tiêu, phép đối chiếu"),
        ("phep doi chieu", "Chỉ tiêu, mục tiêu, phép đối chiếu"),
        ("them muc tieu", "Thêm một mục tiêu"),
        ("unexplained_remainder", "Đọc một phát hiện và sửa số liệu"),
        ("long-lived workers", "006 · One process a report, and one process publishes"),
    ],
)
def test_search_finds_a_page_without_a_server_with_marks_and_without(site, browser, words, page):
    context = browser.new_context(offline=True)
    tab = context.new_page()
    tab.goto((site / "index.html").as_uri())
    tab.fill("input[name=q]", words)
    tab.press("input[name=q]", "Enter")
    tab.wait_for_selector(".search-summary:not(:empty)")
    found = tab.locator("#search-results li").all_inner_texts()
    context.close()
    assert any(page in each for each in found), found
