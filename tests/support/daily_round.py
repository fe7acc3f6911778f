"""An office of several people with clones of their own and a bare repository between them, all on one disk."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from itertools import count
from pathlib import Path

import pytest
from tests.support.command_line import PROGRAMME, Outcome, report_text, write_data
from tests.support.desk import sit_down
from tests.support.repositories import ISOLATED, begin, git, keep

from ct58.cli.boundary import run
from ct58.services.round import naming

UNITS = ("so-y-te", "so-xay-dung", "so-cong-thuong", "so-tai-chinh")
TODAY = "2021-07-15"
_PEOPLE = {"hoa": "Lê Thị Hoa", "lan": "Nguyễn Thị Lan", "nam": "Trần Văn Nam"}
_FORM = PROGRAMME + (
    "  - {key: members_expelled, number: 6, label: Khai trừ, type: integer, adds: flow, every: quarter, units: tccsd}\n"
)
OWN_FILES = ".ct58.lock\n.ct58-*\n"
GIT_WORDS = re.compile(
    r"\b(branch(es)?|commit(s|ted)?|merg(e|ed|es|ing)|push(ed)?|pull(ed)?|rebas(e|ed)|HEAD|origin|upstream|stash)\b"
    r"|nhánh|hợp nhất|đẩy lên|kéo về",
    re.IGNORECASE,
)
"""What no clerk has to know."""


def report_file(unit: str) -> str:
    """The unit's report of the second quarter."""
    return f"units/{unit}/reports/2021-Q2.yaml"


def office_files() -> dict[str, str]:
    """A programme of two figures, four units, and a report of the first."""
    units = {
        f"units/{unit}/unit.yaml": (
            f"id: {unit}\nname: Đảng bộ {unit.replace('-', ' ').title()}\nkind: agency\n"
            "organisation: grassroots_committee\n"
        )
        for unit in UNITS
    }
    report = report_text(admitted="12").replace("quality", "document: {number: 12-BC/ĐU}\nquality")
    return {"programme.yaml": _FORM, **units, report_file("so-y-te"): report}


class Office:
    """People at their desks. What each run says is kept in `said`, for whoever looks through all screens."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.shared = folder / "chung.git"
        self.said: list[tuple[str, str]] = []
        self.people = dict(_PEOPLE)
        self.name_people = True
        self._capsys = capsys
        self._patch = patch

    def begin(self) -> None:
        """A first state, kept by nobody in particular, in a bare repository; then a clone for each person."""
        seed = begin(self.folder / "seed")
        write_data(seed, **office_files())
        (seed / ".gitignore").write_text(OWN_FILES, "utf-8")
        keep(seed, "Mở sổ", day="2021-07-01")
        git(self.folder, "clone", "--quiet", "--bare", str(seed), str(self.shared))
        for person in _PEOPLE:
            git(self.folder, "clone", "--quiet", str(self.shared), str(self.folder / person))

    def data(self, person: str) -> Path:
        """Somebody's data folder."""
        return self.folder / person / "data"

    def __call__(self, person: str, *arguments: str, today: str = TODAY) -> Outcome:
        """Somebody runs one command line at their own desk."""
        sit_down(self._patch, self.folder / f"desk-{person}", today)
        self._patch.chdir(self.data(person))
        is_named = self.name_people and arguments[0] in ("save", "submit", "sync", "review")
        named = ("--as", self.people[person]) if is_named else ()
        code = run([*arguments, *named])
        captured = self._capsys.readouterr()
        self.said.append((" ".join(arguments), captured.out + captured.err))
        return Outcome(code, captured.out, captured.err)

    def report(self, person: str, unit: str, *values: str) -> Outcome:
        """Somebody records a unit's report of the second quarter, with its source."""
        given = [word for value in values for word in ("--set", value)]
        head = ("--received-on", "3/7/2021", "--number", "12-BC/ĐU", "--reason", "đơn vị gửi lại")
        return self(person, "record", "report", unit, "2021-Q2", *given, *head)

    def away(self) -> Callable[[], object]:
        """The shared drive goes away; what is returned brings it back."""
        hidden = self.shared.rename(self.folder / "hidden.git")
        return lambda: hidden.rename(self.shared)


def counted_name(start: str, taken: Collection[str]) -> str:
    """Submissions by number, so that a test knows their names; `test_naming.py` has them as they are."""
    return next(name for number in count(1) if (name := f"{start}-{number}") not in taken)


def open_office(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    patch: pytest.MonkeyPatch,
    language: str = "en",
    kind: type[Office] = Office,
) -> Office:
    """The office at its beginning, with nobody's own settings of git."""
    for name, value in ISOLATED.items():
        patch.setenv(name, value)
    patch.setenv("CT58_LANG", language)
    patch.setenv("LANGUAGE", language)
    patch.setattr(naming, "fresh_name", counted_name)
    office = kind(folder, capsys, patch)
    office.begin()
    return office
