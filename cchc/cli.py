"""The one door: cchc run, check, list."""

import sys
from pathlib import Path

import click

from . import __version__
from .errors import CchcError, Fault, UsageError

DATA = click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=None,
    help="Thư mục dữ liệu; mặc định: thư mục data/ gần nhất từ nơi đang đứng trở lên.",
)
FIRST = click.option(
    "--first-year", type=int, default=None, help="Năm thứ nhất; mặc định theo office.toml."
)
SECOND = click.option(
    "--second-year", type=int, default=None, help="Năm thứ hai; mặc định theo office.toml."
)
UNITS = click.argument("units", nargs=-1, metavar="[UNIT]...")
ALL = click.option("--all", "every", is_flag=True, help="Mọi đơn vị có số liệu trong data/.")
FORMATS = ("html", "pdf")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="cchc")
def cli() -> None:
    """Báo cáo hai năm cải cách hành chính: mỗi con số truy được về nguồn.

    Mã thoát: 0 xong · 1 dữ liệu cần sửa · 2 sai cách gọi · 3 có số liệu không thể cùng đúng (báo
    cáo vẫn được làm) · 4 không làm được báo cáo.
    """


@cli.command()
@UNITS
@ALL
@FIRST
@SECOND
@DATA
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Thư mục kết quả; mặc định: outputs/ bên cạnh data/.",
)
@click.option(
    "--formats",
    default=",".join(FORMATS),
    show_default=True,
    help="Các định dạng của báo cáo, cách nhau bằng dấu phẩy.",
)
def run(units, every, first_year, second_year, data, out, formats) -> None:
    """Làm báo cáo hai năm (HTML, PDF) của từng đơn vị.

    UNIT là mã thư mục của đơn vị trong data/, ví dụ huyen-long-my.
    """
    from .batch import run_units

    root, chosen = _choose(units, every, data)
    wanted = _formats(formats)
    sys.exit(
        run_units(chosen, root, out or root.parent / "outputs", wanted, first_year, second_year)
    )


@cli.command()
@UNITS
@ALL
@FIRST
@SECOND
@DATA
def check(units, every, first_year, second_year, data) -> None:
    """Đọc và đối chiếu số liệu, không làm báo cáo."""
    from .batch import check_units

    root, chosen = _choose(units, every, data)
    sys.exit(check_units(chosen, root, first_year, second_year))


@cli.command("list")
@click.argument("what", type=click.Choice(["units", "indicators", "targets", "checks"]))
@click.option("--json", "as_json", is_flag=True, help="In dạng JSON cho máy đọc.")
@DATA
def list_(what, as_json, data) -> None:
    """Liệt kê đơn vị, chỉ tiêu, mục tiêu hoặc phép đối chiếu."""
    from .listing import listing

    click.echo(listing(what, as_json, _root(data) if what in ("units", "targets") else None))


def _root(data: Path | None) -> Path:
    from .registers import find_data

    return find_data(data)


def _choose(units: tuple[str, ...], every: bool, data: Path | None) -> tuple[Path, list[str]]:
    """The data folder and the units that were asked for."""
    from .registers import unit_ids_with_figures

    if every == bool(units):
        raise UsageError(
            [
                Fault(
                    "chưa rõ làm cho đơn vị nào" if not units else "vừa nêu đơn vị vừa có --all",
                    "dòng lệnh",
                    "nêu mã đơn vị, hoặc --all. Xem tất cả: cchc list units",
                )
            ]
        )
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
        what = (
            f"không có định dạng {', '.join(map(repr, unknown))}" if unknown else "thiếu định dạng"
        )
        raise UsageError([Fault(what, "--formats", f"dùng: {', '.join(FORMATS)}")])
    return wanted


def main() -> None:
    """Run the command line; a fault in the data or in the request is shown without a traceback."""
    try:
        cli(standalone_mode=False)
    except CchcError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        click.echo("Đã dừng theo yêu cầu.", err=True)
        sys.exit(130)
