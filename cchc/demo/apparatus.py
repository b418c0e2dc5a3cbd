"""The apparatus of an invented unit: departments, public units, schools, posts and staff."""

from ..ledger import Key
from .chance import Chance
from .draft import BEFORE, FIRST, SECOND, SPAN, YEARS, Figures

Counts = dict[tuple[str, str], int]
"""Counts of the district by code and period."""


def apparatus(chance: Chance, communes: int) -> Figures:
    """The figures of organisation, civil service and public finance."""
    counts = _departments(chance) | _public_units(chance) | _schools(chance, communes)
    counts |= _posts(chance, counts)
    counts |= _gap(chance, counts)
    counts |= _staff(chance, counts)
    figures = {Key(code, year, "district"): str(n) for (code, year), n in counts.items()}
    return figures | _autonomy(chance, counts, communes)


def _departments(chance: Chance) -> Counts:
    before = chance.whole(12, 13)
    first = before - chance.whole(0, 2)
    second = first - chance.whole(0, 1)
    return {
        ("departments", BEFORE): before,
        ("departments", FIRST): first,
        ("departments", SECOND): second,
        ("departments_reorganised", FIRST): before - first,
        ("departments_reorganised", SECOND): first - second,
        ("departments_reduced_stated", SPAN): before - second,
        ("function_decisions_issued", FIRST): chance.whole(0, first),
        ("function_decisions_issued", SECOND): chance.whole(1, second),
        ("it_departments", FIRST): 1,
        ("it_departments", SECOND): 1,
    }


def _public_units(chance: Chance) -> Counts:
    before = chance.whole(5, 9)
    first = before - chance.whole(0, 2)
    second = first - chance.whole(0, 1)
    fully = chance.whole(0, 2)
    return {
        ("public_units", BEFORE): before,
        ("public_units", FIRST): first,
        ("public_units", SECOND): second,
        ("public_units_reorganised", FIRST): before - first,
        ("public_units_reorganised", SECOND): first - second,
        ("public_units_reduced_stated", SPAN): before - second,
        ("public_units_fully_autonomous", FIRST): fully,
        ("public_units_fully_autonomous", SECOND): fully + chance.whole(0, 1) * (fully < second),
    }


def _schools(chance: Chance, communes: int) -> Counts:
    counts = {("schools", BEFORE): communes * chance.whole(3, 5) + chance.whole(0, 4)}
    for earlier, year in ((BEFORE, FIRST), (FIRST, SECOND)):
        merged = chance.whole(0, 3)
        counts["schools_merged", year] = merged
        counts["schools", year] = counts["schools", earlier] - merged
    return counts


def _posts(chance: Chance, counts: Counts) -> Counts:
    administrative, other = chance.whole(62, 105), chance.whole(28, 60)
    a_school = chance.between(21, 29)
    contracts = (chance.whole(3, 6), chance.whole(2, 6), counts["schools", FIRST])
    found: Counts = {}
    for year in YEARS:
        education = round(counts["schools", FIRST] * a_school)
        for name, values in (
            ("posts", (administrative, other, education)),
            ("contracts", contracts),
        ):
            for part, value in zip(
                ("administrative", "other_public_units", "education"), values, strict=True
            ):
                found[f"{name}_{part}", year] = value
            found[f"{name}_total", year] = sum(values)
        administrative, a_school = administrative - chance.whole(0, 2), a_school * 0.99
    return found


def _gap(chance: Chance, counts: Counts) -> Counts:
    """The administrative posts that a unit asks for, and what it says it lacks."""
    gap = chance.whole(8, 24)
    found: Counts = {}
    for year in YEARS:
        found["posts_needed_administrative", year] = counts["posts_administrative", year] + gap
        found["posts_gap_administrative_stated", year] = gap
        gap += chance.whole(-1, 3)
    return found


def _staff(chance: Chance, counts: Counts) -> Counts:
    """Staff by the highest diploma: nine tenths of the posts and more are filled, never all."""
    filled = chance.between(0.93, 0.97)
    lower, intermediate = chance.between(0.004, 0.02), chance.between(0.04, 0.09)
    college, master = chance.between(0.08, 0.15), chance.between(0.008, 0.02)
    doctorate = chance.whole(0, 2)
    found: Counts = {}
    for year in YEARS:
        total = round(counts["posts_total", year] * filled) + chance.whole(0, 8)
        grades = {
            "doctorate": doctorate,
            "master": round(total * master),
            "college": round(total * college),
            "intermediate": round(total * intermediate),
        }
        untrained = round(total * lower)
        grades["university"] = total - untrained - sum(grades.values())
        grades |= {"qualified": total - untrained, "lower": untrained, "total": total}
        found |= {(f"staff_{grade}", year): count for grade, count in grades.items()}
        master, college = master * chance.between(1.05, 1.4), college * chance.between(0.75, 0.95)
        intermediate *= chance.between(0.7, 0.95)
    return found


def _autonomy(chance: Chance, counts: Counts, communes: int) -> Figures:
    """Bodies with a budget: mostly the departments and the communes, here and there some more."""
    figures: Figures = {}
    others, without = chance.whole(1, 3) * chance.happens(0.2), chance.whole(0, 2)
    for year in YEARS:
        bodies = counts["departments", year] + others
        for level, count, autonomous in (
            ("district", bodies, bodies - without),
            ("commune", communes, communes),
        ):
            figures[Key("admin_bodies", year, level)] = str(count)
            figures[Key("admin_bodies_autonomous", year, level)] = str(autonomous)
    return figures
