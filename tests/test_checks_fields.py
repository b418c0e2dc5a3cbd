"""Dossiers by field reconciled: each field with itself, all of them with the unit, their names."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.checks import Finding, fields
from cchc.review import Review, load_review
from invented import SOURCES, UNIT, agreeing
from reconciled import numbers
from stating_fields import (
    AGREEING,
    CIVIL_1,
    CIVIL_2,
    CODES,
    LAND_1,
    LAND_2,
    as_unit,
    forms,
    review_of,
    stated,
    write_fields,
)

IMPOSSIBLE = " Các số này không thể cùng đúng."


def serious(review: Review) -> list[Finding]:
    return [finding for finding in review.findings if finding.severity != "note"]


def the_one(folder: Path, *rows: str, unit=None) -> Finding:
    findings = review_of(folder, *rows, unit=unit).findings
    assert len(findings) == 1, [each.message for each in findings]
    return findings[0]


def changed(row: str, **counts: int | str) -> str:
    """A row with other counts, by their codes without "dossiers_"."""
    cells = row.split(",")
    for code, count in counts.items():
        cells[3 + CODES.index(code)] = str(count)
    return ",".join(cells)


def test_fields_that_agree_have_nothing_to_find(tmp_path):
    review = review_of(tmp_path, *AGREEING)
    assert [finding.message for finding in review.findings] == []
    assert list(review.fields) == ["Đất đai", "Hộ tịch"]


def test_parts_of_a_field_that_are_more_than_its_whole_cannot_be(tmp_path):
    finding = serious(review_of(tmp_path, changed(LAND_2, pending_overdue=19), CIVIL_2))[0]
    assert (finding.check, finding.field) == ("field_parts_exceed_whole", "Đất đai")
    assert finding.message == (
        "Lĩnh vực Đất đai, cấp huyện, năm 2022: 85 hồ sơ đang giải quyết trong hạn + 19 hồ sơ đang"
        " giải quyết quá hạn = 104 hồ sơ, nhiều hơn 4 hồ sơ so với 100 hồ sơ đang giải quyết."
        + IMPOSSIBLE
    )
    assert numbers(finding) == ("block", "district", "2022", 100, 104, 4)
    assert finding.places == ("bao-cao: Sheet1!A9",)


def test_a_field_that_contradicts_itself_leaves_the_change_of_the_unit_comparable(tmp_path):
    review = review_of(tmp_path, changed(LAND_2, pending_overdue=19), CIVIL_2)
    assert review.is_blocked
    touched = [line for line in review.lines if line.indicator.code == "dossiers_pending"]
    assert touched and all(line.is_comparable for line in touched)


def test_what_is_left_of_a_field_is_named(tmp_path):
    unit = agreeing().stating("dossiers_withdrawn", "2022", "district", 20)
    finding = the_one(tmp_path, LAND_1, CIVIL_1, changed(LAND_2, withdrawn=""), CIVIL_2, unit=unit)
    assert finding.check == "field_unexplained_remainder"
    assert finding.message == (
        "Lĩnh vực Đất đai, cấp huyện, năm 2022: 1.200 hồ sơ tiếp nhận − 1.090 hồ sơ đã giải quyết"
        " − 100 hồ sơ đang giải quyết = 10 hồ sơ chưa rõ. Nguồn không nêu: hồ sơ dừng giải quyết,"
        " trả lại hoặc rút."
    )
    assert numbers(finding) == ("warn", "district", "2022", 1200, 1190, -10)


def test_what_several_fields_leave_unexplained_is_told_at_once(tmp_path):
    rows = [changed(row, withdrawn="") for row in (LAND_2, CIVIL_2)]
    finding = the_one(tmp_path, LAND_1, CIVIL_1, *rows)
    assert finding.check == "field_unexplained_remainder"
    assert finding.message == (
        "Cấp huyện, năm 2022, 2 lĩnh vực có hồ sơ tiếp nhận nhiều hơn tổng các phần đã ghi, phần"
        " còn lại chưa rõ: Đất đai 10 hồ sơ; Hộ tịch 10 hồ sơ."
    )
    assert numbers(finding) == ("warn", "district", "2022", 3500, 3480, -20)
    assert finding.places == ("bao-cao: Sheet1!A11", "bao-cao: Sheet1!A12")


def test_what_a_field_had_pending_is_carried_over(tmp_path):
    moved = [
        changed(LAND_2, carried_over=90, received_direct=610),
        changed(CIVIL_2, carried_over=60, received_direct=840),
    ]
    findings = review_of(tmp_path, LAND_1, CIVIL_1, *moved).findings
    assert [(f.check, f.field, f.difference) for f in findings] == [
        ("field_carry_over_differs", "Đất đai", -5),
        ("field_carry_over_differs", "Hộ tịch", 5),
    ]
    assert findings[0].message == (
        "Lĩnh vực Đất đai, cấp huyện: cuối năm 2021 còn 95 hồ sơ đang giải quyết, nhưng năm 2022"
        " ghi 90 hồ sơ từ kỳ trước chuyển sang, ít hơn 5 hồ sơ."
    )


def test_fields_that_do_not_make_up_the_unit_are_told_once_with_every_count(tmp_path):
    moved = changed(LAND_2, resolved_early=297, resolved_on_due_date=743)
    finding = the_one(tmp_path, LAND_1, CIVIL_1, moved, CIVIL_2)
    assert (finding.check, finding.field) == ("fields_do_not_add_up", "")
    assert finding.message == (
        "Cấp huyện, năm 2022: cộng 2 lĩnh vực khác số chung của đơn vị: hồ sơ giải quyết trước hạn"
        " 1.197 so với 1.200 (ít hơn 3 hồ sơ); hồ sơ giải quyết đúng hạn 2.063 so với 2.060 (nhiều"
        " hơn 3 hồ sơ)."
    )
    assert numbers(finding) == ("warn", "district", "2022", 1197, 1200, 3)
    assert finding.places == ("bao-cao: II.2", "bao-cao: Sheet1!A11 đến Sheet1!A12")


OLDER_ONLY = CIVIL_2.replace("Hộ tịch", "Chứng thực")


def of_two_sources(folder: Path, sources: str = SOURCES) -> Review:
    """A report names two fields of 2022, a later annex two: one of them is the same."""
    older = stated(LAND_1, CIVIL_1, changed(LAND_2, withdrawn=9), OLDER_ONLY)
    annex = stated(LAND_2, CIVIL_2, source="phu-luc").partition("\n")[2]
    unit = replace(agreeing(), sources=sources)
    return load_review(unit.unit, *unit.years, write_fields(folder, older + annex, unit))


def test_the_fields_of_the_latest_source_are_used_and_not_added_to_those_of_another(tmp_path):
    review = of_two_sources(tmp_path)
    assert list(review.fields) == ["Đất đai", "Hộ tịch"], "not what the report alone names"
    assert [(f.check, f.severity, f.field) for f in review.findings] == [
        ("field_stated_twice", "warn", "Đất đai"),
        ("field_only_in_other_source", "note", "Chứng thực"),
    ]
    told = review.findings[0].message
    assert "9 hồ sơ (bao-cao: Sheet1!A11); 10 hồ sơ (phu-luc: Sheet1!A9)" in told


def test_what_only_a_source_that_is_not_used_states_is_told(tmp_path):
    annex = (changed(LAND_2, withdrawn=""), CIVIL_2)
    rest = stated(*annex, source="phu-luc").partition("\n")[2]
    older = stated(LAND_1, CIVIL_1, LAND_2, OLDER_ONLY, LAND_2.replace("Đất đai", "ĐẤT ĐAI"))

    review = load_review(UNIT, 2021, 2022, write_fields(tmp_path, older + rest))

    [told] = [f for f in review.findings if f.check == "field_only_in_other_source"]
    assert told.message == (
        "Cấp huyện, năm 2022: số liệu theo lĩnh vực lấy từ nguồn phu-luc. Nguồn khác (bao-cao) còn"
        " ghi: lĩnh vực Chứng thực, ĐẤT ĐAI (có lẽ là “Đất đai”); hồ sơ dừng giải quyết, trả lại"
        " hoặc rút của Đất đai. Báo cáo này không dùng các số ấy; cần xem nguồn phu-luc có thiếu"
        " hay không."
    )
    assert told.places == ("bao-cao: Sheet1!A11 đến Sheet1!A13",)


@pytest.mark.parametrize(
    ("stated_by_older", "is_told"),
    [
        pytest.param(1090, False, id="what follows from the numbers that are used"),
        pytest.param(1091, True, id="another number than follows from them"),
    ],
)
def test_a_sum_that_only_another_source_states_is_held_against_the_parts(
    tmp_path, stated_by_older, is_told
):
    annex = stated(changed(LAND_2, resolved=""), CIVIL_2, source="phu-luc").partition("\n")[2]
    older = stated(row("Đất đai", "2022", "district", resolved=stated_by_older))

    review = load_review(UNIT, 2021, 2022, write_fields(tmp_path, older + annex))

    told = [f.message for f in review.findings if f.check == "field_only_in_other_source"]
    assert [("hồ sơ đã giải quyết của Đất đai" in message) for message in told] == [True] * is_told


def test_the_fields_of_a_source_without_a_date_wait_until_it_has_one(tmp_path):
    review = of_two_sources(tmp_path, SOURCES.replace("2023-02-15", ""))
    used = [name for name, own in review.fields.items() if ("dossiers_received", "2022") in
            {(key.code, key.period) for key in own}]  # fmt: skip
    assert used == ["Đất đai", "Chứng thực"]


def test_some_fields_without_a_count_may_make_up_less_than_the_unit_but_never_more(tmp_path):
    less = review_of(tmp_path / "less", changed(LAND_2, withdrawn=""), CIVIL_2)
    assert [f.check for f in serious(less)] == ["field_unexplained_remainder"]
    more = review_of(
        tmp_path / "more", changed(LAND_2, withdrawn=""), changed(CIVIL_2, withdrawn=21)
    )
    told = [f.message for f in more.findings if f.check == "fields_do_not_add_up"]
    assert told == [
        "Cấp huyện, năm 2022: cộng 2 lĩnh vực khác số chung của đơn vị: hồ sơ dừng giải quyết, trả"
        " lại hoặc rút 21 so với 20 (nhiều hơn 1 hồ sơ)."
    ]


def test_counts_that_the_unit_does_not_have_are_compared_with_nothing(tmp_path):
    month = LAND_2.replace(",2022,", ",2022-M11,")
    unit = agreeing().without("dossiers_pending", "dossiers_carried_over")
    assert [
        f for f in review_of(tmp_path, month, unit=unit).findings if f.check[:5] == "field"
    ] == []


@pytest.mark.parametrize("name", ["đất đai", "Đất  đai", "ĐẤT ĐAI", "Đất-đai", "Dat dai"])
def test_one_field_under_two_spellings_is_found(tmp_path, name):
    rows = (LAND_1, CIVIL_1, LAND_2.replace("Đất đai", name), CIVIL_2)
    [finding] = serious(review_of(tmp_path, *rows))
    assert finding.check == "field_spelled_twice"
    assert finding.message == (
        f"“Đất đai” và “{name}” có lẽ là một lĩnh vực viết theo 2 cách; báo cáo tính thành 2 lĩnh"
        " vực. Cần thống nhất một tên."
    )
    assert finding.places == ("bao-cao: Sheet1!A9", "bao-cao: Sheet1!A11")


def test_a_field_of_one_year_only_is_a_note(tmp_path):
    rows = (
        LAND_1,
        CIVIL_1,
        CIVIL_2,
        LAND_2.replace("Đất", "Nhà đất"),
    )
    findings = review_of(tmp_path, *rows).findings
    assert [(f.check, f.severity) for f in findings] == [("field_in_one_year", "note")]
    assert findings[0].message == (
        "Cấp huyện, số liệu theo lĩnh vực: chỉ năm 2021 có Đất đai; chỉ năm 2022 có Nhà đất đai."
        " Cần xem năm kia không phát sinh hồ sơ hay chưa được ghi."
    )


def test_one_row_of_a_field_with_two_values_is_found(tmp_path):
    again = changed(LAND_2, **dict.fromkeys(CODES, "") | {"resolved_late": 51})
    finding = the_one(tmp_path, *AGREEING, again)
    assert finding.check == "field_stated_twice"
    assert finding.message == (
        "Lĩnh vực Đất đai, cấp huyện, năm 2022: hồ sơ giải quyết quá hạn được ghi khác nhau: 50 hồ"
        " sơ (bao-cao: Sheet1!A11); 51 hồ sơ (bao-cao: Sheet1!A13). Báo cáo này dùng 50 hồ sơ."
    )
    assert finding.difference == 1


def row(name: str, period: str, level: str, **counts: int) -> str:
    """A row that states these counts alone."""
    return changed(f"{name},{period},{level}{',' * len(CODES)}", **counts)


SPOILT = {
    "field_parts_exceed_whole": ("Đất đai", [changed(LAND_2, pending_in_time=90)]),
    "field_part_exceeds_whole": (
        "Đất đai",
        [row("Đất đai", "2022", "district", received=5, withdrawn=6)],
    ),
    "field_unexplained_remainder": ("Đất đai", [changed(LAND_2, withdrawn=9)]),
    "field_levels_do_not_add_up": (
        "Đất đai",
        [
            row("Đất đai", "2022", level, received=count)
            for level, count in (("district", 2), ("commune", 3), ("all", 6))
        ],
    ),
    "field_months_do_not_add_up": (
        "Đất đai",
        [
            row("Đất đai", period, "district", resolved_late=count)
            for period, count in (("2022", 9), *((f"2022-Q{n}", 2) for n in range(1, 5)))
        ],
    ),
    "field_stated_twice": ("Đất đai", [LAND_2, changed(LAND_2, resolved_late=51)]),
    "field_carry_over_differs": ("Đất đai", [changed(LAND_1, pending=96), LAND_2]),
    "fields_do_not_add_up": ("", [LAND_2]),
    "field_spelled_twice": ("đất đai", [LAND_1, LAND_2.lower()]),
    "field_in_one_year": ("Hộ tịch", [LAND_1, CIVIL_2]),
}
"""By check a folder that it finds fault with: the field that it names, and the rows."""


def test_each_check_of_fields_has_a_fault_that_it_finds():
    of_one_source = {check.id for check in fields.CHECKS} - {"field_only_in_other_source"}
    assert of_one_source == set(SPOILT)


@pytest.mark.parametrize(
    ("check", "field", "rows"), [(check, *case) for check, case in SPOILT.items()], ids=SPOILT
)
def test_a_fault_is_found_by_its_check(tmp_path, check, field, rows):
    found = [f for f in review_of(tmp_path, *rows).findings if f.check == check]
    assert [finding.field for finding in found] == [field]


def test_several_counts_of_a_field_with_two_values_are_told_at_once(tmp_path):
    again = changed(LAND_2, **dict.fromkeys(CODES, "") | {"resolved_late": 51, "received": 1201})
    finding = the_one(tmp_path, *AGREEING, again)
    assert finding.message == (
        "Lĩnh vực Đất đai, cấp huyện, năm 2022: 2 số được ghi khác nhau: hồ sơ tiếp nhận 1.200, nơi"
        " khác 1.201; hồ sơ giải quyết quá hạn 50, nơi khác 51. Báo cáo này dùng số nêu trước."
    )
    assert numbers(finding) == ("warn", "district", "2022", 1200, 1201, 1)
    assert finding.places == ("bao-cao: Sheet1!A11", "bao-cao: Sheet1!A13")


def test_a_number_of_a_field_may_stand_in_the_narrative(tmp_path):
    unit = agreeing().changing("narrative", "14.500", "1.090")
    assert review_of(tmp_path, *AGREEING, unit=unit).findings == ()


def in_a_folder(unit, rows: list[str]) -> Review:
    with TemporaryDirectory() as folder:
        return load_review(UNIT, 2021, 2022, write_fields(Path(folder), stated(*rows), unit))


@pytest.mark.slow
@settings(max_examples=25)
@given(forms())
def test_fields_whose_identities_hold_are_never_called_wrong(made):
    unit, rows = as_unit(made)
    assert [
        f.message for f in serious(in_a_folder(unit, rows)) if f.check != "too_large_change"
    ] == []


@settings(max_examples=15)
@given(forms(), st.data())
def test_what_one_field_has_too_much_is_the_difference_that_is_found(made, data):
    unit, rows = as_unit(made)
    place = data.draw(st.integers(0, len(rows) - 1))
    more = data.draw(st.integers(1, 500))
    name, period = rows[place].split(",")[:2]
    was = made[name, int(period) - 2021]["resolved_late"]
    rows[place] = changed(rows[place], resolved_late=was + more)

    findings = [f for f in in_a_folder(unit, rows).findings if f.check != "too_large_change"]

    assert {(f.check, f.field, f.period, abs(f.difference)) for f in findings} >= {
        ("field_parts_exceed_whole", name, period, more),
        ("fields_do_not_add_up", "", period, more),
    }
    assert {f.field for f in findings} == {name, ""}
