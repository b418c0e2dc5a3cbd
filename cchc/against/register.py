"""The documents that a report names, against the unit's register of documents."""

import re
from collections.abc import Sequence
from datetime import date

import pandas as pd

from ..mentions import Mention
from ..numerals import day

_AFTER_NUMBER = re.compile(r"[,\s(]*ngày\s*")
NOT_HELD = "chưa có trong documents.csv"


def document_of(mention: Mention, documents: pd.DataFrame, named_on: date | None) -> str | None:
    """The id of the document with this number; of several, the one of the day it is named with."""
    wanted = _folded(mention.text)
    numbers = documents["number"].map(_folded)
    rows = documents[numbers == wanted]
    if rows.empty and wanted.isalnum():
        rows = documents[numbers.str.match(rf"{wanted}[-/]")]
    if rows.empty:
        return None
    of_day = rows[rows["date"] == named_on]
    return (rows if of_day.empty else of_day)["id"].iloc[0]


def day_named_after(text: str, found: Sequence[Mention], place: int) -> date | None:
    """The day in full that follows the document at a place of the paragraph's numbers."""
    if place + 1 == len(found) or found[place + 1].kind != "date":
        return None
    following = found[place + 1]
    between = text[found[place].end : following.start]
    return full_day(following.text) if _AFTER_NUMBER.fullmatch(between) else None


def full_day(text: str) -> date | None:
    """The day of "31 tháng 12 năm 2020" or "31/12/2020"; None for what is no day in full."""
    parts = [int(part) for part in re.findall(r"\d+", text)]
    try:
        return date(parts[2], parts[1], parts[0])
    except (ValueError, IndexError):
        return None


def wrong_day(identity: str, named_on: date | None, documents: pd.DataFrame) -> str:
    """What is wrong with the day that a document is named with, "" where nothing is."""
    held = documents.loc[documents["id"] == identity, "date"].iloc[0]
    if named_on is None or not held or held == named_on:
        return ""
    return f"documents.csv ghi văn bản này ngày {day(held)}"


def _folded(number: str) -> str:
    return re.sub(r"\s", "", number).casefold()
