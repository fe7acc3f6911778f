"""programme.yaml: what older formats left to names is read as if it had been declared."""

from __future__ import annotations

from tests.support.offices import figure, office, programme

from ct58.domain.records.programme import spelled_out

RATING = figure("rating", 1, type="enum", every="year", values={"good": "Tốt"}, asked=False)
DECISION = figure("rating_decision", 2, type="record", every="year", asked=False)
OTHER = figure("paper", 3, type="record", every="year", asked=False)


def decided_by(*figures: object, format_: int = 1) -> list[str | None]:
    """By what each figure is decided."""
    read = spelled_out(programme(figures=figures, format=format_))
    return [line.decided_by for line in read.figures]


def test_in_the_first_format_a_name_decides() -> None:
    """`rating_decision` decides about `rating`, and nothing about the others."""
    assert decided_by(RATING, DECISION, OTHER) == ["rating_decision", None, None]
    assert decided_by(RATING, OTHER) == [None, None]


def test_a_declaration_goes_before_a_name() -> None:
    """And says nothing of other figures, which keep what their names say."""
    declared = figure("rating", 1, type="enum", every="year", asked=False, decided_by="paper")
    rank, rank_decision = figure("rank", 4, asked=False), figure("rank_decision", 5, type="record")
    assert decided_by(declared, DECISION, OTHER, rank, rank_decision) == [
        "paper",
        None,
        None,
        "rank_decision",
        None,
    ]


def test_from_the_second_format_on_only_a_declaration_decides() -> None:
    """A name is a name."""
    assert decided_by(RATING, DECISION, format_=2) == [None, None]


def test_an_office_reads_names_and_its_file_keeps_what_was_written() -> None:
    """Nobody else needs to know of the first format."""
    found = office(figures=(RATING, DECISION)).figure("rating")
    assert found is not None
    assert found.decided_by == "rating_decision"
