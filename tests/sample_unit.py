"""A small invented unit, written to a folder: what the reading tests start from and spoil."""

from pathlib import Path

UNIT = "huyen-minh-hoa-01"

FILES = {
    "units.csv": """\
id,code,name,type,level,parent,valid_from,valid_to,invented
tinh-minh-hoa,90,Minh Họa,tỉnh,province,,,,yes
huyen-minh-hoa-01,901,Minh Họa 01,huyện,district,tinh-minh-hoa,,2025-06-30,yes
huyen-minh-hoa-02,902,Minh Họa 02,huyện,district,tinh-minh-hoa,,2025-06-30,yes
xa-minh-hoa-03,39003,Minh Họa 03,xã,commune,huyen-minh-hoa-01,,,yes
""",
    "targets.csv": """\
id,scope,indicator,level,operator,value,due,law,clause,verified,note
ho-so-cong-viec-2025,,work_records_online_share,district,>=,80,2025-12-31,942/QĐ-TTg,,yes,
ho-so-cong-viec-2023,tinh-minh-hoa,work_records_online_share,district,>=,62.5,2023-12-31,1/MH,2,no,x
""",
    f"{UNIT}/figures.csv": """\
code,period,level,value,qualifier,source,place,note
dossiers_received,2021,district,3470,,bao-cao-2022,II.2.2,
dossiers_received,2022,district,5300,,bao-cao-2022,II.2.2,
dossiers_received,2022,district,5301,,bao-cao-2022,V.1,nêu lần hai
dossiers_received,2022,district,5290,,phu-luc-2023,trang 4,
dossiers_on_time_share_stated,2021,commune,99.95,,bao-cao-2022,II.2.2,"ghi ""99,95%"", trong ngoặc"
documents_signed_share,2022,all,80,over,bao-cao-2022,II.2.6,
""",
    f"{UNIT}/periods.csv": """\
period,start,end,complete,note
2021,2020-12-15,2021-12-14,yes,
2022,2021-12-15,,no,chưa hết năm
""",
    f"{UNIT}/sources.csv": """\
id,title,issuer,date,kind,note
bao-cao-2022,Báo cáo hai năm,UBND huyện Minh Họa 01,2022-11-20,báo cáo,
phu-luc-2023,Phụ lục số liệu,UBND huyện Minh Họa 01,2023-01-10,phụ lục,
""",
    f"{UNIT}/documents.csv": """\
id,number,date,issuer,tier,kind,area,subject,validity_note,source,place
qd-1,1/QĐ-UBND,2021-02-01,UBND huyện Minh Họa 01,district,quyết định,procedures,Một cửa,,\
bao-cao-2022,II.2.2;V.1
luat-1,,,Quốc hội,central,luật,,Luật minh họa,,bao-cao-2022,II.1
""",
    f"{UNIT}/narrative.md": """\
# Bối cảnh

## Thuận lợi

- Người dân quen dùng dịch vụ trực tuyến. (I.1)

# Kết quả

## Cải cách thể chế

- Tuyên truyền bằng nhiều cách,
  tới từng ấp. (II.2.1)

# Đánh giá

## Hạn chế

- Phối hợp có lúc chưa đều. (III.2; procedures)
- Mẫu <script>alert("1")</script> & **chữ đậm** giữ nguyên. (III.2)
""",
    f"{UNIT}/office.toml": """\
[mandate]
resolution = "Nghị quyết số 01-NQ/MH"
title = "về cải cách hành chính"
date = 2020-12-31
request = "Công văn số 2/SNV"
request_date = "2022-11-08"
first_year = 2021
second_year = 2022

[letterhead]
superior = ""
issuer = "Ủy ban nhân dân huyện Minh Họa 01"
abbreviation = "UBND"
place = "Minh Họa"

[addressee]
to = "Sở Nội vụ"
copies = ["Như trên", "Lưu: VT"]

[signature]
authority = "TM. ỦY BAN NHÂN DÂN"
position = "CHỦ TỊCH"
name = ""
""",
}

FIGURES_HEADER = "code,period,level,value,qualifier,source,place,note"


def write_data(folder: Path, **changes: str | bytes | None) -> Path:
    """The data folder, made below `folder`: `FILES`, with the text of some of them changed.

    A change names its file as `figures_csv` for figures.csv; None leaves the file out.
    """
    named = dict(changes)
    data = folder / "data"
    for path, text in FILES.items():
        content = named.pop(Path(path).name.replace(".", "_"), text)
        if content is not None:
            whole = data / path
            whole.parent.mkdir(parents=True, exist_ok=True)
            whole.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert not named, f"no such file: {named}"
    return data


def changed(name: str, old: str, new: str) -> str:
    """The text of a file of the unit, or of a register, with one place changed."""
    text = FILES.get(name) or FILES[f"{UNIT}/{name}"]
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    return text.replace(old, new)
