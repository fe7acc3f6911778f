"""What an amendment adds stands where the amendment does, on every screen that names a place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.command_line import PROGRAMME, Ct58, in_this_process, write_data
from tests.support.desk import sit_down

ADDS = """\
adds:
  tasks:
    - {id: PL-15, group: I, title: Bổ sung, lead: [van-phong], deadline: {by: 2021-Q3}, clauses: [II.1-1]}
  duties:
    - {id: NV-90, title: Bổ sung, lead: [van-phong], deadline: {every: month}, clauses: [II.1-1]}
  indicators:
    - {id: CT-90, clause: II.1-1, title: Bổ sung, deadline: {every: quarter}, numerator: {of: tccsd, sum: [new]}}
  figures:
    - {key: new, number: 6, label: Mới, type: integer, adds: flow, every: quarter, units: tccsd}
"""
ENTRY = "id: SD-01\ndocument: {number: 32-QĐ/ĐUK, date: 2021-06-01}\n" + ADDS
OF_ITS_OWN = {"amendments/2021-06-01-sd.yaml": ENTRY, "programme.yaml": "format: 2\n" + PROGRAMME}
INDENTED = "".join(f"    {line}\n" for line in ENTRY.splitlines()).replace("    id", "  - id", 1)
INSIDE = {"programme.yaml": f"format: 2\n{PROGRAMME}amendments:\n{INDENTED}"}
SCREENS = (
    *("list tasks", "list duties", "list indicators", "list figures"),
    *("show PL-15", "show NV-90", "show CT-90", "show new", "show CT-90 --period 2021-Q3"),
    *(
        "indicators --period 2021-Q3",
        "overdue",
        "upcoming --within 90",
        "status",
        "plan --quarter 2021-Q4",
        "calendar",
    ),
)
KEYS = {"PL-15": "{id: PL-15", "NV-90": "{id: NV-90", "CT-90": "{id: CT-90", "new": "{key: new"}


@pytest.fixture
def ct58(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ct58:
    """Run one command line in English, in the test's own folder, in October 2021."""
    sit_down(monkeypatch, tmp_path, "2021-10-15")
    return in_this_process(capsys, monkeypatch, tmp_path)


def sources(data: Any) -> Iterator[tuple[str, str, int]]:
    """Every place that is given of something that the amendment adds: its id, file and line."""
    if isinstance(data, dict):
        name = data.get("id") or data.get("key")
        source = data.get("source")
        if name in KEYS and source:
            yield name, source["file"], source["line"]
    for entry in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from sources(entry)


@pytest.mark.parametrize("files", [OF_ITS_OWN, INSIDE], ids=["own", "inside"])
def test_what_an_amendment_adds_stands_where_the_amendment_does(
    ct58: Ct58, tmp_path: Path, files: dict[str, str]
) -> None:
    """In a file of its own, or in programme.yaml among the amendments: each on its own line."""
    data = write_data(tmp_path, **files)
    file = min(files)
    lines = (data / file).read_text("utf-8").splitlines()
    expected = {
        name: (file, next(number for number, line in enumerate(lines, 1) if start in line))
        for name, start in KEYS.items()
    }
    seen = set[str]()
    for screen in SCREENS:
        done = ct58(*screen.split(), "--format", "json")
        assert done.code == 0, (screen, done.err)
        for name, *place in sources(done.data):
            assert (screen, name, tuple(place)) == (screen, name, expected[name])
            seen.add(name)
    assert seen == KEYS.keys()
