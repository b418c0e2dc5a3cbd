"""Form II.06a from an invented register by pandas: what a good analyst writes, by the same rules.

    python -m bench.tally_pandas REGISTER.csv

Prints the counts by level, field and code, and the rows set aside by reason, as JSON. The rules are
written anew here, so that the two ways check each other.
"""

import json
import sys
from collections import Counter

import numpy as np
import pandas as pd
from holidays import VN

START, END = pd.Timestamp(2022, 1, 1), pd.Timestamp(2022, 12, 31)
DAYS = {
    "received": "Ngày tiếp nhận",
    "due": "Ngày hẹn trả",
    "finished": "Ngày trả kết quả",
    "withdrawn": "Ngày dừng, trả, rút",
}
CODES = {
    "level": ("Cấp", {"Cấp huyện": "district", "Cấp xã": "commune"}),
    "channel": (
        "Hình thức nộp",
        {"Trực tuyến": "online", "Trực tiếp": "direct", "Bưu chính": "direct"},
    ),
    "status": (
        "Trạng thái",
        {"Đã trả kết quả": "resolved", "Đang giải quyết": "pending", "Đã rút": "withdrawn"},
    ),
}
ID, FIELD, WORKING = "Mã hồ sơ", "Lĩnh vực", "Số ngày làm việc"


def main() -> None:
    """Count the register that is named, and print what was found."""
    raw = pd.read_csv(
        sys.argv[1],
        dtype={name: "category" for name, _ in CODES.values()} | {FIELD: "category", ID: "str"},
        keep_default_na=False,
        na_values=[""],
    )
    rows = pd.DataFrame({"id": raw[ID], "field": raw[FIELD]})
    for name, column in DAYS.items():
        rows[name] = pd.to_datetime(raw[column], format="%d/%m/%Y", errors="coerce")
    for name, (column, meaning) in CODES.items():
        rows[name] = raw[column].astype("str").map(meaning).astype("category")
    rows["days"] = pd.to_numeric(raw[WORKING], errors="coerce")
    rows["due"] = rows["due"].fillna(_worked_out(rows))
    reason = _reasons(raw, rows)
    good = reason == ""
    aside = Counter(reason[~good])
    print(json.dumps({"aside": aside, "counts": _counts(rows[good])}))


def _worked_out(rows: pd.DataFrame) -> pd.Series:
    """The due days of dossiers that state working days."""
    free = np.array(sorted(VN(years=range(2021, 2024))), dtype="datetime64[D]")
    known = rows["days"].notna() & rows["received"].notna()
    received = rows.loc[known, "received"].to_numpy().astype("datetime64[D]")
    days = rows.loc[known, "days"].to_numpy().astype(int)
    due = np.busday_offset(received, days, roll="backward", holidays=free)
    return pd.Series(due.astype("datetime64[ns]"), index=rows.index[known])


def _reasons(raw: pd.DataFrame, rows: pd.DataFrame) -> np.ndarray:
    """For each row the first reason that holds, or nothing."""
    unread = np.zeros(len(rows), dtype=bool)
    implausible = np.zeros(len(rows), dtype=bool)
    for name, column in DAYS.items():
        if name != "due":
            unread |= raw[column].notna() & rows[name].isna()
        implausible |= rows[name].notna() & ~rows[name].between("2000-01-01", "2099-12-31")
    ended = rows["finished"].fillna(rows["withdrawn"])
    both = rows["finished"].notna() & rows["withdrawn"].notna()
    closed = rows["status"].isin(["resolved", "withdrawn"])
    against = (rows["status"] == "pending") & ended.notna()
    against |= (rows["status"] == "resolved") & rows["withdrawn"].notna()
    conditions = {
        "blank": raw.isna().all(axis=1),
        "no_id": rows["id"].isna(),
        "unreadable_date": unread,
        "implausible_date": implausible,
        "unreadable_days": raw[WORKING].notna() & rows["days"].isna(),
        "no_received": rows["received"].isna(),
        "no_due": rows["due"].isna(),
        "no_field": rows["field"].isna(),
    }
    for name, (column, _) in CODES.items():
        conditions[f"no_{name}"] = raw[column].isna()
        conditions[f"unknown_{name}"] = rows[name].isna()
    conditions |= {
        "two_endings": both,
        "status_without_date": closed & ended.isna(),
        "date_against_status": against,
        "due_before_received": rows["due"] < rows["received"],
        "ended_before_received": ended < rows["received"],
        **_repeated(rows),
        "received_after": rows["received"] > END,
        "ended_before": ended < START,
    }
    return np.select(list(conditions.values()), list(conditions), default="")


def _repeated(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """Which rows are there again as they are, and which with something else."""
    again = rows["id"].duplicated(keep=False) & rows["id"].notna()
    some = rows[again]
    alike = some.groupby(list(some.columns), dropna=False, observed=True)["id"].transform("size")
    same = alike == some.groupby("id")["id"].transform("size")
    conflict, repeat = again.copy(), again.copy()
    conflict[again] = ~same
    repeat[again] = same & some["id"].duplicated()
    return {"conflict": conflict, "repeat": repeat}


def _counts(rows: pd.DataFrame) -> list[tuple[str, str, str, int]]:
    """The counts of the form by level, field and code without "dossiers_"."""
    resolved = rows["finished"].le(END) & (rows["status"] != "withdrawn")
    withdrawn = rows["withdrawn"].fillna(rows["finished"]).le(END) & ~resolved
    withdrawn &= rows["status"] == "withdrawn"
    pending = ~resolved & ~withdrawn
    carried = rows["received"] < START
    in_time = rows["finished"] <= rows["due"]
    masks = {
        "received": pd.Series(True, index=rows.index),
        "received_online": ~carried & (rows["channel"] == "online"),
        "received_direct": ~carried & (rows["channel"] == "direct"),
        "carried_over": carried,
        "resolved": resolved,
        "resolved_early": resolved & (rows["finished"] < rows["due"]),
        "resolved_on_due_date": resolved & (rows["finished"] == rows["due"]),
        "resolved_in_time": resolved & in_time,
        "resolved_late": resolved & ~in_time,
        "pending": pending,
        "pending_in_time": pending & (rows["due"] >= END),
        "pending_overdue": pending & (rows["due"] < END),
        "withdrawn": withdrawn,
    }
    keys = [rows["level"], rows["field"]]
    sums = pd.DataFrame(masks).groupby(keys, observed=True).sum()
    return [
        (level, field, code, int(count))
        for (level, field), form in sums.to_dict("index").items()
        for code, count in form.items()
    ]


if __name__ == "__main__":
    main()
