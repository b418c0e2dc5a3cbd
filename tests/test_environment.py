"""One list of what is needed: pyproject.toml, environment.yml, the lock and the imports agree."""

import ast
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
WHOLE = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = WHOLE["project"]
LOCKS = {
    path.name: path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("requirements*.lock"))
}

# What conda-forge calls otherwise, by the name it has for pip.
CONDA_NAMES = {
    "duckdb": "python-duckdb",
    "jupyter-client": "jupyter_client",
    "matplotlib": "matplotlib-base",
    "playwright": "playwright-python",
}

RUNTIME = {r.name: r.specifier for r in map(Requirement, PROJECT["dependencies"])}
EXTRA = map(Requirement, PROJECT["optional-dependencies"]["dev"])
OF_MAKE = {
    group: {r.name: r.specifier for r in map(Requirement, asked)}
    for group, asked in WHOLE["dependency-groups"].items()
}
"""What the Makefile installs the package with, and what it installs all with."""
NEEDED = RUNTIME | OF_MAKE["editable"] | {r.name: r.specifier for r in EXTRA}
OPTIONAL = {Requirement(entry).name for entry in PROJECT["optional-dependencies"]["cluster"]}

PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?: ; (?P<marker>[^\\]+))? \\$", re.M)
PINS = {name: list(PIN.finditer(lock)) for name, lock in LOCKS.items()}
ASKED = {
    "requirements.lock": RUNTIME | OF_MAKE["editable"],
    "requirements-dev.lock": NEEDED,
    "requirements-uv.lock": OF_MAKE["uv"],
}
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$", re.M)


def conda_asks_for() -> tuple[dict, list[str]]:
    """The bounds of what environment.yml takes from conda-forge, and what it leaves to pip."""
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    from_forge = [Requirement(entry) for entry in listed if isinstance(entry, str)]
    (by_pip,) = [entry["pip"] for entry in listed if isinstance(entry, dict)]
    return {r.name: r.specifier for r in from_forge}, by_pip


def imported_from_elsewhere(folder: str) -> set[str]:
    """The distributions that the modules below `folder` import."""
    files = list((ROOT / folder).rglob("*.py"))
    names = set()
    for node in (node for file in files for node in ast.walk(ast.parse(file.read_bytes()))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(node.module.partition(".")[0])
    own = {file.stem for file in files} | {"cchc"}
    elsewhere = names - own - set(sys.stdlib_module_names)
    distributions = packages_distributions()
    return {canonicalize_name(distributions[name][0]) for name in elsewhere}


def test_conda_gets_the_same_packages_with_the_same_bounds():
    from_forge, by_pip = conda_asks_for()
    assert from_forge.pop("python") == PROJECT["requires-python"]
    assert "pip" in from_forge and from_forge.pop("pip") == ""
    *left_to_pip, package_itself = by_pip
    assert package_itself == "-e ."
    asked = from_forge | {r.name: r.specifier for r in map(Requirement, left_to_pip)}
    assert asked == {CONDA_NAMES.get(name, name): bounds for name, bounds in NEEDED.items()}


@pytest.mark.parametrize(
    ("lock", "name"), [(lock, name) for lock, asked in ASKED.items() for name in asked]
)
def test_the_lock_pins_what_is_needed_within_its_bounds(lock, name):
    versions = [pin["version"] for pin in PINS[lock] if pin["name"] == name]
    assert versions, f"{name} is not in {lock}: make lock"
    assert [version for version in versions if version not in ASKED[lock][name]] == []


def test_development_adds_to_what_a_review_has_and_changes_none_of_it():
    review, development = (
        {(pin["name"], pin["version"]) for pin in PINS[lock]}
        for lock in ("requirements.lock", "requirements-dev.lock")
    )
    assert review < development
    assert {"pytest", "sphinx", "ruff"}.isdisjoint(name for name, _ in review)


def test_the_package_is_built_with_what_is_pinned():
    assert {Requirement(each).name for each in WHOLE["build-system"]["requires"]} <= set(
        OF_MAKE["editable"]
    )


@pytest.mark.parametrize("name", ASKED)
def test_every_pin_has_the_hashes_of_its_published_files(name):
    lock, pins = LOCKS[name], PINS[name]
    ends = [*(pin.end() for pin in pins), len(lock)]
    hashes = {
        (pin["name"], pin["version"]): len(HASH.findall(lock, start, end))
        for pin, (start, end) in zip(pins, pairwise(ends), strict=True)
    }
    # Whoever publishes a package publishes it for others too: a single hash is a file of one's own.
    assert [pin for pin, count in hashes.items() if count < 2] == []
    assert sum(hashes.values()) == len(HASH.findall(lock)) == lock.count("--hash=")


@pytest.mark.parametrize("lock", LOCKS.values(), ids=LOCKS)
def test_the_lock_holds_names_versions_and_hashes_and_no_address(lock):
    said = [line for line in lock.splitlines() if not line.lstrip().startswith("#")]
    assert [line for line in said if not PIN.match(line) and not HASH.match(line)] == []
    assert re.findall(r"://|file:|--index|--find|\.whl|/(?:home|root|Users|work|tmp)/", lock) == []


@pytest.mark.parametrize("lock", ASKED)
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
@pytest.mark.parametrize(
    "system", [("linux", "posix"), ("darwin", "posix"), ("win32", "nt")], ids=lambda s: s[0]
)
def test_the_lock_gives_each_machine_one_version_of_all_it_needs(lock, python, system):
    machine = {
        "sys_platform": system[0],
        "os_name": system[1],
        "python_version": python,
        "python_full_version": f"{python}.1",
        "implementation_name": "cpython",
    }
    chosen = [
        pin["name"]
        for pin in PINS[lock]
        if not pin["marker"] or Marker(pin["marker"]).evaluate(machine)
    ]
    assert len(chosen) == len(set(chosen))
    assert set(ASKED[lock]) <= set(chosen)


def test_what_the_library_imports_is_declared():
    assert imported_from_elsewhere("cchc") - set(RUNTIME) == OPTIONAL


def test_what_the_tests_import_is_declared():
    assert imported_from_elsewhere("tests") - set(NEEDED) == set()


LEFT_BEHIND = [
    ".jupyter_ystore.db",
    "notebooks/.jupyter_ystore.db",
    "notebooks/.jupyter/lab/workspaces/default.jupyterlab-workspace",
    "notebooks/.ipynb_checkpoints/explore-checkpoint.ipynb",
    "tests/.vscode/settings.json",
    "cchc/.idea/workspace.xml",
    "cchc/.DS_Store",
    "cchc/.cli.py.swp",
    "data/huyen-long-my/figures.csv~",
    "docs/.virtual_documents/notebooks/explore.ipynb",
]
"""What editors, systems and collaboration leave beside the files of the project."""

OF_AN_OFFICE = ["data/huyen-cua-toi/figures.csv", "notebooks/cua-toi.ipynb", "so-ho-so-2022.csv"]
"""What an office keeps in its copy of the project."""


def tracked(*options: str) -> list[str]:
    """What git lists of the project's files."""
    return subprocess.run(
        ["git", "ls-files", "-z", *options], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split("\0")[:-1]


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """The project's files with files among them that are not the project's."""
    root = tmp_path_factory.mktemp("copy")
    for name in [*tracked(), *LEFT_BEHIND, *OF_AN_OFFICE]:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_file():
            shutil.copy(ROOT / name, root / name)
        else:
            (root / name).write_bytes(b"x")
    return root


def test_git_holds_nothing_that_it_is_told_to_leave_out():
    assert tracked("--cached", "--ignored", "--exclude-standard") == []


@pytest.mark.parametrize("name", LEFT_BEHIND)
def test_git_leaves_out_what_editors_and_collaboration_leave_behind(name):
    assert subprocess.run(["git", "check-ignore", "--quiet", name], cwd=ROOT).returncode == 0


def test_the_source_archive_holds_the_files_that_git_holds_and_no_others(copy, tmp_path):
    (archive,) = SdistBuilder(str(copy)).build(directory=str(tmp_path))
    with tarfile.open(archive) as tar:
        packed = [member.name.partition("/")[2] for member in tar if member.isfile()]
    assert sorted(packed) == sorted([*tracked(), "PKG-INFO"])


def test_the_wheel_holds_the_package_and_the_licence_and_no_other_file(copy, tmp_path):
    (wheel,) = WheelBuilder(str(copy)).build(directory=str(tmp_path), versions=["standard"])
    packed = zipfile.ZipFile(wheel).namelist()
    of_package = [name for name in packed if ".dist-info/" not in name]
    assert sorted(of_package) == sorted(name for name in tracked() if name.startswith("cchc/"))
    assert {name.partition(".dist-info/")[2] for name in packed if name not in of_package} == {
        "METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE"
    }  # fmt: skip
