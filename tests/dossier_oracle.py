"""Form II.06a counted row by row in plain Python, by the rules and not by the code under test."""

import re
from collections import Counter, defaultdict
from datetime import date, timedelta

LEVELS = {"cấp huyện": "district", "cấp xã": "commune"}
CHANNELS = {"trực tuyến": "online", "trực tiếp": "direct", "bưu chính": "post"}
STATUSES = {
    "đã trả kết quả": "resolved",
    "đang giải quyết": "pending",
    "chờ bổ sung": "pending",
    "đã rút": "withdrawn",
}
DATES = ("received", "due", "finished", "withdrawn")
_WRITTEN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: \d\d:\d\d(?::\d\d)?)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]\d\d:\d\d(?::\d\d)?)?")


def day_of(text):
    """The day of dd/mm/yyyy or yyyy-mm-dd, None for what is neither."""
    for pattern, order in ((_WRITTEN, (3, 2, 1)), (_ISO, (1, 2, 3))):
        found = pattern.fullmatch(text)
        if found:
            try:
                return date(*(int(found[place]) for place in order))
            except ValueError:
                return None
    return None


def due_day(received, days, is_working_day):
    """The day on which so many working days after the day of receipt are over."""
    day = received
    while days:
        day += timedelta(1)
        days -= is_working_day(day)
    return day


def judged(rows, start, end, is_working_day):
    """For each row of texts: the reason it is set aside or None, and what it counts as."""
    read = [_read(row, is_working_day) for row in rows]
    by_id = defaultdict(list)
    for place, row in enumerate(read):
        if row["id"]:
            by_id[row["id"]].append(place)
    for place, row in enumerate(read):
        yield _judge(place, row, [read[other] for other in by_id[row["id"]]], by_id, start, end)


def _read(texts, is_working_day):
    row = {name: text.strip() for name, text in texts.items()}
    row["is_blank"] = not any(row.values())
    row["bad"] = None
    for name in DATES:
        text = row.get(name, "")
        row[name] = day_of(text) if text else None
        if text and row[name] is None and row["bad"] is None:
            row["bad"] = ("unreadable_date", name, text)
    for name in DATES:
        if row[name] and not 2000 <= row[name].year <= 2099 and row["bad"] is None:
            row["bad"] = ("implausible_date", name, texts[name].strip())
    days = row.get("working_days", "")
    row["days"] = int(days) if days.isdecimal() else None
    if days and row["days"] is None and row["bad"] is None:
        row["bad"] = ("unreadable_days", "working_days", days)
    received, days = row["received"], row["days"]
    if row["due"] is None and days is not None and received and 2000 <= received.year <= 2099:
        row["due"] = due_day(received, days, is_working_day)
    for name, codes in (("level", LEVELS), ("channel", CHANNELS), ("status", STATUSES)):
        row[f"{name}_text"] = row[name]
        row[name] = codes.get(row[name].lower())
    return row


def _judge(place, row, same_id, by_id, start, end):
    own = _own_fault(row)
    if own:
        return own, None
    if len(same_id) > 1:
        if any(_facts(other) != _facts(row) for other in same_id):
            return "conflict", None
        if place != by_id[row["id"]][0]:
            return "repeat", None
    if row["received"] > end:
        return "received_after", None
    ended = row["finished"] or row["withdrawn"]
    if ended and ended < start:
        return "ended_before", None
    return None, tuple(_columns(row, start, end))


def _facts(row):
    names = (*DATES, "days", "level", "channel", "status", "field", "bad")
    return [row.get(name) for name in names]


def _own_fault(row):
    ended = row["finished"] or row["withdrawn"]
    if row["is_blank"]:
        return "blank"
    if not row["id"]:
        return "no_id"
    if row["bad"]:
        return row["bad"][0]
    if not row["received"]:
        return "no_received"
    if not row["due"]:
        return "no_due"
    if not row["field"]:
        return "no_field"
    for name in ("level", "channel", "status"):
        if not row[f"{name}_text"]:
            return f"no_{name}"
        if not row[name]:
            return f"unknown_{name}"
    if row["finished"] and row["withdrawn"]:
        return "two_endings"
    if row["status"] in ("resolved", "withdrawn") and not ended:
        return "status_without_date"
    if (row["status"] == "pending" and ended) or (row["status"] == "resolved" and row["withdrawn"]):
        return "date_against_status"
    if row["due"] < row["received"]:
        return "due_before_received"
    if ended and ended < row["received"]:
        return "ended_before_received"
    return None


def _columns(row, start, end):
    """The codes of form II.06a, without "dossiers_", that a dossier counts in."""
    yield "received"
    if row["received"] < start:
        yield "carried_over"
    else:
        yield "received_online" if row["channel"] == "online" else "received_direct"
    withdrawn = row["withdrawn"] or (row["finished"] if row["status"] == "withdrawn" else None)
    resolved = row["finished"] if row["status"] != "withdrawn" else None
    if resolved and resolved <= end:
        yield "resolved"
        if resolved > row["due"]:
            yield "resolved_late"
        else:
            yield "resolved_in_time"
            yield "resolved_early" if resolved < row["due"] else "resolved_on_due_date"
    elif withdrawn and withdrawn <= end:
        yield "withdrawn"
    else:
        yield "pending"
        yield "pending_in_time" if row["due"] >= end else "pending_overdue"


def counted(rows, start, end, is_working_day):
    """The counts by (level, field, code), and the rows set aside by reason."""
    counts, aside = Counter(), Counter()
    for row, (reason, codes) in zip(rows, judged(rows, start, end, is_working_day), strict=True):
        if reason:
            aside[reason] += 1
        else:
            for code in codes:
                counts[LEVELS[row["level"].strip().lower()], row["field"].strip(), code] += 1
    return counts, aside
