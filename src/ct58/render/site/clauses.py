"""The pages of the programme's own text: all clauses with what follows each, and a page for each clause."""

from __future__ import annotations

from collections.abc import Iterator

from ct58.domain.records.search import Thing
from ct58.i18n import N_, msg
from ct58.records import positional_record
from ct58.render.screens.catalogue import kinds_text
from ct58.render.site.parts import Badge, LabelledFact, Link, clause_path, indicator_path, item_path
from ct58.render.words.speech import Speech
from ct58.views.catalogue import TracedClause, TracedPart
from ct58.views.site import SiteView

_LACKS = N_("nothing follows it")


@positional_record
class ClauseEntry:
    """A clause in the list: its words, and the ways to what follows it."""

    link: Link
    text: str
    kind: str
    gap: Badge | None
    followers: tuple[Link, ...]


@positional_record
class PartEntry:
    """A part of the programme with its clauses."""

    title: str
    clauses: tuple[ClauseEntry, ...]


@positional_record
class ClausesPage:
    """Part by part."""

    parts: tuple[PartEntry, ...]


@positional_record
class ClausePage:
    """One clause. `figures` are the lines of the form that count for it."""

    text: str
    printed: str
    facts: tuple[LabelledFact, ...]
    followers: tuple[Link, ...]
    figures: tuple[str, ...]
    titles: dict[str, str]


def clauses_page(view: SiteView, speech: Speech) -> ClausesPage:
    """Every clause, verbatim, with what follows it."""
    return ClausesPage(
        tuple(
            PartEntry(
                f"{group.part.id}. {group.part.title}",
                tuple(_entry(traced, view, speech) for traced in group.clauses),
            )
            for group in view.traced.parts
        )
    )


def clause_page(traced: TracedClause, group: TracedPart, view: SiteView, speech: Speech) -> ClausePage:
    """The page of a clause; what was misprinted stands beside the corrected words."""
    clause = traced.clause
    return ClausePage(
        text=clause.corrected or clause.text,
        printed=clause.text if clause.corrected else "",
        facts=tuple(_about(traced, group, speech)),
        followers=tuple(followers(traced, view, speech, up="../")),
        figures=tuple(_figures(traced, speech)),
        titles={
            "followers": speech.gettext(N_("What follows it")),
            "figures": speech.gettext(N_("Figures that count for it")),
            "printed": speech.gettext(N_("As printed")),
            "none": speech.gettext(N_("No task, duty or indicator names this clause.")),
        },
    )


def clause_badge(traced: TracedClause, speech: Speech) -> Badge | None:
    """That something of the clause is followed by nothing."""
    return Badge(speech.gettext(_LACKS), "check") if traced.is_gap else None


def _entry(traced: TracedClause, view: SiteView, speech: Speech) -> ClauseEntry:
    clause = traced.clause
    return ClauseEntry(
        link=Link(clause.id, clause_path(clause.id)),
        text=clause.corrected or clause.text,
        kind=kinds_text(clause, speech),
        gap=clause_badge(traced, speech),
        followers=tuple(followers(traced, view, speech)),
    )


def _about(traced: TracedClause, group: TracedPart, speech: Speech) -> Iterator[LabelledFact]:
    yield LabelledFact(speech.gettext(N_("Part")), f"{group.part.id}. {group.part.title}")
    yield LabelledFact(speech.gettext(N_("Kind")), kinds_text(traced.clause, speech))
    if traced.clause.note:
        yield LabelledFact(speech.gettext(N_("Note")), traced.clause.note)


def followers(traced: TracedClause, view: SiteView, speech: Speech, up: str = "") -> Iterator[Link]:
    """The tasks, duties and indicators of a clause, each with the way to its page."""
    for thing in traced.followers:
        ended = speech.say(msg(N_(" (not asked any more)"))) if thing.id in traced.ended else ""
        title = getattr(thing.record, "corrected", None) or getattr(thing.record, "title", "") or ""
        path = thing_path(thing, view)
        yield Link(f"{thing.id} {title}{ended}", f"{up}{path}" if path else "")


def thing_path(thing: Thing, view: SiteView) -> str:
    """The page of a thing; empty where it has none."""
    if thing.kind == "indicator":
        return indicator_path(thing.id)
    item = view.items.get(thing.id)
    return item_path(item) if item is not None else ""


def _figures(traced: TracedClause, speech: Speech) -> Iterator[str]:
    for thing in traced.figures:
        label, number = getattr(thing.record, "label", ""), getattr(thing.record, "number", "")
        yield f"{number}. {label}"
