"""The tab key between the quotes of a call: `cchc.explain("on_t` is completed like a name."""

import re
from collections.abc import Collection
from contextlib import suppress
from types import SimpleNamespace

_CALL = re.compile(r"""\b(\w+)\([^"']*(?:(["'])[^"']*\2[^"']*)*["'](?P<begun>[\w-]*)$""")


def register(shell, words: Collection[str]) -> None:
    """Let a running IPython ask for the names that these words of the package take, once."""

    def matcher(context) -> dict:
        names = begun(context.line_with_cursor[: context.cursor_position], words)
        found = [SimpleNamespace(text=name, type="str") for name in names]
        return {"completions": found, "suppress": bool(names)}

    # IPython's protocol for a matcher that sees the whole line; nothing of it need be imported
    matcher.matcher_api_version, matcher.matcher_identifier = 2, "cchc.tab"
    known = shell.Completer.custom_matchers
    if all(getattr(each, "matcher_identifier", "") != "cchc.tab" for each in known):
        known.append(matcher)


def begun(line: str, words: Collection[str]) -> list[str]:
    """The names that complete the text begun between quotes in a call of one of the words.

    >>> begun('cchc.explain("on_time_share_r', ["explain"])
    ['on_time_share_resolved', 'on_time_share_received']
    >>> begun('explain("departments", "huyen-long-my", 2022, "distr', ["explain"])
    ['district']
    >>> begun('open("on_time_share_r', ["explain"]), begun('explain(on_time', ["explain"])
    ([], [])
    """
    found = _CALL.search(line)
    if not found or found[1] not in words:
        return []
    return [name for name in _names() if name.startswith(found["begun"])]


def _names() -> list[str]:
    from .catalogue import AREAS
    from .errors import CchcError
    from .indicator import LEVELS
    from .names import codes, unit_ids

    units: list[str] = []
    with suppress(CchcError):  # no data folder here, or faults that any other word tells
        units = [*unit_ids]
    return [*codes, *units, *LEVELS, *AREAS]
