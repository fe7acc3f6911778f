"""`ct58 unit edit`: what a unit is from a day on, on real files."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import contents, write_data
from tests.support.desk import sit_down

PROGRAMME = """\
programme: {number: 10-CTr/ĐUK, issued_on: 2021-04-07, horizon: {from: 2021, to: 2025}}
parts: [{id: II.1, title: Kinh tế}]
clauses:
  - {id: II.1-1, part: II.1, text: 80% doanh nghiệp có lãi., kind: [indicator]}
sets:
  tccsd: {organisation: [grassroots_committee, grassroots_cell]}
  enterprises: {kinds: [state_enterprise]}
reporting:
  - {id: BC-NAM, title: Báo cáo năm, every: year, from: 2021, due_after: 20, units: tccsd}
figures:
  - {key: profitable, number: 1, label: Có lãi, type: boolean, every: year, units: enterprises}
indicators:
  - id: CT-08
    clause: II.1-1
    title: Doanh nghiệp có lãi
    deadline: {every: year}
    numerator: {count: units, of: enterprises, where: {profitable: [true]}}
    denominator: {count: units, of: enterprises}
    target: {op: ">=", value: 80, unit: percent}
format: 2
"""
UNIT = "id: {id}\nname: Đảng bộ {name}\nkind: {kind}\norganisation: grassroots_committee\nvalid_from: 2020-02-28\n"
REPORT = (
    "unit: cong-ty-a\nperiod: 2021\nstate: received\nreceived_on: 2022-01-15\nfigures: {profitable: true}\n"
)
CHANGE = ("unit", "edit", "benh", "vien", "b", "--kind", "dnnn")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One enterprise that made a profit in 2021, whose books are closed, and a hospital."""
    sit_down(monkeypatch, tmp_path, "2024-05-10")
    return write_data(
        tmp_path,
        **{
            "programme.yaml": PROGRAMME,
            "units/so-y-te/unit.yaml": UNIT.format(id="so-y-te", name="Sở Y tế", kind="agency"),
            "units/cong-ty-a/unit.yaml": UNIT.format(
                id="cong-ty-a", name="Công ty A", kind="state_enterprise"
            ),
            "units/benh-vien-b/unit.yaml": UNIT.format(
                id="benh-vien-b", name="Bệnh viện B", kind="public_service"
            ),
            "units/cong-ty-a/reports/2021.yaml": REPORT,
            "periods/2021.yaml": "period: 2021\nclosings:\n  - {on: 2022-02-10, reason: chốt số liệu}\n",
        },
    )


def verdict(ct58: Ct58, of: str, as_of: str) -> tuple[str, object, object]:
    """What CT-08 comes to in a year."""
    (row,) = ct58("indicators", "-p", of, "--as-of", as_of, "--format", "json").data
    return row["verdict"], row["numerator"], row["denominator"]


def test_a_unit_that_changes_today_leaves_a_closed_year_as_it_was(ct58: Ct58, office: Path) -> None:
    """Met with one of one; from the day of the change on it counts among the enterprises."""
    before = verdict(ct58, "2021", "2024-05-10")
    assert before == ("met", 1, 1)
    done = ct58(*CHANGE, "--from", "1/4/2024", "--document", "9-QĐ/UBND", "--document-date", "20/3/2024")
    assert done.code == 0
    assert "kind: public service unit → state enterprise, from 2024-04-01, by 9-QĐ/UBND" in done.out
    assert "From 2024-04-01 it belongs to: enterprises" in done.out
    assert "closed" not in done.out
    assert verdict(ct58, "2021", "2024-05-10") == before
    unit = (office / "units/benh-vien-b/unit.yaml").read_text(encoding="utf-8")
    assert unit.splitlines()[2:] == [
        "kind: state_enterprise",
        "organisation: grassroots_committee",
        "valid_from: 2020-02-28",
        "before:",
        "- {until: 2024-03-31, kind: public_service, document: {number: 9-QĐ/UBND, date: 2024-03-20}}",
    ]
    assert ct58("check").code == 0


def test_a_correction_from_the_beginning_says_which_closed_period_moves(ct58: Ct58, office: Path) -> None:
    """It is written all the same: nothing was so, ever."""
    done = ct58(*CHANGE, "--correction", "--dry-run")
    assert done.code == 0
    told = ct58(*CHANGE, "--correction", "--dry-run", "--format", "json").data["settled"]
    assert [(entry["id"], entry["period"], entry["reason"]) for entry in told] == [("CT-08", "2021", False)]
    reasoned = ct58(*CHANGE, "--correction", "--reason", "QĐ 4", "--dry-run", "--format", "json").data[
        "settled"
    ]
    assert [entry["reason"] for entry in reasoned] == [True]
    ct58(*CHANGE, "--correction")
    assert verdict(ct58, "2021", "2024-05-10")[0] != "met"
    assert ct58("undo", "--yes").code == 0
    assert verdict(ct58, "2021", "2024-05-10") == ("met", 1, 1)


def test_without_a_day_nobody_guesses_and_at_a_terminal_it_is_asked(
    ct58: Ct58, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change on a day, or a mistake."""
    before = contents(office / "units")
    refused = ct58(*CHANGE)
    assert refused.code == 2
    assert "--correction" in refused.err
    assert contents(office / "units") == before
    sit_down(monkeypatch, tmp_path, "2024-05-10", asks=True)
    answers = iter(["n", "1/4/2024"])
    monkeypatch.setattr("builtins.input", lambda _question: next(answers))
    assert ct58(*CHANGE).code == 0
    assert "until: 2024-03-31" in (office / "units/benh-vien-b/unit.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 2),
        (("--kind", "dnnn", "--from", "1/4/2024", "--correction"), 2),
        (("--phone", "0200", "--from", "1/4/2024"), 2),
        (("--kind", "dnnn", "--document-date", "1/4/2024"), 2),
        (("--name", "-"), 2),
        (("--kind", "public_service", "--from", "1/4/2024"), 4),
        (("--kind", "dnnn", "--from", "28/2/2020"), 4),
        (("--kind", "staff_body", "--from", "1/4/2024"), 4),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_touched(
    ct58: Ct58, office: Path, words: tuple[str, ...], code: int
) -> None:
    """Nothing said, contradictions, a day without need, what is so already, what the data forbid."""
    before = contents(office / "units")
    assert ct58("unit", "edit", "benh-vien-b", *words).code == code
    assert contents(office / "units") == before


def test_a_renamed_unit_is_found_by_both_names_and_its_history_is_shown(ct58: Ct58, office: Path) -> None:
    """As of a day before it has its old name."""
    ct58(
        "unit",
        "edit",
        "so-y-te",
        "--name",
        "Đảng bộ Sở Y tế và Dân số",
        "--from",
        "1/1/2024",
        "--phone",
        "0200",
    )
    now = ct58("show", "Đảng bộ Sở Y tế")
    assert "Đảng bộ Sở Y tế và Dân số" in now.out.splitlines()[0]
    assert "name: Đảng bộ Sở Y tế → Đảng bộ Sở Y tế và Dân số, from 2024-01-01" in now.out
    then = ct58("show", "so-y-te", "--as-of", "2023-12-31")
    assert then.out.splitlines()[0].endswith("Đảng bộ Sở Y tế")
    assert "Over time" not in then.out


def test_marks_are_set_as_a_whole_and_taken_away_with_a_dash(ct58: Ct58, office: Path) -> None:
    """JSON says what moved."""
    done = ct58(
        "unit", "edit", "so-y-te", "--flags", "drafts_documents,x", "--correction", "--format", "json"
    )
    assert done.data["moved"] == {"into": [], "out_of": [], "begins": [], "ceases": []}
    assert "flags: [drafts_documents, x]" in (office / "units/so-y-te/unit.yaml").read_text(encoding="utf-8")
    assert ct58("unit", "edit", "so-y-te", "--flags", "-", "--from", "1/5/2024").code == 0
    text = (office / "units/so-y-te/unit.yaml").read_text(encoding="utf-8")
    assert "- {until: 2024-04-30, flags: [drafts_documents, x]}" in text
    assert "\nflags:" not in text
    ct58("unit", "edit", "so-y-te", "--organisation", "-", "--phone", "0200", "--from", "2/5/2024")
    assert ct58("unit", "edit", "so-y-te", "--phone", "-").code == 0
    text = (office / "units/so-y-te/unit.yaml").read_text(encoding="utf-8")
    assert "organisation: grassroots_committee}" in text
    assert "\norganisation:" not in text
    assert "office_phone" not in text
