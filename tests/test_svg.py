"""A drawing may stand in a page when it only draws, and brings nothing along."""

from base64 import b64decode

import pytest

from cchc.svg import address, font_families, parse
from sample_notebook import drawing

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


@pytest.mark.parametrize(
    ("inner", "message"),
    [
        ("<script>alert(1)</script>", "hình vẽ SVG có phần tử <script>"),
        ("<SCRIPT>alert(1)</SCRIPT>", "hình vẽ SVG có phần tử <SCRIPT>"),
        ("<foreignObject/>", "hình vẽ SVG có phần tử <foreignObject>"),
        ('<a href="#x"/>', "hình vẽ SVG có phần tử <a>"),
        ('<set attributeName="x"/>', "hình vẽ SVG có phần tử <set>"),
        ('<g onload="x()"/>', "hình vẽ SVG có thuộc tính sự kiện onload"),
        ('<use xlink:href="https://a.vn/#x"/>', "hình vẽ SVG trỏ ra ngoài: https://a.vn/#x"),
        ('<image href="file:///etc/passwd"/>', "hình vẽ SVG trỏ ra ngoài: file:///etc/passwd"),
        ('<image href="data:text/html;x"/>', "hình vẽ SVG trỏ ra ngoài: data:text/html;x"),
        ('<g style="fill:url(//a.vn)"/>', "hình vẽ SVG trỏ ra ngoài: fill:url(//a.vn)"),
        ("<style>p{color:red}</style>", "hình vẽ SVG có quy tắc kiểu riêng trong <style>"),
        ("<style>*{}@import 'x';</style>", "hình vẽ SVG có quy tắc kiểu riêng trong <style>"),
    ],
)
def test_a_drawing_that_does_more_than_draw_is_refused(inner, message):
    with pytest.raises(ValueError) as refusal:
        parse(f"{HEAD}{inner}</svg>")
    assert str(refusal.value) == message


def test_text_that_is_no_drawing_is_refused():
    with pytest.raises(ValueError, match="sai cú pháp"):
        parse("<svg")
    with pytest.raises(ValueError, match="không phải là SVG"):
        parse("<html/>")
    with pytest.raises(ValueError, match="tự khai báo thực thể"):
        parse(f'<!DOCTYPE svg [<!ENTITY a "b">]>{HEAD}&a;</svg>')


def picture(svg: str) -> str:
    """The text of the drawing that an address holds."""
    media, data = address(svg).split(",")
    assert media == "data:image/svg+xml;base64"
    return b64decode(data).decode()


def test_a_picture_keeps_what_is_pointed_at_and_stands_on_white():
    svg = f"""{HEAD}<path id="p" d="M 0 0"/><g id="idle"/><use xlink:href="#p"/>
        <g clip-path="url(#p)" style="fill: url('#p')"/></svg>"""
    assert picture(svg) == (
        '<svg style="background: #fff;" xmlns="http://www.w3.org/2000/svg">'
        '<path id="p" d="M 0 0" /><g /><use href="#p" />'
        '<g clip-path="url(#p)" style="fill: url(\'#p\')" /></svg>'
    )


def test_a_picture_by_matplotlib_loses_what_nobody_sees():
    page = picture(drawing())
    for left_out in ("<?xml", "DOCTYPE", "metadata", "matplotlib", "xlink"):
        assert left_out not in page
    assert "*{stroke-linejoin: round; stroke-linecap: butt}" in page
    assert "Cấp huyện</text>" in page
    assert "font-family: 'DejaVu Sans', Verdana, sans-serif" in page


def test_the_same_drawing_gives_the_same_picture():
    assert address(drawing()) == address(drawing())


def test_words_between_spans_of_a_text_keep_their_spaces():
    svg = f"{HEAD}<text>Tăng <tspan>2%</tspan> so với <tspan>2021</tspan>.</text></svg>"
    words = "<text>Tăng <tspan>2%</tspan> so với <tspan>2021</tspan>.</text>"
    assert words in picture(svg)


@pytest.mark.parametrize(
    ("attributes", "families"),
    [
        ("style=\"font-size: 9px; font-family: 'DejaVu Sans', Arial\"", {"DejaVu Sans"}),
        ("style=\"font: italic 700 9.5px/1.2 'Open Sans', Arial\"", {"Open Sans"}),
        ('font-family="Tinos"', {"Tinos"}),
        ('style="fill: #000"', set()),
    ],
)
def test_the_first_family_of_a_font_list_is_what_a_drawing_asks_for(attributes, families):
    assert font_families(f"{HEAD}<text {attributes}>x</text></svg>") == families
