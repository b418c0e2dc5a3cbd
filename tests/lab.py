"""A real JupyterLab as `make lab` starts it, in a real browser, with settings of its own."""

import json
import os
import secrets
import shlex
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from waiting import PATIENCE, wait_until

ROOT = Path(__file__).resolve().parents[1]
ON_SCREEN = """panel => [
  ...panel.querySelectorAll('.widget-dropdown, .widget-hbox:has(> .cchc-label)')
].map(list => {
  const select = list.querySelector('select');
  const boxes = [...list.querySelectorAll('.widget-checkbox:has(:checked)')];
  const chosen = select ? select.selectedOptions[0]?.textContent
    : boxes.map(box => box.textContent).join(', ') || '–';
  return list.querySelector('.widget-label').textContent + ': ' + chosen;
}).join('; ')"""
"""What the lists and boxes of a panel say, as a reader sees them."""
DRAWN = """panel => [...panel.querySelectorAll('.jp-OutputArea p')]
  .map(words => words.textContent).find(words => words.startsWith('Đã chọn: '))?.slice(9, -1)"""
"""What a panel says that it is drawn from."""

RAN = """() => {
  const prompts = [...document.querySelectorAll('.jp-CodeCell .jp-InputArea-prompt')];
  return prompts.length > 0 && prompts.every(prompt => /\\[\\d+\\]/.test(prompt.textContent));
}"""


@dataclass(frozen=True)
class Lab:
    """A running server: its address, the token that opens it, its process."""

    address: str
    token: str
    process: psutil.Process

    @property
    def home(self) -> str:
        """The page that a browser opens first."""
        return f"{self.address}/?token={self.token}"

    def talks_to(self) -> set[str]:
        """The machines that the server and its kernels have a connection with."""
        every = [self.process, *self.process.children(recursive=True)]
        connections = [each for process in every for each in process.net_connections()]
        return {each.raddr.ip for each in connections if each.raddr}


def make_lab(root: Path) -> list[str]:
    """The command of `make lab` in a folder, read from the Makefile itself."""
    told = subprocess.run(
        ["make", "--dry-run", "--no-print-directory", "lab", f"CURDIR={root}"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    lines = told.replace("\\\n", " ").splitlines()
    [command] = [line for line in lines if "jupyter lab " in line]
    return shlex.split(command)


OURS = ("lab", "--ServerApp.root_dir", "--LabApp.default_url")
"""What of `make lab` is no setting: which files, and which of them is opened."""


@contextmanager
def lab(folder: Path, root: Path = ROOT, as_shipped: bool = False) -> Iterator[Lab]:
    """The server over the files of `root`; what it writes about itself stands in `folder`.

    The settings of whoever runs this play no part: every folder of Jupyter is a new one. With
    `as_shipped`, neither do those of `make lab`: JupyterLab is as whoever installs it has it.
    """
    token = secrets.token_hex(16)
    own = {
        name: str(folder / name.lower())
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    }
    program, *options = make_lab(root)
    options = [option for option in options if option.startswith(OURS) or not as_shipped]
    started = [
        *(str(ROOT / program), *options, "--no-browser", "--ServerApp.ip=127.0.0.1"),
        *("--ServerApp.port=0", f"--IdentityProvider.token={token}", "--allow-root"),
    ]
    log = folder / "jupyter.log"
    with log.open("w") as told:
        server = subprocess.Popen(
            started, cwd=root, env=os.environ | own, stdout=told, stderr=subprocess.STDOUT
        )
    try:
        address = _address(server, Path(own["JUPYTER_RUNTIME_DIR"]), log)
        yield Lab(address, token, psutil.Process(server.pid))
    finally:
        server.terminate()
        server.wait(PATIENCE)


def _address(server: subprocess.Popen, runtime: Path, log: Path) -> str:
    """Where the server listens, once it does."""
    found: list[str] = []

    def is_told() -> bool:
        for path in runtime.glob("jpserver-*.json"):
            text = path.read_text(encoding="utf-8")
            if text.rstrip().endswith("}"):
                found.append(f"http://127.0.0.1:{json.loads(text)['port']}")
        return bool(found) or server.poll() is not None

    if wait_until(is_told) and found:
        return found[0]
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8')[-3000:]}")


@contextmanager
def opened(
    browser, server: Lab, width: int = 1400, height: int = 1000
) -> Iterator[tuple[object, Callable[[], list[str]]]]:
    """The first page of JupyterLab, and what went wrong: requests to others, errors."""
    context = browser.new_context(viewport={"width": width, "height": height})
    page, told = context.new_page(), []
    context.on("request", lambda request: told.append(request.url))
    page.on("websocket", lambda socket: told.append(socket.url))
    page.on("console", lambda line: told.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.set_default_timeout(PATIENCE * 1000)
    own = (server.address, server.address.replace("http", "ws"), "data:", "blob:")
    page.goto(server.home)
    try:
        yield page, lambda: [each for each in told if not each.startswith(own)]
    finally:
        context.close()


@contextmanager
def notebook_in(browser, server: Lab, path: str) -> Iterator[object]:
    """The page of one notebook, open as it stands in its file, with all that is in it drawn."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(f"{server.address}/lab/tree/{path}?token={server.token}")
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
    try:
        yield page
    finally:
        context.close()


def run_all(page) -> None:
    """Every cell of the open notebook, from the menu; returns when all of them are done."""
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
    page.locator("#jp-main-statusbar").get_by_text("Idle").wait_for()  # there is a kernel
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    page.wait_for_function(RAN)
    panel(page, 0).locator("table.dataTable tbody tr").first.wait_for()


def until(holds: Callable[[], object]) -> None:
    """Wait until something holds; fails where it never does."""
    assert wait_until(holds), "it never came"


def answers(shown) -> str:
    """What a panel is drawn from, once that is what stands on the screen."""

    def words(read: str) -> str:
        return " ".join((shown.evaluate(read) or "").replace("\u200b", "").split())

    until(lambda: words(DRAWN) == words(ON_SCREEN))
    return words(DRAWN)


def choose(shown, label: str, option: str, place: int = 0) -> None:
    """Choose from one of a panel's lists, by the words that stand there; waits for nothing."""
    shown.get_by_label(label, exact=True).nth(place).select_option(option)


def save_notebook(page) -> None:
    """From the menu."""
    page.get_by_role("menuitem", name="File", exact=True).click()
    page.locator(".lm-Menu-itemLabel").get_by_text("Save Notebook", exact=True).click()


def panel(page, place: int):
    """One of the panels of the tour, scrolled to."""
    found = page.locator(".cchc-panel").nth(place)
    found.scroll_into_view_if_needed()
    return found
