"""A person in front of a real terminal: what is on the screen, what is typed, Ctrl-C and a closed window."""

from __future__ import annotations

import codecs
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.support.command_line import environment

PATIENCE = 60
"""Seconds until a terminal that says nothing is a failure; a busy computer is none."""


class Terminal:
    """ct58 in a pseudo-terminal, as a program of its own; `more` are variables of its environment."""

    def __init__(self, folder: Path, *arguments: str, **more: str) -> None:
        self._sit_down(folder, [sys.executable, "-m", "ct58", *arguments], more)

    def _sit_down(self, folder: Path, command: list[str], more: Mapping[str, str]) -> None:
        pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals")
        self._descriptor, screen = pty.openpty()
        self._process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment(
                **{"TERM": "dumb", "COLUMNS": "100", "CT58_STATE": str(folder / "state"), **more}
            ),
            stdin=screen,
            stdout=screen,
            stderr=screen,
            start_new_session=True,
        )
        os.close(screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.screen = ""

    def wait_for(self, text: str) -> None:
        """Read until a text is on the screen that was not there before."""
        seen, end = len(self.screen), time.monotonic() + PATIENCE
        while text not in self.screen[seen:]:
            assert time.monotonic() < end, f"no “{text}” in:\n{self.screen}"
            if select.select([self._descriptor], [], [], 0.1)[0]:
                self._read()

    def type(self, keys: str) -> None:
        """Type, without Enter of its own."""
        os.write(self._descriptor, keys.encode())

    def interrupt(self) -> int:
        """What Ctrl-C sends; the exit code.

        A signal in the instant before Python blocks for input waits for the next key; then, as a person
        would, it is sent again.
        """
        for _attempt in range(5):
            self._process.send_signal(signal.SIGINT)
            end = time.monotonic() + 4
            while self._process.poll() is None and time.monotonic() < end:
                if select.select([self._descriptor], [], [], 0.1)[0]:
                    self._read()
            if self._process.poll() is not None:
                break
        return self.end()

    def hang_up(self) -> None:
        """What a closed window sends."""
        self._process.send_signal(signal.SIGHUP)

    def kill(self) -> None:
        """End it, if it still runs."""
        self._process.kill()
        self._process.wait()

    def end(self) -> int:
        """Read to the end; the exit code, negative for a signal."""
        end = time.monotonic() + PATIENCE
        while self._process.poll() is None:
            assert time.monotonic() < end, f"it does not end:\n{self.screen}"
            if select.select([self._descriptor], [], [], 0.1)[0]:
                self._read()
        while select.select([self._descriptor], [], [], 0)[0] and self._read():
            pass
        return self._process.returncode

    def _read(self) -> bool:
        try:
            found = os.read(self._descriptor, 65536)
        except OSError:  # Linux: the other end is closed
            found = b""
        self.screen += self._decoder.decode(found)
        return bool(found)
