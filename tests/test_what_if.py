"""A what-if moves what follows from the figure, nothing else, and no file."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cchc
from cchc.errors import UsageError
from cchc.ledger import Key
from invented import UNIT, agreeing
from small_review import review_of

LATE = Key("dossiers_resolved_late", "2022", "district")
SCHOOLS = Key("schools", "2022", "district")
GOOD = "dossiers_resolved_in_time,2022,district,65"
ROWS = (GOOD, "dossiers_resolved_late,2022,district,35")


@pytest.fixture(scope="module")
def agreed(tmp_path_factory):
    return agreeing().review(tmp_path_factory.mktemp("agreeing"))


def moved(what_if) -> dict[tuple, tuple]:
    """The value before and after of each number that moves, by key."""
    return {
        number.key: tuple(known and float(known.quantity.value) for known in number[1:])
        for number in what_if.numbers
    }


def test_a_share_and_its_whole_move_with_one_of_their_counts(tmp_path):
    """65 of 65 + 35 are 65 %; 65 of 65 + 65 are 50 %."""
    numbers = moved(cchc.what_if(review_of(tmp_path, *ROWS), {LATE: 65}))

    assert next(iter(numbers)) == LATE
    assert numbers[LATE] == (35, 65)
    assert numbers["dossiers_resolved", "2022", "district"] == (100, 130)
    assert numbers["on_time_share_resolved", "2022", "district"] == (65, 50)
    assert numbers["late_share_resolved", "2022", "district"] == (35, 50)
    assert ("dossiers_resolved_in_time", "2022", "district") not in numbers


def test_a_figure_that_is_taken_away_takes_what_follows_from_it(tmp_path):
    numbers = moved(cchc.what_if(review_of(tmp_path, *ROWS), {LATE: None}))

    assert numbers[LATE] == (35, None)
    assert numbers["on_time_share_resolved", "2022", "district"] == (65, None)


def test_a_figure_that_nobody_states_can_be_supposed_and_says_so(tmp_path):
    supposed = cchc.what_if(review_of(tmp_path, GOOD), {LATE: 35})

    assert moved(supposed)["on_time_share_resolved", "2022", "district"] == (None, 65)
    known = supposed.after.ledger[LATE]
    assert (known.source, known.place) == ("giả định", "chưa nguồn nào ghi")


def test_a_supposed_figure_never_claims_the_source_of_the_real_one(tmp_path):
    supposed = cchc.what_if(review_of(tmp_path, *ROWS), {LATE: 65})

    assert "bao-cao-2022, II" in str(supposed.before.ledger[LATE].source) + ", II"
    assert supposed.after.ledger[LATE].source == "giả định"
    html = supposed._repr_mimebundle_()[0]["text/html"]
    assert 'title="Nguồn: giả định, thay số ở bao-cao-2022, II"' in html


def test_it_is_supposed_wherever_it_is_stated(tmp_path):
    review = agreeing().stating_again(*SCHOOLS, 35, place="V.1").review(tmp_path)
    assert [finding.check for finding in review.findings] == ["stated_twice"]

    after = cchc.what_if(review, {SCHOOLS: 36}).after

    stated = after.folder.figures.query("code == 'schools' and period == '2022'")
    assert stated[["value", "source", "place"]].values.tolist() == [
        [36, "giả định", "thay số ở bao-cao, II.2"],
        [36, "giả định", "thay số ở bao-cao, V.1"],
    ]
    assert after.findings == ()


def test_a_verdict_moves_where_the_target_is_reached(tmp_path):
    """The register asks of districts 80 % or more by 2025, and of this province 62,5 % by 2023."""
    review = review_of(tmp_path, "work_records_online_share,2022,district,79.9")

    what_if = cchc.what_if(review, {("work_records_online_share", 2022, "district"): "80"})

    [(before, after)] = what_if.verdicts
    assert (before.verdict, after.verdict) == ("on_track", "met")
    assert "đúng tiến độ | đạt" in str(what_if)


def test_findings_appear_vanish_and_change_their_numbers(agreed):
    """Of the district's own dossiers in 2022, one more than is received is resolved late."""
    late = agreed.ledger[LATE].quantity.value

    worse = cchc.what_if(agreed, {LATE: int(late) + 1})
    better = cchc.what_if(worse.after, {LATE: int(late)})
    other = cchc.what_if(worse.after, {LATE: int(late) + 2})

    assert agreed.findings == ()
    assert {before for before, _ in worse.findings} == {None}
    assert {after for _, after in better.findings} == {None}
    assert better.after.findings == ()
    assert any(before and after for before, after in other.findings)


def test_what_is_as_it_was_moves_nothing(agreed):
    same = cchc.what_if(agreed, {LATE: int(agreed.ledger[LATE].quantity.value)})

    assert (same.numbers, same.verdicts, same.findings) == ((), (), ())
    assert "Không số nào thay đổi." in str(same)
    assert same.frame.empty


@given(st.integers(0, 10**6))
@settings(max_examples=8)
def test_to_suppose_and_to_suppose_back_is_to_have_supposed_nothing(agreed, number):
    was = int(agreed.ledger[LATE].quantity.value)
    back = cchc.what_if(cchc.what_if(agreed, {LATE: number}).after, {LATE: was}).after

    assert {k: v.quantity for k, v in back.ledger.items()} == {
        k: v.quantity for k, v in agreed.ledger.items()
    }


def test_no_file_is_written_and_the_review_stays_as_it_was(tmp_path):
    review = agreeing().review(tmp_path)
    files = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    frame = review.folder.figures.copy()

    cchc.what_if(review, {LATE: 999, ("schools", 2022, "district"): None})

    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == files
    assert review.folder.figures.equals(frame)


def test_the_frame_has_a_row_a_number_and_the_page_says_nothing_is_written(agreed):
    supposed = cchc.what_if(agreed, {LATE: 999})

    assert supposed.frame.iloc[0].tolist()[:3] == ["dossiers_resolved_late", "district", "2022"]
    assert len(supposed.frame) == len(supposed.numbers)
    assert "GIẢ ĐỊNH" in str(supposed) and "không tệp nào trong data/ bị sửa" in str(supposed)
    assert "DỮ LIỆU MINH HỌA" in str(supposed)


def test_every_change_that_cannot_be_supposed_is_named_at_once(tmp_path):
    data = agreeing().write(tmp_path)
    changes = {
        ("on_time_share_resolved", 2022, "all"): 1,
        ("schoolss", 2022, "district"): 1,
        ("schools", 2019, "district"): 1,
        ("schools", 2022, "commune"): 1,
        ("schools", 2021, "district"): 1.5,
        ("satisfaction_share", 2022, "all"): "101",
    }

    with pytest.raises(UsageError) as error:
        cchc.what_if(UNIT, changes, data)

    assert [fault.what for fault in error.value.faults] == [
        "'on_time_share_resolved' được tính từ số khác, không giả định thẳng được",
        "'schoolss' không có trong danh mục chỉ tiêu",
        "huyện Minh Họa 01 không có kỳ '2019'",
        "chỉ tiêu 'schools' không có cấp 'commune'",
        "'1.5' không phải số nguyên",
        "'101' lớn hơn 100",
    ]
