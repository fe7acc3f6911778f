"""The order of the report form."""

from __future__ import annotations

from ct58.store.form_order import figure_order

FIGURE = "- {{key: {0}, number: {1}, label: x, type: integer, every: quarter, units: all}}\n"
HEAD = (
    "programme: {number: 1, issued_on: 2021-04-07, horizon: {from: 2021, to: 2025}}\nparts: []\nclauses: []\n"
)


def test_figures_stand_by_their_printed_numbers() -> None:
    """Whatever order they are written in."""
    text = (
        HEAD.replace("number: 1", 'number: "1"')
        + "figures:\n"
        + FIGURE.format("b", 2)
        + FIGURE.format("a", 1)
    )
    assert figure_order({"programme.yaml": text.encode()}) == ("a", "b")


def test_there_is_no_order_without_a_programme_that_can_be_read() -> None:
    """Figures then stay as they are written."""
    assert figure_order({}) == ()
    assert figure_order({"programme.yaml": b"programme: [\n"}) == ()
