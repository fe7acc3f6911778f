"""The ready workflows: they are what YAML says they are, and what stands in them runs, with the real ct58 and real git.

The platforms themselves are played: a server on this computer keeps the comments.
"""

from __future__ import annotations

import base64
import gzip
import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.support.command_line import REPORT, report_text, write_data
from tests.support.repositories import begin, git, git_environment, keep, put

ROOT = Path(__file__).resolve().parents[2]
RECIPES = ROOT / "docs/recipes"
NAMES = sorted(path.relative_to(RECIPES).as_posix() for path in RECIPES.glob("*/*.yml"))
MARKER = "<!-- ct58: thay đổi -->"
BOTS = {"github": "github-actions[bot]", "gitea": "gitea-actions", "gitlab": "ct58"}
TELEPHONE = "0237 385 0000"
_RUNS_HERE = (
    f"import os, sys; os.execv({sys.executable!r}, [{sys.executable!r}, '-m', 'ct58', *sys.argv[2:]])\n"
)


def recipe(name: str) -> dict[str, Any]:
    """A workflow as a platform reads it."""
    found = YAML(typ="safe").load((RECIPES / name).read_text("utf-8"))
    assert isinstance(found, dict)
    return found


class Platform(BaseHTTPRequestHandler):
    """Comments of one request, in the shapes of all three."""

    comments: list[dict[str, Any]]
    asked: list[str]
    author: str

    def _answer(self, said: object) -> None:
        self.asked.append(f"{self.command} {self.path.partition('?')[0]}")
        body = json.dumps(said).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _body(self) -> str:
        return str(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"])

    def do_GET(self) -> None:
        """The comments, or the open requests, page by page."""
        page = int(self.path.rpartition("page=")[2])
        listed = [{"iid": 7}] if "state=opened" in self.path else self.comments
        self._answer(listed[50 * (page - 1) : 50 * page])

    def do_POST(self) -> None:
        """One more."""
        self.comments.append(comment(len(self.comments) + 1, self.author, self._body()))
        self._answer({})

    def do_PATCH(self) -> None:
        """Another text."""
        number = int(self.path.rpartition("/")[2])
        next(one for one in self.comments if one["id"] == number)["body"] = self._body()
        self._answer({})

    do_PUT = do_PATCH  # noqa: N815 - the name that the library calls

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Nothing."""


def comment(number: int, author: str, body: str) -> dict[str, Any]:
    """As GitHub and Gitea have it, and as GitLab has it."""
    return {"id": number, "user": {"login": author}, "author": {"username": author}, "body": body}


@pytest.fixture
def platform() -> Iterator[ThreadingHTTPServer]:
    """A server that has a full page of comments by people already; one of them looks like ours."""
    Platform.comments = [comment(number, "ai-do", "xem lại") for number in range(1, 51)]
    Platform.comments[3]["body"] = f"{MARKER}\ncủa tôi"
    Platform.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Platform)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def forge(tmp_path: Path) -> Path:
    """A platform's repository with a request, number 7, that changes a report, breaks one, and carries code of its own."""
    top = begin(tmp_path / "kho.git")
    data = write_data(top, **{REPORT: report_text(admitted="12")})
    keep(top)
    git(top, "checkout", "-q", "-b", "fork")
    put(data, REPORT, report_text(admitted="21"))
    put(
        data,
        REPORT.replace("Q2", "Q3"),
        f"unit: so-y-te\nperiod: 2021-Q3\nstate: received\nnotes: {{other: {TELEPHONE} @nam}}\n",
    )
    put(top, "dev.py", "raise SystemExit('code of the fork')\n")
    keep(top)
    for ref in ("pull/7/head", "merge-requests/7/head"):
        git(top, "update-ref", f"refs/{ref}", "fork")
    git(top, "checkout", "-q", "main")
    put(data, "tasks/PL-01.yaml", "item: PL-01\nevents:\n- {date: 2021-05-01, event: started}\n")
    keep(top)
    return top


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A repository that stands for ct58's own: its `dev.py` runs the ct58 that is tried."""
    top = begin(tmp_path / "ct58-kho")
    (top / "dev.py").write_text(_RUNS_HERE, "utf-8")
    shutil.copytree(RECIPES, top / "docs/recipes", ignore=shutil.ignore_patterns("__pycache__"))
    keep(top)
    git(top, "config", "uploadpack.allowAnySHA1InWant", "true")
    return top


def run(script: str, place: Path, own: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """A step, as a runner runs it: bash that stops at the first failure."""
    place.mkdir(exist_ok=True)
    kept = {**git_environment(), "PYTHONPATH": str(ROOT / "src"), "CT58_CACHE": str(place / "cache"), **own}
    asked = ["bash", "-eo", "pipefail", "-c", script]
    return subprocess.run(asked, cwd=place, env=kept, capture_output=True, text=True, check=False)


def given(step: Mapping[str, Any], *outer: Mapping[str, Any], known: Mapping[str, str]) -> dict[str, str]:
    """The environment of a step; what a platform puts in stands in `known`."""
    named = {name: value for level in (*outer, step) for name, value in level.get("env", {}).items()}
    return {name: known.get(name, str(value)) for name, value in named.items()}


def played(forge: Path, program: Path, server: ThreadingHTTPServer) -> dict[str, str]:
    """What a platform tells its steps."""
    return {
        "CT58_REPO": str(program),
        "CT58_REV": git(program, "rev-parse", "HEAD"),
        "SOURCE": str(forge),
        "BASE": "main",
        "NUMBER": "7",
        "TOKEN": "khoa",
        "API": f"http://127.0.0.1:{server.server_address[1]}",
        "TEXT": "",
    }


def steps(
    name: str, job: str, place: Path, known: Mapping[str, str]
) -> Iterator[subprocess.CompletedProcess[str]]:
    """Each step of a job, run in turn."""
    flow = recipe(name)
    for step in flow["jobs"][job]["steps"]:
        own = given(step, flow, flow["jobs"][job], known=known)
        yield run(step["run"], place, {**own, "GITHUB_OUTPUT": str(place / "output")})


@pytest.mark.parametrize("name", NAMES)
def test_no_recipe_runs_what_a_request_brings_nor_names_an_index(name: str) -> None:
    """Nothing of the request is checked out, no expression stands in a script, and no package is asked for by name."""
    text = (RECIPES / name).read_text("utf-8")
    scripts = [step["run"] for job in recipe(name).get("jobs", {}).values() for step in job["steps"]]
    assert not any("${{" in script for script in scripts)
    assert not any(word in text for word in ("pip ", "uses:", "index-url", "checkout -q phieu"))


@pytest.mark.parametrize("kind", ["github", "gitea"])
def test_a_writing_job_reads_nothing_of_a_request(kind: str) -> None:
    """Which job may write, and what it is given."""
    flow = recipe(f"{kind}/ct58-thay-doi.yml")
    assert "pull_request_target" in flow["on"]
    assert (flow["permissions"], flow["jobs"]["doc"]["permissions"]) == ({}, {"contents": "read"})
    assert flow["jobs"]["ghi"]["permissions"] == {"pull-requests": "write"}
    assert not any('fetch -q "$SOURCE"' in step["run"] for step in flow["jobs"]["ghi"]["steps"])
    assert recipe(f"{kind}/ct58-kiem-tra.yml")["permissions"] == {"contents": "read"}


@pytest.mark.skipif(sys.platform == "win32", reason="runners of Linux")
@pytest.mark.parametrize("kind", ["github", "gitea"])
def test_findings_stand_on_the_lines_of_a_request(
    kind: str, tmp_path: Path, forge: Path, program: Path, platform: ThreadingHTTPServer
) -> None:
    """Only what the request brings; the check fails where there is an error."""
    *before, checked = steps(
        f"{kind}/ct58-kiem-tra.yml", "kiem-tra", tmp_path / "viec", played(forge, program, platform)
    )
    assert [done.stderr for done in before if done.returncode] == []
    assert checked.returncode == 1, checked.stderr
    assert checked.stdout.startswith("::error file=data/units/so-y-te/reports/2021-Q3.yaml,line=3,")
    assert TELEPHONE not in checked.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="runners of Linux")
@pytest.mark.parametrize("kind", ["github", "gitea"])
def test_the_change_is_one_comment_that_is_renewed(
    kind: str, tmp_path: Path, forge: Path, program: Path, platform: ThreadingHTTPServer
) -> None:
    """The first time made, then left alone, then renewed; somebody else's that looks like it is not touched."""
    Platform.author, name, place = BOTS[kind], f"{kind}/ct58-thay-doi.yml", tmp_path / "viec"
    known = played(forge, program, platform)
    assert [done.stderr for done in steps(name, "doc", place, known) if done.returncode] == []
    text = (place / "output").read_text("utf-8").removeprefix("text=").strip()
    for said, expected in ((text, "made"), (text, "unchanged"), (packed("khác\n"), "renewed")):
        *_before, done = steps(name, "ghi", tmp_path / "ghi", {**known, "TEXT": said})
        assert (done.stdout.strip(), done.stderr) == (expected, "")
        if expected == "made":
            assert_is_the_change(Platform.comments[-1]["body"])
    assert len(Platform.comments) == 51
    assert Platform.comments[-1]["body"] == f"{MARKER}\nkhác\n"
    assert Platform.comments[3]["body"] == f"{MARKER}\ncủa tôi"


def packed(text: str) -> str:
    """As one job hands it to the next."""
    return base64.b64encode(gzip.compress(text.encode())).decode()


def assert_is_the_change(body: str) -> None:
    """What the request brings, without what came to the main copy, a call, a telephone."""
    assert body.startswith(f"{MARKER}\n# ")
    assert "12 | → **21**" in body
    assert "PL-01" not in body
    assert not any(word in body for word in (TELEPHONE, " @nam"))


@pytest.mark.skipif(sys.platform == "win32", reason="runners of Linux")
def test_gitlab_checks_by_request_and_writes_by_schedule(
    tmp_path: Path, forge: Path, program: Path, platform: ThreadingHTTPServer
) -> None:
    """A job by the request has no key that writes; the one by schedule reads the request without it."""
    Platform.author = BOTS["gitlab"]
    flow, known = recipe("gitlab/ct58.gitlab-ci.yml"), played(forge, program, platform)
    (forge.parent / "kho.git.git").symlink_to(forge)
    common = {
        **known,
        "CI_JOB_TOKEN": "x",
        "CI_PROJECT_URL": str(forge),
        "CI_MERGE_REQUEST_PROJECT_URL": str(forge),
    }
    del common["TOKEN"], common["API"]
    checked = {**common, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_MERGE_REQUEST_IID": "7"}
    scheduled = {
        **common,
        "CI_API_V4_URL": known["API"],
        "CI_PROJECT_ID": "5",
        "CI_DEFAULT_BRANCH": "main",
        "CT58_TOKEN": "khoa",
        "CT58_AUTHOR": "ct58",
    }
    done = {}
    for job, own in (("ct58-kiem-tra", checked), ("ct58-thay-doi", scheduled)):
        assert flow[job]["extends"] == ".ct58"
        script = "\n".join([*flow[".ct58"]["before_script"], *flow[job]["script"]])
        done[job] = run(script, tmp_path / job, own)
    assert (done["ct58-kiem-tra"].returncode, done["ct58-thay-doi"].returncode) == (1, 0), done
    (finding,) = json.loads((tmp_path / "ct58-kiem-tra/gl-code-quality-report.json").read_text("utf-8"))
    assert finding["location"] == {"path": "data/units/so-y-te/reports/2021-Q3.yaml", "lines": {"begin": 3}}
    assert finding["severity"] == "blocker"
    assert_is_the_change(Platform.comments[-1]["body"])
    assert Platform.asked[-1] == "POST /projects/5/merge_requests/7/notes"
    assert "CT58_TOKEN" not in json.dumps(flow["ct58-kiem-tra"]) + json.dumps(flow[".ct58"])


def test_every_recipe_is_explained() -> None:
    """Each file by its name."""
    said = (RECIPES / "README.md").read_text("utf-8")
    assert [name for name in NAMES if name not in said] == []
