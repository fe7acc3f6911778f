"""What the checkout promises as a whole: pinned packages, mirrored tests, short functions, no traces."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest
from tests.test_architecture import imports_of, ours

from ct58.services.setup.seeding import SEED_FOLDERS

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "ct58"
TESTS = ROOT / "tests"

OUR_TOPS = {"ct58", "tests"}
WITHOUT_A_TWIN = {"tests/docs", "tests/data", "tests/errors", "tests/tools", "tests/engines"}
"""Folders of tests that specify no single module of ct58: the shipped data, the finding codes, what makes the folder for Windows, boxes, and engines."""

LONGEST_FUNCTION = 64
"""Lines, without the docstring: more has more than one level of abstraction."""

FOLDERS_OF_ONE_COMPUTER = ("home", "root", "work", "Users", "opt", "tmp")
INDEX_HOSTS = ("py" + "pi.org", "python" + "hosted.org", "py" + "pi.python.org")
TRACES = re.compile(
    "|".join(
        [
            rf"(?<![\w.~/<])/(?:{'|'.join(FOLDERS_OF_ONE_COMPUTER)})/\w",
            r"\b[A-Z]:\\Users\b",
            re.escape("../" + "shared"),
            *map(re.escape, INDEX_HOSTS),
        ]
    )
)


def _git(*arguments: str) -> list[str]:
    answer = subprocess.run(
        ["git", "-c", "safe.directory=*", "-C", str(ROOT), *arguments], check=True, capture_output=True
    )
    return [name for name in answer.stdout.decode().split("\0") if name]


def _texts() -> Iterator[tuple[str, str]]:
    """Every file of the checkout that is text: its name and content."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    for name in _git("ls-files", "-z", "--cached", "--others", "--exclude-standard"):
        content = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b""
        if b"\0" not in content:
            yield name, content.decode("utf-8", errors="replace")


def _canonical(requirement: str) -> str:
    """The name in a requirement, as package indexes compare it."""
    name = re.split(r"[^\w.-]", requirement.strip(), maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.fixture(scope="module")
def pinned() -> dict[str, str]:
    """Name → entry of constraints.txt, an entry being one requirement with all its hashes."""
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    entries = "\n".join(lines).replace("\\\n", " ").splitlines()
    return {_canonical(entry): entry for entry in entries}


def test_every_pin_is_one_version_with_hashes_and_no_address(pinned: dict[str, str]) -> None:
    """Nothing is installed that was not seen before, from wherever pip is set up to fetch it."""
    pattern = re.compile(
        r"""[\w.-]+==[\w.]+(?: ; sys_platform [!=]= "\w+")?(?:\s+--hash=sha256:[0-9a-f]{64})+"""
    )
    assert [entry for entry in pinned.values() if not pattern.fullmatch(entry.strip())] == []


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_everything_the_project_asks_for_is_pinned(project: dict[str, Any], pinned: dict[str, str]) -> None:
    """To build, to run, to develop, with each extra: each direct requirement is in constraints.txt."""
    groups = [name for group in project["dependency-groups"].values() for name in group]
    extras = [name for extra in project["project"]["optional-dependencies"].values() for name in extra]
    asked = [*project["build-system"]["requires"], *_to_run(project), *groups, *extras]
    assert {_canonical(requirement) for requirement in asked} - set(pinned) == set()


def test_what_only_tests_and_checks_need_is_not_installed_to_run(
    project: dict[str, Any], pinned: dict[str, str]
) -> None:
    """A clerk's computer takes the first parts of constraints.txt; they have all that ct58 asks for, and no more."""
    dev = run_path(str(ROOT / "dev.py"))
    to_run, to_test, to_write, everything, _with_spark = map(dev["packages"], dev["EXTENTS"])
    first, second = (
        {_canonical(line) for line in part.splitlines() if "==" in line} for part in (to_run, to_test)
    )
    assert everything.startswith(to_write)
    assert to_write.startswith(to_test)
    assert to_test.startswith(to_run)
    assert {_canonical(line) for line in [*project["build-system"]["requires"], *_to_run(project)]} <= first
    assert {_canonical(line) for line in project["dependency-groups"]["dev"]} <= second - first
    third = {_canonical(line) for line in to_write.splitlines() if "==" in line}
    assert {_canonical(line) for line in project["dependency-groups"]["docs"]} <= third - second
    assert {"ibis-framework", "pyarrow"} <= set(pinned) - third


@pytest.mark.parametrize("top", ["src", "tests", "tools", "bench"])
def test_what_is_imported_is_asked_for(project: dict[str, Any], top: str) -> None:
    """A package that only comes along with another is gone when that one no longer needs it."""
    asked = [*_to_run(project), *(project["dependency-groups"]["dev"] if top != "src" else ())]
    asked += ["pyspark"] if top == "tests" else []
    asked += [one for extra in project["project"]["optional-dependencies"].values() for one in extra]
    declared = {_canonical(requirement) for requirement in asked}
    origin = {"ibis": ["ibis-framework"], **packages_distributions()}
    missing = [
        f"{path.relative_to(ROOT).as_posix()}: {name}"
        for path in sorted((ROOT / top).rglob("*.py"))
        for name in _foreign(path)
        if not declared & {_canonical(distribution) for distribution in origin.get(name, (name,))}
    ]
    assert missing == []


def test_what_init_lays_out_is_in_the_wheel(project: dict[str, Any]) -> None:
    """The seed's one source is the checkout's own folders; an installed ct58 begins the same folder."""
    laid = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert {source: target for source, target in laid.items() if target != f"ct58/seed/{source}"} == {}
    seed = [path for name in SEED_FOLDERS for path in (ROOT / name).rglob("*") if path.is_file()]
    included = [ROOT / source for source in laid]
    assert [path for path in seed if not {path, *path.parents} & set(included)] == []


def _to_run(project: Mapping[str, Any]) -> list[str]:
    dependencies: list[str] = project["project"]["dependencies"]
    return dependencies


def _foreign(path: Path) -> set[str]:
    """The packages that a file imports which are neither Python's nor lie in this checkout."""
    modules = {name.split(".")[0] for name in imports_of(ast.parse(path.read_bytes()))}
    beside = {file.stem for folder in (path.parent, ROOT / "tools") for file in folder.glob("*.py")}
    return modules - sys.stdlib_module_names - beside - OUR_TOPS


def test_the_licence_is_the_one_that_is_named(project: dict[str, Any]) -> None:
    """The metadata name it and the file, which says whose it is; no classifier says another."""
    told = project["project"]
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert (told["license"], told["license-files"]) == ("MIT", ["LICENSE"])
    assert text.startswith("MIT License")
    assert [author["name"] for author in told["authors"]] == ["the ct58 authors"]
    assert "the ct58 authors" in text
    assert not [classifier for classifier in told["classifiers"] if classifier.startswith("License")]


def test_tests_mirror_the_source() -> None:
    """tests/<area>/test_x.py specifies src/ct58/<area>/x.py, or the folder x."""
    strays = [
        path.relative_to(ROOT).as_posix()
        for path in sorted(TESTS.glob("*/**/test_*.py"))
        if path.relative_to(ROOT).parent.as_posix() not in WITHOUT_A_TWIN and not _has_twin(path)
    ]
    assert strays == []


def _has_twin(test: Path) -> bool:
    twin = PACKAGE / test.relative_to(TESTS).with_name(test.stem.removeprefix("test_"))
    return twin.with_suffix(".py").is_file() or twin.is_dir()


COVERED_BY: Mapping[str, tuple[str, ...]] = {
    "errors/test_rules": ("domain/checks/calendars", "domain/checks/targets", "domain/checks/terms"),
    "cli/test_from_table": (
        "domain/planning/deadline_rules",
        "domain/planning/from_table",
        "render/screens/from_table",
        "services/setup/from_table",
    ),
    "views/test_counts": ("domain/standing/rates",),
    "cli/test_doubled": ("cli/dialogue/doubled", "render/screens/doubled", "services/round/doubling"),
    "docs/test_targets_page": ("render/words/targets",),
    "vcs/test_shared": ("vcs/main_place",),
    "domain/time/test_deadline_words": ("domain/time/recurring_words",),
    "domain/time/test_due_days": ("domain/time/days",),
    "domain/time/test_period": ("domain/time/period_names",),
    "services/writing/test_recording": ("services/writing/undoing",),
    "services/past/test_approvals": (
        "services/round/taking",
        "vcs/authorship",
        "vcs/main_line",
        "vcs/signatures",
    ),
    "vcs/test_conditions": ("vcs/git_folder",),
    "domain/planning/test_amending": ("domain/planning/new_deadlines",),
    "domain/planning/test_unit_words": ("domain/records/terms",),
    "domain/planning/test_ending": ("domain/standing/ending",),
    "cli/commands/test_check": ("services/reading/checking",),
    "cli/commands/test_completion": ("cli/completing", "cli/offered_names", "views/completions"),
    "cli/commands/test_diff": (
        "render/screens/change_entries",
        "render/screens/change_sections",
        "render/screens/changes",
        "render/screens/first_time",
    ),
    "cli/commands/test_doctor": (
        "render/documents/examples",
        "render/screens/health",
        "services/documents/trying",
        "services/setup/doctor",
    ),
    "cli/commands/test_fmt": ("services/writing/formatting",),
    "cli/commands/test_log": ("services/past/history", "services/past/trails", "render/screens/history"),
    "cli/commands/test_receive": ("views/arrivals", "render/screens/arrivals"),
    "cli/commands/test_programme": (
        "cli/dialogue/ending",
        "render/documents/handover",
        "render/screens/ending",
        "render/screens/handover",
        "views/ending",
        "views/handover",
    ),
    "cli/commands/test_record": ("render/screens/recorded",),
    "cli/commands/test_record_report": ("domain/planning/assignments",),
    "cli/commands/test_remind": (
        "render/documents/mail",
        "services/documents/letters",
        "services/documents/mails",
    ),
    "cli/commands/test_review": ("services/reading/beginning", "services/round/reviewing"),
    "cli/commands/test_save": ("services/round/keeping",),
    "cli/commands/test_setup": ("cli/setup_answers", "services/setup/founding", "render/screens/setup"),
    "cli/commands/test_show": ("cli/commands/show_origin",),
    "cli/commands/test_unit": ("cli/commands/unit_end", "cli/register"),
    "cli/commands/test_submit": ("services/round/submitting",),
    "render/documents/test_markdown": (
        "render/documents/filters",
        "render/documents/sandbox",
        "render/documents/tag_faults",
    ),
    "cli/commands/test_contribute": ("render/screens/contribution",),
    "cli/commands/test_rollup": (
        "render/screens/rollup",
        "render/screens/rollup_units",
        "render/site/level",
        "services/documents/rollup",
        "views/rollup",
    ),
    "exchange/test_package_reader": ("exchange/package_layout", "exchange/package_writer"),
    "domain/rollup/test_adding": (
        "domain/rollup/absence",
        "domain/rollup/folding",
        "domain/rollup/package",
        "domain/rollup/refusals",
    ),
    "engines/test_rollup_units": (
        "domain/rollup/by_units",
        "exchange/unit_sums",
        "services/documents/rollup_units",
        "views/rollup_units",
    ),
    "domain/rollup/test_level_checks": ("domain/records/levels",),
    "cli/commands/test_summary": (
        "services/documents/summary",
        "services/writing/issuing",
    ),
    "cli/dialogue/test_report": (
        "cli/dialogue/answers",
        "cli/dialogue/prompts",
        "cli/dialogue/questions",
        "cli/dialogue/steps",
        "cli/dialogue/summary",
        "cli/dialogue/talk",
        "cli/dialogue/wording",
    ),
    "cli/test_group": ("cli/app", "cli/commands_table"),
    "cli/test_boundary": ("cli/language", "errors/refusals"),
    "cli/test_output": ("store/output_file",),
    "cli/test_parameters": ("cli/click_texts",),
    "demo/test_office": (
        "demo/events",
        "demo/form",
        "demo/made_up",
        "demo/history",
        "demo/register",
        "demo/reports",
        "demo/setting",
        "demo/sheets",
        "demo/slots",
        "demo/words",
    ),
    "domain/changes/test_settled": ("domain/changes/influence",),
    "domain/changes/test_compare": ("domain/changes/model",),
    "domain/checks/test_events": ("domain/records/events",),
    "domain/checks/test_periods": ("domain/records/committee",),
    "domain/checks/test_units": ("domain/records/units",),
    "domain/indicators/test_evaluation": (
        "domain/indicators/answers",
        "domain/indicators/contribution",
        "domain/indicators/known",
        "domain/indicators/measures",
        "domain/indicators/possibilities",
        "domain/indicators/result",
        "domain/indicators/sums",
    ),
    "domain/indicators/test_facts": ("domain/indicators/columns", "domain/indicators/strips"),
    "domain/planning/test_reports": ("domain/standing/form",),
    "domain/records/test_items": ("domain/records/programme", "domain/records/scalars"),
    "domain/standing/test_status": ("domain/records/reports",),
    "exchange/test_form_reader": ("exchange/interpreting", "exchange/reading"),
    "domain/standing/test_occurrences": ("domain/records/editions",),
    "render/documents/test_docx": ("render/documents/template_faults", "render/documents/word_template"),
    "render/formats/test_docx": ("render/formats/docx_style",),
    "render/screens/test_catalogue": ("render/screens/targets",),
    "render/screens/test_explanation": ("render/screens/explanation_tables",),
    "render/screens/test_status": ("render/screens/status_tables",),
    "render/site/test_pages": (
        "render/site/clauses",
        "render/site/frame",
        "render/site/indicator",
        "render/site/indicators",
        "render/site/overview",
        "render/site/reports",
        "render/site/search",
        "render/site/task",
        "render/site/tasks",
        "render/site/units",
    ),
    "render/words/test_changes": ("render/words/fields",),
    "render/words/test_speech": ("i18n",),
    "services/past/test_comparing": ("services/reading/named_sources",),
    "store/test_loader": ("store/loaded", "store/yaml/old_terms"),
    "store/yaml/test_reader": ("store/yaml/scalars", "store/yaml/syntax", "store/yaml/text"),
    "store/yaml/test_remarks": ("store/yaml/comments", "store/yaml/text_nodes"),
    "test_check_since": ("services/reading/differences",),
    "views/test_media": ("views/page",),
    "cli/commands/test_export": ("render/formats/parquet",),
    "render/site/test_feed": ("views/feed",),
    "services/setup/test_editor": ("render/screens/editor", "services/setup/seed", "views/editor"),
}
"""Test → modules that it specifies besides its twin, because they are asked for through what it tests."""


def test_every_module_with_logic_is_specified_somewhere() -> None:
    """By its twin among the tests, or by the one that is named here; who changes a module finds its specification."""
    named = {module for modules in COVERED_BY.values() for module in modules}
    without = {
        name
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.stem not in ("__init__", "__main__") and _has_logic(path)
        if not (TESTS / (name := path.relative_to(PACKAGE).with_suffix("").as_posix()))
        .with_name(f"test_{path.stem}.py")
        .is_file()
    }
    assert sorted(without - named) == []
    assert sorted(name for name in named if not (PACKAGE / f"{name}.py").is_file()) == []
    assert sorted(test for test in COVERED_BY if not (TESTS / f"{test}.py").is_file()) == []


def _has_logic(path: Path) -> bool:
    return any(isinstance(node, ast.FunctionDef) for node in ast.walk(ast.parse(path.read_bytes())))


@pytest.mark.parametrize("test", COVERED_BY)
def test_a_test_reaches_the_modules_that_it_is_said_to_cover(test: str) -> None:
    """Through what it imports, itself or by what it calls; the tests of commands run them all through the one entry."""
    tree = ast.parse((TESTS / f"{test}.py").read_bytes())
    reached = _reached({module for module in imports_of(tree) if module.startswith(("ct58", "tests"))})
    if test.startswith("cli/"):
        reached |= _reached({module for module in ours() if module.startswith("ct58.cli")})
    assert [name for name in COVERED_BY[test] if f"ct58.{name.replace('/', '.')}" not in reached] == []


def _reached(modules: set[str]) -> set[str]:
    """The modules of ct58 that these lead to, those of the tests' own support in between."""
    found: set[str] = set()
    while modules:
        module = modules.pop()
        if module not in found:
            found.add(module)
            modules |= ours().get(module, set()) | _of_support(module)
    return found


@cache
def _of_support(module: str) -> set[str]:
    path = ROOT / f"{module.replace('.', '/')}.py"
    if not module.startswith("tests.") or not path.is_file():
        return set()
    return set(imports_of(ast.parse(path.read_bytes())))


def test_functions_stay_short() -> None:
    """A function that does not fit on a screen is to be cut at its levels of abstraction."""
    sources = [
        *ROOT.glob("*.py"),
        *(path for top in ("src", "tests", "tools", "bench") for path in (ROOT / top).rglob("*.py")),
    ]
    long = [
        f"{path.relative_to(ROOT).as_posix()}:{function.lineno} {function.name}"
        for path in sources
        for function in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        and _lines(function) > LONGEST_FUNCTION
    ]
    assert long == []


def _lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    docstring = ast.get_docstring(function, clean=False) or ""
    return (function.end_lineno or function.lineno) - function.lineno - docstring.count("\n")


def test_no_file_names_a_package_index_or_a_place_on_one_computer() -> None:
    """A clone works anywhere: no index host, no absolute path of the computer it was written on."""
    traces = [
        f"{name}:{number}: {found.group()}"
        for name, text in _texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if (found := TRACES.search(line))
    ]
    assert traces == []


@pytest.mark.parametrize(
    "line",
    [
        "see /" + "home/an/ct58",
        'open("/' + 'tmp/x")',
        "https://" + INDEX_HOSTS[0] + "/simple",
        "C:\\" + "Users\\an",
    ],
)
def test_the_search_for_traces_finds_them(line: str) -> None:
    """The pattern is built from pieces, so it is shown to match."""
    assert TRACES.search(line)


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="needs shellcheck")
def test_shell_scripts_have_no_known_mistake() -> None:
    """As shellcheck knows them."""
    scripts = [name for name, text in _texts() if re.match(r"#!.*\b(ba)?sh\b", text)]
    assert ".ci/run" in scripts
    done = subprocess.run(["shellcheck", *scripts], cwd=ROOT, capture_output=True, check=False)
    assert done.stdout.decode() == ""
