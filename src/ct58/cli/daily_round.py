"""What save, submit, sync and review share: the repository, who types, and git's refusals in plain words."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import click
import typer

from ct58.cli.group import HistoryCommand
from ct58.cli.language import _
from ct58.cli.surroundings import Surroundings
from ct58.errors import BadUsage, EnvironmentProblem
from ct58.i18n import Message, N_, msg
from ct58.services.round.people import Person, git_name, person_named
from ct58.services.setup.git_setup import driver_of, program_of
from ct58.services.writing.recording import Desk
from ct58.store.data_format import refuse_newer_folder
from ct58.store.folders import remembered_person
from ct58.vcs.git import GitRefused
from ct58.vcs.repository import Repository, find_repository
from ct58.vcs.shared import Shared, open_shared

AsOption = Annotated[
    str | None,
    typer.Option("--as", metavar=_(N_("NAME")), help=_(N_("Who you are; remembered for this folder."))),
]


class RoundCommand(HistoryCommand):
    """A command of the daily round: what git says in English is for technicians (--debug)."""

    formats = ("text", "json")

    def invoke(self, ctx: click.Context) -> Any:
        """Run; a refusal of git becomes one that a clerk can act on."""
        try:
            return super().invoke(ctx)
        except GitRefused as error:
            if error.is_for_want_of_space:
                raise _disk_full() from error
            around: Surroundings = ctx.obj
            hint = N_("For whoever looks after the computer, the same again with --debug says more.")
            details = (
                msg(N_("Technical details: {details}"), details=error.said)
                if around.options.debug
                else msg(hint)
            )
            problem = N_(
                "This could not be done with the history of the data. Nothing that you saved is lost."
            )
            raise EnvironmentProblem(msg(problem), details) from error


def _disk_full() -> EnvironmentProblem:
    return EnvironmentProblem(
        msg(N_("Not done: the disk is full. Nothing that you saved is lost.")),
        msg(N_("Make some space on the disk, then run the same command again.")),
    )


class Workplace:
    """A folder with its history, and who works there. Raises NewerFormat where its data is too new for this program."""

    def __init__(self, around: Surroundings, as_: str | None) -> None:
        self.around = around
        self.desk: Desk = around.desk()
        refuse_newer_folder(self.desk.root)
        self.repository: Repository = _repository(self.desk.root, around)
        self.who: Person = _person(around, self.repository, self.desk, as_)

    def shared(self) -> Shared:
        """Where everybody's work meets. Raises EnvironmentProblem where there is no such place."""
        return open_shared(self.repository, driver_of(program_of(sys.executable)))

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
        name = typer.prompt(_(N_("Your name, as others shall see it (asked once)")), default=name or None)
    if not name:
        raise BadUsage(msg(N_("Who are you?")), msg(N_('Give your name once: --as "Lê Thị Hoa"')))
    return person_named(name, git, desk.state)
