"""What an invented unit did in two years: its plan, inspections, laws explained, procedures."""

from ..ledger import Key
from .chance import Chance
from .draft import FIRST, SECOND, YEARS, Figures
from .rates import percent

COUNTS = {
    "legal_conferences": (14, 40),
    "legal_meetings": (50, 120),
    "legal_club_sessions": (60, 160),
    "legal_day_sessions": (12, 30),
    "legal_aid_sessions": (4, 20),
    "legal_bookcase_readings": (250, 900),
    "legal_broadcast_minutes": (1800, 5000),
    "legal_attendances": (5000, 20000),
    "paperless_meetings": (4, 18),
}
"""What the district counts in a year, from and to."""
LEGAL_FORMS = tuple(COUNTS)[:5]


def activities(chance: Chance, communes: int) -> Figures:
    """The figures of direction, institutions and paperless meetings for both years."""
    figures: Figures = {}
    for code, ends in COUNTS.items():
        first = chance.whole(*ends)
        figures[Key(code, FIRST, "district")] = str(first)
        figures[Key(code, SECOND, "district")] = str(round(first * chance.between(0.75, 1.4)))
    for year in YEARS:
        forms = sum(int(figures[Key(code, year, "district")]) for code in LEGAL_FORMS)
        figures[Key("legal_sessions", year, "district")] = str(forms)
        figures |= _plan(chance, year, communes)
    for level, bodies in (("district", 1), ("commune", communes)):
        figures |= _normative_documents(chance, level, bodies)
    return figures


def _plan(chance: Chance, year: str, communes: int) -> Figures:
    tasks, bodies = chance.whole(32, 60), chance.whole(3, 6)
    villages = chance.whole(communes // 3, communes // 2)
    figures = {
        ("plan_tasks", "district"): tasks,
        ("plan_tasks_done", "district"): tasks - chance.whole(0, 5),
        ("bodies_to_inspect", "district"): bodies,
        ("bodies_inspected", "district"): bodies,
        ("bodies_to_inspect", "commune"): villages,
        ("bodies_inspected", "commune"): villages + chance.whole(-1, 1),
    }
    return {Key(code, year, level): str(count) for (code, level), count in figures.items()}


def _normative_documents(chance: Chance, level: str, bodies: int) -> Figures:
    figures: Figures = {}
    issued = bodies * chance.whole(2, 4) + chance.whole(3, 6)
    for year in YEARS:
        checked = issued - chance.whole(0, 2)
        counts = {"issued": issued, "checked": checked, "faulty": chance.whole(0, 1)}
        for what, count in counts.items():
            figures[Key(f"normative_documents_{what}", year, level)] = str(count)
        issued = round(issued * chance.between(0.8, 1.25))
    return figures


def procedures(chance: Chance) -> Figures:
    """The procedures of each level and how many of them are online, in both vocabularies.

    The second year also says which are fully and which partly online, as 42/2022/NĐ-CP has it.
    """
    figures: Figures = {}
    for level, ends in (("district", (250, 330)), ("commune", (110, 160))):
        total = chance.whole(*ends)
        low, high = chance.between(0.08, 0.15), chance.between(0.28, 0.45)
        for year in YEARS:
            three, four = round(total * low), round(total * high)
            figures |= _online(year, level, total, three, four)
            total += chance.whole(-4, 8)
            high += chance.between(0.06, 0.22)
        full = round(three * 0.3) + four - chance.whole(0, four // 4)
        figures[Key("procedures_online_full", SECOND, level)] = str(full)
        figures[Key("procedures_online_partial", SECOND, level)] = str(three + four - full)
    return figures


def _online(year: str, level: str, total: int, three: int, four: int) -> Figures:
    texts = {
        "procedures_total": str(total),
        "procedures_online_level_3": str(three),
        "procedures_online_level_4": str(four),
        "procedures_online_share_stated": percent(three + four, total, 1),
    }
    return {Key(code, year, level): text for code, text in texts.items()}
