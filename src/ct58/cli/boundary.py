"""The boundary: set language and streams, run one command, turn whatever happens into an exit code or a report of a fault."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import TextIO

import click

from ct58 import __version__
from ct58.cli.gate import guard_streams
from ct58.cli.language import _, silence, speak
from ct58.cli.surroundings import COMPLETION_VARIABLE, Surroundings, look_around
from ct58.errors import BadUsage, Ct58Error, EnvironmentProblem
from ct58.errors.refusals import INTERRUPTED, UnclearName
from ct58.errors.system import USE_UTF8, has_no_reader, is_environment, is_utf8, system_problem
from ct58.i18n import Message, N_, msg
from ct58.render.words.speech import Speech

BUG = 70
_MOST_NAMED = 3


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; nothing but the exit code leaves this function."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # looking for plugins costs more than a validation
    _open_streams()
    if (writer := _writer()) is not None:
        writer.begin_anew()
    speech = speak(os.environ.get("CT58_LANG"))
    try:
        return _run_asking(arguments, look_around(speech, arguments))
    except Ct58Error as error:
        return _refuse(error, speech, _already_written(error), arguments)
    except click.UsageError as error:
        return _explain_usage(error, arguments)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except (KeyboardInterrupt, click.Abort):
        written = _already_written()
        return _tell_interrupted(speech.say(written) if written else None, arguments)
    except (OSError, UnicodeEncodeError) as error:
        return _report_system(error, arguments, speech)
    except Exception as error:  # noqa: BLE001 - the one boundary: a bug must not look like an answer
        return _report_bug(error, arguments, speech)


def _writer() -> ModuleType | None:
    """What writes the data; a run that has not even loaded it has written nothing."""
    return sys.modules.get("ct58.store.writer")


def _already_written(error: Exception | None = None) -> Message | None:
    """What to say where a run that has changed the data ends badly; None where it has not, or the error says it."""
    writer = _writer()
    done, not_yet = writer.in_place() if writer is not None else ((), ())
    if writer is None or not done or isinstance(error, writer.HalfDoneError):
        return None
    if not_yet:
        text = N_("Recorded so far: {done}. Not yet: {left}. Run the same command again.")
        return msg(text, done=_named(done), left=_named(not_yet))
    text = N_(
        "Recorded in {done}, but the result could not be shown. Look at it before you type the command again."
    )
    return msg(text, done=_named(done))


def _named(files: Sequence[str]) -> str:
    return ", ".join([*files[:_MOST_NAMED], "…"] if len(files) > _MOST_NAMED else files)


def _run_asking(arguments: Sequence[str], around: Surroundings) -> int:
    """Call the command; where a name in it may mean several things, one is picked and it is called anew."""
    try:
        return _run_group(arguments, around)
    except UnclearName as unclear:
        if not around.can_ask or _already_written() is not None:
            raise
        from ct58.cli.dialogue.picking import with_what_was_picked

        clear = with_what_was_picked(around, unclear, arguments)
        if clear is None:
            raise
    return _run_asking(clear, replace(around, words=" ".join(clear)))


def _run_group(arguments: Sequence[str], around: Surroundings) -> int:
    """Call the command; not by the group's own `main`, which ends the process in ways of its own."""
    from ct58.cli.app import build_group

    group = build_group()
    if asked := around.environment.get(COMPLETION_VARIABLE):  # a shell asks what the Tab key may complete
        from ct58.cli.completing import answer_shell

        return answer_shell(group, around, asked)
    with group.make_context("ct58", list(arguments), obj=around) as ctx:
        result = group.invoke(ctx)
    sys.stdout.flush()
    around.keep_results()
    return result if isinstance(result, int) else 0


def _open_streams() -> None:
    """Those that are closed (`>&-`, a program without a window) lead nowhere; all are UTF-8, and behind the gate."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - as long as the process
        _use_utf8(getattr(sys, name))
    guard_streams()


def _use_utf8(stream: TextIO) -> None:
    """Windows' code pages cannot print “Đảng ủy”."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="replace" if stream is not sys.stdin else "strict")


def _refuse(
    error: Ct58Error, speech: Speech, written: Message | None = None, arguments: Sequence[str] = ()
) -> int:
    """Message and hint, which leads on to the same day; where something was written already, that instead of the hint."""
    from ct58.cli.problems import known_more, tell_problem
    from ct58.cli.same_day import on_the_day, said_day

    day = said_day(arguments)
    technical = msg(N_("Technical details: {details}"), details=error.technical) if error.technical else None
    parts = (error.message, written or error.hint, technical if "--debug" in arguments else None)
    said = [speech.say(message) for message in parts if message is not None]
    lines = [on_the_day(text, day) if day else text for text in said]
    tell_problem(arguments, error.exit_code, lines, known_more(error))
    return error.exit_code


def _tell_interrupted(written: str | None, arguments: Sequence[str]) -> int:
    from ct58.cli.problems import tell_problem

    said = written or _(N_("Interrupted; the data was not changed."))
    tell_problem(arguments, INTERRUPTED, [said])
    return INTERRUPTED


def _explain_usage(error: click.UsageError, arguments: Sequence[str]) -> int:
    """Click's own message, and where to read more."""
    from ct58.cli.problems import tell_problem

    command = error.ctx.command_path if error.ctx else "ct58"
    help_ = _(N_("Help: {command} --help")).format(command=command)
    tell_problem(arguments, BadUsage.exit_code, [error.format_message(), help_])
    return BadUsage.exit_code


def _report_system(error: OSError | UnicodeEncodeError, arguments: Sequence[str], speech: Speech) -> int:
    """A reader that has gone (`| head`), a full disk, an old encoding: no fault of ours; anything else is."""
    from ct58.store.output_file import ON_WINDOWS

    if isinstance(error, OSError) and has_no_reader(error, on_windows=ON_WINDOWS):
        silence(sys.stdout)
        return 0
    if isinstance(error, OSError) and is_environment(error):
        if error.filename is None:
            silence(sys.stdout)
        return _refuse(EnvironmentProblem(_not_written(error)), speech, _already_written())
    encoding = sys.getfilesystemencoding()
    if isinstance(error, UnicodeEncodeError) and not is_utf8(encoding):
        said = N_("Vietnamese names cannot be passed on to other programs here (encoding {encoding}).")
        problem = EnvironmentProblem(msg(said, encoding=encoding), msg(USE_UTF8))
        return _refuse(problem, speech, _already_written())
    return _report_bug(error, arguments, speech)


def _not_written(error: OSError) -> Message:
    text = N_("{file}: {problem}.") if error.filename else N_("It cannot be written: {problem}.")
    return msg(text, file=error.filename, problem=system_problem(error))


def _report_bug(error: Exception, arguments: Sequence[str], speech: Speech) -> int:
    if "--debug" in arguments:
        raise error
    from ct58.cli.problems import tell_problem

    place = write_report(error, arguments)
    written = _already_written(error)
    if written is None:
        said = [_(N_("ct58 has met a fault of its own. The data was not changed."))]
    else:
        said = [_(N_("ct58 has met a fault of its own.")), speech.say(written)]
    said.append(_(N_("Send the file {place} to whoever looks after it.")).format(place=place))
    tell_problem(arguments, BUG, said, {"report": str(place)})
    return BUG


def write_report(error: Exception, arguments: Sequence[str]) -> Path:
    """Write version, command line and trace into a new file in the system's folder for such files.

    For whoever looks after ct58; it holds no data of the office. So of the command line only names of commands and options
    stand there, and of the error its kind and the lines of the program: what it says may be what somebody typed.
    """
    import platform
    import tempfile

    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", errors="backslashreplace", prefix="ct58-", suffix=".txt", delete=False
    ) as stream:
        stream.write(f"ct58 {__version__}, Python {platform.python_version()}, {platform.platform()}\n")
        stream.write(f"ct58 {' '.join(map(_without_value, arguments))}\n")
        stream.writelines(_trace(error))
    return Path(stream.name)


def _without_value(word: str) -> str:
    """The name of a command or of an option; `…` for anything else."""
    from ct58.cli.commands_table import COMMANDS

    name = word.partition("=")[0]
    if re.fullmatch("--[a-z-]+", name) or any(name in (entry.name, *entry.aliases) for entry in COMMANDS):
        return name
    return "…"


def _trace(error: BaseException) -> Iterator[str]:
    """Kind and places of an error and of those that led to it."""
    import traceback

    known: list[BaseException] = []
    reason: BaseException | None = error
    while reason is not None and reason not in known:
        known.append(reason)
        number = f" [Errno {reason.errno}]" if isinstance(reason, OSError) else ""
        yield f"\n{type(reason).__module__}.{type(reason).__qualname__}{number}\n"
        yield from traceback.format_tb(reason.__traceback__)
        reason = reason.__cause__ or reason.__context__
