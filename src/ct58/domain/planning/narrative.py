"""Planning the prose of a period: which texts of its narrative become others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ct58.domain.planning.edits import Edit, NewFile, Operation, RemoveValue, SetValue, record_as_tree
from ct58.domain.records.committee import PeriodFile
from ct58.domain.records.office import Office
from ct58.domain.records.places import period_file
from ct58.domain.text.prose import canonical_prose
from ct58.domain.time.period import Period
from ct58.errors import Refused
from ct58.i18n import N_, msg
from ct58.records import positional_record


@positional_record
class NewText:
    """A text of a section, empty for none, in the place of one that a person has seen; both in canonical Markdown."""

    seen: str
    text: str


def plan_narrative(office: Office, period: Period, texts: Mapping[str, NewText]) -> Edit:
    """Write texts of a period's narrative, by key. Raises Refused where one was changed since it was seen."""
    file = office.periods.get(str(period))
    narrative = file.narrative if file else {}
    for key, new in texts.items():
        if canonical_prose(narrative.get(key, "")) != new.seen:
            raise Refused(
                msg(
                    N_("Somebody else has changed the text of “{key}” meanwhile; nothing was written."),
                    key=key,
                ),
                msg(N_("Give the command again.")),
            )
    if file is None:
        written = {key: new.text for key, new in texts.items() if new.text}
        made = PeriodFile(period=period, narrative=written)
        return (NewFile(file=period_file(period), value=record_as_tree(made)),) if written else ()
    return tuple(_operations(period_file(period), narrative, texts))


def _operations(file: str, narrative: Mapping[str, str], texts: Mapping[str, NewText]) -> Iterator[Operation]:
    for key, new in texts.items():
        at, old = ("narrative", key), narrative.get(key)
        if new.text:
            yield SetValue(file=file, at=at, value=new.text, expected=old)
        elif old is not None:
            yield RemoveValue(file=file, at=at, expected=old)
