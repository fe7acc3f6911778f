"""`ct58 overdue`: what a clerk sees. The golden files are the specification; these are its rules."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from tests.support.offices import calendar, day, document, duty, event, office, period, rule, task, unit
from tests.support.showcase import AS_OF, LANGUAGES, showcase
from tests.support.terms import speaking

from ct58.domain.records.committee import Settings
from ct58.domain.records.events import Event, ItemFile, ItemSource
from ct58.domain.records.office import Office
from ct58.domain.standing.hindsight import as_known
from ct58.render.formats.text import page_as_text
from ct58.render.screens.overdue import overdue_page
from ct58.views.due import Filter, overdue_view
from ct58.views.page import Emphasis, Line, Page, Table

Golden = Callable[[str, str], None]
EN = speaking("en")


def text(
    known: Office, as_of: str = "2021-07-15", *, expand: bool = False, only: Filter | None = None
) -> str:
    """The page through a pipe, in English."""
    return page_as_text(overdue_page(overdue_view(known, day(as_of), only), EN, expand))


def emphasis_of(page: Page, part: str) -> set[Emphasis]:
    """How the spans that contain a text stand out."""
    lines = [block.words for block in page.blocks if isinstance(block, Line)]
    cells = [cell for block in page.blocks if isinstance(block, Table) for row in block.rows for cell in row]
    return {span.emphasis for found in (*lines, *cells) for span in found if part in span.text}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_reads_as_reviewed(golden: Golden, language: str) -> None:
    """Four blocks, counts, what came and went since the day before."""
    view = overdue_view(showcase(), AS_OF, since=day("2021-07-14"))
    golden(page_as_text(overdue_page(view, speaking(language))), f"overdue-{language}.txt")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_expanded_list_reads_as_reviewed(golden: Golden, language: str) -> None:
    """One line an occurrence, all units by name."""
    view = overdue_view(showcase(), AS_OF)
    golden(
        page_as_text(overdue_page(view, speaking(language), expand=True)), f"overdue-expand-{language}.txt"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_the_end_one_line_says_so_instead_of_a_wall(golden: Golden, language: str) -> None:
    """A newcomer reads today's list years later."""
    view = overdue_view(showcase(), day("2026-10-12"))
    golden(page_as_text(overdue_page(view, speaking(language))), f"overdue-ended-{language}.txt")


@pytest.mark.parametrize("is_expanded", [False, True])
def test_what_came_up_stands_apart_with_what_it_comes_from(is_expanded: bool) -> None:
    """It is no duty of the programme; what units owe of it stands with it, and is never set aside as an old debt."""
    source = ItemSource(number="12-KL/ĐUK", date=day("2021-01-10"))
    led = ItemFile(item="KL-01", title="Kết luận", lead=("a",), deadline=rule(by="2021-02-01"), source=source)
    owed = ItemFile(
        item="KL-02", title="Rà soát", owners="tccsd", deadline=rule(by="2021-02-01"), source=source
    )
    known = office(
        units=[unit("a", name="Sở A")],
        items=[led, owed],
        duties=[duty("NV-01", deadline=rule(by="2021-06-30"))],
        reporting=[calendar()],
    )
    found = text(known, "2021-07-15", expand=is_expanded).splitlines()
    heads = [line.split(" (")[0] for line in found if re.match("[IV]+\\. ", line)]
    assert heads == ["I. DUTIES OF THE PROGRAMME", "II. ITEMS THAT CAME UP", "III. UNITS THAT HAVE NOT SENT"]
    part = "\n".join(found[found.index(next(line for line in found if line.startswith("II."))) :]).split(
        "\n\n"
    )[0]
    assert "KL-01  Kết luận (by 12-KL/ĐUK of 2021-01-10)" in part
    assert "Rà soát (by 12-KL/ĐUK of 2021-01-10), due 2021-02-01: sent 0/1, 1 units missing" in part
    assert "Old debts" not in part


def test_when_nothing_is_late_the_nearest_deadline_is_told() -> None:
    """Good news and what comes next."""
    shown = text(office(tasks=(task("PL-12", rule(by="2021-Q3")),)))
    assert "Nothing is overdue as of 2021-07-15." in shown
    assert "PL-12" in shown
    assert "2021-09-30" in shown


def test_after_the_end_it_names_what_bodies_left_open_and_counts_what_units_owe() -> None:
    """Whoever asks for the units' names gets them."""
    known = office(tasks=(task(),), reporting=(calendar(),), units=(unit("a"),), closed_on="2025-02-28")
    after = text(known, "2025-03-01")
    assert "PL-01" in after
    assert "1 units owe 15 reports" in after
    assert "Đơn vị a" not in after
    assert "Đơn vị a" in text(known, "2025-03-01", expand=True)
    assert "Đơn vị a" in text(known, "2025-03-01", only=Filter(kind="report"))


def test_after_the_end_no_day_is_added_to_what_is_late() -> None:
    """It was as late as it was on the last day."""
    known = office(tasks=(task(),), closed_on="2025-02-28")
    assert [
        entry.days_overdue
        for as_of in ("2025-02-28", "2026-06-30")
        for entry in overdue_view(as_known(known, day(as_of)), day(as_of)).entries
    ] == [1339, 1339]


def test_a_programme_that_was_closed_is_told_from_one_that_ran_out() -> None:
    """The day, and how to see its list."""
    known = office(units=(unit("a"),), tasks=(task(),), closed_on="2025-02-28")
    after = text(known, "2025-03-01")
    assert (
        "The committee's work ended on 2025-02-28. The report of the whole term: ct58 summary --term" in after
    )
    assert "--as-of 2025-02-28" in after
    assert "ended" not in text(known, "2025-02-28")


def test_occurrences_of_one_item_form_one_line_unless_expanded() -> None:
    """The newest is named first, the oldest sets the deadline."""
    known = office(tasks=(task(deadline=rule(every="month")),))
    assert "2021-06, 2021-05, 2021-04" in text(known)
    assert "2021-04-30     76 days" in text(known)
    assert text(known).count("\n PL-01") == 1
    assert text(known, expand=True).count("\n PL-01") == 3


def test_units_that_owe_the_same_form_one_line_with_some_names() -> None:
    """Six names and how many more; all of them when expanded."""
    units = tuple(unit(f"u{n}", name=f"Chi bộ số {n}") for n in range(1, 10))
    line = calendar(from_=period("2021-Q2"), until=period("2021-Q2"))
    known = office(units=units, reporting=(line,))
    assert "Chi bộ số 6" in text(known)
    assert "Chi bộ số 7" not in text(known)
    assert "3 more" in text(known)
    assert "Chi bộ số 9" in text(known, expand=True)


@pytest.mark.parametrize(("as_of", "expected"), [("2021-07-30", "overdue"), ("2021-07-31", "long_overdue")])
def test_more_than_thirty_days_late_stands_out_more(as_of: str, expected: Emphasis) -> None:
    """`long_overdue_days` of office.yaml."""
    page = overdue_page(overdue_view(office(tasks=(task(),)), day(as_of)), EN)
    assert expected in emphasis_of(page, " days")


def test_the_office_sets_what_is_long() -> None:
    """Five days here."""
    known = office(tasks=(task(),), settings=Settings(long_overdue_days=5))
    page = overdue_page(overdue_view(known, AS_OF), EN)
    assert "long_overdue" in emphasis_of(page, "15 days")


def test_what_is_to_be_verified_is_yellow_and_stands_apart() -> None:
    """Neither among the tasks nor in red."""
    page = overdue_page(overdue_view(office(tasks=(task(deadline=rule(by="2021-Q1")),)), AS_OF), EN)
    assert emphasis_of(page, "106 days") == {"warning"}
    assert "TO BE VERIFIED (1 items)" in page_as_text(page)
    assert "TASKS OF THE APPENDIX" not in page_as_text(page)


def test_braces_and_brackets_of_the_data_are_shown_as_they_are() -> None:
    """A title is a value, never a template."""
    assert "[đỏ] {due} %s" in text(office(tasks=(task(title="[đỏ] {due} %s"),)))


def debtors(*said: Event) -> Office:
    """Three units that owe the reports of two quarters; one has promised."""
    return office(
        units=tuple(unit(f"u{n}", name=f"Chi bộ số {n}") for n in (1, 2, 3)),
        reporting=(calendar(title="Báo cáo quý", from_=period("2021-Q2"), until=period("2021-Q3")),),
        unit_events={"u3": said} if said else {},
    )


def promise(occurrence: str, until: str) -> Event:
    """A day that was promised for a quarter's report."""
    return event("promised", "2021-10-08", item="BC-QUY", occurrence=occurrence, until=until)


def test_the_newest_period_has_its_own_line_and_what_is_older_one_together() -> None:
    """The debts of years don't bury those of the day."""
    lines = text(debtors(), "2021-10-15").splitlines()
    (place,) = (place for place, line in enumerate(lines) if "Báo cáo quý, 2021-Q3" in line)
    assert "3 units missing, overdue by 10 days" in lines[place]
    assert lines[place + 2].strip() == (
        "Old debts (before 2021-Q3): 3 reports of 3 units, the oldest overdue by 102 days: ct58 overdue --older"
    )
    assert not any("2021-Q2" in line for line in lines)


def test_who_broke_a_promise_is_named_first_with_its_day() -> None:
    """Then who promised today; a day to come is said likewise."""
    assert "Chi bộ số 3 (promised for 2021-10-12, 3 days ago) · Chi bộ số 1" in text(
        debtors(promise("2021-Q3", "2021-10-12")), "2021-10-15"
    )
    assert "Chi bộ số 3 (promised for today) · Chi bộ số 1" in text(
        debtors(promise("2021-Q3", "2021-10-15")), "2021-10-15"
    )
    assert "Chi bộ số 3 (promised for 2021-10-18)" in text(
        debtors(promise("2021-Q3", "2021-10-18")), "2021-10-15"
    )


def test_an_old_debt_that_was_promised_for_now_is_told_by_itself() -> None:
    """Not as if only this unit owed it."""
    shown = text(debtors(promise("2021-Q2", "2021-10-15")), "2021-10-15")
    assert "Báo cáo quý, 2021-Q2, due 2021-07-05: 1 units have promised it, overdue by 102 days" in shown
    assert "Old debts (before 2021-Q3): 2 reports of 2 units" in shown


def test_the_old_debts_alone_and_all_of_them_newest_first() -> None:
    """A command each."""
    older = page_as_text(overdue_page(overdue_view(debtors(), day("2021-10-15"), only_older=True), EN))
    assert "OLD DEBTS, from before 2021-Q3" in older
    assert "2021-Q2" in older
    assert "Báo cáo quý, 2021-Q3" not in older
    everything = text(debtors(), "2021-10-15", expand=True)
    assert everything.index("2021-Q3") < everything.index("2021-Q2")
    none = page_as_text(overdue_page(overdue_view(debtors(), day("2021-07-15"), only_older=True), EN))
    assert "There are no debts from before" in none


def test_what_is_still_lacking_is_said() -> None:
    """Submitted to one of two bodies; issued, and submitted to nobody."""
    two = task(submit_to=("standing_committee", "executive_committee"))
    half = office(tasks=(two,), events={"PL-01": [event("submitted", "2021-06-25", to="standing_committee")]})
    assert "(submitted to BTV, not yet to BCH)" in text(half)
    issued = office(tasks=(task(),), events={"PL-01": [event("issued", "2021-06-25", document=document())]})
    assert "(issued, not yet to BTV)" in text(issued)
