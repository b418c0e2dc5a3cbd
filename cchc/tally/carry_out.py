"""Count what was asked for, and lead the results where they were asked for."""

import csv
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from io import StringIO
from pathlib import Path

import click

from ..cells import is_slug, quoted
from ..errors import CchcError, Fault, UsageError
from ..intake.asking import settle
from ..intake.changes import changes
from ..intake.loss import refuse_loss
from ..intake.proposal import SHAPES
from ..numerals import number
from ..registry import sound_registry
from ..usage import say
from .count import tally
from .declaration import read_declaration
from .form import write_form
from .order import Order
from .outputs import output_faults
from .place import beside
from .propose import by_field_rows, proposed
from .result import Tally
from .span import option_day, period_id, span_of
from .telling import told


def carry_out(order: Order) -> int:
    """Count, tell, and write what was asked for; the exit code."""
    period = period_id(order.period)
    faults = list(_faults(order))
    if faults:
        raise UsageError(faults)
    unit = sound_registry(order.data).unit(order.unit)
    days = (option_day("--start", order.start), option_day("--end", order.end))
    start, end = span_of(period, unit, order.data, *days)
    columns = read_declaration(order.columns)
    source = order.source or f"so-ho-so-{period.lower()}"
    is_look = not (order.write or order.table or order.form)
    found = None
    with beside(order.aside) if order.aside else nullcontext() as aside:
        result = tally(order.files, columns, start, end, aside)
        _tell(order, "\n".join(told(result, period, unit.type, columns)))
        if not is_look:
            _refuse_nothing(result, period)
        if order.write:
            found = changes(proposed(result, unit.id, period, source), order.data)
            refuse_loss(found, order.allow_loss)
    _write_results(order, result, period, unit.title, source)
    _refuse_nothing(result, period)
    return settle(found, order.yes) if found else 0


def _refuse_nothing(result: Tally, period: str) -> None:
    """Raise `CchcError` for a register of which no row counts: its zeros mean nothing."""
    if result.used:
        return
    what = f"sổ không có dòng nào được tính cho kỳ {period}: đọc {number(result.read)} dòng"
    mend = (
        "xem lý do ở trên, kiểm tra --period và tệp khai báo cột; muốn xem từng dòng thì chạy lại"
        " chỉ với --aside TỆP.csv"
    )
    raise CchcError([Fault(what, "; ".join(shown for shown, _ in result.files), mend)])


def _faults(order: Order) -> Iterator[Fault]:
    """What was asked for and cannot be."""
    paths = [path.resolve() for path in order.files]
    for place, path in enumerate(paths):
        if path in paths[:place]:
            yield Fault("tệp sổ được nêu hai lần", str(order.files[place]), "nêu mỗi tệp một lần")
    yield from output_faults(order)
    if order.yes and not order.write:
        yield Fault("--yes mà không có --write", "dòng lệnh", "thêm --write, hoặc bỏ --yes")
    if order.source is not None and not is_slug(order.source):
        mend = "chỉ dùng chữ thường không dấu, chữ số và dấu gạch ngang"
        yield Fault(f"{quoted(order.source)} không phải là mã định danh", "--source", mend)


def _tell(order: Order, text: str) -> None:
    """The findings, beside the CSV where that is what goes to the standard output."""
    if order.table == "-":
        click.echo(text, err=True)
    else:
        say(text)


def _write_results(order: Order, result: Tally, period: str, title: str, source: str) -> None:
    if order.aside:
        click.echo(f"Các dòng để riêng ở {order.aside}", err=True)
    if order.table:
        text = _table(result, period, source)
        if order.table == "-":
            sys.stdout.write(text)
        else:
            with beside(Path(order.table)) as coming:
                coming.write_text(text, encoding="utf-8")
            click.echo(f"Số theo cấp, lĩnh vực ở {order.table}", err=True)
    if order.form:
        write_form(order.form, result, period, title)
        click.echo(f"Biểu II.06a ở {order.form}", err=True)


def _table(result: Tally, period: str, source: str) -> str:
    """The rows of `dossiers_by_field.csv` as CSV."""
    out = StringIO()
    place = "; ".join(shown for shown, _ in result.files)
    writer = csv.DictWriter(out, SHAPES["dossiers_by_field.csv"].columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(by_field_rows(result, period, source, place))
    return out.getvalue()
