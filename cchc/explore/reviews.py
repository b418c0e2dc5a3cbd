"""The reviews that a panel can show: one a unit, each read when it is first asked for."""

from functools import cached_property
from pathlib import Path

from ..errors import Fault, UsageError
from ..phrases import DEMO
from ..registers import find_data
from ..registry import sound_registry, unit_ids_with_figures
from ..review import Review, load_review


class Reviews:
    """The reviews of a data folder by unit, over the years of each unit's mandate.

    A review is kept as it was read: to see figures that have changed since, make the panel anew.
    """

    def __init__(self, data: str | Path = ""):
        self.data = find_data(Path(data) if data else None)
        self._read: dict[str, Review] = {}

    def __getitem__(self, unit_id: str) -> Review:
        if unit_id not in self._read:
            self._read[unit_id] = load_review(unit_id, 0, 0, self.data)
        return self._read[unit_id]

    @cached_property
    def options(self) -> list[tuple[str, str]]:
        """The units that have figures, by name, in the order of their official codes."""
        registry = sound_registry(self.data)
        found = map(registry.unit, unit_ids_with_figures(self.data))
        return [(unit.title + (f" · {DEMO}" if unit.invented else ""), unit.id) for unit in found]

    def default(self, unit_id: str) -> str:
        """The unit that was asked for, or the first one. Raises UsageError where there is none."""
        ids = [id_ for _, id_ in self.options]
        if not ids and not unit_id:
            mend = "thêm figures.csv của một đơn vị, hoặc chỉ rõ thư mục khác: data=…"
            raise UsageError([Fault("chưa đơn vị nào có số liệu", str(self.data), mend)])
        if unit_id and unit_id not in ids:
            sound_registry(self.data).unit(unit_id)
            self[unit_id]  # says what is missing
        return unit_id or ids[0]
