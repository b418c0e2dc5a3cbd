"""A narrower request takes nothing away: what is still true stands on, what is not is said."""

import json
from pathlib import Path

import pytest

from cchc.index import write_index
from cchc.run import Job, Made, keep
from real_runs import SPAN, is_whole, make_place

HTML, PDF, BOTH = ("report.html",), ("report.pdf",), ("report.html", "report.pdf")
TINOS = {"report.pdf": "--font-path Tinos"}


def job(out: Path, formats: tuple[str, ...], figures: bytes = b"1", printing=None) -> Job:
    data = {"huyen-a/figures.csv": figures}
    printers = dict.fromkeys(formats)
    return Job("huyen-a", SPAN, "n", b"", out, {}, printers, data, printing=printing or {})


def make(out: Path, formats: tuple[str, ...], figures: bytes = b"1", printing=None):
    """The outcome of a request for some formats, each of which says from which figures it is."""
    files = dict.fromkeys((*formats, "report.ipynb", "indicators.csv"), figures)
    about = {"title": "huyện A", "code": "1"}
    return keep(job(out, formats, figures, printing), Made(0, files, about=about))


def asked(out: Path, formats: tuple[str, ...], figures: bytes = b"1", printing=None) -> str:
    return job(out, formats, figures, printing).why_run()


def standing(out: Path, where: str = "") -> dict[str, bytes]:
    """The formats that stand, or those of the previous report; the report is as its record says."""
    folder = out / where / "huyen-a" / SPAN
    assert not folder.exists() or is_whole(folder)
    return {name: (folder / name).read_bytes() for name in BOTH if (folder / name).exists()}


@pytest.mark.parametrize("narrower", [HTML, PDF])
def test_a_report_with_more_than_is_asked_for_stands(tmp_path, narrower):
    make(tmp_path, BOTH)
    assert asked(tmp_path, narrower) == ""


@pytest.mark.parametrize(("first", "second"), [(HTML, PDF), (PDF, HTML), (HTML, BOTH)])
def test_a_format_more_is_added_to_those_that_stand(tmp_path, first, second):
    make(tmp_path, first)
    (lacking,) = {*second} - {*first}
    assert asked(tmp_path, second) == f"chưa có {lacking}"
    assert make(tmp_path, second).notes == ()
    assert standing(tmp_path) == dict.fromkeys(BOTH, b"1")
    assert asked(tmp_path, BOTH) == ""


def test_a_narrower_report_made_by_force_keeps_the_format_that_is_still_true(tmp_path):
    make(tmp_path, BOTH)
    assert make(tmp_path, HTML).notes == ()
    assert standing(tmp_path) == dict.fromkeys(BOTH, b"1")


def test_a_format_of_other_figures_goes_with_the_previous_report_and_that_is_said(tmp_path):
    make(tmp_path, BOTH)
    previous = tmp_path / "previous" / "huyen-a" / SPAN
    said = (f"report.pdf không có trong báo cáo mới; bản cũ chuyển sang {previous}",)
    assert job(tmp_path, HTML, b"2").notes() == said
    assert make(tmp_path, HTML, b"2").notes == said
    assert standing(tmp_path) == {"report.html": b"2"}
    assert standing(tmp_path, "previous") == dict.fromkeys(BOTH, b"1")
    record = json.loads((tmp_path / "huyen-a" / SPAN / "run.json").read_text(encoding="utf-8"))
    assert record["notes"] == [*said]
    write_index(tmp_path)
    [entry] = json.loads((tmp_path / "index.json").read_text(encoding="utf-8"))
    assert [file["name"] for file in entry["files"]] == ["HTML", "chỉ tiêu", "lần chạy"]
    before = f"previous/huyen-a/{SPAN}/report.pdf"
    assert entry["files_before"] == [{"name": "PDF", "href": before}]
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert f'<a href="{before}">PDF của bản trước</a>' in page


def test_adding_a_format_leaves_the_report_of_the_figures_before_where_it_is(tmp_path):
    make(tmp_path, BOTH)
    make(tmp_path, HTML, b"2")
    make(tmp_path, BOTH, b"2")
    assert standing(tmp_path) == dict.fromkeys(BOTH, b"2")
    assert standing(tmp_path, "previous") == dict.fromkeys(BOTH, b"1")


def test_a_file_that_somebody_put_beside_the_report_goes_with_it_and_that_is_said(tmp_path):
    make(tmp_path, HTML)
    (tmp_path / "huyen-a" / SPAN / "da-ky.pdf").write_bytes(b"x")
    assert [note.partition(" không")[0] for note in make(tmp_path, HTML).notes] == ["da-ky.pdf"]
    assert (tmp_path / "previous" / "huyen-a" / SPAN / "da-ky.pdf").read_bytes() == b"x"


def test_a_format_that_was_edited_by_hand_is_not_kept_as_true(tmp_path):
    make(tmp_path, BOTH)
    (tmp_path / "huyen-a" / SPAN / "report.pdf").write_bytes(b"sua tay")
    assert asked(tmp_path, HTML) == "tệp report.pdf bị thiếu hoặc đã bị sửa"
    assert [note.partition(" không")[0] for note in make(tmp_path, HTML).notes] == ["report.pdf"]
    assert standing(tmp_path) == {"report.html": b"1"}


def test_sheets_in_another_face_are_made_where_one_is_named_and_kept_where_none_is(tmp_path):
    make(tmp_path, BOTH)
    assert asked(tmp_path, BOTH, printing=TINOS) == "thay đổi: --font-path Tinos cho report.pdf"
    assert asked(tmp_path, HTML, printing=TINOS) == ""
    make(tmp_path, BOTH, printing=TINOS)
    assert asked(tmp_path, BOTH) == ""
    assert make(tmp_path, HTML).notes == ()
    assert asked(tmp_path, BOTH, printing=TINOS) == ""
    lost = ("report.pdf bản trước in với --font-path Tinos, bản mới không",)
    assert make(tmp_path, BOTH, b"2").notes == lost


def test_a_format_that_could_not_be_printed_is_not_forgotten_by_a_request_for_less(tmp_path):
    make(tmp_path, HTML)
    keep(job(tmp_path, BOTH), Made(4, {}, kind="print", reason="không làm được report.pdf"))
    failed = job(tmp_path, BOTH).failed
    make(tmp_path, HTML)
    assert failed.is_dir()
    make(tmp_path, BOTH)
    assert not failed.exists()


@pytest.mark.slow
def test_a_run_for_fewer_formats_says_what_is_not_there_any_more(tmp_path, command_line):
    place = make_place(tmp_path, ("huyen-a", "huyen-b"))
    assert place.run("--formats", "html,pdf").returncode == 0
    with (place.data / "huyen-b" / "figures.csv").open("a", encoding="utf-8") as figures:
        figures.write("schools,2022,district,34,,bao-cao-2022,II.2.6,\n")
    fewer = ("--data", place.data, "--formats", "html")
    _, dry, _ = command_line("run", "--all", *fewer, "--dry-run")
    run = place.run("--log-json")
    said = f"report.pdf không có trong báo cáo mới; bản cũ chuyển sang {place.out}/previous/huyen-b"
    events = [json.loads(line) for line in run.stdout.splitlines()]
    notes = {event["unit"]: event["notes"] for event in events if event["event"] == "unit"}
    assert notes == {"huyen-a": [], "huyen-b": [f"{said}/{SPAN}"]}
    assert said in dry and said in events[-2]["message"]
    assert (run.returncode, dry.count("report.pdf")) == (0, 1)
    assert [file["name"] for file in place.entry("huyen-a")["files"]][:2] == ["HTML", "PDF"]
