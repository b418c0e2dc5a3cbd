"""The invented province: it reads, nothing in it is real, what is planted is what is found."""

import csv
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.catalogue import CATALOGUE
from cchc.demo.command import demo
from cchc.demo.province import Province, make_province
from cchc.errors import CchcError, UsageError
from cchc.folder import read_folder
from cchc.registry import unit_ids_with_figures
from cchc.review import load_review
from cchc.words import title
from small_review import text_of

DATA = Path(__file__).parents[1] / "data"
KINDS = {
    "unexplained_remainder",
    "stated_differs",
    "levels_do_not_add_up",
    "part_exceeds_whole",
    "too_large_change",
    "carry_over_differs",
    "narrative_number_is_no_figure",
    "staff_against_posts",
    "stated_twice",
    "share_outside_levels",
    "communes_against_register",
    "document_dates_conflict",
    "fields_do_not_add_up",
    "field_spelled_twice",
    "field_unexplained_remainder",
}
BLOCKING = {"part_exceeds_whole"}
ONE_OF_EACH_KIND = 8 * len(KINDS)


@pytest.fixture(scope="module")
def province(tmp_path_factory) -> Province:
    """A province large enough for every kind of fault; made once, changed by no test."""
    return make_province(tmp_path_factory.mktemp("demo") / "data", ONE_OF_EACH_KIND, seed=5)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def graver(unit: str, data: Path) -> list[tuple[str, str, str, str, float | None]]:
    """What the review of a unit finds beyond mere notes."""
    return [
        (found.check, found.severity, found.level, found.period, found.difference)
        for found in load_review(unit, 2021, 2022, data).findings
        if found.severity != "note"
    ]


def listed(data: Path) -> dict[str, tuple]:
    """The findings that planted.csv promises, by unit; a number is exact to a millionth."""
    return {
        row["unit_id"]: (
            row["check"],
            "block" if row["check"] in BLOCKING else "warn",
            row["level"],
            row["period"],
            pytest.approx(float(row["difference"]), abs=1e-6) if row["difference"] else None,
        )
        for row in rows(data / "planted.csv")
    }


def test_every_file_reads_without_a_fault(province):
    for unit in {*province.units[:12], *province.planted}:
        folder = read_folder(unit, province.folder)
        assert folder.unit.invented, unit
        by_field = {f"{unit}/dossiers_by_field.csv"} if len(folder.fields) else set()
        assert {entry.path for entry in folder.inputs} == by_field | {
            "targets.csv",
            "units.csv",
            *(
                f"{unit}/{name}"
                for name in (
                    "documents.csv",
                    "figures.csv",
                    "narrative.md",
                    "office.toml",
                    "periods.csv",
                    "sources.csv",
                )
            ),
        }


@pytest.mark.slow
def test_units_without_a_planted_fault_give_nothing_to_mend(province):
    clean = [unit for unit in province.units if unit not in province.planted]
    found = {unit: graver(unit, province.folder) for unit in clean[:20]}
    assert [unit for unit, findings in found.items() if findings] == []


@pytest.mark.slow
def test_each_kind_of_fault_is_found_by_its_check_with_its_difference_and_alone(province):
    promised = listed(province.folder)
    assert {check for check, *_ in promised.values()} == KINDS
    assert len(promised) == len(KINDS)
    found = {unit: graver(unit, province.folder) for unit in promised}
    assert found == {unit: [finding] for unit, finding in promised.items()}


def test_what_is_planted_is_said_in_a_sentence_about_a_unit_that_is_there(province):
    for row in rows(province.folder / "planted.csv"):
        assert row["unit_id"] in province.units
        assert row["what"].endswith(".") and "  " not in row["what"]


@pytest.mark.slow
@settings(max_examples=12)
@given(seed=st.integers(0, 2**32), units=st.integers(1, 3))
def test_any_seed_gives_units_whose_only_findings_are_the_planted_ones(seed, units):
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        made = make_province(data, units, seed)
        promised = {unit: [finding] for unit, finding in listed(data).items()}
        assert len(promised) == (1 if units > 1 else 0)
        found = {unit: graver(unit, data) for unit in made.units}
        assert {unit: findings for unit, findings in found.items() if findings} == promised


def test_one_unit_in_eight_is_spoilt_and_the_only_unit_never(tmp_path):
    spoilt = {
        units: len(make_province(tmp_path / str(units), units, seed=3).planted)
        for units in (1, 2, 8, 24, 64)
    }
    assert spoilt == {1: 0, 2: 1, 8: 1, 24: 3, 64: 8}


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        make_province(tmp_path / name, 9, seed=11)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_another_seed_gives_every_unit_other_figures(tmp_path):
    one, other = (make_province(tmp_path / str(seed), 9, seed) for seed in (11, 12))
    for unit in one.units:
        name = f"{unit}/figures.csv"
        assert (one.folder / name).read_bytes() != (other.folder / name).read_bytes()


def test_a_unit_is_the_same_in_a_province_of_any_size(tmp_path):
    small, large = (make_province(tmp_path / str(n), n, seed=4) for n in (6, 12))
    both = set(small.units) - set(small.planted) - set(large.planted)
    assert both
    for unit in both:
        assert contents(small.folder / unit) == contents(large.folder / unit)


def test_units_differ_in_size_and_in_rates(province):
    own = [rows(province.folder / unit / "figures.csv") for unit in province.units[:20]]
    for code, level in (
        ("households", "all"),
        ("dossiers_received", "commune"),
        ("dossiers_on_time_share_stated", "district"),
        ("schools", "district"),
    ):
        values = [
            row["value"]
            for figures in own
            for row in figures
            if (row["code"], row["period"], row["level"]) == (code, "2022", level)
        ]
        assert len(set(values)) > len(values) // 2, code


def test_every_reported_indicator_has_figures_and_some_units_lack_some(province):
    stated = [
        {row["code"] for row in rows(province.folder / unit / "figures.csv")}
        for unit in province.units
    ]
    reported = {code for code, indicator in CATALOGUE.items() if not indicator.is_computed}
    assert set.union(*stated) == reported
    with_gaps = sum(codes != reported for codes in stated)
    assert 0 < with_gaps < len(stated) // 2


def test_there_are_six_to_fifteen_communes_in_each_district(province):
    register = rows(province.folder / "units.csv")
    by_parent = {
        unit: [row["name"] for row in register if row["parent"] == unit] for unit in province.units
    }
    sizes = {len(names) for names in by_parent.values()}
    assert min(sizes) == 6 and max(sizes) == 15
    assert by_parent["huyen-minh-hoa-01"][:2] == ["Minh Họa 01-01", "Minh Họa 01-02"]
    titles = [f"{row['type']} {row['name']}" for row in register[:2]]
    assert titles == ["tỉnh Minh Họa", "huyện Minh Họa 01"]


@pytest.mark.slow
def test_705_units_are_made_and_stand_in_the_order_of_their_numbers(tmp_path):
    made = make_province(tmp_path / "data", 705, seed=1)
    assert unit_ids_with_figures(made.folder) == list(made.units)
    assert (made.units[0], made.units[-1]) == ("huyen-minh-hoa-01", "huyen-minh-hoa-705")
    assert len(made.planted) == 88
    last = made.units[-1]
    assert read_folder(last, made.folder).unit.title == "huyện Minh Họa 705"


def test_nothing_is_real_but_the_targets_of_the_law(province):
    register = rows(province.folder / "units.csv")
    assert {row["invented"] for row in register} == {"yes"}
    assert [row["code"] for row in register if row["code"].isdigit()] == []
    real = rows(DATA / "units.csv")
    assert not {row["code"] for row in register} & {row["code"] for row in real}
    assert not {row["id"] for row in register} & {row["id"] for row in real}
    names = {row["name"] for row in real}
    for path, raw in contents(province.folder).items():
        text = raw.decode()
        assert [name for name in names if name in text] == [], path
    documents = rows(province.folder / province.units[0] / "documents.csv")
    assert {row["number"][:3] for row in documents} == {"MH-"}
    assert {row["validity_note"] for row in documents} == {"Văn bản minh họa, không có thật"}


def test_the_targets_are_those_of_the_law_in_the_project(province):
    targets = rows(province.folder / "targets.csv")
    project = rows(DATA / "targets.csv")
    assert targets == [row for row in project if not row["scope"]], (
        "cchc/demo/targets.csv is what ships without the project's data: copy the rows without a"
        " scope from data/targets.csv"
    )


def test_no_person_is_invented(province):
    names = {
        read_folder(unit, province.folder).office.signature.name for unit in province.units[:9]
    }
    assert names == {""}


def test_the_folder_and_every_report_say_that_they_are_invented(province):
    readme = (province.folder / "README.md").read_text(encoding="utf-8")
    assert readme.splitlines()[0] == "DỮ LIỆU MINH HỌA"
    review = load_review("huyen-minh-hoa-02", 2021, 2022, province.folder)
    assert text_of(title(review)).startswith("DỮ LIỆU MINH HỌA")


def test_an_empty_folder_is_filled_and_a_full_one_left_alone(tmp_path):
    (tmp_path / "empty").mkdir()
    assert make_province(tmp_path / "empty", 1, 1).units == ("huyen-minh-hoa-01",)
    before = contents(tmp_path / "empty")
    with pytest.raises(UsageError) as refusal:
        make_province(tmp_path / "empty", 2, 1)
    (fault,) = refusal.value.faults
    assert fault.what == "nơi ghi dữ liệu minh họa không phải là thư mục trống"
    assert contents(tmp_path / "empty") == before


@pytest.mark.parametrize(("units", "seed"), [(0, 1), (706, 1), (3, -1)])
def test_a_number_out_of_range_is_refused_before_anything_is_written(tmp_path, units, seed):
    with pytest.raises(UsageError):
        make_province(tmp_path / "data", units, seed)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_a_fault_without_a_traceback(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(CchcError) as refusal:
        make_province(tmp_path / "file" / "data", 1, 1)
    assert "không ghi được dữ liệu minh họa" in str(refusal.value)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files there")
def test_a_disk_that_takes_no_more_leaves_nothing_behind(tmp_path):
    code = f"""
import resource
from pathlib import Path
from cchc.demo.province import make_province
resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))  # figures.csv is larger
make_province(Path({str(tmp_path / "data")!r}), 2, 1)
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "không ghi được dữ liệu minh họa" in ended.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_command_makes_the_folder_and_says_where_the_faults_are_listed(tmp_path):
    data = tmp_path / "data"
    ended = CliRunner().invoke(demo, ["province", "--units", "2", "--seed", "7", str(data)])
    assert ended.exit_code == 0, ended.output
    assert "2 huyện minh họa" in ended.output and str(data / "planted.csv") in ended.output
    assert contents(data) == contents(make_province(tmp_path / "again", 2, 7).folder)


def test_the_command_refuses_what_is_no_number(tmp_path):
    ended = CliRunner().invoke(demo, ["province", "--units", "tám", str(tmp_path / "data")])
    assert isinstance(ended.exception, UsageError)
    assert str(ended.exception).startswith("'tám' không phải là số nguyên")
