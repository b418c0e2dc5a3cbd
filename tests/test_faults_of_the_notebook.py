"""A notebook that goes wrong for one unit harms no other, says why, and leaves nothing running."""

import os

import pytest

from real_runs import is_whole, make_place, only_for, reports, scraps
from waiting import HANGING

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="Windows has neither these signals nor forks"),
]

MEGABYTES = 600
DAEMON = """\
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for number in range(256):
            try: os.close(number)
            except OSError: pass
        os.chdir("/")
        time.sleep(600)
    os._exit(0)
os.wait()
"""
# By unit: what its notebook does, the kind of failure that this is, and what the reason says.
BAD = {
    "huyen-treo": (
        "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass",
        "timeout",
        f"quá {HANGING} giây cho một báo cáo, dừng ở ô số",
    ),
    "huyen-nho": (
        "import time\nheld = []\nwhile True: held.append(b'x' * 20_000_000); time.sleep(0.01)",
        "memory",
        f"dùng quá {MEGABYTES} MB bộ nhớ ở ô số",
    ),
    "huyen-nho-con": (
        "import subprocess, sys\n"
        "held = 'import time; held = b\"x\" * 900_000_000; time.sleep(600)'\n"
        "subprocess.run([sys.executable, '-c', held])",
        "memory",
        f"dùng quá {MEGABYTES} MB bộ nhớ ở ô số",
    ),
    "huyen-thoat": ("import os; os._exit(7)", "exit", "tự kết thúc (mã thoát 7) ở ô số"),
    "huyen-in": (
        "import time\nfor _ in range(1_000): print('x' * 1_000_000); time.sleep(0.01)",
        "output",
        "in ra quá 50 triệu ký tự ở ô số",
    ),
    "huyen-in-nhanh": (  # faster than anyone listens: what waits to be heard is in memory
        "for _ in range(1_000): print('x' * 1_000_000)",
        "memory|output",
        " ở ô số",
    ),
    "huyen-hong": (
        "import ctypes; ctypes.string_at(0)",
        "crash",
        "hỏng giữa chừng (SIGSEGV) ở ô số",
    ),
    "huyen-giet": (
        "import os, signal; os.killpg(0, signal.SIGKILL)",
        "killed",
        "bị dừng từ bên ngoài (SIGKILL) ở ô số",
    ),
    "huyen-day": (
        "raise OSError(28, 'No space left on device')",
        "disk",
        "báo lỗi OSError: [Errno 28] No space left on device",
    ),
    "huyen-loi": ("1 / 0", "error", "báo lỗi ZeroDivisionError: division by zero"),
}
# By unit: what its notebook leaves behind; the report is good all the same.
UNTIDY = {
    "huyen-con": "import subprocess; subprocess.Popen(['sleep', '600'])",
    "huyen-con-rieng": (
        "import subprocess; subprocess.Popen(['sleep', '600'], start_new_session=True)"
    ),
    "huyen-con-an": "import subprocess\nsubprocess.run('setsid sleep 600 & exit', shell=True)",
    "huyen-con-ma": DAEMON,
    "huyen-luong": "import threading, time\nthreading.Timer(600, print).start()",
    "huyen-cham": "import atexit, time\natexit.register(time.sleep, 600)",
    "huyen-xoa": "import shutil; shutil.rmtree('.', ignore_errors=True)",
}
GOOD = ("huyen-a", "huyen-z")


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """A place after a run of all units, and what was said; changed by no test but the last.

    Only the unit that never ends has few seconds: a busy machine is no hanging cell.
    """
    place = make_place(tmp_path_factory.mktemp("n"), sorted((*GOOD, *BAD, *UNTIDY)))
    faults = {unit: source for unit, (source, *_) in BAD.items()} | UNTIDY
    place.write_notebook(*(only_for(unit, source) for unit, source in faults.items()))
    words = ("--jobs", 2, "--memory", MEGABYTES)
    others = [unit for unit in place.units() if unit != "huyen-treo"]
    runs = [
        place.run(*others, *words),
        place.run("huyen-treo", GOOD[0], "--timeout", HANGING, *words),
    ]
    return place, runs


def test_the_worst_of_it_is_the_exit_code_and_nothing_is_a_traceback(ran):
    place, runs = ran
    assert [run.returncode for run in runs] == [4, 4]
    assert [run.stderr for run in runs] == ["", ""]
    assert f"Tổng cộng {len(place.units()) - 1} đơn vị" in runs[0].stdout


@pytest.mark.parametrize("unit", BAD)
def test_why_there_is_no_report_stands_in_the_record_and_in_the_index(ran, unit):
    place, runs = ran
    _, kind, reason = BAD[unit]
    record, entry = place.record(unit, failed=True), place.entry(unit)
    assert record["kind"] in kind.split("|")
    assert record["exit_code"] == 4
    assert reason in record["reason"]
    assert (entry["kind"], entry["reason"]) == (record["kind"], record["reason"])
    page = (place.out / "index.html").read_text(encoding="utf-8")
    assert reason in page
    said = "".join(run.stdout for run in runs)
    assert f"  {unit}: không làm được: {record['reason']}" in said
    assert not (place.out / unit).exists()


@pytest.mark.parametrize("unit", BAD)
def test_only_a_death_that_is_not_the_notebooks_fault_gets_a_second_try(ran, unit):
    place, _ = ran
    record = place.record(unit, failed=True)
    assert record["attempts"] == (2 if record["kind"] == "killed" else 1)


@pytest.mark.parametrize("unit", [*GOOD, *UNTIDY])
def test_the_others_have_their_reports(ran, unit):
    place, _ = ran
    record = place.record(unit)
    assert (record["exit_code"], record["attempts"]) == (0, 1)
    report = (place.out / unit / "2021-2022" / "report.html").read_text(encoding="utf-8")
    assert f"đơn vị {unit}" in report


def test_what_stands_at_a_final_place_is_whole(ran):
    place, _ = ran
    folders = reports(place.out)
    assert len(folders) == len(place.units())
    assert [folder for folder in folders if not is_whole(folder)] == []
    assert scraps(place.out) == []


def test_no_process_and_no_temporary_file_is_left(ran):
    place, _ = ran
    assert place.remains() == []


def test_the_next_run_of_a_mended_notebook_repairs_it_all(ran):
    place, _ = ran
    place.write_notebook()
    run = place.run("--jobs", 2)
    assert (run.returncode, run.stderr) == (0, "")
    assert {e["status"] for unit in place.units() for e in place.entries()[unit]} == {"xong"}
    assert len(reports(place.out)) == len(place.units()) + len(GOOD) + len(UNTIDY)  # previous
    assert not (place.out / "failed").exists()
    assert place.remains() == []
