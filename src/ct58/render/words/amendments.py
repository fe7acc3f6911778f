"""Amendments in words: what each is called, and what it does to each record, one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ct58.domain.records.editions import Deed
from ct58.domain.records.measure import Measure, Reading, Target
from ct58.domain.records.programme import Amendment
from ct58.domain.time.deadlines import DeadlineRule
from ct58.i18n import N_, msg
from ct58.render.words.fields import field_label, plain_value
from ct58.render.words.labels import NOTHING
from ct58.render.words.rules import day_text, whole_rule_text
from ct58.render.words.speech import Speech

Namer = Callable[[str], str]
"""What a unit is called."""
_UNITS = frozenset({"lead", "with_", "ids"})
_SAID: Mapping[str, str] = {
    "ended": N_("ended"),
    "replaced": N_("replaced by {ids}"),
    "added": N_("new: {title}"),
    "named": N_("changed in the text itself"),
}


def names_from(names: Mapping[str, str]) -> Namer:
    """What ids are called, as far as that is known."""
    return lambda id_: names.get(id_, id_)


def amendment_name(amendment: Amendment, speech: Speech) -> str:
    """`32-QĐ/ĐU, ngày 05/10/2022`, and from which day on it is in force, where that is another one."""
    document, since = amendment.document, amendment.since
    name = document.number
    if document.date is not None:
        name = speech.say(msg(N_("{number} of {day}"), number=name, day=document.date))
    if since is None or since == document.date:
        return name
    return speech.say(msg(N_("{amendment}, in force from {day}"), amendment=name, day=since))


def adjusted_text(amendment: Amendment | None, speech: Speech) -> str:
    """`điều chỉnh theo 32-QĐ/ĐU ngày 05/10/2022`; nothing where no amendment set who owes it, or when."""
    if amendment is None:
        return ""
    return speech.say(msg(N_("amended by {amendment}"), amendment=amendment_name(amendment, speech)))


def amendment_sentence(
    amendment: Amendment, deeds: Iterable[Deed], titles: Namer, namer: Namer, speech: Speech
) -> str:
    """What a document changed, as a report tells it: by titles, without arrows."""
    by_id: dict[str, list[str]] = {}
    for deed in deeds:
        by_id.setdefault(deed.id, []).append(deed_text(deed, namer, speech, with_id=False, in_prose=True))
    said = [f"“{titles(id_)}”: {', '.join(found)}" for id_, found in by_id.items()]
    text = msg(N_("The programme was amended by {amendment}"), amendment=amendment_name(amendment, speech))
    return f"{speech.say(text)}{': ' if said else ''}{'; '.join(said)}."


def deed_text(
    deed: Deed, namer: Namer, speech: Speech, *, with_id: bool = True, in_prose: bool = False
) -> str:
    """`PL-12, chủ trì: Ban Tổ chức → Văn phòng`."""
    said = (
        _change_text(deed, namer, speech, in_prose=in_prose)
        if deed.how == "changed"
        else _other_text(deed, speech)
    )
    if not with_id:
        return said
    return f"{deed.id}, {said}"


def _change_text(deed: Deed, namer: Namer, speech: Speech, *, in_prose: bool) -> str:
    old, new = (amended_value(deed.key, value, namer, speech) for value in (deed.old, deed.new))
    if old == new and isinstance(deed.old, DeadlineRule) and isinstance(deed.new, DeadlineRule):
        old, new = (whole_rule_text(rule, speech) for rule in (deed.old, deed.new))
    label = key_label(deed.key, speech)
    if isinstance(deed.new, Measure) or (isinstance(deed.new, tuple) and _are_readings(deed.new)):
        return speech.say(msg(N_("{key}: counted in another way"), key=label))
    if in_prose:
        return speech.say(msg(N_("{key} from “{old}” to “{new}”"), key=label, old=old, new=new))
    return f"{label}: {old} → {new}" if label else f"{old} → {new}"


def _other_text(deed: Deed, speech: Speech) -> str:
    names = (getattr(deed.new, name, None) for name in ("title", "label", "text"))
    title = next((name for name in names if name), None) or deed.id
    text = speech.say(msg(_SAID[deed.how], ids=", ".join(deed.successors), title=title))
    return f"{text} ({deed.reason})" if deed.reason else text


def key_label(key: str, speech: Speech) -> str:
    """What a key is called; nothing where a record changes as a whole."""
    return field_label((key.rstrip("_"),), speech) if key else ""


def amended_value(key: str, value: object, namer: Namer, speech: Speech) -> str:
    """A value that an amendment changes, as people read it."""
    if value in (None, ()):
        return NOTHING
    if isinstance(value, DeadlineRule):
        return value.text or whole_rule_text(value, speech)
    if isinstance(value, Target):
        from ct58.render.words.targets import target_text

        return target_text(value, speech)
    if key in _UNITS and isinstance(value, tuple):
        return ", ".join(namer(str(id_)) for id_ in value)
    if key == "submit_to" and isinstance(value, tuple):
        return ", ".join(speech.body(body) for body in value)
    if key == "every":
        return speech.frequency(value)  # type: ignore[arg-type]  # how often something comes again
    if key == "on":
        return day_text(value, speech)  # type: ignore[arg-type]  # the day of each time
    return plain_value(value, speech, (key.rstrip("_"),))


def _are_readings(values: tuple[object, ...]) -> bool:
    return bool(values) and all(isinstance(value, Reading) for value in values)
