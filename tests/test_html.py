"""Blocks as HTML: what each is made of, and that no text in it is ever markup."""

import re
from base64 import b64decode

import nbformat
import pytest
from bs4 import BeautifulSoup

from cchc import page
from cchc.bundle import BLOCKS
from cchc.html import blocks_to_html
from cchc.page import Mark, Paragraph, Row, Shown, to_json
from cchc.plain import blocks_to_text
from sample_notebook import chart, code, drawing, notebook, shown

HOSTILE = "<script>alert('x')</script>\"&amp;<img src=x onerror=x()>"
LINE = (HOSTILE, Mark(HOSTILE, HOSTILE, HOSTILE), page.Styled(HOSTILE, "strong"))
TABLE = page.Table(HOSTILE, (page.Column(HOSTILE),), (Row((LINE,)), Row((LINE,), True)), HOSTILE)
HOSTILE_BLOCKS = [
    page.Heading(HOSTILE, 2, HOSTILE, HOSTILE),
    Paragraph(LINE),
    page.Bullets((LINE, page.Bullets((LINE,), ordered=True))),
    TABLE,
    page.Chart(drawing(), HOSTILE, HOSTILE, TABLE, HOSTILE),
    page.Picture("image/png", HOSTILE, HOSTILE),
    page.Preformatted(HOSTILE),
    page.Callout("warn", HOSTILE, (LINE,)),
    page.KeyFigures((page.KeyFigure(Mark(HOSTILE, HOSTILE, HOSTILE), HOSTILE, HOSTILE),)),
    page.Letterhead(*[HOSTILE] * 7),
    page.Signature((HOSTILE,), HOSTILE, HOSTILE, HOSTILE),
]


def drawn(*blocks: page.Block) -> BeautifulSoup:
    return BeautifulSoup(blocks_to_html([to_json(block) for block in blocks]), "html.parser")


def markup(*blocks: page.Block) -> str:
    """The HTML without the wrapper and its style sheet, on one line."""
    html = blocks_to_html([to_json(block) for block in blocks]).replace("\n", "")
    return re.fullmatch(r'<div class="cchc" lang="vi"><style>.*?</style>(.*)</div>', html)[1]


@pytest.mark.parametrize("block", HOSTILE_BLOCKS, ids=lambda block: type(block).__name__)
def test_text_is_never_markup(block):
    html = drawn(block)
    assert not html.find_all("script")
    assert all(image["src"].startswith("data:image/") for image in html.find_all("img"))
    assert not [name for element in html.find_all() for name in element.attrs if name[:2] == "on"]
    in_text = html.get_text().count("alert('x')")
    in_attributes = str(html).count("alert('x')") - in_text
    assert in_text + in_attributes > 0


def test_every_kind_of_block_is_tested_with_hostile_text():
    kinds = set(page.Block.__args__)
    assert {type(block) for block in HOSTILE_BLOCKS} == kinds


def test_a_number_says_what_it_is_and_where_it_comes_from():
    line = Paragraph(("Đạt ", Mark("99,95%", "on_time|2022|district", 'Báo cáo "A", mục 2'), "."))
    assert markup(line) == (
        '<p>Đạt <span data-figure="on_time|2022|district" title="Báo cáo &quot;A&quot;, mục 2">'
        "99,95%</span>.</p>"
    )


def test_a_table_has_heads_for_its_columns_rows_and_groups():
    table = page.Table(
        "Hồ sơ",
        (page.Column("Cấp", width=3), page.Column("Năm 2022", "right", width=1)),
        (Row((("Nhóm",),), True), Row((("Huyện",), ("4.000",)))),
        note="Nguồn: A.",
    )
    assert markup(table) == (
        '<div class="scroll" role="group" tabindex="0" aria-label="Hồ sơ">'
        '<table style="--columns:2"><caption><span>Hồ sơ</span></caption>'
        '<colgroup><col style="width:75%"><col style="width:25%"></colgroup>'
        '<thead><tr><th scope="col">Cấp</th><th scope="col" class="right">Năm 2022</th></tr>'
        '</thead><tbody><tr class="group"><th scope="rowgroup" colspan="2">Nhóm</th></tr>'
        '<tr><th scope="row">Huyện</th><td class="right whole">4.000</td></tr></tbody>'
        "</table></div>"
        '<p class="note">Nguồn: A.</p>'
    )


def test_a_chart_has_a_name_a_caption_and_its_numbers():
    figure = drawn(chart()).figure
    assert figure.img["alt"] == "Hai thanh ngang: cấp huyện 4.000 hồ sơ, cấp xã 2.873 hồ sơ."
    assert figure.img["src"].startswith("data:image/svg+xml;base64,")
    assert figure.figcaption.get_text() == "Hồ sơ tiếp nhận theo cấp, năm 2022"
    numbers = [mark.get_text() for mark in figure.details.table.select("[data-figure]")]
    assert numbers == ["4.000", "2.873"]


def test_a_chart_without_alternative_text_cannot_be_made():
    with pytest.raises(ValueError, match="without alternative text"):
        page.Chart(drawing(), "  ", "Hồ sơ", TABLE)


def test_a_drawing_that_cannot_be_shown_stops_its_cell():
    bad = page.Chart("<svg><script/></svg>", "Hình", "Hồ sơ", TABLE)
    with pytest.raises(ValueError, match="không phải là SVG"):
        Shown([bad])


def test_a_list_in_a_list_belongs_to_the_line_before_it():
    inner = page.Bullets((("huyện",), ("xã",)))
    assert markup(page.Bullets((("Số hóa",), inner, ("Rà soát",)), ordered=True, start=3)) == (
        '<ol start="3"><li>Số hóa<ul><li>huyện</li><li>xã</li></ul></li><li>Rà soát</li></ol>'
    )


def test_a_callout_says_its_weight_in_words():
    words = {
        severity: drawn(page.Callout(severity, "Hai số khác nhau")).aside.get_text()
        for severity in ("demo", "block", "warn", "note")
    }
    assert words == {
        "demo": "Hai số khác nhau",
        "block": "Nghiêm trọng: Hai số khác nhau",
        "warn": "Cần xem lại: Hai số khác nhau",
        "note": "Ghi chú: Hai số khác nhau",
    }


def test_the_letterhead_carries_the_nation_and_the_motto():
    head = page.Letterhead("", "UBND", "Số:     /BC", "A, ngày", "BÁO CÁO", "Sơ kết", "Sở Nội vụ")
    letterhead = drawn(head).select_one(".letterhead")
    lines = [line.get_text() for line in letterhead.find_all("p")]
    assert lines == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "UBND",
        "Số:\u00a0\u00a0\u00a0\u00a0 /BC",
        "A, ngày",
        "Kính gửi: Sở Nội vụ",
    ]
    assert letterhead.h1.get_text() == "BÁO CÁO Sơ kết"


def test_values_that_only_a_forged_notebook_holds_do_not_reach_the_markup():
    with pytest.raises(ValueError):
        blocks_to_html([{"type": "Heading", "text": "x", "level": "2 onclick=x()"}])
    callout = {"type": "Callout", "severity": 'warn" onclick="x()', "title": "x", "items": []}
    assert "onclick" not in blocks_to_html([callout])
    column = {"type": "Column", "text": "x", "align": 'right" onclick="x()', "width": 0}
    table = {"type": "Table", "caption": "", "columns": [column], "rows": []}
    assert "onclick" not in blocks_to_html([table])


def test_a_cell_shows_blocks_in_every_form_and_holds_them_where_nobody_prints_them():
    shown = Shown([Paragraph(("Tăng ", Mark("2%", "a|2022|all", "Nguồn")))])
    bundle, metadata = shown._repr_mimebundle_()
    assert metadata[BLOCKS] == [
        {
            "type": "Paragraph",
            "runs": [
                "Tăng ",
                {"type": "Mark", "text": "2%", "figure": "a|2022|all", "title": "Nguồn"},
            ],
            "role": "body",
        }
    ]
    assert bundle["text/plain"] == "Tăng 2%"
    assert bundle["text/markdown"] == "Tăng 2%"
    assert bundle["text/latex"] == "Tăng 2\\%"
    assert bundle["text/html"].startswith('<div class="cchc" lang="vi"><style>.cchc ')
    assert set(bundle) == {"text/html", "text/plain", "text/markdown", "text/latex"}
    assert shown.outputs == ((bundle, metadata),)


def test_a_chart_is_an_output_of_its_own_and_its_numbers_begin_the_next():
    before, after = Paragraph(("trước",)), Paragraph(("sau",))
    (first, _), (picture, named), (last, held) = Shown([before, chart(), after]).outputs
    assert first["text/markdown"] == "trước"
    assert set(picture) == {"text/html", "text/plain", "image/png"}
    assert b64decode(picture["image/png"]).startswith(b"\x89PNG")
    assert named["image/png"] == {"alt": chart().alt}
    assert named[BLOCKS] == [to_json(chart())]
    assert last["text/plain"].splitlines()[2] == "Huyện | 4.000"
    assert last["text/plain"].endswith("\n\nsau")
    assert held[BLOCKS] == [to_json(after)]


def test_where_a_font_is_missing_a_chart_has_its_words_and_no_picture_of_points():
    known = chart()
    drawing = known.svg.replace("DejaVu Sans", "Comic Sans MS")
    (picture, _), _ = Shown([page.Chart(drawing, known.alt, known.caption, known.data)]).outputs
    assert set(picture) == {"text/html", "text/plain"}
    assert known.alt in picture["text/plain"]


def test_one_output_alone_has_a_chart_with_its_numbers():
    bundle, metadata = Shown([chart()])._repr_mimebundle_()
    assert "4.000" in BeautifulSoup(bundle["text/html"], "html.parser").table.get_text()
    assert bundle["text/markdown"].endswith("| Xã | 2.873 |")
    assert metadata == {BLOCKS: [to_json(chart())]}


def test_one_changed_number_changes_one_line_of_each_form():
    one, other = (
        nbformat.writes(
            notebook(code("x", shown(page.Table("Hồ sơ", (page.Column("A"),), rows(changed)))))
        ).splitlines()
        for changed in ("7", "8")
    )
    differing = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    assert len(differing) == len(("html", "latex", "markdown", "plain", "block"))


def rows(last: str) -> tuple[Row, ...]:
    return tuple(Row(((Mark(text, "a|2022|all", "Nguồn"),),)) for text in (*"123456", last))


def test_a_number_is_not_parted_from_its_unit_but_a_long_cell_may_break():
    columns = (page.Column("Chỉ tiêu"), page.Column("Thay đổi", "right"))
    cells = ("+0,99 điểm", "+20,00 điểm (5,24 đến 33,39)", "không so sánh được")
    html = markup(page.Table("", columns, tuple(Row((("A",), (cell,))) for cell in cells)))
    assert '<td class="right whole">+0,99 điểm</td>' in html
    assert '<td class="right">+20,00 điểm (5,24 đến 33,39)</td>' in html
    assert '<td class="right">không so sánh được</td>' in html


def test_where_nobody_gets_a_copy_no_heading_says_so():
    end = page.Signature((), "TM. UBND", "CHỦ TỊCH", "")
    assert "Nơi nhận" not in markup(end)
    assert blocks_to_text([to_json(end)]) == "TM. UBND\nCHỦ TỊCH"


def test_a_title_that_says_the_weight_of_its_box_is_not_told_it_again():
    box = page.Callout("warn", "Chỗ cần xem lại (2)", (("7 và 8",),))
    assert "severity" not in markup(box)
    assert blocks_to_text([to_json(box)]) == "Chỗ cần xem lại (2)\n- 7 và 8"


def test_every_kind_of_block_has_its_words_in_plain_text():
    blocks = [
        page.Heading("Kết quả", 2, "1"),
        page.Bullets((("Một",), page.Bullets((("Hai",),), ordered=True))),
        page.Table("Hồ sơ", (page.Column("Cấp"), page.Column("Số")), (Row((("Xã",), ("3",))),)),
        page.Callout("warn", "Khác nhau", (("7 và 8",),)),
        page.KeyFigures((page.KeyFigure(Mark("13", "x", "y"), "phòng", "giảm 1"),)),
        page.Signature(("Như trên",), "TM. UBND", "CHỦ TỊCH", ""),
    ]
    assert blocks_to_text([to_json(block) for block in blocks]) == (
        "1 Kết quả\n\n- Một\n  1. Hai\n\nHồ sơ\nCấp | Số\nXã | 3"
        "\n\nCần xem lại: Khác nhau\n- 7 và 8"
        "\n\n- phòng: 13 (giảm 1)\n\nNơi nhận:\n- Như trên\nTM. UBND\nCHỦ TỊCH"
    )
