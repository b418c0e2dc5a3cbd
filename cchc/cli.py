"""The one door: cchc workbook, import, run, check, list."""

import sys
from pathlib import Path

import click

from . import __version__
from .against.options import against_options
from .demo.command import demo
from .errors import CchcError, Fault, UsageError, did_you_mean
from .intake.command import import_, workbook
from .request import chosen_formats, chosen_units, data_folder, font_folder, out_folder
from .tally.command import tally
from .usage import Group, Option, in_vietnamese, processors, say, settle_streams

LISTS = ("units", "indicators", "targets", "checks")

HELP = click.help_option("-h", "--help", help="Hiện hướng dẫn này.")
DATA = click.option(
    "--data",
    type=click.Path(path_type=Path),
    metavar="THƯ_MỤC",
    help="Thư mục dữ liệu; mặc định: thư mục data/ gần nhất từ nơi đang đứng trở lên.",
)
FIRST = click.option("--first-year", metavar="NĂM", help="Năm thứ nhất; mặc định theo office.toml.")
SECOND = click.option(
    "--second-year", metavar="NĂM", help="Năm thứ hai; mặc định theo office.toml."
)
UNITS = click.argument("units", nargs=-1, metavar="[ĐƠN_VỊ]...")
ALL = click.option("--all", "every", is_flag=True, help="Mọi đơn vị có số liệu trong data/.")


@click.group(cls=Group, options_metavar="[TÙY CHỌN]", subcommand_metavar="LỆNH [THAM SỐ]...")
@click.version_option(__version__, prog_name="cchc", help="Hiện phiên bản.")
@HELP
def cli() -> None:
    """Báo cáo hai năm cải cách hành chính: mỗi con số truy được về nguồn.

    Mã thoát: 0 xong · 1 dữ liệu cần sửa · 2 sai cách gọi · 3 có số liệu không thể cùng đúng (báo
    cáo vẫn được làm) · 4 không làm được báo cáo.
    """


cli.add_command(demo)
cli.add_command(workbook)
cli.add_command(import_)
cli.add_command(tally)


@cli.command()
@UNITS
@ALL
@FIRST
@SECOND
@DATA
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="THƯ_MỤC",
    help="Thư mục kết quả; mặc định: outputs/ bên cạnh data/.",
)
@click.option(
    "--formats",
    default="html,pdf",
    metavar="DANH_SÁCH",
    help="Các định dạng phải có, cách nhau bằng dấu phẩy; mặc định: html,pdf. Định dạng đã làm và"
    " còn đúng thì được giữ.",
)
@click.option(
    "--font-path",
    type=click.Path(path_type=Path),
    metavar="THƯ_MỤC",
    help="Thư mục có phông chữ cùng cỡ Times New Roman (Tinos, Liberation Serif) cho bản PDF."
    " Không nêu thì bản PDF còn đúng được giữ như đã in.",
)
@click.option("--force", is_flag=True, help="Làm lại cả những báo cáo không có gì thay đổi.")
@click.option("--only-failed", is_flag=True, help="Chỉ làm các đơn vị mà lần trước bị hỏng.")
@click.option("--dry-run", is_flag=True, help="Chỉ nói sẽ làm báo cáo nào và vì sao.")
@click.option(
    "--jobs",
    cls=Option,
    type=click.IntRange(1, 256),
    default=processors,
    metavar="SỐ",
    help="Số báo cáo làm cùng lúc, từ 1 đến 256; mặc định: số bộ xử lý của máy.",
)
@click.option(
    "--timeout",
    cls=Option,
    type=click.FloatRange(1),
    default=600,
    metavar="GIÂY",
    help="Thời gian nhiều nhất cho một báo cáo, từ 1; mặc định: 600.",
)
@click.option(
    "--memory",
    cls=Option,
    type=click.IntRange(300),
    default=2048,
    metavar="MB",
    help="Bộ nhớ nhiều nhất cho phần tính của một báo cáo, từ 300; mặc định: 2048.",
)
@click.option(
    "--kernel",
    type=click.Choice(["auto", "stock"]),
    default="auto",
    metavar="[auto|stock]",
    help="stock: khởi động nhân (kernel) Jupyter theo cách thường, chậm hơn; mặc định: auto.",
)
@click.option(
    "--scheduler",
    default="",
    metavar="ĐỊA_CHỈ",
    help="Làm trên cụm máy Dask có bộ điều phối ở tcp://MÁY:CỔNG; khi đó --jobs không có tác dụng.",
)
@click.option("--log-json", is_flag=True, help="Ghi mỗi sự kiện thành một dòng JSON.")
@HELP
def run(units, every, first_year, second_year, data, out, formats, font_path, **rest) -> None:
    """Làm báo cáo hai năm (HTML, PDF) của từng đơn vị.

    Báo cáo không có gì thay đổi thì không làm lại.

    ĐƠN_VỊ là tên thư mục của đơn vị trong data/, ví dụ huyen-long-my.
    """
    wanted = chosen_formats(formats)
    root, chosen = chosen_units(units, every, data)
    from .batch import run_units
    from .plan import Order
    from .run.connect import checked_address

    order = Order(
        units=tuple(chosen),
        data=root,
        out=out_folder(out or root.parent / "outputs"),
        formats=wanted,
        first_year=first_year,
        second_year=second_year,
        fonts=font_folder(font_path),
        force=rest["force"],
        only_failed=rest["only_failed"],
        dry_run=rest["dry_run"],
        jobs=rest["jobs"],
        kernel=rest["kernel"],
        seconds=rest["timeout"],
        megabytes=rest["memory"],
        as_json=rest["log_json"],
        scheduler=checked_address(rest["scheduler"], font_path),
    )
    sys.exit(run_units(order))


@cli.command()
@UNITS
@ALL
@FIRST
@SECOND
@DATA
@against_options
@HELP
def check(units, every, first_year, second_year, data, **report) -> None:
    """Đọc và đối chiếu số liệu, không làm báo cáo.

    ĐƠN_VỊ là tên thư mục của đơn vị trong data/, ví dụ huyen-long-my.

    Với --against, mã thoát 1 khi có con số chưa rõ nguồn hoặc không khớp; mã thoát 0 không có nghĩa
    là các câu của báo cáo đều đúng: chỉ con số được đặt cạnh số liệu đang giữ.
    """
    root, chosen = chosen_units(units, every, data)
    if any(report.values()):
        from .against.command import check_against

        sys.exit(check_against(chosen, root, (first_year, second_year), **report))
    from .checking import check_units

    sys.exit(check_units(chosen, root, first_year, second_year))


@cli.command("list")
@click.argument("what", metavar="[units|indicators|targets|checks]")
@click.option("--json", "as_json", is_flag=True, help="In dạng JSON cho máy đọc.")
@DATA
@HELP
def list_(what, as_json, data) -> None:
    """Liệt kê đơn vị, chỉ tiêu, mục tiêu hoặc phép đối chiếu.

    units: đơn vị · indicators: chỉ tiêu và công thức · targets: mục tiêu · checks: phép đối chiếu
    """
    if what not in LISTS:
        mend = f"{did_you_mean(what, LISTS)}Có các danh sách: {', '.join(LISTS)}"
        raise UsageError([Fault(f"không có danh sách '{what}'", "lệnh cchc list", mend)])
    from .listing import listing

    say(listing(what, as_json, data_folder(data) if what in ("units", "targets") else None))


def main() -> None:
    """Run the command line; a fault in the data or in the request is shown without a traceback."""
    settle_streams()
    try:
        cli(prog_name="cchc", standalone_mode=False)
    except CchcError as error:
        _refuse(error)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help(), err=True)
        sys.exit(2)
    except click.ClickException as error:
        _refuse(in_vietnamese(error))
    except OSError as error:
        mend = "xem lại tên đường dẫn, quyền đọc, ghi ở đó, và chỗ trống trên đĩa"
        what = f"hệ điều hành không cho đọc hoặc ghi ({error.strerror or error})"
        where = "hệ điều hành không nêu đường dẫn" if error.filename is None else error.filename
        _refuse(CchcError([Fault(what, str(where), mend)]))
    except click.Abort:
        click.echo("Đã dừng theo yêu cầu.", err=True)
        sys.exit(130)


def _refuse(error: CchcError) -> None:
    click.echo(str(error), err=True)
    sys.exit(error.exit_code)
