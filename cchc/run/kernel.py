"""The kernel that a report runs in: this very Python, reached over a private socket."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar
from weakref import WeakSet

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from traitlets.config import Config

LOG = "kernel.log"
LONGEST_FOLDER = 80
"""A socket's whole path holds 107 characters at most (103 on macOS)."""


class OwnKernelManager(AsyncKernelManager):
    """Starts ipykernel in the interpreter that runs `cchc`, whatever kernels are registered.

    IPython's settings and history, and temporary files, stand in the folder of the connection file:
    what a person keeps in their own profile changes no report, an account without a home needs
    none, and nothing is left behind. What the process itself says goes to a file there.
    """

    all: ClassVar[WeakSet["OwnKernelManager"]] = WeakSet()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.all.add(self)

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
            env={"IPYTHONDIR": str(self.folder), "TMPDIR": str(self.folder)},
        )

    async def start_kernel(self, **options: Any) -> None:
        """Start the kernel."""
        with (self.folder / LOG).open("ab") as log:
            await super().start_kernel(**options, stderr=log)


@contextmanager
def private_kernel(said: list[str]) -> Iterator[Config]:
    """The configuration of a kernel whose sockets stand in a folder of its own, gone afterwards.

    Several kernels that start together cannot take each other's port, and nobody else on the
    machine can listen. Windows has no such sockets, and a long name of the folder for temporary
    files leaves no room for them: there it is TCP. A kernel that is still there at the end, because
    the run was interrupted while it started, is ended. What its process said is added to `said`.
    """
    with tempfile.TemporaryDirectory(prefix="cchc-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        fits = sys.platform != "win32" and len(os.fsencode(name)) <= LONGEST_FOLDER
        config = Config()
        config.OwnKernelManager.connection_file = str(folder / "kernel.json")
        config.OwnKernelManager.transport = "ipc" if fits else "tcp"
        try:
            yield config
        finally:
            _end_kernels(folder)
            log = folder / LOG
            text = log.read_text(encoding="utf-8", errors="replace") if log.is_file() else ""
            said += [text.strip()] if text.strip() else []


def _end_kernels(folder: Path) -> None:
    for manager in list(OwnKernelManager.all):
        process = getattr(manager.provisioner, "process", None)
        if process and manager.folder == folder:
            process.kill()
            process.wait()
