"""The declaration of a register's columns: what it may say, and every fault in it at once."""

import pytest

from cchc.errors import CchcError
from cchc.tally.columns import strptime_format
from cchc.tally.declaration import EXAMPLE, read_declaration

GOOD = """\
[columns]
id = "Mã"
received = "Nhận"
due = "Hạn"
finished = "Xong"
level = "Cấp"
field = "Lĩnh vực"
[levels]
"Cấp xã" = "commune"
"""


def faults(tmp_path, text):
    path = tmp_path / "cot.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CchcError) as caught:
        read_declaration(path)
    return [
        (fault.what, fault.where.partition("cot.toml")[2], fault.mend)
        for fault in caught.value.faults
    ]


def test_the_example_is_a_good_declaration_in_every_part():
    columns = read_declaration(EXAMPLE)
    assert columns.formats == ("%d/%m/%Y",)
    assert columns.words["status"]["chờ bổ sung"] == "pending"
    assert columns.words["level"] == {"cấp huyện": "district", "cấp xã": "commune"}


def test_what_the_example_has_behind_a_sign_can_be_said_too(tmp_path):
    text = EXAMPLE.read_text(encoding="utf-8")
    for line in ("working_days =", "holidays =", "workdays =", "sheet ="):
        text = text.replace(f"# {line}", line)
    path = tmp_path / "cot.toml"
    path.write_text(text, encoding="utf-8")
    columns = read_declaration(path)
    assert columns.has("working_days")
    assert (columns.sheet, len(columns.holidays), len(columns.workdays)) == ("Sổ 2022", 1, 1)


@pytest.mark.parametrize(
    "old, new, fault",
    [
        (
            'id = "Mã"\n',
            "",
            ("thiếu khóa 'id'", ", [columns]", 'thêm dòng: id = "tên cột trong sổ"'),
        ),
        (
            'due = "Hạn"\n',
            "",
            (
                "không có gì cho biết hạn trả kết quả",
                ", [columns]",
                "khai cột hạn trả (due), hoặc cột số ngày làm việc (working_days)",
            ),
        ),
        (
            'due = "Hạn"',
            'due = "Nhận"',
            ("cột 'Nhận' khai cho cả 'received' và 'due'", ", [columns]", "khai mỗi cột một lần"),
        ),
        (
            'due = "Hạn"',
            'due = "Hạn"\ndeu = "x"',
            (
                "không có khóa 'deu'",
                ", [columns]",
                "có phải là 'due'? Các khóa là: id, received, due, finished, withdrawn, status,"
                " level, field, channel, working_days",
            ),
        ),
        (
            'due = "Hạn"',
            "due = 3",
            (
                "không phải là chữ, hoặc trống",
                ", [columns], khóa 'due'",
                'viết chữ trong dấu ngoặc kép: "…"',
            ),
        ),
        (
            'field = "Lĩnh vực"\n',
            "",
            (
                "'field' chưa khai",
                "",
                "khai field ở một trong hai mục: [columns] hoặc [constants]",
            ),
        ),
        (
            "[levels]",
            '[constants]\nlevel = "commune"\n[levels]',
            (
                "'level' khai ở cả [columns] và [constants]",
                "",
                "khai level ở một trong hai mục: [columns] hoặc [constants]",
            ),
        ),
        (
            '"Cấp xã" = "commune"\n',
            "",
            (
                "có cột 'level' mà chưa khai các chữ của nó",
                ", [levels]",
                "ghi mỗi chữ trong cột đó nghĩa là gì: district, commune",
            ),
        ),
        (
            '"commune"',
            '"comune"',
            (
                "'comune' không có trong các mã",
                ", [levels], khóa 'Cấp xã'",
                "có phải là 'commune'? Chọn trong: district, commune",
            ),
        ),
        (
            "[levels]",
            '[levels]\n"CẤP XÃ" = "district"',
            (
                "'CẤP XÃ' và 'Cấp xã' là một chữ mà mang hai nghĩa",
                ", [levels]",
                "giữ một dòng",
            ),
        ),
        (
            "[levels]",
            '[dates]\nformats = ["dd/mm/yyyy", "mm/dd/yyyy"]\n[levels]',
            (
                "'dd/mm/yyyy' và 'mm/dd/yyyy' đọc một ngày thành hai ngày khác nhau",
                ", [dates]",
                "giữ dạng mà sổ dùng",
            ),
        ),
        (
            "[levels]",
            '[dates]\nformats = ["dd/mm/yy"]\n[levels]',
            (
                "không hiểu dạng ngày 'dd/mm/yy'",
                ", [dates]",
                'viết như "dd/mm/yyyy", "yyyymmdd" hoặc "excel"',
            ),
        ),
        (
            "[levels]",
            '[dates]\nformats = "dd/mm/yyyy"\n[levels]',
            (
                "không phải là danh sách dạng ngày",
                ", [dates], khóa 'formats'",
                'viết như ["dd/mm/yyyy"]',
            ),
        ),
        (
            "[levels]",
            '[calendar]\nholidays = ["2022-09-01"]\n[levels]',
            (
                "không phải là danh sách ngày",
                ", [calendar], khóa 'holidays'",
                "viết như [2022-09-01, 2022-09-03]",
            ),
        ),
        (
            "[levels]",
            "[calendar]\nholidays = [2022-09-01]\nworkdays = [2022-09-01]\n[levels]",
            (
                "2022-09-01 vừa là ngày nghỉ vừa là ngày làm việc",
                ", [calendar]",
                "ghi ngày đó ở một khóa",
            ),
        ),
        (
            "[levels]",
            "[level]",
            (
                "không có mục 'level'",
                "",
                "có phải là 'levels'? Các mục là: columns, constants, dates, levels, channels,"
                " statuses, calendar, excel",
            ),
        ),
    ],
)
def test_a_fault_is_named_with_its_mend(old, new, fault, tmp_path):
    assert GOOD.count(old) == 1
    assert faults(tmp_path, GOOD.replace(old, new)) == [fault]


def test_all_faults_are_named_at_once(tmp_path):
    text = GOOD.replace('id = "Mã"\n', "").replace('"commune"', '"xa"')
    assert len(faults(tmp_path, text)) == 2


@pytest.mark.parametrize("text", ["id = ", "[columns]\n[columns]\n"])
def test_a_file_that_is_no_toml_is_refused(text, tmp_path):
    [(what, _, mend)] = faults(tmp_path, text)
    assert what.startswith("tệp không đúng cú pháp TOML: ")
    assert mend == (
        'mỗi dòng là khóa = "giá trị"; chữ đặt trong dấu ngoặc kép, mỗi khóa ghi một lần'
    )


def test_a_declaration_that_is_not_there_says_how_to_make_one(tmp_path):
    with pytest.raises(CchcError) as caught:
        read_declaration(tmp_path / "khong.toml")
    [fault] = caught.value.faults
    assert (fault.what, fault.mend) == (
        "thiếu tệp khong.toml",
        "viết tệp mẫu rồi sửa: cchc tally --example TỆP.toml",
    )


@pytest.mark.parametrize(
    "text, format_",
    [
        ("dd/mm/yyyy", "%d/%m/%Y"),
        ("d.m.yyyy", "%d.%m.%Y"),
        ("yyyy/mm/dd", "%Y/%m/%d"),
        ("yyyymmdd", "%Y%m%d"),
        ("mm-dd-yyyy", "%m-%d-%Y"),
        ("excel", "excel"),
    ],
)
def test_a_format_as_people_write_it_is_one_for_strptime(text, format_):
    assert strptime_format(text) == format_


@pytest.mark.parametrize("text", ["ddmmyyyy", "dd/dd/yyyy", "%d/%m/%Y", "", "dd/mm/yyyy hh:mm"])
def test_a_format_that_could_be_read_two_ways_is_none(text):
    with pytest.raises(ValueError, match="dạng ngày"):
        strptime_format(text)
