"""What parts and wholes force is completed; what they leave open stays missing."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cchc.catalogue import CATALOGUE, WHOLES
from cchc.complete import complete, tiers_of
from cchc.indicator import Indicator, Whole
from cchc.ledger import Key, Known
from cchc.quantity import quantity

LEAKY = (Whole("total", ("good", "bad")), Whole("received", ("total", "open"), leaks=("gone",)))
FLAT = (Whole("total", ("good", "bad", "ugly")),)


def reported(level: str = "district", **texts: str) -> dict[Key, Known]:
    """Reported figures of 2022; "at_least 8" carries its qualifier."""
    figures = {}
    for code, text in texts.items():
        qualifier, _, value = text.rpartition(" ")
        figures[Key(code, "2022", level)] = Known(quantity(value, qualifier), "reported", value)
    return figures


def added(figures: dict[Key, Known], wholes, catalogue=None, **more) -> dict[str, tuple]:
    """What completion adds, by code: its value and how we know it."""
    known = complete(figures, catalogue or {}, wholes, **more)
    assert {key: known[key] for key in figures} == figures
    return {
        key.code if key.level == "district" else f"{key.code}|{key.level}": (
            entry.quantity.value,
            entry.basis,
        )
        for key, entry in known.items()
        if key not in figures
    }


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        pytest.param(
            {"good": "5", "bad": "3", "ugly": "0"},
            {"total": (8, "computed")},
            id="a sum of all its parts",
        ),
        pytest.param(
            {"total": "8", "good": "5", "bad": "3"},
            {"ugly": (0, "deduced")},
            id="the only part that is missing",
        ),
        pytest.param({"total": "8", "good": "5"}, {}, id="two parts may share what is left"),
        pytest.param(
            {"total": "8", "good": "8"},
            {"bad": (0, "deduced"), "ugly": (0, "deduced")},
            id="nothing is left to share",
        ),
        pytest.param(
            {"total": "8", "good": "5", "bad": "4"}, {}, id="a contradiction adds nothing"
        ),
        pytest.param({"good": "5", "bad": "3"}, {}, id="a missing part is not nothing"),
        pytest.param({"total": "at_least 8", "good": "5", "bad": "3"}, {}, id="a bounded whole"),
        pytest.param({"total": "8", "good": "about 5", "bad": "3"}, {}, id="a bounded part"),
        pytest.param(
            {"good": "5", "bad": "3", "ugly": "over 1"}, {}, id="a sum that is only bounded"
        ),
        pytest.param(
            {"total": "at_most 8", "good": "at_least 8"},
            {"bad": (0, "deduced"), "ugly": (0, "deduced")},
            id="bounds that leave one value",
        ),
        pytest.param(
            {"total": "0"},
            {"good": (0, "deduced"), "bad": (0, "deduced"), "ugly": (0, "deduced")},
            id="a whole of zero",
        ),
        pytest.param({}, {}, id="nothing"),
    ],
)
def test_a_figure_is_added_where_one_value_is_left(figures, expected):
    assert added(reported(**figures), FLAT) == expected


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        pytest.param(
            {"received": "9", "good": "9"},
            {
                "total": (9, "deduced"),
                "bad": (0, "deduced"),
                "open": (0, "deduced"),
                "gone": (0, "deduced"),
            },
            id="no room is left for a leak",
        ),
        pytest.param({"received": "9", "good": "8"}, {}, id="one may be anywhere"),
        pytest.param(
            {"received": "9", "good": "6", "bad": "2"}, {"total": (8, "computed")}, id="a remainder"
        ),
        pytest.param(
            {"received": "9", "total": "8", "gone": "1"},
            {"open": (0, "deduced")},
            id="a stated leak",
        ),
        pytest.param({"total": "8", "open": "1"}, {}, id="a whole that leaks is no sum"),
        pytest.param(
            {"total": "8", "open": "1", "gone": "0"}, {}, id="even where the leak is stated"
        ),
        pytest.param(
            {"total": "8", "good": "6", "open": "1"}, {"bad": (2, "deduced")}, id="a whole within"
        ),
    ],
)
def test_a_whole_that_leaks_is_not_completed_while_there_is_room(figures, expected):
    assert added(reported(**figures), LEAKY) == expected


def test_a_sum_of_what_was_deduced_is_deduced():
    wholes = (Whole("inner", ("a", "b")), Whole("outer", ("b", "c")))

    assert added(reported(inner="5", a="3", c="4"), wholes) == {
        "b": (2, "deduced"),
        "outer": (6, "deduced"),
    }


def test_a_deduced_number_names_the_reported_figures_that_force_it():
    figures = reported(received="9", good="9")

    known = complete(figures, {}, LEAKY)

    for code in ("total", "bad", "open", "gone"):
        assert set(known[Key(code, "2022", "district")].needs) == {*figures}, code


def test_a_computed_number_names_its_parts():
    known = complete(reported(good="5", bad="3", ugly="0"), {}, FLAT)

    assert [key.code for key in known[Key("total", "2022", "district")].needs] == [
        "good", "bad", "ugly"
    ]  # fmt: skip


COUNT = Indicator("schools", "Trường", "Schools", "trường", "stock", ("district", "commune", "all"))
RATE = Indicator("share", "Tỷ lệ", "Share", "%", "stock", ("district", "commune", "all"))
ONLY_ALL = Indicator("households", "Hộ", "Households", "hộ", "stock", ("all",))
SMALL = {each.code: each for each in (COUNT, RATE, ONLY_ALL)}


@pytest.mark.parametrize(
    ("by_level", "expected"),
    [
        ({"district": "4", "commune": "9"}, {"schools|all": (13, "computed")}),
        ({"commune": "9", "all": "13"}, {"schools": (4, "deduced")}),
        ({"district": "4", "all": "13"}, {"schools|commune": (9, "deduced")}),
        ({"district": "4"}, {}),
        ({"all": "0"}, {"schools": (0, "deduced"), "schools|commune": (0, "deduced")}),
        ({"district": "4", "commune": "9", "all": "20"}, {}),
        ({"commune": "14", "all": "13"}, {}),
    ],
)
def test_all_is_the_sum_of_the_levels(by_level, expected):
    figures = {k: v for level, n in by_level.items() for k, v in reported(level, schools=n).items()}

    assert added(figures, (), SMALL) == expected


def test_shares_are_never_added_up():
    figures = reported("district", share="40") | reported("commune", share="60")

    assert added(figures, (), SMALL) == {}


def test_for_a_commune_all_levels_are_its_own():
    figures = reported("commune", schools="9")

    assert added(figures, (), SMALL, unit_level="commune") == {"schools|all": (9, "computed")}
    assert added(figures, (), SMALL) == {}


def test_a_unit_has_the_levels_from_its_own_downwards():
    assert tiers_of(COUNT, "district") == ["district", "commune"]
    assert tiers_of(COUNT, "commune") == ["commune"]
    assert tiers_of(COUNT, "province") == ["district", "commune"]
    assert tiers_of(ONLY_ALL, "district") == []


def test_periods_are_completed_each_for_itself():
    figures = reported(good="5", bad="3", ugly="0")
    earlier = {key._replace(period="2021"): known for key, known in reported(good="1").items()}

    known = complete(figures | earlier, {}, FLAT)

    assert Key("total", "2022", "district") in known
    assert Key("total", "2021", "district") not in known


PARTS = (
    "dossiers_received_online dossiers_received_direct dossiers_carried_over"
    " dossiers_resolved_early dossiers_resolved_on_due_date dossiers_resolved_late"
    " dossiers_pending_in_time dossiers_pending_overdue dossiers_withdrawn"
)


@st.composite
def truths(draw) -> dict[Key, Fraction]:
    """All dossiers of a district and its communes in a year, by form II.06a, adding up."""
    truth: dict[Key, Fraction] = {}
    count = st.one_of(st.just(0), st.integers(0, 9), st.integers(0, 90_000))
    for level in ("district", "commune"):
        resolved = [draw(count) for _ in range(3)]
        pending = [draw(count) for _ in range(2)]
        withdrawn = draw(st.sampled_from([0, 0, 3]))
        received = sum(resolved) + sum(pending) + withdrawn
        online = draw(st.integers(0, received))
        carried = draw(st.integers(0, received - online))
        values = [online, received - online - carried, carried, *resolved, *pending, withdrawn]
        own = dict(zip(PARTS.split(), values, strict=True))
        own["dossiers_received"] = received
        own["dossiers_resolved_in_time"] = resolved[0] + resolved[1]
        own["dossiers_resolved"] = sum(resolved)
        own["dossiers_pending"] = sum(pending)
        truth |= {Key(code, "2022", level): Fraction(n) for code, n in own.items()}
    codes = {key.code for key in truth}
    levels = ("district", "commune")
    return truth | {
        Key(code, "2022", "all"): sum(truth[Key(code, "2022", lv)] for lv in levels)
        for code in codes
    }


def stated(truth: dict[Key, Fraction], keys) -> dict[Key, Known]:
    return {key: Known(quantity(str(truth[key])), "reported", str(truth[key])) for key in keys}


def few_or_most(data, truth: dict[Key, Fraction]) -> set[Key]:
    """Some keys of a truth: a handful of them, or all but a handful."""
    some = data.draw(st.sets(st.sampled_from(sorted(truth)), min_size=2))
    return some if data.draw(st.booleans()) else {*truth} - some


@given(truths(), st.data())
def test_what_is_completed_is_true(truth, data):
    """Whatever part of a truth is reported, nothing else than that truth is ever added."""
    figures = stated(truth, few_or_most(data, truth))

    known = complete(figures, CATALOGUE, WHOLES)

    assert {key: entry.quantity.value for key, entry in known.items()} == {
        key: truth[key] for key in known
    }
    assert {key for key, entry in known.items() if entry.basis == "reported"} == {*figures}


def test_parts_follow_at_a_level_that_nothing_is_stated_of():
    figures = reported("all", dossiers_pending="1") | reported("district", dossiers_pending="1")

    known = added(figures, WHOLES, CATALOGUE)

    assert known["dossiers_pending|commune"] == (0, "deduced")
    assert known["dossiers_pending_overdue|commune"] == (0, "deduced")


def test_parts_follow_for_a_province_but_not_at_a_level_above_the_unit():
    figures = reported("all", dossiers_pending="0")

    of_a_province = added(figures, WHOLES, CATALOGUE, unit_level="province")
    of_a_commune = added(figures, WHOLES, CATALOGUE, unit_level="commune")

    assert of_a_province["dossiers_pending_overdue"] == (0, "deduced")
    assert of_a_province["dossiers_pending_overdue|commune"] == (0, "deduced")
    assert of_a_commune["dossiers_pending_overdue|commune"] == (0, "deduced")
    assert "dossiers_pending_overdue" not in of_a_commune


@given(truths(), st.data())
def test_what_is_completed_follows_from_the_figures_it_names(truth, data):
    figures = stated(truth, few_or_most(data, truth))
    known = complete(figures, CATALOGUE, WHOLES)
    new = sorted(key for key, entry in known.items() if entry.basis == "deduced")
    assume(new)

    key = data.draw(st.sampled_from(new))
    grounds = {ground: figures[ground] for ground in known[key].needs}

    assert complete(grounds, CATALOGUE, WHOLES)[key].quantity.value == truth[key]


@given(truths(), st.data())
def test_figures_that_contradict_each_other_stay_as_they_were_reported(truth, data):
    figures = stated(truth, few_or_most(data, truth))
    spoilt = data.draw(st.sampled_from(sorted(figures)))
    figures[spoilt] = Known(quantity(str(truth[spoilt] + 7)), "reported", "")

    known = complete(figures, CATALOGUE, WHOLES)

    assert all(known[key] is entry for key, entry in figures.items())
    assert all(entry.quantity.value >= 0 for entry in known.values())
