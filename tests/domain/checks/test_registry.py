"""All checks, in order."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable

from ct58.domain import checks
from ct58.domain.checks import files, registry
from ct58.domain.checks.context import context_of
from ct58.domain.checks.registry import FILE_CHECKS, OFFICE_CHECKS, REPORT_CHECKS, run_checks


def written_checks() -> set[Callable[..., object]]:
    """Every public function that takes a context."""
    modules = [
        importlib.import_module(f"{checks.__name__}.{found.name}")
        for found in pkgutil.iter_modules(checks.__path__)
    ]
    return {
        function
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and module.__name__ != registry.__name__
        and "context" in inspect.signature(function).parameters
    }


def test_every_check_is_in_the_registry_once() -> None:
    """A check that nobody calls checks nothing."""
    registered = [*FILE_CHECKS, *OFFICE_CHECKS]
    assert set(registered) == written_checks()
    assert len(registered) == len(set(registered))


def test_every_check_says_in_one_line_what_must_hold() -> None:
    """The registry can be read as the list of rules."""
    for check in [*FILE_CHECKS, *OFFICE_CHECKS]:
        assert check.__doc__
        assert check.__doc__.strip().endswith(".")


def test_without_a_programme_only_the_files_are_checked() -> None:
    """There is nothing to hold records against."""
    context = context_of(None, None, frozenset({"units/Sở/unit.yaml"}), {})
    assert [finding.code for finding in run_checks(context)] == ["Y016", "Y017"]


def test_no_other_check_looks_at_reports() -> None:
    """So a report that changes can be checked by those alone."""
    others = set(OFFICE_CHECKS) - {*REPORT_CHECKS, files.places_agree}
    assert [check.__name__ for check in others if ".reports" in inspect.getsource(check)] == []
