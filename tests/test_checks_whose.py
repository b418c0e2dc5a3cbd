"""Papers of another unit: letterhead, mandate and sources against the register of units."""

import shutil
from dataclasses import fields, replace
from pathlib import Path

import pandas as pd
import pytest

from cchc.checks import Evidence, reconcile
from cchc.registers import units_frame
from cchc.registry import read_registry
from reconciled import evidence
from sample_unit import UNIT, write_data

DATA = Path(__file__).resolve().parents[1] / "data"
MORE = """\
an-giang,89,An Giang,tỉnh,province,,,,no
huyen-chau-thanh-ag,892,Châu Thành,huyện,district,an-giang,,,no
xa-vinh-vien-ag,30001,Vĩnh Viễn,xã,commune,huyen-chau-thanh-ag,,,no
"""
"""Units of another province with names that stand in this one too."""
FIGURES = ("dossiers_received", "2022", "district", "5300")
COPIED = "có thể tệp này chép từ thư mục của đơn vị khác."


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    """The register of the project with three units more."""
    data = tmp_path_factory.mktemp("register")
    text = (DATA / "units.csv").read_text(encoding="utf-8")
    (data / "units.csv").write_text(text + MORE, encoding="utf-8")
    return read_registry(data)


def looked_at(register, unit_id: str, sources: str = "", **stated: str) -> Evidence:
    """What the checks look at, where these are the only names in the unit's papers."""
    looked = evidence(FIGURES)
    office = looked.folder.office
    values = {"issuer": "ỦY BAN NHÂN DÂN", "abbreviation": "UBND", "place": ""} | stated
    sections = {}
    for section in fields(office):
        part = getattr(office, section.name)
        own = {f.name: values.get(f.name, "") for f in fields(part) if f.type is str}
        sections[section.name] = replace(part, **own)
    known = looked.folder.sources.assign(issuer=sources)
    folder = replace(
        looked.folder,
        unit=register.unit(unit_id),
        units=units_frame(register.units),
        office=replace(office, **sections),
        sources=known if sources else pd.DataFrame(columns=known.columns),
    )
    return replace(looked, folder=folder)


def found(register, unit_id: str, **stated: str) -> list[tuple[str, str, str]]:
    whose = reconcile(looked_at(register, unit_id, **stated))
    return [
        (each.check, each.message, *each.places)
        for each in whose
        if each.check.endswith("of_another_unit")
    ]


OWN = [
    ("huyen-long-my", {"issuer": "ỦY BAN NHÂN DÂN HUYỆN LONG MỸ", "place": "Long Mỹ"}),
    ("huyen-long-my", {"issuer": "UBND H. LONG MỸ", "abbreviation": "UBND H.Long Mỹ"}),
    ("huyen-long-my", {"issuer": "ỦY BAN NHÂN DÂN HUYỆN LONG MỸ", "place": "Vĩnh Viễn"}),
    ("huyen-long-my", {"issuer": "ỦY BAN NHÂN DÂN LONG MỸ", "place": "Hậu Giang"}),
    ("huyen-long-my", {"issuer": "UY BAN NHAN DAN HUYEN LONG MY", "place": "Long My"}),
    ("huyen-long-my", {"issuer": "PHÒNG NỘI VỤ",
                       "superior": "ỦY BAN NHÂN DÂN HUYỆN LONG MỸ"}),
    ("huyen-long-my", {"superior": "ỦY BAN NHÂN DÂN TỈNH HẬU GIANG"}),
    ("huyen-long-my", {"issuer": "SỞ NỘI VỤ TỈNH HẬU GIANG",
                       "superior": "ỦY BAN NHÂN DÂN TỈNH HẬU GIANG"}),
    ("huyen-long-my", {"issuer": "ỦY BAN NHÂN DÂN"}),
    ("huyen-long-my", {"issuer": "VĂN PHÒNG HĐND VÀ UBND", "position": "CHÁNH VĂN PHÒNG"}),
    ("huyen-long-my", {"position": "CHỦ TỊCH UBND HUYỆN LONG MỸ"}),
    ("thi-xa-long-my", {"issuer": "ỦY BAN NHÂN DÂN THỊ XÃ LONG MỸ", "place": "Long Mỹ"}),
    ("thi-xa-long-my", {"issuer": "UBND TX. LONG MỸ"}),
    ("huyen-vi-thuy", {"issuer": "ỦY BAN NHÂN DÂN HUYỆN VỊ THỦY", "place": "Vị Thủy"}),
    ("huyen-vi-thuy", {"issuer": "Uỷ ban nhân dân huyện Vị Thuỷ", "place": "Vị Thuỷ"}),
    ("thanh-pho-vi-thanh", {"issuer": "UBND TP.VỊ THANH", "place": "Vị Thanh"}),
    ("huyen-chau-thanh", {"issuer": "ỦY BAN NHÂN DÂN HUYỆN CHÂU THÀNH", "place": "Châu Thành"}),
    ("huyen-chau-thanh-a", {"issuer": "UBND HUYỆN CHÂU THÀNH A", "place": "Châu Thành A"}),
    ("huyen-chau-thanh-ag", {"issuer": "UBND HUYỆN CHÂU THÀNH", "place": "Châu Thành"}),
    ("xa-thuan-hung", {"issuer": "ỦY BAN NHÂN DÂN XÃ THUẬN HƯNG", "place": "Thuận Hưng",
                       "superior": "ỦY BAN NHÂN DÂN HUYỆN LONG MỸ", "to": "UBND huyện Long Mỹ"}),
    ("xa-thuan-hung", {"issuer": "UBND XÃ THUẬN HƯNG, HUYỆN LONG MỸ"}),
    ("hau-giang", {"issuer": "SỞ NỘI VỤ", "superior": "ỦY BAN NHÂN DÂN TỈNH HẬU GIANG",
                   "place": "Hậu Giang", "to": "Bộ Nội vụ"}),
    ("hau-giang", {"issuer": "UBND TỈNH HẬU GIANG", "place": "Vị Thanh"}),
    ("huyen-long-my", {"resolution": "Nghị quyết số 03-NQ/TU của Ban Chấp hành Đảng bộ tỉnh",
                       "title": "Về cải cách hành chính nhà nước tỉnh Hậu Giang",
                       "request": "Công văn số 1552/SNV của Sở Nội vụ tỉnh Hậu Giang",
                       "to": "Sở Nội vụ tỉnh Hậu Giang"}),
    ("huyen-long-my", {"title": "Phối hợp giữa tỉnh Hậu Giang và tỉnh An Giang",
                       "resolution": "Nghị quyết của Huyện ủy Vị Thuỷ"}),
    ("huyen-long-my", {"sources": "Ủy ban nhân dân huyện Long Mỹ"}),
    ("huyen-long-my", {"sources": "Sở Nội vụ tỉnh An Giang"}),
    ("huyen-long-my", {"sources": "UBND xã Thuận Hưng"}),
]  # fmt: skip


@pytest.mark.parametrize(("unit_id", "stated"), OWN)
def test_what_names_the_unit_or_nobody_else_is_its_own(register, unit_id, stated):
    assert found(register, unit_id, **stated) == []


HEAD = "letterhead_of_another_unit"
OTHERS = [
    ("huyen-long-my", "issuer", "ỦY BAN NHÂN DÂN HUYỆN VỊ THỦY", HEAD, "huyện Vị Thuỷ"),
    ("huyen-long-my", "issuer", "UY BAN NHAN DAN HUYEN VI THUY", HEAD, "huyện Vị Thuỷ"),
    ("huyen-long-my", "issuer", "UBND TX. LONG MỸ", HEAD, "thị xã Long Mỹ"),
    ("thi-xa-long-my", "issuer", "ỦY BAN NHÂN DÂN HUYỆN LONG MỸ", HEAD, "huyện Long Mỹ"),
    ("thi-xa-long-my", "abbreviation", "UBND H. LONG MỸ", HEAD, "huyện Long Mỹ"),
    ("huyen-long-my", "issuer", "UBND HUYỆN CHÂU THÀNH A, TỈNH HẬU GIANG", HEAD,
     "huyện Châu Thành A"),
    ("huyen-chau-thanh", "issuer", "UBND HUYỆN CHÂU THÀNH A", HEAD, "huyện Châu Thành A"),
    ("huyen-long-my", "issuer", "UBND HUYỆN CHÂU THÀNH", HEAD, "huyện Châu Thành"),
    ("xa-thuan-hung", "issuer", "ỦY BAN NHÂN DÂN HUYỆN LONG MỸ", HEAD, "huyện Long Mỹ"),
    ("huyen-long-my", "issuer", "ỦY BAN NHÂN DÂN XÃ THUẬN HƯNG", HEAD, "xã Thuận Hưng"),
    ("huyen-long-my", "issuer", "PHÒNG NỘI VỤ THÀNH PHỐ VỊ THANH", HEAD, "thành phố Vị Thanh"),
    ("huyen-long-my", "superior", "ỦY BAN NHÂN DÂN TỈNH AN GIANG", HEAD, "tỉnh An Giang"),
    ("huyen-long-my", "place", "Vị Thủy", HEAD, "huyện Vị Thuỷ"),
    ("huyen-long-my", "authority", "TM. UBND HUYỆN VỊ THUỶ", HEAD, "huyện Vị Thuỷ"),
    ("huyen-long-my", "position", "CHỦ TỊCH UBND HUYỆN VỊ THUỶ", HEAD, "huyện Vị Thuỷ"),
    ("huyen-long-my", "title", "Về cải cách hành chính nhà nước tỉnh An Giang",
     "mandate_of_another_unit", "tỉnh An Giang"),
    ("huyen-long-my", "request", "Công văn số 5 của Sở Nội vụ tỉnh An Giang",
     "mandate_of_another_unit", "tỉnh An Giang"),
    ("xa-thuan-hung", "resolution", "Nghị quyết của HĐND huyện Vị Thuỷ",
     "mandate_of_another_unit", "huyện Vị Thuỷ"),
    ("huyen-long-my", "to", "Sở Nội vụ tỉnh An Giang", "mandate_of_another_unit", "tỉnh An Giang"),
    ("huyen-long-my", "sources", "Ủy ban nhân dân huyện Vị Thủy", "source_of_another_unit",
     "huyện Vị Thuỷ"),
]  # fmt: skip
PLACES = {
    "issuer": ("Cơ quan ban hành", "office.toml, [letterhead], khóa issuer"),
    "abbreviation": ("Chữ viết tắt", "office.toml, [letterhead], khóa abbreviation"),
    "superior": ("Cơ quan chủ quản", "office.toml, [letterhead], khóa superior"),
    "place": ("Địa danh", "office.toml, [letterhead], khóa place"),
    "authority": ("Thẩm quyền ký", "office.toml, [signature], khóa authority"),
    "position": ("Chức vụ người ký", "office.toml, [signature], khóa position"),
    "resolution": ("Văn bản làm căn cứ", "office.toml, [mandate], khóa resolution"),
    "title": ("Trích yếu của văn bản làm căn cứ", "office.toml, [mandate], khóa title"),
    "request": ("Văn bản yêu cầu báo cáo", "office.toml, [mandate], khóa request"),
    "to": ("Nơi nhận báo cáo", "office.toml, [addressee], khóa to"),
    "sources": ("Cơ quan ban hành nguồn", "sources.csv, nguồn bc-thu, cột issuer"),
}


@pytest.mark.parametrize(("unit_id", "key", "text", "check", "whose"), OTHERS)
def test_what_names_another_unit_is_found_with_its_place(
    register, unit_id, key, text, check, whose
):
    what, place = PLACES[key]
    title = register.unit(unit_id).title
    told = f"{what} ghi “{text}”: đó là {whose}, không phải {title}; {COPIED}"
    assert found(register, unit_id, **{key: text}) == [(check, told, place)]


def test_files_that_two_units_cannot_have_in_common_are_named(tmp_path, command_line, monkeypatch):
    data = write_data(tmp_path)
    other = "huyen-minh-hoa-02"
    shutil.copytree(data / UNIT, data / other)
    monkeypatch.chdir(tmp_path)
    alike = "{}, {}: {} giống hệt nhau; có thể chép nhầm thư mục, cần xem lại."
    code, out, _ = command_line("check", UNIT, other)
    names = ("figures.csv", "narrative.md", "office.toml")
    assert code == 0
    assert out.splitlines()[-3:] == [alike.format(UNIT, other, name) for name in names]
    for name in names:
        with (data / other / name).open("a", encoding="utf-8") as file:
            file.write("\n")
    assert "giống hệt" not in command_line("check", UNIT, other)[1]
