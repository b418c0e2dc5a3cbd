"""The warm parent: a process that has loaded the libraries and forks a kernel whenever asked.

A program of its own, started by path, that imports nothing by itself. Its arguments are the number
of an inherited listening socket and the names of the modules to load: libraries, and what the
notebook imports from this package, as it was when the run began. Every other module, one of the
notebook's author above all, a kernel reads from disk.
"""

import builtins
import contextlib
import copy
import gc
import importlib
import io
import os
import runpy
import socket
import sys
import time
from collections.abc import Iterable
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType, SimpleNamespace

QUIET = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",  # for pandas with pyarrow
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    "JPY_PARENT_PID": str(os.getpid()),  # ipykernel reads at import with whom it is to end
}
INLINE = "module://matplotlib_inline.backend_inline"
"""The backend that ipykernel sets for a notebook, before the notebook imports matplotlib."""
PATIENCE = 1
"""Seconds for a thread that an import started to end."""


def main() -> None:
    """Load the modules and serve kernels; without a module that is not fit, begin anew."""
    environment = dict(os.environ)
    os.environ.update(QUIET)
    os.environ.setdefault("MPLBACKEND", INLINE)
    given = dict(os.environ)
    if not sys.flags.safe_path:
        del sys.path[0]  # this file's folder
    listener, *modules = sys.argv[1:]
    gc.disable()
    for name in modules:
        if not is_fit(name):
            rest = [other for other in modules if other != name]
            os.execve(sys.executable, [sys.executable, __file__, listener, *rest], environment)
    gc.enable()
    gc.collect()
    gc.freeze()  # a collection in a kernel then leaves these objects' pages shared
    left_by_imports = {name: os.environ[name] for name in os.environ.keys() - given.keys()}
    forks = runpy.run_path(str(Path(__file__).with_name("forks.py")))
    command = forks["Parent"](socket.socket(fileno=int(listener))).serve()
    # Only a forked kernel gets here.
    os.environ.update(left_by_imports)
    Reserve(name.partition(".")[0] for name in modules)
    runpy.run_module(command[2], run_name="__main__", alter_sys=True)


def is_fit(module: str) -> bool:
    """Load a module; whether a notebook in a fork would see no other than one it loads itself.

    It would of a module that cannot be imported, that warns or writes, or that leaves a thread
    behind. A module that asks finds itself in a notebook: pandas shows tables as in a terminal
    otherwise, with all their columns.
    """
    output, errors = Relay("stdout"), Relay("stderr")
    builtins.get_ipython = lambda: SimpleNamespace(kernel=None)
    try:
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
            importlib.import_module(module)
    except Exception:
        return False
    finally:
        del builtins.get_ipython
    return not output.heard and not errors.heard and _is_alone()


class Relay(io.TextIOBase):
    """An output as a module finds it. Should it keep it, that is the notebook's output later."""

    encoding = "UTF-8"  # as ipykernel writes it

    def __init__(self, name: str):
        self.name = name
        self.heard: list[str] = []

    def write(self, text: str) -> int:
        """Keep the text while modules are loaded; pass it on afterwards."""
        now = getattr(sys, self.name)
        if now is not self:
            return now.write(text)
        self.heard.append(text)
        return len(text)

    def flush(self) -> None:
        """Pass on what was written."""
        now = getattr(sys, self.name)
        if now is not self:
            now.flush()


def _is_alone() -> bool:
    until = time.monotonic() + PATIENCE
    while len(os.listdir("/proc/self/task")) > 1:
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True


class Reserve:
    """Packages that are loaded, but that nobody sees before it imports them.

    Libraries behave otherwise beside others: IPython shows numpy's numbers in another way when it
    starts with numpy there.
    """

    def __init__(self, names: Iterable[str]):
        self.modules = {name: sys.modules.pop(name) for name in {*names} & sys.modules.keys()}
        self.specs = {name: module.__spec__ for name, module in self.modules.items()}
        sys.meta_path.insert(0, self)

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """The module's own description, but that it is not to be loaded again."""
        if name not in self.modules:
            return None
        spec = copy.copy(self.specs[name])
        spec.loader = self
        return spec

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """The module as it is."""
        return self.modules.pop(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Make it what it would be without all this; after the last one, go."""
        module.__spec__ = self.specs[module.__name__]
        if not self.modules:
            sys.meta_path.remove(self)


if __name__ == "__main__":
    main()
