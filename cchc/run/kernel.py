"""The kernel that a report runs in: this very Python, reached over a private socket."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jupyter_client.manager import AsyncKernelManager
from traitlets.config import Config


class OwnKernelManager(AsyncKernelManager):
    """Starts ipykernel in the interpreter that runs `cchc`, whatever kernels are registered."""

    def format_kernel_cmd(self, extra_arguments: list[str] | None = None) -> list[str]:
        """The command line of the kernel."""
        start = [sys.executable, "-m", "ipykernel_launcher", "-f", self.connection_file]
        return start + (extra_arguments or [])


@contextmanager
def private_sockets() -> Iterator[Config]:
    """The configuration of a kernel whose sockets stand in a folder of its own, gone afterwards.

    Several kernels that start together cannot take each other's port, and nobody else on the
    machine can listen. The folder is a short one: a socket's path holds 107 characters at most.
    Windows has no such sockets and keeps to TCP.
    """
    with tempfile.TemporaryDirectory(prefix="cchc-") as folder:
        config = Config()
        config.OwnKernelManager.connection_file = str(Path(folder) / "kernel.json")
        config.OwnKernelManager.transport = "tcp" if sys.platform == "win32" else "ipc"
        yield config
