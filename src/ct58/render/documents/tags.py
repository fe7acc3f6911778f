"""The names that a template may use: Vietnamese without accents, for the secretary who opens it in Word.

Only this module knows both languages. `docs/mau-van-ban.md` explains every name; a test holds it against this one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from typing import Final

from ct58.records import positional_record
from ct58.render.documents.contents import (
    Appendix,
    BriefDocument,
    BriefSheet,
    ChartWithTable,
    FreeTable,
    LetterDocument,
    ReportDocument,
    Section,
    WorkProgrammeDocument,
)
from ct58.render.documents.form_profile import LAYOUT, FormProfile
from ct58.render.documents.free_tables import broken_capitals
from ct58.render.documents.prose import ProseText, prose_texts
from ct58.render.words.rows import (
    ANNEX_TITLES,
    DueRow,
    DutyRow,
    GroupRow,
    IndicatorRow,
    TaskRow,
    UnitRow,
)
from ct58.render.words.speech import Speech, vietnamese_long_date
from ct58.views.document import DOCUMENT_TYPES, OfficialHead

TemplateContext = dict[str, object]
DocumentRow = GroupRow | IndicatorRow | TaskRow | DutyRow | UnitRow | DueRow

_TEMPLATES: Final = Speech("vi")
"""The language of the templates."""
_END: Final = "./."
BLANK: Final = "\u00a0" * 6
"""Room to write by hand: spaces that no line break swallows."""
_SHORT_BLANK: Final = "\u00a0" * 4
ROW_TAGS: Final[Mapping[type[DocumentRow], Mapping[str, str]]] = {
    GroupRow: {"tt": "number", "ten": "title"},
    IndicatorRow: {
        "tt": "number",
        "chi_tieu": "title",
        "dvt": "measured_in",
        "ke_hoach": "plan",
        "thuc_hien_ky": "this_period",
        "luy_ke": "cumulative",
        "tu_mau": "fraction",
        "ty_le": "rate",
        "so_ke_hoach": "against_plan",
        "so_cung_ky": "against_last_year",
        "danh_gia": "verdict",
        "so_don_vi": "units_reported",
    },
    TaskRow: {
        "tt": "number",
        "nhiem_vu": "title",
        "chuan_bi": "prepared_by",
        "thoi_gian": "deadline",
        "trinh_btv": "to_first",
        "trinh_bch": "to_others",
        "hinh_thuc": "forms",
        "ngay_trinh": "submitted_on",
        "so_ngay_van_ban": "document",
        "tinh_trang": "status",
        "qua_han": "days_overdue",
    },
    DutyRow: {
        "tt": "number",
        "noi_dung": "title",
        "chu_tri": "lead",
        "phoi_hop": "with_",
        "thoi_han": "deadline",
        "san_pham": "product",
        "ngay_trinh": "submitted_on",
        "so_ngay_ban_hanh": "issued",
        "tinh_trang": "status",
        "qua_han": "days_overdue",
        "ghi_chu": "note",
    },
    UnitRow: {
        "tt": "number",
        "don_vi": "unit",
        "bao_cao": "report",
        "han": "due",
        "ngay_nhan": "received_on",
        "tinh_trang": "status",
        "cham": "days_late",
        "ghi_chu": "note",
    },
    DueRow: {
        "tt": "number",
        "noi_dung": "title",
        "chu_tri": "lead",
        "phoi_hop": "with_",
        "thoi_han": "deadline",
        "san_pham": "product",
        "trinh": "submit_to",
        "qua_han": "days_overdue",
        "ghi_chu": "note",
    },
}
"""Name in the template → field of the row."""


@positional_record
class UsualAppendix:
    """An appendix that templates know by a name of its own, and the field of the report that has its rows."""

    tag: str
    rows: str

    @property
    def title(self) -> str:
        """In the language of the templates."""
        return _TEMPLATES.gettext(ANNEX_TITLES[self.rows])


ANNEX_TITLE: Final = "CÁC ĐƠN VỊ VÀ NỘI DUNG ĐÔN ĐỐC"
"""The title of the list that goes with a letter to many."""
ANNEX_TAG: Final = "danh_sach"
"""The name by which a letter's template has that list; one that lacks it prints the list in the letter itself."""
BRIEF_TAG: Final = "tom_tat"
"""The sheet for the leader: in its own template, and before a report, where the report's template has a place for it."""
CHARTS_TAG: Final = "pl_bieu_do"
"""The name by which a report's template has the appendix of charts; one that lacks it shows none, and counts none."""
_BEFORE_CHARTS: Final = "pl_thuong_xuyen"
USUAL_APPENDICES: Final = (
    UsualAppendix("pl_chi_tieu", "indicators"),
    UsualAppendix("pl_nhiem_vu", "tasks"),
    UsualAppendix(_BEFORE_CHARTS, "duties"),
    UsualAppendix("pl_don_vi", "units"),
    UsualAppendix("pl_den_han", "next_due"),
)


def report_context(report: ReportDocument) -> TemplateContext:
    """What the report's template may use."""
    sections, last = _ending(report.sections)
    return {
        **_head_of(report),
        "cac_muc": _sections(sections),
        "doan_cuoi": last,
        **_appendices(report),
        BRIEF_TAG: _sheet(report.brief) if report.brief else None,
    }


def brief_context(brief: BriefDocument) -> TemplateContext:
    """What the template of the sheet for the leader may use."""
    head = head_context(brief.head, brief.sheet.subject, working_copy=brief.working_copy)
    return {**head, BRIEF_TAG: _sheet(brief.sheet)}


def _sheet(sheet: BriefSheet) -> TemplateContext:
    return {
        "ten": DOCUMENT_TYPES["brief"].title,
        "co_quan": sheet.body.upper(),
        "trich_yeu": sheet.subject,
        "mo_dau": sheet.opening,
        "bang": _free_table(sheet.figures),
        "cac_muc": _sections(sheet.sections),
        "bieu_do": _chart(sheet.chart) if sheet.chart else None,
    }


def letter_context(letter: LetterDocument) -> TemplateContext:
    """What the letter's template may use."""
    closing, last = _last_words(letter.closing)
    return {
        **_head_of(letter),
        "mo_dau": list(letter.opening),
        "cac_viec": _rows(letter.items),
        "ket_thuc": list(closing),
        "doan_cuoi": last,
        ANNEX_TAG: {"ten": ANNEX_TITLE, "cac_dong": _rows(letter.annex)} if letter.annex else None,
    }


def work_programme_context(programme: WorkProgrammeDocument) -> TemplateContext:
    """What the work programme's template may use."""
    closing, last = _ending(programme.closing)
    return {
        **_head_of(programme),
        "mo_dau": _sections(programme.opening),
        "cac_viec": _rows(programme.items),
        "cac_muc": _sections(closing),
        "doan_cuoi": last,
    }


def _head_of(document: ReportDocument | LetterDocument | WorkProgrammeDocument) -> TemplateContext:
    return head_context(document.head, document.subject, document.addressees, document.working_copy)


def head_context(
    head: OfficialHead, subject: str, addressees: tuple[str, ...] = (), working_copy: str = ""
) -> TemplateContext:
    """What every template may use: the head, the title, to whom, who signs, who receives it."""
    return {
        "cap_tren": _capitals(head.superior or ""),
        "co_quan": _capitals(head.body),
        "so_ky_hieu": head.number or f"{BLANK}-{head.symbol}",
        "dia_danh_ngay": place_and_date(head),
        "ngay": issue_date(head),
        "ten_loai": head.title or "",
        "trich_yeu": subject,
        "kinh_gui": list(addressees),
        "quyen_han": head.sign_off.authority.upper(),
        "chuc_vu": head.sign_off.office.upper(),
        "nguoi_ky": head.sign_off.name or "",
        "noi_nhan": _recipients(head.recipients),
        "ban_lam_viec": working_copy,
    }


def place_and_date(head: OfficialHead) -> str:
    """`Địa danh, ngày 07 tháng 4 năm 2021`; room to write while not issued. A long place leaves the day a line."""
    place = f"{head.place}, " if head.place else ""
    return place + issue_date(head).replace(" ", "\u00a0")


def issue_date(head: OfficialHead) -> str:
    """The date alone, blank while not issued."""
    if head.on is not None:
        return vietnamese_long_date(head.on)
    return f"ngày{_SHORT_BLANK}tháng{_SHORT_BLANK}năm\u00a0{head.day.year}"


def known_names(context: object) -> frozenset[str]:
    """Every name in a context, at any depth: what a mistyped one may have meant."""
    if isinstance(context, Mapping):
        return frozenset(context).union(*map(known_names, context.values()))
    if isinstance(context, list):
        return frozenset().union(*map(known_names, context))
    return frozenset()


def _capitals(name: str) -> str:
    size, width = FormProfile.body_name_size, LAYOUT.head_left
    return broken_capitals(name, size, width)


def _recipients(names: tuple[str, ...]) -> list[str]:
    """Each line with its comma, the last with a full stop; the hyphen stands in the template."""
    return [f"{name}{'.' if place == len(names) else ','}" for place, name in enumerate(names, start=1)]


def _sections(sections: Iterable[Section]) -> list[TemplateContext]:
    return [
        {
            "tieu_de": section.heading or "",
            "cap": section.level,
            "cac_doan": [*prose_texts(section.prose), *section.paragraphs],
            "bang": _free_table(section.table) if section.table else None,
        }
        for section in sections
    ]


def _free_table(table: FreeTable) -> TemplateContext:
    """Titles and rows; each cell tells whether it is centred."""
    return {
        "cac_cot": list(table.titles),
        "cac_dong": [
            [{"chu": text, "giua": place in table.centred} for place, text in enumerate(row)]
            for row in table.rows
        ],
    }


def _ending(sections: tuple[Section, ...]) -> tuple[tuple[Section, ...], str]:
    """The sections without their last paragraph, and it: it must stay with the signature.

    Where a table stands last there is none.
    """
    if not sections or sections[-1].table:
        return sections, ""
    paragraphs, last = _last_words((*prose_texts(sections[-1].prose), *sections[-1].paragraphs))
    return (*sections[:-1], replace(sections[-1], prose=None, paragraphs=paragraphs)), last


def _last_words(paragraphs: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """The paragraphs before the last, and the last with the mark that ends a document."""
    if not paragraphs:
        return (), ""
    last = paragraphs[-1]
    if last.endswith("]"):  # a mark that something is still to be written
        return paragraphs[:-1], last
    if isinstance(last, ProseText):
        return paragraphs[:-1], last.with_end(_END)
    return paragraphs[:-1], type(last)(last.removesuffix(_END).removesuffix(".") + _END)


def _appendices(report: ReportDocument) -> TemplateContext:
    """Those that there are, numbered in order; None for the others, so that a template can ask."""
    numbers = count(1)
    first = [_free_appendix(appendix, next(numbers)) for appendix in report.first_appendices]
    usual = {}
    for kind in USUAL_APPENDICES:
        usual[kind.tag] = _usual_appendix(kind, report, numbers)
        if kind.tag == _BEFORE_CHARTS:
            usual[CHARTS_TAG] = _charts(report.charts, numbers)
    last = [_free_appendix(appendix, next(numbers)) for appendix in report.last_appendices]
    return {"pl_dau": first, **usual, "pl_cuoi": last}


def _usual_appendix(
    kind: UsualAppendix, report: ReportDocument, numbers: Iterator[int]
) -> TemplateContext | None:
    rows: Iterable[DocumentRow] | None = getattr(report, kind.rows)
    if rows is None:
        return None
    note = report.notes.get(kind.rows, "")
    found = {"so": next(numbers), "ten": kind.title, "cac_dong": _rows(rows), "ghi_chu": note}
    if kind.rows == "tasks":
        found |= dict(zip(("trinh_1", "trinh_2"), report.receiver_titles, strict=True))
    if kind.rows == "duties":
        found["noi_trinh"] = report.receivers
    return found


def _charts(charts: tuple[ChartWithTable, ...] | None, numbers: Iterator[int]) -> TemplateContext | None:
    if not charts:
        return None
    title = _TEMPLATES.gettext(ANNEX_TITLES["charts"])
    return {"so": next(numbers), "ten": title, "cac_hinh": list(map(_chart, charts))}


def _chart(found: ChartWithTable) -> TemplateContext:
    return {
        "ten": found.chart.title,
        "hinh": found.chart,
        "bang": _free_table(found.table),
        "ghi_chu": found.note,
    }


def _free_appendix(appendix: Appendix, number: int) -> TemplateContext:
    return {
        "so": number,
        "ten": appendix.title,
        "bang": _free_table(appendix.table),
        "ghi_chu": appendix.note,
    }


def _rows(rows: Iterable[DocumentRow]) -> list[TemplateContext]:
    """Each row under its names; `nhom` tells the rows that begin a group."""
    return [
        {"nhom": isinstance(row, GroupRow)}
        | {tag: getattr(row, name) for tag, name in ROW_TAGS[type(row)].items()}
        for row in rows
    ]
