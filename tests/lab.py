"""A real JupyterLab as `make lab` starts it, on a free port, with folders of its own."""

import json
import os
import secrets
import shlex
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 120
"""Seconds that a server or a kernel may take on a busy machine."""


@dataclass(frozen=True)
class Lab:
    """A running server: its address and the token that opens it."""

    address: str
    token: str

    def url(self, path: str) -> str:
        """The page of a path such as `lab/tree/notebooks/explore.ipynb`."""
        return f"{self.address}/{path}?token={self.token}&reset"


def make_lab() -> list[str]:
    """The command of `make lab`, read from the Makefile itself."""
    told = subprocess.run(
        ["make", "--dry-run", "--no-print-directory", "lab"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    text = told.replace("\\\n", " ")
    [command] = [line for line in text.splitlines() if " lab " in line and "jupyter" in line]
    return shlex.split(command)


@contextmanager
def lab(folder: Path) -> Iterator[Lab]:
    """The server; what it writes about itself stands in `folder`.

    The settings of whoever runs this play no part: every folder of Jupyter is a new one.
    """
    token = secrets.token_hex(16)
    own = {
        name: str(folder / name.lower())
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    }
    program, *options = make_lab()
    started = [
        *(str(ROOT / program), *options, "--no-browser", "--ServerApp.ip=127.0.0.1"),
        *("--ServerApp.port=0", f"--IdentityProvider.token={token}", "--allow-root"),
    ]
    log = folder / "jupyter.log"
    with log.open("w") as told:
        server = subprocess.Popen(
            started, cwd=ROOT, env=os.environ | own, stdout=told, stderr=subprocess.STDOUT
        )
    try:
        yield Lab(_address(server, Path(own["JUPYTER_RUNTIME_DIR"]), log), token)
    finally:
        server.terminate()
        server.wait(PATIENCE)


def _address(server: subprocess.Popen, runtime: Path, log: Path) -> str:
    """Where the server listens, once it does."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        for path in runtime.glob("jpserver-*.json"):
            text = path.read_text(encoding="utf-8")
            if text.endswith("}"):
                told = json.loads(text)
                return f"http://127.0.0.1:{told['port']}"
        time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8')[-3000:]}")
