"""`sift`: the findings of a unit, by severity, area and check."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from ..catalogue import AREAS
from ..checks import CHECKS, SEVERITIES, Finding, level_name
from ..glance import banner
from ..page import Block, Column, Heading, Paragraph, Row, Runs, Table
from ..phrases import SEVERITIES as SEVERITY_NAMES
from ..phrases import findings_counted, period_name
from ..plain import SEVERITY
from ..results import checks_frame
from ..review import Review
from .choices import MIDDLE, WIDE, Options, areas, choice, refill
from .panel import Page, Panel
from .reviews import Reviews

CHECK_NAMES = {check.id: check.vi for check in CHECKS}


class Sifter(Panel):
    """Choices: unit, severity, area, check; "" is every one of them."""

    titles = ("Kết quả đối chiếu",)

    def __init__(self, reviews: Reviews, unit: str):
        severities = [("mọi mức độ", ""), *((SEVERITY_NAMES[s], s) for s in SEVERITIES)]
        made = {
            "unit": choice("Đơn vị", reviews.options, unit, MIDDLE),
            "severity": choice("Mức độ", severities),
            "area": choice("Lĩnh vực", areas(every=True), width=WIDE),
            "check": choice("Đối chiếu", _checks(reviews[unit]), width=WIDE),
        }
        super().__init__(reviews, made, (("unit", "severity"), ("area",), ("check",)))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Those that all the choices leave."""
        asked = {name: self.chosen(name) for name in ("severity", "area", "check")}
        return tuple(
            finding
            for finding in self._review.findings
            if all(getattr(finding, name) == value for name, value in asked.items() if value)
        )

    @property
    def frame(self) -> pd.DataFrame:
        """The findings that are shown, as in checks.csv."""
        kept = [finding in self.findings for finding in self._review.findings]
        return checks_frame(self._review)[kept].reset_index(drop=True)

    @property
    def file_name(self) -> str:
        return f"{self.chosen('unit')}-doi-chieu"

    def pages(self) -> Iterable[Page]:
        yield Page(tuple(self._blocks()), interactive=True)

    def settle(self) -> None:
        refill(self.choices["unit"], self.reviews.options)
        refill(self.choices["check"], _checks(self._review))

    def _blocks(self) -> Iterable[Block]:
        unit, found = self._review.folder.unit, self.findings
        yield from banner(unit)
        counted = findings_counted(finding.severity for finding in found)
        yield Heading(f"Đối chiếu số liệu của {unit.title}")
        if not found:
            yield Paragraph(("Không có phát hiện nào như đã chọn.",))
            return
        columns = (
            Column("Mức độ", width=10),
            Column("Lĩnh vực", width=14),
            Column("Cấp, kỳ", width=12),
            Column("Phép đối chiếu", width=16),
            Column("Phát hiện", width=36),
            Column("Nơi ghi", width=12),
        )
        yield Table(counted, columns, tuple(Row(self._cells(finding)) for finding in found))

    def _cells(self, finding: Finding) -> tuple[Runs, ...]:
        level = level_name(finding.level, self._review.folder.unit.type) if finding.level else ""
        period = period_name(finding.period) if finding.period else ""
        texts = (
            SEVERITY[finding.severity],
            AREAS[finding.area].vi if finding.area else "",
            ", ".join(filter(None, (level, period))),
            CHECK_NAMES[finding.check],
            finding.message,
            "; ".join(finding.places),
        )
        return tuple((text,) for text in texts)

    @property
    def _review(self) -> Review:
        return self.reviews[self.chosen("unit")]


def sift(district: str = "", data: str | Path = "") -> Sifter:
    """A panel to filter what was found about a unit's figures: by severity, area and check.

    It opens on `district`, else the first unit that has figures, with all findings. Raises what
    `load_review` raises.
    """
    reviews = Reviews(data)
    return Sifter(reviews, reviews.default(district))


def _checks(review: Review) -> Options:
    """The checks that found something, in their order."""
    found = {finding.check for finding in review.findings}
    named = [(vi, id_) for id_, vi in CHECK_NAMES.items() if id_ in found]
    return [("Mọi phép đối chiếu", ""), *named]
