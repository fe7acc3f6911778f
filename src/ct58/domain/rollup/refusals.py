"""What must not be added: why, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence

from ct58.domain.records.levels import LevelOffice, Levels
from ct58.domain.rollup.definitions import CountMeaning, DifferentPlace, canonical, different_places
from ct58.domain.rollup.package import ReceivedPackage
from ct58.domain.rollup.parts import PartKey
from ct58.domain.text.suggestions import first_few, suggestion
from ct58.domain.time.period import Period
from ct58.errors import Refused
from ct58.i18n import Message, N_, msg

_MOST_PLACES = 3
_MOST_LETTERS = 80


def stranger(received: ReceivedPackage, levels: Levels) -> Refused:
    """A package of an office that the level does not know."""
    manifest = received.manifest
    text = N_("{file} comes from “{office}” ({name}), which levels.yaml does not have{near}.")
    near = suggestion(manifest.office, levels.by_id)
    return Refused(
        msg(text, file=received.file, office=manifest.office, name=manifest.name, near=near),
        msg(N_("Add it to `offices` there, or leave the file out.")),
    )


def not_below(received: ReceivedPackage, levels: Levels, at: LevelOffice) -> Refused:
    """A package from elsewhere in the tree."""
    text = N_("{file} comes from {office}, which does not stand below {at}.")
    name = levels.by_id[received.manifest.office].name
    return Refused(
        msg(text, file=received.file, office=name, at=at.name),
        msg(N_("Leave the file out, or name a place above both: --at ID")),
    )


def counted_twice(office: str, earlier: str, received: ReceivedPackage, levels: Levels) -> Refused:
    """An office that two packages hold."""
    known = levels.by_id.get(office)
    names = (source.name for source in received.manifest.sources if source.office == office)
    text = N_("{office} would be counted twice: it is in {one} and in {other}.")
    name = known.name if known else next(names, office)
    return Refused(
        msg(text, office=name, one=earlier, other=received.file),
        msg(N_("Give only one of them; of a corrected contribution only the newer.")),
    )


def shared_units(count: int, office: str, other: str, levels: Levels) -> Refused:
    """Units by whose official codes two offices count the same ones."""
    text = N_("{count} units are in the registers of two offices: {one} and {other}.")
    return Refused(
        msg(text, count=count, one=levels.by_id[office].name, other=levels.by_id[other].name),
        msg(N_("They settle between them whose units these are; each is counted once.")),
    )


def other_definition(
    code: str,
    key: PartKey,
    received: ReceivedPackage,
    levels: Levels,
    whose: str,
    meanings: tuple[CountMeaning | None, CountMeaning | None],
) -> Refused:
    """Another count under the same code, with the conditions that differ, and how a superior accepts it."""
    office, (own, other) = received.manifest.office, meanings
    places = list(different_places(own, other)) if own is not None and other is not None else []
    known = levels.by_id.get(whose)
    return Refused(
        msg(
            N_("{file}: {code} of {office} counts something else than {whose}{places}."),
            file=received.file,
            code=code if code == key.indicator else f"{code} ({key.indicator})",
            office=levels.by_id[office].name,
            whose=known.name if known else whose,
            places=_places_text(places),
        ),
        msg(
            N_(
                "If they are one indicator all the same, write into levels.yaml: "
                "accepted: [{{office: {office}, definition: “{hash}”, reason: …, document: …}}]; "
                "if the office has none, from: {{{office}: null}} for {code}."
            ),
            office=office,
            hash=key.definition,
            code=code,
        ),
    )


def other_days(
    code: str,
    key: PartKey,
    received: ReceivedPackage,
    known: tuple[str, Sequence[str]],
    days: Sequence[str],
) -> Refused:
    """A time of the same name that has other days."""
    file, others = known
    text = N_("{code}, {period}: {one} counts {first}, {other} counts {second}.")
    return Refused(
        msg(
            text,
            code=code,
            period=Period.parse(key.through or key.period),
            one=file,
            first=" – ".join(others),
            other=received.file,
            second=" – ".join(days),
        ),
        msg(
            N_(
                "The deadlines of both must be the same; or leave it out there: from: {{{office}: null}} for {code}."
            ),
            office=received.manifest.office,
            code=code,
        ),
    )


def _places_text(places: Sequence[DifferentPlace]) -> Message | str:
    """`: numerator.where.party_rating ["good"] ≠ ["excellent","good"]`."""
    if not places:
        return ""
    each = [f"{place.path} {_short(place.one)} ≠ {_short(place.other)}" for place in places]
    return msg(": {places}", places=first_few(each, _MOST_PLACES))


def _short(value: object) -> str:
    text = "–" if value is None else canonical(value)
    return text if len(text) <= _MOST_LETTERS else f"{text[: _MOST_LETTERS - 1]}…"
