"""One CSV file: every row by column, and the exact words for everything that is wrong."""

import csv
import io
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.cells import BadCell, slug
from cchc.csvfile import Table, read_csv
from cchc.errors import CchcError


def whole_number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise BadCell("không phải là số", "ghi số")
    return int(text)


COLUMNS = {"id": slug, "size": whole_number, "note": str}
HEADER = "dòng đầu phải là: id,size,note"


def table_of(folder: Path, content: str | bytes) -> Table:
    path = folder / "data" / "ghi.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_csv(path, path.parent, COLUMNS, key=("id",))


def faults_of(table: Table) -> list[tuple[str, str, str]]:
    return [(fault.what, fault.where, fault.mend) for fault in table.faults]


@pytest.mark.parametrize(
    "content",
    [
        "id,size,note\na,1,x\nb,2,\n",
        "\ufeffid,size,note\na,1,x\nb,2,\n",
        "id,size,note\r\na,1,x\r\nb,2,\r\n",
        "id,size,note\ra,1,x\rb,2,\r",
        "id,size,note\na,1,x\nb,2,",
        "\nid,size,note\n\na,1,x\n,,\n  \nb,2,\n\n",
        "note,id,size\nx,a,1\n,b,2\n",
        '"id","size","note"\n"a","1","x"\n"b","2",""\n',
    ],
    ids=["plain", "BOM", "CRLF", "CR", "no last newline", "blank rows", "other order", "quoted"],
)
def test_the_ways_of_saving_the_same_rows_give_the_same_frame(tmp_path, content):
    table = table_of(tmp_path, content)
    frame = table.frame(size="int64")
    assert table.faults == []
    assert frame.to_dict("list") == {"id": ["a", "b"], "size": [1, 2], "note": ["x", ""]}


def test_a_row_is_named_by_its_first_line_even_after_cells_of_several_lines(tmp_path):
    table = table_of(tmp_path, 'id,size,note\na,1,"x\ny\nz"\n\nb,2,\n')
    assert [row.line for row in table.rows] == [2, 6]
    assert table.rows[0].values["note"] == "x\ny\nz"


def test_a_file_of_a_header_alone_is_an_empty_frame_with_its_types(tmp_path):
    frame = table_of(tmp_path, "id,size,note\n").frame(size="int64")
    assert len(frame) == 0
    assert list(frame.columns) == ["id", "size", "note"]
    assert frame["size"].dtype == "int64"


LINE_1 = "data/ghi.csv, dòng 1"
NOT_CLOSED = "dấu ngoặc kép không đóng, hoặc có chữ ngay sau dấu đóng"
TWICE = 'trong ô đặt giữa hai dấu ngoặc kép, mỗi dấu ngoặc kép viết thành hai: ""'
COMMAS = "lưu lại bằng kiểu 'CSV UTF-8' với dấu ngăn cột là dấu phẩy"
BAD_FILES = {
    "empty": ("", [("tệp rỗng", "data/ghi.csv", "ghi dòng đầu: id,size,note")]),
    "blank": ("\n \n,,\n", [("tệp rỗng", "data/ghi.csv", "ghi dòng đầu: id,size,note")]),
    "semicolons": (
        "id;size;note\na;1;x\n",
        [("các cột ngăn bằng dấu chấm phẩy, không phải dấu phẩy", LINE_1, COMMAS)],
    ),
    "tabs": (
        "id\tsize\tnote\na\t1\tx\n",
        [("các cột ngăn bằng dấu tab, không phải dấu phẩy", LINE_1, COMMAS)],
    ),
    "missing column": ("id,size\na,1\n", [("thiếu cột 'note'", LINE_1, HEADER)]),
    "no header": (
        "a,1,x\n",
        [
            ("cột 'a' không có trong quy định", f"{LINE_1}, cột thứ 1", HEADER),
            ("cột '1' không có trong quy định", f"{LINE_1}, cột thứ 2", HEADER),
            ("cột 'x' không có trong quy định", f"{LINE_1}, cột thứ 3", HEADER),
            ("thiếu cột 'id'", LINE_1, HEADER),
            ("thiếu cột 'size'", LINE_1, HEADER),
            ("thiếu cột 'note'", LINE_1, HEADER),
        ],
    ),
    "misspelt column": (
        "id,siez,note\na,1,x\n",
        [
            (
                "cột 'siez' không có trong quy định",
                f"{LINE_1}, cột thứ 2",
                "có phải là 'size'? Dòng đầu phải là: id,size,note",
            )
        ],
    ),
    "unknown column": (
        "id,size,note,extra\na,1,x,y\n",
        [("cột 'extra' không có trong quy định", f"{LINE_1}, cột thứ 4", HEADER)],
    ),
    "nameless column": (
        "id,size,note,\na,1,x,\n",
        [("cột không có tên", f"{LINE_1}, cột thứ 4", HEADER)],
    ),
    "doubled column": (
        "id,size,note,size\na,1,x,1\n",
        [("cột 'size' có hai lần", f"{LINE_1}, cột thứ 4", "bỏ một trong các cột cùng tên")],
    ),
    "too many cells": (
        "id,size,note\na,1,x,y\n",
        [
            (
                "dòng có 4 ô, dòng đầu có 3 cột",
                "data/ghi.csv, dòng 2",
                "đặt ô có dấu phẩy trong dấu ngoặc kép",
            )
        ],
    ),
    "too few cells": (
        "id,size,note\na,1\n",
        [
            (
                "dòng có 2 ô, dòng đầu có 3 cột",
                "data/ghi.csv, dòng 2",
                "ghi đủ dấu phẩy, kể cả cho ô trống",
            )
        ],
    ),
    "open quote": ('id,size,note\na,1,"x\n', [(NOT_CLOSED, "data/ghi.csv, dòng 2", TWICE)]),
    "quote within": ('id,size,note\na,1,"x"y\n', [(NOT_CLOSED, "data/ghi.csv, dòng 2", TWICE)]),
    "huge cell": (
        "id,size,note\na,1," + "x" * 131_073 + "\n",
        [
            (
                "có ô dài hơn 131.072 ký tự",
                "data/ghi.csv, dòng 2",
                "tìm dấu ngoặc kép mở ra mà không đóng, hoặc rút ngắn ô đó",
            )
        ],
    ),
    "same key": (
        "id,size,note\na,1,x\nb,1,x\na,2,y\n",
        [
            (
                "dòng lặp lại dòng 2: cùng id 'a'",
                "data/ghi.csv, dòng 4, cột id",
                "giữ lại một dòng",
            )
        ],
    ),
}


@pytest.mark.parametrize(("content", "faults"), BAD_FILES.values(), ids=BAD_FILES)
def test_what_is_wrong_with_a_file_is_said_exactly(tmp_path, content, faults):
    table = table_of(tmp_path, content)
    assert faults_of(table) == faults
    with pytest.raises(CchcError) as refused:
        table.frame()
    assert refused.value.faults == tuple(table.faults)


def test_all_faults_come_at_once_in_the_order_of_their_lines(tmp_path):
    table = table_of(tmp_path, "id,sise,note\nA,x,\na,1\nb,2,\nb,3,\n")
    assert [(fault.what, fault.where) for fault in table.faults] == [
        ("cột 'sise' không có trong quy định", "data/ghi.csv, dòng 1, cột thứ 2"),
        ("'A' không phải là mã định danh", "data/ghi.csv, dòng 2, cột id"),
        ("dòng có 2 ô, dòng đầu có 3 cột", "data/ghi.csv, dòng 3"),
        ("dòng lặp lại dòng 4: cùng id 'b'", "data/ghi.csv, dòng 5, cột id"),
    ]


def test_a_missing_file_says_which_header_to_write(tmp_path):
    table = read_csv(tmp_path / "data" / "ghi.csv", tmp_path / "data", COLUMNS, ("id",))
    assert faults_of(table) == [
        ("thiếu tệp ghi.csv", "data/ghi.csv", "tạo tệp này với dòng đầu: id,size,note")
    ]


@pytest.mark.parametrize(
    "content", ["", "id;size;note\n", "size,note\n1,x\n", "id,size,note\nA,1,\n", 'id\n"a']
)
def test_names_are_unknown_where_some_cannot_be_read(tmp_path, content):
    assert table_of(tmp_path, content).names("id") is None


def test_names_are_known_where_only_other_cells_are_wrong(tmp_path):
    assert table_of(tmp_path, "id,size,note\na,x,\nb,2,\n").names("id") == {"a", "b"}


LETTER = st.characters(
    exclude_categories=["Cs", "Cc", "Cn", "Co"],
    include_characters='\n",;',
    exclude_characters="\ufeff\ufffc\ufffd",
)
CELL = st.text(LETTER)
ROWS = st.lists(st.tuples(st.integers(0, 10**9), CELL), max_size=8)
TMP_PATH_IS_WRITTEN_ANEW = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def as_csv(rows: list[list]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([list(COLUMNS), *rows])
    return text.getvalue()


@TMP_PATH_IS_WRITTEN_ANEW
@given(rows=ROWS)
def test_reading_what_was_written_gives_it_back_in_nfc(tmp_path, rows):
    written = [[f"r-{number}", size, note] for number, (size, note) in enumerate(rows)]
    frame = table_of(tmp_path, as_csv(written)).frame(size="int64")
    assert frame["size"].tolist() == [size for size, _ in rows]
    assert frame["note"].tolist() == [normalize("NFC", note) for _, note in rows]


@TMP_PATH_IS_WRITTEN_ANEW
@given(sizes=st.lists(st.sampled_from(["1", "x", "", "-1", "1.0", " 1"]), min_size=1))
def test_as_many_bad_cells_as_many_faults_each_with_its_line(tmp_path, sizes):
    rows = [[f"r-{number}", size, ""] for number, size in enumerate(sizes)]
    expected = [
        f"data/ghi.csv, dòng {number + 2}, cột size"
        for number, size in enumerate(sizes)
        if size != "1"
    ]
    assert [fault.where for fault in table_of(tmp_path, as_csv(rows)).faults] == expected


@TMP_PATH_IS_WRITTEN_ANEW
@given(raw=st.binary(max_size=200))
def test_any_bytes_give_a_table_or_faults_and_never_break(tmp_path, raw):
    table = table_of(tmp_path, raw)
    assert table.faults or len(table.frame()) == len(table.rows)
