"""A whole province that does not exist, as a data folder to try things on."""

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from ..errors import CchcError, Fault, UsageError
from ..phrases import DEMO
from .chance import Chance
from .draft import PROVINCE, Draft
from .field_plants import FIELD_PLANTS
from .files import as_csv, unit_files
from .plants import PLANTS, Planted
from .unit import invent, with_fields, with_gaps

MOST_UNITS = 705
"""As many as the country had units of the district level before 01/7/2025."""
UNITS_A_FAULT = 8
KINDS = (*PLANTS, *FIELD_PLANTS)
"""Those of the figures come first, in a random order: a small province has only them."""
PLANTED = "planted.csv"
UNITS = ("id", "code", "name", "type", "level", "parent", "valid_from", "valid_to", "invented")
FINDINGS = ("unit_id", "check", "level", "period", "difference", "what")

README = """\
{demo}
================

Mọi đơn vị, số liệu, văn bản và câu chữ trong thư mục này là **bịa đặt** để thử phần mềm. Không có
tỉnh Minh Họa; không số nào là của một đơn vị có thật. Chỉ các mục tiêu trong `targets.csv` là lấy
từ văn bản có thật, giống như trong thư mục `data/` của phần mềm.

- Tạo bằng lệnh: `cchc demo province --units {units} --seed {seed} THƯ_MỤC`. Cùng lệnh này luôn cho
  đúng các tệp này.
- {units} huyện với các xã của mình ở `units.csv`, mọi dòng ghi `invented` là `yes`, nên mọi trang
  làm từ đây đều mang dòng chữ {demo}.
- {spoilt} huyện có một chỗ sai được cài vào; `planted.csv` ghi chỗ nào và phép đối chiếu nào phải
  tìm ra. Một số huyện khác không ghi đủ số liệu, như trong thực tế.
"""


@dataclass(frozen=True)
class Province:
    """What was made: its folder, the ids of its units, and the fault planted in some of them."""

    folder: Path
    units: tuple[str, ...]
    planted: dict[str, Planted]


def make_province(folder: Path, units: int, seed: int) -> Province:
    """A data folder of `units` invented districts with figures for 2021 and 2022.

    The same arguments give the same bytes. One unit in eight, and at least one of several, has one
    fault planted in it. The folder appears whole or not at all; an empty one is replaced.
    Raises `UsageError` for a number out of range and a folder that is not empty, `CchcError` for
    one that cannot be written.
    """
    _require(units, seed, folder)
    drafts = [invent(seed, number) for number in range(1, units + 1)]
    plants = _plants(units, seed)
    planted: dict[str, Planted] = {}
    for place, draft in enumerate(drafts):
        if draft.number in plants:
            chance = Chance(seed, draft.number, 3)
            drafts[place], planted[draft.id] = KINDS[plants[draft.number]](draft, chance)
        else:
            drafts[place] = with_gaps(with_fields(draft, seed), seed)
    texts = {
        "README.md": README.format(demo=DEMO, units=units, seed=seed, spoilt=len(planted)),
        "targets.csv": files(__package__).joinpath("targets.csv").read_text(encoding="utf-8"),
        "units.csv": as_csv(UNITS, _register(drafts)),
        PLANTED: as_csv(FINDINGS, _findings(planted)),
    }
    for draft in drafts:
        named = unit_files(draft, seed)
        texts |= {f"{draft.id}/{name}": text for name, text in named.items()}
    _write(folder, texts)
    return Province(folder, tuple(draft.id for draft in drafts), planted)


def _plants(units: int, seed: int) -> dict[int, int]:
    """The units with a fault, and which; every kind comes once before one comes again."""
    if units < 2:
        return {}
    chance = Chance(seed, units)
    count = max(1, round(units / UNITS_A_FAULT))
    spoilt = sorted(chance.some(range(1, units + 1), count))
    kinds = [*chance.some(range(len(PLANTS)), len(PLANTS)), *range(len(PLANTS), len(KINDS))]
    return {number: kinds[place % len(kinds)] for place, number in enumerate(spoilt)}


def _register(drafts: Sequence[Draft]) -> Iterable[tuple[str, ...]]:
    """The register of units: the province, its districts, their communes."""
    dates_and_mark = ("", "", "yes")
    yield PROVINCE, "MH", "Minh Họa", "tỉnh", "province", "", *dates_and_mark
    for draft in drafts:
        yield draft.id, draft.code, draft.name, "huyện", "district", PROVINCE, *dates_and_mark
    for draft in drafts:
        for number in range(1, draft.communes + 1):
            own = f"{number:02d}"
            id_, name = draft.id.replace("huyen", "xa"), f"{draft.name}-{own}"
            code = f"{draft.code}{own}"
            yield f"{id_}-{own}", code, name, "xã", "commune", draft.id, *dates_and_mark


def _findings(planted: dict[str, Planted]) -> Iterable[tuple[str, ...]]:
    for unit, each in planted.items():
        difference = "" if each.difference is None else f"{float(each.difference):.12g}"
        yield unit, each.check, each.level, each.period, difference, each.what


def _require(units: int, seed: int, folder: Path) -> None:
    faults = []
    if not 1 <= units <= MOST_UNITS:
        faults.append(Fault(f"không làm được {units} huyện", "--units", f"dùng 1 đến {MOST_UNITS}"))
    if seed < 0:
        faults.append(Fault(f"số gieo {seed} nhỏ hơn 0", "--seed", "dùng một số nguyên từ 0"))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        mend = "nêu một thư mục chưa có, hoặc một thư mục trống"
        faults.append(
            Fault("nơi ghi dữ liệu minh họa không phải là thư mục trống", str(folder), mend)
        )
    if faults:
        raise UsageError(faults)


def _write(folder: Path, texts: dict[str, str]) -> None:
    """Write everything beside the folder's place, then move it there."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".minh-hoa-", dir=folder.parent) as beside:
            ready = Path(beside) / "data"
            for name, text in texts.items():
                path = ready / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(text.encode())
            if folder.is_dir():
                folder.rmdir()
            ready.rename(folder)
    except OSError as error:
        what = f"không ghi được dữ liệu minh họa: {error.strerror}"
        raise CchcError([Fault(what, str(folder), "xem lại quyền ghi và chỗ trống")]) from error
