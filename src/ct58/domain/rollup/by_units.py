"""What rows of units come to, held against what the offices handed up folded: they are the same, or nothing is said."""

from __future__ import annotations

from dataclasses import replace

from ct58.domain.rollup.adding import Added
from ct58.domain.rollup.parts import PartKey, Parts, PartSums, number_text
from ct58.domain.time.period import Period
from ct58.errors import Refused
from ct58.i18n import Message, N_, msg


def added_by_units(added: Added, parts: Parts) -> Added:
    """The same with the level's parts from rows of units; windows without units stay, of which there are no rows."""
    empty = {key: part for key, part in added.parts.items() if not part.units}
    return replace(added, parts={**empty, **parts})


def refuse_other_sums(added: Added, office: str, found: Parts) -> None:
    """Raises Refused where the rows of an office's units come to something else than what it handed up."""
    told = {key: part for key, part in added.each[office].items() if part.units}
    if found != told:
        key = min(key for key in {**found, **told} if found.get(key) != told.get(key))
        raise _other_sums(added, office, key, (found.get(key, PartSums()), told.get(key, PartSums())))


def _other_sums(added: Added, office: str, key: PartKey, sums: tuple[PartSums, PartSums]) -> Refused:
    text = N_(
        "{file}: {code}, {period}, {kind}: the rows of units come to {found}, the folded ones to {told}."
    )
    found, told = map(_sums_text, sums)
    return Refused(
        msg(
            text,
            file=added.sent[office].file,
            code=key.indicator,
            period=Period.parse(key.through or key.period),
            kind=key.kind or key.role,
            found=found,
            told=told,
        ),
        msg(N_("Ask the office to send it again, made by ct58 contribute --units.")),
    )


def _sums_text(sums: PartSums) -> Message:
    above, below, least_above, least_below = map(number_text, (*sums.point, *sums.fixed))
    text = N_("{units} units, {point} (certain {fixed})")
    return msg(text, units=sums.units, point=f"{above}/{below}", fixed=f"{least_above}/{least_below}")
