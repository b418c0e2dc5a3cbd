"""Dossiers by field beside an invented unit: rows that agree, and any others that a test gives."""

from pathlib import Path

from hypothesis import strategies as st

from cchc.review import Review, load_review
from invented import SOURCE, Figure, Invented, agreeing

CODES = (
    "received",
    "received_online",
    "received_direct",
    "carried_over",
    "resolved",
    "resolved_early",
    "resolved_on_due_date",
    "resolved_in_time",
    "resolved_late",
    "pending",
    "pending_in_time",
    "pending_overdue",
    "withdrawn",
)
HEADER = ",".join(
    ["field", "period", "level", *(f"dossiers_{code}" for code in CODES), "source", "place"]
)
LAND_1 = "Đất đai,2021,district,1000,300,650,50,900,200,665,865,35,95,70,25,5"
CIVIL_1 = "Hộ tịch,2021,district,2000,900,1050,50,1940,700,1235,1935,5,55,50,5,5"
LAND_2 = "Đất đai,2022,district,1200,500,605,95,1090,300,740,1040,50,100,85,15,10"
CIVIL_2 = "Hộ tịch,2022,district,2300,1400,845,55,2230,900,1320,2220,10,60,55,5,10"
AGREEING = (LAND_1, CIVIL_1, LAND_2, CIVIL_2)
"""Each row keeps the form's identities; together they are what `invented.AGREEING` says of the
district, and what was pending in 2021 is carried over into 2022."""


def stated(*rows: str, source: str = SOURCE) -> str:
    """The text of the file; a row is placed at its number, as if it stood there in a sheet."""
    placed = (f"{row},{source},Sheet1!A{line}" for line, row in enumerate(rows, start=9))
    return "\n".join([HEADER, *placed]) + "\n"


def write_fields(folder: Path, text: str, unit: Invented | None = None) -> Path:
    """The data folder of a unit whose figures agree, with this text as its dossiers by field."""
    unit = unit or agreeing()
    data = unit.write(folder)
    (data / unit.unit / "dossiers_by_field.csv").write_text(text, encoding="utf-8")
    return data


def review_of(folder: Path, *rows: str, unit: Invented | None = None) -> Review:
    """The review of a unit that states these rows, each from `field` to `withdrawn`."""
    unit = unit or agreeing()
    return load_review(unit.unit, *unit.years, write_fields(folder, stated(*rows), unit))


def counts_of(row: str) -> dict[str, int]:
    """The counts of a row by their codes."""
    counts = row.split(",")[3:]
    return {f"dossiers_{code}": int(n) for code, n in zip(CODES, counts, strict=True)}


COUNTS = st.integers(0, 60)
NAMES = ("Đất đai", "Hộ tịch", "Chứng thực", "Bảo trợ xã hội", "Giáo dục và Đào tạo", "Xây dựng")


@st.composite
def forms(draw, years: int = 2) -> dict[tuple[str, int], dict[str, int]]:
    """The form of each field and year (counted from 0), whose every identity holds."""
    rows = {}
    for name in draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True)):
        carried = draw(COUNTS)
        for year in range(years):
            rows[name, year] = form = draw(_form(carried))
            carried = form["pending"]
    return rows


@st.composite
def _form(draw, carried: int) -> dict[str, int]:
    early, due, late, running, overdue, withdrawn = (draw(COUNTS) for _ in range(6))
    received = early + due + late + running + overdue + withdrawn
    missing = max(0, carried - received)
    early, received = early + missing, received + missing
    online = draw(st.integers(0, received - carried))
    numbers = (received, online, received - carried - online, carried, early + due + late, early)
    numbers += (due, early + due, late, running + overdue, running, overdue, withdrawn)
    return dict(zip(CODES, numbers, strict=True))


def as_unit(forms: dict[tuple[str, int], dict[str, int]]) -> tuple[Invented, list[str]]:
    """A unit that states the fields' sums as its own figures, and the rows of its fields."""
    years = {year: str(2021 + year) for _, year in forms}
    unit = agreeing()
    for year, period in years.items():
        own = [form for (_, other), form in forms.items() if other == year]
        for code in CODES:
            total = sum(form[code] for form in own)
            unit = unit.stating(f"dossiers_{code}", period, "district", total)
    own = tuple(f for f in unit.figures if _is_of_the_district(f))
    rows = [
        ",".join([name, years[year], "district", *(str(form[code]) for code in CODES)])
        for (name, year), form in forms.items()
    ]
    return Invented(own, periods=unit.periods, narrative=""), rows


def _is_of_the_district(figure: Figure) -> bool:
    is_count = figure.code.removeprefix("dossiers_") in CODES
    return is_count and figure.level == "district" and figure.period in ("2021", "2022")
