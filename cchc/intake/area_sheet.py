"""WRITE the sheet of one area: a line an indicator, a level and a way of stating it."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..annexes import in_words
from ..catalogue import AREAS, CATALOGUE, WHOLES
from ..indicator import Indicator
from ..phrases import lower
from .area_plan import FIRST_VALUE, HEADING_ROW, AreaPlan
from .cell_formulas import Cells, Term
from .layout import (
    AFTER_VALUES,
    CODE,
    COMPUTED,
    DEFINITION,
    LABEL,
    LEVEL,
    MEASURE,
    QUALIFIERS,
    SOURCES,
    level_words,
    period_heading,
)
from .lines import Line
from .styles import protect, row_height, set_page
from .unit_facts import UnitFacts

SPARE = 8
"""Empty lines at the end, at least, for a fact that is stated once more."""
_WIDTHS = {CODE: 8, LABEL: 42, LEVEL: 11, MEASURE: 10}
_AFTER_WIDTHS = {"qualifier": 11, "source": 15, "place": 12, "note": 26}
_VALUE_WIDTH = 12
_DEFINITION_WIDTH = 34


class AreaSheet:
    """One area's sheet while it is written."""

    def __init__(self, sheet: Any, styles: Mapping[str, Any], facts: UnitFacts, labels: str):
        self.sheet, self.styles, self.facts, self.labels = sheet, styles, facts, labels

    def write(self, plan: AreaPlan, cells: Cells) -> None:
        """All of it: headings, lines, spare lines, then what is computed from them."""
        self.plan = plan
        self.sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        self._head()
        for row, line in plan.numbered():
            self._line(row, line)
        row = HEADING_ROW + 1 + len(plan.lines)
        end = row + self._spares()
        for spare in range(row, end):
            self._spare(spare)
        self._computed(end + 1, cells)
        self._choices(HEADING_ROW + 1, end - 1)
        set_page(self.sheet, HEADING_ROW, self.facts.unit.title)
        self.sheet.freeze_panes(HEADING_ROW + 1, FIRST_VALUE)
        protect(self.sheet)

    def _spares(self) -> int:
        """How many empty lines: one a line where every figure of another year may need its own.

        That is so for a unit without figures, whose years come from a report each.
        """
        has_years_to_fill = len(self.plan.periods) > 1 and not self.facts.figures
        return max(SPARE, len(self.plan.lines)) if has_years_to_fill else SPARE

    def _head(self) -> None:
        area = AREAS[self.plan.area]
        self.sheet.write_string(0, 1, f"{area.vi} (mục {area.place})", self.styles["title"])
        told = "Ô màu vàng nhạt để điền; ô xám tự tính. Để trống: chưa có số liệu; 0: đã đếm và"
        told += " không có. Số chỉ gần đúng: chọn ở cột Mức."
        self.sheet.write_string(1, 1, told, self.styles["small"])
        if self.facts.unit.invented:
            self.sheet.write_string(2, 1, "DỮ LIỆU MINH HỌA", self.styles["demo"])
        headings = [*_WIDTHS, *map(period_heading, self.plan.periods)]
        widths = [*_WIDTHS.values(), *(_VALUE_WIDTH for _ in self.plan.periods)]
        headings += [*AFTER_VALUES.values(), DEFINITION]
        widths += [*_AFTER_WIDTHS.values(), _DEFINITION_WIDTH]
        for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
            self.sheet.set_column(column, column, width)
            self.sheet.write_string(HEADING_ROW, column, heading, self.styles["head"])
        self.sheet.set_row(HEADING_ROW, row_height(*zip(headings, widths, strict=True)))

    def _line(self, row: int, line: Line) -> None:
        indicator = line.indicator
        self._named(row, line.code, indicator, line.level, "code", "label")
        for column, period in enumerate(self.plan.periods, start=FIRST_VALUE):
            self._value(row, column, indicator, line.values.get(period, ""))
        after = FIRST_VALUE + len(self.plan.periods)
        for column, name in enumerate(AFTER_VALUES, start=after):
            text = line.shared.get(name, "")
            self._text(row, column, QUALIFIERS.get(text, text) if name == "qualifier" else text)
        definition = _definition(indicator)
        self._text(row, after + len(AFTER_VALUES), definition, "definition")
        shared = [(line.shared.get(name, ""), _AFTER_WIDTHS[name]) for name in AFTER_VALUES]
        self._fit(row, indicator.vi, definition, *shared)
        rule = _rule(indicator)
        if definition:
            rule |= {"input_title": indicator.measure_unit, "input_message": definition[:255]}
        self.sheet.data_validation(row, FIRST_VALUE, row, after - 1, rule)

    def _named(
        self, row: int, code: str, indicator: Indicator, level: str, small: str, large: str
    ) -> None:
        self._text(row, 0, code, small)
        self._text(row, 1, indicator.vi, large)
        self._text(row, 2, level_words(level, self.facts.unit.type), large)
        self._text(row, 3, indicator.measure_unit, large)

    def _fit(self, row: int, label: str, definition: str, *more: tuple[str, float]) -> None:
        small = 1.5 * _DEFINITION_WIDTH  # in smaller letters
        self.sheet.set_row(row, row_height((label, _WIDTHS[LABEL]), (definition, small), *more))

    def _value(self, row: int, column: int, indicator: Indicator, text: str) -> None:
        style = self.styles["share" if indicator.is_share else "count"]
        if text and format(float(text), ".15g") == text:
            self.sheet.write_number(row, column, float(text), style)
        else:  # 97.0 and 04 are no other numbers than 97 and 4, so their text is kept
            self._text(row, column, text.replace(".", ","), style)

    def _text(self, row: int, column: int, text: str, style: Any = "open") -> None:
        style = self.styles[style] if isinstance(style, str) else style
        if text:
            self.sheet.write_string(row, column, text, style)
        else:
            self.sheet.write_blank(row, column, None, style)

    def _spare(self, row: int) -> None:
        last = FIRST_VALUE + len(self.plan.periods) + len(AFTER_VALUES)
        self._text(row, 0, "", "code")
        self._text(row, 3, "", "label")
        for column in (1, 2, *range(FIRST_VALUE, last)):
            self._text(row, column, "", "typed" if FIRST_VALUE <= column < last - 4 else "open")
        self._text(row, last, "Dòng thêm, cho số được ghi ở nơi khác nữa.", "definition")
        levels = sorted({level_words(li.level, self.facts.unit.type) for li in self.plan.lines})
        self.sheet.data_validation(row, 1, row, 1, _one_of(self.labels))
        self.sheet.data_validation(row, 2, row, 2, _one_of(levels))

    def _choices(self, first: int, last: int) -> None:
        column = FIRST_VALUE + len(self.plan.periods)
        self.sheet.data_validation(first, column, last, column, _one_of([*QUALIFIERS.values()]))
        sources = f"='{SOURCES}'!$A$5:$A${4 + self.facts.source_lines}"
        rule = _one_of(sources) | {"error_type": "warning"}
        self.sheet.data_validation(first, column + 1, last, column + 1, rule)

    def _computed(self, row: int, cells: Cells) -> None:
        """The indicators of the area, then what is left of each whole, level by level."""
        levels = list(dict.fromkeys(line.level for line in self.plan.lines))
        for code, indicator in CATALOGUE.items():
            if indicator.area == self.plan.area and indicator.is_computed:
                style = "grey share" if indicator.is_share else "grey number"
                for level in (lv for lv in levels if lv in indicator.levels):
                    terms = [cells.computed(indicator, level, p) for p in self.plan.periods]
                    if self._formulas(row, terms, style):
                        self._named(row, code, indicator, level, "grey code", "grey")
                        self._rest(row, indicator.vi, f"= {in_words(indicator)}")
                        row += 1
        for whole in (w for w in WHOLES if CATALOGUE[w.code].area == self.plan.area):
            for level in (lv for lv in levels if lv in CATALOGUE[whole.code].levels):
                terms = [cells.remainder(whole, level, p) for p in self.plan.periods]
                if self._formulas(row, terms, "grey rest"):
                    self._named(row, COMPUTED, CATALOGUE[whole.code], level, "grey code", "grey")
                    terms = (CATALOGUE[code].vi for code in (*whole.parts, *whole.leaks))
                    parts = ", ".join(map(lower, terms))
                    label = f"Còn lại: {lower(CATALOGUE[whole.code].vi)} trừ {parts}"
                    self._text(row, 1, label, "grey")
                    self._rest(row, label, "Khớp khi bằng 0.")
                    row += 1

    def _formulas(self, row: int, terms: Sequence[Term | None], style: str) -> bool:
        """Write one computed line; False, and nothing, where no column has all it needs."""
        if not any(terms):
            return False
        for column, term in enumerate(terms, start=FIRST_VALUE):
            if term is None:
                self._text(row, column, "", style)
            else:
                value = "" if term.value is None else float(term.value)
                self.sheet.write_formula(row, column, term.text, self.styles[style], value)
        return True

    def _rest(self, row: int, label: str, told: str) -> None:
        after = FIRST_VALUE + len(self.plan.periods)
        for column in range(after, after + len(AFTER_VALUES)):
            self._text(row, column, "", "grey")
        self._text(row, after + len(AFTER_VALUES), told, "definition")
        self._fit(row, label, told)


def _definition(indicator: Indicator) -> str:
    law = f"Căn cứ: {indicator.law.name}." if indicator.law else ""
    stated = "Tỷ lệ nguồn tự ghi, chỉ để đối chiếu." if indicator.states else ""
    return " ".join(filter(None, [indicator.definition, stated, law]))


def _rule(indicator: Indicator) -> dict[str, Any]:
    if indicator.is_share:
        told = "Tỷ lệ phần trăm từ 0 đến 100, chỉ ghi số: 99,95 (không ghi dấu %)."
        rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
    else:
        told = "Số đếm: số nguyên từ 0 trở lên. Khoảng, trên, dưới: chọn ở cột Mức."
        rule = {"validate": "integer", "criteria": ">=", "value": 0}
    return rule | {"error_title": "Không phải số hợp lệ", "error_message": told}


def _one_of(source: Any) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": source,
        "error_title": "Không có trong danh sách",
        "error_message": "Chọn một mục trong danh sách.",
    }
