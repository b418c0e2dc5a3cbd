"""Dossiers by field on the page: the table of fields, the chart of the late ones, their sources."""

import csv
import subprocess

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from cchc.charts import chart
from cchc.demo.province import make_province
from cchc.dossier_fields import FORM_CODES
from cchc.numerals import number
from cchc.page import Chart, Mark, Table
from cchc.tables import table
from invented import agreeing
from real_runs import CCHC
from stating_fields import AGREEING, CIVIL_2, CODES, LAND_1, LAND_2, review_of

CAPTION = "Hồ sơ theo lĩnh vực, năm 2021 và năm 2022"
COMMUNE = "Chứng thực,2022,commune,40,,,,,,,,7,,,,"


def tables(review, area: str = "procedures") -> list[Table]:
    return [b for b in table(review, area).blocks if isinstance(b, Table) and b.caption == CAPTION]


def fields_chart(review) -> Chart | None:
    drawn = [b for b in chart(review, "procedures").blocks if "Lĩnh vực có nhiều" in b.caption]
    return drawn[0] if drawn else None


def plain(row) -> list[str]:
    return ["".join(r.text if isinstance(r, Mark) else r for r in cell) for cell in row.cells]


def test_fields_stand_by_level_the_most_late_first_with_both_years_side_by_side(tmp_path):
    [shown] = tables(review_of(tmp_path, *reversed(AGREEING), COMMUNE))
    assert [column.text for column in shown.columns] == [
        "Lĩnh vực",
        "Đã giải quyết 2021",
        "Đã giải quyết 2022",
        "Tỷ lệ đúng hạn 2021",
        "Tỷ lệ đúng hạn 2022",
        "Quá hạn 2021",
        "Quá hạn 2022",
        "Đang quá hạn 2022",
    ]
    none = "chưa có số liệu"
    assert [plain(row) for row in shown.rows] == [
        ["Cấp huyện"],
        ["Đất đai", "900", "1.090", "96,11%", "95,41%", "35", "50", "15"],
        ["Hộ tịch", "1.940", "2.230", "99,74%", "99,55%", "5", "10", "5"],
        ["Cấp xã"],
        ["Chứng thực", none, none, none, none, none, "7", none],
    ]


def test_a_year_of_which_nothing_is_stated_has_no_columns(tmp_path):
    [shown] = tables(review_of(tmp_path, LAND_2, CIVIL_2))
    assert [column.text[-4:] for column in shown.columns[1:]] == ["2022"] * 4
    assert sum(column.width for column in shown.columns) == 100


def test_a_number_that_no_source_states_is_marked_and_the_mark_explained(tmp_path):
    row = "Đất đai,2022,district,,,,,1090,,,1040,,,,,"
    [shown] = tables(review_of(tmp_path, row))
    assert plain(shown.rows[1]) == ["Đất đai", "1.090", "95,41%", "50†"]
    assert shown.note.endswith(" † không nguồn nào ghi, suy ra từ các số khác.")
    [shown] = tables(review_of(tmp_path / "stated", LAND_2))
    assert "†" not in shown.note


def test_every_number_says_which_field_and_place_it_is_of(tmp_path):
    [shown] = tables(review_of(tmp_path, *AGREEING))
    marks = [
        run for row in shown.rows for cell in row.cells for run in cell if isinstance(run, Mark)
    ]
    assert len(marks) == 2 * 7
    titles = {mark.figure: mark.title for mark in marks}
    assert titles["dossiers_resolved_late|2022|district|Đất đai"] == "Nguồn: bao-cao, Sheet1!A11"
    assert titles["on_time_share_resolved|2021|district|Hộ tịch"] == (
        "Tính: 100 * dossiers_resolved_in_time / dossiers_resolved. Số liệu: bao-cao, Sheet1!A10"
    )


def test_the_fields_with_the_most_late_dossiers_are_drawn_with_words_and_numbers(tmp_path):
    drawn = fields_chart(review_of(tmp_path, *AGREEING))
    assert drawn.caption == "Lĩnh vực có nhiều hồ sơ giải quyết quá hạn nhất năm 2022, cấp huyện"
    assert drawn.alt == (
        "Biểu đồ thanh. Đất đai: năm 2021 35, năm 2022 50; Hộ tịch: năm 2021 5, năm 2022 10."
    )
    assert [plain(row) for row in drawn.data.rows] == [
        ["Đất đai", "35", "50"],
        ["Hộ tịch", "5", "10"],
    ]
    figures = [run.figure for row in drawn.data.rows for cell in row.cells[1:] for run in cell]
    assert figures == [
        f"dossiers_resolved_late|{year}|district|{name}"
        for name in ("Đất đai", "Hộ tịch")
        for year in (2021, 2022)
    ]
    assert all(f">{number}<" in drawn.svg for number in (35, 50, 5, 10))


def test_the_chart_names_the_level_where_there_are_several(tmp_path):
    drawn = fields_chart(review_of(tmp_path, *AGREEING, COMMUNE))
    assert "Chứng thực, cấp xã: năm 2021 chưa có số liệu, năm 2022 7" in drawn.alt


def test_no_more_than_ten_fields_are_drawn_and_none_without_late_dossiers(tmp_path):
    rows = [f"Lĩnh vực {n:02d},2022,district,,,,,,,,,{n},,,," for n in range(12)]
    drawn = fields_chart(
        review_of(tmp_path, *rows, unit=agreeing().without("dossiers_resolved_late"))
    )
    names = [plain(row)[0] for row in drawn.data.rows]
    assert names == [f"Lĩnh vực {n:02d}" for n in range(11, 1, -1)]


def test_without_late_dossiers_there_is_no_chart_and_without_the_two_years_no_table(tmp_path):
    none_late = ",".join(["Đất đai", "2022", "district", "5", *[""] * (len(CODES) - 1)])
    assert fields_chart(review_of(tmp_path / "none", none_late)) is None
    other = review_of(tmp_path / "other", LAND_1.replace(",2021,", ",2022-M11,"))
    assert tables(other) == [] and fields_chart(other) is None


def test_a_unit_without_the_file_and_other_areas_have_neither(tmp_path):
    without = agreeing().review(tmp_path / "without")
    assert tables(without) == [] and fields_chart(without) is None
    assert tables(review_of(tmp_path / "with", *AGREEING), "institutions") == []


def test_the_page_carries_the_name_of_the_field_whatever_letters_it_has(tmp_path):
    name = 'Đất <b>đai</b> & "nhà" $x$ #1'
    row = LAND_2.replace("Đất đai", '"' + name.replace('"', '""') + '"')
    review = review_of(tmp_path, row)
    page = table(review, "procedures")._repr_mimebundle_()[0]["text/html"]
    escaped = "Đất &lt;b&gt;đai&lt;/b&gt; &amp; &quot;nhà&quot; $x$ #1"
    assert f'data-figure="dossiers_resolved_late|2022|district|{escaped}"' in page
    assert "<b>đai" not in page and "<b>đai" not in fields_chart(review).svg


@pytest.mark.slow
def test_a_report_prints_every_field_of_its_file_and_no_other_number(tmp_path):
    made = make_province(tmp_path / "data", 4, seed=1)
    unit = next(u for u in made.units if (made.folder / u / "dossiers_by_field.csv").exists())
    words = [CCHC, "run", unit, "--data", made.folder, "--out", tmp_path / "out"]
    ended = subprocess.run(words, capture_output=True, encoding="utf-8")
    assert ended.returncode == 0, ended.stderr
    report = tmp_path / "out" / unit / "2021-2022"
    page = BeautifulSoup((report / "report.html").read_text(encoding="utf-8"), "html.parser")
    marks = [mark for mark in page.select("[data-figure]") if mark["data-figure"].count("|") == 3]
    with (made.folder / unit / "dossiers_by_field.csv").open(encoding="utf-8") as file:
        stated = {
            f"{code}|{row['period']}|{row['level']}|{row['field']}": (number(int(row[code])), row)
            for row in csv.DictReader(file)
            for code in FORM_CODES
        }
    counts = [mark for mark in marks if not mark["data-figure"].startswith("on_time")]
    assert counts and len(counts) < len(marks)
    for mark in counts:
        text, row = stated[mark["data-figure"]]
        assert mark.get_text() == text
        assert mark["title"] == f"Nguồn: {row['source']}, {row['place']}"
    late = {key for key in stated if key.startswith("dossiers_resolved_late|")}
    assert late <= {mark["data-figure"] for mark in counts}
    sheets = " ".join(sheet.extract_text() for sheet in PdfReader(report / "report.pdf").pages)
    assert "Hồ sơ theo lĩnh vực, năm 2021 và năm 2022" in " ".join(sheets.split())
