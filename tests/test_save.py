"""What is shown is saved by one call: plain numbers as CSV, the chart as SVG or PNG."""

import csv
import struct

import pandas as pd
import pytest

import cchc
from cchc.errors import UsageError
from invented import UNIT, agreeing
from small_review import review_of

RATE = "on_time_share_resolved"
ROWS = ("dossiers_resolved_in_time,2022,district,2", "dossiers_resolved_late,2022,district,1")


@pytest.fixture(scope="module")
def review(tmp_path_factory):
    return review_of(tmp_path_factory.mktemp("save"), *ROWS)


def size(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG, from its header."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


def test_csv_holds_the_numbers_and_not_the_print(review, tmp_path):
    path = tmp_path / "new" / "numbers.csv"

    said = cchc.save(cchc.view(RATE, review, "district", 2022), path)

    assert str(said) == f"Đã lưu: {path}"
    [row] = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    assert (row["value"], row["numerator"], row["denominator"]) == ("66.6666666667", "2", "3")


def test_what_takes_the_place_of_a_file_says_so(tmp_path):
    path = tmp_path / "frame.csv"

    said = [str(cchc.save(pd.DataFrame({"a": [n]}), path)) for n in (1, 2)]

    assert said == [f"Đã lưu: {path}", f"Đã lưu: {path} (thay tệp đã có)"]


def test_a_frame_and_a_table_are_saved_too(review, tmp_path):
    cchc.save(pd.DataFrame({"a": [1]}), tmp_path / "frame.csv")
    cchc.save(cchc.table(review, "procedures"), tmp_path / "table.csv")

    assert (tmp_path / "frame.csv").read_text() == "a\n1\n"
    table = (tmp_path / "table.csv").read_text(encoding="utf-8")
    assert table.startswith('"Cải cách thủ tục hành chính, năm 2021 và năm 2022"\nChỉ tiêu,2021,')
    assert "\nHồ sơ giải quyết quá hạn,chưa có số liệu,1\n" in table


def test_a_chart_is_saved_as_it_was_drawn(root, tmp_path):
    shown = cchc.view(RATE, "huyen-long-my", data=root / "data")
    cchc.save(shown, tmp_path / "chart.svg")
    cchc.save(shown, tmp_path / "chart.PNG")

    assert (tmp_path / "chart.svg").read_text(encoding="utf-8") == shown.chart()[0].svg
    width, height = size((tmp_path / "chart.PNG").read_bytes())
    assert width > 1000 and height > 200


def test_the_picture_of_invented_figures_says_so(review, tmp_path):
    shown = cchc.view(RATE, review, "district")
    cchc.save(shown, tmp_path / "chart.svg")
    cchc.save(shown, tmp_path / "chart.png")

    assert ">DỮ LIỆU MINH HỌA</text>" in (tmp_path / "chart.svg").read_text(encoding="utf-8")
    assert size((tmp_path / "chart.png").read_bytes())[1] > 200


def test_several_charts_get_numbers(tmp_path):
    review = agreeing().review(tmp_path)

    said = cchc.save(cchc.chart(review, "procedures"), tmp_path / "c.svg")

    names = sorted(path.name for path in tmp_path.glob("c-*.svg"))
    assert len(names) > 1 and names[0] == "c-1.svg"
    assert str(said).count("c-") == len(names)


def test_without_a_name_nothing_is_written(review):
    assert str(cchc.save(cchc.view(RATE, review), "")) == "Chưa lưu gì: chưa có tên tệp."


def test_nothing_is_written_into_a_data_folder(tmp_path):
    data = agreeing().write(tmp_path)
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}

    for place in (data / "figures.csv", data / UNIT / "figures.csv", data / "new" / "a.csv"):
        with pytest.raises(UsageError, match="không lưu vào thư mục dữ liệu"):
            cchc.save(cchc.units(data), place)

    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a.xlsx", "không lưu được dạng '.xlsx'"),
        ("a", "không lưu được dạng ''"),
        ("a.svg", "không có biểu đồ nào để lưu"),
    ],
)
def test_what_cannot_be_saved_says_why(name, words, tmp_path):
    with pytest.raises(UsageError, match=words):
        cchc.save(cchc.indicators(), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_words_are_no_table(review, tmp_path):
    with pytest.raises(UsageError, match="không có bảng nào để lưu"):
        cchc.save(cchc.signature(review), tmp_path / "a.csv")
