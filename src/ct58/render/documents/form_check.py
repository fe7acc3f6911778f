"""Whether a template keeps the form in force on the date of issue: an office may change its templates, the rule it may not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from ct58.i18n import Message, N_, msg
from ct58.records import positional_record
from ct58.render.documents.form_profile import TWIPS_PER_MM, TWIPS_PER_POINT, FormProfile, Within
from ct58.render.documents.template_faults import Template, check_package, no_template

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROUNDING: Final = 0.2
"""Millimetres or points that a measure may differ: Word and LibreOffice round differently."""
_TEXT_STYLE: Final = "Body Text"
_TITLE_STYLE: Final = "Title"
_SUBJECT_STYLE: Final = "Subtitle"


@positional_record
class FormMeasure:
    """One thing that is measured: its name, what the template has, what the rule asks, and the unit of both."""

    name: str
    found: float
    asked: Within
    unit: str


def departures(template: Template, profile: FormProfile) -> tuple[Message, ...]:
    """What in a template is not as the rule says: page, margins, font, and the styles of title and text, where it has them.

    Each only once, however many sections have it. Raises InvalidData for a template that is no Word document.
    """
    check_package(template)
    with zipfile.ZipFile(io.BytesIO(template.content)) as package:
        document, styles = _read(template, package, "document"), _read(template, package, "styles")
    measures = dict.fromkeys([*_page(document, profile), *_text(styles, profile)])
    wrong = [_departure(template, profile, measure) for measure in measures if not _is_kept(measure)]
    return (*wrong, *_foreign_fonts(template, _fonts(document, styles), profile))


def _read(template: Template, package: zipfile.ZipFile, part: str) -> Any:
    from lxml import etree

    try:
        return etree.fromstring(package.read(f"word/{part}.xml"), etree.XMLParser(resolve_entities=False))
    except (KeyError, etree.XMLSyntaxError, zipfile.BadZipFile) as error:
        raise no_template(template.name) from error


def _page(document: Any, profile: FormProfile) -> Iterator[FormMeasure]:
    """Paper and margins of each section; a sheet may lie on its side."""
    for section in document.iter(f"{_W}sectPr"):
        size, margins = section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar")
        if size is None or margins is None:
            continue
        short, long = sorted(_twips(size, side) for side in "wh")
        yield _millimetres(N_("the width of the paper"), short, profile.page_width)
        yield _millimetres(N_("the height of the paper"), long, profile.page_height)
        for side, name, asked in (
            ("top", N_("the top margin"), profile.margin_top),
            ("bottom", N_("the bottom margin"), profile.margin_bottom),
            ("left", N_("the left margin"), profile.margin_left),
            ("right", N_("the right margin"), profile.margin_right),
            ("header", N_("the distance of the page number from the edge"), profile.header_distance),
        ):
            yield _millimetres(name, _twips(margins, side), asked)


def _text(styles: Any, profile: FormProfile) -> Iterator[FormMeasure]:
    """The styles of text, title and subject; a template without them is not asked."""
    known = {style.find(f"{_W}name").get(f"{_W}val").lower(): style for style in styles.iter(f"{_W}style")}
    for style, name, asked in (
        (_TEXT_STYLE, N_("the size of the text"), profile.text_size),
        (_TITLE_STYLE, N_("the size of the title"), profile.title_size),
        (_SUBJECT_STYLE, N_("the size of the subject"), profile.subject_size),
    ):
        size = _setting(known, style, "rPr", "sz", "val")
        if size is not None:
            yield FormMeasure(name, size / 2, asked, N_("points"))
    line = _setting(known, _TEXT_STYLE, "pPr", "spacing", "line")
    if line is not None:
        yield FormMeasure(N_("the spacing of lines"), line / TWIPS_PER_POINT, profile.text_line, N_("points"))
    first = _setting(known, _TEXT_STYLE, "pPr", "ind", "firstLine")
    if first is not None:
        yield _millimetres(N_("the indent of first lines"), first, profile.first_line)


def _setting(styles: Mapping[str, Any], name: str, kind: str, setting: str, attribute: str) -> float | None:
    """A number that a style itself sets; None where it does not."""
    style = styles.get(name.lower())
    found = None if style is None else style.find(f"{_W}{kind}/{_W}{setting}")
    value = None if found is None else found.get(f"{_W}{attribute}")
    return None if value is None else float(value)


def _fonts(document: Any, styles: Any) -> list[str]:
    """The fonts of the defaults, of the styles that paragraphs have, and of single words."""
    used = {style.get(f"{_W}val") for style in document.iter(f"{_W}pStyle", f"{_W}rStyle")}
    holders = [document, styles.find(f"{_W}docDefaults")]
    holders += [style for style in styles.iter(f"{_W}style") if style.get(f"{_W}styleId") in used]
    fonts = (font for holder in holders if holder is not None for font in holder.iter(f"{_W}rFonts"))
    return [name for font in fonts if (name := font.get(f"{_W}ascii"))]


def _foreign_fonts(template: Template, fonts: list[str], profile: FormProfile) -> Iterator[Message]:
    for font in dict.fromkeys(font for font in fonts if font != profile.font):
        yield msg(
            N_("{template}: the font {font} is used; {rule} asks for {asked}."),
            template=template.name,
            font=font,
            rule=profile.name,
            asked=profile.font,
        )


def _twips(element: Any, name: str) -> float:
    return float(element.get(f"{_W}{name}") or 0)


def _millimetres(name: str, found: float, asked: float) -> FormMeasure:
    return FormMeasure(name, round(found / TWIPS_PER_MM, 1), Within(asked, asked), N_("mm"))


def _is_kept(measure: FormMeasure) -> bool:
    asked = measure.asked
    most = None if asked.most is None else asked.most + _ROUNDING
    return measure.found in Within(asked.least - _ROUNDING, most)


def _departure(template: Template, profile: FormProfile, measure: FormMeasure) -> Message:
    return msg(
        N_("{template}: {measure} is {found} {unit}; {rule} asks for {asked} {unit}."),
        template=template.name,
        measure=msg(measure.name),
        found=_number(measure.found),
        unit=msg(measure.unit),
        rule=profile.name,
        asked=_asked(measure.asked),
    )


def _asked(asked: Within) -> Message:
    if asked.most is None:
        return msg(N_("at least {least}"), least=_number(asked.least))
    if asked.least == asked.most:
        return msg("{number}", number=_number(asked.least))
    return msg(N_("{least} to {most}"), least=_number(asked.least), most=_number(asked.most))


def _number(value: float) -> Decimal:
    """As the language writes it, with its comma or point."""
    return Decimal(f"{value:g}")
