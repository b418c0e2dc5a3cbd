"""Small registers of dossiers as hypothesis draws them, and how they are written to files."""

import csv
from datetime import date, timedelta

from hypothesis import strategies as st

from cchc.tally.columns import Columns

NAMES = {
    "id": "Mã hồ sơ",
    "received": "Ngày tiếp nhận",
    "due": "Hạn trả",
    "finished": "Ngày trả",
    "withdrawn": "Ngày rút",
    "status": "Trạng thái",
    "level": "Cấp",
    "field": "Lĩnh vực",
    "channel": "Hình thức",
    "working_days": "Số ngày",
}
WORDS = {
    "level": {"cấp huyện": "district", "cấp xã": "commune"},
    "channel": {"trực tuyến": "online", "trực tiếp": "direct", "bưu chính": "post"},
    "status": {
        "đã trả kết quả": "resolved",
        "đang giải quyết": "pending",
        "chờ bổ sung": "pending",
        "đã rút": "withdrawn",
    },
}
COLUMNS = Columns(NAMES, formats=("%d/%m/%Y",), words=WORDS)
START, END = date(2021, 12, 15), date(2022, 12, 14)

UNREADABLE = ("31/02/2022", "hôm qua", "03-04-2022", "1/1/22", "44654", "2022/01/05")
IMPLAUSIBLE = ("01/01/1900", "15/03/2202", "1899-12-30")


def written(day):
    """A day as an office writes it: with or without a time, or with the year first."""
    forms = ("%d/%m/%Y", "%d/%m/%Y 16:45", "%d/%m/%Y 07:30:59", "%Y-%m-%d", "%Y-%m-%d 23:59:59")
    return st.sampled_from([day.strftime(form) for form in forms])


days = st.integers(-40, 420).map(lambda n: START + timedelta(n))
near_days = st.sampled_from([START, END]).flatmap(
    lambda day: st.integers(-2, 2).map(lambda n: day + timedelta(n))
)
good_dates = (days | near_days).flatmap(written)
bad_dates = st.sampled_from([*UNREADABLE, *IMPLAUSIBLE, "", " "])


@st.composite
def dossiers(draw):
    """A dossier as it can be: its dates in order, its status as they say."""
    received = draw(days | near_days)
    due = received + timedelta(draw(st.integers(0, 40)))
    ending = draw(st.sampled_from(["finished", "finished", "withdrawn", "pending", "by status"]))
    ended = max(received, due + timedelta(draw(st.integers(-5, 5))))
    row = dict.fromkeys(NAMES, "")
    row["id"] = draw(st.sampled_from("abcdefgh")) + str(draw(st.integers(0, 60)))
    row["received"], row["due"] = draw(written(received)), draw(written(due))
    row["status"] = "Đang giải quyết" if draw(st.booleans()) else "Chờ bổ sung"
    if ending in ("finished", "by status"):
        row["finished"] = draw(written(ended))
        row["status"] = "Đã trả kết quả" if ending == "finished" else "Đã rút"
    elif ending == "withdrawn":
        row["withdrawn"], row["status"] = draw(written(ended)), "Đã rút"
    row["level"] = draw(st.sampled_from(["Cấp huyện", "Cấp xã", " cấp xã "]))
    row["field"] = draw(st.sampled_from(["Đất đai", "Hộ tịch", "Lĩnh vực, khác", 'Có "ngoặc"']))
    row["channel"] = draw(st.sampled_from(["Trực tuyến", "Trực tiếp", "BƯU CHÍNH"]))
    if draw(st.integers(0, 3)) == 0:
        row["due"], row["working_days"] = "", str(draw(st.integers(0, 30)))
    return row


@st.composite
def faulty_dossiers(draw):
    """A dossier with one cell that is something else."""
    row = draw(dossiers())
    name = draw(st.sampled_from(list(NAMES)))
    other = {
        "id": st.just(""),
        "level": st.sampled_from(["", "Cấp tỉnh"]),
        "field": st.just(" "),
        "channel": st.sampled_from(["", "Qua người quen"]),
        "status": st.sampled_from(["", "Lạ", "Đã rút", "Đã trả kết quả", "Đang giải quyết"]),
        "working_days": st.sampled_from(["", "mười", "2.5", "-3"]),
    }
    return row | {name: draw(other.get(name, bad_dates | good_dates))}


@st.composite
def registers(draw):
    """Rows, some faulty, some blank, some there again as they are or with another ending."""
    rows = draw(st.lists(dossiers() | faulty_dossiers(), min_size=1, max_size=30))
    for _ in range(draw(st.integers(0, 4))):
        rows.append(dict(draw(st.sampled_from(rows))))
    for _ in range(draw(st.integers(0, 2))):
        rows.append(draw(st.sampled_from(rows)) | {"finished": draw(good_dates)})
    for _ in range(draw(st.integers(0, 2))):
        rows.append(dict.fromkeys(NAMES, ""))
    return rows


def write_csv(path, rows, delimiter=",", encoding="utf-8", ending="\n"):
    """The register as CSV, its columns as in `NAMES`."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator=ending)
        writer.writerow(NAMES.values())
        writer.writerows([row[name] for name in NAMES] for row in rows)
    return path
