"""SHOW: what became of a whole, apart from its largest part: late, pending, unexplained."""

from collections.abc import Iterable, Iterator

from .checks import level_name
from .complete import tiers_of
from .draw import Series, stacks
from .indicator import Whole
from .ledger import Key
from .marks import mark
from .numerals import number, share
from .page import Chart, Column, Row, Run, Table
from .phrases import NO_DATA, lower
from .review import Review


def outcome_charts(review: Review, area: str) -> Iterator[Chart]:
    """What of a whole is not in its largest part: late, pending, and what nobody explains."""
    for whole in review.wholes:
        indicator = review.catalogue[whole.code]
        if indicator.area != area or not whole.leaks:
            continue
        tiers = tiers_of(indicator, review.folder.unit.level)
        keys = [k for level in tiers for k in review.years(whole.code, level)]
        keys = [k for k in keys if k in review.ledger] or review.years(whole.code, "all")
        rows = [(key, _slices(review, whole, key)) for key in keys if key in review.ledger]
        rows = [(key, slices) for key, slices in rows if slices]
        if rows:
            yield _stacked(review, whole, rows)


def _slices(review: Review, whole: Whole, key: Key) -> dict[str, tuple[float, Run]]:
    """The slices of one whole by code ("": what is left): share in percent, and its number."""
    size = review.ledger[key].quantity.value
    leaves = [key._replace(code=code) for code in _leaves(review, whole, key)]
    if not size or not leaves:
        return {}
    values = [review.ledger[leaf].quantity.value for leaf in leaves]
    slices = {
        leaf.code: (float(100 * value / size), mark(review, leaf))
        for leaf, value in zip(leaves, values, strict=True)
    }
    left = max(size - sum(values), 0)
    return slices | {"": (float(100 * left / size), number(left))}


def _leaves(review: Review, whole: Whole, key: Key) -> Iterable[str]:
    for code in (*whole.parts, *whole.leaks):
        inner = [w for w in review.wholes if w.code == code]
        below = [c for w in inner for c in w.parts if key._replace(code=c) in review.ledger]
        if below:
            yield from below
        elif key._replace(code=code) in review.ledger:
            yield code


def _stacked(review: Review, whole: Whole, rows) -> Chart:
    codes = list(dict.fromkeys(code for _, slices in rows for code in slices))
    # What nobody explains is never left out, however much it is.
    biggest = max(filter(None, codes), key=lambda c: sum(s[c][0] for _, s in rows if c in s))
    drawn = [c for c in codes if c != biggest and any(s[c][0] for _, s in rows if c in s)]
    drawn = sorted(drawn, key=lambda c: c == "")
    names = {c: lower(review.catalogue[c].vi) if c else "chưa rõ" for c in drawn}
    items = [
        f"{level_name(key.level, review.folder.unit.type)}, năm {key.period}" for key, _ in rows
    ]
    series = [
        Series(names[c], [s[c][0] if c in s else None for _, s in rows], [""] * len(rows))
        for c in drawn
    ]
    totals = [share(sum(s[c][0] for c in drawn if c in s)) for _, s in rows]
    title = (
        f"{review.catalogue[whole.code].vi} ngoài phần"
        f" {lower(review.catalogue[biggest].vi)}, tính theo phần trăm số tiếp nhận"
    )
    return Chart(
        stacks(items, series, totals),
        f"Biểu đồ thanh chồng. {_spoken(items, totals, names, rows)}.",
        title,
        _stack_table(title, items, names, rows),
    )


def _spoken(items: list[str], totals: list[str], names: dict[str, str], rows) -> str:
    return "; ".join(
        f"{item}: {total}"
        + "".join(f", {names[c]} {share(s[c][0])}" for c in names if c in s and s[c][0])
        for item, total, (_, s) in zip(items, totals, rows, strict=True)
    )


def _stack_table(title: str, items: list[str], names: dict[str, str], rows) -> Table:
    return Table(
        f"Số liệu của biểu đồ: {lower(title)}",
        (Column("Cấp và kỳ"), *(Column(name, "right") for name in names.values())),
        tuple(
            Row(((item,), *((s[c][1] if c in s else NO_DATA,) for c in names)))
            for item, (_, s) in zip(items, rows, strict=True)
        ),
        small=True,
    )
