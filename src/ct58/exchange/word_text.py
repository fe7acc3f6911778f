"""What a paragraph of a Word document says, as if all tracked changes had been accepted: runs, and what is no text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from typing import Any

from ct58.domain.text.prose import ProseRun
from ct58.records import record
from ct58.views.returned import Foreign

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_INSIDE = {
    f"{W}{name}" for name in ("ins", "moveTo", "hyperlink", "smartTag", "fldSimple", "sdtContent", "sdt")
}
_INSIDE |= {f"{W}{name}" for name in ("customXml", "dir", "bdo")}
_GONE = {
    f"{W}{name}"
    for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr")
}
_TEXTS: Mapping[str, str] = {
    f"{W}tab": " ",
    f"{W}ptab": " ",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
}
_FOREIGN: Mapping[str, Foreign] = {
    f"{W}drawing": "picture",
    f"{W}pict": "picture",
    f"{W}object": "picture",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent": "picture",
    f"{W}footnoteReference": "footnote",
    f"{W}endnoteReference": "footnote",
    f"{W}sym": "symbol",
    f"{W}tbl": "table",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath": "formula",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMathPara": "formula",
}
_LOOKS: Mapping[str, Foreign] = {
    f"{W}strike": "struck",
    f"{W}dstrike": "struck",
    f"{W}vanish": "hidden",
}
_OFF = frozenset({"0", "false", "off", "none"})


@record
class ParagraphText:
    """What a paragraph says. `ends` is false where its mark was deleted: the next one goes on with it."""

    runs: tuple[ProseRun, ...]
    foreign: tuple[Foreign, ...] = ()
    comments: tuple[str, ...] = ()
    ends: bool = True


@record
class CharacterStyles:
    """What the document says elsewhere about how words look: the ids of styles whose words are bold, italic."""

    bold: frozenset[str] = frozenset()
    italic: frozenset[str] = frozenset()


@record
class _Found:
    """What is gathered on the way through a paragraph."""

    styles: CharacterStyles
    runs: list[ProseRun] = field(default_factory=list)
    foreign: list[Foreign] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


def paragraph_text(paragraph: Any, styles: CharacterStyles) -> ParagraphText:
    """The runs of a paragraph, and what of it is no text."""
    found = _Found(styles=styles)
    for child in paragraph:
        _visit(child, found)
    ends = paragraph.find(f"{W}pPr/{W}rPr/{W}del") is None
    foreign = tuple(dict.fromkeys(found.foreign))
    return ParagraphText(
        runs=tuple(found.runs), foreign=foreign, comments=tuple(dict.fromkeys(found.comments)), ends=ends
    )


def _visit(element: Any, found: _Found) -> None:
    tag = element.tag
    if not isinstance(tag, str) or tag in _GONE:
        return
    if tag == f"{W}r":
        _visit_run(element, found)
    elif tag in _INSIDE:
        for child in element:
            _visit(child, found)
    elif tag == f"{W}commentRangeStart":
        found.comments.append(element.get(f"{W}id", ""))
    elif tag in _FOREIGN:
        found.foreign.append(_FOREIGN[tag])
    elif any(text.text for text in element.iter(f"{W}t")):
        found.foreign.append("other")


def _visit_run(run: Any, found: _Found) -> None:
    properties = run.find(f"{W}rPr")
    text = ""
    for child in run:
        if child.tag in _FOREIGN:
            found.foreign.append(_FOREIGN[child.tag])
        elif child.tag == f"{W}commentReference":
            found.comments.append(child.get(f"{W}id", ""))
        else:
            text += _TEXTS.get(child.tag, (child.text or "") if child.tag == f"{W}t" else "")
    if not text:
        return
    is_on = _looks(properties)
    found.foreign.extend(kind for tag, kind in _LOOKS.items() if is_on(tag) and text.strip())
    style = "" if properties is None else _value(properties.find(f"{W}rStyle"))
    is_bold, is_italic = is_on(f"{W}b"), is_on(f"{W}i")
    found.runs.append(
        ProseRun(
            text,
            style in found.styles.bold if is_bold is None else is_bold,
            style in found.styles.italic if is_italic is None else is_italic,
        )
    )


def _looks(properties: Any) -> Callable[[str], bool | None]:
    """Whether a run's own properties say that it looks some way; None where they don't say."""

    def is_on(tag: str) -> bool | None:
        element = None if properties is None else properties.find(tag)
        return None if element is None else _value(element) not in _OFF

    return is_on


def _value(element: Any) -> str:
    return "" if element is None else element.get(f"{W}val", "")


def character_styles(styles: Any) -> CharacterStyles:
    """The styles of words, from the styles' part; those of paragraphs say how whole paragraphs look, which is the form's."""
    found: dict[str, Any] = {
        style.get(f"{W}styleId", ""): style
        for style in (() if styles is None else styles.iter(f"{W}style"))
        if style.get(f"{W}type") == "character"
    }
    return CharacterStyles(
        bold=frozenset(name for name in found if _has(found, name, f"{W}b")),
        italic=frozenset(name for name in found if _has(found, name, f"{W}i")),
    )


def _has(styles: Mapping[str, Any], name: str, tag: str) -> bool:
    """Whether a style, or the first before it that says so, has a look."""
    for style in _ancestors(styles, name):
        properties = style.find(f"{W}rPr")
        is_on = _looks(properties)(tag)
        if is_on is not None:
            return is_on
    return False


def _ancestors(styles: Mapping[str, Any], name: str) -> Iterator[Any]:
    """A style and those that it is based on, each once."""
    seen: set[str] = set()
    while name in styles and name not in seen:
        seen.add(name)
        yield styles[name]
        name = _value(styles[name].find(f"{W}basedOn"))


# ------------------------------------------------------------------ lists


class ListNumbers:
    """The dashes and numbers that Word puts before the paragraphs of its own lists, counted as they come."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._levels = dict(_levels(numbering))
        self._styles: dict[str, Any] = {
            style.get(f"{W}styleId", ""): style
            for style in (() if styles is None else styles.iter(f"{W}style"))
        }
        self._counted: dict[tuple[str, int], int] = {}

    def before(self, paragraph: Any) -> str:
        """`- `, `+ `, `1. `, `a) `; empty for a paragraph of no list."""
        place = self._place(paragraph)
        if place is None:
            return ""
        kind, text, start = self._levels.get(place, ("bullet", "", 1))
        number, level = place
        if kind == "bullet":
            return "+ " if level else "- "
        if kind == "none":
            return ""
        self._counted[place] = self._counted.get(place, start - 1) + 1
        for other in [found for found in self._counted if found[0] == number and found[1] > level]:
            del self._counted[other]
        return f"{self._filled(text, number, level)} "

    def _filled(self, text: str, number: str, level: int) -> str:
        for above in range(level + 1):
            kind = self._levels.get((number, above), ("decimal", "", 1))[0]
            text = text.replace(f"%{above + 1}", _numeral(self._counted.get((number, above), 1), kind))
        return text

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        """Which list, and how deep in it: as the paragraph says, else its style."""
        style = _value(paragraph.find(f"{W}pPr/{W}pStyle"))
        said = [paragraph, *_ancestors(self._styles, style)]
        for properties in (found.find(f"{W}pPr/{W}numPr") for found in said):
            if properties is None:
                continue
            number, level = (_value(properties.find(f"{W}{name}")) for name in ("numId", "ilvl"))
            return (number, int(level or 0)) if number not in ("", "0") else None
        return None


def _levels(numbering: Any) -> Iterator[tuple[tuple[str, int], tuple[str, str, int]]]:
    """List and depth → how it is numbered, the text around the number, the first number."""
    kinds = (
        {}
        if numbering is None
        else {kind.get(f"{W}abstractNumId"): kind for kind in numbering.iter(f"{W}abstractNum")}
    )
    for number in () if numbering is None else numbering.iter(f"{W}num"):
        kind = kinds.get(_value(number.find(f"{W}abstractNumId")))
        for level in () if kind is None else kind.iter(f"{W}lvl"):
            said = [_value(level.find(f"{W}{name}")) for name in ("numFmt", "lvlText", "start")]
            yield (
                (number.get(f"{W}numId", ""), int(level.get(f"{W}ilvl", 0))),
                (said[0], said[1], int(said[2] or 1)),
            )


def _numeral(number: int, kind: str) -> str:
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 3)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("lowerRoman", "upperRoman"):
        roman = "".join(_romans(number))
        return roman if kind == "upperRoman" else roman.lower()
    return str(number)


def _romans(number: int) -> Iterable[str]:
    signs = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
    for value, sign in (*signs, (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        count, number = divmod(number, value)
        yield sign * min(count, 10)
