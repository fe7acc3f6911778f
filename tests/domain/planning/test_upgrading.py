"""The steps from one format of the data to the next."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from tests.support.command_line import PROGRAMME
from tests.support.offices import HORIZON, ISSUED_ON, day, named, rule

from ct58.domain.planning.edits import Edit, RemoveValue, SetValue
from ct58.domain.planning.upgrading import UPGRADES, Upgrade, offers, plan_offers, plan_upgrade, steps_ahead
from ct58.domain.records.office import Office
from ct58.domain.records.programme import NEWEST_FORMAT, Programme
from ct58.domain.time.deadlines import DeadlineRule, occurrences
from ct58.domain.time.period import Period
from ct58.store.loader import load
from ct58.store.yaml.editor import apply

FILE = "programme.yaml"
RATED = (
    PROGRAMME
    + """\
  - {key: rating, number: 6, label: Xếp loại, type: enum, every: year, units: tccsd, values: {good: Tốt}, asked: false}
  # một quyết định cho tất cả
  - key: rating_decision
    number: 7
    label: Quyết định
    type: record
    every: year
    units: tccsd
    asked: false
    fields: [{key: number, label: Số, type: text}, {key: issued_on, label: Ngày, type: date}]
"""
)
LISTED = f"""\
{RATED}  - key: drafts
    number: 8
    label: Văn bản
    type: list
    every: quarter
    units: tccsd
    fields: [{{key: title, label: Tên, type: text}}, {{key: done_on, label: Ngày xong, type: date}}]
amendments:
  # theo kết luận của Ban Thường vụ
  - {{on: 2022-10-05, document: {{number: 32-QĐ/ĐUK, date: 2022-10-01}}, changes: [PL-01, II.1-1]}}
"""


def office(text: str) -> Office:
    """The office of a programme.yaml."""
    found = load({FILE: text.encode()}, is_whole=False).office
    assert found is not None
    return found


def upgraded(text: str, edit: Edit | None = None) -> str:
    """The text after an edit; by default after the whole upgrade."""
    content = apply(FILE, text.encode(), plan_upgrade(office(text)) if edit is None else edit)
    assert content is not None
    return content.decode()


def without_names(text: str) -> str:
    """A text without what bodies and units are called, which data of the first format did not say."""
    return re.sub(
        r"(?m)^(bodies|kinds|organisations|set_names|flag_names|names_en):.*\n(?:[ -].*\n)*", "", text
    )


def test_what_bodies_and_units_are_called_is_declared() -> None:
    """As it went without saying."""
    terms = office(PROGRAMME).terms
    assert (terms.body("standing_committee"), terms.kind("agency")) == ("BTV", "cơ quan")
    assert without_names(upgraded(PROGRAMME)) != upgraded(PROGRAMME)
    assert office(upgraded(PROGRAMME)).terms == terms


def test_the_number_and_what_was_unsaid_are_written_and_all_else_stays() -> None:
    """Comments, order and every other line."""
    before, after = RATED.splitlines(), without_names(upgraded(RATED)).splitlines()
    new = [line for line in after if line not in before]
    assert after[0] == "format: 2"
    assert new == [
        "format: 2",
        before[-10].replace("asked: false}", "asked: false, decided_by: rating_decision}"),
    ]
    assert len(after) == len(before) + 1


def test_a_number_that_stands_there_is_replaced() -> None:
    """With its comment."""
    text = without_names(upgraded(f"format: 1  # từ đầu\n{PROGRAMME}"))
    assert text == f"format: 2  # từ đầu\n{PROGRAMME}"


def test_what_is_declared_already_stays() -> None:
    """Somebody typed it in before the number was there."""
    declared = RATED.replace("asked: false}", "asked: false, decided_by: rating_decision}", 1)
    assert without_names(upgraded(declared)) == f"format: 2\n{declared}"


def test_what_could_never_hold_a_decision_is_not_declared_one() -> None:
    """Its name said so, and nothing else."""
    text = RATED.replace("type: record", "type: text").replace(RATED.splitlines()[-1] + "\n", "")
    assert without_names(upgraded(text)) == f"format: 2\n{text}"


@pytest.mark.parametrize("text", [PROGRAMME, RATED])
def test_upgraded_data_has_nothing_ahead(text: str) -> None:
    """A second time does nothing."""
    after = office(upgraded(text))
    assert after.programme.format == NEWEST_FORMAT
    assert (plan_upgrade(after), steps_ahead(after)) == ((), ())


@pytest.mark.parametrize("text", [PROGRAMME, RATED])
def test_older_data_means_the_same_afterwards(text: str) -> None:
    """The whole programme as it is read, but for its number."""
    before, after = office(text).programme, office(upgraded(text)).programme
    assert after.figures == before.figures
    assert (after.tasks, after.indicators) == (before.tasks, before.indicators)


def test_steps_follow_the_formats() -> None:
    """None leads nowhere, and none before one that it builds on."""
    assert [step.to for step in UPGRADES] == sorted(step.to for step in UPGRADES)
    assert all(1 < step.to <= NEWEST_FORMAT for step in UPGRADES)


@pytest.mark.parametrize("step", UPGRADES, ids=lambda step: step.plan.__name__)
def test_a_step_by_itself_can_be_taken_and_is_then_done(step: Upgrade) -> None:
    """It says what it does in a sentence, and a second time changes nothing."""
    edit = step.plan(office(LISTED))
    assert edit
    assert all(isinstance(operation, SetValue | RemoveValue) for operation in edit)
    text = upgraded(LISTED, edit)
    assert text != LISTED
    assert upgraded(text, step.plan(office(text))) == text
    assert step.says.endswith(".")


def test_an_amendment_of_the_first_form_keeps_its_day_and_what_it_names() -> None:
    """Its comment stays, and the day that is the document's own is not said twice."""
    text = upgraded(LISTED)
    assert "# theo kết luận của Ban Thường vụ" in text
    before, after = (office(of).programme.amendments[0] for of in (LISTED, text))
    assert (after.since, after.known_since) == (before.since, before.known_since)
    assert (after.on, after.effective_from, after.changed_ids) == (
        None,
        day("2022-10-05"),
        before.changed_ids,
    )
    same = upgraded(LISTED.replace("date: 2022-10-01", "date: 2022-10-05"))
    assert office(same).programme.amendments[0].since == day("2022-10-05")
    assert "effective_from" not in same


# ------------------------------------------------------------------- offered days


def programmes(own: str, brought: str) -> tuple[Office, Programme]:
    """An office whose duties are these, and the same programme as ct58 brings it."""
    head, _, rest = PROGRAMME.partition("reporting:")
    made = (office(f"format: 2\n{head}duties:\n{duties}reporting:{rest}") for duties in (own, brought))
    mine, other = made
    return mine, other.programme


def duty_line(id: str, deadline: str) -> str:
    """A duty of the office itself."""
    return f"  - {{id: {id}, title: {id}, lead: [van-phong], deadline: {deadline}, clauses: [II.1-1], submit_to: []}}\n"


OWN = "{text: hằng quý, every: quarter, assumed: true}"
BROUGHT = "{text: hằng quý, every: quarter, at: start, due_after: 9, lapses_after: 90, from: 2021-Q2, exceptions: {2021-Q2: 2021-06-30}, assumed: true}"


def rules_taken(own: str, brought: str, since: str = "2021-01-01") -> list[DeadlineRule]:
    """The rules that the office would have."""
    mine, other = programmes(duty_line("NV-90", own), duty_line("NV-90", brought))
    return [offer.rule for offer in offers(mine, other, day(since))]


def dues(known: DeadlineRule) -> list[tuple[str, str | None]]:
    """Its occurrences in the programme's time."""
    return named(occurrences(known, ISSUED_ON, HORIZON))


def test_a_day_that_the_office_left_open_is_offered_and_loses_no_occurrence() -> None:
    """All of the rule as it is brought, and the same occurrences as before."""
    (taken,) = rules_taken(OWN, BROUGHT)
    assert [key for key, _ in dues(taken)] == [key for key, _ in dues(rule(every="quarter"))]
    assert dues(taken)[:2] == [("2021-Q2", "2021-06-30"), ("2021-Q3", "2021-07-10")]
    assert taken.lapses_after == 90


@pytest.mark.parametrize(
    ("since", "kept"),
    [
        ("2021-07-01", ["2021-Q2"]),
        ("2022-01-01", ["2021"]),
        ("2023-04-11", ["2021..2022", "2023-Q1", "2023-Q2"]),
        ("2024-01-10", ["2021..2023"]),
    ],
)
def test_what_falls_due_before_the_day_keeps_the_end_of_its_period(since: str, kept: list[str]) -> None:
    """Said in as few words as there are."""
    (taken,) = rules_taken(OWN, BROUGHT, since)
    assert {str(period): said for period, said in taken.exceptions.items()} == dict.fromkeys(kept, "end")
    for (key, new), (_, old) in zip(dues(taken), dues(rule(every="quarter")), strict=True):
        start = Period.parse(key).first_day + dt.timedelta(9)
        assert new == (old if start < day(since) or key == "2021-Q2" else start.isoformat())


@pytest.mark.parametrize(
    "own",
    [
        "{text: hằng quý, every: quarter}",
        "{text: hằng quý, every: quarter, due_after: 5, lapses_after: 30, assumed: true}",
        "{text: mỗi quý, every: quarter, assumed: true}",
        "{by: 2021-06-30, assumed: true}",
    ],
)
def test_what_the_office_has_set_or_the_text_says_stays(own: str) -> None:
    """Its own day, its own time after which it lapses, a day that is no longer assumed, another text."""
    assert rules_taken(own, BROUGHT) == []


def test_a_one_off_takes_its_day_only_while_that_is_ahead() -> None:
    """Afterwards it would be late from one day to the next."""
    open_, set_ = "{within: 2021..2025, assumed: true}", "{by: 2021-06-30, assumed: true}"
    assert [found.by for found in rules_taken(open_, set_, "2021-06-30")] == [day("2021-06-30")]
    assert rules_taken(open_, set_, "2021-07-01") == []


def test_another_programme_is_offered_nothing() -> None:
    """The same ids may mean anything."""
    mine, other = programmes(duty_line("NV-90", OWN), duty_line("NV-90", BROUGHT))
    head = replace(other.programme, number="99-CTr/ĐUK")
    assert offers(mine, replace(other, programme=head)) == ()


@pytest.mark.parametrize("since", ["2021-01-01", "2023-04-11", "2030-01-01"])
def test_what_is_taken_is_written_and_then_there_is_nothing_to_take(since: str) -> None:
    """The file means what was offered, and all else in it stays."""
    own = f"{duty_line('NV-90', OWN)}{duty_line('NV-91', '{within: 2021..2025, assumed: true}')}"
    brought = f"{duty_line('NV-90', BROUGHT)}{duty_line('NV-91', '{by: 2021-06-30, assumed: true}')}"
    mine, other = programmes(own, brought)
    taken = offers(mine, other, day(since))
    head, _, rest = PROGRAMME.partition("reporting:")
    text = f"format: 2\n{head}duties:\n{own}reporting:{rest}"
    after = office(upgraded(text, plan_offers(taken)))
    assert [after.items[offer.item.id].deadline for offer in taken] == [offer.rule for offer in taken]
    assert offers(after, other, day(since)) == ()
