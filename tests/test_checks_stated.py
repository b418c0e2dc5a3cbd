"""Rates and differences that the source worked out, against the same arithmetic done again."""

from datetime import date

import pytest

from reconciled import found, numbers, the_one

ON_TIME, LATE = "dossiers_on_time_share_stated", "dossiers_late_share_stated"
PROCESSED = {
    "dossiers_received": "5300",
    "dossiers_resolved_in_time": "5137",
    "dossiers_resolved_late": "43",
}


def of(level: str, **values: str) -> list[tuple]:
    """Figures of one level for 2022; "about 97" carries its qualifier."""
    split = ((code, *text.rpartition(" ")) for code, text in values.items())
    return [(code, "2022", level, value, qualifier) for code, qualifier, _, value in split]


def test_a_rate_that_was_cut_off_instead_of_rounded_is_found_as_that():
    rows = of(
        "commune",
        dossiers_received="47328",
        dossiers_resolved_in_time="47309",
        dossiers_resolved_late="19",
        **{ON_TIME: "99.95"},
    )

    finding = the_one("stated_differs", *rows)

    assert finding.message == (
        "Cấp xã, năm 2022: tỷ lệ hồ sơ đúng hạn ghi trong báo cáo là 99,95%, nhưng tính lại được"
        " 47.309/47.328 = 99,96% (tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn trên số đã giải"
        " quyết). Có thể phần lẻ đã bị cắt bỏ thay vì làm tròn."
    )
    assert numbers(finding) == (
        "warn", "commune", "2022", 100 * 47309 / 47328, 99.95, -0.009854632
    )  # fmt: skip


def test_a_rate_that_no_definition_gives_names_all_that_were_tried():
    finding = the_one("stated_differs", *of("district", **PROCESSED, **{LATE: "2.5"}))

    assert finding.message == (
        "Cấp huyện, năm 2022: tỷ lệ hồ sơ trễ hạn ghi trong báo cáo là 2,5%, nhưng tính lại được"
        " 43/5.180 = 0,83% (tỷ lệ hồ sơ giải quyết quá hạn trên số đã giải quyết). Các cách tính"
        " khác cũng không cho số này: tỷ lệ hồ sơ giải quyết quá hạn trên số tiếp nhận 43/5.300 ="
        " 0,81%."
    )
    assert finding.severity == "warn"


def test_the_arithmetic_is_shown_as_finely_as_the_rate_was_stated():
    rows = of("district", procedures_total="275", procedures_online_level_3="31")
    rows += of("district", procedures_online_level_4="148", procedures_online_share_stated="65.092")

    assert "là 65,092%, nhưng tính lại được 179/275 = 65,091% (" in (
        the_one("stated_differs", *rows).message
    )


@pytest.mark.parametrize("stated", ["65.1", "65.09", "65", "about 65", "over 65", "at_most 66"])
def test_a_rate_agrees_at_the_precision_and_bound_it_was_stated_with(stated):
    rows = of("district", procedures_total="275", procedures_online_level_3="31")
    rows += of("district", procedures_online_level_4="148", procedures_online_share_stated=stated)

    assert found("stated_differs", *rows) == []
    assert found("stated_by_other_definition", *rows) == []


@pytest.mark.parametrize(("stated", "agrees"), [("12.5", True), ("12.4", False), ("13", True)])
def test_a_half_is_rounded_up(stated, agrees):
    rows = of("district", procedures_total="8", procedures_online_level_3="0")
    rows += of("district", procedures_online_level_4="1", procedures_online_share_stated=stated)

    assert (found("stated_differs", *rows) == []) == agrees


def test_a_half_is_not_rounded_down():
    rows = of("district", procedures_total="8", procedures_online_level_3="0")
    rows += of("district", procedures_online_level_4="1", procedures_online_share_stated="12")

    assert "Có thể phần lẻ đã bị cắt bỏ" in the_one("stated_differs", *rows).message


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(of("district", **{ON_TIME: "97"}), id="no parts"),
        pytest.param(
            of("district", dossiers_received="0", dossiers_resolved_in_time="0", **{ON_TIME: "0"}),
            id="a share of nothing",
        ),
        pytest.param(
            of("district", dossiers_resolved_in_time="97", **{ON_TIME: "97"}), id="no whole"
        ),
    ],
)
def test_a_rate_without_its_parts_is_an_ordinary_figure(rows):
    assert found("stated_differs", *rows) == []
    assert found("stated_by_other_definition", *rows) == []


def test_the_definition_that_gives_the_stated_rate_is_named_beside_the_literal_one():
    finding = the_one("stated_by_other_definition", *of("district", **PROCESSED, **{ON_TIME: "97"}))

    assert finding.message == (
        "Cấp huyện, năm 2022: tỷ lệ hồ sơ đúng hạn ghi trong báo cáo là 97%. Số này khớp với tỷ lệ"
        " hồ sơ giải quyết trước hạn và đúng hạn trên số tiếp nhận (5.137/5.300 = 96,92%), không"
        " khớp với tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn trên số đã giải quyết (5.137/5.180"
        " = 99,17%). Cần ghi rõ mẫu số."
    )
    assert numbers(finding) == (
        "note", "district", "2022", 100 * 5137 / 5180, 97, round(97 - 100 * 5137 / 5180, 9)
    )  # fmt: skip


def test_without_the_literal_reading_another_definition_needs_no_word():
    rows = of("district", dossiers_received="5300", dossiers_resolved_in_time="5137")
    rows += of("district", **{ON_TIME: "97"})

    assert found("stated_by_other_definition", *rows) == []
    assert found("stated_differs", *rows) == []


def test_where_the_literal_reading_cannot_be_tried_nothing_is_called_wrong():
    rows = of("district", dossiers_received="5300", dossiers_resolved_in_time="5137")

    finding = the_one("stated_differs", *rows, *of("district", **{ON_TIME: "99.17"}))

    assert finding.message == (
        "Cấp huyện, năm 2022: tỷ lệ hồ sơ đúng hạn ghi trong báo cáo là 99,17%, nhưng tính lại được"
        " 5.137/5.300 = 96,92% (tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn trên số tiếp nhận)."
        " Chưa thử được tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn trên số đã giải quyết vì nguồn"
        " không nêu: hồ sơ đã giải quyết."
    )
    assert finding.severity == "note"


UNITS = (
    ("public_units", "2020", "district", "5"),
    ("public_units", "2022", "district", "4"),
    ("schools_merged", "2021-2022", "district", "5"),
)


def test_a_difference_that_only_another_reading_gives_does_not_add_up():
    stated = ("public_units_reduced_stated", "2021-2022", "district", "6", "", "III.1")

    finding = the_one("stated_by_other_definition", *UNITS, stated)

    assert finding.message == (
        "Cấp huyện, giai đoạn 2021-2022: số đơn vị sự nghiệp công lập đã giảm ghi trong báo cáo là"
        " 6 đơn vị. Số này khớp với đơn vị sự nghiệp công lập giảm, cộng cả số trường sáp nhập"
        " (5 − 4 + 5 = 6), không khớp với đơn vị sự nghiệp công lập giảm so với trước kỳ (5 − 4 ="
        " 1). Cần ghi rõ cách tính."
    )
    assert numbers(finding) == ("warn", "district", "2021-2022", 1, 6, 5)
    assert finding.places == ("bc-thu: III.1", "bc-thu: I")


def test_a_difference_that_no_reading_gives_is_wrong():
    stated = ("public_units_reduced_stated", "2021-2022", "district", "3")

    finding = the_one("stated_differs", *UNITS, stated)

    assert finding.message == (
        "Cấp huyện, giai đoạn 2021-2022: số đơn vị sự nghiệp công lập đã giảm ghi trong báo cáo là"
        " 3 đơn vị, nhưng tính lại được 5 − 4 = 1 (đơn vị sự nghiệp công lập giảm so với trước kỳ)."
        " Các cách tính khác cũng không cho số này: đơn vị sự nghiệp công lập giảm, cộng cả số"
        " trường sáp nhập 5 − 4 + 5 = 6."
    )
    assert finding.difference == 2


@pytest.mark.parametrize(
    ("needed", "stated", "differs"),
    [("80", "23", 0), ("80", "24", 1), ("at_least 80", "23", 0), ("at_least 80", "30", 0)],
)
def test_posts_asked_for_are_posts_needed_less_posts_given(needed, stated, differs):
    rows = of("district", posts_administrative="57", posts_needed_administrative=needed)
    rows += of("district", posts_gap_administrative_stated=stated)

    assert len(found("stated_differs", *rows)) == differs


def test_posts_asked_for_below_a_lower_bound_are_too_few():
    rows = of("district", posts_administrative="57", posts_needed_administrative="at_least 80")
    rows += of("district", posts_gap_administrative_stated="20")

    assert the_one("stated_differs", *rows).message == (
        "Cấp huyện, năm 2022: biên chế đề nghị điều tiết ghi trong báo cáo là 20 biên chế, nhưng"
        " tính lại được từ 80 trở lên − 57 = từ 23 trở lên (biên chế công chức hành chính còn thiếu"
        " so với đề xuất)."
    )


def test_one_fact_with_two_values_names_every_place_and_the_one_that_is_used():
    rows = [
        ("dossiers_received", "2022", "district", "5300", "", "II.2", "bao-cao"),
        ("dossiers_received", "2022", "district", "5301", "", "V.1", "bao-cao"),
        ("dossiers_received", "2022", "district", "5290", "about", "trang 4", "phu-luc"),
    ]

    finding = the_one("stated_twice", *rows, written={"phu-luc": date(2023, 1, 10)})

    assert finding.message == (
        "Cấp huyện, năm 2022: hồ sơ tiếp nhận được ghi khác nhau: 5.300 hồ sơ (bao-cao: II.2);"
        " 5.301 hồ sơ (bao-cao: V.1); khoảng 5.290 hồ sơ (phu-luc: trang 4). Báo cáo này dùng"
        " khoảng 5.290 hồ sơ."
    )
    assert numbers(finding) == ("warn", "district", "2022", 5290, 5301, 11)
    assert finding.places == ("bao-cao: II.2", "bao-cao: V.1", "phu-luc: trang 4")


@pytest.mark.parametrize("again", ["97", "97.0"])
def test_one_fact_with_one_value_may_be_stated_as_often_as_it_likes(again):
    rows = [
        ("documents_signed_share", "2022", "all", "97", "", "II.2"),
        ("documents_signed_share", "2022", "all", again, "", "V.1"),
    ]

    assert found("stated_twice", *rows) == []
