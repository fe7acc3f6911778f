"""Forms out and in: files are read and written here, their meaning is `exchange`'s, the plan `domain`'s."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ct58.domain.changes.effects import NOTHING_TURNS
from ct58.domain.planning.edits import Edit
from ct58.domain.planning.importing import (
    Decision,
    ImportPlan,
    Problem,
    Spot,
    Terms,
    decided_figures,
    doubts_of,
    missing_units,
    plan_decision,
    plan_forms,
    refusal_at,
)
from ct58.domain.planning.reports import check_asked
from ct58.domain.planning.values import BadValueError, word_of
from ct58.domain.records.office import Office
from ct58.domain.records.places import DataPart
from ct58.domain.records.reports import Document
from ct58.domain.records.units import Unit
from ct58.domain.standing.form import asked_figures, concerns, figure_by_name
from ct58.domain.standing.obligations import obligations
from ct58.domain.standing.report_calendar import nobody_asked
from ct58.domain.text.suggestions import suggestion
from ct58.domain.time.period import Period
from ct58.errors import BadUsage, Ct58Error, Refused
from ct58.i18n import N_, Translator, msg
from ct58.records import record
from ct58.services.reading.data_source import Progress
from ct58.services.reading.opening import Slice
from ct58.services.writing.recording import Desk, Recorded, effect, look, make_record, moved_books
from ct58.views.unit_import import ImportedView, ImportNotice, SheetTally

if TYPE_CHECKING:
    from ct58.domain.records.programme import Figure
    from ct58.exchange.reading import Lookup
    from ct58.exchange.sheets import SentFile

T = TypeVar("T")

_NEEDS: frozenset[DataPart] = frozenset({"programme", "units", "reports", "events", "periods"})
_MOST_ATTEMPTS = 3
_ENDINGS = (".xlsx", ".xlsm", ".csv")

# ------------------------------------------------------------------------ out


def form_slice(period: Period) -> Slice:
    """What forms of a period are made from: the register, and last period's reports."""
    before = period if period.kind == "once" else period.previous()
    return Slice(needs=frozenset({"programme", "units", "reports"}), periods=frozenset({str(before)}))


def units_to_ask(office: Office, named: Sequence[Unit], period: Period, today: dt.date) -> tuple[Unit, ...]:
    """The named units, else all that owe the period's report; for `once`, all that are asked something.

    Raises BadUsage for a unit that nobody asks, and where nobody at all is asked.
    """
    if named:
        for unit in named:
            check_asked(office, unit, period)
        return tuple(dict.fromkeys(named))
    day = today if period.kind == "once" else office.last_day_of(period)
    owing = _owing(office, period)
    found = tuple(
        unit
        for unit in office.units.values()
        if unit.is_valid_on(day)
        and (unit.id in owing or (period.kind == "once" and asked_figures(office, unit, period)))
    )
    if not found:
        raise nobody_asked(office, period)
    return found


def _owing(office: Office, period: Period) -> frozenset[str]:
    """The units that owe the report of a period."""
    reports = [item for item in office.items.values() if item.kind == "report"]
    owed = obligations(office, dt.date.min, reports)
    return frozenset(o.unit.id for o in owed if o.unit and o.occurrence.period == period)


def write_forms(
    office: Office,
    units: Sequence[Unit],
    period: Period,
    folder: Path,
    speech: Translator,
    *,
    force: bool,
    progress: Progress | None,
    dry_run: bool = False,
) -> tuple[Path, ...]:
    """One file a unit. Nothing is written in a trial, or if one of them is there already and `force` is not given."""
    from ct58.exchange.form_writer import form_workbook
    from ct58.exchange.layout import form_layout
    from ct58.store.output_file import refuse_all, write_all

    def form_of(unit: Unit) -> bytes:
        return form_workbook(form_layout(office, unit, period, speech), speech)

    files = [
        (folder / f"{unit.file_stem(office.terms)}-{period}.xlsx", partial(form_of, unit)) for unit in units
    ]
    if dry_run:
        refuse_all(files, force=force)
        return tuple(path for path, _make in files)
    return write_all(files, force=force, progress=progress)


def asked_of(
    office: Office, units: Sequence[Unit], period: Period, figures: frozenset[str]
) -> tuple[Unit, ...]:
    """Of some units those that are asked one of the figures. Raises BadUsage where none is."""
    found = tuple(
        unit for unit in units if any(figure.key in figures for figure in asked_figures(office, unit, period))
    )
    if not found:
        raise nobody_asked(office, period)
    return found


def chosen_figures(office: Office, names: Sequence[str]) -> frozenset[str]:
    """The keys of the figures that are named, by key or printed number. Raises BadUsage for one that there is not."""
    found = [(name, figure_by_name(office, name)) for name in names]
    for name, figure in found:
        if figure is None:
            known = [figure.key for figure in office.programme.figures]
            raise BadUsage(
                msg(N_("There is no figure {id}{suggestion}."), id=name, suggestion=suggestion(name, known)),
                msg(N_("See the figures: ct58 list figures.")),
            )
    return frozenset(figure.key for _name, figure in found if figure is not None)


def write_grid(
    office: Office,
    units: Sequence[Unit],
    period: Period,
    path: Path,
    speech: Translator,
    *,
    force: bool,
    only: frozenset[str] | None = None,
    dry_run: bool = False,
) -> tuple[str, ...]:
    """One workbook for all, of all figures or of some; returns the labels of the lists, which a grid cannot hold."""
    from ct58.exchange.form_writer import grid_workbook
    from ct58.exchange.layout import grid_slots
    from ct58.store.output_file import make_folder, refuse_file, write_new

    columns, asked, lists = grid_slots(office, units, period, speech, only)
    if dry_run and not force:
        refuse_file(path)
    if not dry_run:
        make_folder(path.parent)
        write_new(path, grid_workbook(columns, units, period, asked, speech), force=force)
    return tuple(f"{figure.number}. {figure.label}" for figure in lists)


# ------------------------------------------------------------------------- in


@record
class ImportWords:
    """What the command line says of an import; `files` may be folders."""

    files: tuple[Path, ...]
    terms: Terms
    period: Period | None = None
    is_trial: bool = False
    is_partial: bool = False


@record
class DecisionWords:
    """What the command line says of a decision's list."""

    figure: str
    number: str
    on: dt.date
    period: Period
    meanings: Mapping[str, str] = field(default_factory=dict)
    """A word of the list → the key of the figure's word that it means."""


class _Stopped(Exception):
    """Planning found problems, so nothing is to be written."""


class _MovedOn(Exception):
    """The programme or the register is another one than the files were read against."""


def import_reports(
    desk: Desk, words: ImportWords, speech: Translator, progress: Progress | None
) -> ImportedView:
    """Take over forms, grids and tables: all files are read first, then all is written, or nothing."""
    from ct58.exchange.interpreting import period_of_file, read_report_files
    from ct58.exchange.reading import ReadFiles

    sent, unreadable = _read_files(words.files, progress)
    periods = {period for file in sent if (period := period_of_file(file, speech))}

    def read(office: Office) -> ReadFiles:
        return read_report_files(sent, _lookup(office, words, speech))

    def plan(office: Office, reading: ReadFiles, run: _Run) -> Edit:
        planned = plan_forms(office, reading.forms, words.terms)
        run.notices = tuple(ImportNotice(remark.spot, remark.message) for remark in reading.remarks)
        run.tallies = reading.tallies
        return run.settle(planned, reading.problems, is_partial=words.is_partial)

    return _imported(desk, _slice({*periods, words.period}), (read, plan), words, unreadable)


def import_decision(
    desk: Desk, words: ImportWords, said: DecisionWords, speech: Translator, progress: Progress | None
) -> ImportedView:
    """Take over one decision's list."""
    from ct58.exchange.decision_list import DecisionReading, read_decision_list

    sent, unreadable = _read_files(words.files, progress)

    def read(office: Office) -> DecisionReading:
        figure, _decision = _decided(office, said)
        meanings = _meanings(figure, said.meanings)
        lookup = replace(_lookup(office, replace(words, period=None), speech), words=meanings)
        reading = DecisionReading()
        for file in sent:
            reading = reading.plus(read_decision_list(file, figure, said.period, lookup))
        return reading

    def plan(office: Office, reading: DecisionReading, run: _Run) -> Edit:
        figure, record_ = _decided(office, said)
        document = Document(number=said.number, date=said.on)
        decision = Decision(figure=figure, decision=record_, document=document, period=said.period)
        planned = plan_decision(office, reading.listed, decision, words.terms)
        concerned = (
            unit
            for unit in office.units.values()
            if concerns(office, figure, unit, said.period)
            and unit.is_valid_on(office.last_day_of(said.period))
        )
        run.tallies = reading.tallies
        run.unknown = tuple((word.word, len(word.spots)) for word in reading.unknown)
        run.left_out = missing_units(concerned, reading.listed) if reading.listed else ()
        return run.settle(planned, reading.problems, is_partial=words.is_partial)

    return _imported(desk, _slice({said.period}), (read, plan), words, unreadable)


def _lookup(office: Office, words: ImportWords, speech: Translator) -> Lookup:
    from ct58.exchange.reading import Lookup
    from ct58.exchange.unit_finder import UnitFinder

    return Lookup(
        office=office,
        units=UnitFinder(office),
        speech=speech,
        today=words.terms.today,
        period=words.period,
    )


def _meanings(figure: Figure, said: Mapping[str, str]) -> dict[str, str]:
    """What the words of a list mean, each as a key of the figure. Raises BadUsage for one that is none."""
    from ct58.exchange.answers import key_of

    try:
        return {key_of(word): word_of(figure, meaning) for word, meaning in said.items()}
    except BadValueError as error:
        raise BadUsage(error.message) from None


def _decided(office: Office, said: DecisionWords) -> tuple[Figure, Figure]:
    """The figure that a list is about, and the record of its decision. Raises BadUsage for another period than its own."""
    figure, record_ = decided_figures(office, said.figure)
    if figure.every != said.period.kind:
        raise BadUsage(
            msg(
                N_("{figure} is given for a {every}, not for {period}."),
                figure=figure.label,
                every=figure.every,
                period=said.period,
            ),
            msg(N_("Add --period, such as 2021.")),
        )
    return figure, record_


def _imported(
    desk: Desk,
    part: Slice,
    how: tuple[Callable[[Office], T], Callable[[Office, T, _Run], Edit]],
    words: ImportWords,
    unreadable: Sequence[Problem],
) -> ImportedView:
    """Read what the files say, which may take long, then plan and write under the lock.

    Raises Refused where the register keeps changing in between.
    """
    read, plan = how
    for _attempt in range(_MOST_ATTEMPTS):
        seen = look(desk, part)
        reading, run = read(seen), _Run(unreadable)

        def planned(office: Office, seen: Office = seen, reading: T = reading, run: _Run = run) -> Edit:
            if (office.programme, office.units) != (seen.programme, seen.units):
                raise _MovedOn
            return plan(office, reading, run)

        with suppress(_MovedOn):
            return run.view(desk, part, planned, words)
    raise Refused(
        msg(N_("The programme or the register was changed while the files were read.")),
        msg(N_("Run the command again.")),
    )


class _Run:
    """What an import found while it planned under the lock."""

    def __init__(self, unreadable: Sequence[Problem]) -> None:
        self.notices: tuple[ImportNotice, ...] = ()
        self.tallies: tuple[SheetTally, ...] = ()
        self.unknown: tuple[tuple[str, int], ...] = ()
        self.left_out: tuple[Unit, ...] = ()
        self._problems = tuple(unreadable)
        self._unreadable = tuple(unreadable)
        self._planned = ImportPlan(edit=(), outcomes=(), problems=())

    def settle(self, planned: ImportPlan, problems: Sequence[Problem], *, is_partial: bool) -> Edit:
        """The edit, unless problems forbid it."""
        self._planned = planned
        self._problems = (*self._unreadable, *problems, *planned.problems)
        if self._problems and not is_partial:
            raise _Stopped
        return planned.edit

    def view(
        self, desk: Desk, part: Slice, plan: Callable[[Office], Edit], words: ImportWords
    ) -> ImportedView:
        """Plan and write, and say what was found."""
        recorded: Recorded | None = None
        with suppress(_Stopped):
            recorded = make_record(desk, part, plan, dry_run=words.is_trial)
        return ImportedView(
            files=tuple(path.name for path in words.files),
            outcomes=self._planned.outcomes,
            problems=self._problems,
            notices=self.notices,
            tallies=self.tallies,
            unknown_words=self.unknown,
            blank=self._planned.blank,
            unanswered=tuple((form.unit, form.period) for form in self._planned.unanswered),
            left_out=self.left_out,
            doubts=tuple(doubts_of(recorded.after, self._planned.outcomes)) if recorded else (),
            effect=effect(recorded, words.terms.today) if recorded else NOTHING_TURNS,
            settled=moved_books(desk, recorded, words.terms.today) if recorded else (),
            is_written=recorded is not None and recorded.is_written,
            is_trial=words.is_trial,
            is_partial=words.is_partial,
        )


def _slice(periods: Iterable[Period | None]) -> Slice:
    """The reports of these periods, of those before them, and what is given once."""
    wanted = {"once"}
    for period in periods:
        if period is not None and period.kind != "once":
            wanted |= {str(period), str(period.previous())}
    return Slice(needs=_NEEDS, periods=frozenset(wanted))


def _read_files(paths: Iterable[Path], progress: Progress | None) -> tuple[list[SentFile], list[Problem]]:
    """Every file, folders searched; what cannot be read is a problem of that file."""
    from ct58.exchange.guard import GuardedReader

    found, problems = [], []
    files = list(_files(paths))
    with GuardedReader() as reader:
        for done, path in enumerate(files, start=1):
            try:
                found.append(reader.read(path))
            except Ct58Error as error:
                problems.append(refusal_at(Spot(file=path.name), error))
            if progress:
                progress(done, len(files))
    return found, problems


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    """The files, and of folders the tables and workbooks in them; Excel's own lock files are none."""
    for path in paths:
        if path.is_dir():
            inside = sorted(entry for entry in path.iterdir() if entry.suffix.lower() in _ENDINGS)
            yield from (entry for entry in inside if not entry.name.startswith((".", "~$")))
        else:
            yield path
