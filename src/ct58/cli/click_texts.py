"""The texts of click and typer that a person can meet: listed here so that the catalogue has them.

Click asks the system's gettext for them, in the domain that `ct58.cli.language.speak` binds to our catalogue.
A text that a newer click words differently is shown in English until it is listed here; a test compares
the list with the source of the installed packages.
"""

from __future__ import annotations

from ct58.i18n import N_


def ngettext(one: str, many: str) -> tuple[str, str]:
    """Mark both forms of a text for the catalogue; the extraction knows this name."""
    return one, many


HELP_TEXTS = (
    N_("Usage:"),
    N_("Options"),
    N_("Arguments"),
    N_("Commands"),
    N_("Show this message and exit."),
    N_("default: {default}"),
    N_("required"),
    N_("(dynamic)"),
)
"""On the help screens."""

USAGE_TEXTS = (
    N_("Error: {message}"),
    N_("Missing command."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("Missing parameter"),
    N_("No such option {name!r}."),
    N_("No such command {name!r}."),
    N_("Option {name!r} does not take a value."),
    N_("Argument {name!r} takes {nargs} values."),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value} is not in the range {range}."),
    N_("{value!r} is not a valid boolean. Recognized values: {states}"),
    N_("Could not open file {filename!r}: {message}"),
    N_("unknown error"),
)
"""When a command line is wrong."""

USAGE_TEXTS_WITH_COUNT = (
    ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ngettext("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ngettext("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ngettext("Takes {nargs} values but 1 was given.", "Takes {nargs} values but {len} were given."),
    ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
)
"""The same, where the text depends on a number."""

PATH_TEXTS = (
    N_("file"),
    N_("directory"),
    N_("path"),
    N_("{name} {filename!r} does not exist."),
    N_("{name} {filename!r} is a file."),
    N_("{name} {filename!r} is a directory."),
    N_("{name} {filename!r} is not readable."),
    N_("{name} {filename!r} is not writable."),
)
"""About a file or folder that is named on the command line."""

PROMPT_TEXTS = (
    N_("Error: invalid input"),
    N_("Aborted!"),
)
"""At a prompt."""
