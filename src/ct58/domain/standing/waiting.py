"""What falls due so many days after an event of another item: not known before that, then a day."""

from __future__ import annotations

import datetime as dt

from ct58.domain.records.event_rules import event_rule
from ct58.domain.records.office import Office
from ct58.domain.standing.evidence import figure_shown, relevant_events
from ct58.domain.standing.occurrences import Obligation
from ct58.domain.time.deadlines import due_after_event


def due_when_it_happens(office: Office, obligation: Obligation, as_of: dt.date) -> dt.date | None:
    """The last good day of what waits for an event of another item; None until that has happened.

    Of what each unit owes its own counts. What was taken back has not happened.
    """
    rule = obligation.item.deadline
    source = office.items.get(rule.after.item) if rule.after else None
    if rule.after is None or source is None:
        return None
    unit = obligation.unit if source.owners is not None else None
    awaited, happened_on = Obligation(source, obligation.occurrence, unit), None
    for event in relevant_events(office, awaited, as_of):
        if event.event == rule.after.event and event.occurrence in (None, obligation.occurrence.key):
            happened_on = happened_on or event.date
        elif event.rule.means == "takes_back":
            happened_on = None
    if happened_on is None and event_rule(rule.after.event).is_end_of_work:
        happened_on = figure_shown(office, awaited, as_of)
    return None if happened_on is None else due_after_event(rule, happened_on, office.working_days)
