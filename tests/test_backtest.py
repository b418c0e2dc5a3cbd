"""The published report of huyện Long Mỹ, number by number, against the data that came of it.

What counts as one number of the text (in NFC), the first that fits:

- a document's number with its symbol: `03-NQ/TU`, `34/2016/NĐ-CP`, also `18- NQ/TW` with its slip;
- a date in words or in figures: `31 tháng 12 năm 2020`, `28/4/2022`;
- digits with `.` or `,` between them and the `%` that follows: `63.141`, `99.95%`, `3,4`, `2.1`.

So `28/28` and `2021-2025` are two numbers each. Roman numerals are not numbers. The files are read
with the plain csv module: the list must hold whatever the package does. See backtest/README.md.
"""

import csv
import re
from collections import Counter
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

BACKTEST = Path(__file__).parent / "backtest"
UNIT = Path(__file__).parents[1] / "data" / "huyen-long-my"
REPORT = "bc-so-ket-nq03"

NUMBER = re.compile(
    r"\d+(?:/\d{4})?(?:[/-] ?[A-ZĐ][\w&-]*)+"
    r"|\d{1,2} tháng \d{1,2} năm \d{4}"
    r"|\d{1,2}/\d{1,2}/\d{4}"
    r"|\d+(?:[.,]\d+)*%?"
)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
PLACE_OF_SECTION = {"head": "phần mở đầu", "end": "phần kết"}


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


NUMBERS = read(BACKTEST / "long-my.csv")
RATES = read(BACKTEST / "long-my-rates.csv")


def rows_that_are(kind):
    return [row for row in NUMBERS if row["is"] == kind]


def section_of(place):
    """The section that a place of figures.csv lies in: what stands before a comma."""
    return place.partition(",")[0]


def test_the_list_runs_without_a_gap_and_every_number_is_something():
    assert [row["position"] for row in NUMBERS] == [str(n + 1) for n in range(len(NUMBERS))]
    assert {row["is"] for row in NUMBERS} == {"figure", "date", "document", "heading", "name"}
    assert all(row["note"] for row in NUMBERS)


def test_each_listed_number_is_one_number_by_the_rule():
    assert [row["text"] for row in NUMBERS if not NUMBER.fullmatch(row["text"])] == []


def test_figures_csv_and_the_report_hold_the_same_figures_equally_often():
    printed = Counter(
        (row["code"], period, row["level"], row["value"], row["section"])
        for row in rows_that_are("figure")
        for period in row["period"].split(";")
    )
    held = Counter(
        (row["code"], row["period"], row["level"], row["value"], section_of(row["place"]))
        for row in read(UNIT / "figures.csv")
        if row["source"] == REPORT
    )
    assert printed - held == Counter()
    assert held - printed == Counter()


def test_the_value_of_a_figure_has_the_digits_that_are_printed():
    def digits(text):
        return re.sub(r"\D", "", text).lstrip("0")

    figures = rows_that_are("figure")
    assert [row for row in figures if digits(row["text"]) != digits(row["value"])] == []
    decimals = {row["text"]: row["value"] for row in figures if "." in row["value"]}
    assert decimals == {
        "99.95%": "99.95",
        "0,04%": "0.04",
        "0,8%": "0.8",
        "1,5%": "1.5",
        "65,1%": "65.1",
        "63,1%": "63.1",
        "96,1%": "96.1",
    }


def test_words_that_bound_a_number_are_kept_and_no_others():
    bounded = {
        (row["code"], row["qualifier"])
        for row in read(UNIT / "figures.csv")
        if row["source"] == REPORT and row["qualifier"]
    }
    assert bounded == {
        ("dossiers_resolved", "about"),  # khoản(g)
        ("posts_needed_administrative", "at_least"),  # từ … trở lên
        ("officials_wallet_share", "over"),  # hơn
        ("officials_internet_banking_share", "over"),  # trên
    }


def test_every_document_number_of_the_report_is_a_document_named_at_those_places():
    named = {}
    for row in rows_that_are("document"):
        assert row["text"].replace(" ", "").casefold() == row["value"].casefold(), row
        section = PLACE_OF_SECTION.get(row["section"], row["section"])
        named.setdefault((row["code"], row["value"]), {})[section] = None
    documents = {
        (row["id"], row["number"]): row["place"].split(";")
        for row in read(UNIT / "documents.csv")
        if row["source"] == REPORT and row["number"]
    }
    assert {key: list(sections) for key, sections in named.items()} == documents


def test_the_date_printed_after_a_document_is_its_date():
    dates = {row["id"]: row["date"] for row in read(UNIT / "documents.csv")}
    printed = {
        (row["code"], following["value"])
        for row, following in pairwise(NUMBERS)
        if row["is"] == "document" and DAY.fullmatch(following["value"])
    }
    numbered = {(row["code"], dates[row["code"]]) for row in rows_that_are("document")}
    assert printed == {(code, date) for code, date in numbered if date}


def test_dates_are_what_is_printed():
    for row in rows_that_are("date"):
        parts = [int(part) for part in re.findall(r"\d+", row["text"])]
        assert [int(part) for part in row["value"].split("-")][::-1] == parts, row


def test_the_arithmetic_by_hand_is_right_and_agrees_exactly_where_it_says_so():
    for row in RATES:
        terms = row["arithmetic"]
        if "/" in terms:
            exact = 100 * Fraction(terms)
        else:
            exact = sum(Fraction(term) for term in re.findall(r"[+-]?\d+", terms))
        assert abs(exact - Fraction(row["by_hand"])) <= Fraction(1, 20_000), row
        gap = abs(exact - Fraction(row["printed"]))
        assert (gap <= Fraction(row["tolerance"])) == (row["agrees"] == "yes"), row


def test_the_counts_of_the_arithmetic_come_from_the_report():
    counts = {row["value"] for row in rows_that_are("figure")}
    worked_out = {"179", "89", "5180", "6915"}  # 31 + 148, 22 + 67, 5137 + 43, 6808 + 107
    for row in RATES:
        if row["case"] == "long-my":
            assert set(re.findall(r"\d+", row["arithmetic"])) <= counts | worked_out, row
            assert row["printed"] in counts, row


def test_the_text_itself_has_exactly_the_listed_numbers(reference_text):
    assert NUMBER.findall(reference_text) == [row["text"] for row in NUMBERS]
    assert re.search(r"\d", NUMBER.sub("", reference_text)) is None
