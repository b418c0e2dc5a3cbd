"""Fork a kernel whenever asked, and let none live longer than whoever asked for it.

Part of the warm parent, so of the standard library only, and loaded by path (see zygote.py). A
forked kernel goes on as `python -m ipykernel_launcher ...` would in a new process.

A connection is a kernel's life. Over it come a byte with the files for its output and errors, and
the request, a line of JSON; then one line back, {"pid": ...} or {"refused": why}; then, when the
kernel has died, its exit code. When the connection is closed, the kernel is killed with its group.
All end with the process that started this one, or with standard input.
"""

import contextlib
import ctypes
import importlib
import json
import os
import selectors
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Mapping
from typing import Any

PATIENCE = 5
"""Seconds for a request to come in whole."""
PR_SET_PDEATHSIG = 1


class Kernel:
    """A forked kernel as its parent knows it: its number, and the two files that are its life."""

    def __init__(self, pid: int, connection: socket.socket):
        self.pid, self.connection, self.handle = pid, connection, os.pidfd_open(pid)
        self.ends = {self.connection, self.handle}

    def kill(self) -> None:
        """Kill it and its group: all that it has started, but for what left the group."""
        for kill in (os.kill, os.killpg):
            with contextlib.suppress(ProcessLookupError):  # it may not have come to its own group
                kill(self.pid, signal.SIGKILL)

    def tell(self) -> None:
        """Say how it died, as subprocess does. It stays unburied: nobody else gets its number."""
        died = os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOWAIT)
        code = died.si_status if died.si_code == os.CLD_EXITED else -died.si_status
        with contextlib.suppress(OSError):
            self.connection.sendall(b"%d\n" % code)


class Parent:
    """Forks kernels and watches over them. Every open file of it is registered in `watch`."""

    def __init__(self, listener: socket.socket):
        self.listener, self.pid = listener, os.getpid()
        self.kernels: set[Kernel] = set()
        self.libc = ctypes.CDLL(None)
        self.watch = selectors.PollSelector()  # epoll's list would be shared with the kernels
        self._on(listener, self._accept)
        self._on(0, self._stop)
        self._on(os.pidfd_open(os.getppid()), self._stop)

    def serve(self) -> list[str]:
        """Work until the end. Returns in a forked kernel only: the command that it is to be."""
        while True:
            # One event at a time: to act on it may close what the next one is about.
            for key, _ in self.watch.select()[:1]:
                command = key.data()
                if command:
                    return command

    def _on(self, file: int | socket.socket, act: Callable[[], list[str] | None]) -> None:
        self.watch.register(file, selectors.EVENT_READ, act)

    def _off(self, file: int | socket.socket) -> None:
        self.watch.unregister(file)
        os.close(file) if isinstance(file, int) else file.close()

    def _stop(self) -> None:
        for kernel in self.kernels:
            kernel.kill()
        for kernel in self.kernels:
            os.waitpid(kernel.pid, 0)
        os._exit(0)

    def _accept(self) -> list[str] | None:
        connection, _ = self.listener.accept()
        connection.settimeout(PATIENCE)
        outputs: list[int] = []
        try:
            outputs += socket.recv_fds(connection, 1, 2)[1]
            with connection.makefile("rb") as lines:
                request = json.loads(lines.readline())
            if len(os.listdir("/proc/self/task")) > 1:
                raise OSError("tiến trình mẫu có luồng thứ hai")
            pid = os.fork()
            if pid:
                self._watch_over(Kernel(pid, connection))
                return None
            self._leave()
            return _become(request, outputs, connection)
        except (OSError, ValueError) as error:
            _answer(connection, {"refused": str(error)})
            return None if os.getpid() == self.pid else os._exit(1)
        finally:
            for output in outputs:
                os.close(output)

    def _leave(self) -> None:
        """In a fork: die with the parent, and keep none of its files."""
        self.libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != self.pid:
            os._exit(1)
        for file in [key.fileobj for key in self.watch.get_map().values()]:
            if file != 0:
                self._off(file)

    def _watch_over(self, kernel: Kernel) -> None:
        self.kernels.add(kernel)
        self._on(kernel.connection, lambda: self._abandon(kernel))
        self._on(kernel.handle, lambda: self._hear(kernel))

    def _hear(self, kernel: Kernel) -> None:
        """It has died."""
        kernel.tell()
        self._end(kernel, kernel.handle)

    def _abandon(self, kernel: Kernel) -> None:
        """Nobody needs it any more."""
        kernel.kill()
        self._end(kernel, kernel.connection)

    def _end(self, kernel: Kernel, file: int | socket.socket) -> None:
        self._off(file)
        kernel.ends.remove(file)
        if not kernel.ends:
            os.waitpid(kernel.pid, 0)
            self.kernels.remove(kernel)


def _answer(connection: socket.socket, answer: Mapping[str, Any]) -> None:
    with connection, contextlib.suppress(OSError):
        connection.sendall(json.dumps(answer).encode() + b"\n")


def _become(request: Mapping[str, Any], outputs: list[int], connection: socket.socket) -> list[str]:
    """Make of a fork what the command would be as a new process, say so, return the command."""
    import resource  # Windows has none

    os.setsid()
    for number, limits in request["limits"].items():
        resource.setrlimit(int(number), limits)
    os.chdir(request["directory"])
    os.environ.clear()
    os.environ.update(request["environment"], JPY_PARENT_PID=str(os.getppid()))
    ended, write = os.pipe()
    for file, number in zip((ended, *outputs), (0, 1, 2), strict=True):
        os.dup2(file, number)
    os.close(ended)
    os.close(write)
    tempfile.tempdir = None  # TMPDIR may be another
    importlib.invalidate_caches()
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()
    _show(request["mark"], request["environment"])
    sys.orig_argv[:] = request["command"]
    sys.argv[:] = request["command"][2:]
    if not sys.flags.safe_path:
        sys.path.insert(0, os.getcwd())
    _answer(connection, {"pid": os.getpid()})
    return request["command"]


def _show(name: str, environment: Mapping[str, str]) -> None:
    """Let the system show a variable of a fork as it is: it shows what the parent was started with.

    By it are known those that a notebook has sent away as daemons. One that does not fit in the
    old one's place stays as it was, and is known as one of the parent's.
    """
    with open("/proc/self/stat", "rb") as stat:
        start, end = map(int, stat.read().rpartition(b")")[2].split()[47:49])
    shown = (ctypes.c_char * (end - start)).from_address(start)
    beginning, value = os.fsencode(f"{name}="), os.fsencode(environment.get(name, ""))
    for entry in shown.raw.split(b"\0"):
        if entry.startswith(beginning) and len(entry) == len(beginning + value):
            place = shown.raw.index(entry) + len(beginning)
            shown[place : place + len(value)] = value
