"""A file about a fault of ct58 itself, for whoever looks after it; it holds no data of the office."""

from __future__ import annotations

import platform
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

from ct58 import __version__


def write_report(error: Exception, arguments: Sequence[str]) -> Path:
    """Write version, command line and trace into a new file in the system's folder for such files."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", errors="backslashreplace", prefix="ct58-", suffix=".txt", delete=False
    ) as stream:
        stream.write(f"ct58 {__version__}, Python {platform.python_version()}, {platform.platform()}\n")
        stream.write(f"ct58 {' '.join(arguments)}\n\n")
        stream.writelines(traceback.format_exception(error))
    return Path(stream.name)
