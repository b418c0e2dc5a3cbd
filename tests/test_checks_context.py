"""Figures against what stands beside them: posts, departments, the register, the communes."""

from datetime import date

import pytest

from cchc.registers import Unit
from reconciled import found, numbers, the_one, unit_folder

SCOPE = " Cần làm rõ phạm vi thống kê (khối hành chính, giáo dục, cấp xã)."
COMMUNE = Unit("xa-minh-hoa-03", "", "Minh Họa 03", "xã", "commune", "", None, None, True)


def posts_and_staff(level: str, **values: str) -> list[tuple]:
    """Figures of one level for 2022; "over 80" carries its qualifier."""
    split = ((code, *text.rpartition(" ")) for code, text in values.items())
    return [(code, "2022", level, value, qualifier) for code, qualifier, _, value in split]


def test_far_fewer_staff_than_posts_are_found():
    rows = posts_and_staff("district", posts_total="1085", contracts_total="65")
    rows += posts_and_staff("all", staff_qualified="655")

    finding = the_one("staff_against_posts", *rows)

    assert finding.message == (
        "Toàn huyện, năm 2022: 655 cán bộ, công chức, viên chức có trình độ từ trung cấp trở lên,"
        " ít hơn 430 người so với 1.085 biên chế và số lượng người làm việc được giao (cấp huyện)."
        + SCOPE
    )
    assert numbers(finding) == ("warn", "all", "2022", 1085, 655, -430)


def test_more_staff_than_posts_and_contracts_together_are_found():
    rows = posts_and_staff(
        "district", posts_total="100", contracts_total="5", staff_total="108", staff_lower="3"
    )

    finding = the_one("staff_against_posts", *rows)

    assert finding.message == (
        "Cấp huyện, năm 2022: 108 cán bộ, công chức, viên chức có mặt, nhiều hơn 3 người so với 100"
        " biên chế và số lượng người làm việc được giao cộng 5 hợp đồng lao động được giao." + SCOPE
    )
    assert numbers(finding) == ("warn", "district", "2022", 105, 108, 3)


def test_contracts_that_nobody_states_are_named_and_not_counted():
    rows = posts_and_staff("district", posts_total="100", staff_total="108")

    assert the_one("staff_against_posts", *rows).message.endswith(
        "so với 100 biên chế và số lượng người làm việc được giao."
        + SCOPE
        + " Nguồn không nêu: hợp đồng lao động được giao."
    )


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            posts_and_staff("district", posts_total="100", staff_total="90"), id="nine tenths"
        ),
        pytest.param(posts_and_staff("district", posts_total="100"), id="nobody counts staff"),
        pytest.param(posts_and_staff("district", staff_total="100"), id="nobody gives posts"),
        pytest.param(
            posts_and_staff("district", posts_total="100", staff_total="over 50"), id="over 50"
        ),
        pytest.param(
            posts_and_staff("district", posts_total="100")
            + posts_and_staff("all", staff_total="250"),
            id="staff of all levels may exceed the district's posts",
        ),
        pytest.param(
            posts_and_staff("all", posts_total="250")
            + posts_and_staff("district", staff_total="95"),
            id="the district's staff may be few of all posts",
        ),
        pytest.param(
            posts_and_staff("district", posts_total="0", staff_total="0"), id="nobody at all"
        ),
    ],
)
def test_staff_that_may_fit_their_posts_are_left_alone(rows):
    assert found("staff_against_posts", *rows) == []


def test_a_commune_compares_its_own_staff_with_its_own_posts():
    rows = posts_and_staff("commune", posts_total="20", staff_total="12")

    finding = the_one("staff_against_posts", *rows, unit=COMMUNE)

    assert (finding.level, finding.difference) == ("commune", -8)


def test_bodies_that_are_no_departments_are_something_to_note():
    finding = the_one(
        "bodies_against_departments",
        ("admin_bodies", "2021", "all", "28", "", "II.5"),
        ("admin_bodies", "2021", "commune", "8", "", "II.5"),
        ("departments", "2020", "district", "13", "", "II.3"),
        ("departments", "2022", "district", "11", "", "II.3"),
    )

    assert finding.message == (
        "Cấp huyện, năm 2021: 20 cơ quan, đơn vị sử dụng kinh phí quản lý hành chính, nhiều hơn 7"
        " đơn vị so với 13 cơ quan chuyên môn thuộc Ủy ban nhân dân (năm 2020). Cần nêu rõ gồm"
        " những cơ quan, đơn vị nào."
    )
    assert numbers(finding) == ("note", "district", "2021", 13, 20, 7)
    assert finding.places == ("bc-thu: II.3", "bc-thu: II.5")


def test_fewer_bodies_than_departments_do_not_add_up():
    rows = [
        ("admin_bodies", "2022", "district", "9"),
        ("departments", "2022", "district", "11"),
    ]

    finding = the_one("bodies_against_departments", *rows)

    assert finding.message == (
        "Cấp huyện, năm 2022: 9 cơ quan, đơn vị sử dụng kinh phí quản lý hành chính, ít hơn 2 đơn"
        " vị so với 11 cơ quan chuyên môn thuộc Ủy ban nhân dân. Cần nêu rõ gồm những cơ quan, đơn"
        " vị nào."
    )
    assert (finding.severity, finding.difference) == ("warn", -2)


@pytest.mark.parametrize(
    "rows",
    [
        [("admin_bodies", "2022", "district", "11"), ("departments", "2022", "district", "11")],
        [("admin_bodies", "2022", "district", "20")],
        [("admin_bodies", "2022", "commune", "8"), ("departments", "2022", "district", "11")],
    ],
    ids=["the same", "no departments", "bodies of the communes"],
)
def test_bodies_that_may_be_the_departments_are_left_alone(rows):
    assert found("bodies_against_departments", *rows) == []


COMMUNES = (("xa-1",), ("xa-2",), ("xa-3",))


def test_communes_are_as_many_as_the_register_has():
    finding = the_one(
        "communes_against_register", ("communes", "2022", "commune", "4"), communes=COMMUNES
    )

    assert finding.message == (
        "Cấp xã, năm 2022: nguồn ghi 4 xã, thị trấn, nhưng danh mục đơn vị hành chính có 3."
    )
    assert numbers(finding) == ("warn", "commune", "2022", 3, 4, 1)


@pytest.mark.parametrize(
    ("count", "communes"),
    [
        ("3", COMMUNES),
        ("4", ()),
        ("2", (("xa-1",), ("xa-2",), ("xa-gone", "", "2022-06-30"))),
        ("2", (("xa-1",), ("xa-2",), ("xa-to-come", "2023-01-01"))),
        ("3", (("xa-1",), ("xa-2",), ("xa-last-day", "", "2022-12-31"))),
    ],
    ids=["as many", "no register", "one is gone", "one is to come", "one ends that day"],
)
def test_the_register_is_read_on_the_day_the_period_ends(count, communes):
    rows = [("communes", "2022", "commune", count)]

    assert found("communes_against_register", *rows, communes=communes) == []


def test_a_period_that_ends_early_has_the_communes_of_that_day():
    early = [("2022", date(2022, 1, 1), date(2022, 6, 30), False)]
    communes = (("xa-1",), ("xa-2",), ("xa-3", "", "2022-06-30"))
    rows = [("communes", "2022", "commune", "3")]

    assert found("communes_against_register", *rows, communes=communes, periods=early) == []


def beside(**received: str):
    """Folders of communes, each with the dossiers it received in 2022."""
    return {
        name: unit_folder(("dossiers_received", "2022", "commune", text, "", "I"), unit=COMMUNE)
        for name, text in received.items()
    }


def test_the_districts_commune_figures_are_the_sum_of_its_communes_own():
    finding = the_one(
        "communes_do_not_add_up",
        ("dossiers_received", "2022", "commune", "600", "", "II.2"),
        communes=(("x1",), ("x2",)),
        beside=beside(x1="250", x2="340"),
    )

    assert finding.message == (
        "Cấp xã, năm 2022: huyện Minh Họa 01 ghi 600 hồ sơ tiếp nhận, nhưng cộng số liệu riêng của"
        " 2/2 xã, thị trấn được 590 hồ sơ: số của huyện nhiều hơn 10 hồ sơ."
    )
    assert numbers(finding) == ("warn", "commune", "2022", 590, 600, 10)
    assert finding.places == ("bc-thu: II.2", "x1: bc-thu: I", "x2: bc-thu: I")


@pytest.mark.parametrize(
    ("stated", "own", "findings"),
    [
        ("590", {"x1": "250", "x2": "340"}, 0),
        ("600", {"x1": "250"}, 0),
        ("200", {"x1": "250"}, 1),
        ("600", {}, 0),
    ],
    ids=["they add up", "one of two is there", "one of two exceeds the sum", "none is there"],
)
def test_a_missing_commune_is_not_counted_as_nothing(stated, own, findings):
    rows = [("dossiers_received", "2022", "commune", stated)]

    result = found(
        "communes_do_not_add_up", *rows, communes=(("x1",), ("x2",)), beside=beside(**own)
    )

    assert len(result) == findings


def test_a_commune_that_cannot_be_read_is_named():
    finding = the_one("communes_do_not_add_up", unreadable={"xa-1": "thiếu tệp office.toml"})

    assert finding.message == (
        "Không đọc được số liệu của xa-1 để đối chiếu: thiếu tệp office.toml."
    )
    assert finding.severity == "warn"
