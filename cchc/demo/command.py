"""`cchc demo`: invented data to try things on."""

from pathlib import Path

import click

from ..errors import Fault, UsageError
from ..numerals import number
from ..usage import Group, say

HELP = click.help_option("-h", "--help", help="Hiện hướng dẫn này.")


@click.group(cls=Group, options_metavar="[TÙY CHỌN]", subcommand_metavar="LỆNH [THAM SỐ]...")
@HELP
def demo() -> None:
    """Dữ liệu minh họa, bịa đặt, để thử phần mềm."""


@demo.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="THƯ_MỤC")
@click.option("--units", default="8", metavar="SỐ", help="Số huyện, 1 đến 705; mặc định: 8.")
@click.option(
    "--seed",
    default="1",
    metavar="SỐ",
    help="Số gieo: cùng một số cho đúng cùng các tệp; mặc định: 1.",
)
@HELP
def province(folder: Path, units: str, seed: str) -> None:
    """Làm cả thư mục dữ liệu của một tỉnh không có thật.

    THƯ_MỤC chưa có, hoặc trống. Vài huyện có chỗ sai được cài vào; planted.csv ở đó ghi chỗ nào.
    """
    from .province import PLANTED, make_province

    made = make_province(folder, _whole("--units", units), _whole("--seed", seed))
    planted = "không huyện nào có chỗ sai cài vào"
    if made.planted:
        where = made.folder / PLANTED
        planted = f"{len(made.planted)} huyện có chỗ sai cài vào, ghi ở {where}"
    say(
        f"Đã làm {len(made.units)} huyện minh họa trong {folder}; {planted}.\n"
        f"Làm báo cáo: cchc run --all --data {folder} --out {folder}-bao-cao"
    )


@demo.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="THƯ_MỤC")
@click.option("--rows", default="100000", metavar="SỐ", help="Số dòng; mặc định: 100000.")
@click.option(
    "--seed",
    default="1",
    metavar="SỐ",
    help="Số gieo: cùng một số cho đúng cùng các dòng; mặc định: 1.",
)
@HELP
def dossiers(folder: Path, rows: str, seed: str) -> None:
    """Làm một sổ theo dõi hồ sơ không có thật, biết trước kết quả đếm.

    THƯ_MỤC chưa có, hoặc trống. Sổ có cả CSV và Parquet; bên cạnh là tệp khai báo cột, các số phải
    đếm được (expected.csv) và số dòng có chỗ sai cài vào (planted.csv).
    """
    from .register import make_register

    made = make_register(folder, _whole("--rows", rows), _whole("--seed", seed))
    say(
        f"Đã làm sổ minh họa {number(made.rows)} dòng trong {folder}.\n"
        f"Đếm: cchc tally {made.csv} --columns {made.columns} --unit ĐƠN_VỊ --period 2022"
    )


def _whole(option: str, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        fault = Fault(f"{text!r} không phải là số nguyên", option, f"ghi như {option} 8")
        raise UsageError([fault]) from None
