"""The names that the tab key completes: codes of indicators and ids of units.

IPython and JupyterLab complete the attributes of an object, with Jedi and without; neither
completes a text between quotes by the function that it is written for.
"""

from types import SimpleNamespace

from .catalogue import CATALOGUE

codes = SimpleNamespace(**{code: code for code in CATALOGUE})
"""Every indicator's code: `cchc.codes.on_time_share_resolved` is that text."""


class UnitIds:
    """The ids of the units that have figures in the nearest data folder, with `_` for `-`."""

    def __dir__(self) -> list[str]:
        return list(self._ids())

    def __getattr__(self, name: str) -> str:
        if name.startswith("_") or name not in (ids := self._ids()):
            raise AttributeError(f"cchc.unit_ids: {name!r}")
        return ids[name]

    def _ids(self) -> dict[str, str]:
        from .registers import find_data, unit_ids_with_figures  # pandas: not before it is needed

        return {unit.replace("-", "_"): unit for unit in unit_ids_with_figures(find_data())}


unit_ids = UnitIds()
"""Every unit's id: `cchc.unit_ids.huyen_long_my` is "huyen-long-my"."""
