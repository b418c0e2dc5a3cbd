"""Write what is generated from the catalogue and the checks: docs/methods.md and GLOSSARY.md.

Run `make docs`; a test holds that the files are what this would write.
"""

from pathlib import Path

from cchc.annexes import in_words, law_name
from cchc.catalogue import AREAS, CATALOGUE, WHOLES
from cchc.checks import CHECKS
from cchc.indicator import LEVELS
from cchc.phrases import SEVERITIES, VERDICTS

ROOT = Path(__file__).resolve().parent.parent
GENERATED = "<!-- Generated from the catalogue by `make docs`; do not edit. -->"
LEVELS_VI = {
    "province": "cấp tỉnh",
    "district": "cấp huyện",
    "commune": "cấp xã",
    "all": "các cấp cộng lại, hoặc cả địa bàn",
}


def methods() -> str:
    """docs/methods.md: every indicator with its definition, every sum of parts, every check."""
    lines = ["# Methods", "", GENERATED, "", _introduction()]
    for code, area in AREAS.items():
        lines += ["", f"## {area.en} · {area.vi} (`{code}`)", ""]
        own = [i for i in CATALOGUE.values() if i.area == code]
        lines += _reported([i for i in own if not i.is_computed])
        lines += _computed([i for i in own if i.is_computed])
    lines += [
        "",
        "## Sums of parts",
        "",
        "| whole | parts | may be missing in the source | law |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| `{w.code}` | {_codes(w.parts)} | {_codes(w.leaks)} | {law_name(w.law)} |"
        for w in WHOLES
    ]
    lines += [
        "",
        "## Checks",
        "",
        "| check | severity | what it compares | đối chiếu |",
        "|---|---|---|---|",
    ]
    lines += [f"| `{c.id}` | {c.severity} | {c.en} | {c.vi} |" for c in CHECKS]
    return "\n".join(lines) + "\n"


def _introduction() -> str:
    return """\
Every formula below is the text that runs. `opening(x)` is what stood at the end of the year before
the period. A formula that lacks a figure gives nothing: a missing term is never zero. A share of
`all` is worked out from summed counts, never as a mean of rates. A count that its wholes and parts
leave a single value for is completed and marked `computed` or `deduced`. Shares carry a 95 % Wilson
score interval (Wilson 1927); a register of dossiers is a census, so the interval describes the
variation of the process, not a sampling error. Numbers are rounded half up, only when printed."""


def _reported(indicators) -> list[str]:
    rows = [
        f"| `{i.code}` | {i.vi} | {i.en} | {i.measure_unit} | {i.kind} | {_codes(i.levels)}"
        f" | {law_name(i.law)} | {i.definition} |"
        for i in indicators
    ]
    head = "| reported figure | nhãn | label | unit | kind | levels | law | note |"
    return [head, "|---|---|---|---|---|---|---|---|", *rows] if rows else []


def _computed(indicators) -> list[str]:
    lines = []
    for i in indicators:
        lines += [
            "",
            f"### `{i.code}`",
            "",
            f"{i.vi} · {i.en} ({i.measure_unit})",
            "",
            f"    {i.formula}",
            "",
            in_words(i) + ".",
        ]
        notes = [law_name(i.law), i.definition]
        lines += ["", *[note for note in notes if note]] if any(notes) else []
    return lines


def _codes(codes) -> str:
    return ", ".join(f"`{code}`" for code in codes)


def glossary() -> str:
    """GLOSSARY.md: the words of the domain in Vietnamese and English, with their codes."""
    lines = [
        "# Glossary · Thuật ngữ",
        "",
        GENERATED,
        "",
        "## Areas · Lĩnh vực",
        "",
        "| Tiếng Việt | English | code |",
        "|---|---|---|",
    ]
    lines += [f"| {area.vi} | {area.en} | `{code}` |" for code, area in AREAS.items()]
    lines += ["", "## Levels · Cấp", "", "| Tiếng Việt | code |", "|---|---|"]
    lines += [f"| {LEVELS_VI[level]} | `{level}` |" for level in LEVELS]
    lines += [
        "",
        "## Verdicts against a target · Đánh giá so với mục tiêu",
        "",
        "| Tiếng Việt | code |",
        "|---|---|",
    ]
    lines += [f"| {text} | `{code}` |" for code, text in VERDICTS.items() if code]
    lines += [
        "",
        "## Severity of a finding · Mức độ của phát hiện",
        "",
        "| Tiếng Việt | code |",
        "|---|---|",
    ]
    lines += [f"| {text} | `{code}` |" for code, text in SEVERITIES.items()]
    lines += [
        "",
        "## Indicators · Chỉ tiêu",
        "",
        "| Tiếng Việt | English | unit | code |",
        "|---|---|---|---|",
    ]
    lines += [f"| {i.vi} | {i.en} | {i.measure_unit} | `{i.code}` |" for i in CATALOGUE.values()]
    return "\n".join(lines) + "\n"


FILES = {ROOT / "docs" / "methods.md": methods, ROOT / "GLOSSARY.md": glossary}

if __name__ == "__main__":
    for path, write in FILES.items():
        path.write_text(write(), encoding="utf-8")
