"""What the keys of the contract are called, one small vocabulary each: a key may mean one thing here, another there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal

from ct58.domain.records.event_rules import EVENT_RULES
from ct58.i18n import N_
from ct58.records import positional_record, record

if TYPE_CHECKING:  # `ct58 --help` needs the words, and nothing of what they are about
    from ct58.domain.changes.model import How
    from ct58.domain.changes.notices import NoticeKind
    from ct58.domain.indicators.contribution import Role
    from ct58.domain.indicators.result import Verdict
    from ct58.domain.standing.status import Status
    from ct58.errors import Severity
    from ct58.views.own_part import OwnState
    from ct58.views.page import Emphasis

Vocabulary = Mapping[str, str]
"""Key → word. Who asks for a word (`Speech`) says which keys may come; a test holds both against each other."""
Tone = Literal["good", "late", "bad", "soon", "work", "open", "idle", "check"]
"""A meaning on the site, never a colour: the style sheet gives each a colour, the templates a sign of its own."""


@positional_record
class WordAndEmphasis:
    """What only screens show."""

    word: str
    emphasis: Emphasis


@positional_record
class WordAndTone:
    """A word, and what it means on the site."""

    word: str
    tone: Tone


@positional_record
class Shown:
    """How something stands: its word, and what that means on a screen and on the site."""

    word: str
    emphasis: Emphasis
    tone: Tone


@record
class ShownVerdict:
    """A verdict: its word on a screen and in the sentences of a document, and what it means on both."""

    word: str
    in_documents: str
    emphasis: Emphasis
    tone: Tone


EVENTS: Vocabulary = {rule.kind: rule.word for rule in EVENT_RULES}
STATUSES: Mapping[Status, Shown] = {
    "completed_on_time": Shown(N_("Completed on time"), "good", "good"),
    "completed_late": Shown(N_("Completed late"), "late", "late"),
    "in_progress": Shown(N_("In progress, within time"), "accent", "work"),
    "due_soon": Shown(N_("Due soon"), "warning", "soon"),
    "missed": Shown(N_("Not done this time"), "late", "bad"),
    "overdue": Shown(N_("Overdue"), "overdue", "bad"),
    "not_started": Shown(N_("Not started, within time"), "dim", "open"),
    "ongoing": Shown(N_("Ongoing"), "plain", "work"),
    "suspended": Shown(N_("Suspended"), "dim", "idle"),
    "dropped": Shown(N_("Given up"), "dim", "idle"),
    "ended": Shown(N_("No longer asked"), "dim", "idle"),
    "unreadable": Shown(N_("Cannot be read"), "warning", "check"),
}
UNSETTLED = N_("Waits to be settled")
"""What is said of a thing of which two people's values stand side by side, instead of “cannot be read”."""
VERDICTS: Mapping[Verdict, ShownVerdict] = {
    "met": ShownVerdict(word=N_("Met"), in_documents=N_("met"), emphasis="good", tone="good"),
    "not_met": ShownVerdict(
        word=N_("Not met"), in_documents=N_("not met yet"), emphasis="overdue", tone="bad"
    ),
    "undetermined": ShownVerdict(
        word=N_("Undetermined"), in_documents=N_("no conclusion yet"), emphasis="warning", tone="check"
    ),
    "not_due": ShownVerdict(
        word=N_("Not yet due"), in_documents=N_("not due to be judged yet"), emphasis="plain", tone="open"
    ),
    "no_data": ShownVerdict(
        word=N_("No data"), in_documents=N_("without figures"), emphasis="dim", tone="idle"
    ),
    "no_target": ShownVerdict(
        word=N_("No number asked"), in_documents=N_("without a number asked"), emphasis="dim", tone="idle"
    ),
    "cut_short": ShownVerdict(
        word=N_("Not judged, cut short"),
        in_documents=N_("not judged, cut short"),
        emphasis="dim",
        tone="idle",
    ),
}
NOT_MET_CLOSED = ShownVerdict(
    word=N_("Not met, books closed"), in_documents=N_("not met"), emphasis="overdue", tone="bad"
)
"""“Not met” is final only once the books of its period are closed."""
ITEM_KINDS: Vocabulary = {
    "task": N_("appendix task"),
    "duty": N_("duty"),
    "report": N_("unit report"),
    "ad_hoc": N_("item that came up"),
}
CLAUSE_KINDS: Vocabulary = {
    "indicator": N_("indicator"),
    "recurring_duty": N_("recurring duty"),
    "one_off_duty": N_("one-off duty"),
    "rule": N_("rule"),
    "background": N_("background"),
    "direction": N_("direction"),
}
FIGURE_TYPES: Vocabulary = {
    "integer": N_("whole number"),
    "decimal": N_("number"),
    "money": N_("amount"),
    "boolean": N_("yes or no"),
    "date": N_("date"),
    "text": N_("text"),
    "enum": N_("choice"),
    "record": N_("record"),
    "list": N_("list"),
}
ADDING: Vocabulary = {
    "flow": N_("in the period"),
    "cumulative": N_("since the year began"),
    "stock": N_("at the end of the period"),
}
FREQUENCIES: Vocabulary = {
    "week": N_("week"),
    "month": N_("month"),
    "quarter": N_("quarter"),
    "half": N_("half-year"),
    "year": N_("year"),
    "once": N_("once"),
}
REPORT_STATES: Vocabulary = {
    "received": N_("typed in"),
    "partial": N_("figures missing"),
    "registered": N_("waiting to be typed in"),
    "unreadable": N_("cannot be read"),
    "returned": N_("sent back"),
    "empty": N_("no figures"),
    "expected": N_("not sent"),
    "missing": N_("not sent"),
    "missed": N_("not sent, its time is over"),
    "replaced": N_("replaced by a longer report"),
}
"""From what is there to what is not."""
WAITING = N_("waits to be settled")
"""What is said of one that nobody can read because two people's values stand in it."""
WHY_CALLED: Vocabulary = {
    "promise_broken": N_("a promise was broken"),
    "promise_today": N_("promised for today"),
    "returned": N_("sent back, not sent again"),
    "never_reminded": N_("not reminded yet"),
    "late": N_("late"),
    "old": N_("old debt"),
}
"""Why somebody is telephoned, the most pressing first."""
QUALITIES: Vocabulary = {"estimated": N_("estimated"), "final": N_("final")}
SEVERITIES: Mapping[Severity, WordAndEmphasis] = {
    "error": WordAndEmphasis(N_("error"), "overdue"),
    "warning": WordAndEmphasis(N_("warning"), "warning"),
    "info": WordAndEmphasis(N_("note"), "dim"),
}
"""The worst first."""
ROLES: Mapping[Role, WordAndTone] = {
    "counted": WordAndTone(N_("counted"), "good"),
    "left_out": WordAndTone(N_("left out"), "idle"),
    "not_applicable": WordAndTone(N_("does not apply"), "idle"),
    "partial": WordAndTone(N_("figures missing"), "soon"),
    "missing": WordAndTone(N_("missing"), "bad"),
}
"""What a unit's answer is to an indicator."""
PRACTICE_MARK = N_("Made for practice, not for use.")
"""What is given away from an office for practice says it of itself."""
UNDECIDED = N_("rated, no decision yet")
NOT_RATED_WHY = N_("not rated, no reason given")
"""What is said of a value that stands in a report and does not count: of a level, and of none."""
OWN_STATES: Mapping[OwnState, WordAndEmphasis] = {
    "missing": WordAndEmphasis(N_("figures missing"), "warning"),
    "undecided": WordAndEmphasis(UNDECIDED, "warning"),
    "short": WordAndEmphasis(N_("does not fit"), "overdue"),
    "adds": WordAndEmphasis(N_("adds"), "plain"),
    "fits": WordAndEmphasis(N_("fits"), "good"),
}
"""Where a unit's own part in an indicator stands, in the order of what needs looking at."""
HOW_CHANGED: Mapping[How, WordAndEmphasis] = {
    "added": WordAndEmphasis(N_("New"), "good"),
    "removed": WordAndEmphasis(N_("Gone"), "overdue"),
    "changed": WordAndEmphasis(N_("Changed"), "warning"),
    "moved": WordAndEmphasis(N_("Moved"), "accent"),
}

_CHOSEN_FROM: tuple[Vocabulary, ...] = (
    EVENTS,
    ITEM_KINDS,
    CLAUSE_KINDS,
    QUALITIES,
)
_OF_FIELDS: Mapping[str, Vocabulary] = {
    "event": EVENTS,
    "kind": CLAUSE_KINDS,
    "type": FIGURE_TYPES,
    "adds": ADDING,
    "every": FREQUENCIES,
    "state": REPORT_STATES,
    "quality": QUALITIES,
}


def verdict_shown(verdict: Verdict, *, is_closed: bool = False) -> ShownVerdict:
    """How a verdict is shown, with `is_closed` after the books of its period were closed."""
    return NOT_MET_CLOSED if verdict == "not_met" and is_closed else VERDICTS[verdict]


def words_of_choices(keys: Iterable[str]) -> Vocabulary:
    """The vocabulary that some keys are chosen from: the one that has at least half of them; empty where none has."""
    asked = frozenset(keys)
    return next((words for words in _CHOSEN_FROM if 2 * len(asked & words.keys()) >= len(asked)), {})


def words_of_field(path: Iterable[str]) -> Vocabulary:
    """The vocabulary of what stands in a record's field, by the way to it; empty for a field of free values."""
    return next((_OF_FIELDS[step] for step in reversed([*path]) if step in _OF_FIELDS), {})


NOTICE_LABELS: Mapping[NoticeKind, str] = {
    "warning": N_("New warnings"),
    "settled": N_("Closed or issued results that move"),
    "closed": N_("In a period whose books are closed"),
    "issued": N_("Figures that were already reported"),
    "deleted": N_("Data taken away"),
    "text": N_("Text of the programme changed"),
    "twice": N_("Told a second time"),
    "number": N_("A document's number used twice"),
    "unsourced": N_("Without reason, document or source"),
    "jump": N_("Figures to look at again"),
}
