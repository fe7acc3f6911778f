"""ct58 record: a report, an event, an item of its own; and voiding a wrong event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from ct58.cli.commands.record_report import report_command
from ct58.cli.group import FormattedCommand, PlainGroup
from ct58.cli.language import _
from ct58.cli.options import DryRunOption, asked_unit, day, known_body
from ct58.cli.parameters import listed_choices
from ct58.cli.recorded import confirm, document_day, happened_on, past_day, tell
from ct58.cli.surroundings import Surroundings
from ct58.domain.planning.edits import Edit
from ct58.domain.planning.event_looks import event_doubts, still_to_do
from ct58.domain.planning.events import (
    EventWords,
    event_of,
    event_to_void,
    find_item,
    plan_event,
    plan_void,
)
from ct58.domain.planning.items import ItemWords, owners_named, plan_item
from ct58.domain.planning.values import needed
from ct58.domain.records.event_rules import EVENT_KINDS, EventKind
from ct58.domain.records.events import Event, Voiding
from ct58.domain.records.items import Item
from ct58.domain.records.office import Office
from ct58.domain.records.places import UNITS_FOLDER
from ct58.domain.records.search import id_key
from ct58.domain.records.unit_search import find_unit
from ct58.domain.records.units import Unit
from ct58.domain.text.suggestions import enumeration
from ct58.i18n import Message, N_, msg
from ct58.render.words.labels import event_line, status_text
from ct58.services.reading.data_source import load_data
from ct58.services.reading.opening import Slice
from ct58.services.writing.recording import Recorded, make_record

app = typer.Typer(
    cls=PlainGroup,
    rich_markup_mode=None,
    add_completion=False,
    help=_(N_("Record a unit's report, or what happened to an item.")),
)
app.command(
    "report",
    cls=FormattedCommand,
    help=_(
        N_(
            "Type in a unit's report: at prompts, or by --set. Asks only for what this unit owes in this period."
        )
    ),
    epilog=_(
        N_(
            "Examples: ct58 record report so y te quy 2/2021 · ct58 record report --next · "
            "ct58 record report so-y-te 2021-Q2 --set 1=412 --set 5=12"
        )
    ),
)(report_command)
_EVENTS = Slice(needs=frozenset({"programme", "units", "events", "periods"}))

ItemArgument = Annotated[
    str, typer.Argument(metavar=_(N_("ITEM")), help=_(N_("The item's id, such as PL-02 or BC-QUY.")))
]
OnOption = Annotated[
    str | None,
    typer.Option("--on", metavar=_(N_("DATE")), help=_(N_("When it happened (default: today)."))),
]
OccurrenceOption = Annotated[
    str | None,
    typer.Option(
        "--occurrence",
        metavar=_(N_("PERIOD")),
        help=_(
            N_("Which time, such as 2021-Q2 (default: the one that is open; of what units owe the newest).")
        ),
    ),
]
UnitsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--unit", metavar=_(N_("UNIT")), help=_(N_("Of what each unit owes: which unit; may be repeated."))
    ),
]
ToOption = Annotated[
    str | None,
    typer.Option(
        "--to",
        metavar=_(N_("RECEIVER")),
        help=_(
            N_("Where it was submitted: a body by its id or abbreviation (default: all that it goes to).")
        ),
    ),
]
EVENT_HELP = _(N_("What happened: {events}.")).format(events=listed_choices(EVENT_KINDS))
UntilOption = Annotated[
    str | None,
    typer.Option("--until", metavar=_(N_("DATE")), help=_(N_("The new date of an extension or a promise."))),
]


@app.command(
    "event",
    cls=FormattedCommand,
    help=_(N_("Record what happened: submitted, issued, extended, reminded, promised …")),
    epilog=_(
        N_(
            "Examples: ct58 record event PL-01 submitted --on 25/6/2021 --number 12-TTr/BTG · "
            "ct58 record event BC-QUY promised --unit so-y-te --until 20/7/2021 · "
            'ct58 record event BC-QUY reminded --unit SYT --unit "so xay dung"'
        )
    ),
)
def event_command(
    ctx: typer.Context,
    item: ItemArgument,
    event: Annotated[EventKind, typer.Argument(metavar=_(N_("EVENT")), help=EVENT_HELP)],
    on: OnOption = None,
    occurrence: OccurrenceOption = None,
    unit: UnitsOption = None,
    to: ToOption = None,
    product: Annotated[
        str | None, typer.Option("--product", help=_(N_("Which of several products.")))
    ] = None,
    number: Annotated[str | None, typer.Option("--number", help=_(N_("The document's number.")))] = None,
    document_date: Annotated[
        str | None, typer.Option("--document-date", metavar=_(N_("DATE")), help=_(N_("The document's date.")))
    ] = None,
    until: UntilOption = None,
    reason: Annotated[str | None, typer.Option("--reason", help=_(N_("Why.")))] = None,
    dry_run: DryRunOption = False,
) -> None:
    """Add one line of events."""
    around: Surroundings = ctx.obj
    said = EventWords(
        event=event,
        on=happened_on(on, around),
        occurrence=_occurrence(occurrence, around),
        to=known_body(to, around.speech.terms) if to else None,
        product=product,
        number=number,
        document_date=document_day(document_date, around),
        until=day(until, around),
        reason=reason,
    )
    _record_event(around, item, unit or [], said, dry_run=dry_run)


def _record_event(
    around: Surroundings, item: str, units: Sequence[str], said: EventWords, *, dry_run: bool
) -> None:
    """Plan, ask about what looks odd, write, and say what was recorded and what is still to be done."""
    part = _slice(around, item, said.occurrence, is_of_units=bool(units))

    def plan(office: Office) -> Edit:
        found = find_item(office, item)
        return plan_event(office, found, _owners(office, units), said, around.today)

    if around.can_ask and not dry_run:
        trial = make_record(around.desk(), part, plan, dry_run=True)
        confirm(around, _doubts(around, trial, item, units, said))
    recorded = make_record(around.desk(), part, plan, dry_run=dry_run)
    doubts = [] if around.can_ask and not dry_run else _doubts(around, recorded, item, units, said)
    tell(around, recorded, list(_event_lines(around, recorded, item, units, said)), doubts)


def _owners(office: Office, units: Sequence[str]) -> tuple[Unit | None, ...]:
    """The units that are named, each once; none where none is."""
    found = {unit.id: unit for text in units if (unit := asked_unit(office, text)) is not None}
    return tuple(found.values()) or (None,)


def _made(
    office: Office, item: str, units: Sequence[str], said: EventWords
) -> Iterator[tuple[Item, Unit | None, Event]]:
    """The event of each unit, in the order in which they are named."""
    found = find_item(office, item)
    for owner in _owners(office, units):
        yield found, owner, event_of(office, found, owner, said)


def _event_lines(
    around: Surroundings, recorded: Recorded, item: str, units: Sequence[str], said: EventWords
) -> Iterator[Message | str]:
    """The item, the units, the new line, and where it still stands."""
    made = list(_made(recorded.before, item, units, said))
    found, owner, event = made[0]
    if len(made) == 1:
        yield _title(found, owner)
        yield event_line(event, around.speech)
    else:
        text = N_("{id} {title}, {count} units")
        yield msg(text, id=found.id, title=found.title, count=around.speech.count(len(made)))
        lines: dict[str, list[str]] = {}
        for _item, unit, one in made:
            lines.setdefault(event_line(one, around.speech), []).append(unit.label if unit else "")
        yield from (f"{line}: {enumeration(names)}" for line, names in lines.items())
    for _item, unit, one in made:
        yield from _still(around, recorded.after, found, unit, one)


def _still(
    around: Surroundings, office: Office, item: Item, unit: Unit | None, event: Event
) -> Iterator[Message]:
    """`Vẫn quá hạn 15 ngày: còn phải trình BCH`, so that nobody takes work for its end."""
    left = still_to_do(office, item, unit, event, around.today)
    if left is None:
        return
    standing, bodies = left
    status = status_text(standing, around.speech)
    if bodies:
        names = enumeration(office.terms.body(body) for body in bodies)
        yield msg(
            N_("Not done by that ({status}): still to be submitted to {bodies}."), status=status, bodies=names
        )
    else:
        yield msg(N_("Not done by that ({status})."), status=status)


def _doubts(
    around: Surroundings, recorded: Recorded, item: str, units: Sequence[str], said: EventWords
) -> list[Message]:
    """What is worth a question, each once; of several units with the unit."""
    made = list(_made(recorded.before, item, units, said))
    found: dict[str, Message] = {}
    for of, unit, event in made:
        for doubt in event_doubts(recorded.before, recorded.after, of, unit, event, around.today):
            named = (
                doubt
                if unit is None or len(made) == 1
                else msg("{unit}: {doubt}", unit=unit.label, doubt=doubt)
            )
            found.setdefault(around.speech.say(named), named)
    return list(found.values())


def _slice(
    around: Surroundings, item: str, occurrence: str | None = None, *, is_of_units: bool = False
) -> Slice:
    """Reports count only for what units owe: those of the occurrence, and what is given once."""
    if not is_of_units and not _is_owed_by_units(around, item):
        return _EVENTS
    periods = frozenset({occurrence, "once"}) if occurrence else None
    return Slice(needs=_EVENTS.needs | {"reports"}, periods=periods)


def _is_owed_by_units(around: Surroundings, item: str) -> bool:
    """A look at the items alone; what is wrong with them is said when the event is planned."""
    loaded = load_data(around.source, lambda file: not file.startswith(UNITS_FOLDER))
    items = loaded.office.items.values() if loaded.office else ()
    return any(known.owners and id_key(known.id) == id_key(item) for known in items)


def _title(item: Item, unit: Unit | None) -> Message:
    if unit is None:
        return msg(N_("{id} {title}"), id=item.id, title=item.title)
    return msg(N_("{id} {title}, {unit}"), id=item.id, title=item.title, unit=unit.label)


def _occurrence(text: str | None, around: Surroundings) -> str | None:
    """A period in any spelling, as the data writes it."""
    if text is None:
        return None
    from ct58.domain.time.dates import parse_period

    return str(parse_period(text, around.today))


@app.command(
    "void",
    cls=FormattedCommand,
    help=_(N_("Void a wrong event: it stays in the file with the reason, and no longer counts.")),
    epilog=_(N_('Example: ct58 record void PL-01 --reason "wrong task"')),
)
def void_command(
    ctx: typer.Context,
    item: Annotated[
        str, typer.Argument(metavar=_(N_("ITEM")), help=_(N_("The item's id, such as PL-02 or BC-QUY.")))
    ],
    reason: Annotated[str, typer.Option("--reason", help=_(N_("Why it was wrong.")))],
    unit: Annotated[
        str | None,
        typer.Option("--unit", metavar=_(N_("UNIT")), help=_(N_("Of what each unit owes: which unit."))),
    ] = None,
    event_number: Annotated[
        int | None,
        typer.Option("--event", metavar=_(N_("N")), help=_(N_("The n-th event (default: the last)."))),
    ] = None,
    dry_run: DryRunOption = False,
) -> None:
    """Void one event."""
    around: Surroundings = ctx.obj
    voiding = Voiding(date=around.today, reason=needed(reason, "--reason"))
    recorded = make_record(
        around.desk(),
        _slice(around, item, is_of_units=unit is not None),
        lambda office: plan_void(
            office, find_item(office, item), asked_unit(office, unit), event_number, voiding
        ),
        dry_run=dry_run,
    )
    office = recorded.before
    found, owner = find_item(office, item), asked_unit(office, unit)
    _place, wrong = event_to_void(office, found, owner, event_number)
    tell(
        around,
        recorded,
        [_title(found, owner), msg(N_("Voided: {event}"), event=event_line(wrong, around.speech))],
    )


SubmitToOption = Annotated[
    list[str] | None,
    typer.Option(
        "--submit-to",
        metavar=_(N_("RECEIVER")),
        help=_(N_("A body by its id or abbreviation; may be repeated.")),
    ),
]
ClauseOption = Annotated[
    list[str] | None,
    typer.Option("--clause", metavar=_(N_("ID")), help=_(N_("A clause that it serves."))),
]
SourceNumberOption = Annotated[
    str | None, typer.Option("--source-number", help=_(N_("The number of the document it comes from.")))
]
SourceDateOption = Annotated[
    str | None,
    typer.Option("--source-date", metavar=_(N_("DATE")), help=_(N_("The date of that document."))),
]


@app.command(
    "item",
    cls=FormattedCommand,
    help=_(N_("Enter an item that came up on the way: a conclusion, an inspection's demand.")),
    epilog=_(
        N_('Example: ct58 record item KL --title "…" --lead VP --by 30/9/2021 --source-number 125-KL/ĐU')
    ),
)
def item_command(
    ctx: typer.Context,
    id_: Annotated[
        str,
        typer.Argument(
            metavar=_(N_("ID")), help=_(N_("A new id, such as KL-01; KL alone takes the next number."))
        ),
    ],
    title: Annotated[str, typer.Option("--title", help=_(N_("What is to be done.")))],
    lead: Annotated[
        list[str] | None,
        typer.Option("--lead", metavar=_(N_("UNIT")), help=_(N_("Who leads; may be repeated."))),
    ] = None,
    owners: Annotated[
        list[str] | None,
        typer.Option(
            "--owners",
            metavar=_(N_("SET|UNIT")),
            help=_(
                N_("Instead of --lead: each unit of a set owes it, or each of these units; may be repeated.")
            ),
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by", metavar=_(N_("DATE")), help=_(N_("The last good day; without it, no deadline."))
        ),
    ] = None,
    deadline_text: Annotated[
        str | None, typer.Option("--deadline-text", help=_(N_("The deadline as the document words it.")))
    ] = None,
    to: SubmitToOption = None,
    clause: ClauseOption = None,
    source_number: SourceNumberOption = None,
    source_date: SourceDateOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Make an item with a head of its own."""
    around: Surroundings = ctx.obj

    def said(office: Office) -> ItemWords:
        return ItemWords(
            id=id_,
            title=title,
            lead=tuple(find_unit(office, name).id for name in lead or ()),
            owners=owners_named(office, owners or ()),
            by=day(by, around),
            deadline_text=deadline_text,
            submit_to=tuple(known_body(name, office.terms) for name in to or ()),
            clauses=tuple(clause or ()),
            source_number=source_number,
            source_date=past_day(source_date, around),
        )

    recorded = make_record(
        around.desk(), _EVENTS, lambda office: plan_item(office, said(office)), dry_run=dry_run
    )
    made = next(item for known, item in recorded.after.items.items() if known not in recorded.before.items)
    tell(around, recorded, _new_item(recorded.after, made, day(by, around)))


def _new_item(office: Office, item: Item, by: dt.date | None) -> list[Message]:
    due = msg(N_("by {day}"), day=by) if by else msg(N_("no deadline"))
    new = msg(N_("New item {id}: {title}"), id=item.id, title=item.title)
    if item.owners:
        count = len(office.meant(item.owners, by or dt.date.max))
        return [new, msg(N_("Owed by each of {count} units, {due}"), count=count, due=due)]
    leads = enumeration(office.label(id_) for id_ in item.lead)
    return [
        new,
        msg(N_("Led by {leads}, {due}"), leads=leads, due=due),
    ]
