"""`cchc tally` on the command line: what it says, what it writes, and that it asks first."""

import csv
import zipfile
from datetime import date
from importlib.metadata import version

import pytest

from cchc.tally.declaration import EXAMPLE, read_declaration
from cchc.tally.propose import proposed
from cchc.tally.result import Tally
from registers_of_dossiers import COLUMNS, NAMES, write_csv
from sample_unit import UNIT, write_data

DECLARED = {
    "id": "Mã hồ sơ", "received": "Ngày tiếp nhận", "due": "Ngày hẹn trả",
    "finished": "Ngày trả kết quả", "withdrawn": "Ngày dừng, trả, rút", "status": "Trạng thái",
    "level": "Cấp", "field": "Lĩnh vực", "channel": "Hình thức nộp",
}  # fmt: skip

SO = """\
Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả,Ngày trả kết quả,"Ngày dừng, trả, rút",Trạng thái,Cấp,\
Lĩnh vực,Hình thức nộp
1,10/01/2021,20/01/2021,19/01/2021,,Đã trả kết quả,Cấp xã,Hộ tịch,Trực tuyến
2,10/12/2020,20/12/2020,21/12/2020,,Đã trả kết quả,Cấp xã,Hộ tịch,Trực tiếp
3,10/12/2021,20/12/2021,,,Đang giải quyết,Cấp xã,Đất đai,Bưu chính
4,10/05/2021,20/05/2021,,18/05/2021,Đã rút,Cấp huyện,Đất đai,Trực tiếp
5,10/05/2021,20/05/2021,20/05/2021,,Đã trả kết quả,Cấp huyện,Đất đai,Trực tiếp
5,10/05/2021,20/05/2021,20/05/2021,,Đã trả kết quả,Cấp huyện,Đất đai,Trực tiếp
6,10/05/2021,,20/05/2021,,Đã trả kết quả,Cấp huyện,Đất đai,Trực tiếp
7,16/12/2021,20/12/2021,,,Đang giải quyết,Cấp huyện,Đất đai,Trực tiếp
"""
"""Eight rows for the year 2021 of the sample unit, from 15 December 2020 to 14 December 2021."""


@pytest.fixture
def cchc(monkeypatch, command_line, tmp_path):
    """Runs the command line in a folder with a register, its declaration and a unit's data."""
    write_data(tmp_path)
    (tmp_path / "so.csv").write_text(SO, encoding="utf-8")
    (tmp_path / "cot.toml").write_bytes(EXAMPLE.read_bytes())
    monkeypatch.chdir(tmp_path)

    return command_line


ASKED = ("tally", "so.csv", "--unit", UNIT, "--period", "2021", "--columns", "cot.toml")


def test_every_row_is_accounted_for_and_the_form_is_shown(cchc, tmp_path):
    code, out, err = cchc(*ASKED)
    assert (code, err) == (0, "")
    assert out.split("\n\n")[0] == (
        "Kỳ 2021: từ 15/12/2020 đến 14/12/2021 (cũng là ngày chốt số liệu).\n"
        "  so.csv: 8 dòng\n"
        "Đọc 8 dòng = dùng 5 + để riêng 3.\n"
        "Để riêng vì có chỗ sai: 2\n"
        "  không có hạn trả kết quả                            1\n"
        "  lặp lại đúng một dòng trước, dòng đầu đã được tính  1\n"
        "Để riêng vì ngoài kỳ: 1\n"
        "  tiếp nhận sau kỳ  1"
    )
    form = {line[2:50].strip(): line[50:].split() for line in out.split("\n\n")[1].splitlines()}
    assert form["Hồ sơ tiếp nhận"] == ["3", "2", "3"]
    assert form["Hồ sơ từ kỳ trước chuyển sang"] == ["6", "0", "1"]
    assert form["Hồ sơ giải quyết đúng hạn"] == ["9", "1", "0"]
    assert form["Hồ sơ giải quyết quá hạn"] == ["10", "0", "1"]
    assert form["Hồ sơ dừng giải quyết, trả lại hoặc rút"] == ["1", "0"]
    assert "  cấp huyện: Đất đai          2          0         1" in out


def test_nothing_is_written_that_was_not_asked_for(cchc, tmp_path):
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    cchc(*ASKED)
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert after == before


def test_the_figures_reach_the_data_folder_only_when_somebody_agrees(cchc, tmp_path):
    figures = tmp_path / "data" / UNIT / "figures.csv"
    before = figures.read_bytes()
    code, out, _ = cchc(*ASKED, "--write")
    assert code == 2
    assert "Chưa ghi gì." in out
    assert "2 dòng của sổ để riêng vì có chỗ sai, không tính vào các số này" in out
    assert figures.read_bytes() == before
    code, out, _ = cchc(*ASKED, "--write", "--yes")
    assert code == 0
    rows = {
        (row["code"], row["level"]): (row["value"], row["place"])
        for row in csv.DictReader(figures.read_text(encoding="utf-8").splitlines())
        if row["source"] == "so-ho-so-2021"
    }
    assert rows["dossiers_received", "commune"] == ("3", "cột 3, so.csv")
    assert rows["dossiers_withdrawn", "district"] == ("1", "so.csv")
    assert len(rows) == 24
    fields = (tmp_path / "data" / UNIT / "dossiers_by_field.csv").read_text(encoding="utf-8")
    assert [line.split(",")[:5] for line in fields.splitlines()[1:]] == [
        ["Đất đai", "2021", "district", "2", "0"],
        ["Đất đai", "2021", "commune", "1", "0"],
        ["Hộ tịch", "2021", "commune", "2", "1"],
    ]
    assert cchc("check", UNIT)[0] in (0, 3)
    code, out, _ = cchc(*ASKED, "--write", "--yes")
    assert "Không có gì thay đổi." in out


def everything(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


LOSS = "mất {} số liệu đang có mà không có số nào thay; chưa ghi gì\n  tại:  data/{}/{}\n"


def test_a_field_that_is_gone_from_the_register_goes_from_the_file_where_that_may_be(
    cchc, tmp_path
):
    cchc(*ASKED, "--write", "--yes")
    (tmp_path / "so.csv").write_text(SO.replace("Hộ tịch", "Đất đai"), encoding="utf-8")
    before = everything(tmp_path)
    code, out, err = cchc(*ASKED, "--write", "--yes", "--form", "b.csv", "--aside", "r.csv",
                          "--csv", "s.csv")  # fmt: skip
    assert (code, everything(tmp_path)) == (1, before)
    assert "bỏ:   lĩnh vực 'Hộ tịch', năm 2021, cấp xã" in out
    # every one of the form's twelve columns, 0 included, was stated of the field
    assert err.startswith(LOSS.format(12, UNIT, "dossiers_by_field.csv"))
    assert "\n  sửa:  xem các dòng “bỏ”, “sửa” ở trên" in err and "--allow-loss\n" in err
    assert cchc(*ASKED, "--write", "--yes", "--allow-loss")[0] == 0
    fields = (tmp_path / "data" / UNIT / "dossiers_by_field.csv").read_text(encoding="utf-8")
    assert "Hộ tịch" not in fields


def test_what_a_register_can_no_longer_tell_is_a_loss_too(cchc, tmp_path):
    cchc(*ASKED, "--write", "--yes")
    before = everything(tmp_path / "data")
    declared = EXAMPLE.read_text(encoding="utf-8").replace("\nchannel =", "\n# channel =")
    (tmp_path / "cot.toml").write_text(declared, encoding="utf-8")
    code, _, err = cchc(*ASKED, "--write", "--yes")
    assert (code, everything(tmp_path / "data")) == (1, before)
    # columns 4 and 5 of three rows by level and field, and of two levels
    assert LOSS.format(6, UNIT, "dossiers_by_field.csv") in err
    assert LOSS.format(4, UNIT, "figures.csv") in err


def test_a_period_without_an_end_is_not_guessed(cchc):
    words = [word.replace("2021", "2022") for word in ASKED]
    code, out, err = cchc(*words)
    assert (code, out) == (2, "")
    assert err == (
        f"kỳ 2022 chưa có ngày cuối\n  tại:  data/{UNIT}/periods.csv, kỳ 2022\n"
        "  sửa:  ghi vào periods.csv của đơn vị, hoặc nêu --start NGÀY và --end NGÀY\n"
    )
    code, out, _ = cchc(*words, "--end", "2022-11-08")
    assert (code, out.splitlines()[0]) == (
        0,
        "Kỳ 2022: từ 15/12/2021 đến 08/11/2022 (cũng là ngày chốt số liệu).",
    )


def test_a_day_that_contradicts_the_periods_is_refused(cchc):
    code, _, err = cchc(*ASKED, "--end", "2021-12-31")
    assert (code, err) == (
        2,
        "--end là 31/12/2021 mà periods.csv ghi 14/12/2021\n"
        f"  tại:  data/{UNIT}/periods.csv, kỳ 2021\n"
        "  sửa:  bỏ tùy chọn này, hoặc sửa periods.csv\n",
    )


@pytest.mark.parametrize(
    "words, said",
    [
        (("--aside", "so.csv"), "tệp kết quả trùng với tệp được đọc\n  tại:  --aside so.csv"),
        (("--form", "cot.toml"), "tệp kết quả trùng với tệp được đọc\n  tại:  --form cot.toml"),
        (("--form", "b.pdf"), "tệp biểu phải là .xlsx hoặc .csv\n  tại:  --form b.pdf"),
        (("--csv", "x/y.csv"), "không có thư mục của tệp kết quả\n  tại:  --csv x/y.csv"),
        (("--csv", f"data/{UNIT}/figures.csv"),
         f"tệp kết quả nằm trong thư mục dữ liệu\n  tại:  --csv data/{UNIT}/figures.csv"),
        (("--aside", f"x/../data/{UNIT}/new.csv"), "tệp kết quả nằm trong thư mục dữ liệu"),
        (("--csv", "cu.csv"), "đã có tệp này\n  tại:  --csv cu.csv"),
        (("--form", "cu.csv"), "đã có tệp này\n  tại:  --form cu.csv"),
        (("--aside", "m.csv", "--form", "./m.csv"),
         "tệp kết quả trùng với --aside\n  tại:  --form m.csv"),
        (("--aside", "m.csv", "--csv", "./m.csv"), "tệp kết quả trùng với --aside"),
        (("--yes",), "--yes mà không có --write\n  tại:  dòng lệnh"),
        (("--source", "Sổ"), "'Sổ' không phải là mã định danh\n  tại:  --source"),
        (("--end", "31/12"), "'31/12' không phải là ngày dạng năm-tháng-ngày\n  tại:  --end"),
        (("--period", "21"), "'21' không phải là một kỳ\n  tại:  --period"),
        (("--unit", "xa-la"), "không có đơn vị 'xa-la'\n  tại:  data/units.csv"),
        (("./so.csv",), "tệp sổ được nêu hai lần\n  tại:  so.csv"),
        (("khong.csv",), "không có tệp này\n  tại:  khong.csv"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_before_anything_is_written(words, said, cchc, tmp_path):
    (tmp_path / "cu.csv").write_text("cũ", encoding="utf-8")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    code, out, err = cchc(*ASKED, *words)
    assert (code, out) == (2, "")
    assert said in err
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_the_rows_as_csv_go_to_the_screen_without_the_rest(cchc):
    code, out, err = cchc(*ASKED, "--csv", "-")
    [first, *_] = csv.DictReader(out.splitlines())
    assert (code, first["field"], first["dossiers_received"]) == (0, "Đất đai", "2")
    assert "Đọc 8 dòng" in err


def test_the_form_has_its_columns_in_their_order(cchc, tmp_path):
    assert cchc(*ASKED, "--form", "bieu.csv", "--aside", "rieng.csv")[0] == 0
    text = (tmp_path / "bieu.csv").read_text(encoding="utf-8-sig")
    *_, numbers, district, land, commune, _, _, total = csv.reader(text.splitlines())
    assert numbers[:13] == [f"({n})" for n in range(1, 14)]
    assert district == [
        "I",
        "Cấp huyện",
        "2",
        "0",
        "2",
        "0",
        "1",
        "0",
        "1",
        "0",
        "0",
        "0",
        "0",
        "1",
    ]
    assert land == ["1", "Đất đai", *district[2:]]
    assert commune == ["II", "Cấp xã", "3", "1", "1", "1", "2", "1", "0", "1", "1", "1", "0", "0"]
    assert total[:3] == ["", "Tổng cộng", "5"]
    aside = (tmp_path / "rieng.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[1] for line in aside[1:]] == ["7", "8", "9"]


def test_the_example_is_written_once_and_can_be_used(cchc, tmp_path):
    code, out, _ = cchc("tally", "--example", "mau.toml")
    assert code == 0
    assert "Đã ghi tệp khai báo cột mẫu: mau.toml" in out
    assert read_declaration(tmp_path / "mau.toml").names == DECLARED
    code, _, err = cchc("tally", "--example", "mau.toml")
    assert (code, err) == (
        2,
        "đã có tệp này\n  tại:  mau.toml\n  sửa:  chọn tên khác cho tệp mẫu\n",
    )


def test_due_days_worked_out_name_the_calendar_they_are_from(cchc, tmp_path):
    row = dict.fromkeys(NAMES, "") | {
        "id": "1", "received": "31/08/2021", "finished": "08/09/2021", "working_days": "3",
        "status": "Đã trả kết quả", "level": "Cấp xã", "field": "Hộ tịch", "channel": "Trực tiếp",
    }  # fmt: skip
    write_csv(tmp_path / "so.csv", [row])
    names = "".join(f'{name} = "{column}"\n' for name, column in NAMES.items())
    tables = EXAMPLE.read_text(encoding="utf-8").partition("\n[constants]")[2]
    extra = tables.replace("# holidays = [2022-09-01]", "holidays = [2021-09-06]")
    (tmp_path / "cot.toml").write_text(f"[columns]\n{names}[constants]{extra}", encoding="utf-8")
    code, out, _ = cchc(*ASKED)
    assert code == 0
    # of September, 2 and 3 are National Day, 4 and 5 a weekend, 6 is added: 1, 7 and 8 are worked
    assert "  Hồ sơ giải quyết đúng hạn                         9       1" in out
    assert (
        "Hạn trả của 1 dòng được tính từ số ngày làm việc, không kể ngày tiếp nhận, theo lịch của"
        f" gói holidays {version('holidays')} và tệp khai báo. Kiểm tra lịch này với thông báo"
        " nghỉ hằng năm:\n  2020: nghỉ "
    ) in out
    assert "02/09, 03/09, 06/09; làm bù không có ngày nào" in out
    assert COLUMNS.words.keys() == read_declaration(tmp_path / "cot.toml").words.keys()


def test_a_field_that_looks_like_a_formula_stays_text_in_the_form(cchc, tmp_path):
    (tmp_path / "so.csv").write_text(SO.replace("Hộ tịch", "=1+1"), encoding="utf-8")
    for name in ("bieu.csv", "bieu.xlsx"):
        assert cchc(*ASKED, "--form", name)[0] == 0
    rows = list(csv.reader((tmp_path / "bieu.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert "'=1+1" in [row[1] for row in rows]
    with zipfile.ZipFile(tmp_path / "bieu.xlsx") as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
        assert b"=1+1" in book.read("xl/sharedStrings.xml")


def levels_in(folder, file):
    text = (folder / "data" / UNIT / file).read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["source"] == "so-ho-so-2021"]
    return sorted({row["level"] for row in rows})


def test_a_level_that_is_gone_from_the_register_goes_from_the_files_where_that_may_be(
    cchc, tmp_path
):
    files = ("figures.csv", "dossiers_by_field.csv")
    cchc(*ASKED, "--write", "--yes")
    assert [levels_in(tmp_path, file) for file in files] == [["commune", "district"]] * 2
    first, *lines = SO.splitlines(keepends=True)
    kept = [line for line in lines if "Cấp huyện" in line]
    (tmp_path / "so.csv").write_text("".join([first, *kept]), encoding="utf-8")
    code, out, err = cchc(*ASKED, "--write", "--yes")
    assert code == 1
    assert LOSS.format(12, UNIT, "figures.csv") in err
    assert "bỏ:   Hồ sơ tiếp nhận (dossiers_received), năm 2021, cấp xã: 3" in out
    assert [levels_in(tmp_path, file) for file in files] == [["commune", "district"]] * 2
    assert cchc(*ASKED, "--write", "--yes", "--allow-loss")[0] == 0
    assert [levels_in(tmp_path, file) for file in files] == [["district"]] * 2


HEADER = SO.splitlines(keepends=True)[0]
NOT_ONE = {
    "only a header": (HEADER, 0),
    "every row set aside for a fault": (SO.replace("Đã trả kết quả", "?").replace(
        "Đang giải quyết", "?").replace("Đã rút", "?"), 8),
    "every row of another period": (SO.replace("/2021", "/2023").replace("/2020", "/2022"), 8),
}  # fmt: skip


@pytest.mark.parametrize(("text", "rows"), NOT_ONE.values(), ids=NOT_ONE)
@pytest.mark.parametrize("loss", [(), ("--allow-loss",)], ids=["", "loss allowed"])
def test_a_register_of_which_no_row_counts_erases_nothing_and_writes_nothing(
    text, rows, loss, cchc, tmp_path
):
    cchc(*ASKED, "--write", "--yes")
    (tmp_path / "so.csv").write_text(text, encoding="utf-8")
    before = everything(tmp_path)
    said = (
        f"sổ không có dòng nào được tính cho kỳ 2021: đọc {rows} dòng\n  tại:  so.csv\n"
        "  sửa:  xem lý do ở trên, kiểm tra --period và tệp khai báo cột; muốn xem từng dòng thì"
        " chạy lại chỉ với --aside TỆP.csv\n"
    )
    for asked in (("--write", "--yes", *loss), ("--csv", "s.csv"), ("--form", "b.xlsx"), ()):
        results = ("--aside", "r.csv") if asked else ()
        code, out, err = cchc(*ASKED, *asked, *results)
        assert (code, err, everything(tmp_path)) == (1, said, before)
        assert f"Đọc {rows} dòng = dùng 0 + để riêng {rows}." in out


def test_the_rows_set_aside_can_be_seen_where_none_counts(cchc, tmp_path):
    (tmp_path / "so.csv").write_text(
        SO.replace("/2021", "/2023").replace("/2020", "/2022"), encoding="utf-8"
    )
    assert cchc(*ASKED, "--aside", "r.csv")[0] == 1
    assert len((tmp_path / "r.csv").read_text(encoding="utf-8-sig").splitlines()) == 1 + 8


def test_a_register_of_one_level_leaves_the_other_level_as_it_is(cchc, tmp_path):
    cchc(*ASKED, "--write", "--yes")
    first, *lines = SO.splitlines(keepends=True)
    commune = [first, *(line for line in lines if "Cấp xã" in line)]
    (tmp_path / "so.csv").write_text("".join(commune), encoding="utf-8")
    declared = EXAMPLE.read_text(encoding="utf-8").replace('\nlevel = "Cấp"', "\n#")
    declared = declared.replace("\n[constants]\n", '\n[constants]\nlevel = "commune"\n')
    (tmp_path / "cot.toml").write_text(declared, encoding="utf-8")
    code, _, err = cchc(*ASKED, "--write", "--yes")
    assert (code, err) == (0, "")
    assert levels_in(tmp_path, "figures.csv") == ["commune", "district"]


@pytest.mark.parametrize(
    "period, start, end, what",
    [
        ("2022-H1", "2022-01-01", "2022-12-31",
         "từ 01/01/2022 đến 31/12/2022 không phải là kỳ 2022-H1"),
        ("2022-Q3", "2022-04-01", "2022-06-30",
         "từ 01/04/2022 đến 30/06/2022 không phải là kỳ 2022-Q3"),
        ("2090", "2090-01-01", "2090-12-31", "ngày cuối 31/12/2090 còn ở phía trước"),
    ],
)  # fmt: skip
def test_days_of_another_period_and_days_to_come_are_refused(period, start, end, what, cchc):
    words = (*ASKED[:4], "--columns", "cot.toml", "--period", period)
    code, out, err = cchc(*words, "--start", start, "--end", end, "--write", "--yes")
    assert (code, out) == (2, "")
    assert err.startswith(f"{what}\n  tại:  data/{UNIT}/periods.csv, kỳ {period}\n")


ENDED = "sổ không có việc gì sau ngày 10/12/2021: nếu sổ xuất trước ngày chốt thì cột 12, 13 sai"
BEGUN = "sổ không có hồ sơ nào nhận trước ngày đầu kỳ: cột 6 = 0 chỉ đúng nếu sổ gồm cả hồ sơ tồn"
UNDATED = (
    "sổ không ghi ngày lập: nguồn không có ngày được coi là cũ nhất; ghi ngày vào sources.csv"
    " nếu sổ mới hơn báo cáo"
)


def test_a_register_that_ends_or_begins_too_early_for_its_period_is_named(cchc, tmp_path):
    out = cchc(*ASKED, "--write")[1]
    assert UNDATED in out and ENDED not in out and BEGUN not in out
    # without what came in after the closing day, and without what was left from the year before
    lines = [line for line in SO.splitlines(keepends=True) if line[:2] not in ("2,", "7,")]
    (tmp_path / "so.csv").write_text("".join(lines), encoding="utf-8")
    assert f"Lưu ý: {ENDED}.\nLưu ý: {BEGUN}.\n" in cchc(*ASKED)[1]
    out = cchc(*ASKED, "--write")[1]
    assert f"lưu ý: {ENDED}\n" in out and f"lưu ý: {BEGUN}\n" in out


@pytest.mark.parametrize("end, complete", [("2022-12-13", "no"), ("2022-12-26", "yes")])
def test_a_year_lacks_five_days_at_most_and_is_complete(end, complete):
    tally = Tally(date(2022, 1, 1), date.fromisoformat(end), (("so.csv", 0),), {}, {})
    [period] = proposed(tally, UNIT, "2022", "so").periods
    assert period.otherwise == {"complete": complete}
