"""What every page of the site says, and the templates' environment, which gets data as values and escapes them.

Imported only when pages are made, because jinja2 is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ct58 import __version__
from ct58.i18n import N_, msg
from ct58.records import positional_record
from ct58.render.screens.parts import end_text
from ct58.render.site.assets import TEMPLATES
from ct58.render.site.parts import SEARCH, TONES, Badge, LabelledFact, Link, way_up
from ct58.render.words.speech import Speech
from ct58.views.site import SiteView
from ct58.views.vocabularies import PRACTICE_MARK, Tone

_WORDS: Mapping[str, str] = {
    "skip": N_("Skip to the content"),
    "navigation": N_("Pages of this site"),
    "search": N_("Search in this table"),
    "everywhere": N_("Search everything"),
    "all": N_("all"),
    "sort": N_("Sort by"),
    "as_given": N_("as given"),
    "shown": N_("{shown} of {total} rows"),
    "none": N_("No row fits."),
    "more": N_("Show all {total} rows"),
    "previous": N_("Previous"),
    "next": N_("Next"),
    "feed": N_("What has become overdue"),
}


@positional_record
class Frame:
    """The head and foot of a page, in finished words. `words` are those of templates and scripts."""

    language: str
    site: str
    owner: str
    heading: str
    subtitle: str
    root: str
    search: str
    navigation: tuple[Link, ...]
    facts: tuple[LabelledFact, ...]
    notes: tuple[str, ...]
    words: Mapping[str, str]
    tones: tuple[Tone, ...] = TONES
    badge: Badge | None = None
    before: Link | None = None
    after: Link | None = None


class FrameMaker:
    """Makes the frames of all pages; what they have in common is worked out once. `navigation`: page → its name there."""

    def __init__(self, view: SiteView, speech: Speech, navigation: Mapping[str, str]) -> None:
        self._speech = speech
        self._navigation = navigation
        head = view.programme.head
        self._site = speech.say(
            msg(N_("Programme {number} of {day}"), number=head.number, day=head.issued_on)
        )
        self._owner = view.committee
        self._facts = _facts(view, speech)
        self._notes = _notes(view, speech)
        self._words = {key: speech.gettext(text) for key, text in _WORDS.items()}

    def __call__(
        self,
        path: str,
        heading: str,
        subtitle: str = "",
        *,
        section: str = "",
        badge: Badge | None = None,
        before: Link | None = None,
        after: Link | None = None,
    ) -> Frame:
        """The frame of one page; `section` is the page of the navigation that it belongs to."""
        root = way_up(path)
        navigation = tuple(
            Link(self._speech.gettext(text), f"{root}{target}", target == (section or path))
            for target, text in self._navigation.items()
        )
        return Frame(
            language=self._speech.language,
            site=self._site,
            owner=self._owner,
            heading=heading,
            subtitle=subtitle,
            root=root,
            search=f"{root}{SEARCH}",
            navigation=navigation,
            facts=self._facts,
            notes=self._notes,
            words=self._words,
            badge=badge,
            before=before,
            after=after,
        )


def _facts(view: SiteView, speech: Speech) -> tuple[LabelledFact, ...]:
    """Period, day, and how much of the data is there."""
    found = [
        LabelledFact(speech.gettext(N_("Period")), _capital(speech.period(view.period))),
        LabelledFact(speech.gettext(N_("As of")), speech.date(view.as_of)),
    ]
    if view.practice_today is not None:
        title = _capital(speech.gettext(N_("practice day")))
        found.append(LabelledFact(title, speech.date(view.practice_today)))
    if view.current is not None:
        counts = view.current.tally
        label = msg(N_("Reports of {period}"), period=view.current.period)
        found.append(
            LabelledFact(
                speech.say(label), f"{speech.number(counts.actual)}/{speech.number(counts.expected)}"
            )
        )
    if view.reports:
        counts = view.coverage
        label = msg(N_("All reports so far"))
        found.append(
            LabelledFact(
                speech.say(label), f"{speech.number(counts.actual)}/{speech.number(counts.expected)}"
            )
        )
    if view.unread.files:
        text = msg(N_("{count} files, not counted"), count=speech.number(len(view.unread.files)))
        found.append(LabelledFact(speech.gettext(N_("Cannot be read")), speech.say(text)))
    return tuple(found)


def _notes(view: SiteView, speech: Speech) -> tuple[str, ...]:
    found = [
        msg(
            N_("Computed from the office's records as known on {day}, by ct58 {version}."),
            day=view.as_of,
            version=__version__,
        ),
        msg(
            N_(
                "These pages are derived from the data. They are no record themselves, and are not kept up to date."
            )
        ),
    ]
    if view.practice_today is not None:
        found.insert(0, msg(PRACTICE_MARK))
    if view.unread.files:
        found.append(msg(N_("With errors, and so not counted: {files}."), files=", ".join(view.unread.files)))
    if view.status.ended_on is not None:
        found.append(msg(end_text(view.status.ended_on, speech, was_closed=view.status.was_closed)))
    return tuple(speech.say(text) for text in found)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


class RecordSandbox(ImmutableSandboxedEnvironment):
    """A sandbox that knows our records: of them templates read the declared fields, and nothing else.

    That is stricter than the general rule, and ten times as fast; a site reads a million fields.
    """

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may read an attribute."""
        names = getattr(type(obj), "__record_names__", None)
        return super().is_safe_attribute(obj, attr, value) if names is None else attr in names


def site_environment() -> Environment:
    """The packaged templates; what a template names and nobody gives is an error, not nothing."""
    return RecordSandbox(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
