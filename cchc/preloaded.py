"""What every process that makes a report needs, loaded once before any of them is forked."""

import gc

from . import export, prepare
from .run import make

__all__ = ["export", "make", "prepare"]

gc.collect()
gc.freeze()  # a collection in a fork then leaves these objects' pages shared
