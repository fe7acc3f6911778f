"""What can go wrong: refusals (exceptions with an exit code) and findings (values with a place)."""

from collections.abc import Mapping

from ct58.errors.findings import Finding, Path, Severity
from ct58.errors.refusals import (
    BadUsage,
    Ct58Error,
    EnvironmentProblem,
    InvalidData,
    Refused,
)

Sources = Mapping[str, bytes]
"""The files of a data folder: POSIX path relative to the folder → content."""

__all__ = [
    "BadUsage",
    "Ct58Error",
    "EnvironmentProblem",
    "Finding",
    "InvalidData",
    "Path",
    "Refused",
    "Severity",
    "Sources",
]
