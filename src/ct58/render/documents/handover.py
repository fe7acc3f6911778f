"""The papers of a hand-over: the minutes that both sides sign, and the index of what goes with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ct58.i18n import Message, N_, msg
from ct58.records import record
from ct58.render.documents.contents import FreeTable, ReportDocument, Section, practice_mark
from ct58.render.screens.handover import counts_message
from ct58.render.words.speech import Speech
from ct58.views.document import SignOff
from ct58.views.handover import HandoverPart, HandoverView, NamedPaper

_ROOM_TO_SIGN = "\n" * 4
_REPRESENTED = N_("Represented by: ……………………………, position: …………………")
_READ_FIRST = """\
{name}

du-lieu/          dữ liệu (YAML) của các đơn vị chuyển về; mở bằng: ct58 status --data du-lieu;
                  tiếp nhận vào thư mục mới: ct58 init --from du-lieu --as THƯ-MỤC-MỚI
ban-giao.xlsx     danh sách đơn vị, việc còn dở, việc đã hẹn, số liệu cuối; trang đầu nhập được bằng ct58 unit import
ban-giao.docx     cùng nội dung ấy, để đọc và in
bao-cao-ket-qua.docx  báo cáo kết quả thực hiện Chương trình đến khi kết thúc
bien-ban.docx     biên bản bàn giao, hai bên ký
muc-luc.docx      mục lục hồ sơ
SHA256SUMS        mã băm của từng tệp; kiểm tra: sha256sum -c SHA256SUMS

Đơn vị nào nằm trong dữ liệu mà không có trong danh sách là cơ quan của cấp ủy, đơn vị đã hợp nhất, hoặc đơn vị mà
Chương trình nêu tên; có mặt để dữ liệu đọc được trọn vẹn, không thuộc phần bàn giao.
"""
"""The plain text beside the papers: what each file is for. Like the papers it is always in Vietnamese."""


@record
class FileKept:
    """A file of the folder, or a folder of many: its place, how many files it stands for, and how many bytes those have."""

    place: str
    files: int
    size: int


def minutes_document(
    view: HandoverView, part: HandoverPart, sums: str, files: int, speech: Speech
) -> ReportDocument:
    """Who hands over what to whom: counts, the hash of the list of files, two signatures."""
    giver, receiver = view.minutes.body, part.receiving.name
    return ReportDocument(
        head=replace(view.minutes, sign_off=SignOff(), recipients=()),
        subject=speech.say(msg(N_("hand-over of the work on Programme {number}"), number=view.head.number)),
        working_copy=practice_mark(view.minutes, speech),
        sections=(
            Section(paragraphs=(speech.say(_basis(view)),)),
            Section(
                heading=speech.gettext(N_("I. THE PARTIES")),
                paragraphs=(
                    speech.say(msg(N_("The side that hands over: {name}."), name=giver)),
                    speech.gettext(_REPRESENTED),
                    speech.say(msg(N_("The side that receives: {name}."), name=receiver)),
                    speech.gettext(_REPRESENTED),
                ),
            ),
            Section(
                heading=speech.gettext(N_("II. WHAT IS HANDED OVER")),
                paragraphs=(speech.say(counts_message(view, part, speech)),),
                table=_count_table(part, files, speech),
            ),
            Section(
                paragraphs=(
                    speech.gettext(N_("SHA-256 of the list of files, SHA256SUMS:")),
                    sums,
                    speech.gettext(
                        N_(
                            "Both sides have looked through the files and found them complete. These minutes are made in "
                            "two copies of equal value; each side keeps one."
                        )
                    ),
                ),
                table=_signatures(giver, receiver, speech),
            ),
        ),
    )


def _basis(view: HandoverView) -> Message:
    document = view.closing.document
    if document is None:
        return msg(
            N_("After the end of the work on {day}, the sides have made these minutes:"), day=view.closed_on
        )
    if document.date is None:
        return msg(
            N_(
                "On the basis of {number} and of the end of the work on {day}, the sides have made these minutes:"
            ),
            number=document.number,
            day=view.closed_on,
        )
    return msg(
        N_(
            "On the basis of {number} of {date} and of the end of the work on {day}, the sides have made these minutes:"
        ),
        number=document.number,
        date=document.date,
        day=view.closed_on,
    )


def _count_table(part: HandoverPart, files: int, speech: Speech) -> FreeTable:
    receiving = part.receiving
    rows = (
        (N_("Organisations"), len(receiving.units)),
        (N_("Open items of the committee"), len(receiving.items)),
        (N_("Times that units owe"), len(part.owed)),
        (N_("Promises"), len(part.promises)),
        (N_("Reports that arrived"), part.reports),
        (N_("Last figures"), len(part.figures)),
        (N_("Files"), files),
    )
    titles = (N_("No."), N_("Content"), N_("How many"))
    return FreeTable(
        titles=tuple(map(speech.gettext, titles)),
        rows=tuple(
            (str(place), speech.gettext(text), speech.count(count))
            for place, (text, count) in enumerate(rows, start=1)
        ),
        centred=frozenset({0, 2}),
    )


def _signatures(giver: str, receiver: str, speech: Speech) -> FreeTable:
    """Two sides, each with room to sign."""
    sign = speech.gettext(N_("(signature, full name, seal)"))
    room = f"{sign}{_ROOM_TO_SIGN}"
    titles = (N_("FOR THE SIDE THAT RECEIVES"), N_("FOR THE SIDE THAT HANDS OVER"))
    return FreeTable(
        titles=tuple(map(speech.gettext, titles)),
        rows=((receiver, giver), (room, room)),
        centred=frozenset({0, 1}),
    )


def index_document(
    view: HandoverView,
    name: str | None,
    papers: Sequence[NamedPaper],
    files: Sequence[FileKept],
    speech: Speech,
) -> ReportDocument:
    """The documents that the work rests on and led to, by date, and the files of the folder.

    `name` is who receives them; without one they are kept by the archive.
    """
    about = (
        msg(N_("handed over to {name}"), name=name)
        if name
        else msg(N_("of the archive on Programme {number}"), number=view.head.number)
    )
    return ReportDocument(
        head=replace(view.index, sign_off=SignOff(), recipients=()),
        subject=speech.say(about),
        working_copy=practice_mark(view.index, speech),
        sections=(
            Section(heading=speech.gettext(N_("I. DOCUMENTS")), table=_papers_table(papers, speech)),
            Section(heading=speech.gettext(N_("II. FILES")), table=_files_table(files, speech)),
        ),
    )


def _papers_table(papers: Iterable[NamedPaper], speech: Speech) -> FreeTable:
    titles = (N_("No."), N_("Document number"), N_("Date"), N_("What it is about"))
    return FreeTable(
        titles=tuple(map(speech.gettext, titles)),
        rows=tuple(
            (
                str(place),
                paper.document.number,
                speech.date(paper.document.date) if paper.document.date else "",
                paper.about if isinstance(paper.about, str) else speech.say(paper.about),
            )
            for place, paper in enumerate(sorted(papers, key=_when), start=1)
        ),
        centred=frozenset({0, 2}),
    )


def _when(paper: NamedPaper) -> dt.date:
    """Those without a date last."""
    return paper.document.date or dt.date.max


def _files_table(files: Iterable[FileKept], speech: Speech) -> FreeTable:
    titles = (N_("No."), N_("Place"), N_("Files"), N_("Bytes"))
    return FreeTable(
        titles=tuple(map(speech.gettext, titles)),
        rows=tuple(
            (str(place), kept.place, speech.number(kept.files), speech.number(kept.size))
            for place, kept in enumerate(files, start=1)
        ),
        centred=frozenset({0, 2, 3}),
    )


def read_first(name: str) -> str:
    """What the folder of a receiver holds, for whoever opens it."""
    return _READ_FIRST.format(name=name)
