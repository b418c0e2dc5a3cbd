"""Reports as files: what is read of them, and the exact words for what is not opened."""

import io
import subprocess
import zipfile
from unicodedata import normalize

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from cchc.against.received import read_report
from cchc.errors import CchcError

NOT_READ = "Không đọc: đầu trang, chân trang, chú thích, hình và hộp chữ."
SAVE = "mở bằng Word hoặc LibreOffice và lưu lại thành .docx"
EXPORT = "xuất lại PDF từ bản Word"


def read(path):
    return [piece.text for piece in read_report(path).pieces if piece.text]


def refusal(path):
    with pytest.raises(CchcError) as refused:
        read_report(path)
    (fault,) = refused.value.faults
    return fault.what, fault.mend


def word(path, *paragraphs):
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(path)
    return path


def with_part(path, name, content):
    """The same file with one part more, or with another content of a part."""
    parts = {}
    with zipfile.ZipFile(path) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    parts[name] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, data in parts.items():
            archive.writestr(entry, data)
    return path


def document_of(path):
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml")


def test_a_word_file_is_read_in_order_with_its_tables_and_without_what_stands_in_margins(tmp_path):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Trang 7"
    document.add_paragraph("Năm 2022 có 5 xã.")
    table = document.add_table(2, 2)
    for cell, text in zip(table.rows[0].cells, ["Nội dung", "Năm 2022"], strict=True):
        cell.text = text
    for cell, text in zip(table.rows[1].cells, ["Trường học", "34"], strict=True):
        cell.text = text
    document.add_paragraph("Hết.")
    document.save(tmp_path / "a.docx")
    assert read(tmp_path / "a.docx") == ["Năm 2022 có 5 xã.", "Năm 2022, Trường học: 34", "Hết."]
    assert read_report(tmp_path / "a.docx").notes == (NOT_READ,)


def test_numbers_that_word_itself_puts_before_items_are_not_in_the_text_and_that_is_said(tmp_path):
    document = docx.Document()
    item = document.add_paragraph("Cải cách thể chế")
    properties = item._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="1"/></w:numPr>'))
    document.save(tmp_path / "a.docx")
    assert read(tmp_path / "a.docx") == ["Cải cách thể chế"]
    assert read_report(tmp_path / "a.docx").notes == (
        "Word tự đánh số một số mục: các số thứ tự ấy không nằm trong chữ nên không được liệt kê.",
        NOT_READ,
    )


def test_what_a_tracked_change_inserts_is_read_and_what_it_deletes_is_not(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("Có ")
    for tag, text_tag, text in (("del", "delText", "34"), ("ins", "t", "35")):
        paragraph._p.append(
            parse_xml(
                f'<w:{tag} {nsdecls("w")} w:id="1" w:author="a"><w:r><w:{text_tag}>{text}'
                f"</w:{text_tag}></w:r></w:{tag}>"
            )
        )
    paragraph.add_run(" trường")
    document.save(tmp_path / "a.docx")
    assert read(tmp_path / "a.docx") == ["Có 35 trường"]


def test_merged_cells_stand_in_every_place_that_they_cover(tmp_path):
    document = docx.Document()
    table = document.add_table(3, 3)
    texts = [["Nội dung", "Kết quả", ""], ["", "Năm 2021", "Năm 2022"], ["Trường học", "39", "34"]]
    for row, line in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, line, strict=True):
            cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    document.save(tmp_path / "a.docx")
    assert read(tmp_path / "a.docx") == [
        "Kết quả Năm 2021, Trường học: 39",
        "Kết quả Năm 2022, Trường học: 34",
    ]


def table_in_word(rows):
    """A document with one table, and the table."""
    document = docx.Document()
    table = document.add_table(len(rows), len(rows[0]))
    for line, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = text
    return document, table


YEARS_OF_COMMUNES = [["Nội dung", "Năm 2021", "Năm 2022"], ["Cấp xã", "47.328", "7.043"]]


@pytest.mark.parametrize("wrapped", ["cell", "row"])
def test_a_cell_or_a_row_in_a_content_control_stays_in_its_place(tmp_path, wrapped):
    document, table = table_in_word(YEARS_OF_COMMUNES)
    inner = table.cell(1, 1)._tc if wrapped == "cell" else table.rows[1]._tr
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
    inner.addprevious(control)
    control[0].append(inner)
    document.save(tmp_path / "a.docx")
    assert read(tmp_path / "a.docx") == ["Năm 2021, Cấp xã: 47.328", "Năm 2022, Cấp xã: 7.043"]


def test_a_table_in_a_cell_is_read_once_as_text_of_that_cell(tmp_path):
    document, table = table_in_word([["Kết quả"]])
    table.cell(0, 0).add_table(1, 2).cell(0, 1).text = "34 trường"
    document.save(tmp_path / "a.docx")
    assert read(tmp_path / "a.docx") == ["Kết quả 34 trường"]


@pytest.mark.parametrize("width", ["x", "", "-3", "٣", "9" * 5000])
def test_a_width_of_a_cell_that_is_no_number_is_one_column(tmp_path, width):
    document, table = table_in_word(YEARS_OF_COMMUNES)
    span = parse_xml(f'<w:gridSpan {nsdecls("w")} w:val="{width}"/>')
    table.cell(1, 2)._tc.get_or_add_tcPr().append(span)
    document.save(tmp_path / "a.docx")
    assert read(tmp_path / "a.docx") == ["Năm 2021, Cấp xã: 47.328", "Năm 2022, Cấp xã: 7.043"]


def test_letters_in_nfd_soft_hyphens_and_runs_of_blanks_are_made_plain(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(normalize("NFD", "Trường  học\u00ad:\t34"), encoding="utf-8")
    assert read(path) == ["Trường học: 34"]


def test_a_zip_bomb_is_refused_before_anything_reads_it(tmp_path):
    path = word(tmp_path / "a.docx", "5")
    with_part(path, "word/document.xml", document_of(path) + b" " * 90_000_000)
    assert path.stat().st_size < 200_000
    assert refusal(path) == (
        "tệp nén quá chặt hoặc quá lớn: mở ra hơn 80 MB, hoặc gấp quá 200 lần",
        "kiểm tra nguồn của tệp; chép chữ sang một tệp mới",
    )


def test_macros_are_refused_and_never_run(tmp_path):
    path = with_part(word(tmp_path / "a.docx", "5"), "word/vbaProject.bin", b"x")
    assert refusal(path) == (
        "tệp có macro",
        "lưu lại thành .docx (không macro) rồi đối chiếu; macro không bao giờ được chạy",
    )


def test_what_a_file_refers_to_outside_is_never_looked_at(tmp_path):
    path = word(tmp_path / "a.docx", "5 xã")
    outside = (
        '<?xml version="1.0"?><Relationships'
        ' xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship'
        ' Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'attachedTemplate" Target="file:///nowhere/x.dotm" TargetMode="External"/></Relationships>'
    )
    with_part(path, "word/_rels/document.xml.rels", outside.encode())
    assert read(path) == ["5 xã"]


def test_entities_are_refused(tmp_path):
    path = word(tmp_path / "a.docx", "5")
    bomb = b'<!DOCTYPE a [<!ENTITY b "9">]>' + document_of(path).partition(b"?>")[2]
    with_part(path, "word/document.xml", bomb)
    assert refusal(path) == (
        "tệp có khai báo DTD, là thứ Word không bao giờ ghi",
        f"không dùng tệp này; {SAVE}",
    )


def test_what_is_no_word_file_is_refused(tmp_path):
    path = tmp_path / "a.docx"
    broken = ("tệp hỏng, hoặc không phải văn bản Word .docx", SAVE)
    path.write_bytes(b"PK\x03\x04 not really")
    assert refusal(path) == broken
    path.write_bytes(b"")
    assert refusal(path) == broken
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old")
    assert refusal(path) == ("tệp .doc kiểu cũ, hoặc không phải văn bản Word", SAVE)
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    assert refusal(path) == ("tệp có mật khẩu", "bỏ mật khẩu: lưu lại không đặt mật khẩu mở tệp")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
    assert refusal(path) == ("tệp nén này không phải là văn bản Word", SAVE)
    with_part(word(path, "5"), "word/document.xml", b"<w:document>")
    assert refusal(path) == ("tệp Word hỏng, không đọc được nội dung", SAVE)


def test_a_file_that_is_missing_or_of_another_kind_is_a_wrong_call(tmp_path):
    path = tmp_path / "a.docx"
    assert refusal(path) == ("không có tệp 'a.docx'", "xem lại tên tệp sau --against")
    path = tmp_path / "a.odt"
    path.write_bytes(b"x")
    assert refusal(path) == (
        "không đọc loại tệp '.odt'",
        "dùng .docx, .pdf, .txt; tệp .doc, .odt, .rtf thì lưu lại thành .docx",
    )


def test_a_text_without_end_is_refused(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("5 " * 1_100_000, encoding="utf-8")
    assert refusal(path) == (
        "báo cáo dài hơn 2 triệu ký tự",
        "kiểm tra có đúng tệp báo cáo không",
    )


def pdf(path, *, password=""):
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password)
    file = io.BytesIO()
    writer.write(file)
    path.write_bytes(file.getvalue())
    return path


def test_a_pdf_that_cannot_be_read_is_refused_with_the_reason(tmp_path):
    path = tmp_path / "a.pdf"
    assert refusal(pdf(path)) == (
        "tệp PDF không có chữ, có lẽ là bản quét",
        "dùng bản Word, hoặc PDF xuất từ Word; không đọc chữ trong ảnh",
    )
    path.write_bytes(b"%PDF-1.7 nothing")
    assert refusal(path) == ("tệp PDF hỏng, không đọc được", EXPORT)


def test_a_pdf_whose_page_is_damaged_is_refused(tmp_path):
    from pypdf import PdfWriter
    from pypdf.generic import DictionaryObject, NameObject, StreamObject

    writer, content = PdfWriter(), StreamObject()
    page = writer.add_blank_page(200, 200)
    content.set_data(b"BT /F1 12 Tf 50 100 Td (77) Tj 1 0 0 R 3 4 Tm [(a) 5 (b)] TJ ET")
    page[NameObject("/Contents")] = writer._add_object(content)
    page[NameObject("/Resources")] = DictionaryObject()
    writer.write(tmp_path / "a.pdf")
    assert refusal(tmp_path / "a.pdf") == ("tệp PDF hỏng, không đọc được", EXPORT)


def test_a_pdf_with_a_password_is_refused(tmp_path):
    assert refusal(pdf(tmp_path / "a.pdf", password="x")) == (
        "tệp PDF có mật khẩu",
        "lưu lại không đặt mật khẩu mở tệp",
    )


@pytest.mark.slow
def test_a_pdf_that_libreoffice_makes_has_the_paragraphs_of_its_word_file(tmp_path):
    paragraphs = [
        f"{n}. Năm 2022, đơn vị thứ {n} tiếp nhận {n * 1111} hồ sơ theo Nghị quyết 03-NQ/TU"
        " ngày 31 tháng 12 năm 2020, nhiều hơn năm 2021 và không có hồ sơ nào quá hạn."
        for n in range(1, 60)
    ]
    document = docx.Document()
    footer = document.sections[0].footer.paragraphs[0]
    footer._p.append(
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        )
    )
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(tmp_path / "a.docx")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, "a.docx"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    assert read(tmp_path / "a.pdf") == paragraphs


def test_bullets_of_word_in_a_text_that_is_only_read_are_no_fault(tmp_path):
    (tmp_path / "a.txt").write_text("Kết quả:\n\uf0b7 Có 5 xã.\n", encoding="utf-8")
    assert [piece.text for piece in read_report(tmp_path / "a.txt").pieces] == [
        "Kết quả:",
        "\uf0b7 Có 5 xã.",
    ]
