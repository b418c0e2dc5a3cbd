"""Blocks as Markdown and as LaTeX: what other tools than a browser print of a notebook."""

import re
from itertools import chain
from typing import Any

from .columns import column_shares
from .plain import Plain

Json = dict[str, Any]

_MARKDOWN_SIGN = re.compile(r"[\\`*_\[\]{}<>|~$&#^@]")
_AT_ITS_START = re.compile(r"^([-+=]|\d+(?=[.)](?:\s|$)))")
"""What makes a list or a heading of a line that begins with it."""
_LATEX = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "{}$&#%_"},
        **{sign: f"{{}}{sign}" for sign in "[*"},  # which `\\` takes for its own
        **{"\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}"},
        **{"<": "\\textless{}", ">": "\\textgreater{}", "`": "\\textasciigrave{}", "\u00a0": "~"},
    }
)
_LATEX_STYLE = {"strong": "\\textbf", "em": "\\emph", "code": "\\texttt"}
_LATEX_HEADING = ("section", "subsection", "subsubsection", "paragraph", "subparagraph")
_LATEX_ALIGN = {"left": "raggedright", "right": "raggedleft", "center": "centering"}
_MARKDOWN_RULE = {"left": ":--", "right": "--:", "center": ":-:"}


def blocks_to_markdown(page: list[Json]) -> str:
    r"""The page's blocks (JSON form) as Markdown that CommonMark, GitHub and Pandoc read alike.

    >>> blocks_to_markdown([{"type": "Paragraph", "runs": ["3 < 5 | *"]}])
    '3 \\< 5 \\| \\*'
    """
    return _Markdown().page(page)


def blocks_to_latex(page: list[Json]) -> str:
    r"""The page's blocks (JSON form) as LaTeX; it needs `longtable`, `booktabs` and `array`.

    >>> blocks_to_latex([{"type": "Paragraph", "runs": ["98,76% & hơn"]}])
    '98,76\\% \\& hơn'
    """
    return _Latex().page(page)


class _Markdown(Plain):
    gap = "\n\n"
    nested = "    "

    def words(self, text: str, style: str = "") -> str:
        said = _MARKDOWN_SIGN.sub(r"\\\g<0>", text.strip())
        said = _AT_ITS_START.sub(_escaped_start, said).replace("\n", "\\\n")
        if style == "code" and not re.search(r"[`|\n]", text):
            said = f"`{text}`"
        elif said and style in {"strong", "em"}:
            said = f"**{said}**" if style == "strong" else f"*{said}*"
        return _with_ends(text, said)

    def heading(self, text: str, level: int) -> str:
        return f"{'#' * level} {_one_line(text)}"

    def table(self, table: Json) -> str:
        rule = [_MARKDOWN_RULE.get(column["align"], ":--") for column in table["columns"]]
        heads = [self.words(column["text"]) for column in table["columns"]]
        rows = [self.cells(row) for row in table["rows"]]
        rows = [[*cells, *[""] * (len(rule) - len(cells))] for cells in rows]
        return "\n".join(f"| {' | '.join(map(_one_line, row))} |" for row in (heads, rule, *rows))

    def preformatted(self, text: str) -> str:
        fence = "`" * max([3, *(len(found) + 1 for found in re.findall("`+", text))])
        return f"{fence}\n{text}\n{fence}"


class _Latex(Plain):
    gap = "\n\n"
    nested = ""

    def words(self, text: str, style: str = "") -> str:
        said = text.strip().translate(_LATEX).replace("\n", "\\newline\n")
        return _with_ends(text, f"{_LATEX_STYLE[style]}{{{said}}}" if style and said else said)

    def heading(self, text: str, level: int) -> str:
        said = text.replace("\\newline\n", " ")
        return f"\\{_LATEX_HEADING[min(level, 5) - 1]}*{{{said}}}"

    def listing(self, items, first=None) -> str:
        kind = "itemize" if first is None else "enumerate"
        start = [] if first in {None, 1} else [f"\\setcounter{{enumi}}{{{first - 1}}}"]
        lines = [*start, *(f"\\item {item}" for item in items)]
        return "\n".join([f"\\begin{{{kind}}}", *lines, f"\\end{{{kind}}}"])

    def table(self, table: Json) -> str:
        columns = table["columns"]
        shares = column_shares(table)
        shape = "".join(
            f">{{\\{_LATEX_ALIGN.get(column['align'], 'raggedright')}"
            f"\\arraybackslash\\hspace{{0pt}}}}"
            f"p{{\\dimexpr{share / sum(shares):.3f}\\linewidth-2\\tabcolsep\\relax}}"
            for column, share in zip(columns, shares, strict=True)
        )
        heads = " & ".join(self.words(column["text"], "strong") for column in columns)
        whole = f"\\multicolumn{{{len(columns)}}}{{p{{\\dimexpr\\linewidth-2\\tabcolsep\\relax}}}}"
        rows = (
            f"{whole}{{{self.cells(row)[0]}}}" if row.get("group") else " & ".join(self.cells(row))
            for row in table["rows"]
        )
        lines = (f"{row} \\\\" for row in chain([heads], rows))
        return "\n".join(
            [
                "{\\footnotesize",
                f"\\begin{{longtable}}{{{shape}}}",
                f"\\toprule\n{next(lines)}\n\\midrule\\endhead",
                *lines,
                "\\bottomrule\n\\end{longtable}}",
            ]
        )

    def preformatted(self, text: str) -> str:
        lines = (self.words(line, "code").replace(" ", "~") or "~" for line in text.splitlines())
        return "\\noindent " + "\\newline\n".join(lines)


def _escaped_start(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"


def _with_ends(text: str, said: str) -> str:
    """What is said of a text, between the spaces that it begins and ends with."""
    kept = text.lstrip()
    return text[: len(text) - len(kept)] + said + kept[len(kept.rstrip()) :]


def _one_line(text: str) -> str:
    return text.replace("\\\n", " <br>")
