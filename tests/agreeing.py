"""Invented units of any size whose figures agree, for hypothesis: what is true of all of them."""

from fractions import Fraction

from hypothesis import strategies as st

from cchc.catalogue import CATALOGUE
from invented import COMMUNES, DOCUMENTS, SOURCES, TARGETS, UNIT, UNITS, Figure, Invented

SIZES = (0, 1, 7, 250, 90_000)
PROCESSED = (
    "dossiers_resolved_early",
    "dossiers_resolved_on_due_date",
    "dossiers_resolved_late",
    "dossiers_pending_in_time",
    "dossiers_pending_overdue",
    "dossiers_withdrawn",
)
LEGAL = (
    "legal_conferences",
    "legal_meetings",
    "legal_club_sessions",
    "legal_day_sessions",
    "legal_aid_sessions",
)
DEGREES = ("doctorate", "master", "university", "college", "intermediate")
KINDS = ("administrative", "other_public_units", "education")
VOCABULARIES = (("level_3", "level_4"), ("partial", "full"), ())
PARTS_OF = {
    "dossiers_received": ("dossiers_received_online", "dossiers_received_direct"),
    "dossiers_resolved": ("dossiers_resolved_late",),
    "dossiers_resolved_in_time": ("dossiers_resolved_early", "dossiers_resolved_on_due_date"),
    "dossiers_pending": ("dossiers_pending_in_time", "dossiers_pending_overdue"),
    "staff_qualified": tuple(f"staff_{degree}" for degree in DEGREES),
    "staff_total": ("staff_lower",),
    "posts_total": tuple(f"posts_{kind}" for kind in KINDS),
    "contracts_total": tuple(f"contracts_{kind}" for kind in KINDS),
    "legal_sessions": LEGAL,
}
"""Some wholes of the catalogue and some of their parts, all stated by a unit that lacks nothing."""


class _Writer:
    """What is being made up: the figures so far, and how numbers are drawn."""

    def __init__(self, draw, years: tuple[int, int], size: int):
        self.draw = draw
        self.first, self.second = map(str, years)
        self.opening = str(years[0] - 1)
        self.span = f"{years[0]}-{years[1]}"
        self.size = size
        self.figures: list[Figure] = []

    def count(self, most: int | None = None) -> int:
        return self.draw(st.integers(0, self.size if most is None else most))

    def split(self, total: int, parts: int) -> list[int]:
        """A total in so many parts, some of them often nothing."""
        cuts = sorted(self.draw(st.integers(0, total)) for _ in range(parts - 1))
        return [b - a for a, b in zip([0, *cuts], [*cuts, total], strict=True)]

    def say(self, period: str, level: str, **values: int | str) -> None:
        self.figures += [Figure(c, period, level, str(value)) for c, value in values.items()]

    def say_share(self, code: str, period: str, level: str, part: int, whole: int) -> None:
        """A rate as a careful source works it out, rounded half up; there is none of nothing."""
        if whole:
            hundredths = int(Fraction(10_000 * part, whole) + Fraction(1, 2))
            self.say(period, level, **{code: f"{hundredths // 100}.{hundredths % 100:02d}"})


@st.composite
def units(draw, lacking: bool = True) -> Invented:
    """A unit whose figures agree; `lacking` some of them, or stating them as bounds."""
    years = draw(st.sampled_from([(2021, 2022), (2018, 2019), (2023, 2024)]))
    own_level = draw(st.sampled_from(["district", "district", "commune"]))
    levels = ["district", "commune"] if own_level == "district" else ["commune"]
    told = _Writer(draw, years, draw(st.sampled_from(SIZES)))
    by_level = [_dossiers(told, level) for level in levels]
    if len(levels) > 1:
        for period, *both in zip((told.first, told.second), *by_level, strict=True):
            told.say(period, "all", dossiers_received=sum(both))
    for level in levels:
        _people(told, level)
        _procedures(told, level)
    _law(told, levels[0])
    if own_level == "district":
        _bodies(told)
    _territory(told)
    figures = told.figures
    if lacking:
        figures = _bounded(draw, _some(draw, figures))
    return Invented(
        tuple(figures),
        UNIT if own_level == "district" else COMMUNES[0],
        years,
        UNITS,
        TARGETS,
        _periods(figures, years),
        SOURCES,
        DOCUMENTS.splitlines()[0] + "\n",
        "",
    )


def _dossiers(told: _Writer, level: str) -> list[int]:
    """Dossiers of both years by form II.06a; what the two years received."""
    carried, received_in = told.count(), []
    resolved_in = []
    for period in (told.first, told.second):
        online, direct = told.count(), told.count()
        received = carried + online + direct
        early, due, late, running, overdue, withdrawn = told.split(received, len(PROCESSED))
        told.say(
            period,
            level,
            dossiers_received=received,
            dossiers_received_online=online,
            dossiers_received_direct=direct,
            dossiers_carried_over=carried,
            dossiers_resolved=early + due + late,
            dossiers_resolved_in_time=early + due,
            dossiers_pending=running + overdue,
            **dict(zip(PROCESSED, (early, due, late, running, overdue, withdrawn), strict=True)),
        )
        resolved = early + due + late
        told.say_share("dossiers_on_time_share_stated", period, level, early + due, resolved)
        told.say_share("dossiers_late_share_stated", period, level, late, resolved)
        received_in.append(received)
        resolved_in.append(resolved)
        before, carried = carried, running + overdue
    both = sum(received_in) - before
    told.say(told.span, level, dossiers_resolved=sum(resolved_in), dossiers_received=both)
    months = told.split(late, 12)
    for month, number in enumerate(months, start=1):
        told.say(f"{told.second}-M{month:02d}", level, dossiers_resolved_late=number)
    return received_in


def _people(told: _Writer, level: str) -> None:
    for period in (told.first, told.second):
        staff = told.count()
        lower = told.count(staff // 20)
        posts, contracts = staff + told.count(staff // 20), told.count(20)
        degrees = told.split(staff - lower, len(DEGREES))
        told.say(period, level, staff_total=staff, staff_qualified=staff - lower, staff_lower=lower)
        for degree, number in zip(DEGREES, degrees, strict=True):
            told.say(period, level, **{f"staff_{degree}": number})
        for what, total in (("posts", posts), ("contracts", contracts)):
            told.say(period, level, **{f"{what}_total": total})
            for kind, number in zip(KINDS, told.split(total, len(KINDS)), strict=True):
                told.say(period, level, **{f"{what}_{kind}": number})


def _procedures(told: _Writer, level: str) -> None:
    for period in (told.first, told.second):
        words = told.draw(st.sampled_from(VOCABULARIES))
        total = told.count(400)
        *online, _ = told.split(total, len(words) + 1)
        told.say(period, level, procedures_total=total)
        for word, number in zip(words, online, strict=True):
            told.say(period, level, **{f"procedures_online_{word}": number})
        if words == VOCABULARIES[0]:
            told.say_share("procedures_online_share_stated", period, level, sum(online), total)


def _law(told: _Writer, level: str) -> None:
    for period in (told.first, told.second):
        total = told.count()
        sessions = dict(zip(LEGAL, told.split(total, len(LEGAL)), strict=True))
        told.say(period, level, legal_sessions=total, **sessions)
        planned = told.count(60)
        told.say(period, level, plan_tasks=planned, plan_tasks_done=told.count(planned))
    for quarter, number in enumerate(told.split(sessions["legal_conferences"], 4), start=1):
        told.say(f"{told.second}-Q{quarter}", level, legal_conferences=number)


def _bodies(told: _Writer) -> None:
    """Departments, units, schools; communes as the register has them."""
    departments, units_before, merged = 5 + told.count(9), 2 + told.count(5), told.count(3)
    fewer, fewer_units = told.count(4), told.count(2)
    told.say(told.opening, "district", departments=departments, public_units=units_before)
    told.say(
        told.span,
        "district",
        departments_reduced_stated=fewer,
        public_units_reduced_stated=fewer_units,
        schools_merged=merged,
    )
    left, units_left = departments - fewer, units_before - fewer_units
    told.say(
        told.second,
        "district",
        departments=left,
        admin_bodies=left + told.count(6),
        it_departments=told.count(1),
        public_units=units_left,
        public_units_fully_autonomous=told.count(units_left),
        schools=told.count(),
        posts_needed_administrative=told.count() + 90_000,
    )
    communes = len(COMMUNES)
    told.say(told.second, "commune", communes=communes, admin_bodies=communes)
    told.say(told.second, "commune", communes_with_scanner=told.count(communes))
    low, high = sorted(told.draw(st.integers(2, 100)) for _ in range(2))
    told.say(told.second, "district", documents_signed_share=high)
    told.say(told.second, "commune", documents_signed_share=low)
    told.say(told.second, "all", documents_signed_share=told.draw(st.integers(low, high)))


def _territory(told: _Writer) -> None:
    for period in (told.first, told.second):
        households = told.count()
        wallets = told.count(households)
        told.say(
            period,
            "all",
            households=households,
            wallet_households=wallets,
            wallet_accounts=wallets + told.count(),
            app_households=told.count(households),
            public_service_accounts=told.count(),
            satisfaction_share=told.draw(st.integers(2, 100)),
        )


def _some(draw, figures: list[Figure]) -> list[Figure]:
    """Figures without some codes, some areas or some single rows; sometimes without any."""
    if draw(st.sampled_from([False] * 9 + [True])):
        return []
    codes = sorted({figure.code for figure in figures})
    areas = sorted({CATALOGUE[code].area for code in codes})
    no_codes = draw(st.sets(st.sampled_from(codes), max_size=8))
    no_areas = draw(st.sets(st.sampled_from(areas), max_size=3))
    no_rows = draw(st.sets(st.integers(0, len(figures) - 1), max_size=8))
    return [
        figure
        for row, figure in enumerate(figures)
        if row not in no_rows
        and figure.code not in no_codes
        and CATALOGUE[figure.code].area not in no_areas
    ]


def _bounded(draw, figures: list[Figure]) -> list[Figure]:
    """Some counts as a source words them that does not know them exactly, each of them true."""
    rows = draw(st.sets(st.integers(0, max(0, len(figures) - 1)), max_size=6))
    return [
        _worded(draw, figure) if row in rows and CATALOGUE[figure.code].is_count else figure
        for row, figure in enumerate(figures)
    ]


def _worded(draw, figure: Figure) -> Figure:
    word = draw(st.sampled_from(["about", "over", "at_least", "under", "at_most"]))
    gap = draw(st.integers(0, 5))
    exact = int(figure.value)
    values = {"about": exact, "over": exact - gap, "at_least": exact - gap}
    value = max(0, values.get(word, exact + gap))
    return figure._replace(value=str(value), qualifier=word)


def _periods(figures: list[Figure], years: tuple[int, int]) -> str:
    lines = ["period,start,end,complete,note"]
    for year in (years[0] - 1, *years):
        lines.append(f"{year},{year}-01-01,{year}-12-31,yes,")
    named = dict.fromkeys(figure.period for figure in figures)
    lines += [f"{period},,,no," for period in named if not period.isdigit()]
    return "\n".join(lines) + "\n"
