"""Opens what `make review` made for every unit with figures, and says what is not as promised."""

import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

from pypdf import PdfReader

MADE = {"report.html", "report.pdf", "report.ipynb", "indicators.csv", "checks.csv", "run.json"}
LARGEST_PAGE = 600_000
ADDRESSES = {"src", "srcset", "href", "xlink:href", "action", "formaction", "data", "poster"}
IN_STYLE = re.compile(r"""@import|url\(\s*['"]?(?!data:|#)""")


class Page(HTMLParser):
    """Collects what a page that needs nothing else may not have."""

    def __init__(self, text: str):
        super().__init__()
        self.faults: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "iframe", "object", "embed"):
            self.faults.append(f"a <{tag}>")
        for name, value in attrs:
            if name in ADDRESSES and not (value or "").startswith(("#", "data:")):
                self.faults.append(f"an outside address: {tag} {name}={value!r}")
            if name.startswith("on") or (name == "style" and IN_STYLE.search(value or "")):
                self.faults.append(f"{tag} {name}={value!r}")

    def handle_data(self, data):
        if self.cdata_elem == "style" and IN_STYLE.search(data):
            self.faults.append("a style sheet that loads something")


def html_faults(path: Path) -> list[str]:
    """What is wrong with a page: its weight, and whatever it would fetch or run."""
    text = path.read_text(encoding="utf-8")
    faults = Page(text).faults
    if path.stat().st_size >= LARGEST_PAGE:
        faults.append(f"{path.stat().st_size} bytes, more than {LARGEST_PAGE}")
    if "data-figure=" not in text:
        faults.append("no number on it says what it is")
    return faults


def pdf_faults(path: Path) -> list[str]:
    """What is wrong with a PDF: no page, or a page without words."""
    pages = PdfReader(path).pages
    blank = [number for number, page in enumerate(pages, 1) if not page.extract_text().strip()]
    return [f"page {number} is blank" for number in blank] if pages else ["no pages"]


def table_faults(path: Path) -> list[str]:
    """What is wrong with a CSV: no row below its head."""
    return [] if len(path.read_text(encoding="utf-8").splitlines()) > 1 else ["no rows"]


def run_faults(path: Path) -> list[str]:
    """What is wrong with a run's own record: an outcome that is not good, inputs without hashes."""
    run = json.loads(path.read_text(encoding="utf-8"))
    faults = [] if run["outcome"] == "done" else [f"the outcome is {run['outcome']!r}"]
    hashes = [entry["sha256"] for entry in run["inputs"]]
    if not hashes or not all(re.fullmatch("[0-9a-f]{64}", digest) for digest in hashes):
        faults.append("inputs without sha256")
    return faults


INSPECT = {
    "report.html": html_faults,
    "report.pdf": pdf_faults,
    "indicators.csv": table_faults,
    "run.json": run_faults,
}


def unit_faults(unit: str, outputs: Path) -> list[str]:
    """What is wrong with the reviews of one unit; none at all is a fault."""
    reviews = sorted(path for path in (outputs / unit).glob("*-*") if path.is_dir())
    faults = [] if reviews else [f"{outputs / unit}: no review"]
    for review in reviews:
        found = {path.name for path in review.iterdir()}
        faults += [f"{review / name}: missing" for name in sorted(MADE - found)]
        for name in sorted(found & set(INSPECT)):
            faults += [f"{review / name}: {fault}" for fault in INSPECT[name](review / name)]
    return faults


def main() -> int:
    units = sorted(path.parent.name for path in Path("data").glob("*/figures.csv"))
    faults = [fault for unit in units for fault in unit_faults(unit, Path("outputs"))]
    if not units:
        faults.append("data/ has no unit with figures")
    if list(Path("outputs").glob("failed/*/*")):
        faults.append("outputs/failed/ is not empty")
    print("\n".join(faults) or f"inspected the reviews of {', '.join(units)}: as promised")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
