"""Where the template of a document comes from."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.documents import TEMPLATES
from tests.support.refusals import bad_usage

from ct58.services.documents.templates import find_markdown, find_template, kind_named
from ct58.services.setup.seeding import begin
from ct58.views.document import DOCUMENT_TYPES, DocumentKind


@pytest.mark.parametrize("kind", DOCUMENT_TYPES)
def test_ct58_brings_a_template_for_every_kind(kind: DocumentKind, tmp_path: Path) -> None:
    """Used where the office has none of its own."""
    found = find_template(kind, tmp_path / "data")
    assert found.content == (TEMPLATES / f"{DOCUMENT_TYPES[kind].template}.docx").read_bytes()
    assert found.name == f"templates/{DOCUMENT_TYPES[kind].template}.docx"


def test_the_offices_own_template_comes_before_ct58s(tmp_path: Path) -> None:
    """`templates/` beside the data folder, however the folder was named."""
    own = tmp_path / "templates" / "bao-cao.docx"
    own.parent.mkdir()
    own.write_bytes(b"own")
    (tmp_path / "data").mkdir()
    assert find_template("report", tmp_path / "data").content == b"own"
    assert find_template("letter", tmp_path / "data").content != b"own"


def test_the_chosen_file_comes_first(tmp_path: Path) -> None:
    """It is named as the person named it."""
    chosen = tmp_path / "mau-cua-toi.docx"
    chosen.write_bytes(b"chosen")
    found = find_template("report", tmp_path / "data", chosen)
    assert (found.name, found.content) == (str(chosen), b"chosen")


def test_a_chosen_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """Instead of quietly taking another."""
    with bad_usage("There is no template"):
        find_template("report", tmp_path / "data", tmp_path / "khong-co.docx")


def test_a_new_folder_has_the_templates_to_change(tmp_path: Path) -> None:
    """`init` lays them beside the data."""
    begin(tmp_path / "moi", {}, lambda message: message.text)
    assert {path.name for path in (tmp_path / "moi" / "templates").iterdir()} == {
        path.name for path in TEMPLATES.iterdir()
    }


def test_markdown_goes_on_from_the_offices_own_and_from_ct58s(tmp_path: Path) -> None:
    """The office's folder before ct58's; nothing else can be reached."""
    own = tmp_path / "templates"
    own.mkdir()
    (own / "bao-cao.md.jinja").write_text('{% extends "bao-cao.md.jinja" %}', "utf-8")
    (own / "loi.md.jinja").write_text("Của tôi", "utf-8")
    found = find_markdown("report", tmp_path / "data")
    assert found.chosen.name == "templates/bao-cao.md.jinja"
    assert set(found.own) == {"bao-cao.md.jinja", "loi.md.jinja"}
    assert set(found.brought) == {path.name for path in TEMPLATES.glob("*.jinja")}


@pytest.mark.parametrize("kind", DOCUMENT_TYPES)
def test_a_templates_name_says_its_kind(kind: DocumentKind) -> None:
    """Of those that share one, the first."""
    stem = DOCUMENT_TYPES[kind].template
    of_word, of_markdown = kind_named(f"{stem}.docx"), kind_named(f"{stem}.md.jinja")
    assert of_word is not None
    assert of_word == of_markdown
    assert DOCUMENT_TYPES[of_word].template == stem
    assert kind_named("cua-toi.docx") is None
