"""`cchc workbook` and `cchc import` as they are called: what they write, ask, refuse and return."""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from filled_in import cell_of, put, sheet_of
from sample_unit import UNIT, write_data

CCHC = os.path.join(sysconfig.get_path("scripts"), "cchc")
PROCEDURES = "Thủ tục hành chính"
NEW = "huyen-minh-hoa-02"


@pytest.fixture
def door(monkeypatch, command_line, tmp_path):
    """Call the command line in a folder with `data/`: its exit code, what it said and refused."""
    write_data(tmp_path)
    monkeypatch.chdir(tmp_path)

    return command_line


def filled(folder: Path) -> Path:
    """The workbook `so-lieu.xlsx` with one more number."""
    path = folder / "so-lieu.xlsx"
    headings = {"Năm 2022": 5180.0, "Nguồn": "bao-cao-2022", "Nơi ghi": "II.2.2"}
    where = (PROCEDURES, "dossiers_resolved", "cấp huyện")
    put(path, PROCEDURES, {cell_of(path, *where, name): v for name, v in headings.items()})
    return path


@pytest.mark.parametrize(
    "words",
    [
        (NEW, "--years", "2021", "2022", "2022-Q3", "-o", "a.xlsx"),
        ("--years", "2021", "2022", "2022-Q3", NEW, "-o", "a.xlsx"),
        ("-o", "a.xlsx", "--years", "2021", "--years", "2022", "--years", "2022-Q3", NEW),
    ],
)
def test_years_may_stand_one_after_the_other(door, tmp_path, words):
    told = "Đã làm a.xlsx. Điền xong, lưu lại rồi nhập: cchc import a.xlsx\n"
    assert door("workbook", *words) == (0, told, "")
    heads = sheet_of(tmp_path / "a.xlsx", PROCEDURES).rows[3]
    assert heads[4:7] == ("Năm 2021", "2022-Q3 (quý 3 năm 2022)", "Năm 2022")


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        (
            (UNIT, "-o", "a.xls"),
            "'a.xls' không phải tên tệp .xlsx\n  tại:  -o\n  sửa:  đặt tên tệp .xlsx\n",
        ),
        (
            ("huyen-la", "-o", "a.xlsx"),
            "không có đơn vị 'huyen-la'\n  tại:  data/units.csv\n"
            "  sửa:  Xem tất cả: cchc list units\n",
        ),
        (
            (NEW, "--years", "2022", "nam-nay", "-o", "a.xlsx"),
            "không hiểu lời gọi (Got unexpected extra argument (nam-nay))\n"
            "  tại:  lệnh cchc workbook\n  sửa:  xem cách dùng: cchc workbook --help\n",
        ),
    ],
)
def test_a_wrong_call_writes_nothing(door, tmp_path, words, refused):
    assert door("workbook", *words) == (2, "", refused)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]


def test_a_workbook_that_may_be_filled_in_is_not_written_over(door, tmp_path):
    assert door("workbook", UNIT, "-o", "so-lieu.xlsx")[0] == 0
    content = filled(tmp_path).read_bytes()
    assert door("workbook", UNIT, "-o", "so-lieu.xlsx") == (
        2,
        "",
        "đã có tệp 'so-lieu.xlsx'\n  tại:  -o\n"
        "  sửa:  chọn tên khác: tệp đó có thể đang chứa số liệu đã điền\n",
    )
    assert (tmp_path / "so-lieu.xlsx").read_bytes() == content


def test_an_import_shows_writes_and_has_nothing_left_to_do(door, tmp_path):
    door("workbook", UNIT, "-o", "so-lieu.xlsx")
    filled(tmp_path)
    code, said, _ = door("import", "so-lieu.xlsx")
    assert code == 2
    assert said.endswith("Chưa ghi gì. Xem kỹ các thay đổi trên, rồi chạy lại với --yes để ghi.\n")
    code, said, _ = door("import", "so-lieu.xlsx", "--into", "data", "--yes")
    assert code == 0
    assert "thêm: Hồ sơ đã giải quyết (dossiers_resolved), năm 2022, cấp huyện: 5.180" in said
    assert door("import", "so-lieu.xlsx")[1].endswith("Không có gì thay đổi.\n")


def test_a_figure_that_is_deleted_goes_only_where_that_is_allowed(door, tmp_path):
    door("workbook", UNIT, "-o", "so-lieu.xlsx")
    book = tmp_path / "so-lieu.xlsx"
    here = cell_of(book, PROCEDURES, "dossiers_received", "cấp huyện", "Năm 2021")
    put(book, PROCEDURES, {here: "/>"}, raw=True)
    figures = tmp_path / "data" / UNIT / "figures.csv"
    before = figures.read_bytes()
    code, said, refused = door("import", "so-lieu.xlsx", "--yes")
    assert (code, figures.read_bytes()) == (1, before)
    assert "  bỏ:   Hồ sơ tiếp nhận (dossiers_received), năm 2021, cấp huyện: 3.470" in said
    assert refused == (
        "mất 1 số liệu đang có mà không có số nào thay; chưa ghi gì\n"
        f"  tại:  data/{UNIT}/figures.csv\n"
        "  sửa:  xem các dòng “bỏ”, “sửa” ở trên và kiểm tra lại tệp đưa vào; đúng là phải bỏ thì"
        " chạy lại với --allow-loss\n"
    )
    assert door("import", "so-lieu.xlsx", "--yes", "--allow-loss")[0] == 0
    assert b"dossiers_received,2021,district" not in figures.read_bytes()


def test_a_workbook_without_any_figure_makes_no_files_for_a_unit_that_has_none(door, tmp_path):
    door("workbook", NEW, "--years", "2021", "2022", "-o", "so-lieu.xlsx")
    assert door("import", "so-lieu.xlsx", "--data", "data", "--yes") == (
        1,
        "",
        "bảng tính chưa có số nào\n"
        "  tại:  so-lieu.xlsx\n"
        "  sửa:  điền số, lưu lại rồi nhập lại; chưa có gì được ghi\n",
    )
    assert not (tmp_path / "data" / NEW).exists()


def test_faults_of_the_workbook_are_data_to_mend(door, tmp_path):
    door("workbook", UNIT, "-o", "so-lieu.xlsx")
    path = filled(tmp_path)
    here = cell_of(path, PROCEDURES, "dossiers_resolved", "cấp huyện", "Năm 2022")
    put(path, PROCEDURES, {here: "nhiều"})
    assert door("import", "so-lieu.xlsx", "--yes") == (
        1,
        "",
        f"'nhiều' không phải là số\n  tại:  trang 'Thủ tục hành chính', ô {here}\n"
        "  sửa:  chỉ dùng các chữ số 0–9, ví dụ 1234\n",
    )


def asked(folder: Path, answer: str) -> tuple[int, str]:
    """What `cchc import` says on a terminal to somebody who answers."""
    import pty

    parent, child = pty.openpty()
    command = [CCHC, "import", "so-lieu.xlsx"]
    with subprocess.Popen(command, cwd=folder, stdin=child, stdout=child, stderr=child) as process:
        os.close(child)
        os.write(parent, answer.encode())
        said = b""
        try:
            while piece := os.read(parent, 65536):
                said += piece
        except OSError:  # how Linux tells that the other side has gone
            pass
    os.close(parent)
    return process.returncode, said.decode().replace("\r\n", "\n")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="a terminal of Linux")
@pytest.mark.parametrize(
    ("answer", "code", "last"),
    [
        ("\n", 0, "Không ghi gì."),
        ("k\n", 0, "Không ghi gì."),
        ("c\n", 0, "Các tệp trước đó giữ ở data/huyen-minh-hoa-01/.previous/"),
        ("\x04", 130, "Đã dừng theo yêu cầu."),
    ],
    ids=["nothing", "no", "yes", "end"],
)
def test_on_a_terminal_somebody_is_asked(door, tmp_path, answer, code, last):
    door("workbook", UNIT, "-o", "so-lieu.xlsx")
    filled(tmp_path)
    before = shutil.copytree(tmp_path / "data", tmp_path / "before")
    ended, said = asked(tmp_path, answer)
    figures = (tmp_path / "data" / UNIT / "figures.csv").read_text(encoding="utf-8")
    assert ended == code, said
    assert "Ghi các thay đổi này? [c = có / k = không]:" in said
    assert last in said.splitlines()[-1]
    same = figures == (before / UNIT / "figures.csv").read_text(encoding="utf-8")
    assert same == (answer != "c\n")
