"""Characters that a report cannot print: refused where they are read, found by a check, named by
the PDF exporter, never lost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import get_data_path
from nbformat import from_dict

from cchc import page
from cchc.errors import CchcError
from cchc.export import CchcPDFExporter
from cchc.export.pdf_exporter import _prints
from cchc.folder import read_folder
from cchc.letters import NO_TEXT, UNUSUAL, is_drawn, named
from cchc.review import load_review
from sample_notebook import chart, code, displayed, markdown, notebook, shown
from sample_unit import FILES, UNIT, changed, write_data

BULLET = "ký tự riêng của phông Symbol, Wingdings ({}), thường là dấu đầu dòng từ Word"
PRIVATE = "ký tự riêng của một phông chữ ({}), phông khác không có"
NONE = "mã {}, không phải là ký tự nào"
RETYPE, DELETE = "gõ lại bằng dấu có thật, ví dụ '-', '•', '→', hoặc xóa", "xóa ký tự đó"
KINDS = [
    ("\uf0b7", "U+F0B7", BULLET, RETYPE),
    ("\uf0a7", "U+F0A7", BULLET, RETYPE),
    ("\ue000", "U+E000", PRIVATE, RETYPE),
    ("\U000f0000", "U+F0000", PRIVATE, RETYPE),
    ("\U0010fffd", "U+10FFFD", PRIVATE, RETYPE),
    ("\ufdd0", "U+FDD0", NONE, DELETE),
    ("\U0001fffe", "U+1FFFE", NONE, DELETE),
    ("\U0010ffff", "U+10FFFF", NONE, DELETE),
    ("\ufeff", "U+FEFF", "dấu đầu tệp BOM ({}) ở giữa chữ", DELETE),
    ("\ufffc", "U+FFFC", "ký tự {}, chỗ của một hình đã mất khi chép", DELETE),
    ("\ufffd", "U+FFFD", "ký tự {}, chỗ của một chữ đã mất khi đổi bảng mã",
     "xem bản gốc rồi gõ lại chữ đúng"),
]  # fmt: skip


def faults_of(tmp_path, **files) -> list[tuple[str, str, str]]:
    with pytest.raises(CchcError) as refused:
        read_folder(UNIT, write_data(tmp_path, **files))
    return [(fault.what, fault.where, fault.mend) for fault in refused.value.faults]


@pytest.mark.parametrize(("character", "number", "name", "mend"), KINDS, ids=[k[1] for k in KINDS])
def test_what_is_no_text_is_refused_with_its_place(tmp_path, character, number, name, mend):
    text = changed("narrative.md", "nhiều cách", f"nhiều {character} cách")
    assert faults_of(tmp_path, narrative_md=text) == [
        (
            f"tệp có {name.format(number)}: “…Tuyên truyền bằng nhiều [{number}] cách,”",
            f"data/{UNIT}/narrative.md, dòng 11, ký tự thứ 27",
            mend,
        )
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        ("figures.csv", "II.2.6", "II\uf0b72.6", "dòng 7, ký tự thứ 56"),
        ("sources.csv", "Phụ lục số", "\uf0b7Phụ lục số", "dòng 3, ký tự thứ 14"),
        ("documents.csv", "Luật minh họa", "Luật \uf0b7", "dòng 3, ký tự thứ 38"),
        ("periods.csv", "chưa hết năm", "\uf0b7chưa hết năm", "dòng 3, ký tự thứ 21"),
        ("office.toml", '"CHỦ TỊCH"', '"\uf0b7"', "dòng 22, ký tự thứ 13"),
    ],
)
def test_every_file_of_a_unit_is_looked_through(tmp_path, name, old, new, place):
    text = changed(name, old, new)
    [(what, where, _)] = faults_of(tmp_path, **{name.replace(".", "_"): text})
    assert what.startswith(f"tệp có {BULLET.format('U+F0B7')}: “")
    assert where == f"data/{UNIT}/{name}, {place}"


def test_one_that_stands_often_is_one_fault_and_two_are_two(tmp_path):
    text = changed("narrative.md", "Tuyên truyền", "\uf0b7 Tuyên \uf0a7 truyền \uf0b7\n  \uf0b7")
    assert [(what.partition(": “")[0], where) for what, where, _ in faults_of(
        tmp_path, narrative_md=text)] == [
        (f"tệp có {BULLET.format('U+F0B7')}, 3 chỗ, chỗ đầu",
         f"data/{UNIT}/narrative.md, dòng 11, ký tự thứ 3"),
        (f"tệp có {BULLET.format('U+F0A7')}", f"data/{UNIT}/narrative.md, dòng 11, ký tự thứ 11"),
    ]  # fmt: skip


def test_an_escape_in_office_toml_is_looked_through_too(tmp_path):
    text = changed("office.toml", '"Lưu: VT"', r'"Lưu: \uF0B7"')
    assert faults_of(tmp_path, office_toml=text) == [
        (
            f"có {BULLET.format('U+F0B7')}: “Lưu: [U+F0B7]”",
            f"data/{UNIT}/office.toml, [addressee], khóa copies",
            RETYPE,
        )
    ]


def test_a_unit_with_such_a_text_stops_alone(cchc_over_two_units):
    code, out, err = cchc_over_two_units("check", UNIT, "huyen-minh-hoa-02")
    assert code == 1
    assert f"data/{UNIT}/narrative.md, dòng 11, ký tự thứ 3" in err
    assert "huyen-minh-hoa-02: 6 số liệu" in out


@pytest.fixture
def cchc_over_two_units(tmp_path, command_line, monkeypatch):
    data = write_data(tmp_path, narrative_md=changed("narrative.md", "Tuyên", "\uf0b7 Tuyên"))
    (data / "huyen-minh-hoa-02").mkdir()
    for path in FILES:
        if path.startswith(UNIT):
            (data / path.replace(UNIT, "huyen-minh-hoa-02")).write_text(FILES[path])
    monkeypatch.chdir(tmp_path)
    return command_line


def test_what_no_font_draws_is_a_finding_that_can_itself_be_printed(tmp_path):
    text = changed("narrative.md", "bằng nhiều cách", "→ 中文 ✓ bằng 中")
    review = load_review(UNIT, 2021, 2022, write_data(tmp_path, narrative_md=text))
    found = [each for each in review.findings if each.check == "character_not_drawn"]
    more = "không có trong các phông chữ đi kèm nên bản PDF không in được"
    mend = (
        "thay bằng chữ khác, hoặc chạy với --font-path chỉ tới thư mục có phông vẽ được ký tự này."
    )
    words = "“- Tuyên truyền → [U+4E2D][U+6587] ✓ bằng [U+4E2D],”"
    assert [(each.message, each.places, each.severity) for each in found] == [
        (f"Ký tự U+4E2D {more} (2 chỗ, chỗ đầu: {words}); {mend}",
         (f"data/{UNIT}/narrative.md, dòng 11, ký tự thứ 18",), "warn"),
        (f"Ký tự U+6587 {more} ({words}); {mend}",
         (f"data/{UNIT}/narrative.md, dòng 11, ký tự thứ 19",), "warn"),
    ]  # fmt: skip


def test_a_register_of_all_units_is_no_matter_of_one(tmp_path):
    text = FILES["units.csv"].replace("Minh Họa 03", "中")
    review = load_review(UNIT, 2021, 2022, write_data(tmp_path, units_csv=text))
    assert "character_not_drawn" not in {each.check for each in review.findings}


@given(st.characters())
def test_what_is_no_text_is_unusual_named_and_not_drawn(character):
    if NO_TEXT.match(character):
        assert UNUSUAL.match(character) and not is_drawn(character)
    assert named(character).isprintable()


@pytest.mark.parametrize("kind", ["L", "M", "N", "P", "S", "Z"])
@given(data=st.data())
def test_letters_marks_digits_and_signs_are_text(kind, data):
    character = data.draw(st.characters(categories=[kind]))
    assert not NO_TEXT.match(character) or character in "\ufffc\ufffd"


def unprinted(*cells) -> list[tuple[str, str, str]]:
    with pytest.raises(CchcError) as refused:
        CchcPDFExporter().from_notebook_node(notebook(*cells))
    return [(fault.what, fault.where, fault.mend) for fault in refused.value.faults]


def test_every_character_that_passes_the_check_is_printed_upright_bold_and_slanted():
    drawn = [c for c in map(chr, range(0x20000)) if c not in "\t\n\r" and is_drawn(c)]
    assert len(drawn) > 5_000
    for start in range(0, len(drawn), 500):
        assert _prints("a".join(drawn[start : start + 500]), "")


@pytest.mark.parametrize("character", "中あกន🚀✅，\u0378\U0001fbf0")
def test_every_character_that_the_check_finds_is_refused_in_print(character):
    assert not is_drawn(character)
    number = f"U+{ord(character):04X}"
    assert unprinted(
        markdown("Mở đầu"), code("x", shown(page.Heading(f"Mục {character} hai")))
    ) == [
        (
            f"bản PDF không in được ký tự {number}: “Mục [{number}] hai”",
            "notebook, ô số 2 (In [1])",
            "thay bằng chữ khác, hoặc đưa thư mục có phông chữ vẽ được ký tự này vào --font-path",
        )
    ]


def test_a_font_that_a_person_names_draws_what_the_others_lack(tmp_path):
    font = Path(get_data_path(), "fonts", "ttf", "STIXSizOneSymReg.ttf").read_bytes()
    for encoding in ("ascii", "utf-16-be"):  # a family of its own, or it would have a bold face
        font = font.replace("STIXSizeOneSym".encode(encoding), "Minh Hoa Phong".encode(encoding))
    (tmp_path / "minh-hoa.ttf").write_bytes(font)
    brace = "\u23b0"  # only in that face, for mathematics, in which no text is set
    assert not is_drawn(brace)
    assert _prints(brace, str(tmp_path))
    assert not _prints(brace, "")


@pytest.mark.parametrize("character", ["\uf0b7", "\ufeff", "\ufffe", "\0", "\b", "\ud800"])
def test_what_is_no_text_is_refused_in_print_with_its_cell(character):
    stream = {"output_type": "stream", "name": "stdout", "text": f"a {character} b"}
    number = f"U+{ord(character):04X}"
    [(what, where, _)] = unprinted(code("x", from_dict(stream), count=7))
    assert what == f"bản PDF không in được {named(character)}: “a [{number}] b”"
    assert where == "notebook, ô số 1 (In [7])"


def test_every_cell_that_shows_one_is_named_whatever_it_shows():
    drawing = chart()
    labelled = page.Chart(
        drawing.svg.replace("</svg>", "<text>Xã \uf0a7</text></svg>"),
        drawing.alt, drawing.caption, drawing.data,
    )  # fmt: skip
    frame = {"text/html": "<table><thead><tr><th>Tên</th></tr></thead>"
             "<tbody><tr><td>中</td></tr></tbody></table>"}  # fmt: skip
    mark = page.Paragraph((page.Mark("5", "a|2022|all", "nguồn \uf0b7: chỉ HTML hiện"),))
    faults = unprinted(
        markdown("Một\n\n- hai \uf0b7"),
        code("x", shown(mark)),
        code("x", shown(labelled)),
        code("x", displayed(frame)),
    )
    assert [(what.partition(": ")[0][-30:], where) for what, where, _ in faults] == [
        ("thường là dấu đầu dòng từ Word", "notebook, ô số 1"),
        ("thường là dấu đầu dòng từ Word", "notebook, ô số 3 (In [1])"),
        ("PDF không in được ký tự U+4E2D", "notebook, ô số 4 (In [1])"),
    ]


def test_what_typst_refuses_for_another_reason_is_named_with_its_cell():
    broken = displayed({"image/png": "AAAA"}, {"image/png": {"alt": "Bản đồ"}})
    [(what, where, mend)] = unprinted(markdown("Mở đầu"), code("x", broken, count=3))
    assert what.startswith("Typst không in được: ")
    assert (where, mend) == (
        "notebook, ô số 2 (In [3])",
        "xem lại nội dung mà lời báo nêu, rồi chạy lại",
    )
