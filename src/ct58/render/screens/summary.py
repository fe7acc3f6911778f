"""`ct58 summary`: what the report of a period says, section by section, in the words of the office; as JSON its numbers."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ct58.domain.checks.form import figure_uses
from ct58.domain.records.committee import IssuedFigure
from ct58.domain.records.items import ItemKind
from ct58.domain.records.narrative import OPENING, SECTIONS, SummarySection, sections_of
from ct58.domain.records.programme import ProgrammeHead
from ct58.domain.text.prose import parse_prose
from ct58.domain.time.period import Period
from ct58.i18n import Message, N_, msg
from ct58.render.screens.indicators import indicator_entry
from ct58.render.screens.parts import (
    fallen_as_json,
    fallen_text,
    occurrence_list,
    work_as_json,
)
from ct58.render.screens.summary_tables import annex_number, progress_table, ratings_table, risen_and_fallen
from ct58.render.screens.summary_work import basis_note, period_name
from ct58.render.words.abbreviations import first_in_full
from ct58.render.words.amendments import amendment_sentence, names_from
from ct58.render.words.indicator_items import indicator_items
from ct58.render.words.indicator_sentences import (
    Telling,
    has_come_to_something,
    names_and_rest,
)
from ct58.render.words.labels import rounded_count, unread_counts
from ct58.render.words.record_keys import JsonObject
from ct58.render.words.speech import Speech, capital, continued, period_title, roman
from ct58.render.words.summary import (
    DraftingBodies,
    duty_sentence,
    figure_sentence,
    missed_text,
    older_texts,
    overdue_sentence,
    overdue_words,
    rating_sentence,
    reports_sentences,
    sentence,
    unfinished_sentence,
    verdict_counts,
)
from ct58.views.counts import Counts, nouns_of
from ct58.views.due import Entry
from ct58.views.page import Block, Heading, Line, Narrative, words
from ct58.views.progress import (
    ItemProgress,
    counts_of,
    missed_of,
    overdue_of,
    unfinished_of,
)
from ct58.views.ratings import FigureResult
from ct58.views.reported import FigureChange, ReportedChanges, as_issued
from ct58.views.reports import DueReportState
from ct58.views.summary import DataRevision, IndicatorResults, PartResults, SummaryView, UnitNote

MISSING_MARK = N_("[to be added]")
"""What stands in the place of words that are missing."""
_SHOWN_DATES = 2
"""Of what is due more often nobody needs each day: it goes on as regularly as before."""
Dates = tuple[tuple[dt.date, Period], ...]
"""When a report is due, and for which time."""
_SHOWN_TITLES = 3
"""What is named a second time; of more, their number."""


def summary_body(view: SummaryView, speech: Speech) -> tuple[Block, ...]:
    """The report between its title and its appendices, as every form of it shows it."""
    blocks: list[Block] = [*_introduction(view, speech)]
    number = 0
    for section in sections_of(view.order.scope.extent):
        body = list(_body(section, view, speech))
        if section == OPENING:
            blocks += [Heading(_title(section, view, speech)), *body]
        elif body:
            number += 1
            blocks += [Heading(f"{roman(number)}. {_title(section, view, speech)}"), *body]
    return first_in_full(blocks, view.head.abbreviations, written=_written(view))


def _written(view: SummaryView) -> frozenset[str]:
    """The paragraphs that people wrote: nobody touches their words."""
    return frozenset(line.strip() for text in view.texts.values() for line in text.splitlines())


def subject(view: SummaryView, speech: Speech) -> str:
    """What the report is about (trích yếu): `kết quả 6 tháng đầu năm 2021 thực hiện Chương trình …`."""
    scope = view.order.scope
    text = N_("results of {period} in carrying out {programme}")
    if scope.is_year:
        text = N_("yearly review of {period} of carrying out {programme}")
    elif scope.is_term:
        text = N_("final review of {period} of carrying out {programme}")
    return speech.say(
        msg(text, programme=programme_name(view.head, speech), period=period_name(view, speech))
    )


def programme_name(head: ProgrammeHead, speech: Speech) -> str:
    """What a sentence calls the programme, and what it carries out; without words of its own its title, if that is none in capitals."""
    if head.name:
        return head.name
    day = speech.long_date(head.issued_on)
    if head.title and not _begins_in_capitals(head.title):
        return speech.say(
            msg(N_("{title} (number {number}, {day})"), title=head.title, number=head.number, day=day)
        )
    text = msg(N_("Programme {number}, {day}"), number=head.number, day=day)
    return speech.say(text) + (
        speech.say(msg(N_(" of {issuer}"), issuer=head.issued_by)) if head.issued_by else ""
    )


def _begins_in_capitals(title: str) -> bool:
    return title.split(maxsplit=1)[0].isupper()


# ------------------------------------------------------------------ frame


def working_line(view: SummaryView, speech: Speech) -> str:
    """What only the working copy says: that it is one, where its day comes from, and the data's revision."""
    basis = {
        "asked": N_("the day asked for"),
        "closing": N_("the day on which the books were closed"),
        "cut_off": N_("the cut-off"),
        "today": N_("today"),
    }[view.order.as_of.basis]
    text: Message = msg(
        N_("Working copy. As of {day} ({basis}). Revision of the data: {revision}."),
        day=view.order.as_of.day,
        basis=speech.gettext(basis),
        revision=_revision(view.order.revision, speech),
    )
    return speech.say(text)


def _revision(revision: DataRevision | None, speech: Speech) -> str:
    """`8e5a4af, 15/7/2021 16:52, có sửa đổi chưa lưu`."""
    if revision is None:
        return speech.gettext(N_("no history is kept"))
    when = f"{speech.date(revision.when.date())} {revision.when:%H:%M}"
    if not revision.has_changes:
        return f"{revision.id}, {when}"
    changed = speech.gettext(N_("with changes that are not saved"))
    return f"{revision.id}, {when}, {changed}"


def _introduction(view: SummaryView, speech: Speech) -> Iterator[Block]:
    text = msg(
        N_("Carrying out {programme}, {who} reports the results of {period}:"),
        programme=programme_name(view.head, speech),
        who=_sender(view),
        period=period_name(view, speech),
    )
    yield _paragraph(text, speech)
    yield Line(words(coverage_text(view, speech)))


def _sender(view: SummaryView) -> str:
    """The committee, or its office by its whole name."""
    body = view.official.body
    return body if body == view.committee else f"{body} {view.committee}"


def coverage_text(view: SummaryView, speech: Speech) -> str:
    """As-of, coverage, and whether estimates are in the figures."""
    tally = view.coverage
    day = speech.long_date(view.order.as_of.day)
    if not tally.expected:
        return speech.say(msg(N_("The figures are as of {day}; no unit reports are asked for."), day=day))
    if not tally.actual:
        periods = dict.fromkeys(row.period for row in view.main_rows)
        none = N_("The figures are as of {day}; no unit report of {periods} has come yet.")
        named = ", ".join(map(speech.period, periods))
        return speech.say(msg(none, day=day, periods=named))
    text = msg(
        N_("The figures are as of {day}, from {actual}/{expected} reports of units ({rate}); {quality}."),
        day=day,
        actual=speech.number(tally.actual),
        expected=speech.number(tally.expected),
        rate=speech.percent(tally.rate),
        quality=_quality(view, speech),
    )
    return speech.say(text)


def _quality(view: SummaryView, speech: Speech) -> str:
    """How sure the figures are; of each kind how many, so that they add up to the reports that came."""
    found, actual = view.qualities(), view.coverage.actual
    if found["final"] == actual:
        return speech.gettext(N_("no estimates are in them"))
    kinds = (
        (N_("{count} reports give estimates"), found["estimated"]),
        (N_("{count} give final figures"), found["final"]),
        (N_("{count} don't say which"), actual - sum(found.values())),
    )
    return speech.say(msg(N_("of them {reports}"), reports=", ".join(_counted(kinds, speech))))


def _title(section: SummarySection, view: SummaryView, speech: Speech) -> str:
    """A section's title; the time ahead is named."""
    ahead = view.order.scope.next
    if section.key == "next" and ahead is not None:
        return speech.say(msg(N_("MAIN TASKS OF {period}"), period=speech.long_period(ahead).upper()))
    if section.key == "next":
        return speech.gettext(N_("DIRECTIONS AND TASKS OF THE TIME AHEAD"))
    return speech.gettext(section.title)


def _body(section: SummarySection, view: SummaryView, speech: Speech) -> Iterator[Block]:
    """A person's words, then what the figures say."""
    if not section.is_by_part:
        yield from _prose(section.key, _title(section, view, speech), view, speech)
    filled = _FILLED_BY.get(section.key)
    if filled is not None:
        yield from filled(view, speech)


# ------------------------------------------------------------------ narrative


def summary_section_title(key: str, view: SummaryView, speech: Speech) -> str:
    """What a section is called in its heading, by the key of its prose."""
    part = next((results.part.title for results in view.parts if results.part.id == key), None)
    return part or _title(_section(key), view, speech)


def section_facts(key: str, view: SummaryView, speech: Speech) -> Iterator[Block]:
    """What the figures say in a section, without a person's words."""
    results = next((results for results in view.parts if results.part.id == key), None)
    filled = _FILLED_BY.get(key)
    if results is not None:
        yield from _part(results, view, speech)
    elif filled is not None:
        yield from filled(view, speech)


def section_hints(key: str, view: SummaryView, speech: Speech) -> Iterator[str]:
    """What a person may want to name in a section: of shortcomings every unit whose report is late."""
    if key == "shortcomings":
        late = dict.fromkeys(row.unit.label for row in view.main_rows if row.standing.status == "overdue")
        if late:
            yield speech.say(msg(N_("Reports are late of: {names}."), names=", ".join(late)))


def _section(key: str) -> SummarySection:
    return next(section for section in SECTIONS if section.key == key)


def _prose(key: str, title: str, view: SummaryView, speech: Speech) -> Iterator[Block]:
    """A person's words for a section, or the mark that they are missing."""
    mark = speech.gettext(MISSING_MARK) if key in view.missing else ""
    prose = parse_prose(view.texts.get(key, ""))
    if prose or mark:
        yield Narrative(view.text_keys[key], title, prose, mark)


def _paragraph(text: Message, speech: Speech) -> Line:
    return Line(words(speech.say(text)))


def _item(text: str) -> Line:
    """One dash of a list."""
    return Line(words(f"- {text}"), is_item=True)


# ------------------------------------------------------------------ sections


def _overview(view: SummaryView, speech: Speech) -> Iterator[Block]:
    reports = reports_sentences(view.main_lines, speech)
    if reports:
        yield _item(reports)
    verdicts = " ".join(_verdicts(view, speech))
    if verdicts:
        yield _item(verdicts)
    counts = counts_of(view.tasks)
    if counts.total:
        yield _item(speech.say(_work_text(counts, view, speech)))
    for amendment, deeds in view.amendments:
        yield _item(
            amendment_sentence(amendment, deeds, names_from(view.titles), names_from(view.labels), speech)
        )


def _verdicts(view: SummaryView, speech: Speech) -> Iterator[str]:
    """How many indicators there are of each verdict; what is not due, or was cut short by the end, is one sentence for all."""
    apart = (
        (N_("Not due to be judged yet: {count} indicators (appendix 1)."), _is_not_due),
        (
            N_("Not judged, the work having ended on {day}: {count} indicators (appendix 1)."),
            _is_cut_by_the_end,
        ),
    )
    told = [entry for entry in view.indicators if not any(fits(entry) for _, fits in apart)]
    if told:
        text = msg(
            N_("Of {count} indicators: {verdicts}."),
            count=speech.count(len(view.indicators)),
            verdicts=verdict_counts(told, speech),
        )
        yield speech.say(text)
    for line, fits in apart:
        count = sum(map(fits, view.indicators))
        if count:
            yield speech.say(msg(line, count=speech.count(count), day=view.head.closed_on))


def _is_not_due(entry: IndicatorResults) -> bool:
    return entry.verdict == "not_due"


def _is_cut_by_the_end(entry: IndicatorResults) -> bool:
    """Whether it is the committee's own end, not one that a document gave it."""
    return entry.verdict == "cut_short" and entry.last.result.ended_by is None


def _work_text(counts: Counts, view: SummaryView, speech: Speech) -> Message:
    """How the tasks stand; where some recur, of how many times is said, too."""
    halted = counts.suspended + counts.dropped
    gone = _fallen_of(view, "task")
    text = N_("{items} tasks of the appendix: {said}.")
    if counts.total + halted + counts.ongoing + counts.unreadable + len(gone) != counts.items:
        text = N_("{items} tasks of the appendix ({total} times): {said}.")
    return msg(
        text,
        items=speech.count(counts.items),
        total=speech.count(counts.total),
        said="; ".join(_standings(counts, view, len(gone), speech)),
    )


def _fallen_of(view: SummaryView, *kinds: ItemKind) -> list[Entry]:
    """What is not asked any more of some kinds of items."""
    return [entry for item in view.work if item.item.kind in kinds for entry in item.gone]


def _standings(counts: Counts, view: SummaryView, gone: int, speech: Speech) -> Iterator[str]:
    """How many are done, and how many not; a document names no zeros."""
    done, halted = counts.on_time + counts.late, counts.suspended + counts.dropped
    if done:
        yield speech.say(_done(done, counts, speech))
    open_ = N_("{count} not completed and within time")
    if view.head.closed_on is not None:
        open_ = N_("{count} begun and not finished when the work ended")
    yield from _counted(
        (
            (open_, counts.within_time),
            (N_("overdue: {count}"), counts.overdue),
            (N_("{count} not done in their time"), counts.missed),
            (N_("{count} no longer asked"), gone),
            (N_("{count} suspended or given up"), halted),
            *unread_counts(counts.unreadable, counts.waiting),
        ),
        speech,
    )


def _done(done: int, counts: Counts, speech: Speech) -> Message:
    """How many are done, and how: all in time, all late, or some of both."""
    if not counts.late:
        return msg(N_("{done} completed in time"), done=speech.count(done))
    if not counts.on_time:
        return msg(N_("{done} completed late"), done=speech.count(done))
    text = N_("{done} completed ({on_time} in time, {late} late)")
    return msg(
        text, done=speech.count(done), on_time=speech.count(counts.on_time), late=speech.count(counts.late)
    )


def _counted(kinds: Iterable[tuple[str, int]], speech: Speech) -> Iterator[str]:
    """Each text that tells a count, of those that there are any of."""
    return (speech.say(msg(text, count=speech.count(number))) for text, number in kinds if number)


def _results(view: SummaryView, speech: Speech) -> Iterator[Block]:
    for number, results in enumerate(view.parts, 1):
        yield Heading(f"{number}. {results.part.title}", level=3)
        yield from _prose(results.part.id, results.part.title, view, speech)
        yield from _part(results, view, speech)


def _part(results: PartResults, view: SummaryView, speech: Speech) -> Iterator[Block]:
    """Indicators with figures, duties that have fallen due, then in one line what is due and has no figures.

    What an indicator has told is not told once more as the duty that its figure settles: a reader would compare two counts
    of units, each of its own day. The appendix has both.
    """
    telling = Telling(
        view.programme,
        speech,
        names_units=view.order.profile == "standing-committee",
        names_times=not view.order.scope.is_term,
    )

    def mark(found: IndicatorResults) -> str:
        return "" if view.order.is_final else f" [{found.indicator.id}]"

    told = [found for found in results.indicators if has_come_to_something(found)]
    yield from map(_item, indicator_items(told, telling, mark))
    empty = [
        found.indicator.title + mark(found)
        for found in results.indicators
        if found.judged and found not in told
    ]
    yield from _duties(_untold(results.duties, {found.indicator.id for found in told}, view), view, speech)
    yield from _figures(results.figures, speech)
    if empty:
        yield _item(speech.say(msg(N_("Without figures so far: {titles}."), titles="; ".join(empty))))


def _untold(duties: Iterable[ItemProgress], told: set[str], view: SummaryView) -> list[ItemProgress]:
    """The duties but those of units whose figure an indicator has told."""
    uses = figure_uses(view.programme)
    return [
        entry
        for entry in duties
        if not (entry.item.owners and uses.get((entry.item.done_when or "").partition(".")[0], set()) & told)
    ]


def _duties(duties: Iterable[ItemProgress], view: SummaryView, speech: Speech) -> Iterator[Block]:
    """What was wholly done in time in one sentence, then each of which there is more to tell."""
    settled = [entry for entry in duties if entry.is_settled]
    in_time = [entry for entry in settled if _is_in_time(entry)]
    if in_time:
        yield _item(_done_in_time(in_time, view, speech))
    for entry in settled:
        if entry not in in_time:
            yield _item(duty_sentence(entry, _bodies(view), period_name(view, speech), speech))


def _done_in_time(items: Sequence[ItemProgress], view: SummaryView, speech: Speech) -> str:
    """Which they are; of many, which the appendix names, how many."""
    number = annex_number("duties", view, speech) if len(items) > _SHOWN_TITLES else ""
    text = N_("Completed in time: {titles}.")
    if number:
        text = N_("Completed in time: {count} duties (appendix {number}).")
    titles = "; ".join(entry.item.title for entry in items)
    return speech.say(msg(text, titles=titles, count=speech.count(len(items)), number=number))


def _is_in_time(entry: ItemProgress) -> bool:
    """Whether all of it is done, in time, and nothing older was open; what each unit owes is told with its numbers."""
    beside = entry.older or entry.gone or entry.counts.unreadable or entry.item.owners
    return not beside and entry.counts.on_time == entry.counts.total


def _figures(figures: Iterable[FigureResult], speech: Speech) -> Iterator[Block]:
    """The plain figures of a part in one sentence; what is told word by word has one of its own."""
    plain = [figure_sentence(figure, speech).removesuffix(".") for figure in figures if not figure.words]
    if plain:
        first, *others = plain
        yield _item(f"{'; '.join((first, *map(continued, others)))}.")
    for figure in figures:
        if figure.words:
            yield _item(figure_sentence(figure, speech))


def _bodies(view: SummaryView) -> DraftingBodies:
    return DraftingBodies(view.labels, view.governing)


def _progress(view: SummaryView, speech: Speech) -> Iterator[Block]:
    if view.groups:
        yield progress_table(view, speech)
        yield from _missed_note(view, speech)
        yield from _debts(view, speech)
    counts = counts_of(view.duties)
    if counts.due:
        text = msg(
            N_("Duties in the body of the programme: {due} have fallen due, {said}."),
            due=speech.count(counts.due),
            said=", ".join((*_duty_counts(counts, speech), *_debt_count(view.duties, speech))),
        )
        yield _paragraph(text, speech)
    if counts.due and not view.groups:
        yield Line(words(basis_note(view, speech), "dim"))
    yield from _unfinished(view, speech)
    yield from _fallen(view, speech)


def _unfinished(view: SummaryView, speech: Speech) -> Iterator[Block]:
    """How far what was begun had come when the committee's work ended before its day."""
    found = unfinished_of(view.work)
    if found and view.head.closed_on is not None:
        text = msg(N_("Begun, not finished when the work ended on {day}:"), day=view.head.closed_on)
        yield _paragraph(text, speech)
    for entry in found:
        yield _item(unfinished_sentence(entry, _bodies(view), speech))


_FALLEN: tuple[tuple[str, frozenset[ItemKind]], ...] = (
    (N_("Appendix: {items}."), frozenset({"task"})),
    (N_("Body of the programme: {items}."), frozenset({"duty"})),
    (N_("Items that came up: {items}."), frozenset({"ad_hoc"})),
)


def _fallen(view: SummaryView, speech: Speech) -> Iterator[Block]:
    """What nobody had begun and is not asked any more: how much, and which."""
    for gone in view.fallen:
        yield Line(words(f"{fallen_text(gone, speech)}:"))
        for text, kinds in _FALLEN:
            listed = [missed_text(entry, speech) for entry in gone.items if entry.item.kind in kinds]
            if listed:
                yield _item(speech.say(msg(text, items="; ".join(listed))))


def _debts(view: SummaryView, speech: Speech) -> Iterator[Block]:
    """What was open of the appendix before the period: beside the table, by name."""
    listed = [
        f"{entry.item.title}: {', '.join(older_texts(entry, speech))}"
        for group in view.groups
        for entry in group.items
        if entry.older
    ]
    if listed:
        text = msg(N_("Debts from before, not in the table: {debts}."), debts="; ".join(listed))
        yield _paragraph(text, speech)


def _debt_count(items: Iterable[ItemProgress], speech: Speech) -> Iterator[str]:
    """How many debts from before stand beside."""
    count = sum(len(entry.older) for entry in items)
    if count:
        yield speech.say(msg(N_("and beside them {count} times from before"), count=speech.count(count)))


def _missed_note(view: SummaryView, speech: Speech) -> Iterator[Block]:
    """What is in the total and in none of the table's four columns."""
    missed = sum(entry.counts.missed for entry in view.groups)
    if missed:
        text = msg(
            N_("{count} times not done, their time is over: in the total only."), count=speech.count(missed)
        )
        yield _note(text, speech)
    halted = sum(entry.counts.suspended + entry.counts.dropped for entry in view.groups)
    if halted:
        text = msg(N_("{count} times suspended or given up: in the tasks only."), count=speech.count(halted))
        yield _note(text, speech)


def _duty_counts(counts: Counts, speech: Speech) -> Iterator[str]:
    on_time, rate = speech.count(counts.due_on_time), speech.percent(counts.rate)
    yield speech.say(msg(N_("{on_time} of them completed in time ({rate})"), on_time=on_time, rate=rate))
    kinds = (
        (N_("{count} times late"), counts.late),
        (N_("{count} times overdue"), counts.overdue - counts.unbooked),
        (N_("no figures of {count} times"), counts.unbooked),
        (N_("{count} times not done, their time is over"), counts.missed),
        (N_("{count} times due on this day and not completed"), counts.open_on_its_day),
        *unread_counts(counts.unreadable, counts.waiting),
    )
    yield from _counted(kinds, speech)


def _ratings(view: SummaryView, speech: Speech) -> Iterator[Block]:
    """Each choice with its levels; several choices or years as a table."""
    if len(view.ratings) > 1:
        yield ratings_table(view.ratings, speech)
        return
    for rating in view.ratings:
        yield _item(rating_sentence(rating, speech))


def _comparison(view: SummaryView, speech: Speech) -> Iterator[Block]:
    """How many indicators rose and fell: their numbers stand in the appendix."""
    changes = risen_and_fallen(view, speech) if view.order.scope.is_year else Counter()
    if changes:
        kinds = (
            (N_("{count} rose"), changes["+"]),
            (N_("{count} fell"), changes["-"]),
            (N_("{count} are unchanged"), changes["0"]),
        )
        text = msg(
            N_("Of {count} indicators with figures of both years {changes} (appendix 1)."),
            count=speech.count(changes.total()),
            changes=", ".join(_counted(kinds, speech)),
        )
        yield _item(speech.say(text))


def _commendations(view: SummaryView, speech: Speech) -> Iterator[Block]:
    units = [unit.label for unit in view.always_on_time()]
    if units and not view.order.is_final:
        text = msg(
            N_("For work: {count} units sent all their reports in time: {names}."),
            count=speech.count(len(units)),
            names=names_and_rest(units, speech),
        )
        yield _note(text, speech)


def _shortcomings(view: SummaryView, speech: Speech) -> Iterator[Block]:
    owed: list[str] = []
    late: list[ItemProgress] = []
    for entry in overdue_of(view.work):
        if entry.item.owners and not any(found.is_unbooked for found in entry.standings):
            owed.append(missed_text(entry, speech))
        else:
            yield from _unbooked(entry, speech)
            late += _booked(entry)
    yield from _overdue(late, view, speech)
    if owed:
        yield _item(_owed_by_units(owed, view, speech))
    yield from _missed(view, speech)
    yield from _not_met(view, speech)
    yield from _missing_reports(view, speech)
    yield from _unit_notes(view.difficulties, N_("Difficulties that units named"), view, speech)


def _owed_by_units(owed: Sequence[str], view: SummaryView, speech: Speech) -> str:
    """What they are; of many, which the appendix shows with their units, how many."""
    number = annex_number("duties", view, speech) if len(owed) > _SHOWN_TITLES else ""
    text = N_("Overdue and not completed by units: {items}.")
    if number:
        text = N_("Overdue and not completed by units: {count} duties (appendix {number}).")
    return speech.say(msg(text, items="; ".join(owed), count=speech.count(len(owed)), number=number))


def _not_met(view: SummaryView, speech: Speech) -> Iterator[Block]:
    """Which indicators are not met: yet, or for good; of many, which the results name and the appendix shows, how many."""
    for is_closed, text in (
        (False, N_("Indicators that are not met yet: {titles}.")),
        (True, N_("Indicators that are not met: {titles}.")),
    ):
        found = [
            entry for entry in view.indicators if entry.verdict == "not_met" and entry.is_closed is is_closed
        ]
        if found:
            titles = "; ".join(entry.indicator.title for entry in found)
            if view.order.scope.is_term or len(found) > _SHOWN_TITLES:
                many = msg(N_("{count} indicators (appendix 1)"), count=speech.count(len(found)))
                titles = speech.say(many)
            yield _item(speech.say(msg(text, titles=titles)))


def _unbooked(entry: ItemProgress, speech: Speech) -> Iterator[Block]:
    """Of what may have been done and was only not recorded, that this is unclear."""
    found = [one for one in entry.entries if one.standing.is_unbooked]
    if found:
        yield _item(speech.say(_unbooked_sentence(entry, found, speech)))


def _booked(entry: ItemProgress) -> Iterator[ItemProgress]:
    known = tuple(one for one in entry.entries if not one.standing.is_unbooked)
    if known:
        yield replace(entry, entries=known)


def _overdue(items: Sequence[ItemProgress], view: SummaryView, speech: Speech) -> Iterator[Block]:
    """What is overdue, each in its sentence; of many in one, which says once what they have in common."""
    if len(items) <= _SHOWN_TITLES:
        for entry in items:
            yield _item(
                overdue_sentence(entry, _bodies(view), speech).removesuffix(".") + _doubt(entry, view, speech)
            )
        return
    listed = "; ".join(
        overdue_words(entry, _bodies(view), speech) + _doubt(entry, view, speech, end="") for entry in items
    )
    yield _item(speech.say(msg(N_("Not completed in time: {items}."), items=listed)))


def _doubt(entry: ItemProgress, view: SummaryView, speech: Speech, end: str = ".") -> str:
    """What a working copy adds of what is still to be verified."""
    if view.order.is_final or not all(found.needs_verification for found in entry.standings):
        return end
    unclear = speech.gettext(N_("(to be verified: due before the programme was issued)"))
    return f" {unclear}{end}"


def _unbooked_sentence(entry: ItemProgress, unbooked: Sequence[Entry], speech: Speech) -> Message:
    periods = list(dict.fromkeys(found.period for found in unbooked))
    return msg(
        N_("{title}: no figures of any of {count} units."),
        title=period_title(entry.item.title, occurrence_list(periods, speech)),
        count=speech.count(len({found.unit.id for found in unbooked if found.unit})),
    )


def _missed(view: SummaryView, speech: Speech) -> Iterator[Block]:
    """What was not done before its time was over: one line, and nobody is asked for it any more.

    What units did not do is told with its numbers among the results.
    """
    found = [entry for entry in missed_of(view.work) if not entry.item.owners]
    if found:
        items = "; ".join(missed_text(entry, speech) for entry in found)
        yield _item(speech.say(msg(N_("Not done in their time, which is over: {items}."), items=items)))


_LATE_REPORTS: tuple[tuple[frozenset[DueReportState], str], ...] = (
    (frozenset({"missing", "expected"}), N_("{count} units have not sent their report")),
    (frozenset({"returned"}), N_("{count} units have not sent again a report that was sent back")),
    (frozenset({"empty"}), N_("{count} units sent a report without figures")),
)
"""What is to be told of late reports, by their states."""


def _missing_reports(view: SummaryView, speech: Speech) -> Iterator[Block]:
    """How many have not reported; who they are is told in the appendix, which only the office's own committee gets."""
    late = Counter(row.state for row in view.main_rows if row.standing.status == "overdue")
    kinds = ((text, sum(late[state] for state in states)) for states, text in _LATE_REPORTS)
    said = "; ".join(_counted(kinds, speech))
    if not said:
        return
    has_list = view.order.profile == "standing-committee"
    text = N_("{said} (list attached).") if has_list else N_("{said}.")
    yield _item(capital(speech.say(msg(text, said=said))))


_LATE: Mapping[tuple[bool, bool], str] = {
    (False, False): N_("Complete what is overdue: {titles}."),
    (False, True): N_("Complete the {count} tasks that are overdue, named among the shortcomings."),
    (True, False): N_("Not completed when the work ended: {titles}."),
    (True, True): N_("{count} tasks were not completed when the work ended, named among the shortcomings."),
}
"""What is to be told of overdue work: after the end or before it, and of more than are named twice."""


def _next(view: SummaryView, speech: Speech) -> Iterator[Block]:
    """What is overdue by its number, for it is named before; what falls due by who does it."""
    late = [
        entry for entry in overdue_of(view.work) if not all(found.is_unbooked for found in entry.standings)
    ]
    if late:
        said = _LATE[view.head.closed_on is not None, len(late) > _SHOWN_TITLES]
        titles = "; ".join(entry.item.title for entry in late)
        yield _item(speech.say(msg(said, titles=titles, count=speech.count(len(late)))))
    by_lead: dict[str, list[str]] = {}
    regular = [entry for entry in view.ahead if _is_regular(entry, view)]
    for entry in view.ahead:
        if entry not in regular:
            by_lead.setdefault(_ahead_lead(entry, view, speech), []).append(_ahead_text(entry, view, speech))
    for who, items in by_lead.items():
        yield _item(f"{who}: {'; '.join(items)}.")
    often, seldom = _reports_ahead(view)
    if regular or often:
        titles = "; ".join((*(entry.item.title for entry in regular), *often))
        yield _item(speech.say(msg(N_("As regularly as before: {titles}."), titles=titles)))
    for dates, reports in seldom.items():
        days = ", ".join(f"{speech.date(day)} ({speech.period(period)})" for day, period in dates)
        text = msg(N_("{title}: units send it by {days}."), title=", ".join(reports), days=days)
        yield _item(speech.say(text))


def _is_regular(entry: ItemProgress, view: SummaryView) -> bool:
    """Whether it comes often in the time ahead, or in a year is what units owe every year."""
    is_owed = view.order.scope.is_review and entry.item.owners and entry.item.deadline.every is not None
    return bool(is_owed) or len(_days(entry)) > _SHOWN_DATES


def _reports_ahead(view: SummaryView) -> tuple[list[str], Mapping[Dates, list[str]]]:
    """The kinds of reports that come often in the time ahead, in a year all, and the others by their days."""
    by_title: dict[str, Dates] = {}
    for entry in view.reports_ahead:
        dates = by_title.get(entry.item.title, ())
        by_title[entry.item.title] = (*dates, (entry.due, entry.period))
    is_review = view.order.scope.is_review
    often = [title for title, dates in by_title.items() if is_review or len(dates) > _SHOWN_DATES]
    by_dates: dict[Dates, list[str]] = {}
    for title, dates in by_title.items():
        if title not in often:
            by_dates.setdefault(dates, []).append(title)
    return often, by_dates


def _ahead_lead(entry: ItemProgress, view: SummaryView, speech: Speech) -> str:
    if entry.item.owners:
        return speech.gettext(N_("The units"))
    return ", ".join(view.labels.get(id_, id_) for id_ in entry.item.lead)


def _ahead_text(entry: ItemProgress, view: SummaryView, speech: Speech) -> str:
    """`Kế hoạch bồi dưỡng (hạn 31/01/2025)`; without a day, by the time's end."""
    days = _days(entry)
    is_by_the_end = view.order.scope.next is not None and days == [view.order.scope.next.last_day]
    count = msg(N_("{count} units"), count=speech.count(len(entry.units)))
    said = [
        *([speech.say(count)] if entry.item.owners else []),
        *([] if is_by_the_end else [_due_on(days, speech)]),
    ]
    return f"{entry.item.title} ({', '.join(said)})" if said else entry.item.title


def _due_on(days: Iterable[dt.date], speech: Speech) -> str:
    return speech.say(msg(N_("due on {days}"), days=", ".join(map(speech.date, days))))


def _days(entry: ItemProgress) -> list[dt.date]:
    return sorted({found.due for found in entry.standings if found.due})


def _proposals(view: SummaryView, speech: Speech) -> Iterator[Block]:
    yield from _unit_notes(view.proposals, N_("Proposals that units made"), view, speech)


def _unit_notes(notes: Iterable[UnitNote], label: str, view: SummaryView, speech: Speech) -> Iterator[Block]:
    """What units wrote, to draw from; only in the working copy, the same words once."""
    if view.order.is_final:
        return
    by_text: dict[str, list[str]] = {}
    for note in notes:
        by_text.setdefault(note.text, []).append(note.unit.label)
    for text, units in by_text.items():
        distinct = list(dict.fromkeys(units))
        shown = f"{speech.gettext(label)}: {text.rstrip('.')} ({names_and_rest(distinct, speech)})"
        yield Line(words(sentence(shown), "dim"))


def _note(text: Message, speech: Speech) -> Line:
    return Line(words(speech.say(text), "dim"))


_FILLED_BY: Mapping[str, Callable[[SummaryView, Speech], Iterator[Block]]] = {
    "overview": _overview,
    "results": _results,
    "progress": _progress,
    "ratings": _ratings,
    "comparison": _comparison,
    "commendations": _commendations,
    "shortcomings": _shortcomings,
    "next": _next,
    "proposals": _proposals,
}
"""What the figures say in a section; one without an entry has only a person's words."""


def summary_as_json(view: SummaryView, speech: Speech) -> JsonObject:
    """Period, reader, coverage, indicators, work by group, and what differs from earlier reports."""
    from ct58.render.screens.status import (
        cells_as_json,  # the text of a summary needs no screen of the status
    )

    tally = view.coverage
    return {
        "period": str(view.order.scope.asked),
        "named": str(view.order.scope.named),
        "to": view.order.profile,
        "final": view.order.is_final,
        "number": view.official.number,
        "on": view.order.on,
        "coverage": {
            "reported": tally.actual,
            "expected": tally.expected,
            "on_time": tally.actual_on_time,
            "lines": [{"id": line.item.id, "period": line.period} for line in view.main_lines],
        },
        "quality": dict(view.qualities()),
        "indicators": [indicator_entry(row, speech) for row in view.rows],
        "tasks": [
            {"group": entry.group.id if entry.group else None, **cells_as_json(entry.counts)}
            for entry in view.groups
        ],
        "duties": cells_as_json(counts_of(view.duties)),
        "fallen_away": [fallen_as_json(found) for found in view.fallen],
        "older": work_as_json(nouns_of(debt for entry in view.work for debt in entry.older)),
        "figures": [_result(entry) for results in view.parts for entry in results.figures],
        "missing_sections": list(view.missing),
        "reported": [_reported(entry) for entry in view.reported],
    }


def _result(entry: FigureResult) -> JsonObject:
    return {
        "key": entry.figure.key,
        "number": entry.figure.number,
        "label": entry.figure.label,
        "value": rounded_count(entry.value),
        "unit": entry.figure.unit,
        "words": dict(entry.words),
        "coverage": {"reported": entry.reported, "expected": entry.expected},
    }


def _reported(entry: ReportedChanges) -> JsonObject:
    return {
        "name": entry.issue.name,
        "number": entry.issue.number,
        "on": entry.issue.on,
        "changes": list(map(_change, entry.changes)),
    }


def _change(change: FigureChange) -> JsonObject:
    return {
        "id": change.reported.id,
        "reported": _figure(change.reported),
        "now": _figure(as_issued(change.now)),
        "units": [{"unit": entry.unit.id, "cause": entry.cause} for entry in change.units],
    }


def _figure(figure: IssuedFigure) -> JsonObject:
    names = ("numerator", "denominator", "value", "verdict")
    return {name: getattr(figure, name) for name in names}
