"""programme.yaml: the document as issued, and what is asked of the units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Mapping
from dataclasses import field, replace
from functools import cached_property
from typing import Literal

from ct58.domain.records.measure import Indicator, Measure, Reading, SetDefinition, SetRule, Target
from ct58.domain.records.reports import Document
from ct58.domain.records.scalars import FigureFrequency
from ct58.domain.records.terms import Body, EnglishNames, Organisation, Terminology, UnitKind
from ct58.domain.time.days import OnHoliday
from ct58.domain.time.deadlines import DeadlineRule, Exceptions, WorkingDays
from ct58.domain.time.due_days import Cycle, Day, period_kind
from ct58.domain.time.period import Frequency, Period, PeriodKind
from ct58.records import record

ClauseKind = Literal["indicator", "recurring_duty", "one_off_duty", "rule", "background", "direction"]
Adding = Literal["flow", "cumulative", "stock"]
"""What a figure counts: what came in the period, since the year began, or what there is at its end."""
FigureType = Literal["integer", "decimal", "money", "boolean", "date", "text", "enum", "record", "list"]


Format = Literal[1, 2]
"""The number of the data's form. Data without one is of format 1."""
NEWEST_FORMAT: Format = 2


@record
class Horizon:
    """First and last year of the programme, both inside."""

    from_: int
    to: int


@record
class Basis:
    """A document that the programme rests on."""

    number: str
    corrected: str | None = None
    title: str
    date: dt.date | None = None


@record
class Signature:
    """Who signed: on whose behalf, in which office, by name."""

    authority: str
    office: str
    name: str


@record
class ProgrammeClosing:
    """How the committee's work ends before the programme's time.

    `cut_off` is the day by which the reports of the time cut short are due, and after which nothing counts any more;
    without it none is owed. `judge`: what was set for the whole term is judged by what was reached. `receivers` say
    who takes over: a unit or an item → the body; null where it ends and nobody does. A body of the register goes by its
    id there; the others, outside of it, are named in `bodies`: id → whole name. `other_ends` are the last days that units
    had before the closing gave them its own, or that were its day already: who reopens gives them back. `handed_to`
    stands only in a folder that was handed over: its receiver; what others take over is no part of it.
    """

    document: Document | None = None
    cut_off: dt.date | None = None
    judge: bool = False
    receivers: Mapping[str, str | None] = field(default_factory=dict)
    bodies: Mapping[str, str] = field(default_factory=dict)
    other_ends: Mapping[str, dt.date] = field(default_factory=dict)
    handed_to: str | None = None
    reason: str | None = None


@record
class ProgrammeReopening:
    """A closing that was taken back, as it stood, and why. It has no effect on any day, as a voided event has none."""

    on: dt.date
    reason: str
    closed_on: dt.date
    closing: ProgrammeClosing | None = None


@record
class ProgrammeHead:
    """The document's own data: number, date, issuing body, horizon; and the end, where it came before that.

    `on_holiday` says what becomes of a deadline on a Saturday, a Sunday or one of the `holidays`;
    `worked_days` are Saturdays and Sundays that are worked in exchange for another day (làm bù).
    `closed_on` is the last day on which anything falls due. `name` is what a sentence calls the document: its kind, its number,
    and what it carries out. `abbreviations` are spelled out where a report first uses them: TCCSĐ → tổ chức cơ sở đảng.
    """

    number: str
    issued_on: dt.date
    horizon: Horizon
    on_holiday: OnHoliday = "keep"
    holidays: tuple[dt.date, ...] = ()
    worked_days: tuple[dt.date, ...] = ()
    closed_on: dt.date | None = None
    closing: ProgrammeClosing | None = None
    reopenings: tuple[ProgrammeReopening, ...] = ()
    title: str | None = None
    name: str | None = None
    issued_by: str | None = None
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    bases: tuple[Basis, ...] = ()
    recipients: tuple[str, ...] = ()
    signatory: Signature | None = None
    note: str | None = None

    @property
    def working_days(self) -> WorkingDays:
        """What becomes of deadlines on days on which nobody works."""
        return WorkingDays(on_holiday=self.on_holiday, holidays=self.holidays, worked=self.worked_days)


@record
class Part:
    """A numbered part of the body, such as II.4."""

    id: str
    title: str
    lines: tuple[int, ...] = ()


@record
class Clause:
    """One clause of the body, verbatim; `lines` count in the source text."""

    id: str
    part: str
    lines: tuple[int, ...] = ()
    text: str
    corrected: str | None = None
    kind: tuple[ClauseKind, ...]
    note: str | None = None


@record
class TaskGroup:
    """A group of the appendix, with the parts of the body that it covers."""

    id: str
    title: str
    parts: tuple[str, ...] = ()


@record
class ProductDay:
    """The day by which the office wants one product of a task: an inner day, which no status and no rate knows."""

    name: str
    by: dt.date | Period

    @property
    def due(self) -> dt.date:
        """The last good day."""
        return self.by.last_day if isinstance(self.by, Period) else self.by


@record
class Task:
    """A row of the appendix.

    `number`, `title`, `prepared_by`, the deadline's text, `submit_to` and `forms` are its seven columns
    (trình BTV and trình BCH are two). `products` are those of its forms that have an inner day.
    """

    id: str
    number: int | None = None
    group: str
    lines: tuple[int, ...] = ()
    title: str
    corrected: str | None = None
    prepared_by: str | None = None
    prepared_by_corrected: str | None = None
    lead: tuple[str, ...]
    with_: tuple[str, ...] = ()
    deadline: DeadlineRule
    submit_to: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    forms_text: str | None = None
    products: tuple[ProductDay, ...] = ()
    clauses: tuple[str, ...] = ()
    note: str | None = None


@record
class Duty:
    """A duty of the body: either joint (`lead`) or owed by each unit of a set (`owners`)."""

    id: str
    title: str
    lead: tuple[str, ...] = ()
    owners: str | None = None
    with_: tuple[str, ...] = ()
    deadline: DeadlineRule
    done_when: str | None = None
    clauses: tuple[str, ...] = ()
    submit_to: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    note: str | None = None


@record
class ReportingRule:
    """A line of the reporting calendar: which set reports how often, and until when.

    It is a deadline that recurs, and says so in the same keys. With `counts_from: 15` the data of a month run from the 15th of
    the month before to the 14th; the period keeps its name.
    """

    id: str
    title: str
    text: str | None = None
    every: Frequency | Cycle
    in_: str | int | None = None
    on: Day | None = None
    from_: Period | dt.date | None = None
    until: Period | dt.date | None = None
    due_after: int = 0
    lapses_after: int | None = None
    exceptions: Exceptions = field(default_factory=dict)
    on_holiday: OnHoliday | None = None
    counts_from: int | None = None
    units: str
    assumed: bool = False
    note: str | None = None

    @property
    def period_kind(self) -> PeriodKind:
        """What kind of periods its reports are of."""
        return period_kind(self.every, self.on)

    @property
    def deadline(self) -> DeadlineRule:
        """When its reports are due, as of any other item."""
        said = {key: value for key, value in vars(self).items() if key in _SHARED}
        return DeadlineRule(**said)


_SHARED = frozenset(DeadlineRule.__record_names__) - {"note"}  # type: ignore[attr-defined]


ADDED = frozenset({"flow", "cumulative"})
"""How figures add up of which several periods and units are put together."""


@record
class SubFigure:
    """A field of a record figure, or of each row of a list figure.

    `if_absent` is for rows: whether a cell that is left blank is open, or says that there is nothing (a
    document without a day of completion is not done).
    """

    key: str
    label: str
    type: FigureType
    unit: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    min: int | None = None
    max: int | None = None
    if_absent: Literal["unknown", "no"] = "unknown"


@record
class Figure:
    """One line of the report form.

    `values` maps each allowed word of an enum to its label, `phrases` to what a report's sentence says of it. `asked` is false for figures that come by
    decision and are never asked of the unit; `decided_by` is the record figure that holds the decision.
    `clauses` are those whose carrying out it counts.
    What `lasts` (a title held, a standard reached) holds in later periods until another value is given, or until
    the `valid_to` of its record: its own, or that of the figure that `valid_by` names.
    """

    key: str
    number: int
    label: str
    type: FigureType
    unit: str | None = None
    adds: Adding | None = None
    every: FigureFrequency
    units: str
    min: int | None = None
    max: int | None = None
    if_absent: Literal["unknown", "no"] = "unknown"
    asked: bool = True
    decided_by: str | None = None
    lasts: bool = False
    valid_by: str | None = None
    subset_of: str | None = None
    sum_of: tuple[str, ...] = ()
    from_: Period | None = None
    until: Period | None = None
    fields: tuple[SubFigure, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    phrases: Mapping[str, str] = field(default_factory=dict)
    clauses: tuple[str, ...] = ()
    help: str | None = None
    note: str | None = None

    @property
    def period_kind(self) -> FigureFrequency:
        """What kind of periods it is asked for."""
        return self.every

    @property
    def counts_by_its_own_day(self) -> bool:
        """Whether it is known from the day that it names, not from the report's arrival.

        So are a decision, and what the office receives or is told once.
        """
        return not self.asked or self.if_absent == "no" or self.every == "once"

    @property
    def is_summed(self) -> bool:
        """Whether what several units or periods say of it is put together."""
        return self.adds in ADDED or self.type == "list"


FormLine = Figure | SubFigure
"""What has a value of its own on the report form: a figure, or a field of one that is a record or a list."""


@record
class OpenQuestion:
    """A conflict or an open reading of the text, said aloud instead of hidden; `items` are what it is about besides."""

    id: str
    clauses: tuple[str, ...]
    items: tuple[str, ...] = ()
    text: str
    decision: str | None = None


@record
class NewValues:
    """The new values of some keys of one record; the others stay, and so does what it said first.

    Each record has only some of these keys (`check` says which it lacks). A key is given whole: a new `deadline` takes
    the place of the old rule. null says nothing.
    """

    title: str | None = None
    text: str | None = None
    label: str | None = None
    phrase: str | None = None
    lead: tuple[str, ...] | None = None
    with_: tuple[str, ...] | None = None
    owners: str | None = None
    units: str | None = None
    deadline: DeadlineRule | None = None
    every: Frequency | Cycle | None = None
    in_: str | int | None = None
    on: Day | None = None
    from_: Period | dt.date | None = None
    until: Period | dt.date | None = None
    due_after: int | None = None
    lapses_after: int | None = None
    exceptions: Exceptions | None = None
    on_holiday: OnHoliday | None = None
    counts_from: int | None = None
    submit_to: tuple[str, ...] | None = None
    forms: tuple[str, ...] | None = None
    forms_text: str | None = None
    products: tuple[ProductDay, ...] | None = None
    done_when: str | None = None
    group: str | None = None
    clauses: tuple[str, ...] | None = None
    target: Target | None = None
    caps: tuple[Target, ...] | None = None
    numerator: Measure | None = None
    denominator: Measure | None = None
    readings: tuple[Reading, ...] | None = None
    decision: str | None = None
    number: int | None = None
    unit: str | None = None
    min: int | None = None
    max: int | None = None
    if_absent: Literal["unknown", "no"] | None = None
    asked: bool | None = None
    fields: tuple[SubFigure, ...] | None = None
    values: Mapping[str, str] | None = None
    phrases: Mapping[str, str] | None = None
    help: str | None = None
    kinds: tuple[str, ...] | None = None
    organisation: tuple[str, ...] | None = None
    flags: tuple[str, ...] | None = None
    ids: tuple[str, ...] | None = None
    note: str | None = None

    def values_by_field(self) -> dict[str, object]:
        """What is given, by the field that it is for."""
        return {key: value for key, value in vars(self).items() if value is not None}


@record
class Additions:
    """New records of an amendment, as programme.yaml would have them."""

    clauses: tuple[Clause, ...] = ()
    sets: Mapping[str, SetDefinition] = field(default_factory=dict)
    tasks: tuple[Task, ...] = ()
    duties: tuple[Duty, ...] = ()
    reporting: tuple[ReportingRule, ...] = ()
    figures: tuple[Figure, ...] = ()
    indicators: tuple[Indicator, ...] = ()


@record
class Amendment:
    """A document that changed the programme.

    It is in force from `effective_from` on, by default from the document's date; `text` is what it says, word for word,
    `reason` why. `changes` are new values by the id of a record (a figure's key, a set's name), `ends` are what is not asked
    any more and why, `replaces` what others take the place of: {PL-07: [PL-15, PL-16]}; `adds` are the new records. What
    was said first stays in programme.yaml, and what is finished keeps it. The first form of an amendment, a list of ids with the day `on`,
    only says what was changed in the text itself.
    """

    id: str | None = None
    on: dt.date | None = None
    document: Document
    effective_from: dt.date | None = None
    text: str | None = None
    reason: str | None = None
    changes: Mapping[str, NewValues | tuple[SetRule, ...]] | tuple[str, ...] = field(default_factory=dict)
    ends: Mapping[str, str] = field(default_factory=dict)
    replaces: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    adds: Additions = Additions()

    @property
    def since(self) -> dt.date | None:
        """The day from which it is in force; None where no day is written down (a finding of `check`)."""
        return self.effective_from or self.on or self.document.date

    @property
    def known_since(self) -> dt.date | None:
        """The day from which it can be known: that of its document."""
        return self.document.date or self.on or self.effective_from

    @property
    def name(self) -> str:
        """What it is called: its document's number."""
        return self.document.number

    @property
    def known_as(self) -> str:
        """What tells it from the others: its own id, else its document's number."""
        return self.id or self.document.number

    @property
    def changed_ids(self) -> tuple[str, ...]:
        """What it changes, ends or replaces, by id."""
        return tuple(dict.fromkeys([*self.changes, *self.ends, *self.replaces]))


@record
class Programme:
    """The whole of programme.yaml. `set_names` and `flag_names` say what sets and marks of units are called, `names_en` what English screens call them."""

    format: Format = 1
    programme: ProgrammeHead
    parts: tuple[Part, ...]
    clauses: tuple[Clause, ...]
    bodies: tuple[Body, ...] = ()
    kinds: tuple[UnitKind, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    sets: Mapping[str, SetDefinition] = field(default_factory=dict)
    set_names: Mapping[str, str] = field(default_factory=dict)
    flag_names: Mapping[str, str] = field(default_factory=dict)
    groups: tuple[TaskGroup, ...] = ()
    tasks: tuple[Task, ...] = ()
    duties: tuple[Duty, ...] = ()
    reporting: tuple[ReportingRule, ...] = ()
    figures: tuple[Figure, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    names_en: EnglishNames = EnglishNames()

    @property
    def head(self) -> ProgrammeHead:
        """The document's own data."""
        return self.programme

    @cached_property
    def terms(self) -> Terminology:
        """What bodies and units are called."""
        return Terminology(
            bodies=self.bodies,
            kinds=self.kinds,
            organisations=self.organisations,
            set_names=self.set_names,
            flag_names=self.flag_names,
            english=self.names_en,
            figures=self.figures,
        )


def spelled_out(programme: Programme) -> Programme:
    """The programme with a declaration for what format 1 left unsaid.

    There, `x_decision` decides about `x`, and a blank cell of a list's row says that there is nothing.
    """
    if programme.format > 1:
        return programme
    known = {figure.key for figure in programme.figures}
    figures = (_with_its_decision(_with_blank_cells(line), known) for line in programme.figures)
    return replace(programme, figures=tuple(figures))


def _with_blank_cells(figure: Figure) -> Figure:
    if figure.type != "list":
        return figure
    return replace(figure, fields=tuple(replace(cell, if_absent="no") for cell in figure.fields))


def _with_its_decision(figure: Figure, known: Container[str]) -> Figure:
    by_name = f"{figure.key}_decision"
    is_silent = figure.decided_by is None and by_name in known
    return replace(figure, decided_by=by_name) if is_silent else figure
