"""Blocks as Markdown and LaTeX: what other programs read in them is what was written."""

import pytest

from cchc import page
from cchc.export.markdown import markdown_blocks
from cchc.markup import blocks_to_latex, blocks_to_markdown
from cchc.page import Mark, Paragraph, Row, Styled, to_json
from cchc.plain import blocks_to_text
from stock_tools import pandoc

SIGNS = "a_b 5% & 3 < 5 > 2 | *x* [y](z) #1 $m$ ~n^2 {p} \\q `r` @s <b>t</b> ![u](v)"
AT_THE_START = ["1. Tổng", "- một", "+0,5 điểm", "# đầu", "> trích", "= bằng", "* sao", "[x] ô"]
LINES = [SIGNS, *AT_THE_START]


def markdown(*blocks: page.Block) -> str:
    return blocks_to_markdown([to_json(block) for block in blocks])


def latex(*blocks: page.Block) -> str:
    return blocks_to_latex([to_json(block) for block in blocks])


def grid(*rows: tuple[str, ...]) -> page.Table:
    columns = (page.Column("Chỉ tiêu"), page.Column("Năm 2022", "right"))
    return page.Table("Hồ sơ", columns, tuple(Row(tuple((cell,) for cell in row)) for row in rows))


@pytest.mark.parametrize("line", LINES)
def test_no_text_is_a_sign_of_markdown(line):
    assert markdown_blocks(markdown(Paragraph((line,)))) == [Paragraph((line,))]


@pytest.mark.parametrize("line", LINES)
def test_a_cell_of_a_markdown_table_says_what_it_said(line):
    _, table = markdown_blocks(markdown(grid((line, "4.000"), ("x", line))))
    assert table.rows == grid((line, "4.000"), ("x", line)).rows


def test_markdown_has_the_form_of_each_kind_of_block():
    blocks = [
        page.Heading("Kết quả", 3, "2.1"),
        Paragraph(("Đạt ", Mark("2%", "a|2022|all", "Nguồn"), Styled(" rất ", "strong"), "tốt")),
        page.Bullets((("Một",), page.Bullets((("Hai",),), ordered=True, start=3))),
        grid(("Huyện", "4.000")),
        page.Callout("warn", "Khác nhau", (("7 và 8",),)),
        page.KeyFigures((page.KeyFigure(Mark("13", "x", "y"), "phòng", "giảm 1"),)),
        page.Signature(("Như trên",), "TM. UBND", "CHỦ TỊCH", ""),
        page.Preformatted("a | b\n```"),
    ]
    assert markdown(*blocks) == (
        "### 2.1 Kết quả\n\n"
        "Đạt 2% **rất** tốt\n\n"
        "- Một\n    3. Hai\n\n"
        "**Hồ sơ**\n\n| Chỉ tiêu | Năm 2022 |\n| :-- | --: |\n| Huyện | 4.000 |\n\n"
        "**Cần xem lại: Khác nhau**\n\n- 7 và 8\n\n"
        "- phòng: **13** (giảm 1)\n\n"
        "Nơi nhận:\n\n- Như trên\n\nTM. UBND\n\nCHỦ TỊCH\n\n"
        "````\na | b\n```\n````"
    )


def test_latex_has_a_table_as_wide_as_the_page_whose_head_is_repeated():
    group = Row((("Cấp huyện",),), group=True)
    table = page.Table("Hồ sơ 5%", grid().columns, (group, *grid(("Số hồ sơ", "4.000")).rows))
    lines = latex(table).splitlines()
    assert lines[0] == "\\textbf{Hồ sơ 5\\%}"
    assert lines[4:6] == ["\\toprule", "\\textbf{Chỉ tiêu} & \\textbf{Năm 2022} \\\\"]
    assert lines[6] == "\\midrule\\endhead"
    assert lines[7].startswith("\\multicolumn{2}") and "\\textbf{Cấp huyện}" in lines[7]
    assert lines[8] == "Số hồ sơ & 4.000 \\\\"
    assert lines[9:] == ["\\bottomrule", "\\end{longtable}}"]


@pytest.mark.slow
def test_pandoc_reads_in_the_latex_what_was_written():
    blocks = [*(Paragraph((line,)) for line in LINES), grid(*((line, "1") for line in LINES))]
    read = " ".join(
        pandoc("-f", "latex", "-t", "plain", "--wrap=none", given=latex(*blocks)).split()
    )
    for line in LINES:
        assert read.count(line.replace("`", "")) == 2  # pandoc knows no \\textasciigrave


def test_room_for_a_pen_stays_as_wide_in_every_text():
    head = page.Letterhead("", "UBND", "Số:    /BC", "A, ngày", "BÁO CÁO", "Sơ kết", "")
    assert "Số:\u00a0\u00a0\u00a0 /BC" in blocks_to_text([to_json(head)])
    assert "Số:\u00a0\u00a0\u00a0 /BC" in markdown(head)
    assert "Số:~~~ /BC" in latex(head)
