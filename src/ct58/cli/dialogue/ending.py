"""Asking what is open about the end of the work: the day, the document, who takes over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from ct58.cli.dialogue.talk import YES_NO, GoBack, Talk
from ct58.domain.planning.ending import Bodies, means_an_end
from ct58.domain.records.programme import SubFigure
from ct58.domain.records.units import Unit
from ct58.domain.standing.ending import OpenItem
from ct58.domain.text.suggestions import enumeration
from ct58.errors import BadUsage
from ct58.i18n import Message, N_, msg
from ct58.records import positional_record
from ct58.render.words.labels import status_text

_MOST_NAMED = 8


def asked_date(talk: Talk, label: str, current: dt.date | None) -> dt.date | None:
    """A day; Enter keeps the one that is offered, or none."""
    line = SubFigure(key="day", label=talk.speech.gettext(label), type="date")
    shown = talk.speech.date(current) if current else "–"
    while True:
        try:
            found = talk.read(line, f"{line.label} [{shown}]: ", current)
        except GoBack:
            continue
        if found is None or isinstance(found, dt.date):
            return found


def asked_words(talk: Talk, label: str) -> str:
    """A text that must be given."""
    while True:
        try:
            said = talk.ask(f"{talk.speech.gettext(label)}: ")
        except GoBack:
            continue
        if said:
            return said


def asked_yes(talk: Talk, question: Message, default: str) -> bool:
    """A yes or a no."""
    while True:
        try:
            return talk.choose(question, YES_NO, default) == "c"
        except GoBack:
            continue


def asked_receivers(
    talk: Talk, bodies: Bodies, units: Sequence[Unit], items: Sequence[OpenItem]
) -> Mapping[str, str | None]:
    """Who takes over what nobody takes so far: one body for all, or one after another."""
    said_units = msg(N_("{count} units have nobody who takes them over"), count=len(units))
    said_items = msg(
        N_("{count} open items of the committee have nobody who takes them over"), count=len(items)
    )
    return {
        **_asked_group(talk, bodies, said_units, [_Asked(unit.id, unit.label, unit.name) for unit in units]),
        **_asked_group(
            talk,
            bodies,
            said_items,
            [_Asked(entry.item.id, entry.item.id, _item_words(talk, entry)) for entry in items],
        ),
    }


@positional_record
class _Asked:
    """A unit or an item: its id, what it is called among others, and all that helps to answer."""

    id: str
    label: str
    words: str


def _item_words(talk: Talk, entry: OpenItem) -> str:
    """`PL-07 Đề án …: Quá hạn 12 ngày`."""
    first = entry.standings[0]
    return f"{entry.item.id} {entry.item.title}: {status_text(first, talk.speech)}"


def _asked_group(
    talk: Talk, bodies: Bodies, title: Message, asked: Sequence[_Asked]
) -> dict[str, str | None]:
    if not asked:
        return {}
    shown = [*(entry.label for entry in asked[:_MOST_NAMED]), *(["…"] if len(asked) > _MOST_NAMED else [])]
    talk.say(title, "strong", indent=0)
    talk.say(enumeration(shown), "dim", indent=2)
    talk.say(msg(N_("A name or a number of the list below; “kết thúc” is: ended, not handed over.")), "dim")
    _show_bodies(talk, bodies)
    question = talk.speech.gettext(N_("One receiver for all of them (Enter: ask one by one): "))
    for_all = _asked_body(talk, bodies, question)
    if for_all is not None:
        return {entry.id: for_all[0] for entry in asked}
    found: dict[str, str | None] = {}
    for entry in asked:
        said = None
        while said is None:
            talk.say(entry.words, indent=0)
            said = _asked_body(talk, bodies, f"{talk.speech.gettext(N_('Receiver'))}: ")
        found[entry.id] = said[0]
    return found


def _show_bodies(talk: Talk, bodies: Bodies) -> None:
    for number, name in enumerate(bodies.names.values(), start=1):
        talk.say(f"{number}. {name}", "dim")


def _asked_body(talk: Talk, bodies: Bodies, question: str) -> tuple[str | None] | None:
    """The body in a tuple, None in it where it ends; None for Enter."""
    while True:
        try:
            said = talk.ask(question)
            if not said:
                return None
            if means_an_end(said):
                return (None,)
            numbered = {str(number): id_ for number, id_ in enumerate(bodies.names, start=1)}
            return (numbered.get(said) or bodies.id_of(said),)
        except GoBack:
            continue
        except BadUsage as error:
            talk.say(error.message, "warning")
