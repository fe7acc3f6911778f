"""What a report says of itself: in the file, and out of it again."""

from __future__ import annotations

import io
import zipfile

from lxml import etree
from tests.support.documents import MADE_ON, opened
from tests.support.returned import Edited, made

from ct58.exchange.report_origin import origin_in, with_origin
from ct58.views.returned import ReportOrigin, SectionOrigin

ORIGIN = ReportOrigin(
    period="2021-Q2",
    profile="superior",
    sections=(SectionOrigin(key='a"&<b', said="1", source="2"),),
    rest=("aa", "bb"),
)


def origin_of(content: bytes) -> ReportOrigin | None:
    """The origin in a file."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = [name for name in package.namelist() if name.startswith("customXml/item")]
        return origin_in(etree.fromstring(package.read(name)) for name in names)


def test_what_is_put_in_comes_out() -> None:
    """Also after python-docx has saved it."""
    content = with_origin(made({"a": "x"}, keeps_origin=False), ORIGIN, MADE_ON)
    assert origin_of(content) == ORIGIN
    assert origin_of(Edited(content).saved()) == ORIGIN
    assert opened(content).paragraphs


def test_equal_origins_give_equal_bytes() -> None:
    """As all documents."""
    plain = made({"a": "x"}, keeps_origin=False)
    assert with_origin(plain, ORIGIN, MADE_ON) == with_origin(plain, ORIGIN, MADE_ON)


def test_the_words_of_a_report_are_not_in_it_twice() -> None:
    """What an office takes out of a document before it is sent is out."""
    content = made({"a": "Lời bí mật."})
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        holding = [name for name in package.namelist() if "bí mật" in package.read(name).decode()]
    assert holding == ["word/document.xml"]


def test_custom_parts_of_others_are_no_origin() -> None:
    """An office's own template may have some."""
    assert origin_in([etree.fromstring("<report xmlns='urn:other'/>")]) is None
