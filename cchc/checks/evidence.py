"""What a check looks at, and the words in which it speaks of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from ..catalogue import CATALOGUE, WHOLES
from ..folder import UnitFolder
from ..indicator import Indicator, Whole
from ..ledger import Key, Known, Ledger
from ..numerals import as_typed, number, qualified, share
from ..periods import parse_period
from ..quantity import Quantity


@dataclass(frozen=True)
class Evidence:
    """All that a check may look at: the unit's files, its ledger, its communes' own folders.

    `communes` holds the folders of the communes below the unit, by id; `unreadable` says of a
    commune's folder why it could not be read. `fields` holds what is known of each field (lĩnh
    vực) of dossiers, by its name.
    """

    folder: UnitFolder
    ledger: Ledger
    first: str
    second: str
    communes: Mapping[str, UnitFolder] = field(default_factory=dict)
    unreadable: Mapping[str, str] = field(default_factory=dict)
    catalogue: Mapping[str, Indicator] = field(default_factory=lambda: CATALOGUE)
    wholes: tuple[Whole, ...] = WHOLES
    fields: Mapping[str, Ledger] = field(default_factory=dict)

    @cached_property
    def of_fields(self) -> dict[str, "Evidence"]:
        """What is known of each field of dossiers, by its name, as if it were a unit."""
        stated, _ = self.folder.compared_fields
        return {
            name: replace(
                self,
                folder=replace(self.folder, figures=stated[stated["field"] == name]),
                ledger=ledger,
            )
            for name, ledger in self.fields.items()
        }

    def grid(self) -> list[tuple[str, str]]:
        """Every period and level of which anything is known."""
        return list(dict.fromkeys((key.period, key.level) for key in self.ledger))

    def total(self, keys: Iterable[Key]) -> Quantity:
        """The sum of known numbers."""
        zero = Quantity(Fraction(0), Fraction(0), Fraction(0))
        return sum((self.ledger[key].quantity for key in keys), start=zero)

    def known(self, keys: Iterable[Key]) -> list[Key]:
        """Those of the keys that something is known of."""
        return [key for key in keys if key in self.ledger]

    def places(self, keys: Iterable[Key]) -> tuple[str, ...]:
        """Where the figures behind the keys stand: each `source: place` once."""
        known = (self.ledger[key] for key in self.ledger.roots(keys))
        return tuple(dict.fromkeys(f"{each.source}: {each.place}" for each in known))

    def label(self, code: str) -> str:
        """The Vietnamese label as it stands inside a sentence."""
        label = self.catalogue[code].vi
        return label[0].lower() + label[1:]

    def unit_of(self, key: Key) -> str:
        """The measure unit of a number."""
        return self.catalogue[key.code].measure_unit

    def printed(self, code: str, value: Fraction | Quantity | Known, unit: str = "") -> str:
        """A value of an indicator as the report prints it; `unit` is put behind the digits."""
        measure_unit = self.catalogue[code].measure_unit
        if isinstance(value, Known) and value.text:
            return qualified(as_typed(value.text, measure_unit) + unit, value.qualifier)
        quantity = value.quantity if isinstance(value, Known) else value
        exact = quantity.value if isinstance(quantity, Quantity) else quantity
        plain = share(exact) if self.catalogue[code].is_share else number(exact)
        return qualified(plain + unit, quantity.qualifier if isinstance(quantity, Quantity) else "")

    def value(self, key: Key) -> str:
        """The printed value at a key, without its unit of count."""
        return self.printed(key.code, self.ledger[key])

    def sized(self, code: str, value: Fraction | Quantity | Known) -> str:
        """A value with its unit of count: "62.893 hồ sơ", "từ 80 biên chế trở lên", "97%"."""
        is_share = self.catalogue[code].is_share
        return self.printed(
            code, value, "" if is_share else f" {self.catalogue[code].measure_unit}"
        )

    def named(self, key: Key) -> str:
        """A number with its name: "5.300 hồ sơ tiếp nhận", "trình độ tiến sĩ (1 người)"."""
        label, known = self.label(key.code), self.ledger[key]
        counts_what_it_names = f"{label} ".startswith(f"{self.unit_of(key)} ")
        if counts_what_it_names and not self.value(key).endswith("trở lên"):
            return f"{self.value(key)} {label}"
        return f"{label} ({self.sized(key.code, known)})"

    def terms(self, keys: Iterable[Key], joint: str) -> str:
        """Each number with its name, joined: the arithmetic written out."""
        return joint.join(self.named(key) for key in keys)

    def counted(self, amount: Fraction | float, key: Key) -> str:
        """An amount in the unit of a number: "72 hồ sơ", "0,5 điểm phần trăm"."""
        unit = self.unit_of(key)
        return f"{number(amount)} {'điểm phần trăm' if unit == '%' else unit}"

    def whom(self, level: str) -> str:
        """The level in words: "cấp xã", or "toàn huyện" for all levels together."""
        return level_name(level, self.folder.unit.type)

    def about(self, key: Key) -> str:
        """The beginning of a sentence: whom and when a number is about."""
        return f"{capital(self.whom(key.level))}, {period_name(key.period)}"


def capital(text: str) -> str:
    """The text with a capital first letter, the rest untouched."""
    return text[:1].upper() + text[1:]


def level_name(level: str, unit_type: str) -> str:
    """A level in words, for a unit of this type.

    >>> level_name("commune", "huyện"), level_name("all", "huyện")
    ('cấp xã', 'toàn huyện')
    """
    if level == "all":
        return f"toàn {unit_type}"
    return {"province": "cấp tỉnh", "district": "cấp huyện", "commune": "cấp xã"}[level]


def period_name(period: str) -> str:
    """A period in words.

    >>> period_name("2022-M03"), period_name("2022-H1"), period_name("2021-2022")
    ('tháng 3 năm 2022', '6 tháng đầu năm 2022', 'giai đoạn 2021-2022')
    """
    year, _, part = period.partition("-")
    match parse_period(period).kind:
        case "year":
            return f"năm {year}"
        case "span":
            return f"giai đoạn {period}"
        case "half":
            return f"6 tháng {'đầu' if part == 'H1' else 'cuối'} năm {year}"
        case "quarter":
            return f"quý {part[1:]} năm {year}"
    return f"tháng {int(part[1:])} năm {year}"
