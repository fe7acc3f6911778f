"""`ct58 summary`: the report of a period, section by section, in the words of the office; as JSON its numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ct58.domain.records.committee import IssuedFigure
from ct58.domain.records.narrative import OPENING, SummarySection, sections_of
from ct58.i18n import Message, N_, msg
from ct58.render.screens.indicators import indicator_entry
from ct58.render.screens.parts import occurrence_list, work_as_json
from ct58.render.screens.reported import reported_blocks
from ct58.render.screens.summary_tables import appendices, comparison_table, progress_table
from ct58.render.words.labels import rate_note, rounded_count
from ct58.render.words.record_keys import JsonObject
from ct58.render.words.speech import Speech, period_title, roman
from ct58.render.words.summary import (
    duty_sentence,
    figure_sentence,
    indicator_sentence,
    missed_text,
    names_and_rest,
    older_texts,
    overdue_sentence,
    rating_sentence,
    reports_sentence,
    sentence,
    verdict_counts,
)
from ct58.views.counts import Counts, nouns_of
from ct58.views.due import Entry
from ct58.views.page import Block, Heading, Line, Page, words
from ct58.views.progress import ItemProgress, counts_of, missed_of, overdue_of
from ct58.views.ratings import FigureResult
from ct58.views.reported import FigureChange, ReportedChanges, as_issued
from ct58.views.reports import DueReportState
from ct58.views.summary import DataRevision, DueReport, PartResults, SummaryView, UnitNote

_MARK = N_("[to be added]")
_SHOWN_DATES = 4


def summary_page(view: SummaryView, speech: Speech) -> Page:
    """The whole report: title, introduction, sections, appendices."""
    return Page((*_head(view, speech), *summary_body(view, speech), *appendices(view, speech)))


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
    is_for_own = view.order.profile == "standing-committee"
    return (*blocks, *reported_blocks(view.reported, speech, with_units=is_for_own))


def subject(view: SummaryView, speech: Speech) -> str:
    """What the report is about (trích yếu): `kết quả thực hiện Chương trình …, 6 tháng đầu năm 2021`."""
    scope = view.order.scope
    text = N_("results of carrying out Programme {number}, {period}")
    if scope.is_year:
        text = N_("yearly review of carrying out Programme {number}, {period}")
    elif scope.is_term:
        text = N_("final review of carrying out Programme {number}, {period}")
    return speech.say(msg(text, number=view.head.number, period=period_name(view, speech)))


def period_name(view: SummaryView, speech: Speech) -> str:
    """`quý I năm 2021`, `6 tháng đầu năm 2021`, `quý IV và cả năm 2021`."""
    asked = view.order.scope.asked
    if asked.kind == "quarter" and asked.number == 4:
        return speech.say(msg(N_("quarter IV and the whole year {year}"), year=str(asked.year)))
    return speech.long_period(view.order.scope.named)


# ------------------------------------------------------------------ frame


def _head(view: SummaryView, speech: Speech) -> Iterator[Block]:
    yield Heading(speech.gettext(N_("REPORT")), level=1)
    yield Line(words(subject(view, speech), "strong"))
    if not view.order.is_final:
        yield Line(words(working_line(view, speech), "dim"))


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
    head = view.head
    text = msg(
        N_("Carrying out Programme {number} of {issued} of {issuer}, {who} reports the results of {period}:"),
        number=head.number,
        issued=speech.long_date(head.issued_on),
        issuer=head.issued_by or view.committee,
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
        return speech.say(msg(N_("The figures are as of {day}; no unit report has come yet."), day=day))
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
        yield from _prose(section.key, view, speech)
    filled = _FILLED_BY.get(section.key)
    if filled is not None:
        yield from filled(view, speech)


# ------------------------------------------------------------------ narrative


def _prose(key: str, view: SummaryView, speech: Speech) -> Iterator[Block]:
    """A person's words for a section, or the mark that they are missing."""
    for paragraph in view.texts.get(key, "").splitlines():
        if paragraph.strip():
            yield Line(words(paragraph.strip()))
    if key in view.missing:
        yield Line(words(speech.gettext(_MARK), "warning"))


def _paragraph(text: Message, speech: Speech) -> Line:
    return Line(words(speech.say(text)))


def _item(text: str) -> Line:
    """One dash of a list."""
    return Line(words(f"- {text}"), is_item=True)


# ------------------------------------------------------------------ sections


def _overview(view: SummaryView, speech: Speech) -> Iterator[Block]:
    for line in view.main_lines:
        yield _item(reports_sentence(line, speech))
    if view.indicators:
        text = msg(
            N_("Of {count} indicators: {verdicts}."),
            count=speech.count(len(view.indicators)),
            verdicts=verdict_counts(view.indicators, speech),
        )
        yield _item(speech.say(text))
    counts = counts_of(view.tasks)
    if counts.total:
        yield _item(speech.say(_work_text(counts, speech)))


def _work_text(counts: Counts, speech: Speech) -> Message:
    """How the tasks stand; where some recur, of how many times is said, too."""
    halted = counts.suspended + counts.dropped
    whole = speech.count(counts.items)
    if counts.total + halted + counts.ongoing + counts.unreadable != counts.items:
        times = msg(N_("{items} ({total} times)"), items=whole, total=speech.count(counts.total))
        whole = speech.say(times)
    return msg(
        N_("{items} tasks of the appendix: {said}."), items=whole, said="; ".join(_standings(counts, speech))
    )


def _standings(counts: Counts, speech: Speech) -> Iterator[str]:
    """How many are done, and how many not; a document names no zeros."""
    done, halted = counts.on_time + counts.late, counts.suspended + counts.dropped
    if done:
        kinds = ((N_("{count} in time"), counts.on_time), (N_("{count} late"), counts.late))
        how = ", ".join(_counted(kinds, speech))
        yield speech.say(msg(N_("{done} completed ({how})"), done=speech.count(done), how=how))
    yield from _counted(
        (
            (N_("{count} not completed and within time"), counts.within_time),
            (N_("overdue: {count}"), counts.overdue),
            (N_("{count} not done in their time"), counts.missed),
            (N_("{count} suspended or given up"), halted),
            (N_("{count} cannot be read"), counts.unreadable),
        ),
        speech,
    )


def _counted(kinds: Iterable[tuple[str, int]], speech: Speech) -> Iterator[str]:
    """Each text that tells a count, of those that there are any of."""
    return (speech.say(msg(text, count=speech.count(number))) for text, number in kinds if number)


def _results(view: SummaryView, speech: Speech) -> Iterator[Block]:
    for number, results in enumerate(view.parts, 1):
        yield Heading(f"{number}. {results.part.title}", level=3)
        yield from _prose(results.part.id, view, speech)
        yield from _part(results, view, speech)


def _part(results: PartResults, view: SummaryView, speech: Speech) -> Iterator[Block]:
    """Indicators with figures, duties that have fallen due, then what is not judged yet in one line."""
    waiting: list[str] = []
    for found in results.indicators:
        mark = "" if view.order.is_final else f" [{found.indicator.id}]"
        if found.has_value:
            yield _item(indicator_sentence(found, view.programme, speech) + mark)
        else:
            waiting.append(found.indicator.title + mark)
    for entry in results.duties:
        if entry.is_settled:
            yield _item(duty_sentence(entry, view.labels, speech))
    for figure in results.figures:
        yield _item(figure_sentence(figure, speech))
    if waiting:
        text = msg(N_("Without figures so far: {titles}."), titles="; ".join(waiting))
        yield _item(speech.say(text))


def _progress(view: SummaryView, speech: Speech) -> Iterator[Block]:
    if view.groups:
        yield progress_table(view, speech)
        yield from _missed_note(view, speech)
        yield from _debts(view, speech)
    counts = counts_of(view.duties)
    if counts.due:
        text = msg(
            N_("Duties in the body of the programme: {due} have fallen due, {said}."),
            due=speech.number(counts.due),
            said=", ".join((*_duty_counts(counts, speech), *_debt_count(view.duties, speech))),
        )
        yield _paragraph(text, speech)
    if view.groups or counts.due:
        yield _basis(view, speech)


def _basis(view: SummaryView, speech: Speech) -> Line:
    """Which times are counted, and what a rate on time is of."""
    text = msg(
        N_("Of what comes again, the times of {period} are counted; what is done once, as of {day}."),
        period=period_name(view, speech),
        day=view.order.as_of.day,
    )
    return Line(words(f"{speech.say(text)} {rate_note(view.order.as_of.day, speech)}", "dim"))


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
    on_time, rate = speech.number(counts.due_on_time), speech.percent(counts.rate)
    yield speech.say(msg(N_("{on_time} of them completed in time ({rate})"), on_time=on_time, rate=rate))
    kinds = (
        (N_("{count} times late"), counts.late),
        (N_("{count} times overdue"), counts.overdue),
        (N_("{count} times not done, their time is over"), counts.missed),
        (N_("{count} times due on this day and not completed"), counts.open_on_its_day),
        (N_("{count} cannot be read"), counts.unreadable),
    )
    yield from _counted(kinds, speech)


def _ratings(view: SummaryView, speech: Speech) -> Iterator[Block]:
    for rating in view.ratings:
        yield _item(rating_sentence(rating, speech))


def _comparison(view: SummaryView, speech: Speech) -> Iterator[Block]:
    table = comparison_table(view, speech) if view.order.scope.is_year else None
    if table is not None:
        yield table


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
    for entry in overdue_of(view.work):
        yield from _overdue_item(entry, view, speech)
    yield from _missed(view, speech)
    not_met = [entry.indicator.title for entry in view.indicators if entry.verdict == "not_met"]
    if not_met:
        text = msg(N_("Indicators that are not met: {titles}."), titles="; ".join(not_met))
        yield _item(speech.say(text))
    yield from _missing_reports(view, speech)
    yield from _unit_notes(view.difficulties, N_("Difficulties that units named"), view, speech)


def _overdue_item(whole: ItemProgress, view: SummaryView, speech: Speech) -> Iterator[Block]:
    """An overdue item; of what may have been done and was only not recorded, that this is unclear."""
    unbooked = [found for found in whole.entries if found.standing.is_unbooked]
    if unbooked:
        yield _item(speech.say(_unbooked_sentence(whole, unbooked, speech)))
    entry = replace(whole, entries=tuple(found for found in whole.entries if found not in unbooked))
    if not entry.entries:
        return
    text = overdue_sentence(entry, view.labels, speech)
    if all(found.needs_verification for found in entry.standings):
        unclear = speech.gettext(N_("(to be verified: due before the programme was issued)"))
        text = f"{text.removesuffix('.')} {unclear}."
    yield _item(text)


def _unbooked_sentence(entry: ItemProgress, unbooked: Sequence[Entry], speech: Speech) -> Message:
    periods = list(dict.fromkeys(found.period for found in unbooked))
    return msg(
        N_("{title}: booked for none of {count} units, to be verified."),
        title=period_title(entry.item.title, occurrence_list(periods, speech)),
        count=speech.count(len({found.unit.id for found in unbooked if found.unit})),
    )


def _missed(view: SummaryView, speech: Speech) -> Iterator[Block]:
    """What was not done before its time was over: one line, and nobody is asked for it any more."""
    found = missed_of(view.work)
    if found:
        items = "; ".join(missed_text(entry, speech) for entry in found)
        yield _item(speech.say(msg(N_("Not done in their time, which is over: {items}."), items=items)))


_LATE_REPORTS: tuple[tuple[frozenset[DueReportState], str, str], ...] = (
    (
        frozenset({"missing", "expected"}),
        N_("{count} units have not sent their report."),
        N_("{count} units have not sent their report: {names}."),
    ),
    (
        frozenset({"returned"}),
        N_("{count} units have not sent again a report that was sent back."),
        N_("{count} units have not sent again a report that was sent back: {names}."),
    ),
    (
        frozenset({"empty"}),
        N_("{count} units sent a report without figures."),
        N_("{count} units sent a report without figures: {names}."),
    ),
)
"""What is to be told of late reports, by their states: without names, and with them."""


def _missing_reports(view: SummaryView, speech: Speech) -> Iterator[Block]:
    """How many have not reported; who they are only for the office's own committee."""
    late = [row for row in view.main_rows if row.standing.status == "overdue"]
    for states, text, with_names in _LATE_REPORTS:
        units = [row.unit.label for row in late if row.state in states]
        if units:
            shown = text if view.order.profile == "superior" else with_names
            said = msg(shown, count=speech.count(len(units)), names=names_and_rest(units, speech))
            yield _item(speech.say(said))


def _next(view: SummaryView, speech: Speech) -> Iterator[Block]:
    late = [
        entry.item.title
        for entry in overdue_of(view.work)
        if not all(found.is_unbooked for found in entry.standings)
    ]
    if late:
        text = msg(N_("Complete what is overdue: {titles}."), titles="; ".join(late))
        yield _item(speech.say(text))
    for entry in view.ahead:
        yield _item(_ahead_text(entry, view, speech))
    for title, due in _by_title(view.reports_ahead).items():
        days = (f"{speech.date(entry.due)} ({speech.period(entry.period)})" for entry in due)
        text = msg(N_("{title}: units send it by {days}."), title=title, days=", ".join(days))
        yield _item(speech.say(text))


def _by_title(reports: Iterable[DueReport]) -> dict[str, list[DueReport]]:
    """The reports of the time ahead, each kind once with all its days."""
    found: dict[str, list[DueReport]] = {}
    for entry in reports:
        found.setdefault(entry.item.title, []).append(entry)
    return found


def _ahead_text(entry: ItemProgress, view: SummaryView, speech: Speech) -> str:
    dates = _dates(sorted({s.due for s in entry.standings if s.due}), speech)
    if entry.item.owners:
        count_ = speech.count(len(entry.units))
        text = msg(
            N_("{title}: {count} units, by {dates}."), title=entry.item.title, count=count_, dates=dates
        )
    else:
        who = ", ".join(view.labels.get(id_, id_) for id_ in entry.item.lead)
        text = msg(N_("{title}: led by {who}, by {dates}."), title=entry.item.title, who=who, dates=dates)
    return speech.say(text)


def _dates(days: list[dt.date], speech: Speech) -> str:
    """Each day of a year's quarters; of more, how many there are from when to when."""
    if len(days) <= _SHOWN_DATES:
        return ", ".join(map(speech.date, days))
    text = msg(
        N_("{count} times from {first} to {last}"),
        count=speech.count(len(days)),
        first=days[0],
        last=days[-1],
    )
    return speech.say(text)


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
