"""What kind of file was sent (a form, a grid, a table), and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ct58.domain.planning.importing import Problem
from ct58.domain.time.dates import parse_period
from ct58.domain.time.period import Period
from ct58.errors import BadUsage
from ct58.exchange.form_reader import form_period, looks_like_form, read_form
from ct58.exchange.layout import PERIOD
from ct58.exchange.reading import Hidden, Lookup, ReadFiles, hidden_sheet, legacy_text, unread_sheet
from ct58.exchange.sheets import SentFile
from ct58.exchange.table_reader import find_columns, read_table
from ct58.i18n import N_, Translator, msg


def period_of_file(file: SentFile, speech: Translator) -> Period | None:
    """The period that a file names, as far as it can be told before the data is read."""
    return form_period(file, hidden_sheet(file), (PERIOD, speech.gettext(PERIOD)))


def read_report_files(files: Sequence[SentFile], lookup: Lookup) -> ReadFiles:
    """All that several files say."""
    reading = ReadFiles()
    for file in files:
        reading = reading.plus(read_report_file(file, lookup))
    return reading


def read_report_file(file: SentFile, lookup: Lookup) -> ReadFiles:
    """What one file says: by its hidden sheet, else by what its sheets look like."""
    hidden = hidden_sheet(file)
    if hidden is not None and hidden.kind == "form":
        return read_form(file, hidden, lookup)
    tables = _read_tables(file, hidden, lookup)
    if tables is not None:
        return tables
    if looks_like_form(file, lookup):
        return read_form(file, None, lookup)
    return ReadFiles(problems=_not_understood(file))


def _read_tables(file: SentFile, hidden: Hidden | None, lookup: Lookup) -> ReadFiles | None:
    """Every visible sheet that is a table; None where none is."""
    said = _hidden_period(hidden)
    found = [(sheet, columns) for sheet in file.visible if (columns := find_columns(sheet, hidden, lookup))]
    reading = ReadFiles()
    for sheet, columns in found:
        reading = reading.plus(read_table(sheet, file.sha256, columns, said, lookup))
    tables = [sheet.name for sheet, _columns in found]
    others = tuple(unread_sheet(sheet) for sheet in file.visible if sheet.name not in tables and sheet.cells)
    return replace(reading, tallies=(*reading.tallies, *others)) if found else None


def _hidden_period(hidden: Hidden | None) -> Period | None:
    try:
        return parse_period(hidden.period) if hidden and hidden.period else None
    except BadUsage:
        return None


def _not_understood(file: SentFile) -> tuple[Problem, ...]:
    """Text in an old encoding explains it; else nothing does."""
    for sheet in file.visible:
        legacy = tuple(legacy_text(sheet))
        if legacy:
            return legacy
    message = msg(N_("This is neither a form nor a table with units and figures."))
    hint = msg(N_("A table needs a row with “Đơn vị” and the numbers or names of figures over its columns."))
    spot = file.sheets[0].spot()
    return (Problem(spot=spot, message=message, hint=hint),)
