"""The bench measures what it says: times, memory, the limit, and the page made from the rows."""

import doctest
import importlib
import os
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import nbformat
import papermill
import pytest

from cchc.demo.province import make_province
from cchc.export import CchcHTMLExporter
from waiting import PATIENCE

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the bench is no part of what is installed
MODULES = ("__main__", "full", "limit", "memory", "page", "plot", "rows", "timing", "ways")
bench = {name: importlib.import_module(f"bench.{name}") for name in MODULES}
full, limit, memory, page, plot, rows, timing, ways = (bench[name] for name in MODULES[1:])

LOOP, RUN_1, RUN_2, LIMIT_1 = (w.name for w in (ways.LOOP, ways.RUN_1, ways.RUN_2, ways.LIMIT_1))
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the PSS")


def row(way=LOOP, number=1, seconds=80.0, mb=200.0, units=8, formats="html,pdf"):
    return rows.Row(way, units, formats, number, seconds, mb)


def table_of(*measured):
    return rows.Rows(rows.as_rows(measured))


def python(code):
    return [sys.executable, "-c", code]


def order(folder, units=("a", "b"), formats=("html",)):
    return ways.Order(units, folder, formats, folder)


def parts_of(*measured, long_run=()):
    setting = {"python": "3.11.7", "cores": 2, "code": "abc1234"}
    return {
        "ways": rows.Part(setting, rows.as_rows(measured)),
        "full": rows.Part(
            setting | {"units": 100, "formats": "html", "seconds": 50.0},
            [{"seconds": s, "mb": mb, "made": made} for s, mb, made in long_run],
        ),
        "tally": rows.Part(),
    }


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_its_modules_run(name):
    assert doctest.testmod(bench[name]).failed == 0


def test_a_time_is_the_median_of_the_rounds_and_the_memory_their_highest():
    measured = table_of(row(seconds=9.0), row(number=2, seconds=7.0, mb=300.0), row(number=3))
    assert measured.seconds(LOOP, 8, "html,pdf") == 9.0
    assert measured.mb(LOOP, 8, "html,pdf") == 300.0
    assert measured.a_minute(LOOP, 8, "html,pdf") == pytest.approx(60 * 8 / 9)


def test_a_ratio_is_the_median_of_the_ratios_within_the_rounds_that_have_both():
    loop = [row(number=number, seconds=s) for number, s in ((1, 100.0), (2, 30.0), (3, 90.0))]
    ours = [row(RUN_1, n, seconds=s) for n, s in ((1, 10.0), (2, 10.0), (3, 10.0), (4, 1.0))]
    assert table_of(*loop, *ours).ratio(LOOP, RUN_1, 8, "html,pdf") == 9.0


def test_what_was_not_measured_is_a_dash():
    measured = table_of(row())
    assert measured.seconds(RUN_1, 8, "html,pdf") is None
    assert measured.ratio(LOOP, RUN_1, 8, "html,pdf") is None
    assert page.number(None) == "–"


def test_what_is_written_is_read_back(tmp_path):
    parts = parts_of(row(), row(RUN_1), long_run=[(0.0, 1.0, 0)])
    rows.write_parts(tmp_path / "performance.json", parts)
    assert rows.read_parts(tmp_path / "performance.json") == parts
    assert rows.read_parts(tmp_path / "not-there.json")["ways"].rows == []


def test_the_page_compares_each_way_with_the_loop_and_with_the_limit_of_as_many_processes():
    limit_2 = ways.LIMIT_2.name
    measured = [row(), row(RUN_2, seconds=8.0), row(LIMIT_1, seconds=10.0), row(limit_2, seconds=5)]
    text = page.page(parts_of(*measured))
    assert "## 8 units, HTML + PDF\n" in text
    assert f"| {LOOP} | 80.0 | 6.0 | 1.00 | 8.00 | 200 | 1 |\n" in text
    assert f"| {RUN_2} | 8.0 | 60.0 | 10.00 | 1.60 | 200 | 1 |\n" in text
    assert "to 64 units" not in text


def test_the_page_says_how_each_way_grows_with_the_units():
    few = [row(seconds=10.0, mb=100.0), row(RUN_1, seconds=4.0)]
    many = [row(units=64, seconds=66.0, mb=156.0)]
    text = page.page(parts_of(*few, *many))
    assert "## From 8 to 64 units, HTML + PDF\n" in text
    assert f"| {LOOP} | 1.25 | 1.03 | 1.00 | 100 | 156 | 1.00 |\n" in text
    assert f"| {RUN_1} | 0.50 | – | – | 200 | – | – |\n" in text


def test_the_page_shows_a_run_with_nothing_changed_beside_one_that_made_all():
    unchanged = row(ways.UNCHANGED.name, seconds=1.25, mb=90.0)
    text = page.page(parts_of(row(RUN_2, seconds=8.0), unchanged))
    assert "| 8 | HTML + PDF | 8.0 | 1.25 | 90 |\n" in text


def test_the_page_shows_the_memory_of_a_long_run_as_the_reports_add_up():
    run = [(0.0, 50.0, 0), (5.0, 300.0, 8), (25.0, 321.0, 50), (49.0, 345.0, 98), (50.0, 60.0, 100)]
    text = page.page(parts_of(long_run=run))
    assert "all 100 reports stand after 50 s, 120.0 a minute" in text
    assert "| up to 8 | 300 |\n| up to 64 | 321 |\n| up to 100 | 345 |\n" in text
    assert "memory moved by +50.0 MB with every hundred reports" in text


def test_the_profile_that_is_written_by_hand_ends_the_page(tmp_path, monkeypatch):
    profile = tmp_path / "profile.md"
    monkeypatch.setattr(page, "PROFILE", profile)
    assert page.page(parts_of(row())).rstrip().endswith("|")
    profile.write_text("## What stands in the way\n", encoding="utf-8")
    assert page.page(parts_of(row())).endswith("\n## What stands in the way\n")


def test_the_plot_names_every_way_and_is_the_same_for_the_same_numbers(tmp_path):
    parts = parts_of(row(), row(RUN_1, units=64), long_run=[(0.0, 1.0, 0), (2.0, 3.0, 1)])
    texts = []
    for name in ("one.svg", "two.svg"):
        plot.write_plot(parts, tmp_path / name)
        texts.append((tmp_path / name).read_text(encoding="utf-8"))
    assert texts[0] == texts[1]
    assert all(words in texts[0] for words in (LOOP, "--jobs 1", "64 units", "over 100 units"))


def test_the_page_is_the_one_of_what_was_measured(tmp_path):
    measured = ROOT / "docs" / "performance.json"
    if not measured.exists():
        pytest.skip("not measured yet: make bench")
    text = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    assert text == page.page(rows.read_parts(measured)), "run: make bench-page"


def test_a_page_of_nothing_is_not_written(tmp_path):
    with pytest.raises(SystemExit, match="make bench"):
        page.write_page(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_round_has_every_way_but_with_many_units_the_loops_only_in_the_first():
    turns = list(bench["__main__"].rounds((8, 64), 2, 1))
    loops = [way for *_, tried in turns for way in tried if way in (ways.LOOP, ways.IN_PROCESS)]
    assert [(units, number, formats) for units, number, formats, _ in turns[:4]] == [
        (8, 1, ("html",)),
        (8, 1, ("html", "pdf")),
        (8, 2, ("html",)),
        (8, 2, ("html", "pdf")),
    ]
    assert [len(tried) for *_, tried in turns] == [7] * 6 + [5] * 2
    assert len(loops) == 2 * 6


def test_a_command_that_fails_stops_the_bench_with_all_that_it_said():
    code = "import sys; print('this far'); sys.exit('and no further')"
    with pytest.raises(SystemExit, match=r"exit code 1\nthis far\nand no further"):
        timing.output_of(python(code))


def test_a_report_that_is_not_there_stops_the_bench(tmp_path):
    lazy = ways.Way("lazy", lambda order: [python(f"open({str(order.out / 'a.html')!r}, 'w')")])
    with pytest.raises(SystemExit, match="1 files of 2"):
        timing.timed(lazy, order(tmp_path))


@linux
def test_a_report_that_is_made_again_though_nothing_changed_stops_the_bench(tmp_path):
    (tmp_path / "a.html").write_text("")
    os.utime(tmp_path / "a.html", (1, 1))
    still = ways.Way("still", lambda order: [python("print('nothing to do')")], after=ways.RUN_2)
    timing.timed(still, order(tmp_path, units=("a",)))
    writes = lambda order: [python(f"open({str(order.out / 'a.html')!r}, 'w')")]  # noqa: E731
    with pytest.raises(SystemExit, match="made again"):
        timing.timed(replace(still, commands=writes), order(tmp_path, units=("a",)))


@linux
def test_a_way_that_tells_its_seconds_is_believed_and_of_others_all_commands_are_timed(
    tmp_path, monkeypatch
):
    tells = ways.Way("tells", lambda order: [python("print(0.125)")], tells=True)
    assert timing.timed(tells, order(tmp_path, units=()))[0] == 0.125
    readings = iter((100.0, 104.5))
    monkeypatch.setattr(timing, "time", SimpleNamespace(perf_counter=lambda: next(readings)))
    silent = ways.Way("silent", lambda order: [python("")] * 2)
    assert timing.timed(silent, order(tmp_path, units=()))[0] == 4.5


SAMPLING = """
import subprocess, sys, time
from bench import memory
ready, command = int(sys.argv[1]), sys.argv[2:]
with memory.sampled(0.05) as samples:
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    for _ in range(ready): child.stdout.readline()
    before = len(samples)
    while len(samples) < before + 2: time.sleep(0.02)
    child.communicate()
print(max(sample.mb for sample in samples))
"""
HOLDS = "import sys; x = b'x' * 200_000_000; {}print('ready', flush=True); sys.stdin.read()"


def megabytes(held: list[str], ready: int) -> float:
    """The peak while so many processes of a command are ready, measured where no others are."""
    measuring = [*python(SAMPLING), str(ready), *held]
    return float(subprocess.run(measuring, check=True, capture_output=True, cwd=ROOT).stdout)


@linux
def test_the_memory_of_a_child_is_seen():
    assert 200 < megabytes(python(HOLDS.format("")), 1) < 240


@linux
def test_the_memory_of_a_grandchild_is_seen_and_what_processes_share_counts_once():
    forks = HOLDS.format("import os; os.fork(); ")
    shell = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {forks!r}], check=True)"
    assert 200 < megabytes(python(shell), 2) < 260


def test_what_goes_wrong_while_sampling_is_heard(monkeypatch):
    sampled = threading.Event()

    def broken(process):
        sampled.set()
        raise ZeroDivisionError

    monkeypatch.setattr(memory, "_pss", broken)
    with pytest.raises(ZeroDivisionError), memory.sampled(0.05):
        child = subprocess.Popen(python("input()"), stdin=subprocess.PIPE)
        assert sampled.wait(PATIENCE)
        child.communicate(b"\n")


def test_a_moment_of_a_long_run_knows_how_many_reports_were_made_before_it():
    samples = [memory.Sample(float(second), 100.0) for second in range(4)]
    made = [moment.made for moment in full.moments(samples, [0.5, 1.0, 2.5])]
    assert made == [0, 2, 2, 3]


def notebook_of(folder, *sources):
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    cells[0].metadata.tags = ["parameters"]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(
        nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}),
        folder / "read.ipynb",
    )
    return limit.read_notebook(folder / "read.ipynb")


def test_the_limit_shows_what_the_last_line_of_a_cell_gives_and_nothing_else(tmp_path):
    made = limit.executed(notebook_of(tmp_path, "a = 1", "b = a + 1\nb", "c = b", "None"), {}, {})
    outputs = {cell.source: cell.outputs for cell in made.cells}
    assert [outputs[source] for source in ("a = 1", "c = b", "None")] == [[], [], []]
    [shown] = outputs["b = a + 1\nb"]
    assert shown.data == {"text/plain": "2"}


def test_the_limit_gives_the_cells_their_parameters_and_writes_only_the_shown_ones(tmp_path):
    read = notebook_of(tmp_path, 'unit = ""\ndata = ""', "unit + data")
    made = limit.executed(read, {"unit": "a"}, {"data": "secret"})
    assert made.cells[-1].outputs[0].data["text/plain"] == "'asecret'"
    assert "secret" not in "".join(cell.source for cell in made.cells)


@pytest.mark.slow
def test_the_report_of_the_limit_is_that_of_a_kernel(tmp_path):
    (unit,) = make_province(tmp_path / "data", 1, seed=1).units
    given = {"district": unit, "data": str(tmp_path / "data")}
    by_kernel = papermill.execute_notebook(
        str(limit.NOTEBOOK), str(tmp_path / "made.ipynb"), parameters=given, progress_bar=False
    )
    by_limit = limit.executed(limit.read_notebook(), given, {})
    pages = [CchcHTMLExporter().from_notebook_node(nb)[0] for nb in (by_kernel, by_limit)]
    assert pages[0] == pages[1]
    assert len(pages[0]) > 100_000
