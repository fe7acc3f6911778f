"""What a receiver reads of a hand-over, in Excel and Word; and what the command says that it wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from ct58.domain.records.programme import ProgrammeHead
from ct58.domain.records.units import Unit
from ct58.domain.standing.ending import OpenItem
from ct58.domain.standing.status import Standing
from ct58.i18n import Message, N_, msg
from ct58.render.words.cells import day_words, number_words
from ct58.render.words.labels import status_text, value_text
from ct58.render.words.speech import Speech, period_title
from ct58.views.handover import HandoverPart, HandoverView, LastFigure, OpenPromise
from ct58.views.page import (
    Annex,
    Block,
    Column,
    Emphasis,
    Heading,
    Line,
    Page,
    Table,
    Words,
    declared,
    words,
)
from ct58.views.unit_import import LIST_COLUMNS

T = TypeVar("T")
_IN_WORDS = ("order", "name", "kind", "office_phone")
"""The columns of the register that a page has room for."""


def handover_page(view: HandoverView, part: HandoverPart, speech: Speech) -> Page:
    """What a receiver gets, list by list: organisations, open items, what units owe, promises; figures in lists only."""
    receiving = part.receiving
    figures = speech.say(msg(N_("Last figures ({count})"), count=speech.number(len(part.figures))))
    where = speech.say(msg(N_("In the Excel file beside this one, and in the data.")))
    return Page(
        (
            Heading(speech.say(msg(N_("HANDED OVER TO {name}"), name=receiving.name.upper())), level=1),
            _line(counts_message(view, part, speech), speech),
            *_unbooked(part, speech),
            *_titled(N_("Organisations ({count})"), receiving.units, _register, speech),
            *_titled(N_("Open items of the committee ({count})"), receiving.items, _items_table, speech),
            *_titled(N_("What the units have not done ({count} times)"), part.owed, _owed_table, speech),
            *_titled(N_("Promises ({count})"), part.promises, _promises_table, speech),
            Annex(
                lambda: _figures_table(part.figures, speech), figures, (Heading(figures), Line(words(where)))
            ),
        )
    )


def _unbooked(part: HandoverPart, speech: Speech) -> list[Block]:
    if not part.unbooked:
        return []
    text = N_("Besides, {count} times were booked for no unit, so nobody knows whether they were done.")
    return [_line(msg(text, count=speech.number(part.unbooked)), speech)]


def counts_message(view: HandoverView, part: HandoverPart, speech: Speech) -> Message:
    """How much of what a receiver gets: the same numbers on the screen, in the lists and in the minutes."""
    return msg(
        N_(
            "As of {as_of}: {units} organisations, {items} open items of the committee, {owed} times that units owe, "
            "{promises} promises, {reports} reports that arrived, {figures} last figures."
        ),
        as_of=view.as_of,
        units=speech.count(len(part.receiving.units)),
        items=speech.count(len(part.receiving.items)),
        owed=speech.count(len(part.owed)),
        promises=speech.count(len(part.promises)),
        reports=speech.count(part.reports),
        figures=speech.count(len(part.figures)),
    )


def _titled(
    title: str, rows: Sequence[T], table: Callable[[Sequence[T], Speech], Table], speech: Speech
) -> tuple[Block, ...]:
    """A heading with the count, and the table; a list that is empty says so."""
    heading = Heading(speech.say(msg(title, count=len(rows))))
    none = Line(words(speech.gettext(N_("None.")), "dim"))
    return (heading, table(rows, speech) if rows else none)


def _register(units: Sequence[Unit], speech: Speech) -> Table:
    """The organisations, counted through; in Excel the list that `ct58 unit import` reads, in its own columns and numbers."""
    counted = [replace(unit, order=place) for place, unit in enumerate(units, start=1)]
    short = _columns_of_register(counted, _IN_WORDS, speech)
    kept = [
        column.key for column in LIST_COLUMNS if column.key != "founded"
    ]  # of both days the one that counts
    return replace(short, whole=lambda: _columns_of_register(units, kept, speech))


def _columns_of_register(units: Sequence[Unit], keys: Sequence[str], speech: Speech) -> Table:
    chosen = [column for column in LIST_COLUMNS if column.key in keys]
    return Table(
        tuple(
            Column(
                speech.gettext(column.title),
                "right" if column.key == "order" else "left",
                grows=column.key == "name",
            )
            for column in chosen
        ),
        tuple(tuple(_register_cell(unit, column.key, speech) for column in chosen) for unit in units),
    )


def _register_cell(unit: Unit, key: str, speech: Speech) -> Words:
    if key == "kind":
        return words(speech.unit_kind(unit.kind))
    if key == "organisation":
        return words(speech.organisation(unit.organisation) if unit.organisation else "")
    if key == "order":
        return number_words(unit.order, speech) if unit.order is not None else words("")
    if key == "valid_from":
        return day_words(unit.valid_from, speech) if unit.valid_from else words("")
    value = getattr(unit, key)
    return words("; ".join(value) if isinstance(value, tuple) else value or "")


def _items_table(items: Sequence[OpenItem], speech: Speech) -> Table:
    """An item a row: the first of its open times, and how many there are."""
    return declared(
        (
            (Column(speech.gettext(N_("Id"))), lambda entry: words(entry.item.id)),
            (Column(speech.gettext(N_("Item")), grows=True), lambda entry: words(entry.item.title)),
            (Column(speech.gettext(N_("Deadline"))), lambda entry: day_words(entry.standings[0].due, speech)),
            (
                Column(speech.gettext(N_("Status"))),
                lambda entry: words(_state_words(entry.standings[0], speech)),
            ),
            (
                Column(speech.gettext(N_("Open times")), "right"),
                lambda entry: number_words(len(entry.standings), speech),
            ),
        ),
        items,
    )


def _state_words(where: Standing, speech: Speech) -> str:
    """The status; of what was not yet due when the work ended, that."""
    if where.status == "ended":
        return speech.gettext(N_("not yet due at the end"))
    return status_text(where, speech)


def _owed_table(owed: Sequence[Standing], speech: Speech) -> Table:
    return declared(
        (
            (Column(speech.gettext(N_("Unit"))), lambda where: words(_unit_name(where))),
            (Column(speech.gettext(N_("Item")), grows=True), lambda where: words(_item_words(where, speech))),
            (Column(speech.gettext(N_("Deadline"))), lambda where: day_words(where.due, speech)),
            (Column(speech.gettext(N_("Status"))), lambda where: words(status_text(where, speech))),
        ),
        owed,
    )


def _promises_table(promises: Sequence[OpenPromise], speech: Speech) -> Table:
    return declared(
        (
            (Column(speech.gettext(N_("Who"))), lambda said: words(_unit_name(said.standing))),
            (
                Column(speech.gettext(N_("Item")), grows=True),
                lambda said: words(_item_words(said.standing, speech)),
            ),
            (Column(speech.gettext(N_("Promised on"))), lambda said: day_words(said.event.date, speech)),
            (Column(speech.gettext(N_("For"))), lambda said: day_words(said.event.until, speech)),
        ),
        promises,
    )


def _figures_table(figures: Iterable[LastFigure], speech: Speech) -> Table:
    return declared(
        (
            (Column(speech.gettext(N_("Unit"))), lambda last: words(last.unit.name)),
            (
                Column(speech.gettext(N_("No.")), "right"),
                lambda last: number_words(last.figure.number, speech),
            ),
            (Column(speech.gettext(N_("Figure")), grows=True), lambda last: words(last.figure.label)),
            (Column(speech.gettext(N_("Period"))), lambda last: words(speech.period(last.period))),
            (
                Column(speech.gettext(N_("Value"))),
                lambda last: words(value_text(last.figure, last.value, speech)),
            ),
        ),
        figures,
    )


def _unit_name(where: Standing) -> str:
    unit = where.obligation.unit
    return unit.name if unit else ""


def _item_words(where: Standing, speech: Speech) -> str:
    """`BC-QUY Báo cáo quý III/2024`."""
    period = where.obligation.occurrence.period
    title = where.item.title
    if where.item.deadline.every is not None:
        title = period_title(title, speech.period(period))
    return f"{where.item.id} {title}"


def _line(message: Message, speech: Speech) -> Line:
    return Line(words(speech.say(message)))


# ------------------------------------------------------------------- the command


def written_page(view: HandoverView, folders: Sequence[str], speech: Speech) -> Page:
    """What was written for whom, with the sums held against the whole."""
    columns = (
        Column(speech.gettext(N_("Receiver")), grows=True),
        Column(speech.gettext(N_("Units")), align="right"),
        Column(speech.gettext(N_("Open items")), align="right"),
        Column(speech.gettext(N_("Units owe")), align="right"),
        Column(speech.gettext(N_("Promises")), align="right"),
        Column(speech.gettext(N_("Folder"))),
    )
    rows = [
        (
            words(part.receiving.name),
            *(number_words(count, speech) for count in part_counts(part)),
            words(folder, "dim"),
        )
        for part, folder in zip(view.parts, folders, strict=True)
    ]
    left = (len(view.own) + len(view.ended_units), len(view.ended_items))
    rows += [
        _sum_row(N_("Ended, not handed over"), left, "dim", speech),
        _sum_row(N_("Together"), (len(view.units), view.item_count), "strong", speech),
    ]
    table = Table(columns, tuple(rows))
    return Page((_title(view.head, speech), table))


def _sum_row(name: str, counts: tuple[int, int], tone: Emphasis, speech: Speech) -> tuple[Words, ...]:
    """Units and items; what units owe is nobody's but their receiver's."""
    cells = (number_words(count, speech, tone) for count in counts)
    return (words(speech.gettext(name), tone), *cells, words(""), words(""), words(""))


def _title(head: ProgrammeHead, speech: Speech) -> Heading:
    return Heading(speech.say(msg(N_("HAND-OVER · Programme {number}"), number=head.number)), level=1)


def part_counts(part: HandoverPart) -> tuple[int, int, int, int]:
    """Units, open items, times that units owe, promises."""
    return len(part.receiving.units), len(part.receiving.items), len(part.owed), len(part.promises)


def handover_as_json(view: HandoverView, folders: Sequence[str], files: Sequence[str]) -> dict[str, object]:
    """What was written for whom."""
    return {
        "closed_on": view.closed_on.isoformat(),
        "receivers": [
            {
                "id": part.body,
                "name": part.receiving.name,
                "folder": folder,
                "units": [unit.id for unit in part.receiving.units],
                "items": [entry.item.id for entry in part.receiving.items],
                "owed": len(part.owed),
                "unbooked": part.unbooked,
                "promises": len(part.promises),
                "reports": part.reports,
                "figures": len(part.figures),
            }
            for part, folder in zip(view.parts, folders, strict=True)
        ],
        "ended": {
            "units": [unit.id for unit in (*view.own, *view.ended_units)],
            "items": [entry.item.id for entry in view.ended_items],
        },
        "units": len(view.units),
        "items": view.item_count,
        "files": list(files),
    }
