"""Where the program begins and ends. Both take as long as reading an office's data, unless Python is kept from tidying up."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run ct58 and end the process with the contract's code."""
    gc.set_threshold(1_000_000)  # before anything is loaded: neither classes nor records hold cycles
    from ct58.cli.boundary import run

    _leave(run(sys.argv[1:] if arguments is None else arguments))


def _leave(exit_code: int) -> NoReturn:
    """End at once: what is left to be closed is closed, and nothing is taken apart that the system gives back as a whole.

    Where somebody else's thread is at work, the run is watched (a profile), or a stream cannot be written to any more, Python
    ends as it always does.
    """
    threads = sys.modules.get("threading")
    is_alone = threads is None or threads.active_count() == 1
    if is_alone and sys.getprofile() is None and sys.gettrace() is None:
        atexit._run_exitfuncs()  # noqa: SLF001 - what Python itself does first
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except (OSError, ValueError):
            sys.exit(exit_code)
        os._exit(exit_code)
    sys.exit(exit_code)
