"""The site as a person meets it: in Chromium, opened from a folder, with a keyboard, on a phone, printed."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.support.command_line import PROGRAMME, REPORT, program, report_text, write_data
from tests.support.terms import speaking
from tests.support.whole_office import AS_OF, QUOTED, SCRIPT, TEMPLATE, whole_office

from ct58.render.screens.indicators import indicators_as_json
from ct58.render.site.pages import site_pages
from ct58.views.site import SiteView, site_view

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
]
PHONE = {"width": 360, "height": 780}
DESK = {"width": 1280, "height": 900}


class Visit:
    """One tab, which notes every complaint of the browser and every request that leaves the folder."""

    def __init__(self, browser: Any, site: Path, **context: Any) -> None:
        self._context = browser.new_context(**{"viewport": DESK, **context})
        self.page: Any = self._context.new_page()
        self.complaints: list[str] = []
        self._site = site
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._note)

    def _note(self, request: Any) -> None:
        if not request.url.startswith((self._site.as_uri(), "data:")):
            self.complaints.append(request.url)

    def open(self, path: str) -> Any:
        """Open one page of the site."""
        self.page.goto((self._site / path).as_uri())
        return self.page

    def close(self) -> None:
        """Close the tab."""
        self._context.close()


def _write(site: Path, view: SiteView, language: str = "en") -> Path:
    for page in site_pages(view, speaking(language)):
        path = site / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.make())
    return site


@pytest.fixture(scope="module")
def view() -> SiteView:
    """The whole office on its day."""
    return site_view(whole_office(), None, AS_OF)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, view: SiteView) -> Path:
    """Its pages, in a folder with a name that needs escaping."""
    return _write(tmp_path_factory.mktemp("trang tin & số #1"), view)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, as the system has it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield started
        started.close()


@pytest.fixture
def visit(browser: Any, site: Path) -> Iterator[Visit]:
    """A tab on a desk."""
    opened = Visit(browser, site)
    yield opened
    opened.close()


@pytest.fixture
def phone(browser: Any, site: Path) -> Iterator[Visit]:
    """A tab on a telephone, in the dark."""
    opened = Visit(browser, site, viewport=PHONE, color_scheme="dark", has_touch=True)
    yield opened
    opened.close()


def all_pages(site: Path) -> list[str]:
    """Every page, relative to the site."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def column(page: Any, number: int) -> list[str]:
    """The texts of a column of the first table, as far as its rows are shown."""
    rows = page.locator(".grid").first.locator("tbody tr:visible")
    return [text.strip() for text in rows.locator(f":scope > :nth-child({number})").all_inner_texts()]


def test_no_page_complains_or_asks_for_anything(visit: Visit) -> None:
    """No error in the console, no request that leaves the folder."""
    for path in all_pages(visit._site):
        visit.open(path)
    assert visit.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_is_wider_than_a_telephone(browser: Any, site: Path, scheme: str) -> None:
    """Only tables of many columns scroll, inside themselves."""
    visit = Visit(browser, site, viewport=PHONE, color_scheme=scheme)
    widths = {
        path: visit.open(path).evaluate("document.documentElement.scrollWidth") for path in all_pages(site)
    }
    visit.close()
    assert {path: width for path, width in widths.items() if width > PHONE["width"]} == {}


def test_pages_without_scripts_hold_everything(browser: Any, site: Path) -> None:
    """Every row is there, and nothing that does not work."""
    visit = Visit(browser, site, java_script_enabled=False)
    page = visit.open("units.html")
    assert page.locator("tbody tr").count() == 4
    assert page.locator("button, input, select").count() == 0
    visit.close()


def test_names_are_shown_as_written(visit: Visit) -> None:
    """Scripts, templates, quotation marks."""
    page = visit.open("units.html")
    assert [name for name in (SCRIPT, TEMPLATE, QUOTED) if name not in page.inner_text("main")] == []
    page.get_by_role("link", name=TEMPLATE).click()
    assert page.inner_text("h1") == TEMPLATE


def test_a_table_is_sorted_with_the_keyboard(visit: Visit) -> None:
    """Real buttons; the head says which way it is sorted."""
    page = visit.open("units.html")
    button = page.get_by_role("button", name="Reports")
    button.focus()
    page.keyboard.press("Enter")
    head = page.locator("th", has=button)
    assert head.get_attribute("aria-sort") == "ascending"
    upwards = column(page, 6)
    page.keyboard.press("Space")
    assert head.get_attribute("aria-sort") == "descending"
    assert (upwards, column(page, 6)) == (["", "1/2", "2/2", "2/2"], ["2/2", "2/2", "1/2", ""])
    assert page.locator("[aria-sort]").count() == 1


def test_words_are_sorted_as_the_language_does_and_numbers_by_value(visit: Visit) -> None:
    """1.200 is more than 30, however it is written."""
    page = visit.open("indicators/CT-01.html")
    table = page.locator("section", has=page.locator("#units"))
    table.get_by_role("button", name="Counts").press("Enter")
    texts = table.locator("tbody tr td:nth-child(3)").all_inner_texts()
    assert [text.strip() for text in texts] == ["4", "30", "1,202"]


def test_a_table_is_searched_without_accents_and_filtered(visit: Visit) -> None:
    """The count says how many rows are left."""
    page = visit.open("units.html")
    page.get_by_label("Search in this table").fill("cong ty")
    assert column(page, 2) == [QUOTED]
    assert page.locator("output").inner_text() == "1 of 4 rows"
    page.get_by_label("Search in this table").fill("")
    page.get_by_label("Last report").select_option("not sent, overdue")
    assert column(page, 2) == [TEMPLATE]
    page.get_by_label("Search in this table").fill("nothing like it")
    assert page.locator("output").inner_text() == "No row fits."


def test_the_first_stop_of_the_keyboard_skips_to_the_content(visit: Visit) -> None:
    """And what has the focus is seen."""
    page = visit.open("index.html")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.inner_text() == "Skip to the content"
    assert focused.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_on_a_telephone_tables_become_cards_with_an_order_to_choose(phone: Visit) -> None:
    """Each value beside its label; the heads of the columns are gone, so the order has a list."""
    page = phone.open("units.html")
    assert not page.locator("thead").first.is_visible()
    page.get_by_label("Sort by").select_option(label="Unit ↓")
    assert column(page, 2)[0] == "Văn phòng"
    label = page.locator("tbody td[data-label='Kind of unit']").first
    assert "Kind of unit" in label.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert phone.complaints == []


def test_a_value_on_the_page_is_the_value_of_the_command(visit: Visit, view: SiteView) -> None:
    """Value, counts and coverage of every indicator, as `indicators --format json` has them."""
    assert view.status.indicators is not None
    page = visit.open("indicators.html")
    for entry in indicators_as_json(view.status.indicators, speaking("en")):
        row: Any = entry
        cells = page.locator("tbody tr", has_text=row["id"]).locator("th, td").all_inner_texts()
        suffix = "%" if row["target"]["unit"] == "percent" else ""
        assert cells[4].strip() == (
            f"{float(row['value']):,.4g}{suffix}" if row["value"] is not None else "–"
        )
        assert cells[6].strip() == f"{row['coverage']['reported']}/{row['coverage']['expected']}"


def test_the_command_and_the_page_agree(browser: Any, tmp_path: Path) -> None:
    """The whole way: from the files to the screen."""
    data = write_data(tmp_path, **_with_indicator())
    common = ("--data", str(data), "--as-of", "2022-01-31", "--period", "2021")
    (entry,) = program("indicators", *common, "--format", "json", cwd=tmp_path).data
    done = program("site", *common, "-o", str(tmp_path / "site"), cwd=tmp_path)
    assert done.code == 0, done.err
    visit = Visit(browser, tmp_path / "site")
    page = visit.open("indicators/CT-15.html")
    assert page.locator(".facts .number").first.inner_text() == str(entry["value"]) == "12"
    assert visit.complaints == []
    visit.close()


def _with_indicator() -> dict[str, str]:
    indicator = {
        "id": "CT-15",
        "clause": "II.1-1",
        "title": "Kết nạp",
        "deadline": {"every": "year"},
        "numerator": {"sum": ["members_admitted"], "of": "tccsd"},
        "target": {"op": ">=", "value": 300, "unit": "count"},
    }
    return {"programme.yaml": f"{PROGRAMME}indicators: {json.dumps([indicator])}\n", REPORT: report_text()}


def test_what_is_not_known_comes_last_whichever_way(visit: Visit) -> None:
    """Sorted up or down: a dash is no smallest number."""
    page = visit.open("tasks.html")
    head = page.locator("thead button", has_text="Done on")
    for _direction in ("up", "down"):
        head.click()
        done = column(page, 6)
        days = [text for text in done if text[:2] == "20"]
        assert days
        assert done[: len(days)] == days


def test_what_is_chosen_stands_in_the_address(browser: Any, site: Path) -> None:
    """Search, filter and order: whoever opens the address sees the same rows."""
    visit = Visit(browser, site)
    page = visit.open("tasks.html")
    page.get_by_label("Search in this table").fill("viec")
    page.locator(".tools select").nth(1).select_option(label="late")
    page.locator("thead button", has_text="Deadline").click()
    address, chosen = page.url, column(page, 2)
    assert "#q=viec&status=late&sort=deadline" in address
    visit.close()
    again = Visit(browser, site)
    again.page.goto(address)
    assert column(again.page, 2) == chosen
    assert again.page.locator("[aria-sort=ascending]").inner_text() == "Deadline"
    again.page.goto(address.partition("#")[0])
    assert len(column(again.page, 2)) > len(chosen)
    assert again.complaints == []
    again.close()


def test_the_search_in_the_head_finds_what_has_a_page(visit: Visit) -> None:
    """From any page, without accents; on the page of everything, too."""
    page = visit.open("units/a.html")
    for asked, expected in (("ket nap", "CT-01"), ("cong ty", "c")):
        page.locator("#seek").fill(asked)
        page.locator("#seek").press("Enter")
        page.wait_for_url("**/search.html#*")
        page.wait_for_function("asked => document.querySelector('.find input').value === asked", arg=asked)
        assert expected in column(page, 2)
        assert page.locator("tbody tr:visible").count() < page.locator("tbody tr").count()


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_a_page_prints_on_as_many_sheets_as_it_has_to_say(visit: Visit, tmp_path: Path) -> None:
    """No sheet is all but empty, and a table that is filtered prints what it shows."""
    page = visit.open("tasks.html")

    def sheets() -> list[str]:
        page.pdf(path=str(tmp_path / "tasks.pdf"), prefer_css_page_size=True)
        return _text_of(tmp_path / "tasks.pdf").rstrip("\f").split("\f")

    whole = sheets()
    assert min(len(sheet.split()) for sheet in whole) > 20
    page.get_by_label("Search in this table").fill("PL-01")
    page.evaluate("document.querySelector('section').hidden = true")
    (only,) = sheets()
    assert "PL-01" in only
    assert "PL-03" not in only


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_printed_tables_repeat_their_heads_and_leave_the_controls_away(
    browser: Any, tmp_path: Path, view: SiteView
) -> None:
    """On white, with all rows, also those that the screen shows only when asked."""
    visit = Visit(browser, _write(tmp_path, _with_many_rows(view)), color_scheme="dark")
    page = visit.open("units.html")
    assert page.locator("tbody tr:visible").count() == 50
    page.pdf(path=str(tmp_path / "units.pdf"), prefer_css_page_size=True)
    visit.close()
    text = _text_of(tmp_path / "units.pdf")
    assert text.count("Last report") == text.count("\f") > 1
    assert text.count(QUOTED) == 40
    assert "Search in this table" not in text


def _with_many_rows(view: SiteView) -> SiteView:
    return replace(view, units=view.units * 40)


def _text_of(pdf: Path) -> str:
    answer = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True)
    return answer.stdout.decode()
