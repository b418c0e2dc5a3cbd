"""Small frames for tests: figures and sources as the reader gives them."""

import pandas as pd

SOURCE = "bc-thu"


def figures(*rows: tuple) -> pd.DataFrame:
    """Figures from (code, period, level, text[, qualifier[, place[, source]]])."""
    full = [(*row, *("", "I", SOURCE)[len(row) - 4 :]) for row in rows]
    return pd.DataFrame(
        [
            {
                "code": code,
                "period": period,
                "level": level,
                "value": float(text),
                "text": text,
                "qualifier": qualifier,
                "source": source,
                "place": place,
                "note": "",
                "row": number,
            }
            for number, (code, period, level, text, qualifier, place, source) in enumerate(full, 2)
        ],
        columns=[
            "code",
            "period",
            "level",
            "value",
            "text",
            "qualifier",
            "source",
            "place",
            "note",
            "row",
        ],
    )


def sources(*ids: str) -> pd.DataFrame:
    """Sources without a date, in this order."""
    return pd.DataFrame(
        [
            {"id": name, "title": name, "issuer": "", "date": None, "kind": "", "note": ""}
            for name in (ids or (SOURCE,))
        ]
    )
