"""What save, submit, sync and review share: the repository, and who types."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Annotated

import typer

from ct58.cli.group import HistoryCommand
from ct58.cli.language import _
from ct58.cli.surroundings import Surroundings
from ct58.domain.text.signs import harmless
from ct58.errors import BadUsage, EnvironmentProblem
from ct58.i18n import Message, N_, msg
from ct58.services.round.people import Person, git_name, person_named, somebody_named
from ct58.services.setup.git_setup import driver_in, driver_of, joining_state, program_of
from ct58.services.writing.recording import Desk
from ct58.store.data_format import refuse_newer_folder
from ct58.store.folders import remembered_person
from ct58.vcs.repository import Repository, find_repository
from ct58.vcs.shared import Shared, open_shared

AsOption = Annotated[
    str | None,
    typer.Option("--as", metavar=_(N_("NAME")), help=_(N_("Who you are; remembered for this folder."))),
]

NOTHING_WRITTEN = msg(N_("A trial: nothing was written."))


class RoundCommand(HistoryCommand):
    """A command of the daily round."""

    formats: tuple[str, ...] = ("text", "json")


class Workplace:
    """A folder with its history, and who works there. Raises NewerFormat where its data is too new for this program."""

    def __init__(self, around: Surroundings, as_: str | None, *, is_trial: bool = False) -> None:
        self.around = around
        self.desk: Desk = around.desk()
        refuse_newer_folder(self.desk.root)
        self.repository: Repository = _repository(self.desk.root, around)
        self._as = as_
        self._is_trial = is_trial
        if as_ is not None:  # what cannot be a name is refused at once, and a new name remembered
            self.who = self._person()

    @cached_property
    def who(self) -> Person:
        """Who types, asked for when it is needed first: looking at things needs nobody's name."""
        return self._person()

    def _person(self) -> Person:
        if self._is_trial:
            return _supposed(self.repository, self.desk, self._as)
        return _person(self.around, self.repository, self.desk, self._as)

    def shared(self) -> Shared:
        """Where everybody's work meets. Raises EnvironmentProblem where there is no such place."""
        return open_shared(self.repository, driver_of(program_of(sys.executable)))

    def set_up_joining(self) -> None:
        """Have git join records by what they say outside of ct58, too, where the repository asks for it and this copy lacks it.

        Each copy has a setting of its own, which does not come along when it is fetched.
        """
        git = self.repository.git
        with suppress(EnvironmentProblem):  # who may not write it goes without; doctor says so
            if joining_state(git) in ("missing", "stale"):
                self.say([driver_in(git, program_of(sys.executable))])

    def say(self, lines: Sequence[Message]) -> None:
        """Sentences beside the answer."""
        for line in lines:
            self.around.warn(line)


def _repository(root: Path, around: Surroundings) -> Repository:
    found = find_repository(root, around.environment)
    if found is None:
        raise EnvironmentProblem(
            msg(N_("{folder} keeps no history yet, so nothing can be saved or sent."), folder=str(root)),
            msg(N_("Set it up once: ct58 init {folder} --git"), folder=str(root.parent)),
        )
    return found


def _supposed(repository: Repository, desk: Desk, given: str | None) -> Person:
    """Who it would be, in a trial that remembers nothing."""
    git = repository.git
    name = given or remembered_person(desk.state) or git_name(git)
    if not name:
        raise _nobody()
    return somebody_named(name, git)


def _nobody() -> BadUsage:
    return BadUsage(msg(N_("Who are you?")), msg(N_('Give your name once: --as "Lê Thị Hoa"')))


def _person(around: Surroundings, repository: Repository, desk: Desk, given: str | None) -> Person:
    """By --as, else as remembered, else asked for once, else as git knows the login."""
    git = repository.git
    if given is not None:
        return person_named(given, git, desk.state)
    known = remembered_person(desk.state)
    if known is not None:
        return Person(known, git)
    name = git_name(git)
    if around.can_ask:
        name = typer.prompt(
            _(N_("Your name, as others shall see it (asked once)")), default=harmless(name or "") or None
        )
    if not name:
        raise _nobody()
    return person_named(name, git, desk.state)
