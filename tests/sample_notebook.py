"""An executed notebook, made without a kernel: what the export tests print."""

import io

import nbformat
from matplotlib import rc_context
from matplotlib.figure import Figure

from cchc.page import (
    Bullets,
    Callout,
    Chart,
    Column,
    Heading,
    KeyFigure,
    KeyFigures,
    Letterhead,
    Mark,
    Paragraph,
    Row,
    Shown,
    Signature,
    Table,
)

PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9aw"
    "AAAABJRU5ErkJggg=="
)
"""A picture of one point."""

SOURCE = "Báo cáo của Ủy ban nhân dân huyện, mục II.2.2"

LETTERHEAD = Letterhead(
    superior="",
    issuer="ỦY BAN NHÂN DÂN\nHUYỆN THÍ DỤ",
    number="Số:        /BC-UBND",
    place_and_date="Thí Dụ, ngày      tháng      năm 2022",
    kind="BÁO CÁO",
    subject="Sơ kết 02 năm thực hiện Nghị quyết về cải cách hành chính giai đoạn 2021 - 2025",
    addressee="Sở Nội vụ tỉnh",
)

SIGNATURE = Signature(
    recipients=("Như trên", "Thường trực Huyện ủy", "Lưu: VT, NV"),
    authority="TM. ỦY BAN NHÂN DÂN",
    position="CHỦ TỊCH",
    name="",
)


def mark(text: str, code: str = "dossiers_received", period: str = "2022") -> Mark:
    return Mark(text, f"{code}|{period}|district", f"Tính: {code}, năm {period} · {SOURCE}")


KEY_FIGURES = KeyFigures(
    (
        KeyFigure(mark("99,95%"), "hồ sơ trả trước hạn và đúng hạn", "tăng 0,4 điểm phần trăm"),
        KeyFigure(mark("4.000"), "hồ sơ đã tiếp nhận", "năm 2022 tính đến ngày lập báo cáo"),
        KeyFigure(mark("82%"), "dịch vụ công trực tuyến mức độ 3, 4", "chỉ tiêu: từ 80%"),
        KeyFigure(mark("13"), "phòng chuyên môn", "giảm 1 so với năm 2020"),
    )
)

FINDINGS = Callout(
    "warn",
    "Có hai chỗ số liệu chưa khớp nhau",
    (
        ("Hồ sơ tiếp nhận năm 2021: ", mark("7.500"), " khác tổng các phần ", mark("7.480"), "."),
        ("Tỷ lệ ghi trong báo cáo là ", mark("99,96%"), "; tính lại được ", mark("99,95%"), "."),
    ),
)

SENTENCES = Paragraph(
    (
        "Trong năm 2022, bộ phận một cửa của huyện đã tiếp nhận ",
        mark("4.000"),
        " hồ sơ, trong đó giải quyết trước hạn và đúng hạn ",
        mark("99,95%", "on_time_share_resolved"),
        " số đã giải quyết; so với năm 2021 tỷ lệ này tăng 0,4 điểm phần trăm. Năm 2022 chưa tròn "
        "năm, vì vậy số lượng của hai năm không so sánh trực tiếp với nhau, còn các tỷ lệ thì so "
        "sánh được vì tử số và mẫu số cùng một thời kỳ.",
    )
)


def table(rows: int = 12, caption: str = "Hồ sơ thủ tục hành chính theo cấp và kết quả") -> Table:
    heads = ("Chỉ tiêu", "Năm 2021", "Năm 2022", "Thay đổi", "Chỉ tiêu đến 2025", "Đánh giá")
    align = ("left", "right", "right", "right", "right", "left")
    columns = tuple(map(Column, heads, align))
    names = (
        "Hồ sơ tiếp nhận trong kỳ",
        "Hồ sơ giải quyết trước hạn và đúng hạn, phần trăm số hồ sơ đã giải quyết",
        "Dịch vụ công trực tuyến mức độ 3, 4 trên tổng số thủ tục đủ điều kiện",
        "Văn bản quy phạm pháp luật được kiểm tra",
    )
    lines = [Row((("Cấp huyện",),), group=True)]
    for number in range(1, rows + 1):
        if number == rows // 2 + 1:
            lines.append(Row((("Cấp xã",),), group=True))
        lines.append(
            Row(
                (
                    (f"{number}. {names[number % 4]}",),
                    (mark(f"{number * 617 % 9}.{number * 911 % 900 + 100}", period="2021"),),
                    (mark("99,95%"),) if number % 3 else ("chưa có số liệu",),
                    ("+0,4 điểm phần trăm",) if number % 2 else ("–1,2%",),
                    ("từ 80%",) if number % 4 == 2 else ("",),
                    ("đạt",) if number % 3 else ("không so sánh được",),
                )
            )
        )
    return Table(caption, columns, tuple(lines), note=f"Nguồn: {SOURCE}.")


def drawing() -> str:
    with rc_context(
        {"svg.fonttype": "none", "svg.hashsalt": "sample", "font.family": "DejaVu Sans"}
    ):
        figure = Figure(figsize=(6.3, 1.9))
        axes = figure.add_axes((0.26, 0.08, 0.66, 0.8))
        bars = axes.barh(["Cấp xã", "Cấp huyện"], [2873, 4000], color=["#8fa8c4", "#163d66"])
        axes.bar_label(bars, ["2.873", "4.000"], padding=4)
        axes.set_title("Hồ sơ tiếp nhận", loc="left", weight="bold", size=10)
        axes.set_axis_off()
        for place, label in enumerate(["Cấp xã", "Cấp huyện"]):
            axes.text(-60, place, label, ha="right", va="center")
        text = io.StringIO()
        figure.savefig(text, format="svg", metadata={"Date": None})
    return text.getvalue()


def chart(caption: str = "Hồ sơ tiếp nhận theo cấp, năm 2022") -> Chart:
    columns = (Column("Cấp"), Column("Hồ sơ", "right"))
    rows = tuple(
        Row(((name,), (mark(value),))) for name, value in (("Huyện", "4.000"), ("Xã", "2.873"))
    )
    return Chart(
        drawing(),
        "Hai thanh ngang: cấp huyện 4.000 hồ sơ, cấp xã 2.873 hồ sơ.",
        caption,
        Table(caption, columns, rows),
    )


def markdown(source: str, **more) -> nbformat.NotebookNode:
    return nbformat.v4.new_markdown_cell(source, **more)


def code(source: str, *outputs, tags=(), count: int | None = 1) -> nbformat.NotebookNode:
    return nbformat.v4.new_code_cell(
        source, outputs=list(outputs), execution_count=count, metadata={"tags": list(tags)}
    )


def shown(*blocks) -> nbformat.NotebookNode:
    """What a kernel stores for a cell that ends with these blocks."""
    data, metadata = Shown(blocks)._repr_mimebundle_()
    return displayed(data, metadata)


def displayed(data: dict, metadata: dict | None = None) -> nbformat.NotebookNode:
    return nbformat.v4.new_output("display_data", data=data, metadata=metadata or {})


def notebook(*cells, **metadata) -> nbformat.NotebookNode:
    """A notebook of these cells; cell ids are numbers, so that it is the same every time."""
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    return nbformat.v4.new_notebook(cells=list(cells), metadata=metadata)


def report(extra_cells: int = 0, invented: bool = False) -> nbformat.NotebookNode:
    """A small review with everything a real one has, and `extra_cells` more of its sections."""
    demo = (Callout("demo", "DỮ LIỆU MINH HỌA", (("Mọi con số đều do máy đặt ra.",),)),)
    cells = [
        code('district = "huyen-thi-du"\nfirst_year = 2021', tags=["parameters"], count=1),
        code('district = "huyen-thi-du"', tags=["injected-parameters"], count=2),
        code("from cchc import load_review, title\nreview = load_review(district)", count=3),
        code("title(review)", shown(LETTERHEAD, *(demo if invented else ()), KEY_FIGURES), count=4),
        markdown("## Tóm tắt\n\nPhần này nêu **những điều chính**; số nào cũng ghi rõ nguồn."),
        code("headline(review)", shown(SENTENCES, FINDINGS), count=5),
        markdown("## Cải cách thủ tục hành chính"),
        code("words(review)", shown(SENTENCES, Bullets((("Một cửa",), ("Liên thông",)))), count=6),
        code("table(review)", shown(table()), count=7),
        code("chart(review)", shown(chart()), count=8),
        markdown(
            "### Việc còn lại\n\n1. Rà soát thủ tục.\n2. Số hóa hồ sơ:\n   - huyện;\n   - xã."
        ),
        code("points(review)", shown(Heading("Nguyên nhân", 4), SENTENCES), count=9),
    ]
    for number in range(extra_cells):
        cells.append(markdown(f"## Lĩnh vực {number + 1}\n\nVăn bản điều chỉnh lĩnh vực này."))
        cells.append(code("area(review)", shown(SENTENCES, table(8), chart(), SENTENCES)))
    cells.append(markdown("## Đề xuất, kiến nghị\n\nKiến nghị Sở Nội vụ hướng dẫn mẫu số liệu."))
    cells.append(code("signature(review)", shown(SIGNATURE)))
    return notebook(*cells)
