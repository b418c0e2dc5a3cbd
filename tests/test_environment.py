"""One list of what is needed: pyproject.toml, environment.yml, the lock and the imports agree."""

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")

# What conda-forge calls otherwise, by the name it has for pip.
CONDA_NAMES = {
    "duckdb": "python-duckdb",
    "jupyter-client": "jupyter_client",
    "matplotlib": "matplotlib-base",
    "playwright": "playwright-python",
}

RUNTIME = {r.name: r.specifier for r in map(Requirement, PROJECT["dependencies"])}
EXTRA = map(Requirement, PROJECT["optional-dependencies"]["dev"])
NEEDED = RUNTIME | {r.name: r.specifier for r in EXTRA}
OPTIONAL = {Requirement(entry).name for entry in PROJECT["optional-dependencies"]["cluster"]}

PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?: ; (?P<marker>[^\\]+))? \\$", re.M)
PINS = list(PIN.finditer(LOCK))
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


@pytest.mark.parametrize("name", NEEDED)
def test_the_lock_pins_what_is_needed_within_its_bounds(name):
    versions = [pin["version"] for pin in PINS if pin["name"] == name]
    assert versions, f"{name} is not in requirements.lock: make lock"
    assert [version for version in versions if version not in NEEDED[name]] == []


def test_every_pin_has_the_hashes_of_its_published_files():
    ends = [*(pin.end() for pin in PINS), len(LOCK)]
    hashes = {
        (pin["name"], pin["version"]): len(HASH.findall(LOCK, start, end))
        for pin, (start, end) in zip(PINS, pairwise(ends), strict=True)
    }
    # Whoever publishes a package publishes it for others too: a single hash is a file of one's own.
    assert [pin for pin, count in hashes.items() if count < 2] == []
    assert sum(hashes.values()) == len(HASH.findall(LOCK)) == LOCK.count("--hash=")


def test_the_lock_holds_names_versions_and_hashes_and_no_address():
    said = [line for line in LOCK.splitlines() if not line.lstrip().startswith("#")]
    assert [line for line in said if not PIN.match(line) and not HASH.match(line)] == []
    assert re.findall(r"://|file:|--index|--find|\.whl|/(?:home|root|Users|work|tmp)/", LOCK) == []


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
@pytest.mark.parametrize(
    "system", [("linux", "posix"), ("darwin", "posix"), ("win32", "nt")], ids=lambda s: s[0]
)
def test_the_lock_gives_each_machine_one_version_of_all_it_needs(python, system):
    machine = {
        "sys_platform": system[0],
        "os_name": system[1],
        "python_version": python,
        "python_full_version": f"{python}.1",
        "implementation_name": "cpython",
    }
    chosen = [
        pin["name"] for pin in PINS if not pin["marker"] or Marker(pin["marker"]).evaluate(machine)
    ]
    assert len(chosen) == len(set(chosen))
    assert set(NEEDED) <= set(chosen)


def test_what_the_library_imports_is_declared():
    assert imported_from_elsewhere("cchc") - set(RUNTIME) == OPTIONAL


def test_what_the_tests_import_is_declared():
    assert imported_from_elsewhere("tests") - set(NEEDED) == set()


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_package_and_the_licence(tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    files = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "cchc").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {name for name in packed if name.startswith("cchc/")} == files
    assert [name for name in packed if name.endswith(".dist-info/licenses/LICENSE")]
