"""RUN a unit's notebook: executed by papermill, printed by the exporters, published whole."""

from .job import Job, Made, Outcome, Preload, Prepared
from .keep import keep

__all__ = ["Job", "Made", "Outcome", "Preload", "Prepared", "keep"]
