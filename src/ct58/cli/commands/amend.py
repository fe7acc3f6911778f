"""ct58 amend: the common amendments of the programme, one document at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from ct58.cli.group import FormattedCommand
from ct58.cli.language import _
from ct58.cli.options import DryRunOption, day, known_body
from ct58.cli.recorded import tell
from ct58.cli.surroundings import Surroundings
from ct58.domain.planning.amending import (
    AmendmentMoves,
    AmendmentWords,
    amendment_of,
    moves_of,
    plan_amendment,
)
from ct58.domain.records.editions import PlacedAmendment
from ct58.domain.records.office import Office
from ct58.domain.standing.status import Standing
from ct58.domain.text.suggestions import enumeration
from ct58.i18n import Message, N_, msg
from ct58.render.words.amendments import amendment_name, deed_text
from ct58.services.reading.opening import STATUS_SLICE, Slice
from ct58.services.writing.recording import Recorded, make_record
from ct58.store.loader import EVERYTHING

app = typer.Typer(rich_markup_mode=None, add_completion=False)
_MOST_NAMED = 6


_IdsArgument = Annotated[
    list[str],
    typer.Argument(metavar=_(N_("ID…")), help=_(N_("What is changed, by id; several change alike."))),
]
_NumberOption = Annotated[
    str, typer.Option("--number", "--document", help=_(N_("The number of the document that says so.")))
]
_DocumentDateOption = Annotated[
    str | None,
    typer.Option("--date", "--document-date", metavar=_(N_("DATE")), help=_(N_("The document's date."))),
]
_InForceOption = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar=_(N_("DATE")),
        help=_(N_("In force from this day on (default: the document's date).")),
    ),
]
_LeadOption = Annotated[
    list[str] | None,
    typer.Option("--lead", metavar=_(N_("UNIT")), help=_(N_("Who leads it now; may be repeated."))),
]
_WithOption = Annotated[
    list[str] | None,
    typer.Option("--with", metavar=_(N_("UNIT")), help=_(N_("Who takes part now; may be repeated."))),
]
_NewDeadlineOption = Annotated[
    str | None,
    typer.Option(
        "--deadline",
        metavar=_(N_("DAY")),
        help=_(
            N_(
                "The new deadline as the document writes it: 31/3/2023, quý I/2023; of what comes again: “ngày 20 tháng cuối quý”."
            )
        ),
    ),
]
_TargetOption = Annotated[
    str | None,
    typer.Option(
        "--target",
        metavar=_(N_("NUMBER")),
        help=_(N_("Of an indicator: “từ 350 trở lên”, “trên 90%”, “>= 350”.")),
    ),
]
_SubmitToOption = Annotated[
    list[str] | None,
    typer.Option(
        "--submit-to",
        metavar=_(N_("RECEIVER")),
        help=_(N_("A body by its id or abbreviation; may be repeated.")),
    ),
]
_TitleOption = Annotated[str | None, typer.Option("--title", help=_(N_("The new title.")))]
_EndOption = Annotated[
    str | None,
    typer.Option("--end", metavar=_(N_("REASON")), help=_(N_("Not asked for any more, and why."))),
]
_ReplaceByOption = Annotated[
    list[str] | None,
    typer.Option("--replace-by", metavar=_(N_("ID")), help=_(N_("What takes its place; may be repeated."))),
]
_WordingOption = Annotated[
    str | None, typer.Option("--text", help=_(N_("What the document says, word for word.")))
]
_AmendmentReasonOption = Annotated[str | None, typer.Option("--reason", help=_(N_("Why.")))]


@app.command(
    cls=FormattedCommand,
    help=_(
        N_(
            "Write down a document that changes the programme: another lead, a new deadline or target, an end, "
            "what takes the place. What it said first stays, and what is finished keeps its lead and deadline. Anything "
            "else is typed into a file in amendments/."
        )
    ),
    epilog=_(
        N_(
            "Examples: ct58 amend PL-12 --lead van-phong --number 32-QĐ/ĐU --date 5/10/2022 · "
            "ct58 amend PL-12 --deadline 'quý I/2023' --number 32-QĐ/ĐU --date 5/10/2022 · "
            "ct58 amend CT-15 --target 'từ 350 trở lên' --number 40-NQ/ĐU --date 1/12/2022 --from 1/1/2023 · "
            "ct58 amend PL-05 --end 'nhập vào PL-06' --replace-by PL-06 --number 32-QĐ/ĐU --date 5/10/2022"
        )
    ),
)
def amend(
    ctx: typer.Context,
    ids: _IdsArgument,
    number: _NumberOption,
    date: _DocumentDateOption = None,
    since: _InForceOption = None,
    lead: _LeadOption = None,
    with_: _WithOption = None,
    deadline: _NewDeadlineOption = None,
    target: _TargetOption = None,
    submit_to: _SubmitToOption = None,
    title: _TitleOption = None,
    end: _EndOption = None,
    replace_by: _ReplaceByOption = None,
    text: _WordingOption = None,
    reason: _AmendmentReasonOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Write one amendment, and tell what it does to what is recorded."""
    around: Surroundings = ctx.obj
    words = AmendmentWords(
        ids=tuple(ids),
        number=number,
        date=day(date, around),
        effective_from=day(since, around),
        text=text,
        reason=reason,
        lead=tuple(lead or ()),
        with_=tuple(with_ or ()),
        deadline=deadline,
        target=target,
        submit_to=tuple(known_body(name, around.speech.terms) for name in submit_to or ()),
        title=title,
        end=end,
        replace_by=tuple(replace_by or ()),
    )
    _write(around, words, dry_run=dry_run)


def _write(around: Surroundings, words: AmendmentWords, *, dry_run: bool) -> None:
    needs = STATUS_SLICE if words.target is None else Slice(needs=EVERYTHING)
    recorded = make_record(
        around.desk(), needs, lambda office: plan_amendment(office, words, around.today), dry_run=dry_run
    )
    made = amendment_of(recorded.before, words, around.today)
    moves = moves_of(recorded.before, recorded.after, made, around.today)
    lines: list[Message | str] = [
        amendment_name(made, around.speech),
        *(f"  {line}" for line in _deeds(around, recorded, made.changed_ids)),
        *(f"  {around.speech.say(line)}" for line in _moves(recorded.after, moves)),
    ]
    tell(around, recorded, lines, more={"moves": _moves_as_json(moves)})


def _deeds(around: Surroundings, recorded: Recorded, ids: Sequence[str]) -> Iterator[str]:
    """What is new in the amendment, one by one."""
    history = recorded.after.history
    for change in (entry for entry in history.amendments if _is_new(recorded.before, entry)):
        for deed in history.deeds(change):
            if deed.id in ids:
                yield deed_text(deed, recorded.after.label, around.speech)


def _is_new(before: Office, placed: PlacedAmendment) -> bool:
    return placed not in before.history.amendments


def _moves(office: Office, moves: AmendmentMoves) -> Iterator[Message]:
    """Who has what is open now; what is finished and stays; what is not asked for any more."""
    for (old, new, is_done), found in _by_owner(moves).items():
        text = N_("Done after the amendment's day, counts now for {new}, not for {old}: {items}")
        yield msg(
            text if is_done else N_("Open, from {old} to {new}: {items}"),
            old=enumeration(office.label(id_) for id_ in old),
            new=enumeration(office.label(id_) for id_ in new),
            items=_named(found),
        )
    if moves.ended:
        yield msg(
            N_("Not asked for any more from {day} on: {items}"), day=moves.since, items=_named(moves.ended)
        )
    if moves.finished:
        yield msg(N_("Finished, stays as it was: {items}"), items=_named(moves.finished))


def _by_owner(moves: AmendmentMoves) -> dict[tuple[tuple[str, ...], tuple[str, ...], bool], list[Standing]]:
    """From whom to whom, and whether it was done meanwhile."""
    found: dict[tuple[tuple[str, ...], tuple[str, ...], bool], list[Standing]] = {}
    for was, now in moves.moved:
        found.setdefault((was.owner_ids, now.owner_ids, now.done_on is not None), []).append(now)
    return found


def _named(found: Sequence[Standing]) -> str:
    """`PL-12, NV-02 2022 so-y-te, … (+3)`: each with its time and its unit."""
    names = [_name(entry) for entry in found[:_MOST_NAMED]]
    more = len(found) - _MOST_NAMED
    return ", ".join([*names, *([f"… (+{more})"] if more > 0 else [])])


def _name(found: Standing) -> str:
    key = found.obligation.occurrence.key
    unit = found.obligation.unit
    parts = [found.item.id, *([key] if key != "once" else []), *([unit.id] if unit else [])]
    return " ".join(parts)


def _moves_as_json(moves: AmendmentMoves) -> dict[str, object]:
    return {
        "day": moves.day,
        "moved": [
            {**_standing(now), "from": list(was.owner_ids), "to": list(now.owner_ids)}
            for was, now in moves.moved
        ],
        "finished": [_standing(found) for found in moves.finished],
        "ended": [_standing(found) for found in moves.ended],
    }


def _standing(found: Standing) -> dict[str, object]:
    unit = found.obligation.unit
    return {
        "id": found.item.id,
        "occurrence": found.obligation.occurrence.key,
        "unit": unit.id if unit else None,
        "status": found.status,
    }
