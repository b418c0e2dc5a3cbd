"""A fault of a shared register is told alike by every command, whole, and ends it with 1."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

import cchc
from cchc.cli import cli
from cchc.errors import CchcError
from cchc.intake.workbook import workbook
from cchc.review import load_review
from cchc.tally.declaration import EXAMPLE
from sample_unit import FILES, UNIT, changed, write_data

FAULTS = {
    "a wrong day in targets.csv": (
        {"targets_csv": changed("targets.csv", "62.5,2023-12-31", "62.5,2023-12-32")},
        [("'2023-12-32' là ngày không có trong lịch", "data/targets.csv, dòng 3, cột due")],
    ),
    "a misspelt level of the unit": (
        {"units_csv": changed("units.csv", "01,huyện,district", "01,huyện,distric")},
        [("'distric' không có trong các cấp đơn vị", "data/units.csv, dòng 3, cột level")],
    ),
    "a misspelt id of the unit": (
        {"units_csv": changed("units.csv", f"{UNIT},901", "Huyện-01,901")},
        [("'Huyện-01' không phải là mã định danh", "data/units.csv, dòng 3, cột id")],
    ),
    "another id in the place of the unit's": (
        {"units_csv": changed("units.csv", f"{UNIT},901", "huyen-khac,901")},
        [
            (
                "đơn vị cấp trên 'huyen-minh-hoa-01' không có trong units.csv",
                "data/units.csv, dòng 5, cột parent",
            )
        ],
    ),
    "a fault of another unit": (
        {"units_csv": changed("units.csv", "902,Minh Họa 02", "902,")},
        [("ô trống", "data/units.csv, dòng 4, cột name")],
    ),
    "faults in both registers": (
        {
            "units_csv": changed("units.csv", "39003,Minh Họa 03,xã", "39003,Minh Họa 03,"),
            "targets_csv": changed("targets.csv", "62.5,2023-12-31", "sáu,2023-12-31"),
        },
        [
            ("ô trống", "data/units.csv, dòng 5, cột type"),
            ("'sáu' không phải là số", "data/targets.csv, dòng 3, cột value"),
        ],
    ),
    "a column that is missing": (
        {"targets_csv": FILES["targets.csv"].replace(",note\n", "\n").replace(",x\n", "\n")},
        [
            ("thiếu cột 'note'", "data/targets.csv, dòng 1"),
            ("dòng có 11 ô, dòng đầu có 10 cột", "data/targets.csv, dòng 2"),
        ],
    ),
    "bytes that are no UTF-8": (
        {"units_csv": FILES["units.csv"].encode("utf-16")},
        [("tệp được lưu bằng UTF-16, không phải UTF-8", "data/units.csv")],
    ),
    "a register that is not there": (
        {"targets_csv": None},
        [("thiếu tệp targets.csv", "data/targets.csv")],
    ),
}
COMMANDS = {
    "run": ("run", UNIT, "--formats", "html"),
    "run --all": ("run", "--all"),
    "run --dry-run": ("run", "--all", "--dry-run"),
    "run --only-failed": ("run", "--all", "--only-failed", "--log-json"),
    "check": ("check", UNIT),
    "check --all": ("check", "--all"),
    "check --against": ("check", UNIT, "--against", "bao-cao.docx"),
    "list units": ("list", "units"),
    "list targets": ("list", "targets", "--json"),
    "workbook": ("workbook", UNIT, "-o", "moi.xlsx"),
    "import": ("import", "so-lieu.xlsx"),
    "import --yes": ("import", "so-lieu.xlsx", "--yes"),
    "import --form": ("import", "--form", "II.06a", "b.csv", "--unit", UNIT, "--period", "2021"),
    "tally": ("tally", "so.csv", "--unit", UNIT, "--period", "2021", "--columns", "cot.toml"),
}
WORDS: dict[str, Callable[[Path], object]] = {
    "load_review": lambda data: load_review(UNIT, 2021, 2022, data),
    "check": lambda data: cchc.check(UNIT, data=data),
    "figures": lambda data: cchc.figures(UNIT, data),
    "units": lambda data: cchc.units(data),
    "explore": lambda data: cchc.explore(UNIT, data=data),
}
every_fault = pytest.mark.parametrize(("spoilt", "told"), FAULTS.values(), ids=FAULTS)


def faults_in(text: str) -> list[tuple[str, str]]:
    """What is wrong and where, of every fault that a text tells, each with how to mend it."""
    found = [re.fullmatch(r"(.+)\n  tại:  (.+)\n  sửa:  .+", each) for each in text.split("\n\n")]
    assert all(found), text
    return [fault.groups() for fault in found]


@pytest.fixture(scope="module")
def sent(tmp_path_factory) -> Path:
    """What offices send, made while the registers were good: a workbook, a report, a register."""
    folder = tmp_path_factory.mktemp("sent")
    (folder / "so-lieu.xlsx").write_bytes(workbook(UNIT, write_data(folder), ()))
    shutil.rmtree(folder / "data")
    report = docx.Document()
    report.add_paragraph("Năm 2022, cấp huyện tiếp nhận 5.290 hồ sơ.")
    report.save(folder / "bao-cao.docx")
    (folder / "so.csv").write_text("Mã hồ sơ\n1\n", encoding="utf-8")
    (folder / "b.csv").write_text("x\n", encoding="utf-8")
    shutil.copy(EXAMPLE, folder / "cot.toml")
    return folder


@every_fault
def test_every_command_tells_the_faults_of_the_registers_alike(
    spoilt, told, sent, tmp_path, monkeypatch, command_line
):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(sent, tmp_path, dirs_exist_ok=True)
    write_data(tmp_path, **spoilt)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    for name, words in COMMANDS.items():
        code, out, err = command_line(*words)
        assert (code, out, faults_in(err.strip("\n"))) == (1, "", told), name
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert after == before


@every_fault
def test_every_word_at_the_prompt_tells_the_faults_of_the_registers_alike(spoilt, told, tmp_path):
    data = write_data(tmp_path, **spoilt)
    for name, word in WORDS.items():
        with pytest.raises(CchcError) as caught:
            word(data)
        assert (caught.value.exit_code, faults_in(str(caught.value))) == (1, told), name


def test_no_command_that_reads_data_is_left_out():
    assert {words[0] for words in COMMANDS.values()} | {"demo"} == set(cli.commands)


def test_the_faults_of_the_registers_come_once_and_those_of_the_units_own_files_with_them(
    tmp_path, monkeypatch, command_line
):
    monkeypatch.chdir(tmp_path)
    data = write_data(
        tmp_path,
        targets_csv=changed("targets.csv", "62.5,2023-12-31", "62.5,2023-12-32"),
        periods_csv=changed("periods.csv", "2021-12-14", "14/12/2021"),
    )
    shutil.copytree(data / UNIT, data / "huyen-minh-hoa-02")
    told = [("'2023-12-32' là ngày không có trong lịch", "data/targets.csv, dòng 3, cột due")]
    what = "'14/12/2021' không phải là ngày dạng năm-tháng-ngày"
    for unit in (UNIT, "huyen-minh-hoa-02"):
        told.append((what, f"data/{unit}/periods.csv, dòng 2, cột end"))
    for command in ("check", "run"):
        code, out, err = command_line(command, UNIT, "huyen-minh-hoa-02")
        assert (code, out, faults_in(err.strip("\n"))) == (1, "", told), command
