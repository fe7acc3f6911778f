"""What an event is: one row a kind, and all that is asked of it, that it does, and what it is called.

Status, checks, recording, notices, labels, the JSON Schema and the demo read this table. A new kind of event is one
row here and its word in the catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from ct58.i18n import Message, N_, msg
from ct58.records import record

Meaning = Literal[
    "begins",  # work has begun
    "gives",  # a body has it
    "takes_back",  # a body has sent it back, and no longer has it
    "accepts",  # a body agrees with what it has
    "issues",  # a document is out: done, where no body has to get it
    "finishes",  # done, likewise
    "moves_deadline",
    "halts",  # no work is expected until it goes on
    "goes_on",
    "ends",  # nothing is expected any more
    "reminds",
    "promises",
    "remarks",  # changes nothing
]
"""What an event does to what it is about (contract §1, "A unit, a report, events")."""
Repetition = Literal["once", "another_day", "freely"]
"""How often it may happen to one occurrence, body and product: once unless it is sent back; not twice on a day; freely."""
EventReach = Literal["all_later", "the_item"]
"""What an event of a recurring item means without an occurrence: all that falls due from then on, or the item itself."""

_WORK: frozenset[Meaning] = frozenset({"begins", "gives", "takes_back", "accepts", "issues", "finishes"})
_END_OF_WORK: frozenset[Meaning] = frozenset({"issues", "finishes"})
_SUBMISSION: frozenset[Meaning] = frozenset({"gives", "takes_back", "accepts"})
_SAID: frozenset[Meaning] = frozenset({"reminds", "promises", "remarks"})


@record
class EventRule:
    """One kind of event. What is not said of it, it doesn't need and cannot do.

    `word` is what a sentence calls it. `rests_on_document`: a reviewer asks for the document; `needs_document`:
    without one it does not count. `needs_words`: a reason, or a document that says it. `reach` is None where an event
    of a recurring item must name its occurrence, which is an error since the format of the data `named_since`.
    `for_all_units`: of what each unit owes it may be told once for all.
    """

    kind: str
    means: Meaning
    word: str
    needs_until: bool = False
    rests_on_document: bool = False
    needs_document: bool = False
    needs_words: bool = False
    repetition: Repetition = "another_day"
    reach: EventReach | None = None
    named_since: int = 1
    for_all_units: bool = False

    @property
    def is_work(self) -> bool:
        """A sign that work has begun; what a unit's report shows by itself."""
        return self.means in _WORK

    @property
    def is_end_of_work(self) -> bool:
        """Whether something is done by it where no body has to get it."""
        return self.means in _END_OF_WORK

    @property
    def is_about_submission(self) -> bool:
        """Whether it says what a body has."""
        return self.means in _SUBMISSION

    @property
    def is_only_said(self) -> bool:
        """Whether somebody was reminded, promised or remarked something: nothing was done, and nothing decided."""
        return self.means in _SAID


EVENT_RULES: tuple[EventRule, ...] = (
    EventRule(kind="started", means="begins", word=N_("started"), repetition="once"),
    EventRule(
        kind="submitted", means="gives", word=N_("submitted"), rests_on_document=True, repetition="once"
    ),
    EventRule(kind="returned", means="takes_back", word=N_("returned")),
    EventRule(kind="approved", means="accepts", word=N_("approved"), repetition="once"),
    EventRule(kind="issued", means="issues", word=N_("issued"), rests_on_document=True, repetition="once"),
    EventRule(kind="completed", means="finishes", word=N_("completed"), repetition="once"),
    EventRule(
        kind="extended",
        means="moves_deadline",
        word=N_("extended"),
        needs_until=True,
        rests_on_document=True,
        needs_document=True,
        for_all_units=True,
    ),
    EventRule(
        kind="suspended",
        means="halts",
        word=N_("suspended"),
        rests_on_document=True,
        needs_document=True,
        reach="all_later",
        for_all_units=True,
    ),
    EventRule(kind="resumed", means="goes_on", word=N_("resumed"), reach="all_later", for_all_units=True),
    EventRule(
        kind="dropped",
        means="ends",
        word=N_("given up"),
        rests_on_document=True,
        needs_document=True,
        reach="all_later",
        for_all_units=True,
    ),
    EventRule(
        kind="reminded",
        means="reminds",
        word=N_("reminded"),
        repetition="freely",
        named_since=2,
        for_all_units=True,
    ),
    EventRule(kind="promised", means="promises", word=N_("promised"), needs_until=True),
    EventRule(
        kind="noted",
        means="remarks",
        word=N_("noted"),
        needs_words=True,
        repetition="freely",
        reach="the_item",
        for_all_units=True,
    ),
)
_BY_KIND: Mapping[str, EventRule] = {rule.kind: rule for rule in EVENT_RULES}
EVENT_KINDS: tuple[str, ...] = tuple(_BY_KIND)
if TYPE_CHECKING:  # which kinds there are is known when the table is read; a type checker asks before
    EventKind = str
else:
    EventKind = Literal[EVENT_KINDS]


def event_rule(kind: EventKind) -> EventRule:
    """The row of a kind."""
    return _BY_KIND[kind]


def event_word(kind: EventKind) -> Message:
    """An event in the reader's language: `đã trình`."""
    return msg(_BY_KIND[kind].word)
