"""Looking for what breaks ct58: the same seed gives the same cases, and what fails is found, made small and kept."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import fuzz
import pytest
from fuzz import Failure, Office

from ct58.cli.boundary import BUG
from ct58.store.yaml import reader, text

SEED = 58


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """What every case begins with."""
    folder = tmp_path_factory.mktemp("fuzz")
    with fuzz._surroundings(folder):
        yield fuzz._make_office(folder)


@pytest.mark.slow
def test_nothing_breaks_for_some_seconds(tmp_path: Path) -> None:
    """Nights have seeds of their own; this one is looked at with every change."""
    code = fuzz.main(["--seconds", "6", "--seed", str(SEED), "--keep", str(tmp_path)])
    assert code == 0, [path.read_text("utf-8") for path in tmp_path.rglob("case.txt")]


def test_a_fault_is_found_made_small_and_kept_so_that_it_can_be_repeated(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: the reader fails at every record that is not as it was."""

    def broken(file: str, said: str) -> object:
        if said.encode("utf-8", "replace") != office.files.get(file):
            raise ZeroDivisionError
        return text.invisible(file, said)

    monkeypatch.setattr(reader, "invisible", broken)
    number = next(number for number in range(50) if fuzz._one(office, SEED, number, tmp_path / "one"))
    assert fuzz._one(office, SEED, number, tmp_path / "two")
    (kept,) = (tmp_path / "one").iterdir()
    assert kept.name == f"{SEED}-{number}"
    said = (kept / "case.txt").read_text("utf-8")
    assert said.startswith(f"spoilt_record\nagain: python3 dev.py fuzz --seed {SEED} --case {number}\n")
    assert "builtins.ZeroDivisionError" in said
    (file,) = kept.glob("*.yaml")
    assert len(file.read_bytes().split(b"\n")) <= 2
    assert {path.name: path.read_bytes() for path in (tmp_path / "two" / kept.name).glob("*.yaml")} == {
        file.name: file.read_bytes()
    }


def test_a_case_is_drawn_by_its_seed_and_number_alone(office: Office) -> None:
    """The same bytes, whatever was drawn before."""
    for name, content in office.forms.items():
        spoil = fuzz._spoilt_workbook if name.endswith(".xlsx") else fuzz.spoilt
        made = [spoil(content, Random(f"{SEED}-{number % 4}")) for number in range(8)]  # noqa: S311
        assert made[:4] == made[4:]
        assert len(set(made)) > 1


@pytest.mark.parametrize(
    ("code", "said", "is_believed"),
    [
        (5, "Recorded in x, but the result could not be shown.", True),
        (0, "", True),
        (130, "Interrupted; the data was not changed.", False),
        (5, "", False),
    ],
)
def test_what_a_command_says_is_held_against_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, said: str, is_believed: bool
) -> None:
    """That something was recorded must be said, and the opposite must not."""
    monkeypatch.setattr(fuzz, "_call", lambda *_words: (0, ""))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "x.yaml").write_text("new", "utf-8")
    if is_believed:
        fuzz._believe(tmp_path, {}, code, said)
    else:
        with pytest.raises(Failure):
            fuzz._believe(tmp_path, {}, code, said)


def test_what_steers_the_screen_and_what_does_not_end_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As well as a fault of ct58's own."""

    def writes(said: str) -> Callable[[object], int]:
        def run(_words: object) -> int:
            sys.stdout.write(said)
            return 0

        return run

    def hangs(_words: object) -> int:
        while True:
            pass

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(fuzz, "MOST_SECONDS", 1)
    for run, words in ((writes("\x1b[2J"), "steered"), (lambda _words: BUG, "exit 70"), (hangs, "no answer")):
        monkeypatch.setattr(fuzz, "run", run)
        with pytest.raises(Failure, match=words):
            fuzz._call(tmp_path, "overdue")
    monkeypatch.setattr(fuzz, "run", writes("fine\n"))
    assert fuzz._call(tmp_path, "overdue") == (0, "fine\n")
