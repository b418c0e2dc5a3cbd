"""What holds for any register: rows add up or there is no result, and DuckDB stays locked in."""

import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import date

import duckdb
import pytest

from cchc.errors import CchcError
from cchc.tally.count import tally
from cchc.tally.engine import workshop
from cchc.tally.result import BY_CHANNEL, Cell, Tally, counted, require_sound
from cchc.tally.workdays import Calendar
from registers_of_dossiers import COLUMNS, END, NAMES, START, write_csv

CELLS = [
    Cell(None, "commune", "Đất đai", "received_online", "resolved_early", 3),
    Cell(None, "commune", "Đất đai", "carried_over", "pending_overdue", 2),
    Cell(None, "district", "Hộ tịch", "received_direct", "withdrawn", 1),
    Cell("no_id", None, None, None, None, 4),
]
GOOD = Tally(START, END, (("so.csv", 10),), counted(CELLS), {"no_id": 4})


def faults(tally, cells=CELLS):
    with pytest.raises(CchcError) as caught:
        require_sound(tally, cells)
    return [(fault.what, fault.where) for fault in caught.value.faults]


def test_rows_that_add_up_give_a_result():
    require_sound(GOOD, CELLS)
    assert (GOOD.read, GOOD.used) == (10, 6)
    assert list(GOOD.forms) == [("district", "Hộ tịch"), ("commune", "Đất đai")]


def test_a_row_that_is_lost_leaves_no_result():
    said = "số dòng không khớp: đọc 11, xét 10, dùng 6, để riêng 4"
    lost = replace(GOOD, files=(("so.csv", 11),))
    assert faults(lost) == [(said, "kết quả đếm hồ sơ")]


def test_a_form_that_contradicts_itself_leaves_no_result():
    forms = {key: dict(form) for key, form in GOOD.forms.items()}
    forms["commune", "Đất đai"]["resolved_late"] += 1
    said = [what for what, _ in faults(replace(GOOD, forms=forms))]
    assert said == [
        "resolved = 3 khác tổng của resolved_early, resolved_on_due_date, resolved_late",
        "resolved = 3 khác tổng của resolved_in_time, resolved_late",
    ]


def test_a_reason_that_nobody_knows_leaves_no_result():
    odd = [*CELLS[:3], replace_reason(CELLS[3], "odd")]
    [(said, _)] = faults(replace(GOOD, aside={"odd": 4}), odd)
    assert said == "có dòng để riêng vì lý do lạ 'odd'"


def replace_reason(cell, reason):
    return replace(cell, reason=reason)


def test_a_file_that_loses_rows_on_the_way_leaves_no_result(tmp_path, monkeypatch):
    path = write_csv(tmp_path / "so.csv", [dict.fromkeys(NAMES, "x")] * 3)
    monkeypatch.setattr("cchc.tally.count.read_part", lambda *_: 2)
    with pytest.raises(CchcError, match="tệp có 3 dòng mà chỉ đọc được 2"):
        tally([path], COLUMNS, START, END)


def test_without_a_column_for_the_channel_there_are_no_counts_by_channel():
    [form, _] = counted(CELLS, BY_CHANNEL).values()
    assert "received_online" not in form
    assert form["received"] == 1


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_csv('{other}')",
        "SELECT * FROM '{other}'",
        "COPY (SELECT 1) TO '{other}x'",
        "ATTACH '{other}x'",
        "SELECT * FROM read_csv('https://example.org/so.csv')",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET memory_limit = '8GB'",
        "SET enable_external_access = true",
    ],
)
def test_nothing_but_the_registers_can_be_opened_or_changed(query, tmp_path):
    asked, other = tmp_path / "so.csv", tmp_path / "other.csv"
    for path in (asked, other):
        path.write_text("a,b\n1,2\n", encoding="utf-8")
    with workshop([asked]) as (connection, folder):
        assert connection.execute(f"SELECT * FROM read_csv('{asked}')").fetchall() == [(1, 2)]
        connection.execute(f"COPY (SELECT 1) TO '{folder / 'made.csv'}'")
        with pytest.raises(duckdb.Error):
            connection.execute(query.format(other=other))


def test_the_temporary_folder_goes_whatever_happens(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(KeyboardInterrupt), workshop([]) as (connection, folder):
        connection.execute("CREATE TABLE t AS SELECT * FROM range(1000000)")
        assert folder.parent == tmp_path
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_rows_set_aside_replace_the_file_before_them_whole_or_not_at_all(tmp_path, monkeypatch):
    aside = tmp_path / "aside.csv"
    aside.write_text("the one before", encoding="utf-8")
    path = write_csv(tmp_path / "so.csv", [dict.fromkeys(NAMES, "")])
    monkeypatch.setattr("cchc.tally.aside.copyfileobj", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tally([path], COLUMNS, START, END, aside)
    assert aside.read_text(encoding="utf-8") == "the one before"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["aside.csv", "so.csv"]


@pytest.mark.parametrize(
    "day, is_worked",
    [
        (date(2022, 1, 31), False),  # the last day of the old lunar year
        (date(2022, 4, 11), False),  # for Hung Kings' day, which was a Sunday
        (date(2022, 9, 2), False),
        (date(2022, 9, 3), False),  # a Saturday
        (date(2022, 9, 5), True),
        (date(2024, 5, 4), True),  # a Saturday, worked for Monday, 29 April
        (date(2024, 4, 29), False),
    ],
)
def test_a_day_is_worked_or_not_as_the_calendar_says(day, is_worked):
    calendar = Calendar(date(2022, 1, 1), date(2024, 12, 31))
    assert calendar.is_working_day(day) is is_worked


def test_what_the_declaration_adds_to_the_calendar_goes_before_what_it_knows():
    calendar = Calendar(
        date(2022, 1, 1), date(2024, 12, 31), (date(2024, 5, 4),), (date(2022, 9, 2),)
    )
    assert not calendar.is_working_day(date(2024, 5, 4))
    assert calendar.is_working_day(date(2022, 9, 2))


def test_the_command_line_starts_without_the_tools_of_the_tally():
    code = (
        "import cchc.cli, sys; print(sorted({'duckdb', 'pandas', 'holidays'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
