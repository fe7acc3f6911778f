"""Words of keys: every key that may come has its word in each language, and no vocabulary has another's key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

import pytest
from tests.support.terms import speaking

from ct58.domain.changes.model import How
from ct58.domain.indicators.contribution import Role
from ct58.domain.indicators.result import Verdict
from ct58.domain.records.event_rules import EventKind
from ct58.domain.records.items import ItemKind
from ct58.domain.records.programme import Adding, ClauseKind, FigureType
from ct58.domain.records.reports import Quality
from ct58.domain.records.scalars import FigureFrequency
from ct58.domain.standing.calls import CallReason
from ct58.domain.standing.status import Status
from ct58.domain.time.period import Frequency
from ct58.errors import Severity
from ct58.render.site.reports import ARRIVALS, Arrival
from ct58.render.site.timeline import TONE_WORDS
from ct58.views import vocabularies
from ct58.views.own_part import OwnState
from ct58.views.page import Emphasis
from ct58.views.reports import DueReportState
from ct58.views.vocabularies import STATUSES, VERDICTS, Tone, words_of_choices, words_of_field

VI, EN = speaking("vi"), speaking("en")
VOCABULARIES: dict[str, tuple[Any, ...]] = {
    "EVENTS": get_args(EventKind),
    "STATUSES": get_args(Status),
    "VERDICTS": get_args(Verdict),
    "ITEM_KINDS": get_args(ItemKind),
    "CLAUSE_KINDS": get_args(ClauseKind),
    "FIGURE_TYPES": get_args(FigureType),
    "ADDING": get_args(Adding),
    "FREQUENCIES": get_args(Frequency) + get_args(FigureFrequency),
    "WHY_CALLED": get_args(CallReason),
    "REPORT_STATES": tuple(key for part in get_args(DueReportState) for key in get_args(part) or (part,)),
    "QUALITIES": get_args(Quality),
    "SEVERITIES": get_args(Severity),
}
SHOWN: dict[str, tuple[Any, ...]] = {
    "ROLES": get_args(Role),
    "OWN_STATES": get_args(OwnState),
    "HOW_CHANGED": get_args(How),
}
"""Those that few ask for, each with what it means."""
OF_THE_DATA = {"UNIT_FLAGS", "UNIT_SETS"}
"""What the shipped data calls its own; no type knows the keys, and another office's stand as they are."""
METHODS: dict[str, tuple[Callable[[Any], str], Callable[[Any], str]]] = {
    name: (getattr(VI, method), getattr(EN, method))
    for name, method in {
        "EVENTS": "event",
        "STATUSES": "status",
        "VERDICTS": "verdict",
        "ITEM_KINDS": "item_kind",
        "CLAUSE_KINDS": "clause_kind",
        "FIGURE_TYPES": "figure_type",
        "ADDING": "adding",
        "FREQUENCIES": "frequency",
        "REPORT_STATES": "report_state",
        "WHY_CALLED": "call_reason",
        "QUALITIES": "quality",
        "SEVERITIES": "severity",
    }.items()
}


def test_every_vocabulary_is_looked_at() -> None:
    """One that is added is added here, too."""
    public = {
        name for name, value in vars(vocabularies).items() if name.isupper() and isinstance(value, dict)
    }
    tables = {name for name in public if not name.startswith("_")}
    assert VOCABULARIES.keys() == METHODS.keys() == tables - SHOWN.keys() - OF_THE_DATA


@pytest.mark.parametrize(("name", "keys"), {**VOCABULARIES, **SHOWN}.items())
def test_a_vocabulary_has_every_key_and_no_foreign_one(name: str, keys: tuple[str, ...]) -> None:
    """A new member of the type without a word would end in a KeyError; a word nobody asks for is dead."""
    assert set(getattr(vocabularies, name)) == set(keys)


@pytest.mark.parametrize(
    ("name", "key"), [(name, key) for name, keys in VOCABULARIES.items() for key in keys]
)
def test_every_key_has_a_word_in_each_language(name: str, key: str) -> None:
    """No screen shows a bare key, and no Vietnamese one an English word."""
    vietnamese, english = (said(key) for said in METHODS[name])
    assert english
    assert "_" not in english
    assert vietnamese
    assert vietnamese != english or key in ("standing_committee", "executive_committee")


def test_how_something_is_shown_is_a_meaning_that_screens_and_site_know() -> None:
    """An emphasis that no screen has, a tone without a colour."""
    shown = [(one.emphasis, one.tone) for one in STATUSES.values()]
    shown += [(one.emphasis, one.tone) for one in VERDICTS.values()]
    assert {emphasis for emphasis, _tone in shown} <= set(get_args(Emphasis))
    assert {tone for _emphasis, tone in shown} <= set(get_args(Tone))


@pytest.mark.parametrize(
    ("choices", "key", "word"),
    [
        (("started", "dropped"), "dropped", "given up"),
        (("standing_committee", "executive_committee", "btv", "bch"), "executive_committee", "BCH"),
        (("task", "duty", "report", "ad_hoc"), "report", "unit report"),
    ],
)
def test_choices_of_a_command_line_are_called_as_the_screens_call_them(
    choices: tuple[str, ...], key: str, word: str
) -> None:
    """Whichever vocabulary they are from."""
    assert words_of_choices(choices)[key] == word


def test_choices_that_are_no_keys_have_no_words() -> None:
    """`text` among the formats is no type of a figure."""
    assert words_of_choices(("text", "json", "csv")) == {}


def test_a_field_tells_what_its_value_is_called() -> None:
    """The same word is a state of a report in one field and an event in another; a name is a name."""
    assert words_of_field(("state",))["returned"] == "sent back"
    assert words_of_field(("events", "event"))["returned"] == "returned"
    assert words_of_field(("tasks", "PL-01", "submit_to")) == {}, "the data itself names bodies"
    assert words_of_field(("name",)) == {}


def test_tones_have_words_on_the_site() -> None:
    """A legend names each."""
    assert TONE_WORDS.keys() == set(get_args(Tone))
    assert ARRIVALS.keys() == set(get_args(Arrival))
