"""`ct58 doctor`: every point with a sign, and the remedy below what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ct58.i18n import N_, msg
from ct58.render.words.speech import Speech
from ct58.views.health import Grade, HealthPoint
from ct58.views.page import (
    Annex,
    Column,
    Declared,
    Emphasis,
    Gap,
    Heading,
    Line,
    Page,
    Span,
    Table,
    declared,
    words,
)

_SIGNS: Mapping[Grade, tuple[str, Emphasis]] = {
    "ok": (N_("fine"), "good"),
    "warning": (N_("to note"), "warning"),
    "error": (N_("WRONG"), "overdue"),
}


def health_page(points: Sequence[HealthPoint], speech: Speech) -> Page:
    """A line a point, then what it comes to."""
    label = max(len(speech.gettext(text)) for text, _ in _SIGNS.values())
    title = max(len(speech.gettext(point.title)) for point in points)
    heading = Heading(speech.gettext(N_("THIS COMPUTER")), level=1)
    lines: list[Line] = []
    for point in points:
        text, emphasis = _SIGNS[point.grade]
        sign = Span(f"{speech.gettext(text):<{label}}  ", emphasis)
        name = Span(f"{speech.gettext(point.title):<{title}}  ", "strong")
        found = Span(speech.say(point.said))
        lines.append(Line((sign, name, found), indent=1, label_width=label + title + 4))
        if point.remedy is not None:
            fix = Span(f"{speech.gettext(N_('Remedy:'))} ", "accent")
            lines.append(Line((fix, Span(speech.say(point.remedy))), indent=label + title + 5))
    whole = Annex(lambda: _point_table(points, speech), said=tuple(lines))
    return Page((heading, whole, Gap(), _verdict(points, speech)))


def _point_table(points: Sequence[HealthPoint], speech: Speech) -> Table:
    """For lists: a row a point."""
    say = speech.gettext
    columns: tuple[Declared[HealthPoint], ...] = (
        (Column(say(N_("State"))), lambda point: words(say(_SIGNS[point.grade][0]))),
        (Column(say(N_("Content"))), lambda point: words(say(point.title))),
        (Column(say(N_("Found")), grows=True), lambda point: words(speech.say(point.said))),
        (
            Column(say(N_("Remedy")), grows=True),
            lambda point: words(speech.say(point.remedy) if point.remedy else ""),
        ),
    )
    return declared(columns, points)


def _verdict(points: Sequence[HealthPoint], speech: Speech) -> Line:
    errors = sum(point.grade == "error" for point in points)
    warnings = sum(point.grade == "warning" for point in points)
    if not errors and not warnings:
        return Line(words(speech.gettext(N_("All is as ct58 needs it.")), "good"))
    text = msg(N_("{errors} wrong, {warnings} to note."), errors=errors, warnings=warnings)
    return Line(words(speech.say(text), "overdue" if errors else "warning"))


def health_entries(points: Sequence[HealthPoint], speech: Speech) -> list[dict[str, object]]:
    """The same for a program."""
    return [
        {
            "check": point.key,
            "state": point.grade,
            "said": speech.say(point.said),
            "remedy": speech.say(point.remedy) if point.remedy else None,
        }
        for point in points
    ]
