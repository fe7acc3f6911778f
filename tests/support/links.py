"""Symbolic links in tests, where the system makes them: Windows only for some, wine says that it has and has not."""

from __future__ import annotations

from pathlib import Path

import pytest


def link(path: Path, target: Path | str, *, is_folder: bool = False) -> None:
    """A symbolic link, or the test is skipped."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.symlink_to(target, target_is_directory=is_folder)
    except OSError:
        pytest.skip("this system makes no links")
    if not path.is_symlink():
        pytest.skip("this system makes no links, though it says so")
