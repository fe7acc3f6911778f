"""The gate looks only at what a change can turn; its answer is that of checking both states wholly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.examples import codes_with_an_example, complete_office, example, lay
from tests.support.links import link
from tests.support.repositories import begin, git, git_environment, keep

from ct58.domain.changes.compare import compare
from ct58.domain.changes.gatekeeping import forbidden_changes
from ct58.domain.checks.registry import Touched
from ct58.domain.records.places import place_of
from ct58.errors import Finding
from ct58.services.past.comparing import differing_texts
from ct58.services.reading.data_source import DataSource, FolderSource, Wants, load_data
from ct58.services.reading.differences import new_findings, pairs_of
from ct58.services.reading.revision_source import RevisionSource
from ct58.services.round import gate
from ct58.services.round.gate import check_change
from ct58.store.cache import RecordCache
from ct58.store.loaded import Loaded
from ct58.store.rechecking import checked
from ct58.store.sources import Folder, everything
from ct58.vcs.repository import repository_of

ASTRAY = b"a link that leads nowhere"
State = Mapping[str, bytes]
"""File → content; ASTRAY where it cannot be read."""

BEFORE: State = {
    **complete_office(),
    **example("E214"),
    **example("F110"),
    "units/cong-ty-mau/reports/2021.yaml": (
        "unit: cong-ty-mau\nperiod: 2021\nstate: expected\nnotes: {other: Đóng dấu MẬT.}\n".encode()
    ),
    "units/so-mau/reports/2021.yaml": b"unit: so-mau\nperiod: 2021\nstate: received\nfigures: {rating: best}\n",
    "units/doan-mau/unit.yaml": b"id: doan-mau\nname: X\nkind: mass_organisation\nsplit_from: x\n",
    "units/doan-mau/events.yaml": (
        b"unit: doan-mau\nevents:\n- {item: KL-09, date: 2021-07-12, event: noted, reason: x}\n"
    ),
}
"""Every kind of file, some of it wrong already: a unit and an item are named that do not exist."""
PROGRAMME, OFFICE = "programme.yaml", "office.yaml"
REPORT = "units/so-mau/reports/2021-Q2.yaml"
EARLIER = "units/cong-ty-mau/reports/2021-Q2.yaml"
LATER = "units/cong-ty-mau/reports/2021-Q3.yaml"
MISPLACED = "units/so-mau/reports/2021-Q1.yaml"
UNIT, OTHER_UNIT, TWIN = "units/cong-ty-mau/unit.yaml", "units/so-mau/unit.yaml", "units/So-Mau/unit.yaml"
ITEM = "tasks/KL-01.yaml"
UNIT_EVENTS = "units/cong-ty-mau/events.yaml"
PERIOD = "periods/2021-Q2.yaml"
POLICIES = b"names: {committee: X}\nsettings: {policies: [%s]}\n"
ALL_POLICIES = (
    POLICIES % b"programme_text, nothing_deleted, completed_has_document, no_secret, no_person_lists"
)


def replaced(file: str, old: bytes, new: bytes) -> dict[str, bytes | None]:
    """A change of one file of BEFORE."""
    assert old in BEFORE[file]
    return {file: BEFORE[file].replace(old, new)}


def moved(file: str, to: str) -> dict[str, bytes | None]:
    """A file of BEFORE under another name."""
    return {file: None, to: BEFORE[file]}


CHANGES: Mapping[str, Mapping[str, bytes | None]] = {
    "nothing": {},
    "a report changes": replaced(REPORT, b"women: 200", b"women: 900"),
    "a report is added": {
        "units/doan-mau/reports/2021.yaml": b"unit: doan-mau\nperiod: 2021\nstate: received\n"
    },
    "a report is deleted": {REPORT: None},
    "a report is renamed": moved(REPORT, "units/so-mau/reports/2021-Q4.yaml"),
    "a report moves to another unit": moved(REPORT, "units/doan-mau/reports/2021-Q2.yaml"),
    "a report is of a unit that does not exist": {
        "units/x/reports/2021.yaml": b"unit: x\nperiod: 2021\nstate: expected\n"
    },
    "a report says another unit": replaced(REPORT, b"unit: so-mau", b"unit: cong-ty-mau"),
    "an earlier report changes": replaced(EARLIER, b"800000000", b"300000000"),
    "an earlier report in another's folder is added": {
        MISPLACED: (b"unit: cong-ty-mau\nperiod: 2021-Q1\nstate: partial\nfigures: {budget: 9000000000}\n")
    },
    "what was found only moved": {file: b"# x\n" + content for file, content in BEFORE.items()},
    "line ends change": {file: content.replace(b"\n", b"\r\n") for file, content in BEFORE.items()},
    "a unit is closed": replaced(UNIT, b"order: 2", b"order: 2\nvalid_to: 2021-05-31"),
    "a unit is merged": replaced(UNIT, b"order: 2", b"order: 2\nvalid_to: 2021-08-31\nmerged_into: so-mau"),
    "a unit is renamed": {
        **moved(UNIT, "units/moi/unit.yaml"),
        "units/moi/unit.yaml": BEFORE[UNIT].replace(b"cong-ty-mau", b"moi"),
    },
    "a unit says another id": replaced(UNIT, b"id: cong-ty-mau", b"id: so-mau"),
    "a unit becomes of another kind": replaced(OTHER_UNIT, b"organisation: grassroots_committee\n", b""),
    "a unit has two entries": {
        "units/zz/unit.yaml": BEFORE[UNIT].replace(b"order: 2", b"valid_to: 2021-05-31")
    },
    "two units share a name": replaced(UNIT, b"order: 2", b"order: 2\naliases: [sm]"),
    "a unit has a twin": {TWIN: BEFORE[OTHER_UNIT]},
    "a unit goes": {UNIT: None},
    "an event is added": replaced(ITEM, b"events:\n", b"events:\n- {date: 2021-08-20, event: approved}\n"),
    "an event is voided": replaced(
        ITEM, b"event: completed}", b"event: completed, voided: {date: 2021-09-21, reason: x}}"
    ),
    "a unit's event changes": replaced(UNIT_EVENTS, b"until: 2021-10-15", b"until: 2021-10-01"),
    "an item goes": {ITEM: None},
    "a period changes": replaced(PERIOD, b"units: [cong-ty-mau]", b"units: [nobody]"),
    "the programme asks for less": replaced(PROGRAMME, b"key: joined", b"key: admitted"),
    "the programme's series ends": replaced(PROGRAMME, b"from: 2021-Q2,", b"from: 2021-Q3,"),
    "the programme breaks": {PROGRAMME: b"programme: [\n"},
    "the programme goes": {PROGRAMME: None},
    "the office changes": replaced(OFFICE, b"due_soon_days: 15", b"due_soon_days: 20"),
    "the office goes": {OFFICE: None},
    "policies come": {OFFICE: ALL_POLICIES, REPORT: None, ITEM: None},
    "a policy comes to what was there": {OFFICE: POLICIES % b"no_secret"},
    "a report breaks": {REPORT: b"unit: [\n"},
    "a unit breaks": {UNIT: b"id: [\n"},
    "a report cannot be read": {REPORT: ASTRAY},
    "something else comes": {
        "ghi-chu.txt": b"",
        "units/so-mau/van-ban.pdf": b"x",
        "units/y/a/unit.yaml": b"",
    },
    "what is ignored comes": {
        ".an/x.yaml": b"",
        "tasks/PL-01.yaml~": b"",
        "units/so-mau/unit.yaml.bak": b"x",
    },
    "an entry that cannot be read comes": {"units/x/unit.yaml": ASTRAY},
    "an item that cannot be read comes": {"tasks/KL-09.yaml": ASTRAY},
}


BEFORE_ANYTHING_WAS_SETTLED = dt.date(2021, 4, 7)
"""What a change moves of closed and issued periods has its own test."""


def after(before: State, change: Mapping[str, bytes | None]) -> State:
    """A state with a change."""
    both = {**before, **change}
    return {file: content for file, content in both.items() if content is not None}


def wholly(since: DataSource, source: DataSource) -> tuple[Finding, ...]:
    """What both states have, checked wholly, subtracted; and what the change does against the policies."""
    before, found = (load_data(side, everything) for side in (since, source))
    new = (*new_findings(before, found), *forbidden(before, found))
    return replace(found, findings=new).located()


def forbidden(before: Loaded, found: Loaded) -> Iterator[Finding]:
    """Of all files."""
    if before.office and found.office:
        files = [file for file in differing_texts(before.sources, found.sources) if place_of(file)]
        yield from forbidden_changes(before.office, found.office, compare(pairs_of(files, before, found)))


def assert_same_as_wholly(since: DataSource, source: DataSource) -> None:
    """In the same order, at the same lines."""
    assert tuple(
        entry.finding for entry in check_change(since, source, "", BEFORE_ANYTHING_WAS_SETTLED).entries
    ) == wholly(since, source)


# ----------------------------------------------------------- all kinds of change, in files and in git


def write(folder: Path, state: State) -> None:
    """The folder holds this state and nothing else."""
    for path in folder.rglob("*"):
        if path.is_symlink() or path.is_file():
            path.unlink()
    for file, content in state.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        if content == ASTRAY:
            link(path, "nowhere")
        else:
            path.write_bytes(content)


@pytest.mark.parametrize("name", CHANGES)
def test_every_kind_of_change_brings_what_it_brings(tmp_path: Path, name: str) -> None:
    """A revision against the folder, two revisions, two folders, a repository without any; there and back again."""
    data = begin(tmp_path / "office") / "data"
    write(data, BEFORE)
    first = keep(data.parent)
    write(data, after(BEFORE, CHANGES[name]))
    second = keep(data.parent)
    git(tmp_path, "clone", "--quiet", "--bare", "office", "bare")
    earlier = tmp_path / "earlier"
    write(earlier, BEFORE)
    old, new = FolderSource(earlier, tmp_path / "cache"), FolderSource(data, tmp_path / "cache")
    kept = [revision(tmp_path, data.parent, id_) for id_ in (first, second)]
    bare = [revision(tmp_path, tmp_path / "bare", id_) for id_ in (first, second)]
    for since, source in ((old, new), (kept[0], new), (kept[1], old), (kept[0], bare[1]), (bare[1], bare[0])):
        assert_same_as_wholly(since, source)


def revision(folder: Path, repository: Path, id_: str) -> RevisionSource:
    """The data of a revision, remembered as the program does."""
    opened = repository_of(repository, git_environment()).at("data/")
    return RevisionSource(repository / "data", folder / "cache", opened, opened.revision(id_))


@pytest.mark.parametrize("code", codes_with_an_example())
def test_whatever_an_example_brings_is_found_and_nothing_when_it_goes(tmp_path: Path, code: str) -> None:
    """Beside what was wrong already."""
    some = FolderSource(lay(tmp_path / "some", "complete", "F109", "E214"), None)
    more = FolderSource(lay(tmp_path / "more", "complete", "F109", "E214", code), None)
    assert_same_as_wholly(some, more)
    assert_same_as_wholly(more, some)


# ------------------------------------------------------------------ any two states


class Held(FolderSource):
    """A state that lies in no folder."""

    def __init__(self, state: State, memory: RecordCache) -> None:
        super().__init__(Path(), None)
        self._state = state
        self._memory = memory

    def read(self, wants: Wants, enters: Wants = everything) -> Folder:
        """All its files."""
        astray = [file for file, content in self._state.items() if content == ASTRAY]
        findings = tuple(Finding(code="Y014", file=file, line=1, column=1) for file in astray)
        return Folder(self.root, {f: c for f, c in self._state.items() if f not in astray}, findings)

    def memory(self) -> RecordCache:
        """One for all."""
        return self._memory


def contents_by_file() -> dict[str, list[bytes | None]]:
    """What each file may hold: what an example or a change says, nothing, or what cannot be read."""
    states = [BEFORE, *map(example, codes_with_an_example()), *CHANGES.values()]
    files = {file for state in states for file in state}
    found = {file: dict.fromkeys(state[file] for state in states if file in state) for file in files}
    return {file: list({**found[file], None: None, ASTRAY: None}) for file in sorted(files)}


CONTENTS = contents_by_file()


@st.composite
def changed(draw: st.DrawFn, state: State) -> State:
    """The state with a few files changed."""
    files = draw(st.lists(st.sampled_from(list(CONTENTS)), unique=True, max_size=5))
    return after(state, {file: draw(st.sampled_from(CONTENTS[file])) for file in files})


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> RecordCache:
    """What was read once is known from then on."""
    return RecordCache(tmp_path_factory.mktemp("cache"))


@given(some=st.data())
def test_the_answer_is_that_of_checking_both_states_wholly(memory: RecordCache, some: st.DataObject) -> None:
    """Whatever was wrong already, and whatever differs: nothing is missed, nothing is said too much."""
    before = some.draw(changed(BEFORE))
    assert_same_as_wholly(Held(before, memory), Held(some.draw(changed(before)), memory))


# ------------------------------------------------------------------- what is not looked at


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("nothing", Touched(frozenset(), only_reports=True)),
        ("line ends change", Touched(frozenset(), only_reports=True)),
        ("a report changes", Touched(frozenset({"so-mau"}), only_reports=True)),
        ("a report says another unit", Touched(frozenset({"so-mau", "cong-ty-mau"}), only_reports=True)),
        ("a unit is closed", Touched(frozenset({"cong-ty-mau"}), only_reports=False)),
        ("an event is voided", Touched(frozenset(), only_reports=False)),
        ("the programme asks for less", None),
        ("the office changes", None),
    ],
)
def test_only_what_the_change_can_turn_is_looked_at(
    monkeypatch: pytest.MonkeyPatch, memory: RecordCache, change: str, expected: Touched | None
) -> None:
    """On both sides alike; where the programme or the office changes, at everything."""
    seen = []

    def watched(loaded: Loaded, touched: Touched | None = None) -> Loaded:
        seen.append(touched)
        return checked(loaded, touched)

    monkeypatch.setattr(gate, "checked", watched)
    check_change(
        Held(BEFORE, memory), Held(after(BEFORE, CHANGES[change]), memory), "", BEFORE_ANYTHING_WAS_SETTLED
    )
    assert seen == [expected, expected]
