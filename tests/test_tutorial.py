"""The how-to for offices, run as it stands there: from nothing to a unit's report by a workbook."""

import os
import re
import shlex
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

from cchc.intake.layout import period_heading
from filled_in import cell_of, put
from libre_office import saved_by_office

ROOT = Path(__file__).resolve().parents[1]
HOW_TO = (ROOT / "docs" / "nhap-so-lieu.md").read_text(encoding="utf-8")
UNIT = "huyen-vi-du"
PROCEDURES = "Thủ tục hành chính"
TYPED = {
    "dossiers_received": (3000, 3500),
    "dossiers_resolved": (2840, 3320),
    "dossiers_resolved_in_time": (2800, 3260),
    "dossiers_pending": (150, 160),
    "dossiers_withdrawn": (10, 20),
}
"""What the office types for its own level, for the two years."""


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", HOW_TO, re.DOTALL)


def commands() -> list[list[str]]:
    return [shlex.split(line) for block in blocks("sh") for line in block.splitlines()]


def run(words: list[str], folder: Path) -> subprocess.CompletedProcess:
    program = os.path.join(sysconfig.get_path("scripts"), words[0])
    environment = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run(
        [program, *words[1:]],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=300,
    )


def type_in(path: Path) -> None:
    """What a person types into the workbook of a new unit."""
    for index, period in enumerate(("2021", "2022")):
        put(
            path,
            PROCEDURES,
            {
                cell_of(path, PROCEDURES, code, "cấp huyện", period_heading(period)): float(
                    values[index]
                )
                for code, values in TYPED.items()
            },
        )
    put(path, "Kỳ số liệu", {"D5": "có", "D6": "có"})
    put(path, "Đơn vị báo cáo", {"C5": "Nghị quyết minh họa số 01/NQ", "C15": "Sở Nội vụ"})


@pytest.fixture
def place(tmp_path) -> Path:
    """A folder with the project's registers and notebooks, and nothing of the unit."""
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    (tmp_path / "data").mkdir()
    for name in ("units.csv", "targets.csv"):
        shutil.copy(ROOT / "data" / name, tmp_path / "data")
    [row] = blocks("csv")
    with (tmp_path / "data" / "units.csv").open("a", encoding="utf-8") as file:
        file.write(row)
    return tmp_path


def test_the_commands_are_the_ones_it_speaks_of():
    assert [words[1] for words in commands()] == [
        "workbook",
        "import",
        "import",
        "check",
        "run",
        "workbook",
    ]


@pytest.mark.slow
def test_a_new_unit_gets_to_its_report(place):
    make, look, take_in, check, report, again = commands()
    assert run(make, place).returncode == 0
    type_in(place / "so-lieu.xlsx")
    saved = saved_by_office(place / "so-lieu.xlsx", "xlsx", place / "office")
    shutil.copy(saved, place / "so-lieu.xlsx")

    seen = run(look, place)
    assert (seen.returncode, seen.stderr) == (2, "")
    assert "Hồ sơ tiếp nhận (dossiers_received), năm 2022, cấp huyện: 3.500" in seen.stdout
    assert not (place / "data" / UNIT).exists(), "nobody has agreed yet"

    taken = run(take_in, place)
    assert (taken.returncode, taken.stderr) == (0, "")
    checked = run(check, place)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.startswith(f"{UNIT}: 10 số liệu")
    made = run([*report, "--formats", "html"], place)
    assert made.returncode == 0, made.stdout + made.stderr
    page = place / "outputs" / UNIT / "2021-2022" / "report.html"
    text = page.read_text(encoding="utf-8")
    assert "DỮ LIỆU MINH HỌA" in text
    assert 'data-figure="on_time_share_resolved|2022|district"' in text
    assert "98,19%" in text  # 3260 of 3320

    assert run(again, place).returncode == 0
    same = run(["cchc", "import", "so-lieu-lan-2.xlsx"], place)
    assert (same.returncode, same.stdout.splitlines()[-1]) == (0, "Không có gì thay đổi.")
    refused = run(make, place)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "đã có tệp 'so-lieu.xlsx'" in refused.stderr
