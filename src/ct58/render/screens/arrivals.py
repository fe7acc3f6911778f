"""`ct58 receive --list`: the register of incoming documents, as an office prints it."""

from __future__ import annotations

import datetime as dt

from ct58.i18n import Message, N_, msg
from ct58.render.words.cells import NONE, day_words
from ct58.render.words.speech import Speech, period_title
from ct58.views.arrivals import ArrivalsView, ArrivedReport
from ct58.views.page import (
    Amount,
    Block,
    Column,
    Declared,
    Heading,
    Line,
    Page,
    Words,
    declared,
    on_screen,
    words,
)


def arrivals_page(view: ArrivalsView, speech: Speech) -> Page:
    """The columns of the register; who got it is written by hand, on paper."""
    blocks: list[Block] = [Heading(speech.say(_title(view)), level=1)]
    if view.arrivals:
        blocks.append(declared(_columns(speech), view.arrivals))
    else:
        blocks.append(Line(words(speech.gettext(N_("Nothing arrived."))), indent=1))
    lead = N_("Another day: --on 12/7; several: --since 1/7. To print: -o so-den.docx")
    blocks.append(Line(on_screen(speech.gettext(lead)), indent=1))
    return Page(tuple(blocks))


def _title(view: ArrivalsView) -> Message:
    count = len(view.arrivals)
    if view.first == view.last:
        return msg(N_("INCOMING DOCUMENTS OF {day} ({count})"), day=view.first, count=count)
    text = N_("INCOMING DOCUMENTS FROM {first} TO {last} ({count})")
    return msg(text, first=view.first, last=view.last, count=count)


def _columns(speech: Speech) -> tuple[Declared[ArrivedReport], ...]:
    """Arrival number, day, author, number and date of the document, what it is, and who got it."""
    say = speech.gettext
    return (
        (Column(say(N_("Arr. no.")), align="right"), _number),
        (Column(say(N_("Arrived"))), lambda row: day_words(row.report.received_on, speech)),
        (Column(say(N_("Author")), grows=True), lambda row: words(_author(row))),
        (Column(say(N_("Document no."))), lambda row: words(_document(row))),
        (Column(say(N_("Dated"))), lambda row: day_words(_dated(row), speech)),
        (Column(say(N_("Abstract")), grows=True), lambda row: words(_abstract(row, speech))),
        (Column(say(N_("Passed to")), where="file"), _left_blank),
    )


def _left_blank(_row: ArrivedReport) -> Words:
    """To be written by hand."""
    return words("")


def _number(row: ArrivedReport) -> Words:
    number = row.report.source.arrival_number if row.report.source else None
    return words(NONE) if number is None else words(str(number), "strong", Amount(number))


def _author(row: ArrivedReport) -> str:
    return row.unit.name if row.unit else row.report.unit


def _document(row: ArrivedReport) -> str:
    return row.report.document.number if row.report.document else NONE


def _dated(row: ArrivedReport) -> dt.date | None:
    return row.report.document.date if row.report.document else None


def _abstract(row: ArrivedReport, speech: Speech) -> str:
    period = speech.period(row.report.period)
    return period_title(row.title or speech.gettext(N_("Figures")), period)


def arrivals_as_json(view: ArrivalsView) -> list[dict[str, object]]:
    """One object an arrival, in the register's order."""
    return [
        {
            "arrival_number": row.report.source.arrival_number if row.report.source else None,
            "received_on": row.report.received_on,
            "unit": row.report.unit,
            "period": str(row.report.period),
            "state": row.report.state,
            "document": {"number": row.report.document.number, "date": row.report.document.date}
            if row.report.document
            else None,
            "how": row.report.source.how if row.report.source else None,
        }
        for row in view.arrivals
    ]
