"""ct58 unit edit: what a unit is, changed from a day or put right from the beginning."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Annotated

import typer

from ct58.cli.language import _
from ct58.cli.options import DryRunOption, day
from ct58.cli.register import (
    UnitArgument,
    UnitKindOption,
    UnitReasonOption,
    kind_said,
    organisation_said,
    tell_of_units,
)
from ct58.cli.surroundings import Surroundings
from ct58.domain.changes.effects import NOTHING_TURNS, shifts_in
from ct58.domain.indicators.needs import default_period
from ct58.domain.planning.unit_edits import Moved, UnitEditWords, corrected_since, moved_by, plan_edit
from ct58.domain.records.items import Item
from ct58.domain.records.office import Office
from ct58.domain.records.programme import SubFigure
from ct58.domain.records.reports import Document
from ct58.domain.records.unit_search import find_unit
from ct58.domain.records.units import AttributeChange, Unit
from ct58.errors import BadUsage
from ct58.i18n import Message, N_, msg
from ct58.render.words.changes import attribute_change_text
from ct58.render.words.fields import field_label, plain_value
from ct58.services.reading.opening import Slice
from ct58.services.writing.recording import Recorded, make_record
from ct58.store.loader import EVERYTHING

_NO_VALUE = "-"
"""What is typed to take a value away."""
_REGISTER = Slice(needs=frozenset({"programme", "units"}))
_MOST_NAMED = 6
"""Items that are named; of more their number is said."""


FromOption = Annotated[
    str | None,
    typer.Option("--from", metavar=_(N_("DATE")), help=_(N_("The first day on which it is so."))),
]
CorrectionOption = Annotated[
    bool,
    typer.Option("--correction", help=_(N_("It was recorded wrongly, and was so from the beginning."))),
]
NewOrganisation = Annotated[
    str | None,
    typer.Option(
        "--organisation",
        metavar=_(N_("ORGANISATION")),
        help=_(N_("Its form of organisation, by its id or its words; “-” takes it away.")),
    ),
]
NewMarks = Annotated[
    str | None,
    typer.Option(
        "--flags", help=_(N_("All its marks, with commas, such as drafts_documents; “-” for none."))
    ),
]
NewName = Annotated[str | None, typer.Option("--name", help=_(N_("The full name.")))]
NewShortName = Annotated[
    str | None,
    typer.Option("--short-name", help=_(N_("The name that fits into a line; “-” takes it away."))),
]
NewOrder = Annotated[int | None, typer.Option("--order", min=0, help=_(N_("Its place in every list.")))]
MoreNames = Annotated[
    list[str] | None,
    typer.Option("--alias", help=_(N_("One more name, such as SYT; may be repeated."))),
]
NewPhone = Annotated[
    str | None, typer.Option("--phone", help=_(N_("The office's telephone; “-” takes it away.")))
]
NewEmail = Annotated[
    str | None, typer.Option("--email", help=_(N_("The office's e-mail address; “-” takes it away.")))
]
NewAddress = Annotated[
    str | None, typer.Option("--address-as", help=_(N_("How letters address it; “-” takes it away.")))
]
NewFirstDay = Annotated[
    str | None,
    typer.Option(
        "--valid-from",
        metavar=_(N_("DATE")),
        help=_(N_("The first day from which it counts, and owes reports; “-” for always.")),
    ),
]
ChangingDocument = Annotated[
    str | None,
    typer.Option("--document", metavar=_(N_("NUMBER")), help=_(N_("The document that changed it."))),
]
ItsDate = Annotated[
    str | None,
    typer.Option("--document-date", metavar=_(N_("DATE")), help=_(N_("The document's date."))),
]


def edit_unit(
    ctx: typer.Context,
    unit: UnitArgument,
    from_: FromOption = None,
    correction: CorrectionOption = False,
    kind: UnitKindOption = None,
    organisation: NewOrganisation = None,
    flags: NewMarks = None,
    name: NewName = None,
    short_name: NewShortName = None,
    order: NewOrder = None,
    alias: MoreNames = None,
    phone: NewPhone = None,
    email: NewEmail = None,
    address_as: NewAddress = None,
    valid_from: NewFirstDay = None,
    document: ChangingDocument = None,
    document_date: ItsDate = None,
    reason: UnitReasonOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Change the register's entry of one unit."""
    around: Surroundings = ctx.obj
    said = {
        "kind": None if kind is None else kind_said(kind, around.speech.terms),
        "organisation": organisation
        if _is_nothing(organisation)
        else organisation_said(organisation, around.speech.terms),
        "flags": None if flags is None else _marks(flags),
        "name": _name(name),
        "short_name": short_name,
        "order": order,
        "office_phone": phone,
        "office_email": email,
        "address_as": address_as,
        "valid_from": valid_from if _is_nothing(valid_from) else day(valid_from, around),
    }
    values = {key: None if _is_nothing(value) else value for key, value in said.items() if value is not None}
    if not values and not alias:
        raise BadUsage(
            msg(N_("Nothing is said that should change.")),
            msg(N_("Such as --kind, --flags or --phone; see --help.")),
        )
    text, since = " ".join(unit), day(from_, around)
    given = _document(around, document, document_date)

    def words(office: Office, since: dt.date | None) -> UnitEditWords:
        return UnitEditWords(
            unit=find_unit(office, text),
            values=values,
            since=since,
            document=given,
            aliases=tuple(alias or ()),
            reason=reason,
        )

    since = _since(around, lambda office: words(office, None), since, is_correction=correction)
    recorded = make_record(
        around.desk(),
        Slice(needs=EVERYTHING),
        lambda office: plan_edit(office, words(office, since)),
        dry_run=dry_run,
    )
    _tell(around, recorded, words(recorded.before, since))


def _document(around: Surroundings, number: str | None, date: str | None) -> Document | None:
    """The document that is named. Raises BadUsage for a date alone."""
    if number is None and date is not None:
        raise BadUsage(msg(N_("A document has a number.")), msg(N_("Add --document, for example 9-QĐ/UBND.")))
    return Document(number=number, date=day(date, around)) if number is not None else None


def _is_nothing(value: object) -> bool:
    return isinstance(value, str) and value.strip() == _NO_VALUE


def _marks(text: str) -> tuple[str, ...]:
    marks = () if text.strip() == _NO_VALUE else (part.strip() for part in text.split(","))
    return tuple(dict.fromkeys(mark for mark in marks if mark))


def _name(text: str | None) -> str | None:
    if text is not None and text.strip() in ("", _NO_VALUE):
        raise BadUsage(msg(N_("A unit has a name.")), msg(N_("Leave out --name, or write it.")))
    return text.strip() if text else text


# ------------------------------------------------------------------- from when


def _since(
    around: Surroundings,
    said: Callable[[Office], UnitEditWords],
    since: dt.date | None,
    *,
    is_correction: bool,
) -> dt.date | None:
    """The day from which what is dated is so; None where it was so from the beginning, or nothing of it is dated.

    Raises BadUsage where that is not said and nobody can be asked.
    """
    if since is not None and is_correction:
        raise BadUsage(
            msg(N_("--from and --correction contradict each other.")),
            msg(N_("--from: it changed on that day. --correction: it was recorded wrongly.")),
        )
    words = said(around.open_whole(_REGISTER))
    if since is not None and not words.dated and any(words.differs(key) for key in words.values):
        raise BadUsage(
            msg(N_("Nothing of this has a day: it holds for the whole time of the unit.")),
            msg(N_("Leave out --from.")),
        )
    if since is not None or is_correction or not words.dated:
        return since
    if around.can_ask:
        return _asked_since(around, words.unit)
    raise BadUsage(
        msg(
            N_("Did {what} of {unit} change on a day, or was it recorded wrongly from the beginning?"),
            what=_listed(words.dated, around),
            unit=words.unit.name,
        ),
        msg(N_("Add --from DAY, so that earlier periods stay as they are, or --correction.")),
    )


def _asked_since(around: Surroundings, unit: Unit) -> dt.date | None:
    """The day of the change; None for a mistake. Raises Abort when the person leaves."""
    from ct58.cli.dialogue.prompts import Left, TerminalPrompter
    from ct58.cli.dialogue.talk import GoBack, Talk

    talk = Talk(TerminalPrompter(around.width), around.speech, around.today)
    choices = {
        "n": msg(N_("it changed on a day; earlier periods stay")),
        "s": msg(N_("it was recorded wrongly from the beginning")),
    }
    line = SubFigure(key="since", label=around.speech.gettext(N_("First day on which it is so")), type="date")
    try:
        if talk.choose(msg(N_("{unit}: what is it?"), unit=unit.label), choices, "n") == "s":
            return None
        found: object = None
        while not isinstance(found, dt.date):
            found = talk.read(line, f"{line.label}: ", None)
    except (GoBack, Left) as left:
        raise typer.Abort from left
    return found


def _listed(values: Iterable[str], around: Surroundings) -> str:
    return ", ".join(field_label((key,), around.speech) for key in values)


# --------------------------------------------------------------------- telling


def _tell(around: Surroundings, recorded: Recorded, words: UnitEditWords) -> None:
    """What changed, what that moves, and which periods that are closed or issued come to something else."""
    day_ = words.since or min(around.today, words.unit.valid_to or around.today)
    moved = moved_by(recorded.before, recorded.after, words.unit.id, day_)
    lines = [words.unit.name, *(f"  {line}" for line in _changed(around, recorded, words))]
    turned = shifts_in(
        recorded.before, recorded.after, [default_period(recorded.after, around.today)], around.today
    )
    tell_of_units(
        around,
        recorded,
        [*lines, *_moved(moved, day_)],
        day_,
        effect=replace(NOTHING_TURNS, shifts=turned),
        more={"moved": _moved_as_json(moved)},
    )


def _changed(around: Surroundings, recorded: Recorded, words: UnitEditWords) -> Iterator[str]:
    """Each attribute with what it was and is; of a correction also since when."""
    speech, unit = around.speech, words.unit
    for key, value in words.values.items():
        old = getattr(unit, key)
        if not words.differs(key):
            continue
        if key in words.dated and words.since is not None:
            yield attribute_change_text(AttributeChange(key, old, value, words.since, words.document), speech)
            continue
        texts = [plain_value(side, speech, (key,)) for side in (old, value)]
        text = f"{field_label((key,), speech)}: {texts[0]} → {texts[1]}"
        since = corrected_since(unit, key) if key in words.dated else None
        yield text if since is None else speech.say(msg(N_("{change} (since {day})"), change=text, day=since))
    for alias in words.aliases:
        yield speech.say(msg(N_("also called {name}"), name=alias))


def _moved(moved: Moved, day_: dt.date) -> Iterator[Message]:
    if moved.into:
        yield msg(N_("From {day} it belongs to: {sets}"), day=day_, sets=", ".join(moved.into))
    if moved.out_of:
        yield msg(N_("From {day} it no longer belongs to: {sets}"), day=day_, sets=", ".join(moved.out_of))
    if moved.begins:
        yield msg(N_("It owes from then on: {items}"), items=_items(moved.begins))
    if moved.ceases:
        yield msg(N_("It owes no longer: {items}"), items=_items(moved.ceases))


def _items(items: Sequence[Item]) -> str:
    named = ", ".join(item.id for item in items[:_MOST_NAMED])
    return named if len(items) <= _MOST_NAMED else f"{named} … ({len(items)})"


def _moved_as_json(moved: Moved) -> dict[str, list[str]]:
    return {
        "into": list(moved.into),
        "out_of": list(moved.out_of),
        "begins": [item.id for item in moved.begins],
        "ceases": [item.id for item in moved.ceases],
    }
