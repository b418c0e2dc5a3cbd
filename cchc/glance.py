"""SHOW a review by itself: whose it is, how far its figures reach, how it stands."""

from .displayed import Displayed
from .page import Block, Callout, Column, Row, Table
from .phrases import DEMO, DEMO_WHY, NO_DATA, findings_counted, verdicts_counted
from .registers import Unit


class Glance(Displayed):
    """What `Review` adds to its fields: a table of itself, for whoever writes it in a cell."""

    def blocks(self) -> list[Block]:
        """The unit, the years, and how many figures, verdicts and findings there are."""
        unit, counted = self.folder.unit, len(self.folder.figures)
        facts = {
            "Đơn vị": f"{unit.title} ({unit.id})",
            "Kỳ đánh giá": f"năm {self.first} và năm {self.second}",
            "Số liệu nguồn ghi": str(counted) if counted else NO_DATA,
            "Đối chiếu với mục tiêu": verdicts_counted(line.verdict for line in self.lines),
            "Đối chiếu số liệu": findings_counted(finding.severity for finding in self.findings)
            or "không có phát hiện nào",
        }
        rows = tuple(Row(((name,), (text,))) for name, text in facts.items() if text)
        columns = (Column("Nội dung", width=30), Column("Kết quả", width=70))
        caption = f"Báo cáo hai năm cải cách hành chính {self.span}, {unit.title}"
        return [*banner(unit), Table(caption, columns, rows)]


def banner(unit: Unit) -> list[Block]:
    """The box that says that figures are invented, where they are: on every page that shows one."""
    return [Callout("demo", DEMO, ((DEMO_WHY,),))] if unit.invented else []
