"""The arrows and the ceilings of the house, read from its imports."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "cchc"

# The house from the ground up: a part may import parts of its own floor and of the floors below.
# A part is a module of cchc/ or a folder in it. A new one gets its place here, as low as it can.
FLOORS = (
    # bricks: they know nothing of the house but each other
    "letters errors indicator displayed page bundle html html_table plain markup columns svg"
    " picture fonts draw numerals cells periods quantity proportion formula runs folding written"
    " readings",
    # declare
    "catalogue",
    # read
    "textfile csvfile numbers registers registry unit_registers figures dossier_fields narrative"
    " office folder names mentions tab",
    # compute
    "ledger complete measure field_ledgers",
    # reconcile
    "checks",
    # judge
    "judge phrases glance review",
    # say and show
    "marks words summary narrate by_field tables outcomes charts annexes results arithmetic"
    " explained question explain supposed what_if beside compare view framed prompt",
    # the words a notebook may use
    "__init__",
)

# The machine room knows papermill and nbconvert, and no indicator: of the house above only these.
MACHINES = {"run", "export"}
MACHINES_MAY_IMPORT = MACHINES | {
    *("letters", "errors", "page", "bundle", "html", "plain", "columns", "svg", "fonts"),
    *("numerals", "periods"),
}
NOTEBOOK_TOOLS = {"papermill", "nbconvert", "nbformat", "nbclient", "jupyter_client"}
TYPESETTER, TYPESETTERS = "typst", {"picture", "fonts"}

# The doors may import everything: there, and in the notebook, the two halves meet.
DOORS = {
    *(
        "cli",
        "usage",
        "request",
        "gather",
        "checking",
        "listing",
        "index",
        "index_page",
        "journal",
        "demo",
        "intake",
        "save",
        "explore",
        "tally",
        "against",
    ),
    *("snapshot", "plan", "prepare", "batch", "preloaded"),
}

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc", "core", "tools"}

FLOOR_OF = {part: floor for floor, parts in enumerate(FLOORS) for part in parts.split()}
FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef


def module_name(path: Path) -> str:
    """`checks.wholes` for cchc/checks/wholes.py, `checks` for its __init__."""
    name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
    return name.removesuffix(".__init__")


MODULES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}


def part_of(module: str) -> str:
    return module.partition(".")[0]


HOMELESS = {part_of(module) for module in MODULES} - set(FLOOR_OF) - MACHINES - DOORS


def imports(module: str) -> Iterator[tuple[str, int]]:
    """Every module that `module` imports, anywhere in it, by its absolute name, with the line."""
    package = ("cchc", *MODULES[module].relative_to(PACKAGE).parent.parts)
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            source = ".".join(filter(None, (*above, node.module)))
            for alias in node.names:
                if alias.name == "__version__":
                    continue  # a fact about the package, not a part of it
                # `from . import x` imports the module x, where there is one
                inner = f"{source}.{alias.name}"
                yield (inner if inner.removeprefix("cchc.") in MODULES else source), node.lineno


def own_imports(module: str) -> Iterator[tuple[str, int]]:
    """The modules of cchc that `module` imports, named as in `MODULES`, with the line."""
    for name, line in imports(module):
        if part_of(name) == "cchc":
            yield name.removeprefix("cchc").lstrip(".") or "__init__", line


def may_import(part: str, other: str) -> bool:
    if part in DOORS or part == other or HOMELESS & {part, other}:
        return True
    if part in MACHINES:
        return other in MACHINES_MAY_IMPORT
    return other in FLOOR_OF and FLOOR_OF[other] <= FLOOR_OF[part]


def length(function: FUNCTION) -> int:
    """The lines of a function's body: without decorators, signature and docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def test_every_part_of_the_house_has_a_place():
    assert not HOMELESS, (
        f"no place in the house yet: {', '.join(sorted(HOMELESS))}. Write the name on one of the"
        " FLOORS of tests/test_architecture.py, the lowest from which it can import what it needs."
        " Where none fits, the module may be doing two things."
    )


def test_arrows_point_one_way():
    against = {
        f"{MODULES[module].relative_to(PACKAGE)}, line {line}: {part_of(module)} imports {other}"
        for module in MODULES
        for other, line in own_imports(module)
        if not may_import(part_of(module), part_of(other))
    }
    assert not against, "\n".join(sorted(against))


def test_only_the_machine_room_knows_the_notebook_tools():
    against = {
        f"{MODULES[module].relative_to(PACKAGE)}, line {line}: imports {other}"
        for module in MODULES
        if part_of(module) in FLOOR_OF
        for other, line in imports(module)
        if part_of(other) in NOTEBOOK_TOOLS
        or (part_of(other) == TYPESETTER and part_of(module) not in TYPESETTERS)
    }
    assert not against, "\n".join(sorted(against))


def test_imports_make_no_circle():
    arrows = {module: {other for other, _ in own_imports(module)} for module in MODULES}
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_a_name_says_what_is_in_the_module():
    assert [module for module in MODULES if VAGUE & set(module.split("."))] == []


def test_a_module_holds_one_idea():
    lengths = {
        module: len(path.read_text(encoding="utf-8").splitlines())
        for module, path in MODULES.items()
        if part_of(module) != "catalogue"  # literals, as many as there are things to measure
    }
    assert {module: lines for module, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_a_function_can_be_read_at_once():
    lengths = {
        f"{module}.{node.name}, line {node.lineno}": length(node)
        for module, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, FUNCTION)
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}


def test_what_is_public_says_what_it_is():
    silent = [module for module, tree in TREES.items() if not ast.get_docstring(tree)]
    silent += [
        f"{module}.{node.name}, line {node.lineno}"
        for module, tree in TREES.items()
        for node in tree.body
        if isinstance(node, FUNCTION | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == []
