"""`cchc tally`: from registers of dossiers to the figures of form II.06a."""

import sys
from pathlib import Path

import click

from ..errors import Fault, UsageError
from ..intake.loss import loss_option
from ..request import data_folder
from ..usage import Command, Option, say
from .order import Order

PATH = click.Path(path_type=Path)


def _write_example(context: click.Context, _: click.Parameter, path: Path | None) -> None:
    """Write the commented example, and stop there."""
    if path is None or context.resilient_parsing:
        return
    from .declaration import EXAMPLE

    try:
        with path.open("xb") as file:
            file.write(EXAMPLE.read_bytes())
    except FileExistsError:
        fault = Fault("đã có tệp này", str(path), "chọn tên khác cho tệp mẫu")
        raise UsageError([fault]) from None
    say(f"Đã ghi tệp khai báo cột mẫu: {path}. Sửa tên cột cho đúng với sổ rồi dùng với --columns.")
    context.exit()


@click.command(cls=Command)
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="SỔ...")
@click.option(
    "--unit",
    cls=Option,
    required=True,
    metavar="ĐƠN_VỊ",
    help="Đơn vị, là tên thư mục trong data/.",
)
@click.option(
    "--period",
    cls=Option,
    required=True,
    metavar="KỲ",
    help="Kỳ báo cáo, ví dụ 2022, 2022-H1, 2022-Q3.",
)
@click.option(
    "--columns",
    cls=Option,
    required=True,
    type=PATH,
    metavar="TỆP.toml",
    help="Tệp khai báo cột của sổ.",
)
@click.option("--start", metavar="NGÀY", help="Ngày đầu kỳ, nếu periods.csv chưa ghi.")
@click.option("--end", metavar="NGÀY", help="Ngày chốt số liệu, nếu periods.csv chưa ghi.")
@click.option(
    "--data", type=PATH, metavar="THƯ_MỤC", help="Thư mục dữ liệu; mặc định: data/ gần nhất."
)
@click.option(
    "--aside", type=PATH, metavar="TỆP.csv", help="Ghi các dòng để riêng, kèm lý do và số dòng."
)
@click.option(
    "--csv", "table", metavar="TỆP.csv", help="Ghi số theo cấp và lĩnh vực; - là in ra màn hình."
)
@click.option("--form", type=PATH, metavar="TỆP.xlsx", help="Ghi biểu II.06a; tệp .csv cũng được.")
@click.option("--write", is_flag=True, help="Đưa số vào data/ sau khi cho xem thay đổi và hỏi.")
@click.option("--yes", is_flag=True, help="Cùng với --write: không hỏi nữa.")
@loss_option
@click.option(
    "--source", metavar="MÃ", help="Mã của nguồn trong sources.csv; mặc định: so-ho-so và kỳ."
)
@click.option(
    "--example",
    type=PATH,
    metavar="TỆP.toml",
    is_eager=True,
    expose_value=False,
    callback=_write_example,
    help="Chỉ ghi một tệp khai báo cột mẫu có ghi chú.",
)
@click.help_option("-h", "--help", help="Hiện hướng dẫn này.")
def tally(files: tuple[Path, ...], data: Path | None, **options) -> None:
    """Đếm hồ sơ từ sổ theo dõi hồ sơ theo biểu II.06a.

    SỔ là tệp CSV, Parquet hoặc Excel (.xlsx), mỗi dòng một hồ sơ; nhiều tệp được coi là một sổ.
    Mỗi dòng được dùng, hoặc để riêng kèm lý do. Không có --write thì không ghi gì vào data/. Không
    dòng nào được tính, hoặc bỏ số liệu đang có mà thiếu --allow-loss, thì không ghi tệp nào, mã
    thoát 1; chỉ nêu --aside thì danh sách dòng để riêng vẫn được ghi.
    """
    from .carry_out import carry_out

    sys.exit(carry_out(Order(files=files, data=data_folder(data), **options)))
