"""Shares that cannot be, and shares that look wrongly written."""

import pytest

from reconciled import IMPOSSIBLE, found, numbers, the_one


def of(level: str, **values: str) -> list[tuple]:
    """Figures of one level for 2022; "over 80" carries its qualifier."""
    split = ((code, *text.rpartition(" ")) for code, text in values.items())
    return [(code, "2022", level, value, qualifier) for code, qualifier, _, value in split]


def test_more_tasks_done_than_planned_cannot_be():
    finding = the_one("share_exceeds_whole", *of("district", plan_tasks="10", plan_tasks_done="12"))

    assert finding.message == (
        "Cấp huyện, năm 2022: tỷ lệ hoàn thành nhiệm vụ trong kế hoạch tính ra 12/10 = 120%, lớn"
        " hơn 100% (12 nhiệm vụ trong kế hoạch đã hoàn thành; 10 nhiệm vụ trong kế hoạch cải cách"
        " hành chính)." + IMPOSSIBLE
    )
    assert numbers(finding) == ("block", "district", "2022", 100, 120, 20)


def test_something_of_nothing_cannot_be():
    finding = the_one("share_exceeds_whole", *of("district", plan_tasks="0", plan_tasks_done="12"))

    assert finding.message == (
        "Cấp huyện, năm 2022: 12 nhiệm vụ trong kế hoạch đã hoàn thành; 0 nhiệm vụ trong kế hoạch"
        " cải cách hành chính. Không có toàn bộ mà lại có phần, nên không tính được tỷ lệ hoàn"
        " thành nhiệm vụ trong kế hoạch." + IMPOSSIBLE
    )
    assert (finding.severity, finding.expected, finding.found) == ("block", 0, 12)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(of("district", plan_tasks="10", plan_tasks_done="10"), id="exactly all"),
        pytest.param(of("district", plan_tasks="0", plan_tasks_done="0"), id="nothing of nothing"),
        pytest.param(of("district", plan_tasks_done="12"), id="no whole"),
        pytest.param(of("district", plan_tasks="over 10", plan_tasks_done="12"), id="over 10"),
        pytest.param(of("district", plan_tasks="at_least 0", plan_tasks_done="12"), id="from 0"),
        pytest.param(of("district", plan_tasks="0", plan_tasks_done="at_most 9"), id="at most 9"),
        pytest.param(
            of("all", public_service_accounts="300", households="200"),
            id="150 accounts for 100 households is no share",
        ),
        pytest.param(
            of("district", bodies_to_inspect="4", bodies_inspected="6"),
            id="more inspected than planned is no share",
        ),
    ],
)
def test_what_may_be_more_than_its_whole_is_left_alone(rows):
    assert found("share_exceeds_whole", *rows) == []


def test_what_a_part_above_its_whole_says_is_not_said_again_of_each_share():
    rows = of("district", dossiers_received="100", dossiers_resolved_in_time="120")

    assert found("share_exceeds_whole", *rows) == []
    assert the_one("parts_exceed_whole", *rows).difference == 20


def test_shares_on_time_and_late_cannot_make_more_than_all():
    finding = the_one(
        "shares_exceed_hundred",
        *of("district", dossiers_on_time_share_stated="97", dossiers_late_share_stated="4.5"),
    )

    assert finding.message == (
        "Cấp huyện, năm 2022: tỷ lệ hồ sơ đúng hạn ghi trong báo cáo (97%) + tỷ lệ hồ sơ trễ hạn"
        " ghi trong báo cáo (4,5%) = 101,50%, lớn hơn 100%: hai tỷ lệ không cùng mẫu số, hoặc có"
        " tỷ lệ sai."
    )
    assert numbers(finding) == ("warn", "district", "2022", 100, 101.5, 1.5)


@pytest.mark.parametrize(
    ("on_time", "late"),
    [("97", "3.5"), ("99.96", "0.04"), ("97", "over 2"), ("under 99", "2")],
    ids=["rounding makes the half", "exactly all", "over 2 may be 2.5", "under 99 may be 98"],
)
def test_shares_that_rounding_or_bounds_let_through_are_left_alone(on_time, late):
    rows = of("all", dossiers_on_time_share_stated=on_time, dossiers_late_share_stated=late)

    assert found("shares_exceed_hundred", *rows) == []


def signed(**levels: str) -> list[tuple]:
    return [row for at, text in levels.items() for row in of(at, documents_signed_share=text)]


def test_a_share_of_all_lies_between_those_of_the_levels():
    finding = the_one("share_outside_levels", *signed(district="99", commune="95.5", all="99.8"))

    assert finding.message == (
        "Toàn huyện, năm 2022: tỷ lệ văn bản phát hành qua phần mềm được ký số (99,8%), không nằm"
        " giữa các cấp (cấp huyện 99%; cấp xã 95,5%)."
    )
    assert numbers(finding) == ("warn", "all", "2022", 99, 99.8, 0.8)


@pytest.mark.parametrize(
    "levels",
    [
        pytest.param({"district": "99", "commune": "95.5", "all": "96"}, id="between"),
        pytest.param({"district": "99", "commune": "95.5", "all": "99.4"}, id="99 may be 99.4"),
        pytest.param({"district": "99", "all": "100"}, id="a level is missing"),
        pytest.param({"district": "99", "commune": "over 90", "all": "100"}, id="over 90"),
        pytest.param({"district": "100", "commune": "100", "all": "100"}, id="all of them"),
    ],
)
def test_a_share_of_all_that_may_lie_between_is_left_alone(levels):
    assert found("share_outside_levels", *signed(**levels)) == []


@pytest.mark.parametrize(
    ("code", "value", "label", "meant"),
    [
        (
            "documents_signed_share",
            "0.97",
            "tỷ lệ văn bản phát hành qua phần mềm được ký số (0,97%)",
            "97%",
        ),
        ("dossiers_on_time_share_stated", "1.0", "ghi trong báo cáo (1,0%)", "100%"),
        ("dossiers_on_time_share_stated", "0.9995", "ghi trong báo cáo (0,9995%)", "99,95%"),
    ],
)
def test_a_share_that_was_written_as_a_fraction_is_asked_about(code, value, label, meant):
    finding = the_one("share_looks_like_fraction", *of("district", **{code: value}))

    assert finding.message.startswith("Cấp huyện, năm 2022: tỷ lệ ")
    assert finding.message.endswith(
        f"{label}; có thể là {meant} viết dạng thập phân. Tỷ lệ phải ghi theo phần trăm."
    )
    assert (finding.severity, finding.expected) == ("warn", float(value) * 100)


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("documents_signed_share", "97"),
        ("documents_signed_share", "1"),
        ("documents_signed_share", "0"),
        ("documents_signed_share", "1.5"),
        ("dossiers_late_share_stated", "0.04"),
    ],
)
def test_a_share_that_may_be_that_small_is_left_alone(code, value):
    assert found("share_looks_like_fraction", *of("district", **{code: value})) == []


def test_a_small_share_that_its_parts_confirm_is_left_alone():
    rows = of("district", dossiers_resolved_in_time="1", dossiers_resolved_late="199")
    rows += of("district", dossiers_on_time_share_stated="0.50")

    assert found("share_looks_like_fraction", *rows) == []
