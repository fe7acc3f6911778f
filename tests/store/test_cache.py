"""The cache of valid records: it only saves time, whatever is in it."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import pickle
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.examples import complete_office

from ct58.domain.records.places import Place
from ct58.domain.records.programme import Programme
from ct58.domain.records.reports import Report
from ct58.domain.time.period import Period
from ct58.errors import Sources
from ct58.store import cache as cache_module
from ct58.store import rechecking
from ct58.store.cache import PackedLines, PackedRecord, RecordCache, shared
from ct58.store.digests import digests_of
from ct58.store.hashing import digest_of, sealed
from ct58.store.loaded import Loaded
from ct58.store.loader import load, read_record

REPORT = "units/so-mau/reports/2021-Q2.yaml"
PLACE = Place("report", unit="so-mau", period="2021-Q2")
COMPLETE = complete_office()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A cache folder that does not exist yet."""
    return tmp_path / "of" / "somebody" / "cache"


def loaded(sources: Sources, folder: Path) -> Loaded:
    """Loaded by a run of its own, which remembers what it has read."""
    memory = RecordCache(folder)
    made = load(sources, memory)
    memory.save()
    return made


def caches(folder: Path) -> dict[str, Path]:
    """The cache files by group."""
    return {path.stem: path for path in sorted(folder.glob("*.cache"))}


class Counting(RecordCache):
    """Counts what had to be read."""

    reads = 0

    def keep(self, *given: object, **named: object) -> None:
        """One file more was read."""
        self.reads += 1
        super().keep(*given, **named)  # type: ignore[arg-type]


def reads(sources: Sources, folder: Path) -> int:
    """How many files had to be read and validated."""
    memory = Counting(folder)
    load(sources, memory)
    return memory.reads


# ----------------------------------------------------------------------- warm and cold are one


def test_what_comes_from_the_cache_is_what_was_read(folder: Path) -> None:
    """Records, office, lines and findings, all of them."""
    cold, warm = loaded(COMPLETE, folder), loaded(COMPLETE, folder)
    assert warm.records == cold.records == load(COMPLETE).records
    assert warm.office == cold.office
    assert warm.findings == cold.findings == ()


def test_two_files_in_the_same_words_are_two_from_the_cache_too(folder: Path) -> None:
    """Though one record stands for both there."""
    sources = {**COMPLETE, "units/so-moi/unit.yaml": COMPLETE["units/so-mau/unit.yaml"]}
    cold, warm = loaded(sources, folder), loaded(sources, folder)
    assert "U404" in {finding.code for finding in cold.findings}
    assert warm.findings == cold.findings


def test_findings_between_records_are_found_from_the_cache_too(folder: Path) -> None:
    """With the same places."""
    sources = {**COMPLETE, REPORT: COMPLETE[REPORT].replace(b"women: 200", b"women: 500")}
    cold, warm = loaded(sources, folder), loaded(sources, folder)
    assert [finding.code for finding in warm.findings] == ["F106", "F107"]
    assert warm.located() == cold.located()


def test_the_second_run_reads_nothing(folder: Path) -> None:
    """Neither YAML nor pydantic is needed."""
    assert reads(COMPLETE, folder) == len(COMPLETE)
    loaded(COMPLETE, folder)
    assert reads(COMPLETE, folder) == 0


def test_a_changed_file_is_read_again_and_it_alone(folder: Path) -> None:
    """Known by its content, so neither name nor time can mislead."""
    loaded(COMPLETE, folder)
    changed = {**COMPLETE, REPORT: COMPLETE[REPORT].replace(b"97.5", b"98.5")}
    assert reads(changed, folder) == 1
    assert str(loaded(changed, folder).office.reports["so-mau", "2021-Q2"].figures["share"]) == "98.5"  # type: ignore[union-attr]


def test_a_file_with_findings_is_never_remembered(folder: Path) -> None:
    """Not even one that can be used in spite of a warning: the warning must come again."""
    warned = {**COMPLETE, "office.yaml": "names: {committee: Đa\u0309ng}\n".encode()}
    broken = {**COMPLETE, "office.yaml": b"names: {}\n"}
    for sources, code in ((warned, "Y008"), (broken, "K001")):
        assert [finding.code for finding in loaded(sources, folder).findings] == [code]
        assert [finding.code for finding in loaded(sources, folder).findings] == [code]


def test_old_contents_are_forgotten(folder: Path) -> None:
    """The cache does not grow with every change."""
    loaded(COMPLETE, folder)
    size = caches(folder)["report-2021-Q2"].stat().st_size
    for number in range(10, 30):
        loaded({**COMPLETE, REPORT: COMPLETE[REPORT].replace(b"pages: 12", b"pages: %d" % number)}, folder)
    assert caches(folder)["report-2021-Q2"].stat().st_size < 1.5 * size


def test_who_looks_at_one_revision_makes_no_other_unknown(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some are remembered, the latest first; what was used now always is."""
    monkeypatch.setattr(cache_module, "MOST_OF_THE_PAST", 2)
    past = {number: COMPLETE[REPORT].replace(b"pages: 12", b"pages: %d" % number) for number in (10, 20, 30)}

    def looked_at(number: int) -> int:
        memory = Counting(folder / "revisions", RecordCache(folder))
        load({REPORT: past[number]}, memory, is_whole=False)
        memory.save()
        return memory.reads

    assert [looked_at(number) for number in (10, 20, 10, 20, 30, 20, 10)] == [1, 1, 0, 0, 1, 0, 1]


def test_what_a_revision_shares_with_the_folder_is_kept_for_both(folder: Path) -> None:
    """So the next look at revisions opens no file of the folder's cache; and nothing was written there."""
    loaded(COMPLETE, folder)
    before = {path: path.read_bytes() for path in caches(folder).values()}
    past = folder / "revisions"
    memory = Counting(past, RecordCache(folder))
    load(COMPLETE, memory)
    memory.save()
    assert memory.reads == 0
    assert reads(COMPLETE, past) == 0
    assert {path: path.read_bytes() for path in caches(folder).values()} == before


def test_reports_are_kept_by_period(folder: Path) -> None:
    """So that one period can be read alone."""
    loaded(COMPLETE, folder)
    reports = {group for group in caches(folder) if group.startswith("report-")}
    assert reports == {"report-2021-Q2", "report-2021", "report-once"}


# --------------------------------------------------------------------------- a bad cache is none


def one_entry(content: bytes) -> bytes:
    """A file of the cache with one thing in it."""
    memory = RecordCache(Path("unused"))
    record = load(COMPLETE).records
    assert record is not None
    memory.keep(PLACE, digest_of(content), record.reports[REPORT], {})
    return cache_module._sealed(memory._used["report-2021-Q2"])


def damages(good: bytes) -> Iterator[bytes]:
    """What can become of a file."""
    yield b""
    yield good[:20]
    yield good[: len(good) // 2]
    yield good[:-1]
    yield good + b"x"
    yield b"\0" * len(good)
    yield b"names: {committee: x}\n"
    for place in (0, 40, len(good) // 2, len(good) - 2):
        yield good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :]


def foreign() -> Iterator[bytes]:
    """Well-formed files that are not ours: other content, other version, other shape."""
    digest = digest_of(COMPLETE[REPORT])
    stamp = cache_module._stamp()
    contents: tuple[object, ...] = (
        5,
        (),
        (stamp,),
        (stamp, 5),
        (stamp, [digest]),
        (stamp, {digest: 5}),
        (stamp, {digest: (5, {})}),
        (stamp, {digest: ("unit", {}, 1)}),
        ("0.0 (3, 11) 0", {digest: (5, {})}),
    )
    for content in contents:
        yield sealed(pickle.dumps(content))


BAD = [*damages(one_entry(COMPLETE[REPORT])), *foreign()]


@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
def test_a_damaged_or_foreign_cache_file_is_the_same_as_none(folder: Path, bad: bytes) -> None:
    """The data is read instead, and the file is mended by the next look at the latest."""
    loaded(COMPLETE, folder)
    for path in caches(folder).values():
        path.write_bytes(bad)
    again = loaded(COMPLETE, folder)
    assert again.findings == ()
    assert again.records == load(COMPLETE).records
    loaded(COMPLETE, folder)
    assert reads(COMPLETE, folder) == 0
    assert RecordCache(folder).recall(PLACE, digest_of(COMPLETE[REPORT])) is not None


def test_a_folder_in_place_of_a_cache_file_is_none_either(folder: Path) -> None:
    """It cannot be replaced; nothing is remembered, and nothing is lost."""
    (folder / "programme.cache").mkdir(parents=True)
    assert loaded(COMPLETE, folder).findings == ()
    assert not list(folder.glob("*.tmp"))


def test_what_another_version_remembered_is_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its rules may have been others."""
    loaded(COMPLETE, folder)
    monkeypatch.setattr(cache_module, "_stamp", lambda: "9.9.9 (3, 99) 0")
    assert reads(COMPLETE, folder) == len(COMPLETE)


def test_code_that_moved_to_another_room_is_other_code(tmp_path: Path) -> None:
    """Records are remembered by the names of their classes: after a move the names lead nowhere."""
    for area in ("domain", "errors", "store"):
        (tmp_path / area / "room").mkdir(parents=True)
    module = tmp_path / "domain" / "events.py"
    module.write_bytes(b"")
    before = cache_module.code_that_decides(str(tmp_path), ("domain", "errors", "store"))
    module.rename(tmp_path / "domain" / "room" / "events.py")
    after = cache_module.code_that_decides(str(tmp_path), ("domain", "errors", "store"))
    assert [age for _name, age in before] == [age for _name, age in after]
    assert before != after


@pytest.mark.parametrize(
    "target", ["a_file", "a_file/below"], ids=["a file in its place", "a file in the way"]
)
def test_a_folder_that_cannot_be_written_to_only_costs_time(tmp_path: Path, target: str) -> None:
    """No error, no warning."""
    (tmp_path / "a_file").write_bytes(b"")
    assert loaded(COMPLETE, tmp_path / target).findings == ()
    assert (tmp_path / "a_file").read_bytes() == b""


def test_a_full_disk_leaves_no_rest_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The temporary file is taken away."""

    def refuse(_self: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    assert loaded(COMPLETE, folder).findings == ()
    assert not list(folder.glob("*.tmp"))


# ------------------------------------------------------------------------------- no code is run


class Calls:
    """Pickles as a call of a function."""

    def __init__(self, function: object, *arguments: object) -> None:
        self.call = (function, arguments)

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        """What the unpickler would do."""
        return self.call


def names(module: str, name: str) -> bytes:
    """A pickle that names something by module and name, in the form that allows dots."""
    return (
        b"\x80\x04"
        + b"".join(b"\x8c" + bytes([len(part)]) + part.encode() for part in (module, name))
        + b"\x93."
    )


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("os", "system"),
        ("builtins", "eval"),
        ("builtins", "getattr"),
        ("copyreg", "_reconstructor"),
        ("ct58.domain.time.period", "Period.parse"),
        ("ct58.domain.time.period", "Period.parse.__func__.__globals__"),
        ("ct58.domain.time.period", "Period.__post_init__.__globals__.get"),
        ("ct58.domain.time.period", "re"),
        ("ct58.domain.time.period", "replace"),
        ("ct58.domain.text.vietnamese", "Iterable"),
        ("ct58.domain.records.reports", "Period"),
        ("ct58.store.cache", "RecordCache"),
        ("ct58.domain.nothing", "At.all"),
        ("this", "s"),
    ],
)
def test_a_cache_file_can_name_nothing_but_our_own_records(module: str, name: str) -> None:
    """No function, no module, no way round by an attribute; and no module is imported to look."""
    before = set(sys.modules)
    with pytest.raises(pickle.UnpicklingError):
        cache_module._entries(sealed(names(module, name)))
    assert set(sys.modules) == before


def test_a_malicious_cache_file_runs_nothing(folder: Path, tmp_path: Path) -> None:
    """It is ignored like any other bad one."""
    loaded(COMPLETE, folder)
    proof = tmp_path / "proof"
    attack = pickle.dumps((cache_module._stamp(), Calls(Path.touch, proof)))
    for path in caches(folder).values():
        path.write_bytes(sealed(attack))
    assert loaded(COMPLETE, folder).records == load(COMPLETE).records
    assert not proof.exists()


def test_packed_lines_can_name_nothing_either() -> None:
    """They are unpacked when somebody asks for a line, and as strictly as the rest."""
    with pytest.raises(pickle.UnpicklingError):
        len(PackedLines(names("os", "system")))


def test_lines_stay_packed_until_somebody_asks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An office is loaded without the lines of its files, and still knows each of them."""
    first = loaded(COMPLETE, folder).office
    unpacked: list[bytes] = []
    unpickled = cache_module.unpickled

    def watched(body: bytes) -> object:
        unpacked.append(body)
        return unpickled(body)

    monkeypatch.setattr(cache_module, "unpickled", watched)
    again = load(COMPLETE, RecordCache(folder)).office
    assert first is not None
    assert again is not None
    of_reports = len([name for name in caches(folder) if name.startswith("report-")])
    folders_of_reports = 1  # packed by itself in what is known of reports
    assert len(unpacked) == len(caches(folder)) - of_reports + folders_of_reports
    assert again.lines == first.lines
    assert len(unpacked) == len(caches(folder)) + folders_of_reports + len(COMPLETE)


def test_reports_are_recalled_by_period_when_somebody_asks(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who asks of one quarter opens no other's file; which there are is known without any."""
    first = loaded(COMPLETE, folder).office
    opened: list[str] = []
    read_group = RecordCache._read

    def watched(memory: RecordCache, group: str) -> dict[bytes, PackedRecord]:
        opened.append(group)
        return read_group(memory, group)

    monkeypatch.setattr(RecordCache, "_read", watched)
    again = load(COMPLETE, RecordCache(folder)).office
    assert first is not None
    assert again is not None
    assert list(again.reports) == list(first.reports)
    assert ("so-mau", "2021-Q2") in again.reports
    assert again.reports.get(("ai", "2021-Q2")) is None
    assert not [group for group in opened if group.startswith("report-")]
    assert again.reports["so-mau", "2021-Q2"] is again.reports["so-mau", "2021-Q2"]
    assert [group for group in opened if group.startswith("report-")] == ["report-2021-Q2"]


def test_of_two_states_each_keeps_its_own_reports(folder: Path) -> None:
    """What is remembered of the second, which has one more, is not looked for in the first."""
    other = {REPORT.replace("so-mau", "so-hai"): COMPLETE[REPORT].replace(b"so-mau", b"so-hai")}
    loaded(COMPLETE, folder)
    memory = RecordCache(folder)
    before = load(COMPLETE, memory, is_whole=False).records
    load({**COMPLETE, **other}, memory, is_whole=False)
    memory.save()
    assert before is not None
    assert dict(before.reports) == dict(load(COMPLETE).records.reports)  # type: ignore[union-attr]


def test_a_report_that_was_forgotten_is_read_and_what_else_was_remembered_is_looked_at_again(
    folder: Path,
) -> None:
    """The cache file of its period was lost, and nothing tells before somebody asks."""
    first = loaded(COMPLETE, folder)
    caches(folder)["report-2021-Q2"].unlink()
    again = loaded(COMPLETE, folder)
    assert again.office is not None
    assert again.office.reports == first.office.reports  # type: ignore[union-attr]
    loaded(COMPLETE, folder)
    assert "report-2021-Q2" in caches(folder)


def test_records_and_plain_values_do_come_back() -> None:
    """Dates, decimals, periods and every kind of record."""
    records = load(COMPLETE).records
    assert records is not None
    entries: dict[bytes, PackedRecord] = {
        b"1": (records.programme, b"lines"),
        b"2": (records.reports[REPORT], b"other lines"),
    }
    found = cache_module._entries(cache_module._sealed(entries))
    assert found == entries
    assert isinstance(found[b"1"][0], Programme)
    assert isinstance(found[b"2"][0], Report)
    assert found[b"2"][0].received_on == dt.date(2021, 7, 5)


SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=3), st.dates())
VALUES = st.recursive(
    SCALARS,
    lambda parts: st.one_of(
        st.lists(parts, max_size=3).map(tuple), st.dictionaries(st.text(max_size=2), parts, max_size=3)
    ),
    max_leaves=12,
)


@given(VALUES)
def test_a_shared_value_is_the_same_in_value_and_type(value: object) -> None:
    """True stays True where 1 has been before."""
    assert repr(shared((1, 1.0, value))) == repr((1, 1.0, value))


def test_every_record_of_an_office_is_the_same_as_before() -> None:
    """Field by field, of the same types."""
    records = load(complete_office()).records
    assert repr(shared(records)) == repr(records)
    assert shared(records) == records


def test_equal_texts_and_periods_become_one_object() -> None:
    """However deep they lie."""
    period, word = Period.quarter(2025, 3), "".join(["tin", "-bài"])
    found = shared(({"a": (word, period)}, ("".join(["tin-", "bài"]), Period.quarter(2025, 3))))
    (text, when), (same_text, same_when) = found[0]["a"], found[1]
    assert text is same_text
    assert when is same_when


def test_a_pickle_of_shared_values_holds_each_once() -> None:
    """That is what it is for."""
    value = tuple(Period.parse(f"{year}-Q1") for year in [2025] * 100)
    assert len(pickle.dumps(shared(value))) * 3 < len(pickle.dumps(value))


@pytest.mark.parametrize("remark", ["", " # một ghi chú"])
def test_what_is_read_is_made_of_shared_values(remark: str) -> None:
    """In the usual form or not; so a cache file of what was read just now needs no look for equal values."""
    text = COMPLETE[REPORT].decode().replace("period: 2021-Q2", f"period: 2021-Q2{remark}")
    reports = [cast("Report", read_record(REPORT, text.encode())) for _ in range(2)]

    assert len(pickle.dumps(reports)) == len(pickle.dumps(shared(reports)))
    assert reports[0].period is reports[1].period


# ------------------------------------------------------------------- ours or none

needs_posix = pytest.mark.skipif(os.name == "nt", reason="Windows says nothing of owners")


def remembers(folder: Path) -> bool:
    """Whether it is known what was found in the complete office."""
    findings = RecordCache(folder).findings
    return findings.whole(rechecking.digest_of_state(digests_of(COMPLETE), ())) is not None


def spoil_with_a_link(file: Path) -> None:
    """A link in the file's place; what it leads to must stay as it is."""
    target = file.parent.parent / "target.txt"
    target.write_bytes(file.read_bytes())
    file.unlink()
    file.symlink_to(target)


def spoil_with_a_pipe(file: Path) -> None:
    """Whoever opens it waits for ever."""
    file.unlink()
    os.mkfifo(file)


def spoil_by_opening_it(file: Path) -> None:
    """Anybody may have written there."""
    file.chmod(0o666)


def spoil_the_folder(file: Path) -> None:
    """Anybody may have put the file there."""
    file.parent.chmod(0o777)


def spoil_what_is_above(file: Path) -> None:
    """Anybody may have put the folder there."""
    file.parent.parent.chmod(0o777)


@needs_posix
@pytest.mark.parametrize(
    "spoil",
    [spoil_with_a_link, spoil_with_a_pipe, spoil_by_opening_it, spoil_the_folder, spoil_what_is_above],
)
def test_what_others_may_have_written_is_not_read(folder: Path, spoil: Callable[[Path], None]) -> None:
    """Neither records nor what was found; nothing waits, and no link is written through."""
    first = loaded(COMPLETE, folder)
    assert remembers(folder)
    for name in ("found.txt", "unit.cache"):
        spoil(folder / name)
        if folder.parent.stat().st_mode & 0o022:
            break
    target = folder.parent / "target.txt"
    before = target.read_bytes() if target.exists() else None
    memory = RecordCache(folder)
    assert not remembers(folder)
    place = Place("unit", unit="so-mau")
    assert memory.recall(place, first.digests["units/so-mau/unit.yaml"]) is None
    with contextlib.suppress(OSError):
        loaded(COMPLETE, folder)
    assert (target.read_bytes() if target.exists() else None) == before


@needs_posix
def test_a_folder_of_ours_that_others_could_write_to_is_begun_anew(folder: Path) -> None:
    """Closed, and emptied of what was in it."""
    loaded(COMPLETE, folder)
    folder.chmod(0o777)
    (folder / "planted.cache").write_bytes(b"x")
    loaded(COMPLETE, folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert "planted.cache" not in [path.name for path in folder.iterdir()]
    assert remembers(folder)


def test_a_record_put_beside_others_takes_their_values(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So a file that grows record by record is not larger than one that was made at once."""
    many = {
        REPORT.replace("so-mau", f"so-{number}"): COMPLETE[REPORT].replace(b"so-mau", b"so-%d" % number)
        for number in range(30)
    }
    rest = {file: content for file, content in COMPLETE.items() if file != REPORT}
    for count in range(1, len(many) + 1):
        loaded(rest | dict(islice(many.items(), count)), folder)
    grown = caches(folder)["report-2021-Q2"].stat().st_size
    monkeypatch.setattr(cache_module, "_MODELS", 0)
    again = folder.parent / "again"
    loaded(rest | many, again)
    assert grown < 1.1 * caches(again)["report-2021-Q2"].stat().st_size
