"""What an official would stumble over in a sentence of the reconciliation."""

import re
from unicodedata import is_normalized

_FAULTS = {
    "a doubled word": r"\b(\w+(?: \w+){0,2}) \1\b",
    "a decimal point": r"\d\.\d{1,2}(?!\d)",
    "an empty value": r"None|nan|\(\)|: ;|: \.",
    "a space too many": r"  | [,.;:%)]|\( ",
    "a mark too many": r"[,;:.]{2}|%%",
    "a hyphen for a minus": r" -\d",
    "an English word": r"\b(?:district|commune|all|value|dossiers?)\b",
}


def faults_of_style(message: str) -> list[str]:
    """What is wrong with a sentence; places and periods in it are not looked at.

    >>> faults_of_style("Cấp xã: 430 người người, 99.5%.")
    ['a doubled word', 'a decimal point']
    """
    found = [name for name, pattern in _FAULTS.items() if re.search(pattern, message)]
    if not message[:1].isupper():
        found.append("no capital first letter")
    if not message.endswith("."):
        found.append("no full stop")
    return found if is_normalized("NFC", message) else [*found, "letters in NFD"]
