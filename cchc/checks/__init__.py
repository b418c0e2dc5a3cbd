"""RECONCILE the figures with themselves, and say in words what does not add up."""

from dataclasses import replace

from . import (
    changes,
    context,
    documents,
    fields,
    shares,
    stated,
    texts,
    time,
    totals,
    wholes,
    whose,
)
from .evidence import Evidence, level_name, period_name
from .finding import Check, Finding

CHECKS: tuple[Check, ...] = (
    *wholes.CHECKS,
    *totals.CHECKS,
    *shares.CHECKS,
    *stated.CHECKS,
    *time.CHECKS,
    *changes.CHECKS,
    *context.CHECKS,
    *texts.CHECKS,
    *documents.CHECKS,
    *whose.CHECKS,
    *fields.CHECKS,
)
"""Every check, in the order in which findings of one severity are shown."""

SEVERITIES = ("block", "warn", "note")

__all__ = [
    "CHECKS",
    "SEVERITIES",
    "Check",
    "Evidence",
    "Finding",
    "level_name",
    "period_name",
    "reconcile",
]


def reconcile(evidence: Evidence) -> tuple[Finding, ...]:
    """All findings on a unit, the gravest first.

    `block` is for figures that cannot all be true, `warn` for what does not add up, `note` for what
    a reader must know. Nothing is repaired: the figures stay as they were reported.
    """
    findings = [
        replace(finding, check=check.id, severity=finding.severity or check.severity)
        for check in CHECKS
        for finding in check.run(evidence)
    ]
    return tuple(sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity)))
