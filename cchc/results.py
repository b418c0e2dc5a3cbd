"""A review as files for machines: indicators.csv and checks.csv (columns: DATA dictionary)."""

import pandas as pd

from .ledger import Key
from .measure import measured_frame
from .review import Line, Review

INDICATORS = [
    "unit_id",
    "code",
    "area",
    "level",
    "period",
    "value",
    "measure_unit",
    "numerator",
    "denominator",
    "low",
    "high",
    "basis",
    "change",
    "change_unit",
    "target",
    "verdict",
    "source",
    "place",
]
CHECKS = [
    "unit_id",
    "check",
    "severity",
    "area",
    "level",
    "period",
    "expected",
    "found",
    "difference",
    "message",
    "places",
]


def indicators_frame(review: Review) -> pd.DataFrame:
    """Every number of a review, a row a code, level and period; what a target asks for and nobody
    states is a row without a value, with the verdict `no_data`.

    The change stands in the row of the second year: relative in percent for counts, in percentage
    points for shares. A change that means nothing has the verdict `not_comparable` where no target
    gives another. A number that was computed has the sources and places of the figures behind it.
    """
    judged = {Key(x.indicator.code, review.second, x.level): x for x in review.lines}
    rows = measured_frame(review.ledger, review.catalogue).to_dict("records")
    for row in rows:
        key = Key(row["code"], row["period"], row["level"])
        row |= _judgement(judged.get(key)) | _origin(review, key)
    rows += [
        _no_data(line, key) for key, line in judged.items() if line.second is None and line.targets
    ]
    frame = pd.DataFrame(rows, columns=INDICATORS)
    return frame.assign(unit_id=review.folder.unit.id)


def _judgement(line: Line | None) -> dict:
    if line is None:
        return {}
    means_nothing = line.change is not None and not line.is_comparable
    return {
        "change": None if line.change is None else float(line.change),
        "change_unit": "" if line.change is None else _change_unit(line),
        "target": f"{line.goal.operator}{line.goal.text}" if line.goal else "",
        "verdict": line.verdict or ("not_comparable" if means_nothing else ""),
    }


def _change_unit(line: Line) -> str:
    return "điểm phần trăm" if line.indicator.is_share else "%"


def _origin(review: Review, key: Key) -> dict:
    roots = [review.ledger[root] for root in review.ledger.roots([key])]
    return {
        "source": "; ".join(dict.fromkeys(root.source for root in roots)),
        "place": "; ".join(dict.fromkeys(root.place for root in roots)),
    }


def _no_data(line: Line, key: Key) -> dict:
    return {
        **key._asdict(),
        "area": line.indicator.area,
        "measure_unit": line.indicator.measure_unit,
        "target": f"{line.goal.operator}{line.goal.text}",
        "verdict": line.verdict,
    }


def checks_frame(review: Review) -> pd.DataFrame:
    """Every finding of a review, the gravest first; several places are joined by "; "."""
    rows = [
        {
            "unit_id": review.folder.unit.id,
            "places": "; ".join(finding.places),
            **{
                name: getattr(finding, name) for name in CHECKS if name not in ("unit_id", "places")
            },
        }
        for finding in review.findings
    ]
    return pd.DataFrame(rows, columns=CHECKS)


def as_csv(frame: pd.DataFrame) -> bytes:
    """A frame as UTF-8 CSV, the same bytes for the same numbers on every system."""
    return frame.to_csv(index=False, lineterminator="\n", float_format="%.12g").encode()
