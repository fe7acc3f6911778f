"""What the system refuses is said in the office's words, and known from a fault of ct58."""

from __future__ import annotations

import errno

import pytest

from ct58.errors.system import is_environment, system_problem
from ct58.render.words.speech import Speech


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOENT, "không có tệp hoặc thư mục này"),
        (errno.EISDIR, "đó là thư mục, không phải tệp"),
        (errno.ENOSPC, "đĩa đã đầy"),
        (errno.EROFS, "đang mở trong phần mềm khác"),
    ],
)
def test_what_happens_in_an_office_is_said_in_its_words(number: int, words: str) -> None:
    """Not in the system's English."""
    problem = system_problem(OSError(number, "English"))
    assert words in Speech("vi").say(problem)


def test_what_is_rare_keeps_the_systems_words() -> None:
    """Better than nothing for whoever is asked for help."""
    assert system_problem(OSError(errno.ELOOP, "Too many links")) == "Too many links"
    assert system_problem(OSError("odd")) == "odd"


def test_a_full_disk_is_no_fault_of_the_program() -> None:
    """A file that is missing may be one."""
    assert is_environment(OSError(errno.ENOSPC, ""))
    assert is_environment(PermissionError(errno.EACCES, ""))
    assert not is_environment(FileNotFoundError(errno.ENOENT, ""))
