"""Files from outside that mean harm, or are broken: refused in so many words, in bounded memory."""

import csv
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc.errors import CchcError
from cchc.intake import archive
from cchc.intake.changes import changes
from cchc.intake.proposal import Proposal
from cchc.intake.sheets import read_sheets
from sample_unit import UNIT, write_data

SAVE = "mở bằng Excel hoặc LibreOffice và lưu lại thành .xlsx hoặc .ods"
BROKEN = "tệp hỏng, hoặc không phải bảng tính .xlsx hay .ods"
TIGHT = "tệp nén quá chặt hoặc quá lớn: mở ra hơn 80 MB, hoặc gấp quá 200 lần"
CROP = "xóa các ô thừa ngoài bảng rồi lưu lại"

WORKBOOK = """<?xml version="1.0" encoding="UTF-8"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"""
RELATIONS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/\
worksheet" Target="worksheets/sheet1.xml"/></Relationships>"""
PACKAGE = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/\
officeDocument" Target="xl/workbook.xml"/></Relationships>"""
SHEET = (
    '<?xml version="1.0" encoding="UTF-8"?>{doctype}<worksheet xmlns="http://schemas.'
    'openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
)
ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
CONTENT = (
    '<?xml version="1.0"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    '<office:spreadsheet><table:table table:name="A">{rows}</table:table></office:spreadsheet>'
    "</office:body></office:document-content>"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def xlsx(path: Path, rows: str = ONE, doctype: str = "", **more: str | bytes) -> Path:
    parts = {
        "_rels/.rels": PACKAGE,
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": RELATIONS,
        "xl/worksheets/sheet1.xml": SHEET.format(doctype=doctype, rows=rows),
    }
    return packed(path, parts | more)


def ods(path: Path, rows: str, **more: str) -> Path:
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    parts = {"mimetype": mime, "content.xml": CONTENT.format(rows=rows)}
    return packed(path, parts | {"META-INF/manifest.xml": manifest} | more)


def packed(path: Path, parts: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def refusal(path: Path) -> tuple[str, str]:
    with pytest.raises(CchcError) as refused:
        read_sheets(path)
    [fault] = refused.value.faults
    assert fault.where == str(path)
    return fault.what, fault.mend


def test_an_honest_file_is_read(tmp_path):
    [sheet] = read_sheets(xlsx(tmp_path / "a.xlsx"))
    assert (sheet.name, sheet.rows) == ("A", ((1.0,),))
    cell = '<table:table-cell office:value-type="float" office:value="1"/>'
    [sheet] = read_sheets(ods(tmp_path / "a.ods", f"<table:table-row>{cell}</table:table-row>"))
    assert (sheet.name, sheet.rows) == ("A", ((1.0,),))


@pytest.mark.parametrize(
    ("content", "what", "mend"),
    [
        (b"", BROKEN, SAVE),
        (b"id,code\n", BROKEN, SAVE),
        (b"PK\x03\x04 and no more", BROKEN, SAVE),
        (OLE + bytes(600), "tệp .xls kiểu cũ, hoặc không phải bảng tính", SAVE),
        (
            OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "tệp có mật khẩu",
            "bỏ mật khẩu: lưu lại không đặt mật khẩu mở tệp",
        ),
    ],
    ids=["empty", "text", "cut off", "old", "password"],
)
def test_what_is_no_open_workbook_is_refused(tmp_path, content, what, mend):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert refusal(path) == (what, mend)


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path):
    assert refusal(tmp_path / "a.xlsx") == ("không có tệp này", "xem lại tên tệp và thư mục")
    assert refusal(tmp_path) == ("không phải là tệp thường", "nêu tên một tệp .xlsx hoặc .ods")


def test_a_huge_file_is_not_even_opened(tmp_path):
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.truncate(archive.WORKBOOK.largest + 1)
    mend = "kiểm tra có đúng tệp không; bỏ hình ảnh và trang thừa"
    assert refusal(path) == ("tệp lớn hơn 20 MB", mend)


def test_macros_are_refused_and_never_run(tmp_path):
    path = xlsx(tmp_path / "a.xlsm", **{"xl/vbaProject.bin": b"\x00"})
    mend = "lưu lại thành .xlsx (không macro) rồi nhập; macro không bao giờ được chạy"
    assert refusal(path) == ("tệp có macro", mend)
    basic = ods(tmp_path / "a.ods", "", **{"Basic/Standard/Module1.xml": "<x/>"})
    assert refusal(basic) == ("tệp có macro", mend)


LINKED = "tệp có liên kết tới tệp khác; liên kết không bao giờ được mở"


def test_links_to_other_files_are_refused_and_never_followed(tmp_path):
    excel = xlsx(tmp_path / "a.xlsx", **{"xl/externalLinks/externalLink1.xml": "<x/>"})
    assert refusal(excel)[0] == LINKED
    assert refusal(excel)[1].startswith("số trong ô có thể đã cũ: ngắt liên kết")
    source = '<table:table-source xlink:href="file:///etc/passwd" xmlns:xlink="x"/>'
    assert refusal(ods(tmp_path / "a.ods", source))[0] == LINKED


@pytest.mark.parametrize("name", ["../../evil", "/etc/evil", "xl\\evil", "C:evil", "a/../b"])
def test_paths_that_climb_out_are_refused(tmp_path, name):
    path = xlsx(tmp_path / "a.xlsx", **{name: "x"})
    what, mend = refusal(path)
    assert what == f"tệp nén bên trong có đường dẫn lạ {name!a}"
    assert mend == f"không dùng tệp này; {SAVE}"
    assert sorted(tmp_path.iterdir()) == [path]


def test_entities_that_expand_are_refused(tmp_path):
    laughs = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE x [<!ENTITY b0 "ha">{laughs}]>'
    rows = '<row r="1"><c r="A1" t="str"><v>&b9;</v></c></row>'
    assert refusal(xlsx(tmp_path / "a.xlsx", rows, doctype)) == (BROKEN, SAVE)
    outside = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    assert refusal(xlsx(tmp_path / "b.xlsx", ONE, outside)) == (BROKEN, SAVE)


def test_a_cell_at_the_far_corner_is_refused(tmp_path):
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    what = "có ô quá xa: trang tính trải ra hơn 1.000.000 ô"
    assert refusal(xlsx(tmp_path / "a.xlsx", ONE + far)) == (what, CROP)
    cell = '<table:table-cell office:value-type="float" office:value="1"'
    many = f'<table:table-row table:number-rows-repeated="1048576">{cell}'
    many += ' table:number-columns-repeated="1024"/></table:table-row>'
    assert refusal(ods(tmp_path / "a.ods", many)) == (what, CROP)


def test_one_long_text_in_a_million_cells_is_refused(tmp_path):
    what = "chữ trong các ô của một trang dài hơn 20.000.000 ký tự"
    cells = '<row><c t="s"><v>0</v></c></row>' * 30_000
    shared = f"<sst><si><t>{'x' * 1_000}</t></si></sst>"
    path = xlsx(tmp_path / "a.xlsx", cells, **{"xl/sharedStrings.xml": shared})
    assert refusal(path) == (what, CROP)
    text = '<table:table-row table:number-rows-repeated="30000"><table:table-cell'
    text += ' office:value-type="string"><text:p>{}</text:p></table:table-cell></table:table-row>'
    assert refusal(ods(tmp_path / "a.ods", text.format("x" * 1_000))) == (what, CROP)
    blanks = text.format('<text:s text:c="99999999"/>')
    assert refusal(ods(tmp_path / "b.ods", blanks)) == (what, CROP)


@pytest.mark.slow
def test_a_million_empty_rows_are_nothing(tmp_path):
    rows = ONE + "".join(f'<row r="{n}" s="1"/>' for n in range(2, 1_000_001))
    [sheet] = read_sheets(xlsx(tmp_path / "a.xlsx", rows))
    assert sheet.rows == ((1.0,),)
    cell = '<table:table-cell office:value-type="float" office:value="1"/>'
    one = f"<table:table-row>{cell}</table:table-row>"
    many = '<table:table-row table:number-rows-repeated="1048575"><table:table-cell'
    many += ' table:number-columns-repeated="16384"/></table:table-row>'
    [sheet] = read_sheets(ods(tmp_path / "a.ods", one + many))
    assert sheet.rows == ((1.0,),)


def test_too_many_parts_and_parts_of_one_name_are_refused(tmp_path):
    strange = "tệp nén bên trong có số phần bất thường"
    many = xlsx(tmp_path / "a.xlsx", **{f"p{n}": "" for n in range(2_000)})
    assert refusal(many) == (strange, SAVE)
    twice = xlsx(tmp_path / "b.xlsx")
    with zipfile.ZipFile(twice, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/workbook.xml", "other")
    assert refusal(twice) == (strange, SAVE)


def test_an_encrypted_part_is_a_password(tmp_path):
    manifest = '<manifest:encryption-data xmlns:manifest="urn:x"/>'
    path = ods(tmp_path / "a.ods", "", **{"META-INF/manifest.xml": manifest})
    assert refusal(path)[0] == "tệp có mật khẩu"


PEAK = """
import sys
from pathlib import Path
import python_calamine
from cchc.errors import CchcError
from cchc.intake.sheets import read_sheets
def highest():
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024
before = highest()
try:
    read_sheets(Path(sys.argv[1]))
    print("")
except CchcError as error:
    print(error.faults[0].what)
print(highest() - before)
"""


def peak(path: Path) -> tuple[str, int]:
    """What a process of its own says of a file, and by how many MB it grew."""
    command = [sys.executable, "-c", PEAK, str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    said, grown = run.stdout.splitlines()
    return said, int(grown)


def bomb(path: Path, megabytes: int) -> Path:
    """A workbook of a few MB at most whose one sheet unpacks to that many."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", WORKBOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(SHEET.partition("{doctype}")[0].encode())
            for _ in range(megabytes):
                part.write(b" " * 1_000_000)
    return path


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux counts it")
def test_a_bomb_of_two_gigabytes_is_refused_in_bounded_memory(tmp_path):
    path = bomb(tmp_path / "a.xlsx", 2_000)
    assert path.stat().st_size < 3_000_000
    said, grown = peak(path)
    assert said == TIGHT
    assert grown < 120


@pytest.mark.slow
def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path):
    path = bomb(tmp_path / "a.xlsx", 300)
    content = path.read_bytes()
    claimed = (len(SHEET.partition("{doctype}")[0].encode()) + 300_000_000).to_bytes(4, "little")
    assert claimed in content
    path.write_bytes(content.replace(claimed, (1_000).to_bytes(4, "little")))
    assert refusal(path) in {(BROKEN, SAVE), (TIGHT, MEND_TIGHT)}


MEND_TIGHT = "kiểm tra nguồn của tệp; chép các ô có số sang một tệp mới"


@pytest.mark.slow
def test_a_csv_line_of_500_mb_is_refused_before_it_is_read(tmp_path):
    data = write_data(tmp_path)
    path = data / UNIT / "figures.csv"
    with path.open("r+b") as file:
        file.truncate(500_000_000)
    with pytest.raises(CchcError) as refused:
        changes(Proposal(UNIT), data)
    [fault] = refused.value.faults
    assert (fault.what, fault.where) == (
        "figures.csv lớn hơn 50 MB",
        "data/huyen-minh-hoa-01/figures.csv",
    )


def test_a_csv_cell_without_end_is_refused(tmp_path):
    head = "code,period,level,value,qualifier,source,place,note\n"
    data = write_data(tmp_path, figures_csv=head + '"' + "x" * 1_000_000)
    limit = csv.field_size_limit(131_072)  # Python's own, which other packages raise
    try:
        with pytest.raises(CchcError) as refused:
            changes(Proposal(UNIT), data)
    finally:
        csv.field_size_limit(limit)
    [fault] = refused.value.faults
    assert fault.what == "có ô dài hơn 131.072 ký tự"


def spoilt(content: bytes) -> Iterator[bytes]:
    """The file cut off, and with one byte in many places turned."""
    for end in range(0, len(content), len(content) // 20):
        yield content[:end]
    for place in range(0, len(content), len(content) // 60):
        yield content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]


def test_a_damaged_file_is_read_or_refused_and_never_a_traceback(tmp_path):
    path = xlsx(tmp_path / "a.xlsx")
    content = path.read_bytes()
    for broken in spoilt(content):
        path.write_bytes(broken)
        try:
            read_sheets(path)
        except CchcError as error:
            assert len(error.faults) == 1
