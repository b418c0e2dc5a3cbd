"""docs/bieu-II-06a.md: its commands are run as they stand there, its table is what is read."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from cchc.cli import cli
from cchc.dossier_fields import FORM_CODES
from cchc.folder import read_folder
from cchc.intake.form.asked import _OPTIONS, form_options
from cchc.intake.form.columns import counted
from cchc.intake.form.identities import NUMBERS
from page_steps import is_shown

GUIDE = (Path(__file__).parents[1] / "docs" / "bieu-II-06a.md").read_text(encoding="utf-8")
UNIT = "huyen-minh-hoa-04"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)


def test_the_commands_do_what_the_guide_says(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    [form] = blocks("csv")
    Path("bieu.csv").write_text(form, encoding="utf-8")
    lines = [shlex.split(line) for block in blocks("sh") for line in block.splitlines()]
    ended = [CliRunner().invoke(cli, words[1:]) for words in lines]
    assert [words[0] for words in lines] == ["cchc"] * 4
    assert [each.exit_code for each in ended] == [0, 2, 0, 0], [each.output for each in ended]
    shown, found = blocks("text")
    assert is_shown(shown, ended[1].output), ended[1].output
    assert is_shown(found, ended[2].output + ended[3].output), ended[3].output
    folder = read_folder(UNIT, tmp_path / "thu-bieu")
    late = folder.fields[folder.fields["code"] == "dossiers_resolved_late"]
    assert late[["field", "text"]].values.tolist() == [["Đất đai", "50"], ["Hộ tịch", "10"]]
    again = CliRunner().invoke(cli, [*lines[2][1:-1]])
    assert "Không có gì thay đổi." in again.output


ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in GUIDE.partition("| cột |")[2].splitlines()
    if line.startswith("| ") and "dossiers_" in line
]
GROUPS = {"received": "Tiếp nhận", "resolved": "Đã giải quyết", "pending": "Đang giải quyết"}


def test_the_guide_names_every_column_with_its_number():
    assert [code.strip("`") for *_, code in ROWS] == list(FORM_CODES)
    for number, _, code in ROWS:
        assert number in (NUMBERS[code.strip("`")], ""), code


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[2])
def test_every_way_of_writing_in_the_guide_is_understood(row):
    _, ways, code = row
    code = code.strip("`")
    group = next((words for name, words in GROUPS.items() if f"_{name}" in code), "Tiếp nhận")
    ways, _, total = re.sub(r"\(.*\)", "", ways).partition("›")
    for way in re.split(r"[,;]", ways):
        words = way.strip()
        if not words or words.startswith("khi "):
            continue
        expected = code
        if code.endswith("in_time") and words == "Đúng hạn":
            expected = "dossiers_resolved_on_due_date"  # as long as nobody looked at the others
        storeys = [words, total.strip()] if total else [group, words]
        assert counted(storeys) == expected, words


def test_the_guide_names_every_option():
    names = {word for word in re.findall(r"`(--[a-z]+)`", GUIDE)}
    command = form_options(lambda: None)
    assert names == {p.opts[0] for p in command.__click_params__} - {"--form"}
    assert len(command.__click_params__) == len(_OPTIONS)
