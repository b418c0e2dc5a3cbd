"""The names that the tab key completes: codes of indicators and ids of units.

IPython and JupyterLab complete the attributes of an object and its keys, with Jedi and without;
between the quotes of a call they ask `cchc.tab`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from .catalogue import CATALOGUE


class Names(Mapping[str, str]):
    """Names to be completed, as attributes (`_` for `-`) and as keys: each is its own text."""

    def __init__(self, what: str, read: Callable[[], Sequence[str]]):
        self._what, self._read = what, read

    def __getitem__(self, name: str) -> str:
        if name not in self._read():
            raise KeyError(name)
        return name

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())

    def __dir__(self) -> list[str]:
        return [*self._by_attribute()]

    def __getattr__(self, name: str) -> str:
        if name.startswith("_") or name not in (names := self._by_attribute()):
            raise AttributeError(f"{self._what}: {name!r}")
        return names[name]

    def __repr__(self) -> str:
        return f"{self._what}: {', '.join(self)}"

    def _ipython_key_completions_(self) -> list[str]:
        return [*self._read()]

    def _by_attribute(self) -> dict[str, str]:
        return {name.replace("-", "_"): name for name in self}


def _unit_ids() -> list[str]:
    from .registers import find_data  # pandas: not before it is needed
    from .registry import unit_ids_with_figures

    return unit_ids_with_figures(find_data())


codes = Names("cchc.codes", lambda: [*CATALOGUE])
"""Every indicator's code: `cchc.codes.on_time_share_resolved` is that text."""

unit_ids = Names("cchc.unit_ids", _unit_ids)
"""The units that have figures in the nearest data folder: `cchc.unit_ids.huyen_long_my` is
"huyen-long-my"."""
