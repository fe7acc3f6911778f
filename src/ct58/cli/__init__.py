"""The command line, made with typer and click."""

import click.utils


def _without_what_click_drops(name: str) -> None:
    """Stand in for what typer 0.25 takes from click and passes on; ct58 never calls it."""
    raise NotImplementedError(name)


# click 9 has them no more, and click 8 warns of it. Set here, because nothing else of ct58 imports typer.
for _dropped in ("get_binary_stream", "get_text_stream"):
    vars(click.utils).setdefault(_dropped, _without_what_click_drops)
