"""indicators.csv and checks.csv: the columns, the numbers, the gaps, the same bytes."""

import csv
from dataclasses import replace
from io import StringIO

import pytest

from cchc.results import as_csv, checks_frame, indicators_frame
from cchc.review import Review
from invented import SOURCE, UNIT, agreeing

INDICATORS = (
    "unit_id,code,area,level,period,value,measure_unit,numerator,denominator,low,high,basis,change,"
    "change_unit,target,verdict,source,place"
)
CHECKS = "unit_id,check,severity,area,level,period,expected,found,difference,message,places"
UNSPOILT = agreeing()


@pytest.fixture(scope="module")
def review(tmp_path_factory) -> Review:
    return UNSPOILT.review(tmp_path_factory.mktemp("unspoilt"))


@pytest.fixture(scope="module")
def rows(review) -> dict[tuple, dict]:
    return read(indicators_frame(review))


def read(frame) -> dict[tuple, dict]:
    """The rows of indicators.csv as another program reads them, by code, level and period."""
    table = csv.DictReader(StringIO(as_csv(frame).decode()))
    return {(row["code"], row["level"], row["period"]): row for row in table}


def test_the_columns_are_those_of_the_data_dictionary(review):
    assert as_csv(indicators_frame(review)).decode().splitlines()[0] == INDICATORS
    assert as_csv(checks_frame(review)).decode().splitlines()[0] == CHECKS


def test_every_number_of_the_ledger_has_a_row_and_no_other_has_a_value(review, rows):
    held = {(key.code, key.level, key.period) for key in review.ledger}

    assert {key for key, row in rows.items() if row["value"]} == held
    assert {row["unit_id"] for row in rows.values()} == {UNIT}


def test_a_reported_count_stands_with_its_source_place_and_change(rows):
    row = rows["dossiers_received", "commune", "2022"]

    assert row == {
        "unit_id": UNIT,
        "code": "dossiers_received",
        "area": "procedures",
        "level": "commune",
        "period": "2022",
        "value": "11000",
        "measure_unit": "hồ sơ",
        "numerator": "",
        "denominator": "",
        "low": "",
        "high": "",
        "basis": "reported",
        "change": "10",  # 10.000 -> 11.000
        "change_unit": "%",
        "target": "",
        "verdict": "",
        "source": SOURCE,
        "place": "II.2",
    }


def test_a_share_stands_with_its_counts_interval_target_and_change_in_points(rows):
    row = rows["procedures_online_share", "commune", "2022"]

    assert row["value"] == "69.2307692308"  # 90 of 130
    assert (row["numerator"], row["denominator"]) == ("90", "130")
    assert float(row["low"]) == pytest.approx(60.8402, abs=0.0001)
    assert float(row["high"]) == pytest.approx(76.5174, abs=0.0001)
    assert float(row["change"]) == pytest.approx(9000 / 130 - 8000 / 140)
    assert (row["change_unit"], row["measure_unit"]) == ("điểm phần trăm", "%")
    assert (row["target"], row["verdict"]) == (">=80", "not_due")
    assert (row["basis"], row["source"], row["place"]) == ("computed", SOURCE, "II.2")


def test_the_change_stands_in_the_row_of_the_second_year_only(rows):
    assert {row["period"] for row in rows.values() if row["change"]} == {"2022"}
    assert rows["procedures_online_share", "commune", "2021"]["target"] == ""


def test_what_a_target_asks_for_and_nobody_states_is_a_row_without_a_number(rows):
    row = rows["work_records_online_share", "district", "2022"]

    filled = {column: value for column, value in row.items() if value}
    assert filled == {
        "unit_id": UNIT,
        "code": "work_records_online_share",
        "area": "modernisation",
        "level": "district",
        "period": "2022",
        "measure_unit": "%",
        "target": ">=80",
        "verdict": "no_data",
    }


def test_verdicts_say_how_a_number_stands(rows):
    assert rows["satisfaction_share", "all", "2022"]["verdict"] == "missed"  # 88 of 90, due
    assert rows["documents_signed_share", "district", "2022"]["verdict"] == "met"  # 100 of 99
    assert rows["work_records_online_share", "district", "2022"]["verdict"] == "no_data"


def test_a_change_that_means_nothing_is_kept_and_called_not_comparable(tmp_path):
    cut = UNSPOILT.changing("periods", "2022,2022-01-01,2022-12-31,yes", "2022,2022-01-01,,no")

    rows = read(indicators_frame(cut.review(tmp_path)))

    received = rows["dossiers_received", "commune", "2022"]
    assert (received["change"], received["verdict"]) == ("10", "not_comparable")
    schools = rows["schools", "district", "2022"]
    assert (schools["change"], schools["verdict"]) == ("-5.26315789474", "")


def test_a_number_of_several_sources_names_them_all(tmp_path):
    other = UNSPOILT.stating(
        "procedures_total", "2022", "commune", 130, source="phu-luc", place="trang 4"
    )

    row = read(indicators_frame(other.review(tmp_path)))[
        "procedures_online_share", "commune", "2022"
    ]

    assert (row["source"], row["place"]) == (f"{SOURCE}; phu-luc", "II.2; trang 4")


def test_a_deduced_number_says_so(tmp_path):
    less = [f for f in UNSPOILT.figures if f[:3] != ("dossiers_pending_overdue", "2022", "commune")]

    rows = read(indicators_frame(replace(UNSPOILT, figures=tuple(less)).review(tmp_path)))

    row = rows["dossiers_pending_overdue", "commune", "2022"]
    assert (row["value"], row["basis"], row["place"]) == ("50", "deduced", "II.2")


def test_findings_stand_the_gravest_first_with_their_numbers_and_places(tmp_path):
    wrong = UNSPOILT.stating("admin_bodies", "2022", "all", 17, place="V.1")
    wrong = wrong.stating("dossiers_pending_overdue", "2022", "district", 27, place="II.9")
    wrong = wrong.changing("periods", "2022,2022-01-01,2022-12-31,yes", "2022,2022-01-01,,no")

    table = list(csv.DictReader(StringIO(as_csv(checks_frame(wrong.review(tmp_path))).decode())))

    assert [(row["check"], row["severity"]) for row in table] == [
        ("parts_exceed_whole", "block"),
        ("levels_do_not_add_up", "warn"),
        ("part_year", "note"),
    ]
    assert table[0] | {"message": ""} == {
        "unit_id": UNIT,
        "check": "parts_exceed_whole",
        "severity": "block",
        "area": "procedures",
        "level": "district",
        "period": "2022",
        "expected": "160",
        "found": "167",
        "difference": "7",
        "message": "",
        "places": f"{SOURCE}: II.2; {SOURCE}: II.9",
    }
    assert (table[2]["expected"], table[2]["difference"], table[2]["level"]) == ("", "", "")


def test_the_same_figures_give_the_same_bytes(review, tmp_path):
    again = UNSPOILT.review(tmp_path)

    assert as_csv(indicators_frame(again)) == as_csv(indicators_frame(review))
    assert as_csv(checks_frame(again)) == as_csv(checks_frame(review))


def test_the_bytes_are_plain_utf_8_with_one_kind_of_line_end(review):
    raw = as_csv(indicators_frame(review))

    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert "điểm phần trăm" in raw.decode("utf-8")


def test_a_unit_without_figures_has_only_rows_without_numbers(tmp_path):
    empty = replace(UNSPOILT, figures=(), narrative="").review(tmp_path)

    rows = read(indicators_frame(empty))

    assert {row["verdict"] for row in rows.values()} == {"no_data"}
    assert {row["value"] for row in rows.values()} == {""}
    assert as_csv(checks_frame(empty)).decode() == CHECKS + "\n"
