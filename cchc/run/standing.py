"""The report that stands at its place: why it must be made anew, and what of it stays true."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .dependence import RECORD, file_digest


@dataclass(frozen=True)
class Standing:
    """A report as its record says it: made from `depends_on`, of files with these sha256.

    `formats` are those of its files that were printed, each with what its printer was told. Without
    a record that can be read, `is_known` is False and nothing of it counts as true.
    """

    folder: Path
    depends_on: Mapping[str, str] = field(default_factory=dict)
    outputs: Mapping[str, str] = field(default_factory=dict)
    formats: Mapping[str, str] = field(default_factory=dict)
    exit_code: Any = 0
    kind: Any = ""
    is_known: bool = False

    @classmethod
    def at(cls, folder: Path) -> "Standing":
        """What stands in a folder."""
        try:
            record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
            parts = (dict(record[name]) for name in ("depends_on", "outputs", "formats"))
            return cls(folder, *parts, record["exit_code"], record["kind"], True)
        except (OSError, ValueError, KeyError, TypeError):
            return cls(folder)

    def why_anew(self, now: Mapping[str, str], formats: Mapping[str, str]) -> str:
        """Why the report must be made anew, "" where it stands as it would be made.

        A report whose files were touched, or whose record cannot be read, is made anew; one with
        more formats than are asked for is not.
        """
        if not self.folder.is_dir():
            return "chưa có báo cáo"
        if not self.is_known:
            return "không đọc được bản ghi của lần chạy trước"
        if changed := list(self._changed(now)):
            return f"thay đổi: {', '.join(changed)}"
        for name in self.outputs:
            if not self._is_untouched(name):
                return f"tệp {name} bị thiếu hoặc đã bị sửa"
        for name, told in formats.items():
            if name not in self.formats:
                return f"chưa có {name}"
            if told and told != self.formats[name]:
                return f"thay đổi: {told} cho {name}"
        return ""

    def still_true(self, now: Mapping[str, str]) -> dict[str, str]:
        """The formats that a report made from what is there now may keep, as `formats`."""
        if any(self._changed(now)):
            return {}
        return {name: told for name, told in self.formats.items() if self._is_untouched(name)}

    def notes(
        self, formats: Mapping[str, str], gone: Iterable[str], previous: Path
    ) -> tuple[str, ...]:
        """In words, what a report of these formats lacks of this one, which goes to `previous`."""
        notes = []
        if names := ", ".join(sorted(gone)):
            notes.append(f"{names} không có trong báo cáo mới; bản cũ chuyển sang {previous}")
        for name, told in self.formats.items():
            if told and formats.get(name) == "":
                notes.append(f"{name} bản trước in với {told}, bản mới không")
        return tuple(notes)

    def _changed(self, now: Mapping[str, str]) -> Iterator[str]:
        for name in (*now, *(name for name in self.depends_on if name not in now)):
            if self.depends_on.get(name) != now.get(name):
                yield name

    def _is_untouched(self, name: str) -> bool:
        return file_digest(self.folder / name) == self.outputs.get(name)
