"""The workbook in LibreOffice: worked out anew, saved in other forms, and read back from them."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from cchc.errors import CchcError
from cchc.intake.changes import changes
from cchc.intake.layout import BASE, LISTS
from cchc.intake.reading import read_workbook
from cchc.intake.sheets import read_sheets
from cchc.intake.workbook import workbook
from filled_in import cell_of, hide_row, percent_style, put, sheet_of
from invented import UNIT as AGREEING_UNIT
from invented import agreeing
from libre_office import saved_by_office
from sample_unit import UNIT, write_data

ROOT = Path(__file__).resolve().parents[1]
PROCEDURES = "Thủ tục hành chính"
pytestmark = pytest.mark.slow
in_both_forms = pytest.mark.parametrize("form", ["xlsx", "ods"])


@in_both_forms
@pytest.mark.parametrize("unit", ["huyen-long-my", AGREEING_UNIT])
def test_what_libre_office_saves_comes_back_unchanged(tmp_path, unit, form):
    data = ROOT / "data" if unit == "huyen-long-my" else agreeing().write(tmp_path)
    path = tmp_path / "so-lieu.xlsx"
    path.write_bytes(workbook(unit, data))
    saved = saved_by_office(path, form, tmp_path / "out")
    assert [sheet.name for sheet in read_sheets(saved) if sheet.is_hidden] == [LISTS, BASE]
    assert not changes(read_workbook(saved), data).is_needed


@in_both_forms
def test_it_works_out_what_was_typed(tmp_path, form):
    data = write_data(tmp_path)
    path = tmp_path / "so-lieu.xlsx"
    path.write_bytes(workbook(UNIT, data))
    typed = {"dossiers_resolved": 5200.0, "dossiers_resolved_in_time": 5148.0}
    put(
        path,
        PROCEDURES,
        {
            cell_of(path, PROCEDURES, code, "cấp huyện", "Năm 2022"): value
            for code, value in typed.items()
        },
    )
    saved = saved_by_office(path, form, tmp_path / "out")

    sheet = sheet_of(saved, PROCEDURES)
    column = sheet.rows[3].index("Năm 2022")
    shown = [
        row[column]
        for row in sheet.rows
        if row[0] == "on_time_share_resolved" and row[2] == "cấp huyện"
    ]
    assert shown == [99.0]
    found = changes(read_workbook(saved), data)
    [figures] = [file for file in found.files if file.name == "figures.csv"]
    assert {row["code"]: row["value"] for row in figures.added} == {
        "dossiers_resolved": "5200",
        "dossiers_resolved_in_time": "5148",
    }


def test_it_prints_every_letter_on_a4(tmp_path):
    path = tmp_path / "so-lieu.xlsx"
    path.write_bytes(workbook("huyen-long-my", ROOT / "data"))
    pdf = saved_by_office(path, "pdf", tmp_path / "out")
    pages = PdfReader(pdf).pages
    sizes = {tuple(sorted(round(float(side)) for side in page.mediabox[2:])) for page in pages}
    assert sizes <= {(595, 842), (595, 841)}
    shown = " ".join(" ".join(page.extract_text() for page in pages).split())
    for words in ("HÀNH CHÍNH", "huyện Long Mỹ", "Hồ sơ giải quyết trước hạn và đúng hạn"):
        assert words in shown
    assert f"Trang 1/{len(pages)}" in shown


@in_both_forms
def test_what_cells_hide_is_seen_in_what_libre_office_saves_too(tmp_path, form):
    data = write_data(tmp_path)
    path = tmp_path / "so-lieu.xlsx"
    path.write_bytes(workbook(UNIT, data))
    codes = ("dossiers_resolved", "dossiers_pending", "dossiers_withdrawn")
    wrong, shown, secret = (cell_of(path, PROCEDURES, code, "cấp xã", "Năm 2022") for code in codes)
    put(path, PROCEDURES, {wrong: "><f>1/0</f></c>", shown: "><f>2+2</f></c>"}, raw=True)
    put(path, PROCEDURES, {secret: 7.0})
    hide_row(path, PROCEDURES, int(secret[1:]))
    percent = cell_of(path, PROCEDURES, "satisfaction_share", "cấp xã", "Năm 2022")
    put(path, PROCEDURES, {percent: f' s="{percent_style(path)}"><v>0.9995</v></c>'}, raw=True)
    saved = saved_by_office(path, form, tmp_path / "out")

    with pytest.raises(CchcError) as refused:
        read_workbook(saved)
    assert [(fault.what, fault.where) for fault in refused.value.faults] == [
        ("ô có công thức bị lỗi", f"trang '{PROCEDURES}', ô {wrong}"),
        ("có số liệu trong dòng hoặc cột bị ẩn", f"trang '{PROCEDURES}', ô {secret}"),
    ]
    put(path, PROCEDURES, {wrong: "/>", secret: "/>"}, raw=True)
    saved = saved_by_office(path, form, tmp_path / "again")
    [figures] = [f for f in changes(read_workbook(saved), data).files if f.name == "figures.csv"]
    assert {row["code"]: row["value"] for row in figures.added} == {
        "dossiers_pending": "4",
        "satisfaction_share": "99.95",
    }
