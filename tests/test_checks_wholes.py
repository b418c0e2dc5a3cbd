"""Parts against their wholes: what cannot all be true, and what is left unexplained."""

import pytest

from reconciled import IMPOSSIBLE, found, numbers, the_one


def district(**values: str) -> list[tuple]:
    """Figures of the district for 2022; a text "at_least 100" carries its qualifier."""
    rows = []
    for code, text in values.items():
        qualifier, _, value = text.rpartition(" ")
        rows.append((code, "2022", "district", value, qualifier))
    return rows


@pytest.mark.parametrize(
    ("figures", "whole", "parts", "message"),
    [
        pytest.param(
            {
                "dossiers_received": "100",
                "dossiers_resolved_in_time": "95",
                "dossiers_resolved_late": "10",
            },
            100,
            105,
            "Cấp huyện, năm 2022: 95 hồ sơ giải quyết trước hạn và đúng hạn + 10 hồ sơ giải quyết"
            " quá hạn = 105 hồ sơ, nhiều hơn 5 hồ sơ so với 100 hồ sơ tiếp nhận.",
            id="resolved within received",
        ),
        pytest.param(
            {"dossiers_pending": "48", "dossiers_pending_overdue": "49"},
            48,
            49,
            "Cấp huyện, năm 2022: 49 hồ sơ đang giải quyết quá hạn nhiều hơn 1 hồ sơ so với 48 hồ"
            " sơ đang giải quyết.",
            id="one part alone",
        ),
        pytest.param(
            {"dossiers_pending": "0", "dossiers_pending_in_time": "3"},
            0,
            3,
            "Cấp huyện, năm 2022: 3 hồ sơ đang giải quyết trong hạn nhiều hơn 3 hồ sơ so với 0 hồ"
            " sơ đang giải quyết.",
            id="a part of nothing",
        ),
        pytest.param(
            {
                "procedures_total": "275",
                "procedures_online_level_3": "130",
                "procedures_online_level_4": "148",
            },
            275,
            278,
            "Cấp huyện, năm 2022: 130 thủ tục cung cấp trực tuyến mức độ 3 + 148 thủ tục cung cấp"
            " trực tuyến mức độ 4 = 278 thủ tục, nhiều hơn 3 thủ tục so với 275 thủ tục hành chính"
            " thuộc thẩm quyền.",
            id="levels 3 and 4 exclude each other",
        ),
        pytest.param(
            {
                "procedures_total": "20",
                "procedures_online_partial": "15",
                "procedures_online_full": "8",
            },
            20,
            23,
            "Cấp huyện, năm 2022: 15 thủ tục cung cấp dịch vụ công trực tuyến một phần + 8 thủ tục"
            " cung cấp dịch vụ công trực tuyến toàn trình = 23 thủ tục, nhiều hơn 3 thủ tục so với"
            " 20 thủ tục hành chính thuộc thẩm quyền.",
            id="partly and fully online exclude each other",
        ),
        pytest.param(
            {
                "staff_qualified": "50",
                "staff_master": "7",
                "staff_university": "40",
                "staff_college": "4",
            },
            50,
            51,
            "Cấp huyện, năm 2022: trình độ thạc sĩ (7 người) + trình độ đại học (40 người) + trình"
            " độ cao đẳng (4 người) = 51 người, nhiều hơn 1 người so với cán bộ, công chức, viên"
            " chức có trình độ từ trung cấp trở lên (50 người).",
            id="some parts already exceed the whole",
        ),
        pytest.param(
            {
                "dossiers_received": "100",
                "dossiers_resolved_in_time": "at_least 95",
                "dossiers_resolved_late": "10",
            },
            100,
            105,
            "Cấp huyện, năm 2022: hồ sơ giải quyết trước hạn và đúng hạn (từ 95 hồ sơ trở lên) + 10"
            " hồ sơ giải quyết quá hạn = từ 105 hồ sơ trở lên, nhiều hơn 5 hồ sơ so với 100 hồ sơ"
            " tiếp nhận.",
            id="a lower bound that is too great already",
        ),
    ],
)
def test_parts_that_are_together_greater_than_their_whole_cannot_be(figures, whole, parts, message):
    finding = the_one("parts_exceed_whole", *district(**figures))

    assert finding.message == message + IMPOSSIBLE
    assert numbers(finding) == ("block", "district", "2022", whole, parts, parts - whole)
    assert finding.places == ("bc-thu: I",)


@pytest.mark.parametrize(
    "figures",
    [
        pytest.param(
            {
                "dossiers_received": "105",
                "dossiers_resolved_in_time": "95",
                "dossiers_resolved_late": "10",
            },
            id="exactly the whole",
        ),
        pytest.param(
            {
                "dossiers_received": "at_least 100",
                "dossiers_resolved_in_time": "95",
                "dossiers_resolved_late": "10",
            },
            id="from 100 upwards may be 105",
        ),
        pytest.param(
            {
                "dossiers_received": "about 100",
                "dossiers_resolved_in_time": "95",
                "dossiers_resolved_late": "10",
            },
            id="about 100 may be 105",
        ),
        pytest.param(
            {
                "dossiers_received": "100",
                "dossiers_resolved_in_time": "at_most 95",
                "dossiers_resolved_late": "10",
            },
            id="at most 95 may be 90",
        ),
        pytest.param(
            {"dossiers_resolved_in_time": "95", "dossiers_resolved_late": "10"},
            id="no whole is stated",
        ),
        pytest.param({"dossiers_received": "0", "dossiers_resolved_in_time": "0"}, id="nothing"),
        pytest.param(
            {
                "procedures_total": "275",
                "procedures_online_level_4": "200",
                "procedures_online_full": "200",
            },
            id="two vocabularies for the same procedures",
        ),
    ],
)
def test_parts_that_may_fit_into_their_whole_are_no_contradiction(figures):
    assert found("parts_exceed_whole", *district(**figures)) == []
    assert found("part_exceeds_whole", *district(**figures)) == []
    assert found("share_exceeds_whole", *district(**figures)) == []


@pytest.mark.parametrize(
    ("figures", "message"),
    [
        pytest.param(
            {"departments": "11", "it_departments": "12"},
            "Cấp huyện, năm 2022: cơ quan chuyên trách về công nghệ thông tin (12 phòng, ban) nhiều"
            " hơn 1 phòng, ban so với cơ quan chuyên môn thuộc Ủy ban nhân dân (11 phòng, ban).",
            id="of the same kind",
        ),
        pytest.param(
            {"dossiers_received": "10", "dossiers_pending": "11", "dossiers_resolved": "0"},
            "Cấp huyện, năm 2022: 11 hồ sơ đang giải quyết nhiều hơn 1 hồ sơ so với 10 hồ sơ tiếp"
            " nhận.",
            id="and not said again as a sum",
        ),
    ],
)
def test_a_part_that_is_greater_than_its_whole_cannot_be(figures, message):
    finding = the_one("part_exceeds_whole", *district(**figures))

    assert finding.message == message + IMPOSSIBLE
    assert (finding.severity, finding.difference) == ("block", 1)
    assert found("parts_exceed_whole", *district(**figures)) == []


def test_a_household_with_a_wallet_has_at_least_one_account():
    rows = [("wallet_households", "2022", "all", "500"), ("wallet_accounts", "2022", "all", "450")]

    assert the_one("parts_exceed_whole", *rows).message == (
        "Toàn huyện, năm 2022: 500 hộ có ví điện tử nhiều hơn 50 hộ so với 450 tài khoản ví điện"
        " tử." + IMPOSSIBLE
    )


def test_a_contradiction_of_one_level_is_not_told_again_for_all_levels():
    fine = [("dossiers_pending", "2022", "district", "9")]
    fine += [("dossiers_pending_overdue", "2022", "district", "2")]
    wrong = [("dossiers_pending", "2022", "commune", "5")]
    wrong += [("dossiers_pending_overdue", "2022", "commune", "20")]

    finding = the_one("parts_exceed_whole", *fine, *wrong)

    assert (finding.level, finding.difference) == ("commune", 15)
    assert found("share_exceeds_whole", *fine, *wrong) == []


def test_a_total_that_is_reported_too_small_contradicts_the_parts_of_all_levels():
    rows = [
        ("dossiers_received", "2022", "district", "100"),
        ("dossiers_received", "2022", "commune", "100"),
        ("dossiers_received", "2022", "all", "150"),
        ("dossiers_resolved_in_time", "2022", "district", "90"),
        ("dossiers_resolved_in_time", "2022", "commune", "90"),
    ]

    finding = the_one("parts_exceed_whole", *rows)

    assert (finding.level, finding.expected, finding.found) == ("all", 150, 180)


def test_a_remainder_names_what_is_missing_and_counts_it_as_nothing():
    finding = the_one(
        "unexplained_remainder",
        ("dossiers_received", "2022", "district", "5300", "", "II.2"),
        ("dossiers_resolved_in_time", "2022", "district", "5137", "", "II.2"),
        ("dossiers_resolved_late", "2022", "district", "43", "", "II.3"),
        ("dossiers_pending_in_time", "2022", "district", "48", "", "II.4"),
    )

    assert finding.message == (
        "Cấp huyện, năm 2022: 5.300 hồ sơ tiếp nhận − 5.137 hồ sơ giải quyết trước hạn và đúng hạn"
        " − 43 hồ sơ giải quyết quá hạn − 48 hồ sơ đang giải quyết trong hạn = 72 hồ sơ chưa rõ."
        " Nguồn không nêu: hồ sơ đang giải quyết quá hạn; hồ sơ dừng giải quyết, trả lại hoặc rút."
    )
    assert numbers(finding) == ("warn", "district", "2022", 5300, 5228, -72)
    assert finding.places == ("bc-thu: II.2", "bc-thu: II.3", "bc-thu: II.4")


def test_a_remainder_with_nothing_missing_stands_alone():
    finding = the_one(
        "unexplained_remainder",
        *district(
            dossiers_received="100",
            dossiers_resolved="90",
            dossiers_pending="6",
            dossiers_withdrawn="1",
        ),
    )

    assert finding.message == (
        "Cấp huyện, năm 2022: 100 hồ sơ tiếp nhận − 90 hồ sơ đã giải quyết − 6 hồ sơ đang giải"
        " quyết − 1 hồ sơ dừng giải quyết, trả lại hoặc rút = 3 hồ sơ chưa rõ."
    )
    assert (finding.severity, finding.difference) == ("warn", -3)


def test_parts_that_are_all_stated_must_reach_their_whole():
    finding = the_one(
        "unexplained_remainder",
        *district(
            posts_total="1090",
            posts_administrative="57",
            posts_other_public_units="43",
            posts_education="985",
        ),
    )

    assert finding.message == (
        "Cấp huyện, năm 2022: 1.090 biên chế và số lượng người làm việc được giao − 57 biên chế"
        " công chức hành chính được giao − số lượng người làm việc được giao, sự nghiệp khác (43"
        " biên chế) − số lượng người làm việc được giao, sự nghiệp giáo dục (985 biên chế) = 5 biên"
        " chế chưa rõ."
    )
    assert (finding.severity, finding.difference) == ("warn", -5)


def test_where_the_main_part_is_not_stated_there_is_only_something_to_note():
    finding = the_one(
        "unexplained_remainder", *district(dossiers_received="100", dossiers_pending="6")
    )

    assert finding.message == (
        "Cấp huyện, năm 2022: 100 hồ sơ tiếp nhận − 6 hồ sơ đang giải quyết = 94 hồ sơ chưa rõ."
        " Nguồn không nêu: hồ sơ đã giải quyết; hồ sơ dừng giải quyết, trả lại hoặc rút."
    )
    assert finding.severity == "note"


@pytest.mark.parametrize(
    "figures",
    [
        pytest.param({"dossiers_received": "100"}, id="no part is stated"),
        pytest.param(
            {"posts_total": "1085", "posts_administrative": "57", "posts_education": "985"},
            id="a part of a whole without leaks is not stated",
        ),
        pytest.param(
            {"dossiers_received": "100", "dossiers_resolved": "90", "dossiers_pending": "10"},
            id="everything is there",
        ),
        pytest.param(
            {
                "dossiers_received": "about 100",
                "dossiers_resolved": "90",
                "dossiers_pending": "6",
                "dossiers_withdrawn": "0",
            },
            id="about 100 may be 96",
        ),
        pytest.param(
            {"dossiers_received": "100", "dossiers_resolved": "over 90"},
            id="more than 90 may be 100",
        ),
    ],
)
def test_what_may_be_the_whole_leaves_no_remainder(figures):
    assert found("unexplained_remainder", *district(**figures)) == []


def test_a_remainder_of_all_levels_is_told_where_the_levels_do_not_tell_it():
    levels = [("dossiers_received", "2022", "district", "40")]
    levels += [("dossiers_received", "2022", "commune", "60")]
    only_for_all = [("dossiers_resolved", "2022", "all", "90")]
    own = [("dossiers_resolved", "2022", "district", "36")]
    own += [("dossiers_resolved", "2022", "commune", "54")]

    told = [f.level for f in found("unexplained_remainder", *levels, *only_for_all)]
    told_by_level = [f.level for f in found("unexplained_remainder", *levels, *own)]

    assert told == ["all"]
    assert sorted(told_by_level) == ["commune", "district"]


def test_a_remainder_of_both_years_is_told_where_the_years_do_not_tell_it():
    span = [("dossiers_received", "2021-2022", "district", "900")]
    span += [("dossiers_resolved", "2021-2022", "district", "800")]
    years = [("dossiers_received", year, "district", "450") for year in ("2021", "2022")]

    assert the_one("unexplained_remainder", *span).difference == -100
    assert found("unexplained_remainder", *span, *years) == []
