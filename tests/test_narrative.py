"""The narrative: points under fixed headings, kept as they are, each with its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.errors import CchcError
from cchc.narrative import HEADINGS, Narrative, Point, parse_narrative
from cchc.textfile import TextFile
from sample_unit import FILES, UNIT


def parse(text: str) -> Narrative:
    return parse_narrative(TextFile("n.md", text, ""))


def faults(text: str) -> list[tuple[str, str, str]]:
    with pytest.raises(CchcError) as refused:
        parse(text)
    return [(fault.what, fault.where, fault.mend) for fault in refused.value.faults]


def test_every_point_has_its_heading_text_place_area_and_line():
    assert parse(FILES[f"{UNIT}/narrative.md"]).points == (
        Point(("Bối cảnh", "Thuận lợi"), "Người dân quen dùng dịch vụ trực tuyến.", "I.1", "", 5),
        Point(
            ("Kết quả", "Cải cách thể chế"),
            "Tuyên truyền bằng nhiều cách, tới từng ấp.",
            "II.2.1",
            "institutions",
            11,
        ),
        Point(("Đánh giá", "Hạn chế"), "Phối hợp có lúc chưa đều.", "III.2", "procedures", 18),
        Point(
            ("Đánh giá", "Hạn chế"),
            'Mẫu <script>alert("1")</script> & **chữ đậm** giữ nguyên.',
            "III.2",
            "",
            19,
        ),
    )


def test_the_headings_are_those_of_the_contract_in_its_order():
    areas = (
        "Cải cách thể chế",
        "Cải cách thủ tục hành chính",
        "Cải cách tổ chức bộ máy hành chính nhà nước",
        "Nâng cao năng lực đội ngũ cán bộ, công chức, viên chức",
        "Cải cách tài chính công",
        "Hiện đại hóa nền hành chính",
        "Xây dựng Chính quyền điện tử",
    )
    assert list(HEADINGS.items()) == [
        ("Bối cảnh", ("Thuận lợi", "Khó khăn")),
        ("Tổ chức triển khai thực hiện", ()),
        ("Kết quả", areas),
        ("Đánh giá", ("Mặt được", "Hạn chế", "Nguyên nhân")),
        ("Mục tiêu", areas),
        ("Nhiệm vụ, giải pháp", ()),
        ("Đề xuất, kiến nghị", ()),
    ]


def test_the_area_that_a_point_names_comes_before_that_of_its_heading():
    text = "# Mục tiêu\n## Cải cách thể chế\n- a (IV.1)\n- b (IV.1; modernisation)\n"
    assert [point.area for point in parse(text).points] == ["institutions", "modernisation"]


def test_points_on_organising_the_work_belong_to_direction():
    [point] = parse("# Tổ chức triển khai thực hiện\n- a (II.1)\n").points
    assert (point.heading, point.area) == (("Tổ chức triển khai thực hiện",), "direction")


@pytest.mark.parametrize("text", ["", "\n\n", "# Bối cảnh\n\n## Thuận lợi\n"])
def test_a_narrative_may_say_nothing(text):
    assert parse(text) == Narrative(())


@pytest.mark.parametrize(
    "text",
    [
        "# Đề xuất, kiến nghị\n- một hai ba (V)",
        "# Đề xuất, kiến nghị #\r\n\r\n* một\r\n  hai ba (V)\r\n",
        "#Đề xuất, kiến nghị\n+ một\nhai\n\n  ba (V)\n",
        "# Đề xuất, kiến nghị\n- một hai ba ( V )\n",
    ],
    ids=["one line", "indented", "blank line within", "blanks in brackets"],
)
def test_lines_that_go_on_with_a_point_are_joined(text):
    [point] = parse(text).points
    assert (point.text, point.place) == ("một hai ba", "V")


def test_brackets_within_a_point_are_text():
    [point] = parse("# Đề xuất, kiến nghị\n- giải thể 2 phòng (Dân tộc; Y tế) rồi (V)\n").points
    assert (point.text, point.place) == ("giải thể 2 phòng (Dân tộc; Y tế) rồi", "V")


PARTS = (
    "Bối cảnh; Tổ chức triển khai thực hiện; Kết quả; Đánh giá; Mục tiêu; Nhiệm vụ, giải pháp;"
    " Đề xuất, kiến nghị"
)
SO = "viết thành một ý: '- … (mục)'"
END = "thêm ở cuối (mục) hoặc (mục; lĩnh vực), ví dụ (III.2)"
BAD = {
    "misspelt part": (
        "# Bối cành\n",
        ("mục '# Bối cành' không có trong quy định", "n.md, dòng 1"),
        f"có phải là 'Bối cảnh'? Các mục ở đây: {PARTS}",
    ),
    "misspelt heading": (
        "# Đánh giá\n\n## Hạn chê\n",
        ("mục '## Hạn chê' không có trong quy định", "n.md, dòng 3"),
        "có phải là 'Hạn chế'? Các mục ở đây: Mặt được; Hạn chế; Nguyên nhân",
    ),
    "heading without its part": (
        "## Hạn chế\n- a (III.2)\n",
        ("mục '## Hạn chế' không có trong quy định", "n.md, dòng 1"),
        f"các mục ở đây: {PARTS}",
    ),
    "heading below a part that has none": (
        "# Đề xuất, kiến nghị\n## Cải cách thể chế\n",
        ("mục '## Cải cách thể chế' không có trong quy định", "n.md, dòng 2"),
        "ở đây không có mục con",
    ),
    "heading too deep": (
        "# Đánh giá\n## Hạn chế\n### Chung\n",
        ("mục '### Chung' không có trong quy định", "n.md, dòng 3"),
        "ở đây không có mục con",
    ),
    "parts in another order": (
        "# Đánh giá\n# Kết quả\n",
        ("mục '# Kết quả' lặp lại hoặc sai thứ tự", "n.md, dòng 2"),
        f"thứ tự các mục: {PARTS}",
    ),
    "heading twice": (
        "# Đánh giá\n## Hạn chế\n## Hạn chế\n",
        ("mục '## Hạn chế' lặp lại hoặc sai thứ tự", "n.md, dòng 3"),
        "thứ tự các mục: Mặt được; Hạn chế; Nguyên nhân",
    ),
    "point before any heading": (
        "- a (I)\n",
        ("ý không đứng dưới mục nào", "n.md, dòng 1"),
        f"đặt ý này dưới một trong các mục: {PARTS}",
    ),
    "point between a part and its headings": (
        "# Bối cảnh\n- a (I)\n",
        ("ý không đứng dưới mục nào", "n.md, dòng 2"),
        "đặt ý này dưới một trong các mục: Thuận lợi; Khó khăn",
    ),
    "text before any heading": (
        "Xin chào\n",
        ("chữ đứng ngoài các ý: 'Xin chào'", "n.md, dòng 1"),
        SO,
    ),
    "text outside a point": (
        "# Đề xuất, kiến nghị\n- a (V)\n\nmột đoạn\nhai dòng\n",
        ("chữ đứng ngoài các ý: 'một đoạn hai dòng'", "n.md, dòng 4"),
        SO,
    ),
    "HTML outside a point": (
        "# Đề xuất, kiến nghị\n<!-- ẩn -->\n",
        ("chữ đứng ngoài các ý: '<!-- ẩn -->'", "n.md, dòng 2"),
        SO,
    ),
    "point within a point": (
        "# Đề xuất, kiến nghị\n- a (V)\n  - b (V)\n",
        ("ý con trong một ý", "n.md, dòng 3"),
        "viết thành một ý riêng, bắt đầu bằng '- '",
    ),
    "no place": (
        "# Đề xuất, kiến nghị\n- không nói ở đâu\n",
        ("ý không kết thúc bằng nơi nêu trong nguồn: 'không nói ở đâu'", "n.md, dòng 2"),
        END,
    ),
    "blank place": (
        "# Đề xuất, kiến nghị\n- a ( ; procedures)\n",
        ("ý không kết thúc bằng nơi nêu trong nguồn: 'a ( ; procedures)'", "n.md, dòng 2"),
        END,
    ),
    "place alone": (
        "# Đề xuất, kiến nghị\n- (V)\n",
        ("ý không kết thúc bằng nơi nêu trong nguồn: '(V)'", "n.md, dòng 2"),
        END,
    ),
    "blank area": (
        "# Đề xuất, kiến nghị\n- a (V; )\n",
        ("'' không có trong các lĩnh vực", "n.md, dòng 2"),
        "các lĩnh vực: direction, institutions, procedures, organisation, civil_service,"
        " public_finance, modernisation, e_government",
    ),
    "unknown area": (
        "# Đề xuất, kiến nghị\n- a (V; procedure)\n",
        ("'procedure' không có trong các lĩnh vực", "n.md, dòng 2"),
        "có phải là 'procedures'? Các lĩnh vực: direction, institutions, procedures, organisation,"
        " civil_service, public_finance, modernisation, e_government",
    ),
}


@pytest.mark.parametrize(("text", "start", "mend"), BAD.values(), ids=BAD)
def test_what_does_not_fit_the_fixed_shape_is_named_with_its_line(text, start, mend):
    assert faults(text) == [(*start, mend)]


def test_all_faults_come_at_once_and_an_unknown_part_is_one_fault():
    text = "# Kết qủa\n## Cải cách thể chế\n- a (II)\n- b\n# Mục tiêu\n- c (IV)\n"
    assert [(what[:12], where) for what, where, _ in faults(text)] == [
        ("mục '# Kết q", "n.md, dòng 1"),
        ("ý không kết ", "n.md, dòng 4"),
        ("ý không đứng", "n.md, dòng 6"),
    ]


WORDS = st.text(st.characters(categories=["L", "N", "P", "S"], exclude_characters="()"), min_size=1)


@given(said=st.lists(st.tuples(WORDS, st.sampled_from(["I.1", "trang 4", "Sheet1!C7"]))))
def test_whatever_is_said_in_a_point_comes_back_as_it_was(said):
    lines = [f"- {text} ({place})" for text, place in said]
    points = parse("\n".join(["# Đề xuất, kiến nghị", *lines])).points
    assert [(point.text, point.place) for point in points] == said


@given(text=st.text(st.sampled_from("#- \n(a;)Vđ")))
def test_any_text_is_a_narrative_or_faults_that_name_lines(text):
    try:
        parse(text)
    except CchcError as error:
        assert error.faults and all("n.md, dòng " in fault.where for fault in error.faults)
