"""`ct58 remind`: the list, the drafts, the booking."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

import pytest
from docx import Document
from tests.cli.conftest import Ct58
from tests.support.command_line import contents as every_file
from tests.support.command_line import write_data
from tests.support.desk import sit_down
from tests.support.documents import template

DAY = ("--as-of", "2021-07-15")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of the data; the lock is none of it."""
    return {name: content for name, content in every_file(folder).items() if name != ".ct58.lock"}


@pytest.fixture
def late(ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Both the office and the unit are late; it is 16 July."""
    sit_down(monkeypatch, tmp_path, "2021-07-16")
    return write_data(
        tmp_path,
        **{
            "office.yaml": "names: {committee: Đảng ủy Khối, short: ĐUK}\ncontact: {phone: 0237 000}\n",
            "units/so-y-te/unit.yaml": (
                "id: so-y-te\nname: Đảng bộ Sở Y tế\nkind: agency\norganisation: grassroots_committee\n"
                "order: 12\naddress_as: Đảng ủy Sở Y tế\n"
            ),
        },
    )


def test_without_a_file_it_lists_who_would_get_a_letter(ct58: Ct58, late: Path) -> None:
    """In JSON with what each is about."""
    found = ct58("remind", *DAY, "--format", "json").data
    assert [(letter["addressee"], [entry["id"] for entry in letter["items"]]) for letter in found] == [
        ("van-phong", ["PL-01"]),
        ("so-y-te", ["BC-QUY"]),
    ]
    assert "Đảng bộ Sở Y tế" in ct58("don-doc", *DAY).out


def test_a_folder_gets_one_word_letter_each_in_the_offices_order(
    ct58: Ct58, late: Path, tmp_path: Path
) -> None:
    """Nothing is booked; drafting again needs --force."""
    before = contents(late)
    done = ct58("remind", *DAY, "--each", "-o", "don-doc", "--by", "2021-07-25")
    assert (done.code, done.err) == (0, "")
    assert sorted(path.name for path in (tmp_path / "don-doc").iterdir()) == [
        "012-so-y-te.docx",
        "van-phong.docx",
    ]
    printed = "\n".join(p.text for p in Document(str(tmp_path / "don-doc" / "012-so-y-te.docx")).paragraphs)
    assert "Kính gửi: Đảng ủy Sở Y tế" in printed
    assert "25/7/2021" in printed
    assert contents(late) == before
    assert ct58("remind", *DAY, "--each", "-o", "don-doc").code == 4
    assert ct58("remind", *DAY, "--each", "-o", "don-doc", "--force").code == 0


def test_markdown_when_asked_for(ct58: Ct58, late: Path, tmp_path: Path) -> None:
    """One file each, or one file for all."""
    ct58("remind", *DAY, "--each", "--format", "md", "-o", "md")
    assert "Kính gửi: Đảng ủy Sở Y tế" in (tmp_path / "md" / "012-so-y-te.md").read_text(encoding="utf-8")
    ct58("remind", *DAY, "--merged", "-o", "all.md")
    assert (tmp_path / "all.md").read_text(encoding="utf-8").count("Kính gửi:") == 2


def test_merged_is_one_word_file(ct58: Ct58, late: Path, tmp_path: Path) -> None:
    """With a section for each letter."""
    assert ct58("remind", *DAY, "--merged", "-o", "all.docx").code == 0
    assert len(Document(str(tmp_path / "all.docx")).sections) == 2


def test_one_letter_may_go_into_one_file(ct58: Ct58, late: Path, tmp_path: Path) -> None:
    """With the office's own template; several letters don't fit."""
    (tmp_path / "own.docx").write_bytes(template("{{ kinh_gui[0] }}").content)
    ct58("remind", *DAY, "--only", "so y te", "--template", "own.docx", "-o", "one.docx")
    assert Document(str(tmp_path / "one.docx")).paragraphs[0].text == "Đảng ủy Sở Y tế"
    several = ct58("remind", *DAY, "--each", "-o", "two.docx")
    assert (several.code, "--merged" in several.err) == (2, True)


def test_the_list_goes_into_a_file_by_its_ending(ct58: Ct58, late: Path, tmp_path: Path) -> None:
    """One row an item."""
    ct58("remind", *DAY, "-o", "list.csv")
    assert len((tmp_path / "list.csv").read_text(encoding="utf-8").splitlines()) == 3


def test_nobody_late_is_said_and_nothing_written(ct58: Ct58, late: Path, tmp_path: Path) -> None:
    """That is no failure."""
    done = ct58("remind", "--as-of", "2021-06-01", "-o", "don-doc")
    assert (done.code, "Nobody is late" in done.out) == (0, True)
    assert not (tmp_path / "don-doc").exists()


def test_sent_letters_are_booked_as_one_record_that_can_be_taken_back(ct58: Ct58, late: Path) -> None:
    """Exactly what the draft of the day names; the list shows it; undo takes all of it back."""
    before = contents(late)
    done = ct58("remind", *DAY, "--sent", "--number", "45-CV/ĐUK", "--on", "16/7/2021", "--by", "25/7/2021")
    assert (done.code, "2 addressees, 2 times of duties and reports" in done.out) == (0, True)
    unit = (late / "units/so-y-te/events.yaml").read_text(encoding="utf-8")
    assert (
        "- {item: BC-QUY, occurrence: 2021-Q2, date: 2021-07-16, event: reminded, until: 2021-07-25, "
        "document: {number: 45-CV/ĐUK, date: 2021-07-16}}" in unit
    )
    assert "reminded" in (late / "tasks/PL-01.yaml").read_text(encoding="utf-8")
    assert ct58("check").code == 0
    assert ct58("undo").code == 0
    assert contents(late) == before


def test_only_what_was_sent_is_booked(ct58: Ct58, late: Path) -> None:
    """One letter has one number."""
    ct58("remind", "--sent", "--only", "so-y-te", "--number", "46-CV/ĐUK")
    assert (late / "units/so-y-te/events.yaml").is_file()
    assert not (late / "tasks/PL-01.yaml").exists()


def test_a_trial_writes_nothing(ct58: Ct58, late: Path) -> None:
    """It only says what would be."""
    before = contents(late)
    assert ct58("remind", "--sent", "--number", "45", "--dry-run").code == 0
    assert contents(late) == before


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--sent",), 2),
        (("--sent", "--number", " "), 2),
        (("--sent", "--number", "45", "-o", "x"), 2),
        (("--sent", "--number", "45", "--rev", "HEAD"), 2),
        (("--sent", "--number", "45", "--on", "2021-07-17"), 2),
        (("--sent", "--number", "45", "--on", "2021-07-10"), 2),
        (("--sent", "--number", "45", "--only", "van-phong", "--item", "BC-QUY"), 4),
        (("--number", "45"), 2),
        (("--by", "2021-07-14", "-o", "x"), 2),
        (("--merged",), 2),
        (("--period", "2021-Q2", "--older"), 2),
        (("--period", "2021-Q9"), 2),
        (("--sent", "--number", "45", "--each"), 2),
        (("--merged", "-o", "x.csv"), 2),
        (("--only", "khong co"), 2),
        (("--item", "KHONG"), 2),
        (("--template", "khong-co.docx", "-o", "x"), 2),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_written(
    ct58: Ct58, late: Path, tmp_path: Path, arguments: tuple[str, ...], code: int
) -> None:
    """Two for the words, four for what contradicts the record."""
    before = contents(tmp_path / "data")
    done = ct58("remind", *DAY, *arguments)
    assert (done.code, done.out) == (code, "")
    assert contents(tmp_path / "data") == before
    assert not (tmp_path / "x").exists()


def test_an_office_without_telephone_is_told_so(ct58: Ct58, data: Path) -> None:
    """The letter would name nobody to ask."""
    assert "contact" in ct58("remind", *DAY, "-o", "x").err


def text_of(file: Path) -> str:
    """All paragraphs and cells of a Word file."""
    made = Document(str(file))
    cells = (cell.text for table in made.tables for row in table.rows for cell in row.cells)
    return "\n".join((*(paragraph.text for paragraph in made.paragraphs), *cells))


def test_one_letter_to_all_with_the_list_annexed_is_the_default(
    ct58: Ct58, late: Path, tmp_path: Path
) -> None:
    """One file under one number; in a folder it has a name of its own; in Markdown, too."""
    done = ct58("remind", *DAY, "-o", "all.docx", "--by", "2021-07-25")
    assert (done.code, done.err, "2 places" in done.out) == (0, "", True)
    written = text_of(tmp_path / "all.docx")
    assert written.count("Kính gửi:") == 1
    assert "theo danh sách gửi kèm" in written
    assert all(text in written for text in ("DANH SÁCH", "Đảng bộ Sở Y tế", "Văn phòng", "quý II/2021"))
    ct58("remind", *DAY, "-o", "folder")
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["cong-van-don-doc.docx"]
    ct58("remind", *DAY, "-o", "all.md")
    assert "Đảng bộ Sở Y tế" in (tmp_path / "all.md").read_text(encoding="utf-8")


def test_an_own_template_without_the_list_has_it_in_the_letter(
    ct58: Ct58, late: Path, tmp_path: Path
) -> None:
    """Nobody who is addressed is lost."""
    tags = "{%p for dong in cac_viec %}", "{{ dong.ten if dong.nhom else dong.noi_dung }}", "{%p endfor %}"
    (tmp_path / "own.docx").write_bytes(template(*tags).content)
    assert ct58("remind", *DAY, "--template", "own.docx", "-o", "all.docx").code == 0
    written = text_of(tmp_path / "all.docx")
    assert "Đảng bộ Sở Y tế" in written
    assert "quý II năm 2021" in written or "quý II/2021" in written


def test_who_promised_a_day_that_is_not_over_gets_no_letter(ct58: Ct58, late: Path) -> None:
    """It is said who; the day after, the letter tells of the promise. The booking leaves them out, too."""
    promise = ("record", "event", "BC-QUY", "promised", "--unit", "so-y-te", "--occurrence", "2021-Q2")
    assert ct58(*promise, "--on", "2021-07-14", "--until", "2021-07-15").code == 0
    listed = ct58("remind", *DAY)
    assert "Đảng bộ Sở Y tế (2021-07-15)" in listed.out
    assert [row["addressee"] for row in ct58("remind", *DAY, "--format", "json").data] == ["van-phong"]
    ct58("remind", *DAY, "--sent", "--number", "45")
    assert "reminded" not in (late / "units/so-y-te/events.yaml").read_text(encoding="utf-8")
    after = [row["addressee"] for row in ct58("remind", "--format", "json").data]
    assert after == ["van-phong", "so-y-te"]


def test_old_debts_are_asked_for_apart(ct58: Ct58, late: Path, tmp_path: Path) -> None:
    """The newest period by default; another by its name; what is older with --older, and the booking likewise."""
    october = ("--as-of", "2021-10-15")

    def about(*more: str) -> list[tuple[str, str]]:
        letters = ct58("remind", *october, *more, "--format", "json").data
        return [(entry["id"], entry["occurrence"]) for letter in letters for entry in letter["items"]]

    assert about() == [("BC-QUY", "2021-Q3")]
    assert about("--period", "2021-Q3") == about()
    assert about("--older") == about("--period", "2021-Q2") == [("PL-01", "once"), ("BC-QUY", "2021-Q2")]
    assert "ct58 remind --older" in ct58("remind", *october).out
    assert (
        "ct58 remind --older --sent --number … --on DATE --as-of 2021-10-15"
        in ct58("remind", *october, "--older").out
    )
    ct58("remind", *DAY, "--period", "2021-Q2", "--item", "PL-01", "--sent", "--number", "45")
    assert not (late / "units/so-y-te/events.yaml").exists()
    assert "reminded" in (late / "tasks/PL-01.yaml").read_text(encoding="utf-8")


# ---------------------------------------------------------------------------------------- mails


@pytest.fixture
def signed(late: Path, tmp_path: Path) -> Path:
    """The unit has an address, the office too; the letter was signed."""
    with (late / "units/so-y-te/unit.yaml").open("a", encoding="utf-8") as stream:
        stream.write("office_email: vp@soyte.example\n")
    (late / "office.yaml").write_text(
        "names: {committee: Đảng ủy Khối, short: ĐUK}\ncontact: {phone: 0237 000, email: vp@duk.example}\n",
        encoding="utf-8",
    )
    (tmp_path / "45 công văn.pdf").write_bytes(b"%PDF-1.4 signed")
    return tmp_path / "45 công văn.pdf"


def mail(path: Path) -> EmailMessage:
    """A mail as a mail program reads it."""
    read = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    assert isinstance(read, EmailMessage)
    assert read.defects == []
    return read


def test_a_mail_a_unit_has_the_signed_file_and_is_ready_to_be_sent(
    ct58: Ct58, signed: Path, tmp_path: Path
) -> None:
    """Who has no address is named."""
    done = ct58("remind", *DAY, "--format", "eml", "--attach", signed.name, "-o", "thu")
    assert done.code == 0
    assert "no e-mail address is known: Văn phòng" in done.err
    assert "1 mails in thu" in done.out
    (path,) = (tmp_path / "thu").iterdir()
    read = mail(path)
    assert path.name == "012-so-y-te.eml"
    assert (read["X-Unsent"], read["From"], read["Date"]) == ("1", "vp@duk.example", None)
    (to,) = read["To"].addresses
    assert (to.display_name, to.addr_spec) == ("Đảng bộ Sở Y tế", "vp@soyte.example")
    assert read["Subject"] == "Đôn đốc thực hiện Chương trình hành động số 10-CTr/ĐUK"
    body = read.get_body(("plain",))
    assert body is not None
    assert "Đảng ủy Sở Y tế" in body.get_content()
    (attached,) = read.iter_attachments()
    assert attached.get_filename() == "45 công văn.pdf"
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_content() == b"%PDF-1.4 signed"
    assert all(byte < 128 for byte in path.read_bytes())
    first = path.read_bytes()
    assert b"\r\n" in first
    assert ct58("remind", *DAY, "--format", "eml", "--attach", signed.name, "-o", "thu", "--force").code == 0
    assert path.read_bytes() == first


def test_a_folder_has_a_file_a_unit_and_who_has_none_is_named(
    ct58: Ct58, signed: Path, late: Path, tmp_path: Path
) -> None:
    """By its id, or as its form is called; two are one too many."""
    with (late / "units/van-phong/unit.yaml").open("a", encoding="utf-8") as stream:
        stream.write("office_email: vp@duk.example\n")
    (tmp_path / "ky").mkdir()
    (tmp_path / "ky/so-y-te.pdf").write_bytes(b"%PDF-1.4 A")
    words = ("remind", *DAY, "--format", "eml", "--attach", "ky", "-o", "thu")
    done = ct58(*words)
    assert "no signed file is there: Văn phòng" in done.err
    assert [path.name for path in (tmp_path / "thu").iterdir()] == ["012-so-y-te.eml"]
    (tmp_path / "ky/012-so-y-te.docx").write_bytes(b"PK")
    refused = ct58(*words, "--force")
    assert refused.code == 4
    assert "012-so-y-te.docx, so-y-te.pdf" in refused.err


def test_the_unsigned_draft_goes_along_only_where_that_is_said(
    ct58: Ct58, signed: Path, tmp_path: Path
) -> None:
    """And says that it is one."""
    words = ("remind", *DAY, "--format", "eml", "-o", "thu")
    assert "--attach FILE" in ct58(*words).err
    assert not (tmp_path / "thu").exists()
    assert ct58(*words, "--draft").code == 0
    read = mail(tmp_path / "thu/012-so-y-te.eml")
    (attached,) = read.iter_attachments()
    assert attached.get_filename() == "012-so-y-te.docx"
    body = read.get_body(("plain",))
    assert body is not None
    assert "DỰ THẢO" in body.get_content()


@pytest.mark.parametrize(
    "words",
    [
        ("--format", "eml"),
        ("--format", "eml", "-o", "x.eml", "--draft"),
        ("--format", "eml", "-o", "thu", "--draft", "--attach", "45 công văn.pdf"),
        ("--format", "eml", "-o", "thu", "--attach", "không-có.pdf"),
        ("-o", "x.docx", "--attach", "45 công văn.pdf"),
    ],
)
@pytest.mark.usefixtures("signed")
def test_what_cannot_be_meant_of_mails_is_refused(ct58: Ct58, words: tuple[str, ...]) -> None:
    """With nothing written."""
    assert ct58("remind", *DAY, *words).code == 2


@pytest.mark.parametrize(
    "address", ["không phải", "a@b@c", "a@sở.vn", "x <a@b.vn>", "a@b.vn, c@d.vn", "@b.vn"]
)
def test_what_is_no_address_is_none(ct58: Ct58, late: Path, signed: Path, address: str) -> None:
    """A mail that bounces reminds nobody."""
    file = late / "units/so-y-te/unit.yaml"
    file.write_text(file.read_text("utf-8").replace("vp@soyte.example", f'"{address}"'), encoding="utf-8")
    done = ct58("remind", *DAY, "--format", "eml", "--attach", signed.name, "-o", "thu")
    assert "no e-mail address is known: Văn phòng, Đảng bộ Sở Y tế" in done.err
