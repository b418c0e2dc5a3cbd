"""The guide to accounting for a report: its commands run, and print what it says."""

import re
import shlex
from pathlib import Path

from cchc.cli import main

GUIDE = Path(__file__).resolve().parents[1] / "docs" / "doi-chieu-bao-cao.md"


def blocks(language):
    text = GUIDE.read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def test_the_commands_print_what_the_guide_says(tmp_path, monkeypatch, capsys):
    report, expected = blocks("text")
    (commands,) = blocks("sh")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bao-cao.txt").write_text(report, encoding="utf-8")
    codes = []
    for line in commands.splitlines():
        capsys.readouterr()
        monkeypatch.setattr("sys.argv", shlex.split(line))
        try:
            main()
            codes.append(0)
        except SystemExit as ended:
            codes.append(ended.code)
    assert capsys.readouterr().out == expected
    assert codes == [0, 1]
    assert (tmp_path / "nhap.csv").read_text(encoding="utf-8").count("\n") == 2
