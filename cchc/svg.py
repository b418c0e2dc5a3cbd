"""Drawings as SVG text: made fit to stand in an HTML page, and the fonts they ask for."""

import re
from base64 import b64encode
from collections.abc import Iterator
from html import escape
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_SVG = "{http://www.w3.org/2000/svg}"
STAMP = 18
"""How much room, in points, words above a drawing take."""
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_STILL = {
    *("svg", "g", "defs", "style", "symbol", "use", "image", "clipPath", "mask", "marker"),
    *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"),
    *("pattern", "linearGradient", "radialGradient", "stop"),
}
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*>")
_REFERENCE = re.compile(r"url\(\s*[\"']?#([^)\"']+)[\"']?\s*\)")
_OUTSIDE = re.compile(r"url\(\s*[\"']?(?![\"'#\s])|@import", re.IGNORECASE)
_EVERYWHERE = re.compile(r"\s*\*\s*\{([^{}]*)\}\s*")
_LONE_DEJAVU = re.compile(r"'DejaVu Sans'(?=\s*(;|$))")  # Verdana is as wide, and on every Windows
_FAMILY = re.compile(r"font-family:\s*([^;]+)|font:[^;]*?\d(?:px|pt|r?em|%)(?:/\S+)?\s+([^;]+)")


def address(svg: str) -> str:
    """The drawing as an address for <img>: it shows wherever a picture may stand, and on white.

    What nobody sees is left out: prolog, doctype, metadata, ids that nothing points to. Raises
    ValueError for a drawing that could run, load or restyle something (see `parse`).

    >>> address('<svg xmlns="http://www.w3.org/2000/svg"><g id="x"/></svg>')[:42]
    'data:image/svg+xml;base64,PHN2ZyBzdHlsZT0i'
    """
    root = parse(svg)
    pointed_at = {name for element in root.iter() for name in _references(element)}
    for element in root.iter():
        _lighten(element, pointed_at)
    root.set("style", f"background: #fff;{root.get('style', '')}")
    root.set("xmlns", _SVG.strip("{}"))
    text = ElementTree.tostring(root, encoding="unicode").strip()
    return f"data:image/svg+xml;base64,{b64encode(text.encode()).decode()}"


def stamped(svg: str, words: str) -> str:
    """The drawing with words on a line of its own above it.

    >>> stamped('<svg height="9pt" viewBox="0 0 9 9"></svg>', "MINH HỌA").partition("<text")[0]
    '<svg height="27pt" viewBox="0 -18 9 27">'
    """
    left, top, width, height = map(float, re.search(r'viewBox="([^"]+)"', svg)[1].split())
    taller = f"{height + STAMP:g}"
    line = (
        f'<text x="{left + 4:g}" y="{top - 5:g}" style="font: bold 11px \'DejaVu Sans\';'
        f' fill: #b3261e">{escape(words)}</text>'
    )
    box = f'viewBox="{left:g} {top - STAMP:g} {width:g} {taller}"'
    svg = re.sub(r'viewBox="[^"]+"', box, svg, count=1)
    svg = re.sub(r'(<svg[^>]*?\bheight=")[\d.]+', rf"\g<1>{taller}", svg, count=1)
    return re.sub(r"(<svg\b[^>]*>)", lambda found: found[1] + line, svg, count=1)


def parse(svg: str) -> Element:
    """The drawing's elements, without those that only other programs read.

    Raises ValueError, with a Vietnamese sentence, for elements that do more than draw (a script,
    a link, foreign content), event attributes, addresses outside the drawing, and style rules
    that would reach beyond it.
    """
    text = _DOCTYPE.sub("", svg, count=1).strip()
    if "<!DOCTYPE" in text:
        raise ValueError("hình vẽ SVG tự khai báo thực thể")
    try:
        root = ElementTree.fromstring(text.encode())
    except ElementTree.ParseError as fault:
        raise ValueError(f"hình vẽ SVG sai cú pháp ({fault})") from None
    if root.tag != f"{_SVG}svg":
        raise ValueError("hình vẽ không phải là SVG")
    _drop_metadata(root)
    for element in root.iter():
        _refuse_unless_still(element)
    return root


def font_families(svg: str) -> set[str]:
    """The first family of every font list in the drawing: what its maker meant to be used.

    >>> sorted(font_families('''<svg xmlns="http://www.w3.org/2000/svg">
    ... <text style="font: 10px 'DejaVu Sans', sans-serif" font-family="Tinos">x</text></svg>'''))
    ['DejaVu Sans', 'Tinos']
    """
    lists = []
    for element in parse(svg).iter():
        lists.append(element.get("font-family", ""))
        style = f"{element.get('style', '')};{element.text if _name(element) == 'style' else ''}"
        lists += [family or shorthand for family, shorthand in _FAMILY.findall(style)]
    return {families.split(",")[0].strip(" \"'\n}") for families in lists if families.strip()}


def _name(element: Element) -> str:
    return element.tag.removeprefix(_SVG)


def _drop_metadata(element: Element) -> None:
    for child in list(element):
        if not child.tag.startswith(_SVG) or _name(child) in {"metadata", "title", "desc"}:
            element.remove(child)
        else:
            _drop_metadata(child)


def _refuse_unless_still(element: Element) -> None:
    if _name(element) not in _STILL:
        raise ValueError(f"hình vẽ SVG có phần tử <{_name(element)}>")
    for name, value in element.attrib.items():
        if name.lower().startswith("on"):
            raise ValueError(f"hình vẽ SVG có thuộc tính sự kiện {name}")
        points = name.lower().endswith("href")
        inside = value.startswith(("#", "data:image/png;"))
        if _OUTSIDE.search(value) or (points and not inside):
            raise ValueError(f"hình vẽ SVG trỏ ra ngoài: {value[:60]}")
    if _name(element) == "style" and not _EVERYWHERE.fullmatch(element.text or ""):
        raise ValueError("hình vẽ SVG có quy tắc kiểu riêng trong <style>")


def _references(element: Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        if name in {"href", _XLINK_HREF} and value.startswith("#"):
            yield value[1:]
        yield from _REFERENCE.findall(value)


def _lighten(element: Element, pointed_at: set[str]) -> None:
    """Names without their name space, room only between words, and no id for nothing."""
    element.tag = _name(element)
    if element.tag != "tspan":
        element.tail = None
    if element.tag not in {"text", "tspan", "style"}:
        element.text = None
    for name, value in list(element.attrib.items()):
        del element.attrib[name]
        if name in {"href", _XLINK_HREF}:
            element.set("href", value)
        elif not name.startswith("{") and (name != "id" or value in pointed_at):
            value = " ".join(value.split()) if name in {"d", "points"} else value
            element.set(name, _LONE_DEJAVU.sub(r"\g<0>, Verdana, sans-serif", value))
