"""The user's own folders, outside the data: what may be forgotten (cache) and what must not (state)."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from pathlib import Path


def cache_folder(environment: Mapping[str, str], data: Path) -> Path:
    """Where valid records of a data folder are remembered: CT58_CACHE, else the system's cache folder."""
    return _user_folder(environment, "CT58_CACHE", "XDG_CACHE_HOME", ".cache", "cache") / _key(data)


def state_folder(environment: Mapping[str, str], data: Path) -> Path:
    """Where the journal and unfinished prompts of a data folder are kept: CT58_STATE, else the system's."""
    return _user_folder(environment, "CT58_STATE", "XDG_STATE_HOME", ".local/state", "state") / _key(data)


def _user_folder(environment: Mapping[str, str], own: str, xdg: str, below_home: str, name: str) -> Path:
    """The folder that our own variable names, else the one of the system."""
    named = environment.get(own)
    if named:
        return Path(named)
    if sys.platform == "win32":
        import tempfile

        return Path(environment.get("LOCALAPPDATA", tempfile.gettempdir())) / "ct58" / name
    return Path(environment.get(xdg) or Path.home() / below_home) / "ct58"


def _key(data: Path) -> str:
    """A folder's name for one data folder."""
    return hashlib.sha256(str(data).encode()).hexdigest()[:16]
