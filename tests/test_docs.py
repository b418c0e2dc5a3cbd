"""The documents say what is: generated ones are fresh, commands and files exist, examples run."""

import ast
import contextlib
import io
import json
import re
import runpy
import shlex
import shutil
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

import click
import docx
import pytest

from cchc.catalogue import CATALOGUE
from cchc.checks import CHECKS
from cchc.cli import LISTS, cli
from cchc.review import load_review
from cchc.tally.declaration import EXAMPLE

ROOT = Path(__file__).resolve().parents[1]
ENGLISH, VIETNAMESE = ROOT / "README.md", ROOT / "README.vi.md"
READMES = (ENGLISH, VIETNAMESE)
DOCUMENTS = [
    path
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("tests/*/*.md"))
    if path.name not in ("methods.md", "GLOSSARY.md")
]
MADE = (
    "outputs/",
    "index.",
    "out.",
    ".venv",
    "report.",
    "indicators.csv",
    "checks.csv",
    "run.json",
    "dossiers_by_field.csv",
)
in_both = pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def blocks(path: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text_of(path), re.DOTALL)


def commands(path: Path) -> list[list[str]]:
    """The words of every command in the shell blocks, without comments."""
    lines = [line for block in blocks(path, "sh") for line in block.splitlines()]
    return [words for line in lines if (words := shlex.split(line, comments=True))]


def backticked(path: Path) -> list[str]:
    prose = re.sub(r"```.*?```", "", text_of(path), flags=re.DOTALL)
    return re.findall(r"`([^`\n]+)`", prose)


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):.*## ", text_of(ROOT / "Makefile"), re.MULTILINE))


def options_of(words: list[str]) -> set[str]:
    """The options of the command that the words name, `cchc` itself left out."""
    command = cli
    for word in words:
        if isinstance(command, click.Group):
            assert word in command.commands, f"cchc {' '.join(words)}"
            command = command.commands[word]
    return {o for p in command.params for o in p.opts if o.startswith("-")}


def all_commands(group: click.Group = cli) -> Iterator[click.Command]:
    for command in group.commands.values():
        yield command
        if isinstance(command, click.Group):
            yield from all_commands(command)


@pytest.mark.parametrize("name", ["docs/methods.md", "GLOSSARY.md"])
def test_what_is_generated_is_what_would_be_written_now(name):
    made = runpy.run_path(str(ROOT / "docs" / "generate.py"))["FILES"]
    assert text_of(ROOT / name) == made[ROOT / name](), "run: make docs"


def test_the_methods_name_every_indicator_and_every_check():
    methods = text_of(ROOT / "docs" / "methods.md")
    codes = [*CATALOGUE, *(check.id for check in CHECKS)]
    assert [code for code in codes if f"`{code}`" not in methods] == []
    formulas = [i.formula for i in CATALOGUE.values() if i.is_computed]
    assert [formula for formula in formulas if f"\n    {formula}\n" not in methods] == []


@in_both
def test_every_command_of_a_code_block_can_be_given(readme):
    exporters = {point.name for point in entry_points(group="nbconvert.exporters")}
    for tool, *words in commands(readme):
        match tool:
            case "make":
                assert words[0] in make_targets()
            case "cchc":
                asked = {word for word in words if word.startswith("-")}
                assert asked <= options_of(words), words
                if words[0] == "list":
                    assert words[1] in LISTS
            case "papermill":
                assert (ROOT / words[0]).is_file()
            case "jupyter":
                assert words[:2] == ["nbconvert", "--to"] and words[2] in exporters
            case "." | "source":
                assert words == [".venv/bin/activate"]
            case _:
                pytest.fail(f"{readme.name}: nobody knows the command {tool}")


@in_both
def test_what_is_named_in_passing_exists_too(readme):
    every_option = set().union(*(options_of([command]) for command in cli.commands))
    for text in backticked(readme):
        words = text.split()
        if words[0] == "make" and len(words) > 1:
            assert words[1] in make_targets(), text
        if words[0] == "cchc" and len(words) > 1 and words[1] != "--help":
            assert words[1] in cli.commands, text
        if words[0].startswith("--"):
            assert words[0] in every_option, text


@in_both
def test_every_command_is_named(readme):
    named = {words[1] for words in commands(readme) if words[0] == "cchc"}
    assert named == set(cli.commands)
    assert {"review", "test"} <= {words[1] for words in commands(readme) if words[0] == "make"}
    assert [name for name in LISTS if name not in text_of(readme)] == []


REGISTER = """\
Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả,Ngày trả kết quả,"Ngày dừng, trả, rút",Trạng thái,Cấp,\
Lĩnh vực,Hình thức nộp
1,10/01/2021,20/01/2021,19/01/2021,,Đã trả kết quả,Cấp xã,Hộ tịch,Trực tuyến
2,10/05/2021,20/05/2021,21/05/2021,,Đã trả kết quả,Cấp huyện,Đất đai,Trực tiếp
"""


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def tree(tmp_path, monkeypatch, command_line) -> Path:
    """What a reader has: the data and the notebooks, and the files that the lines take for granted.

    They are a register of dossiers with its declared columns, a form made of it, a report.
    """
    for name in ("data", "notebooks"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "cot.toml").write_bytes(EXAMPLE.read_bytes())
    sent = docx.Document()
    sent.add_paragraph(
        "Năm 2022, cấp huyện tiếp nhận 5.300 hồ sơ, trong đó 4.321 hồ sơ trực tuyến."
    )
    sent.save(tmp_path / "bao-cao.docx")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "so.csv").write_text(REGISTER.replace("/2021", "/2022"), encoding="utf-8")
    form = "--period 2022 --end 2022-12-14 --columns cot.toml --form bieu.xlsx"
    done = command_line("tally", "so.csv", "--unit", "huyen-long-my", *form.split())
    assert done[0] == 0, done
    (tmp_path / "so.csv").write_text(REGISTER, encoding="utf-8")
    return tmp_path


@pytest.mark.slow
def test_the_lines_of_the_readmes_one_after_the_other_take_nothing_away(tree, command_line):
    ends = {"--against": 1, "bieu.xlsx": 2}  # a number without an account; nobody to answer
    for readme in READMES:
        for _, *words in (words for words in commands(readme) if words[0] == "cchc"):
            before = contents(tree)
            code, out, err = command_line(*words)
            after = contents(tree)
            lost = {name for name, content in before.items() if after.get(name) != content}
            assert lost - {"outputs/index.html", "outputs/index.json"} == set(), (words, out)
            expected = next((code for word, code in ends.items() if word in words), 0)
            assert (code, "Traceback" in err) == (expected, False), (words, err)
        ends |= {"workbook": 2, "demo": 2}  # what they would write is there by now
    assert {"so-lieu.xlsx", "thu/units.csv"} <= after.keys()
    [entry] = json.loads(after["outputs/index.json"])
    hrefs = [file["href"] for file in entry["files"]]
    assert {"huyen-long-my/2021-2022/report.html", "huyen-long-my/2021-2022/report.pdf"} <= {*hrefs}


def test_both_readmes_give_the_same_exit_codes_their_meaning():
    for readme, start in ((ENGLISH, "Exit codes: "), (VIETNAMESE, "Mã thoát: ")):
        said = text_of(readme).partition(start)[2].partition(".")[0]
        assert re.findall(r"(?:^|· )(\d)", " ".join(said.split())) == ["0", "1", "2", "3", "4"]


def test_the_three_lines_of_python_run_and_print_the_findings(monkeypatch):
    [example] = blocks(ENGLISH, "python")
    assert len([line for line in example.splitlines() if line]) == 3
    monkeypatch.chdir(ROOT)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(example, "README.md", "exec"), {})
    findings = load_review("huyen-long-my", 2021, 2022).findings
    assert printed.getvalue().splitlines() == [finding.message for finding in findings]
    assert findings


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path):
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", text_of(path))
    near = [target for target in targets if "://" not in target]
    assert [target for target in near if not (path.parent / target).exists()] == []


@pytest.mark.parametrize(
    "path", [*READMES, ROOT / "docs" / "design.md"], ids=lambda path: path.name
)
def test_files_that_are_named_are_there(path):
    places = (ROOT, ROOT / "cchc", ROOT / "data" / "huyen-long-my")
    named = [
        text
        for text in backticked(path)
        if re.fullmatch(r"[\w./<>-]+(/|\.(py|md|csv|toml|json|ipynb|yml))", text)
        and not text.startswith(MADE)
        and "<" not in text
    ]
    assert named
    missing = [text for text in named if not any((place / text).exists() for place in places)]
    assert missing == []


def test_every_module_says_in_one_line_what_it_is():
    files = [*ROOT.glob("cchc/**/*.py"), *ROOT.glob("tests/*.py"), *ROOT.glob("docs/*.py")]
    first_lines = {
        path.relative_to(ROOT): (ast.get_docstring(ast.parse(text_of(path))) or "").partition("\n")
        for path in files
    }
    assert len(files) > 60
    assert {path for path, (line, *_) in first_lines.items() if len(line) < 10} == set()


def test_the_readme_opens_with_what_it_is_and_a_page():
    for readme in READMES:
        _, _, rest = text_of(readme).partition("# cchc\n\n")
        assert 200 < len(rest.partition("\n\n")[0]) < 600
        assert "](docs/images/report.png)" in rest.partition("\n## ")[0]
