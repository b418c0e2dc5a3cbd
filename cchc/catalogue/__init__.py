"""WHAT is measured: a file an area of reform, a literal an indicator."""

from dataclasses import replace
from types import ModuleType

from ..indicator import Area, Indicator, Whole
from . import (
    civil_service,
    direction,
    e_government,
    institutions,
    modernisation,
    organisation,
    procedures,
    public_finance,
)

_FILES: tuple[ModuleType, ...] = (
    direction,
    institutions,
    procedures,
    organisation,
    civil_service,
    public_finance,
    modernisation,
    e_government,
)


def _code(file: ModuleType) -> str:
    return file.__name__.rpartition(".")[2]


AREAS: dict[str, Area] = {_code(file): Area(_code(file), *file.AREA) for file in _FILES}
"""The area of direction and the seven areas of reform, by code, in the order of a report."""

CATALOGUE: dict[str, Indicator] = {
    indicator.code: replace(indicator, area=_code(file))
    for file in _FILES
    for indicator in file.INDICATORS
}
"""Every indicator by code, reported and computed, in the order in which a report shows them."""

WHOLES: tuple[Whole, ...] = tuple(whole for file in _FILES for whole in file.WHOLES)
"""Every declared sum of parts."""
