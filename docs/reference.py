"""The parts of the reference that are made from the product when the site is built."""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import click

import cchc
from cchc.annexes import in_words, law_name
from cchc.catalogue import AREAS, CATALOGUE, WHOLES
from cchc.checks import CHECKS, level_name
from cchc.cli import cli
from cchc.judge import read_off
from cchc.phrases import asked
from cchc.plain import SEVERITY
from cchc.registers import read_targets, read_units, targets_frame

DATA = Path(__file__).resolve().parent.parent / "data"


def _cells(*texts: str) -> str:
    return "| " + " | ".join(text.replace("|", "\\|").replace("\n", " ") for text in texts) + " |"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    head = tuple(head)
    return ["", _cells(*head), "|" + "---|" * len(head), *(_cells(*row) for row in rows), ""]


def indicators() -> str:
    """Every indicator in Vietnamese, a table an area, its formula in words."""
    lines: list[str] = []
    for area, same in groupby(CATALOGUE.values(), key=lambda indicator: indicator.area):
        rows = (
            (
                i.vi,
                f"`{i.code}`",
                i.measure_unit,
                in_words(i) if i.is_computed else "số liệu báo cáo",
                " ".join(filter(None, (law_name(i.law), i.definition))),
            )
            for i in same
        )
        head = ("Chỉ tiêu", "Mã", "Đơn vị tính", "Cách tính", "Căn cứ, định nghĩa")
        lines += ["", f"### {AREAS[area].vi}", *_table(head, rows)]
    return "\n".join(lines)


def wholes() -> str:
    """Every declared sum of parts, in Vietnamese."""
    rows = (
        (CATALOGUE[w.code].vi, _labels(w.parts), _labels(w.leaks), law_name(w.law)) for w in WHOLES
    )
    head = ("Tổng", "Bằng tổng các phần", "Phần nguồn có thể không nêu", "Căn cứ")
    return "\n".join(_table(head, rows))


def _labels(codes: Iterable[str]) -> str:
    return "; ".join(CATALOGUE[code].vi for code in codes)


def targets() -> str:
    """The targets of data/targets.csv, in Vietnamese."""
    rows = (
        (
            CATALOGUE[target.indicator].vi,
            asked(target, CATALOGUE[target.indicator].measure_unit),
            "mọi cấp" if target.level == "all" else level_name(target.level, ""),
            " ".join(filter(None, (target.law, target.clause))),
            "đã đọc" if target.verified else "chưa đọc lại",
        )
        for target in read_off(targets_frame(read_targets(DATA, read_units(DATA))))
    )
    head = ("Chỉ tiêu", "Yêu cầu", "Cấp", "Văn bản", "Điều khoản")
    return "\n".join(_table(head, rows))


def checks() -> str:
    """Every check, in Vietnamese."""
    rows = ((c.vi, SEVERITY[c.severity].lower(), f"`{c.id}`") for c in CHECKS)
    return "\n".join(_table(("Phát hiện", "Mức độ", "Mã"), rows))


def commands() -> str:
    """The help of every command, as the command line prints it."""
    return "\n".join(_helps(cli, click.Context(cli, info_name="cchc")))


def _helps(command: click.Command, context: click.Context) -> Iterator[str]:
    yield from ("", f"## `{context.command_path}`", "", "```text", command.get_help(context), "```")
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from _helps(inner, inner.context_class(inner, parent=context, info_name=name))


def dictionary() -> str:
    """Every column of every table of the data, from data/datapackage.json."""
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    return "\n".join(line for each in package["resources"] for line in _resource(each))


def _resource(resource: dict) -> Iterator[str]:
    schema, path = resource["schema"], resource["path"]
    keys = schema.get("primaryKey", [])
    yield from ("", f"## {resource['title']}", "")
    yield "File: " + ", ".join(f"`{each}`" for each in ([path] if isinstance(path, str) else path))
    rows = (
        (
            f"**{field['name']}**" if field["name"] in keys else field["name"],
            field["type"],
            field.get("description", ""),
            _constraints(field.get("constraints", {})),
        )
        for field in schema["fields"]
    )
    yield from _table(("Column", "Type", "What", "Must be"), rows)
    for key in schema.get("foreignKeys", ()):
        there = key["reference"]
        names = (_names(key["fields"]), there["resource"] or "the same table")
        yield "- `{}` refers to {}, `{}`".format(*names, _names(there["fields"]))


def _constraints(constraints: dict) -> str:
    parts = []
    for name, value in constraints.items():
        match name, value:
            case _, True:
                parts.append(name)
            case "enum", _:
                parts.append("one of " + ", ".join(f"`{each}`" for each in value))
            case _:
                parts.append(f"{name} `{value}`")
    return "; ".join(parts)


def _names(fields: str | list[str]) -> str:
    return fields if isinstance(fields, str) else ", ".join(fields)


def words(home: dict[str, str]) -> str:
    """What is public in `cchc`, word by word with the module it lives in, for autodoc."""
    lines = ["```{eval-rst}"]
    for name, module in home.items():
        if callable(getattr(cchc, name)):
            lines += [f".. autofunction:: cchc.{name}", ""]
        else:  # its docstring stands beside it, in its module
            lines += [f".. autodata:: cchc.{module}.{name}", "   :no-value:", ""]
    return "\n".join((*lines, "```"))


PARTS = {
    "indicators": indicators,
    "wholes": wholes,
    "targets": targets,
    "checks": checks,
    "commands": commands,
    "dictionary": dictionary,
    "report words": lambda: words(cchc.REPORT),
    "prompt words": lambda: words(cchc.PROMPT),
}
"""What a page may ask for, by name."""
