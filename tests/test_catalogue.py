"""The catalogue keeps its own rules, and every formula has a signed case."""

import ast
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

import pytest
import yaml

import cchc.catalogue
from cchc.catalogue import AREAS, CATALOGUE, WHOLES
from cchc.indicator import LEVELS

CASES = Path(__file__).parent / "cases"
CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
UNITS = """
    % · biên chế · cuộc · cơ quan, đơn vị · hồ sơ · hộ · lượt · lượt người · lần · nhiệm vụ · người
    · phòng, ban · phút · quyết định · thủ tục · trường · tài khoản · tài khoản/hộ
    · tài khoản/100 hộ · tài khoản/1.000 hộ · văn bản · xã, thị trấn · đơn vị
"""
KNOWN_UNITS = {unit.strip() for unit in UNITS.split("·")}

ALL = CATALOGUE.values()
COMPUTED = {indicator.code for indicator in ALL if indicator.is_computed}
REPORTED = set(CATALOGUE) - COMPUTED


def repeated(things: Iterable[str]) -> list[str]:
    return [thing for thing, times in Counter(things).items() if times > 1]


def figures_in(node: ast.expr) -> set[str]:
    """The figures that a formula names; ValueError where it leaves the grammar."""
    match node:
        case ast.Name(id=name):
            return {name}
        case ast.Constant(value=int() | float()):
            return set()
        case ast.BinOp(left, ast.Add() | ast.Sub() | ast.Mult() | ast.Div(), right):
            return figures_in(left) | figures_in(right)
        case ast.Call(ast.Name(id="opening"), [ast.Name(id=name)], []):
            return {name}
    raise ValueError(f"not of the grammar: {ast.unparse(node)}")


def figures_of(code: str) -> set[str]:
    return figures_in(ast.parse(CATALOGUE[code].formula, mode="eval").body)


def cases() -> list[tuple[str, dict]]:
    return [
        (path.name, case)
        for path in sorted(CASES.glob("*.yml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def test_a_code_is_declared_once_over_all_files():
    declared = [
        indicator.code
        for area in AREAS
        for indicator in import_module(f"cchc.catalogue.{area}").INDICATORS
    ]
    assert repeated(declared) == []
    assert declared == list(CATALOGUE)


def test_every_file_of_the_catalogue_is_an_area():
    files = {path.stem for path in Path(cchc.catalogue.__file__).parent.glob("*.py")}
    assert files - {"__init__"} == set(AREAS)


def test_a_code_is_plain_snake_case():
    assert [code for code in CATALOGUE if not CODE.fullmatch(code)] == []


def test_both_labels_are_there():
    labels = [
        (indicator.code, label) for indicator in ALL for label in (indicator.vi, indicator.en)
    ]
    assert [code for code, label in labels if not label or label != label.strip()] == []
    assert [indicator.code for indicator in ALL if not indicator.en.isascii()] == []


def test_no_two_indicators_have_the_same_label():
    assert repeated(indicator.vi for indicator in ALL) == []
    assert repeated(indicator.en for indicator in ALL) == []


def test_vietnamese_is_composed():
    texts = [
        text
        for i in ALL
        for text in (i.vi, i.measure_unit, i.definition, getattr(i.law, "clause", ""))
    ]
    texts += [text for area in AREAS.values() for text in (area.vi, area.place)]
    assert [text for text in texts if not unicodedata.is_normalized("NFC", text)] == []


def test_units_are_spelt_one_way():
    unknown = {i.code: i.measure_unit for i in ALL if i.measure_unit not in KNOWN_UNITS}
    assert not unknown, "a new unit? Write it into UNITS, spelt like the others"


def test_kinds_directions_and_levels_are_known():
    assert {indicator.kind for indicator in ALL} <= {"flow", "stock"}
    assert {indicator.better for indicator in ALL} <= {"higher", "lower", None}
    assert [i.code for i in ALL if not i.levels or repeated(i.levels)] == []
    assert {level for indicator in ALL for level in indicator.levels} <= set(LEVELS)


def test_what_is_a_share_is_called_one():
    misnamed = [
        indicator.code
        for indicator in ALL
        if indicator.is_share
        and "share" not in indicator.code.split("_")
        and not indicator.code.endswith("_stated")
    ]
    assert misnamed == []
    assert [i.code for i in ALL if "share" in i.code.split("_") and not i.is_share] == []


@pytest.mark.parametrize("code", sorted(COMPUTED))
def test_a_formula_uses_reported_figures_of_its_levels(code):
    figures = figures_of(code)
    assert figures, "a formula without a figure measures nothing"
    assert figures <= REPORTED, "a formula is one step deep"
    for level in CATALOGUE[code].levels:
        assert {name for name in figures if level not in CATALOGUE[name].levels} == set()


@pytest.mark.parametrize("text", ["schools ** 2", "-schools", "closing(schools)", "f.schools"])
def test_the_grammar_has_four_operations_and_the_opening_value(text):
    with pytest.raises(ValueError, match="not of the grammar"):
        figures_in(ast.parse(text, mode="eval").body)


def test_a_part_and_its_whole_count_the_same_thing():
    parts = [indicator for indicator in ALL if indicator.within is not None]
    assert {part.within for part in parts} <= REPORTED
    assert [part.code for part in parts if part.within == part.code or part.is_computed] == []
    wholes = [(part, CATALOGUE[part.within]) for part in parts]
    assert [p.code for p, whole in wholes if p.measure_unit != whole.measure_unit] == []
    assert [p.code for p, whole in wholes if not set(p.levels) <= set(whole.levels)] == []


def test_a_stated_figure_names_what_it_could_be():
    assert [i.code for i in ALL if i.code.endswith("_stated") != bool(i.states)] == []
    pairs = [(indicator, candidate) for indicator in ALL for candidate in indicator.states]
    assert {candidate for _, candidate in pairs} <= COMPUTED
    assert [i.code for i, c in pairs if CATALOGUE[c].measure_unit != i.measure_unit] == []


def test_wholes_and_their_parts_are_reported_in_one_unit():
    for whole in WHOLES:
        named = [whole.code, *whole.parts, *whole.leaks]
        assert repeated(named) == []
        assert set(named) <= REPORTED
        assert len({CATALOGUE[name].measure_unit for name in named}) == 1


def test_every_formula_has_a_signed_case():
    signed = {code for _, case in cases() for code in case["expect"]}
    missing = sorted(COMPUTED - signed)
    assert not missing, f"no case in tests/cases/*.yml expects: {', '.join(missing)}"


def test_cases_speak_of_indicators_that_exist():
    unknown = [
        f"{file}, {case['name']}: {code}"
        for file, case in cases()
        for part in ("given", "opening", "expect")
        for code in case.get(part, {})
        if code not in CATALOGUE
    ]
    assert unknown == []
