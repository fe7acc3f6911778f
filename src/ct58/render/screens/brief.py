"""`ct58 summary --brief`: one sheet for the leader, in words; as JSON its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ct58.domain.indicators.numbers import PERCENT, Number, ratio
from ct58.domain.text.prose import ITEM, SUB_ITEM, parse_prose
from ct58.domain.time.period import Period
from ct58.i18n import Message, N_, msg
from ct58.records import record
from ct58.render.screens.indicators import indicator_entry, needed_text
from ct58.render.screens.summary import subject, working_line
from ct58.render.screens.summary_charts import ChartWithNumbers, chart_lists, plan_chart, years_chart
from ct58.render.screens.summary_tables import change, points_changed, text_table, titled
from ct58.render.screens.summary_work import period_name
from ct58.render.words.indicator_sentences import is_of_one_body, target_words, unit_word, verdict_label
from ct58.render.words.labels import NOTHING, fraction, lack_text, quantity, units_open
from ct58.render.words.record_keys import JsonObject
from ct58.render.words.speech import Speech, abridged, capital
from ct58.render.words.summary import verdict_counts
from ct58.views.brief import BriefView, LeadDebts, first_due
from ct58.views.counts import Counts
from ct58.views.indicators import Row, gap
from ct58.views.page import Block, Heading, Line, Page, Table, words
from ct58.views.progress import ItemProgress, counts_of
from ct58.views.reports import Tally

_NAME, _TITLE, _PROPOSAL = 90, 70, 260
"""Characters of a name in the table, of what is overdue, and of a proposal."""
_MOST_OF_A_LEAD = 2
MOST_OF_A_PART = 6
"""Of a part."""
_MOST_BARS = 4
_CHART_HEIGHT, _LINES_HEIGHT = 50.0, 60.0
"""Millimetres; lines have their names in a legend."""


@record
class BriefPart:
    """A heading with its lines, and what is said where there are none."""

    heading: str
    lines: tuple[str, ...]
    none: str


@record
class BriefWords:
    """All that the sheet says, for a page and for Word alike."""

    body: str
    subject: str
    opening: str
    figures: Table
    parts: tuple[BriefPart, ...]
    chart: ChartWithNumbers | None
    working_copy: str


def brief_words(view: BriefView, speech: Speech) -> BriefWords:
    """The sheet in words; long names are cut at a word, long lists say how much more the report has."""
    summary = view.summary
    return BriefWords(
        body=summary.official.body,
        subject=subject(summary, speech),
        opening=_opening(view, speech),
        figures=_figures(view, speech),
        parts=tuple(_parts(view, speech)),
        chart=plan_chart(summary, speech, _MOST_BARS, _CHART_HEIGHT)
        or years_chart(summary, speech, is_share=False, height=_LINES_HEIGHT),
        working_copy="" if summary.order.is_final else working_line(summary, speech),
    )


def brief_page(view: BriefView, speech: Speech) -> Page:
    """The sheet as a page: what Word draws stands in a table."""
    said = brief_words(view, speech)
    blocks: list[Block] = [
        Heading(speech.gettext(N_("BRIEF REPORT")), level=1),
        Line(words(said.subject, "strong")),
        *([Line(words(said.working_copy, "dim"))] if said.working_copy else []),
        Line(words(said.opening)),
        said.figures,
    ]
    for part in said.parts:
        blocks.append(Heading(part.heading))
        blocks += [
            Line(words(f"- {line}"), is_item=True) for line in shown_lines(part, MOST_OF_A_PART, speech)
        ]
    if said.chart is not None:
        blocks += _numbers_of(said.chart)
        blocks += chart_lists([said.chart], speech)
    return Page(tuple(blocks))


def _numbers_of(drawn: ChartWithNumbers) -> Iterator[Block]:
    """What a screen shows of a chart: its table."""
    yield Heading(drawn.chart.title, level=3)
    yield drawn.table
    if drawn.note:
        yield Line(words(drawn.note, "dim"))


def _opening(view: BriefView, speech: Speech) -> str:
    """As of when, and how the indicators stand."""
    summary = view.summary
    if not summary.indicators:
        return speech.say(msg(N_("As of {day}."), day=summary.order.as_of.day))
    text = msg(
        N_("As of {day}. Of {count} indicators: {counts}."),
        day=summary.order.as_of.day,
        count=speech.count(len(summary.indicators)),
        counts=verdict_counts(summary.indicators, speech),
    )
    return speech.say(text)


# ------------------------------------------------------------------ figures


def _figures(view: BriefView, speech: Speech) -> Table:
    """Five or six figures against the same period of the year before."""
    summary = view.summary
    rows = [
        *_reports(view, speech),
        *_tasks(counts_of(summary.tasks), speech),
        *(_indicator(row, view, speech) for row in view.figures),
    ]
    named = capital(period_name(summary, speech))
    figure, earlier, changed = map(
        speech.gettext, (N_("Figure (what)"), N_("Same period of the year before"), N_("Change"))
    )
    return text_table([figure, named, earlier, changed], rows, (1, 2, 3))


def _reports(view: BriefView, speech: Speech) -> Iterator[tuple[str, ...]]:
    """Reports in time of what has fallen due: those of the period itself, else of the last in it, which is named."""
    now, before = view.summary.coverage, view.summary.year_before
    if not now.due:
        return
    name = speech.gettext(N_("Reports of units in time"))
    periods = {row.period for row in view.summary.main_rows}
    said = ", ".join(map(speech.period, sorted(periods, key=Period.sort_key)))
    if (
        said.casefold() != period_name(view.summary, speech).casefold()
    ):  # the column's title names a longer time
        name = f"{name} ({said})"
    earlier = before if before is not None and before.due else None
    yield (
        name,
        _share(now.due_on_time, now.due, speech),
        _share(earlier.due_on_time, earlier.due, speech) if earlier else NOTHING,
        _points(points_changed(_percent(now), _percent(earlier), speech), speech) if earlier else NOTHING,
    )


def _percent(found: Tally) -> Number:
    return ratio((100 * found.due_on_time, found.due)) or 0


def _tasks(counts: Counts, speech: Speech) -> Iterator[tuple[str, ...]]:
    if counts.due:
        name = speech.gettext(N_("Tasks of the appendix done in time, of those due"))
        yield name, _share(counts.due_on_time, counts.due, speech), NOTHING, NOTHING


def _share(part: int, whole: int, speech: Speech) -> str:
    value = quantity(ratio((100 * part, whole)), speech, told=PERCENT)
    return f"{fraction(part, whole, speech)} ({value})"


def _indicator(row: Row, view: BriefView, speech: Speech) -> tuple[str, ...]:
    past = row.last_year
    return (
        abridged(titled(row, view.summary, speech), _NAME),
        _value(row, speech),
        quantity(past.value, speech, told=past.yardstick) if past else NOTHING,
        _points(change(row, speech), speech) if row.result.main.is_share else change(row, speech),
    )


def _points(number: str, speech: Speech) -> str:
    if number == "0":
        return speech.gettext(N_("unchanged"))
    return number if number == NOTHING else speech.say(msg(N_("{number} percentage points"), number=number))


def _value(row: Row, speech: Speech) -> str:
    """`107/118 (90,7%)`; of a count against its plan `363/300 (121%)`."""
    main, asked = row.result.main, row.result.requirement
    if main.value is None:
        return speech.gettext(N_("no figures yet"))
    if main.is_share:
        value = quantity(main.value, speech, told=main.yardstick)
        return f"{fraction(main.numerator, main.denominator, speech, main.yardstick)} ({value})"
    if asked is None or asked.plan is None:
        return quantity(main.value, speech, told=main.yardstick)
    part = quantity(ratio((100 * main.value, asked.plan)), speech, told=PERCENT)
    return f"{fraction(main.value, asked.plan, speech)} ({part})"


# ------------------------------------------------------------------ parts


def _parts(view: BriefView, speech: Speech) -> Iterator[BriefPart]:
    overdue = [*(_debts(one, view, speech) for one in view.overdue), *_missing_reports(view, speech)]
    yield _part(N_("Overdue, by who leads it"), N_("Nothing is overdue."), overdue, speech)
    attention = [_need(row, view, speech) for row in view.attention]
    yield _part(N_("Needs direction"), N_("No indicator is missed or behind."), attention, speech)
    is_for_own = view.summary.order.profile == "standing-committee"
    title = N_("Asked of the standing committee") if is_for_own else N_("PROPOSALS")
    proposals = [abridged(text, _PROPOSAL) for text in _proposals(view)]
    yield _part(title, N_("[to be added]"), proposals, speech)


def _proposals(view: BriefView) -> Iterator[str]:
    """A person's paragraphs, each an item of the sheet."""
    for one in parse_prose(view.summary.texts.get("proposals", "")):
        yield one.text.removeprefix(f"{one.marker} ") if one.marker in (ITEM, SUB_ITEM) else one.text


def _part(heading: str, none: str, lines: Sequence[str], speech: Speech) -> BriefPart:
    return BriefPart(heading=speech.gettext(heading), lines=tuple(lines), none=speech.gettext(none))


def shown_lines(part: BriefPart, most: int, speech: Speech) -> tuple[str, ...]:
    """So many lines at most; the last then says how many more the report has."""
    lines = part.lines or (part.none,)
    if len(lines) <= most:
        return lines
    rest = msg(N_("{count} more: see the report."), count=speech.count(len(lines) - most + 1))
    return (*lines[: most - 1], speech.say(rest))


def _debts(found: LeadDebts, view: BriefView, speech: Speech) -> str:
    """`Ban Tuyên giáo: 03 việc (Đề án … từ 30/6/2021; …)`."""
    labels = view.summary.labels
    who = ", ".join(labels.get(id_, id_) for id_ in found.leads)
    shown = [_debt(item, speech) for item in found.items[:_MOST_OF_A_LEAD]]
    if len(found.items) > _MOST_OF_A_LEAD:
        shown.append("…")
    text = msg(
        N_("{who}: {count} items ({items})"),
        who=abridged(who, _TITLE) or speech.gettext(N_("Units (who owes)")),
        count=speech.count(len(found.items)),
        items="; ".join(shown),
    )
    return speech.say(text)


def _debt(item: ItemProgress, speech: Speech) -> str:
    first = first_due(item)
    title = abridged(item.item.title, _TITLE)
    if item.units:
        text: Message = msg(N_("{title}: {count} units"), title=title, count=speech.count(len(item.units)))
    elif first.due is None:
        return title
    else:
        text = msg(N_("{title}, since {day}"), title=title, day=first.due)
    said = speech.say(text)
    if all(standing.needs_verification for standing in item.standings):
        said += speech.gettext(N_(", to be verified"))
    return said


def _missing_reports(view: BriefView, speech: Speech) -> Iterator[str]:
    """How many were never sent, and how many were sent back: who sent one that was returned is not told to have sent none."""
    late = [row for row in view.summary.main_rows if row.standing.status == "overdue"]
    returned = sum(row.state == "returned" for row in late)
    counts = (
        (N_("{count} not sent"), len(late) - returned),
        (N_("{count} sent back and not sent again"), returned),
    )
    said = "; ".join(speech.say(msg(text, count=speech.count(count))) for text, count in counts if count)
    if said:
        yield speech.say(msg(N_("Reports of units: {counts}"), counts=said))


def _need(row: Row, view: BriefView, speech: Speech) -> str:
    """`TCCSĐ hoàn thành tốt nhiệm vụ trở lên: 156/171 (91,2%), yêu cầu trên 90%; cần thêm 01 đơn vị`."""
    verdict = speech.gettext(verdict_label(row.result.main.verdict, is_closed=row.is_closed))
    said = verdict if is_of_one_body(row.result) else _value(row, speech)
    asked = target_words(row.result.requirement, speech)
    text = N_("{title}: {value}, asked: {target}") if asked else N_("{title}: {value}")
    title = abridged(titled(row, view.summary, speech), _NAME)
    parts = [speech.say(msg(text, title=title, value=said, target=abridged(asked, _TITLE)))]
    return "; ".join([*parts, *_needs(row, view, speech)])


def _needs(row: Row, view: BriefView, speech: Speech) -> Iterator[str]:
    """What would turn it, while anything can; once the books are closed, what was lacking."""
    main = row.result.main
    if main.value is None or is_of_one_body(row.result):
        return
    if main.verdict == "undetermined":
        yield units_open(main.coverage, N_("{count} units have not given the figure"), speech)
        yield from filter(None, [needed_text(main.needed, speech).removeprefix("; ")])
        return
    lacking = gap(row.result)
    if lacking:
        counted = unit_word(row.result.indicator.numerator, view.summary.programme, speech)
        text = N_("{count} too many") if lacking < 0 else N_("{count} more needed")
        if lacking > 0 and _is_past(row):
            text = N_("{count} short")
        yield speech.say(msg(text, count=f"{lack_text(lacking, speech)} {counted}".rstrip()))


def _is_past(row: Row) -> bool:
    """Whether nothing can be added any more: the books are closed, or a time that comes again is over."""
    window = row.result.window
    return row.is_closed or (window.is_over(row.result.as_of) and not window.is_one_off)


# ------------------------------------------------------------------ JSON


def brief_as_json(view: BriefView, speech: Speech) -> JsonObject:
    """The figures, the debts by lead, what needs direction, and the proposals."""
    summary = view.summary
    return {
        "period": str(summary.order.scope.asked),
        "to": summary.order.profile,
        "final": summary.order.is_final,
        "reports": _tally_as_json(summary.coverage),
        "reports_year_before": _tally_as_json(summary.year_before) if summary.year_before else None,
        "figures": [indicator_entry(row, speech) for row in view.figures],
        "overdue": [
            {
                "leads": list(one.leads),
                "items": [
                    {"id": item.item.id, "since": first_due(item).due, "occurrences": len(item.entries)}
                    for item in one.items
                ],
            }
            for one in view.overdue
        ],
        "attention": [indicator_entry(row, speech) for row in view.attention],
        "proposals": list(_proposals(view)),
    }


def _tally_as_json(found: Tally) -> JsonObject:
    return {"expected": found.expected, "due": found.due, "due_on_time": found.due_on_time}
