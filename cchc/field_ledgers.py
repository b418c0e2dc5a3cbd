"""COMPUTE what is known of each field (lĩnh vực) of dossiers: a ledger a field."""

from collections.abc import Mapping

import pandas as pd

from .catalogue import CATALOGUE, WHOLES
from .dossier_fields import FORM_CODES
from .ledger import Ledger
from .measure import measure

ON_TIME = "on_time_share_resolved"
"""The one share that is shown of a field."""

_OF_FIELDS = {code: CATALOGUE[code] for code in (*FORM_CODES, ON_TIME)}
_WHOLES = tuple(whole for whole in WHOLES if whole.code in FORM_CODES)


def measure_fields(
    fields: pd.DataFrame, sources: pd.DataFrame, span: str, unit_level: str
) -> Mapping[str, Ledger]:
    """The ledger of each field, in the order in which the file names them first.

    `fields` are the rows that are used, the `latest_fields` of a folder. Counts are completed
    and the share on time is computed by the rules for the unit as a whole; a name that is spelled
    in two ways is two fields.
    """
    return {
        name: measure(own, sources, span, _OF_FIELDS, _WHOLES, unit_level)
        for name, own in fields.groupby("field", sort=False)
    }
