"""Form II.06a as what it says about a unit: figures by level, dossiers by field, their source."""

from collections.abc import Iterator, Sequence

from ...checks import period_name
from ...dossier_fields import FORM_CODES
from ...errors import CchcError, Fault
from ...numerals import day
from ...periods import fits, is_whole, parse_period
from ..proposal import Proposal, Scope, Stated
from .reading import Form
from .rows import LEVEL_NAMES, TOTAL, FormRow, fields_of, total_of


def proposed(form: Form, unit: str, period: str, source: str = "") -> Proposal:
    """What the form says: for `data/<unit>/`, in the period, as one source.

    The figures of a level are its total row; where the form has none, the sum of the level's
    fields, as far as all of them state it, which the notes say. The form speaks for all its codes
    of its levels, period and source: what it no longer states is removed.
    """
    _refuse_other_period(form, period)
    source = source or f"bieu-ii06a-{period.lower()}"
    levels = list(dict.fromkeys(row.level for row in form.rows))
    about = {"period": period, "source": source}
    figures = [row for level in levels for row in _figures(form, level, about)]
    by_field = [_by_field(form, row, about) for row in form.rows if row.name != TOTAL]
    spoken = [{**about, "level": level} for level in levels]
    covers = {
        "figures.csv": Scope.of(
            ("code", "period", "level", "source"),
            ({"code": code, **each} for code in FORM_CODES for each in spoken),
        ),
        "dossiers_by_field.csv": Scope.of(("period", "level", "source"), spoken),
    }
    title = f"Biểu II.06a {period_name(period)}"
    signed = {"date": form.signed.isoformat()} if _is_dated(form, period) else {}
    stated = Stated({"id": source}, otherwise={"title": title, "kind": "biểu mẫu", **signed})
    return Proposal(
        unit,
        tuple(figures),
        (stated,),
        (_period(form, period),),
        tuple(by_field),
        covers=covers,
        origin=form.file,
        notes=(*form.notes, *_summed(form.rows, levels), *_undated(form, period)),
    )


def _figures(form: Form, level: str, about: dict[str, str]) -> Iterator[Stated]:
    total, fields = total_of(form.rows, level), list(fields_of(form.rows, level))
    for code in FORM_CODES:
        if total is not None and code in total.counts:
            row, value, place = total, total.counts[code], total.place(code)
        elif total is None and all(code in field.counts for field in fields):
            row, value = fields[0], str(sum(int(field.counts[code]) for field in fields))
            place = f"tổng {row.place(code)} đến {fields[-1].place(code)}"
        else:
            continue
        stated = {"code": code, "level": level, "value": value, "qualifier": "", "place": place}
        yield Stated({**about, **stated}, _where(form, row, code))


def _by_field(form: Form, row: FormRow, about: dict[str, str]) -> Stated:
    counts = {code: row.counts.get(code, "") for code in FORM_CODES}
    place = f"{' '.join(row.sheet.name.split())}, dòng {row.row + 1}"
    cells = {code: _where(form, row, code) for code in FORM_CODES if code in row.columns}
    stated = {"field": row.name, "level": row.level, "place": place}
    return Stated({**about, **stated, **counts}, f"{form.file}, {row.where}", cells=cells)


def _where(form: Form, row: FormRow, code: str) -> str:
    return f"{form.file}, {row.sheet.place(row.row, row.columns[code][0])}"


def _summed(rows: Sequence[FormRow], levels: Sequence[str]) -> Iterator[str]:
    for level in levels:
        fields = list(fields_of(rows, level))
        if total_of(rows, level) is None:
            yield (
                f"biểu không có dòng tổng số {LEVEL_NAMES[level].lower()}: số chung là tổng của"
                f" {len(fields)} lĩnh vực"
            )


def _is_dated(form: Form, period: str) -> bool:
    """Whether the last day below the table is that of signing.

    None before the period is; of several, none before its end, for a note may name it.
    """
    calendar = parse_period(period)
    start, end = form.days or (calendar.start, calendar.end)
    return bool(form.signed) and form.signed >= (end if len(form.below) > 1 else start)


def _undated(form: Form, period: str) -> Iterator[str]:
    """What follows from days that the form does not name."""
    if form.days is None:
        yield (
            "biểu không ghi từ ngày nào đến ngày nào: kỳ mới được ghi là chưa trọn (complete = no)"
        )
    if form.signed is None:
        yield (
            "biểu không ghi ngày lập: nguồn không có ngày được coi là cũ nhất; ghi ngày vào"
            " sources.csv nếu biểu mới hơn báo cáo"
        )
    elif not _is_dated(form, period):
        yield (
            f"dưới biểu có các ngày {', '.join(map(day, form.below))}, ngày cuối trước khi hết kỳ:"
            " chưa rõ ngày lập, nguồn không có ngày được coi là cũ nhất; ghi ngày vào sources.csv"
        )


def _period(form: Form, period: str) -> Stated:
    """The period's row: its days where the title names them; else its end is left open."""
    if form.days is None:
        return Stated({"period": period}, otherwise={"complete": "no"})
    start, end = form.days
    is_complete = is_whole(parse_period(period), start, end)
    days = {"start": start.isoformat(), "end": end.isoformat()}
    return Stated(
        {"period": period}, otherwise={**days, "complete": "yes" if is_complete else "no"}
    )


def _refuse_other_period(form: Form, period: str) -> None:
    """Refuse a form whose title names days that are not of the period."""
    if form.days is None:
        return
    start, end = form.days
    if not fits(parse_period(period), start, end):
        what = f"tiêu đề biểu ghi từ {day(start)} đến {day(end)}, không phải kỳ {period}"
        mend = "xem lại --period, hoặc sửa tiêu đề của biểu"
        raise CchcError([Fault(what, form.file, mend)])
