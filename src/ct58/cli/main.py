"""The entry: set language and streams, run one command, turn whatever happens into an exit code or a report of a fault."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import TextIO

import click

from ct58 import __version__
from ct58.cli.language import _, silence, speak, tell_aside
from ct58.cli.surroundings import Surroundings, look_around
from ct58.errors import Ct58Error, EnvironmentProblem
from ct58.errors.refusals import INTERRUPTED
from ct58.errors.system import USE_UTF8, has_no_reader, is_environment, is_utf8, system_problem
from ct58.i18n import Message, N_, msg
from ct58.render.words.speech import Speech

BUG = 70
_MOST_NAMED = 3


def main(arguments: Sequence[str] | None = None) -> None:
    """Run ct58 and exit with the contract's code."""
    gc.set_threshold(1_000_000)  # records hold no cycles, so looking for some after every 700 costs time only
    exit_code = run(sys.argv[1:] if arguments is None else arguments)
    gc.freeze()  # nor when Python ends, where it looks through everything once more
    sys.exit(exit_code)


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; nothing but the exit code leaves this function."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # looking for plugins costs more than a validation
    _open_streams()
    if (writer := _writer()) is not None:
        writer.begin_anew()
    speech = speak(os.environ.get("CT58_LANG"))
    try:
        return _run_group(arguments, look_around(speech, arguments))
    except Ct58Error as error:
        return _refuse(error, speech, _already_written(error))
    except click.UsageError as error:
        return _explain_usage(error)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except (KeyboardInterrupt, click.Abort):
        written = _already_written()
        tell_aside(speech.say(written) if written else _(N_("Interrupted; the data was not changed.")))
        return INTERRUPTED
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


def _run_group(arguments: Sequence[str], around: Surroundings) -> int:
    """Call the command; not by the group's own `main`, which ends the process in ways of its own."""
    from ct58.cli.app import COMPLETION_VARIABLE, build_group

    group = build_group()
    if COMPLETION_VARIABLE in around.environment:  # a shell asks what the Tab key may complete
        from typer.completion import completion_init, shell_complete  # type: ignore[attr-defined]  # not in its __all__

        completion_init()
        asked = around.environment[COMPLETION_VARIABLE]
        return shell_complete(group, {}, "ct58", COMPLETION_VARIABLE, asked)
    with group.make_context("ct58", list(arguments), obj=around) as ctx:
        result = group.invoke(ctx)
    sys.stdout.flush()
    return result if isinstance(result, int) else 0


def _open_streams() -> None:
    """Those that are closed (`>&-`, a program without a window) lead nowhere; all are UTF-8."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - as long as the process
        _use_utf8(getattr(sys, name))


def _use_utf8(stream: TextIO) -> None:
    """Windows' code pages cannot print “Đảng ủy”."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="replace" if stream is not sys.stdin else "strict")


def _refuse(error: Ct58Error, speech: Speech, written: Message | None = None) -> int:
    tell_aside(speech.say(error.message))
    if written is not None:
        tell_aside(speech.say(written))
        return error.exit_code
    if error.hint is not None:
        tell_aside(speech.say(error.hint))
    return error.exit_code


def _explain_usage(error: click.UsageError) -> int:
    """Click's own message, and where to read more."""
    tell_aside(error.format_message())
    command = error.ctx.command_path if error.ctx else "ct58"
    tell_aside(_(N_("Help: {command} --help")).format(command=command))
    return 2


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
    place = write_report(error, arguments)
    written = _already_written(error)
    if written is None:
        tell_aside(_(N_("ct58 has met a fault of its own. The data was not changed.")))
    else:
        tell_aside(_(N_("ct58 has met a fault of its own.")))
        tell_aside(speech.say(written))
    tell_aside(_(N_("Send the file {place} to whoever looks after it.")).format(place=place))
    return BUG


def write_report(error: Exception, arguments: Sequence[str]) -> Path:
    """Write version, command line and trace into a new file in the system's folder for such files.

    For whoever looks after ct58; it holds no data of the office.
    """
    import platform
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", errors="backslashreplace", prefix="ct58-", suffix=".txt", delete=False
    ) as stream:
        stream.write(f"ct58 {__version__}, Python {platform.python_version()}, {platform.platform()}\n")
        stream.write(f"ct58 {' '.join(arguments)}\n\n")
        stream.writelines(traceback.format_exception(error))
    return Path(stream.name)
