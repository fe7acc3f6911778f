"""`ct58 import`: what was taken over, or what is wrong, with sheet, row and column; page and JSON."""

from __future__ import annotations

from collections.abc import Sequence

from ct58.domain.planning.importing import Doubt, Outcome, Problem, Spot
from ct58.i18n import Message, N_, msg
from ct58.render.screens.change_entries import settled_entries
from ct58.render.screens.recorded import effect_lines, recorded_line, settled_lines
from ct58.render.words.speech import Speech
from ct58.views.page import Block, Column, Emphasis, Gap, Heading, Line, Page, Span, Table, Words, words
from ct58.views.unit_import import ImportedView, SheetTally

_ACTIONS: dict[str, tuple[str, Emphasis]] = {
    "new": (N_("new"), "good"),
    "filled": (N_("typed in"), "good"),
    "corrected": (N_("corrected"), "warning"),
    "unchanged": (N_("as it was"), "dim"),
}
ROWS_READ = N_("Rows in the tables: {found}; read: {read}; not read: {left}")
_READ = {
    "rows": ROWS_READ,
    "cells": N_("Cells filled in on the forms: {found}; read: {read}; not read: {left}"),
}
MOST_NAMES = 12
MOST_PLACES = 100
"""Problems, or remarks, that a screen names one by one."""


def imported_page(view: ImportedView, speech: Speech) -> Page:
    """The problems, then what is or would be written, then the effect."""
    title = N_("IMPORT, A TRIAL") if view.is_trial else N_("IMPORT")
    blocks: list[Block] = [Heading(speech.gettext(title), level=1)]
    if view.problems:
        blocks += _problems(view, speech)
    if view.outcomes and (not view.problems or view.is_partial or view.is_trial):
        blocks += [Gap(), _outcomes(view, speech)]
    blocks += _notices(view, speech)
    blocks += _reconciliation(view.tallies, speech)
    if not view.problems or view.is_partial:
        blocks += [*effect_lines(view.effect, speech), *settled_lines(view.settled, speech)]
    blocks += _doubts(view.doubts, speech)
    return Page((*blocks, Gap(), *_closing(view, speech)))


def place(spot: Spot, speech: Speech) -> str:
    """`so-y-te-q2.xlsx, sheet Báo cáo, cell D7`."""
    parts = [spot.file]
    if spot.sheet:
        parts.append(speech.say(msg(N_("sheet {sheet}"), sheet=spot.sheet)))
    if spot.cell:
        parts.append(speech.say(msg(N_("cell {cell}"), cell=spot.cell)))
    return ", ".join(parts)


def _problems(view: ImportedView, speech: Speech) -> list[Block]:
    blocks: list[Block] = []
    for number, problem in enumerate(view.problems[:MOST_PLACES], start=1):
        blocks += [Gap(), *_problem(number, problem, speech)]
    return [*blocks, *_left(len(view.problems), speech)]


def unnamed_places(count: int) -> Message | None:
    """How many places are not named on a screen; the JSON names them all."""
    return msg(N_("… {count} more places"), count=count - MOST_PLACES) if count > MOST_PLACES else None


def _left(count: int, speech: Speech) -> list[Block]:
    left = unnamed_places(count)
    return [Gap(), Line(words(speech.say(left), "warning"))] if left else []


def _problem(number: int, problem: Problem, speech: Speech) -> list[Block]:
    lines: list[Block] = [
        Line(words(f"{number}. {place(problem.spot, speech)}:", "strong")),
        Line(words(speech.say(problem.message), "overdue"), indent=3),
    ]
    if problem.hint is not None:
        lines.append(Line(words(speech.say(problem.hint), "dim"), indent=3))
    return lines


def _outcomes(view: ImportedView, speech: Speech) -> Table:
    titles = (N_("Unit"), N_("Period"), "", N_("Figures"), N_("File"))
    columns = tuple(
        Column(
            speech.gettext(title),
            align="right" if title == "Figures" else "left",
            grows=title == "Unit",
        )
        for title in titles
    )
    return Table(columns, tuple(_outcome(outcome, speech) for outcome in view.outcomes))


def _outcome(outcome: Outcome, speech: Speech) -> tuple[Words, ...]:
    action, emphasis = _ACTIONS[outcome.action]
    return (
        words(outcome.unit.label),
        words(speech.period(outcome.period)),
        words(speech.gettext(action), emphasis),
        words(str(len(outcome.changed))),
        words(outcome.spot.file, "dim"),
    )


def _notices(view: ImportedView, speech: Speech) -> list[Block]:
    lines: list[Block] = [
        Line(words(f"{place(notice.spot, speech)}: {speech.say(notice.message)}", "warning"))
        for notice in view.notices[:MOST_PLACES]
    ]
    lines += _left(len(view.notices), speech)
    lines += _named(
        N_("Blank, passed over: {count} ({names})"), [form.unit.label for form in view.blank], speech
    )
    lines += _named(N_("Not in the list: {count} ({names})"), [unit.label for unit in view.left_out], speech)
    return [Gap(), *lines] if lines else []


def _reconciliation(tallies: Sequence[SheetTally], speech: Speech) -> list[Block]:
    """How much stands in the files, how much of it was read, and why the rest was not, by line."""
    blocks: list[Block] = []
    for counts, text in _READ.items():
        these = [tally for tally in tallies if tally.counts == counts]
        if these:
            found, read = (sum(getattr(tally, name) for tally in these) for name in ("found", "read"))
            said = msg(
                text, found=speech.count(found), read=speech.count(read), left=speech.count(found - read)
            )
            blocks.append(Line(words(speech.say(said), "warning" if found > read else "dim")))
        if counts == "rows":  # cells that were not read are among the remarks
            blocks += [line for tally in these[:MOST_PLACES] for line in _left_of(tally, speech)]
    return [Gap(), *blocks] if blocks else []


def _left_of(tally: SheetTally, speech: Speech) -> list[Block]:
    """What of a sheet was not read: reason by reason, with the rows or cells."""
    by_reason: dict[str, list[str]] = {}
    for notice in tally.left:
        by_reason.setdefault(speech.say(notice.message), []).append(str(notice.spot.row))
    text = N_("{place}, row {names}: {reason}")
    lines = []
    for reason, places in by_reason.items():
        names = ", ".join([*places[:MOST_NAMES], "…"] if len(places) > MOST_NAMES else places)
        said = msg(text, place=place(tally.spot, speech), names=names, reason=reason)
        lines.append(Line(words(speech.say(said), "dim"), indent=3))
    return list(lines)


def _doubts(doubts: Sequence[Doubt], speech: Speech) -> list[Block]:
    """What was taken over all the same: each figure with its place, to be compared with the original."""
    if not doubts:
        return []
    title = msg(N_("LOOK AGAIN ({count}): compare with the original"), count=len(doubts))
    lines = (block for doubt in doubts for block in _doubt(doubt, speech))
    return [Gap(), Heading(speech.say(title)), *lines]


def _doubt(doubt: Doubt, speech: Speech) -> tuple[Line, Line]:
    figure = doubt.doubtful.figure
    who = f"{doubt.unit.label}, {speech.period(doubt.period)} · {figure.number}. {figure.label}: "
    where = place(doubt.spot, speech)
    return (
        Line((Span(who), Span(speech.say(doubt.doubtful.problem), "warning"))),
        Line(words(where, "dim"), indent=3),
    )


def _named(text: str, names: Sequence[str], speech: Speech) -> list[Block]:
    """A line with a count and the first of the names; none where there are none."""
    if not names:
        return []
    shown = [*names[:MOST_NAMES], "…"] if len(names) > MOST_NAMES else names
    message = msg(text, count=speech.count(len(names)), names=" · ".join(shown))
    return [Line(words(speech.say(message), "warning"))]


def _closing(view: ImportedView, speech: Speech) -> list[Block]:
    """What was written in all, and what to do next."""
    written = sum(1 for outcome in view.outcomes if outcome.action != "unchanged")
    reports = speech.count(written)
    if view.problems and not view.is_partial and not view.outcomes:
        text = msg(N_("{count} problems, so nothing was written."), count=speech.count(len(view.problems)))
        return [Line(words(speech.say(text), "overdue"))]
    if view.problems and not view.is_partial:
        text = msg(
            N_(
                "{count} problems, so nothing was written. {sound} reports have none; to take them alone: --partial"
            ),
            count=speech.count(len(view.problems)),
            sound=speech.count(len(view.outcomes)),
        )
        return [Line(words(speech.say(text), "overdue"))]
    if view.is_trial:
        text = msg(N_("A trial: nothing was written. {reports} reports would be."), reports=reports)
        return [Line(words(speech.say(text), "warning"))]
    if not view.is_written:
        return [Line(words(speech.gettext(N_("Nothing to change: it is already so.")), "dim"))]
    return [recorded_line(speech.say(msg(N_("Recorded: {reports} reports."), reports=reports)), speech)]


def imported_as_json(view: ImportedView, speech: Speech) -> dict[str, object]:
    """What was or would be written, and every problem with file, sheet, row and column."""
    return {
        "written": view.is_written,
        "dry_run": view.is_trial,
        "reports": [_outcome_as_json(outcome) for outcome in view.outcomes],
        "problems": [_problem_as_json(problem, speech) for problem in view.problems],
        "notices": [
            {"source": _source(notice.spot), "message": speech.say(notice.message)} for notice in view.notices
        ],
        "reconciliation": [_tally_as_json(tally, speech) for tally in view.tallies],
        "unknown_words": [{"word": word, "rows": rows} for word, rows in view.unknown_words],
        "second_looks": [_doubt_as_json(doubt, speech) for doubt in view.doubts],
        "blank": [form.spot.file for form in view.blank],
        "left_out": [unit.id for unit in view.left_out],
        "settled": settled_entries(view.settled, speech),
    }


def _outcome_as_json(outcome: Outcome) -> dict[str, object]:
    return {
        "unit": outcome.unit.id,
        "period": str(outcome.period),
        "action": outcome.action,
        "figures": list(outcome.changed),
        "source": _source(outcome.spot),
    }


def _problem_as_json(problem: Problem, speech: Speech) -> dict[str, object]:
    return {
        "source": _source(problem.spot),
        "message": speech.say(problem.message),
        "hint": speech.say(problem.hint) if problem.hint else None,
    }


def _tally_as_json(tally: SheetTally, speech: Speech) -> dict[str, object]:
    return {
        "file": tally.spot.file,
        "sheet": tally.spot.sheet,
        "counts": tally.counts,
        "found": tally.found,
        "read": tally.read,
        "not_read": [
            {"source": _source(notice.spot), "reason": speech.say(notice.message)} for notice in tally.left
        ],
    }


def _doubt_as_json(doubt: Doubt, speech: Speech) -> dict[str, object]:
    return {
        "unit": doubt.unit.id,
        "period": str(doubt.period),
        "figure": doubt.doubtful.figure.key,
        "message": speech.say(doubt.doubtful.problem),
        "source": _source(doubt.spot),
    }


def _source(spot: Spot) -> dict[str, object]:
    return {"file": spot.file, "sheet": spot.sheet, "row": spot.row, "column": spot.column}
