"""What may stand on a command line: options and arguments in the office's words, and nothing said by accident."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import click
from click.core import ParameterSource

from ct58.cli.language import _
from ct58.domain.text.suggestions import quoted
from ct58.domain.text.vietnamese import fold
from ct58.i18n import N_
from ct58.patterns import pattern

_WHOLE = pattern(r"[-+]?[0-9]{1,9}")
LEAST_BEGUN = 2
"""Letters of a word that may stand for the whole."""
_ALSO_SAID: Mapping[str, str] = {
    "reminded": N_("urged; called"),
    "submitted": N_("sent in"),
    "noted": N_("remark"),
}
"""Other words for a kind of event, as people type them; “;” between several."""
PARTICLE = "da "
"""“đã trình” is also written “trình”."""


class SpokenChoice(click.Choice[str]):
    """The contract's keys; the words that the screens show for them will do, in any case, without accents."""

    def normalize_choice(self, choice: Any, ctx: click.Context | None) -> str:
        """The key of a key or of its words, or of how only these begin ("hẹn"); what is neither stays as it is."""
        written = _folded(str(choice))
        spoken = [(_folded(key), key) for key in self.choices]
        spoken += [(_folded(word), key) for word, key in _spoken(self.choices)]
        exact = next((key for word, key in spoken if word == written), None)
        begun = {key for word, key in spoken if len(written) >= LEAST_BEGUN and word.startswith(written)}
        return exact or (begun.pop() if len(begun) == 1 else str(choice))

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str:
        """The words here, too."""
        text = _(N_("Choose one of: {choices}."))
        return text.format(choices=", ".join(_labels(self.choices).values()))

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """The words, or the keys where the screens have no words for them."""
        text = _(N_("“{value}” is none of the values: {choices}."))
        return text.format(value=quoted(value), choices=", ".join(_labels(self.choices).values()))


class SpokenWhole(click.types.IntParamType):
    """A whole number in ASCII digits: Python's own `int` takes `1_0` and the digits of other scripts, too."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number. Raises click's own refusal for what is none."""
        if isinstance(value, str) and not _WHOLE.fullmatch(value.strip()):
            self.fail(_(N_("“{value}” is not a whole number.")).format(value=quoted(value)), param, ctx)
        return super().convert(value, param, ctx)


class SpokenRange(SpokenWhole, click.IntRange):
    """A whole number between two bounds, which are said in words."""

    def _describe_range(self) -> str:  # click has no public place for it
        if self.max is None:
            return _(N_("{least} or more")).format(least=self.min)
        return _(N_("{least} to {most}")).format(least=self.min, most=self.max)


def _labels(keys: Iterable[str]) -> Mapping[str, str]:
    """Key → what the screens call it; the key itself where they don't speak of it."""
    from ct58.views.vocabularies import words_of_choices

    words = words_of_choices(keys)
    return {key: _(words[key]) if key in words else key for key in keys}


def _spoken(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What may be said for each key: what the screens call it, and other words for it."""
    for key, label in _labels(keys).items():
        yield label, key
        if key in _ALSO_SAID:
            yield from ((word.strip(), key) for word in _(_ALSO_SAID[key]).split(";"))


def listed_choices(keys: Sequence[str]) -> str:
    """`started (bắt đầu thực hiện), submitted (đã trình)`; a word that says the same stands once."""
    pairs = _labels(keys).items()
    return ", ".join(key if label == key else f"{key} ({label})" for key, label in pairs)


def in_our_words(parameter: click.Parameter) -> None:
    """Give a parameter values in the screens' words, and names that are not click's English ones."""
    kind = parameter.type
    if isinstance(kind, click.Choice):
        parameter.type = SpokenChoice(kind.choices)
    elif isinstance(kind, click.IntRange):
        parameter.type = SpokenRange(kind.min, kind.max)
    elif isinstance(kind, click.types.IntParamType):
        parameter.type = SpokenWhole()
    if parameter.metavar is None and isinstance(parameter, click.Option) and not parameter.is_flag:
        parameter.metavar = _default_name(kind)


def _default_name(kind: click.ParamType[Any]) -> str | None:
    if isinstance(kind, type(click.INT)):
        return _(N_("N"))
    return _(N_("WORDS")) if isinstance(kind, type(click.STRING)) else None


def restore_argument_help(command: click.Command) -> None:
    """Put back the help of arguments, which typer keeps in a field that click from 8.5 on overwrites."""
    from typer.utils import get_params_from_function

    if command.callback is None:
        return
    told = get_params_from_function(command.callback)
    for parameter in command.params:
        if isinstance(parameter, click.Argument) and parameter.name in told:
            parameter.help = getattr(told[parameter.name].default, "help", None)


# ------------------------------------------------------------ said by accident


def refuse_repeated(given: Sequence[click.Parameter], ctx: click.Context) -> None:
    """Refuse an option that stands twice although it takes one value: nobody knows which was meant."""
    for parameter in dict.fromkeys(_single_options(given)):
        if given.count(parameter) > 1:
            text = _(N_("The option {option} stands there twice; it takes one value."))
            raise click.UsageError(text.format(option=parameter.opts[0]), ctx)


def _single_options(given: Sequence[click.Parameter]) -> Iterator[click.Option]:
    for parameter in given:
        if isinstance(parameter, click.Option) and not parameter.multiple and not parameter.is_flag:
            yield parameter


def refuse_empty(parameters: Sequence[click.Parameter], ctx: click.Context) -> None:
    """Refuse a value of nothing but spaces: a script's unset variable must not look like an answer."""
    for parameter in parameters:
        name = parameter.name or ""
        if ctx.get_parameter_source(name) is not ParameterSource.COMMANDLINE:
            continue
        value = ctx.params.get(name)
        values = value if isinstance(value, (list, tuple)) else (value,)
        if any(isinstance(text, str) and not text.strip() for text in values):
            text = _(N_("{name} is empty: write a value, or leave it out."))
            raise click.UsageError(text.format(name=_shown_name(parameter, ctx)), ctx)


def _shown_name(parameter: click.Parameter, ctx: click.Context) -> str:
    return parameter.opts[0] if isinstance(parameter, click.Option) else parameter.make_metavar(ctx)


def _folded(text: str) -> str:
    return fold(text).replace("_", " ").replace("-", " ").removeprefix(PARTICLE)
