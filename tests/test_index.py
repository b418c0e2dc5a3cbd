"""The page over all reports: every unit, its state, what was found, what changed."""

import json
from pathlib import Path

import pytest

from cchc.index import write_index
from cchc.prepare import about_review
from small_review import review_of

INDICATORS = "code,period,level,value\n"


def report(folder: Path, exit_code: int = 0, value: str = "90", **about) -> None:
    folder.mkdir(parents=True)
    (folder / "report.html").write_text("x")
    (folder / "indicators.csv").write_text(
        f"{INDICATORS}on_time_share_resolved,2022,district,{value}\nschools,2022,district,34\n"
    )
    (folder / "run.json").write_text(
        json.dumps({"exit_code": exit_code, "about": about, "reason": ""})
    )


def entries(out: Path) -> list[dict]:
    write_index(out)
    return json.loads((out / "index.json").read_text())


def test_units_stand_in_the_order_of_their_codes(tmp_path):
    report(tmp_path / "huyen-b" / "2021-2022", title="huyện B")
    for unit, code in (("huyen-c", "10"), ("huyen-a", "9")):
        folder = tmp_path / unit / "2021-2022"
        report(folder)
        (folder / "run.json").write_text(json.dumps({"exit_code": 0, "about": {"code": code}}))
    assert [entry["unit"] for entry in entries(tmp_path)] == ["huyen-b", "huyen-a", "huyen-c"]


def test_what_changed_since_the_report_before_is_said_with_both_values(tmp_path):
    report(tmp_path / "huyen-a" / "2021-2022", value="95.5")
    report(tmp_path / "previous" / "huyen-a" / "2021-2022", value="90")
    (entry,) = entries(tmp_path)
    assert entry["changes"] == [
        "Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn trên số đã giải quyết, cấp huyện, 2022:"
        " 90% → 95,50%"
    ]


def test_a_failed_run_stands_beside_the_good_report_with_its_reason(tmp_path):
    report(tmp_path / "huyen-a" / "2021-2022")
    failed = tmp_path / "failed" / "huyen-a" / "2021-2022"
    failed.mkdir(parents=True)
    record = {"exit_code": 4, "about": {}, "reason": "ô số 3 báo lỗi"}
    (failed / "run.json").write_text(json.dumps(record))
    good, bad = entries(tmp_path)
    assert (good["status"], bad["status"]) == ("xong", "không làm được báo cáo")
    assert bad["reason"] == "ô số 3 báo lỗi"
    assert "ô số 3 báo lỗi" in (tmp_path / "index.html").read_text()


def test_a_record_that_cannot_be_read_is_named_and_stops_nothing(tmp_path):
    report(tmp_path / "huyen-a" / "2021-2022")
    (tmp_path / "huyen-a" / "2021-2022" / "run.json").write_text("{")
    (entry,) = entries(tmp_path)
    assert entry["reason"] == "không đọc được bản ghi run.json"


def test_the_page_needs_nothing_else_and_keeps_text_as_text(tmp_path):
    report(tmp_path / "huyen-a" / "2021-2022", title="<script>alert(1)</script>")
    write_index(tmp_path)
    page = (tmp_path / "index.html").read_text()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "http" not in page.replace("http-equiv", "")
    assert 'href="huyen-a/2021-2022/report.html"' in page


def test_an_invented_unit_is_marked_and_its_findings_are_counted(tmp_path):
    review = review_of(
        tmp_path, "procedures_total,2022,district,10", "procedures_online_level_4,2022,district,12"
    )
    about = about_review(review)
    assert about["invented"] is True
    assert about["findings"]["block"] == 1
    report(tmp_path / "out" / "huyen-a" / "2021-2022", exit_code=3, **about)
    (entry,) = entries(tmp_path / "out")
    assert entry["found"].startswith("1 chỗ số liệu không thể cùng đúng")
    assert "DỮ LIỆU MINH HỌA" in (tmp_path / "out" / "index.html").read_text()


@pytest.mark.parametrize(
    ("invented", "bar"),
    [
        ((True, True), ">DỮ LIỆU MINH HỌA</p>"),
        ((True, False), ">DỮ LIỆU MINH HỌA: chỉ các dòng có ghi như vậy</p>"),
    ],
)
def test_the_bar_says_where_only_some_rows_are_invented(tmp_path, invented, bar):
    for unit, is_invented in zip(("huyen-a", "huyen-b"), invented, strict=True):
        report(tmp_path / unit / "2021-2022", invented=is_invented)
    entries(tmp_path)
    page = (tmp_path / "index.html").read_text()
    assert bar in page
    assert page.count('<span class="bad">DỮ LIỆU MINH HỌA</span>') == sum(invented)
