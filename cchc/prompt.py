"""ASK at the prompt: a unit's figures, its review and what does not add up, as plain frames."""

from pathlib import Path

import pandas as pd

from .annexes import declared
from .catalogue import CATALOGUE
from .folder import read_folder
from .registers import find_data, units_frame
from .registry import has_figures, sound_registry
from .results import checks_frame
from .review import Review, load_review


def units(data: str | Path = "") -> pd.DataFrame:
    """The register of units, a row a unit, with its columns as text.

    `figures` says besides whether the unit has any. Raises `CchcError` for faulty registers.

    >>> register = units()
    >>> register[register["figures"]]["name"].tolist()
    ['Long Mỹ']
    """
    root = _root(data)
    frame = units_frame(sound_registry(root).units)
    return frame.assign(figures=[has_figures(root / id_) for id_ in frame["id"]])


def figures(district: str, data: str | Path = "") -> pd.DataFrame:
    """The figures of the unit `district` as its sources state them, in the order of its file.

    `value` is a number (shares in percent), `text` the same as it was typed, `row` its line in the
    file. Raises `UsageError` for an unknown unit, `CchcError` with every fault of its files.

    >>> stated = figures("huyen-long-my").query("code == 'dossiers_received' and period == '2022'")
    >>> stated[["level", "value", "place"]].values.tolist()
    [['all', 12343.0, 'II.2.2'], ['district', 5300.0, 'II.2.2'], ['commune', 7043.0, 'II.2.2']]
    """
    return read_folder(str(district), _root(data)).figures


def indicators() -> pd.DataFrame:
    """What is measured, a row an indicator in the order of a report.

    `formula` is the text that runs, `formula_vi` the same in words; both, and `law`, are empty for
    what has none.

    >>> indicators().set_index("code").loc["departments", ["measure_unit", "kind"]].tolist()
    ['phòng, ban', 'stock']
    """
    return pd.DataFrame(
        declared(indicator) | {"levels": ", ".join(indicator.levels)}
        for indicator in CATALOGUE.values()
    ).fillna("")


def review(
    district: str, first_year: int = 0, second_year: int = 0, data: str | Path = ""
) -> Review:
    """The review of the unit `district`; without years, of the two that its office.toml names.

    Raises what `load_review` raises.

    >>> review("huyen-long-my").span
    '2021-2022'
    """
    return load_review(district, first_year, second_year, data)


def check(
    district: str, first_year: int = 0, second_year: int = 0, data: str | Path = ""
) -> pd.DataFrame:
    """What does not add up in a unit's figures, a row a finding, the gravest first.

    The columns are those of checks.csv: check, severity, area, level, period, expected, found,
    difference, message, places. Raises what `load_review` raises.

    >>> check("huyen-long-my")["severity"].unique().tolist()
    ['warn', 'note']
    """
    return checks_frame(load_review(district, first_year, second_year, data))


def _root(data: str | Path) -> Path:
    return find_data(Path(data) if data else None)
