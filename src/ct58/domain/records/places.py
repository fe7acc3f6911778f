"""Where which record lives in a data folder, and which part of the data each place belongs to."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from ct58.i18n import Message, N_, msg
from ct58.patterns import pattern
from ct58.records import positional_record

if TYPE_CHECKING:
    from ct58.domain.time.period import Period

DATA_FOLDER = "data"
"""What the folder with the data is called inside of a programme's folder."""
PROGRAMME_FILE = "programme.yaml"
OFFICE_FILE = "office.yaml"
UNITS_FOLDER = "units/"
ITEMS_FOLDER = "tasks/"
"""Where the events of joint items lie, and the items that came up on the way."""
PERIODS_FOLDER = "periods/"
AMENDMENTS_FOLDER = "amendments/"
ENDING = ".yaml"
EVERY_FILE = f"*{ENDING}"
"""The files of the data, as git and the disk are asked for them."""
OWN_PREFIX = ".ct58-"
"""How files begin that ct58 keeps in a folder for a moment only."""
LOCK_FILE = ".ct58.lock"
GIT_FILES = (".gitattributes", ".gitignore")
"""What tells git about the data, in the data folder or beside it."""
BESIDE = ("templates", "schemas", *GIT_FILES)
"""What belongs to the office and lies beside its data folder."""
_ABOVE = "../"

FileKind = Literal[
    "programme", "office", "unit", "report", "unit_events", "item", "period", "amendment", "levels"
]
"""`levels` is no file of a data folder: a level has none, only what its offices send."""
DataPart = Literal["programme", "office", "units", "reports", "figures", "events", "periods"]
"""What a command may need. A report's head (state, receipt) and its figures are two parts, so that a
mistyped figure doesn't stop the list of what is overdue."""


@positional_record
class KindOfFile:
    """A kind of file: the part of the data that it belongs to, and the field of `Records` that has its records."""

    part: DataPart
    records: str


KINDS_OF_FILES: Mapping[FileKind, KindOfFile] = {
    "programme": KindOfFile("programme", "programme"),
    "office": KindOfFile("office", "office"),
    "unit": KindOfFile("units", "units"),
    "report": KindOfFile("reports", "reports"),
    "unit_events": KindOfFile("events", "unit_events"),
    "item": KindOfFile("events", "items"),
    "period": KindOfFile("periods", "periods"),
    "amendment": KindOfFile("programme", "amendments"),
}
_PART_OF_FOLDER: dict[str, DataPart] = {
    ".": "programme",
    "units": "units",
    "tasks": "events",
    "periods": "periods",
    "amendments": "programme",
}
_PLAIN = pattern(r"[a-zA-Z0-9/_-]*[a-zA-Z0-9_-]\.yaml")
"""Nearly every file's name, of which one look tells that it is not ignored."""
_IGNORED = pattern(r"(^|/)(\.[^/]*|~\$[^/]*|[^/]*~|#[^/]*#|[^/]*\.(bak|tmp|swp|orig))(/|$)")


class Place(NamedTuple):
    """What a path says about the file: its kind and the ids in its name. There are tens of thousands in a run."""

    kind: FileKind
    unit: str | None = None
    period: str | None = None
    item: str | None = None


ANY_PERIOD = ""
"""In place of a period: a report whose file is named after none could be of any."""


@positional_record
class UnreadRecords:
    """What nobody knows, because it stands in files with errors: their places alone say what it is about.

    `reports` are pairs of unit and period; of `figures` the report's head was read, and none of its figures count.
    `units` are possibly in every set, and owe nobody knows what. `unsettled` is the part of it in which two people's values stand
    side by side: it can be read as soon as somebody chooses.
    """

    files: tuple[str, ...] = ()
    units: frozenset[str] = frozenset()
    reports: frozenset[tuple[str, str]] = frozenset()
    figures: frozenset[tuple[str, str]] = frozenset()
    unit_events: frozenset[str] = frozenset()
    items: frozenset[str] = frozenset()
    periods: frozenset[str] = frozenset()
    unsettled: UnreadRecords | None = None

    def hides_events(self, item: str, unit: str | None) -> bool:
        """Whether events may have touched what is owed of an item, jointly or by a unit."""
        return item in self.items or (unit is not None and unit in self.unit_events)


_MOST_NAMED = 10
READ = UnreadRecords()
"""Every file was read."""


def unread_files(
    files: Iterable[str],
    reports_read: Container[str],
    also: Iterable[Place],
    unsettled: Iterable[str] = (),
) -> UnreadRecords:
    """What stands in files with errors; of those `reports_read` only the figures are not known.

    `also` are the places of the records that some of the files say they are; `unsettled` those that wait for a choice.
    """
    named = sorted(set(files))
    waiting = tuple(sorted(set(unsettled)))
    places = [(file in reports_read, place_of(file)) for file in named] + [(False, place) for place in also]
    found = [(is_read, place) for is_read, place in places if place is not None]
    return UnreadRecords(
        files=tuple(named),
        units=frozenset(place.unit for _, place in found if place.kind == "unit" and place.unit),
        reports=frozenset(
            _report_key(place) for is_read, place in found if not is_read and place.kind == "report"
        ),
        figures=frozenset(
            _report_key(place) for is_read, place in found if is_read and place.kind == "report"
        ),
        unit_events=frozenset(place.unit for _, place in found if place.kind == "unit_events" and place.unit),
        items=frozenset(place.item for _, place in found if place.item),
        periods=frozenset(place.period for _, place in found if place.kind == "period" and place.period),
        unsettled=unread_files(waiting, reports_read, ()) if waiting else None,
    )


def unread_note(unread: UnreadRecords) -> Message:
    """What is not known, in a line: the files with errors, by name, and those that wait for a choice."""
    waiting = unread.unsettled.files if unread.unsettled else ()
    others = tuple(file for file in unread.files if file not in waiting)
    errors = N_("Not read as a whole, because of errors: {count} files ({files}{more}). See: ct58 check")
    pending = N_(
        "Two people's values wait to be settled: {count} files ({files}{more}). To choose: ct58 sync"
    )
    notes = [_note(text, files) for text, files in ((errors, others), (pending, waiting)) if files]
    return notes[0] if len(notes) == 1 else msg("{first} {then}", first=notes[0], then=notes[-1])


def _note(text: str, files: tuple[str, ...]) -> Message:
    named, more = files[:_MOST_NAMED], len(files) - _MOST_NAMED
    return msg(
        text,
        count=len(files),
        files=", ".join(named),
        more=msg(N_(" and {count} more"), count=more) if more > 0 else "",
    )


def _report_key(place: Place) -> tuple[str, str]:
    period = place.period or ANY_PERIOD
    return place.unit or "", period if is_period(period) else ANY_PERIOD


@lru_cache(maxsize=1 << 12)  # the reports of an office are of some twenty
def is_period(name: str) -> bool:
    """Whether a file's name is a period as the data writes it."""
    from ct58.domain.time.period import Period

    try:
        return str(Period.parse(name)) == name
    except ValueError:
        return False


@lru_cache(maxsize=1 << 16)  # a file is asked about when it is found, read, and named in a finding
def place_of(file: str) -> Place | None:
    """The place of a file, None for a file that is none of the contract's."""
    report = report_named(file)
    if report is not None:
        return Place("report", *report)
    steps = file.removesuffix(ENDING).split("/")
    if not file.endswith(ENDING) or not all(steps):
        return None
    match steps:
        case ["units", unit, "unit" | "events" as name]:
            return Place("unit" if name == "unit" else "unit_events", unit)
        case ["tasks", item]:
            return Place("item", item=item)
        case ["periods", period]:
            return Place("period", period=period)
        case ["amendments", _]:
            return Place("amendment")
        case ["programme" | "office" as kind]:
            return Place(kind)
    return None


def report_named(file: str) -> tuple[str, str] | None:
    """The unit and the period that a report's file is named by; None for any other file. Asked of tens of thousands."""
    steps = file.split("/")
    if len(steps) != 4 or steps[0] != "units" or steps[2] != "reports" or not steps[3].endswith(ENDING):
        return None
    unit, period = steps[1], steps[3].removesuffix(ENDING)
    return (unit, period) if unit and period else None


def place_below(path: str) -> str | None:
    """The data folder's own name of a record's file, from a path that leads to it; None for any other file."""
    steps = path.split("/")
    tails = ("/".join(steps[start:]) for start in range(len(steps)))
    return next((tail for tail in tails if place_of(tail) is not None), None)


@lru_cache(maxsize=1 << 16)
def is_ignored(file: str) -> bool:
    """Editor backups, Office's lock files and hidden files."""
    return _PLAIN.fullmatch(file) is None and bool(_IGNORED.search(file))


def beside_data(name: str) -> str:
    """How what lies beside the data folder is named from inside of it."""
    return f"{_ABOVE}{name}"


def is_offices_own(file: str) -> bool:
    """Whether a file (from the data folder) is to be kept with the data: not what editors leave behind."""
    name = file.removeprefix(_ABOVE)
    return name in GIT_FILES or not is_ignored(name)


def shown_name(file: str) -> str:
    """How people know a file of the office that may lie beside the data folder."""
    return file.removeprefix(_ABOVE)


def is_data_file(file: str) -> bool:
    """Whether a file could be one of the data by its name, wherever it lies."""
    return file.endswith(ENDING) and not any(step.startswith(".") for step in file.split("/"))


def unit_of_file(file: str) -> str | None:
    """The unit in whose folder a file lies, whether the folder may hold it or not; None for any other file."""
    folder, _, rest = file.partition("/")
    unit, _, inside = rest.partition("/")
    return unit if f"{folder}/" == UNITS_FOLDER and inside else None


def name_in(folder: str, file: str) -> str | None:
    """The id that a file's path gives to what lies in `units/` or `tasks/`; None for a file outside of the folder."""
    if not (file.startswith(folder) and file.endswith(ENDING)):
        return None
    return file.removeprefix(folder).partition("/")[0].removesuffix(ENDING)


def part_of(file: str, at: tuple[str | int, ...]) -> DataPart | None:
    """The part of the data that a place in a file belongs to.

    What is no record belongs to the part of its folder (a folder that cannot be read could hold anything);
    None for stray files beside the folders.
    """
    place = place_of(file)
    if place is None:
        return _PART_OF_FOLDER.get(file.partition("/")[0])
    if place.kind == "report" and at[:1] in (("figures",), ("reasons",), ("notes",), ("source",)):
        return "figures"
    return KINDS_OF_FILES[place.kind].part


def is_reports_folder(folder: str) -> bool:
    """Whether a folder (`units/a/reports/`) is where a unit's reports lie."""
    return folder.startswith(UNITS_FOLDER) and folder.endswith("/reports/")


def unit_of_reports(folder: str) -> str | None:
    """The unit whose reports lie in a folder; None for any other folder."""
    steps = folder.split("/")
    if len(steps) != 4 or (steps[0], steps[2], steps[3]) != ("units", "reports", ""):
        return None
    return steps[1] or None


def reports_folder(unit_id: str) -> str:
    """The folder of a unit's reports."""
    return f"{unit_folder(unit_id)}/reports/"


def lies_among_reports(file: str) -> bool:
    """Whether a file lies in such a folder, a report or not."""
    return "/reports/" in file


def unit_folder(unit_id: str) -> str:
    """The folder of all that is a unit's."""
    return f"{UNITS_FOLDER}{unit_id}"


def unit_file(unit_id: str) -> str:
    """The register entry of a unit."""
    return f"{UNITS_FOLDER}{unit_id}/unit{ENDING}"


def report_file(unit_id: str, period: Period | str) -> str:
    """A unit's report of a period."""
    return f"{reports_folder(unit_id)}{period}{ENDING}"


def unit_events_file(unit_id: str) -> str:
    """The events of a unit."""
    return f"{UNITS_FOLDER}{unit_id}/events{ENDING}"


def item_file(item_id: str) -> str:
    """The events of a joint item."""
    return f"{ITEMS_FOLDER}{item_id}{ENDING}"


def amendment_file(name: str) -> str:
    """An amendment of its own: `2022-10-05-giao-lai`."""
    return f"{AMENDMENTS_FOLDER}{name}{ENDING}"


def period_file(period: Period | str) -> str:
    """What is special about a period."""
    return f"{PERIODS_FOLDER}{period}{ENDING}"
