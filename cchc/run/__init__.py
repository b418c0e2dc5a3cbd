"""RUN a unit's notebook: executed by papermill, printed by the exporters, published whole."""

from .job import Job, Outcome, run_job

__all__ = ["Job", "Outcome", "run_job"]
