"""`cchc workbook` and `cchc import`: from what offices have to `data/`."""

import os
import re
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import Fault, UsageError, did_you_mean
from ..request import data_folder
from ..usage import Command, Option, say
from .form.asked import NAME as II_06A
from .form.asked import form_options, read_asked, refuse_without_form
from .loss import loss_option, refuse_loss

if TYPE_CHECKING:
    from .proposal import Proposal

HELP = click.help_option("-h", "--help", help="Hiện hướng dẫn này.")
_PERIOD = re.compile(r"(?:19|20)[0-9]{2}(?:-\w+)?")


class _ManyYears(Command):
    """`--years 2021 2022` is `--years 2021 --years 2022`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What is left of the arguments once every year has its own option."""
        spread, in_years = [], False
        for arg in args:
            if in_years and _PERIOD.fullmatch(arg) and spread[-1] != "--years":
                spread.append("--years")
            elif arg != "--years" and spread and spread[-1] != "--years":
                in_years = False
            spread.append(arg)
            in_years = in_years or arg == "--years"
        return super().parse_args(ctx, spread)


@click.command(cls=_ManyYears)
@click.argument("unit", metavar="ĐƠN_VỊ")
@click.option(
    "--years",
    multiple=True,
    metavar="NĂM...",
    help="Các năm, hoặc kỳ như 2022-H1, 2022-Q3; mặc định: mọi năm đơn vị đã có số liệu.",
)
@click.option(
    "-o",
    "--output",
    cls=Option,
    type=click.Path(path_type=Path),
    required=True,
    metavar="TỆP.xlsx",
    help="Tệp bảng tính sẽ làm; tệp đã có thì không ghi đè.",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    metavar="THƯ_MỤC",
    help="Thư mục dữ liệu; mặc định: thư mục data/ gần nhất từ nơi đang đứng trở lên.",
)
@HELP
def workbook(unit: str, years: tuple[str, ...], output: Path, data: Path | None) -> None:
    """Làm bảng tính Excel để đơn vị điền số liệu.

    Số liệu đã có được điền sẵn. ĐƠN_VỊ là mã ghi ở data/units.csv, ví dụ huyen-long-my.
    """
    if output.suffix.lower() != ".xlsx":
        raise UsageError([Fault(f"'{output}' không phải tên tệp .xlsx", "-o", "đặt tên tệp .xlsx")])
    if os.path.lexists(output):
        what = f"đã có tệp '{output}'"
        mend = "chọn tên khác: tệp đó có thể đang chứa số liệu đã điền"
        raise UsageError([Fault(what, "-o", mend)])
    root = data_folder(data)
    from .workbook import workbook as made

    _write(output, made(unit, root, years))
    say(f"Đã làm {output}. Điền xong, lưu lại rồi nhập: cchc import {output}")


def _write(path: Path, content: bytes) -> None:
    """Write a new file whole, or none."""
    handle, name = tempfile.mkstemp(dir=path.absolute().parent, prefix=".", suffix=".xlsx")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    os.chmod(name, 0o666 & ~_umask())
    os.replace(name, path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _read_workbook(path: Path, data: Path, options: Mapping[str, Any]) -> "Proposal":
    from .reading import read_workbook

    refuse_without_form(options)
    return read_workbook(path, data)


Reader = Callable[[Path, Path, Mapping[str, Any]], "Proposal"]
READERS: dict[str, Reader] = {"workbook": _read_workbook, II_06A: read_asked}
"""Every kind of file that can be imported: its reader gets the file, the data folder and the
options of the command, and gives what the file says."""


@click.command("import", cls=Command)
@click.argument("file", type=click.Path(path_type=Path), metavar="TỆP")
@click.option(
    "--into",
    "--data",
    "data",
    type=click.Path(path_type=Path),
    metavar="THƯ_MỤC",
    help="Thư mục dữ liệu; mặc định: thư mục data/ gần nhất từ nơi đang đứng trở lên.",
)
@click.option("--yes", is_flag=True, help="Ghi ngay, không hỏi.")
@loss_option
@form_options
@HELP
def import_(file: Path, data: Path | None, yes: bool, allow_loss: bool, **options: Any) -> None:
    """Nhập bảng tính .xlsx hoặc .ods đã điền, hoặc biểu II.06a, vào thư mục dữ liệu.

    Cả tệp được kiểm tra, mọi thay đổi được cho xem trước; chỉ ghi khi có người đồng ý, hoặc --yes.
    Không có ai để hỏi mà thiếu --yes thì không ghi, mã thoát 2. Tệp bị thay được giữ ở .previous/.
    Bỏ số liệu đang có mà không có số nào thay thì bị từ chối, mã thoát 1, trừ khi có --allow-loss.
    """
    reader = READERS[_kind(options.get("form") or "workbook")]
    root = data_folder(data)
    from ..registry import sound_registry
    from .apply import recover
    from .asking import settle
    from .changes import changes

    sound_registry(root)
    proposal = reader(file, root, options)
    found = changes(proposal, root)
    if recover(found.unit.id, root):
        say("Lần nhập trước bị dừng giữa chừng, nay đã ghi nốt.")
        found = changes(proposal, root)
    refuse_loss(found, allow_loss)
    sys.exit(settle(found, yes))


def _kind(name: str) -> str:
    if name in READERS:
        return name
    mend = f"{did_you_mean(name, READERS)}Có các loại: {', '.join(READERS)}"
    raise UsageError([Fault(f"không có loại tệp '{name}'", "--form", mend)])
