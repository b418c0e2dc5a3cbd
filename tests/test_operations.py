"""What docs/operations.md promises an operator: its recipes are run as they stand there."""

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import nbformat
import pytest

from cchc.cli import cli
from real_runs import end_with_children
from sample_unit import UNIT, write_data
from waiting import HANGING, PATIENCE, wait_until

ROOT = Path(__file__).resolve().parents[1]
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
SERVICE, TIMER = (ROOT / "docs" / "schedule" / f"cchc.{kind}" for kind in ("service", "timer"))
SCRIPTS = sysconfig.get_path("scripts")
CRON = {"PATH": "/usr/bin:/bin", "SHELL": "/bin/sh", "LOGNAME": "cchc"}
"""The whole environment that cron gives to a command, but for HOME."""
VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")
linux = pytest.mark.skipif(sys.platform != "linux", reason="cron, systemd and namespaces of Linux")

FAULTS = {
    "error": "1 / 0",
    "timeout": "while True: pass",
    "memory": "held = bytearray(900_000_000); import time; time.sleep(60)",
    "output": "print('x' * 50_000_001)",
    "disk": "open('/dev/full', 'w').write('x' * 100_000)",
    "exit": "import os; os._exit(3)",
    "crash": "import ctypes; ctypes.string_at(0)",
    "killed": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    "print": "from IPython.display import SVG, display; display(SVG('<svg xmlns=\"'"
    '\'http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1"/></svg>\'))',
    "data": "",
    "good": "",
}


def blocks(language: str, text: str = OPERATIONS) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def section(heading: str) -> str:
    return OPERATIONS.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def rows(text: str) -> list[list[str]]:
    """The cells of the tables in a text, without their heads."""
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if row[0].startswith("`") or row[0].isdecimal()]


def code(text: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", text)


def here(text: str, place: Path) -> str:
    """A recipe with this environment's program, and with its folders below `place`."""
    program, folders = ("/opt/cchc/.venv/bin", SCRIPTS), ("/srv/cchc", f"{place}/srv")
    keys = ("/etc/cchc", f"{place}/etc")
    for there, own in (program, folders, keys, ("/var/cache/cchc", f"{place}/cache")):
        text = text.replace(there, own)
    return text


@pytest.fixture
def place() -> Iterator[Path]:
    """The folders of an installation, with a good unit and one whose data have a fault.

    Its name is short: below a long one a kernel would have no room for its sockets.
    """
    with tempfile.TemporaryDirectory(prefix="ops-") as name:
        folder = Path(name)
        for below in ("srv/outputs", "cache", "tmp"):
            (folder / below).mkdir(parents=True)
        data = write_data(folder / "srv")
        shutil.copytree(data / UNIT, data / "huyen-minh-hoa-02")
        spoil(data / "huyen-minh-hoa-02" / "figures.csv")
        yield folder


def spoil(figures: Path) -> str:
    good = figures.read_text(encoding="utf-8")
    figures.write_text(good.replace("dossiers_received,2021", "dossiers_recieved,2021"), "utf-8")
    return good


def setting(name: str) -> str:
    """The value of a line in the service file."""
    [value] = re.findall(rf"^{name}=(.*)$", SERVICE.read_text(encoding="utf-8"), re.MULTILINE)
    return value


def service_call(place: Path) -> tuple[list[str], dict[str, str]]:
    """The command of the service file and its environment: systemd's, and what the file adds."""
    name, _, value = here(setting("Environment"), place).partition("=")
    environment = {"PATH": "/usr/bin:/bin", "TMPDIR": str(place / "tmp"), name: value}
    return shlex.split(here(setting("ExecStart"), place)), environment


def call(words: list[str], **options) -> subprocess.CompletedProcess:
    return subprocess.run(words, capture_output=True, encoding="utf-8", timeout=PATIENCE, **options)


def run_record(place: Path, unit: str = UNIT) -> dict:
    path = place / "srv" / "outputs" / unit / "2021-2022" / "run.json"
    return json.loads(path.read_text(encoding="utf-8"))


@linux
@pytest.mark.slow
def test_the_cron_line_mails_what_is_to_mend_and_is_silent_when_all_is_well(place):
    [table] = blocks("cron")
    *variables, line = here(table, place).splitlines()
    *_, user, command = line.split(maxsplit=6)
    environment = CRON | {"HOME": str(place)} | dict(v.split("=", 1) for v in variables)
    figures = place / "srv" / "data" / "huyen-minh-hoa-02" / "figures.csv"

    bad = call(["/bin/sh", "-c", command], env=environment, cwd=place)
    assert user == "cchc"
    assert "Traceback" not in bad.stdout and bad.stderr == ""
    assert "'dossiers_recieved' không có trong danh mục chỉ tiêu\n  tại:  data/" in bad.stdout
    [sample, _] = blocks("text")
    assert {shape(line) for line in sample.splitlines()} <= {
        shape(line.replace(str(place / "srv"), "/srv/cchc")) for line in bad.stdout.splitlines()
    }

    figures.write_text(figures.read_text("utf-8").replace("recieved", "received"), "utf-8")
    good = call(["/bin/sh", "-c", command], env=environment, cwd=place)
    assert (good.returncode, good.stdout, good.stderr) == (0, "", "")
    assert run_record(place)["warnings"] == []
    assert sorted(p.name for p in (place / "srv/outputs").iterdir()) == [
        *(".lock", UNIT, "huyen-minh-hoa-02", "index.html", "index.json")
    ]


def shape(line: str) -> str:
    """A line of the log without its times, numbers and units, and without the counts."""
    line = re.sub(r"huyen-[\w-]+", "UNIT", line.partition(" giây: ")[0])
    return re.sub(r"\d+([-:.]\d+)*", "0", line)


@pytest.fixture
def stays(place) -> Iterator[Callable[[str], Path]]:
    """Start a command that stays until it is stopped, and get its log."""
    started = []

    def start(command: str) -> Path:
        log = place / f"{len(started)}.log"
        own = {"TMPDIR": str(place / "tmp"), "PATH": os.environ["PATH"], "HOME": str(place)}
        with log.open("w") as file:
            words = shlex.split(command)
            started.append(subprocess.Popen(words, env=own, stdout=file, stderr=file, cwd=place))
        return log

    yield start
    for process in reversed(started):
        end_with_children(process)


@linux
@pytest.mark.slow
@pytest.mark.parametrize("protocol", ["tcp", "tls"])
def test_the_recipes_for_a_cluster_make_the_reports(place, stays, protocol):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    on_loopback = here(section("Past one machine"), place).replace("10.0.0.1", "127.0.0.1")
    plain, tls = on_loopback.replace("8786", port).split("**Who reaches")
    scheduler, worker, run = blocks("sh", plain)
    if protocol == "tls":
        keys, scheduler, worker, run = blocks("sh", tls)
        (place / "etc").mkdir()
        call(["bash", "-ec", keys], cwd=place / "etc", check=True)

    stays(scheduler)
    log = stays(worker)
    assert wait_until(lambda: "Registered to" in log.read_text("utf-8")), log.read_text("utf-8")
    assert f"{protocol}://127.0.0.1:{port}" in log.read_text("utf-8")
    done = call(["bash", "-ec", run], cwd=place)

    assert done.returncode == 1, done.stderr  # the unit with a fault; the other one is made
    assert "Traceback" not in done.stderr
    assert (run_record(place)["kernel"], run_record(place)["warnings"]) == ("warm", [])
    assert (place / "srv/outputs" / UNIT / "2021-2022/report.pdf").is_file()


@linux
def test_the_units_for_systemd_have_no_fault_and_leave_little_exposed(tmp_path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze: apt install systemd")
    for path in (SERVICE, TIMER):
        text = path.read_text(encoding="utf-8").replace("/opt/cchc/.venv/bin", SCRIPTS)
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    files = [str(tmp_path / path.name) for path in (SERVICE, TIMER)]
    verified = call(["systemd-analyze", "verify", "--man=no", *files])
    assert (verified.returncode, verified.stdout, verified.stderr) == (0, "", "")
    exposed = ["systemd-analyze", "security", "--offline=true", "--threshold=15", "--no-pager"]
    if int(call(["systemd-analyze", "--version"]).stdout.split()[1]) >= 250:
        assert call([*exposed, files[0]]).returncode == 0


READ_ONLY = """\
set -e
mount --make-rprivate /
for folder in "$1/srv/outputs" "$1/cache" "$1/tmp"; do mount --bind "$folder" "$folder"; done
mount -o remount,bind,ro /
if touch "$2/written" 2>/dev/null; then rm "$2/written"; exit 99; fi
shift 2
exec "$@"
"""


@linux
@pytest.mark.slow
def test_the_command_of_the_service_needs_no_network_and_writes_nothing_but_its_outputs(place):
    """As ProtectSystem=strict and PrivateNetwork=yes have it: no loopback, all else read-only."""
    alone = ["unshare", "--mount", "--net", "sh", "-c", READ_ONLY, "sh", str(place), str(ROOT)]
    if shutil.which("unshare") is None or call([*alone, "true"]).returncode:
        pytest.skip("no unshare, or no right to make namespaces, so nothing could be cut off")
    command, environment = service_call(place)
    done = call([*alone, *command], env=environment, cwd="/")
    assert done.returncode == 1  # the unit with a fault; the other one is made
    assert "Traceback" not in done.stderr
    assert (run_record(place)["kernel"], run_record(place)["warnings"]) == ("warm", [])
    assert (place / "srv/outputs" / UNIT / "2021-2022/report.pdf").is_file()
    assert list((place / "tmp").iterdir()) == []


@linux
@pytest.mark.slow
def test_an_account_that_owns_nothing_but_the_outputs_can_run_it(place):
    command, environment = service_call(place)
    other = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs"]
    for folder in (place, place / "srv"):
        folder.chmod(0o755)
    reaches = ["sh", "-c", 'test -w "$0" && test -r "$1/units.csv" && "$2" --version']
    seen = [str(place / "srv/outputs"), str(place / "srv/data"), command[0]]
    if hasattr(os, "getuid") and os.getuid() == 0:
        for folder in ("srv/outputs", "cache", "tmp"):
            os.chown(place / folder, 65534, 65534)
    if shutil.which("setpriv") is None or call([*other, *reaches, *seen]).returncode:
        pytest.skip("not root, or this environment or the tests' folder is closed to others")
    done = call([*other, *command], env=environment, cwd="/")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert run_record(place)["warnings"] == []


@pytest.fixture(scope="module")
def failures(tmp_path_factory) -> list[dict]:
    """The lines of a run, as JSON, in which every unit fails in another way, but for one."""
    folder = tmp_path_factory.mktemp("failures")
    data = write_data(folder)
    register = (data / "units.csv").read_text(encoding="utf-8")
    for number, kind in enumerate(FAULTS):
        shutil.copytree(data / UNIT, data / f"huyen-{kind}")
        register += f"huyen-{kind},{950 + number},{kind},huyện,district,tinh-minh-hoa,,,yes\n"
    shutil.rmtree(data / UNIT)
    (data / "units.csv").write_text(register, encoding="utf-8")
    spoil(data / "huyen-data" / "figures.csv")
    write_notebook(folder, f"faults = \\\n{FAULTS}\nexec(faults[district.partition('-')[2]])")
    words = [
        "--all",
        "--formats",
        "html",
        "--timeout",
        str(HANGING),
        "--memory",
        "600",
        "--log-json",
    ]
    done = call([f"{SCRIPTS}/cchc", "run", *words], cwd=folder)
    assert (done.returncode, done.stderr) == (4, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def write_notebook(folder: Path, source: str) -> None:
    parameters = 'district = ""\nfirst_year = 0\nsecond_year = 0\ndata = ""'
    first = nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]})
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(
        cells=[first, nbformat.v4.new_code_cell(source)], metadata={"kernelspec": kernel}
    )
    (folder / "notebooks").mkdir()
    nbformat.write(notebook, folder / "notebooks" / "two_year_review.ipynb")


def documented_reasons() -> Mapping[str, str]:
    """What a failure of each kind is said to say, as a pattern."""
    patterns: dict[str, list[str]] = {}
    for kind, says, _ in rows(section("Failures")):
        for text in code(says):
            parts = [re.escape(part.strip()) for part in text.split("…")]
            patterns.setdefault(kind.strip("`"), []).append(r"\s*.*?\s*".join(parts))
    return {kind: "|".join(f"(?:{text})" for text in texts) for kind, texts in patterns.items()}


@linux
@pytest.mark.slow
def test_every_kind_of_failure_says_what_the_document_says_it_does(failures):
    ended = {event["unit"].partition("-")[2]: event for event in failures if "unit" in event}
    assert {name: event["kind"] for name, event in ended.items()} == {
        **{kind: kind for kind in FAULTS},
        "good": "",
    }
    documented = documented_reasons()
    assert documented.keys() == FAULTS.keys() - {"good"} | {"start"}
    for kind, event in ended.items():
        if kind != "good":
            assert re.fullmatch(documented[kind], event["reason"], re.DOTALL), event["reason"]
    assert [name for name, event in ended.items() if event["attempts"] == 2] == ["killed"]


@linux
@pytest.mark.slow
def test_a_kernel_that_does_not_start_says_so_and_was_tried_twice(place):
    broken = place / "broken"
    broken.mkdir()
    (broken / "ipykernel_launcher.py").write_text("raise SystemExit('hỏng')")
    words = [UNIT, "--formats", "html", "--kernel", "stock", "--log-json"]
    environment = os.environ | {"PYTHONPATH": str(broken)}
    done = call([f"{SCRIPTS}/cchc", "run", *words], cwd=place / "srv", env=environment)
    event, _ = map(json.loads, done.stdout.splitlines())
    assert (done.returncode, event["kind"], event["attempts"]) == (4, "start", 2)
    assert re.fullmatch(documented_reasons()["start"], event["reason"], re.DOTALL)
    record = json.loads((Path(event["folder"]) / "run.json").read_text(encoding="utf-8"))
    assert record["warnings"] == ["hỏng"]


@linux
@pytest.mark.slow
def test_the_lines_of_json_and_the_record_have_the_keys_that_are_documented(failures):
    [block] = blocks("json")
    examples = [json.loads(line) for line in block.splitlines()]
    real = {frozenset(event): event["event"] for event in failures}
    assert {event["event"] for event in failures} == {"unit", "summary"}
    assert failures[-1]["event"] == "summary"
    assert failures[-1]["level"] == "ERROR"
    for example in examples:
        if example.get("state") != "không thay đổi":
            assert real.get(frozenset(example)) == example["event"]
    keys = [key for row in rows(section("What a run does")) for key in code(row[0])]
    failed = next(event for event in failures if event.get("kind") == "error")
    record = json.loads((Path(failed["folder"]) / "run.json").read_text(encoding="utf-8"))
    assert set(record) == {key for key in keys if re.fullmatch("[a-z_]+", key)}


def test_every_message_that_is_quoted_is_one_of_the_program():
    program = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("cchc/**/*.py"))
    quoted = [text for text in code(OPERATIONS) if VIETNAMESE.search(text)]
    parts = {part for text in quoted for part in re.split(r"…|\(SIG\w+\)|report\.|OSErr.*", text)}
    phrases = {part.strip(" .,:()'") for part in parts if VIETNAMESE.search(part)}
    assert len(phrases) > 15
    assert [phrase for phrase in phrases if not all(w in program for w in pieces(phrase))] == []
    stopped = blocks("text")[1].splitlines()[1]
    assert stopped in program


def pieces(phrase: str) -> list[str]:
    """A message is put together: `tiến trình tính toán` and what became of it stand apart."""
    for subject in ("tiến trình tính toán", "tiến trình làm báo cáo"):
        if phrase.startswith(subject):
            return [subject, phrase.removeprefix(subject).strip()]
    return [phrase]


def test_the_options_that_are_named_are_options_of_the_run():
    known = {option for p in cli.commands["run"].params for option in p.opts} | {"--help"}
    named = {word for text in code(OPERATIONS) for word in text.split() if word.startswith("--")}
    calls = [setting("ExecStart"), *blocks("cron"), *blocks("powershell")]
    named |= {word.strip('"') for text in calls for word in re.findall(r"(?<= )--[a-z-]+", text)}
    assert named and named <= known


def test_every_exit_code_has_its_line_and_130_is_that_of_a_stop():
    codes = [row[0] for row in rows(section("Exit codes"))]
    assert codes == ["0", "1", "2", "3", "4", "130"]
