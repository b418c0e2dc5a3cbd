"""The kernel that a report runs in: this very Python, reached over a private socket."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from traitlets.config import Config

from .folders import MARK

LOG = "kernel.log"
LONGEST_FOLDER = 80
"""A socket's whole path holds 107 characters at most (103 on macOS)."""


@dataclass
class Place:
    """Where a kernel runs: how it is to be configured, and its manager once it has one.

    `said` is what its process said outside of the notebook, known when it has ended.
    """

    folder: Path
    config: Config
    manager: "OwnKernelManager | None" = None
    said: list[str] = field(default_factory=list)

    @property
    def process(self) -> Any:
        """The kernel's process in the manner of subprocess.Popen, also after its death."""
        return self.manager.process if self.manager else None


class OwnKernelManager(AsyncKernelManager):
    """Starts ipykernel in the interpreter that runs `cchc`, whatever kernels are registered.

    IPython's settings and history, and temporary files, stand in the folder of the connection file:
    what a person keeps in their own profile changes no report, an account without a home needs
    none, and nothing is left behind. What the process itself says goes to a file there.
    """

    places: ClassVar[dict[Path, Place]] = {}
    process: Any = None
    why_stock = ""
    """Why a kernel that should have been forked is an ordinary one."""

    @property
    def folder(self) -> Path:
        """The private folder of this kernel."""
        return Path(self.connection_file).parent

    @property
    def kernel_spec(self) -> KernelSpec:
        """What to start, and with which environment."""
        return KernelSpec(
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            display_name="Python 3 (ipykernel)",
            language="python",
            env=dict.fromkeys(("IPYTHONDIR", "TMPDIR", MARK), str(self.folder)),
        )

    async def start_kernel(self, **options: Any) -> None:
        """Start the kernel."""
        if place := self.places.get(self.folder):
            place.manager = self
        with (self.folder / LOG).open("ab") as log:
            await super().start_kernel(**options, stderr=log)
        self.process = getattr(self.provisioner, "process", None)


@contextmanager
def kernel_in(folder: Path) -> Iterator[Place]:
    """The place of a kernel whose sockets stand in a private folder.

    Several kernels that start together cannot take each other's port, and nobody else on the
    machine can listen. Windows has no such sockets, and a long name of the folder for temporary
    files leaves no room for them: there it is TCP. A kernel that is still there at the end, because
    the run was interrupted while it started, is ended.
    """
    fits = sys.platform != "win32" and len(os.fsencode(folder)) <= LONGEST_FOLDER
    config = Config()
    config.OwnKernelManager.connection_file = str(folder / "kernel.json")
    config.OwnKernelManager.transport = "ipc" if fits else "tcp"
    place = OwnKernelManager.places[folder] = Place(folder, config)
    try:
        yield place
    finally:
        del OwnKernelManager.places[folder]
        _end_kernel(place)
        log = folder / LOG
        text = log.read_text(encoding="utf-8", errors="replace") if log.is_file() else ""
        place.said += [text.strip()] if text.strip() else []


def _end_kernel(place: Place) -> None:
    process = getattr(place.manager.provisioner, "process", None) if place.manager else None
    if process:
        process.kill()
        process.wait()
