"""The way into `data/`: what an import would change, what it refuses, and how it is written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from cchc.errors import CchcError, UsageError
from cchc.folder import read_folder
from cchc.intake import apply as apply_module
from cchc.intake.apply import PREVIOUS, apply, recover
from cchc.intake.asking import settle
from cchc.intake.changes import changes
from cchc.intake.office_rows import WORDS, office_text, office_values
from cchc.intake.proposal import Proposal, Scope, Stated
from cchc.intake.told import told
from sample_unit import FILES, UNIT, write_data

HEAD = "code,period,level,value,qualifier,source,place,note\n"
NEW_UNIT = "huyen-minh-hoa-02"
KEY = ("code", "period", "level", "source")


def figure(code: str, period: str, level: str, value: str, **more: str) -> Stated:
    where = more.pop("where", "")
    place = {"source": "bao-cao-2022", "place": "II.2.2"}
    cells = {"code": code, "period": period, "level": level, "value": value}
    return Stated({**cells, **place, **more}, where)


def proposal(*figures: Stated, unit: str = UNIT, **more) -> Proposal:
    return Proposal(unit, figures, **more)


def text_of(data: Path, name: str, unit: str = UNIT) -> str:
    return (data / unit / name).read_text(encoding="utf-8")


def faults_of(data: Path, asked: Proposal) -> list[tuple[str, str, str]]:
    with pytest.raises(CchcError) as refused:
        changes(asked, data)
    return [(f.what, f.where, f.mend) for f in refused.value.faults]


def everything(data: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(data)): path.read_bytes()
        for path in sorted(data.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def test_a_figure_that_is_new_changed_or_the_same_is_told_as_such_and_written(tmp_path):
    data = write_data(tmp_path)
    found = changes(
        proposal(
            figure("dossiers_received", "2021", "district", "3470"),
            figure("dossiers_received", "2022", "district", "5310"),
            figure("dossiers_resolved", "2022", "district", "5000"),
            origin="bieu.xlsx",
        ),
        data,
    )

    assert told(found) == [
        "huyen-minh-hoa-01 (huyện Minh Họa 01) ← bieu.xlsx",
        "sources.csv: thêm 0, sửa 0, bỏ 0, giữ nguyên 2",
        "periods.csv: thêm 0, sửa 0, bỏ 0, giữ nguyên 2",
        "figures.csv: thêm 1, sửa 1, bỏ 0, giữ nguyên 5",
        "  thêm: Hồ sơ đã giải quyết (dossiers_resolved), năm 2022, cấp huyện: 5.000;"
        " nguồn 'bao-cao-2022'; nơi ghi 'II.2.2'",
        "  sửa:  Hồ sơ tiếp nhận (dossiers_received), năm 2022, cấp huyện: 5.300 → 5.310",
    ]
    before = text_of(data, "figures.csv")
    kept = apply(found)
    assert text_of(data, "figures.csv") == before.replace(",5300,", ",5310,") + (
        "dossiers_resolved,2022,district,5000,,bao-cao-2022,II.2.2,\n"
    )
    assert (kept / "figures.csv").read_text(encoding="utf-8") == before
    assert kept.parent == data / UNIT / PREVIOUS
    assert sorted(path.name for path in kept.iterdir()) == ["figures.csv"]


def test_what_an_import_does_not_speak_for_stays(tmp_path):
    data = write_data(tmp_path)
    before = text_of(data, "figures.csv")
    rows = [figure("dossiers_received", "2022", "district", "5300")]
    scope = Scope.of(KEY, [row.values for row in rows])

    apply(changes(proposal(*rows, covers={"figures.csv": scope}), data))

    second = "dossiers_received,2022,district,5301,,bao-cao-2022,V.1,nêu lần hai\n"
    assert text_of(data, "figures.csv") == before.replace(second, "")
    assert "5290,,phu-luc-2023" in text_of(data, "figures.csv"), "another source said that"


def test_a_row_that_moved_to_another_place_is_one_change_and_keeps_its_note(tmp_path):
    data = write_data(tmp_path)
    row = figure("dossiers_received", "2022", "district", "5302", place="Sheet1!C7")
    scope = Scope.of(("code", "period", "level", "place"), [{**row.values, "place": "V.1"}])

    found = changes(proposal(row, covers={"figures.csv": scope}), data)

    assert told(found)[3:] == [
        "figures.csv: thêm 0, sửa 1, bỏ 0, giữ nguyên 5",
        "  sửa:  Hồ sơ tiếp nhận (dossiers_received), năm 2022, cấp huyện: 5.301 → 5.302;"
        " nơi ghi 'V.1' → 'Sheet1!C7'",
    ]
    apply(found)
    line = "dossiers_received,2022,district,5302,,bao-cao-2022,Sheet1!C7,nêu lần hai\n"
    assert line in text_of(data, "figures.csv")


def test_the_same_rows_leave_the_very_bytes_alone(tmp_path):
    odd = "\ufeff\r\n" + FILES[f"{UNIT}/figures.csv"].replace("\n", "\r\n") + "\r\n"
    data = write_data(tmp_path, figures_csv=odd)
    before = everything(data)

    found = changes(proposal(figure("dossiers_received", "2021", "district", "3470")), data)

    assert not found.is_needed
    assert told(found)[-1] == "Không có gì thay đổi."
    assert apply(found) is None
    assert everything(data) == before


def test_a_change_leaves_the_characters_of_all_other_rows_alone(tmp_path):
    quoted = '"dossiers_received","2021","district","3470","","bao-cao-2022","II.2.2",""\r\n'
    turned = "note,code,period,level,value,qualifier,source,place\r\n"
    odd = '\ufeff"code","period","level","value","qualifier","source","place","note"\r\n'
    odd += quoted + "\r\n" + quoted.replace("2021", "2022")
    data = write_data(tmp_path, figures_csv=odd)
    apply(changes(proposal(figure("dossiers_received", "2022", "district", "1")), data))
    after = (data / UNIT / "figures.csv").read_bytes().decode()
    line = "dossiers_received,2022,district,1,,bao-cao-2022,II.2.2,\r\n"
    assert after == odd.replace(quoted.replace("2021", "2022"), line)

    data = write_data(tmp_path / "other", figures_csv=turned)
    apply(changes(proposal(figure("dossiers_received", "2022", "district", "1")), data))
    after = (data / UNIT / "figures.csv").read_bytes().decode()
    assert after == turned + ",dossiers_received,2022,district,1,,bao-cao-2022,II.2.2\r\n"


def test_every_fault_is_told_where_the_import_stated_it_and_nothing_is_written(tmp_path):
    data = write_data(tmp_path)
    before = everything(data)
    place = "trang 'Thủ tục hành chính', ô D7"
    rows = [
        figure("dossiers_recieved", "2022", "district", "1", where="ô A1"),
        figure("dossiers_resolved", "2023", "district", "1", where="ô A2"),
        figure("dossiers_pending", "2022", "district", "1,5", where=place),
        figure("dossiers_resolved", "2022", "commune", "1", where="ô A4", source="la"),
    ]
    assert faults_of(data, proposal(*rows)) == [
        (
            "'dossiers_recieved' không có trong danh mục chỉ tiêu",
            "ô A1",
            "có phải là 'dossiers_received'? Xem tất cả mã: cchc list indicators",
        ),
        (
            "kỳ '2023' không có trong periods.csv",
            "ô A2",
            "có phải là '2022'? Thêm một dòng cho kỳ này vào periods.csv",
        ),
        (
            "'1,5' có dấu phẩy thập phân",
            place,
            "đây là số đếm, chỉ nhận số nguyên, không có dấu chấm, dấu phẩy",
        ),
        (
            "nguồn 'la' không có trong sources.csv",
            "ô A4",
            "ghi id của một nguồn trong sources.csv",
        ),
    ]
    assert everything(data) == before


def test_a_fault_of_what_stands_already_is_named_by_its_file(tmp_path):
    spoilt = FILES[f"{UNIT}/figures.csv"].replace(",3470,", ",3.470,")
    data = write_data(tmp_path, figures_csv=spoilt)
    [(what, where, _)] = faults_of(data, proposal())
    assert (what, where) == (
        "'3.470' có dấu chấm giữa các chữ số",
        "data/huyen-minh-hoa-01/figures.csv, dòng 2, cột value",
    )


def test_one_row_stated_twice_is_a_fault_of_the_import(tmp_path):
    data = write_data(tmp_path)
    rows = [figure("schools", "2022", "district", str(n), where=f"ô D{n}") for n in (7, 9)]
    assert faults_of(data, proposal(*rows)) == [
        (
            "cùng một dòng được ghi hai lần: 'schools', '2022', 'district', 'bao-cao-2022', "
            "'II.2.2'",
            "ô D9",
            "giữ lại một; lần kia ở ô D7",
        )
    ]


def test_a_source_that_a_document_names_cannot_go(tmp_path):
    data = write_data(tmp_path)
    everything_stated = Scope((), frozenset({()}))
    source = Stated({"id": "phu-luc-2023"})
    asked = proposal(sources=(source,), covers={"sources.csv": everything_stated})
    assert "data/huyen-minh-hoa-01/documents.csv, dòng 2, cột source" in {
        where for _, where, _ in faults_of(data, asked)
    }


def test_what_is_said_only_of_new_rows_does_not_touch_standing_ones(tmp_path):
    data = write_data(tmp_path)
    more = {"end": "2022-12-31", "complete": "yes"}
    periods = (Stated({"period": "2022"}, otherwise=more), Stated({"period": "2023-Q1"}, "", more))
    with pytest.raises(CchcError, match="nằm ngoài kỳ 2023-Q1"):
        changes(proposal(periods=periods), data)
    new = Stated({"period": "2023-Q1"}, otherwise={"complete": "no"})
    apply(changes(proposal(periods=(periods[0], new)), data))
    assert text_of(data, "periods.csv") == FILES[f"{UNIT}/periods.csv"] + "2023-Q1,,,no,\n"


def test_a_unit_without_a_folder_gets_all_the_files_that_its_review_needs(tmp_path):
    data = write_data(tmp_path)
    source = Stated({"id": "bieu-2022"}, otherwise={"title": "Biểu II.06a năm 2022"})
    period = Stated({"period": "2022"}, otherwise={"complete": "no"})
    row = figure("dossiers_received", "2022", "district", "5", source="bieu-2022", place="cột 3")
    asked = proposal(row, unit=NEW_UNIT, sources=(source,), periods=(period,))

    found = changes(asked, data)
    assert not (data / NEW_UNIT).exists(), "nothing is written before somebody agrees"
    assert told(found)[-10:] == [
        "office.toml còn để trống, ghi thêm khi có:",
        "  · Nghị quyết hoặc văn bản là căn cứ, kèm số, ngày, cơ quan ban hành",
        "  · Trích yếu của văn bản đó",
        "  · Ngày ban hành văn bản đó",
        "  · Văn bản yêu cầu báo cáo, kèm số, ngày, cơ quan yêu cầu",
        "  · Ngày của văn bản yêu cầu",
        "  · Nơi nhận báo cáo (Kính gửi)",
        "  · Nơi nhận bản sao, cách nhau bằng dấu chấm phẩy",
        "  · Thẩm quyền ký, như TM. ỦY BAN NHÂN DÂN",
        "  · Chức vụ người ký, như CHỦ TỊCH",
    ]
    assert apply(found) is None, "there was nothing to keep"

    folder = read_folder(NEW_UNIT, data)
    assert folder.figures["value"].tolist() == [5.0]
    assert folder.office.letterhead.issuer == "ỦY BAN NHÂN DÂN HUYỆN MINH HỌA 02"
    assert (folder.office.mandate.first_year, folder.office.mandate.second_year) == (2021, 2022)
    assert folder.office.mandate.resolution == "", "no resolution is made up"
    assert sorted(path.name for path in (data / NEW_UNIT).iterdir()) == [
        ".previous",
        "figures.csv",
        "office.toml",
        "periods.csv",
        "sources.csv",
    ]


def test_a_unit_that_is_not_registered_is_refused(tmp_path):
    with pytest.raises(UsageError, match="không có đơn vị 'huyen-la'"):
        changes(proposal(unit="huyen-la"), write_data(tmp_path))


def test_the_office_is_compared_key_by_key(tmp_path):
    data = write_data(tmp_path)
    rows = (
        Stated({"section": "signature", "key": "name", "value": "A\u200b"}, "ô B20"),
        Stated({"section": "addressee", "key": "to", "value": "Sở Nội vụ"}),
    )
    found = changes(proposal(office=rows), data)
    assert told(found)[-2:] == [
        "office.toml: thêm 1, sửa 0, bỏ 0, giữ nguyên 15",
        "  thêm: Họ và tên người ký: 'A\\u200b'",
    ]
    apply(found)
    assert office_values(text_of(data, "office.toml"))["signature", "name"] == "A\u200b"

    ill = Stated({"section": "signature", "key": "name", "value": "A\x07"}, "ô B20")
    assert faults_of(data, proposal(office=(ill,))) == [
        ("có ký tự điều khiển U+0007: “A[U+0007]”", "ô B20", "xóa ký tự đó")
    ]
    wrong = Stated({"section": "mandate", "key": "first_year", "value": "hai nghìn"}, "ô B8")
    assert faults_of(data, proposal(office=(wrong,))) == [
        (
            "'hai nghìn' không phải là một năm",
            "ô B8",
            "ghi bốn chữ số, không đặt trong ngoặc kép: 2022",
        )
    ]


def test_the_office_is_written_as_it_is_read():
    values = dict.fromkeys(WORDS, 'a "b" \\ \n\t đ')
    values |= {("mandate", "date"): "2020-12-31", ("mandate", "request_date"): ""}
    values |= {("mandate", "first_year"): "2021", ("mandate", "second_year"): "2022"}
    values |= {("addressee", "copies"): 'Như trên; Lưu: "VT"'}
    assert office_values(office_text(values)) == values


def test_a_file_that_cannot_be_replaced_brings_all_of_them_back(tmp_path, monkeypatch):
    data = write_data(tmp_path)
    before = everything(data)
    period = Stated({"period": "2023"}, otherwise={"complete": "no"})
    found = changes(proposal(figure("schools", "2023", "district", "1"), periods=(period,)), data)
    real = os.replace

    def refusing(source, target):
        if Path(target).name == "figures.csv" and "coming" in str(source):
            raise PermissionError(13, "Permission denied", str(target))
        real(source, target)

    monkeypatch.setattr(apply_module.os, "replace", refusing)
    with pytest.raises(PermissionError):
        apply(found)
    assert everything(data) == before


KILLED = """
import os, sys
from pathlib import Path
from cchc.intake import apply as module
from cchc.intake.changes import changes
from cchc.intake.proposal import Proposal, Stated
real = os.replace
def once(source, target):
    real(source, target)
    os._exit(9)
module.os.replace = once
period = Stated({"period": "2023"}, otherwise={"complete": "no"})
row = {"code": "schools", "period": "2023", "level": "district", "value": "1"}
row |= {"source": "bao-cao-2022", "place": "II.2.2"}
module.apply(changes(Proposal(sys.argv[2], (Stated(row),), (), (period,)), Path(sys.argv[1])))
"""


def test_an_import_that_was_killed_half_way_is_finished_by_the_next_one(tmp_path):
    data = write_data(tmp_path)
    run = subprocess.run([sys.executable, "-c", KILLED, str(data), UNIT], check=False)
    assert run.returncode == 9
    assert "2023,,,no," in text_of(data, "periods.csv")
    assert "schools" not in text_of(data, "figures.csv")

    assert recover(UNIT, data)
    assert "schools,2023,district,1,,bao-cao-2022,II.2.2,\n" in text_of(data, "figures.csv")
    assert not recover(UNIT, data)
    [kept] = (data / UNIT / PREVIOUS).glob("[0-9]*")
    assert sorted(path.name for path in kept.iterdir()) == ["figures.csv", "periods.csv"]


def killed(folder: Path, stamp: str, name: str, *, before: str, after: str) -> Path:
    """What an import leaves that was killed before it moved a file in: its folder `coming`."""
    coming = folder / PREVIOUS / stamp / "coming"
    coming.mkdir(parents=True)
    (coming.parent / name).write_text(before, encoding="utf-8")
    (coming / name).write_text(after, encoding="utf-8")
    return coming


def test_an_import_that_was_killed_is_not_finished_over_what_somebody_edited_since(tmp_path):
    data = write_data(tmp_path)
    name, stamp = "periods.csv", "2022-01-01T00-00-00.000000Z"
    sources = text_of(data, "sources.csv")
    coming = killed(data / UNIT, stamp, "sources.csv", before=sources, after=sources + "#")
    (coming.parent / name).write_text("cũ", encoding="utf-8")
    (coming / name).write_text("mới", encoding="utf-8")
    before = everything(data)
    for act in (
        lambda: recover(UNIT, data),
        lambda: apply(changes(proposal(figure("schools", "2021", "district", "1")), data)),
    ):
        with pytest.raises(CchcError) as refused:
            act()
        assert [(f.what, f.where, f.mend) for f in refused.value.faults] == [
            (
                "lần nhập trước dừng giữa chừng và tệp đã được sửa từ đó",
                f"data/huyen-minh-hoa-01/{name}",
                f"xem .previous/{stamp}/coming, giữ bản đúng rồi xóa thư mục coming",
            )
        ]
        assert everything(data) == before, "no file is moved where one is refused"


def test_all_imports_that_were_killed_are_finished_in_their_order(tmp_path):
    data = write_data(tmp_path)
    first = text_of(data, "figures.csv")
    for day, before, after in (("01", first, "một"), ("02", "một", "hai")):
        stamp = f"2022-01-{day}T00-00-00.000000Z"
        killed(data / UNIT, stamp, "figures.csv", before=before, after=after)
    assert recover(UNIT, data)
    assert text_of(data, "figures.csv") == "hai"
    assert not recover(UNIT, data)


def test_figures_that_somebody_edits_while_the_changes_are_looked_at_are_not_written_over(tmp_path):
    data = write_data(tmp_path)
    found = changes(proposal(figure("dossiers_received", "2021", "district", "1")), data)
    path = data / UNIT / "figures.csv"
    path.write_text(HEAD, encoding="utf-8")
    with pytest.raises(CchcError) as refused:
        apply(found)
    [fault] = refused.value.faults
    assert (fault.what, fault.where, fault.mend) == (
        "tệp đã bị sửa từ lúc xem thay đổi",
        "data/huyen-minh-hoa-01/figures.csv",
        "nhập lại để xem thay đổi mới",
    )
    assert path.read_text(encoding="utf-8") == HEAD


def test_nothing_is_written_unless_somebody_agrees(tmp_path, capsys):
    data = write_data(tmp_path)
    before = everything(data)
    found = changes(proposal(figure("dossiers_received", "2021", "district", "1")), data)

    assert settle(found, yes=False) == 2
    said = capsys.readouterr().out
    assert said.endswith("Chưa ghi gì. Xem kỹ các thay đổi trên, rồi chạy lại với --yes để ghi.\n")
    assert "3.470 → 1" in said
    assert everything(data) == before

    assert settle(found, yes=True) == 0
    said = capsys.readouterr().out
    assert "Đã ghi vào data/huyen-minh-hoa-01/\nCác tệp trước đó giữ ở data/" in said
    assert ",3470," not in text_of(data, "figures.csv")


def test_what_earlier_imports_replaced_stays(tmp_path):
    data = write_data(tmp_path)
    numbers = ("1", "2")
    for number in numbers:
        apply(changes(proposal(figure("dossiers_received", "2021", "district", number)), data))
    field = {"field": "Đất đai", "period": "2022", "level": "commune", "source": "bao-cao-2022"}
    by_field = (Stated({**field, "place": "dòng 7", "dossiers_received": "5"}),)
    assert apply(changes(proposal(by_field=by_field), data)) is None, "a new file replaces nothing"
    kept = sorted((data / UNIT / PREVIOUS).glob("[0-9]*/figures.csv"))
    rows = [path.read_text(encoding="utf-8").splitlines()[1] for path in kept]
    assert [row.split(",")[3] for row in rows] == ["3470", "1"]


@pytest.mark.parametrize("link", [UNIT, f"{UNIT}/{PREVIOUS}"])
def test_nothing_is_written_through_a_link_out_of_the_data_folder(tmp_path, link):
    data = write_data(tmp_path)
    found = changes(proposal(figure("dossiers_received", "2021", "district", "1")), data)
    outside = tmp_path / "ngoai"
    if link == UNIT:
        (data / UNIT).rename(outside)
    else:
        outside.mkdir()
    (data / link).symlink_to(outside, target_is_directory=True)
    before = sorted(outside.rglob("*")), everything(outside)
    with pytest.raises(CchcError) as refused:
        apply(found)
    assert [(f.what, f.where, f.mend) for f in refused.value.faults] == [
        (
            f"{Path(link).name} là liên kết ra ngoài thư mục số liệu",
            f"data/{link}/",
            "chép chính thư mục đó vào đây",
        )
    ]
    assert (sorted(outside.rglob("*")), everything(outside)) == before


def test_two_imports_of_one_unit_do_not_write_at_once(tmp_path):
    data = write_data(tmp_path)
    found = changes(proposal(figure("dossiers_received", "2021", "district", "1")), data)
    before = text_of(data, "figures.csv")
    (data / UNIT / PREVIOUS).mkdir()
    with FileLock(data / UNIT / PREVIOUS / ".lock"), pytest.raises(CchcError) as refused:
        apply(found)
    assert [(f.what, f.where, f.mend) for f in refused.value.faults] == [
        (
            "một lần nhập khác đang ghi số liệu của đơn vị này",
            "data/huyen-minh-hoa-01/",
            "chờ lần kia xong rồi nhập lại",
        )
    ]
    assert text_of(data, "figures.csv") == before


def test_a_report_does_not_depend_on_what_an_import_kept(tmp_path):
    from cchc.snapshot import Survey

    data = write_data(tmp_path)
    apply(changes(proposal(figure("dossiers_received", "2021", "district", "1")), data))
    survey = Survey(data)
    [unit] = survey.find((UNIT,))
    assert [path for path in survey.snapshot(unit) if PREVIOUS in path] == []
