"""Planning that a summary was issued: what was reported is kept beside its period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from ct58.domain.planning.edits import Append, Edit, NewFile, record_as_tree
from ct58.domain.records.committee import Issue, PeriodFile, Signatory
from ct58.domain.records.narrative import Profile
from ct58.domain.records.office import Office
from ct58.domain.records.places import OFFICE_FILE, period_file
from ct58.domain.time.period import Period
from ct58.errors import BadUsage, Refused
from ct58.i18n import N_, msg

_READERS: dict[Profile, str] = {"standing-committee": "btv", "superior": "cap-tren"}


def issue_name(office: Office, period: Period, profile: Profile) -> str:
    """A plain name that no other issue has: `bc-2021-q2-btv`, then `bc-2021-q2-btv-2`."""
    plain = f"bc-{str(period).lower().replace('..', '-')}-{_READERS[profile]}"
    taken = {issue.name for issue in all_issues(office)}
    names = (plain if number == 1 else f"{plain}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def all_issues(office: Office) -> Iterable[Issue]:
    """Everything that was issued, of all periods."""
    return (issue for file in office.periods.values() for issue in file.issued)


def plan_issue(office: Office, period: Period, issue: Issue) -> Edit:
    """Keep an issued summary in its period's file.

    Raises BadUsage for a document dated before the day of its figures, Refused for a number of that year that
    another summary has.
    """
    if issue.on < issue.as_of:
        raise BadUsage(
            msg(N_("A report of {on} cannot give figures as of {as_of}."), on=issue.on, as_of=issue.as_of),
            msg(N_("Give the day of the figures: --as-of {on}"), on=issue.on),
        )
    _check_number(office, issue)
    if str(period) in office.periods:
        return (Append(file=period_file(period), at=("issued",), value=record_as_tree(issue)),)
    new = PeriodFile(period=period, issued=(issue,))
    return (NewFile(file=period_file(period), value=record_as_tree(new)),)


def _check_number(office: Office, issue: Issue) -> None:
    same = (e for e in all_issues(office) if e.number == issue.number and e.on.year == issue.on.year)
    known = next(same, None)
    if issue.number is not None and known is not None:
        raise Refused(
            msg(
                N_("{number} was issued already, on {on} ({name})."),
                number=issue.number,
                on=known.on,
                name=known.name,
            ),
            msg(N_("An issued report is not changed. Issue the new one under its own number.")),
        )


def lacks_signatory(office: Office, role: str, day: dt.date) -> bool:
    """Whether nobody is known to sign in a role after the end of the work.

    Who signed while there was a committee does not sign for it afterwards only because no last day stands beside his name:
    a line of office.yaml counts that begins after the end, or ends on a day that is written down.
    """
    closed_on = office.closed_on
    if closed_on is None or day <= closed_on:
        return False
    found = office.file.signatory(role, day)
    if found is None:
        return True
    return found.valid_to is None and (found.valid_from is None or found.valid_from <= closed_on)


def plan_signatory(signatory: Signatory) -> Edit:
    """Somebody who signs from a day on."""
    return (Append(file=OFFICE_FILE, at=("signatories",), value=record_as_tree(signatory)),)
