"""The bench of the tally: both ways find what the register holds, and the page says how fast."""

import doctest
import importlib
import sys
from pathlib import Path

import pytest

from cchc.demo.province import make_province
from cchc.demo.register import make_register

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the bench is not installed
bench = {
    name: importlib.import_module(f"bench.{name}")
    for name in ("markdown", "page", "rows", "tally", "tally_section")
}
tally, rows = bench["tally"], bench["rows"]


def parts_of(*runs):
    setting = {"python": "3.11.7", "cores": 2, "code": "abc1234"}
    return {
        "ways": rows.Part(),
        "full": rows.Part(),
        "tally": rows.Part(setting, rows.as_rows(runs)),
    }


def test_the_examples_of_its_modules_run():
    assert [doctest.testmod(module).failed for module in bench.values()] == [0] * len(bench)


def test_the_page_says_how_fast_each_way_is_and_how_much_memory_it_takes():
    runs = [
        tally.Run(tally.TALLY, "CSV", 1_000_000, 1, 2.0, 1.5, 300.0),
        tally.Run(tally.PANDAS, "CSV", 1_000_000, 1, 5.0, 4.5, 900.0),
        tally.Run(tally.TALLY, "CSV", 1_000_000, 2, 4.0, 2.5, 310.0),
        tally.Run(tally.PANDAS, "CSV", 1_000_000, 2, 6.0, 4.7, 910.0),
        tally.Run(tally.TALLY, "Parquet", 10_000_000, 1, 20.0, 15.0, 800.0),
    ]
    text = bench["page"].page(parts_of(*runs))
    assert "| `cchc tally` | 1,000,000 | CSV | 3.00 | 333,333 | 2.00 | 2.00 | 310 | 2 |\n" in text
    assert "| pandas | 1,000,000 | CSV | 5.50 | 181,818 | 1.00 | 4.60 | 910 | 2 |\n" in text
    assert (
        "| `cchc tally` | 10,000,000 | Parquet | 20.00 | 500,000 | – | 15.00 | 800 | 1 |\n" in text
    )
    assert "performance.svg" not in text


@pytest.mark.slow
def test_both_ways_find_what_the_register_holds(tmp_path):
    make_province(tmp_path / "data", 1, seed=1)
    made = make_register(tmp_path / "so", 30_000, seed=3)
    by_tally = tally.counted_by_tally(made.csv, made, tmp_path / "data")()
    assert by_tally == tally.counted_by_pandas(made.csv)()
    assert {key: n for key, n in made.expected.items() if key[2] != "resolved_in_time"} == by_tally


@pytest.mark.slow
def test_a_way_that_finds_something_else_is_not_measured(tmp_path):
    made = make_register(tmp_path / "so", 1000, seed=3)
    with pytest.raises(SystemExit, match="pandas: not what the register of 1000 rows holds"):
        tally.measured(tally.PANDAS, "CSV", made, 1, dict)
