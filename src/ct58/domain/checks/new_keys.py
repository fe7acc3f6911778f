"""What belongs to a newer format than the data's number says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ct58.domain.checks.context import Context
from ct58.domain.records.office import Office, Records
from ct58.domain.records.places import OFFICE_FILE, PROGRAMME_FILE, FileKind
from ct58.domain.records.programme import Additions
from ct58.domain.records.scalars import UNSAID
from ct58.errors import Finding, Path
from ct58.records import positional_record


@positional_record
class NewKey:
    """A key that a kind of file got with a format; `at` leaves out positions in lists.

    `unsaid` is the value that says no more than a key that is not there.
    """

    kind: FileKind
    at: tuple[str, ...]
    since: int
    unsaid: object = None


_MEASURES = (
    ("numerator",),
    ("denominator",),
    ("readings", "numerator"),
    ("readings", "denominator"),
)
_DEADLINES: tuple[tuple[FileKind, tuple[str, ...]], ...] = (
    ("programme", ("tasks", "deadline")),
    ("programme", ("duties", "deadline")),
    ("programme", ("reporting",)),
    ("item", ("deadline",)),
)
NEW_KEYS: tuple[NewKey, ...] = (
    NewKey("programme", ("figures", "decided_by"), 2),
    NewKey("programme", ("figures", "clauses"), 2),
    NewKey("programme", ("tasks", "deadline", "lapses_after"), 2),
    NewKey("programme", ("duties", "deadline", "lapses_after"), 2),
    NewKey("programme", ("reporting", "lapses_after"), 2),
    NewKey("item", ("deadline", "lapses_after"), 2),
    NewKey("programme", ("tasks", "deadline", "exceptions"), 2, unsaid={}),
    NewKey("programme", ("duties", "deadline", "exceptions"), 2, unsaid={}),
    NewKey("programme", ("reporting", "exceptions"), 2, unsaid={}),
    NewKey("item", ("deadline", "exceptions"), 2, unsaid={}),
    *(
        NewKey(kind, (*at, key), 2)
        for kind, at in _DEADLINES
        for key in ("on", "on_holiday", "after" if "deadline" in at else "counts_from")
    ),
    NewKey("programme", ("reporting", "text"), 2),
    NewKey("programme", ("reporting", "in_"), 2),
    NewKey("programme", ("programme", "on_holiday"), 2, unsaid="keep"),
    NewKey("programme", ("programme", "holidays"), 2, unsaid=()),
    NewKey("programme", ("programme", "worked_days"), 2, unsaid=()),
    NewKey("report", ("reasons",), 2, unsaid={}),
    NewKey("programme", ("programme", "closing"), 2),
    NewKey("programme", ("programme", "reopenings"), 2, unsaid=()),
    NewKey("programme", ("amendments", "id"), 2),
    NewKey("programme", ("amendments", "effective_from"), 2),
    NewKey("programme", ("amendments", "text"), 2),
    NewKey("programme", ("amendments", "ends"), 2, unsaid={}),
    NewKey("programme", ("amendments", "replaces"), 2, unsaid={}),
    NewKey("programme", ("amendments", "adds"), 2, unsaid=Additions()),
    NewKey("amendment", ("document",), 2),
    NewKey("office", ("practice_today",), 2),
    NewKey("office", ("settings", "self_approval"), 2, unsaid=False),
    NewKey("office", ("example",), 2, unsaid=False),
    NewKey("unit", ("before",), 2, unsaid=()),
    NewKey("unit", ("official_code",), 2),
    NewKey("report", ("counted_in",), 2, unsaid=UNSAID),
    NewKey("programme", ("open_questions", "items"), 2),
    NewKey("programme", ("tasks", "products"), 2),
    NewKey("programme", ("figures", "lasts"), 2, unsaid=False),
    NewKey("programme", ("figures", "valid_by"), 2),
    NewKey("programme", ("figures", "fields", "if_absent"), 2, "unknown"),
    NewKey("programme", ("figures", "phrases"), 2, unsaid={}),
    NewKey("programme", ("indicators", "phrase"), 2),
    NewKey("programme", ("programme", "name"), 2),
    NewKey("programme", ("programme", "abbreviations"), 2, unsaid={}),
    *(
        NewKey("programme", ("indicators", *below, "where", quantifier), 2)
        for below in _MEASURES
        for quantifier in ("all", "any")
    ),
    *(
        NewKey("programme", ("indicators", *below, key), 2)
        for below in _MEASURES
        for key in ("value", "period", "average", "per")
    ),
    *(
        NewKey("programme", ("indicators", "target", key), 2)
        for key in ("between", "about", "tolerance", "of", "times", "plus", "decimals", "milestones")
    ),
    NewKey("programme", ("indicators", "readings", "target"), 2),
    NewKey("programme", ("indicators", "readings", "verdict"), 2, unsaid=True),
)
"""Whoever gives the files a new key adds a row here."""


def keys_fit_the_format(context: Context, office: Office) -> Iterator[Finding]:
    """Data of an older format does without the keys of newer ones."""
    format_ = office.programme.format
    for new in NEW_KEYS:
        if context.records is not None and format_ < new.since:
            for file, record in _files(context.records, new.kind).items():
                for at in _given(record, new.at, new.unsaid):
                    params = {"key": new.at[-1].rstrip("_"), "since": new.since, "format": format_}
                    yield Finding(code="P324", file=file, at=at, at_key=True, params=params)


def _files(records: Records, kind: FileKind) -> Mapping[str, object]:
    """The records of a kind by file."""
    found: Mapping[FileKind, Mapping[str, object]] = {
        "programme": {PROGRAMME_FILE: records.programme},
        "office": {OFFICE_FILE: records.office},
        "unit": records.units,
        "report": records.reports,
        "unit_events": records.unit_events,
        "item": records.items,
        "period": records.periods,
        "amendment": records.amendments,
    }
    return found[kind]


def _given(value: object, below: tuple[str, ...], unsaid: object, at: Path = ()) -> Iterator[Path]:
    """The places below a value at which a key says something."""
    if isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from _given(entry, below, unsaid, (*at, index))
    elif below:
        yield from _given(getattr(value, below[0], None), below[1:], unsaid, (*at, below[0]))
    elif value != unsaid and (value or value is False):
        yield at
