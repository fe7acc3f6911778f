"""Planning that a summary was issued."""

from __future__ import annotations

from typing import Any

from tests.support.offices import day, office, period
from tests.support.refusals import bad_usage, refused

from ct58.domain.planning.edits import Append, NewFile
from ct58.domain.planning.issuing import issue_name, plan_issue
from ct58.domain.records.committee import Issue, IssuedFigure, PeriodFile
from ct58.domain.records.office import Office

Q2 = period("2021-Q2")


def issue(**given: Any) -> Issue:
    """The six-month report of July 2021."""
    plain: dict[str, Any] = {
        "name": "bc-2021-q2-btv",
        "on": day("2021-07-16"),
        "as_of": day("2021-07-15"),
        "number": "15-BC/ĐUK",
        "to": "standing-committee",
    }
    return Issue(**{**plain, **given})


def with_issues(*issues: Issue) -> Office:
    """An office that has issued these for the second quarter."""
    return office(periods=(PeriodFile(period=Q2, issued=issues),))


def test_a_name_is_plain_and_nobody_elses() -> None:
    """By period and reader; a second one of the same kind is counted."""
    assert issue_name(office(), Q2, "standing-committee") == "bc-2021-q2-btv"
    assert issue_name(with_issues(issue()), Q2, "standing-committee") == "bc-2021-q2-btv-2"
    assert issue_name(with_issues(issue()), period("2021..2025"), "superior") == "bc-2021-2025-cap-tren"


def test_what_was_reported_is_added_to_the_periods_file() -> None:
    """Or makes it."""
    figure = IssuedFigure(id="CT-15", period=period("2021"), through=period("2021-H1"), verdict="not_due")
    said = issue(number="16-BC/ĐUK", indicators=(figure,))
    (added,) = plan_issue(with_issues(issue()), Q2, said)
    assert isinstance(added, Append)
    assert (added.file, added.at) == ("periods/2021-Q2.yaml", ("issued",))
    (made,) = plan_issue(office(), Q2, said)
    assert isinstance(made, NewFile)
    assert made.value["issued"] == (added.value,)


def test_a_document_is_not_older_than_its_figures() -> None:
    """The day of the figures can be said."""
    with bad_usage("cannot give figures as of 2021-07-15. Give the day of the figures: --as-of 2021-07-10"):
        plan_issue(office(), Q2, issue(on=day("2021-07-10")))


def test_a_number_is_given_once_a_year() -> None:
    """What was issued is not changed; next year the numbers begin anew."""
    with refused("15-BC/ĐUK was issued already, on 2021-07-16 (bc-2021-q2-btv)."):
        plan_issue(with_issues(issue()), Q2, issue(name="other"))
    assert plan_issue(with_issues(issue()), Q2, issue(name="other", on=day("2022-01-05")))
