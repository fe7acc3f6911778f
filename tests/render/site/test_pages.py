"""The pages of the site as files; `tests/cli/commands/test_site.py` opens them in a browser."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser

import pytest
from tests.support.offices import clause, day, figure, indicator, office, report, rule, task, unit
from tests.support.terms import speaking
from tests.support.whole_office import AS_OF, QUOTED, SCRIPT, TEMPLATE, whole_office

from ct58.domain.indicators.result import JUDGED
from ct58.domain.records.measure import Target
from ct58.domain.records.office import Office
from ct58.domain.standing.hindsight import as_known
from ct58.render.site.feed import FEED
from ct58.render.site.pages import site_pages
from ct58.views.site import site_view


def pages_of(of: Office, language: str = "en") -> dict[str, str]:
    """Path → content."""
    pages = site_pages(site_view(of, None, AS_OF), speaking(language))
    return {page.path: page.make().decode() for page in pages}


@cache
def pages(language: str = "en") -> dict[str, str]:
    """The pages of the whole office."""
    return pages_of(whole_office(), language)


class Reader(HTMLParser):
    """Collects links, the texts of a page, and where it would fetch something from."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.sources: list[str] = []
        self.tags: list[str] = []
        self.language = ""
        self.text = ""
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what matters of a tag."""
        found = dict(attrs)
        self.tags.append(tag)
        if tag == "html":
            self.language = found["lang"] or ""
        if tag == "a":
            self.links.append(found["href"] or "")
        self.sources += [found[key] or "" for key in ("src", "action") if key in found]
        if tag == "link":
            self.sources.append(found["href"] or "")

    def handle_data(self, data: str) -> None:
        """Add to the text."""
        self.text += data


def test_pages_of_an_office_for_practice_say_so() -> None:
    """Each of them: with its day at the head, and at the foot that they are not for use."""
    real = whole_office()
    made = pages_of(replace(real, file=replace(real.file, practice_today=day("2021-07-12"))))
    for path, content in made.items():
        if path.endswith(".html"):
            assert ["Practice day" in content, "Made for practice, not for use." in content] == [
                True,
                True,
            ], path
    assert not any("practice" in content for content in pages().values())


def test_there_is_a_page_for_everything() -> None:
    """The pages of the navigation, one an item, an indicator, a unit, a clause."""
    assert list(pages()) == [
        *("index.html", "tasks.html", "indicators.html", "reports.html", "units.html"),
        *("clauses.html", "search.html"),
        *("tasks/PL-01.html", "tasks/PL-02.html", "tasks/PL-03.html", "tasks/NV-02.html", "tasks/NV-01.html"),
        *("indicators/CT-01.html", "indicators/CT-02.html"),
        *("units/van-phong.html", "units/a.html", "units/b.html", "units/c.html"),
        "clauses/II.1-1.html",
    ]


def test_the_same_view_gives_the_same_bytes() -> None:
    """No clock, no chance."""
    assert pages_of(whole_office()) == pages()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_says_period_day_coverage_and_that_it_is_derived(language: str) -> None:
    """In its language."""
    expected = {
        "vi": ("Quý III/2021", "15/10/2021", "2/3", "5/6", "được lập từ dữ liệu"),
        "en": ("2021-Q3", "2021-10-15", "2/3", "5/6", "derived from the data"),
    }
    for content in pages(language).values():
        seen = Reader(content)
        assert seen.language == language
        assert [text for text in expected[language] if text not in seen.text] == []


def test_names_come_out_as_they_are_written() -> None:
    """Neither markup nor template."""
    text = Reader(pages()["units.html"]).text
    assert [name for name in (SCRIPT, TEMPLATE, QUOTED) if name not in text] == []
    for content in pages().values():
        assert Reader(content).tags.count("script") == 1


def test_every_link_leads_to_a_page_or_a_place_on_its_own() -> None:
    """From each folder."""
    for path, content in pages().items():
        folder = path.rpartition("/")[0]
        for link in Reader(content).links:
            target = path if link.startswith("#") else _resolved(folder, link)
            assert target in pages(), f"{path}: {link}"


def _resolved(folder: str, link: str) -> str:
    return link.removeprefix("../") if link.startswith("../") else f"{folder}/{link}".lstrip("/")


def test_a_page_fetches_nothing() -> None:
    """Its icon stands in it, too."""
    for content in pages().values():
        fetched = [source for source in Reader(content).sources if not source.startswith("data:")]
        assert [
            source for source in fetched if not source.endswith(FEED)
        ] == []  # named, for readers of feeds
        assert "http-equiv" in content
        assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)", content) == []


@pytest.mark.parametrize("tag", ["style", "script"])
def test_the_policy_allows_what_stands_in_the_page_and_nothing_else(tag: str) -> None:
    """By its hash."""
    content = pages()["index.html"]
    (body,) = re.findall(rf"<{tag}>(.*?)</{tag}>", content, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
    (policy,) = re.findall(r'Content-Security-Policy" content="(.*?)"', content)
    assert f"{tag}-src &#39;sha256-{digest}&#39;" in policy
    assert policy.startswith("default-src &#39;none&#39;")
    assert "unsafe" not in policy
    assert 'style="' not in content


def test_every_sign_has_its_word() -> None:
    """Colours and signs are never alone: each badge carries a text, each drawing a label."""
    for content in pages().values():
        assert re.findall(r'<span class="badge[^>]*><svg[^>]*><use[^>]*/></svg><span></span>', content) == []
        assert re.findall(r'role="img" aria-label=""', content) == []


def test_every_drawing_has_a_title() -> None:
    """What the pointer shows of it, and who listens hears; the only others are the signs beside a word."""
    for path, content in pages().items():
        drawings = re.findall(r'<svg[^>]*role="img"[^>]*>(.{7})', content)
        assert set(drawings) <= {"<title>"}, path
        assert (
            re.findall(
                r'<svg(?![^>]*(?:role="img"|aria-hidden="true"|class="mark|overflow="visible"))', content
            )
            == []
        )


def test_a_clause_and_what_follows_it_lead_to_each_other() -> None:
    """The task or indicator names the clause, the clause lists it, and so does the list of all clauses."""
    made = pages()
    assert "../clauses/II.1-1.html" in Reader(made["indicators/CT-01.html"]).links
    assert {"../indicators/CT-01.html", "../indicators/CT-02.html"} <= set(
        Reader(made["clauses/II.1-1.html"]).links
    )
    assert {"clauses/II.1-1.html", "indicators/CT-01.html"} <= set(Reader(made["clauses.html"]).links)


def test_a_task_names_its_clauses_and_they_name_it() -> None:
    """Also where it is no indicator."""
    made = pages_of(
        office(
            units=(unit("a"),),
            clauses=(clause("II.1-1", text="Một việc", kind="one_off_duty"), clause("II.1-2", text="Hai")),
            tasks=(task("PL-01", clauses=("II.1-1",)),),
        )
    )
    assert "../clauses/II.1-1.html" in Reader(made["tasks/PL-01.html"]).links
    assert "../tasks/PL-01.html" in Reader(made["clauses/II.1-1.html"]).links
    assert "No task, duty or indicator names this clause." in made["clauses/II.1-2.html"]


def test_the_page_of_a_task_tells_its_times_and_what_was_recorded() -> None:
    """Of what each unit owes, unit by unit."""
    task_text = " ".join(Reader(pages()["tasks/PL-01.html"]).text.split())
    assert [text for text in ("What was recorded", "2021-07-02", SCRIPT) if text not in task_text] == []
    duty = pages()["tasks/NV-01.html"]
    assert {"../units/a.html", "../units/b.html", "../units/c.html"} <= set(Reader(duty).links)
    assert "What was recorded" not in duty


def test_everything_that_has_a_page_can_be_searched() -> None:
    """One table links to each of them."""
    made = pages()
    single = {path for path in made if "/" in path}
    assert single <= set(Reader(made["search.html"]).links)


def test_indicators_met_are_counted_of_those_that_can_be_judged() -> None:
    """Two quarters can be judged, of which one was met; the year's end is still to come."""
    text = " ".join(Reader(pages()["index.html"]).text.split())
    assert re.search(r"Indicators met \d+/\d+ indicators due to be judged; \d+ are not", text)
    rows = site_view(whole_office(), None, AS_OF).rows
    judged = [row for row in rows if row.result.main.verdict in JUDGED]
    met = sum(row.result.main.verdict == "met" for row in judged)
    count = speaking("en").count
    assert f"{count(met)}/{count(len(judged))}" in text
    assert 0 < len(judged) < len(rows)


def test_a_target_is_asked_in_the_words_of_the_documents() -> None:
    """Where Word says it in words, the site does."""
    assert "more than 60%" in Reader(pages()["indicators.html"]).text
    assert "trên 60%" in Reader(pages("vi")["indicators.html"]).text


def test_what_is_not_known_has_no_number_to_sort_by() -> None:
    """The script then puts it last, whichever way it sorts."""
    for content in pages().values():
        assert re.findall(r'<t[dh][^>]*data-sort="[^"]*"[^>]*>–<', content) == []


def test_control_characters_in_the_data_do_no_harm() -> None:
    """They are shown as what they are: nothing that can be shown."""
    content = pages_of(office(units=(unit("a", name="A\x00\x1bB"),), tasks=(task(),)))["units.html"]
    assert "A\ufffd\ufffdB" in content


def test_a_programme_without_reports_and_indicators_has_its_pages() -> None:
    """They say that there is nothing."""
    made = pages_of(office(units=(unit("a"),), tasks=(task(),)))
    assert "No reporting period has ended yet." in made["index.html"]
    assert "No indicator is about this period." in made["index.html"]
    assert "No reporting period has ended yet." in made["reports.html"]


def test_an_indicator_page_explains_its_value() -> None:
    """Clause, value, range, how it is computed, unit by unit."""
    text = " ".join(Reader(pages()["indicators/CT-02.html"]).text.split())
    for expected in (
        SCRIPT,
        "1/1",
        "2021-Q2",
        "How it is computed",
        "Units that exist on",
        "– does not apply",
        "= Denominator",
        "“Xếp loại” is Tốt or Kém",
        "Tính theo quyết định.",
        "does not apply",
        QUOTED,
    ):
        assert expected in text


def test_earlier_years_of_a_term_that_has_ended_are_not_still_to_be_judged() -> None:
    """After the end they are figures on the way; before it the term is still to be judged."""
    ended = office(
        units=(unit("a"),),
        figures=(figure("members"),),
        indicators=(
            indicator(deadline=rule(by="2025-12-31"), target=Target(op=">=", value=5, unit="count")),
        ),
        reports=(report("a", "2021-Q2", on="2021-07-01", members=3),),
        closed_on="2024-02-10",
    )

    def text(as_of: str) -> str:
        view = site_view(as_known(ended, day(as_of)), None, day(as_of))
        content = {page.path: page.make().decode() for page in site_pages(view, speaking("vi"))}
        return Reader(content["indicators/CT-01.html"]).text

    assert "Chưa đến kỳ đánh giá" in text("2023-06-30")
    assert "Chưa đến kỳ đánh giá" not in text("2024-03-01")
    assert "Số giữa kỳ" in text("2024-03-01")


def test_a_unit_page_shows_reports_duties_and_figures() -> None:
    """What is late says by how many days."""
    text = " ".join(Reader(pages()["units/b.html"]).text.split())
    for expected in (
        "sent late 4 days",
        "not sent, overdue 10 days",
        "Việc NV-01",
        "Overdue 107 days",
        "Kém",
    ):
        assert expected in text
