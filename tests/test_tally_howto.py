"""The how-to on registers of dossiers: its commands run, its reasons are the ones there are."""

import csv
import re
import shlex
import sys
from pathlib import Path

import pytest

from cchc.cli import main
from cchc.tally.columns import strptime_format
from cchc.tally.reasons import REASONS
from page_steps import is_shown

PAGE = Path(__file__).resolve().parents[1] / "docs" / "so-theo-doi-ho-so.md"


def text():
    return PAGE.read_text(encoding="utf-8")


def test_the_page_names_every_reason_in_their_order():
    table = text().partition("| lý do | điều cần làm |")[2].partition("\n\n")[0]
    named = [line.split(" | ")[0].removeprefix("| ") for line in table.splitlines()[2:]]
    assert named == [reason.vi for reason in REASONS.values()]


@pytest.mark.slow
def test_the_commands_of_the_page_run_one_after_another(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```sh\n(.*?)```", text(), re.DOTALL)
    commands = [shlex.split(line) for block in blocks for line in block.splitlines()]
    assert len(commands) == 8
    for words in commands:
        monkeypatch.setattr(sys, "argv", words)
        try:
            main()
        except SystemExit as leave:
            # the figures of the invented unit's report are others than those of its register
            assert leave.code == 0 or (words[1] == "check" and leave.code == 3), words
    out, told = capfd.readouterr()
    for shown in re.findall(r"```text\n(.*?)```", text(), re.DOTALL):
        assert is_shown(f"{shown}…\n", out), shown
    for words in ("Biểu II.06a ở bieu-II06a.xlsx", "Số theo cấp, lĩnh vực ở theo-linh-vuc.csv"):
        assert words in told
    assert "Đã ghi vào thu-so/huyen-minh-hoa-01/" in out
    with (tmp_path / "de-rieng.csv").open(encoding="utf-8-sig", newline="") as file:
        aside = [row["lý do"] for row in csv.DictReader(file)]
    with (tmp_path / "so" / "planted.csv").open(encoding="utf-8", newline="") as file:
        planted = {REASONS[row["reason"]].vi: int(row["count"]) for row in csv.DictReader(file)}
    assert {reason: aside.count(reason) for reason in set(aside)} == planted
    assert (tmp_path / "bieu-II06a.xlsx").stat().st_size > 5000


@pytest.mark.parametrize("written", ["dd/mm/yyyy", "yyyymmdd", "excel"])
def test_the_formats_that_messages_recommend_are_some(written):
    assert strptime_format(written)
