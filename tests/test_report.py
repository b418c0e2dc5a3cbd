"""The finished report of a real district and of an invented one, read back number by number."""

import csv
import json
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from pypdf import PdfReader

from sample_unit import FIGURES_HEADER, UNIT, changed, write_data

ROOT = Path(__file__).resolve().parents[1]
CCHC = str(Path(sysconfig.get_path("scripts")) / "cchc")
DISTRICT = "huyen-long-my"
NO_DATA = "chưa có số liệu"
QUALIFIERS = {
    "": "{}",
    "about": "khoảng {}",
    "over": "trên {}",
    "under": "dưới {}",
    "at_least": "từ {} trở lên",
    "at_most": "không quá {}",
}
EVIL = "<script>alert(1)</script>"
CANNOT_BE_TRUE = f"""\
{FIGURES_HEADER}
normative_documents_checked,2022,all,3,,bao-cao-2022,II.2.1,{EVIL}
normative_documents_faulty,2022,all,5,,bao-cao-2022,II.2.1,
"""

pytestmark = pytest.mark.slow


class Report:
    """One folder of results, with the page and the sheets read back."""

    def __init__(self, folder: Path, run: subprocess.CompletedProcess):
        self.folder, self.run = folder, run
        self.html = (folder / "report.html").read_text(encoding="utf-8")
        self.page = BeautifulSoup(self.html, "html.parser")
        self.pdf = PdfReader(folder / "report.pdf")

    def printed(self) -> str:
        """The text of all sheets in one, without blanks and without what heads each sheet."""
        sheets = [sheet.extract_text().splitlines() for sheet in self.pdf.pages]
        return squeezed("".join(sheets[0] + [line for sheet in sheets[1:] for line in sheet[2:]]))

    def marks(self) -> list[Tag]:
        return self.page.select("[data-figure]")

    def rows(self, name: str) -> list[dict[str, str]]:
        with (self.folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


def make(unit: str, data: Path, out: Path) -> Report:
    run = subprocess.run(
        [CCHC, "run", unit, "--data", str(data), "--out", str(out)],
        capture_output=True,
        encoding="utf-8",
    )
    return Report(out / unit / "2021-2022", run)


@pytest.fixture(scope="session")
def report(tmp_path_factory) -> Report:
    """The real district's report."""
    return make(DISTRICT, ROOT / "data", tmp_path_factory.mktemp("kết quả"))


@pytest.fixture(scope="session")
def invented(tmp_path_factory) -> Report:
    """The report of an invented unit whose figures cannot all be true, with hostile texts."""
    folder = tmp_path_factory.mktemp("minh họa")
    narrative = changed("narrative.md", "Người dân quen dùng", f"{EVIL} Người dân quen dùng")
    data = write_data(folder, figures_csv=CANNOT_BE_TRUE, narrative_md=narrative)
    return make(UNIT, data, folder / "outputs")


def figures() -> list[dict[str, str]]:
    with (ROOT / "data" / DISTRICT / "figures.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def documents() -> list[dict[str, str]]:
    with (ROOT / "data" / DISTRICT / "documents.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def key_of(row: dict[str, str]) -> str:
    return f"{row['code']}|{row['period']}|{row['level']}"


def vietnamese(value: Decimal, decimals: int) -> str:
    """The value as officials write it; worked out here anew, not by the code under test."""
    rounded = value.quantize(Decimal(10) ** -decimals, rounding=ROUND_HALF_UP)
    whole, _, fraction = str(abs(rounded)).partition(".")
    groups = re.findall(r"\d{1,3}", whole[::-1])
    text = ".".join(group[::-1] for group in groups[::-1]) + ("," + fraction if fraction else "")
    return ("−" if rounded < 0 else "") + text


def as_reported(row: dict[str, str]) -> str:
    return vietnamese(Decimal(row["value"]), len(row["value"].partition(".")[2]))


def as_computed(row: dict[str, str]) -> str:
    """Whole numbers plain, others with two decimals; a share never looks whole when it is not."""
    value = Decimal(row["value"])
    if value == value.to_integral_value():
        return vietnamese(value, 0)
    decimals = 2
    if row["measure_unit"] == "%":
        while value.quantize(Decimal(10) ** -decimals, ROUND_HALF_UP) in (0, 100):
            decimals += 1
    return vietnamese(value, decimals)


def number_in(text: str) -> str:
    found = re.search(r"−?\d[\d.]*(?:,\d+)?", text)
    return found.group() if found else ""


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def columns_of(table: Tag) -> Iterator[tuple[str, Tag]]:
    """Each cell of a table's body with the head of its column."""
    heads = [head.get_text() for head in table.thead.find_all("th")]
    for row in table.select("tbody tr:not(.group)"):
        yield from zip(heads, row.find_all(["th", "td"]), strict=True)


def unit_of(report: Report, row: dict[str, str]) -> str:
    units = {r["code"]: r["measure_unit"] for r in report.rows("indicators.csv")}
    return units[row["code"]]


def test_it_ends_well_and_complains_of_nothing(report):
    assert (report.run.returncode, report.run.stderr) == (0, "")
    assert f" INFO {DISTRICT}: xong (" in report.run.stdout


def test_every_figure_of_the_district_is_printed_under_its_key(report):
    printed = {(mark["data-figure"], mark.get_text()) for mark in report.marks()}
    missing = []
    for row in figures():
        expected = QUALIFIERS[row["qualifier"]].format(
            as_reported(row) + ("%" if unit_of(report, row) == "%" else "")
        )
        texts = [text for key, text in printed if key == key_of(row)]
        if not any(re.match(re.escape(expected) + r"(?![\d,.])", text) for text in texts):
            missing.append((key_of(row), expected, texts))
    assert missing == []
    assert len(figures()) > 100


def test_every_printed_number_is_one_that_is_known_and_says_where_it_comes_from(report):
    expected: dict[str, set[str]] = {}
    for row in figures():
        expected.setdefault(key_of(row), set()).add(as_reported(row))
    for row in report.rows("indicators.csv"):
        if row["value"] and row["basis"] != "reported":
            expected.setdefault(key_of(row), set()).add(as_computed(row))
    wrong = [
        (mark["data-figure"], mark.get_text(), expected.get(mark["data-figure"]))
        for mark in report.marks()
        if number_in(mark.get_text()) not in expected.get(mark["data-figure"], ())
    ]
    assert wrong == []
    assert [
        mark["data-figure"] for mark in report.marks() if not mark.get("title", "").strip()
    ] == []
    assert len(report.marks()) > 400


def test_a_reported_numbers_title_names_one_of_its_places(report):
    places: dict[str, set[str]] = {}
    for row in figures():
        places.setdefault(key_of(row), set()).add(row["place"])
    elsewhere = [
        (mark["data-figure"], mark["title"])
        for mark in report.marks()
        if mark["data-figure"] in places
        and not any(place in mark["title"] for place in places[mark["data-figure"]])
    ]
    assert elsewhere == []


def test_every_number_in_a_column_of_values_is_marked(report):
    heads = re.compile(r"(cuối )?(năm )?20\d\d|Giá trị")
    cells = [
        (table.caption.get_text(), cell)
        for table in report.page.select("main table")
        if "phiên bản" not in table.caption.get_text()
        for head, cell in columns_of(table)
        if heads.fullmatch(head)
    ]
    bare = [
        (caption, cell.get_text())
        for caption, cell in cells
        if cell.get_text() not in ("", NO_DATA) and not cell.select("[data-figure][title]")
    ]
    assert bare == []
    assert len(cells) > 250


def test_every_document_is_listed(report):
    text = squeezed(report.page.get_text())
    missing = [
        row["id"]
        for row in documents()
        if squeezed(row["subject"]) not in text or squeezed(row["number"]) not in text
    ]
    assert missing == []
    assert len(documents()) > 30


def test_every_finding_is_said_where_it_belongs(report):
    text = squeezed(report.page.get_text())
    findings = report.rows("checks.csv")
    assert [row["message"] for row in findings if squeezed(row["message"]) not in text] == []
    severities = {row["severity"] for row in findings}
    assert {aside["class"][1] for aside in report.page.find_all("aside")} == severities


def test_every_chart_has_its_words_and_its_numbers(report):
    charts = report.page.select("figure.chart")
    assert len(charts) >= 8
    for chart in charts:
        drawing = chart.select_one("img")
        assert drawing["src"].startswith("data:image/svg+xml;base64,") and len(drawing["alt"]) > 20
        assert chart.select_one("details table tbody [data-figure]"), drawing["alt"]


def test_sections_are_numbered_and_in_the_contents(report):
    heads = report.page.select("main h2")
    numbers = [head.select_one(".number").get_text() for head in heads]
    assert numbers == [str(number) for number in range(1, len(heads) + 1)]
    named = {link["href"].removeprefix("#") for link in report.page.select("nav a")}
    assert {head["id"] for head in heads} <= named


def test_the_page_needs_nothing_but_itself(report):
    assert len(report.html.encode()) < 600_000
    assert "<script" not in report.html.lower()
    outside = [
        (tag.name, name, tag[name])
        for tag in report.page.find_all(True)
        for name in ("src", "href", "xlink:href", "action", "data", "poster")
        if tag.get(name) and not tag[name].startswith(("#", "data:"))
    ]
    assert outside == []
    assert not re.search(r"url\(\s*['\"]?(?!#|data:)", report.html)


def test_nothing_of_the_machine_is_on_any_page(report):
    for name in ("report.html", "report.ipynb", "run.json", "indicators.csv", "checks.csv"):
        text = (report.folder / name).read_text(encoding="utf-8")
        assert str(ROOT) not in text, name
        assert str(Path.home()) not in text or str(Path.home()) == "/", name


def test_the_notebook_that_is_published_prints_the_same_page_again(report, tmp_path):
    copy = shutil.copy(report.folder / "report.ipynb", tmp_path)
    jupyter = str(Path(sysconfig.get_path("scripts")) / "jupyter")
    command = [jupyter, "nbconvert", "--to", "cchc_html", copy]
    subprocess.run(command, check=True, capture_output=True)
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == report.html


def test_the_pdf_says_the_same(report):
    text = report.printed()
    messages = [row["message"] for row in report.rows("checks.csv")]
    assert [message for message in messages if squeezed(message) not in text] == []
    sections = [
        head.get_text().partition(" ")[2]
        for head in report.page.select("main h2")
        if "kiểm toán" not in head.get_text()
    ]
    assert [section for section in sections if squeezed(section) not in text] == []
    bookmarks = {entry["/Title"] for entry in report.pdf.outline if not isinstance(entry, list)}
    assert bookmarks == {f"{number}. {section}" for number, section in enumerate(sections, start=1)}


def test_every_figure_of_the_district_is_in_the_pdf_beside_its_period_and_place(report):
    text = report.printed()
    missing = []
    for row in figures():
        unit = unit_of(report, row)
        value = QUALIFIERS[row["qualifier"]].format(as_reported(row) + "%" * (unit == "%"))
        line = f"{row['period']}{value}{unit if unit != '%' else ''}{row['place']}"
        if squeezed(line) not in text:
            missing.append(line)
    assert missing == []


def test_the_sheets_are_numbered_but_the_first(report):
    last = len(report.pdf.pages)
    numbers = [re.findall(rf"\b(\d+/{last})\b", p.extract_text()[:60]) for p in report.pdf.pages]
    assert numbers == [[], *([f"{number}/{last}"] for number in range(2, last + 1))]


def test_the_record_says_with_what_it_was_made_and_where_the_time_went(report):
    record = json.loads((report.folder / "run.json").read_text(encoding="utf-8"))
    assert (record["outcome"], record["exit_code"], record["warnings"]) == ("done", 0, [])
    assert record["parameters"] == {
        "district": DISTRICT,
        "first_year": 2021,
        "second_year": 2022,
    }
    named = {entry["path"] for entry in record["inputs"]}
    own = {f"{DISTRICT}/{path.name}" for path in (ROOT / "data" / DISTRICT).iterdir()}
    assert own | {"units.csv", "targets.csv"} <= named
    seconds = record["seconds"]
    assert {"prepare", "execute", "report.html", "report.pdf", "total"} <= set(seconds)
    stages = sum(spent for stage, spent in seconds.items() if stage != "total")
    assert seconds["total"] == pytest.approx(stages, abs=1e-3)


def test_a_second_run_gives_the_same_bytes(report, tmp_path):
    again = make(DISTRICT, ROOT / "data", tmp_path / "lần hai")
    for name in ("report.html", "report.pdf", "report.ipynb", "indicators.csv", "checks.csv"):
        first, second = ((each.folder / name).read_bytes() for each in (report, again))
        assert first == second, name


def test_figures_that_cannot_all_be_true_give_a_red_banner_and_exit_3(invented):
    assert (invented.run.returncode, invented.run.stderr) == (3, "")
    assert "có số liệu không thể cùng đúng" in invented.run.stdout
    banner, reconciled = invented.page.select("aside.callout.block")
    assert "không thể cùng đúng" in banner.get_text()
    assert banner.find_previous("h2") == invented.page.select_one("main h2")
    assert banner.find_previous_sibling() == banner.find_previous("h2")
    [blocking] = [row for row in invented.rows("checks.csv") if row["severity"] == "block"]
    assert {"5", "3"} <= set(re.findall(r"\d+", blocking["message"]))
    assert squeezed(blocking["message"]) in squeezed(reconciled.get_text())


def test_invented_data_are_named_on_the_page_and_on_every_sheet(invented, report):
    assert invented.page.select_one("aside.callout.demo").get_text().startswith("DỮ LIỆU MINH HỌA")
    assert all("DỮ LIỆU MINH HỌA" in sheet.extract_text() for sheet in invented.pdf.pages)
    assert "MINH HỌA" not in report.page.get_text()


def test_hostile_texts_are_shown_and_not_run(invented):
    assert "<script" not in invented.html.lower()
    shown = [text for text in invented.page.find_all(string=re.compile(re.escape(EVIL)))]
    assert len(shown) >= 2, "in the note of a figure and in the narrative"
    assert squeezed(EVIL) in invented.printed()
