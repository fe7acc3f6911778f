"""Where what a new folder begins with lies."""

from __future__ import annotations

from pathlib import Path

import ct58

_PACKAGE = Path(ct58.__file__).parent


def seed_folder() -> Path:
    """Inside the installed package, or the top of a checkout."""
    installed = _PACKAGE / "seed"
    return installed if installed.is_dir() else _PACKAGE.parent.parent
