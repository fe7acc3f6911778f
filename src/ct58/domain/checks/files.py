"""Files: names that travel, and records in their own place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ct58.domain.checks.context import Context, shown
from ct58.domain.records.office import Office
from ct58.domain.records.places import (
    AMENDMENTS_FOLDER,
    ENDING,
    ITEMS_FOLDER,
    PROGRAMME_FILE,
    UNITS_FOLDER,
    Place,
    is_data_file,
    is_period,
    name_in,
    place_of,
    unit_of_file,
)
from ct58.domain.time.period import Period
from ct58.errors import Finding
from ct58.errors.system import is_name_on_windows
from ct58.patterns import pattern

_UNIT_ID = pattern(r"[a-z0-9]+(-[a-z0-9]+)*")
_ITEM_ID = pattern(r"[A-Za-z0-9]+([-.][A-Za-z0-9]+)*")


def is_unit_id(text: str) -> bool:
    """Whether a unit's id can be a folder on every system."""
    return _UNIT_ID.fullmatch(text) is not None and is_name_on_windows(text)


def is_item_id(text: str) -> bool:
    """Whether an item's id can be a file's name on every system."""
    return _ITEM_ID.fullmatch(text) is not None and is_name_on_windows(text)


_NAMED_FOLDERS = ((UNITS_FOLDER, is_unit_id), (ITEMS_FOLDER, is_item_id), (AMENDMENTS_FOLDER, is_item_id))


def programme_is_there(context: Context) -> Iterator[Finding]:
    """Without programme.yaml there is nothing to follow."""
    if PROGRAMME_FILE not in context.files:
        yield Finding(code="Y016", file=PROGRAMME_FILE, line=1, column=1)


def names_are_portable(context: Context) -> Iterator[Finding]:
    """Folders of units, files of items and of amendments must be good names on Windows, too."""
    reported = set()
    for file in _first_in_each(context):
        for folder, is_good in _NAMED_FOLDERS:
            name = name_in(folder, file)
            if name is not None and not is_good(name) and name not in reported:
                reported.add(name)
                yield Finding(code="Y017", file=file, params={"name": name}, line=1, column=1)


def _first_in_each(context: Context) -> Iterable[str]:
    """Of the files in one unit's folder the first: the others say nothing else of its name."""
    backwards = (file for file in reversed(context.sorted_files) if file.endswith(ENDING))
    return sorted({tuple(file.split("/", 2)[:2]): file for file in backwards}.values())


def periods_name_files(context: Context) -> Iterator[Finding]:
    """Reports, and what is special about a period, stand in files that a period names."""
    good = set()
    for file in context.sorted_files:
        name = file.rpartition("/")[2]
        place = place_of(file) if name not in good else None
        if place is None or place.period is None:
            continue
        if is_period(place.period):
            good.add(name)
        else:
            yield Finding(code="Y018", file=file, params={"name": place.period}, line=1, column=1)


def unit_folders_have_an_entry(context: Context) -> Iterator[Finding]:
    """Reports and events belong to a unit of the register."""
    reported = set()
    for file in context.sorted_files:
        unit = unit_of_file(file)
        if unit is None or unit in context.unit_ids or unit in reported:
            continue
        if is_data_file(file):
            reported.add(unit)
            yield Finding(code="U408", file=file, params={"id": unit}, line=1, column=1)


def places_agree(context: Context, office: Office) -> Iterator[Finding]:
    """What a record says of itself is what its folder and file name say."""
    records = context.records
    assert records is not None
    for file, unit in records.units.items():
        yield from _compare(file, "id", unit.id, _place(file).unit)
    for file, report in records.reports.items():
        yield from _compare(file, "unit", report.unit, _place(file).unit)
        yield from _compare_period(file, report.period)
    for file, unit_events in records.unit_events.items():
        yield from _compare(file, "unit", unit_events.unit, _place(file).unit)
    for file, item in records.items.items():
        yield from _compare(file, "item", item.item, _place(file).item)
    for file, period in records.periods.items():
        yield from _compare_period(file, period.period)


def _place(file: str) -> Place:
    """A record's: what has none is no record."""
    place = place_of(file)
    assert place is not None
    return place


def _compare_period(file: str, written: Period) -> Iterator[Finding]:
    """A file whose name is no period already has Y018."""
    named = _place(file).period
    if named is not None and is_period(named):
        yield from _compare(file, "period", str(written), named)


def _compare(file: str, key: str, written: str, expected: str | None) -> Iterator[Finding]:
    if written != expected:
        yield Finding(
            code="U401", file=file, at=(key,), params={"written": shown(written), "expected": expected}
        )
