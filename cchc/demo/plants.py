"""Faults that are planted in an invented unit, each with what the review should find."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from ..ledger import Key
from ..numerals import number
from .chance import Chance
from .dossiers import TIERS, dossiers
from .draft import FIRST, SECOND, Draft

COUNTED = 0.12
"""What is left of the new dossiers of a year whose counting broke off."""
LEVELS = {"district": "cấp huyện", "commune": "cấp xã", "all": "toàn huyện"}


@dataclass(frozen=True)
class Planted:
    """The finding that a planted fault leads to: found minus expected as `difference`, if any.

    `level` and `period` are those of what the finding is about, "" where that is no figure.
    """

    check: str
    level: str
    period: str
    difference: Fraction | None
    what: str


Planting = tuple[Draft, Planted]


def _changed(draft: Draft, key: Key, by: int, *more: tuple[Key, int]) -> Draft:
    changes = ((key, by), *more)
    return draft.stating({k: str(int(draft.figures[k]) + n) for k, n in changes})


def _unexplained_remainder(draft: Draft, chance: Chance) -> Planting:
    level = chance.pick(TIERS)
    key = Key("dossiers_withdrawn", SECOND, level)
    lost = int(draft.figures[key])
    what = (
        f"Bỏ không ghi {number(lost)} hồ sơ dừng giải quyết, trả lại hoặc rút của {LEVELS[level]}:"
        " số tiếp nhận nhiều hơn số đã và đang giải quyết."
    )
    planted = Planted("unexplained_remainder", level, SECOND, Fraction(-lost), what)
    return draft.without({key}), planted


def _stated_differs(draft: Draft, chance: Chance) -> Planting:
    level = chance.pick(TIERS)
    readings = _on_time_shares(draft, level)
    typed = Fraction(int(10 * min(readings)) - chance.whole(15, 60), 10)
    what = (
        f"Tỷ lệ đúng hạn của {LEVELS[level]} ghi {number(typed, 1)}%, thấp hơn mọi cách tính từ số"
        " hồ sơ đã ghi."
    )
    figures = {Key("dossiers_on_time_share_stated", SECOND, level): f"{float(typed):.1f}"}
    off = typed - readings[0]
    return draft.stating(figures), Planted("stated_differs", level, SECOND, off, what)


def _on_time_shares(draft: Draft, level: str) -> list[Fraction]:
    """The share on time in percent by each definition in use, the literal one first."""
    codes = ("received", "resolved", "resolved_in_time", "pending_in_time", "pending_overdue")
    received, resolved, in_time, waiting, overdue = (
        draft.count(f"dossiers_{code}", SECOND, level) for code in codes
    )
    return [
        Fraction(100 * in_time, resolved),
        Fraction(100 * in_time, received),
        Fraction(100 * in_time, resolved + overdue),
        Fraction(100 * (in_time + waiting), received),
    ]


def _levels_do_not_add_up(draft: Draft, chance: Chance) -> Planting:
    more = chance.whole(20, 900)
    key = Key("dossiers_received", SECOND, "all")
    what = f"Số tiếp nhận của toàn huyện ghi nhiều hơn tổng hai cấp {number(more)} hồ sơ."
    planted = Planted("levels_do_not_add_up", "all", SECOND, Fraction(more), what)
    return _changed(draft, key, more), planted


def _part_exceeds_whole(draft: Draft, chance: Chance) -> Planting:
    more = chance.whole(1, 3)
    key = Key("communes_with_scanner", SECOND, "commune")
    what = f"Số xã được hỗ trợ máy quét ghi nhiều hơn số xã của huyện là {more}."
    planted = Planted("part_exceeds_whole", "commune", SECOND, Fraction(more), what)
    return draft.stating({key: str(draft.communes + more)}), planted


def _collapse(draft: Draft, chance: Chance) -> Planting:
    households = draft.count("households", FIRST, "all")
    what = (
        "Hồ sơ mới tiếp nhận của cấp xã năm 2022 chỉ ghi khoảng một phần tám số thật, như khi chỉ"
        " thống kê một phần năm."
    )
    planted = Planted("too_large_change", "commune", SECOND, None, what)
    return draft.stating(dossiers(chance, households, COUNTED)), planted


def _carry_over_differs(draft: Draft, chance: Chance) -> Planting:
    level = chance.pick(TIERS)
    key = Key("dossiers_carried_over", SECOND, level)
    less = chance.whole(1, max(1, int(draft.figures[key]) // 2))
    what = (
        f"Hồ sơ từ năm 2021 chuyển sang của {LEVELS[level]} ghi ít hơn số đang giải quyết cuối năm"
        f" 2021 là {number(less)} hồ sơ; số ấy ghi vào hồ sơ tiếp nhận trực tiếp."
    )
    planted = Planted("carry_over_differs", level, FIRST, Fraction(-less), what)
    direct = Key("dossiers_received_direct", SECOND, level)
    return _changed(draft, key, -less, (direct, less)), planted


def _narrative_number(draft: Draft, chance: Chance) -> Planting:
    largest = max(float(text) for text in draft.figures.values())
    foreign = number(int(2.1 * largest) + chance.whole(1, 4000))
    what = f"Phần thuyết minh nêu {foreign} lượt truy cập, không có trong số liệu."
    remark = f"Cổng thông tin điện tử của huyện có {foreign} lượt truy cập."
    planted = Planted("narrative_number_is_no_figure", "", "", None, what)
    return replace(draft, remarks=(remark,)), planted


def _staff_over_posts(draft: Draft, chance: Chance) -> Planting:
    def key(code: str) -> Key:
        return Key(code, SECOND, "district")

    more = chance.whole(5, 60)
    room = sum(int(draft.figures[key(code)]) for code in ("posts_total", "contracts_total"))
    added = room + more - int(draft.figures[key("staff_total")])
    grown = [(key(code), added) for code in ("staff_qualified", "staff_university")]
    what = f"Số người có mặt nhiều hơn biên chế và hợp đồng được giao {more} người."
    planted = Planted("staff_against_posts", "district", SECOND, Fraction(more), what)
    return _changed(draft, key("staff_total"), added, *grown), planted


def _stated_twice(draft: Draft, chance: Chance) -> Planting:
    key = Key("public_service_accounts", SECOND, "all")
    more = chance.whole(3, 400)
    again = int(draft.figures[key]) + more
    what = f"Số tài khoản dịch vụ công ghi hai nơi khác nhau, chênh {number(more)}."
    planted = Planted("stated_twice", "all", SECOND, Fraction(more), what)
    return replace(draft, again=((key, str(again)),)), planted


def _share_outside_levels(draft: Draft, chance: Chance) -> Planting:
    code = "documents_exchanged_electronically_share"
    highest = max(Fraction(draft.figures[Key(code, SECOND, tier)]) for tier in TIERS)
    more = Fraction(chance.whole(10, 39), 10)
    typed = f"{float(highest + more):.1f}"
    shown = number(highest + more, 1)
    what = f"Tỷ lệ văn bản điện tử của toàn huyện ghi {shown}%, cao hơn cả hai cấp."
    planted = Planted("share_outside_levels", "all", SECOND, more, what)
    return draft.stating({Key(code, SECOND, "all"): typed}), planted


def _communes_against_register(draft: Draft, chance: Chance) -> Planting:
    key = Key("communes", SECOND, "commune")
    what = f"Số xã ghi {draft.communes + 1}, danh mục đơn vị hành chính có {draft.communes}."
    planted = Planted("communes_against_register", "commune", SECOND, Fraction(1), what)
    return _changed(draft, key, 1), planted


def _document_redated(draft: Draft, chance: Chance) -> Planting:
    what = "Kế hoạch cải cách hành chính được ghi với hai ngày khác nhau."
    planted = Planted("document_dates_conflict", "", "", None, what)
    return replace(draft, redated=True), planted


PLANTS: tuple[Callable[[Draft, Chance], Planting], ...] = (
    _unexplained_remainder,
    _stated_differs,
    _levels_do_not_add_up,
    _part_exceeds_whole,
    _collapse,
    _carry_over_differs,
    _narrative_number,
    _staff_over_posts,
    _stated_twice,
    _share_outside_levels,
    _communes_against_register,
    _document_redated,
)
"""Every kind of fault: given a unit that states everything, the spoilt unit and what to find."""
