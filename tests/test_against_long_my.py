"""The published report of huyện Long Mỹ against the data that came of it, where its text is."""

import csv
import re
from pathlib import Path

import pytest

from against_text import accounted, altered, next_number
from cchc.review import load_review

ROOT = Path(__file__).parents[1]
PLACE_OF_SECTION = {"head": "phần mở đầu", "end": "phần kết"}


@pytest.fixture(scope="module")
def review():
    return load_review("huyen-long-my", 2021, 2022, ROOT / "data")


@pytest.fixture(scope="module")
def lines(reference_text):
    return [line.strip() for line in reference_text.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def entries(lines, review):
    return accounted(lines, review)


@pytest.fixture(scope="module")
def expected():
    with (ROOT / "tests/backtest/long-my.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_number_is_found_in_its_section_and_is_what_was_read_by_hand(entries, expected):
    found = [(entry.place, entry.text, entry.kind) for entry in entries]
    by_hand = [
        (PLACE_OF_SECTION.get(row["section"], row["section"]), row["text"], row["is"])
        for row in expected
    ]
    assert found == by_hand


def test_each_figure_is_the_one_that_was_read_by_hand(entries, expected):
    for entry, row in zip(entries, expected, strict=True):
        if row["is"] == "figure":
            periods = row["period"].split(";")
            assert entry.key in {f"{row['code']}|{p}|{row['level']}" for p in periods}, row


def test_each_document_is_the_one_that_was_read_by_hand(entries, expected):
    for entry, row in zip(entries, expected, strict=True):
        if row["is"] == "document":
            assert entry.key == row["code"], row


def worth(text):
    return re.sub(r"\D", "", text).lstrip("0")


@pytest.mark.slow
def test_each_figure_that_is_mistyped_is_found(lines, review, entries):
    figures = [n for n, entry in enumerate(entries) if entry.kind == "figure"]
    assert len(figures) == 104
    mistyped = ((n, next_number(entries[n].text)) for n in figures)
    missed = [
        (entries[n].text, text, entry.kind, entry.key)
        for n, text, entry in altered(lines, review, mistyped)
        if entry.kind not in ("differs", "unknown")
    ]
    assert missed == []
