"""Blocks as plain text: what a terminal shows, and what stands beside the HTML in a notebook."""

from collections.abc import Iterable, Sequence
from textwrap import indent
from typing import Any

from .runs import blanks

Json = dict[str, Any]

SEVERITY = {"demo": "", "block": "Nghiêm trọng", "warn": "Cần xem lại", "note": "Ghi chú"}
"""The word that says a callout's weight, so that its colour need not."""
STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
"""The name of the state and its motto, as every official document begins."""


def weight(callout: Json) -> str:
    """The word that says a callout's weight, "" where its title says it.

    >>> weight({"severity": "warn", "title": "Chỗ cần xem lại (2)"})
    ''
    """
    word = SEVERITY[callout["severity"]]
    return "" if word.lower() in callout["title"].lower() else word


def blocks_to_text(page: list[Json]) -> str:
    """The page's blocks (JSON form) as plain text, an empty line between two of them.

    >>> blocks_to_text([{"type": "Paragraph", "runs": ["Tăng ", {"type": "Mark", "text": "2%"}]}])
    'Tăng 2%'
    """
    return Plain().page(page)


class Plain:
    """A hand that writes blocks: what a block is made of is said here, for other hands too.

    Another hand says how it writes words, headings, lists and tables, and what parts lines that
    belong together.
    """

    gap = "\n"
    nested = "  "
    """Before each line of a list in a list."""

    def page(self, blocks: Iterable[Json]) -> str:
        """The blocks, one below the other."""
        return "\n\n".join(getattr(self, f"_{block['type'].lower()}")(block) for block in blocks)

    def words(self, text: str, style: str = "") -> str:
        """A text that may be none of the hand's own signs; `style` is as in `page.Styled`."""
        return text

    def heading(self, text: str, level: int) -> str:
        """A heading that is below those of a lower level."""
        return text

    def listing(self, items: Sequence[str], first: int | None = None) -> str:
        """A list of written lines, numbered where it has a first number."""
        signs = ["-" if first is None else f"{first + place}." for place in range(len(items))]
        return "\n".join(f"{sign} {item}" for sign, item in zip(signs, items, strict=True))

    def table(self, table: Json) -> str:
        """The heads and rows of a table, each row a line."""
        head = " | ".join(column["text"] for column in table["columns"])
        return "\n".join([head, *(" | ".join(self.cells(row)) for row in table["rows"])])

    def preformatted(self, text: str) -> str:
        """A text whose lines and spaces are kept."""
        return text

    def runs(self, runs: Iterable[str | Json], style: str = "") -> str:
        """The words and numbers of a line; `style` is that of all of them."""
        return "".join(
            self.words(run, style)
            if isinstance(run, str)
            else self.words(run["text"], style or run.get("style", ""))
            for run in runs
        )

    def cells(self, row: Json) -> list[str]:
        """The written cells of a row; a row that heads a group has only one."""
        return [self.runs(cell, "strong" if row.get("group") else "") for cell in row["cells"]]

    def together(self, *parts: str) -> str:
        """What belongs together, without what is empty."""
        return self.gap.join(filter(None, parts))

    def _heading(self, block: Json) -> str:
        text = f"{block.get('number', '')} {block['text']}".strip()
        return self.heading(self.words(text), min(max(int(block["level"]), 1), 6))

    def _paragraph(self, block: Json) -> str:
        return self.runs(block["runs"])

    def _bullets(self, block: Json) -> str:
        items: list[str] = []
        for item in block["items"]:
            if not isinstance(item, dict):
                items.append(self.runs(item))
            elif items:
                items[-1] += "\n" + indent(self._bullets(item), self.nested)
            else:
                items.append(self._bullets(item))
        return self.listing(items, int(block.get("start", 1)) if block.get("ordered") else None)

    def _table(self, block: Json) -> str:
        note = self.words(block.get("note", ""))
        return self.together(self._caption(block), self.table(block), note)

    def _caption(self, block: Json) -> str:
        return self.words(f"{block.get('label', '')} {block['caption']}".strip(), "strong")

    def _chart(self, block: Json) -> str:
        numbers = self._table(block["data"]) if block.get("data") else ""
        return self.together(self._caption(block), self._picture(block), numbers)

    def _numbers(self, block: Json) -> str:
        return self._table(block["data"])

    def _picture(self, block: Json) -> str:
        return self.words(f"[{block['alt']}]")

    def _preformatted(self, block: Json) -> str:
        return self.preformatted(block["text"])

    def _callout(self, block: Json) -> str:
        title = ": ".join(filter(None, [weight(block), block["title"]]))
        items = [self.runs(item) for item in block.get("items", ())]
        return self.together(self.words(title, "strong"), self.listing(items) if items else "")

    def _keyfigures(self, block: Json) -> str:
        return self.listing([self._key_figure(item) for item in block["items"]])

    def _key_figure(self, item: Json) -> str:
        label, detail = self.words(f"{item['label']}: "), item.get("detail")
        value = self.words(item["value"]["text"], "strong")
        return label + value + (self.words(f" ({detail})") if detail else "")

    def _letterhead(self, block: Json) -> str:
        office = [block["superior"], block["issuer"], block["number"], block["place_and_date"]]
        addressee = f"Kính gửi: {block['addressee']}" if block["addressee"] else ""
        lines = [*STATE, *office, block["kind"], block["subject"], addressee]
        return self.together(*(self.words(blanks(line)) for line in lines))

    def _signature(self, block: Json) -> str:
        names = [self.words(name) for name in block["recipients"]]
        recipients = [self.words("Nơi nhận:"), self.listing(names)] if names else []
        signer = [self.words(block[name]) for name in ("authority", "position", "name")]
        return self.together(*recipients, *signer)
