"""What the system refuses is said in the office's words, and known from a fault of ct58."""

from __future__ import annotations

import errno

import pytest
from tests.support.terms import speaking

from ct58.errors.system import is_circle, is_environment, is_name_on_windows, system_problem


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOENT, "không có tệp hoặc thư mục này"),
        (errno.EISDIR, "đó là thư mục, không phải tệp"),
        (errno.ENOSPC, "đĩa đã đầy"),
        (errno.EROFS, "đang mở trong phần mềm khác"),
        (errno.EEXIST, "đã có thứ khác trùng tên"),
        (errno.ELOOP, "liên kết dẫn lòng vòng"),
    ],
)
def test_what_happens_in_an_office_is_said_in_its_words(number: int, words: str) -> None:
    """Not in the system's English."""
    problem = system_problem(OSError(number, "English"))
    assert words in speaking("vi").say(problem)


@pytest.mark.parametrize(
    ("number", "closest", "words"),
    [
        (123, errno.EINVAL, "không dùng được tên như vậy"),
        (206, errno.ENOENT, "tên dài quá"),
        (53, errno.ENOENT, "thư mục dùng chung không trả lời"),
        (21, errno.EACCES, "ổ đĩa chưa sẵn sàng"),
        (1921, errno.EINVAL, "liên kết dẫn lòng vòng"),
    ],
)
def test_windows_own_number_says_more_than_the_one_that_python_gives_it(
    number: int, closest: int, words: str
) -> None:
    """A shared folder that does not answer is no file that is not there."""
    error = OSError(closest, "English")
    setattr(error, "winerror", number)  # noqa: B010 - elsewhere than on Windows it has none
    assert words in speaking("vi").say(system_problem(error))


def test_a_folder_in_a_files_place_is_one_also_where_the_system_calls_it_protected() -> None:
    """As Windows does."""
    assert "thư mục" in speaking("vi").say(system_problem(PermissionError(errno.EACCES, ""), of_folder=True))


def test_what_is_rare_is_quoted() -> None:
    """Half a sentence of the system's English would stand in a Vietnamese one; for whoever is asked for help it is there."""
    said = speaking("vi").say(system_problem(OSError(errno.EMFILE, "Too many open files")))
    assert said == "hệ thống báo “Too many open files”"
    assert speaking("vi").say(system_problem(OSError("odd"))) == "hệ thống báo “odd”"


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("so-lieu.csv", True),
        ("Báo cáo quý II.docx", True),
        (".an", True),
        ("console.csv", True),
        ("com10", True),
        ("con.csv", False),
        ("NUL", False),
        ("Aux.tar.gz", False),
        ("con .txt", False),
        ("com1.csv", False),
        ("lpt².md", False),
        ("trang.", False),
        ("trang ", False),
        ("so-lieu:2021.csv", False),
        ("vì sao?.md", False),
        ("a\tb", False),
    ],
)
def test_names_that_windows_has_a_file_for(name: str, is_one: bool) -> None:
    """Under just this name, in just this place."""
    assert is_name_on_windows(name) is is_one


def test_what_no_program_can_help_is_no_fault_of_this_one() -> None:
    """A name too long, a circle of links; Python up to 3.12 has no number for the latter."""
    assert is_environment(OSError(errno.ENAMETOOLONG, ""))
    assert is_environment(OSError(errno.ELOOP, ""))
    assert is_circle(RuntimeError("Symlink loop"))
    assert is_circle(OSError(errno.ELOOP, ""))
    assert not is_circle(FileNotFoundError(errno.ENOENT, ""))


def test_a_full_disk_is_no_fault_of_the_program() -> None:
    """A file that is missing may be one."""
    assert is_environment(OSError(errno.ENOSPC, ""))
    assert is_environment(PermissionError(errno.EACCES, ""))
    assert not is_environment(FileNotFoundError(errno.ENOENT, ""))
