"""Running ct58 in tests: in this process, or as a program of its own, in English and in a known folder."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ct58.cli.boundary import run

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "data"

PROGRAMME = """\
programme: {number: 10-CTr/ĐUK, issued_on: 2021-04-07, horizon: {from: 2021, to: 2025}}
parts: [{id: II.1, title: Tuyên truyền}]
clauses:
  - {id: II.1-1, part: II.1, text: Tổ chức quán triệt., kind: [one_off_duty]}
sets:
  tccsd: {organisation: [grassroots_committee, grassroots_cell]}
tasks:
  - id: PL-01
    group: I
    title: Kế hoạch tuyên truyền
    lead: [van-phong]
    deadline: {text: "Quý II năm 2021", by: 2021-Q2}
    submit_to: [standing_committee]
    clauses: [II.1-1]
groups: [{id: I, title: Tuyên truyền}]
reporting:
  - {id: BC-QUY, title: Báo cáo quý, every: quarter, from: 2021-Q2, due_after: 5, units: tccsd}
figures:
  - {key: members_admitted, number: 5, label: Kết nạp, type: integer, adds: flow, every: quarter, units: tccsd}
"""
FILES: Mapping[str, str] = {
    "programme.yaml": PROGRAMME,
    "office.yaml": "names: {committee: Đảng ủy Khối}\n",
    "units/van-phong/unit.yaml": "id: van-phong\nname: Văn phòng\nkind: staff_body\naliases: [VP]\n",
    "units/so-y-te/unit.yaml": (
        "id: so-y-te\nname: Đảng bộ Sở Y tế\nkind: agency\norganisation: grassroots_committee\n"
    ),
}
"""A data folder that is right: one task, one unit that reports."""
REPORT = "units/so-y-te/reports/2021-Q2.yaml"


def write_data(folder: Path, **changed: str) -> Path:
    """Write FILES below `folder`/data, with files added or replaced; returns the data folder."""
    for name, text in {**FILES, **changed}.items():
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return folder / "data"


def by_the_clock(office: Path) -> Path:
    """A made-up office in which it is the day that the clock says, so that a test sets it; returns the office."""
    file = office / "data" / "office.yaml"
    text, found = re.subn(r"(?m)^practice_today: .*\n", "", file.read_text(encoding="utf-8"))
    assert found == 1
    file.write_text(text, encoding="utf-8", newline="\n")
    return office


def report_text(*, received_on: str = "2021-07-03", admitted: str = "12") -> str:
    """A quarterly report of so-y-te; the values as they would be typed."""
    return (
        f"unit: so-y-te\nperiod: 2021-Q2\nstate: received\nreceived_on: {received_on}\n"
        f"quality: final\nfigures:\n  members_admitted: {admitted}\n"
    )


def copy_of_shipped(folder: Path) -> Path:
    """The shipped data in a folder of the test's own."""
    return Path(shutil.copytree(SHIPPED, folder / "data"))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, with its content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run gave."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The data of a JSON answer."""
        return json.loads(self.out)["data"]


Ct58 = Callable[..., Outcome]
"""Runs one command line."""


def in_this_process(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, folder: Path
) -> Ct58:
    """Run command lines in English in a folder, without a program of their own."""
    monkeypatch.setenv("CT58_LANG", "en")
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.chdir(folder)

    def call(*arguments: str) -> Outcome:
        code = run(arguments)
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return call


def environment(**more: str) -> dict[str, str]:
    """The environment of a program of its own: this checkout, English, no settings of the person's."""
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "0", "CT58_LANG": "en", **more}


def called(*arguments: str, cwd: Path) -> Outcome:
    """What `program` gives where the process is not the matter: in this one, a third of the time."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CT58_LANG", "en")
        patch.setenv("LANGUAGE", "en")
        patch.chdir(cwd)
        for name, stream in zip(("stdout", "stderr"), streams, strict=True):
            patch.setattr(sys, name, stream)
        code = run(arguments)
    out, err = (_written(stream) for stream in streams)
    return Outcome(code, out, err)


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()


def program(*arguments: str, cwd: Path, **more: str) -> Outcome:
    """Run `python -m ct58` as a program of its own; `more` are variables of its environment."""
    done = subprocess.run(
        [sys.executable, "-m", "ct58", *arguments],
        cwd=cwd,
        env=environment(**more),
        capture_output=True,
        check=False,
    )
    out, err = (said.decode("utf-8").replace(os.linesep, "\n") for said in (done.stdout, done.stderr))
    return Outcome(done.returncode, out, err)
