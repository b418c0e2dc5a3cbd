"""Whoever stops a publication, at whatever step, leaves the old report or the new one, whole."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cchc.run import Job, Made, keep
from cchc.run.job import UNKNOWN_SPAN
from cchc.run.publish import recover
from real_runs import SPAN, is_whole, scraps

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="Windows has no fork to stop"),
]

NAMES = ("report.html", "report.pdf", "indicators.csv")
OLDEST, OLD, NEW = (Made(0, dict.fromkeys(NAMES, text)) for text in (b"1", b"22", b"333"))
FAILED = Made(4, {"report.ipynb": b"{}"}, kind="error", reason="hỏng")

STOPPER = """\
import errno, json, os, shutil, signal, sys
from pathlib import Path
from cchc.run import keep
from cchc.run.publish import recover
from test_publishing import FAILED, NEW, job

folder, act, what, *befores = sys.argv[1:]
job(Path(folder)).depends_on()  # takes a while, once
WORK = {
    "report": lambda out: keep(job(out), NEW),
    "failure": lambda out: keep(job(out), FAILED),
    "recovery": recover,
}

def work_until(last, out):
    steps = 0

    def stop(event, found):
        nonlocal steps
        writes = event == "open" and isinstance(found[2], int) and found[2] & os.O_CREAT
        if not (writes or event in ("os.rename", "os.mkdir", "os.rmdir", "os.remove")):
            return
        steps += 1
        if steps >= last and act == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if steps == last or steps > last and act == "full":
            raise OSError(errno.ENOSPC, "No space left on device")

    sys.addaudithook(stop)
    outcome = WORK[what](out)
    os._exit(100 * (steps >= last) + (outcome.exit_code if outcome else 0))

for before in map(Path, befores):
    for step in range(1, 100):
        out = Path(folder) / f"{before.name}-{step:02d}"
        shutil.copytree(before, out)
        if not (pid := os.fork()):
            work_until(step, out)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        print(out, code % 100 if code >= 0 else code)
        if 0 <= code < 100:
            break
"""
"""Does some work in copies of a folder, and stops it before its n-th change of a file or folder.

Every such change is announced by Python itself: whatever the work is made of, no step is left out.
"""


def job(out: Path) -> Job:
    return Job("huyen-a", SPAN, "n.ipynb", b"", out, {}, {})


@pytest.fixture(scope="module")
def before(tmp_path_factory) -> Path:
    """Outputs with a report, the one before it, and a later failure of two kinds."""
    out = tmp_path_factory.mktemp("p") / "outputs"
    for made in (OLDEST, OLD, FAILED):
        keep(job(out), made)
    shutil.copytree(job(out).failed, job(out).failed.with_name(UNKNOWN_SPAN))
    assert (reading(job(out).final), reading(job(out).previous)) == (b"22", b"1")
    return out


def reading(folder: Path) -> bytes:
    """What the files of a whole report hold, b"" where there is no report."""
    if not folder.exists():
        return b""
    assert is_whole(folder), f"{folder} is not whole"
    texts = {(folder / name).read_bytes() for name in NAMES if (folder / name).is_file()}
    assert len(texts) <= 1, f"{folder} is of several reports"
    return texts.pop() if texts else b"failure"


def every_stop(folder: Path, act: str, what: str, *befores: Path) -> list[tuple[Path, int]]:
    """The outputs after a stop at each step, and how the work said that it ended (-9: killed)."""
    here = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-c", STOPPER, *map(str, (folder, act, what, *befores))],
        env=os.environ | {"PYTHONPATH": here},
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (0, "")
    stops = [line.rsplit(maxsplit=1) for line in done.stdout.splitlines()]
    return [(Path(out), int(code)) for out, code in stops]


def standing(out: Path) -> tuple[bytes, bytes]:
    """What stands at the place of the report and of the one before it; all of it is whole."""
    for span in (SPAN, UNKNOWN_SPAN):
        assert reading(job(out).failed.with_name(span)) in (b"failure", b"")
    return reading(job(out).final), reading(job(out).previous)


def test_a_kill_at_any_step_leaves_each_report_whole_or_away_until_the_next_run(before, tmp_path):
    *stops, (last, code) = every_stop(tmp_path, "kill", "report", before)
    assert len(stops) > 10 and {code for _, code in stops} == {-9}
    assert (code, standing(last)) == (0, (b"333", b"22"))
    seen = {standing(out)[0] for out, _ in stops}
    assert {b"22", b"333"} <= seen <= {b"22", b"333", b""}
    for out, _ in stops:
        recover(out)
        assert standing(out) in {(b"22", b"1"), (b"333", b"22")}
        assert scraps(out) == []


def test_a_kill_while_a_failure_is_kept_leaves_the_reports_alone(before, tmp_path):
    stops = every_stop(tmp_path, "kill", "failure", before)
    assert len(stops) > 5
    for out, _ in stops:
        assert standing(out) == (b"22", b"1")
        recover(out)
        assert reading(job(out).failed) == b"failure"
        assert scraps(out) == []


def test_a_recovery_may_be_killed_too(before, tmp_path):
    halves = [out for out, _ in every_stop(tmp_path, "kill", "report", before) if scraps(out)]
    assert len(halves) > 5
    for out, _ in every_stop(tmp_path, "kill", "recovery", *halves):
        standing(out)
        recover(out)
        assert standing(out) in {(b"22", b"1"), (b"333", b"22")}
        assert scraps(out) == []


def test_the_run_after_a_kill_makes_it_good(before, tmp_path):
    for out, _ in every_stop(tmp_path, "kill", "report", before):
        recover(out)
        assert keep(job(out), NEW).exit_code == 0
        assert reading(job(out).final) == b"333"
        assert sorted(path.name for path in out.iterdir()) == ["huyen-a", "previous"]


@pytest.mark.parametrize("act", ["once", "full"])
def test_what_the_system_refuses_at_any_step_is_told_as_it_is(before, tmp_path, act):
    *stops, _ = every_stop(tmp_path, act, "report", before)
    codes = {code for _, code in stops}
    assert len(stops) > 10 and codes == {0, 4}
    for out, code in stops:
        standing(out)
        recover(out)
        assert standing(out)[0] == (b"333" if code == 0 else b"22")
        assert standing(out)[1] in (b"1", b"22")
        assert scraps(out) == []
