"""ct58 record report at prompts: figure by figure, with a second look, and nothing typed is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection

import typer

from ct58.cli.dialogue.answers import PURPOSE, purpose_of, report_words
from ct58.cli.dialogue.prompts import Left, Prompter
from ct58.cli.dialogue.questions import Purpose, case_of, due_day, questions
from ct58.cli.dialogue.steps import FigureStep, ListStep, PromptStep, RecordStep, layout_for
from ct58.cli.dialogue.summary import show_changes
from ct58.cli.dialogue.talk import YES_NO, GoBack, Talk
from ct58.cli.surroundings import Surroundings
from ct58.domain.planning.draft import REASON_OF, Draft, brought_up_to_date, overtaken
from ct58.domain.planning.edits import Edit
from ct58.domain.planning.queue import waiting
from ct58.domain.planning.reports import check_asked, plan_report
from ct58.domain.records.office import Office
from ct58.domain.records.places import report_file
from ct58.domain.records.scalars import FigureValue
from ct58.domain.records.units import Unit
from ct58.domain.standing.form import report_item
from ct58.domain.time.period import Period
from ct58.errors import Ct58Error, EnvironmentProblem, InvalidData, Refused
from ct58.errors.refusals import INTERRUPTED
from ct58.i18n import Message, N_, msg
from ct58.render.screens.recorded import effect_lines, settled_lines
from ct58.render.words.labels import value_text
from ct58.render.words.speech import period_title
from ct58.services.reading.data_source import read_programme
from ct58.services.reading.report_slice import QUEUE, report_slice
from ct58.services.writing.recording import Recorded, effect, make_record, moved_books
from ct58.store.drafts import Drafts
from ct58.views import page

Clock = Callable[[], dt.datetime]


def now() -> dt.datetime:
    """The time on the wall."""
    return dt.datetime.now().astimezone()


def ask_and_record(
    around: Surroundings, unit: Unit, period: Period, prompter: Prompter | None = None, clock: Clock = now
) -> None:
    """Ask for a report, write it, and go on with the queue as long as the person wants.

    Whoever leaves in the middle finds what was typed at the next start; the exit code is then 130.
    """
    if prompter is None:
        from ct58.cli.dialogue.prompts import TerminalPrompter

        prompter = TerminalPrompter(around.width)
    talk = Talk(prompter, around.speech, around.today)
    wanted: tuple[Unit, Period] | None = (unit, period)
    while wanted is not None:
        dialogue = ReportDialogue(around, talk, *wanted, clock)
        try:
            is_written = dialogue.run()
        except Left:
            dialogue.say_kept()
            raise typer.Exit(INTERRUPTED) from None
        wanted = _next_wanted(around, talk) if is_written else None


def _next_wanted(around: Surroundings, talk: Talk) -> tuple[Unit, Period] | None:
    """The next of the queue, if the person wants to go on with it."""
    try:
        office = around.with_options(quiet=True).open(QUEUE)
    except Ct58Error:  # errors in other reports: this one is written, and the queue can wait
        return None
    found = next((report for report in waiting(office) if report.unit in office.units), None)
    if found is None:
        return None
    unit = office.units[found.unit]
    question = msg(
        N_("Next in the queue: {unit}, {period}, received on {day}. Type it in now?"),
        unit=unit.label,
        period=found.period,
        day=found.received_on,
    )
    try:
        return (unit, found.period) if talk.choose(question, YES_NO, "c") == "c" else None
    except (GoBack, Left):
        return None


def _refuse_unread_report(office: Office, unit: Unit, period: Period) -> None:
    """What could not be read is mended first: the questions would begin as if nothing had been typed in."""
    if (unit.id, str(period)) not in office.reports and office.is_report_unread(unit.id, str(period)):
        file = report_file(unit.id, period)
        raise InvalidData(
            msg(N_("{file} has errors, so nothing can be recorded in it."), file=file),
            msg(N_("See: ct58 check")),
        )


class ReportDialogue:
    """One report, from the first question to the written file."""

    def __init__(
        self, around: Surroundings, talk: Talk, unit: Unit, period: Period, clock: Clock = now
    ) -> None:
        self._slice = report_slice(read_programme(around.source), unit, period)
        office = around.open_whole(self._slice)
        check_asked(office, unit, period)
        _refuse_unread_report(office, unit, period)
        self._around = around
        self._talk = talk
        self._clock = clock
        self._case = case_of(office, unit, period, around.today)
        self._desk = around.desk()
        self._drafts = Drafts(self._desk.state)
        self._draft = self._empty_draft()
        self._is_kept = False
        self._is_warned = False

    def run(self) -> bool:
        """Ask and write. Returns whether it was written; raises Left, and Refused when it cannot be."""
        self._greet()
        if not self._begin():
            return False
        steps = questions(self._case, purpose_of(self._draft), self._talk.prompter.width, self._talk.speech)
        place = next((n for n, step in enumerate(steps) if self._is_open(step)), len(steps))
        end = len(steps)
        while True:
            self._walk(steps, place, end)
            choice = self._show_and_confirm(_places(steps))
            if choice == "c":
                self._write()
                return True
            if choice != "s" and choice not in _places(steps):
                return False
            place, end = self._span_to_change(steps, choice)

    def _span_to_change(self, steps: tuple[PromptStep, ...], choice: str) -> tuple[int, int]:
        """The questions of the figure whose number is said, and no others; all of them for Enter."""
        places = _places(steps)
        speech = self._talk.speech
        question = speech.say(msg(N_("Number of the figure to change (Enter = from the first question): ")))
        while choice not in places:
            try:
                choice = self._talk.ask(question)
            except GoBack:
                choice = ""
            if not choice:
                return 0, len(steps)
            if choice not in places:
                self._talk.say(msg(N_("Type one of: {letters}"), letters=", ".join(places)), "warning")
        place = places[choice]
        end = place + 1
        while end < len(steps) and steps[end].key.startswith(REASON_OF):
            end += 1
        return place, end

    def say_kept(self) -> None:
        """What becomes of what was typed."""
        if self._is_kept:
            self._say(N_("What you typed is kept; the same command goes on from there."))

    # ------------------------------------------------------------------ begin

    def _greet(self) -> None:
        case, say = self._case, self._talk.say
        item = report_item(case.office, case.unit, case.period)
        speech = self._talk.speech
        title = item.title if item else speech.gettext(N_("Figures"))
        due = due_day(case)
        data = item.data_of(case.period) if item else None
        parts = [
            f"{case.unit.name} ({case.unit.id})",
            speech.unit_kind(case.unit.on(case.office.last_day_of(case.period)).kind),
            period_title(title, speech.period(case.period)),
            speech.say(msg(N_("due {day}"), day=due)) if due else "",
            speech.say(msg(N_("data {time}"), time=data)) if data else "",
            speech.say(self._in_the_register()),
        ]
        say(" · ".join(part for part in parts if part), "strong", indent=0)
        if self._around.practice_note is not None:
            say(self._around.practice_note, "accent", indent=0)
        say(
            msg(N_("Enter keeps what is in [ ]   - not given   k does not apply   < one back   ? explains")),
            "dim",
            indent=0,
        )
        if case.is_closed:
            say(msg(N_("The books of this period are closed: a change needs a reason.")), "warning", indent=0)
        say(msg(N_("Leave whenever you like (Ctrl+C): what was typed is kept.")), "dim", indent=0)

    def _in_the_register(self) -> Message:
        """What is there of the report."""
        report = self._case.report
        if report is None:
            return msg(N_("not in the register yet"))
        label = self._talk.speech.report_state(report.state)
        if report.received_on is None:
            return msg(N_("in the register: {state}"), state=label)
        return msg(N_("in the register: {state}, {day}"), state=label, day=report.received_on)

    def _begin(self) -> bool:
        """Take up what was typed before, or settle what is wanted. False: the person stops."""
        kept = self._drafts.find(self._case.unit.id, str(self._case.period))
        if kept is not None and self._wants_to_go_on(kept):
            self._take_up(kept)
        if self._case.is_typed_in and self._draft.answers.get(PURPOSE) in (None, "new"):
            return self._ask_purpose()
        if PURPOSE not in self._draft.answers:
            self._draft = self._draft.answered(PURPOSE, purpose_of(self._draft), self._clock())
        return True

    def _wants_to_go_on(self, kept: Draft) -> bool:
        speech = self._talk.speech
        clock = f"{kept.saved_at:%H:%M}"
        when = (
            clock
            if kept.saved_at.date() == self._clock().date()
            else f"{clock} {speech.date(kept.saved_at.date())}"
        )
        question = msg(N_("Something typed before, at {time}, is not written yet. Go on with it?"), time=when)
        choices = {"c": msg(N_("yes")), "b": msg(N_("begin anew"))}
        return self._choose(question, choices, "c") == "c"

    def _take_up(self, kept: Draft) -> None:
        """Go on with a draft; what somebody else recorded meanwhile is named and asked anew."""
        self._is_kept = True
        for key in overtaken(kept, self._case.report):
            figure = self._case.office.figure(key)
            if figure is not None:
                message = msg(
                    N_("“{figure}” was changed meanwhile: now {found}, yours {wanted}. It is asked again."),
                    figure=figure.label,
                    found=value_text(figure, self._case.seen.get(key), self._talk.speech),
                    wanted=value_text(figure, kept.figures[key], self._talk.speech),
                )
                self._talk.say(message, "warning", indent=0)
        self._draft = brought_up_to_date(kept, self._case.report)

    def _ask_purpose(self) -> bool:
        """A report that was typed in already: what is to be done with it?"""
        choices = {
            "t": msg(N_("go on typing, what is missing")),
            "s": msg(N_("correct")),
            "m": msg(N_("the unit sent a new report in its place")),
            "d": msg(N_("stop")),
        }
        question = msg(N_("This report was typed in already. What do you want to do?"))
        choice = self._choose(question, choices, "t" if self._case.missing else "d")
        purposes: dict[str, Purpose] = {"t": "go_on", "s": "correct", "m": "replace"}
        if choice in purposes:
            self._draft = self._draft.answered(PURPOSE, purposes[choice], self._clock())
        return choice in purposes

    def _empty_draft(self) -> Draft:
        case = self._case
        return Draft(unit=case.unit.id, period=str(case.period), saved_at=self._clock(), seen=dict(case.seen))

    # -------------------------------------------------------------- questions

    def _is_open(self, step: PromptStep) -> bool:
        return step.key not in self._draft.answers and step.applies(self._draft.answers)

    def _walk(self, steps: tuple[PromptStep, ...], place: int, end: int) -> None:
        """Ask from a place on, to the end; `<` goes back over what is not asked."""
        is_in_figures = False
        while place < end:
            step = steps[place]
            if not step.applies(self._draft.answers):
                place += 1
                continue
            if _is_figure(step) and not is_in_figures:
                self._show_header(steps)
            is_in_figures = _is_figure(step)
            try:
                self._ask(step)
            except GoBack:
                place = self._one_back(steps, place)
            else:
                place += 1

    def _ask(self, step: PromptStep) -> None:
        """Ask one question, and keep the answer before anything else."""

        def keep(value: FigureValue) -> None:
            self._keep(self._draft.in_the_middle(step.key, value, self._clock()))

        answers = self._draft.answers
        value = step.ask(self._talk, self._current(step), answers, keep)
        self._keep(self._draft.answered(step.key, value, self._clock()))

    def _current(self, step: PromptStep) -> FigureValue:
        """What Enter keeps: what was begun or answered, else the question's own default."""
        draft = self._draft
        if draft.begun and draft.begun[0] == step.key:
            return draft.begun[1]
        return draft.answers.get(step.key, step.default)

    def _one_back(self, steps: tuple[PromptStep, ...], place: int) -> int:
        """The place of the question before."""
        before = [n for n in range(place) if steps[n].applies(self._draft.answers)]
        if not before:
            self._say(N_("This is the first question."))
            return place
        return before[-1]

    def _show_header(self, steps: tuple[PromptStep, ...]) -> None:
        figures = tuple(step.figure for step in steps if isinstance(step, FigureStep | RecordStep | ListStep))
        layout = layout_for(figures, self._talk.prompter.width, self._talk.speech)
        self._talk.prompter.say(page.Gap())
        self._talk.say(layout.header(self._talk.speech), "dim", indent=0)

    def _keep(self, draft: Draft) -> None:
        """Keep what was typed; a folder that cannot be written to is said once."""
        self._draft = draft
        try:
            self._drafts.keep(draft)
        except EnvironmentProblem as error:
            if not self._is_warned:
                self._talk.say(error.message, "warning", indent=0)
            self._is_warned = True
        else:
            self._is_kept = True

    def _choose(
        self, question: Message, choices: dict[str, Message], default: str, also: Collection[str] = ()
    ) -> str:
        """A choice before or after the questions, where there is nothing to go back to."""
        while True:
            try:
                return self._talk.choose(question, choices, default, also)
            except GoBack:
                self._say(N_("There is nothing to go back to here."))

    # ------------------------------------------------------------------ write

    def _show_and_confirm(self, places: Collection[str]) -> str:
        """Show what would be written and what it turns; c, s or h, a figure's number, or d when there is nothing to write."""
        show_changes(self._talk, self._case, self._draft)
        choices = {
            "c": msg(N_("yes")),
            "s": msg(N_("change (or a figure's number)")),
            "h": msg(N_("cancel")),
        }
        try:
            trial = make_record(self._desk, self._slice, self._plan, dry_run=True)
        except Refused as error:
            self._show_refusal(error)
            choice = self._choose(
                msg(N_("It cannot be written like this.")), _without_yes(choices), "s", places
            )
        else:
            if not trial.changes.files:
                self._drafts.drop(self._case.unit.id, str(self._case.period))
                self._say(N_("Nothing to change: it is already so."))
                return "d"
            self._show_effect(trial)
            choice = self._choose(msg(N_("Write it down?")), choices, "c", places)
        if choice == "h":
            self._say(N_("Nothing was written."))
            self.say_kept()
        return choice

    def _show_effect(self, trial: Recorded) -> None:
        speech, today = self._talk.speech, self._around.today
        moved = settled_lines(moved_books(self._desk, trial, today), speech)
        self._talk.prompter.say(*effect_lines(effect(trial, today), speech), *moved)

    def _show_refusal(self, error: Ct58Error) -> None:
        self._talk.say(error.message, "warning", indent=0)
        if error.hint is not None:
            self._talk.say(error.hint, "dim", indent=0)

    def _write(self) -> None:
        """Write it on the data as it is by now; what was typed is forgotten only then."""
        try:
            make_record(self._desk, self._slice, self._plan)
        except Ct58Error:
            self.say_kept()
            raise
        self._drafts.drop(self._case.unit.id, str(self._case.period))
        self._talk.say(msg(N_("Recorded. By mistake? Type: ct58 undo")), "good", indent=0)

    def _plan(self, office: Office) -> Edit:
        words = report_words(self._case, self._draft, self._talk.speech)
        return plan_report(office, self._case.unit, self._case.period, words, self._case.today)

    def _say(self, text: str) -> None:
        self._talk.say(msg(text), indent=0)


def _places(steps: tuple[PromptStep, ...]) -> dict[str, int]:
    """Printed number of a figure → the place of its question."""
    return {
        str(step.figure.number): place
        for place, step in enumerate(steps)
        if isinstance(step, FigureStep | RecordStep | ListStep)
    }


def _is_figure(step: PromptStep) -> bool:
    return isinstance(step, FigureStep | RecordStep | ListStep) or step.key.startswith(REASON_OF)


def _without_yes(choices: dict[str, Message]) -> dict[str, Message]:
    return {key: meaning for key, meaning in choices.items() if key != "c"}
