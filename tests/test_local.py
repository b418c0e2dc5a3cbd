"""What the processes that make reports start from."""

import json
import subprocess
import sys

import pytest

STATE = """
import json, os, sys
before = dict(os.environ)
import cchc.preloaded
print(json.dumps({
    "threads": len(os.listdir("/proc/self/task")),
    "environment": dict(os.environ) == before,
    "pyplot": "matplotlib.pyplot" in sys.modules,
}))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="counts threads in /proc")
@pytest.mark.parametrize("threads", [None, "2"])
def test_what_is_forked_has_one_thread_and_the_environment_it_was_given(threads, monkeypatch):
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    if threads:
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", threads)
    done = subprocess.run([sys.executable, "-c", STATE], capture_output=True, check=True)
    assert json.loads(done.stdout) == {"threads": 1, "environment": True, "pyplot": False}
