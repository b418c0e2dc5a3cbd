"""The PDF, read back by another program: archival, tagged, searchable, and nothing lost."""

import io
import re
import shutil
from pathlib import Path

import matplotlib
import nbformat
import pytest
from pypdf import PdfReader

from cchc import page
from cchc.columns import column_shares
from cchc.errors import CchcError, UsageError
from cchc.export import CchcPDFExporter
from cchc.export.pdf_exporter import _typeset
from cchc.fonts import body_faces, font_book
from sample_notebook import PNG, chart, code, displayed, markdown, notebook, report, shown


def export(*cells, **metadata) -> PdfReader:
    body, _ = CchcPDFExporter().from_notebook_node(notebook(*cells, **metadata))
    return PdfReader(io.BytesIO(body))


def text_of(pdf: PdfReader) -> str:
    return " ".join(" ".join(sheet.extract_text() for sheet in pdf.pages).split())


def tags(element, found=None) -> list[dict]:
    """Every element of the structure tree, from the root down."""
    found = [] if found is None else found
    element = element.get_object()
    if isinstance(element, dict) and "/S" in element:
        found.append(element)
    children = element.get("/K", []) if isinstance(element, dict) else []
    for child in children if isinstance(children, list) else [children]:
        if isinstance(child.get_object(), dict):
            tags(child, found)
    return found


def outline_of(entries) -> list:
    return [outline_of(entry) if isinstance(entry, list) else entry["/Title"] for entry in entries]


@pytest.fixture(scope="module")
def pdf() -> PdfReader:
    body, _ = CchcPDFExporter().from_notebook_node(report(extra_cells=2, invented=True))
    return PdfReader(io.BytesIO(body))


def test_it_says_that_it_is_archival_and_accessible(pdf):
    xmp = pdf.xmp_metadata.stream.get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "vi"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_it_has_the_title_of_the_letterhead(pdf):
    assert pdf.metadata.title == (
        "Báo cáo Sơ kết 02 năm thực hiện Nghị quyết về cải cách hành chính giai đoạn 2021 - 2025"
    )


def test_bookmarks_are_the_numbered_sections(pdf):
    assert outline_of(pdf.outline) == [
        "1. Tóm tắt",
        "2. Cải cách thủ tục hành chính",
        ["2.1. Việc còn lại", ["Nguyên nhân"]],
        "3. Lĩnh vực 1",
        "4. Lĩnh vực 2",
        "5. Đề xuất, kiến nghị",
    ]


def test_pages_are_a4_and_numbered_but_the_first(pdf):
    sizes = {tuple(round(float(side) / 72 * 25.4) for side in p.mediabox[2:]) for p in pdf.pages}
    assert sizes == {(210, 297)}
    numbers = [re.findall(r"\b(\d+/\d+)\b", sheet.extract_text()[:40]) for sheet in pdf.pages]
    last = len(pdf.pages)
    assert numbers == [[], *([f"{number}/{last}"] for number in range(2, last + 1))]


def test_invented_data_are_named_on_every_page(pdf):
    assert all("DỮ LIỆU MINH HỌA" in sheet.extract_text() for sheet in pdf.pages)
    body, _ = CchcPDFExporter().from_notebook_node(report())
    assert "MINH HỌA" not in text_of(PdfReader(io.BytesIO(body)))


def test_its_words_can_be_found_and_copied(pdf):
    text = text_of(pdf)
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Kính gửi: Sở Nội vụ tỉnh",
        "Mục lục",
        "Cần xem lại: Có hai chỗ số liệu chưa khớp nhau",
        "Bảng 1. Hồ sơ thủ tục hành chính theo cấp và kết quả",
        "Biểu đồ 1. Hồ sơ tiếp nhận theo cấp, năm 2022",
        "giải quyết trước hạn và đúng hạn 99,95% số đã giải quyết",
        "TM. ỦY BAN NHÂN DÂN",
        "Nơi nhận:",
        "Mã lệnh đã tạo ra báo cáo này nằm ở phụ lục kiểm toán của bản HTML.",
    ):
        assert words in text
    assert "load_review" not in text


def test_every_font_is_inside(pdf):
    fonts = [font.get_object() for p in pdf.pages for font in p["/Resources"]["/Font"].values()]
    descriptors = [font["/DescendantFonts"][0]["/FontDescriptor"] for font in fonts]
    assert all({"/FontFile2", "/FontFile3"} & set(descriptor) for descriptor in descriptors)
    names = {re.sub(r"^/[A-Z]{6}\+", "", descriptor["/FontName"]) for descriptor in descriptors}
    assert "LibertinusSerif-Regular" in names
    assert {name.split("-")[0] for name in names} <= {"LibertinusSerif", "DejaVuSans"}


def test_tables_headings_lists_and_pictures_are_tagged(pdf):
    elements = tags(pdf.trailer["/Root"]["/StructTreeRoot"])
    kinds = {element["/S"] for element in elements}
    assert {"/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Figure", "/TOC"} <= kinds
    alts = {str(element["/Alt"]) for element in elements if "/Alt" in element}
    assert "Hai thanh ngang: cấp huyện 4.000 hồ sơ, cấp xã 2.873 hồ sơ." in alts


def test_text_is_never_markup():
    lines = [
        "1. Tổng quan",
        "= Đầu mục",
        "*sao* và _gạch_",
        "#import bên ngoài",
        "$x^2$ và @nhãn",
        "- gạch đầu dòng",
        'chuỗi "kép" \\ chéo <b>thẻ</b>',
    ]
    cell = code(
        "x", shown(*(page.Paragraph((line,)) for line in lines), page.Preformatted("#p *q*"))
    )
    text = text_of(export(cell))
    assert all(line in text for line in [*lines, "#p *q*"])


def test_what_an_analyst_shows_is_printed():
    stream = nbformat.v4.new_output("stream", name="stdout", text="cột  một\ncột  hai\n")
    error = nbformat.v4.new_output("error", ename="KeyError", evalue="'x'", traceback=["dòng 1"])
    picture = displayed({"image/png": PNG}, {"image/png": {"alt": "Bản đồ huyện"}})
    pdf = export(
        markdown("# Đầu đề\n\nMở đầu\n\n### Phần\n\n3. ba\n4. bốn"),
        code("x", stream, error, picture),
    )
    text = text_of(pdf)
    assert "Đầu đề Mở đầu" in text
    assert "1. Phần" in text and "3. ba 4. bốn" in text
    assert "cột một cột hai" in text
    assert "Nghiêm trọng: Ô số 2 (In [1]) dừng vì lỗi KeyError: 'x' dòng 1" in text
    alts = [e.get("/Alt") for e in tags(pdf.trailer["/Root"]["/StructTreeRoot"])]
    assert "Bản đồ huyện" in alts


def test_html_that_is_no_table_of_ours_is_refused_by_its_cell():
    frame = displayed({"text/html": "<table><tr><td>1</td></tr></table>", "text/plain": "1"})
    with pytest.raises(CchcError) as refusal:
        export(markdown("x"), code("frame", frame, count=3), code("frame", frame, count=None))
    assert [(fault.what, fault.where) for fault in refusal.value.faults] == [
        ("bảng HTML này không in được ra PDF", "notebook, ô số 2 (In [3])"),
        ("bảng HTML này không in được ra PDF", "notebook, ô số 3"),
    ]


def test_a_picture_without_alternative_text_is_refused():
    with pytest.raises(CchcError, match="hình không có lời mô tả thay thế"):
        export(code("x", displayed({"image/png": "AAAA"})))


def test_a_font_that_is_missing_is_refused():
    foreign = chart()
    drawing = foreign.svg.replace("DejaVu Sans", "Comic Sans MS")
    other = page.Chart(drawing, foreign.alt, foreign.caption, foreign.data)
    with pytest.raises(CchcError) as refusal:
        export(code("x", shown(other)))
    fault = refusal.value.faults[0]
    assert fault.what == "không có phông chữ 'Comic Sans MS' để in biểu đồ"
    assert fault.where == "Biểu đồ 1. Hồ sơ tiếp nhận theo cấp, năm 2022"


def test_a_warning_of_typst_is_an_error():
    empty = {"title": "x", "short_title": "x", "blocks": [], "invented": False, "has_code": False}
    with pytest.raises(CchcError, match="Typst cảnh báo: unknown font family: no such face"):
        _typeset(empty | {"faces": ["No Such Face"]}, "")


def test_a_row_that_is_higher_than_a_page_is_printed_to_its_end():
    long = " ".join(f"từ{number}" for number in range(3000))
    row = page.Row((("Dài",), (long,)))
    columns = (page.Column("Tên"), page.Column("Nội dung"))
    text = text_of(export(code("x", shown(page.Table("Bảng dài", columns, (row, row))))))
    assert text.count("từ2999") == 2


def test_a_table_that_breaks_repeats_its_head():
    columns = (page.Column("Đầu cột"), page.Column("Số", "right"))
    rows = tuple(page.Row(((f"Dòng {number}",), (str(number),))) for number in range(90))
    pdf = export(code("x", shown(page.Table("Bảng dài", columns, rows))))
    assert len(pdf.pages) >= 3
    assert all("Đầu cột" in sheet.extract_text() for sheet in pdf.pages)


@pytest.mark.slow
def test_no_section_heading_is_left_alone_at_the_foot_of_a_page():
    cells = [markdown(f"## Phần {number}\n\n" + "Một đoạn văn. " * 40) for number in range(60)]
    for sheet in export(*cells).pages:
        last_line = sheet.extract_text().strip().splitlines()[-1]
        assert not re.fullmatch(r"\d+\. Phần \d+", last_line)


def test_a_wanted_face_comes_first_when_it_is_there():
    assert body_faces(wanted=()) == ("Libertinus Serif",)
    assert body_faces(wanted=("Tinos",)) == ("Libertinus Serif",)
    assert body_faces(wanted=("Tinos", "DejaVu Serif")) == ("DejaVu Serif", "Libertinus Serif")


def test_a_wanted_face_without_vietnamese_letters_is_refused():
    with pytest.raises(UsageError) as refusal:
        body_faces(wanted=("STIXGeneral",))
    what = "phông 'STIXGeneral' thiếu chữ tiếng Việt: Ự ự Ỵ ỵ Ỷ ỷ Ỹ ỹ"
    assert refusal.value.faults[0].what == what
    assert "DejaVu Serif" in body_faces(wanted=("STIXGeneral", "DejaVu Serif"))


def test_the_folder_of_fonts_is_looked_into(tmp_path):
    shutil.copy(Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSerif.ttf"), tmp_path)
    paths = {font.path for font in font_book(str(tmp_path)).fonts()}
    assert str(tmp_path / "DejaVuSerif.ttf") in paths


def test_a_font_folder_that_is_none_is_refused(tmp_path):
    exporter = CchcPDFExporter(font_path=str(tmp_path / "nowhere"))
    with pytest.raises(UsageError, match="không có thư mục phông chữ này"):
        exporter.from_notebook_node(report())


def test_the_line_of_a_place_with_a_long_name_is_set_smaller_and_not_broken():
    office = {"superior": "", "issuer": "ỦY BAN NHÂN DÂN", "number": "Số:     /BC-UBND"}
    office |= {"kind": "BÁO CÁO", "subject": "Sơ kết", "addressee": "", "short_title": "Sơ kết"}
    place = "Thành phố Phan Rang - Tháp Chàm"
    day = f"{place}, ngày        tháng        năm        "
    pdf = export(code("x", shown(page.Letterhead(place_and_date=day, **office))))
    (line,) = [x for x in pdf.pages[0].extract_text().splitlines() if place in x]
    assert line.split()[-4:] == ["Chàm,", "ngày", "tháng", "năm"]


def test_short_texts_have_a_column_in_which_they_do_not_break():
    columns = (page.Column("Số liệu"), page.Column("Cấp"), page.Column("Ghi chú"))
    row = page.Row((("Hội nghị triển khai " * 3,), ("toàn huyện",), ("một câu " * 30,)))
    shares = column_shares(page.to_json(page.Table("", columns, (row,))))
    assert shares[1] == len("toàn huyện") + 2  # of 80 characters, with the room beside it


def test_where_nobody_gets_a_copy_no_heading_stands_over_an_empty_list():
    end = page.Signature((), "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "")
    text = text_of(export(code("x", shown(end))))
    assert "CHỦ TỊCH" in text
    assert "Nơi nhận" not in text
