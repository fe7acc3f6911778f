"""Screens of the daily round: what was handed in, what came back and why, and what two people changed differently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from ct58.domain.records.office import Office
from ct58.domain.records.places import OFFICE_FILE, PROGRAMME_FILE
from ct58.domain.records.programme import Figure
from ct58.domain.time.period import Period
from ct58.i18n import Message, N_, msg
from ct58.render.words.cells import moment_text, number_words
from ct58.render.words.changes import Labels
from ct58.render.words.fields import field_label, plain_value
from ct58.render.words.speech import Speech, capital
from ct58.views.page import (
    Amount,
    Block,
    Column,
    Emphasis,
    Gap,
    Heading,
    Line,
    Page,
    Span,
    Table,
    Words,
    in_files,
    on_screen,
    words,
)
from ct58.views.submissions import (
    OTHER,
    Author,
    Clash,
    Side,
    SideChoice,
    Submission,
    SubmissionState,
    Waiting,
)
from ct58.views.vocabularies import NOTICE_LABELS

_STANDINGS: Mapping[SubmissionState, tuple[str, Emphasis]] = {
    "queued": (N_("queued here, not sent yet"), "warning"),
    "waiting": (N_("waits for approval"), "accent"),
    "approved": (N_("approved"), "good"),
    "returned": (N_("returned"), "overdue"),
    "answered": (N_("returned, corrected and handed in anew"), "dim"),
    "lost": (N_("was approved, and is no longer in the main copy"), "overdue"),
    "gone": (N_("no longer in the shared place; hand it in again"), "warning"),
}


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
    return Page((title, Table(columns, rows), Gap(), Line(on_screen(hint))))


def _waiting_row(one: Waiting, speech: Speech) -> tuple[Words, ...]:
    return (
        words(str(one.number), "strong", Amount(one.number)),
        words(one.submission.sender),
        words(moment_text(one.submission.when, speech)),
        number_words(one.changes, speech),
        _to_know(one, speech),
        words(one.submission.name, "dim"),
    )


def _to_know(one: Waiting, speech: Speech) -> Words:
    said = [speech.gettext(NOTICE_LABELS[kind]) for kind in one.notices]
    if one.errors:
        said.insert(0, speech.say(msg(N_("{count} errors"), count=one.errors)))
    return words("; ".join(said), "warning") if said else words(speech.gettext(N_("none")), "good")


SHOWN_OVERRIDDEN = 5
"""So many warnings are named; the rest is counted."""


def making_lines(makers: Mapping[str, int], overridden: Sequence[str], speech: Speech) -> Iterator[Line]:
    """Who saved what a submission brings, how often, and in spite of which warnings, as recorded."""
    names = ", ".join(f"{name} ({times})" for name, times in makers.items())
    if names:
        yield Line(words(speech.say(msg(N_("Saved by (how often): {names}"), names=names))), indent=1)
    for warning in overridden[:SHOWN_OVERRIDDEN]:
        text = msg(N_("Saved in spite of: {warning}"), warning=warning)
        yield Line(words(speech.say(text), "warning"), indent=1)
    more = len(overridden) - SHOWN_OVERRIDDEN
    if more > 0:
        yield Line(words(speech.say(msg(N_("… {count} more"), count=more)), "warning"), indent=1)


def other_files(files: Sequence[str], speech: Speech) -> Iterator[Line]:
    """What goes along and is no record, such as a template; a screen names the first."""
    if files:
        shown = ", ".join(files[:SHOWN_OVERRIDDEN])
        more = len(files) - SHOWN_OVERRIDDEN
        rest = speech.say(msg(N_("… {count} more"), count=more)) if more > 0 else ""
        said = speech.gettext(N_("Other files change, too, which are no data:"))
        whole = f"{said} {', '.join(files)}"
        yield Line(
            (*on_screen(f"{said} {shown} {rest}".rstrip(), "warning"), *in_files(whole, "warning")), indent=1
        )


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


Sides = Mapping[Side, str]
"""What the two sides are called."""
MOST_LETTERS, FEW_LETTERS = 160, 60
"""So much of a long text is shown, around the place where the two sides part."""
_BEFORE = 20


class ClashWords:
    """Clashes as people read them. `office` gives the names of units and figures, where it can be read."""

    def __init__(self, office: Office | None, sides: Sides, speech: Speech) -> None:
        self._labels = Labels(office, office) if office else None
        self._sides = sides
        self._speech = speech

    def subject(self, clash: Clash) -> str:
        """`Sở Y tế, quý II/2021, 5. Số đảng viên kết nạp trong kỳ (đảng viên)`."""
        parts = (self._where(clash), self._what(clash))
        return _in_one_line(", ".join(part for part in parts if part))

    def _where(self, clash: Clash) -> str:
        unit = (self._labels.unit(clash.unit) if self._labels else clash.unit) if clash.unit else None
        period = self._speech.period(Period.parse(clash.period)) if clash.period else None
        named = _FILE_NAMES.get(clash.file)
        said = ", ".join(part for part in (unit, clash.item, period) if part)
        return capital(said or (self._speech.gettext(named) if named else "")) or clash.file

    def _entry(self, clash: Clash) -> str:
        """The record of a list, by what names it: `đôn đốc 15/7/2021`, `CT-18`."""
        entry = clash.entry or {}
        if "event" in entry:
            keys = ["event", "date"]
        else:
            keys = [key for key in ("id", "key", "name", "label") if key in entry][:1]
        named = {key: entry[key] for key in keys if entry.get(key) is not None}
        return " ".join(plain_value(value, self._speech, (key,)) for key, value in named.items())

    def _what(self, clash: Clash) -> str:
        """`5. Kết nạp (đảng viên)`, or the way to a field: `sự việc › hẹn 15/7/2021 › đến ngày`."""
        figure = self._figure(clash)
        if figure is None or self._labels is None:
            return field_label(self._steps(clash), self._speech)
        own = {field.key: field.label for field in figure.fields}
        below = [own.get(step, step) for step in clash.path[2:] if isinstance(step, str)]
        unit = f" ({figure.unit})" if figure.unit else ""
        return " › ".join([f"{self._labels.figure(figure.key)}{unit}", *below])

    def _steps(self, clash: Clash) -> Iterator[str]:
        """The steps of a path in words; the first place in a list is called as its record is."""
        entry = self._entry(clash)
        for step in clash.path:
            if isinstance(step, str):
                yield step
            elif entry:
                yield entry
                entry = ""

    def _figure(self, clash: Clash) -> Figure | None:
        """The line of the report form that a clash is about."""
        is_figure = clash.unit and clash.period and clash.path[:1] == ("figures",) and len(clash.path) > 1
        return self._labels.line(str(clash.path[1])) if is_figure and self._labels else None

    def value(self, clash: Clash, side: Side, most: int = MOST_LETTERS) -> str:
        """What a side says; of a long text so many letters as tell it from the other side's."""
        gettext = self._speech.gettext
        if clash.gone:
            return gettext(N_("file taken away") if clash.gone == side else N_("changed file"))
        if clash.is_whole:
            return gettext(N_("the whole file"))
        said, other = (clash.mine, clash.theirs) if side == "mine" else (clash.theirs, clash.mine)
        if self._figure(clash) and len(clash.path) == 2 and self._labels:
            return _in_one_line(self._labels.value(str(clash.path[1]), said, self._speech))
        path = [step for step in clash.path if isinstance(step, str)]
        return _parting(self._plain(said, path), self._plain(other, path), most)

    def _plain(self, value: object, path: Sequence[str]) -> str:
        """Any value in one line; of an event what it says, of another record with the fields' names."""
        if isinstance(value, Mapping) and "event" in value:
            return " · ".join(self._plain(part, (*path, str(key))) for key, part in value.items())
        if isinstance(value, Mapping):
            return "; ".join(
                f"{field_label([str(key)], self._speech)}: {self._plain(part, (*path, str(key)))}"
                for key, part in value.items()
            )
        return _in_one_line(plain_value(value, self._speech, path))

    def said(self, clash: Clash, side: Side) -> str:
        """`15 · Lê Thị Hoa, 15/7/2021 16:52`."""
        by = clash.mine_by if side == "mine" else clash.theirs_by
        author = f" · {_in_one_line(by.name)}, {moment_text(by.when, self._speech)}" if by else ""
        return f"{self.value(clash, side)}{author}"

    def settled(self, clash: Clash, side: SideChoice) -> str:
        """`Sở Y tế, quý II/2021, 5. Kết nạp: chọn 15 (của tôi), không chọn 14 (bản chính)`."""
        if side == "both":
            text, subject = N_("{subject}: both kept, mine is {id} now"), self.subject(clash)
            return self._speech.say(msg(text, subject=subject, id=clash.becomes))
        other = OTHER[side]
        text = N_("{subject}: kept {value} ({side}), not {dropped} ({other})")
        return self._speech.say(
            msg(
                text,
                subject=self.subject(clash),
                value=self.value(clash, side, FEW_LETTERS),
                side=self._sides[side].lower(),
                dropped=self.value(clash, other, FEW_LETTERS),
                other=self._sides[other].lower(),
            )
        )

    def lines(self, clash: Clash, number: str) -> Iterator[Line]:
        """One of them, with what each side says, who and when; an empty number goes on with the one before."""
        width = max(map(len, self._sides.values()))
        subject = (Span(f"{number:<4}", "strong"), Span(self.subject(clash), "strong"))
        yield Line(subject, indent=1, label_width=4)
        for side, name in self._sides.items():
            yield Line(
                (Span(f"{name:<{width}}  "), Span(self.said(clash, side))), indent=5, label_width=width + 2
            )
        if clash.is_whole:
            yield Line(words(self._speech.gettext(_of_whole(clash)), "dim"), indent=5)
        if clash.becomes:
            text = N_("Two different things have one id. Both can be kept: mine then becomes {id}.")
            yield Line(words(self._speech.say(msg(text, id=clash.becomes)), "dim"), indent=5)

    def heading(self, clashes: Sequence[Clash]) -> Heading:
        """How many things are to be decided."""
        count = self._speech.number(len({(clash.file, clash.number) for clash in clashes}))
        return Heading(self._speech.say(msg(N_("TWO PEOPLE CHANGED THE SAME: {count}"), count=count)))

    def blocks(self, clashes: Sequence[Clash]) -> Iterator[Block]:
        """All of them, numbered as they stand here."""
        yield self.heading(clashes)
        together = groupby(clashes, key=lambda clash: (clash.file, clash.number))
        for number, (_decision, group) in enumerate(together, start=1):
            for place, clash in enumerate(group):
                yield from self.lines(clash, f"{number}." if place == 0 else "")


_FILE_NAMES = {PROGRAMME_FILE: N_("Programme"), OFFICE_FILE: N_("Office")}


def _of_whole(clash: Clash) -> str:
    if clash.gone:
        return N_("Only the whole file can be kept or taken away.")
    return N_("The two cannot be told apart place by place; only the whole file of one side can be kept.")


def _in_one_line(text: str) -> str:
    """Without anything that could steer a terminal, since a prompt shows it as it is."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())


def _parting(text: str, other: str, most: int) -> str:
    """A text; of a long one only what stands around the place where it parts from the other."""
    if len(text) <= most:
        return text
    pairs = enumerate(zip(text, other, strict=False))
    parts_at = next((at for at, (one, two) in pairs if one != two), min(len(text), len(other)))
    start = max(parts_at - _BEFORE, 0)
    end = start + most
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def clash_entry(clash: Clash) -> dict[str, object]:
    """The same for a program."""
    return {
        "number": clash.number,
        "file": clash.file,
        "unit": clash.unit,
        "period": clash.period,
        "item": clash.item,
        "field": ".".join(map(str, clash.path)) or None,
        "mine": _entry_value(clash.mine),
        "theirs": _entry_value(clash.theirs),
        "gone": clash.gone,
        "kept": clash.kept,
        "becomes": clash.becomes,
        "mine_by": _author_entry(clash.mine_by),
        "theirs_by": _author_entry(clash.theirs_by),
    }


def _entry_value(value: object) -> str | None:
    return None if value is None else str(value)


def _author_entry(author: Author | None) -> dict[str, str] | None:
    return {"name": author.name, "saved": author.when.isoformat()} if author else None


def lines_page(lines: Sequence[Message | str], speech: Speech) -> Page:
    """Sentences, one a line."""
    return Page(tuple(Line(words(line if isinstance(line, str) else speech.say(line))) for line in lines))
