"""What is damaged in the outputs stops no run, is named, and is made good by the next one."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.index import write_index
from real_runs import SPAN, make_place

GOOD = {"exit_code": 0, "about": {"title": "huyện A", "code": "1"}, "reason": "", "kind": ""}
INDICATORS = "code,period,level,value\nschools,2022,district,34\n"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)
RECORDS = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(("exit_code", "reason", "kind"), JSON)
    | {
        "about": JSON
        | st.fixed_dictionaries(
            {},
            optional=dict.fromkeys(("title", "code", "invented", "findings", "key_figures"), JSON),
        )
    },
)


def write_report(folder: Path, record: bytes, indicators: bytes = INDICATORS.encode()) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "run.json").write_bytes(record)
    (folder / "indicators.csv").write_bytes(indicators)


def entries(out: Path) -> dict[str, dict]:
    write_index(out)
    return {e["unit"]: e for e in json.loads((out / "index.json").read_text(encoding="utf-8"))}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(record=JSON | RECORDS)
def test_a_record_of_any_shape_stops_no_index(tmp_path, record):
    write_report(tmp_path / "huyen-a" / SPAN, json.dumps(record).encode())
    write_report(tmp_path / "huyen-b" / SPAN, json.dumps(GOOD).encode())
    found = entries(tmp_path)
    assert found["huyen-b"]["title"] == "huyện A"
    assert found["huyen-a"]["exit_code"] in (0, 1, 3, 4)
    assert "<table>" in (tmp_path / "index.html").read_text(encoding="utf-8")


UNREADABLE = [
    b"",
    b"{",
    b"\xff\xfe",
    b"[]",
    b"null",
    b'{"exit_code": {}}',
    b'{"exit_code": 7, "about": {}}',
]


@pytest.mark.parametrize("record", UNREADABLE)
def test_a_record_that_says_nothing_is_a_failure_that_says_so(tmp_path, record):
    write_report(tmp_path / "huyen-a" / SPAN, record)
    entry = entries(tmp_path)["huyen-a"]
    assert (entry["exit_code"], entry["reason"]) == (4, "không đọc được bản ghi run.json")


@pytest.mark.parametrize(
    "before",
    [
        b"\xff",
        b"code,value\nschools,3\n",
        b"code,period,level,value\nschools,2022\n",
        b"code,period,level,value\nschools,2022,phuong,3\n",
        b"code,period,level,value\nschools,2022,district,ba\n",
        b"code,period,level,value\nschools,2022,district,inf\n",
        b'code,period,level,value\n"' + b"x" * 200_000,
    ],
)
@pytest.mark.parametrize("where", ["", "previous"])
def test_numbers_that_cannot_be_read_are_no_change_and_that_is_said(tmp_path, before, where):
    other = {"": "previous", "previous": ""}[where]
    write_report(tmp_path / where / "huyen-a" / SPAN, json.dumps(GOOD).encode(), before)
    write_report(tmp_path / other / "huyen-a" / SPAN, json.dumps(GOOD).encode())
    said = "không so được với bản trước: có indicators.csv không đọc được"
    assert entries(tmp_path)["huyen-a"]["changes"] == [said]


def test_a_report_before_without_numbers_has_no_changes_to_tell(tmp_path):
    write_report(tmp_path / "huyen-a" / SPAN, json.dumps(GOOD).encode())
    write_report(tmp_path / "previous" / "huyen-a" / SPAN, b"{}", b"")
    assert entries(tmp_path)["huyen-a"]["changes"] == []


@pytest.mark.slow
def test_the_next_run_makes_anew_what_was_damaged_and_only_that(tmp_path_factory):
    place = make_place(tmp_path_factory.mktemp("n"), ("huyen-a", "huyen-b", "huyen-c", "huyen-d"))
    assert place.run().returncode == 0
    untouched = (place.out / "huyen-a" / SPAN / "run.json").read_bytes()
    (place.out / "huyen-b" / SPAN / "run.json").write_bytes(b'{"exit_code"')
    (place.out / "huyen-c" / SPAN / "report.html").write_text("sửa tay")
    (place.out / "huyen-d" / SPAN / "indicators.csv").unlink()
    (place.out / "index.json").write_text("{")
    (place.out / "index.html").unlink()
    run = place.run()
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.count("không có gì thay đổi") == 1
    assert {entry["status"] for (entry,) in place.entries().values()} == {"xong"}
    assert len(place.entries()) == 4
    assert (place.out / "huyen-a" / SPAN / "run.json").read_bytes() == untouched
    assert "huyện Thí Dụ 904" in (place.out / "index.html").read_text(encoding="utf-8")
