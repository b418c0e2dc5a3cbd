"""What a column of form II.06a counts, told from the words above it, storey by storey."""

import re
from collections.abc import Sequence

from ...folding import folded

NEW = "new"
"""What was newly received, where it stands in a column: no figure, but 3 = it + 6."""
SEVERAL = ("dossiers_received_direct", "dossiers_withdrawn")
"""What may be the sum of several columns: in person and by post; stopped, returned, withdrawn."""

_GROUPS = {
    "pending": r"dang(?:giaiquyet|xuly)|chuagiaiquyet|chuaxuly",
    "resolved": r"da(?:giaiquyet|xuly|tra)|ketquagiaiquyet",
    "received": r"tiepnhan|nhangiaiquyet|hosonhan",
}
_WITHDRAWN = re.compile(r"\b(?:(?<!tạm )dừng|trả lại|rút|hủy|huỷ)\b")
_PART = re.compile(r"trongdo|rieng")
_DOUBLED = re.compile(r"tructiep|buuchinh|dung|tralai|rut|huy")
_RATES = re.compile(r"tyle|tile|phantram|songay|lephi|ghichu")
_TOTAL = re.compile(r"tong|^(?:so|soluong)?(?:hoso)?$")
_KINDS = {
    "received": (
        ("dossiers_received_online", r"tructuyen|quamang|dientu|online"),
        ("dossiers_received_direct", r"tructiep|buuchinh"),
        ("dossiers_carried_over", r"kytruoc|tondau|ton(?:ky|cu)|chuyenky"),
        (NEW, r"trongky|moi"),
    ),
    "resolved": (
        ("dossiers_resolved_in_time", r"truoc.*dunghan|dung.*truochan"),
        ("dossiers_resolved_early", r"truochan|somhan"),
        ("dossiers_resolved_on_due_date", r"dunghan"),
        ("dossiers_resolved_late", r"quahan|trehan"),
    ),
    "pending": (
        ("dossiers_pending_in_time", r"tronghan|chuadenhan|conhan|chuaquahan"),
        ("dossiers_pending_overdue", r"quahan|trehan"),
    ),
}
_TOTALS = {group: f"dossiers_{group}" for group in _GROUPS}


def counted(storeys: Sequence[str]) -> str:
    """The code of what a column counts, given its words from the top storey down; "" for others.

    The lowest storey that names a group (received, resolved, pending) decides: a title over the
    whole table may name all three. A percentage is no count, nor is what is "trong đó" of another
    column one of its own; a pause for missing papers is pending.

    >>> counted(["Số lượng hồ sơ tiếp nhận", "Trong kỳ", "Trực tuyến"])
    'dossiers_received_online'
    >>> counted(["Đã giải quyết", "Trước hạn và đúng hạn"]), counted(["Đã giải quyết quá hạn"])
    ('dossiers_resolved_in_time', 'dossiers_resolved_late')
    >>> counted(["Hồ sơ trả lại, rút"]), counted(["Tạm dừng"]), counted(["Tỷ lệ đúng hạn (%)"])
    ('dossiers_withdrawn', '', '')
    """
    told = [words for words in storeys if words.strip()]
    last = folded(told[-1]) if told else ""
    if not told or "%" in told[-1] or _RATES.search(last) or _PART.match(last):
        return ""
    if _WITHDRAWN.search(" ".join(told[-1].casefold().split())):
        return "dossiers_withdrawn"
    for lowest in range(len(told) - 1, -1, -1):
        group = group_of(told[lowest])
        if group:
            return _of_group(group, [folded(words) for words in told[lowest:]])
    return ""


def overlap(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two columns of one code count some dossiers twice, so that they are no sum.

    They do where the lowest words of one hold those of the other, or where one names two kinds and
    the other one of these.

    >>> overlap(["Trực tiếp, bưu chính"], ["Bưu chính công ích"]), overlap(["Trả lại"], ["Rút"])
    (True, False)
    """
    mine, theirs = folded(one[-1]), folded(other[-1])
    kinds, others = _kinds(one), _kinds(other)
    is_shared = bool(kinds & others) and max(len(kinds), len(others)) > 1
    return mine in theirs or theirs in mine or is_shared


def _kinds(storeys: Sequence[str]) -> set[str]:
    """The kinds that the lowest storey that names any names."""
    found = (set(_DOUBLED.findall(folded(words))) for words in reversed(storeys))
    return next(filter(None, found), set())


def group_of(words: str) -> str:
    """Which of the three groups of columns some words name; "" for none.

    >>> group_of("Số hồ sơ nhận giải quyết"), group_of("Đã giải quyết"), group_of("Tổng số")
    ('received', 'resolved', '')
    """
    plain = folded(words)
    return next((name for name, sign in _GROUPS.items() if re.search(sign, plain)), "")


def _of_group(group: str, below: Sequence[str]) -> str:
    """The code within a group; `below` are the folded words from the group's own storey down."""
    own = re.sub(_GROUPS[group], "", below[0])
    words = " ".join([own, *below[1:]])
    for code, sign in _KINDS[group]:
        if re.search(sign, words):
            return code
    is_total = len(below) == 1 or _TOTAL.search(below[-1])
    return _TOTALS[group] if is_total else ""
