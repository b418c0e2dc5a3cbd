"""A warm kernel gives what an ordinary one gives, outlives nobody, and gives way where it must."""

import json
import logging
import multiprocessing
import os
import pickle
import resource
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpec
from nbclient.exceptions import DeadKernelError

from analyst_notebooks import SHOWN_BY
from cchc.batch import PRELOAD
from cchc.run.kernel import OwnKernelManager
from cchc.run.warm import LIBRARIES, Kernels, WarmKernelManager, warm_kernels
from two_kernels import difference, run, run_in_thread, run_notebook
from waiting import PATIENCE, wait_until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only"),
]

STOCK = Kernels()
WHOSE = "import os; print(os.getppid())"
"""Shows who started the kernel: this process, or the warm parent."""
WAITING = """
import os, pathlib, subprocess, time
child = subprocess.Popen(["sleep", "300"])
pids = f"{os.getpid()} {os.getppid()} {child.pid}"
pathlib.Path("pids.new").write_text(pids)
pathlib.Path("pids.new").rename("pids")
time.sleep(300)
"""
"""Says who its kernel, the kernel's parent and a child of it are, and is busy."""
CLIENT = """
import sys
from pathlib import Path
from cchc.run.warm import warm_kernels
from two_kernels import run
with warm_kernels() as kernels:
    run(kernels, Path.cwd(), sys.argv[1])
"""


@pytest.fixture(scope="module")
def warm():
    with warm_kernels([*LIBRARIES, *PRELOAD.kernels]) as kernels:  # as `cchc run` has them
        assert kernels.why_stock == ""
        yield kernels


@pytest.fixture
def work(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def pids_in(work: Path) -> list[int]:
    """The numbers that WAITING has written down, once it has."""
    assert wait_until((work / "pids").exists), "the notebook did not start"
    return [int(pid) for pid in (work / "pids").read_text().split()]


def lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


def still_living(pids: list[int]) -> list[int]:
    """Which of the processes do not end, however long one waits."""
    wait_until(lambda: not any(map(lives, pids)))
    return [pid for pid in pids if lives(pid)]


def is_warm(kernels: Kernels, work: Path) -> bool:
    return int(run(kernels, work, WHOSE).text) != os.getpid()


# The same as an ordinary kernel


@pytest.mark.parametrize("name", SHOWN_BY)
def test_a_notebook_gives_the_same_in_both_kernels(name, warm, tmp_path, monkeypatch):
    cells, shown = SHOWN_BY[name]
    executed = []
    for kernels in (STOCK, warm):
        work = tmp_path / str(len(executed))
        work.mkdir()
        monkeypatch.chdir(work)
        executed.append(run(kernels, work, *cells))
    ordinary, warmed = executed
    assert shown in warmed.text
    assert difference(ordinary, warmed) == []
    assert type(warmed.failure) is type(ordinary.failure)


def test_the_review_is_the_same_in_both_kernels(warm, work, root):
    path = root / "notebooks" / "two_year_review.ipynb"
    parameters = {"district": "huyen-long-my", "data": str(root / "data")}
    ordinary = run_notebook(STOCK, work, str(path), parameters=parameters)
    warmed = run_notebook(warm, work, str(path), parameters=parameters)
    charts = [
        sum("image/png" in json.dumps(outputs) for outputs in executed.outputs)
        for executed in (ordinary, warmed)
    ]
    assert charts[0] == charts[1] >= 7
    assert difference(ordinary, warmed) == []
    assert ordinary.failure is warmed.failure is None


def test_every_inline_chart_is_there(warm, work):
    cells, _ = SHOWN_BY["inline charts"]
    assert run(warm, work, *cells).pictures == 4


def test_no_two_kernels_draw_the_same_random_numbers(warm, work):
    draw = "import numpy, random, uuid\nprint(numpy.random.rand(), random.random(), uuid.uuid4())"
    numbers = [number for _ in range(2) for number in run(warm, work, draw).text.split()]
    assert len(set(numbers)) == 6


def test_a_variable_set_after_the_parent_started_reaches_the_notebook(warm, work, monkeypatch):
    monkeypatch.setenv("CCHC_UNIT", "huyện Long Mỹ")
    executed = run(warm, work, "import os; print(os.environ['CCHC_UNIT'])")
    assert executed.text == "huyện Long Mỹ\n"


def test_a_kernel_works_where_papermill_says(warm, work):
    (work / "inner").mkdir()
    executed = run(warm, work, "import os; print(os.getcwd())", cwd=str(work / "inner"))
    assert executed.text == f"{work / 'inner'}\n"


def test_an_authors_own_module_is_read_anew_by_every_kernel(warm, work):
    for figure in (1, 22):
        (work / "own.py").write_text(f"figure = {figure}\n")
        assert run(warm, work, "import own; print(own.figure)").text == f"{figure}\n"


def test_limits_of_this_process_bind_the_kernel(warm, work):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft - 7, hard))
    try:
        cell = "import resource; print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])"
        assert run(warm, work, cell).text == f"{soft - 7}\n"
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_forty_kernels_start_two_at_a_time(warm, tmp_path):
    def one(number: int) -> str:
        folder = tmp_path / str(number)
        folder.mkdir()
        return run_in_thread(warm, folder, f"print({number})").text

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(one, range(40))) == [f"{number}\n" for number in range(40)]


def test_another_process_may_use_the_same_parent(warm, work):
    process = multiprocessing.get_context("spawn").Process(target=run, args=(warm, work, WHOSE))
    process.start()
    process.join()
    said = nbformat.read(work / "executed.ipynb", as_version=4).cells[0].outputs[0].text
    assert int(said) == int(run(warm, work, WHOSE).text)
    assert pickle.loads(pickle.dumps(warm)) == warm


# Deaths


def test_a_killed_kernel_is_noticed_and_takes_its_children_along(warm, work):
    with ThreadPoolExecutor() as pool:
        running = pool.submit(run_in_thread, warm, work, WAITING)
        kernel, _, child = pids_in(work)
        os.kill(kernel, signal.SIGKILL)
        assert isinstance(running.result(timeout=PATIENCE).failure, DeadKernelError)
    assert still_living([kernel, child]) == []
    assert is_warm(warm, work)


def test_when_the_parent_is_killed_its_kernels_end_and_the_next_one_is_ordinary(work, caplog):
    with warm_kernels() as kernels, ThreadPoolExecutor() as pool:
        running = pool.submit(run_in_thread, kernels, work, WAITING)
        kernel, parent, child = pids_in(work)
        os.kill(parent, signal.SIGKILL)
        assert isinstance(running.result(timeout=PATIENCE).failure, DeadKernelError)
        assert still_living([kernel, parent, child]) == []
        assert not is_warm(kernels, work)
    assert "Connection refused" in caplog.text


def test_nothing_is_left_of_a_killed_client(work, root):
    environment = os.environ | {"PYTHONPATH": str(root / "tests")}
    client = subprocess.Popen([sys.executable, "-c", CLIENT, WAITING], env=environment)
    pids = pids_in(work)
    client.kill()
    client.wait()
    assert still_living(pids) == []


def test_a_killed_worker_process_takes_its_kernel_along_and_no_other(warm, work):
    worker = multiprocessing.get_context("spawn").Process(target=run, args=(warm, work, WAITING))
    worker.start()
    kernel, parent, child = pids_in(work)
    worker.kill()
    worker.join()
    assert still_living([kernel, child]) == []
    assert lives(parent)
    assert is_warm(warm, work)


def test_a_client_that_forks_meanwhile_is_still_seen_to_die(work, root):
    lingering = "import os, time\nif os.fork() == 0:\n    time.sleep(20)\n    os._exit(0)\n"
    script = CLIENT.replace("    run(", "    exec(sys.argv[2])\n    run(")
    environment = os.environ | {"PYTHONPATH": str(root / "tests")}
    command = [sys.executable, "-c", script, WAITING, lingering]
    client = subprocess.Popen(command, env=environment, start_new_session=True)
    pids = pids_in(work)
    client.kill()
    client.wait()
    assert still_living(pids) == []
    os.killpg(client.pid, signal.SIGKILL)


def test_who_leaves_takes_all_kernels_along(work):
    with ThreadPoolExecutor() as pool:
        with warm_kernels() as kernels:
            running = pool.submit(run_in_thread, kernels, work, WAITING)
            pids = pids_in(work)
        assert still_living(pids) == []
        assert isinstance(running.result(timeout=PATIENCE).failure, DeadKernelError)


def test_an_interrupted_client_ends_all(work, root):
    environment = os.environ | {"PYTHONPATH": str(root / "tests")}
    command = [sys.executable, "-c", CLIENT, WAITING]
    client = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    pids = pids_in(work)
    client.send_signal(signal.SIGINT)
    client.wait(PATIENCE)
    assert still_living(pids) == []


# Giving way


def test_a_variable_that_libraries_read_once_makes_an_ordinary_kernel(
    warm, work, monkeypatch, caplog
):
    monkeypatch.setenv("MPLBACKEND", "svg")
    executed = run(warm, work, WHOSE, "import matplotlib; print(matplotlib.get_backend())")
    assert executed.text == f"{os.getpid()}\nsvg\n"
    assert "MPLBACKEND" in caplog.text


def test_a_matplotlibrc_in_the_folder_makes_an_ordinary_kernel(warm, work, caplog):
    (work / "matplotlibrc").write_text("lines.linewidth: 7\n")
    executed = run(warm, work, "import matplotlib; print(matplotlib.rcParams['lines.linewidth'])")
    assert executed.text == "7.0\n"
    assert "matplotlibrc" in caplog.text


def test_another_kernel_is_started_by_its_own_command(warm, work):
    class Developing(WarmKernelManager):
        @property
        def kernel_spec(self) -> KernelSpec:
            argv = [sys.executable, "-X", "dev", "-m", "ipykernel_launcher", "-f"]
            env = super().kernel_spec.env
            return KernelSpec(argv=[*argv, "{connection_file}"], language="python", env=env)

    config = warm.config.copy()
    config.Developing = config.WarmKernelManager
    kernels = Kernels(Developing, config)
    executed = run(kernels, work, WHOSE, "import sys; print(sys.flags.dev_mode)")
    assert executed.text == f"{os.getpid()}\nTrue\n"


UNFIT = {
    "missing_part": "import no_such_module_anywhere",
    "warning": "import warnings; warnings.warn('beware')",
    "writing": "print('loaded')",
    "threaded": "from threading import *\nThread(target=Event().wait, daemon=True).start()",
}


def test_a_library_that_a_fork_would_change_is_left_to_the_notebook(work, monkeypatch):
    for name, source in {**UNFIT, "plain": ""}.items():
        note = f"open({str(work / name)!r}, 'a').write(f'{{os.getpid()}} ')"
        (work / f"{name}.py").write_text(f"import os\n{note}\n{source}\n")
    monkeypatch.setenv("PYTHONPATH", str(work))
    with warm_kernels(["json", *UNFIT, "plain"]) as kernels:
        cell = "import plain, warning, writing, threaded, os\nprint(os.getpid())"
        executed = run(kernels, work, WHOSE, cell)
    *_, kernel = executed.text.split()
    assert not executed.text.startswith(f"{os.getpid()}\n")
    loaded_by_the_kernel = {
        n for n in [*UNFIT, "plain"] if kernel in (work / n).read_text().split()
    }
    assert loaded_by_the_kernel == {"warning", "writing", "threaded"}


def test_a_parent_with_a_second_thread_forks_nothing(work, monkeypatch, caplog):
    (work / "sitecustomize.py").write_text(UNFIT["threaded"])
    monkeypatch.setenv("PYTHONPATH", str(work))
    with warm_kernels([]) as kernels:
        assert not is_warm(kernels, work)
    assert "luồng thứ hai" in caplog.text


def test_elsewhere_than_on_linux_kernels_are_ordinary(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    with warm_kernels() as kernels:
        assert kernels.manager is OwnKernelManager
        assert "darwin" in kernels.why_stock


def test_a_folder_with_too_long_a_name_for_sockets_makes_ordinary_kernels(work, monkeypatch):
    folder = work / ("dài" * 30)
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    with warm_kernels() as kernels:
        assert kernels.manager is OwnKernelManager
        assert "too long" in kernels.why_stock


def test_why_a_kernel_is_ordinary_is_a_warning_of_its_own_logger(warm, work, monkeypatch, caplog):
    monkeypatch.setenv("PYTHONOPTIMIZE", "1")
    run(warm, work, "1")
    said = [record for record in caplog.records if record.name == "cchc.run.warm"]
    assert [record.levelno for record in said] == [logging.WARNING]
