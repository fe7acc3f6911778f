"""The gate before every stream: what steers a screen is not written, whoever writes it."""

from __future__ import annotations

import io
import sys

import pytest

from ct58.cli.gate import Gate, drawn_on, guard_streams

EVIL = "\x1b]0;PWN\x07\x1b[2J\u202e\u009b31m\u2028\r"
SHOWN = "\ufffd]0;PWN\ufffd\ufffd[2J\ufffd31m \ufffd"


class Screen(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        """A person looks at it."""
        return True


def test_what_steers_is_shown_and_does_nothing() -> None:
    """Through `write`, `writelines` and `print`."""
    for stream in (io.StringIO(), Screen()):
        gate = Gate(stream)
        gate.writelines([EVIL, "\n"])
        print(EVIL, file=gate)
        assert stream.getvalue() == f"{SHOWN}\n{SHOWN}\n"


def test_bytes_are_no_text() -> None:
    """By that a library tells streams of text from others."""
    with pytest.raises(TypeError):
        Gate(io.StringIO()).write(b"x")  # type: ignore[arg-type]


def test_only_a_screen_sets_letters_from_the_right_apart() -> None:
    """What a program reads is the text."""
    pipe, screen = io.StringIO(), Screen()
    Gate(pipe).write("Sở שלום 2")
    Gate(screen).write("Sở שלום 2")
    assert (pipe.getvalue(), screen.getvalue()) == ("Sở שלום 2", "Sở \u2068שלום\u2069 2")


def test_what_draws_may_colour_and_go_back_in_its_line_and_nothing_else() -> None:
    """No title of the window, no cursor, no clearing."""
    screen = Screen()
    drawn_on(Gate(screen)).write("\r\x1b[1;31mđỏ\x1b[0m\x1b[2J\x1b]0;x\x07\n")  # type: ignore[arg-type]
    assert screen.getvalue() == "\r\x1b[1;31mđỏ\x1b[0m\ufffd[2J\ufffd]0;x\ufffd\n"


def test_both_streams_of_a_run_are_guarded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """And all else is the stream's own."""
    out, err = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    guard_streams()
    guard_streams()
    sys.stdout.write("a\x07\n")
    sys.stderr.write("b\x07\n")
    assert (out.getvalue(), err.getvalue()) == ("a\ufffd\n", "b\ufffd\n")
    assert sys.stdout.closed is False
