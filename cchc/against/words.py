"""How much of an indicator's label the words around a number say."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from math import log
from unicodedata import normalize

from ..catalogue import CATALOGUE

_SAME = (
    (r"\btỷ lệ\b", " "),
    (r"(?:trễ|chậm|muộn) hạn|trễ hẹn", "quá hạn"),
    (r"\btthc\b", "thủ tục hành chính"),
    (r"\bubnd\b", "ủy ban nhân dân"),
    (r"\bcntt\b", "công nghệ thông tin"),
    (r"\bvbqppl\b", "văn bản quy phạm pháp luật"),
    (r"\bcb,? ?cc,? ?vc\b", "cán bộ, công chức, viên chức"),
    (r"\be-?mail\b", "thư điện tử"),
    (r"\bscan\b|\bscanner\b", "quét"),
    (r"\bapp\b", "ứng dụng"),
    (r"internet banking", "ngân hàng trực tuyến"),
    (r"\buỷ\b", "ủy"),
    (r"\bhoá\b", "hóa"),
)
"""Other words for the same thing, as offices write them."""
_GRADE = re.compile(r"\b(mức độ|cấp độ) (\d)\b")
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SAYS_NOTHING = frozenset(
    (
        *("và", "của", "các", "có", "là", "được", "cho", "trong", "trên", "theo", "tại", "với"),
        *("về", "do", "đã", "từ", "đến", "số", "những", "này", "đó", "khi", "như"),
        *("tổng", "ghi", "báo", "cáo", "năm", "đạt", "chiếm", "hoặc", "so", "mọi", "cùng"),
    )
)

_ASIDE = re.compile(r"\(.*?\)|, (?:không gồm|cộng) .*|ghi trong báo cáo")
"""What a label adds for who reads it in a table; no report says it."""

Words = Mapping[str, float]
"""Words and pairs of neighbouring words, each with how near it stands, from 0 to 1."""


@lru_cache(maxsize=2_000)
def words_of(text: str) -> tuple[str, ...]:
    """The telling words of a text and its pairs of neighbours, in small letters.

    >>> words_of("Hồ sơ trễ hạn")
    ('hồ', 'sơ', 'hồ sơ', 'quá', 'sơ quá', 'hạn', 'quá hạn')
    """
    text = normalize("NFC", text).lower()
    for pattern, same in _SAME:
        text = re.sub(pattern, same, text)
    text = _GRADE.sub(lambda grade: f"{grade[1]} {_DIGITS[int(grade[2])]}", text)
    found: list[str] = []
    for run in re.split(r"[^\w\s-]|\d+", text):
        before = ""
        for word in re.findall(r"[^\W\d_]+", run):
            if word not in _SAYS_NOTHING:
                found += [word] + [f"{before} {word}"] * bool(before)
            before = "" if word in _SAYS_NOTHING else word
    return tuple(found)


def gathered(parts: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The words of several texts, each with the greatest weight that it has in any."""
    near: dict[str, float] = {}
    for text, weight in parts:
        for word in words_of(text):
            near[word] = max(weight, near.get(word, 0))
    return near


def said(label: str, near: Words) -> float:
    """How much of a label the words say, from 0 to 1; rare words of the catalogue count more.

    >>> said("Trường học", {"trường": 1, "học": 1, "trường học": 1})
    1.0
    """
    wanted, whole = _label(label)
    return sum(weight * near.get(word, 0) for word, weight in wanted.items()) / whole


def length_of(label: str) -> float:
    """How much a label has to say, the longest of the catalogue as 1."""
    return _label(label)[1] / _longest()


@cache
def _longest() -> float:
    return max(_label(indicator.vi)[1] for indicator in CATALOGUE.values())


@cache
def _label(label: str) -> tuple[dict[str, float], float]:
    """The words of a label with their weights, and the sum of those."""
    rarity = _rarity()
    rarest = max(rarity.values())
    told = _ASIDE.sub("", label)
    weights = {word: rarity.get(word, rarest) for word in words_of(told)}
    return weights, sum(weights.values())


@cache
def _rarity() -> dict[str, float]:
    labels = [set(words_of(indicator.vi)) for indicator in CATALOGUE.values()]
    counts = Counter(word for label in labels for word in label)
    return {word: log(1 + len(labels) / n) for word, n in counts.items()}
