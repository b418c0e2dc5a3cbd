"""Past one machine: real schedulers and workers of Dask, each a process of its own, on loopback."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

import cchc
from cchc.batch import PRELOAD
from cchc.errors import UsageError
from cchc.run.connect import checked_address
from real_runs import CCHC, SPAN, Place, end_with_children, make_place, only_for
from sample_unit import FIGURES_HEADER, UNIT, write_data
from waiting import PATIENCE, wait_until

AT_WORK = "import time; time.sleep(600)"
KILL_THE_WORKER = """\
import os, psutil, signal
is_worker = lambda process: "spawn_main" in " ".join(process.cmdline())
os.kill(next(filter(is_worker, psutil.Process().parents())).pid, signal.SIGKILL)"""
CANNOT_BE_TRUE = f"""\
{FIGURES_HEADER}
normative_documents_checked,2022,all,3,,bao-cao-2022,II.2.1,
normative_documents_faulty,2022,all,5,,bao-cao-2022,II.2.1,
"""


def until_told(place: Path) -> str:
    """A cell that ends once there is a file `go` in the folder."""
    return f"""\
import pathlib, time
while not pathlib.Path({str(place / "go")!r}).exists(): time.sleep(0.02)"""


class Cluster:
    """A scheduler and its workers, in a folder where nothing of the client is."""

    def __init__(self, folder: Path, **environment: str):
        self.folder, self.processes = folder, []
        told = folder / "scheduler.json"
        self._start("scheduler", "--port", "0", "--scheduler-file", told, **environment)
        assert wait_until(lambda: told.exists() and told.read_text().endswith("}"))
        self.address = json.loads(told.read_text())["address"]

    def worker(self, *options: object, **environment: str) -> subprocess.Popen:
        """A new worker of one thread, once the scheduler knows it."""
        place = self.folder / str(len(self.processes))
        (place / "t").mkdir(parents=True)
        options = ("--nthreads", 1, "--local-directory", place, *options)
        own = {"TMPDIR": str(place / "t"), **environment}
        worker, log = self._start("worker", self.address, *options, **own)
        assert wait_until(lambda: "Registered to" in log.read_text()), log.read_text()
        return worker

    def _start(self, kind: str, *words: object, **environment: str):
        log = self.folder / f"{len(self.processes)}.log"
        options = ("--host", "127.0.0.1", "--dashboard-address", "127.0.0.1:0")
        command = [sys.executable, "-m", "dask", kind, *options, *words]
        with log.open("w") as file:
            process = subprocess.Popen(
                list(map(str, command)),
                cwd=self.folder,
                env=os.environ | environment,
                stdout=file,
                stderr=subprocess.STDOUT,
            )
        self.processes.append(process)
        return process, log

    def kernels(self) -> list[Path]:
        """The kernels that run now, by their files."""
        return sorted(self.folder.glob("*/t/cchc-*/kernel.json"))

    def close(self) -> None:
        for process in self.processes:
            end_with_children(process)


@pytest.fixture
def start_cluster(tmp_path_factory) -> Iterator[Callable[..., Cluster]]:
    clusters = []

    def start(**environment: str) -> Cluster:
        clusters.append(Cluster(tmp_path_factory.mktemp("far"), **environment))
        return clusters[-1]

    yield start
    for cluster in clusters:
        cluster.close()


@pytest.fixture
def other_version(tmp_path) -> dict[str, str]:
    """The environment of a worker with a changed formula, and with another papermill."""
    folder = tmp_path / "other"
    shutil.copytree(Path(cchc.__file__).parent, folder / "cchc")
    with (folder / "cchc" / "formula.py").open("a") as file:
        file.write("# changed\n")
    metadata = folder / "papermill-9.9.dist-info" / "METADATA"
    metadata.parent.mkdir()
    metadata.write_text("Metadata-Version: 2.1\nName: papermill\nVersion: 9.9\n")
    return {"PYTHONPATH": str(folder)}


def published(out: Path) -> dict[str, bytes]:
    """All files of all reports, but the records of their runs."""
    files = (path for path in out.glob(f"*/{SPAN}/*") if path.name != "run.json")
    return {str(path.relative_to(out)): path.read_bytes() for path in files}


def run_there(place: Place, cluster: Cluster, *words: object) -> subprocess.CompletedProcess:
    return place.run("--scheduler", cluster.address, *words)


@pytest.mark.slow
def test_a_cluster_gives_the_same_bytes_as_this_machine(tmp_path, start_cluster):
    data = write_data(tmp_path)
    shutil.copytree(data / UNIT, data / "huyen-minh-hoa-02")
    (data / "huyen-minh-hoa-02/figures.csv").write_text(CANNOT_BE_TRUE, encoding="utf-8")
    cluster = start_cluster()
    cluster.worker()
    cluster.worker("--nthreads", 2)
    home = tmp_path / "home"
    home.mkdir()
    for out, words in (("here", ()), ("there", ("--scheduler", cluster.address))):
        done = subprocess.run(
            [CCHC, "run", "--all", "--data", data, "--out", tmp_path / out, *words],
            env=os.environ | {"HOME": str(home)},
            capture_output=True,
            encoding="utf-8",
        )
        assert done.returncode == 3, done.stderr
        assert "distributed" not in done.stdout + done.stderr
    here, there = published(tmp_path / "here"), published(tmp_path / "there")
    assert {Path(name).name for name in here} == {
        *("report.html", "report.pdf", "report.ipynb", "indicators.csv", "checks.csv")
    }
    assert len(here) == 10
    assert there == here
    assert list(home.rglob("*dask*")) == []


@pytest.mark.slow
def test_what_a_report_is_made_of_travels_and_its_bytes_travel_back(tmp_path, start_cluster):
    from cchc.plan import Order, plan
    from cchc.run.cluster import cluster_engine
    from cchc.run.make import make_report

    place = make_place(tmp_path, ["huyen-a"])
    place.write_notebook("print(sorted(open(f'{data}/huyen-a/figures.csv'))[0])")
    cluster = start_cluster()
    cluster.worker()
    (step,) = plan(Order(("huyen-a",), place.data, place.out, ("html",)))
    shutil.rmtree(place.data)
    shutil.rmtree(place.folder / "notebooks")
    with cluster_engine(cluster.address, PRELOAD) as engine:
        made = engine.submit(step.job).result(timeout=PATIENCE)
    assert (made.kind, made.reason) == ("", "")
    assert made.files == make_report(step.job).files
    assert not place.out.exists()


@pytest.mark.slow
def test_reports_whose_worker_is_killed_are_made_by_another_and_nothing_of_it_is_left(
    tmp_path, start_cluster
):
    place = make_place(tmp_path, [f"huyen-{letter}" for letter in "abcdef"])
    place.write_notebook(until_told(tmp_path))
    cluster = start_cluster()
    victim = cluster.worker("--no-nanny")
    process = place.start("--scheduler", cluster.address)
    assert wait_until(cluster.kernels)
    below = psutil.Process(victim.pid).children(recursive=True)
    assert len(below) >= 3  # the kernel, its parent, and who makes the report
    victim.kill()
    victim.wait()
    (tmp_path / "go").touch()
    temporary = cluster.folder / "1" / "t"  # of the victim
    cluster.worker(TMPDIR=str(temporary))
    _, err = process.communicate(timeout=3 * PATIENCE)
    assert process.returncode == 0, err
    assert sorted(path.parent.parent.name for path in place.out.glob("*/*/report.html")) == [
        f"huyen-{letter}" for letter in "abcdef"
    ]
    _, alive = psutil.wait_procs(below, PATIENCE)
    assert alive == []
    assert list(temporary.glob(f"cchc-{victim.pid}-*")) == []


@pytest.mark.slow
def test_a_report_that_always_takes_its_worker_along_fails_alone(tmp_path, start_cluster):
    place = make_place(tmp_path, ["huyen-a", "huyen-b", "huyen-c"])
    place.write_notebook(only_for("huyen-a", KILL_THE_WORKER), "import time; time.sleep(1)")
    cluster = start_cluster(DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="1")
    cluster.worker("--nthreads", 2)
    done = run_there(place, cluster)
    assert done.returncode == 4
    states = {unit: (entry["kind"], entry["attempts"]) for unit, (entry,) in _records(place)}
    assert states.pop("huyen-a") == ("killed", 2)
    assert {kind for kind, _ in states.values()} == {""}
    reason = place.record("huyen-a", failed=True)["reason"]
    assert reason == "2 worker lần lượt bị mất trong lúc làm báo cáo này"


def _records(place: Place) -> Iterator[tuple[str, list[dict]]]:
    for unit in place.units():
        paths = [
            *place.out.glob(f"{unit}/*/run.json"),
            *place.out.glob(f"failed/{unit}/*/run.json"),
        ]
        yield unit, [json.loads(path.read_text(encoding="utf-8")) for path in paths]


@pytest.mark.slow
def test_a_worker_with_other_versions_is_refused_by_name_before_any_work(
    tmp_path, start_cluster, other_version
):
    place = make_place(tmp_path, ["huyen-a"])
    cluster = start_cluster()
    cluster.worker()
    cluster.worker(**other_version)
    done = run_there(place, cluster)
    assert (done.returncode, done.stdout.count("huyen-a")) == (4, 0)
    what, where, mend = done.stderr.splitlines()
    assert what.startswith("worker có phiên bản khác với máy này: mã nguồn cchc ")
    assert "; papermill 9.9 (ở đây " in what
    assert where.startswith("  tại:  tcp://127.0.0.1:") and "," not in where
    assert "requirements.lock" in mend
    assert not (place.out / "huyen-a").exists()


@pytest.mark.slow
def test_what_a_worker_with_other_versions_makes_that_came_later_is_no_report(
    tmp_path, start_cluster, other_version
):
    place = make_place(tmp_path, [f"huyen-{letter}" for letter in "abcdefgh"])
    place.write_notebook(until_told(tmp_path))
    cluster = start_cluster()
    cluster.worker()
    process = place.start("--scheduler", cluster.address)
    assert wait_until(cluster.kernels)
    cluster.worker(**other_version)
    (tmp_path / "go").touch()
    process.communicate(timeout=3 * PATIENCE)
    assert process.returncode == 4
    records = [record for _, (record,) in _records(place)]
    assert len(records) == 8
    refused = [record["reason"] for record in records if record["kind"]]
    assert refused and len(refused) < 8
    assert all("papermill 9.9 (ở đây " in reason for reason in refused)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signals")
def test_who_stops_a_run_leaves_the_cluster_to_others(tmp_path, start_cluster):
    place = make_place(tmp_path)
    place.write_notebook(AT_WORK)
    cluster = start_cluster()
    cluster.worker()
    process = place.start("--scheduler", cluster.address)
    assert wait_until(cluster.kernels)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert wait_until(lambda: not cluster.kernels())
    place.write_notebook()
    done = run_there(place, cluster)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_without_workers_or_without_a_scheduler_it_says_so_in_some_seconds(tmp_path, start_cluster):
    place = make_place(tmp_path, ["huyen-a"])
    without_workers = run_there(place, start_cluster())
    assert without_workers.returncode == 4
    assert without_workers.stderr.startswith("cụm máy chưa có worker nào\n  tại:  tcp://127.0.0.1:")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"tcp://127.0.0.1:{listener.getsockname()[1]}"
    nobody = place.run("--scheduler", address)
    assert nobody.returncode == 4
    assert nobody.stderr.startswith("không kết nối được với bộ điều phối Dask (")
    assert f"\n  tại:  {address}\n" in nobody.stderr
    assert not (place.out / "huyen-a").exists()


@pytest.mark.slow
def test_an_address_of_tls_without_a_certificate_says_which_variables_name_one(tmp_path):
    place = make_place(tmp_path, ["huyen-a"])
    done = place.run("--scheduler", "tls://127.0.0.1:8786")
    assert (done.returncode, done.stderr) == (
        4,
        "máy này chưa có chứng thư TLS\n"
        "  tại:  tls://127.0.0.1:8786\n"
        "  sửa:  đặt các biến môi trường DASK_DISTRIBUTED__COMM__TLS__CA_FILE, CLIENT__CERT và"
        " CLIENT__KEY\n",
    )


@pytest.mark.parametrize("address", ["10.0.0.1:8786", "tcp://10.0.0.1", "tcp://a:b", "http://a:1"])
def test_an_address_that_can_be_none_is_a_wrong_call(address):
    with pytest.raises(UsageError, match="không phải là địa chỉ của một bộ điều phối") as raised:
        checked_address(address, None)
    assert raised.value.exit_code == 2


def test_fonts_of_this_machine_do_not_travel(tmp_path):
    with pytest.raises(UsageError, match="--font-path, --scheduler"):
        checked_address("tcp://10.0.0.1:8786", tmp_path)
    assert checked_address("", tmp_path) == ""


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"pip install 'cchc\[cluster\]'"):
        checked_address("tls://[::1]:8786", None)
