"""What the pages tell their readers to do is done, as it stands there, in a copy of the tree."""

import re
import sys

import pytest

from page_steps import ADDITIONS, ROOT, copy_of_tree, follow, is_shown, pages, steps

PAGES = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in pages()}
linux = pytest.mark.skipif(sys.platform != "linux", reason="bash, links, and kernels by forking")


def test_the_tutorial_and_the_how_tos_are_tried():
    tried = set(PAGES)
    told = [*ROOT.glob("docs/vi/*.md"), *ROOT.glob("docs/en/add-*.md")]
    assert {str(path.relative_to(ROOT)) for path in told} - tried == set()


@linux
@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(PAGES.keys() - set(ADDITIONS)))
def test_what_a_page_says_can_be_done_as_it_stands_there(name, tmp_path):
    follow(PAGES[name], copy_of_tree(tmp_path))


@pytest.mark.parametrize("name", PAGES)
def test_every_block_of_a_page_is_tried_or_says_why_not(name):
    assert steps(PAGES[name])


PAGE = """\
<!-- run -->
Write `a.txt`:

<!-- file: a.txt -->
```text
one
two
```

<!-- exit: 3 -->
```sh
cat a.txt; exit 3
```

```text
one
…
```

In `a.txt`:

<!-- edit: a.txt -->
```diff
 one
-two
+drei
```

<!-- after: a.txt | one -->
```text
zwei
```
"""


def test_a_page_is_followed_file_by_file_and_command_by_command(tmp_path):
    follow(PAGE, tmp_path)
    assert (tmp_path / "a.txt").read_text() == "one\nzwei\ndrei\n"


@pytest.mark.parametrize(
    ("right", "wrong", "what"),
    [
        ("exit: 3", "exit: 0", "exit code 3"),
        ("one\n…", "one\nthree", "but the page shows"),
        ("-two", "-four", "stands 0 times"),
        ("a.txt | one", "a.txt | none", "stands 0 times"),
    ],
)
def test_what_is_not_as_the_page_says_fails(tmp_path, right, wrong, what):
    with pytest.raises(AssertionError, match=re.escape(what)):
        follow(PAGE.replace(right, wrong), tmp_path)


def test_a_file_that_the_reader_is_not_told_of_is_refused():
    with pytest.raises(ValueError, match=r"line 5: the reader is not told of a\.txt"):
        steps(PAGE.replace("Write `a.txt`", "Write it"))


def test_a_block_that_nobody_tries_is_refused():
    with pytest.raises(ValueError, match=r"line 1: nobody tries this block \(toml\)"):
        steps("```toml\na = 1\n```\n")


def test_what_is_shown_must_be_all_that_is_printed():
    assert is_shown("a …\n…\n", "a b\nc\nd\n")
    assert not is_shown("a\n", "a\nb\n")
    assert not is_shown("…\nb\n", "b\nc\n")
