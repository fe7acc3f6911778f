"""`ct58 summary --take-back`: what a report brings back from Word, and what stays there."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from ct58.domain.records.places import period_file
from ct58.domain.text.prose import parse_prose
from ct58.i18n import N_, msg
from ct58.render.words.record_keys import JsonObject
from ct58.render.words.speech import Speech
from ct58.views.page import Block, Emphasis, Gap, Heading, Line, Page, words
from ct58.views.returned import OutsideChange, SectionBack, TakenBack, WhyNot

_WHY_NOT: Mapping[WhyNot, str] = {
    "missing": N_("its frame is not in the document any more"),
    "doubled": N_("its frame stands in the document several times"),
    "beside": N_("words were added beside its frame"),
    "clash": N_("its text was changed in the data, too, after the document was made (Word's: --force)"),
    "unknown": N_("the programme has no such section"),
    "table": N_("a table stands in it"),
    "picture": N_("a picture or text box stands in it"),
    "footnote": N_("a footnote stands in it"),
    "formula": N_("a formula stands in it"),
    "symbol": N_("a sign of a symbol font stands in it"),
    "struck": N_("words in it are struck through"),
    "hidden": N_("words in it are hidden"),
    "control": N_("it stands inside another section's frame"),
    "other": N_("something stands in it that is no text"),
}
"""Why a section is not taken back."""


def returned_page(view: TakenBack, speech: Speech) -> Page:
    """What is taken, paragraph by paragraph, then what is not, then the remarks in the margin."""
    return Page((*_taken(view, speech), *_refused(view, speech), *_comments(view, speech)))


def section_name(key: str, titles: Mapping[str, str], speech: Speech) -> str:
    """`hạn chế, nguyên nhân (shortcomings)`."""
    title = titles.get(key)
    if title is None:
        return key
    said = speech.gettext(title)
    return f"{said.lower() if said.isupper() else said} ({key})"


def _taken(view: TakenBack, speech: Speech) -> Iterator[Block]:
    title = msg(
        N_("From {file} into {target} ({period})"),
        file=view.name,
        target=period_file(view.period),
        period=speech.period(view.period),
    )
    yield Heading(speech.say(title))
    for section in view.taken:
        yield Line(words(section_name(section.key, view.titles, speech), "strong"), indent=1)
        yield from _differences(section)
    if not view.taken:
        yield Line(words(speech.gettext(N_("No prose was changed that can be taken back.")), "dim"), indent=1)


def _differences(section: SectionBack) -> Iterator[Line]:
    """The paragraphs that are gone and those that are new, in their order."""
    signs: Mapping[str, tuple[str, Emphasis]] = {"-": ("−", "late"), "+": ("+", "good")}
    for line in difflib.ndiff(_lines(section.before), _lines(section.after)):
        if line[0] in signs:
            sign, emphasis = signs[line[0]]
            yield Line(words(f"{sign} {line[2:]}", emphasis), indent=3)


def _lines(markdown: str) -> list[str]:
    return [line for line in markdown.splitlines() if line.strip()]


def _refused(view: TakenBack, speech: Speech) -> Iterator[Block]:
    if not (view.refused or view.changes):
        if not view.has_origin:
            yield Gap()
            text = N_(
                "The document does not say what else ct58 wrote in it; what was changed beside the prose is not known."
            )
            yield Line(words(speech.gettext(text), "warning"))
        return
    yield Gap()
    yield Heading(speech.gettext(N_("Not taken back")))
    for section in view.refused:
        why = "; ".join(speech.gettext(_WHY_NOT[reason]) for reason in section.why_not)
        yield Line(words(f"{section_name(section.key, view.titles, speech)}: {why}", "warning"), indent=1)
        yield from _quoted(tuple(paragraph.text for paragraph in parse_prose(section.after)))
    for change in view.changes:
        yield Line(words(_place(change, view, speech), "warning"), indent=1)
        yield from _quoted(change.texts)


def _place(change: OutsideChange, view: TakenBack, speech: Speech) -> str:
    """Where something was changed outside the prose."""
    if change.beside:
        names = ", ".join(section_name(key, view.titles, speech) for key in change.beside)
        return speech.say(
            msg(N_("Added beside the frame of {sections}; put it into the frame:"), sections=names)
        )
    where = change.where or speech.gettext(N_("the head of the document"))
    texts = (
        (N_("Changed below “{where}”, {gone} texts are now:"), change.gone and any(change.texts)),
        (N_("Taken away below “{where}”: {gone} texts."), bool(change.gone)),
        (N_("Added below “{where}”:"), True),
    )
    text = next(text for text, applies in texts if applies)
    return speech.say(msg(text, where=where, gone=speech.count(change.gone)))


def _quoted(texts: tuple[str, ...]) -> Iterator[Line]:
    return (Line(words(f"“{text}”"), indent=3) for text in texts if text)


def _comments(view: TakenBack, speech: Speech) -> Iterator[Block]:
    if view.comments:
        yield Gap()
        yield Heading(speech.gettext(N_("Remarks in the margin")))
    for key, comment in view.comments:
        where = f"{section_name(key, view.titles, speech)}: " if key else ""
        who = f" ({comment.author})" if comment.author else ""
        yield Line(words(f"{where}“{comment.text}”{who}"), indent=1)


def returned_as_json(view: TakenBack) -> JsonObject:
    """Sections with their texts, what was changed outside, and the remarks."""
    return {
        "period": str(view.period),
        "file": period_file(view.period),
        "sections": [
            {
                "key": section.key,
                "before": section.before,
                "after": section.after,
                "refused": list(section.why_not),
            }
            for section in view.sections
        ],
        "outside": [
            {
                "texts": list(change.texts),
                "gone": change.gone,
                "where": change.where,
                "beside": list(change.beside),
            }
            for change in view.changes
        ],
        "comments": [
            {"section": key or None, "text": comment.text, "author": comment.author}
            for key, comment in view.comments
        ],
    }
