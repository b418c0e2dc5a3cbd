"""Who reports to whom: every key is there, of its kind, or named."""

from datetime import date

import pytest

from cchc.errors import CchcError
from cchc.office import Addressee, Letterhead, Mandate, Office, Signature, parse_office
from cchc.textfile import TextFile
from sample_unit import FILES, UNIT, changed


def parse(text: str) -> Office:
    return parse_office(TextFile("office.toml", text, ""))


def messages(text: str) -> list[str]:
    with pytest.raises(CchcError) as refused:
        parse(text)
    return [str(fault) for fault in refused.value.faults]


def test_the_office_is_the_file_with_days_as_dates_and_copies_as_a_tuple():
    assert parse(FILES[f"{UNIT}/office.toml"]) == Office(
        Mandate(
            "Nghị quyết số 01-NQ/MH",
            "về cải cách hành chính",
            date(2020, 12, 31),
            "Công văn số 2/SNV",
            date(2022, 11, 8),
            2021,
            2022,
        ),
        Letterhead("", "Ủy ban nhân dân huyện Minh Họa 01", "UBND", "Minh Họa"),
        Addressee("Sở Nội vụ", ("Như trên", "Lưu: VT")),
        Signature("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", ""),
    )


def test_an_unknown_day_is_an_empty_text():
    assert parse(changed("office.toml", "2020-12-31", '""')).mandate.date is None


TEXT = 'ghi chữ trong dấu ngoặc kép, "" nếu không có'
YEAR = "ghi bốn chữ số, không đặt trong ngoặc kép: 2022"
BAD = {
    "missing key": (
        'place = "Minh Họa"\n',
        "",
        "thiếu khóa 'place'\n  tại:  office.toml, [letterhead]\n"
        "  sửa:  các khóa phải có: superior, issuer, abbreviation, place",
    ),
    "misspelt section": (
        "[addressee]",
        "[adressee]",
        "mục 'adressee' không có trong quy định\n  tại:  office.toml\n"
        "  sửa:  có phải là 'addressee'? Các mục phải có: mandate, letterhead, addressee,"
        " signature",
    ),
    "unknown key": (
        'place = "Minh Họa"\n',
        'place = "Minh Họa"\nphone = "1"\n',
        "khóa 'phone' không có trong quy định\n  tại:  office.toml, [letterhead]\n"
        "  sửa:  các khóa phải có: superior, issuer, abbreviation, place",
    ),
    "text for a year": (
        "= 2021",
        '= "2021"',
        f"'2021' không phải là một năm\n  tại:  office.toml, [mandate], khóa first_year\n"
        f"  sửa:  {YEAR}",
    ),
    "truth for a year": (
        "= 2021",
        "= true",
        f"'True' không phải là một năm\n  tại:  office.toml, [mandate], khóa first_year\n"
        f"  sửa:  {YEAR}",
    ),
    "year of two digits": (
        "= 2021",
        "= 21",
        f"'21' không phải là một năm\n  tại:  office.toml, [mandate], khóa first_year\n"
        f"  sửa:  {YEAR}",
    ),
    "years turned": (
        "= 2021",
        "= 2023",
        "năm thứ hai không sau năm thứ nhất\n  tại:  office.toml, [mandate], khóa second_year\n"
        "  sửa:  xem lại hai năm",
    ),
    "number for a text": (
        '"Sở Nội vụ"',
        "5",
        f"'5' không phải là chữ\n  tại:  office.toml, [addressee], khóa to\n  sửa:  {TEXT}",
    ),
    "text for a list": (
        '["Như trên", "Lưu: VT"]',
        '"Như trên"',
        "'Như trên' không phải là danh sách\n  tại:  office.toml, [addressee], khóa copies\n"
        '  sửa:  ghi như ["Như trên", "Lưu: VT"]',
    ),
    "day in another order": (
        '"2022-11-08"',
        '"08/11/2022"',
        "'08/11/2022' không phải là ngày dạng năm-tháng-ngày\n"
        "  tại:  office.toml, [mandate], khóa request_date\n  sửa:  có phải là 2022-11-08?",
    ),
    "time for a day": (
        "2020-12-31",
        "2020-12-31T10:00:00",
        "'2020-12-31 10:00:00' không phải là ngày\n  tại:  office.toml, [mandate], khóa date\n"
        '  sửa:  ghi như 2022-11-08, hoặc ""',
    ),
    "no issuer": (
        '"Ủy ban nhân dân huyện Minh Họa 01"',
        '" "',
        "giá trị để trống\n  tại:  office.toml, [letterhead], khóa issuer\n"
        "  sửa:  ghi nội dung cho khóa này",
    ),
}


@pytest.mark.parametrize(("old", "new", "message"), BAD.values(), ids=BAD)
def test_a_fault_of_a_key_is_named(old, new, message):
    assert messages(changed("office.toml", old, new)) == [message]


SYNTAX = (
    'mỗi dòng là khóa = "giá trị"; chữ đặt trong dấu ngoặc kép, mỗi khóa ghi một lần;'
    " ngày ghi 2020-12-25, không ngoặc kép"
)
BROKEN = {
    "day without quotes": ("[mandate]\ndate = 25/12/2020\n", "dòng 2, cột 10"),
    "no quotes": ("[mandate]\ntitle = về\n", "dòng 2, cột 9"),
    "key twice": ('[mandate]\ntitle = "a"\ntitle = "b"\n', "dòng 3, cột 12"),
    "open list": ("[addressee]\ncopies = [\n", "dòng 2"),
    "open text": ('[mandate]\ntitle = "a\n', "dòng 2, cột 11"),
}


@pytest.mark.parametrize(("text", "where"), BROKEN.values(), ids=BROKEN)
def test_a_break_of_the_syntax_is_named_with_its_line(text, where):
    assert messages(text) == [
        f"tệp TOML viết sai cú pháp\n  tại:  office.toml, {where}\n  sửa:  {SYNTAX}"
    ]


def test_lists_nested_without_end_are_a_break_of_the_syntax():
    assert messages("a = " + "[" * 100_000)[0].startswith("tệp TOML viết sai cú pháp\n")


def test_an_empty_file_lacks_every_section():
    every = "các mục phải có: mandate, letterhead, addressee, signature"
    assert messages("") == [
        f"thiếu mục '{name}'\n  tại:  office.toml\n  sửa:  {every}"
        for name in ("mandate", "letterhead", "addressee", "signature")
    ]


def test_a_key_in_place_of_a_section_is_named():
    text = changed("office.toml", '[addressee]\nto = "Sở Nội vụ"\n', "").replace(
        'copies = ["Như trên", "Lưu: VT"]\n', ""
    )
    assert messages('addressee = "Sở Nội vụ"\n' + text) == [
        "đây phải là một mục\n  tại:  office.toml, [addressee]\n"
        "  sửa:  viết tên mục trong ngoặc vuông"
    ]


def test_all_faults_come_at_once():
    text = changed("office.toml", "= 2021", '= "x"').replace('name = ""', "name = 1")
    assert len(messages(text)) == 2
