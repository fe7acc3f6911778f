"""Opening a data folder for a command: read its slice, refuse if what it needs is invalid."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ct58.domain.records.office import Office
from ct58.domain.records.places import DataPart, is_reports_folder, part_of, report_named, unread_note
from ct58.errors import InvalidData
from ct58.i18n import Message, N_, msg
from ct58.records import record
from ct58.services.reading.data_source import DataSource, Progress, Wants, load_data
from ct58.store.sources import everything


@record
class Slice:
    """What a command reads and needs.

    Reports are read only if it needs them, and with `periods` only those of these periods. Everything else is read
    so that its errors can be told, unless `also_reads` limits it.
    """

    needs: frozenset[DataPart]
    periods: frozenset[str] | None = None
    also_reads: frozenset[DataPart] | None = None

    @property
    def wants(self) -> Wants:
        """Whether the command reads a file."""
        is_everything = "reports" in self.needs and self.periods is None and self.also_reads is None
        return everything if is_everything else self._wants

    def _wants(self, file: str) -> bool:
        report = report_named(file)
        if report is None:
            return self.also_reads is None or part_of(file, ()) in self.needs | self.also_reads
        return "reports" in self.needs and (self.periods is None or report[1] in self.periods)

    def enters(self, folder: str) -> bool:
        """Whether the command looks into a folder: not into those of reports that it does not need."""
        return "reports" in self.needs or not is_reports_folder(folder)


PROGRAMME_ONLY = Slice(needs=frozenset({"programme", "office", "units"}))
STATUS_SLICE = Slice(needs=frozenset({"programme", "office", "units", "reports", "events", "periods"}))


def open_office(
    source: DataSource,
    part: Slice,
    warn: Callable[[Message], None],
    progress: Progress | None = None,
    *,
    is_strict: bool = False,
    with_errors: bool = False,
) -> Office:
    """The office for a command, without what stands in files with errors, unless asked: it says which those are.

    Raises InvalidData for errors in the programme or office.yaml, when strict for any.
    """
    loaded = load_data(source, part.wants, progress, enters=part.enters)
    office, blocking = loaded.office if with_errors else loaded.readable, loaded.blocking
    if blocking or office is None:
        raise _invalid(blocking)
    if office.unread.files:
        note = unread_note(office.unread)
        if is_strict:
            raise InvalidData(note)
        warn(note)
    return office


def _invalid(blocking: Iterable[object]) -> InvalidData:
    count = len(tuple(blocking))
    return InvalidData(
        msg(
            N_("The data still has {count} errors, so nothing was computed, to avoid a wrong report."),
            count=count,
        ),
        msg(N_("See: ct58 check")),
    )
