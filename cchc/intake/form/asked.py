"""`cchc import --form II.06a`: what must be said beside the form, for the form does not say it."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ...cells import BadCell, optional, slug
from ...errors import Fault, UsageError, did_you_mean
from ...periods import parse_period

if TYPE_CHECKING:
    from ..proposal import Proposal

NAME = "II.06a"
SUFFIXES = (".xlsx", ".ods", ".csv")
LEVELS = ("district", "commune", "all")
_BESIDE = ("unit", "period", "level", "sheet", "source")
_OPTIONS = (
    click.option("--form", metavar="TÊN", help=f"Tệp là biểu mẫu có tên này, ví dụ {NAME}."),
    click.option("--unit", metavar="ĐƠN_VỊ", help="Biểu của đơn vị nào: mã ở data/units.csv."),
    click.option("--period", metavar="KỲ", help="Kỳ của biểu: 2022, 2022-H1, 2022-Q3, 2022-M03."),
    click.option(
        "--level",
        metavar="[district|commune|all]",
        help="Cấp của các dòng không nằm dưới tên cấp nào: huyện, xã, hay các cấp cộng lại.",
    ),
    click.option("--sheet", metavar="TÊN", help="Trang tính có biểu, khi nhiều trang có biểu."),
    click.option(
        "--source", metavar="MÃ", help="Mã của biểu trong sources.csv; mặc định: theo tên biểu, kỳ."
    ),
)


def form_options(command: Callable) -> Callable:
    """The command with the options of a form."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def read_asked(path: Path, data: Path, options: Mapping[str, Any]) -> "Proposal":
    """What a form says of the unit and the period that the command line names.

    Raises `UsageError` for all that is lacking or unknown on the command line at once, and what
    reading the form raises.
    """
    faults = [*_faults(path, options)]
    if faults:
        raise UsageError(faults)
    from .proposed import proposed
    from .reading import read_form

    form = read_form(path, options.get("level") or "", options.get("sheet") or "")
    return proposed(form, options["unit"], options["period"], options.get("source") or "")


def refuse_without_form(options: Mapping[str, Any]) -> None:
    """Refuse what only a form is told, where no form is named. Raises `UsageError`."""
    given = [f"--{name}" for name in _BESIDE if options.get(name)]
    if given:
        mend = f"thêm --form {NAME} nếu tệp là biểu đó; bảng tính của cchc tự nói các điều này"
        what = f"{', '.join(given)} chỉ dùng với --form"
        raise UsageError([Fault(what, "lệnh cchc import", mend)])


def _faults(path: Path, options: Mapping[str, Any]) -> Iterator[Fault]:
    if path.suffix.lower() not in SUFFIXES:
        mend = f"lưu lại thành một trong các loại: {', '.join(SUFFIXES)}"
        yield Fault(f"biểu {NAME} không đọc được từ tệp '{path.suffix}'", str(path), mend)
    for name, mend in (("unit", "huyen-long-my"), ("period", "2022")):
        if not options.get(name):
            yield Fault(f"chưa có --{name}", "lệnh cchc import", f"thêm --{name}, ví dụ {mend}")
    level = options.get("level")
    if level and level not in LEVELS:
        mend = f"{did_you_mean(level, LEVELS)}Chọn trong: {', '.join(LEVELS)}"
        yield Fault(f"không có cấp '{level}'", "--level", mend)
    for name, read in (("period", parse_period), ("source", slug)):
        try:
            optional(read)(options.get(name) or "")
        except BadCell as bad:
            yield Fault(bad.what, f"--{name}", bad.mend)
