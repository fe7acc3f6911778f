"""`ct58 log` and `ct58 show ID --origin`: who changed what, when, in which words; page and JSON."""

from __future__ import annotations

from collections.abc import Iterator

from ct58.domain.changes.model import Change, Formatted, Unreadable
from ct58.domain.records.scalars import is_number
from ct58.i18n import N_, msg
from ct58.render.screens.change_entries import change_entries, plain_json
from ct58.render.words.approvals import approval_entry, approval_lines
from ct58.render.words.cells import day_words
from ct58.render.words.changes import Labels, change_details, change_subject, how_label
from ct58.render.words.record_keys import JsonObject
from ct58.render.words.speech import Speech
from ct58.views.changes import FigureOrigin, Kept, LogEntry, LogView, OriginsView
from ct58.views.page import (
    Amount,
    Annex,
    Block,
    Column,
    Gap,
    Heading,
    Line,
    Page,
    RowOfWords,
    Span,
    Table,
    Words,
    on_screen,
    only_in_files,
    words,
)

SHOWN_CHANGES = 12
"""So many changes of one revision are shown; the rest is counted."""
_KINDS = {
    "programme": N_("programme"),
    "office": N_("office"),
    "unit": N_("register"),
    "report": N_("reports"),
    "unit_events": N_("events of units"),
    "item": N_("tasks"),
    "period": N_("periods"),
}


def log_page(view: LogView, speech: Speech) -> Page:
    """One paragraph a revision, the newest first."""
    title = msg(N_("HISTORY · {title}"), title=view.title) if view.title else msg(N_("HISTORY"))
    blocks: list[Block] = [Heading(speech.say(title), level=1)]
    if not view.entries:
        blocks.append(Line(words(speech.gettext(N_("Nothing has been kept about it yet.")), "dim")))
    said: list[Heading | Line | Gap] = []
    for entry in view.entries:
        said += [Gap(), _head(entry.kept, speech), *_approval(entry.kept, speech)]
        said += _changes(entry, view, speech)
    whole = Annex(lambda: _log_table(view, speech), said=tuple(said))
    return Page((*blocks, whole, *_ends(view, speech)))


def _log_table(view: LogView, speech: Speech) -> Table:
    """For lists: a row a change, each with its revision."""
    say = speech.gettext
    columns = (
        Column(say(N_("Date"))),
        Column(say(N_("Time"))),
        Column(say(N_("By"))),
        Column(say(N_("Revision"))),
        Column(say(N_("In which words")), grows=True),
        Column(say(N_("Approval"))),
        Column(say(N_("What happened")), grows=True),
    )
    return Table(columns, tuple(row for entry in view.entries for row in _log_rows(entry, view, speech)))


def _log_rows(entry: LogEntry, view: LogView, speech: Speech) -> Iterator[RowOfWords]:
    kept = entry.kept
    head = (
        day_words(kept.when.date(), speech),
        words(f"{kept.when:%H:%M}"),
        words(kept.author),
        words(kept.short),
        words(kept.subject),
        words("; ".join(_approval_lines(kept, speech))),
    )
    lines = _changes(entry, view, speech)
    said = [line.words for line in lines if line.words[0].where != "screen"]
    yield from ((*head, tuple(span._replace(where="anywhere") for span in change)) for change in said or [()])


def _head(kept: Kept, speech: Speech) -> Line:
    """`15/7/2021 16:52 · Lê Thị Hoa · 6d13b14 · Nhập báo cáo quý II`."""
    when = f"{speech.date(kept.when.date())} {kept.when:%H:%M}"
    rest = f" · {kept.author} · {kept.subject}"
    return Line((Span(when, "strong"), Span(" · "), Span(kept.short, "accent"), Span(rest)))


def _approval(kept: Kept, speech: Speech) -> Iterator[Line]:
    """How it came into the main copy, where there is one."""
    yield from (Line(words(line, "dim"), indent=3) for line in _approval_lines(kept, speech))


def _approval_lines(kept: Kept, speech: Speech) -> Iterator[str]:
    if kept.approval:
        yield from approval_lines(kept.approval, kept.author, speech)


def _changes(entry: LogEntry, view: LogView, speech: Speech) -> Iterator[Line]:
    if entry.counts is not None:
        parts = (
            f"{speech.gettext(_KINDS[kind])} {speech.number(count)}" for kind, count in entry.counts.items()
        )
        text = msg(N_("many files: {counts}"), counts=", ".join(parts))
        yield Line(words(speech.say(text), "dim"), indent=3)
        return
    labels = Labels(view.office, view.office)
    lines = [_change(change, labels, speech) for change in entry.changes]
    yield from lines[:SHOWN_CHANGES]
    more = len(lines) - SHOWN_CHANGES
    if more > 0:
        yield Line(on_screen(speech.say(msg(N_("… {count} more"), count=more))), indent=3)
        yield from (only_in_files(line) for line in lines[SHOWN_CHANGES:])


def _change(change: Change, labels: Labels, speech: Speech) -> Line:
    """`Sửa Sở Y tế, quý II/2021: 5. Số đảng viên kết nạp 12 → 21`."""
    sign = ""
    if not isinstance(change, Formatted | Unreadable):
        sign = f"{speech.gettext(how_label(change))} "
    subject = change_subject(change, labels, speech)
    details = "; ".join(change_details(change, labels, speech))
    return Line((Span(sign, "dim"), Span(subject, "strong"), Span(f": {details}")), indent=3)


def _ends(view: LogView, speech: Speech) -> Iterator[Block]:
    if view.is_cut:
        text = N_("There is more: --limit 0 shows all.")
        yield from (Gap(), Line(on_screen(speech.gettext(text))))
    yield from _lacks(view, speech)


def _lacks(view: LogView | OriginsView, speech: Speech) -> Iterator[Block]:
    """What this copy does not have of the past."""
    is_told = not (isinstance(view, LogView) and view.is_cut)
    if view.is_shallow and is_told:
        text = N_("This copy holds only a part of the history; what came earlier is not shown.")
        yield from (Gap(), Line(words(speech.gettext(text), "warning")))
    if view.is_damaged:
        text = N_(
            "Some of the history on this disk is damaged and cannot be read; the rest is told. See: ct58 doctor"
        )
        yield from (Gap(), Line(words(speech.gettext(text), "warning")))


def origins_page(view: OriginsView, speech: Speech) -> Page:
    """One line a figure: its value, since when, by whom, and what it was before."""
    title = msg(N_("WHERE THE FIGURES COME FROM · {title}"), title=view.title)
    is_one = len({(origin.unit, origin.period) for origin in view.origins}) == 1
    columns = _origin_columns(speech)[2 * is_one :]
    rows = tuple(_origin_row(origin, view, speech)[2 * is_one :] for origin in view.origins)
    blocks: list[Block] = [Heading(speech.say(title), level=1)]
    if view.origins:
        blocks.append(Table(columns, rows))
    else:
        blocks.append(Line(words(speech.gettext(N_("No figure is given.")), "dim")))
    return Page((*blocks, *_lacks(view, speech)))


def _origin_columns(speech: Speech) -> tuple[Column, ...]:
    """Of one report, whose unit and period the title names, the first two are left out."""
    say = speech.gettext
    return (
        Column(say(N_("Unit"))),
        Column(say(N_("Period"))),
        Column(say(N_("Figure")), grows=True),
        Column(say(N_("Value"))),
        Column(say(N_("Before")), from_width=100),
        Column(say(N_("Since"))),
        Column(say(N_("By"))),
        Column(say(N_("Revision")), from_width=90),
        Column(say(N_("Document")), from_width=120),
        Column(say(N_("Reason")), grows=True, from_width=140),
        Column(say(N_("Approval")), grows=True, from_width=100),
        Column(say(N_("In which words")), grows=True, from_width=160),
    )


def _origin_row(origin: FigureOrigin, view: OriginsView, speech: Speech) -> tuple[Words, ...]:
    labels = Labels(view.office, view.office)
    value, before = (labels.value(origin.figure, side, speech) for side in (origin.value, origin.before))
    head = (
        words(labels.unit(origin.unit), "strong"),
        words(speech.period(origin.period)),
        words(labels.figure(origin.figure)),
        words(value, "strong", _amount(origin.value)),
        words(before, "dim", _amount(origin.before)),
    )
    kept = origin.kept
    if kept is None:
        return (*head, words(speech.gettext(N_("not kept yet")), "warning"), *[words("")] * 6)
    when = f"{speech.date(kept.when.date())} {kept.when:%H:%M}"
    return (
        *head,
        words(when),
        words(kept.author),
        words(kept.short, "accent"),
        words(origin.document.number if origin.document else ""),
        words(origin.reason or ""),
        words("; ".join(_approval_lines(kept, speech))),
        words(kept.subject),
    )


def _amount(value: object) -> Amount | None:
    return Amount(value) if is_number(value) else None


def log_as_json(view: LogView, speech: Speech) -> list[JsonObject]:
    """One entry a revision; `changes` are entries of `diff`, `counts` the files of a large one."""
    labels = Labels(view.office, view.office)
    return [
        {
            **_kept(entry.kept),
            "changes": [row for change in entry.changes for row in change_entries(change, labels, speech)],
            "counts": dict(entry.counts) if entry.counts is not None else None,
        }
        for entry in view.entries
    ]


def origins_as_json(view: OriginsView) -> list[JsonObject]:
    """One entry a figure."""
    return [
        {
            "unit": origin.unit,
            "period": str(origin.period),
            "figure": origin.figure,
            "value": plain_json(origin.value),
            "before": plain_json(origin.before),
            "document": origin.document.number if origin.document else None,
            "reason": origin.reason,
            **(_kept(origin.kept) if origin.kept else dict.fromkeys(_FIELDS)),
        }
        for origin in view.origins
    ]


_FIELDS = ("revision", "when", "author", "subject", "approval")


def _kept(kept: Kept) -> JsonObject:
    values = (kept.id, kept.when.isoformat(), kept.author, kept.subject, approval_entry(kept.approval))
    return dict(zip(_FIELDS, values, strict=True))
