"""A unit judged: two years side by side, changes, targets, findings, in one frozen review."""

from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest

from cchc.errors import CchcError, UsageError
from cchc.ledger import Key
from cchc.review import build_review, load_review
from invented import COMMUNES, PROVINCE, UNIT, Figure, agreeing, commune

UNSPOILT = agreeing()


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return UNSPOILT.write(tmp_path_factory.mktemp("unspoilt"))


@pytest.fixture(scope="module")
def review(data):
    return load_review(UNIT, 2021, 2022, data)


def line(review, code: str, level: str):
    [found] = [x for x in review.lines if (x.indicator.code, x.level) == (code, level)]
    return found


def test_a_line_holds_both_years_the_change_and_what_is_asked(review):
    online = line(review, "procedures_online_share", "commune")

    assert (online.first.numerator, online.second.numerator) == (80, 90)
    assert float(online.change) == pytest.approx(9000 / 130 - 8000 / 140)
    assert [target.id for target in online.targets] == ["online-2023", "online-2025"]
    assert (online.goal.id, online.verdict, online.is_comparable) == (
        "online-2025",
        "not_due",
        True,
    )


def test_a_number_of_one_year_only_has_no_change(tmp_path):
    once = [figure for figure in UNSPOILT.figures if figure[:2] != ("paperless_meetings", "2021")]

    meetings = line(
        replace(UNSPOILT, figures=tuple(once)).review(tmp_path), "paperless_meetings", "all"
    )

    assert (meetings.first, meetings.change) == (None, None)
    assert meetings.second.quantity.value == 4


def test_lines_come_by_area_in_the_order_of_the_catalogue(review):
    codes = [x.indicator.code for x in review.lines]
    order = {code: place for place, code in enumerate(review.catalogue)}

    assert codes == sorted(codes, key=order.get)
    assert {x.indicator.area for x in review.area("procedures")} == {"procedures"}
    with pytest.raises(KeyError):
        review.area("procedure")


def test_what_belongs_to_neither_year_is_found_apart(review):
    periods = {key.period for key, _ in review.others("organisation")}

    assert periods == {"2020", "2021-2022", "2022-M12"}


def test_the_review_knows_its_span_and_stays_as_it_is(review):
    assert (review.span, review.first, review.second) == ("2021-2022", "2021", "2022")
    assert not review.is_blocked
    with pytest.raises(FrozenInstanceError):
        review.first = "2020"


@pytest.mark.parametrize(
    ("old", "new", "day"),
    [
        ("2022,2022-01-01,2022-12-31,yes", "2022,2022-01-01,2022-10-31,no", date(2022, 10, 31)),
        ("2022,2022-01-01,2022-12-31,yes", "2022,2022-01-01,,no", date(2022, 11, 8)),
    ],
    ids=["the end of the period", "the day of the request where no end is stated"],
)
def test_targets_are_judged_as_of_a_day_that_is_known(tmp_path, old, new, day):
    assert UNSPOILT.changing("periods", old, new).review(tmp_path).as_of == day


def test_a_target_whose_day_comes_after_the_period_is_not_missed(tmp_path):
    early = UNSPOILT.changing(
        "periods", "2022,2022-01-01,2022-12-31,yes", "2022,2022-01-01,2022-12-30,no"
    )

    assert line(early.review(tmp_path), "satisfaction_share", "all").verdict == "not_due"


def test_a_part_year_makes_counts_and_not_shares_incomparable(tmp_path):
    cut = UNSPOILT.changing("periods", "2022,2022-01-01,2022-12-31,yes", "2022,2022-01-01,,no")

    review = cut.review(tmp_path)

    assert not line(review, "dossiers_received", "commune").is_comparable
    assert line(review, "on_time_share_resolved", "commune").is_comparable
    assert line(review, "schools", "district").is_comparable


def test_figures_that_cannot_be_block_the_review(tmp_path):
    review = UNSPOILT.stating("communes_with_scanner", "2022", "commune", 4).review(tmp_path)

    assert review.is_blocked
    assert review.findings[0].severity == "block"


@pytest.mark.parametrize(
    ("first", "second"), [(2022, 2021), (2022, 2022), (1, 2), ("x", 2022), (2021, 9999)]
)
def test_years_that_are_no_two_years_in_order_are_refused(data, first, second):
    with pytest.raises(UsageError) as refused:
        load_review(UNIT, first, second, data)

    assert refused.value.faults[0].what == (
        f"hai năm {first!r} và {second!r} không lập thành kỳ đánh giá"
    )


def test_without_years_those_of_the_mandate_are_reviewed(data):
    assert load_review(UNIT, 0, 0, data).span == "2021-2022"


def test_a_year_that_is_no_period_of_the_unit_is_named(data):
    with pytest.raises(CchcError) as refused:
        load_review(UNIT, 2022, 2023, data)

    [fault] = refused.value.faults
    assert fault.what == "kỳ 2023 không có trong periods.csv của huyện Minh Họa 01"
    assert fault.where == f"data/{UNIT}/periods.csv"


def test_where_a_unit_has_no_periods_there_are_none_to_choose_from(tmp_path):
    data = agreeing().write(tmp_path)
    for name in ("periods.csv", "figures.csv"):
        path = data / UNIT / name
        path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    with pytest.raises(CchcError) as refused:
        load_review(UNIT, 2021, 2022, data)
    assert [fault.mend for fault in refused.value.faults] == [
        "thêm dòng của kỳ 2021",
        "thêm dòng của kỳ 2022",
    ]


def test_an_unknown_unit_is_a_usage_error(data):
    with pytest.raises(UsageError):
        load_review("huyen-minh-hoa-99", 2021, 2022, data)


def test_a_unit_belongs_to_what_is_above_it(review):
    assert review.folder.lineage == (UNIT, PROVINCE)


def test_a_target_of_the_province_holds_for_its_districts(tmp_path):
    stricter = replace(
        UNSPOILT,
        targets=UNSPOILT.targets
        + f"online-here,{PROVINCE},procedures_online_share,all,>=,60,2024-12-31,5/MH,,no,\n",
    )

    online = line(stricter.review(tmp_path), "procedures_online_share", "commune")

    assert [target.id for target in online.targets] == ["online-2023", "online-here", "online-2025"]


def test_communes_with_folders_are_read_and_the_others_are_not_missed(tmp_path):
    one = commune(COMMUNES[0], Figure("dossiers_received", "2022", "commune", "3100"))

    review = replace(UNSPOILT, beside=(one,)).review(tmp_path)

    assert [*review.communes] == [COMMUNES[0]]
    assert review.findings == ()
    assert f"{COMMUNES[0]}/figures.csv" in {entry.path for entry in review.inputs}


def test_a_review_is_a_pure_function_of_what_was_read(review):
    again = build_review(review.folder, "2021", "2022")

    assert again.findings == review.findings
    assert again.lines == review.lines
    assert again.ledger == review.ledger


def test_a_number_that_nobody_states_and_no_target_asks_for_has_no_line(review):
    assert [x for x in review.lines if x.indicator.code == "dossiers_digitised_share"] == []
    assert Key("dossiers_digitised_share", "2022", "all") not in review.ledger
