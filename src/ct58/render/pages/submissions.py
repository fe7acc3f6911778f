"""Screens of the daily round: what was handed in, what came back and why, and what two people changed differently."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from ct58.domain.office import Office
from ct58.domain.period import Period
from ct58.i18n import Message, N_, msg
from ct58.render.change_words import Labels, field_label, plain_value
from ct58.render.pages.change_effects import NOTICE_LABELS
from ct58.render.words import Speech, capital
from ct58.views.page import Block, Column, Emphasis, Gap, Heading, Line, Page, Span, Table, Words, words
from ct58.views.submissions import Clash, Standing, Submission, Waiting

_STANDINGS: Mapping[Standing, tuple[str, Emphasis]] = {
    "queued": (N_("queued here, not sent yet"), "warning"),
    "waiting": (N_("waits for approval"), "accent"),
    "approved": (N_("approved"), "good"),
    "returned": (N_("returned"), "overdue"),
    "answered": (N_("returned, corrected and handed in anew"), "dim"),
    "gone": (N_("no longer in the shared place; hand it in again"), "warning"),
}


def moment_text(moment: dt.datetime, speech: Speech) -> str:
    """`15/7/2021 16:52`, by the clock of whoever saved."""
    return f"{speech.date(moment.date())} {moment:%H:%M}"


# ---------------------------------------------------------------------- mine


def mine_page(submissions: Sequence[Submission], speech: Speech) -> Page:
    """What was handed in from here, with what became of it."""
    title = Heading(speech.gettext(N_("MY SUBMISSIONS")), level=1)
    if not submissions:
        return Page((title, Line(words(speech.gettext(N_("Nothing was handed in from here yet.")), "dim"))))
    rows = tuple(
        (words(one.name, "strong"), words(moment_text(one.when, speech)), standing_words(one, speech))
        for one in submissions
    )
    titles = (N_("Submission"), N_("Saved"), N_("What became of it"))
    columns = tuple(Column(speech.gettext(text), grows=text == titles[-1]) for text in titles)
    return Page((title, Table(columns, rows)))


def standing_words(one: Submission, speech: Speech) -> Words:
    """`trả lại · Trần Văn Nam, 15/7/2021 16:52: thiếu căn cứ`."""
    text, emphasis = _STANDINGS[one.standing]
    said = speech.gettext(text)
    if one.by and one.decided:
        said += f" · {one.by}, {moment_text(one.decided, speech)}"
    return words(f"{said}: {one.reason}" if one.reason else said, emphasis)


def submission_line(one: Submission, speech: Speech) -> Line:
    """One submission in one line."""
    return Line((Span(f"{one.name}  ", "strong"), *standing_words(one, speech)), indent=1)


def submission_entry(one: Submission) -> dict[str, object]:
    """The same for a program."""
    return {
        "name": one.name,
        "sender": one.sender,
        "saved": one.when.isoformat(),
        "standing": one.standing,
        "by": one.by,
        "decided": one.decided.isoformat() if one.decided else None,
        "reason": one.reason or None,
    }


# -------------------------------------------------------------------- review


def review_page(waiting: Sequence[Waiting], speech: Speech) -> Page:
    """What waits for a decision, and how to look at one."""
    count = speech.number(len(waiting))
    title = Heading(speech.say(msg(N_("SUBMISSIONS WAITING FOR APPROVAL: {count}"), count=count)), level=1)
    if not waiting:
        return Page((title, Line(words(speech.gettext(N_("No submission waits.")), "good"))))
    titles = (N_("No."), N_("From"), N_("Saved"), N_("Changes"), N_("To know"), N_("Submission"))
    columns = tuple(
        Column(speech.gettext(text), "right" if text in (titles[0], titles[3]) else "left", text == titles[4])
        for text in titles
    )
    rows = tuple(_waiting_row(one, speech) for one in waiting)
    hint = speech.gettext(N_("Look at one: ct58 review 1     Then: --approve, or --return 'reason'"))
    return Page((title, Table(columns, rows), Gap(), Line(words(hint, "dim"))))


def _waiting_row(one: Waiting, speech: Speech) -> tuple[Words, ...]:
    return (
        words(str(one.number), "strong"),
        words(one.submission.sender),
        words(moment_text(one.submission.when, speech)),
        words(speech.number(one.changes)),
        _to_know(one, speech),
        words(one.submission.name, "dim"),
    )


def _to_know(one: Waiting, speech: Speech) -> Words:
    said = [speech.gettext(NOTICE_LABELS[kind]) for kind in one.notices]
    if one.errors:
        said.insert(0, speech.say(msg(N_("{count} errors"), count=one.errors)))
    return words("; ".join(said), "warning") if said else words(speech.gettext(N_("none")), "good")


def waiting_entry(one: Waiting) -> dict[str, object]:
    """The same for a program."""
    return {
        "number": one.number,
        **submission_entry(one.submission),
        "changes": one.changes,
        "notices": list(one.notices),
        "errors": one.errors,
    }


# ------------------------------------------------------------------- clashes


def clash_blocks(
    clashes: Sequence[Clash], office: Office | None, sides: tuple[str, str], speech: Speech
) -> Iterator[Block]:
    """What two people changed differently, a row each; `sides` names the two."""
    count = speech.number(len(clashes))
    yield Heading(speech.say(msg(N_("TWO PEOPLE CHANGED THE SAME: {count}"), count=count)))
    titles = (speech.gettext(N_("Where")), speech.gettext(N_("What")), *sides)
    columns = tuple(Column(title, grows=place < 2) for place, title in enumerate(titles))
    labels = Labels(office, office) if office else None
    yield Table(columns, tuple(_clash_row(clash, labels, speech) for clash in clashes))


def _clash_row(clash: Clash, labels: Labels | None, speech: Speech) -> tuple[Words, ...]:
    where = words(_where(clash, labels, speech), "strong")
    if not clash.path:
        text = speech.gettext(N_("changed on both sides, or taken away on one"))
        return where, words(text), words("–"), words("–")
    values = (words(_value(clash, side, labels, speech), "warning") for side in (clash.mine, clash.theirs))
    return where, words(_what(clash, labels, speech)), *values


def _where(clash: Clash, labels: Labels | None, speech: Speech) -> str:
    unit = (labels.unit(clash.unit) if labels else clash.unit) if clash.unit else None
    period = speech.period(Period.parse(clash.period)) if clash.period else None
    return capital(", ".join(part for part in (unit, clash.item, period) if part) or clash.file)


def _what(clash: Clash, labels: Labels | None, speech: Speech) -> str:
    if clash.path[0] == "figures" and len(clash.path) > 1 and labels:
        return labels.figure(clash.path[1])
    return field_label(clash.path, speech)


def _value(clash: Clash, side: object, labels: Labels | None, speech: Speech) -> str:
    if clash.path[0] == "figures" and len(clash.path) == 2 and labels:
        return labels.value(clash.path[1], side, speech)
    return plain_value(side, speech)


def clash_entry(clash: Clash) -> dict[str, object]:
    """The same for a program."""
    return {
        "file": clash.file,
        "unit": clash.unit,
        "period": clash.period,
        "item": clash.item,
        "field": ".".join(clash.path) or None,
        "mine": None if clash.mine is None else str(clash.mine),
        "theirs": None if clash.theirs is None else str(clash.theirs),
    }


def lines_page(lines: Sequence[Message | str], speech: Speech) -> Page:
    """Sentences, one a line."""
    return Page(tuple(Line(words(line if isinstance(line, str) else speech.say(line))) for line in lines))
