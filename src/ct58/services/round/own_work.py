"""Approving one's own work: seen whoever handed it in and whoever saved last, and refused unless the office allows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from ct58.domain.records.committee import OfficeFile
from ct58.domain.records.places import OFFICE_FILE
from ct58.domain.text.vietnamese import nfc
from ct58.errors import Refused
from ct58.i18n import N_, msg
from ct58.records import record
from ct58.services.past.approvals import same_person
from ct58.services.round.people import Person
from ct58.store.loader import read_record
from ct58.vcs.authorship import Hand, own_revisions
from ct58.vcs.shared import Shared, Tip


@record
class Making:
    """What the history says of the making of a submission: who saved how often, and in spite of which warnings."""

    makers: Mapping[str, int]
    overridden: tuple[str, ...]


def making_of(shared: Shared, tip: Tip) -> Making:
    """The same of a submission; each of its savers stands there, whoever was last."""
    main = shared.approved()
    made = [
        one
        for one in own_revisions(shared.git, tip.revision.id, [main.id] if main else [])
        if one.changes_something
    ]
    overridden = (warning for one in reversed(made) for warning in one.facts.overridden)
    return Making(
        makers=Counter(nfc(one.by.name) for one in reversed(made)),
        overridden=tuple(dict.fromkeys(overridden)),
    )


def has_part_in(shared: Shared, tip: Tip, who: Person) -> bool:
    """Whether somebody handed a submission in, or saved any of what it brings. Whoever only returned it has no part."""
    main, own = shared.approved(), Hand(name=who.name, email=who.signature.email)
    made = own_revisions(shared.git, tip.revision.id, [main.id] if main else [])
    hands = [revision.by for revision in made if revision.changes_something or not revision.facts.returner]
    return any(same_person(own, hand) for hand in (Hand(name=tip.sender), *hands))


def refuse_own(shared: Shared, tip: Tip, who: Person) -> None:
    """Raises Refused for one's own work, unless the office as the main copy has it says that this may be.

    What a submission itself says of it does not count: else it would allow itself.
    """
    if _is_allowed(shared, tip) or not has_part_in(shared, tip, who):
        return
    raise Refused(
        msg(
            N_("Not approved: submission {name} is {who}'s own work, or holds some of it."),
            name=tip.name,
            who=who.name,
        ),
        msg(
            N_(
                "Somebody else approves it. Of an office of one person, office.yaml in the main copy says so: "
                "settings: {key}"
            ),
            key="{self_approval: true}",
        ),
    )


def _is_allowed(shared: Shared, tip: Tip) -> bool:
    repository = shared.repository
    revision = shared.approved() or tip.revision
    id_ = repository.object_at(revision.id, OFFICE_FILE)
    office = read_record(OFFICE_FILE, repository.contents([id_])[id_]) if id_ else None
    return isinstance(office, OfficeFile) and office.settings.self_approval
