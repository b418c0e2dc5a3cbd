"""What makes the change between the two years mean nothing: jumps and part-years."""

from datetime import date

import pytest

from reconciled import found, numbers, the_one

UNEXPLAINED = (
    " Biến động lớn như vậy thường do thay đổi phạm vi hoặc cách thống kê; không so sánh được cho"
    " đến khi có giải trình (ghi “giải trình: …” ở cột note của số năm sau)."
)


def both(code: str, first: str, second: str, level: str = "district") -> list[tuple]:
    return [(code, "2021", level, first), (code, "2022", level, second)]


def test_a_count_that_falls_to_a_third_is_too_large_a_change():
    finding = the_one("too_large_change", *both("dossiers_received", "47328", "7043", "commune"))

    assert finding.message == (
        "Cấp xã, năm 2022 so với năm 2021: hồ sơ tiếp nhận 47.328 → 7.043 (giảm 85,12%)."
        + UNEXPLAINED
    )
    assert numbers(finding) == ("warn", "commune", "2022", 47328, 7043, -40285)
    assert finding.incomparable == {("dossiers_received", "commune")}


def test_changes_of_one_area_and_level_are_told_together():
    rows = both("legal_bookcase_readings", "50", "520") + both("legal_club_sessions", "0", "100")

    finding = the_one("too_large_change", *rows)

    assert finding.message == (
        "Cấp huyện, năm 2022 so với năm 2021: sinh hoạt Câu lạc bộ pháp luật 0 → 100; lượt xem Tủ"
        " sách pháp luật 50 → 520 (tăng 940%)." + UNEXPLAINED
    )
    assert (finding.expected, finding.found) == (None, None)
    assert {code for code, _ in finding.incomparable} == {
        "legal_bookcase_readings",
        "legal_club_sessions",
    }


def test_a_share_that_moves_by_more_than_thirty_points_is_too_large_a_change():
    finding = the_one("too_large_change", *both("documents_signed_share", "60", "99.5"))

    assert finding.message == (
        "Cấp huyện, năm 2022 so với năm 2021: tỷ lệ văn bản phát hành qua phần mềm được ký số 60%"
        " → 99,5% (tăng 39,50 điểm phần trăm)." + UNEXPLAINED
    )
    assert finding.difference == 39.5


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(both("legal_conferences", "30", "99"), id="less than a hundred"),
        pytest.param(both("dossiers_received", "300", "101"), id="not quite a third"),
        pytest.param(both("dossiers_received", "0", "0"), id="nothing"),
        pytest.param(both("dossiers_received", "0", "99"), id="from nothing to little"),
        pytest.param(both("documents_signed_share", "60", "90"), id="thirty points"),
        pytest.param([("dossiers_received", "2022", "district", "9000")], id="one year"),
        pytest.param(
            both("communes", "8", "8", "commune")
            + both("communes_with_scanner", "2", "8", "commune"),
            id="a share of eight communes moves when a commune does",
        ),
        pytest.param(
            both("dossiers_on_time_share_stated", "90", "40"),
            id="a rate of the source is compared with its parts",
        ),
        pytest.param(
            both("ecommerce_seller_accounts", "0", "1", "all")
            + both("households", "2", "2", "all"),
            id="500 accounts per 1.000 households are one account",
        ),
        pytest.param(
            both("dossiers_received", "150", "160") + both("dossiers_pending", "1", "2"),
            id="little by little",
        ),
    ],
)
def test_changes_that_may_be_real_are_left_alone(rows):
    assert found("too_large_change", *rows) == []


def test_what_all_levels_jump_by_is_told_where_it_comes_from():
    rows = both("dossiers_received", "47328", "7043", "commune")
    rows += both("dossiers_received", "3470", "5300", "district")

    finding = the_one("too_large_change", *rows)

    assert finding.level == "commune"
    assert finding.incomparable == {("dossiers_received", "commune"), ("dossiers_received", "all")}


def test_what_is_computed_from_a_figure_that_jumps_means_nothing_either():
    rows = both("ecommerce_seller_accounts", "80", "1500", "all")

    finding = the_one("too_large_change", *rows, *both("households", "9000", "9100", "all"))

    assert "trên 1.000 hộ" not in finding.message
    assert finding.incomparable == {
        ("ecommerce_seller_accounts", "all"),
        ("ecommerce_seller_accounts_per_1000_households", "all"),
    }


def test_an_explanation_stands_behind_a_sentence_as_a_sentence():
    key = ("dossiers_received", "2022", "commune")
    rows = both("dossiers_received", "47328", "7043", "commune")
    rows += both("dossiers_received", "3470", "5300", "district")
    finding = the_one("too_large_change", *rows, notes={key: "giải trình: không tính chứng thực"})
    assert finding.message.endswith("(giảm 85,12%). Giải trình: không tính chứng thực.")


def test_an_explained_change_is_a_note_that_quotes_the_explanation():
    key = ("dossiers_received", "2022", "commune")
    rows = both("dossiers_received", "47328", "7043", "commune")
    rows += both("dossiers_received", "3470", "5300", "district")

    finding = the_one(
        "too_large_change", *rows, notes={key: "Giải trình: từ 2022 không tính chứng thực."}
    )

    assert finding.message == (
        "Cấp xã, năm 2022 so với năm 2021: hồ sơ tiếp nhận 47.328 → 7.043 (giảm 85,12%). Giải"
        " trình: từ 2022 không tính chứng thực."
    )
    assert (finding.severity, finding.incomparable) == ("note", frozenset())


def years(*ends: tuple[date | None, bool]):
    starts = (date(2021, 1, 1), date(2022, 1, 1))
    return [
        (year, start, end, complete)
        for year, start, (end, complete) in zip(("2021", "2022"), starts, ends, strict=True)
    ]


WHOLE = (date(2021, 12, 31), True)


@pytest.mark.parametrize(
    ("end", "complete", "words"),
    [
        (None, False, "nguồn không nêu kỳ 2022 tính đến ngày nào"),
        (date(2022, 9, 30), False, "kỳ 2022 tính đến 30/09/2022"),
        (
            date(2022, 9, 30),
            True,
            "kỳ 2022 ghi là đủ năm nhưng chỉ từ 01/01/2022 đến 30/09/2022",
        ),
    ],
)
def test_a_part_year_is_not_compared_with_a_whole_one(end, complete, words):
    rows = both("dossiers_received", "100", "90") + both("schools", "34", "33")

    finding = the_one("part_year", *rows, periods=years(WHOLE, (end, complete)))

    assert finding.message == (
        f"Kỳ báo cáo 2022 chưa đủ năm ({words}). Số đếm trong kỳ (hồ sơ, cuộc, văn bản…) vì vậy"
        " không so sánh được với số của cả năm; tỷ lệ và số có tại một thời điểm vẫn được so sánh."
    )
    assert (finding.severity, finding.period) == ("note", "2022")
    assert ("dossiers_received", "district") in finding.incomparable
    assert ("schools", "district") not in finding.incomparable


@pytest.mark.parametrize(
    ("rows", "periods"),
    [
        pytest.param(
            both("dossiers_received", "9", "9"),
            years(WHOLE, (date(2022, 12, 31), True)),
            id="whole",
        ),
        pytest.param(
            both("dossiers_received", "9", "9"),
            years(WHOLE, (date(2022, 12, 27), True)),
            id="a year that closes some days early",
        ),
        pytest.param(
            both("schools", "34", "33"), years(WHOLE, (None, False)), id="standing counts only"
        ),
    ],
)
def test_where_nothing_is_cut_short_there_is_nothing_to_note(rows, periods):
    assert found("part_year", *rows, periods=periods) == []


def test_two_part_years_are_both_named():
    cut = years((date(2021, 6, 30), False), (date(2022, 6, 30), False))

    assert the_one(
        "part_year", *both("dossiers_received", "9", "9"), periods=cut
    ).message.startswith(
        "Kỳ báo cáo 2021 và 2022 chưa đủ năm (kỳ 2021 tính đến 30/06/2021; kỳ 2022 tính đến"
        " 30/06/2022)."
    )
