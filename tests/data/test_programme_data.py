"""The shipped programme says what the document says: all of it, once, and in its own words."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

DATA = Path(__file__).parents[2] / "data"
CLAUSE_IDS = [
    "CAN-CU", "I.1", "I.2", "I.3", "II.1.1-1", "II.1.1-2", "II.1.2-1", "II.1.2-2", "II.1.2-3",
    "II.2.1-1", "II.2.1-2", "II.2.2-1", "II.2.2-2", "II.3.1-1", "II.3.1-2", "II.3.2.1-1", "II.3.2.1-2",
    "II.3.2.2-1", "II.3.2.2-2", "II.4.1-1", "II.4.1-2", "II.4.1-3", "II.4.1-4", "II.4.1-5",
    "II.4.2-BTC-1", "II.4.2-BTC-2", "II.4.2-BTC-3", "II.4.2-BTG-1", "II.4.2-BTG-2", "II.4.2-BTG-3",
    "II.4.2-BTG-4", "II.4.2-UBKT-1", "II.4.2-UBKT-2", "II.4.2-VP-1", "II.4.2-VP-2", "II.4.2-VP-3",
    "II.4.2-DT", "III.1", "III.2", "III.3", "III.4",
]  # fmt: skip
APPENDIX = {  # lead, deadline as written, submitted to
    "PL-01": (["ban-tuyen-giao"], "Quý II năm 2021", ["standing_committee"]),
    "PL-02": (["van-phong"], "Quý IV năm 2021, các năm tiếp theo", ["standing_committee"]),
    "PL-03": (["uy-ban-kiem-tra"], "Hàng năm", ["standing_committee"]),
    "PL-04": (["van-phong"], "Quý I năm 2021", ["standing_committee"]),
    "PL-05": (["van-phong"], "Quý II năm 2021", []),
    "PL-06": (["van-phong"], "Quý II năm 2021", ["standing_committee"]),
    "PL-07": (["van-phong"], "Quý I năm 2022", ["standing_committee", "executive_committee"]),
    "PL-08": (["ban-to-chuc"], "Quý I năm 2021", []),
    "PL-09": (["ban-to-chuc"], "Quý I năm 2021", ["standing_committee"]),
    "PL-10": (["ban-to-chuc"], "Quý II năm 2021", ["standing_committee"]),
    "PL-11": (["ban-tuyen-giao"], "Quý II năm 2021", ["executive_committee"]),
    "PL-12": (["ban-tuyen-giao"], "Quý III năm 2021", ["standing_committee"]),
    "PL-13": (["uy-ban-kiem-tra"], "Giai đoạn 2021 - 2025", ["standing_committee"]),
    "PL-14": (["ban-to-chuc", "doan-thanh-nien-khoi"], "Quý II năm 2021", ["standing_committee"]),
}
TARGETS = {  # None: the text gives no number
    "CT-01": ("=", 100), "CT-02": ("=", 100), "CT-03": ("=", 100), "CT-04": ("=", 100), "CT-05": ("=", 100),
    "CT-06": (">", 90), "CT-07": (">=", 75), "CT-08": (">=", 80), "CT-09": None, "CT-10": None,
    "CT-11": ("=", 100), "CT-12": ("=", 100), "CT-13": None, "CT-14": (">", 600), "CT-15": (">=", 300),
    "CT-16": (">=", 2), "CT-17": (">=", 1), "CT-18": (">", 90), "CT-19": (">=", 20), "CT-20": ("=", 0),
    "CT-21": ("=", 100), "CT-22": ("=", 100), "CT-23": ("=", 100), "CT-24": ("=", 100), "CT-25": ("=", 100),
    "CT-26": (">=", 70), "CT-27": (">=", 20), "CT-28": ("=", 100),
}  # fmt: skip
RULE_KEYS = {"by", "before", "every", "within"}
WITHOUT_DENOMINATOR = {"CT-14", "CT-15", "CT-16", "CT-17", "CT-20"}


def read(file: Path) -> Any:
    """The plain tree of a file."""
    return YAML(typ="safe").load(file.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def programme() -> Any:
    """The shipped programme."""
    return read(DATA / "programme.yaml")


@pytest.fixture(scope="module")
def units() -> dict[str, Any]:
    """The shipped register, by folder."""
    return {file.parent.name: read(file) for file in sorted(DATA.glob("units/*/unit.yaml"))}


def clause_or_part_ids(programme: Any) -> set[str]:
    """What a link to the text may name."""
    return {entry["id"] for entry in [*programme["clauses"], *programme["parts"]]}


def figure_fields(programme: Any) -> dict[str, set[str]]:
    """The fields of each figure; none for a plain one."""
    return {
        figure["key"]: {field["key"] for field in figure.get("fields", ())} for figure in programme["figures"]
    }


def figure(programme: Any, key: str) -> Any:
    """A line of the report form."""
    return next(figure for figure in programme["figures"] if figure["key"] == key)


def indicator(programme: Any, id: str) -> Any:
    """An indicator by its id."""
    return next(indicator for indicator in programme["indicators"] if indicator["id"] == id)


def duty(programme: Any, id: str) -> Any:
    """A duty by its id."""
    return next(duty for duty in programme["duties"] if duty["id"] == id)


def measures(indicators: Any) -> Iterator[Any]:
    """All numerators and denominators, those of the other readings too."""
    for entry in indicators:
        for holder in (entry, *entry.get("readings", ())):
            yield from (holder[key] for key in ("numerator", "denominator") if holder[key] is not None)


def conditions(measure: Any) -> list[Any]:
    """The alternatives of a measure: one, unless it is a list."""
    where = measure.get("where", [])
    return where if isinstance(where, list) else [where]


def figure_paths(measure: Any) -> Iterator[str]:
    """The figures that a measure names; the fields of counted rows belong to the list counted."""
    yield from measure.get("sum", ())
    yield from measure.get("minus", ())
    counted = measure.get("count", "units")
    prefix = "" if counted == "units" else f"{counted}."
    for condition in conditions(measure):
        listed = condition.get("all") or condition.get("any")
        rows = [condition.get("among") or {}, condition.get("where") or {}] if listed else []
        yield from (f"{listed}.{key}" for row in rows for key in row)
        yield from (prefix + key for key in condition if not listed)


def texts(value: Any) -> Iterator[str]:
    """All strings of a tree, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, child in value.items():
            yield from texts(key)
            yield from texts(child)
    elif isinstance(value, list):
        for child in value:
            yield from texts(child)


def test_the_head_is_the_documents_own(programme: Any) -> None:
    """Number, date, horizon and signatory as issued."""
    head = programme["programme"]
    assert (head["number"], head["issued_on"]) == ("10-CTr/ĐUK", dt.date(2021, 4, 7))
    assert (head["horizon"], head["signatory"]["name"]) == ({"from": 2021, "to": 2025}, "Trần Văn Hải")


def test_every_clause_of_the_body_is_there_once_and_in_order(programme: Any) -> None:
    """41 clauses, the bases among them."""
    assert [clause["id"] for clause in programme["clauses"]] == CLAUSE_IDS
    assert len(CLAUSE_IDS) == 41


def test_source_lines_rise_and_no_line_is_used_twice(programme: Any) -> None:
    """Clauses stand in the order of the text; a sentence cut by a page break has two lines."""
    lines = [line for clause in programme["clauses"] for line in clause["lines"]]
    assert lines == sorted(set(lines))
    cut = [clause["lines"] for clause in programme["clauses"] if len(clause["lines"]) > 1]
    assert cut == [[64, 66], [82, 84], [106, 108], [126, 128]]


def test_clauses_are_text_without_the_marks_of_the_list(programme: Any) -> None:
    """No dash, emphasis or doubled space; the word cut by the page break is whole."""
    for clause in programme["clauses"]:
        assert clause["text"] == clause["text"].strip()
        assert not clause["text"].startswith(("-", "+", "*", "#"))
        assert "**" not in clause["text"]
        assert "  " not in clause["text"]
    cut = next(clause for clause in programme["clauses"] if clause["id"] == "II.3.2.1-1")
    assert "nhiệm vụ của năm để tổ chức triển khai thực hiện" in cut["text"]


def test_a_correction_differs_from_the_text_it_corrects(programme: Any) -> None:
    """The slips of the transcription are corrected beside the text, and only there."""
    corrected = {entry["id"] for entry in programme["clauses"] if "corrected" in entry}
    assert corrected == {"CAN-CU", "II.3.1-2", "II.4.1-2", "II.4.1-4", "II.4.2-BTG-3"}
    for entry in programme["clauses"]:
        assert entry.get("corrected") != entry["text"]
    for task in programme["tasks"]:
        assert task.get("corrected") != task["title"]
        assert task.get("prepared_by_corrected") != task["prepared_by"]


def test_parts_are_those_of_the_document(programme: Any) -> None:
    """The preamble, I, the four parts of II, III."""
    assert [part["id"] for part in programme["parts"]] == [
        "MO-DAU",
        "I",
        "II.1",
        "II.2",
        "II.3",
        "II.4",
        "III",
    ]


def test_a_clause_belongs_to_the_part_that_its_id_names(programme: Any) -> None:
    """II.4.2-VP-2 is in II.4, III.2 in III; the bases stand before part I."""
    for clause in programme["clauses"]:
        if clause["id"] == "CAN-CU":
            assert clause["part"] == "MO-DAU"
        else:
            assert clause["id"].startswith(clause["part"] + ".")


def test_the_appendix_is_complete(programme: Any) -> None:
    """14 tasks, with lead, deadline as written and the two columns of crosses."""
    found = {
        task["id"]: (task["lead"], task["deadline"]["text"], task["submit_to"]) for task in programme["tasks"]
    }
    assert found == APPENDIX
    assert [task["number"] for task in programme["tasks"]] == list(range(1, 15))


def test_crosses_of_the_appendix_add_up(programme: Any) -> None:
    """Ban Thường vụ 11 times, Ban Chấp hành twice, tasks 5 and 8 neither."""
    columns = [task["submit_to"] for task in programme["tasks"]]
    assert sum("standing_committee" in column for column in columns) == 11
    assert sum("executive_committee" in column for column in columns) == 2
    assert [task["number"] for task in programme["tasks"] if not task["submit_to"]] == [5, 8]


def test_groups_of_the_appendix_hold_their_tasks(programme: Any) -> None:
    """I has tasks 1–3, II 4–7, III 8–14."""
    numbers = {
        group["id"]: [task["number"] for task in programme["tasks"] if task["group"] == group["id"]]
        for group in programme["groups"]
    }
    assert numbers == {"I": [1, 2, 3], "II": [4, 5, 6, 7], "III": [8, 9, 10, 11, 12, 13, 14]}


def test_forms_are_the_split_form_column(programme: Any) -> None:
    """Two tasks ask for two documents; task 8's form is blank."""
    for task in programme["tasks"]:
        assert "; ".join(task["forms"]) == (task["forms_text"] or "")
    assert [task["number"] for task in programme["tasks"] if len(task["forms"]) != 1] == [6, 8, 13]


def test_a_quarter_as_written_is_the_quarter_of_the_rule(programme: Any) -> None:
    """“Quý III năm 2021” is by 2021-Q3; task 2 comes again each year from 2021."""
    roman = {"I": 1, "II": 2, "III": 3, "IV": 4}
    for task in programme["tasks"]:
        if "by" in task["deadline"]:
            _, quarter, _, year = task["deadline"]["text"].split()
            assert task["deadline"]["by"] == f"{year}-Q{roman[quarter]}"
    deadlines = {task["id"]: task["deadline"] for task in programme["tasks"]}
    assert (deadlines["PL-02"]["in"], deadlines["PL-02"]["from"]) == ("Q4", 2021)
    assert (deadlines["PL-03"]["every"], deadlines["PL-03"]["assumed"]) == ("year", True)
    assert (deadlines["PL-13"]["within"], deadlines["PL-13"]["assumed"]) == ("2021..2025", True)


YEARLY_PLAN = {"at": "start", "due_after": 30, "from": 2021, "exceptions": {2021: dt.date(2021, 12, 31)}}
QUARTERS_START = {"at": "start", "due_after": 9, "from": "2021-Q2"}
BY_JUNE = {"by": dt.date(2021, 6, 30)}
ASSUMED_DAYS = {  # what the text leaves open, and the office decided: HM-16, HM-17
    "PL-03": YEARLY_PLAN,
    "NV-13": YEARLY_PLAN,
    "NV-21": YEARLY_PLAN,
    "NV-27": YEARLY_PLAN,
    "NV-08": QUARTERS_START,
    "NV-18": QUARTERS_START,
    "NV-26": {**QUARTERS_START, "exceptions": {"2021-Q2": dt.date(2021, 6, 30)}},
    "NV-17": {
        "at": "start",
        "due_after": 4,
        "from": "2021-04",
        "exceptions": {"2021-04": dt.date(2021, 4, 30)},
    },
    "NV-24": BY_JUNE,
    "NV-25": BY_JUNE,
    "NV-28": BY_JUNE,
}


@pytest.mark.parametrize("id", ASSUMED_DAYS)
def test_a_plan_of_a_time_is_due_at_its_start(programme: Any, id: str) -> None:
    """Marked as assumed, and said in the open questions."""
    items = {entry["id"]: entry for entry in [*programme["tasks"], *programme["duties"]]}
    found = items[id]["deadline"]
    shown = {key: found[key] for key in ("by", "at", "due_after", "from", "exceptions") if key in found}
    assert (shown, found["assumed"]) == (ASSUMED_DAYS[id], True)
    stated = " ".join(entry["decision"] for entry in programme["open_questions"])
    assert id in stated


def test_inner_days_are_of_products_of_the_appendix(programme: Any) -> None:
    """PL-13 is due at the end of its years; its two documents have a day of their own, which no rate knows."""
    inner = {task["id"]: task["products"] for task in programme["tasks"] if "products" in task}
    assert list(inner) == ["PL-13"]
    assert {entry["by"] for entry in inner["PL-13"]} == {dt.date(2021, 12, 31)}
    task = next(task for task in programme["tasks"] if task["id"] == "PL-13")
    assert [entry["name"] for entry in inner["PL-13"]] == task["forms"]


def test_every_reference_to_a_clause_leads_somewhere(programme: Any) -> None:
    """Tasks, duties, indicators and open questions name clauses or parts that exist."""
    known = clause_or_part_ids(programme)
    for section in ("tasks", "duties", "open_questions"):
        for entry in programme[section]:
            assert entry["clauses"], entry["id"]
            assert set(entry["clauses"]) <= known, entry["id"]
    assert {entry["clause"] for entry in programme["indicators"]} <= known


def test_every_clause_that_demands_something_is_followed(programme: Any) -> None:
    """A duty has a task or a duty that names its clause; an indicator clause has an indicator."""
    done = {id for section in ("tasks", "duties") for entry in programme[section] for id in entry["clauses"]}
    counted = {entry["clause"] for entry in programme["indicators"]}
    for clause in programme["clauses"]:
        if {"one_off_duty", "recurring_duty"} & set(clause["kind"]):
            assert clause["id"] in done, clause["id"]
        assert ("indicator" in clause["kind"]) == (clause["id"] in counted), clause["id"]


def test_duties_are_only_made_from_clauses_that_hold_one(programme: Any) -> None:
    """Background, rules and directions alone give no duty; indicators may share one."""
    kinds = {clause["id"]: set(clause["kind"]) for clause in programme["clauses"]}
    for entry in programme["duties"]:
        assert any({"one_off_duty", "recurring_duty"} & kinds[id] for id in entry["clauses"]), entry["id"]


def test_a_duty_is_joint_or_owed_by_each(programme: Any) -> None:
    """Either lead or owners, never both; ids run without a gap."""
    for entry in programme["duties"]:
        assert ("lead" in entry) != ("owners" in entry), entry["id"]
    ids = [entry["id"] for entry in programme["duties"]]
    assert ids == [f"NV-{number:02}" for number in range(1, len(ids) + 1)]


def test_the_units_programmes_were_due_before_15_april_2021(programme: Any) -> None:
    """NV-02: strictly before, owed by grassroots and mass organisations, judged on receipt."""
    entry = duty(programme, "NV-02")
    assert entry["deadline"] == {"text": "trước ngày 15/4/2021", "before": dt.date(2021, 4, 15)}
    assert (entry["owners"], entry["done_when"]) == ("plan_owers", "action_programme.received_on")


def test_a_deadline_that_the_text_does_not_give_is_marked(programme: Any) -> None:
    """A duty's rule is either the text's own date or assumed; a standing duty has no rule."""
    for entry in programme["duties"]:
        rule = entry["deadline"]
        assert len(RULE_KEYS & set(rule)) <= 1, entry["id"]
        if RULE_KEYS & set(rule) and entry["id"] != "NV-02":
            assert rule["assumed"] is True, entry["id"]


def test_what_the_text_lays_on_each_unit_every_year_is_a_duty(programme: Any) -> None:
    """II.3.2.1-1: resolution, registered level, plan to remedy; by 31 March, in 2021 later (HM-26)."""
    asked = {entry["id"]: entry for entry in programme["duties"] if entry["clauses"] == ["II.3.2.1-1"]}
    assert {entry["done_when"] for entry in asked.values()} == {
        "yearly_resolution",
        "registered_level",
        "remedy_plan",
    }
    assert {entry["owners"] for entry in asked.values()} == {"tccsd"}
    for entry in asked.values():
        rule = entry["deadline"]
        assert (rule["every"], rule["in"], rule["from"], rule["assumed"]) == ("year", "03-31", 2021, True)
    days = {id: entry["deadline"]["exceptions"][2021] for id, entry in asked.items()}
    end, summer = dt.date(2021, 12, 31), dt.date(2021, 6, 30)
    assert days == {"NV-32": end, "NV-33": end, "NV-34": summer}


def test_leads_are_in_the_register(programme: Any, units: dict[str, Any]) -> None:
    """Who leads or takes part has a unit file."""
    for entry in [*programme["tasks"], *programme["duties"]]:
        assert set(entry.get("lead", ())) | set(entry.get("with", ())) <= set(units), entry["id"]


def test_sets_that_are_named_are_defined(programme: Any) -> None:
    """Owners, the calendar, figures and measures name sets of the file."""
    named = {entry["owners"] for entry in programme["duties"] if "owners" in entry}
    named |= {entry["units"] for entry in [*programme["reporting"], *programme["figures"]]}
    named |= {
        measure["of"] for measure in measures(programme["indicators"]) if isinstance(measure["of"], str)
    }
    assert named == set(programme["sets"])


def test_ids_named_by_sets_and_measures_are_in_the_register(programme: Any, units: dict[str, Any]) -> None:
    """The Bloc and the four mass organisations exist."""
    named = [
        measure["of"] for measure in measures(programme["indicators"]) if isinstance(measure["of"], dict)
    ]
    named.append(programme["sets"]["bloc"])
    assert {id for rule in named for id in rule["ids"]} <= set(units)


def test_there_are_28_indicators_with_the_targets_of_the_text(programme: Any) -> None:
    """CT-01…CT-28; “trên” is strict, “từ … trở lên” and “ít nhất” are not."""
    found = {
        entry["id"]: entry["target"] and (entry["target"]["op"], entry["target"]["value"])
        for entry in programme["indicators"]
    }
    assert found == TARGETS
    assert len(TARGETS) == 28


def test_plain_counts_have_no_denominator(programme: Any) -> None:
    """Sums and counts are compared as they are, shares with their whole."""
    without = {entry["id"] for entry in programme["indicators"] if entry["denominator"] is None}
    assert without == WITHOUT_DENOMINATOR
    for entry in programme["indicators"]:
        if entry["target"]:
            assert entry["target"]["unit"] == ("count" if entry["id"] in without else "percent"), entry["id"]


def test_ambiguous_shares_have_their_other_readings(programme: Any) -> None:
    """CT-03, 04, 07, 09, 10 and 27 one more reading, CT-05 and CT-19 two; each has a text, and another count or target."""
    readings = {entry["id"]: entry["readings"] for entry in programme["indicators"] if entry.get("readings")}
    assert {id: len(found) for id, found in readings.items()} == {
        "CT-03": 1, "CT-04": 1, "CT-05": 2, "CT-07": 1, "CT-09": 1, "CT-10": 1, "CT-19": 2, "CT-27": 1,
    }  # fmt: skip
    for id, found in readings.items():
        chosen = indicator(programme, id)
        parts = ("numerator", "denominator", "target")
        bases = [tuple(entry.get(part, chosen[part]) for part in parts) for entry in (chosen, *found)]
        assert all(base not in bases[:place] for place, base in enumerate(bases)), id
        assert all(reading["name"] and reading["text"] for reading in found)


def test_excellent_is_a_share_of_good_rounded_down_and_capped(programme: Any) -> None:
    """CT-19: 20% of those rated good, floor, and more than 20% is a warning."""
    entry = indicator(programme, "CT-19")
    assert entry["target"]["rounding"] == "floor"
    assert entry["denominator"]["where"] == {"party_rating": ["good"]}
    assert [(cap["op"], cap["value"]) for cap in entry["caps"]] == [("<=", 20)]


def test_figures_of_measures_exist(programme: Any) -> None:
    """Every figure, field and row field that a measure names is on the form."""
    known = figure_fields(programme)
    paths = [path for measure in measures(programme["indicators"]) for path in figure_paths(measure)]
    assert paths
    for path in paths:
        key, _, field = path.partition(".")
        assert key in known, path
        assert not field or field in known[key], path


def test_words_of_conditions_are_words_of_the_figure(programme: Any) -> None:
    """A rating that a measure asks for can be given."""
    values = {entry["key"]: set(entry.get("values", ())) for entry in programme["figures"]}
    for measure in measures(programme["indicators"]):
        for condition in conditions(measure):
            for key, test in condition.items():
                if values.get(key) and isinstance(test, list):
                    assert set(test) <= values[key], key


def test_done_when_names_a_figure_of_the_form(programme: Any) -> None:
    """A duty that ends with a figure names one that exists, and has owners."""
    known = figure_fields(programme)
    ended = [entry for entry in programme["duties"] if "done_when" in entry]
    assert {entry["id"] for entry in ended} == {"NV-02", "NV-03", "NV-05", "NV-32", "NV-33", "NV-34"}
    for entry in ended:
        key, _, field = entry["done_when"].partition(".")
        assert field in known[key] or (key in known and not field)
        assert "owners" in entry


def test_printed_numbers_are_stable(programme: Any) -> None:
    """Keys and numbers are unique; number 1 is the members, number 5 those admitted."""
    keys = {entry["number"]: entry["key"] for entry in programme["figures"]}
    assert sorted(keys) == list(range(1, len(programme["figures"]) + 1))
    assert len(set(keys.values())) == len(keys)
    assert (keys[1], keys[5]) == ("party_members", "members_admitted")


def test_figures_have_what_their_type_needs(programme: Any) -> None:
    """An enum has words, a record and a list have fields, a number says how it adds up."""
    for entry in programme["figures"]:
        assert ("values" in entry) == (entry["type"] == "enum"), entry["key"]
        assert ("fields" in entry) == (entry["type"] in ("record", "list")), entry["key"]
        if entry["type"] in ("integer", "money"):
            assert entry["adds"] in ("flow", "stock"), entry["key"]


def test_only_what_the_office_receives_is_a_no_when_absent(programme: Any) -> None:
    """Absence of the units' own numbers stays unknown."""
    received = {entry["key"] for entry in programme["figures"] if entry.get("if_absent") == "no"}
    assert received == {"action_programme", "yearly_resolution", "registered_level", "remedy_plan"}


def test_the_deciding_bodys_rating_is_never_asked_of_the_unit(programme: Any) -> None:
    """party_rating comes by decision; not rated is a word of its own."""
    assert [entry["key"] for entry in programme["figures"] if entry.get("asked") is False] == [
        "party_rating",
        "party_rating_decision",
    ]
    assert "not_rated" in figure(programme, "party_rating")["values"]
    assert "not_rated" in figure(programme, "unit_rating")["values"]


def test_every_figure_is_asked_by_a_report_that_is_expected(programme: Any) -> None:
    """Whoever is asked every quarter or year stands in the calendar, at least through a wider set."""
    covered = {(entry["units"], entry["every"]) for entry in programme["reporting"]}
    through = {"drafters": "tccsd", "enterprises": "tccsd", "workplaces": "tccsd", "reviewers": "bloc"}
    for entry in programme["figures"]:
        if entry["every"] != "once":
            assert (through.get(entry["units"], entry["units"]), entry["every"]) in covered, entry["key"]


def test_conflicts_of_the_text_are_stated(programme: Any) -> None:
    """Each open question quotes its clauses and says what is done meanwhile."""
    assert len(programme["open_questions"]) >= 10
    for question in programme["open_questions"]:
        assert all((question["text"], question["decision"])), question["id"]


@pytest.mark.parametrize(
    "file", sorted(DATA.rglob("*.yaml")), ids=lambda file: file.relative_to(DATA).as_posix()
)
def test_files_are_clean_text(file: Path) -> None:
    """NFC, LF, a final newline, no tab, no trailing space, and the schema line first."""
    content = file.read_bytes().decode("utf-8")
    assert unicodedata.is_normalized("NFC", content)
    assert not {"\r", "\t"} & set(content)
    assert content.endswith("\n")
    assert not content.endswith("\n\n")
    assert all(line == line.rstrip() for line in content.split("\n"))
    schema = content.split("\n", 1)[0].removeprefix("# yaml-language-server: $schema=")
    assert (file.parent / schema).resolve().parent == DATA.resolve().parent / "schemas"


def test_no_d_with_stroke_look_alike_and_no_hard_space(programme: Any) -> None:
    """Ð (U+00D0) looks like Đ, and a no-break space like a space; neither belongs here."""
    for text in texts(programme):
        assert not {"\u00d0", "\u00f0", "\u00a0"} & set(text), text


def test_units_are_only_those_that_the_text_names(units: dict[str, Any]) -> None:
    """The committee and its standing committee, four staff bodies, four mass organisations; none invented."""
    kinds: dict[str, set[str]] = {}
    for id, unit in units.items():
        assert unit["id"] == id
        kinds.setdefault(unit["kind"], set()).add(id)
    assert kinds == {
        "committee": {"dang-uy-khoi", "ban-thuong-vu"},
        "staff_body": {"van-phong", "ban-to-chuc", "ban-tuyen-giao", "uy-ban-kiem-tra"},
        "mass_organisation": {
            "doan-thanh-nien-khoi",
            "hoi-cuu-chien-binh-khoi",
            "cong-doan-vien-chuc-tinh",
            "hoi-khuyen-hoc-khoi",
        },
    }


def test_the_office_names_no_person_that_the_text_does_not() -> None:
    """Only the secretary is named; the other signatories stay open."""
    signatories = read(DATA / "office.yaml")["signatories"]
    assert {entry["name"] for entry in signatories if entry["office"] == "BÍ THƯ"} == {"Trần Văn Hải"}
    assert {entry["name"] for entry in signatories if entry["office"] != "BÍ THƯ"} == {None}
