"""The exported page: self-contained, accessible, repeatable, loud about what it cannot print."""

import os
import re
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup

from cchc import page
from cchc.bundle import BLOCKS
from cchc.errors import CchcError
from cchc.export import CchcHTMLExporter, CchcPDFExporter
from sample_notebook import PNG, code, displayed, mark, markdown, notebook, report, shown, table

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M 0 0"/></svg>'


def export(*cells, **metadata) -> str:
    return CchcHTMLExporter().from_notebook_node(notebook(*cells, **metadata))[0]


def parsed(*cells, **metadata) -> BeautifulSoup:
    return BeautifulSoup(export(*cells, **metadata), "html.parser")


def main_of(*cells) -> str:
    """The inner HTML of what the cells show, without title and audit appendix."""
    main = parsed(*cells).main
    main.h1.extract()
    for appendix in main.select("#phu-luc-ma, .audit"):
        appendix.extract()
    return main.decode_contents().strip()


@pytest.fixture(scope="module")
def html() -> str:
    return CchcHTMLExporter().from_notebook_node(report(invented=True))[0]


@pytest.fixture(scope="module")
def soup(html) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def test_the_page_brings_everything_it_needs(html, soup):
    assert not soup.find_all(["script", "iframe", "object", "embed", "base", "form"])
    addresses = [
        element[name]
        for element in soup.find_all()
        for name in ("src", "href", "xlink:href", "action", "srcset", "data", "poster")
        if element.has_attr(name)
    ]
    assert addresses
    assert all(address.startswith(("#", "data:")) for address in addresses)
    assert not re.search(r"url\((?!#)|@import|://", html)


def test_the_page_forbids_whatever_it_does_not_need(soup):
    policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    assert policy == (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def test_the_page_can_be_read_without_seeing_it(soup):
    assert soup.html["lang"] == "vi"
    assert soup.select_one("a.skip")["href"] == "#noi-dung"
    assert soup.main["id"] == "noi-dung"
    assert soup.nav["aria-label"] == "Mục lục"
    assert len(soup.find_all("h1")) == 1
    assert not soup.find_all("svg")
    assert all(drawing["alt"].strip() for drawing in soup.find_all("img"))
    assert all(table.caption.get_text().strip() for table in soup.find_all("table"))
    assert all(head.has_attr("scope") for head in soup.find_all("th"))
    levels = [int(heading.name[1]) for heading in soup.find_all(re.compile("^h[1-6]$"))]
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_no_id_is_used_twice_and_every_reference_has_its_id(soup):
    ids = Counter(element["id"] for element in soup.find_all(id=True))
    assert set(ids.values()) == {1}
    links = {link["href"][1:] for link in soup.select("a[href], use[href]")}
    assert links <= set(ids)


def test_sections_tables_and_charts_are_numbered_and_listed(soup):
    listed = [" ".join(link.get_text().split()) for link in soup.nav.find_all("a")]
    assert listed == [
        "1 Tóm tắt",
        "2 Cải cách thủ tục hành chính",
        "2.1 Việc còn lại",
        "3 Đề xuất, kiến nghị",
        "4 Phụ lục kiểm toán: mã lệnh",
    ]
    headings = [" ".join(h.get_text().split()) for h in soup.main.find_all(["h2", "h3"])]
    assert headings == listed
    labels = [label.get_text() for label in soup.select(".label")]
    assert labels == ["Bảng 1.", "Biểu đồ 1."]


def test_every_number_is_marked_with_what_it_is(soup):
    figures = {mark["data-figure"]: mark["title"] for mark in soup.select("[data-figure]")}
    assert figures["on_time_share_resolved|2022|district"] == (
        "Tính: on_time_share_resolved, năm 2022 · Báo cáo của Ủy ban nhân dân huyện, mục II.2.2"
    )


def test_invented_data_are_named_at_the_top_of_the_page(html):
    assert BeautifulSoup(html, "html.parser").select_one("body > .invented").get_text() == (
        "DỮ LIỆU MINH HỌA"
    )
    plain = CchcHTMLExporter().from_notebook_node(report())[0]
    assert "DỮ LIỆU MINH HỌA" not in plain


def test_the_code_stands_in_one_appendix_in_its_order(soup):
    cells = [figure.figcaption.get_text() for figure in soup.select(".audit figure")]
    assert cells[:3] == [
        "ô số 1 (In [1]) – tham số mặc định",
        "ô số 2 (In [2]) – tham số của lần chạy này",
        "ô số 3 (In [3])",
    ]
    sources = [pre.get_text() for pre in soup.select(".audit pre")]
    assert sources[2] == "from cchc import load_review, title\nreview = load_review(district)"
    assert len(sources) == sum(cell.cell_type == "code" for cell in report().cells)
    assert "load_review" not in str(soup.select_one("#muc-1"))


@pytest.mark.parametrize(
    ("cells", "metadata", "title"),
    [
        ([markdown("# Đầu đề\n\n## Phần")], {"title": "Theo siêu dữ liệu"}, "Theo siêu dữ liệu"),
        ([markdown("# Đầu đề\n\n## Phần")], {}, "Đầu đề"),
        ([markdown("## Phần")], {}, "Phần"),
        ([markdown("Chữ")], {}, "Báo cáo"),
    ],
)
def test_the_title_comes_from_the_notebook(cells, metadata, title):
    assert parsed(*cells, **metadata).title.get_text() == title


def test_the_letterhead_is_the_head_and_the_title(soup):
    assert soup.title.get_text() == (
        "Báo cáo Sơ kết 02 năm thực hiện Nghị quyết về cải cách hành chính giai đoạn 2021 - 2025"
    )
    assert soup.h1.find_parent(class_="letterhead")


def test_markdown_keeps_its_form_and_its_html_is_only_text():
    source = (
        "Chữ **đậm**, *nghiêng*, `mã` &amp; <b onclick=x()>thẻ</b> <!-- ẩn -->\\\nhai"
        "\n\n<script>alert(1)</script>\n\n[Cổng](https://a.vn) và [mục](#x)"
        "\n\n> trích\n\n| Cấp | Số |\n|---|--:|\n| Xã | 3 |\n\n```\nx < 1\n```"
    )
    html = main_of(markdown(source))
    assert html.startswith(
        "<p>Chữ <strong>đậm</strong>, <em>nghiêng</em>, <code>mã</code> &amp; "
        "&lt;b onclick=x()&gt;thẻ&lt;/b&gt; <br/>hai</p>\n"
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
        '<p>Cổng (https://a.vn) và mục</p>\n<p class="note">trích</p>\n'
    )
    assert '<th scope="col">Cấp</th><th class="right" scope="col">Số</th>' in html
    assert html.endswith("<pre>x &lt; 1</pre>")


def test_what_an_analyst_shows_is_printed():
    frame = displayed(
        {
            "text/html": "<style>td{}</style><table onclick='x'><tr><td>7.500</td></tr></table>",
            "text/plain": "7500",
        }
    )
    stream = nbformat.v4.new_output("stream", name="stdout", text="\x1b[31m<đỏ>\x1b[0m\n")
    picture = displayed({"image/png": PNG, "text/plain": "<Figure>"}, {"image/png": {"alt": "Cột"}})
    vector = displayed({"image/svg+xml": SVG}, {"alt": "Đường"})
    text = displayed({"text/plain": "Ellipsis"})
    rich = displayed({"text/markdown": "**Đậm**", "text/plain": "<Markdown>"})
    html = main_of(code("x", frame, stream, picture, vector, text, rich))
    assert "<tbody><tr><td>7.500</td></tr></tbody>" in html
    assert 'aria-label="Bảng của ô số 1 (In [1])"' in html
    assert "<pre>&lt;đỏ&gt;</pre>" in html
    assert f'<img alt="Cột" src="data:image/png;base64,{PNG}"/>' in html
    assert '<img alt="Đường" src="data:image/svg+xml;base64,' in html
    assert "<pre>Ellipsis</pre>" in html
    assert "<p><strong>Đậm</strong></p>" in html
    assert "onclick" not in html and "td{}" not in html


def test_widgets_and_scripts_fall_back_to_their_text():
    widget = displayed(
        {"application/vnd.jupyter.widget-view+json": {}, "text/plain": "IntSlider()"}
    )
    plot = displayed({"text/html": "<div></div><script>draw()</script>", "text/plain": "Figure()"})
    script = displayed({"application/javascript": "alert(1)", "text/plain": "<JS>"})
    assert main_of(code("x", widget, plot, script)) == (
        "<pre>IntSlider()</pre>\n<pre>Figure()</pre>\n<pre>&lt;JS&gt;</pre>"
    )


def test_a_cell_that_failed_shows_its_error_in_a_red_box():
    error = nbformat.v4.new_output(
        "error", ename="KeyError", evalue="'x'", traceback=["\x1b[31mKeyError\x1b[0m: 'x'"]
    )
    soup = BeautifulSoup(main_of(code("y", error, count=7)), "html.parser")
    assert soup.aside["class"] == ["callout", "block"]
    assert "Ô số 1 (In [7]) dừng vì lỗi KeyError: 'x'" in soup.aside.get_text()
    assert soup.pre.get_text() == "KeyError: 'x'"


def test_everything_that_cannot_be_printed_is_named_at_once():
    chart = page.to_json(page.Table("Hồ sơ", (page.Column("Số"),), ()))
    no_alt = {"type": "Chart", "svg": SVG, "alt": " ", "caption": "Hồ sơ", "data": chart}
    outputs = [
        displayed({"image/png": PNG}),
        displayed({}, {BLOCKS: [no_alt]}),
        displayed({}, {BLOCKS: [{"type": "Unknown"}]}),
        displayed({"image/svg+xml": SVG.replace("<path", "<script/><path")}, {"alt": "Hình"}),
    ]
    with pytest.raises(CchcError) as refusal:
        export(markdown("![mô tả](https://a.vn/x.png)"), code("x", *outputs, count=4))
    assert [(fault.what, fault.where) for fault in refusal.value.faults] == [
        ("hình 'https://a.vn/x.png' không đính kèm trong ô", "notebook, ô số 1"),
        ("hình không có lời mô tả thay thế (alt)", "notebook, ô số 2 (In [4])"),
        ("biểu đồ 'Hồ sơ' không có lời mô tả thay thế (alt)", "notebook, ô số 2 (In [4])"),
        ("khối nội dung không đọc được (KeyError('Unknown'))", "notebook, ô số 2 (In [4])"),
        ("hình vẽ SVG có phần tử <script>", "notebook, ô số 2 (In [4])"),
    ]


@pytest.mark.parametrize("exporter", [CchcHTMLExporter, CchcPDFExporter])
def test_a_notebook_that_was_not_run_to_its_end_is_refused(exporter):
    never = [code("a = 1", count=None), code("table(review)", count=None)]
    partly = [code("a = 1"), markdown("## Phần"), code("table(review)", count=None)]
    for cells, what, where in (
        (never, "2 trong 2 ô mã lệnh", "notebook, ô số 1, ô số 2"),
        (partly, "1 trong 2 ô mã lệnh", "notebook, ô số 3"),
    ):
        with pytest.raises(CchcError) as refusal:
            exporter().from_notebook_node(notebook(*cells))
        [fault] = refusal.value.faults
        assert fault.what == f"{what} chưa được chạy, báo cáo sẽ thiếu kết quả"
        assert fault.where == where
        assert "Run All Cells" in fault.mend and "--execute" in fault.mend


def test_a_notebook_without_code_or_with_outputs_alone_is_printed():
    assert "Chữ" in export(markdown("Chữ"), code("  ", count=None))
    kept = code("table(review)", shown(page.Paragraph(("Đã chạy",))), count=None)
    assert "Đã chạy" in export(kept)


def test_a_picture_in_markdown_is_printed_when_it_is_attached_and_described():
    cell = markdown("![Bản đồ](attachment:a.png)", attachments={"a.png": {"image/png": PNG}})
    assert f'<img alt="Bản đồ" src="data:image/png;base64,{PNG}"/>' in main_of(cell)
    silent = markdown("![](attachment:a.png)", attachments={"a.png": {"image/png": PNG}})
    with pytest.raises(CchcError, match="không có lời mô tả thay thế"):
        export(silent)


def test_hostile_text_anywhere_in_the_notebook_stays_text():
    evil = "</style></title><script>alert(1)</script>"
    soup = parsed(
        markdown(f"## {evil}"),
        code(f"# {evil}", shown(page.Paragraph((page.Mark(evil, evil, evil),)))),
        title=evil,
    )
    assert not soup.find_all("script")
    assert soup.title.get_text() == evil
    assert soup.h2.get_text() == f"1 {evil}"
    assert soup.select_one(".audit pre").get_text() == f"# {evil}"
    assert soup.select_one("[data-figure]")["title"] == evil


def test_a_table_of_numbers_stays_small():
    bare = len(export(markdown("x")))
    one = len(export(code("x", shown(table(100)))))
    assert one - bare < 120_000


@pytest.mark.slow
def test_two_processes_make_the_same_bytes(tmp_path):
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from sample_notebook import report\n"
        "from cchc.export import CchcHTMLExporter, CchcPDFExporter\n"
        "for exporter in (CchcHTMLExporter(), CchcPDFExporter()):\n"
        "    body, _ = exporter.from_notebook_node(report(1))\n"
        "    body = body.encode() if isinstance(body, str) else body\n"
        "    open(sys.argv[2] + exporter.file_extension, 'wb').write(body)\n"
    )
    for name, seed in (("one", "1"), ("two", "2")):
        subprocess.run(
            [sys.executable, "-c", script, str(Path(__file__).parent), str(tmp_path / name)],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": f"UTC-{seed}"},
            check=True,
        )
    for ending in (".html", ".pdf"):
        assert (tmp_path / f"one{ending}").read_bytes() == (tmp_path / f"two{ending}").read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("exporter", "start"), [("html", b"<!DOCTYPE html>"), ("pdf", b"%PDF-1.7")]
)
def test_nbconvert_knows_the_exporters_by_name(tmp_path, exporter, start):
    nbformat.write(report(), tmp_path / "out.ipynb")
    command = [sys.executable, "-m", "nbconvert", "--to", f"cchc_{exporter}", "out.ipynb"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / f"out.{exporter}").read_bytes().startswith(start)


def test_an_exporter_can_be_used_again():
    exporter = CchcHTMLExporter()
    first = exporter.from_notebook_node(notebook(code("x", shown(page.Paragraph((mark("1"),))))))[0]
    exporter.from_notebook_node(report())
    again = exporter.from_notebook_node(notebook(code("x", shown(page.Paragraph((mark("1"),))))))[0]
    assert first == again


@pytest.mark.parametrize("exporter", [CchcHTMLExporter, CchcPDFExporter])
def test_printing_leaves_the_notebook_as_it_was(exporter):
    given = report()
    before = nbformat.writes(given)
    exporter().from_notebook_node(given)
    assert nbformat.writes(given) == before


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="counts threads as Linux shows them")
def test_a_process_may_be_forked_after_the_exporters_were_warmed_up():
    script = (
        "import os\n"
        "from cchc.export import CchcHTMLExporter, CchcPDFExporter\n"
        "for exporter in (CchcHTMLExporter(), CchcPDFExporter()):\n"
        "    exporter.warm_up()\n"
        "print(len(os.listdir('/proc/self/task')))\n"
    )
    command, given = [sys.executable, "-c", script], os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, env=given, check=True, capture_output=True, text=True)
    assert done.stdout == "1\n"
