"""A notebook's Markdown as blocks: one reading for every edition, in which HTML is only text."""

from collections.abc import Iterable, Iterator
from functools import cache
from html import unescape
from typing import Any

import mistune

from cchc import page

Json = dict[str, Any]

_EMPHASIS = {"strong": "strong", "emphasis": "em", "strikethrough": "em"}


def markdown_blocks(source: str, attachments: Json | None = None) -> list[page.Block]:
    """The blocks of a Markdown text; `attachments` are the cell's pictures by name.

    Raw HTML is shown as it was typed, comments are left out, and an address stands in brackets
    behind its words, for paper has no links. Raises ValueError, with a Vietnamese sentence, for a
    picture that has no alternative text or is not attached to the cell.

    >>> markdown_blocks("## Kết quả\\n\\n**99,95%** đúng hạn")[1].runs
    (Styled(text='99,95%', style='strong'), ' đúng hạn')
    """
    return list(_blocks(_parser()(source), attachments or {}))


@cache
def _parser() -> mistune.Markdown:
    return mistune.create_markdown(renderer=None, plugins=["table", "strikethrough"])


def _blocks(tokens: Iterable[Json], attachments: Json) -> Iterator[page.Block]:
    for token in tokens:
        match token["type"]:
            case "heading":
                text = "".join(_words(token["children"])).strip()
                yield page.Heading(text, min(token["attrs"]["level"], 4))
            case "paragraph" | "block_text":
                yield from _paragraph(token["children"], attachments)
            case "list":
                yield _list(token)
            case "block_quote":
                for block in _blocks(token["children"], attachments):
                    is_text = isinstance(block, page.Paragraph)
                    yield page.Paragraph(block.runs, "note") if is_text else block
            case "table":
                yield _table(token)
            case "block_code":
                yield page.Preformatted(token["raw"].rstrip("\n"))
            case "block_html" if not token["raw"].lstrip().startswith("<!--"):
                yield page.Paragraph((token["raw"].strip(),))


def _paragraph(tokens: list[Json], attachments: Json) -> Iterator[page.Block]:
    runs = _runs(token for token in tokens if token["type"] != "image")
    if any(run != "\n" for run in runs):
        yield page.Paragraph(runs)
    for token in tokens:
        if token["type"] == "image":
            yield _picture(token, attachments)


def _picture(token: Json, attachments: Json) -> page.Picture:
    address, alt = token["attrs"]["url"], "".join(_words(token["children"]))
    if not alt.strip():
        raise ValueError(f"hình '{address[:80]}' không có lời mô tả thay thế (alt)")
    attached = attachments.get(address.removeprefix("attachment:"), {})
    for media in ("image/png", "image/jpeg", "image/svg+xml"):
        if media in attached:
            return page.Picture(media, attached[media], alt)
    raise ValueError(f"hình '{address[:80]}' không đính kèm trong ô")


def _list(token: Json) -> page.Bullets:
    items: list[page.Runs | page.Bullets] = []
    for item in token["children"]:
        lines = [part for part in item["children"] if "children" in part and part["type"] != "list"]
        runs = [run for line in lines for run in (*_runs(line["children"]), "\n")]
        items.append(tuple(runs[:-1]))
        items += [_list(part) for part in item["children"] if part["type"] == "list"]
    return page.Bullets(
        tuple(items), token["attrs"]["ordered"], int(token["attrs"].get("start", 1))
    )


def _table(token: Json) -> page.Table:
    head, *body = token["children"]
    columns = tuple(
        page.Column("".join(_words(cell["children"])), cell["attrs"]["align"] or "left")
        for cell in head["children"]
    )
    rows = tuple(
        page.Row(tuple(_runs(cell["children"]) for cell in row["children"]))
        for part in body
        for row in part["children"]
    )
    return page.Table("", columns, rows)


def _runs(tokens: Iterable[Json]) -> page.Runs:
    """Neighbouring plain words become one run."""
    runs: list[page.Run] = []
    for token in tokens:
        if token["type"] in _EMPHASIS:
            words = "".join(_words(token["children"]))
            runs.append(page.Styled(words, _EMPHASIS[token["type"]]))
        elif token["type"] == "codespan":
            runs.append(page.Styled(token["raw"], "code"))
        else:
            words = "".join(_words([token]))
            if runs and isinstance(runs[-1], str):
                runs[-1] += words
            else:
                runs.append(words)
    return tuple(run for run in runs if run != "")


def _words(tokens: Iterable[Json]) -> Iterator[str]:
    for token in tokens:
        match token["type"]:
            case "softbreak":
                yield " "
            case "linebreak":
                yield "\n"
            case "link":
                words = "".join(_words(token["children"]))
                address = token["attrs"]["url"]
                is_outside = "://" in address and address != words
                yield f"{words} ({address})" if is_outside else words
            case "text":
                yield unescape(token["raw"])
            case "inline_html" if token["raw"].startswith("<!--"):
                continue
            case _ if "children" in token:
                yield from _words(token["children"])
            case _:
                yield token.get("raw", "")
