"""A demo office whose committee ended on a day: what came later is taken out, and the last reports came by the cut-off day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from ruamel.yaml import YAML
from tests.support.hindsight import strip_folder


def ended_office(source: Path, target: Path, closed_on: dt.date, cut_off: dt.date) -> Path:
    """Of the periods cut short every third unit reports in time, every third too late, and the others not at all."""
    strip_folder(source / "data", target / "data", closed_on)
    _close(target / "data" / "programme.yaml", closed_on, cut_off)
    quarter = f"{closed_on.year}-Q{(closed_on.month + 2) // 3}"
    for period in (quarter, str(closed_on.year)):
        for place, file in enumerate(sorted(source.glob(f"data/units/*/reports/{period}.yaml"))):
            came_on = cut_off - dt.timedelta(days=place % 5)
            if place % 3 == 1:
                came_on = cut_off + dt.timedelta(days=1 + place % 5)
            if place % 3 < 2:
                _send(file, target / file.relative_to(source), came_on)
    return target


def _close(file: Path, closed_on: dt.date, cut_off: dt.date) -> None:
    yaml = YAML(typ="safe")
    tree = yaml.load(file.read_text(encoding="utf-8"))
    tree["programme"] |= {"closed_on": closed_on, "closing": {"cut_off": cut_off}}
    with file.open("w", encoding="utf-8", newline="\n") as stream:
        yaml.dump(tree, stream)


def _send(source: Path, target: Path, came_on: dt.date) -> None:
    """The report of the whole period, as if it were that of the part."""
    yaml = YAML(typ="safe")
    tree = yaml.load(source.read_text(encoding="utf-8"))
    if tree["state"] not in ("received", "partial"):
        return
    tree = {key: value for key, value in tree.items() if key not in ("document", "corrections")}
    with target.open("w", encoding="utf-8", newline="\n") as stream:
        yaml.dump({**tree, "received_on": came_on}, stream)
