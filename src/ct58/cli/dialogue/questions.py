"""Which questions a report needs: by what there is of it already, and by what the clerk wants with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Literal

from ct58.cli.dialogue.steps import (
    AnswersSoFar,
    FigureStep,
    HeadStep,
    ListStep,
    Look,
    PromptStep,
    QuestionColumns,
    RecordStep,
    layout_for,
    see_nothing,
)
from ct58.domain.planning.after_merger import ITSELF, is_asked_for
from ct58.domain.planning.arrivals import check_arrival_number
from ct58.domain.planning.draft import FIGURE, REASON_OF
from ct58.domain.planning.second_look import SecondLook, previous_report, second_look
from ct58.domain.records.office import Office
from ct58.domain.records.programme import Figure, SubFigure
from ct58.domain.records.reports import TYPED_IN, Report
from ct58.domain.records.scalars import NOT_RATED, UNSAID, FigureValue
from ct58.domain.records.units import Unit
from ct58.domain.standing.form import asked_figures, report_item
from ct58.domain.standing.occurrences import Obligation, item_occurrences
from ct58.domain.standing.status import standing
from ct58.domain.time.period import Period
from ct58.errors import Refused
from ct58.i18n import Message, N_, msg
from ct58.records import record
from ct58.render.words.speech import Speech

Purpose = Literal["new", "go_on", "correct", "replace"]
"""What is being done: a report that is not typed in, one that lacks figures, a correction, another report."""


@record
class Case:
    """The report in question, as the data has it when the questions begin."""

    office: Office
    unit: Unit
    period: Period
    report: Report | None
    today: dt.date

    @property
    def is_typed_in(self) -> bool:
        """Whether somebody typed it in already."""
        return self.report is not None and self.report.state in TYPED_IN

    @property
    def is_closed(self) -> bool:
        """Whether its books are closed."""
        return self.office.is_closed(self.period, self.today)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """What this unit owes for this period."""
        return asked_figures(self.office, self.unit, self.period)

    @property
    def seen(self) -> Mapping[str, FigureValue]:
        """What the report says now."""
        return self.report.figures if self.report else {}

    @property
    def missing(self) -> tuple[Figure, ...]:
        """What the report does not give."""
        return tuple(figure for figure in self.figures if self.seen.get(figure.key) is None)


def case_of(office: Office, unit: Unit, period: Period, today: dt.date) -> Case:
    """The report of a unit and period, whether it is there or not."""
    report = office.reports.get((unit.id, str(period)))
    return Case(office=office, unit=unit, period=period, report=report, today=today)


def due_day(case: Case) -> dt.date | None:
    """The day on which the report is due for this unit, with exceptions and extensions; None without one."""
    item = report_item(case.office, case.unit, case.period)
    if item is None or not case.unit.is_valid_on(case.office.last_day_of(case.period)):
        return None
    occurrence = next(o for o in item_occurrences(case.office, item) if o.period == case.period)
    return standing(case.office, Obligation(item, occurrence, case.unit), case.today).due


def questions(case: Case, purpose: Purpose, width: int, speech: Speech) -> tuple[PromptStep, ...]:
    """The questions in their order; `width` is the terminal's."""
    head = _Head(case, purpose, speech)
    figures = case.missing if purpose == "go_on" else case.figures
    layout = layout_for(figures, width, speech)
    return (
        *head.before(),
        *(
            step
            for place in range(len(figures))
            for step in (
                _figure_step(case, figures[place:], layout),
                *_reason_step(case, figures[place], speech),
            )
        ),
        *head.after(),
    )


def _figure_step(case: Case, figures: tuple[Figure, ...], layout: QuestionColumns) -> PromptStep:
    """The question for the first of some figures; the others come after it."""
    figure = figures[0]
    previous = previous_report(case.office, case.unit, case.period)
    last = previous.figures.get(figure.key) if previous else None
    known = case.seen.get(figure.key)
    if figure.type == "record":
        return RecordStep(figure=figure, layout=layout, last=last, default=known)
    if figure.type == "list":
        return ListStep(figure=figure, layout=layout, last=last, default=known)
    later = frozenset(line.key for line in figures)

    def look(value: FigureValue, answers: AnswersSoFar) -> SecondLook:
        settled = _settled(case, answers, later)
        return second_look(case.office, case.unit, case.period, figure, value, settled)

    return FigureStep(figure=figure, layout=layout, last=last, default=known, look=look)


def _reason_step(case: Case, figure: Figure, speech: Speech) -> Iterator[PromptStep]:
    """Why somebody has no level: asked after that answer only."""
    if NOT_RATED not in figure.values:
        return
    line = SubFigure(key=figure.key, label=speech.gettext(N_("Why it is not rated")), type="text")
    yield HeadStep(
        key=f"{REASON_OF}{figure.key}",
        line=line,
        wanted=lambda answers: answers.get(f"{FIGURE}{figure.key}") == NOT_RATED,
        default=case.report.reasons.get(figure.key) if case.report else None,
    )


def _settled(case: Case, answers: AnswersSoFar, later: frozenset[str]) -> dict[str, FigureValue]:
    """The figures of the report that are not asked from here on."""
    typed = {key.removeprefix(FIGURE): value for key, value in answers.items() if key.startswith(FIGURE)}
    return {key: value for key, value in {**case.seen, **typed}.items() if key not in later}


class _Head:
    """The questions around the figures."""

    def __init__(self, case: Case, purpose: Purpose, speech: Speech) -> None:
        self._case = case
        self._purpose = purpose
        self._speech = speech

    def before(self) -> list[PromptStep]:
        """When it came, and why something is changed."""
        steps: list[PromptStep] = []
        if self._case.period.kind != "once" and not (self._case.report and self._case.report.received_on):
            steps.append(self._received())
        if self._purpose == "replace":
            return [*steps, *self._document(is_needed=True)]
        if self._purpose == "correct" or self._case.is_closed:
            steps.append(self._step("reason", N_("Reason for the change"), look=_needed))
        return steps

    def after(self) -> list[PromptStep]:
        """Quality, document and notes, each as far as it is not known yet; a correction may change them.

        Figures given once have none of these.
        """
        if self._case.period.kind == "once":
            return []
        report, is_open = self._case.report, self._purpose in ("new", "go_on")
        steps: list[PromptStep] = [*self._counted_in(report)]
        if not (is_open and report and report.quality):
            steps.append(self._quality(report))
        if is_open and not (report and report.document):
            steps += self._document(is_needed=False)
        notes = report.notes if report else None
        if not (is_open and notes and notes.difficulties):
            known = notes.difficulties if notes else None
            steps.append(self._step("difficulties", N_("Difficulties"), default=known))
        if not (is_open and notes and notes.proposals):
            known = notes.proposals if notes else None
            steps.append(self._step("proposals", N_("Proposals"), default=known))
        return steps

    def _step(
        self,
        key: str,
        label: str,
        *,
        default: str | None = None,
        look: Look = see_nothing,
    ) -> HeadStep:
        """A line of text."""
        line = SubFigure(key=key, label=self._speech.gettext(label), type="text")
        return HeadStep(key=key, line=line, default=default, look=look)

    def _received(self) -> HeadStep:
        label = self._speech.gettext(N_("The report was received on"))
        line = SubFigure(key="received_on", label=label, type="date")
        return HeadStep(
            key="received_on",
            line=line,
            default=self._case.today,
            look=self._look_at_receipt,
            remark=self._lateness,
        )

    def _look_at_receipt(self, value: FigureValue, _answers: AnswersSoFar) -> SecondLook:
        if not isinstance(value, dt.date):
            return SecondLook(impossible=msg(N_("The day of receipt is needed.")))
        if value > self._case.today:
            return SecondLook(impossible=msg(N_("{day} is still to come."), day=value))
        if value < self._case.period.first_day:
            period = self._case.period
            return SecondLook(odd=msg(N_("{day} is before {period} began."), day=value, period=period))
        return SecondLook()

    def _lateness(self, value: FigureValue) -> Message | None:
        due = due_day(self._case)
        if due is None or not isinstance(value, dt.date) or value <= due:
            return None
        late = self._speech.days((value - due).days)
        return msg(
            N_("{day} is after {due}, so it is recorded as late by {late}."), day=value, due=due, late=late
        )

    def _document(self, *, is_needed: bool) -> list[PromptStep]:
        """Number and date; the date only of a document that has a number."""
        look = _needed if is_needed else see_nothing
        number = self._step("number", N_("Number of the report's document"), look=look)
        label = self._speech.gettext(N_("Date of the document"))
        date = HeadStep(
            key="document_date",
            line=SubFigure(key="document_date", label=label, type="date"),
            wanted=lambda answers: answers.get("number") is not None,
            look=self._look_at_document,
        )
        return [number, date, *(() if is_needed else self._arrival_number())]

    def _arrival_number(self) -> list[PromptStep]:
        """The number in the register of arrivals, of a document that has none yet."""
        source = self._case.report.source if self._case.report else None
        if source is not None and source.arrival_number is not None:
            return []
        label = self._speech.gettext(N_("Number in the register of arrivals"))
        step = HeadStep(
            key="arrival_number",
            line=SubFigure(key="arrival_number", label=label, type="integer", min=1),
            wanted=lambda answers: answers.get("number") is not None,
            look=self._look_at_arrival_number,
        )
        return [step]

    def _look_at_arrival_number(self, value: FigureValue, answers: AnswersSoFar) -> SecondLook:
        """One number stands for one document, as far as the reports at hand tell."""
        if not isinstance(value, int):
            return SecondLook()
        received = answers.get("received_on")
        day = received if isinstance(received, dt.date) else self._case.today
        try:
            check_arrival_number(self._case.office, [self._case.unit.id], value, day)
        except Refused as refusal:
            return SecondLook(impossible=refusal.message)
        return SecondLook()

    def _look_at_document(self, value: FigureValue, answers: AnswersSoFar) -> SecondLook:
        if not isinstance(value, dt.date):
            return SecondLook()
        if value > self._case.today:
            return SecondLook(impossible=msg(N_("{day} is still to come."), day=value))
        received = answers.get("received_on")
        if isinstance(received, dt.date) and value > received:
            return SecondLook(odd=msg(N_("{day} is after the report was received."), day=value))
        return SecondLook()

    def _counted_in(self, report: Report | None) -> Iterator[PromptStep]:
        """After a merger inside the period: whether the successor's report has these figures in it."""
        office, unit, period = self._case.office, self._case.unit, self._case.period
        is_said = report is not None and report.counted_in != UNSAID
        if unit.merged_into is None or is_said or not is_asked_for(office, unit, period):
            return
        gettext, successor = self._speech.gettext, office.label(unit.merged_into)
        values = {
            unit.merged_into: gettext(N_("in the report of {unit}")).format(unit=successor),
            ITSELF: gettext(N_("in no other report")),
        }
        label = gettext(N_("Merged inside the period; these figures are also"))
        line = SubFigure(key="counted_in", label=label, type="enum", values=values)
        yield HeadStep(key="counted_in", line=line, look=_needed)

    def _quality(self, report: Report | None) -> HeadStep:
        values = {"estimated": self._speech.quality("estimated"), "final": self._speech.quality("final")}
        label = self._speech.gettext(N_("Figures: estimated or final"))
        line = SubFigure(key="quality", label=label, type="enum", values=values)
        return HeadStep(key="quality", line=line, default=report.quality if report else None)


def _needed(value: FigureValue, _answers: AnswersSoFar) -> SecondLook:
    return SecondLook() if value else SecondLook(impossible=msg(N_("This is needed.")))
