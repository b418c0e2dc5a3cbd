"""What every process that makes a report needs, loaded once before any of them is forked."""

import gc
import os
import sys

# jsonschema builds the grammar of addresses from it, for a second, where JupyterLab has brought it
# along; no notebook is checked for addresses, and without the package jsonschema does not either.
sys.modules["rfc3987_syntax"] = None

# numpy's library starts its threads when it is loaded; a process that has any is not to be forked.
_THREADS = os.environ.get("OPENBLAS_NUM_THREADS")
os.environ["OPENBLAS_NUM_THREADS"] = "1"

from . import prepare  # noqa: E402
from .run import make  # noqa: E402
from .run.printing import exporter  # noqa: E402

__all__ = ["make", "prepare"]

del os.environ["OPENBLAS_NUM_THREADS"]
if _THREADS is not None:
    os.environ["OPENBLAS_NUM_THREADS"] = _THREADS  # as the kernels are to find it
for kind in ("html", "pdf"):
    exporter(kind).warm_up()
gc.collect()
gc.freeze()  # a collection in a fork then leaves these objects' pages shared
