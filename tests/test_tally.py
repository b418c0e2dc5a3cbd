"""The tally counts as the rules say: against a count row by row, on registers of every kind."""

import csv
from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings

import dossier_oracle as oracle
from cchc.demo.register import make_register
from cchc.tally.count import tally
from cchc.tally.declaration import read_declaration
from cchc.tally.reasons import REASONS
from cchc.tally.workdays import Calendar
from registers_of_dossiers import COLUMNS, END, START, registers, write_csv


@pytest.fixture(scope="module")
def is_working_day():
    return Calendar().is_working_day


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


@settings(max_examples=15)
@given(rows=registers())
def test_the_tally_is_that_of_a_count_row_by_row(rows, tmp_path_factory, is_working_day):
    compare(rows, tmp_path_factory.mktemp("register"), is_working_day)


@pytest.mark.slow
@settings(max_examples=400)
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
        assert found.aside == made.planted
        assert found.read == rows


def test_the_invented_register_holds_what_it_says_it_holds(tmp_path):
    check_the_demo(tmp_path / "so", 20_000, ("csv", "parquet"))
