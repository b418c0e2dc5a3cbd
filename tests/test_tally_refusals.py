"""What a register must not be: each refusal with its exact words; hostile files harm nothing."""

import csv
import gzip
import tracemalloc

import duckdb
import pytest

from cchc.errors import CchcError
from cchc.tally.columns import Columns
from cchc.tally.count import tally
from registers_of_dossiers import COLUMNS, END, NAMES, START, write_csv

UTF8 = (
    "lưu lại bằng UTF-8: trong Excel chọn Lưu thành (Save As),"
    " kiểu 'CSV UTF-8 (phân tách bằng dấu phẩy)'"
)
SAVE = "trong Excel, chọn Lưu thành (Save As), kiểu 'Excel Workbook (.xlsx)' hoặc 'CSV UTF-8'"
QUOTES = "tìm dấu ngoặc kép mở ra mà không đóng, rồi xuất lại sổ"
HEADER = ",".join(NAMES.values())
GOOD = {
    "id": "H1", "received": "03/02/2022", "due": "10/02/2022", "finished": "09/02/2022",
    "withdrawn": "", "status": "Đã trả kết quả", "level": "Cấp xã", "field": "Đất đai",
    "channel": "Trực tiếp", "working_days": "",
}  # fmt: skip
LINE = ",".join(GOOD[name] for name in NAMES)


def dossier(**other):
    return GOOD | other


def refused(path, columns=COLUMNS, aside=None):
    with pytest.raises(CchcError) as caught:
        tally([path], columns, START, END, aside)
    return str(caught.value)


def message(what, where, mend):
    return f"{what}\n  tại:  {where}\n  sửa:  {mend}"


def csv_file(tmp_path, *lines, name="so.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes("".join(f"{line}\n" for line in (HEADER, *lines)).encode(encoding))
    return path


def test_a_good_row_counts(tmp_path):
    found = tally([csv_file(tmp_path, LINE)], COLUMNS, START, END)
    assert found.levels["commune"]["resolved_early"] == 1


@pytest.mark.parametrize(
    "content, what, where, mend",
    [
        (b"", "tệp rỗng", "so.csv", "xuất lại sổ từ phần mềm một cửa"),
        (
            HEADER.encode("utf-16"),
            "tệp được lưu bằng UTF-16, không phải UTF-8",
            "so.csv",
            SAVE,
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old workbook",
            "tệp Excel kiểu cũ (.xls) hoặc có mật khẩu",
            "so.csv",
            f"bỏ mật khẩu; {SAVE}",
        ),
        (
            "Mã số,Ngày\n".encode("cp1258", "replace"),
            "tệp không phải UTF-8: không đọc được byte 0xE0",
            "so.csv, dòng 1",
            UTF8,
        ),
        (
            f"{HEADER}\n{LINE}\n".encode() + b"H2,\xd2\xd3\n",
            "tệp không phải UTF-8",
            "so.csv, dòng 3",
            UTF8,
        ),
        (
            f"{HEADER}\n{LINE}\nH2,\0\n".encode(),
            "tệp có ký tự NUL",
            "so.csv, quanh dòng 1",
            UTF8,
        ),
        (
            f"{HEADER}\n{LINE}\nH2,1,2\n".encode(),
            "dòng có 3 ô mà dòng đầu có 10",
            "so.csv, dòng 3",
            "xuất lại sổ; ô có dấu ngăn cột phải đặt giữa hai dấu ngoặc kép",
        ),
        (
            f'{HEADER}\n{LINE}\n"H2{LINE}\n'.encode(),
            "dấu ngoặc kép không đóng, hoặc có chữ ngay sau dấu đóng",
            "so.csv, dòng 3",
            QUOTES,
        ),
        (
            f"{HEADER}\n{LINE}\n{LINE[:5]}\r{LINE[5:]}\n".encode(),
            "tệp không phải CSV đúng quy cách, hoặc lẫn hai kiểu xuống dòng",
            "so.csv",
            f"lưu lại: {UTF8.partition(': ')[2]}",
        ),
        (
            b"PAR1 but no Parquet",
            "tệp Parquet hỏng",
            "so.csv",
            "xuất lại sổ; tệp có thể chưa chép xong",
        ),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_a_file_that_is_no_register_is_refused(content, what, where, mend, tmp_path):
    path = tmp_path / "so.csv"
    path.write_bytes(content)
    assert refused(path) == message(what, where, mend)


def test_a_line_without_an_end_is_refused_before_it_fills_the_memory(tmp_path):
    path = tmp_path / "so.csv"
    with path.open("wb") as file:
        file.write(f"{HEADER}\n{LINE}\n".encode())
        file.seek(500_000_000, 1)
        file.write(b"\n")
    with path.open("r+b") as file:
        file.seek(len(f"{HEADER}\n{LINE}\n".encode()))
        file.write(b"x" * 3_000_000)
    tracemalloc.start()
    said = refused(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert said == message("có dòng dài hơn 1 MB", "so.csv, dòng 3", QUOTES)
    assert peak < 10_000_000


def test_a_quoted_cell_of_a_megabyte_is_refused(tmp_path):
    path = csv_file(tmp_path, LINE, LINE.replace("Đất đai", '"' + "x\n" * 1_500_000 + '"'))
    assert refused(path) == message("có dòng dài hơn 1 MB", "so.csv, dòng 3", QUOTES)


@pytest.mark.parametrize(
    "text, day",
    [("03/04/2022", "03/04/2022"), ("3-4-2022 08:00", "3-4-2022 08:00"), ("3.4.2022", "3.4.2022")],
)
def test_a_date_that_could_be_two_days_is_refused_where_no_format_is_stated(text, day, tmp_path):
    rows = [dossier(received="25/03/2022", due="25/04/2022", finished="13/04/2022")]
    path = write_csv(tmp_path / "so.csv", [*rows, *[dossier(id=n, received=text) for n in "ab"]])
    columns = Columns(NAMES, formats=(), words=COLUMNS.words)
    assert refused(path, columns) == message(
        f"2 dòng có ngày đọc được hai cách: Ngày tiếp nhận: {day}",
        "so.csv, dòng 3",
        'khai dạng ngày của sổ trong tệp khai báo, ví dụ: [dates] formats = ["dd/mm/yyyy"]',
    )


def test_dates_that_can_only_be_one_day_need_no_format(tmp_path):
    path = write_csv(
        tmp_path / "so.csv",
        [
            dossier(id="a", received="25/03/2022", due="2022-05-05", finished="05/05/2022"),
            dossier(id="b", received="2022-03-25", due="13/04/2022 17:00", finished=""),
            dossier(id="c", received="03/25/2022", due="2022-04-30", finished=""),
        ],
    )
    found = tally([path], Columns(NAMES, words=COLUMNS.words), START, END)
    form = found.levels["commune"]
    assert (form["resolved_on_due_date"], found.aside) == (
        1,
        {"unreadable_date": 1, "status_without_date": 1},
    )


def test_a_column_that_is_not_there_is_named_with_those_that_are(tmp_path):
    path = tmp_path / "so.csv"
    path.write_text(f"{HEADER.replace('Hạn trả', 'Han tra')}\n{LINE}\n", encoding="utf-8")
    assert refused(path) == message(
        "sổ không có cột 'Hạn trả'",
        "so.csv, dòng đầu",
        "có phải là 'Han tra'? Sửa due trong mục [columns] của tệp khai báo. Sổ có các cột:"
        " 'Mã hồ sơ', 'Ngày tiếp nhận', 'Han tra', 'Ngày trả', 'Ngày rút', 'Trạng thái', 'Cấp',"
        " 'Lĩnh vực', 'Hình thức', 'Số ngày'",
    )


def test_a_column_that_is_there_twice_is_refused(tmp_path):
    path = tmp_path / "so.csv"
    path.write_text(f"{HEADER},Cấp\n{LINE},\n", encoding="utf-8")
    assert refused(path) == message(
        "cột 'Cấp' có 2 lần", "so.csv, dòng đầu", "đặt tên khác cho cột không dùng"
    )


def test_a_column_of_words_that_has_too_many_of_them_is_another_column(tmp_path):
    rows = [dossier(id=str(n), field=f"Hồ sơ {n}") for n in range(1001)]
    path = write_csv(tmp_path / "so.csv", rows)
    assert refused(path) == message(
        "cột 'Lĩnh vực' có hơn 1.000 giá trị khác nhau",
        "tệp khai báo",
        "xem lại field trong mục [columns]: có thể là cột khác",
    )


@pytest.mark.parametrize(
    "delimiter, ending, encoding",
    [
        (",", "\n", "utf-8"),
        (";", "\r\n", "utf-8-sig"),
        ("\t", "\n", "utf-8-sig"),
        ("|", "\r\n", "utf-8"),
    ],
)
def test_any_usual_csv_is_read(delimiter, ending, encoding, tmp_path):
    rows = [dossier(field="Quy hoạch, kiến trúc;\n|\t của xã", id=f"H{n}") for n in range(3)]
    path = write_csv(tmp_path / "so.csv", rows, delimiter, encoding, ending)
    found = tally([path], COLUMNS, START, END)
    # control characters are no part of a name that is shown, but nothing is lost
    assert (found.read, found.used) == (3, 3)


def test_a_file_name_and_a_column_name_are_never_code(tmp_path):
    name = "so'); DROP TABLE part_0; --[1]*?.csv"
    evil = 'Cấp", (SELECT 1) AS "x\'); --'
    columns = Columns(NAMES | {"level": evil}, formats=("%d/%m/%Y",), words=COLUMNS.words)
    path = csv_file(tmp_path, LINE, name=name)
    header = next(csv.reader([HEADER]))
    header[header.index("Cấp")] = evil
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, LINE.split(",")])
    assert tally([path], columns, START, END).used == 1
    parquet = tmp_path / f"{name}.parquet"
    as_parquet(path, parquet)
    assert tally([parquet], columns, START, END, tmp_path / "a'side.csv").used == 1


def as_parquet(path, parquet):
    with duckdb.connect() as connection:
        connection.read_csv(
            str(path).replace("[", "[[]").replace("*", "[*]").replace("?", "[?]"), all_varchar=True
        ).write_parquet(str(parquet))


def test_what_excel_would_run_is_text_in_the_rows_set_aside(tmp_path):
    evil = "=cmd|' /C calc'!A0"
    rows = [dossier(id=evil, level="@SUM(1)"), dossier(id="+1", status="-2+3")]
    aside = tmp_path / "aside.csv"
    tally([write_csv(tmp_path / "so.csv", rows)], COLUMNS, START, END, aside)
    with aside.open(encoding="utf-8-sig", newline="") as file:
        first, second = csv.DictReader(file)
    assert first["mã hồ sơ"] == f"'{evil}"
    assert first["cấp"] == "'@SUM(1)"
    assert (second["mã hồ sơ"], second["trạng thái"]) == ("'+1", "'-2+3")


@pytest.mark.parametrize(
    "days", ["2147483647", "99999999999999999999", "1e400", "nan", "-1", "3661"]
)
def test_a_number_of_working_days_that_cannot_be_is_set_aside(days, tmp_path):
    path = write_csv(tmp_path / "so.csv", [dossier(due="", working_days=days), dossier(id="b")])
    found = tally([path], COLUMNS, START, END)
    assert (found.used, found.aside) == (1, {"unreadable_days": 1})


def test_the_longest_time_that_can_be_stated_is_worked_out(tmp_path):
    rows = [
        dossier(
            due="", working_days="3660", received="2022-12-14", finished="", status="Chờ bổ sung"
        )
    ]
    found = tally([write_csv(tmp_path / "so.csv", rows)], COLUMNS, START, END)
    assert found.levels["commune"]["pending_in_time"] == 1


@pytest.mark.parametrize("content", [HEADER, f"{HEADER}\n", f"\n\n{HEADER}\r\n\r\n"])
def test_a_register_without_a_row_counts_nothing(content, tmp_path):
    path = tmp_path / "so.csv"
    path.write_text(content, encoding="utf-8", newline="")
    found = tally([path], COLUMNS, START, END, tmp_path / "aside.csv")
    assert (found.read, found.used, found.levels) == (0, 0, {})


def test_a_parquet_without_a_row_counts_nothing(tmp_path):
    as_parquet(csv_file(tmp_path), tmp_path / "so.parquet")
    assert tally([tmp_path / "so.parquet"], COLUMNS, START, END).read == 0


def test_lines_within_a_cell_and_blank_lines_are_no_rows(tmp_path):
    path = csv_file(tmp_path, LINE.replace("Đất đai", '"Đất\nđai"'), "", LINE.replace("H1", "H2"))
    found = tally([path], COLUMNS, START, END)
    assert (found.read, found.used) == (2, 2)


@pytest.fixture
def usual_limit():
    """What Python allows in a cell of a CSV; other libraries change it for the whole process."""
    before = csv.field_size_limit(131_072)
    yield
    csv.field_size_limit(before)


def test_a_cell_that_is_a_text_of_its_own_is_refused(usual_limit, tmp_path):
    path = csv_file(tmp_path, LINE.replace("Đất đai", '"' + "x" * 200_000 + '\n"'))
    assert refused(path) == message("có ô dài hơn 131.072 ký tự", "so.csv", QUOTES)


def test_what_a_column_holds_that_is_not_asked_for_does_not_matter(tmp_path):
    path = tmp_path / "so.csv"
    path.write_bytes(f"{HEADER},Ghi chú\n{LINE},x\n".encode() + LINE[2:].encode() + b",\xff\n")
    assert tally([path], COLUMNS, START, END).aside == {"no_id": 1}


def test_the_name_of_a_folder_says_nothing_of_a_register(tmp_path):
    folder = tmp_path / "Cấp=Cấp huyện"
    folder.mkdir()
    as_parquet(csv_file(tmp_path, LINE), folder / "so.parquet")
    for each in (csv_file(folder, LINE), folder / "so.parquet"):
        assert list(tally([each], COLUMNS, START, END).levels) == ["commune"]


def test_a_register_that_is_compressed_is_refused(tmp_path):
    path = tmp_path / "so.csv.gz"
    path.write_bytes(gzip.compress(f"{HEADER}\n{LINE}\n".encode()))
    mend = "giải nén rồi nêu tệp đã giải nén"
    assert refused(path) == message("tệp nén (.gz)", "so.csv.gz", mend)


def test_a_text_that_is_called_gz_is_read_as_the_text_it_is(tmp_path):
    assert tally([csv_file(tmp_path, LINE, name="so.csv.gz")], COLUMNS, START, END).used == 1


@pytest.mark.parametrize(
    "error, said",
    [
        ("IO Error: Could not write: No space left on device", "không ghi được vào thư mục tạm"),
        ("IO Error: Could not read from file 'so.csv': Input/output error", "không đọc được sổ"),
    ],
)
def test_a_disk_that_fails_is_named_for_what_it_does(error, said, tmp_path, monkeypatch):
    def fail(*_):
        raise duckdb.IOException(error)

    monkeypatch.setattr("cchc.tally.count.read_part", fail)
    assert refused(csv_file(tmp_path, LINE)).startswith(f"{said} ({error})")


def test_a_register_beyond_the_memory_is_not_to_be_counted_piece_by_piece_as_one_source(
    tmp_path, monkeypatch
):
    def fail(*_):
        raise duckdb.OutOfMemoryException("Out of Memory Error: could not allocate")

    monkeypatch.setattr("cchc.tally.count.read_part", fail)
    assert refused(csv_file(tmp_path, LINE)) == message(
        "sổ quá lớn để đếm trong 1GB bộ nhớ",
        "bộ nhớ",
        "chừa thêm chỗ trống trên đĩa cho thư mục tạm (biến TMPDIR) hoặc dùng máy lớn hơn; nếu chia"
        " sổ thì chia theo cấp và nêu cho mỗi phần một --source riêng",
    )
