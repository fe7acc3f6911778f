"""ct58 upgrade: the data in the newest format, and the days that the programme came to have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from ct58.cli.group import FormattedCommand
from ct58.cli.language import _
from ct58.cli.options import DryRunOption, day
from ct58.cli.recorded import tell
from ct58.cli.surroundings import Surroundings
from ct58.domain.changes.effects import NOTHING_TURNS, effects_throughout
from ct58.domain.changes.model import FileChange
from ct58.domain.planning.edits import Edit
from ct58.domain.planning.upgrading import Offer, offers, plan_offers, plan_upgrade, steps_ahead
from ct58.domain.records.office import Office
from ct58.domain.standing.consequences import WhereToLook, consequences
from ct58.domain.standing.hindsight import as_known
from ct58.i18n import Message, N_, msg
from ct58.render.words.changes import field_text
from ct58.render.words.labels import product_text
from ct58.render.words.rules import whole_rule_text
from ct58.services.reading.opening import Slice
from ct58.services.setup.seeding import brought_programme
from ct58.services.writing.recording import Recorded, make_record
from ct58.store.loader import EVERYTHING
from ct58.views.reported import issues_on

_WITH_DAYS = ("tasks", "duties", "reporting")
app = typer.Typer(rich_markup_mode=None, add_completion=False)

SinceOption = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar=_(N_("DATE")),
        help=_(
            N_(
                "Take the assumed days that the programme has in this ct58, from this day on; what falls due before keeps its day."
            )
        ),
    ),
]


@app.command(
    cls=FormattedCommand,
    help=_(
        N_(
            "Bring the data to the newest format: programme.yaml gets its number, and what older data left "
            "unsaid is written down. Shows which results move; one undo takes it back. Whoever has an older "
            "ct58 cannot read the data any more, so let all install the newer one first."
        )
    ),
    epilog=_(
        N_("Examples: ct58 upgrade --dry-run · ct58 upgrade · ct58 upgrade --from 01/01/2022 --dry-run")
    ),
)
def upgrade(ctx: typer.Context, since: SinceOption = None, dry_run: DryRunOption = False) -> None:
    """Write the newest format, and tell what changed and what that moved."""
    around: Surroundings = ctx.obj
    brought, first = brought_programme(), day(since, around)

    def plan(office: Office) -> Edit:
        return (*plan_upgrade(office), *(plan_offers(offers(office, brought, first)) if first else ()))

    recorded = make_record(around.desk(), Slice(needs=EVERYTHING), plan, dry_run=dry_run)
    taken = offers(recorded.before, brought, first) if first else ()
    offered = [] if first else list(_offered(offers(recorded.after, brought), around))
    number = recorded.after.programme.format
    if not recorded.changes.files:
        tell(
            around,
            recorded,
            [msg(N_("The data is of format {number}, the newest."), number=number), *offered],
        )
        return
    turned = effects_throughout(recorded.before, recorded.after, around.today)
    lines = [*_lines(around, recorded), *_in_words(taken, around), *_reported(around, recorded)]
    if turned == NOTHING_TURNS:
        lines.append(msg(N_("No result moves: all statuses and indicators are as they were.")))
    tell(around, recorded, [*lines, *offered], turned=turned)


def _lines(around: Surroundings, recorded: Recorded) -> Iterator[Message | str]:
    """From which format to which, what each step does, and every value that is new; days are told by themselves."""
    before, after = recorded.before.programme.format, recorded.after.programme.format
    if before != after:
        yield msg(N_("The data goes from format {old} to format {new}."), old=before, new=after)
    yield from (msg(step.says) for step in steps_ahead(recorded.before))
    for change in recorded.said:
        if isinstance(change, FileChange):
            fields = (field for field in change.fields if field.path[0] not in _WITH_DAYS)
            yield from (f"  {field_text(field, around.speech)}" for field in fields)


def _offered(left: Sequence[Offer], around: Surroundings) -> Iterator[Message | str]:
    """The days that the office has left open, and that it may take."""
    if not left:
        return
    yield msg(
        N_(
            "Of {count} items the programme now has days that this folder leaves open. See what would move: "
            "ct58 upgrade --from {day} --dry-run"
        ),
        count=around.speech.count(len(left)),
        day=around.speech.date(around.today),
    )
    yield from _in_words(left, around)


def _in_words(taken: Sequence[Offer], around: Surroundings) -> Iterator[str]:
    """Item by item the days as they are and as they would be."""
    for offer in taken:
        rules = dict.fromkeys(
            whole_rule_text(rule, around.speech) for rule in (offer.item.deadline, offer.rule)
        )
        new = [product_text(p, around.speech) for p in offer.products if p not in offer.item.products]
        yield f"  {offer.item.id}: {'; '.join([' → '.join(rules), *new])}"


def _reported(around: Surroundings, recorded: Recorded) -> Iterator[Message | str]:
    """Of each report that was issued, what it would say otherwise now."""
    known = recorded.before.items
    changed = frozenset(id_ for id_, item in recorded.after.items.items() if known.get(id_) != item)
    for file, issue in issues_on(recorded.after, around.today) if changed else ():
        before, after = (as_known(office, issue.as_of) for office in (recorded.before, recorded.after))
        found = consequences(before, after, issue.as_of, WhereToLook(items=changed)).turns
        turns = [turn for turn in found if turn.before.status != turn.after.status]
        if turns:
            yield msg(
                N_("The report of {period} issued on {day} would count {count} otherwise now: {items}"),
                period=file.period,
                day=issue.on,
                count=around.speech.count(len(turns)),
                items=", ".join(dict.fromkeys(turn.after.item.id for turn in turns)),
            )
