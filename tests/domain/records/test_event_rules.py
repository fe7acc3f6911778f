"""The table of event kinds: a row is all that a kind needs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
from tests.support.examples import lay

import ct58
from ct58.domain.records.event_rules import EVENT_RULES, EventReach, EventRule, Meaning, Repetition
from ct58.i18n import Translator

NEW_ROW = """    EventRule(kind="inspected", means="begins", word=N_("inspected"), needs_until=True),
)
_BY_KIND"""


def missing(rule: EventRule) -> list[str]:
    """What a row would need to mean something."""
    said = {
        "means": rule.means in get_args(Meaning),
        "word in Vietnamese": Translator("vi").gettext(rule.word) != rule.word,
        "repetition": rule.repetition in get_args(Repetition),
        "reach": rule.reach is None or rule.reach in get_args(EventReach),
        "a document that it rests on": rule.rests_on_document or not rule.needs_document,
    }
    return [name for name, is_there in said.items() if not is_there]


@pytest.mark.parametrize("rule", EVENT_RULES, ids=lambda rule: rule.kind)
def test_every_kind_has_its_meaning_and_its_word(rule: EventRule) -> None:
    """A row that lacks something is named with what it lacks."""
    assert missing(rule) == []


def test_a_kind_without_a_meaning_is_refused() -> None:
    """By the record itself where nothing is said; by the table's test where it is no meaning, or has no word."""
    with pytest.raises(TypeError, match="means"):
        EventRule(kind="inspected", word="inspected")  # type: ignore[call-arg]
    vague = EventRule(kind="inspected", means="looks", word="inspected", needs_document=True)  # type: ignore[arg-type]
    assert missing(vague) == ["means", "word in Vietnamese", "a document that it rests on"]


def test_kinds_are_told_apart() -> None:
    """One row a kind, one word a row."""
    assert (
        len({rule.kind for rule in EVENT_RULES})
        == len({rule.word for rule in EVENT_RULES})
        == len(EVENT_RULES)
    )


@pytest.mark.slow
@pytest.mark.skipif(bool(sys.flags.ignore_environment), reason="this Python heeds no PYTHONPATH")
def test_a_new_kind_is_one_row(tmp_path: Path) -> None:
    """In a copy of the program with a row more it is read, checked, recorded, listed and in the schema."""
    package = tmp_path / "src" / "ct58"
    shutil.copytree(Path(ct58.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    table = package / "domain" / "records" / "event_rules.py"
    text = table.read_text(encoding="utf-8")
    assert ")\n_BY_KIND" in text
    table.write_text(text.replace(")\n_BY_KIND", NEW_ROW), encoding="utf-8")
    data = lay(tmp_path / "data")

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        own = {"PYTHONPATH": str(package.parent), "CT58_CACHE": str(tmp_path), "CT58_STATE": str(tmp_path)}
        environment = {**os.environ, **own, "CT58_LANG": "en", "PYTHONUTF8": "1", "CT58_DATA": str(data)}
        call = [sys.executable, "-m", "ct58", *words]
        return subprocess.run(call, env=environment, capture_output=True, encoding="utf-8", check=False)

    lacking = run("record", "event", "PL-01", "inspected", "--on", "20/6/2021")
    assert (lacking.returncode, "needs a new date" in lacking.stderr) == (2, True)
    done = run("record", "event", "PL-01", "inspected", "--on", "20/6/2021", "--until", "25/6/2021")
    assert done.returncode == 0, done.stderr
    assert "event: inspected" in (data / "tasks" / "PL-01.yaml").read_text(encoding="utf-8")
    assert run("check").returncode == 0
    shown = json.loads(run("show", "PL-01", "--as-of", "2021-06-21", "--format", "json").stdout)["data"]
    assert [standing["started"] for standing in shown["standings"]] == [True]
    assert "inspected" in run("schema", "item").stdout
