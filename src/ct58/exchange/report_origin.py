"""What a report says of itself to the program that made it: its period and reader, and a print of each of its texts.

It lies in the document as custom XML, which Word and LibreOffice keep. A print says whether a text is still the same, and
nothing of what it was: what an office takes out of a document before it is sent is out.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from ct58.ooxml import reproducible
from ct58.views.returned import ReportOrigin, SectionOrigin

_NAMESPACE: Final = "urn:ct58:report:1"
_PART: Final = "customXml/item58.xml"
_PROPERTIES: Final = "customXml/itemProps58.xml"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DATA: Final = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_PROPERTIES_KIND: Final = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_ID: Final = "{5A1C7E58-0058-4058-8058-C7585A1C7E58}"
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ADDED: Final[Mapping[str, tuple[str, str]]] = {
    "word/_rels/document.xml.rels": (
        "</Relationships>",
        f'<Relationship Id="ct58" Type="{_RELATIONS}/customXml" Target="../{_PART}"/>',
    ),
    "[Content_Types].xml": (
        "</Types>",
        f'<Override PartName="/{_PROPERTIES}" ContentType="{_PROPERTIES_KIND}"/>',
    ),
}
"""What the parts of the package say of the new one: before which end, and what."""
_BESIDE: Final[Mapping[str, str]] = {
    _PROPERTIES: f'<ds:datastoreItem xmlns:ds="{_DATA}" ds:itemID="{_ID}"><ds:schemaRefs/></ds:datastoreItem>',
    "customXml/_rels/item58.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_RELATIONS}/customXmlProps"'
        ' Target="itemProps58.xml"/></Relationships>'
    ),
}
"""Without these LibreOffice drops the part."""


def with_origin(document: bytes, origin: ReportOrigin, made_on: dt.date) -> bytes:
    """The document with its origin inside."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            end, added = _ADDED.get(name, ("", ""))
            content = source.read(name)
            target.writestr(name, content.replace(end.encode(), (added + end).encode()) if end else content)
        for name, text in {_PART: _as_xml(origin), **_BESIDE}.items():
            target.writestr(name, (_DECLARATION + text).encode())
    return reproducible(out.getvalue(), made_on)


def _as_xml(origin: ReportOrigin) -> str:
    sections = "".join(
        f"<section key={quoteattr(entry.key)} said={quoteattr(entry.said)} source={quoteattr(entry.source)}/>"
        for entry in origin.sections
    )
    head = f'<report xmlns="{_NAMESPACE}" period={quoteattr(origin.period)} to={quoteattr(origin.profile)}>'
    return f"{head}{sections}<rest>{escape(' '.join(origin.rest))}</rest></report>"


def origin_in(parts: Iterable[Any]) -> ReportOrigin | None:
    """The origin among the custom parts of a document, parsed; None where there is none."""
    name = f"{{{_NAMESPACE}}}"
    root = next((part for part in parts if part.tag == f"{name}report"), None)
    if root is None:
        return None
    return ReportOrigin(
        period=root.get("period", ""),
        profile=root.get("to", ""),
        sections=tuple(
            SectionOrigin(**{field: entry.get(field, "") for field in ("key", "said", "source")})
            for entry in root.iter(f"{name}section")
        ),
        rest=tuple((root.findtext(f"{name}rest") or "").split()),
    )
