"""The past as JSON: revisions with their changes, figures with their origin."""

from __future__ import annotations

from collections.abc import Iterator

from ct58.render.change_words import Labels
from ct58.render.changes import Row, change_entries, plain
from ct58.render.words import Speech
from ct58.views.log import Kept, LogView, OriginsView


def log_as_json(view: LogView, speech: Speech) -> list[Row]:
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


def log_rows(view: LogView, speech: Speech) -> Iterator[Row]:
    """One row a change."""
    labels = Labels(view.office, view.office)
    for entry in view.entries:
        rows = [row for change in entry.changes for row in change_entries(change, labels, speech)]
        yield from ({**_kept(entry.kept), **row} for row in rows or [{"change": None}])


def origins_as_json(view: OriginsView) -> list[Row]:
    """One entry a figure."""
    return [
        {
            "unit": origin.unit,
            "period": str(origin.period),
            "figure": origin.figure,
            "value": plain(origin.value),
            "before": plain(origin.before),
            **(_kept(origin.kept) if origin.kept else dict.fromkeys(_FIELDS)),
        }
        for origin in view.origins
    ]


_FIELDS = ("revision", "when", "author", "subject")


def _kept(kept: Kept) -> Row:
    values = (kept.id, kept.when.isoformat(), kept.author, kept.subject)
    return dict(zip(_FIELDS, values, strict=True))
