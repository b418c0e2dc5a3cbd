"""Whatever is killed, full, locked or in the way: others are unharmed, the next run repairs it."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from cchc.run.dependence import digest
from real_runs import (
    PLACE,
    SPAN,
    Place,
    is_whole,
    make_place,
    only_for,
    program,
    reports,
    scraps,
)
from sample_unit import FIGURES_HEADER
from waiting import PATIENCE, wait_until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="Windows has neither these signals nor mounts"),
]
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has warm kernels and tmpfs")

FLAG = f"""\
import os, pathlib, time
def flag(name): return pathlib.Path(os.environ["{PLACE}"], name)
def wait_for(name):
    while not flag(name).exists(): time.sleep(0.02)
"""
"""Lets a notebook tell the test how far it is, and wait for it."""
DAEMON = """\
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.closerange(0, 256)
        time.sleep(600)
    os._exit(0)
"""
CHILDREN = f"""\
import subprocess
subprocess.Popen(["sleep", "600"])
subprocess.Popen(["sleep", "600"], start_new_session=True)
{DAEMON}"""


@pytest.fixture
def place(tmp_path_factory) -> Place:
    """Three units, huyen-a, -b and -c, and a notebook that says which one it is of."""
    return make_place(tmp_path_factory.mktemp("n"))


def all_done(place: Place) -> bool:
    """Whether each unit has a whole report, without a failure or a scrap beside them."""
    folders = [folder for folder in reports(place.out) if "previous" not in folder.parts]
    return (
        folders == [place.out / unit / SPAN for unit in place.units()]
        and all(map(is_whole, reports(place.out)))
        and {entry["status"] for unit in place.units() for entry in place.entries()[unit]}
        == {"xong"}
        and scraps(place.out) == []
    )


def attempts(place: Place) -> dict[str, int]:
    return {unit: place.record(unit)["attempts"] for unit in place.units()}


# Deaths of processes

DIES = f"""\
import os, signal
from pathlib import Path
from cchc.run.record import Clock

lap = Clock.lap
def lap_and_die(clock, stage):
    lap(clock, stage)
    unit = sys._getframe(1).f_locals["self"].job.unit
    flag = Path(os.environ["{PLACE}"], unit)
    is_once = unit == "huyen-" + stage.replace(".", "-") and not flag.exists()
    if is_once or (unit, stage) == ("huyen-mai", "execute"):
        flag.touch()
        os.kill(os.getpid(), signal.SIGKILL)
Clock.lap = lap_and_die
"""
"""Kills the process that makes a report once after the step in the unit's name, or always."""
STEPS = ("copy", "prepare", "execute", "report-html", "files")
KILLS_ITS_WORKER = """\
import psutil
if not flag("during").exists():
    flag("during").touch()
    for process in psutil.process_iter():
        try:
            files = [file.path for file in process.open_files()]
        except psutil.Error:
            continue
        if os.path.abspath("worker.log") in files: process.kill()
    time.sleep(600)"""


def test_a_process_killed_at_any_step_is_replaced_once_and_harms_no_other(tmp_path_factory):
    units = ("huyen-a", *(f"huyen-{step}" for step in STEPS), "huyen-giua", "huyen-mai")
    place = make_place(tmp_path_factory.mktemp("n"), units)
    place.write_notebook(FLAG, only_for("huyen-giua", KILLS_ITS_WORKER))
    run = place.run("--jobs", 2, program=program(place, DIES))
    assert (run.returncode, run.stderr) == (4, "")

    failed = place.record("huyen-mai", failed=True)
    reason = "tiến trình làm báo cáo bị dừng từ bên ngoài (SIGKILL)"
    assert (failed["kind"], failed["reason"], failed["attempts"]) == ("killed", reason, 2)
    entry = place.entry("huyen-mai")
    assert (entry["kind"], entry["reason"]) == ("killed", reason)
    assert reason in (place.out / "index.html").read_text(encoding="utf-8")
    tries = {unit: place.record(unit)["attempts"] for unit in units if unit != "huyen-mai"}
    assert tries == dict.fromkeys(tries, 2) | {"huyen-a": 1}
    assert all(is_whole(folder) for folder in reports(place.out))
    assert place.remains() == []

    repaired = place.run("--jobs", 2)
    assert (repaired.returncode, repaired.stderr) == (0, "")
    assert repaired.stdout.count("không có gì thay đổi") == len(units) - 1
    assert all_done(place)


@LINUX
def test_kernels_are_ordinary_ones_once_the_warm_parent_was_killed(place):
    kill = """\
if not flag('k').exists():
    flag('k').touch()
    os.kill(os.getppid(), 9)
    time.sleep(600)"""
    place.write_notebook(FLAG, only_for("huyen-a", "wait_for('k')"), only_for("huyen-b", kill))
    run = place.run("--jobs", 2)
    assert (run.returncode, run.stderr) == (0, "")
    assert all_done(place)
    assert place.record("huyen-b")["attempts"] == 2
    assert all(
        place.record(unit)["kernel"].startswith("stock: ") for unit in ("huyen-b", "huyen-c")
    )
    assert place.remains() == []


@LINUX
def test_reports_go_on_when_the_process_that_starts_their_processes_was_killed(place):
    place.write_notebook(FLAG, only_for("huyen-a", "flag('at-work').touch(); wait_for('go')"))
    process = place.start("--jobs", 1)
    assert wait_until((place.folder / "at-work").exists)
    children = psutil.Process(process.pid).children()
    (server,) = (p for p in children if "multiprocessing.forkserver" in " ".join(p.cmdline()))
    server.kill()
    (place.folder / "go").touch()
    _, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, err) == (0, "")
    assert all_done(place)
    assert place.remains() == []


def start_with_two_at_work(place) -> subprocess.Popen:
    """A run that has made one report and is in the middle of two others, which have children."""
    waits = f"{CHILDREN}flag(district).touch(); wait_for('go')"
    place.write_notebook(FLAG, only_for("huyen-b", waits), only_for("huyen-c", waits))
    process = place.start("--jobs", 2)
    assert wait_until(
        lambda: all((place.folder / unit).exists() for unit in ("huyen-b", "huyen-c"))
    )
    assert wait_until((place.out / "huyen-a" / SPAN).exists)
    return process


def test_nothing_goes_on_when_the_command_is_killed_and_the_next_run_tidies_up(place):
    process = start_with_two_at_work(place)
    process.kill()
    process.communicate()
    assert wait_until(lambda: not place.living()), place.living()
    assert [folder for folder in reports(place.out) if not is_whole(folder)] == []

    (place.folder / "go").touch()
    place.write_notebook()
    run = place.run("--jobs", 2)
    assert (run.returncode, run.stderr) == (0, "")
    assert all_done(place)
    assert place.remains() == []


KILLED_WHILE_PUBLISHING = """\
import os, signal

def stop(event, found):
    if event == "os.rename" and str(found[0]).endswith("/report") and "huyen-b" in str(found[1]):
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(stop)
"""


def test_the_old_report_comes_back_when_the_command_was_killed_while_it_published(place):
    assert place.run().returncode == 0
    before = (place.out / "huyen-b" / SPAN / "run.json").read_bytes()
    killed = place.run("--force", "--jobs", 1, program=program(place, KILLED_WHILE_PUBLISHING))
    assert killed.returncode == -signal.SIGKILL
    assert not (place.out / "huyen-b" / SPAN).exists()
    assert wait_until(lambda: not place.living()), place.living()

    run = place.run()
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.count("không có gì thay đổi") == 3
    assert (place.out / "huyen-b" / SPAN / "run.json").read_bytes() == before
    assert all_done(place)
    assert place.remains() == []


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_who_stops_two_reports_at_once_leaves_nothing_half_done(place, name):
    process = start_with_two_at_work(place)
    if name == "SIGINT":
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    else:
        process.terminate()
    out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, err.lstrip()) == (130, "Đã dừng theo yêu cầu.\n")
    assert "xong 1 trong 3 đơn vị; chưa làm: huyen-b, huyen-c." in out.lower()
    assert place.remains() == []
    assert reports(place.out) == [place.out / "huyen-a" / SPAN]
    assert is_whole(place.out / "huyen-a" / SPAN)
    assert scraps(place.out) == []
    assert list(place.entries()) == ["huyen-a"]


# The disk


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[None]:
    """A file system in memory; skips the test where this account may mount none."""
    folder.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    mounted = (
        subprocess.run(command, capture_output=True, encoding="utf-8") if which_mount() else None
    )
    if mounted is None or mounted.returncode:
        pytest.skip("this account may not mount a file system")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def which_mount() -> str | None:
    return shutil.which("mount") if sys.platform == "linux" else None


def remount(folder: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", str(folder)], check=True)


FULL = "hết chỗ trên đĩa"
LARGE = "for _ in range(20): print('x' * 200_000)"


def test_a_report_for_which_the_disk_has_no_room_fails_alone(place):
    place.write_notebook(only_for("huyen-b", LARGE))
    with small_disk(place.out, 2_000):
        run = place.run("--jobs", 2)
        assert (run.returncode, run.stderr) == (4, "")
        record, entry = place.record("huyen-b", failed=True), place.entry("huyen-b")
        assert (record["kind"], record["reason"]) == ("disk", FULL)
        assert (entry["kind"], entry["reason"]) == ("disk", FULL)
        assert FULL in (place.out / "index.html").read_text(encoding="utf-8")
        assert [unit for unit in place.units() if (place.out / unit).exists()] == [
            "huyen-a",
            "huyen-c",
        ]
        assert all(is_whole(folder) for folder in reports(place.out))
        assert scraps(place.out) == []

        remount(place.out, "size=20000k")
        assert place.run().returncode == 0
        assert all_done(place)
        assert place.remains() == []


def test_a_disk_without_any_room_is_said_in_words_and_leaves_the_old_reports(place):
    with small_disk(place.out, 4_000):
        assert place.run().returncode == 0
        index = (place.out / "index.html").read_bytes()
        room = shutil.disk_usage(place.out).free
        (place.out / "ballast").write_bytes(b"x" * (room // 4096 * 4096))
        run = place.run("--force", "--jobs", 2)
        assert (run.returncode, run.stderr) == (4, "")
        assert run.stdout.count(f"không làm được: {FULL}") == 3
        assert "không ghi được trang tổng hợp: No space left on device" in run.stdout
        assert (place.out / "index.html").read_bytes() == index
        assert all(is_whole(place.out / unit / SPAN) for unit in place.units())
        assert scraps(place.out) == []

        (place.out / "ballast").unlink()
        assert place.run("--force").returncode == 0
        assert all_done(place)


def test_a_full_folder_for_temporary_files_is_said_in_words(place):
    with small_disk(place.temporary, 2_000):
        room = shutil.disk_usage(place.temporary).free
        (place.temporary / "ballast").write_bytes(b"x" * (room - 8192))  # for a first small file
        run = place.run("--jobs", 2)
        assert (run.returncode, run.stderr) == (4, "")
        for unit in place.units():
            record = place.record(unit, failed=True)
            assert record["kind"] == "disk"
            assert "No space left on device" in record["reason"]
        (place.temporary / "ballast").unlink()
        assert place.run().returncode == 0
        assert all_done(place)
        assert place.remains() == []


def test_a_notebook_that_fills_the_folder_for_temporary_files_fails_alone(place):
    with small_disk(place.temporary, 4_000):
        fills = "with open('big', 'wb') as file: file.write(b'x' * 10_000_000)"
        place.write_notebook(only_for("huyen-b", fills))
        run = place.run("--jobs", 1)
        assert (run.returncode, run.stderr) == (4, "")
        assert place.record("huyen-b", failed=True)["kind"] == "disk"
        assert attempts_of_the_others(place) == {"huyen-a": 1, "huyen-c": 1}
        assert place.remains() == []


def attempts_of_the_others(place: Place) -> dict[str, int]:
    return {unit: place.record(unit)["attempts"] for unit in place.units() if unit != "huyen-b"}


def test_a_folder_that_cannot_be_written_is_refused_before_any_work(place):
    with small_disk(place.out, 4_000):
        assert place.run().returncode == 0
        remount(place.out, "ro")
        for words in ((), ("--force",)):
            run = place.run(*words)
            assert (run.returncode, run.stdout) == (4, "")
            assert run.stderr == (
                "không ghi được vào thư mục kết quả: Read-only file system\n"
                f"  tại:  {place.out}\n"
                "  sửa:  xem lại quyền ghi, hoặc dùng --out\n"
            )
        assert all_done(place)
        assert place.remains() == []


def test_a_file_where_a_report_should_stand_concerns_its_unit_alone(place):
    place.out.mkdir()
    (place.out / "huyen-b").write_text("một tệp")
    run = place.run("--jobs", 2)
    assert (run.returncode, run.stderr) == (4, "")
    record = place.record("huyen-b", failed=True)
    assert record["kind"] == "error"
    assert record["reason"].startswith("không ghi được kết quả: ")
    assert attempts_of_the_others(place) == {"huyen-a": 1, "huyen-c": 1}
    assert (place.out / "huyen-b").read_text() == "một tệp"
    (place.out / "huyen-b").unlink()
    assert place.run("--only-failed").returncode == 0
    assert all_done(place)


def test_a_long_name_of_the_folder_for_temporary_files_only_makes_it_slower(tmp_path_factory):
    place = make_place(tmp_path_factory.mktemp("n"), ["huyen-a"])
    long = place.temporary / ("x" * 60)
    long.mkdir()
    run = place.run(TMPDIR=str(long))
    assert (run.returncode, run.stderr) == (0, "")
    assert all_done(place)
    assert list(long.iterdir()) == []


# Others at work


def test_a_second_run_is_refused_and_the_first_does_not_notice(place):
    place.write_notebook(FLAG, only_for("huyen-a", "flag('at-work').touch(); wait_for('go')"))
    first = place.start("--jobs", 1)
    assert wait_until((place.folder / "at-work").exists)
    second = place.run()
    assert (second.returncode, second.stdout) == (4, "")
    what, where, _ = second.stderr.splitlines()
    assert what == "một lần chạy khác đang ghi vào thư mục kết quả"
    assert where.endswith(str(place.out))
    (place.folder / "go").touch()
    _, err = first.communicate(timeout=PATIENCE)
    assert (first.returncode, err) == (0, "")
    assert all_done(place)
    assert place.remains() == []


ROWS = [
    f"dossiers_received,2022,{level},{value},,bao-cao-2022,II.2.2,"
    for level, value in (("district", 5300), ("commune", 62))
]
VERSIONS = [f"{FIGURES_HEADER}\n{rows}\n".encode() for rows in (ROWS[0], "\n".join(ROWS))]


def write_in_place(file: Path, content: bytes) -> None:
    file.write_bytes(content)


def write_anew(file: Path, content: bytes) -> None:
    file.unlink()
    file.write_bytes(content)


@pytest.mark.parametrize("write", [write_in_place, write_anew])
def test_a_file_that_is_written_while_it_is_read_is_read_whole_or_said_to_be_changing(place, write):
    file = place.data / "huyen-b" / "figures.csv"
    over = threading.Event()

    def keep_writing() -> None:
        number = 0
        while not over.wait(0.001):
            number += 1
            write(file, VERSIONS[number % 2])

    file.write_bytes(VERSIONS[0])
    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        run = place.run("--jobs", 2, *place.units())
    finally:
        over.set()
        writer.join()
    assert "Traceback" not in run.stderr
    assert [place.entry(unit)["exit_code"] for unit in ("huyen-a", "huyen-c")] == [0, 0]
    if run.returncode == 1:
        assert place.entry("huyen-b")["kind"] == "data"
    else:
        assert run.returncode == 0
        assert figures_read(place) in set(map(digest, VERSIONS))

    assert place.run().returncode == 0
    assert figures_read(place) == digest(file.read_bytes())
    assert all_done(place)


def figures_read(place: Place) -> str:
    inputs = place.record("huyen-b")["inputs"]
    (figures,) = (each["sha256"] for each in inputs if each["path"] == "huyen-b/figures.csv")
    return figures


# What a failure leaves


def test_a_failure_is_forgotten_once_the_data_are_again_what_the_report_was_made_of(place):
    assert place.run().returncode == 0
    for name in ("figures.csv", "office.toml"):  # the second one says the period itself
        file = place.data / "huyen-b" / name
        good = file.read_bytes()
        file.write_bytes(b"\xff")
        broken = place.run()
        assert broken.returncode == 1
        assert len(place.entries()["huyen-b"]) == 2
        file.write_bytes(good)
        mended = place.run("--only-failed")
        assert (mended.returncode, mended.stderr) == (0, "")
        assert mended.stdout.count("bỏ qua, lần chạy trước không hỏng") == 2
        assert all_done(place)
