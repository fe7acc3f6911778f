"""Filling a Word template: docxtpl with a sandbox, strict names, and data that is never taken for anything else."""

from __future__ import annotations

import io
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final
from zipfile import BadZipFile

from docxtpl import DocxTemplate
from jinja2 import Template as JinjaTemplate
from lxml import etree

from ct58.errors import InvalidData
from ct58.render.documents.filters import FILTERS, as_shown
from ct58.render.documents.sandbox import Sandbox
from ct58.render.documents.tag_faults import FAILURES
from ct58.render.documents.tags import TemplateContext
from ct58.render.documents.template_faults import apart, fault, no_template

if TYPE_CHECKING:
    from docx.document import Document

_KEPT: Final = 16
"""Parts of templates that stay compiled: a template has about five."""


def fill(name: str, content: bytes, context: TemplateContext) -> Document:
    """The document that the template makes of a context. Raises InvalidData for a mistake in the template."""
    template = _opened(name, content)
    try:
        template.render(context, _environment())
    except (*FAILURES, etree.XMLSyntaxError) as error:
        raise _refusal(name, content, context) from error
    document: Document = template.docx
    return document


def _opened(name: str, content: bytes) -> _WordTemplate:
    template = _WordTemplate(io.BytesIO(content))
    try:
        template.init_docx()
    except (etree.XMLSyntaxError, LookupError, ValueError, BadZipFile) as error:
        raise no_template(name) from error
    return template


@cache
def _environment() -> Sandbox:
    environment = Sandbox(finalize=as_shown)
    environment.filters |= FILTERS
    return environment


@lru_cache(maxsize=_KEPT)
def _compiled(source: str) -> JinjaTemplate:
    """The parts of a template, compiled once, though it may be filled for two hundred letters."""
    return _environment().from_string(source)


def _refusal(name: str, content: bytes, context: TemplateContext) -> InvalidData:
    """The paragraph at fault by itself; where none is, that whose tag does not fit those of others."""
    found = fault(name, content, context, _environment()) or apart(name, content)
    return found or no_template(name)


class _WordTemplate(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """docxtpl, except that the data is not searched for tags, and broken XML is an error."""

    def render_xml_part(
        self, src_xml: str, part: Any, context: TemplateContext, jinja_env: Any = None
    ) -> str:
        """Fill one part; docxtpl also turns `{_{` into `{{` here, in the data too."""
        self.current_rendering_part = part
        _environment().begin()
        return str(self.resolve_listing(_compiled(src_xml).render(context)))

    def render_properties(self, context: TemplateContext, jinja_env: Any = None) -> None:
        """Leave the file's properties: they are no template."""

    def fix_tables(self, xml: str) -> Any:
        """Let docxtpl mend column counts, of what is well-formed: its parser drops what is not."""
        etree.fromstring(xml, etree.XMLParser(resolve_entities=False, huge_tree=True))
        return super().fix_tables(xml)
