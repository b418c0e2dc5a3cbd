"""A report is made whole or not at all, and a failure says why: real papermill, real kernels."""

import json
import os
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import pytest

from cchc.export import CchcHTMLExporter
from cchc.run import Job, Outcome, Prepared, keep
from cchc.run.circumstances import why_incomplete
from cchc.run.make import make_report
from cchc.run.publish import publish, recover, withdraw
from cchc.run.record import Clock
from waiting import HANGING

PARAMETERS = 'district = "huyen-khac"\nfirst_year = 1999\ndata = ""'
FOLDER = "cchc-"
"""How the private folder of the work begins: no report shows it."""
SILENT = """\
from IPython.display import SVG
SVG('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1"/></svg>')"""


def as_json(notebook: nbformat.NotebookNode) -> bytes:
    return json.dumps([cell.source for cell in notebook.cells]).encode()


def as_html(notebook: nbformat.NotebookNode) -> bytes:
    return CchcHTMLExporter().from_notebook_node(notebook)[0].encode()


def write_notebook(folder: Path, *sources: str, parameters: str = PARAMETERS) -> Path:
    first = nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]})
    cells = [first, *map(nbformat.v4.new_code_cell, sources)]
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    path = folder / "thu.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), path)
    return path


def prepared(**parameters) -> Prepared:
    return Prepared({"indicators.csv": b"code,value\n"}, {"title": "huyện Thí Dụ"})


def contradicting(**parameters) -> Prepared:
    return Prepared(is_blocked=True)


def job(folder: Path, *sources: str, parameters: str = PARAMETERS, **changes) -> Job:
    """A job of a notebook with these cells, after the parameters cell and the injected one."""
    described = {
        "unit": "huyen-thi-du",
        "span": "2021-2022",
        "notebook": "thu.ipynb",
        "source": write_notebook(folder, *sources, parameters=parameters).read_bytes(),
        "out": folder / "outputs",
        "parameters": {"district": "huyen-thi-du", "first_year": 2021},
        "printers": {"report.json": as_json},
        "prepare": prepared,
    }
    return Job(**described | changes)


def run_job(job: Job) -> Outcome:
    """The work and the keeping of it, in this process."""
    return keep(job, make_report(job))


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def record(outcome: Outcome) -> dict:
    return json.loads((outcome.folder / "run.json").read_text(encoding="utf-8"))


def code_outputs(outcome: Outcome) -> list[str]:
    notebook = nbformat.read(outcome.folder / "report.ipynb", as_version=4)
    return [output.get("text", "") for cell in notebook.cells for output in cell.outputs]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("1 / 0", "ô số 4 (1 / 0) báo lỗi ZeroDivisionError: division by zero"),
        (
            "import os; os._exit(1)",
            "tiến trình tính toán tự kết thúc (mã thoát 1) ở ô số 4 (import os; os._exit(1))",
        ),
        (
            "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
            "tiến trình tính toán bị dừng từ bên ngoài (SIGKILL) ở ô số 4"
            " (import os, signal; os.kill(os.getpid(), signal.SIGKILL))",
        ),
        ("import sys; sys.exit()", "ô số 4 (import sys; sys.exit()) báo lỗi SystemExit: "),
        ("raise SystemExit(0)", "ô số 4 (raise SystemExit(0)) báo lỗi SystemExit: 0"),
        (
            "import ctypes; ctypes.string_at(0)",
            "tiến trình tính toán hỏng giữa chừng (SIGSEGV) ở ô số 4"
            " (import ctypes; ctypes.string_at(0))",
        ),
        (
            "while True: pass",
            f"quá {HANGING} giây cho một báo cáo, dừng ở ô số 4 (while True: pass)",
        ),
        (
            "from cchc.errors import CchcError, Fault; raise CchcError([Fault('a', 'b', 'c')])",
            "ô số 4 (from cchc.errors import CchcError, Fault;"
            " raise CchcError([Fault('a', 'b', 'c')])) báo lỗi CchcError: a\n"
            "  tại:  b\n  sửa:  c",
        ),
    ],
)
def test_a_notebook_that_breaks_off_leaves_its_reason_and_the_old_report(tmp_path, cell, reason):
    patience = HANGING if "while True" in cell else 60  # a busy machine is no hanging cell
    cells = ("print('tới đây')", cell, "print('không tới')")
    broken = job(tmp_path, *cells, seconds=patience)
    broken.final.mkdir(parents=True)
    (broken.final / "report.html").write_text("bản cũ")

    outcome = run_job(broken)

    assert outcome.exit_code == 4
    assert outcome.reason == reason
    assert files(broken.final) == {"report.html": "bản cũ".encode()}
    assert outcome.folder == tmp_path / "outputs/failed/huyen-thi-du/2021-2022"
    left = files(outcome.folder)
    assert sorted(left) == ["error.txt", "report.ipynb", "run.json"]
    assert left["error.txt"].decode() == outcome.reason + "\n"
    assert record(outcome)["outcome"] == "failed"
    assert record(outcome)["reason"] == outcome.reason
    assert "tới đây\n" in code_outputs(outcome)
    assert "không tới\n" not in code_outputs(outcome)
    assert not any(FOLDER.encode() in left[name] for name in ("error.txt", "run.json"))
    assert sorted(path.name for path in broken.out.iterdir()) == ["failed", "huyen-thi-du"]


@pytest.mark.slow
def test_a_format_that_cannot_be_printed_fails_the_whole_report(tmp_path):
    printers = {"report.json": as_json, "report.html": as_html}
    outcome = run_job(job(tmp_path, SILENT, printers=printers))
    assert outcome.exit_code == 4
    assert outcome.reason == (
        "không làm được report.html:\n"
        "hình không có lời mô tả thay thế (alt)\n"
        "  tại:  notebook, ô số 3 (In [3])\n"
        "  sửa:  " + outcome.reason.partition("  sửa:  ")[2]
    )
    assert sorted(files(outcome.folder)) == ["error.txt", "report.ipynb", "run.json"]
    assert not (tmp_path / "outputs/huyen-thi-du").exists()


@pytest.mark.slow
def test_a_printer_that_stumbles_is_named(tmp_path):
    def stumbles(notebook):
        return notebook.cells[99].source.encode()

    outcome = run_job(job(tmp_path, "1", printers={"report.pdf": stumbles}))
    assert (outcome.exit_code, outcome.reason) == (
        4,
        "không làm được report.pdf: IndexError: list index out of range",
    )


def test_a_notebook_that_does_not_declare_a_parameter_is_not_run(tmp_path):
    outcome = run_job(job(tmp_path, "1", parameters='district = "huyen-khac"'))
    assert outcome.exit_code == 4
    assert outcome.reason == "ô có thẻ 'parameters' của thu.ipynb không khai báo: first_year, data"


def test_a_notebook_that_cannot_be_read_is_a_failure(tmp_path):
    outcome = run_job(job(tmp_path, "1", source=b"{"))
    assert outcome.exit_code == 4
    assert outcome.reason.startswith("không đọc được thu.ipynb: ")
    assert sorted(files(outcome.folder)) == ["error.txt", "run.json"]


def test_a_cell_that_was_never_run_is_found_whatever_papermill_says():
    run = nbformat.v4.new_code_cell("1", execution_count=1)
    empty = nbformat.v4.new_code_cell("  ")
    unrun = nbformat.v4.new_code_cell("chart(review)\nmore")
    text = nbformat.v4.new_markdown_cell("## Phần")
    notebook = nbformat.v4.new_notebook(cells=[run, text, empty, unrun])
    assert why_incomplete(notebook) == "ô số 4 (chart(review)) chưa được chạy"
    notebook.cells.pop()
    assert why_incomplete(notebook) == ""


@pytest.mark.slow
def test_a_good_run_removes_what_an_earlier_failure_left(tmp_path):
    broken = run_job(job(tmp_path, "1 / 0"))
    other = run_job(job(tmp_path, "1 / 0", unit="huyen-khac"))
    assert broken.folder.is_dir() and other.folder.is_dir()
    good = run_job(job(tmp_path, "1 / 1"))
    assert good.exit_code == 0
    assert not broken.folder.parent.exists()
    assert other.folder.is_dir()
    run_job(job(tmp_path, "1 / 1", unit="huyen-khac"))
    assert not (tmp_path / "outputs/failed").exists()


@pytest.mark.slow
def test_a_report_has_its_companions_and_a_record_without_the_data_path(tmp_path):
    good = job(
        tmp_path,
        "print(open(f'{data}/huyen-thi-du/figures.csv').read())",
        "x = 1",
        data={"huyen-thi-du/figures.csv": b"code"},
    )
    outcome = run_job(good)
    assert (outcome.exit_code, outcome.reason, outcome.folder) == (0, "", good.final)
    assert sorted(files(good.final)) == [
        "indicators.csv",
        "report.ipynb",
        "report.json",
        "run.json",
    ]
    said = record(outcome)
    assert said["unit"] == "huyen-thi-du"
    assert said["period"] == "2021-2022"
    assert (said["outcome"], said["exit_code"], said["reason"]) == ("done", 0, "")
    assert said["parameters"] == {"district": "huyen-thi-du", "first_year": 2021}
    (read,) = said["inputs"]
    assert read == {
        "path": "huyen-thi-du/figures.csv",
        "sha256": "5694d08a2e53ffcae0c3103e5ad6f6076abd960eb1f8a56577040bc1028f702b",
    }
    assert code_outputs(outcome) == ["code\n"]
    assert said["about"] == {"title": "huyện Thí Dụ"}
    assert said["kernel"] == "stock: "
    assert said["notebook"]["name"] == "thu.ipynb"
    assert len(said["notebook"]["sha256"]) == 64
    assert said["versions"]["python"] == ".".join(map(str, sys.version_info[:3]))
    assert {"cchc", "papermill", "nbconvert", "pandas", "typst"} <= set(said["versions"])
    stages = ["copy", "prepare", "execute", "report.json", "files", "total"]
    assert list(said["seconds"]) == stages
    stages = {name: spent for name, spent in said["seconds"].items() if name != "total"}
    assert said["seconds"]["total"] == pytest.approx(sum(stages.values()), abs=1e-3)
    assert sum(said["seconds_by_cell"].values()) < stages["execute"]
    assert FOLDER not in (outcome.folder / "run.json").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_report_with_figures_that_cannot_all_be_true_is_made_and_says_so(tmp_path):
    outcome = run_job(job(tmp_path, "1", prepare=contradicting))
    assert outcome.exit_code == 3
    assert (outcome.folder / "report.json").is_file()
    assert record(outcome)["outcome"] == "done_with_blocking_findings"


@pytest.mark.slow
def test_the_notebook_that_is_published_says_nothing_of_the_machine(tmp_path):
    outcome = run_job(job(tmp_path, "print(district)", "first_year"))
    notebook = nbformat.read(outcome.folder / "report.ipynb", as_version=4)
    assert [cell.id for cell in notebook.cells] == ["cell-00", "cell-01", "cell-02", "cell-03"]
    assert notebook.cells[1].source == (
        '# Parameters\ndistrict = "huyen-thi-du"\nfirst_year = 2021\n'
    )
    assert notebook.cells[2].outputs[0].text == "huyen-thi-du\n"
    assert notebook.cells[3].outputs[0].data["text/plain"] == "2021"
    assert sorted(notebook.metadata) == ["kernelspec", "language_info"]
    text = (outcome.folder / "report.ipynb").read_text(encoding="utf-8")
    for trace in ("papermill", "start_time", "iopub", str(tmp_path), FOLDER):
        assert trace not in text


@pytest.mark.slow
def test_the_same_inputs_give_the_same_bytes(tmp_path, monkeypatch):
    runs = []
    for place, seed in (("một", "1"), ("hai", "2")):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        again = job(
            tmp_path, "print(district)", out=tmp_path / place, printers={"report.html": as_html}
        )
        runs.append(run_job(again))
    first, second = runs
    assert first.exit_code == second.exit_code == 0
    one, two = files(first.folder), files(second.folder)
    assert one.pop("run.json") and two.pop("run.json")
    assert sorted(one) == ["indicators.csv", "report.html", "report.ipynb"]
    assert one == two


@pytest.mark.slow
def test_the_kernel_is_this_python_whatever_is_registered(tmp_path, monkeypatch):
    foreign = tmp_path / "jupyter" / "kernels" / "python3"
    foreign.mkdir(parents=True)
    spec = {"argv": ["false"], "display_name": "Python 3", "language": "python"}
    (foreign / "kernel.json").write_text(json.dumps(spec))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    outcome = run_job(job(tmp_path, "import sys; print(sys.executable)"))
    assert outcome.exit_code == 0, outcome.reason
    assert code_outputs(outcome) == [sys.executable + "\n"]


@pytest.mark.slow
def test_nobodys_own_ipython_settings_change_a_report(tmp_path, monkeypatch):
    startup = tmp_path / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00-mine.py").write_text("district_label = 'của riêng tôi'\n")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    outcome = run_job(job(tmp_path, "print('district_label' in globals())"))
    assert code_outputs(outcome) == ["False\n"]


@pytest.mark.slow
def test_an_account_without_a_home_gets_the_same_report(tmp_path, monkeypatch):
    cells = ("from matplotlib.figure import Figure", "print(Figure(figsize=(1, 1)).axes)")
    at_home = run_job(job(tmp_path, *cells, out=tmp_path / "một"))
    monkeypatch.setenv("HOME", os.devnull)
    for name in ("MPLCONFIGDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    temporary = tmp_path / "tạm"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    homeless = run_job(job(tmp_path, *cells, out=tmp_path / "hai"))
    assert list(temporary.iterdir()) == []
    notebooks = [(each.folder / "report.ipynb").read_bytes() for each in (at_home, homeless)]
    assert notebooks[0] == notebooks[1]
    assert any("Matplotlib" in warning for warning in homeless.warnings)
    assert record(homeless)["warnings"] == list(homeless.warnings)


@pytest.mark.slow
def test_what_the_kernel_warns_of_stands_in_the_record_and_not_in_the_report(tmp_path):
    outcome = run_job(job(tmp_path, "import warnings; warnings.warn('sắp bỏ'); print('xong')"))
    assert code_outputs(outcome) == ["xong\n"]
    assert len(outcome.warnings) == 1
    assert "UserWarning: sắp bỏ" in outcome.warnings[0]


@pytest.mark.slow
def test_a_good_run_prints_nothing(tmp_path, capfd):
    outcome = run_job(job(tmp_path, "print('trong ô')"))
    assert (outcome.exit_code, outcome.warnings) == (0, ())
    assert capfd.readouterr() == ("", "")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["kết quả năm 2022", "{district} {0}", "x" * 200])
def test_the_results_may_stand_in_any_folder(tmp_path, name):
    outcome = run_job(job(tmp_path, "1", out=tmp_path / name / "nữa"))
    assert outcome.exit_code == 0, outcome.reason
    assert outcome.folder == tmp_path / name / "nữa" / "huyen-thi-du" / "2021-2022"
    assert (outcome.folder / "report.json").is_file()


@pytest.mark.slow
def test_a_long_name_of_the_folder_for_temporary_files_leaves_room_for_sockets(
    tmp_path, monkeypatch
):
    long = tmp_path / ("x" * 100)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    outcome = run_job(job(tmp_path, "1 + 1"))
    assert outcome.exit_code == 0, outcome.reason
    assert list(long.iterdir()) == []


@pytest.mark.parametrize("name", ["tep.txt/ket-qua", "x" * 300])
def test_a_folder_that_cannot_be_made_is_a_failure_with_its_reason(tmp_path, name):
    (tmp_path / "tep.txt").write_text("một tệp")
    outcome = run_job(job(tmp_path, "1", out=tmp_path / name))
    assert outcome.exit_code == 4
    assert outcome.reason.startswith("không ghi được kết quả: ")
    assert name in outcome.reason


@pytest.mark.skipif(os.name == "nt", reason="Windows has no folder without the right to write")
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_the_right_to_write_is_a_failure(tmp_path):
    out = tmp_path / "outputs"
    out.mkdir(mode=0o555)
    outcome = run_job(job(tmp_path, "1", out=out))
    assert outcome.exit_code == 4
    assert "không ghi được kết quả" in outcome.reason


def report_of(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "report.html").write_text(text)
    return folder


def test_a_new_report_replaces_the_old_one_whole(tmp_path):
    final = report_of(tmp_path / "out/unit/2021-2022", "cũ")
    (final / "gone.csv").write_text("")
    publish(report_of(tmp_path / "work", "mới"), final)
    assert files(tmp_path) == {"out/unit/2021-2022/report.html": "mới".encode()}


def test_the_old_report_comes_back_where_the_new_one_cannot_be_moved_in(tmp_path):
    final = report_of(tmp_path / "out/unit/2021-2022", "cũ")
    with pytest.raises(FileNotFoundError):
        publish(tmp_path / "nowhere", final)
    assert files(tmp_path) == {"out/unit/2021-2022/report.html": "cũ".encode()}


def test_a_report_that_an_interrupted_run_set_aside_is_not_lost(tmp_path):
    final = tmp_path / "out/unit/2021-2022"
    report_of(final.with_name(".2021-2022-cu"), "cũ")
    with pytest.raises(FileNotFoundError):
        publish(tmp_path / "nowhere", final)
    assert files(tmp_path) == {"out/unit/2021-2022/report.html": "cũ".encode()}


def test_a_report_that_was_set_aside_finds_its_place_before_the_next_run_and_scraps_go(tmp_path):
    report_of(tmp_path / "unit-a/.2021-2022-cu", "cũ")
    report_of(tmp_path / "unit-b/.2021-2022-cu", "cũ")
    report_of(tmp_path / "unit-b/2021-2022", "mới")
    report_of(tmp_path / ".dang-lam-ab12/report", "dở")
    recover(tmp_path)
    assert files(tmp_path) == {
        "previous/unit-b/2021-2022/report.html": "cũ".encode(),
        "unit-a/2021-2022/report.html": "cũ".encode(),
        "unit-b/2021-2022/report.html": "mới".encode(),
    }


def test_withdrawing_leaves_what_others_left(tmp_path):
    report_of(tmp_path / "failed/a/2021-2022", "")
    report_of(tmp_path / "failed/b/2021-2022", "")
    withdraw(tmp_path / "failed/a/2021-2022", tmp_path)
    assert list(files(tmp_path)) == ["failed/b/2021-2022/report.html"]
    assert not (tmp_path / "failed/a").exists()
    withdraw(tmp_path / "failed/c/2021-2022", tmp_path)
    assert (tmp_path / "failed/b/2021-2022").is_dir()


def test_the_seconds_of_the_stages_add_up(monkeypatch):
    readings = iter((100.0, 100.5, 102.75, 103.0))
    monkeypatch.setattr(time, "perf_counter", lambda: next(readings))
    clock = Clock()
    for stage in ("prepare", "execute", "report.html"):
        clock.lap(stage)
    assert clock.stages == {"prepare": 0.5, "execute": 2.25, "report.html": 0.25}


@pytest.mark.slow
def test_the_last_words_of_a_kernel_that_cannot_start_stand_in_the_record(tmp_path, monkeypatch):
    broken = tmp_path / "lib"
    broken.mkdir()
    (broken / "ipykernel_launcher.py").write_text("raise ImportError('hỏng')")
    monkeypatch.setenv("PYTHONPATH", str(broken))
    outcome = run_job(job(tmp_path, "1"))
    assert outcome.exit_code == 4
    assert outcome.reason == (
        "không khởi động được tiến trình tính toán"
        " (Kernel died before replying to kernel_info; ImportError: hỏng)"
    )
    assert "ImportError: hỏng" in " ".join(record(outcome)["warnings"])
