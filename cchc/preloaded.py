"""What every process that makes a report needs, loaded once before any of them is forked."""

import gc
import sys

# jsonschema builds the grammar of addresses from it, for a second, where JupyterLab has brought it
# along; no notebook is checked for addresses, and without the package jsonschema does not either.
sys.modules["rfc3987_syntax"] = None

from . import export, prepare  # noqa: E402
from .run import make  # noqa: E402

__all__ = ["export", "make", "prepare"]

gc.collect()
gc.freeze()  # a collection in a fork then leaves these objects' pages shared
