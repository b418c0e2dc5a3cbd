"""What one number of a report was found to be nearest to."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["figure", "result", "differs", "unknown", "date", "document", "heading", "name"]
KINDS: dict[Kind, str] = {
    "figure": "cùng giá trị với số liệu đang giữ",
    "result": "cùng giá trị với kết quả tính lại",
    "differs": "KHÔNG KHỚP",
    "unknown": "CHƯA RÕ NGUỒN",
    "date": "ngày, tháng, năm",
    "document": "số hiệu văn bản",
    "heading": "số mục",
    "name": "tên gọi, số thứ tự",
}
"""Every kind of number, with what a listing calls it."""
TO_MEND: tuple[Kind, ...] = ("differs", "unknown")


@dataclass(frozen=True)
class Entry:
    """One number of a report: as it is written, where, and what it is.

    `key` is `code|period|level` of the figure or result, or the id of a document; `detail` says in
    Vietnamese what it is, `reasons` why; `candidates` are other keys that have its value. Of an
    unknown number `guess` is the key that its words are nearest to, never more than a guess.
    """

    text: str
    kind: Kind
    place: str
    sentence: str
    detail: str = ""
    key: str = ""
    reasons: str = ""
    candidates: tuple[str, ...] = ()
    guess: str = ""
    area: str = ""
    unit: str = ""
    qualifier: str = ""
