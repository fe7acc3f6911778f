"""The number of the data's form, read without knowing anything else of it."""

from __future__ import annotations

from typing import get_args

import pytest
from tests.support.command_line import PROGRAMME

from ct58.domain.records.programme import NEWEST_FORMAT, Format
from ct58.errors import EnvironmentProblem
from ct58.store.data_format import NewerFormat, refuse_newer, refuse_newer_content
from ct58.store.loader import load, read_record

FILE = "programme.yaml"


def test_every_format_up_to_the_newest_is_known() -> None:
    """The shape of the file and the number of the program go together."""
    assert get_args(Format) == tuple(range(1, NEWEST_FORMAT + 1))


@pytest.mark.parametrize(
    "text",
    [
        "format: 3\n",
        '"format": 3\n',
        "format : 3 # mới\n",
        "'format': 40\r\n",
        "format: 99999999999999999999\n",
        "\ufeffformat: 3\n",
        "!!binary x: y\nformat: 3\n",
        "<<<<<<< a\nformat: 2\n=======\nformat: 3\n>>>>>>> b\n",
        "levels: [\nformat: 3\n",
        "{programme: {}, format: 3}\n",
    ],
)
def test_a_newer_number_is_known_however_it_is_written(text: str) -> None:
    """Even in a file that nobody can read otherwise; exit code 5, with what to do."""
    with pytest.raises(NewerFormat) as refused:
        refuse_newer_content(FILE, text.encode())
    assert isinstance(refused.value, EnvironmentProblem)
    assert refused.value.exit_code == 5
    assert refused.value.hint is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "format: 2\n",
        "format: 0\n",
        "format: three\n",
        'format: "3"\n',
        "# format: 9\nparts: []\n",
        'parts: [{id: I, title: "Mẫu (format: 7)"}]\n',
        "programme:\n  format: 9\n",
    ],
)
def test_what_is_no_newer_number_is_let_through(text: str) -> None:
    """Whether it is a number at all is for the check to say."""
    refuse_newer_content(FILE, text.encode())


@pytest.mark.parametrize("value", [None, True, "3", 2, 1, 0, -3])
def test_only_a_whole_number_is_a_format(value: object) -> None:
    """True is no 1, and a text no number."""
    refuse_newer(value)


def test_other_files_have_no_format() -> None:
    """Whatever stands in them."""
    refuse_newer_content("office.yaml", b"format: 3\n")


def test_a_folder_is_refused_and_a_single_record_of_the_past_is_only_unread() -> None:
    """A history that went over a newer format and back can still be told."""
    newer = f"format: 3\n{PROGRAMME}".encode()
    with pytest.raises(NewerFormat):
        load({FILE: newer})
    assert read_record(FILE, newer) is None


@pytest.mark.parametrize("written", ["two", "0", "true", "2.0", "2.5", "-1", "null", "[1]"])
def test_what_is_no_format_is_found_at_its_place(written: str) -> None:
    """One finding, in the line of the number."""
    located = load({FILE: f"{PROGRAMME}format: {written}\n".encode()}).located()
    (found,) = (finding for finding in located if finding.code == "K010")
    assert (found.code, found.line, found.column) == ("K010", len(PROGRAMME.splitlines()) + 1, 9)
