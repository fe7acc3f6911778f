"""`ct58 setup`: what was said of a new office, and what was made of it."""

from __future__ import annotations

from collections.abc import Iterator

from ct58.domain.planning.founding import Founding
from ct58.i18n import Message, N_, msg
from ct58.render.words.record_keys import JsonObject
from ct58.render.words.speech import Speech
from ct58.views.page import Block, Column, Gap, Heading, Line, Page, Table, words


def setup_page(found: Founding, speech: Speech, files: int | None, *, was_asked: bool) -> Page:
    """What was said, unless it was asked and so is on the screen; then what was made (`files`, None in a trial)."""
    title = N_("THE NEW OFFICE") if files is not None else N_("TO BE MADE")
    said: list[Block] = [Heading(speech.gettext(title), level=1), said_table(found, speech), Gap()]
    shown = [] if was_asked else said
    if files is None:
        trial = words(speech.gettext(N_("A trial: nothing was written.")), "warning")
        return Page((*shown, Line(trial)))
    return Page((*shown, *(Line(words(speech.say(line))) for line in _made(found, files))))


def said_table(found: Founding, speech: Speech) -> Table:
    """Each answer with what was asked; what nobody has said yet is a dash."""
    rows = [
        (words(speech.gettext(label), "dim"), words(text or "–", "strong" if text else "dim"))
        for label, text in _said(found, speech)
    ]
    return Table((Column(""), Column("", grows=True)), tuple(rows), has_header=False)


def _said(found: Founding, speech: Speech) -> Iterator[tuple[str, str]]:
    own = found.own
    yield N_("Folder"), found.folder
    yield N_("Committee"), own.committee
    yield N_("Symbol"), own.short
    yield N_("Superior"), own.superior
    yield N_("Place of issue"), own.place
    for title, name in own.signatories.items():
        yield title, name or ""
    yield N_("First period"), speech.period(found.first_period)
    yield N_("Units"), speech.say(_units(found)) if found.units else ""
    if found.practice_day:
        yield N_("Practice day"), speech.date(found.practice_day)
    yield N_("Git"), speech.gettext(N_("yes") if found.with_git else N_("no"))
    if found.with_git or own.self_approval:
        said = N_("whoever sends may approve") if own.self_approval else N_("another person than who sends")
        yield N_("Approval"), speech.gettext(said)


def _units(found: Founding) -> Message:
    text = N_("{count} from {file}, counted from {day}")
    return msg(text, count=len(found.units), file=found.list_file, day=found.since)


def _made(found: Founding, files: int) -> Iterator[Message]:
    yield msg(N_("Begun in {folder}: {count} files."), folder=found.folder, count=files)
    yield msg(
        N_("Not asked, and to be changed in data/office.yaml: recipients, issuing bodies, telephone, rules.")
    )
    if not found.with_git:
        yield msg(N_("To keep the history of all changes: ct58 init --git {folder}"), folder=found.folder)
    if found.units:
        yield msg(N_("Next: cd {folder}, then: ct58 overdue"), folder=found.folder)
    else:
        text = N_("Next: cd {folder}, then the list of units: ct58 unit import FILE --valid-from {day}")
        yield msg(text, folder=found.folder, day=found.since)


def setup_as_json(found: Founding, files: int | None) -> JsonObject:
    """The answers by their keys, and how many files were made."""
    own = found.own
    return {
        "folder": found.folder,
        "committee": own.committee,
        "short": own.short,
        "superior": own.superior,
        "place": own.place,
        "signatories": dict(own.signatories),
        "first_period": str(found.first_period),
        "counted_from": found.since,
        "units": len(found.units),
        "git": found.with_git,
        "self_approval": own.self_approval,
        "practice_today": found.practice_day,
        "written": files is not None,
        "files": files or 0,
    }
