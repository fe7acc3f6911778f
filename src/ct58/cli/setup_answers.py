"""What is said of a new office, by options or at the prompts: each answer is read the same way, and each has a default."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ct58.cli.register import kind_said, listed_view
from ct58.cli.surroundings import Surroundings
from ct58.domain.planning.founding import Founding, OwnOffice, first_period, proposed
from ct58.domain.planning.register import UnitImportPlan, plan_import
from ct58.domain.standing.report_calendar import lines_for
from ct58.domain.text.vietnamese import fold
from ct58.domain.time.dates import parse_period
from ct58.domain.time.period import Period
from ct58.errors import BadUsage
from ct58.i18n import N_, msg
from ct58.services.setup.founding import office_of, seed_contents
from ct58.services.setup.git_setup import refuse_inside_git
from ct58.services.setup.seeding import refuse_taken
from ct58.store.sources import real_place
from ct58.views.unit_import import UnitImportView

if TYPE_CHECKING:
    from ct58.exchange.unit_list import UnitList

FOLDER, COMMITTEE, SHORT, SUPERIOR, PLACE = "folder", "committee", "short", "superior", "place"
PERIOD, UNITS, KIND, GIT, ALONE = "period", "units", "kind", "git", "alone"
YES, NO = "c", "k"
_NOBODY = "-"
"""What is typed where a name is not to be given."""


class SetupAnswers:
    """The answers so far. What is asked about is in the order of `keys`; a title is the key of who signs under it."""

    def __init__(
        self, around: Surroundings, sheet: str | None = None, practice_day: dt.date | None = None
    ) -> None:
        self._around = around
        self._practice_day = practice_day
        self._today = practice_day or around.today
        self._sheet = sheet
        self._seed = office_of(seed_contents())
        around.speech.learn(self._seed.terms)
        self._texts: dict[str, str] = {}
        self._lists: dict[object, UnitList] = {}
        self.titles = tuple(proposed(self._seed).signatories)
        self.keys = (FOLDER, COMMITTEE, SHORT, SUPERIOR, PLACE, *self.titles, PERIOD, UNITS, GIT, ALONE)

    def proposal(self, key: str) -> str:
        """What Enter means: what was said before, else what the seed says as far as it can hold here; empty for nothing."""
        if key in self._texts:
            return self._texts[key]
        own = proposed(self._seed, self._texts.get(COMMITTEE))
        return {
            FOLDER: "van-phong",
            COMMITTEE: own.committee,
            SHORT: own.short,
            SUPERIOR: own.superior,
            PLACE: own.place,
            PERIOD: str(first_period(self._seed, self._today)),
            GIT: NO,
            ALONE: NO,
            **{title: name or "" for title, name in own.signatories.items()},
        }.get(key, "")

    def shown(self, key: str) -> str:
        """The proposal as it is offered."""
        said = self.proposal(key)
        return self._around.speech.period(Period.parse(said)) if key == PERIOD else said

    def take(self, key: str, text: str) -> None:
        """Keep an answer as it is read. Raises what its kind of answer can be wrong by; then the one before stays."""
        said, read = "" if text == _NOBODY else text.strip(), _READERS.get(key)
        self._texts[key] = read(self, said) if read else said

    def title_of(self, text: str) -> str:
        """The title that some words mean. Raises BadUsage."""
        found = next((title for title in self.titles if fold(title) == fold(text)), None)
        if found is None:
            raise BadUsage(
                msg(N_("Nobody signs as “{title}”."), title=text),
                msg(N_("Titles: {titles}"), titles=", ".join(self.titles)),
            )
        return found

    def folder(self, text: str) -> str:
        """A new or empty folder."""
        if not text:
            raise BadUsage(msg(N_("Which folder? Name a new or empty one.")))
        refuse_taken(self._around.folder / text)
        return text

    def committee(self, text: str) -> str:
        """The committee has a name."""
        if not text:
            raise BadUsage(msg(N_("The committee has a name.")), msg(N_("For example: Đảng ủy A")))
        return text

    def period(self, text: str) -> str:
        """A period whose reports are asked for; kept in its canonical form."""
        found = parse_period(text, self._today)
        lines_for(self._seed, found)
        return str(found)

    def units(self, text: str) -> str:
        """A file with a list of units; a path from the file manager comes in quotation marks."""
        file = text.strip("\"'")
        if file:
            self._read(file)
        return file

    def kind(self, text: str) -> str:
        """The kind of the units whose rows say none."""
        kind_said(text, self._seed.terms)
        return text

    def yes_or_no(self, text: str) -> str:
        """One of the two letters."""
        if text not in (YES, NO):
            raise BadUsage(msg(N_("Type one of: {letters}"), letters=f"{YES}, {NO}"))
        return text

    def git(self, text: str) -> str:
        """Whether git keeps the history; only where there is git, and the folder is none of its own."""
        self.yes_or_no(text)
        target = self._around.folder / self.proposal(FOLDER)
        if text == YES:
            refuse_inside_git(real_place(target) or target, self._around.environment)
        return text

    @property
    def list_view(self) -> UnitImportView | None:
        """The list as it was understood; None where none is given."""
        found = self._listed()
        if found is None:
            return None
        return listed_view(
            self._texts[UNITS], found, self._planned(found), self._seed, self._period.first_day
        )

    @property
    def lacks_kinds(self) -> bool:
        """Whether nothing is wrong with the list but that rows say no kind."""
        problems = found.problems if (found := self._listed()) else ()
        return bool(problems) and all(problem.key == KIND for problem in problems) and not self._kind

    def founding(self) -> Founding:
        """All that was said, with its proposals where nothing was."""
        listed = self._listed()
        said = {key: self.proposal(key) for key in self.keys}
        return Founding(
            folder=said[FOLDER],
            own=OwnOffice(
                committee=said[COMMITTEE],
                short=said[SHORT],
                superior=said[SUPERIOR],
                place=said[PLACE],
                signatories={title: said[title] or None for title in self.titles},
                self_approval=said[ALONE] == YES,
            ),
            first_period=self._period,
            units=tuple(change.listed for change in self._planned(listed).added) if listed else (),
            list_file=self._texts.get(UNITS) or None,
            with_git=said[GIT] == YES,
            practice_day=self._practice_day,
        )

    @property
    def _period(self) -> Period:
        return Period.parse(self.proposal(PERIOD))

    @property
    def _kind(self) -> str | None:
        text = self._texts.get(KIND)
        return kind_said(text, self._seed.terms) if text else None

    def _listed(self) -> UnitList | None:
        text = self._texts.get(UNITS)
        return self._read(text) if text else None

    def _read(self, file: str) -> UnitList:
        """A list of units, read once for what holds where its rows say nothing."""
        from ct58.exchange.unit_list import Defaults, read_unit_list

        defaults = Defaults(
            terms=self._seed.terms,
            as_of=self._today,
            kind=self._kind,
            valid_from=self._period.first_day,
        )
        key = (file, defaults.kind, defaults.valid_from)
        if key not in self._lists:
            self._lists[key] = read_unit_list(self._around.folder / file, defaults, self._sheet)
        return self._lists[key]

    def _planned(self, listed: UnitList) -> UnitImportPlan:
        return plan_import(self._seed, listed.rows)


_READERS: Mapping[str, Callable[[SetupAnswers, str], str]] = {
    FOLDER: SetupAnswers.folder,
    COMMITTEE: SetupAnswers.committee,
    PERIOD: SetupAnswers.period,
    UNITS: SetupAnswers.units,
    KIND: SetupAnswers.kind,
    GIT: SetupAnswers.git,
    ALONE: SetupAnswers.yes_or_no,
}
