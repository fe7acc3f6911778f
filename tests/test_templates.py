"""The templates that ct58 brings, held against the Party's form (domain.md §5) measure by measure, filled and opened."""

from __future__ import annotations

import importlib.util
import random
import re
import sys
from dataclasses import fields
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree
from tests.support.documents import (
    ISSUED_ON,
    MADE_ON,
    TEMPLATES,
    all_texts,
    chart,
    head,
    letter,
    markdown_templates,
    opened,
    own_template,
    parts,
    rendered,
    rendered_markdown,
    repacked,
    report,
    sections,
    with_charts,
    work_programme,
)
from tests.support.refusals import words_of
from tests.support.word import look, named, needs_office, number, pages, setting

from ct58.errors import InvalidData
from ct58.render.documents.docx import render_docx
from ct58.render.documents.examples import example_contexts
from ct58.render.documents.filters import FILTERS
from ct58.render.documents.form_profile import profile_on
from ct58.render.documents.free_tables import width_in_mm
from ct58.render.documents.markdown import MARKDOWN_FILTERS, render_markdown
from ct58.render.documents.tags import (
    ROW_TAGS,
    DocumentRow,
    TemplateContext,
    letter_context,
    report_context,
    work_programme_context,
)
from ct58.render.documents.template_faults import Template
from ct58.render.words.rows import DutyRow, GroupRow, IndicatorRow, TaskRow, UnitRow
from ct58.views.document import DOCUMENT_TYPES

TOOLS = Path(__file__).parents[1] / "tools"
GUIDE = Path(__file__).parents[1] / "docs" / "mau-van-ban.md"
NAMES = ("bao-cao.docx", "cong-van.docx", "chuong-trinh.docx")
TWIPS_PER_MM = 1440 / 25.4


def _context(name: str) -> TemplateContext:
    made: dict[str, TemplateContext] = {
        "bao-cao.docx": report_context(report()),
        "cong-van.docx": letter_context(letter()),
        "chuong-trinh.docx": work_programme_context(work_programme()),
    }
    return made[name]


@pytest.fixture(scope="module", params=NAMES)
def each(request: pytest.FixtureRequest) -> WordDocument:
    """A document from each template."""
    return rendered(request.param, _context(request.param))


@pytest.fixture(scope="module")
def made() -> WordDocument:
    """A report with every part."""
    return rendered("bao-cao.docx", _context("bao-cao.docx"))


@pytest.fixture(scope="module")
def sent() -> WordDocument:
    """A letter."""
    return rendered("cong-van.docx", _context("cong-van.docx"))


# ------------------------------------------------------------------------------------ page


def test_every_page_is_a4_with_the_forms_margins(each: WordDocument) -> None:
    """210 × 297 mm; 20, 20, 30 and 15 mm; the page number 10 mm from the edge."""
    for section in each.sections:
        page = section._sectPr
        size, margins = page.find(qn("w:pgSz")), page.find(qn("w:pgMar"))
        sides = sorted(int(size.get(qn(f"w:{side}"))) for side in "wh")
        assert sides == [11906, 16838]
        assert {
            side: int(margins.get(qn(f"w:{side}"))) for side in ("top", "bottom", "left", "right", "header")
        } == {
            "top": 1134,
            "bottom": 1134,
            "left": 1701,
            "right": 850,
            "header": 567,
        }


def test_wide_appendices_lie_on_their_side(made: WordDocument) -> None:
    """The report itself and the appendices of units stand."""
    turned = [section.orientation.name for section in made.sections]
    assert turned == ["PORTRAIT", "LANDSCAPE", "LANDSCAPE", "LANDSCAPE", "PORTRAIT", "PORTRAIT"]


def test_the_page_number_is_centred_at_the_top_and_hidden_on_first_pages(each: WordDocument) -> None:
    """Each appendix is numbered for itself, from 1."""
    for section in each.sections:
        assert section.different_first_page_header_footer
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        (shown,) = section.header.paragraphs
        field = shown._p.find(qn("w:fldSimple"))
        assert (field.get(qn("w:instr")).strip(), look(shown)) == ("PAGE", "14 center")
        assert [p.text for p in section.first_page_header.paragraphs] == [""]


def test_everything_is_in_times_new_roman(each: WordDocument) -> None:
    """For every script, and no style or run says otherwise."""
    fonts = each.styles.element.findall(f".//{qn('w:rFonts')}")
    assert [set(font.attrib.values()) for font in fonts] == [{"Times New Roman"}]
    assert each.element.body.findall(f".//{qn('w:rFonts')}") == []


# ------------------------------------------------------------------------------------ head


def _cells(document: WordDocument, row: int) -> list[list[Paragraph]]:
    return [cell.paragraphs for cell in document.tables[0].rows[row].cells]


def test_the_head_is_a_table_without_lines_of_80_and_85_mm(each: WordDocument) -> None:
    """Together as wide as the text."""
    table = each.tables[0]
    widths = [round(column.width / 635) for column in table.columns]
    assert sum(widths) == 9355
    assert widths[0] == pytest.approx(80 * TWIPS_PER_MM, abs=1)
    assert table._tbl.tblPr.find(qn("w:tblStyle")) is None
    assert table._tbl.tblPr.find(qn("w:tblBorders")) is None


def test_names_number_and_date_look_as_the_form_says(made: WordDocument) -> None:
    """Capitals 14; the issuing body bold and in two lines; the number without a colon; the date 14 italic."""
    names, party = _cells(made, 0)
    below, date = _cells(made, 1)
    assert [(p.text, look(p)) for p in names] == [
        ("ĐẢNG BỘ TỈNH THANH HÓA", "14 center"),
        ("ĐẢNG ỦY KHỐI CƠ QUAN\nVÀ DOANH NGHIỆP TỈNH", "14 bold center"),
    ]
    assert [(p.text, look(p)) for p in below] == [("*", "14 center"), ("Số 15-BC/ĐUK", "14 center")]
    assert (party[0].text, look(party[0])) == ("ĐẢNG CỘNG SẢN VIỆT NAM", "15 bold center")
    day = "ngày\u00a005\u00a0tháng\u00a07\u00a0năm\u00a02021"
    assert (date[-1].text, look(date[-1])) == (f"Thanh Hóa, {day}", "14 italic center")


def test_the_line_below_the_partys_name_is_as_long_as_the_name(each: WordDocument) -> None:
    """A solid line, within a tenth of a millimetre, centred as the name is."""
    line = _cells(each, 0)[1][1]
    left, right = (number(line, "w:ind", side) for side in ("w:left", "w:right"))
    length = (round(each.tables[0].columns[1].width / 635) - left - right) / TWIPS_PER_MM
    assert length == pytest.approx(width_in_mm("ĐẢNG CỘNG SẢN VIỆT NAM", 15), abs=0.1)
    assert left == right
    assert setting(line, "w:pPr", "w:pBdr").find(qn("w:top")).get(qn("w:val")) == "single"


def test_title_and_subject_are_centred_and_bold_above_five_hyphens(made: WordDocument) -> None:
    """The title in capitals 16, the subject in small letters 14."""
    (title,), (subject,), (hyphens,) = (named(made, name) for name in ("Title", "Subtitle", "Dưới trích yếu"))
    assert (title.text, look(title)) == ("BÁO CÁO", "16 bold center")
    assert look(subject) == "14 bold center"
    assert (hyphens.text, look(hyphens)) == ("-----", "14 center")


def test_a_letter_has_no_title_and_its_subject_below_the_number(sent: WordDocument) -> None:
    """12 italic, in the head's left column; to whom stands centred."""
    assert named(sent, "Title") == named(sent, "Subtitle") == named(sent, "Dưới trích yếu") == []
    subject = _cells(sent, 1)[0][-1]
    assert (subject.text, look(subject)) == ("Đôn đốc gửi báo cáo quý II/2021", "12 italic center")
    assert [p.text for p in named(sent, "Kính gửi")] == ["Kính gửi: Đảng ủy Sở Y tế"]


def test_several_addressees_stand_below_each_other() -> None:
    """Each with a hyphen."""
    made = rendered("cong-van.docx", letter_context(letter(addressees=("Đảng ủy A", "Đảng ủy B"))))
    assert [p.text for p in named(made, "Kính gửi")] == ["Kính gửi:", "- Đảng ủy A", "- Đảng ủy B"]


def test_what_is_not_issued_leaves_room_for_number_and_date() -> None:
    """Never a number of its own."""
    drafted = report(head=head(number=None, on=None))
    below, date = _cells(rendered("bao-cao.docx", report_context(drafted)), 1)
    assert re.fullmatch("Số \u00a0+-BC/ĐUK", below[-1].text)
    assert re.fullmatch("Thanh Hóa, ngày\u00a0+tháng\u00a0+năm\u00a02021", date[-1].text)


def test_nothing_of_the_states_form_gets_in(each: WordDocument) -> None:
    """No name of the State, no motto, no colon after the word for number, authority with a slash."""
    text = "\n".join(element.text or "" for element in each.element.body.iter(qn("w:t")))
    for foreign in ("CỘNG HÒA", "Độc lập", "Số:", "TM.", "TL.", "V/v"):
        assert foreign not in text


# ------------------------------------------------------------------------------------ text


@pytest.mark.parametrize("style", ["Body Text", "Heading 1", "Heading 2", "Heading 3", "Đoạn cuối"])
def test_text_is_justified_indented_and_spaced_exactly(made: WordDocument, style: str) -> None:
    """14 points, first line 10 mm, lines of exactly 18 points or more, 6 points or more between paragraphs."""
    found = named(made, style)
    assert found
    for paragraph in found:
        assert look(paragraph).split()[0] == "14"
        assert look(paragraph).endswith("both")
        assert number(paragraph, "w:ind", "w:firstLine") == 567
        assert number(paragraph, "w:spacing", "w:line") >= 18 * 20
        assert setting(paragraph, "w:pPr", "w:spacing").get(qn("w:lineRule")) == "exact"
        assert number(paragraph, "w:spacing", "w:after") >= 6 * 20


def test_headings_are_bold_navigable_and_stay_with_their_text(made: WordDocument) -> None:
    """Word's own styles, with the levels that its navigation shows; appendices stand there too."""
    for level, style in enumerate(("Heading 1", "Heading 2", "Heading 3"), start=1):
        for heading in named(made, style):
            assert "bold" in look(heading)
            assert setting(heading, "w:pPr", "w:outlineLvl").get(qn("w:val")) == str(level - 1)
            assert setting(heading, "w:pPr", "w:keepNext") is not None
    assert [number(p, "w:outlineLvl", "w:val") for p in named(made, "Phụ lục")] == [0] * 5


def test_the_text_ends_with_its_mark(each: WordDocument) -> None:
    """`./.` once, behind the last paragraph."""
    (last,) = named(each, "Đoạn cuối")
    assert last.text.endswith("./.")
    assert not last.text.endswith(("../.", "./../."))


def test_the_layout_fits_the_rule_of_the_date_of_issue(made: WordDocument) -> None:
    """The same paragraph under the rule in force on that day."""
    assert number(named(made, "Body Text")[0], "w:spacing", "w:line") / 20 in profile_on(ISSUED_ON).text_line


# ------------------------------------------------------------------------------------ sign-off


def _sign_off(document: WordDocument) -> Table:
    return next(table for table in document.tables if _first_style(table) == "Nơi nhận")


def _first_style(table: Table) -> str | None:
    """The style of a table's first paragraph."""
    style = table.rows[0].cells[0].paragraphs[0].style
    return style.name if style else None


def test_who_signs_and_who_receives_it_look_as_the_form_says(made: WordDocument) -> None:
    """Authority bold, office plain, both capitals 14; four blank lines; the name bold; recipients 12."""
    left, right = (cell.paragraphs for cell in _sign_off(made).rows[0].cells)
    assert [(p.text, look(p)) for p in right] == [
        ("T/M BAN THƯỜNG VỤ", "14 bold center"),
        ("BÍ THƯ", "14 center"),
        *[("", "14 center")] * 4,
        ("Trần Văn Hải", "14 bold center"),
    ]
    assert [(p.text, look(p)) for p in left] == [
        ("Nơi nhận:", "14 underlined left"),
        ("- Ban Thường vụ TU (báo cáo),", "12 left"),
        ("- Các ban,", "12 left"),
        ("- Lưu VP.", "12 left"),
    ]


def test_without_an_authority_the_office_stands_alone() -> None:
    """The head of the office signs for nobody else."""
    made = rendered("bao-cao.docx", report_context(report(head=head(role="nobody"))))
    assert named(made, "Quyền hạn") == []


def test_where_nobody_is_named_to_receive_it_nothing_asks_for_receivers() -> None:
    """No “Nơi nhận:” above an empty place; who keeps a copy is the office's to say."""
    made = rendered("bao-cao.docx", report_context(report(head=head(role="reminder"))))
    left, right = _sign_off(made).rows[0].cells
    assert left.text == ""
    assert "CHÁNH VĂN PHÒNG" in right.text


def test_the_sign_off_never_splits_and_the_last_words_stay_with_it(each: WordDocument) -> None:
    """One row that no page break divides, each of its paragraphs and the one before it kept with the next."""
    (row,) = _sign_off(each).rows
    assert _row_setting(row, "w:cantSplit") is not None
    inside = [paragraph for cell in row.cells for paragraph in cell.paragraphs]
    for paragraph in [*named(each, "Đoạn cuối"), *inside]:
        assert setting(paragraph, "w:pPr", "w:keepNext") is not None


# ------------------------------------------------------------------------------------ tables


def _row_setting(row: Any, name: str) -> Any:
    return row._tr.trPr.find(qn(name))


def _data_tables(document: WordDocument) -> list[Table]:
    """The tables with lines, whether their columns' widths are the template's or those that their words need."""
    lined = ("Table Grid", "Bảng tự do")
    return [table for table in document.tables if table.style is not None and table.style.name in lined]


def test_header_rows_repeat_and_no_row_breaks(each: WordDocument) -> None:
    """In every table of data; only the first row is a header."""
    tables = _data_tables(each)
    assert tables
    for table in tables:
        rows = list(table._tbl.iterfind(qn("w:tr")))
        properties = [row.find(qn("w:trPr")) for row in rows]
        assert all(found.find(qn("w:cantSplit")) is not None for found in properties)
        assert [found.find(qn("w:tblHeader")) is not None for found in properties] == [True] + [False] * (
            len(rows) - 1
        )


def test_tables_are_as_wide_as_the_text(made: WordDocument) -> None:
    """Cells and grid agree; landscape pages have 252 mm of text."""
    totals = [sum(round(column.width / 635) for column in table.columns) for table in _data_tables(made)]
    assert totals == [14287, 14287, 14287, 9355, 9355]


def test_an_appendix_gives_its_room_to_the_columns_that_need_it() -> None:
    """Empty remarks get little, names all that they need; the same in every row, also in one that begins a group."""
    units = tuple(
        UnitRow(number=str(place), unit=f"Đảng bộ Tổng công ty Mẫu {place}", due="20/01/2026")
        for place in (8, 9)
    )
    document = report(units=(GroupRow(number="I", title="Doanh nghiệp"), *units))
    table = _data_tables(rendered("bao-cao.docx", report_context(document)))[3]
    widths = [round(column.width / 635) for column in table.columns]
    assert widths[1] > 2 * widths[7]
    _, group, *rows = ([cell.width.twips for cell in row._tr.tc_lst] for row in table.rows)
    assert group == [widths[0], sum(widths[1:])]
    assert rows == [widths, widths]


def test_a_reports_tables_have_the_columns_that_the_office_uses(made: WordDocument) -> None:
    """The twelve of the indicators, the appendix's own seven with what was submitted and what has become of each task."""
    titles = [[cell.text for cell in table.rows[0].cells] for table in _data_tables(made)]
    assert titles[0] == [
        "TT", "Chỉ tiêu", "ĐVT", "Kế hoạch", "Thực hiện kỳ", "Lũy kế", "Tử số/Mẫu số", "Tỷ lệ (%)",
        "So kế hoạch", "So cùng kỳ", "Đánh giá", "Số đơn vị đã/chưa báo cáo",
    ]  # fmt: skip
    assert titles[1] == [
        "TT", "Tên nhiệm vụ", "Cơ quan chuẩn bị", "Thời gian trình", "Trình BTV", "Trình BCH",
        "Hình thức văn bản", "Ngày trình", "Số, ngày văn bản", "Tình trạng", "Số ngày quá hạn",
    ]  # fmt: skip


def test_groups_stand_over_the_whole_width_and_empty_tables_say_so(made: WordDocument) -> None:
    """A bold row begins a group; a table without rows is not left blank."""
    tasks, next_due = _data_tables(made)[1], _data_tables(made)[4]
    assert [cell.text for cell in tasks.rows[1].cells] == ["I", *["Tuyên truyền"] * 10]
    assert {cell.text for cell in next_due.rows[1].cells} == {"Không có."}


def test_an_appendix_that_is_not_made_leaves_nothing_behind() -> None:
    """Neither its title nor an empty page; the others are numbered on."""
    some = report(indicators=None, duties=None, next_due=None)
    made = rendered("bao-cao.docx", report_context(some))
    assert [p.text for p in named(made, "Phụ lục")] == ["PHỤ LỤC 1", "PHỤ LỤC 2"]
    assert len(made.sections) == 3
    alone = report(indicators=None, tasks=None, duties=None, units=None, next_due=None)
    assert len(rendered("bao-cao.docx", report_context(alone)).sections) == 1


# ------------------------------------------------------------------------------------ the files


def _tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, TOOLS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def built() -> dict[str, bytes]:
    """What the tool builds: file name → content."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(TOOLS))
        found = dict(_tool("build_templates").templates())
    for name in ("wordml", "word_styles"):
        sys.modules.pop(name, None)
    return found


def test_the_committed_templates_are_what_the_tool_builds(built: dict[str, bytes]) -> None:
    """Byte by byte, on any computer; `python tools/build_templates.py` writes them anew."""
    committed = {path.name: path.read_bytes() for path in TEMPLATES.glob("*.docx")}
    assert committed == built


@pytest.mark.parametrize("name", NAMES)
def test_the_guide_names_everything_that_a_template_may_use(name: str) -> None:
    """`docs/mau-van-ban.md` explains each name, of lists and their entries too."""
    guide = GUIDE.read_text(encoding="utf-8")
    known = _names(_context(name)) | _names(report_context(with_charts(chart())))
    assert [name for name in sorted(known) if f"`{name}`" not in guide] == []


def test_charts_stand_in_two_columns_behind_the_work() -> None:
    """As wide as a column, with a table of their numbers; without any there is no appendix."""
    made = rendered("bao-cao.docx", report_context(with_charts(chart())))
    assert [section.orientation.name[0] for section in made.sections] == [*"PLLLLLPP"]
    (frame,) = made.element.body.iter("{*}inline")
    assert int(frame.find("{*}extent").get("cx")) / 36_000 <= 125
    titles = [p.text for p in named(made, "Tên phụ lục")]
    assert titles[3] == "BIỂU ĐỒ"
    assert [p.text for p in named(made, "Phụ lục")] == [f"PHỤ LỤC {number}" for number in range(1, 7)]
    assert [p.text for p in named(made, "Ghi chú bảng")] == ["Có số liệu ước."]


def _names(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(_names, value.values()))
    return set().union(*map(_names, value)) if isinstance(value, list) else set()


def test_tags_are_plain_text_that_a_secretary_can_read() -> None:
    """Each stands whole in one run, as it was written."""
    for name in NAMES:
        for element in opened((TEMPLATES / name).read_bytes()).element.body.iter(qn("w:t")):
            assert (element.text or "").count("{") == (element.text or "").count("}")


@pytest.mark.parametrize(
    ("tag", "row"),
    [
        ("pl_chi_tieu", IndicatorRow),
        ("pl_nhiem_vu", TaskRow),
        ("pl_thuong_xuyen", DutyRow),
        ("pl_don_vi", UnitRow),
    ],
)
def test_every_field_of_a_row_has_its_name_and_its_column_in_word_and_markdown(
    tag: str, row: type[DocumentRow]
) -> None:
    """A field that one form shows and another forgets would be missed only on paper."""
    assert list(ROW_TAGS[row].values()) == [field.name for field in fields(row)]
    markdown = (TEMPLATES / "bao-cao.md.jinja").read_text(encoding="utf-8")
    (table,) = re.findall(rf"{tag}\.cac_dong \| bang\((.*?)\) }}}}", markdown, re.DOTALL)
    assert [name for name in re.findall(r"(\w+)=", table) if name != "phai"] == list(ROW_TAGS[row])
    word = all_texts(own_template("bao-cao.docx").content)
    (part,) = re.findall(rf"for dong in {tag}\.cac_dong(.*?)endfor", word, re.DOTALL)
    assert [name for name in re.findall(r"dong\.(\w+)", part) if name not in ("nhom", "ten")] == [
        "tt",
        *ROW_TAGS[row],
    ]


@pytest.mark.parametrize("name", ["bao-cao", "cong-van", "chuong-trinh"])
def test_the_guide_names_every_block_and_every_filter(name: str) -> None:
    """What a template of the office may change, and what it may do with a value."""
    guide = GUIDE.read_text(encoding="utf-8")
    blocks = re.findall(r"{% block (\w+) %}", (TEMPLATES / f"{name}.md.jinja").read_text(encoding="utf-8"))
    assert [block for block in blocks if f"`{block}`" not in guide] == []
    named = [*FILTERS, *MARKDOWN_FILTERS]
    assert [word for word in named if not re.search(rf"\| {word}\b", guide)] == []


@pytest.mark.parametrize("name", NAMES)
def test_word_and_markdown_fill_an_example_and_as_little_as_may_be(name: str) -> None:
    """Neither template asks for what a document may lack; and both say what the example says."""
    stem = name.removesuffix(".docx")
    kind = next(kind for kind, found in DOCUMENT_TYPES.items() if found.template == stem)
    for context in example_contexts(kind):
        assert all_texts(render_docx(own_template(name), context, made_on=MADE_ON)).strip()
        assert "{" not in rendered_markdown(f"{stem}.md.jinja", context)


# ------------------------------------------------------------------------------------ damage

_TAGS = re.compile(r"\{[{%#].*?[}%#]\}")
_BEGINS, _ENDS = re.compile(r"\{%\w*\s*(?:if|for|block)\b"), re.compile(r"\{%\w*\s*end(?:if|for|block)\b")
_DAMAGE = "{}%#pr tce|=_x"


def _damaged(text: str, dice: random.Random) -> str:
    """A text with one sign of a tag left out, doubled, or exchanged."""
    tag = dice.choice(list(_TAGS.finditer(text)))
    place = dice.randrange(tag.start(), tag.end())
    sign = dice.choice(("", text[place] * 2, dice.choice(_DAMAGE)))
    return text[:place] + sign + text[place + 1 :]


def _standing(paragraphs: list[str]) -> list[str]:
    """What stands outside of tags, and of what is only printed where something is so."""
    found, depth = list[str](), 0
    for paragraph in paragraphs:
        if depth == 0 and not _BEGINS.search(paragraph):
            found += [piece.strip() for piece in _TAGS.split(paragraph) if piece.strip()]
        depth += len(_BEGINS.findall(paragraph)) - len(_ENDS.findall(paragraph))
    return found


@pytest.mark.parametrize("name", ["bao-cao", "cong-van", "chuong-trinh"])
def test_a_damaged_markdown_template_is_refused_or_loses_nothing(name: str) -> None:
    """By its line, in our own words."""
    dice = random.Random(58)  # noqa: S311  # a test does the same every time
    whole = (TEMPLATES / f"{name}.md.jinja").read_text(encoding="utf-8")
    for _round in range(120):
        text = _damaged(whole, dice)
        chosen = Template(name=f"{name}.md.jinja", content=text.encode())
        try:
            made = render_markdown(markdown_templates(chosen), _context(f"{name}.docx"))
        except InvalidData as refusal:
            said = words_of(refusal)
            assert re.match(rf"{name}\.md\.jinja, line [0-9]+ ", said), said
            assert not re.search("expected|got '|unexpected|object|Error", said), said
        else:
            assert [line for line in _standing(text.split("\n")) if line not in made] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_damaged_template_is_refused_or_loses_nothing(name: str) -> None:
    """By its place, and in our own words; whatever sign of a tag is left out or mistyped."""
    dice = random.Random(58)  # noqa: S311  # a test does the same every time
    whole = parts(own_template(name).content)
    for _round in range(40):
        root = etree.fromstring(whole["word/document.xml"])
        tagged = [node for node in root.iter(qn("w:t")) if _TAGS.search(node.text or "")]
        hit = dice.choice(tagged)
        hit.text = _damaged(hit.text or "", dice)
        content = repacked({**whole, "word/document.xml": etree.tostring(root)})
        template = Template(name=name, content=content)
        try:
            made = all_texts(render_docx(template, _context(name), made_on=MADE_ON))
        except InvalidData as refusal:
            said = words_of(refusal)
            assert re.match(rf"{name}, paragraph [0-9]+ ", said), (hit.text, said)
            assert not re.search("expected|got '|unexpected|object|Error", said), said
        else:
            texts_before = ["".join(p.itertext(qn("w:t"))) for p in root.iter(qn("w:p"))]
            assert [text for text in _standing(texts_before) if text not in made] == [], hit.text


# ------------------------------------------------------------------------------------ on paper


@pytest.mark.slow
@needs_office
def test_libreoffice_prints_it_as_the_form_demands(tmp_path: Path) -> None:
    """Numbers from page 2 on, titles of columns on every page, no empty page, nothing of the tags."""
    content = render_docx(own_template("bao-cao.docx"), _context("bao-cao.docx"), made_on=MADE_ON)
    (printed,) = pages(tmp_path, {"bao-cao": content}).values()
    assert "BÁO CÁO" in printed[0]
    assert not re.match(r"\s*1\s*\n", printed[0])
    assert all(page.strip() for page in printed)
    assert not any("{" in page for page in printed)
    units = [page for page in printed if "Chi bộ" in page]
    assert len(units) > 1
    assert all("Hạn gửi" in page for page in units)
    assert [re.match(r"\s*(\d+)\s*\n", page)[1] for page in units[1:]] == [  # type: ignore[index]  # it must match
        str(number) for number in range(2, len(units) + 1)
    ]


@pytest.mark.slow
@needs_office
def test_the_sign_off_stays_on_one_page_wherever_it_falls(tmp_path: Path) -> None:
    """With the last words of the text, for texts of many lengths; no page holds the sign-off alone."""
    alone: dict[str, Any] = dict.fromkeys(("indicators", "tasks", "duties", "units", "next_due"))
    documents = {
        f"bao-cao-{count}": render_docx(
            own_template("bao-cao.docx"),
            report_context(report(sections=sections(count), **alone)),
            made_on=MADE_ON,
        )
        for count in range(1, 13)
    }
    lengths = set()
    for printed in pages(tmp_path, documents).values():
        lengths.add(len(printed))
        (page,) = [page for page in printed if "Nơi nhận:" in page]
        for part in ("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Trần Văn Hải", "Lưu VP.", "Kính trình Ban Thường vụ"):
            assert part in page
    assert len(lengths) > 2


@pytest.mark.slow
@needs_office
def test_a_letter_fits_one_page(tmp_path: Path) -> None:
    """With its names, its table and its sign-off."""
    content = render_docx(own_template("cong-van.docx"), _context("cong-van.docx"), made_on=MADE_ON)
    (printed,) = pages(tmp_path, {"cong-van": content}).values()
    assert len(printed) == 1
    for part in ("Số 15-CV/ĐUK", "Kính gửi: Đảng ủy Sở Y tế", "10 ngày", "T/L BAN THƯỜNG VỤ"):
        assert part in printed[0]
