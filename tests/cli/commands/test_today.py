"""Bare `ct58`: today's numbers and what to do next."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Ct58


def test_bare_ct58_greets_with_numbers_and_commands(ct58: Ct58, data: Path) -> None:
    """The answer of the day on which it is asked."""
    done = ct58()
    assert (done.code, done.err) == (0, "")
    assert "items overdue" in done.out
    assert "ct58 overdue" in done.out
    assert "ct58 --help" in done.out


def test_without_data_it_says_where_it_looked(ct58: Ct58) -> None:
    """And how to begin."""
    done = ct58()
    assert (done.code, done.out) == (5, "")
    assert "ct58 init" in done.err
