"""The command line as a person and a scheduler meet it: what it says, where, and how it ends."""

import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc import __version__
from cchc.batch import worst
from cchc.catalogue import CATALOGUE
from cchc.checks import CHECKS
from cchc.cli import cli
from real_runs import Place, only_for
from sample_unit import FIGURES_HEADER, UNIT, write_data
from waiting import PATIENCE, wait_until

CCHC = str(Path(sysconfig.get_path("scripts")) / "cchc")
GOOD, BLOCKED, FAULTY = UNIT, "huyen-minh-hoa-02", "xa-minh-hoa-03"
CANNOT_BE_TRUE = f"""\
{FIGURES_HEADER}
normative_documents_checked,2022,all,3,,bao-cao-2022,II.2.1,
normative_documents_faulty,2022,all,5,,bao-cao-2022,II.2.1,
"""
TWO_FAULTS = f"""\
{FIGURES_HEADER}
dossiers_recieved,2022,all,3,,bao-cao-2022,II.2.2,
dossiers_received,2022,commune,"1.234,5",,bao-cao-2022,II.2.2,
"""


@pytest.fixture
def data(tmp_path) -> Path:
    """Three invented units: a good one, one whose figures cannot all be true, one with faults."""
    data = write_data(tmp_path)
    for unit, figures in ((BLOCKED, CANNOT_BE_TRUE), (FAULTY, TWO_FAULTS)):
        shutil.copytree(data / GOOD, data / unit)
        (data / unit / "figures.csv").write_text(figures, encoding="utf-8")
    return data


@pytest.fixture
def door(monkeypatch, command_line, tmp_path):
    """Call the command line in this process: its exit code, what it printed, what it complained."""
    monkeypatch.chdir(tmp_path)
    return command_line


def cchc(*words: object, **options) -> subprocess.CompletedProcess:
    """Call the command line as a process of its own."""
    return subprocess.run(
        [CCHC, *map(str, words)], capture_output=True, encoding="utf-8", timeout=PATIENCE, **options
    )


def tree(folder: Path) -> Iterator[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


ENGLISH = ("Usage", "Options", "Commands", "Show", "Error", "default", "required", "message")


@pytest.mark.parametrize("words", [(), *((name,) for name in cli.commands)])
def test_help_is_in_vietnamese(door, words):
    code, out, err = door(*words, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"Cách dùng: cchc {' '.join(words)}".rstrip())
    assert "\nTùy chọn:\n" in out
    assert "Hiện hướng dẫn này." in out
    assert not [word for word in ENGLISH if word in out]


def test_every_command_and_option_says_what_it_does():
    below = [c for g in cli.commands.values() for c in getattr(g, "commands", {}).values()]
    commands = [*cli.commands.values(), *below]
    silent = [
        f"{command.name} {parameter.name}"
        for command in commands
        for parameter in command.params
        if parameter.param_type_name == "option" and not parameter.help
    ]
    assert silent == []
    assert [command.name for command in commands if not command.help] == []


def test_the_bare_command_shows_the_help_and_is_a_wrong_call(door):
    code, out, err = door()
    assert (code, out) == (2, "")
    assert err.startswith("Cách dùng: cchc [TÙY CHỌN] LỆNH")
    assert "Lệnh:\n  check     Đọc và đối chiếu" in err


def test_it_says_its_version(door):
    assert door("--version")[:2] == (0, f"cchc, version {__version__}\n")


def test_a_good_unit_ends_with_0_and_its_findings(door, data):
    code, out, err = door("check", GOOD)
    assert (code, err) == (0, "")
    first, *lines = out.splitlines()
    found = [line for line in lines if line.startswith("  [")]
    assert first.startswith(f"huyen-minh-hoa-01: 6 số liệu, {len(found)} phát hiện (")
    assert "  [cần xem lại] stated_twice: Cấp huyện, năm 2022: " in out
    assert "      tại: bao-cao-2022: II.2.2; bao-cao-2022: V.1; phu-luc-2023: trang 4\n" in out


def test_figures_that_cannot_all_be_true_end_with_3(door, data):
    code, out, err = door("check", BLOCKED)
    assert (code, err) == (3, "")
    assert "1 nghiêm trọng" in out.splitlines()[0]


def test_faults_in_the_data_end_with_1_and_all_of_them_are_named(door, data):
    code, out, err = door("check", FAULTY)
    assert code == 1
    assert out == "xa-minh-hoa-03: dữ liệu cần sửa (2 lỗi)\n"
    assert "'dossiers_recieved' không có trong danh mục chỉ tiêu" in err
    assert "tại:  data/xa-minh-hoa-03/figures.csv, dòng 2, cột code" in err
    assert "có phải là 'dossiers_received'?" in err
    assert "1.234,5" in err
    assert "Traceback" not in err


def test_of_many_units_all_are_checked_and_the_worst_counts(door, data):
    code, out, err = door("check", "--all")
    assert code == 1
    assert [line.partition(":")[0] for line in out.splitlines() if line[0] != " "] == [
        *(GOOD, BLOCKED, FAULTY),
        *[f"{GOOD}, {BLOCKED}"] * 2,  # a copied narrative.md and office.toml
    ]
    assert "'dossiers_recieved'" in err


@pytest.mark.parametrize(
    ("codes", "expected"),
    [([0, 0], 0), ([0, 3], 3), ([3, 1], 1), ([1, 4, 3], 4), ([0, 1, 0], 1), ([4, 0], 4)],
)
def test_4_is_worse_than_1_is_worse_than_3_is_worse_than_0(codes, expected):
    assert worst(codes) == expected


SEE = "Xem tất cả: cchc list units"
LONELY = "nêu mã đơn vị, hoặc --all. Xem tất cả: cchc list units"
YEARS = "dùng hai năm dương lịch, năm trước nhỏ hơn năm sau, ví dụ 2021 và 2022"


@pytest.mark.parametrize(
    ("words", "what", "where", "mend"),
    [
        (
            ("run", "huyen-minh-hoa-1"),
            "không có đơn vị 'huyen-minh-hoa-1'",
            "data/units.csv",
            f"có phải là 'huyen-minh-hoa-01'? {SEE}",
        ),
        (("run", "../../etc"), "không có đơn vị '../../etc'", "data/units.csv", SEE),
        (("check", "x'; import os"), "không có đơn vị 'x'; import os'", "data/units.csv", SEE),
        (("run", ""), "chưa nói đơn vị nào", "data/units.csv", SEE),
        (("run",), "chưa nói làm cho đơn vị nào", "dòng lệnh", LONELY),
        (("run", GOOD, "--all"), "vừa nêu đơn vị vừa có --all", "dòng lệnh", LONELY),
        (
            ("run", GOOD, "--formats", "html,docx"),
            "không có định dạng 'docx'",
            "--formats",
            "dùng: html, pdf",
        ),
        (("run", GOOD, "--formats", ","), "chưa nói định dạng nào", "--formats", "dùng: html, pdf"),
        (
            ("run", GOOD, "--first-year", "hai"),
            "hai năm 'hai' và 2022 không lập thành kỳ đánh giá",
            "first_year, second_year",
            YEARS,
        ),
        (
            ("check", GOOD, "--first-year", "2022", "--second-year", "2021"),
            "hai năm '2022' và '2021' không lập thành kỳ đánh giá",
            "first_year, second_year",
            YEARS,
        ),
        (
            ("check", GOOD, BLOCKED, "--first-year", "2022", "--second-year", "2022"),
            "hai năm '2022' và '2022' không lập thành kỳ đánh giá",
            "first_year, second_year",
            YEARS,
        ),
        (
            ("check", GOOD, "--data", "nowhere"),
            "thư mục số liệu không có units.csv",
            "nowhere",
            "xem lại tên thư mục",
        ),
        (
            ("chek",),
            "không có lệnh 'chek'",
            "dòng lệnh",
            "có phải là 'check'? Có các lệnh: check, demo, import, list, run, tally, workbook",
        ),
        (
            ("run", "--frist-year", "2021"),
            "không có tùy chọn --frist-year",
            "lệnh cchc run",
            "có phải là '--first-year'? xem cách dùng: cchc run --help",
        ),
        (
            ("run", GOOD, "--out"),
            "tùy chọn --out thiếu giá trị hoặc không nhận giá trị",
            "lệnh cchc run",
            "xem cách dùng: cchc run --help",
        ),
        (
            ("list",),
            "còn thiếu [units|indicators|targets|checks]",
            "lệnh cchc list",
            "xem cách dùng: cchc list --help",
        ),
        (
            ("list", "indicator"),
            "không có danh sách 'indicator'",
            "lệnh cchc list",
            "có phải là 'indicators'? Có các danh sách: units, indicators, targets, checks",
        ),
    ],
)
def test_a_wrong_call_says_what_where_and_mend_and_writes_nothing(
    door, data, tmp_path, words, what, where, mend
):
    before = tree(tmp_path)
    code, out, err = door(*words)
    assert (code, out) == (2, "")
    assert err == f"{what}\n  tại:  {where}\n  sửa:  {mend}\n"
    assert tree(tmp_path) == before


def test_all_wrong_units_are_named_at_once_before_any_work(door, data, tmp_path):
    before = tree(tmp_path)
    code, out, err = door("run", GOOD, "huyen-a", "huyen-b")
    assert (code, out) == (2, "")
    assert "không có đơn vị 'huyen-a'" in err
    assert "không có đơn vị 'huyen-b'" in err
    assert tree(tmp_path) == before


def test_a_year_without_a_period_is_something_to_mend_in_the_data(door, data):
    code, _, err = door("check", GOOD, "--first-year", "2019")
    assert code == 1
    assert "kỳ 2019 không có trong periods.csv của huyện Minh Họa 01" in err


def test_results_cannot_stand_in_a_file(door, data, tmp_path):
    (tmp_path / "tep").write_text("")
    for out in ("tep", "tep/trong/do"):
        code, _, err = door("run", GOOD, "--out", out)
        assert code == 2
        assert "tep là tệp, không phải thư mục" in err


def test_a_path_that_the_system_refuses_is_no_traceback(door, data):
    code, _, err = door("check", GOOD, "--data", "x" * 300)
    assert code == 2
    assert err.startswith("thư mục số liệu không có units.csv")
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("error", "what", "where"),
    [
        (OSError(28, "No space left on device"), "No space left on device", "không nêu đường dẫn"),
        (OSError("timed out"), "timed out", "không nêu đường dẫn"),
        (PermissionError(13, "Permission denied", "x.csv"), "Permission denied", "x.csv"),
    ],
)
def test_what_the_system_refuses_is_told_with_what_is_known(
    door, data, monkeypatch, error, what, where
):
    def refuse(*_):
        raise error

    monkeypatch.setattr("cchc.listing.listing", refuse)
    code, _, err = door("list", "units")
    assert code == 1
    assert what in err.splitlines()[0] and where in err.splitlines()[1]
    assert "None" not in err


@pytest.mark.skipif(os.name == "nt", reason="Windows makes links for administrators only")
@pytest.mark.parametrize("name", ["figures.csv", "sources.csv", "documents.csv", "narrative.md"])
@pytest.mark.parametrize("leads_to", ["nowhere.csv", "itself"])
def test_a_unit_with_a_broken_link_is_told_and_stops_no_other(door, data, name, leads_to):
    shutil.rmtree(data / FAULTY)
    path = data / BLOCKED / name
    path.unlink()
    path.symlink_to(name if leads_to == "itself" else leads_to)
    code, out, err = door("check", "--all")
    assert (code, f"{GOOD}: 6 số liệu" in out) == (1, True)
    assert f"  tại:  data/{BLOCKED}/{name}\n" in err
    code, out, err = door("run", "--all", "--dry-run")
    assert (code, err) == (0, "")
    assert f"{GOOD}: sẽ làm (chưa có báo cáo)" in out
    assert f"{BLOCKED}: sẽ làm (dữ liệu cần sửa)" in out


def test_without_a_data_folder_it_says_how_to_name_one(door):
    code, _, err = door("check", "--all")
    assert code == 2
    assert "không tìm thấy thư mục số liệu" in err
    assert "--data THƯ_MỤC" in err


def test_without_figures_there_is_nothing_to_run(door, tmp_path):
    data = write_data(tmp_path, figures_csv=None)
    code, _, err = door("run", "--all")
    assert code == 2
    assert err.startswith("chưa có đơn vị nào có số liệu\n")
    assert str(data) in err


def test_the_data_may_stand_elsewhere(door, data, tmp_path):
    elsewhere = tmp_path / "nơi khác" / "số liệu"
    shutil.copytree(data, elsewhere)
    shutil.rmtree(data)
    code, out, _ = door("check", GOOD, "--data", elsewhere)
    assert code == 0
    assert out.startswith("huyen-minh-hoa-01: 6 số liệu")


def test_the_list_of_units_is_a_table(door, data):
    code, out, err = door("list", "units")
    assert (code, err) == (0, "")
    assert out == (
        "Thư mục            Đơn vị                        Mã số  Thuộc              Số liệu\n"
        "tinh-minh-hoa      tỉnh Minh Họa (minh họa)      90\n"
        "huyen-minh-hoa-01  huyện Minh Họa 01 (minh họa)  901    tinh-minh-hoa      có số liệu\n"
        "huyen-minh-hoa-02  huyện Minh Họa 02 (minh họa)  902    tinh-minh-hoa      có số liệu\n"
        "xa-minh-hoa-03     xã Minh Họa 03 (minh họa)     39003  huyen-minh-hoa-01  có số liệu\n"
    )


def test_the_list_of_indicators_names_every_code_below_its_area(door):
    code, out, _ = door("list", "indicators")
    lines = out.splitlines()
    assert code == 0
    assert [line.split()[0] for line in lines if line.startswith("  ")] == list(CATALOGUE)
    assert lines[0] == "Công tác tổ chức triển khai thực hiện (direction)"
    share = next(line for line in lines if "wallet_accounts_per_household" in line)
    assert share.endswith("= [tài khoản ví điện tử] ÷ [hộ có ví điện tử]")


def test_the_list_of_targets_says_what_is_asked_and_whether_the_clause_was_read(door, data):
    code, out, _ = door("list", "targets")
    assert code == 0
    assert out.splitlines()[1:] == [
        "ho-so-cong-viec-2023  từ 62,5% trở lên, đến 31/12/2023  chưa đọc lại  "
        "Tỷ lệ hồ sơ công việc được xử lý trên môi trường mạng, cấp huyện · 1/MH · 2"
        " · riêng tinh-minh-hoa",
        "ho-so-cong-viec-2025  từ 80% trở lên, đến 31/12/2025    đã đọc        "
        "Tỷ lệ hồ sơ công việc được xử lý trên môi trường mạng, cấp huyện · 942/QĐ-TTg",
    ]


def test_the_list_of_checks_names_every_check(door):
    code, out, _ = door("list", "checks")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()[1:]] == [check.id for check in CHECKS]


@pytest.mark.parametrize(
    ("what", "first"),
    [
        ("units", {"id": "tinh-minh-hoa", "invented": "yes", "figures": False}),
        ("indicators", {"code": "plan_tasks", "levels": ["district", "commune", "all"]}),
        ("targets", {"value": 62.5, "due": "2023-12-31", "verified": False}),
        ("checks", {"id": "parts_exceed_whole", "severity": "block"}),
    ],
)
def test_every_list_is_there_for_machines_too(door, data, what, first):
    code, out, err = door("list", what, "--json")
    assert (code, err) == (0, "")
    found = json.loads(out)[0]
    assert {name: found[name] for name in first} == first


def test_a_register_with_faults_is_not_listed(door, tmp_path):
    write_data(tmp_path, units_csv="id,code\nx,1\n")
    code, out, err = door("list", "units")
    assert (code, out) == (1, "")
    assert "units.csv" in err


@pytest.mark.slow
@pytest.mark.parametrize("words", [("list", "units"), ("check", GOOD)])
def test_a_scheduler_with_a_bare_environment_gets_utf_8(data, tmp_path, words):
    bare = {"PATH": os.environ["PATH"], "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
    for extra in ({}, {"PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "latin-1"}):
        done = cchc(*words, cwd=tmp_path, env=bare | extra)
        assert (done.returncode, done.stderr) == (0, "")
        assert "Minh Họa" in done.stdout or "số liệu" in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("words", [("list", "indicators"), ("check", GOOD), ("check", "--all")])
def test_who_stops_listening_does_not_change_how_it_ends(data, tmp_path, words):
    called = [CCHC, *words]
    expected = subprocess.run(called, cwd=tmp_path, capture_output=True)
    process = subprocess.Popen(called, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    assert process.stderr.read() == expected.stderr
    process.stderr.close()
    assert process.wait(60) == expected.returncode


HEAVY = ("papermill", "nbconvert", "nbclient", "jupyter_client", "matplotlib", "typst", "IPython")


def loaded_after(folder: Path, *words: str) -> set[str]:
    script = (
        "import sys\n"
        f"sys.argv = ['cchc', *{words!r}]\n"
        "from cchc.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('LOADED', *{name.partition('.')[0] for name in sys.modules})\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, encoding="utf-8"
    )
    return set(done.stdout.rpartition("LOADED ")[2].split())


def test_what_reads_only_loads_no_notebook_tools(data, tmp_path):
    assert not loaded_after(tmp_path, "check", GOOD) & set(HEAVY)
    assert not loaded_after(tmp_path, "--help") & {"pandas", "tqdm", "bs4", *HEAVY}


@pytest.fixture
def together(data, tmp_path):
    """The three units, run as one process to HTML; the data stand beside the notebooks' copy."""
    return cchc("run", "--all", "--formats", "html", cwd=tmp_path)


@pytest.mark.slow
def test_a_unit_with_faults_does_not_stop_the_others(together, tmp_path):
    assert together.returncode == 1
    lines = sorted(line[len("2026-11-24 04:05:06 ") :] for line in together.stdout.splitlines()[:3])
    assert [line.partition(" (")[0] for line in lines] == [
        "ERROR xa-minh-hoa-03: dữ liệu cần sửa",
        "INFO huyen-minh-hoa-01: xong",
        "WARNING huyen-minh-hoa-02: xong, nhưng có số liệu không thể cùng đúng",
    ]
    assert lines[1].endswith(f"→ {tmp_path / 'outputs/huyen-minh-hoa-01/2021-2022'}")
    assert "Tổng cộng 3 đơn vị" in together.stdout
    assert "'dossiers_recieved' không có trong danh mục chỉ tiêu" in together.stderr
    assert "1.234,5" in together.stderr
    assert "\r" not in together.stderr and "Traceback" not in together.stderr
    assert not (tmp_path / "outputs" / FAULTY).exists()
    for unit, code in ((GOOD, 0), (BLOCKED, 3)):
        folder = tmp_path / "outputs" / unit / "2021-2022"
        assert json.loads((folder / "run.json").read_text("utf-8"))["exit_code"] == code
        assert (folder / "report.html").is_file()
        assert not (folder / "report.pdf").exists()


@pytest.mark.slow
def test_a_good_run_complains_of_nothing(data, tmp_path):
    done = cchc("run", GOOD, "--formats", "html", "--out", "kết quả mới", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert " INFO huyen-minh-hoa-01: xong (" in done.stdout
    assert (tmp_path / "kết quả mới" / GOOD / "2021-2022" / "report.html").is_file()


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
def test_a_terminal_shows_progress_and_then_only_the_results(data, tmp_path):
    import pty
    import termios

    leader, follower = pty.openpty()
    termios.tcsetwinsize(leader, (24, 100))
    with subprocess.Popen(
        [CCHC, "run", GOOD, BLOCKED, "--formats", "html"],
        cwd=tmp_path,
        stdout=follower,
        stderr=follower,
    ) as process:
        os.close(follower)
        shown = b""
        while True:
            try:
                some = os.read(leader, 4096)
            except OSError:  # the other end is closed
                break
            if not some:
                break
            shown += some
    os.close(leader)
    text = shown.decode()
    assert process.returncode == 3
    assert "0/2" in text and "1/2" in text
    assert "huyen-minh-hoa-01: xong (" in text and "huyen-minh-hoa-02: xong, nhưng" in text
    assert text.rstrip(" \r\n").splitlines()[-1].strip()[-3:] != "2/2"


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signals")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_who_stops_a_run_is_told_what_was_done(data, tmp_path, name):
    place, at_work = Place(tmp_path), tmp_path / "t" / "at-work"
    place.temporary.mkdir()
    stays = f"import pathlib, time; pathlib.Path({str(at_work)!r}).touch(); time.sleep(600)"
    place.write_notebook(only_for(BLOCKED, stays))
    process = subprocess.Popen(
        [CCHC, "run", GOOD, BLOCKED, "--formats", "html", "--jobs", "1"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=place.environment(),
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),  # nohup hides it from all
    )
    first = process.stdout.readline()
    assert wait_until(at_work.exists)
    at_work.unlink()
    process.send_signal(getattr(signal, name))
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert " INFO huyen-minh-hoa-01: xong (" in first
    assert out.endswith(
        " WARNING Dừng theo yêu cầu: xong 1 trong 2 đơn vị; chưa làm: huyen-minh-hoa-02."
        " Báo cáo cũ của các đơn vị chưa làm vẫn nguyên như trước.\n"
    )
    assert err.strip() == "Đã dừng theo yêu cầu."
    assert place.remains() == []
    assert sorted((tmp_path / "outputs").glob("*/")) == [tmp_path / "outputs" / GOOD]
    assert list((tmp_path / "outputs").glob(".*")) == [tmp_path / "outputs" / ".lock"]
