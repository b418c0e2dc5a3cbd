"""The reviews that a panel can show: one a unit, read when asked for and when its files change."""

from functools import cached_property
from pathlib import Path

from ..errors import Fault, UsageError
from ..phrases import DEMO
from ..registers import find_data
from ..registry import sound_registry, unit_ids_with_figures
from ..review import Review, load_review
from ..snapshot import Survey
from ..textfile import shown_path


class Reviews:
    """The reviews of a data folder by unit, over the years of each unit's mandate."""

    def __init__(self, data: str | Path = ""):
        self.data = find_data(Path(data) if data else None)
        self._read: dict[str, tuple[Survey, set[tuple], Review]] = {}

    def __getitem__(self, unit_id: str) -> Review:
        if unit_id not in self._read:
            survey = Survey(self.data)
            traces = survey.traces(sound_registry(self.data).unit(unit_id))
            self._read[unit_id] = survey, traces, load_review(unit_id, 0, 0, self.data)
        return self._read[unit_id][-1]

    def look(self) -> list[str]:
        """The files that have changed since they were read; from now on they count as they are."""
        changed = set()
        for unit_id, (survey, before, review) in [*self._read.items()]:
            differing = survey.traces(review.folder.unit) ^ before
            if differing:
                del self._read[unit_id]
                vars(self).pop("options", None)
            changed |= {shown_path(Path(path), self.data) for path, *_ in differing}
        return sorted(changed)

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
