"""An office of one's own: the seed with the names, signatories and units of whoever begins it."""

from __future__ import annotations

from ct58.domain.planning.edits import Edit, files_of
from ct58.domain.planning.founding import Founding, plan_founding
from ct58.domain.planning.register import plan_import
from ct58.domain.records.office import Office
from ct58.domain.records.places import DATA_FOLDER, OFFICE_FILE
from ct58.errors import Sources
from ct58.services.setup.seed import seed_folder
from ct58.services.setup.seeding import practice_lines, without_mark
from ct58.store.loader import load
from ct58.store.sources import read_folder
from ct58.store.yaml.editor import apply


def seed_contents() -> Sources:
    """The data that a new folder begins with."""
    sources = read_folder(seed_folder() / DATA_FOLDER).sources
    return {**sources, OFFICE_FILE: without_mark(sources[OFFICE_FILE])}


def office_of(contents: Sources) -> Office:
    """The office that some files make."""
    office = load(contents).office
    assert office is not None, "the seed is right, and so is what was planned on it"
    return office


def founded(found: Founding) -> Sources:
    """The data of the new office: the seed's programme and bodies, its own names, and the units of its list."""
    contents = seed_contents()
    contents = _edited(contents, plan_founding(office_of(contents), found.own, found.since))
    contents = _edited(contents, plan_import(office_of(contents), found.units).edit)
    if found.practice_day is None:
        return contents
    return {**contents, OFFICE_FILE: contents[OFFICE_FILE] + practice_lines(found.practice_day)}


def _edited(contents: Sources, edit: Edit) -> Sources:
    after = dict(contents)
    for file in files_of(edit):
        content = apply(file, contents.get(file), [operation for operation in edit if operation.file == file])
        assert content is not None, "nothing is taken away"
        after[file] = content
    return after
