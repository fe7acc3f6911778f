"""Telling a person that the template is not as the Party's rule says."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from ct58.cli.surroundings import Surroundings
from ct58.views.document import DocumentKind


def warn_of_form(around: Surroundings, kind: DocumentKind, chosen: Path | None, day: dt.date) -> None:
    """Say on stderr what in a template departs from the rule of a document's day; the document is made all the same.

    Raises as `find_template` does, and InvalidData for a template that is no Word document.
    """
    from ct58.services.documents.templates import template_departures

    for text in template_departures(kind, around.source.root, chosen, day):
        around.warn(text)
