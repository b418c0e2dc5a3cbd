"""SAY what the numbers of a report are near to: a listing for people by section, JSON for tools."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby

from ..catalogue import AREAS
from .entry import KINDS, TO_MEND, Entry
from .register import NOT_HELD

SCOPE = (
    "Đã xem: mỗi con số đếm, tỷ lệ có cùng giá trị với một số liệu đang giữ mà lời quanh nó gần với"
    " tên chỉ tiêu, hoặc tính lại được từ các số bên cạnh; ngày của văn bản có trong"
    " documents.csv.",
    "Không xem: nghĩa của câu. Câu ghi sai năm, cấp, đối tượng, chiều tăng giảm mà con số vẫn trùng"
    " thì có thể không bị nêu; ngày tháng, số mục, tên gọi và câu không có số cũng không được kiểm"
    " tra. Người đọc vẫn phải đọc từng câu.",
)
"""What `cchc check --against` looks at and what it does not: said with every account."""

_SHORT = ("date", "document", "heading", "name")
_LONGEST = 160


def as_json(unit: str, report: str, entries: Sequence[Entry], notes: Sequence[str]) -> str:
    """Every entry, what was looked at, the notes, and how many there are of each kind."""
    numbers = [{"position": n, **asdict(entry)} for n, entry in enumerate(entries, start=1)]
    told = {"unit": unit, "report": report, "scope": list(SCOPE), "notes": list(notes)}
    told["counts"] = counts(entries)
    return json.dumps({**told, "numbers": numbers}, ensure_ascii=False, indent=2)


def counts(entries: Sequence[Entry]) -> dict[str, int]:
    """How many numbers there are of each kind."""
    found = Counter(entry.kind for entry in entries)
    return {kind: found[kind] for kind in KINDS if found[kind]}


def as_lines(unit: str, report: str, entries: Sequence[Entry], notes: Sequence[str]) -> str:
    """The listing: sections in the order of the report, then what is to be mended, then counts."""
    lines = [f"{unit}: đối chiếu {report}, {len(entries)} con số", *(f"  {note}" for note in notes)]
    for (place, area), group in groupby(entries, key=lambda entry: (entry.place, entry.area)):
        lines += ["", f"{place}{f' · {AREAS[area].vi}' if area else ''}", *_section(list(group))]
    lines += ["", *_summary(entries)]
    return "\n".join(lines)


def _section(entries: list[Entry]) -> Iterator[str]:
    for entry in entries:
        if entry.kind not in _SHORT or entry.kind in TO_MEND:
            yield f"  {entry.text:<10} {KINDS[entry.kind]}: {entry.detail or _quoted(entry)}"
            if entry.kind in TO_MEND and entry.detail:
                yield f"  {'':<10} câu: {_quoted(entry)}"
            if entry.candidates and entry.kind not in TO_MEND:
                others = ", ".join(entry.candidates[:5])
                yield f"  {'':<10} chọn vì {entry.reasons}; cũng có giá trị này: {others}"
    for kind in _SHORT:
        texts = [_with_note(entry) for entry in entries if entry.kind == kind]
        if texts:
            yield f"  {KINDS[kind]}: {', '.join(texts)}"


def _with_note(entry: Entry) -> str:
    return f"{entry.text} ({entry.detail})" if entry.detail else entry.text


def _quoted(entry: Entry) -> str:
    """The words around a number, as long as they help to find it."""
    at = max(0, entry.sentence.find(entry.text))
    start = max(0, at - _LONGEST // 2)
    end = min(len(entry.sentence), start + _LONGEST)
    before, after = "…" * (start > 0), "…" * (end < len(entry.sentence))
    return f"“{before}{entry.sentence[start:end]}{after}”"


def _summary(entries: Sequence[Entry]) -> Iterator[str]:
    yield "Tổng hợp:"
    for kind, count in counts(entries).items():
        yield f"  {count:>5}  {KINDS[kind]}"
    unheld = {entry.text for entry in entries if entry.detail == NOT_HELD}
    if unheld:
        yield f"Văn bản {NOT_HELD}: {', '.join(sorted(unheld))}"
    to_mend = sum(entry.kind in TO_MEND for entry in entries)
    if to_mend:
        yield f"Cần xem lại {to_mend} con số: hoặc báo cáo, hoặc số liệu đang giữ phải sửa."
    else:
        yield "Không con số nào phải xem lại theo cách xem dưới đây."
    yield from SCOPE
