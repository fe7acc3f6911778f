"""The end of the committee's work: the reconciliation before it is written down, and what was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ct58.domain.planning.importing import Problem
from ct58.domain.records.units import Unit
from ct58.domain.standing.ending import OpenItem
from ct58.i18n import Message, N_, msg
from ct58.render.screens.recorded import recorded_line
from ct58.render.words.cells import number_words
from ct58.render.words.speech import Speech
from ct58.views.ending import EndView
from ct58.views.page import Block, Column, Emphasis, Gap, Heading, Line, Page, Table, on_screen, words

_Row = tuple[str, int, int, Emphasis]
"""What stands in a row: the receiver, its units, its open items, and how it is shown."""
_MOST_NAMED = 12
_MOST_PROBLEMS = 20


def end_page(view: EndView, speech: Speech) -> Page:
    """The day and the document, who takes over how much, what is left open, and whether it was written."""
    title = speech.say(msg(N_("END OF THE WORK ON PROGRAMME {number}"), number=view.head.number))
    return Page(
        (
            Heading(title, level=1, aside=speech.date(view.words.on)),
            *_head_lines(view, speech),
            Gap(),
            _table(view, speech),
            *_names(view, speech),
            *_list_lines(view, speech),
            *_doubts(view, speech),
            Gap(),
            *_last_lines(view, speech),
        )
    )


def _head_lines(view: EndView, speech: Speech) -> Iterator[Line]:
    said = view.words
    document = said.document
    text = N_("By {number} of {date}; last day {on}.") if document.date else N_("By {number}; last day {on}.")
    yield _line(msg(text, number=document.number, date=document.date, on=said.on), speech)
    if said.cut_off is None:
        yield _line(msg(N_("No report is due for the time that is cut short (no cut-off day).")), speech)
    else:
        text = N_("The last reports are due on {cut_off}; what comes later does not count.")
        yield _line(msg(text, cut_off=said.cut_off), speech)
    judged = N_("What was set for the whole term is judged by what was reached.")
    shown = N_("What was set for the whole term is shown as reached, and judged only where it was met.")
    yield _line(msg(judged if said.judge else shown), speech)
    away = view.fell_away
    if away.times:
        text = N_(
            "Not asked any more: {times} times of {items} items that were due later and of which nothing is recorded."
        )
        yield _line(msg(text, times=speech.number(away.times), items=away.items), speech)


def _table(view: EndView, speech: Speech) -> Table:
    """A row for each receiver, then what nobody takes over, then all together."""
    columns = (
        Column(speech.gettext(N_("Receiver")), grows=True),
        Column(speech.gettext(N_("Units")), align="right"),
        Column(speech.gettext(N_("Open items")), align="right"),
    )
    others: tuple[_Row, ...] = (
        (N_("Ended, not handed over"), len(view.ended_units), len(view.ended_items), "dim"),
        (N_("The committee's own bodies: end with it"), len(view.own), 0, "dim"),
        (N_("Nobody so far"), len(view.unsaid_units), len(view.unsaid_items), "warning"),
    )
    rows: list[_Row] = [
        *((entry.name, len(entry.units), len(entry.items), "plain") for entry in view.receivings),
        *(
            (speech.gettext(text), units, items, tone)
            for text, units, items, tone in others
            if units or items
        ),
    ]
    rows.append(
        (speech.gettext(N_("Together")), view.unit_count, sum(items for _, _, items, _ in rows), "strong")
    )
    return Table(
        columns,
        tuple(
            (words(name, tone), number_words(units, speech, tone), number_words(items, speech, tone))
            for name, units, items, tone in rows
        ),
    )


def _names(view: EndView, speech: Speech) -> Iterator[Line]:
    """What nobody takes over, by name: that is what has to be looked at."""
    yield from _named(N_("Ended, not handed over"), view.ended_units, view.ended_items, speech)
    yield from _named(N_("Nobody so far"), view.unsaid_units, view.unsaid_items, speech, "warning")


def _named(
    label: str,
    units: Sequence[Unit],
    items: Sequence[OpenItem],
    speech: Speech,
    emphasis: Emphasis = "dim",
) -> Iterator[Line]:
    names = [*(unit.label for unit in units), *(entry.item.id for entry in items)]
    if names:
        shown = "; ".join(names[:_MOST_NAMED])
        more = len(names) - _MOST_NAMED
        text = msg(
            N_("{label}: {names}; … {count} more"), label=speech.gettext(label), names=shown, count=more
        )
        short = msg(N_("{label}: {names}"), label=speech.gettext(label), names=shown)
        yield _line(text if more > 0 else short, speech, emphasis)


def _list_lines(view: EndView, speech: Speech) -> Iterator[Block]:
    """How much of the list was understood, and what is wrong in it."""
    listed = view.listed
    if listed is None:
        return
    yield Gap()
    text = N_(
        "{file}: {rows} rows with a receiver, {open} without, {passed} rows of neither, {problems} problems"
    )
    counts = {
        "rows": len(listed.rows),
        "open": len(listed.open),
        "passed": len(listed.passed_over),
        "problems": len(listed.problems),
    }
    yield _line(msg(text, file=listed.file, **counts), speech)
    if listed.passed_over:
        cells = ", ".join(spot.cell or "" for spot in listed.passed_over[:_MOST_NAMED])
        yield _line(msg(N_("Passed over: {cells}"), cells=cells), speech, "dim")
    for problem in listed.problems[:_MOST_PROBLEMS]:
        yield _line(problem_message(problem), speech, "overdue")
    if len(listed.problems) > _MOST_PROBLEMS:
        yield _line(msg(N_("… {count} more"), count=len(listed.problems) - _MOST_PROBLEMS), speech, "dim")


def problem_message(problem: Problem) -> Message:
    """`Sheet1, ô B7: Không có đơn vị “…”.` with its remedy."""
    spot = problem.spot
    place = f"{spot.sheet or spot.file} {spot.cell or ''}".strip()
    return msg(N_("{place}: {problem} {hint}"), place=place, problem=problem.message, hint=problem.hint or "")


def _doubts(view: EndView, speech: Speech) -> Iterator[Line]:
    for one, other in view.alike:
        text = N_("“{one}” and “{other}”: are they one body? Then write one name, or say it by --body.")
        yield _line(msg(text, one=one, other=other), speech, "warning")


def _last_lines(view: EndView, speech: Speech) -> Iterator[Line]:
    if view.is_trial:
        yield _line(msg(N_("A trial: nothing was written.")), speech, "warning")
    elif not view.is_written:
        yield _line(msg(N_("Nothing was written.")), speech, "warning")
    else:
        text = msg(N_("Recorded: {count} units have their last day."), count=view.unit_count)
        yield recorded_line(speech.say(text), speech)
        yield Line(on_screen(speech.gettext(N_("Next: ct58 programme handover -o FOLDER")), "plain"))


def _line(message: Message, speech: Speech, emphasis: Emphasis = "plain") -> Line:
    return Line(words(speech.say(message), emphasis))


def end_as_json(view: EndView, speech: Speech) -> dict[str, object]:
    """What was said, who takes over what, and what is wrong with it."""
    said = view.words
    listed = view.listed
    return {
        "on": said.on.isoformat(),
        "document": {
            "number": said.document.number,
            "date": said.document.date and said.document.date.isoformat(),
        },
        "cut_off": said.cut_off and said.cut_off.isoformat(),
        "judge": said.judge,
        "receivers": [
            {
                "id": entry.body,
                "name": entry.name,
                "units": [unit.id for unit in entry.units],
                "items": [open_.item.id for open_ in entry.items],
            }
            for entry in view.receivings
        ],
        "ended": _ids(view.ended_units, view.ended_items),
        "own_bodies": [unit.id for unit in view.own],
        "nobody": _ids(view.unsaid_units, view.unsaid_items),
        "units": view.unit_count,
        "fell_away": {"items": view.fell_away.items, "times": view.fell_away.times},
        "list": {
            "file": listed.file,
            "rows": len(listed.rows),
            "without": len(listed.open),
            "passed_over": [spot.cell for spot in listed.passed_over],
        }
        if listed
        else None,
        "problems": [
            {
                "sheet": problem.spot.sheet,
                "cell": problem.spot.cell,
                "message": speech.say(problem.message),
                "hint": speech.say(problem.hint) if problem.hint else None,
            }
            for problem in (listed.problems if listed else ())
        ],
        "files": list(view.files),
        "written": view.is_written,
    }


def _ids(units: Sequence[Unit], items: Sequence[OpenItem]) -> dict[str, list[str]]:
    return {"units": [unit.id for unit in units], "items": [entry.item.id for entry in items]}
