"""The tally counts as the rules say: against a count row by row, on registers of every kind."""

import csv
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

import dossier_oracle as oracle
from cchc.demo.register import make_register
from cchc.errors import CchcError, UsageError
from cchc.tally.count import tally
from cchc.tally.declaration import read_declaration
from cchc.tally.form import form_rows
from cchc.tally.propose import proposed
from cchc.tally.reasons import REASONS
from cchc.tally.result import CODES, Cell, Tally, counted, require_sound
from cchc.tally.telling import told as say
from cchc.tally.workdays import Calendar
from registers_of_dossiers import COLUMNS, END, START, registers, write_csv


@pytest.fixture(scope="module")
def is_working_day():
    return Calendar(date(2021, 1, 1), date(2023, 12, 31)).is_working_day


def aside_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [(int(row["dòng"]), row["lý do"]) for row in csv.DictReader(file)]


def compare(rows, folder, is_working_day):
    path = write_csv(folder / "so.csv", rows)
    found = tally([path], COLUMNS, START, END, folder / "aside.csv")
    counts, aside = oracle.counted(rows, START, END, is_working_day)
    told = {
        (level, field, code): count
        for (level, field), form in found.forms.items()
        for code, count in form.items()
        if count
    }
    assert told == counts
    assert found.aside == aside
    assert found.read == len(rows) == found.used + sum(found.aside.values())
    reasons = [reason for reason, _ in oracle.judged(rows, START, END, is_working_day)]
    expected = [(line, REASONS[code].vi) for line, code in enumerate(reasons, start=2) if code]
    assert aside_of(folder / "aside.csv") == expected


@settings(max_examples=5)
@given(rows=registers())
def test_the_tally_is_that_of_a_count_row_by_row(rows, tmp_path_factory, is_working_day):
    compare(rows, tmp_path_factory.mktemp("register"), is_working_day)


@pytest.mark.slow
@settings(max_examples=150)
@given(rows=registers())
def test_the_tally_is_that_of_a_count_row_by_row_many_times(rows, tmp_path_factory, is_working_day):
    compare(rows, tmp_path_factory.mktemp("register"), is_working_day)


def check_the_demo(folder, rows, kinds):
    made = make_register(folder, rows, seed=4)
    columns = read_declaration(made.columns)
    for kind in kinds:
        found = tally([getattr(made, kind)], columns, date(2022, 1, 1), date(2022, 12, 31))
        told = Counter(
            {
                (level, field, code): count
                for (level, field), form in found.forms.items()
                for code, count in form.items()
            }
        )
        assert +told == made.expected
        assert {tuple(form) for form in found.forms.values()} == {CODES}
        assert found.aside == made.planted
        assert found.read == rows


def test_the_invented_register_holds_what_it_says_it_holds(tmp_path):
    check_the_demo(tmp_path / "so", 20_000, ("csv", "parquet"))


@pytest.mark.slow
def test_a_million_invented_rows_are_counted_as_they_were_made(tmp_path):
    check_the_demo(tmp_path / "so", 1_000_000, ("csv", "parquet"))


def test_one_register_in_several_files_is_one_register(tmp_path):
    made = make_register(tmp_path / "so", 3000, seed=9)
    lines = made.csv.read_bytes().splitlines(keepends=True)
    parts = [tmp_path / f"{n}.csv" for n in range(3)]
    for n, part in enumerate(parts):
        part.write_bytes(b"".join([lines[0], *lines[1 + 1000 * n : 1001 + 1000 * n]]))
    columns, days = read_declaration(made.columns), (date(2022, 1, 1), date(2022, 12, 31))
    whole, together = tally([made.csv], columns, *days), tally(parts, columns, *days)
    assert (together.forms, together.aside) == (whole.forms, whole.aside)
    assert together.files == (("0.csv", 1000), ("1.csv", 1000), ("2.csv", 1000))


def test_the_same_number_makes_the_same_register_and_another_one_another(tmp_path):
    first, again, other = (
        make_register(tmp_path / name, 500, seed).csv.read_bytes()
        for name, seed in (("a", 1), ("b", 1), ("c", 2))
    )
    assert first == again != other


def test_an_invented_register_is_marked_and_names_nobody(tmp_path):
    made = make_register(tmp_path / "so", 100, seed=1)
    assert "DỮ LIỆU MINH HỌA" in made.columns.read_text(encoding="utf-8")
    assert "DỮ LIỆU MINH HỌA" in (made.folder / "README.md").read_text(encoding="utf-8")
    assert "minh-hoa" in made.csv.name and "minh-hoa" in made.parquet.name
    ids = {line.split(",")[0] for line in made.csv.read_text(encoding="utf-8").splitlines()[1:]}
    assert all(each.startswith("MINH-HOA-") for each in ids if each not in ("", '""'))


@pytest.mark.parametrize(
    "rows, seed, said",
    [
        (0, 1, "không làm được 0 dòng\n  tại:  --rows\n  sửa:  chọn số từ 1 đến 100.000.000"),
        (10, -1, "số gieo -1 nhỏ hơn 0\n  tại:  --seed\n  sửa:  chọn số từ 0 trở lên"),
    ],
)
def test_a_register_that_cannot_be_made_is_refused(rows, seed, said, tmp_path):
    with pytest.raises(UsageError) as caught:
        make_register(tmp_path / "so", rows, seed)
    assert str(caught.value) == said


def test_an_invented_register_overwrites_nothing(tmp_path):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="thư mục không trống"):
        make_register(tmp_path, 10, 1)


@pytest.mark.parametrize("kept", [("withdrawn",), ("status",), ()])
def test_what_was_withdrawn_is_left_out_where_the_register_cannot_tell(kept, tmp_path):
    names = {
        name: column
        for name, column in COLUMNS.names.items()
        if name in kept or name not in ("withdrawn", "status")
    }
    row = dict.fromkeys(COLUMNS.names, "") | {
        "id": "1", "received": "03/02/2022", "due": "10/02/2022", "finished": "09/02/2022",
        "level": "Cấp xã", "field": "Đất đai", "channel": "Trực tiếp",
        "status": "Đã trả kết quả",
    }  # fmt: skip
    path = write_csv(tmp_path / "so.csv", [row])
    found = tally([path], replace(COLUMNS, names=names), START, END)
    [form] = found.forms.values()
    assert (form["received"], form["resolved"], form["pending"]) == (1, 1, 0)
    assert form.get("withdrawn") == (0 if kept else None)
    codes = {row.values["code"] for row in proposed(found, "huyen", "2022", "so").figures}
    assert ("dossiers_withdrawn" in codes) == bool(kept)
    assert all(len(cells) == 14 for cells in form_rows(found))
    assert "dừng, trả, rút" in "\n".join(say(found, "2022", "huyện", COLUMNS))


def test_three_is_seven_and_eleven_where_nobody_knows_what_was_withdrawn():
    cells = [Cell(None, "commune", "Đất đai", "received_online", "resolved_early", 3)]
    forms = counted(cells, ["withdrawn"])
    sound = Tally(START, END, (("so.csv", 3),), forms, {})
    require_sound(sound, cells)
    forms["commune", "Đất đai"]["pending"] = 1
    with pytest.raises(CchcError, match="received = 3 khác tổng của resolved, pending\n"):
        require_sound(sound, cells)
