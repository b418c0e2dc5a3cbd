"""A real Chromium opens a page with the network off and says what an official would stumble on."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NAMES = ("chromium", "google-chrome", "chromium-browser", "google-chrome-stable", "chrome")
MISSING = (
    "no Chromium: none of "
    + ", ".join(NAMES)
    + " is on PATH and CCHC_CHROMIUM names none, so no page was opened: apt install chromium"
)

VIEWS = (
    ("phone", 360, "screen"),
    ("phone", 390, "screen"),
    ("laptop", 1280, "screen"),
    ("A4 sheet", 794, "print"),
    ("A4 text", 624, "print"),
)
"""Name, width in CSS pixels, medium: the widths that a report is read at."""

STICKS_OUT = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const boxes = [...document.body.querySelectorAll('*')].filter(element =>
    element.getBoundingClientRect().right > width + 1 && !element.parentElement.closest('.scroll'));
  return boxes.slice(0, 3).map(element => element.outerHTML.slice(0, 120)).concat(['the page']);
}"""

COLOURS = """(shown, parts) => [...shown.querySelectorAll(parts)].filter(element =>
    (element.matches('input') || [...element.childNodes].some(node =>
      node.nodeType === 3 && node.data.trim())) && !element.closest('svg')
  ).map(element => {
    let box = element;
    const colour = () => getComputedStyle(box).backgroundColor;
    while (colour().startsWith('rgba') && box.parentElement) box = box.parentElement;
    const paper = colour().startsWith('rgba') ? 'rgb(255, 255, 255)' : colour();
    return [getComputedStyle(element).color, paper];
  })"""
"""The colours of words, and of what is behind them where that is not seen through."""


def find_chromium() -> str:
    """The path of a Chromium; skips the test without one, or fails where one is required."""
    named = os.environ.get("CCHC_CHROMIUM")
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return found
    if os.environ.get("CCHC_REQUIRE_BROWSER") == "1":
        pytest.fail(MISSING)
    pytest.skip(MISSING)


@contextmanager
def chromium() -> Iterator:
    """A running browser (Playwright's), closed at the end."""
    path = find_chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def page_faults(browser, path: Path) -> list[str]:
    """What is wrong with the page in a file, at every width that it is read at; best: nothing.

    That is: any request but the page's own, any error on the console, anything that sticks out
    sideways, and a fold that stays shut on paper.
    """
    faults = []
    for name, width, medium in VIEWS:
        with opened(browser, path, width, medium) as (page, seen):
            faults += [f"{name} {width} px: {fault}" for fault in seen]
            sticking = page.evaluate(STICKS_OUT)
            faults += [f"{name} {width} px: sticks out sideways: {box}" for box in sticking]
            if medium == "print":
                shut = page.locator("details > :not(summary)").evaluate_all(
                    "boxes => boxes.filter(box => !box.checkVisibility()"
                    " && box.parentElement.checkVisibility()).length"
                )
                faults += [f"{name} {width} px: {shut} parts are folded away"] if shut else []
    return faults


@contextmanager
def opened(browser, path: Path, width: int, medium: str = "screen") -> Iterator[tuple]:
    """The page in a file, open at a width, and the list of what went wrong while it loaded."""
    address, seen = path.resolve().as_uri(), []
    context = browser.new_context(viewport={"width": width, "height": 900}, offline=True)
    page = context.new_page()
    page.emulate_media(media=medium)
    page.on("console", lambda line: seen.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: seen.append(str(error)))

    def decide(route):
        if route.request.url == address:
            route.continue_()
        else:
            seen.append(f"asks for {route.request.url[:120]}")
            route.abort()

    context.route("**/*", decide)
    page.goto(address, wait_until="load")
    try:
        yield page, seen
    finally:
        context.close()


def least_contrast(shown, parts: str) -> float:
    """How far the words that stand out least do so (WCAG 2.1); readers need 4.5."""
    pairs = {tuple(pair) for pair in shown.evaluate(COLOURS, parts)}
    return min(contrast(*map(channels, pair)) for pair in pairs)


def channels(colour: str) -> list[float]:
    """The linear red, green and blue of "rgb(…)" (WCAG 2.1, relative luminance)."""
    parts = [int(part) / 255 for part in colour.strip("rgba()").split(",")[:3]]
    return [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one: list[float], other: list[float]) -> float:
    """WCAG 2.1, contrast ratio."""
    light = sorted(
        0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (one, other)
    )
    return (light[1] + 0.05) / (light[0] + 0.05)
