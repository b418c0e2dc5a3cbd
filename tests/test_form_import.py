"""`cchc import --form II.06a`: from an office's form to its figures, its fields, its review."""

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.errors import CchcError, UsageError
from cchc.folder import read_folder
from cchc.intake.apply import apply
from cchc.intake.changes import changes
from cchc.intake.command import import_
from cchc.intake.form.proposed import proposed
from cchc.intake.form.reading import read_form
from cchc.intake.told import told
from cchc.review import load_review
from forms import FLAT, LAYOUTS, OFFICIAL, grid, stated_by, summed, write_csv, write_xlsx
from invented import UNIT, agreeing
from libre_office import saved_by_office
from stating_fields import CIVIL_1, CIVIL_2, LAND_1, LAND_2, counts_of, forms

SOURCE = "bieu-ii06a-2022"


NAMES = ("Đất đai", "Hộ tịch")
LAND, CIVIL = counts_of(LAND_2), counts_of(CIVIL_2)
ROWS = {
    ("district", "Đất đai"): LAND,
    ("district", "Hộ tịch"): CIVIL,
    ("district", ""): summed([LAND, CIVIL]),
}
DAYS = "(Từ ngày 01/01/2022 đến ngày 31/12/2022)"


def form_at(folder: Path, rows=None, layout=FLAT) -> Path:
    return write_xlsx(folder / "bieu.xlsx", grid(rows or ROWS, layout))


def taken_in(path: Path, data: Path, period: str = "2022", level: str = "district", **more: str):
    found = changes(proposed(read_form(path, level), UNIT, period, **more), data)
    apply(found)
    return found


def stated_in(data: Path, source: str = SOURCE):
    """The figures and the fields that a source states: by code and level, by field and code."""
    folder = read_folder(UNIT, data)
    own = folder.figures[folder.figures["source"] == source]
    fields = folder.fields[folder.fields["source"] == source]
    figures = {(r.code, r.level): r.text for r in own.itertuples()}
    return figures, {(r.field, r.level, r.code): r.text for r in fields.itertuples()}


def expected(rows, layout) -> tuple[dict, dict]:
    figures, fields = {}, {}
    for (level, name), counts in rows.items():
        for code, text in stated_by(counts, layout).items():
            if name:
                fields[name, level, code] = text
            else:
                figures[code, level] = text
    return figures, fields


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_the_totals_become_figures_and_the_rows_dossiers_by_field(tmp_path, layout):
    data = agreeing().write(tmp_path)
    taken_in(form_at(tmp_path, layout=layout), data)
    assert stated_in(data) == expected(ROWS, layout)


def test_each_number_says_in_which_cell_it_stands_and_the_source_when_it_was_signed(tmp_path):
    data = agreeing().write(tmp_path)
    taken_in(form_at(tmp_path), data)
    folder = read_folder(UNIT, data)
    own = folder.figures.set_index(["source", "code"]).loc[SOURCE]
    assert own.loc["dossiers_resolved_late", "place"] == "Biểu II.06a!J4"
    assert set(folder.fields["place"]) == {"Biểu II.06a, dòng 2", "Biểu II.06a, dòng 3"}
    source = folder.sources.set_index("id").loc[SOURCE]
    assert (source["title"], str(source["date"])) == ("Biểu II.06a năm 2022", "2023-01-05")


def test_the_same_form_again_changes_nothing(tmp_path):
    data = agreeing().write(tmp_path)
    path = form_at(tmp_path)
    taken_in(path, data)
    again = changes(proposed(read_form(path, "district"), UNIT, "2022"), data)
    assert not again.is_needed
    assert told(again)[-1] == "Không có gì thay đổi."


def test_a_form_that_was_corrected_takes_back_what_it_no_longer_says(tmp_path):
    data = agreeing().write(tmp_path)
    taken_in(form_at(tmp_path), data)
    rows = {("district", "Đất đai"): LAND | {"dossiers_resolved_late": 51}, ("district", ""): LAND}
    rows["district", ""] = {code: n for code, n in LAND.items() if code != "dossiers_withdrawn"}
    found = taken_in(form_at(tmp_path, rows), data)
    assert stated_in(data) == expected(rows, FLAT)
    by_file = {file.name: file for file in found.files}
    assert [row["field"] for row in by_file["dossiers_by_field.csv"].removed] == ["Hộ tịch"]
    assert [row["code"] for row in by_file["figures.csv"].removed] == ["dossiers_withdrawn"]
    reported = read_folder(UNIT, data).figures["source"] == "bao-cao"
    assert reported.sum() == len(agreeing().figures), "what the report says stays"


def test_without_a_total_row_the_figures_are_the_sums_of_the_fields_and_say_so(tmp_path):
    data = agreeing().write(tmp_path)
    rows = {key: counts for key, counts in ROWS.items() if key[1]}
    found = taken_in(form_at(tmp_path, rows), data)
    figures, _ = stated_in(data)
    assert figures == expected(ROWS, FLAT)[0]
    note = "  lưu ý: biểu không có dòng tổng số cấp huyện: số chung là tổng của 2 lĩnh vực"
    assert note in told(found)
    own = read_folder(UNIT, data).figures.set_index(["source", "code"]).loc[SOURCE]
    place = own.loc["dossiers_resolved_late", "place"]
    assert place == "tổng Biểu II.06a!J2 đến Biểu II.06a!J3"


def test_the_days_of_the_title_become_those_of_a_new_period(tmp_path):
    data = agreeing().changing("periods", "2022-Q3,,,no,\n", "").without("legal_conferences")
    data = data.write(tmp_path)
    title = replace(OFFICIAL, days="(Từ ngày 01 tháng 7 năm 2022 đến ngày 30 tháng 9 năm 2022)")
    taken_in(form_at(tmp_path, layout=title), data, "2022-Q3")
    periods = read_folder(UNIT, data).periods.set_index("period")
    assert [str(each) for each in periods.loc["2022-Q3", ["start", "end", "complete"]]] == [
        "2022-07-01",
        "2022-09-30",
        "True",
    ]


def test_a_form_without_days_says_what_follows_from_that(tmp_path):
    made = grid(ROWS, FLAT)
    made.cells = {at: value for at, value in made.cells.items() if at[0] < 4}
    form = read_form(write_xlsx(tmp_path / "bieu.xlsx", made), "district")
    assert proposed(form, UNIT, "2022").notes == (
        "biểu không ghi từ ngày nào đến ngày nào: kỳ mới được ghi là chưa trọn (complete = no)",
        "biểu không ghi ngày lập: nguồn không có ngày được coi là cũ nhất; ghi ngày vào sources.csv"
        " nếu biểu mới hơn báo cáo",
    )


def noting(folder: Path, *lines: str, days: str = "") -> Path:
    """The form with these lines, and no others, below its table."""
    made = grid(ROWS, replace(FLAT, days=days))
    last = 4 + bool(days)
    made.cells = {at: value for at, value in made.cells.items() if at[0] < last}
    made.cells |= {(last + place, 1): line for place, line in enumerate(lines)}
    return write_xlsx(folder / "bieu.xlsx", made)


def dated(path: Path) -> tuple[str | None, tuple[str, ...]]:
    """The day of the form's source, and the notes, for 2022."""
    found = proposed(read_form(path, "district"), UNIT, "2022")
    return found.sources[0].otherwise.get("date"), found.notes


ORDERED = "Ghi chú: lập theo Thông tư số 01, ngày 23 tháng 10 năm 2020"


def test_the_day_of_the_form_is_the_last_below_it_not_that_of_an_order_in_a_note(tmp_path):
    path = noting(tmp_path, ORDERED, "Minh Họa, ngày 05 tháng 01 năm 2023", days=DAYS)
    assert dated(path) == ("2023-01-05", ())


def test_a_form_signed_before_its_year_ends_is_dated_where_its_title_names_its_days(tmp_path):
    title = "(Từ ngày 15/12/2021 đến ngày 14/12/2022)"
    assert dated(noting(tmp_path, ORDERED, "ngày 16/12/2022", days=title)) == ("2022-12-16", ())


def test_a_day_before_the_period_is_not_that_of_the_form(tmp_path):
    day, notes = dated(noting(tmp_path, ORDERED, days=DAYS))
    assert (day, len(notes)) == (None, 1)


def test_of_several_days_before_the_end_of_the_period_none_is_that_of_the_form(tmp_path):
    path = noting(tmp_path, ORDERED, "Sửa theo công văn ngày 02/06/2022", days=DAYS)
    assert dated(path) == (
        None,
        (
            "dưới biểu có các ngày 23/10/2020, 02/06/2022, ngày cuối trước khi hết kỳ: chưa rõ ngày"
            " lập, nguồn không có ngày được coi là cũ nhất; ghi ngày vào sources.csv",
        ),
    )


def test_a_form_of_another_period_is_refused(tmp_path):
    form = read_form(form_at(tmp_path, layout=replace(OFFICIAL, days=DAYS)), "district")
    with pytest.raises(CchcError) as refused:
        proposed(form, UNIT, "2021")
    [fault] = refused.value.faults
    assert (fault.what, fault.where, fault.mend) == (
        "tiêu đề biểu ghi từ 01/01/2022 đến 31/12/2022, không phải kỳ 2021",
        "bieu.xlsx",
        "xem lại --period, hoặc sửa tiêu đề của biểu",
    )


@pytest.mark.parametrize(
    ("last", "period"),
    [
        ("31/12/2022", "2022-Q3"),
        ("30/09/2022", "2022-Q2"),
        ("30/09/2022", "2022-H1"),
        ("30/06/2022", "2022-Q2"),
    ],
)
def test_a_cumulative_form_is_refused_for_a_part_of_its_days(tmp_path, last, period):
    days = f"(Từ ngày 01/01/2022 đến ngày {last})"
    form = read_form(form_at(tmp_path, layout=replace(OFFICIAL, days=days)), "district")
    with pytest.raises(CchcError) as refused:
        proposed(form, UNIT, period)
    [fault] = refused.value.faults
    assert fault.what == f"tiêu đề biểu ghi từ 01/01/2022 đến {last}, không phải kỳ {period}"


@pytest.mark.parametrize(
    ("last", "period", "complete"),
    [("30/09/2022", "2022", "no"), ("14/12/2022", "2022", "no"), ("28/12/2022", "2022", "yes")],
)
def test_a_form_of_fewer_days_than_its_period_leaves_it_incomplete(
    tmp_path, last, period, complete
):
    days = f"(Từ ngày 01/01/2022 đến ngày {last})"
    form = read_form(form_at(tmp_path, layout=replace(OFFICIAL, days=days)), "district")
    [stated] = proposed(form, UNIT, period).periods
    assert stated.otherwise["complete"] == complete


def test_what_was_taken_in_is_in_the_review(tmp_path):
    data = agreeing().write(tmp_path)
    taken_in(form_at(tmp_path), data)
    review = load_review(UNIT, 2021, 2022, data)
    assert list(review.fields) == ["Đất đai", "Hộ tịch"]
    assert [finding.message for finding in review.findings] == []


def test_two_forms_are_enough_for_a_first_review_of_a_new_unit(tmp_path):
    data = agreeing().write(tmp_path)
    shutil.rmtree(data / UNIT)
    for year, *fields in (("2021", LAND_1, CIVIL_1), ("2022", LAND_2, CIVIL_2)):
        counts = [counts_of(row) for row in fields]
        rows = {("district", name): own for name, own in zip(NAMES, counts, strict=True)}
        rows["district", ""] = summed(counts)
        days = f"(Từ ngày 01/01/{year} đến ngày 31/12/{year})"
        taken_in(form_at(tmp_path, rows, replace(FLAT, days=days)), data, year)
    review = load_review(UNIT, 2021, 2022, data)
    assert [finding.message for finding in review.findings] == []
    assert review.ledger["on_time_share_resolved", "2022", "district"].numerator == 3260
    assert review.fields["Đất đai"]["dossiers_resolved_late", "2021", "district"].text == "35"


@settings(max_examples=12)
@given(forms(years=1), st.sampled_from(sorted(LAYOUTS)), st.booleans())
def test_what_a_form_says_is_what_stands_in_the_data_folder(made, layout, in_csv):
    layout = LAYOUTS[layout]
    rows = {
        ("district", name): {f"dossiers_{code}": count for code, count in counts.items()}
        for (name, _), counts in made.items()
    }
    rows["district", ""] = summed(rows.values())
    with TemporaryDirectory() as folder:
        data = agreeing().write(Path(folder))
        written = grid(rows, layout)
        if in_csv:
            path = write_csv(Path(folder) / "bieu.csv", written)
        else:
            path = write_xlsx(Path(folder) / "bieu.xlsx", written)
        taken_in(path, data)
        assert stated_in(data) == expected(rows, layout)


def asked(*words: str | Path):
    return CliRunner().invoke(import_, ["--form", "II.06a", *map(str, words)])


def test_the_command_shows_and_writes_only_when_told_to(tmp_path):
    data = agreeing().write(tmp_path)
    path = form_at(tmp_path)
    words = (path, "--unit", UNIT, "--period", "2022", "--level", "district", "--into", data)
    shown = asked(*words)
    assert shown.exit_code == 2, shown.output
    assert "dossiers_by_field.csv (tệp mới): thêm 2, sửa 0, bỏ 0, giữ nguyên 0" in shown.output
    assert stated_in(data) == ({}, {})
    written = asked(*words, "--yes")
    assert written.exit_code == 0, written.output
    assert stated_in(data) == expected(ROWS, FLAT)


def test_the_source_may_be_named(tmp_path):
    data = agreeing().write(tmp_path)
    words = ("--unit", UNIT, "--period", "2022", "--level", "district", "--source", "bieu-sua")
    ended = asked(form_at(tmp_path), *words, "--into", data, "--yes")
    assert ended.exit_code == 0, ended.output
    assert stated_in(data, "bieu-sua") == expected(ROWS, FLAT)


def test_all_that_is_wrong_with_the_call_is_said_at_once(tmp_path):
    ended = asked(
        tmp_path / "bieu.pdf", "--period", "Q1/2022", "--level", "xa", "--source", "Biểu 1"
    )
    assert isinstance(ended.exception, UsageError)
    assert [(f.what, f.where) for f in ended.exception.faults] == [
        ("biểu II.06a không đọc được từ tệp '.pdf'", str(tmp_path / "bieu.pdf")),
        ("chưa có --unit", "lệnh cchc import"),
        ("không có cấp 'xa'", "--level"),
        ("'Q1/2022' không phải là một kỳ", "--period"),
        ("'Biểu 1' không phải là mã định danh", "--source"),
    ]


def test_what_only_a_form_is_told_is_refused_without_one(tmp_path):
    ended = CliRunner().invoke(import_, [str(form_at(tmp_path)), "--period", "2022"])
    assert isinstance(ended.exception, UsageError)
    [fault] = ended.exception.faults
    assert fault.what == "--period chỉ dùng với --form"


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["ods", "xlsx"])
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_a_form_saved_by_libreoffice_is_read_alike(tmp_path, layout, kind):
    path = form_at(tmp_path, layout=layout)
    saved = saved_by_office(path, kind, tmp_path / "saved")
    data = agreeing().write(tmp_path)
    taken_in(saved, data)
    assert stated_in(data) == expected(ROWS, layout)


def test_the_help_of_the_command_loads_nothing_heavy():
    heavy = ("pandas", "python_calamine")
    code = f"import sys, cchc.intake.command; print([m for m in {heavy} if m in sys.modules])"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"


def test_changes_by_field_are_told_in_the_words_of_the_form(tmp_path):
    data = agreeing().write(tmp_path)
    rows = {("district", "Đất đai"): {"dossiers_received": 1200, "dossiers_resolved_late": 50}}
    form = read_form(form_at(tmp_path, rows), "district")
    lines = told(changes(proposed(form, UNIT, "2022"), data))
    assert (
        "  thêm: lĩnh vực 'Đất đai', năm 2022, cấp huyện: hồ sơ tiếp nhận 1.200, hồ sơ giải quyết"
        " quá hạn 50; nguồn 'bieu-ii06a-2022'; nơi ghi 'Biểu II.06a, dòng 2'"
    ) in lines
    apply(changes(proposed(form, UNIT, "2022"), data))
    rows = {("district", "Đất đai"): {"dossiers_received": 1200, "dossiers_resolved_late": 51}}
    form = read_form(form_at(tmp_path, rows), "district")
    lines = told(changes(proposed(form, UNIT, "2022"), data))
    assert (
        "  sửa:  lĩnh vực 'Đất đai', năm 2022, cấp huyện: hồ sơ giải quyết quá hạn '50' → '51'"
    ) in lines
