"""Checks: what records must say about each other. Each is a small function from a context to findings."""

from ct58.domain.checks.context import Context, context_of
from ct58.domain.checks.registry import run_checks, run_report_checks

__all__ = ["Context", "context_of", "run_checks", "run_report_checks"]
