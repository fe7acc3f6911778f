"""office.yaml: who we are."""

from __future__ import annotations

from dataclasses import replace

from tests.support.checks import context

from ct58.domain.checks.office import file_is_there


def test_without_the_file_documents_have_no_names() -> None:
    """A warning, for the standard settings do."""
    known = context()
    assert known.office is not None
    assert list(file_is_there(known, known.office)) == []
    missing = replace(known, files=known.files - {"office.yaml"})
    assert [one.code for one in file_is_there(missing, known.office)] == ["O701"]
