"""The folder of a hand-over: for each receiver the data of its units, lists to read and papers to sign; and the archive."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from ct58.domain.planning.edits import (
    MISSING,
    Operation,
    Plain,
    RemoveValue,
    SetValue,
    record_as_tree,
    value_at,
)
from ct58.domain.records.committee import DueException, PeriodFile
from ct58.domain.records.office import Office
from ct58.domain.records.places import (
    PROGRAMME_FILE,
    period_file,
    place_of,
    unit_folder,
    unit_of_file,
)
from ct58.errors import Sources
from ct58.records import record
from ct58.render.documents.contents import ReportDocument
from ct58.render.documents.handover import FileKept, index_document, minutes_document, read_first
from ct58.render.screens.handover import handover_page
from ct58.render.words.speech import Speech
from ct58.services.documents.templates import LANGUAGE, find_template
from ct58.store.yaml.canonical import file_content
from ct58.store.yaml.editor import apply
from ct58.store.yaml.reader import read
from ct58.views.document import DocumentKind
from ct58.views.handover import HandoverPart, HandoverView

DATA: Final = "du-lieu/data"
"""Where the data of a receiver's units lies in its folder: `ct58 --data DIR/du-lieu` opens it."""
SUMS: Final = "SHA256SUMS"
ARCHIVE: Final = "luu-tru"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_READ_ONLY = 0o100444 << 16
_UNIX = 3


@record
class PastOfFolder:
    """What git knows of the folder: the whole history as a bundle, and as lines to read."""

    bundle: bytes
    lines: bytes


def folders_of(view: HandoverView) -> tuple[str, ...]:
    """The folder of each receiver, in order; the archive's name is nobody's."""
    return tuple(f"{place:02d}-{part.body}" for place, part in enumerate(view.parts, start=1))


def handover_files(
    view: HandoverView, office: Office, sources: Sources, data: Path, past: PastOfFolder | None, report: bytes
) -> Mapping[str, bytes]:
    """Every file of the hand-over by its place in the folder. Equal data gives equal bytes."""
    speech = Speech(LANGUAGE, office.terms)
    found: dict[str, bytes] = {}
    for part, folder in zip(view.parts, folders_of(view), strict=True):
        inside = _files_of_part(view, part, office, sources, data, report, speech)
        found |= {f"{folder}/{name}": content for name, content in inside.items()}
    archive = _archive(sources, past, report)
    papers = [*view.papers, *(paper for part in view.parts for paper in part.papers)]
    kept = [FileKept(place="ho-so.zip", files=len(sources) + 2 * bool(past) + 2, size=len(archive))]
    index = index_document(view, None, papers, kept, speech)
    found |= {
        f"{ARCHIVE}/ho-so.zip": archive,
        f"{ARCHIVE}/muc-luc.docx": _word(index, "index", view, data),
        f"{ARCHIVE}/{SUMS}": sums_of({"ho-so.zip": archive}),
    }
    return found


def _files_of_part(
    view: HandoverView,
    part: HandoverPart,
    office: Office,
    sources: Sources,
    data: Path,
    report: bytes,
    speech: Speech,
) -> dict[str, bytes]:
    from ct58.render.formats.docx import page_as_docx
    from ct58.render.formats.xlsx import page_as_xlsx

    page = handover_page(view, part, speech)
    files = {f"{DATA}/{name}": content for name, content in slice_for(part, office, sources).items()}
    files |= {
        "ban-giao.xlsx": page_as_xlsx(page, speech, view.as_of),
        "ban-giao.docx": page_as_docx(page, LANGUAGE, view.as_of),
        "bao-cao-ket-qua.docx": report,
        "DOC-TRUOC.txt": read_first(part.receiving.name).encode("utf-8-sig"),
    }
    papers = [*view.papers, *part.papers]
    index = index_document(view, part.receiving.name, papers, tuple(_in_folders(files)), speech)
    files["muc-luc.docx"] = _word(index, "index", view, data)
    files[SUMS] = sums_of(files)
    sums = hashlib.sha256(files[SUMS]).hexdigest()
    minutes = minutes_document(view, part, sums, len(files), speech)
    files["bien-ban.docx"] = _word(minutes, "minutes", view, data)
    return files


def _word(document: ReportDocument, kind: DocumentKind, view: HandoverView, data: Path) -> bytes:
    from ct58.render.documents.docx import render_docx
    from ct58.render.documents.tags import report_context

    title = f"{document.head.title or ''} {document.subject}"
    return render_docx(
        find_template(kind, data),
        report_context(document),
        made_on=document.head.day,
        title=title,
        has_sign_off=False,
    )


def sums_of(files: Mapping[str, bytes]) -> bytes:
    """The hashes of files in the form that `sha256sum -c` reads."""
    lines = (f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    return "".join(lines).encode()


def _in_folders(files: Mapping[str, bytes]) -> Iterator[FileKept]:
    """The files one by one; those of a unit together, and those of another folder of the data."""
    groups: dict[str, list[bytes]] = {}
    for name, content in sorted(files.items()):
        below = name.removeprefix(f"{DATA}/")
        unit = unit_of_file(below) if below != name else None
        folder = unit_folder(unit) if unit else below.rpartition("/")[0] if below != name else ""
        inside = f"{DATA}/{folder}/" if folder else name
        groups.setdefault(inside, []).append(content)
    for place, contents in groups.items():
        yield FileKept(place=place, files=len(contents), size=sum(map(len, contents)))


# ------------------------------------------------------------------- data of a part


def slice_for(part: HandoverPart, office: Office, sources: Sources) -> dict[str, bytes]:
    """The data of a receiver's units, which is right by itself: whoever is named in it is there.

    The programme, what changed it, the joint items' events and office.yaml are whole; of the closing and of the periods' exceptions
    stays what is about units that are there, and nothing of what was issued for all of them. `handed_to` says what is the
    receiver's.
    """
    own = {unit.id for unit in part.receiving.units}
    units = _with_those_named(own | _named_units(office), office)
    found: dict[str, bytes] = {}
    for file, content in sources.items():
        place = place_of(file)
        is_joint = place is not None and place.kind in ("office", "item", "amendment")
        if is_joint or unit_of_file(file) in units:
            found[file] = content
    for key, entry in office.periods.items():
        found |= _period_for(period_file(key), entry, units)
    found[PROGRAMME_FILE] = _programme_for(part.body, units, sources[PROGRAMME_FILE], office)
    return dict(sorted(found.items()))


def _named_units(office: Office) -> set[str]:
    """The committee's own bodies, and whoever the programme, its amendments, items or office.yaml name."""
    own = {unit.id for unit in office.units.values() if office.terms.is_own(unit.kind)}
    programmes = (
        replace(edition.programme, programme=replace(edition.programme.head, closing=None, reopenings=()))
        for edition in office.history.editions
    )
    trees: list[Plain] = [record_as_tree(programme) for programme in programmes]
    trees += [record_as_tree(placed.amendment) for placed in office.history.amendments]
    trees += [record_as_tree(file) for file in office.item_files.values()]
    trees.append(record_as_tree(office.file))
    return own | {text for tree in trees for text in _texts(tree) if text in office.units}


def _texts(tree: Plain) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, Mapping):
        for value in tree.values():
            yield from _texts(value)
    elif isinstance(tree, tuple):
        for value in tree:
            yield from _texts(value)


def _with_those_named(units: set[str], office: Office) -> set[str]:
    """Also whom these came from and went into, and in whose reports they are counted."""
    counted: dict[str, set[str]] = {}
    for report in office.reports.values():
        if report.counted_in:
            counted.setdefault(report.unit, set()).add(report.counted_in)
    links: dict[str, set[str]] = {}
    for unit in office.units.values():
        named = {name for name in (unit.merged_into, unit.split_from) if name is not None}
        links.setdefault(unit.id, set()).update(named | counted.get(unit.id, set()))
        if unit.merged_into is not None:
            links.setdefault(unit.merged_into, set()).add(unit.id)
    found, ahead = set[str](), list(units)
    while ahead:
        name = ahead.pop()
        if name in office.units and name not in found:
            found.add(name)
            ahead += links.get(name, ())
    return found


def _period_for(file: str, entry: PeriodFile, units: set[str]) -> dict[str, bytes]:
    """A period's exceptions and books for some units; nothing where that says nothing."""
    exceptions = tuple(_exceptions_for(entry.exceptions, units))
    kept = replace(entry, exceptions=exceptions, issued=(), narrative={})
    if kept == PeriodFile(period=entry.period):
        return {}
    return {file: file_content(file, record_as_tree(kept))}


def _exceptions_for(exceptions: Iterable[DueException], units: set[str]) -> Iterator[DueException]:
    for exception in exceptions:
        named = tuple(unit for unit in exception.units if unit in units)
        if named or not exception.units:
            yield replace(exception, units=named)


def _programme_for(body: str, units: set[str], content: bytes, office: Office) -> bytes:
    """The programme with a closing that says for whom the folder is, and nothing of units that are not in it."""
    closing = office.programme.head.closing
    assert closing is not None
    known = units | office.items.keys()
    receivers = {name: to for name, to in closing.receivers.items() if name in known}
    named = {*receivers.values(), body}
    new = replace(
        closing,
        receivers=receivers,
        bodies={id_: name for id_, name in closing.bodies.items() if id_ in named},
        other_ends={name: day for name, day in closing.other_ends.items() if name in units},
        handed_to=body,
    )
    tree, _findings = read(PROGRAMME_FILE, content)
    assert tree is not None
    value = tree.value
    assert isinstance(value, Mapping)
    at = ("programme", "closing")
    operations: list[Operation] = [
        RemoveValue(file=PROGRAMME_FILE, at=at, expected=_standing_at(value, at)),
        SetValue(file=PROGRAMME_FILE, at=at, value=record_as_tree(new), expected=MISSING),
    ]
    taken_back = value_at(value, ("programme", "reopenings"))
    if taken_back is not MISSING:
        operations.append(
            RemoveValue(file=PROGRAMME_FILE, at=("programme", "reopenings"), expected=taken_back)
        )
    written = apply(PROGRAMME_FILE, content, operations)
    assert written is not None
    return written


def _standing_at(tree: Mapping[object, Plain], at: tuple[str, str]) -> Plain:
    found = value_at(tree, at)
    assert found is not MISSING
    return found


# ------------------------------------------------------------------------ archive


def _archive(sources: Sources, past: PastOfFolder | None, report: bytes) -> bytes:
    """The whole data as it is, its history, the report and their hashes, for reading only; equal content gives equal bytes."""
    files = {f"data/{name}": content for name, content in sources.items()}
    files["bao-cao-ket-qua.docx"] = report
    if past is not None:
        files |= {"lich-su.bundle": past.bundle, "lich-su.txt": past.lines}
    files[SUMS] = sums_of(files)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.create_system = _UNIX
            entry.external_attr = _READ_ONLY
            target.writestr(entry, content)
    return out.getvalue()
