"""Opening a data folder for a command: read its slice, refuse if what it needs is invalid."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ct58.domain.records.office import Office
from ct58.domain.records.places import DataPart, is_reports_folder, part_of, place_of
from ct58.errors import InvalidData
from ct58.i18n import Message, N_, msg
from ct58.records import record
from ct58.services.reading.data_source import DataSource, Progress, load_data


@record
class Slice:
    """What a command reads and needs.

    `needs` are the parts whose errors stop it. Reports are read only if it needs them, and with
    `periods` only those of these periods. Everything else is read so that its errors can be told,
    unless `also_reads` limits it.
    """

    needs: frozenset[DataPart]
    periods: frozenset[str] | None = None
    also_reads: frozenset[DataPart] | None = None

    def wants(self, file: str) -> bool:
        """Whether the command reads a file."""
        place = place_of(file)
        if place is None or place.kind != "report":
            return self.also_reads is None or part_of(file, ()) in self.needs | self.also_reads
        return "reports" in self.needs and (self.periods is None or place.period in self.periods)

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
) -> Office:
    """The office for a command.

    Errors in what it needs raise InvalidData; errors elsewhere are one warning.
    """
    loaded = load_data(source, part.wants, progress, enters=part.enters)
    blocking = loaded.blocking(part.needs)
    if blocking or loaded.office is None:
        raise _invalid(blocking)
    elsewhere = loaded.elsewhere(part.needs)
    if elsewhere:
        warn(
            msg(
                N_("Note: {count} errors elsewhere in the data ({files}). See: ct58 check"),
                count=len(elsewhere),
                files=_files(finding.file for finding in elsewhere),
            )
        )
    return loaded.office


def _invalid(blocking: Iterable[object]) -> InvalidData:
    count = len(tuple(blocking))
    return InvalidData(
        msg(
            N_("The data still has {count} errors, so nothing was computed, to avoid a wrong report."),
            count=count,
        ),
        msg(N_("See: ct58 check")),
    )


def _files(files: Iterable[str]) -> str:
    distinct = list(dict.fromkeys(files))
    return ", ".join([*distinct[:2], "…"] if len(distinct) > 2 else distinct)
