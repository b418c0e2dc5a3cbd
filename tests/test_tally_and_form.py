"""A register and the form II.06a that it makes say the same figures, by two ways into `data/`."""

import csv
import shutil
import sys

import pytest
from hypothesis import Phase, given, settings

from cchc.cli import main
from cchc.demo.register import make_register
from registers_of_dossiers import NAMES, registers, write_csv
from sample_unit import UNIT, write_data

DECLARED = """\
[dates]
formats = ["dd/mm/yyyy"]
[levels]
"Cấp huyện" = "district"
"Cấp xã" = "commune"
[channels]
"Trực tuyến" = "online"
"Trực tiếp" = "direct"
"Bưu chính" = "post"
[statuses]
"Đã trả kết quả" = "resolved"
"Đang giải quyết" = "pending"
"Chờ bổ sung" = "pending"
"Đã rút" = "withdrawn"
[columns]
""" + "".join(f'{name} = "{column}"\n' for name, column in NAMES.items())
PERIODS = "period,start,end,complete,note\n2022,{},{},yes,\n"


def call(*words):
    before, sys.argv = sys.argv, ["cchc", *map(str, words)]
    try:
        main()
    except SystemExit as leave:
        assert leave.code == 0, words
    finally:
        sys.argv = before


def stated(data, name, source):
    """The rows that a source states, without where it states them."""
    path = data / UNIT / name
    if not path.exists():
        return set()
    with path.open(encoding="utf-8", newline="") as file:
        return {
            tuple(
                value for column, value in row.items() if column not in ("source", "place", "note")
            )
            for row in csv.DictReader(file)
            if row["source"] == source
        }


def compare(register, columns, folder, start, end, ending):
    """Both ways into copies of one data folder; what stands there then is the same."""
    data = write_data(
        folder, periods_csv=PERIODS.format(start, end), figures_csv=None, documents_csv=None
    )
    other = folder / "other" / "data"
    shutil.copytree(data, other)
    form = folder / f"form{ending}"
    asked = (register, "--unit", UNIT, "--period", "2022", "--columns", columns)
    call("tally", *asked, "--data", data, "--form", form, "--write", "--yes")
    asked = (form, "--form", "II.06a", "--unit", UNIT, "--period", "2022", "--source", "bieu")
    call("import", *asked, "--into", other, "--yes")
    for name in ("figures.csv", "dossiers_by_field.csv"):
        ours, theirs = stated(data, name, "so-ho-so-2022"), stated(other, name, "bieu")
        assert ours
        if name == "figures.csv":
            theirs = {row for row in theirs if row[2] != "all"}
        assert ours == theirs


@settings(max_examples=2, phases=(Phase.generate,))
@given(rows=registers(), ending=...)
def test_any_register_and_its_form_say_the_same(rows, ending: bool, tmp_path_factory):
    both_say_the_same(rows, ending, tmp_path_factory)


@pytest.mark.slow
@settings(max_examples=25, phases=(Phase.generate,))
@given(rows=registers(), ending=...)
def test_many_registers_and_their_forms_say_the_same(rows, ending: bool, tmp_path_factory):
    both_say_the_same(rows, ending, tmp_path_factory)


def both_say_the_same(rows, ending, tmp_path_factory):
    folder = tmp_path_factory.mktemp("register")
    good = dict.fromkeys(NAMES, "") | {
        "id": "x", "received": "03/02/2022", "due": "10/02/2022", "field": "Đất đai",
        "status": "Đang giải quyết", "level": "Cấp xã", "channel": "Trực tiếp",
    }  # fmt: skip
    register = write_csv(folder / "so.csv", [*rows, good])
    (folder / "cot.toml").write_text(DECLARED, encoding="utf-8")
    days = ("2021-12-15", "2022-12-14")
    compare(register, folder / "cot.toml", folder, *days, ".xlsx" if ending else ".csv")


@pytest.mark.slow
def test_a_million_dossiers_and_their_form_say_the_same(tmp_path):
    made = make_register(tmp_path / "so", 1_000_000, seed=6)
    compare(made.parquet, made.columns, tmp_path, "2022-01-01", "2022-12-31", ".xlsx")
