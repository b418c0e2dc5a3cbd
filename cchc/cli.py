"""The one door: cchc run, check, list."""

import sys
from os.path import exists, isdir
from pathlib import Path

import click

from . import __version__
from .demo.command import demo
from .errors import CchcError, Fault, UsageError, did_you_mean
from .usage import Group, in_vietnamese, say, settle_streams

LISTS = ("units", "indicators", "targets", "checks")
FORMATS = ("html", "pdf")

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
    default=",".join(FORMATS),
    metavar="DANH_SÁCH",
    help="Các định dạng của báo cáo, cách nhau bằng dấu phẩy; mặc định: html,pdf.",
)
@click.option(
    "--font-path",
    type=click.Path(path_type=Path),
    metavar="THƯ_MỤC",
    help="Thư mục có phông chữ cùng cỡ Times New Roman (Tinos, Liberation Serif) cho bản PDF.",
)
@click.option("--force", is_flag=True, help="Làm lại cả những báo cáo không có gì thay đổi.")
@click.option("--only-failed", is_flag=True, help="Chỉ làm các đơn vị mà lần trước bị hỏng.")
@click.option("--dry-run", is_flag=True, help="Chỉ nói sẽ làm báo cáo nào và vì sao.")
@HELP
def run(
    units,
    every,
    first_year,
    second_year,
    data,
    out,
    formats,
    font_path,
    force,
    only_failed,
    dry_run,
) -> None:
    """Làm báo cáo hai năm (HTML, PDF) của từng đơn vị.

    Báo cáo không có gì thay đổi thì không làm lại.

    ĐƠN_VỊ là tên thư mục của đơn vị trong data/, ví dụ huyen-long-my.
    """
    wanted = _formats(formats)
    root, chosen = _choose(units, every, data)
    from .batch import Order, run_units

    order = Order(
        tuple(chosen),
        root,
        _folder(out or root.parent / "outputs"),
        wanted,
        first_year,
        second_year,
        _fonts(font_path),
        force,
        only_failed,
        dry_run,
    )
    sys.exit(run_units(order))


@cli.command()
@UNITS
@ALL
@FIRST
@SECOND
@DATA
@HELP
def check(units, every, first_year, second_year, data) -> None:
    """Đọc và đối chiếu số liệu, không làm báo cáo.

    ĐƠN_VỊ là tên thư mục của đơn vị trong data/, ví dụ huyen-long-my.
    """
    root, chosen = _choose(units, every, data)
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

    say(listing(what, as_json, _root(data) if what in ("units", "targets") else None))


def _root(data: Path | None) -> Path:
    from .registers import find_data

    return find_data(data)


def _choose(units: tuple[str, ...], every: bool, data: Path | None) -> tuple[Path, list[str]]:
    """The data folder and the units that were asked for."""
    if every == bool(units):
        what = "vừa nêu đơn vị vừa có --all" if every else "chưa nói làm cho đơn vị nào"
        mend = "nêu mã đơn vị, hoặc --all. Xem tất cả: cchc list units"
        raise UsageError([Fault(what, "dòng lệnh", mend)])
    from .registers import unit_ids_with_figures

    root = _root(data)
    chosen = list(dict.fromkeys(units)) or unit_ids_with_figures(root)
    if not chosen:
        mend = "tạo thư mục của đơn vị với figures.csv"
        raise UsageError([Fault("chưa có đơn vị nào có số liệu", str(root), mend)])
    return root, chosen


def _formats(text: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    unknown = [part for part in wanted if part not in FORMATS]
    if unknown or not wanted:
        names = ", ".join(f"'{part}'" for part in unknown)
        what = f"không có định dạng {names}" if unknown else "chưa nói định dạng nào"
        raise UsageError([Fault(what, "--formats", f"dùng: {', '.join(FORMATS)}")])
    return wanted


def _folder(out: Path) -> Path:
    """The folder for the outputs, which need not be there yet."""
    standing = next(place for place in (out, *out.absolute().parents) if exists(place))
    if not isdir(standing):
        what = f"{standing} là tệp, không phải thư mục"
        raise UsageError([Fault(what, "--out", "chọn một thư mục khác")])
    return out


def _fonts(folder: Path | None) -> Path | None:
    if folder is not None and not isdir(folder):
        mend = "nêu thư mục có các tệp .ttf hoặc .otf"
        raise UsageError([Fault(f"không có thư mục '{folder}'", "--font-path", mend)])
    return folder


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
        mend = "xem lại tên đường dẫn, và quyền đọc, ghi ở đó"
        what = f"hệ điều hành không cho đọc hoặc ghi ({error.strerror})"
        _refuse(CchcError([Fault(what, str(error.filename), mend)]))
    except click.Abort:
        click.echo("Đã dừng theo yêu cầu.", err=True)
        sys.exit(130)


def _refuse(error: CchcError) -> None:
    click.echo(str(error), err=True)
    sys.exit(error.exit_code)
