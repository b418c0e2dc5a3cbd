"""Numbers for the sections, tables and charts of a document, alike in every edition."""

from collections.abc import Iterable
from typing import Any

Json = dict[str, Any]


def numbered(blocks: Iterable[Json]) -> list[Json]:
    """The blocks with sections "1", "1.1", tables "Bảng 1." and charts "Biểu đồ 1." in order.

    Headings of level 2 and 3 are sections and get an anchor. A heading goes at most one level
    below the one before it, as readers who jump from heading to heading need it.

    >>> [block["number"] for block in numbered([
    ...     {"type": "Heading", "text": "Kết quả", "level": 2},
    ...     {"type": "Heading", "text": "Hạn chế", "level": 4}])]
    ['1', '1.1']
    """
    counts = {2: 0, 3: 0, "Table": 0, "Chart": 0}
    level = 1
    done = []
    for block in blocks:
        if block["type"] == "Heading":
            level = min(block["level"], level + 1)
            block = block | {"level": level} | _section(level, counts)
        elif block["type"] == "Chart" or (block["type"] == "Table" and block["caption"]):
            counts[block["type"]] += 1
            word = "Biểu đồ" if block["type"] == "Chart" else "Bảng"
            block = block | {"label": f"{word} {counts[block['type']]}."}
        done.append(block)
    return done


def contents(blocks: Iterable[Json]) -> list[tuple[Json, list[Json]]]:
    """The sections with the headings of their parts: what a table of contents lists."""
    sections: list[tuple[Json, list[Json]]] = []
    for block in blocks:
        if block["type"] == "Heading" and block["level"] == 2:
            sections.append((block, []))
        elif block["type"] == "Heading" and block["level"] == 3:
            sections[-1][1].append(block)
    return sections


def _section(level: int, counts: Json) -> Json:
    if level == 2:
        counts[2] += 1
        counts[3] = 0
    elif level == 3:
        counts[3] += 1
    else:
        return {}
    number = f"{counts[2]}" if level == 2 else f"{counts[2]}.{counts[3]}"
    return {"number": number, "anchor": f"muc-{number.replace('.', '-')}"}
