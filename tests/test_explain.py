"""All that is behind one number: how it was made, from which rows, and what touches it."""

import re
from dataclasses import FrozenInstanceError

import pytest

import cchc
from cchc.bundle import BLOCKS
from cchc.errors import UsageError
from cchc.export.outputs import from_json
from cchc.ledger import Key
from cchc.page import Mark
from invented import agreeing
from sample_unit import write_data
from small_review import COMPLETE, review_of

ON_TIME = "on_time_share_resolved"


@pytest.fixture(scope="module")
def long_my(root):
    return cchc.review("huyen-long-my", data=root / "data")


@pytest.fixture(scope="module")
def agreed(tmp_path_factory):
    return agreeing().review(tmp_path_factory.mktemp("agreeing"))


def facts(explanation) -> dict[str, str]:
    """The table of how a number was made, as plain text."""
    lines = str(explanation).splitlines()
    start = lines.index("Nội dung | Giải thích") + 1
    return dict(line.split(" | ", 1) for line in lines[start : lines.index("", start)])


def test_a_share_is_explained_by_its_two_counts_and_its_interval(tmp_path):
    """65 of 100 is a published example of the Wilson interval: 55.2544 to 73.6358 percent."""
    review = review_of(
        tmp_path,
        "dossiers_resolved_in_time,2022,district,65",
        "dossiers_resolved_late,2022,district,35",
    )

    share = cchc.explain(ON_TIME, review, 2022)

    assert share.key == (ON_TIME, "2022", "district")
    assert (share.value, share.numerator, share.denominator) == (65, 65, 100)
    assert (share.low, share.high) == (pytest.approx(55.2544, 1e-5), pytest.approx(73.6358, 1e-5))
    said = facts(share)
    assert said["Công thức"] == (
        "100 × [hồ sơ giải quyết trước hạn và đúng hạn] ÷ [hồ sơ đã giải quyết]"
    )
    assert said["Thay số"] == "100 × 65 / 100 = 65%"
    assert said["Trong đó"] == "hồ sơ đã giải quyết: 65 + 35 = 100"
    assert said["Khoảng tin cậy 95%"] == "55,25% – 73,64%"
    assert said["Căn cứ"] == "01/2020/TT-VPCP, biểu II.06a"


def test_the_share_of_long_my_rests_on_the_two_rows_of_its_report(long_my):
    """II.2.2 of the report: 5.137 on time and 43 late; 5.137 + 43 = 5.180; 99,17 %."""
    share = cchc.explain(ON_TIME, long_my, 2022, "district")

    assert (share.numerator, share.denominator) == (5137, 5180)
    assert share.sources[["code", "text", "place"]].values.tolist() == [
        ["dossiers_resolved_in_time", "5137", "II.2.2"],
        ["dossiers_resolved_late", "43", "II.2.2"],
    ]
    assert facts(share)["Thay số"] == "100 × 5.137 / 5.180 = 99,17%"
    assert {finding.check for finding in share.findings} == {
        "unexplained_remainder",
        "stated_by_other_definition",
        "part_year",
    }


def test_all_levels_together_come_first_and_rest_on_the_rows_of_every_level(long_my):
    """5.137 + 6.808 = 11.945 on time and 43 + 107 = 150 late, of 12.095."""
    share = cchc.explain(ON_TIME, long_my, 2022)

    assert (share.key.level, share.numerator, share.denominator) == ("all", 11945, 12095)
    assert sorted(share.sources["value"]) == [43, 107, 5137, 6808]
    assert facts(share)["Trong đó"].split("; ") == [
        "hồ sơ giải quyết trước hạn và đúng hạn: 5.137 + 6.808 = 11.945",
        "hồ sơ đã giải quyết: 11.945 + 150 = 12.095",
        "hồ sơ giải quyết quá hạn: 43 + 107 = 150",
    ]
    assert facts(share)["Số của các cấp khác"] == "cấp huyện 99,17%; cấp xã 98,45%"


def test_a_change_against_what_stood_before_names_both_periods(long_my):
    """II.2.3: thirteen departments before, eleven now."""
    fewer = cchc.explain("departments_reduction", long_my, "2021-2022")

    assert fewer.value == 2
    assert facts(fewer)["Thay số"] == "13 − 11 = 2"
    assert fewer.sources["period"].tolist() == ["2020", "2022"]


def test_a_number_that_is_missing_names_the_terms_that_are_missing(long_my):
    share = cchc.explain("dossiers_online_share", long_my, 2022)

    assert (share.known, share.value, share.numerator, share.low) == (None, None, None, None)
    assert share.missing == (
        Key("dossiers_received_online", "2022", "all"),
        Key("dossiers_received_direct", "2022", "all"),
    )
    assert "Chưa có số liệu. Còn thiếu: hồ sơ tiếp nhận trực tuyến; hồ sơ tiếp nhận" in str(share)
    assert share.verdict == "no_data"


def test_of_a_missing_number_the_terms_that_are_there_are_shown(tmp_path):
    review = review_of(tmp_path, "dossiers_resolved_in_time,2022,district,65")

    share = cchc.explain(ON_TIME, review, 2022, "district")

    assert [key.code for key in share.missing] == ["dossiers_resolved"]
    assert facts(share)["Thay số"] == "100 × 65 / [chưa có số liệu]"
    assert share.sources["text"].tolist() == ["65"]


def test_a_stock_of_both_years_is_not_missing_where_it_is_that_of_the_last(tmp_path):
    review = review_of(tmp_path, "departments,2022,district,11")

    fewer = cchc.explain("departments_reduction", review, "2021-2022")

    assert fewer.missing == (Key("departments", "2020", "district"),)
    assert "Còn thiếu: cơ quan chuyên môn thuộc Ủy ban nhân dân, năm 2020." in str(fewer)


def test_a_figure_that_nobody_states_lacks_no_terms(long_my):
    satisfaction = cchc.explain("satisfaction_share", long_my, 2022)

    assert (satisfaction.missing, len(satisfaction.sources)) == ((), 0)
    assert "\n\nChưa có số liệu.\n\n" in str(satisfaction)
    assert [target.text for target in satisfaction.targets] == ["80", "90"]


def test_a_share_of_nothing_says_that_its_terms_do_not_make_a_number(tmp_path):
    rows = ("dossiers_resolved_in_time,2022,district,0", "dossiers_resolved_late,2022,district,0")

    share = cchc.explain(ON_TIME, review_of(tmp_path, *rows), 2022, "district")

    assert (share.known, share.missing) == (None, ())
    assert "không đủ để tính: mẫu số bằng 0" in str(share)


def test_of_several_statements_of_one_figure_the_one_that_counts_is_marked(tmp_path):
    """The annex of January 2023 is later than the report of November 2022."""
    data = write_data(tmp_path, periods_csv=COMPLETE)

    received = cchc.explain("dossiers_received", "huyen-minh-hoa-01", 2022, "district", data)

    assert received.sources[["text", "used"]].values.tolist() == [
        ["5300", False],
        ["5301", False],
        ["5290", True],
    ]
    assert received.value == 5290
    assert "stated_twice" in [finding.check for finding in received.findings]
    assert str(received).count("không dùng, có nơi khác ghi") == 2


def test_a_deduced_number_says_so_and_shows_what_forces_it(tmp_path):
    """100 resolved and 65 on time leave 35 late."""
    review = review_of(
        tmp_path,
        "dossiers_resolved,2022,district,100",
        "dossiers_resolved_in_time,2022,district,65",
    )

    late = cchc.explain("dossiers_resolved_late", review, 2022, "district")

    assert late.value == 35
    assert "Giá trị: 35† hồ sơ (số suy ra từ các số khác)." in str(late)
    assert sorted(late.sources["text"]) == ["100", "65"]


def test_targets_are_judged_by_the_second_year_only(agreed):
    """90 % was asked by the end of 2022; 88 % is not enough. 85 % in 2021 is not judged."""
    second = cchc.explain("satisfaction_share", agreed, 2022)
    first = cchc.explain("satisfaction_share", agreed, 2021)

    assert [target.id for target in second.targets] == ["satisfaction-2022"]
    assert (second.verdict, first.verdict) == ("missed", "")
    assert facts(second)["Mục tiêu"] == "từ 90% trở lên, đến 31/12/2022 (2/MH, chưa đọc lại)"
    assert facts(second)["Đánh giá"] == "không đạt"
    assert facts(first)["Đánh giá"] == "chỉ xét theo số liệu năm 2022"


def test_a_part_year_touches_the_counts_of_that_year_and_no_other(long_my):
    now = cchc.explain("dossiers_received", long_my, 2022, "district")
    before = cchc.explain("dossiers_received", long_my, 2021, "district")
    standing = cchc.explain("departments", long_my, 2022)

    assert "part_year" in [finding.check for finding in now.findings]
    assert "part_year" not in [finding.check for finding in (*before.findings, *standing.findings)]


def test_where_nothing_was_found_the_page_says_so(agreed):
    assert "Đối chiếu không phát hiện gì về số này." in str(cchc.explain("schools", agreed, 2022))


def test_a_unit_may_be_named_instead_of_its_review(root):
    named = cchc.explain("departments", "huyen-long-my", "2022", data=root / "data")

    assert (named.value, named.review.folder.unit.id) == (11, "huyen-long-my")


@pytest.mark.parametrize(
    ("asked", "what", "mend"),
    [
        (
            ("on_time_share_resolvd", 2022),
            "'on_time_share_resolvd' không có trong danh mục chỉ tiêu",
            "có phải là 'on_time_share_resolved'? Xem tất cả mã: cchc.indicators()",
        ),
        (
            (ON_TIME, 2019),
            "huyện Long Mỹ không có kỳ '2019'",
            "chọn trong các kỳ: 2020, 2021, 2022, 2020-2021, 2021-2022",
        ),
        (
            (ON_TIME, "Q1/2022"),
            "'Q1/2022' không phải là một kỳ",
            "có phải là '2022-Q1'? Viết như 2022, 2022-H1, 2022-Q3, 2022-M03 hoặc 2021-2022",
        ),
        (
            (ON_TIME, 2022, "province"),
            "chỉ tiêu 'on_time_share_resolved' không có cấp 'province'",
            "chỉ tiêu này có các cấp: district, commune, all",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_can(long_my, asked, what, mend):
    code, *rest = asked
    with pytest.raises(UsageError) as refused:
        cchc.explain(code, long_my, *rest)

    [fault] = refused.value.faults
    assert (fault.what, fault.mend) == (what, mend)


def test_an_explanation_is_a_frozen_value_that_a_terminal_shows_as_text(agreed):
    schools = cchc.explain("schools", agreed, 2022)

    assert repr(schools) == str(schools) == schools._repr_mimebundle_()[0]["text/plain"]
    with pytest.raises(FrozenInstanceError):
        schools.verdict = "met"


def test_invented_figures_are_said_to_be_invented_where_they_are_explained(agreed, long_my):
    assert str(cchc.explain("schools", agreed, 2022)).startswith("DỮ LIỆU MINH HỌA")
    assert "MINH HỌA" not in str(cchc.explain("schools", long_my, 2022))


@pytest.mark.parametrize("unit", ["agreed", "long_my"])
def test_every_indicator_can_be_explained_and_printed(unit, request):
    review = request.getfixturevalue(unit)
    last = {key.code: key for key in [*review.ledger.missing, *review.ledger]}
    for code in review.catalogue:
        _, period, level = last.get(code, (code, "2022", ""))
        explained = cchc.explain(code, review, period, level)
        bundle, metadata = explained._repr_mimebundle_()
        assert not re.search(r"\b(?:nan|inf|None|False)\b", bundle["text/plain"])
        blocks = from_json(metadata[BLOCKS])
        assert {mark.figure for mark in marks_in(blocks)} <= {str(key) for key in review.ledger}
        assert (explained.known is None) == ("Chưa có số liệu." in bundle["text/plain"])
        assert bool(explained.known) <= (len(explained.sources) > 0)


def marks_in(value):
    """Every number on a page of blocks."""
    if isinstance(value, Mark):
        yield value
        return
    parts = value if isinstance(value, tuple) else getattr(value, "__dict__", {}).values()
    for part in parts:
        yield from marks_in(part)
