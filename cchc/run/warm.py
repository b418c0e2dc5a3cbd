"""Warm kernels: forked from a process that has loaded the libraries, not started from nothing.

What a notebook gives is what it would give in an ordinary kernel; it only starts sooner. Where a
fork cannot promise that, the kernel is started the ordinary way, and the log says why.
"""

import asyncio
import logging
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from jupyter_client.provisioning import LocalProvisioner
from traitlets import Dict, Type, Unicode
from traitlets.config import Config

from .folders import MARK, private_folder
from .forked import ForkRefused, fork
from .kernel import OwnKernelManager, Place
from .ready import PromptClient

LIBRARIES = (
    *("ipykernel.kernelapp", "ipykernel.debugger", "IPython.core.completerlib"),
    *("numpy.random", "pandas", "matplotlib.figure", "matplotlib.backends.backend_svg"),
)
"""Loaded ahead: what a kernel itself needs and what takes long in a review. Never pyplot or
matplotlib_inline, which look for the notebook they are imported in: its charts would be lost."""
READ_ONCE = (
    *("PYTHON", "LD_", "LANG", "LC_", "TZ", "HOME", "XDG_", "MPL", "MATPLOTLIB"),
    *("OPENBLAS_", "OMP_", "MKL_", "NPY_", "PANDAS_", "ARROW_", "JE_", "PYDEVD_"),
)
"""Beginnings of variables that Python or a library reads only when it starts or is imported."""
SOCKET = "kernels"
PORTS = ("shell_port", "control_port", "iopub_port")
BOUND_SECONDS = 2
ZYGOTE = Path(__file__).with_name("zygote.py")
log = logging.getLogger(__name__)


class WarmProvisioner(LocalProvisioner):
    """Has a kernel forked; starts it the ordinary way where that would not be the same."""

    async def launch_kernel(self, cmd: list[str], **options: Any) -> Mapping[str, Any]:
        """Start the kernel; how to reach it."""
        manager = self.parent
        try:
            if reason := manager.why_not(cmd, options):
                raise ForkRefused(reason)
            self.process = fork(manager.address, cmd, **options)
        except ForkRefused as refused:
            manager.why_stock = str(refused)
            log.warning("nhân (kernel) khởi động theo cách thường: %s", refused)
            return await super().launch_kernel(cmd, **options)
        self.pid = self.pgid = self.process.pid
        self.cwd = options.get("cwd") or Path.cwd()
        await self._bound()
        return self.connection_info

    async def _bound(self) -> None:
        """Whoever connects to a socket that is not there yet tries again only after 100 ms."""
        info = self.connection_info
        sockets = [f"{info['ip']}-{info[port]}" for port in PORTS]
        until = time.monotonic() + BOUND_SECONDS
        while info["transport"] == "ipc" and self.process.poll() is None:
            if all(map(os.path.exists, sockets)) or time.monotonic() > until:
                break
            await asyncio.sleep(0.002)

    async def kill(self, restart: bool = False) -> None:
        """Kill the kernel with its group, and see it dead: that takes milliseconds."""
        await super().kill(restart)
        with suppress(subprocess.TimeoutExpired):
            if self.process:
                self.process.wait(timeout=1)

    async def cleanup(self, restart: bool = False) -> None:
        """Let go of the kernel: what is left of its group is killed."""
        await super().cleanup(restart)
        if self.process and hasattr(self.process, "close"):
            self.process.close()


class WarmKernelManager(OwnKernelManager):
    """Runs a report in a forked kernel.

    `address` is the socket of the warm parent; `environment` and `directory` are those in which it
    loaded the libraries. `why_stock` says why the kernel is an ordinary one, "" for a forked one.
    """

    address = Unicode().tag(config=True)
    environment = Dict().tag(config=True)
    directory = Unicode().tag(config=True)
    client_factory = Type(PromptClient)

    async def _async_pre_start_kernel(self, **options: Any) -> tuple[list[str], dict[str, Any]]:
        """Where a provisioner is set already, jupyter_client takes that one."""
        if self.provisioner is None:
            self.kernel_id = self.kernel_id or str(uuid4())
            self.provisioner = WarmProvisioner(
                parent=self, kernel_id=self.kernel_id, kernel_spec=self.kernel_spec
            )
        return await super()._async_pre_start_kernel(**options)

    pre_start_kernel = _async_pre_start_kernel

    def why_not(self, command: Sequence[str], options: Mapping[str, Any]) -> str:
        """Why a fork would not be the new process that was asked for, "" where it would."""
        if list(command[:3]) != [sys.executable, "-m", "ipykernel_launcher"]:
            return f"nhân khác: {' '.join(command[:3])}"
        if unknown := set(options) - {"env", "cwd", "stdout", "stderr"}:
            return f"cách khởi động riêng: {', '.join(sorted(unknown))}"
        asked = options["env"]
        names = (name for name in {*self.environment, *asked} if name.startswith(READ_ONCE))
        others = sorted(name for name in names if self.environment.get(name) != asked.get(name))
        if others:
            return f"biến môi trường khác với lúc nạp thư viện: {', '.join(others)}"
        places = {Path(self.directory), Path(options.get("cwd") or Path.cwd())}
        if len(places) > 1 and any((place / "matplotlibrc").exists() for place in places):
            return "thư mục có tệp matplotlibrc riêng"
        return ""


@dataclass(frozen=True)
class Kernels:
    """How papermill is to start its kernels: `kernel_manager_class=` and `config=`.

    `why_stock` says why no kernel is warm, "" where they are. Worker processes may be sent one.
    """

    manager: type[OwnKernelManager] = OwnKernelManager
    config: Config = field(default_factory=Config)
    why_stock: str = ""


def how_started(kernels: Kernels, place: Place) -> str:
    """How the kernel in a place was started: "warm", or "stock: " and why, "" where none was."""
    if place.process is None:
        return ""
    is_warm = issubclass(kernels.manager, WarmKernelManager) and not place.manager.why_stock
    return "warm" if is_warm else f"stock: {place.manager.why_stock or kernels.why_stock}"


@contextmanager
def warm_kernels(libraries: Sequence[str] = LIBRARIES) -> Iterator[Kernels]:
    """Kernels forked from a process that loads the libraries meanwhile, and ends with this one.

    Ordinary kernels where there can be no such process. On leaving, the kernels that are still
    there are killed.
    """
    if reason := _why_not_here():
        yield Kernels(why_stock=reason)
        return
    with private_folder() as folder:
        try:
            parent = _start(folder, libraries)
        except OSError as error:
            yield Kernels(why_stock=str(error))
            return
        config = Config()
        config.WarmKernelManager.address = str(folder / SOCKET)
        config.WarmKernelManager.environment = dict(os.environ)
        config.WarmKernelManager.directory = os.getcwd()
        config.NotebookClient.shutdown_kernel = "immediate"
        try:
            yield Kernels(WarmKernelManager, config)
        finally:
            _end(parent)


def _why_not_here() -> str:
    if sys.platform != "linux":
        return f"chỉ Linux mới có nhân ấm, đây là {sys.platform}"
    try:
        os.close(os.pidfd_open(os.getpid()))
    except OSError as error:
        return f"hệ thống không cho theo dõi tiến trình: {error}"
    return ""


def _start(folder: Path, libraries: Sequence[str]) -> subprocess.Popen:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / SOCKET))
        listener.listen(128)
        return subprocess.Popen(
            [sys.executable, str(ZYGOTE), str(listener.fileno()), *libraries],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            env=os.environ | {"TMPDIR": str(folder), MARK: str(folder)},
            pass_fds=[listener.fileno()],
            start_new_session=True,  # Ctrl-C is for the process that runs the notebooks
        )


def _end(parent: subprocess.Popen) -> None:
    parent.stdin.close()
    try:
        parent.wait(timeout=5)
    except subprocess.TimeoutExpired:
        parent.kill()
        parent.wait()
