"""A forked kernel, seen from the process that asked for it."""

import json
import os
import signal
import socket
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from .folders import MARK

START_SECONDS = 60
"""How long the libraries may take to load."""


class ForkRefused(Exception):
    """No kernel was forked; the message says why."""


class ForkedKernel:
    """A process in the manner of `subprocess.Popen`, as far as jupyter_client asks.

    The connection to its parent is its life: closed, it is killed. Its parent's end is its own.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int, connection: socket.socket):
        self.pid, self.connection = pid, connection
        self.connection.setblocking(False)
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Its exit code, None while it lives."""
        if self.returncode is None:
            try:
                said = self.connection.recv(16)
            except BlockingIOError:
                return None
            except OSError:
                said = b""
            self.returncode = int(said or -signal.SIGKILL)
            if not said:  # its parent is gone, so it is, but not what it has started
                with suppress(OSError):
                    os.killpg(self.pid, signal.SIGKILL)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code, once it has died. Raises subprocess.TimeoutExpired, as Popen does."""
        if self.poll() is None:
            wait([self.connection], timeout)
        code = self.poll()
        if code is None:
            raise subprocess.TimeoutExpired("kernel", timeout or 0)
        self.close()
        return code

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it lives."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def close(self) -> None:
        """Let go of it: what is left of it and of its group is killed."""
        if self.poll() is None:
            self.returncode = -signal.SIGKILL
        self.connection.close()


def fork(
    address: str,
    command: Sequence[str],
    env: Mapping[str, str],
    cwd: str | Path | None = None,
    stdout: Any = None,
    stderr: Any = None,
) -> ForkedKernel:
    """A kernel forked by the warm parent at `address`, as `subprocess.Popen` would start it.

    It has this process's limits, and its outputs where it is not told others. Raises `ForkRefused`
    where the parent is gone, does not answer, or cannot fork.
    """
    import resource  # Windows has none

    names = [name for name in dir(resource) if name.startswith("RLIMIT_")]
    numbers = {getattr(resource, name) for name in names}
    request = {
        "command": list(command),
        "environment": dict(env),
        "mark": MARK,
        "directory": str(cwd or Path.cwd()),
        "limits": {number: resource.getrlimit(number) for number in numbers},
    }
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.settimeout(START_SECONDS)
        connection.connect(address)
        socket.send_fds(connection, [b"!"], [_number(stdout, 1), _number(stderr, 2)])
        connection.sendall(json.dumps(request).encode() + b"\n")
        with connection.makefile("rb", buffering=0) as lines:
            answer = json.loads(lines.readline() or b"null")
        if not isinstance(answer, dict) or "pid" not in answer:
            raise ValueError(f"tiến trình mẫu trả lời: {answer}")
        return ForkedKernel(answer["pid"], connection)
    except (OSError, ValueError) as error:
        connection.close()
        raise ForkRefused(str(error)) from error


def _number(file: Any, own: int) -> int:
    number = own if file is None else file if isinstance(file, int) else file.fileno()
    if number < 0:
        raise ValueError("đầu ra đặc biệt (PIPE, DEVNULL)")
    return number
