"""Numbers and tables as the page has them."""

from collections.abc import Iterable, Sequence


def number(value: float | None, decimals: int = 1) -> str:
    """The number as the page has it, a dash for none.

    >>> number(2.345), number(1234.5, 0), number(None)
    ('2.3', '1,234', '–')
    """
    return "–" if value is None else f"{value:,.{decimals}f}"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; the first column names, the others count."""
    align = ["---", *["---:"] * (len(heads) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, align, *rows)) + "\n"
