"""Make the pictures of the READMEs anew, from the product as it runs: `make screenshots`."""

import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
SCRIPTS = Path(sysconfig.get_path("scripts"))
sys.path.insert(0, str(ROOT / "tests"))  # the browser and the JupyterLab that the tests use

from browser import chromium  # noqa: E402
from lab import lab, opened, panel, run_all  # noqa: E402


def report(browser, work: Path) -> None:
    """The first page of the review of huyện Long Mỹ, as a browser shows it."""
    run = [SCRIPTS / "cchc", "run", "huyen-long-my", "--formats", "html", "--out", work / "out"]
    subprocess.run(run, cwd=ROOT, check=True)
    page = browser.new_page(viewport={"width": 1280, "height": 1500}, device_scale_factor=0.7)
    page.goto((work / "out" / "huyen-long-my" / "2021-2022" / "report.html").as_uri())
    page.screenshot(path=IMAGES / "report.png")
    page.close()


def explorer(browser, work: Path) -> None:
    """JupyterLab with the explorer: its choices, its chart and its table."""
    with lab(work) as server, opened(browser, server, 1180, 940) as (page, _):
        run_all(page)
        page.keyboard.press("Control+b")  # the list of files makes room
        shown = panel(page, 0)
        shown.evaluate("panel => panel.scrollIntoView({block: 'start'})")
        shown.locator("figure.chart img").first.wait_for()
        page.wait_for_timeout(1000)  # until nothing moves any more
        page.screenshot(path=IMAGES / "explore.png")


def main() -> None:
    """Both pictures, and how large they are."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        report(browser, Path(folder))
        explorer(browser, Path(folder))
    for path in sorted(IMAGES.glob("*.png")):
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
