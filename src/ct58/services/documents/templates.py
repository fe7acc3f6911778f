"""Where the template of a document comes from: the file that was named, the office's own, ct58's."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from ct58.errors import BadUsage
from ct58.exchange.foreign_file import read_foreign
from ct58.i18n import Message, N_, msg
from ct58.render.documents.form_check import departures
from ct58.render.documents.form_profile import profile_on
from ct58.render.documents.template_faults import Template
from ct58.services.setup.seeding import seed_folder
from ct58.views.document import DOCUMENT_TYPES, DocumentKind


def find_template(kind: DocumentKind, data: Path, chosen: Path | None = None) -> Template:
    """The chosen file; else `templates/` beside the data folder; else the one that ct58 brings.

    Raises BadUsage if the chosen file is not there, EnvironmentProblem if it cannot be read.
    """
    if chosen is not None and not chosen.exists():
        raise BadUsage(msg(N_("There is no template {file}."), file=str(chosen)))
    name = DOCUMENT_TYPES[kind].template
    own = data.resolve().parent / "templates" / name
    path = chosen or (own if own.is_file() else seed_folder() / "templates" / name)
    return Template(name=str(chosen) if chosen else f"templates/{name}", content=read_foreign(path))


def template_departures(
    kind: DocumentKind, data: Path, chosen: Path | None, day: dt.date
) -> tuple[Message, ...]:
    """What in a document's template is not as the rule of its day says. Raises as `find_template` and `departures` do."""
    return departures(find_template(kind, data, chosen), profile_on(day))
