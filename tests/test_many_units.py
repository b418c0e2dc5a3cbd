"""A whole province at once: every report is of its own unit, and bad units harm no other."""

import csv
import os
import re
from pathlib import Path

import pytest
from markupsafe import escape

from cchc.demo.province import make_province
from real_runs import SPAN, Place, is_whole, reports, scraps

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="Windows has neither these signals nor forks"),
]

UNITS = 64
REVIEW = """\
from cchc import load_review, title, headline, table
review = load_review(district, first_year, second_year, data)"""
SHOWN = ("title(review)", "headline(review)", 'table(review, "procedures")')
CANNOT_BE_TRUE = "part_exceeds_whole"
"""The kind of planted fault with which a report is still made, but ends with 3."""


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """A province after one run, four reports at a time; the run; the three units made bad."""
    place = Place(tmp_path_factory.mktemp("n"))
    place.temporary.mkdir()
    province = make_province(place.data, UNITS, seed=1)
    sound = [unit for unit in province.units if unit not in province.planted]
    broken, stumbling, dying = sound[2], sound[20], sound[40]
    with (place.data / broken / "figures.csv").open("a", encoding="utf-8") as file:
        file.write("dossiers_recieved,2022,district,1\n")
    stumbles = f'if district[-2:] == "{stumbling[-2:]}": 1 / 0'
    dies = f'import os\nif district[-2:] == "{dying[-2:]}": os._exit(3)'
    place.write_notebook(REVIEW, *SHOWN, stumbles, dies)
    codes = {
        unit: 3
        if unit in province.planted and province.planted[unit].check == CANNOT_BE_TRUE
        else 0
        for unit in province.units
    }
    bad = {broken: (1, "data"), stumbling: (4, "error"), dying: (4, "exit")}
    return place, place.run("--jobs", 4), codes, bad


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def good_units(ran) -> list[str]:
    _, _, codes, bad = ran
    return [unit for unit in codes if unit not in bad]


def test_every_unit_ends_as_its_data_deserve(ran):
    place, run, codes, bad = ran
    assert run.returncode == 4
    assert "Traceback" not in run.stderr
    entries = {unit: entry for unit, (entry,) in place.entries().items()}
    ended = {unit: (entry["exit_code"], entry["kind"]) for unit, entry in entries.items()}
    assert ended == {unit: (code, "") for unit, code in codes.items()} | bad
    assert 3 in codes.values()
    page = (place.out / "index.html").read_text(encoding="utf-8")
    for unit in bad:
        assert escape(entries[unit]["reason"]) in page
        assert not (place.out / unit).exists()


def test_every_report_names_its_own_unit_and_no_other(ran):
    place, *_ = ran
    for unit in good_units(ran):
        number = unit[-2:]
        folder = place.out / unit / SPAN
        report = (folder / "report.html").read_text(encoding="utf-8")
        for text in (report, (folder / "run.json").read_text(encoding="utf-8")):
            assert set(re.findall(r"(?:Minh Họa|minh-hoa-|MH0) ?(\d\d)", text)) == {number}
        assert f"đơn vị {unit}" in report and f"Minh Họa {number}" in report
        record = place.record(unit)
        assert (record["unit"], record["about"]["title"]) == (unit, f"huyện Minh Họa {number}")
        assert record["parameters"]["district"] == unit
        folders = {path.rpartition("/")[0] for path in (each["path"] for each in record["inputs"])}
        assert folders == {"", unit}


def test_every_report_holds_the_figures_of_its_own_unit(ran):
    place, *_ = ran
    seen = set()
    for unit in good_units(ran):
        stated: dict[tuple[str, ...], list[str]] = {}
        for row in rows(place.data / unit / "figures.csv"):
            stated.setdefault((row["code"], row["period"], row["level"]), []).append(row["value"])
        reported = {
            (row["code"], row["period"], row["level"]): row["value"]
            for row in rows(place.out / unit / SPAN / "indicators.csv")
        }
        once = {key: float(values[0]) for key, values in stated.items() if len(values) == 1}
        assert len(once) > 50
        assert {key: float(reported[key]) for key in once} == once
        seen.add(tuple(once.items()))
    assert len(seen) == UNITS - 3


def test_all_of_it_is_whole_and_nothing_else_is_left(ran):
    place, *_ = ran
    assert len(reports(place.out)) == UNITS
    assert [folder for folder in reports(place.out) if not is_whole(folder)] == []
    assert scraps(place.out) == []
    assert place.remains() == []
