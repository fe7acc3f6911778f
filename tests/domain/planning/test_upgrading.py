"""The steps from one format of the data to the next."""

from __future__ import annotations

import pytest
from tests.support.command_line import PROGRAMME

from ct58.domain.planning.edits import Edit, SetValue
from ct58.domain.planning.upgrading import UPGRADES, Upgrade, plan_upgrade, steps_ahead
from ct58.domain.records.office import Office
from ct58.domain.records.programme import NEWEST_FORMAT
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


def test_the_number_and_what_was_unsaid_are_written_and_all_else_stays() -> None:
    """Comments, order and every other line."""
    before, after = RATED.splitlines(), upgraded(RATED).splitlines()
    new = [line for line in after if line not in before]
    assert after[0] == "format: 2"
    assert new == [
        "format: 2",
        before[-10].replace("asked: false}", "asked: false, decided_by: rating_decision}"),
    ]
    assert len(after) == len(before) + 1


def test_a_number_that_stands_there_is_replaced() -> None:
    """With its comment."""
    text = upgraded(f"format: 1  # từ đầu\n{PROGRAMME}")
    assert text == f"format: 2  # từ đầu\n{PROGRAMME}"


def test_what_is_declared_already_stays() -> None:
    """Somebody typed it in before the number was there."""
    declared = RATED.replace("asked: false}", "asked: false, decided_by: rating_decision}", 1)
    assert upgraded(declared) == f"format: 2\n{declared}"


def test_what_could_never_hold_a_decision_is_not_declared_one() -> None:
    """Its name said so, and nothing else."""
    text = RATED.replace("type: record", "type: text").replace(RATED.splitlines()[-1] + "\n", "")
    assert upgraded(text) == f"format: 2\n{text}"


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
    """It says what it does in a sentence, and finds nothing to do a second time."""
    edit = step.plan(office(RATED))
    assert edit
    assert all(isinstance(operation, SetValue) for operation in edit)
    assert step.plan(office(upgraded(RATED, edit))) == ()
    assert step.says.endswith(".")
