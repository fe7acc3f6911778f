"""Files from outside are read in a process of their own, with a budget: whatever one of them does, the batch goes on.

The process opens nothing but the files it is told, writes nothing, and answers in plain JSON. Linux and macOS limit its
time, Linux its memory as well; Windows has only the clock of whoever waits.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import ModuleType, TracebackType
from typing import IO, Any, Self, cast

from ct58.errors import Ct58Error, EnvironmentProblem, Refused
from ct58.errors.system import system_problem
from ct58.exchange.returned_report import (
    read_returned_report,
    report_as_json,
    report_from_json,
)
from ct58.exchange.sheets import SentFile, Sheet, Uncomputed, read_sent_file
from ct58.i18n import Message, N_, msg
from ct58.views.returned import ReturnedReport

SECONDS = 10
"""Of computing for one file; the largest that is not refused for its size takes a quarter of it."""
_PATIENCE = 6 * SECONDS
"""Seconds on the clock: other programs may keep the processor busy."""
MOST_MEMORY = 160 * 1024 * 1024
_NOT_NEEDED = ("numpy",)
"""What openpyxl can do without."""
_MOST_ENDED = 3
"""Files of one batch that may end the process."""
_CODE = "import sys; sys.path[:] = sys.argv[1:]; from ct58.exchange.guard import serve; serve()"
_REMEDY = N_("Copy the cells into a new workbook and send that.")
_DOCUMENT_REMEDY = N_("Open it in Word, and save it as .docx.")
_BROKEN_DOCUMENT = N_("{file} is no Word document (.docx), or it is damaged.")
_FAILURES = {
    "broken": N_("{file} is no Excel workbook or table, or it is damaged."),
    "memory": N_("{file} needs too much memory to be read."),
    "time": N_("{file} takes too long to be read."),
    "ended": N_("{file} could not be read: the reading ended by itself."),
}
_KINDS: Mapping[str, type[Ct58Error]] = {kind.__name__: kind for kind in (Refused, EnvironmentProblem)}


class GuardedReader:
    """Reads the files of one batch, one after another, in one process; a file that ended it costs a new one."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._ended = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def read(self, path: Path) -> SentFile:
        """The sheets of a file. Raises what `read_sent_file` does, and Refused for whatever else happens to it."""
        answer = self._answer("sheets", path, _FAILURES, _REMEDY)
        sheets = tuple(_sheet(path.name, said) for said in answer["sheets"])
        return SentFile(name=path.name, sha256=answer["sha256"], sheets=sheets)

    def read_report(self, path: Path) -> ReturnedReport:
        """The prose of a report that comes back from Word. Raises what `read_returned_report` does, and Refused as `read`."""
        failures = {**_FAILURES, "broken": _BROKEN_DOCUMENT}
        return report_from_json(path.name, self._answer("report", path, failures, _DOCUMENT_REMEDY))

    def _answer(self, kind: str, path: Path, failures: Mapping[str, str], remedy: str) -> dict[str, Any]:
        if self._ended >= _MOST_ENDED:
            raise Refused(
                msg(
                    N_("{file} was not read any more: {count} files before it could not be."),
                    file=path.name,
                    count=_MOST_ENDED,
                ),
                msg(N_("Leave those files out, and import the others.")),
            )
        answer, failure = self._asked(kind, path)
        if answer is None or answer.get("failure") == "memory":
            self._ended += 1
            self._end()
        if answer is None or "failure" in answer:
            why = failure if answer is None else answer["failure"]
            raise Refused(msg(failures[why], file=path.name), msg(remedy))
        if "refusal" in answer:
            error, message, hint = answer["refusal"]
            raise _KINDS[error](_message(message), _message(hint) if hint else None)
        return answer

    def _asked(self, kind: str, path: Path) -> tuple[dict[str, Any] | None, str]:
        """The answer, or why there is none."""
        try:
            child = self._child = self._child or _started()
        except OSError as error:
            raise EnvironmentProblem(
                msg(N_("{file} cannot be read: {problem}."), file=path.name, problem=system_problem(error))
            ) from error
        is_late = threading.Event()

        def stop() -> None:
            is_late.set()
            child.kill()

        clock = threading.Timer(_PATIENCE, stop)
        clock.start()
        try:
            answer = _exchanged(child, kind, path.absolute())
            code = _farewell(child) if answer is None else 0
        finally:
            clock.cancel()
        if answer is not None:
            return answer, ""
        return None, "time" if is_late.is_set() or _used_up(code) else "ended"

    def _end(self) -> None:
        if self._child is not None:
            self._child.kill()
            with suppress(OSError, ValueError), self._child:
                pass  # waits, and closes the pipes
            self._child = None


def read_guarded(path: Path) -> SentFile:
    """One file, in a process of its own. Raises as `GuardedReader.read` does."""
    with GuardedReader() as reader:
        return reader.read(path)


def read_report_guarded(path: Path) -> ReturnedReport:
    """One report, in a process of its own. Raises as `GuardedReader.read_report` does."""
    with GuardedReader() as reader:
        return reader.read_report(path)


def _started() -> subprocess.Popen[bytes]:
    """The process: this Python, with this program's path, and nothing from the folder in which it was started."""
    own = str(Path(__file__).parents[2])
    folders = [own, *(folder for folder in sys.path if folder and folder != own)]
    return subprocess.Popen(  # noqa: S603  # this Python, and nothing that came from outside
        [sys.executable, "-I", "-S", "-c", _CODE, *folders],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _exchanged(child: subprocess.Popen[bytes], kind: str, path: Path) -> dict[str, Any] | None:
    """One question, one answer; None where the process ends instead."""
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        child.stdin.write(json.dumps([kind, str(path)]).encode() + b"\n")
        child.stdin.flush()
        answer: dict[str, Any] = json.loads(child.stdout.readline())
    except (OSError, ValueError):
        return None
    return answer


def _farewell(child: subprocess.Popen[bytes]) -> int:
    """The exit code of a process that has nothing more to answer."""
    assert child.stdin is not None
    with suppress(OSError):
        child.stdin.close()
    return child.wait()


def _used_up(code: int) -> bool:
    """Whether the system ended a process for the time it had used."""
    import signal

    return -code in {getattr(signal, name, None) for name in ("SIGXCPU", "SIGKILL")}


# ------------------------------------------------------------------- in the child


def serve() -> None:
    """Read files as they are named, until nobody asks any more; after one that took the memory, no other."""
    _leave_out()
    _limit_memory()
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    for line in asked:
        _limit_time()
        kind, path = json.loads(line)
        answer = _read(kind, Path(path))
        _answer(answers, answer)
        if answer.get("failure") == "memory":
            return


def _leave_out() -> None:
    """As if these were not installed: openpyxl loads numpy wherever it is, which takes half of the memory that the files have."""
    for name in _NOT_NEEDED:
        sys.modules[name] = cast("ModuleType", None)


def _answer(stream: IO[bytes], answer: Mapping[str, object]) -> None:
    stream.write(json.dumps(answer).encode() + b"\n")
    stream.flush()


def _read(kind: str, path: Path) -> dict[str, object]:
    try:
        if kind == "report":
            return report_as_json(read_returned_report(path))
        file = read_sent_file(path)
        return {"sha256": file.sha256, "sheets": [_sheet_as_json(sheet) for sheet in file.sheets]}
    except (Refused, EnvironmentProblem) as error:
        hint = _message_as_json(error.hint) if error.hint else None
        return {"refusal": [type(error).__name__, _message_as_json(error.message), hint]}
    except MemoryError:
        return {"failure": "memory"}
    except Exception:  # noqa: BLE001 - whatever a file does to zlib, LZMA or a parser is that file's fault
        return {"failure": "broken"}


def _limit_memory() -> None:
    """No more than this for data, where the system can say so; none of it is written to the disk if it fails."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):  # macOS knows the word, not the limit
        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))


def _limit_time() -> None:
    """From now on as many seconds of computing as one file has."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + SECONDS, hard))


# ------------------------------------------------------------------------ as JSON


def _sheet_as_json(sheet: Sheet) -> list[object]:
    cells = [[row, column, _value_as_json(value)] for (row, column), value in sheet.cells.items()]
    merged = [[*place, *first] for place, first in sheet.merged.items()]
    return [sheet.name, cells, merged, sheet.epoch.isoformat(), sheet.is_visible]


def _sheet(file: str, said: list[Any]) -> Sheet:
    name, cells, merged, epoch, is_visible = said
    return Sheet(
        file=file,
        name=name,
        cells={(row, column): _value(value) for row, column, value in cells},
        merged={(row, column): (top, left) for row, column, top, left in merged},
        epoch=dt.date.fromisoformat(epoch),
        is_visible=is_visible,
    )


_TAGGED: tuple[tuple[type, str, Callable[[Any], object], Callable[[Any], object]], ...] = (
    (dt.datetime, "moment", dt.datetime.isoformat, dt.datetime.fromisoformat),
    (dt.date, "day", dt.date.isoformat, dt.date.fromisoformat),
    (dt.time, "time", dt.time.isoformat, dt.time.fromisoformat),
    (dt.timedelta, "span", dt.timedelta.total_seconds, lambda seconds: dt.timedelta(seconds=seconds)),
    (Uncomputed, "formula", lambda formula: formula.text, Uncomputed),
)
"""Values that JSON has no word for: type, name, and the two ways."""
_READERS = {name: read for _type, name, _write, read in _TAGGED}


def _value_as_json(value: object) -> object:
    if value is None or isinstance(value, str | bool | int | float):
        return value
    found = (entry for entry in _TAGGED if isinstance(value, entry[0]))
    return next(([name, write(value)] for _type, name, write, _read in found), str(value))


def _value(said: Any) -> object:
    return _READERS[said[0]](said[1]) if isinstance(said, list) else said


def _message_as_json(message: Message) -> list[object]:
    return [
        message.text,
        {
            name: _message_as_json(value) if isinstance(value, Message) else str(value)
            for name, value in message.params.items()
        },
    ]


def _message(said: list[Any]) -> Message:
    text, params = said
    return Message(
        text, {name: _message(value) if isinstance(value, list) else value for name, value in params.items()}
    )
