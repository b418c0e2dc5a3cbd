"""What is shipped in data/: valid, clean, consistent, and told in our own words."""

import csv
import json
import re
from datetime import date
from pathlib import Path
from unicodedata import is_normalized, normalize

import pytest
from frictionless import Package

from cchc.catalogue import AREAS, CATALOGUE
from cchc.demo.province import make_province
from cchc.folder import read_folder
from cchc.narrative import HEADINGS

DATA = Path(__file__).parents[1] / "data"
UNIT = DATA / "huyen-long-my"
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FILES = sorted(path for path in DATA.rglob("*") if path.suffix in (".csv", ".md", ".toml", ".json"))
TABLES = [path for path in FILES if path.suffix == ".csv"]

RUN = 6
"""So many words in a row, the same as in the report, are its words and not ours."""
FIXED_TERMS = (
    "trung tâm văn hóa – thể thao và truyền thanh",
    "trung tâm văn hóa – thông tin và thể thao",
    "cơ chế một cửa, một cửa liên thông",
    "ban quản lý dự án đầu tư xây dựng",
    "trung tâm phục vụ hành chính công",
    "bộ phận tiếp nhận và trả kết quả",
    "cán bộ, công chức, viên chức",
    "trung tâm phát triển quỹ đất",
    "cổng dịch vụ công trực tuyến",
    "theo dõi thi hành pháp luật",
    "phòng văn hóa và thông tin",
    "văn bản quy phạm pháp luật",
    "đơn vị sự nghiệp công lập",
    "phần mềm quản lý văn bản",
    "dịch vụ công trực tuyến",
    "trang thông tin điện tử",
    "văn phòng hđnd và ubnd",
    "công nghệ số cộng đồng",
    "cải cách hành chính",
    "chính quyền điện tử",
    "công nghệ thông tin",
    "hội nghị trực tuyến",
    "thủ tục hành chính",
    "vị trí việc làm",
    "kinh tế – xã hội",
    "chương trình số",
    "chi tiêu nội bộ",
    "một cửa điện tử",
    "cơ sở vật chất",
    "nghị quyết số",
    "quyết định số",
    "chuyển đổi số",
    "nghị định số",
    "kế hoạch số",
    "mức độ 3, 4",
    "chỉ thị số",
)
"""Names of bodies and terms of law: each counts as one word, there is no other way to say it.
The longer stand first."""


def name(path):
    return str(path.relative_to(DATA))


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


FIGURES = read(UNIT / "figures.csv")
DOCUMENTS = read(UNIT / "documents.csv")
POINTS = [
    line for line in (UNIT / "narrative.md").read_text("utf-8").splitlines() if line[:2] == "- "
]


def test_the_data_package_describes_every_table_and_all_are_valid():
    package = Package(str(DATA / "datapackage.json"))
    assert sorted(resource.path for resource in package.resources) == [name(p) for p in TABLES]
    report = package.validate()
    assert report.flatten(["type", "message"]) == []
    assert report.valid
    assert [resource.read_rows() == [] for resource in package.resources] == [False] * len(TABLES)


def test_the_data_package_describes_the_files_that_only_some_units_have(tmp_path):
    made = make_province(tmp_path / "data", 3, seed=1)
    [described] = json.loads((DATA / "datapackage.json").read_text("utf-8"))["optional"]
    tables = [path for path in made.folder.rglob("dossiers_by_field.csv")]
    assert tables
    for table in tables:
        own = {"path": table.relative_to(made.folder).as_posix()}
        report = Package({"resources": [described | own]}, basepath=str(made.folder)).validate()
        assert report.flatten(["type", "message"]) == []
        header = table.read_text("utf-8").splitlines()[0].split(",")
        assert header == [field["name"] for field in described["schema"]["fields"]]


def test_the_data_package_names_the_columns_in_their_order():
    resources = json.loads((DATA / "datapackage.json").read_text("utf-8"))["resources"]
    described = {r["path"]: [field["name"] for field in r["schema"]["fields"]] for r in resources}
    headers = {name(path): path.read_text("utf-8").splitlines()[0].split(",") for path in TABLES}
    assert described == headers


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_file_is_plain_utf_8(path):
    raw = path.read_bytes()
    text = raw.decode("utf-8")
    assert is_normalized("NFC", text)
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert [line for line in text.splitlines() if line != line.rstrip()] == []


@pytest.mark.parametrize("path", TABLES, ids=name)
def test_ids_are_slugs_and_unique(path):
    rows = read(path)
    ids = [row["id"] for row in rows if "id" in row]
    assert len(set(ids)) == len(ids)
    assert [each for each in ids if not SLUG.fullmatch(each)] == []


def test_the_package_reads_the_folder_without_a_fault():
    folder = read_folder("huyen-long-my", DATA)
    assert folder.unit.title == "huyện Long Mỹ"
    assert folder.office.mandate.request_date == date(2022, 11, 8)


def test_the_register_holds_eight_district_units_and_eight_communes_that_ended_with_their_tier():
    units = read(DATA / "units.csv")
    districts = {row["code"] for row in units if row["parent"] == "hau-giang"}
    communes = {row["code"] for row in units if row["parent"] == "huyen-long-my"}
    assert districts == {"930", "931", "932", "933", "934", "935", "936", "937"}
    assert communes == {
        "31483", "31484", "31486", "31489", "31490", "31492", "31493", "31495"
    }  # fmt: skip
    assert {row["valid_to"] for row in units} == {"2025-06-30"}
    long_my = [(row["id"], row["type"]) for row in units if row["name"] == "Long Mỹ"]
    assert long_my == [("huyen-long-my", "huyện"), ("thi-xa-long-my", "thị xã")]


def test_targets_that_nobody_has_read_in_a_source_say_so():
    targets = {row["id"]: row for row in read(DATA / "targets.csv")}
    unverified = {each for each, row in targets.items() if row["verified"] == "no"}
    assert unverified == {"public-units-autonomous-2025", "dossiers-online-2025"}
    assert all(targets[each]["note"] for each in unverified)
    assert [row for row in targets.values() if row["indicator"] not in CATALOGUE] == []


def test_figures_and_documents_name_a_source_that_exists_and_a_place_in_it():
    sources = {row["id"] for row in read(UNIT / "sources.csv")}
    assert [r for r in FIGURES + DOCUMENTS if r["source"] not in sources] == []
    assert [r for r in FIGURES + DOCUMENTS if not all(r["place"].split(";"))] == []


def test_figures_name_periods_that_are_in_the_register_and_none_is_idle():
    assert {row["period"] for row in read(UNIT / "periods.csv")} == {r["period"] for r in FIGURES}


def test_the_second_year_is_not_complete_and_no_end_is_invented_for_it():
    periods = {row["period"]: row for row in read(UNIT / "periods.csv")}
    assert (periods["2022"]["complete"], periods["2022"]["end"]) == ("no", "")
    assert periods["2022"]["note"]


def test_counts_are_whole_and_shares_are_no_more_than_a_hundred():
    for row in FIGURES:
        if CATALOGUE[row["code"]].is_share:
            assert 0 <= float(row["value"]) <= 100, row
        else:
            assert re.fullmatch(r"\d+", row["value"]), row


def test_the_narrative_has_only_the_fixed_headings_in_their_order():
    lines = (UNIT / "narrative.md").read_text("utf-8").splitlines()
    headings = [line for line in lines if line.startswith("#")]
    fixed = []
    for part, titles in HEADINGS.items():
        fixed += [f"# {part}", *(f"## {title}" for title in titles)]
    assert headings == fixed
    assert [line for line in lines if line and line[:2] != "- " and line not in headings] == []


def test_every_point_ends_with_its_place_and_area():
    ending = re.compile(r"- .*[.?!] \((I|II|III|IV|V)(\.\d+)*(; (\w+))?\)")
    for point in POINTS:
        match = ending.fullmatch(point)
        assert match, point
        assert match[4] is None or match[4] in AREAS, point


def words(text):
    """The words of a text in NFC and small letters; a number, a date or a fixed term is one."""
    text = re.sub(r"\s+", " ", normalize("NFC", text).casefold().replace(" - ", " – "))
    for term in FIXED_TERMS:
        text = text.replace(term, re.sub(r"\W+", "_", term))
    return re.findall(r"\w+(?:[/.&-]\w+)*", text)


def runs(text):
    found = words(text)
    return {tuple(found[at : at + RUN]) for at in range(len(found) - RUN + 1)}


def test_the_narrative_and_the_notes_are_in_our_own_words(reference_text):
    theirs = runs(reference_text)
    for row in DOCUMENTS:  # the official title of a document is nobody's own words
        theirs -= runs(row["subject"])
    notes = [row["note"] for row in FIGURES + read(UNIT / "periods.csv")]
    unquoted = [re.sub("“[^”]*”", "“…”", text) for text in POINTS + notes]
    copied = {" ".join(run): text for text in unquoted for run in runs(text) & theirs}
    assert copied == {}
