"""Documents in Markdown: what a template may do, what never becomes markup, and how a mistake is named."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.documents import head, markdown_templates, rendered_markdown, report
from tests.support.refusals import words_of

from ct58.domain.text.prose import parse_prose
from ct58.errors import InvalidData
from ct58.render.documents.contents import ItemText, Section
from ct58.render.documents.markdown import render_markdown
from ct58.render.documents.tags import report_context
from ct58.render.documents.template_faults import Template
from ct58.views.page import Narrative

CONTEXT: dict[str, Any] = report_context(report(head=head()))


def fill(text: str, *, own: Template | None = None, **context: Any) -> str:
    """What a template makes of some values."""
    others = {"bao_cao": own} if own else {}
    return render_markdown(markdown_templates(_template(text), **others), context)


def _template(text: str, name: str = "mau.md.jinja") -> Template:
    return Template(name=name, content=text.encode())


def refusal(text: str, *, own: Template | None = None, **context: Any) -> str:
    """What the refusal of a template says, in English."""
    with pytest.raises(InvalidData) as found:
        fill(text, own=own, **context)
    return words_of(found.value)


# ------------------------------------------------------------------------------------ values


@pytest.mark.parametrize(
    ("template", "value", "expected"),
    [
        ("{{ x }}", "<b> *a* | # [c](d)", r"\<b\> \*a\* \| \# \[c\](d)"),
        ("{{ x }}", "- a", r"\- a"),
        ("{{ x }}", "1. a", r"1\. a"),
        ("- {{ x }}", "2) a", r"- 2\) a"),
        ("# {{ x }}", "1. a", "# 1. a"),
        ("Về {{ x }}", "- a", "Về - a"),
        ("{{ x }}", "hai\ndòng", "hai dòng"),
        ("{{ x }}", None, ""),
        ("{{ x }}", dt.date(2021, 7, 5), "05/7/2021"),
        ("{{ x | ngay_dai }}", dt.date(2021, 7, 5), "ngày 05 tháng 7 năm 2021"),
        ("{{ x | so }}", 15398, "15.398"),
        ("{{ x | so }}", 91.5, "91,5"),
        ("{{ x | so }}", "1.234", "1.234"),
        ("{{ x | so_dem }}", 3, "03"),
        ("{{ x | dam }}", "a*", r"**a\***"),
        ("{{ x | de_muc(3) }}", "I. A", "### I. A"),
        ("{{ x | de_muc }}", "", ""),
        ("{{ 'a' ~ (x | dam) ~ '*' }}", "b", r"a**b**\*"),
        ("{{ x + '*' }}", "*", r"\*\*"),
        ("{{ x | upper }}", "tw", "TW"),
        ("{% for a in x %}{{ loop.index }}{{ ', ' if not loop.last }}{% endfor %}", "abc", "1, 2, 3"),
    ],
)
def test_a_value_stands_as_it_is_and_a_filter_says_how(template: str, value: object, expected: str) -> None:
    """What stands in the data is no markup, wherever in a line it comes to stand."""
    assert fill(template, x=value) == f"{expected}\n"


@given(st.text(max_size=40))
def test_no_value_begins_a_heading_a_list_or_a_table(value: str) -> None:
    """A paragraph of data is one line, and one that Markdown takes for a paragraph."""
    (line,) = fill("{{ x }}!", x=value).removesuffix("\n").split("\n")
    assert not line.lstrip().startswith(("# ", "- ", "+ ", "* ", "> ", "|"))


def test_what_a_person_wrote_is_markdown_in_the_document_too() -> None:
    """Bold and slanted words, items of a list; no headings and no markup of other kinds."""
    prose = parse_prose("Đã **hoàn thành** *sớm*\n- Một\n1. Hai\n<b>Ba</b>")
    document = report(
        sections=(
            Section(prose=Narrative("overview", "Chung", prose), paragraphs=(ItemText("- 1. Bốn *"),)),
            Section(heading="x"),
        )
    )
    text = rendered_markdown("bao-cao.md.jinja", report_context(document))
    assert "Đã **hoàn thành** *sớm*\n\n- Một\n\n1. Hai\n\n\\<b>Ba\\</b>\n\n- 1\\. Bốn \\*\n" in text


def test_a_table_has_the_columns_that_the_template_names() -> None:
    """Numbers to the right, a group with its title, and a sentence where there is nothing."""
    rows = [{"nhom": True, "tt": "I", "ten": "Nhóm"}, {"nhom": False, "tt": "1", "viec": "a|b", "han": "-"}]
    template = '{{ x | bang(tt="TT", viec="Việc", han="Hạn", phai="tt") }}'
    assert (
        fill(template, x=rows)
        == "| TT | Việc | Hạn |\n| ---: | --- | --- |\n| I | Nhóm |  |\n| 1 | a\\|b | - |\n"
    )
    assert fill(template, x=[]) == "Không có.\n"


def test_paragraphs_are_parted_by_one_empty_line() -> None:
    """Whatever the tags between them leave."""
    assert fill("a\n\n{% if x %}\n\nb\n{% endif %}\n\n\n  \nc  \n\n", x=0) == "a\n\nc\n"


# ------------------------------------------------------------------------------------ going on from another


def test_an_office_changes_a_block_and_keeps_the_rest() -> None:
    """`{{ super() }}` is what stood there."""
    text = '{% extends "bao-cao.md.jinja" %}{% block dau %}Số {{ so_ky_hieu }}\n\n{{ super() }}{% endblock %}'
    made = fill(text, **CONTEXT)
    assert made.startswith("Số 15-BC/ĐUK\n\n# BÁO CÁO\n")
    assert "## PHỤ LỤC 1: KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU" in made


def test_the_offices_own_copy_goes_on_from_the_one_that_ct58_brings() -> None:
    """Under the same name, and another goes on from the office's."""
    own = _template(
        '{% extends "bao-cao.md.jinja" %}{% block dau %}Của tôi{% endblock %}', "templates/bao-cao.md.jinja"
    )
    made = fill('{% extends "bao-cao.md.jinja" %}', own=own, **CONTEXT)
    assert made.startswith("Của tôi\n")


# ------------------------------------------------------------------------------------ mistakes


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Một\n{{ trich_yeuu }}", "line 2 (“{{ trich_yeuu }}”): the name “trich_yeuu” is not known. Did you mean: trich_yeu?"),
        ("{{ trich_yeu }\n{{ trich_yeu }}", "line 1 (“{{ trich_yeu }”): a brace belongs to no tag."),
        ("{ trich_yeu }}", "line 1 (“{ trich_yeu }}”): a brace belongs to no tag."),
        ("a\n{% if trich_yeu", "line 2 (“{% if trich_yeu”): a brace belongs to no tag."),
        ("{% if trich_yeu %}\nx", "line 1 (“{% if trich_yeu %}”): “if” begins here and is never ended."),
        ("x\n{% endfor %}", "line 2 (“{% endfor %}”): “endfor” ends or parts what was not begun."),
        ("{% neu x %}", "“neu” is no tag."),
        ("{{ trich_yeu | sso }}", "the name “sso” is not known. Did you mean: so"),
        ("{{ trich_yeu | bang(tt='TT') }}", "the tag does with a value what cannot be done with it"),
        ("{{ cac_muc | bang(tt='TT') }}", "the name “tt” is not known."),
        ("{{ 1 / 0 }}", "the tag divides by zero."),
        ("{{ trich_yeu + 1 }}", "the tag does with a value what cannot be done with it"),
        ("{{ }}", "the tag is not written as it should be."),
        ("{% extends 'khong-co.md.jinja' %}", "there is no template “khong-co.md.jinja”."),
        ("{% include '../data/office.yaml' %}", "there is no template “../data/office.yaml”."),
        ("{{ trich_yeu.__class__ }}", "the tag asks for something that a template may not do"),
        ("{{ 'x' * 9999999999 }}", "the tag asks for something that a template may not do"),
        ("{{ 9 ** 999999999 }}", "the tag asks for something that a template may not do"),
        ("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "would never come to an end"),
        ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "would never come to an end"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(text: str, said: str) -> None:
    """And with what stands there; the engine's own words never get out."""
    assert f"mau.md.jinja, {said}" in (found := refusal(text, **CONTEXT)) or said in found
    assert found.startswith("mau.md.jinja, line ")


def test_a_mistake_in_the_template_that_is_gone_on_from_is_named_there() -> None:
    """By its own name and line."""
    own = _template("a\n{{ sai }}", "templates/bao-cao.md.jinja")
    assert refusal('{% extends "bao-cao.md.jinja" %}', own=own).startswith(
        "templates/bao-cao.md.jinja, line 2 "
    )


def test_what_is_no_text_is_no_template() -> None:
    """A Word file under another name."""
    with pytest.raises(InvalidData) as found:
        render_markdown(markdown_templates(Template(name="mau.md", content=b"PK\x03\x04\xff")), {})
    assert "mau.md is no text in UTF-8." in words_of(found.value)


def test_a_template_of_another_computer_may_have_a_mark_and_other_line_ends() -> None:
    """As Windows' own editor writes them."""
    template = Template(name="mau.md", content="\ufeff# a\r\n\r\n{{ x }}\r\n".encode())
    assert render_markdown(markdown_templates(template), {"x": "b"}) == "# a\n\nb\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{% extends "bao-cao.md.jinja" %}\nMất\n', "line 2 (“Mất”): this stands outside of every block"),
        ('{% extends "bao-cao.md.jinja" %}\n\n{{ trich_yeu }}\n', "line 3 (“{{ trich_yeu }}”): this stands"),
        (
            '{% extends "bao-cao.md.jinja" %}\n{% if trich_yeu %}\nMất\n{% endif %}\n',
            "line 3 (“Mất”): this stands outside",
        ),
        (
            '{% extends "bao-cao.md.jinja" %}\n{% block tieu_de %}Mất{% endblock %}\n',
            "line 2 (“{% block tieu_de %}Mất{% endblock %}”): the template that this one goes on from has no block",
        ),
    ],
)
def test_what_would_not_be_printed_is_refused(text: str, expected: str) -> None:
    """Jinja drops text beside the blocks, and blocks that the other template has no place for, without a word."""
    assert expected in refusal(text, **CONTEXT)


def test_what_prints_nothing_may_stand_beside_the_blocks() -> None:
    """Notes, names that are set, macros, and a block within another that is changed."""
    text = (
        '{# của Văn phòng #}\n{% extends "bao-cao.md.jinja" %}\n{% set ten = "Một" %}\n'
        "{% macro hai(x) %}{{ x }} hai{% endmacro %}\n\n"
        "{% block dau %}{{ ten }} {{ hai(ten) }}{% block rieng %} ba{% endblock %}{% endblock %}\n"
    )
    assert fill(text, **CONTEXT).startswith("Một Một hai ba\n")
