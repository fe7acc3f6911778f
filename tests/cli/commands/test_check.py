"""`ct58 check`: every finding, strictly read-only."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import REPORT, ROOT, SHIPPED, report_text, write_data
from tests.support.repositories import begin, git, keep, put

from ct58.errors.rules import RULES

STRAY = {"ghi-chu.txt": "?\n"}


def test_the_shipped_data_has_no_finding(ct58: Ct58) -> None:
    """A clean folder is silent: what the text leaves open is answered in the data."""
    done = ct58("check", "--data", str(SHIPPED), "--format", "json")
    assert (done.code, done.data) == (0, [])


def test_a_finding_has_place_message_and_remedy(ct58: Ct58, tmp_path: Path) -> None:
    """The keys of contract §3."""
    write_data(tmp_path, **{REPORT: report_text(admitted="1.412")})
    (entry,) = ct58("check", "--format", "json").data
    assert {"code", "severity", "file", "line", "column", "message", "hint"} <= set(entry)
    assert (entry["severity"], entry["file"], entry["line"], entry["column"]) == ("error", REPORT, 7, 21)
    assert "1.412" in entry["message"]
    assert "1412" in entry["hint"]


def test_all_findings_are_told_at_once(ct58: Ct58, tmp_path: Path) -> None:
    """Nobody mends one error to meet the next."""
    broken = {REPORT: report_text(received_on="đầu tháng"), "tasks/PL-01.yaml": "item: [\n"}
    write_data(tmp_path, **broken, **STRAY)
    entries = ct58("check", "--format", "json").data
    assert [entry["file"] for entry in entries] == ["ghi-chu.txt", "tasks/PL-01.yaml", REPORT]
    assert entries == sorted(entries, key=lambda entry: (entry["file"], entry["line"]))


def test_a_day_that_only_today_could_tell_is_a_finding(ct58: Ct58, tmp_path: Path) -> None:
    """“hôm qua” in a file is no date, and no fault of ct58."""
    write_data(tmp_path, **{REPORT: report_text(received_on="hôm qua")})
    assert ct58("check").code == 1


def test_strict_counts_warnings_as_errors(ct58: Ct58, tmp_path: Path) -> None:
    """A stray file is a warning."""
    write_data(tmp_path, **STRAY)
    assert (ct58("check").code, ct58("check", "--strict").code) == (0, 1)


def test_a_code_is_explained_in_capitals_or_not(ct58: Ct58) -> None:
    """Without any data folder."""
    done = ct58("check", "--explain", "k005")
    assert done.code == 0
    assert "K005" in done.out
    assert RULES["K005"].why in done.out


def test_all_codes_can_be_listed(ct58: Ct58) -> None:
    """As a table for other programs, too."""
    assert {entry["code"] for entry in ct58("check", "--explain", "all", "--format", "json").data} == set(
        RULES
    )


def test_only_what_a_change_brings_in(ct58: Ct58, tmp_path: Path) -> None:
    """Exit 0 where it brings in nothing, whatever was wrong before."""
    data = write_data(begin(tmp_path), **{REPORT: report_text(admitted="1.412")})
    keep(tmp_path)
    assert ct58("check").code == 1
    done = ct58("check", "--since", "HEAD")
    assert (done.code, done.out) == (
        0,
        "What changed since HEAD brings in 0 errors, 0 warnings. Nothing stands in its way.\n",
    )
    put(data, "tasks/PL-01.yaml", "item: [\n")
    done = ct58("check", "--since", "HEAD")
    assert done.code == 1
    assert "brings in 1 errors" in done.out
    assert REPORT not in done.out
    assert ct58("check", "--since", "no-such").code == 2


def test_a_hosting_platform_is_told_the_lines(ct58: Ct58, tmp_path: Path) -> None:
    """From the top of the repository; nothing else is printed."""
    write_data(begin(tmp_path), **{REPORT: report_text(admitted="1.412")})
    done = ct58("check", "--format", "github")
    assert done.code == 1
    assert done.out.startswith(f"::error file=data/{REPORT},line=7,col=21,title=F103 Đảng bộ Sở Y tế%2C ")
    assert done.out.count("\n") == 1
    assert ct58("check", "--format", "github", "--since", "HEAD", "--data", ".").code == 2


@pytest.mark.slow
def test_a_server_can_refuse_what_brings_in_errors(tmp_path: Path) -> None:
    """A bare repository that is pushed to: what comes in is read before it is taken, by the server's own hook."""
    data = write_data(begin(tmp_path / "office"), **{REPORT: report_text(admitted="12")})
    keep(tmp_path / "office")
    git(tmp_path, "clone", "--quiet", "--bare", "office", "chung.git")
    git(tmp_path / "office", "remote", "add", "chung", str(tmp_path / "chung.git"))
    ct58 = f"PYTHONPATH='{ROOT.as_posix()}/src' CT58_LANG=en '{Path(sys.executable).as_posix()}' -m ct58"
    hook = tmp_path / "chung.git/hooks/pre-receive"
    hook.write_text(f'#!/bin/sh\nread old new ref\n{ct58} check --since "$old" --rev "$new"\n', "utf-8")
    hook.chmod(0o755)
    put(data, REPORT, report_text(admitted="một"))
    keep(tmp_path / "office")
    with pytest.raises(subprocess.CalledProcessError) as refused:
        git(tmp_path / "office", "push", "--quiet", "chung", "main")
    assert "members_admitted: một" in refused.value.stderr.decode()
    put(data, REPORT, report_text(admitted="21"))
    kept = keep(tmp_path / "office")
    git(tmp_path / "office", "push", "--quiet", "chung", "main")
    assert git(tmp_path / "chung.git", "rev-parse", "main") == kept
