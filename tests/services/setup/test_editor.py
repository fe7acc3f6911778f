"""What lies beside the data for an editor: it knows this programme and register, and says when it is old."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.support import language_server
from tests.support.command_line import REPORT, called, report_text, write_data
from tests.test_schemas import plain

from ct58.domain.records.places import place_of
from ct58.store.sources import read_folder
from ct58.store.yaml.reader import read

FORM = """\
  - key: rating
    number: 6
    label: Xếp loại
    type: enum
    every: quarter
    units: tccsd
    values: {excellent: Hoàn thành xuất sắc, good: Hoàn thành tốt}
  - key: drafts
    number: 7
    label: Văn bản
    type: list
    every: quarter
    units: tccsd
    fields: [{key: title, label: Tên văn bản, type: text}, {key: done_on, label: Ngày xong, type: date}]
"""
RIGHT = report_text() + "  rating: good\n  drafts: [{title: Đề án, done_on: 2021-06-30}]\n"
WRONG = {
    "an unknown key": ("members_admitted", "members_admited"),
    "a word of no choice": ("rating: good", "rating: goood"),
    "a field of no list": ("done_on", "don_on"),
    "a unit that there is not": ("unit: so-y-te", "unit: so-y-t"),
    "a number as a text": ("members_admitted: 12", "members_admitted: mười hai"),
    "a number below the least": ("members_admitted: 12", "members_admitted: 1.5"),
}
EVENTS = "unit: so-y-te\nevents:\n- {item: BC-QUY, occurrence: 2021-Q2, date: 2021-07-15, event: noted}\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A small office with its schemas."""
    data = write_data(tmp_path)
    with (data / "programme.yaml").open("a", encoding="utf-8") as stream:
        stream.write(FORM)
    assert called("schema", cwd=tmp_path).code == 0
    return data


def marked(data: Path, file: str, text: str) -> list[str]:
    """What an editor marks."""
    place, (tree, _findings) = place_of(file), read(file, text.encode())
    assert place is not None
    assert tree is not None
    schema = json.loads((data.parent / f"schemas/{place.kind}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return [error.message for error in Draft202012Validator(schema).iter_errors(plain(tree.value))]


def test_what_is_right_passes(data: Path) -> None:
    """With every answer that a line may have."""
    assert marked(data, REPORT, RIGHT) == []
    assert marked(data, REPORT, RIGHT.replace("good", "n/a").replace("12", "null")) == []
    assert marked(data, "units/so-y-te/events.yaml", EVENTS) == []
    for file, content in read_folder(data).sources.items():
        assert marked(data, file, content.decode()) == []


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_marked(data: Path, case: str) -> None:
    """In the file that matters most."""
    assert WRONG[case][0] in RIGHT
    assert marked(data, REPORT, RIGHT.replace(*WRONG[case]))


def test_an_item_that_there_is_not_is_marked_but_not_a_new_one_in_its_own_file(data: Path) -> None:
    """Where it is first said it cannot be known."""
    assert marked(data, "units/so-y-te/events.yaml", EVENTS.replace("BC-QUY", "BC-QUI"))
    assert marked(data, "tasks/CV-01.yaml", "item: CV-01\ntitle: Việc mới\nlead: [van-phong]\n") == []
    assert marked(data, "tasks/CV-01.yaml", "item: CV-01\ntitle: Việc mới\nlead: [van-phon]\n")


def test_a_line_says_its_number_label_and_measure_and_a_choice_its_words(data: Path) -> None:
    """In Vietnamese, whatever language the command spoke."""
    schema = json.loads((data.parent / "schemas/report.json").read_text(encoding="utf-8"))
    lines = schema["properties"]["figures"]["properties"]
    assert lines["members_admitted"]["title"] == "5. Kết nạp"
    assert lines["members_admitted"]["description"] == "số nguyên · trong kỳ"
    assert lines["rating"]["enumDescriptions"][0] == "Hoàn thành xuất sắc"
    assert schema["properties"]["state"]["enumDescriptions"][2] == "đã nhập số liệu"
    assert schema["$defs"]["known_unit"] == {
        "enum": ["van-phong", "so-y-te"],
        "enumDescriptions": ["Văn phòng", "Đảng bộ Sở Y tế"],
    }


def test_check_says_when_they_are_old_and_schema_renews_them(data: Path) -> None:
    """As a note: the data itself is right."""
    folder = data.parent
    assert "Y020" not in called("check", cwd=folder).out
    assert (
        called("unit", "add", "so-tu-phap", "--name", "Sở Tư pháp", "--kind", "agency", cwd=folder).code == 0
    )
    outcome = called("check", "--strict", cwd=folder)
    assert "Y020" in outcome.out
    assert outcome.code == 0
    assert called("schema", "--dry-run", cwd=folder).code == 0
    assert "Y020" in called("check", cwd=folder).out
    assert called("schema", cwd=folder).code == 0
    assert "Y020" not in called("check", cwd=folder).out
    (folder / "schemas/unit.json").write_bytes(b"{")
    assert "Y020" in called("check", cwd=folder).out


def test_a_folder_without_schemas_is_as_good(tmp_path: Path) -> None:
    """Not everybody has an editor."""
    write_data(tmp_path)
    assert "Y020" not in called("check", cwd=tmp_path).out


def test_the_settings_of_an_editor_come_on_request(data: Path) -> None:
    """In the folder that people open."""
    assert not (data.parent / ".vscode").exists()
    assert called("schema", "--editor", "vscode", cwd=data.parent).code == 0
    extensions = json.loads((data.parent / ".vscode/extensions.json").read_text(encoding="utf-8"))
    assert extensions == {"recommendations": ["redhat.vscode-yaml"]}
    assert (data.parent / ".vscode/settings.json").is_file()


def test_the_general_ones_of_a_checkout_stay() -> None:
    """They are what those of an office are made of."""
    checkout = Path(__file__).parents[3]
    outcome = called("schema", cwd=checkout)
    assert outcome.code == 4
    assert "general schemas" in outcome.err


@pytest.mark.slow
@pytest.mark.skipif(language_server.PROGRAM is None, reason="yaml-language-server is not installed")
def test_a_real_editor_shows_and_marks_it(data: Path) -> None:
    """By the first line of the file."""
    path = data / REPORT
    first = "# yaml-language-server: $schema=../../../../schemas/report.json\n"
    with language_server.open_editor(data.parent) as editor:
        assert editor.open(path, first + RIGHT) == []
        assert "5. Kết nạp" in editor.hover(path, first + RIGHT, "members_admitted")
        assert "Đảng bộ Sở Y tế" in editor.hover(path, first + RIGHT, "so-y-te")
        for number, (right, wrong) in enumerate(WRONG.values()):
            other = path.with_name(f"{2022 + number}-Q2.yaml")
            assert editor.open(other, first + RIGHT.replace(right, wrong))
