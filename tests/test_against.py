"""A report that an invented unit sent, against its figures: every number is what it was made of."""

import csv
import json
import re
import subprocess

import docx
import pytest

from against_text import accounted, altered, next_number
from cchc.against.account import account
from cchc.against.received import read_report
from cchc.cli import main
from cchc.demo.province import make_province
from cchc.review import load_review
from invented_report import OPENING, figures, pairs_of, report, table

UNIT = "huyen-minh-hoa-01"
QUANTITIES = ("figure", "result", "differs", "unknown")


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return make_province(tmp_path_factory.mktemp("province") / "data", 3, 11).folder


@pytest.fixture(scope="module")
def review(data):
    return load_review(UNIT, 2021, 2022, data)


@pytest.fixture(scope="module")
def told(data):
    return report(data / UNIT)


def found(entries):
    return [
        (entry.text, entry.kind, entry.key if entry.kind != "result" else "")
        for entry in entries
        if entry.kind in QUANTITIES
    ]


@pytest.mark.parametrize("unit", [UNIT, "huyen-minh-hoa-02", "huyen-minh-hoa-03"])
def test_every_number_of_a_report_is_the_figure_or_the_result_it_was_made_of(data, unit):
    told = report(data / unit)
    entries = accounted(told.paragraphs, load_review(unit, 2021, 2022, data))
    assert len(told.truth) > 200
    assert found(entries) == told.truth


@pytest.mark.slow
def test_every_fifth_number_is_mistyped_in_turn_and_found(told, review):
    entries = accounted(told.paragraphs, review)
    quantities = [n for n, entry in enumerate(entries) if entry.kind in QUANTITIES]
    mistyped = ((n, next_number(entries[n].text)) for n in quantities[::5])
    missed = [
        (entries[n].sentence, text, entry.kind, entry.key)
        for n, text, entry in altered(told.paragraphs, review, mistyped)
        if entry.kind not in ("differs", "unknown")
    ]
    assert missed == []


def in_word(path, paragraphs, rows=()):
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        grid = document.add_table(len(rows), len(rows[0]))
        for line, row in zip(grid.rows, rows, strict=True):
            for cell, text in zip(line.cells, row, strict=True):
                cell.text = text
    document.save(path)
    return path


def as_pdf(path):
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", path.name],
        cwd=path.parent,
        check=True,
        capture_output=True,
    )
    return path.with_suffix(".pdf")


@pytest.mark.slow
def test_a_table_says_the_same_as_sentences_in_a_word_file_and_in_its_pdf(data, review, tmp_path):
    path = in_word(tmp_path / "a.docx", OPENING, list(table(data / UNIT)))
    pairs = (pair for pairs in pairs_of(data / UNIT).values() for pair in pairs)
    truth = [figure for pair in pairs for figure in figures(pair)]
    for sent in (path, as_pdf(path)):
        assert found(account(read_report(sent).pieces, review)) == truth, sent.name


@pytest.mark.slow
def test_the_pdf_that_libreoffice_makes_of_a_report_says_the_same_as_the_word_file(
    told, review, tmp_path
):
    path = in_word(tmp_path / "a.docx", told.paragraphs)
    for sent in (path, as_pdf(path)):
        assert found(account(read_report(sent).pieces, review)) == told.truth, sent.name


def plans(review, period):
    """The tasks of the plan of the unit's own offices, and how many of them were done."""
    return (
        int(review.ledger.quantity(code, period, "district").value)
        for code in ("plan_tasks", "plan_tasks_done")
    )


def said(review, text):
    """What the numbers of a sentence in the section on direction are, without dates."""
    lines = ["1. Công tác tổ chức triển khai thực hiện", f"- {text}"]
    return [(e.text, e.kind, e.detail) for e in accounted(lines, review) if e.kind in QUANTITIES]


def test_a_share_is_worked_out_from_the_two_numbers_before_it(review):
    tasks, done = plans(review, "2022")
    share = f"{100 * done / tasks:.1f}".replace(".", ",")
    sentence = (
        f"Năm 2022 cấp huyện có {tasks} nhiệm vụ trong kế hoạch cải cách hành chính, {done}"
        " nhiệm vụ trong kế hoạch đã hoàn thành, chiếm {}%."
    )
    right, wrong = said(review, sentence.format(share)), said(review, sentence.format("12,3"))
    assert [kind for _, kind, _ in right] == ["figure", "figure", "result"]
    assert [kind for _, kind, _ in wrong] == ["figure", "figure", "differs"]


def test_a_fall_that_is_called_a_rise_disagrees_and_the_arithmetic_says_why(review):
    code = next(
        code
        for code in ("legal_meetings", "legal_club_sessions", "legal_day_sessions")
        if review.ledger.quantity(code, "2021", "district").value
        != review.ledger.quantity(code, "2022", "district").value
    )
    first, second = (
        int(review.ledger.quantity(code, year, "district").value) for year in ("2021", "2022")
    )
    label = review.catalogue[code].vi
    sentence = f"{label} năm 2022 ở cấp huyện là {second} cuộc, {{}} {abs(second - first)} cuộc."
    true, false = ("tăng", "giảm") if second > first else ("giảm", "tăng")
    high, low = max(first, second), min(first, second)
    assert said(review, sentence.format(true))[1] == (
        str(high - low),
        "result",
        f"{high} − {low} = {high - low}",
    )
    assert said(review, sentence.format(false))[1][1] == "differs"


def test_a_number_that_words_name_plainly_but_with_another_value_says_what_is_held(review):
    tasks, _ = plans(review, "2022")
    ((text, kind, detail),) = said(
        review,
        f"Năm 2022, nhiệm vụ trong kế hoạch cải cách hành chính của cấp huyện là {tasks + 1}.",
    )
    assert (text, kind) == (str(tasks + 1), "differs")
    assert detail.startswith(
        "chỗ này nói về Nhiệm vụ trong kế hoạch cải cách hành chính, năm 2022, cấp huyện:"
        f" {tasks} [plan_tasks|2022|district; mục II.1"
    )


def test_a_document_with_another_day_than_is_held_disagrees(review):
    lines = ["Theo Chương trình số MH-01/CTr ngày 11 tháng 02 năm 2021."]
    entry = accounted(lines, review)[0]
    assert (entry.text, entry.kind) == ("MH-01/CTr", "differs")
    assert entry.detail == "documents.csv ghi văn bản này ngày 10/02/2021"


def test_a_document_that_is_not_held_is_named_as_such(review):
    entry = accounted(["Theo Quyết định số 12/QĐ-XYZ của huyện."], review)[0]
    assert (entry.text, entry.kind, entry.detail) == (
        "12/QĐ-XYZ",
        "document",
        "chưa có trong documents.csv",
    )


def run(monkeypatch, capsys, *words):
    monkeypatch.setattr("sys.argv", ["cchc", "check", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        main()
    output = capsys.readouterr()
    return ended.value.code, output.out, output.err


@pytest.fixture
def sent(tmp_path, told):
    path = tmp_path / "bao-cao.txt"
    path.write_text("\n".join(told.paragraphs[:12]), encoding="utf-8")
    return path


LIMITS = (
    "Đã xem: mỗi con số đếm, tỷ lệ có cùng giá trị với một số liệu đang giữ mà lời quanh nó gần với"
    " tên chỉ tiêu, hoặc tính lại được từ các số bên cạnh; ngày của văn bản có trong"
    " documents.csv.\n"
    "Không xem: nghĩa của câu. Câu ghi sai năm, cấp, đối tượng, chiều tăng giảm mà con số vẫn trùng"
    " thì có thể không bị nêu; ngày tháng, số mục, tên gọi và câu không có số cũng không được kiểm"
    " tra. Người đọc vẫn phải đọc từng câu.\n"
)


def test_a_report_with_nothing_open_ends_with_0_and_counts(monkeypatch, capsys, data, sent):
    code, out, err = run(monkeypatch, capsys, UNIT, "--against", sent, "--data", data)
    assert (code, err) == (0, "")
    assert re.search(r"^1 · Công tác tổ chức triển khai thực hiện$|^I.1 · ", out, re.MULTILINE)
    assert out.endswith(f"Không con số nào phải xem lại theo cách xem dưới đây.\n{LIMITS}")


def test_a_number_nobody_knows_ends_with_1_and_is_shown_with_its_sentence(
    monkeypatch, capsys, data, sent
):
    with sent.open("a", encoding="utf-8") as file:
        file.write("\nHuyện còn trồng 9876 cây xanh.\n")
    code, out, _ = run(monkeypatch, capsys, UNIT, "--against", sent, "--data", data)
    assert code == 1
    assert "  9876       CHƯA RÕ NGUỒN: “Huyện còn trồng 9876 cây xanh.”" in out
    told = "Cần xem lại 1 con số: hoặc báo cáo, hoặc số liệu đang giữ phải sửa.\n"
    assert out.endswith(f"{told}{LIMITS}")


def test_json_holds_every_number_and_the_counts(monkeypatch, capsys, data, sent):
    _, out, _ = run(monkeypatch, capsys, UNIT, "--against", sent, "--data", data, "--json")
    told = json.loads(out)
    assert (told["unit"], told["report"]) == (UNIT, "bao-cao.txt")
    assert [each["position"] for each in told["numbers"]] == [
        n + 1 for n in range(len(told["numbers"]))
    ]
    assert sum(told["counts"].values()) == len(told["numbers"])
    assert told["scope"] == LIMITS.splitlines()
    assert {each["kind"] for each in told["numbers"]} == set(told["counts"])


def test_the_draft_holds_the_open_numbers_for_a_person_to_complete(
    monkeypatch, capsys, data, sent, tmp_path
):
    with sent.open("a", encoding="utf-8") as file:
        file.write("\nNăm 2022 huyện trồng trên 9.876 cây, cho vay 1,234 tỷ đồng.\n")
    draft = tmp_path / "nhap.csv"
    words = (UNIT, "--against", sent, "--data", data, "--propose", draft)
    _, out, _ = run(monkeypatch, capsys, *words)
    assert f"Đã ghi 2 dòng nháp vào {draft}: xem lại từng dòng trước khi dùng." in out
    with draft.open(encoding="utf-8", newline="") as file:
        trees, loans = csv.DictReader(file)
    assert (trees["code"], trees["value"], trees["qualifier"]) == ("", "9876", "over")
    assert "Câu: “Năm 2022 huyện trồng trên 9.876 cây, cho vay 1,234 tỷ đồng.”" in trees["note"]
    assert (loans["code"], loans["value"]) == ("", "1.234")  # the report writes its decimals so
    before = draft.read_bytes()
    code, _, err = run(monkeypatch, capsys, *words)
    assert (code, draft.read_bytes()) == (2, before)
    assert err.startswith("đã có tệp 'nhap.csv'\n")


def test_a_value_with_two_meanings_stays_empty_in_the_draft(monkeypatch, capsys, data, tmp_path):
    sent, draft = tmp_path / "a.txt", tmp_path / "nhap.csv"
    sent.write_text("=Huyện cho vay 1,234 tỷ đồng.", encoding="utf-8")
    run(monkeypatch, capsys, UNIT, "--against", sent, "--data", data, "--propose", draft)
    with draft.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["value"] == ""
    assert row["note"] == (
        "Xem lại giá trị: '1,234 tỷ' có thể là 1234 hoặc 1 phẩy 234."
        " Câu: “=Huyện cho vay 1,234 tỷ đồng.”"
    )
    assert [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@"))] == []


REFUSED = [
    (
        ["--propose", "{data}/nhap.csv"],
        "bản nháp 'nhap.csv' nằm trong thư mục dữ liệu\n  tại:  {data}/nhap.csv\n"
        "  sửa:  chọn nơi khác, xem lại từng dòng rồi mới chép vào figures.csv\n",
    ),
    (
        ["huyen-minh-hoa-02"],
        "--against cần đúng một đơn vị\n  tại:  dòng lệnh\n"
        "  sửa:  nêu đúng một đơn vị: cchc check ĐƠN_VỊ --against TỆP\n",
    ),
]


@pytest.mark.parametrize(("more", "message"), REFUSED)
def test_a_call_that_cannot_be_met_is_refused(monkeypatch, capsys, data, sent, more, message):
    more = [word.format(data=data) for word in more]
    code, out, err = run(monkeypatch, capsys, UNIT, *more, "--against", sent, "--data", data)
    assert (code, out, err) == (2, "", message.format(data=data))


def test_a_linked_folder_does_not_lead_a_draft_into_the_data(
    monkeypatch, capsys, data, sent, tmp_path
):
    (tmp_path / "ban-nhap").symlink_to(data / UNIT, target_is_directory=True)
    draft = tmp_path / "ban-nhap" / "nhap.csv"
    words = (UNIT, "--against", sent, "--data", data, "--propose", draft)
    code, _, err = run(monkeypatch, capsys, *words)
    assert (code, err.splitlines()[0]) == (2, "bản nháp 'nhap.csv' nằm trong thư mục dữ liệu")
    assert not (data / UNIT / "nhap.csv").exists()


def test_options_of_a_report_without_a_report_are_refused(monkeypatch, capsys, data):
    code, _, err = run(monkeypatch, capsys, UNIT, "--json", "--data", data)
    assert code == 2
    assert err == (
        "--json và --propose chỉ đi với --against\n  tại:  dòng lệnh\n"
        "  sửa:  thêm --against TỆP, hoặc bỏ tùy chọn này\n"
    )


def test_a_report_without_a_number_is_refused(monkeypatch, capsys, data, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Báo cáo không có gì.", encoding="utf-8")
    code, _, err = run(monkeypatch, capsys, UNIT, "--against", path, "--data", data)
    assert (code, err) == (
        1,
        f"báo cáo không có con số nào\n  tại:  {path}\n"
        "  sửa:  kiểm tra có đúng tệp báo cáo không\n",
    )
