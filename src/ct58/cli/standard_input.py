"""“-” where a file is asked: what another program writes, as a file that the guarded reader opens like any other."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from ct58.exchange.foreign_file import MOST_FOREIGN_BYTES, STANDARD_INPUT


def file_given(ctx: click.Context, path: Path) -> Path:
    """The path, or that of a file with what stands on standard input; it goes when the command ends."""
    if str(path) != STANDARD_INPUT:
        return path
    folder = ctx.with_resource(TemporaryDirectory(prefix="ct58-", ignore_cleanup_errors=True))
    spooled = Path(folder, STANDARD_INPUT)
    spooled.write_bytes(sys.stdin.buffer.read(MOST_FOREIGN_BYTES + 1))
    return spooled
