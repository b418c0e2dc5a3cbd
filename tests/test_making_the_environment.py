"""`make` builds the environment in two levels, by uv or by pip, and never uses half of one."""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
REVIEW, DEVELOPMENT = ".venv/made-for", ".venv/made-for-development"

UV = """\
#!/bin/sh
# Stands for uv: writes down what it is asked for; refuses it, or is killed, where a file says so.
[ "$1" = --version ] && exit
for last; do :; done
case "$*" in
*--dry-run*) what="look for $last" ;;
pip*) what="add $last" ;;
venv*) what="make $last" ;;
esac
echo "$what" >> asked
[ "$what" = "$(cat refused 2>/dev/null)" ] && exit 1
[ "$what" = "$(cat killed 2>/dev/null)" ] && kill -KILL $PPID
[ "$1" = pip ] && exit
PYTHON -m venv --without-pip .venv
for site in .venv/lib/python*/site-packages; do
  mkdir "$site/pip"
  cp tools/pip.py "$site/pip/__main__.py"
done
"""
PIP = """\
import sys
with open("asked", "a") as asked:
    print("by pip", sys.argv[-1], file=asked)
"""
BACKEND = """\
# Stands for hatchling: the package where it is.
import os
import zipfile

PARTS = {
    "cchc.pth": os.getcwd(),
    "cchc-1.dist-info/METADATA": "Metadata-Version: 2.1\\nName: cchc\\nVersion: 1\\n",
    "cchc-1.dist-info/WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\n",
    "cchc-1.dist-info/RECORD": "",
}

def build_editable(folder, config_settings=None, metadata_directory=None):
    with zipfile.ZipFile(f"{folder}/cchc-1-py3-none-any.whl", "w") as wheel:
        for name, text in PARTS.items():
            wheel.writestr(name, text)
    return "cchc-1-py3-none-any.whl"
"""


class House:
    """A folder with the project's Makefile, a small package, and what stands for uv and pip."""

    def __init__(self, root: Path):
        self.root = root
        shutil.copy(ROOT / "Makefile", root)
        (root / "cchc").mkdir()
        (root / "cchc" / "__init__.py").touch()
        (root / "backend.py").write_text(BACKEND)
        (root / "pyproject.toml").write_text(
            '[project]\nname = "cchc"\nversion = "1"\n'
            '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
        )
        for name in ("requirements.lock", "requirements-dev.lock", "requirements-uv.lock"):
            (root / name).touch()
        self.uv = root / "tools" / "uv"
        self.uv.parent.mkdir()
        (root / "tools" / "pip.py").write_text(PIP)
        self.uv.write_text(UV.replace("PYTHON", f"'{sys.executable}'"))
        self.uv.chmod(0o755)

    def make(self, target: str, *words: str) -> subprocess.CompletedProcess:
        """Runs `make` with the uv of this folder, and without the settings of whoever runs this."""
        own = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "wheels"}
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "UV_", "MAKE"))}
        return subprocess.run(
            ["make", target, f"UV={self.uv}", f"PYTHON={sys.executable}", *words],
            cwd=self.root,
            env=kept | own,
            capture_output=True,
            text=True,
        )

    def change(self, name: str) -> None:
        """Makes a file newer than the environment: the clock of files ticks in milliseconds."""
        newest = max(path.stat().st_mtime_ns for path in self.root.glob(".venv/made-for*"))
        os.utime(self.root / name, ns=(newest + 1_000_000, newest + 1_000_000))

    def asked(self) -> list[str]:
        """What was asked for since this was called last."""
        log = self.root / "asked"
        lines = log.read_text().splitlines() if log.exists() else []
        log.unlink(missing_ok=True)
        return lines

    def wheel(self, name: str, files: dict[str, str]) -> str:
        """Adds a wheel of version 1 to those that pip finds; returns the line that pins it."""
        path = self.root / "wheels" / f"{name}-1-py3-none-any.whl"
        path.parent.mkdir(exist_ok=True)
        about = {
            f"{name}-1.dist-info/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n",
            f"{name}-1.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\n",
        }
        with zipfile.ZipFile(path, "w") as packed:
            for inside, text in (files | about).items():
                member = zipfile.ZipInfo(inside)
                member.external_attr = 0o100755 << 16
                packed.writestr(member, text)
            packed.writestr(f"{name}-1.dist-info/RECORD", _record(files | about))
        return f"{name}==1 --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


def _record(files: dict[str, str]) -> str:
    digests = {
        name: base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
        for name, text in files.items()
    }
    return "".join(f"{name},sha256={digest},\n" for name, digest in digests.items())


@pytest.fixture
def house(tmp_path) -> House:
    return House(tmp_path)


MADE = ["make .venv", "add requirements.lock", "add ."]
ADDED = ["look for requirements-dev.lock", "add requirements-dev.lock"]


def test_a_review_gets_the_libraries_of_a_review_and_tests_add_theirs(house):
    assert house.make(REVIEW).returncode == 0
    assert house.asked() == MADE
    assert house.make(DEVELOPMENT).returncode == 0
    assert house.asked() == ADDED
    for level in (REVIEW, DEVELOPMENT):
        assert house.make(level).returncode == 0
    assert house.asked() == []


def test_every_step_is_said_in_a_line_where_there_is_no_terminal(house):
    assert house.make(DEVELOPMENT).stdout.splitlines() == [
        "Making .venv with uv ...",
        "Installing the libraries of a review ...",
        "Compiling them ...",
        "Adding the libraries for development ...",
        "Compiling them ...",
    ]


def test_what_is_installed_is_compiled_without_the_tests_of_libraries(house):
    (house.root / "cchc" / "tests").mkdir()
    (house.root / "cchc" / "tests" / "test_x.py").touch()
    house.make(REVIEW)
    compiled = {path.name.partition(".")[0] for path in house.root.rglob("*.pyc")}
    assert compiled == {"__init__", "__main__"}  # of cchc, of pip


def test_new_pins_for_development_make_nothing_anew(house):
    house.make(DEVELOPMENT)
    house.asked()
    house.change("requirements-dev.lock")
    house.make(DEVELOPMENT)
    assert house.asked() == ADDED


def test_new_pins_for_a_review_make_all_anew(house):
    house.make(DEVELOPMENT)
    house.asked()
    house.change("requirements.lock")
    house.make(DEVELOPMENT)
    assert house.asked() == MADE + ADDED


@pytest.mark.parametrize("step", ["add requirements.lock", "add .", "add requirements-dev.lock"])
def test_an_environment_that_was_interrupted_is_made_anew(house, step):
    (house.root / "killed").write_text(step)
    assert house.make(DEVELOPMENT).returncode != 0
    assert house.asked()[-1] == step
    (house.root / "killed").unlink()
    assert house.make(REVIEW).returncode == 0
    assert house.asked() == MADE


def test_an_environment_in_a_folder_that_was_moved_is_made_anew(house, tmp_path_factory):
    house.make(DEVELOPMENT)
    house.asked()
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "house"
    house.root.rename(elsewhere)
    house.root, house.uv = elsewhere, elsewhere / "tools" / "uv"
    house.make(DEVELOPMENT)
    assert house.asked() == MADE + ADDED


def test_an_environment_whose_python_is_gone_is_made_anew(house):
    house.make(REVIEW)
    house.asked()
    (house.root / ".venv" / "bin" / "python").unlink()
    house.make(REVIEW)
    assert house.asked() == MADE


def test_a_review_still_works_where_the_libraries_for_development_cannot_be_had(house):
    house.make(REVIEW)
    house.asked()
    (house.root / "refused").write_text("look for requirements-dev.lock")
    for site in (house.root / ".venv" / "lib").glob("python*/site-packages"):
        (site / "pip" / "__main__.py").write_text("raise SystemExit(1)")
    assert house.make(DEVELOPMENT).returncode != 0
    assert house.asked() == ["look for requirements-dev.lock"]
    assert house.make(REVIEW).returncode == 0
    assert house.asked() == []


def test_pip_takes_the_place_of_a_uv_that_cannot_install_and_it_is_said(house):
    (house.root / "refused").write_text("add requirements.lock")
    made = house.make(REVIEW)
    assert made.returncode == 0
    assert "uv cannot do this here; pip takes its place, which takes minutes ..." in made.stdout
    assert house.asked() == [
        "make .venv",
        "add requirements.lock",
        "by pip requirements.lock",
        "add .",
    ]


@pytest.mark.slow
def test_a_machine_without_uv_gets_the_one_that_is_pinned(house):
    pin = house.wheel("uv", {"uv-1.data/scripts/uv": house.uv.read_text()})
    (house.root / "requirements-uv.lock").write_text(pin)
    made = house.make(DEVELOPMENT, "UV=")
    assert made.returncode == 0, made.stderr
    assert made.stdout.splitlines()[:2] == [
        "Making .venv ...",
        "Fetching uv, which installs the rest ...",
    ]
    assert house.asked() == [*MADE[1:], *ADDED]


@pytest.mark.slow
def test_pip_installs_all_where_the_uv_that_is_found_is_not_the_one_that_is_pinned(house):
    pin = house.wheel("uv", {"uv-1.data/scripts/uv": house.uv.read_text()})
    (house.root / "requirements-uv.lock").write_text(pin.replace("sha256:", "sha256:0")[:-2])
    (house.root / "requirements.lock").write_text(house.wheel("mot", {"mot.py": "x = 1\n"}))
    (house.root / "requirements-dev.lock").write_text(
        (house.root / "requirements.lock").read_text() + house.wheel("hai", {"hai.py": "x = 2\n"})
    )
    made = house.make(DEVELOPMENT, "UV=")
    assert made.returncode == 0, made.stderr
    assert (
        "uv cannot be had or run here; pip takes its place, which takes minutes ..." in made.stdout
    )
    assert house.asked() == []
    python = house.root / ".venv" / "bin" / "python"
    subprocess.run([python, "-c", "import cchc, mot, hai"], cwd=house.root / "tools", check=True)
