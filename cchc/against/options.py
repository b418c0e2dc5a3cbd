"""The options of `cchc check` that read a report which a unit sent."""

from collections.abc import Callable
from pathlib import Path

import click

_OPTIONS = (
    click.option(
        "--against",
        "report",
        type=click.Path(path_type=Path),
        metavar="TỆP",
        help="Báo cáo .docx, .pdf, .txt mà đơn vị đã gửi: đặt mỗi con số cạnh số liệu đang giữ"
        " có lời gần với nó; không xem câu đúng hay sai.",
    ),
    click.option(
        "--json", "in_json", is_flag=True, help="Với --against: in dạng JSON cho máy đọc."
    ),
    click.option(
        "--propose",
        "draft",
        type=click.Path(path_type=Path),
        metavar="TỆP",
        help="Với --against: ghi các số chưa rõ nguồn thành bản nháp figures.csv; không ghi đè.",
    ),
)


def against_options(command: Callable) -> Callable:
    """Add the options: `report`, `in_json` and `draft`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
