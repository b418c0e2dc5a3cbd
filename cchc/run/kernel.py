"""The kernel that a report runs in: this very Python, reached over a private socket."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from traitlets.config import Config

LONGEST_FOLDER = 80
"""A socket's whole path holds 107 characters at most (103 on macOS)."""


class OwnKernelManager(AsyncKernelManager):
    """Starts ipykernel in the interpreter that runs `cchc`, whatever kernels are registered.

    IPython's settings and history stand in the folder of the connection file: what a person keeps
    in their own profile changes no report, and an account without a home needs none.
    """

    @property
    def kernel_spec(self) -> KernelSpec:
        """What to start, and with which environment."""
        return KernelSpec(
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            display_name="Python 3 (ipykernel)",
            language="python",
            env={"IPYTHONDIR": str(Path(self.connection_file).parent)},
        )


@contextmanager
def private_sockets() -> Iterator[Config]:
    """The configuration of a kernel whose sockets stand in a folder of its own, gone afterwards.

    Several kernels that start together cannot take each other's port, and nobody else on the
    machine can listen. Windows has no such sockets, and a long name of the folder for temporary
    files leaves no room for them: there it is TCP.
    """
    with tempfile.TemporaryDirectory(prefix="cchc-", ignore_cleanup_errors=True) as folder:
        fits = sys.platform != "win32" and len(os.fsencode(folder)) <= LONGEST_FOLDER
        config = Config()
        config.OwnKernelManager.connection_file = str(Path(folder) / "kernel.json")
        config.OwnKernelManager.transport = "ipc" if fits else "tcp"
        yield config
