"""A Monday of the made-up office: what came over the weekend, who promised what, and who is late."""

from __future__ import annotations

import json
import shlex
import subprocess
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.support.command_line import environment, program
from tests.support.desk import on_a_day
from tests.support.forms import as_answers, filled_form
from tests.support.terminals import Terminal
from tests.support.terms import speaking

from ct58.domain.records.office import Office, build_office
from ct58.domain.records.reports import Report
from ct58.store.loader import load
from ct58.store.sources import read_folder

MONDAY = "2024-07-15"
ARRIVING, PROMISED_TODAY, BROKEN, LATE = 12, 6, 3, 11
_PERIOD = "2024-Q2"
_PROMPT = "ready> "


@dataclass(frozen=True, slots=True)
class MondayOffice:
    """The folder, whose reports lie in the mail with what they say, of the first two as forms; the figures' printed numbers."""

    data: Path
    mail: Mapping[str, Report]
    forms: tuple[Path, ...]
    numbers: Mapping[str, int]

    def at(self, day: str, *words: str) -> str:
        """Run one command on a day; what it says."""
        variables = environment(CT58_DATA=str(self.data), CT58_STATE=str(self.data.parent / "before"))
        done = subprocess.run(
            [*on_a_day(day), *words],
            env=variables,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, (words, done.stderr)
        return done.stdout


def monday_office(folder: Path) -> MondayOffice:
    """The demo office with so many reports still missing, and what was said about them the week before."""
    made = program("init", "--demo", "--units", "60", "--quarters", "13", "office", cwd=folder)
    assert made.code == 0, made.err
    data = folder / "office" / "data"
    rows = json.loads(MondayOffice(data, {}, (), {}).at(MONDAY, "call", "--format", "json"))["data"]
    own = Counter(row["reason"] for row in rows)
    today, broken = PROMISED_TODAY - own["promise_today"], BROKEN - own["promise_broken"]
    late = PROMISED_TODAY + BROKEN + LATE - len(rows) - today - broken
    plain = [path for path in sorted(data.glob(f"units/*/reports/{_PERIOD}.yaml")) if _is_plain(path)]
    taken = [*plain[::2], *plain[1::2]][: ARRIVING + today + broken + late]
    before = _read(data)
    for path in taken:
        path.unlink()
    names = [path.parents[1].name for path in taken]
    mail = {name: before.reports[name, _PERIOD] for name in names[:ARRIVING]}
    forms = tuple(_form(folder, before, name, mail[name]) for name in names[:2])
    numbers = {figure.key: figure.number for figure in before.programme.figures}
    office, rest = MondayOffice(data, mail, forms, numbers), names[ARRIVING:]
    _promise(office, rest[:today], MONDAY)
    _promise(office, rest[today : today + broken], "2024-07-12")
    return office


def _read(data: Path) -> Office:
    records = load(read_folder(data).sources).records
    assert records is not None
    return build_office(records, lines={})


def _is_plain(report: Path) -> bool:
    """A report with figures, of a unit below the committee that nobody has asked about."""
    events = report.parents[1] / "events.yaml"
    text = events.read_text("utf-8") if events.is_file() else ""
    unit = (report.parents[1] / "unit.yaml").read_text("utf-8")
    is_whole = "state: received" in report.read_text("utf-8")
    return is_whole and "organisation: grassroots" in unit and _PERIOD not in text


def _form(folder: Path, office: Office, name: str, report: Report) -> Path:
    answers = as_answers(office, {key: value for key, value in report.figures.items() if value is not None})
    return filled_form(folder / f"{name}.xlsx", office, name, _PERIOD, answers, speech=speaking("vi"))


def _promise(office: MondayOffice, units: list[str], until: str) -> None:
    if not units:
        return  # the demo has as many of its own
    named = [word for unit in units for word in ("--unit", unit)]
    words = ("promised", *named, "--until", until, "--on", "2024-07-10")  # the demo has a day of its own
    office.at(MONDAY, "record", "event", "BC-QUY", *words)


class Desk(Terminal):
    """A window of 80 by 30 characters with a shell in it, on one day; what is typed is counted."""

    def __init__(self, office: MondayOffice, day: str = MONDAY) -> None:
        folder = office.forms[0].parent
        self.entered: list[str] = []
        self.screens: list[str] = []
        start = folder / "start.sh"
        start.write_text(
            f"PS1='{_PROMPT}'\nstty cols 80 rows 30\nct58() {{ {shlex.join(on_a_day(day))} \"$@\"; }}\n",
            "utf-8",
        )
        more = {"CT58_DATA": str(office.data), "CT58_LANG": "vi", "ENV": str(start), "LC_ALL": "C.UTF-8"}
        self._sit_down(folder, ["sh", "-i"], more)
        self.wait_for(_PROMPT)

    @property
    def keystrokes(self) -> int:
        """Keys of all commands and answers, each with its Enter."""
        return sum(len(line) + 1 for line in self.entered)

    def enter(self, line: str, until: str = _PROMPT) -> str:
        """Type a command or an answer, and look at what comes until it is one's turn again."""
        seen = len(self.screen)
        self.entered.append(line)
        self.type(f"{line}\n")
        self.wait_for(until)
        self.screens.append(self.screen[seen:].replace("\r\n", "\n"))
        return self.screens[-1]
