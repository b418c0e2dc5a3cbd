"""What the how-tos add is everywhere: one literal and one case, and no other edit.

Both how-tos are followed to the letter, one after the other, in a copy of the tree; then the copy's
own programs are asked.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from page_steps import ADDITIONS, ROOT, copy_of_tree, environment, follow

CODE, CHECK = "withdrawn_share_received", "share_over_hundred"
LABEL = "Tỷ lệ hồ sơ dừng giải quyết, trả lại hoặc rút trên số tiếp nhận"
UNIT = "huyen-minh-hoa-01"
DATA, OUT = "try-check", "added"
"""The data of the second how-to: with a figure that the new check finds."""
PLACE = f"{OUT}/{UNIT}/2021-2022"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="bash, and links for an environment"),
]


@pytest.fixture(scope="module")
def tree(tmp_path_factory) -> Path:
    """The copy in which both were added, and the report of the unit that has figures for them."""
    copy = copy_of_tree(tmp_path_factory.mktemp("added"))
    for page in ADDITIONS:
        follow((ROOT / page).read_text(encoding="utf-8"), copy)
    asked(copy, "cchc", "run", UNIT, "--data", DATA, "--out", OUT, "--formats", "html")
    return copy


def asked(tree: Path, *command: str) -> str:
    """What a program of the copy prints; it must end with 0."""
    done = subprocess.run(
        command, cwd=tree, env=environment(tree), capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def told(tree: Path, expression: str) -> str:
    """What Python in the copy prints of an expression in which `cchc` is imported."""
    return asked(tree, "python", "-c", f"import cchc\nprint({expression})").strip()


@pytest.fixture(scope="module")
def page(tree) -> BeautifulSoup:
    return BeautifulSoup((tree / PLACE / "report.html").read_text("utf-8"), "html.parser")


def changed_files(tree: Path) -> set[str]:
    """The files of the project that are not what they are here; what was made is no file of it."""
    there = {path for part in ("cchc", "tests", "notebooks") for path in (tree / part).rglob("*.*")}
    names = {str(path.relative_to(tree)) for path in there if "__pycache__" not in path.parts}
    return {name for name in names if (tree / name).is_file()
            and (ROOT / name).read_bytes() != (tree / name).read_bytes()}  # fmt: skip


def test_no_file_was_edited_but_those_of_the_literals_and_the_cases(tree):
    assert changed_files(tree) == {
        "cchc/catalogue/procedures.py",
        "tests/cases/procedures.yml",
        "cchc/checks/shares.py",
        "tests/test_generated_units.py",
    }


def test_the_lists_have_them(tree):
    for what, key, added in (("indicators", "code", CODE), ("checks", "id", CHECK)):
        listed = json.loads(asked(tree, "cchc", "list", what, "--json"))
        assert added in [each[key] for each in listed]


def test_the_prompt_has_them(tree):
    assert told(tree, f"cchc.codes.{CODE}") == CODE
    assert told(tree, f"set(cchc.indicators()['code']) >= {{{CODE!r}}}") == "True"
    review = f"cchc.review({UNIT!r}, data={DATA!r})"
    keys = f"[key.level for key in {review}.ledger if key.code == {CODE!r}]"
    assert told(tree, f"sorted(set({keys}))") == "['all', 'commune', 'district']"
    assert told(tree, f"[f.check for f in {review}.findings]") == f"['{CHECK}']"


def test_everything_behind_the_number_can_be_asked_for(tree):
    arithmetic = told(tree, f"cchc.explain({CODE!r}, {UNIT!r}, '2022', 'district', data={DATA!r})")
    assert LABEL in arithmetic
    assert f"| 2022 | {stated(tree, 'dossiers_withdrawn')} | bao-cao-2022" in arithmetic


@pytest.mark.skipif(not (ROOT / "cchc" / "explore").is_dir(), reason="there is no explorer")
def test_the_explorer_offers_it_with_its_numbers(tree):
    explorer = f"cchc.explore({UNIT!r}, 'on_time_share_resolved', data={DATA!r})"
    offered = f"[code for _, code in {explorer}.choices['indicator'].options]"
    assert CODE in told(tree, offered)
    shown = f"cchc.explore({UNIT!r}, {CODE!r}, data={DATA!r}).frame"
    assert told(tree, f"{shown}['code'].unique().tolist(), {shown}['value'].notna().all()") == (
        f"['{CODE}'] True"
    )


def stated(tree: Path, code: str) -> int:
    """The district's number for 2022 in the unit's file."""
    lines = (tree / DATA / UNIT / "figures.csv").read_text(encoding="utf-8").splitlines()
    [value] = [line.split(",")[3] for line in lines if line.startswith(f"{code},2022,district,")]
    return int(value)


def test_the_report_says_the_number_and_the_finding(tree, page):
    withdrawn, received = stated(tree, "dossiers_withdrawn"), stated(tree, "dossiers_received")
    share = f"{100 * withdrawn / received:.2f}%".replace(".", ",")
    numbers = page.find_all(attrs={"data-figure": f"{CODE}|2022|district"})
    assert {number.text for number in numbers} == {share}
    assert {number.find_parent(["td", "li"]).name for number in numbers} == {"td", "li"}
    [sentence] = [item.text for item in page.find_all("li") if item.text.startswith(LABEL)]
    assert f"của cấp huyện là {share}" in sentence
    assert "tỷ lệ không thể lớn hơn 100%." in page.get_text()


def test_the_files_of_the_report_have_them(tree):
    assert f"\n{UNIT},{CODE}," in (tree / PLACE / "indicators.csv").read_text("utf-8")
    assert f"\n{UNIT},{CHECK},warn," in (tree / PLACE / "checks.csv").read_text("utf-8")


def test_the_documents_have_them_once_they_are_made_anew(tree):
    (tree / "docs" / "trang-moi.md").write_text("# Một trang mới\n", encoding="utf-8")
    asked(tree, "make", "docs")
    for file in ("docs/methods.md", "build/docs/reference/catalogue.html"):
        text = (tree / file).read_text(encoding="utf-8")
        assert CODE in text and CHECK in text
    assert CODE in (tree / "GLOSSARY.md").read_text(encoding="utf-8")
    assert "Một trang mới" in (tree / "build/docs/index.html").read_text(encoding="utf-8")


def test_the_tests_of_the_catalogue_and_the_documents_are_content(tree):
    asked(tree, "python", "docs/generate.py")
    files = ("catalogue", "cases", "docs", "architecture", "cli")
    asked(tree, *["python", "-m", "pytest", "-q", "-m"], "not slow and not browser",
          *(f"tests/test_{name}.py" for name in files))  # fmt: skip
