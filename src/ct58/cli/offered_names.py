"""The names that stand in the data, offered by the Tab key where a command takes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import click
from click.shell_completion import CompletionItem

from ct58.cli.language import _
from ct58.cli.surroundings import Surroundings
from ct58.errors import Ct58Error
from ct58.services.reading.opening import Slice
from ct58.views.completions import (
    COMPLETIONS,
    Completion,
    Completions,
    fitting,
    kinds_of_units,
    periods,
    things,
    units,
)

_NAMES = Slice(
    needs=frozenset({"programme", "office", "units"}), also_reads=frozenset({"programme", "office", "units"})
)
_FILES = {"FILE": "file", "[FILE…]": "file", "FILE…": "file", "OLD": "dir", "DIR": "dir", "[DIR]": "dir"}
"""Places of files and folders, which the shell completes itself."""

MOST_TOLD = 70
"""Letters of what a name means, so that it keeps to one line beside it."""
_UNITS = ("[UNIT…]", "UNIT… [NUMBER] [DATE]")
_THINGS = ("[ID]", "ID…")
_REVISIONS = ("REV", "[A]", "[B]")
_PAIRS: Mapping[str, Completions] = {"ID [PERIOD]": things, "[UNIT PERIOD]": units}
"""Places in which a period may follow."""

Completer = Callable[[click.Context, str], Iterable[CompletionItem[Any]]]


class OfferedText(click.types.StringParamType):
    """A text of which some are known: those of the data."""

    def __init__(self, question: Completer) -> None:
        self.question = question

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[Any]]:
        """What the data completions."""
        return list(self.question(ctx, incomplete))


def offer_names(command: click.Command) -> None:
    """Let each place of a command, and of its commands, entry what its name in the help says it takes."""
    if isinstance(command, click.Group):
        for part in command.commands.values():
            offer_names(part)
    questions = _questions()
    for parameter in command.params:
        question = questions.get(parameter.metavar or "")
        if question is not None and isinstance(parameter.type, click.types.StringParamType):
            parameter.type = OfferedText(question)


def _questions() -> dict[str, Completer]:
    """By the name that a place has in the help, in the language of this run."""
    return {_(place): question for place, question in _by_place()}


def _by_place() -> Iterator[tuple[str, Completer]]:
    yield from ((place, _of_data(completions)) for place, completions in COMPLETIONS.items())
    yield from ((place, _of_shell(kind)) for place, kind in _FILES.items())
    yield from ((place, _of_data(units)) for place in _UNITS)
    yield from ((place, _of_data(things)) for place in _THINGS)
    yield from ((place, _then_a_period(completions)) for place, completions in _PAIRS.items())
    yield from ((place, _revisions) for place in _REVISIONS)
    yield "KIND", _kinds
    yield "[KIND]", _kinds


def _kinds(ctx: click.Context, begun: str) -> Iterable[CompletionItem[Any]]:
    """Kinds of lists, of files, of units: what the command is about."""
    if ctx.command.name == "list":
        from ct58.views.catalogue import LIST_KINDS

        kinds: Sequence[str] = LIST_KINDS
    elif ctx.command.name == "schema":
        from ct58.store.yaml.schema import KINDS

        kinds = KINDS
    else:
        return _items(_offered(ctx, kinds_of_units), begun)
    return [CompletionItem(kind) for kind in kinds if kind.startswith(begun)]


def _of_shell(kind: str) -> Completer:
    return lambda _ctx, begun: [CompletionItem(begun, type=kind)]


def _of_data(completions: Completions) -> Completer:
    return lambda ctx, begun: _items(_offered(ctx, completions), begun)


def _then_a_period(completions: Completions) -> Completer:
    """Something, and behind it a period."""

    def question(ctx: click.Context, begun: str) -> Iterable[CompletionItem[Any]]:
        has_first = any(value for value in ctx.params.values() if isinstance(value, (list, tuple)))
        return _items(_offered(ctx, periods if has_first else completions), begun)

    return question


def _items(completions: Sequence[Completion], begun: str) -> list[CompletionItem[Any]]:
    return [
        CompletionItem(entry.word, help=entry.told[:MOST_TOLD] or None)
        for entry in fitting(completions, begun)
    ]


def _around(ctx: click.Context) -> Surroundings:
    """Where the data is, as the line says it so far."""
    around: Surroundings = ctx.obj
    return around.with_options(data=ctx.params.get("data") or around.options.data)


def _offered(ctx: click.Context, completions: Completions) -> Sequence[Completion]:
    around = _around(ctx)
    try:
        return tuple(completions(around.open_whole(_NAMES), around.today))
    except (Ct58Error, OSError):
        return ()


def _revisions(ctx: click.Context, begun: str) -> Iterable[CompletionItem[Any]]:
    """Names that git knows."""
    try:
        git = _around(ctx).repository().git
        said = git.ask(["for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags"]) or b""
    except (Ct58Error, OSError):
        return ()
    names = ["HEAD", *said.decode(errors="replace").split()]
    return [CompletionItem(name) for name in names if name.startswith(begun)]
