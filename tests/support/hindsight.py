"""A data folder with everything taken out that is dated after a day: plain Python over the YAML, none of ct58's own code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

GONE = object()
"""What stands in place of something that did not exist yet."""
DAYS_OF_RECORDS = ("date", "on")
"""The keys that say when a record happened: an event, a document, a source, a correction, a closing, an issue."""


def strip_folder(source: Path, target: Path, day: dt.date) -> None:
    """Write the folder again without what is dated after a day; the same form for what stays."""
    programme = _read(source / "programme.yaml")
    own = {
        figure["key"]
        for figure in programme["figures"]
        if figure.get("asked") is False or figure.get("if_absent") == "no" or figure["every"] == "once"
    }
    later = {path.parent.name for path in source.glob("units/*/unit.yaml") if _is_later_unit(path, day)}
    came_up = {path.stem for path in source.glob("tasks/*.yaml") if _stripped(_read(path), day) is GONE}
    for path in sorted(source.rglob("*.yaml")):
        place = path.relative_to(source)
        if len(place.parts) > 2 and place.parts[1] in later:
            continue
        tree = _read(path)
        found = _report(tree, own, day) if "reports" in place.parts else _stripped(tree, day)
        if place.name == "unit.yaml":
            found = _unit(found, day)
        if place.name == "events.yaml":
            found["events"] = [event for event in found["events"] if event.get("item") not in came_up]
        if place.name == "programme.yaml" and _is_later(found["programme"].get("closed_on"), day):
            del found["programme"]["closed_on"]
        if found is not GONE:
            _write(found, target / place)


def _stripped(node: Any, day: dt.date) -> Any:
    """A tree without what happened later; an event that was voided later never happened."""
    if isinstance(node, dict):
        if any(_is_later(node.get(key), day) for key in DAYS_OF_RECORDS):
            return GONE
        found = {key: _stripped(value, day) for key, value in node.items()}
        if any(found.get(key) is GONE for key in ("voided", "source")):
            return GONE
        return {key: value for key, value in found.items() if value is not GONE}
    if isinstance(node, list):
        return [value for value in (_stripped(value, day) for value in node) if value is not GONE]
    return node


def _is_later_unit(path: Path, day: dt.date) -> bool:
    return _is_later(_read(path).get("valid_from"), day)


def _unit(tree: Any, day: dt.date) -> Any:
    if _is_later(tree.get("valid_to"), day):
        return {key: value for key, value in tree.items() if key not in ("valid_to", "merged_into")}
    return tree


def _report(tree: dict[str, Any], own: set[str], day: dt.date) -> Any:
    """A report that came later leaves what the office knew by itself, by its own day."""
    figures = tree.get("figures") or {}
    has_come = not _is_later(tree.get("received_on"), day)
    otherwise = dt.date.min if has_come else dt.date.max
    kept = {
        key: value
        for key, value in figures.items()
        if ((_own_day(figures, key) if key in own else None) or otherwise) <= day
    }
    if has_come:
        return {**_stripped({k: v for k, v in tree.items() if k != "figures"}, day), "figures": kept}
    head = {"unit": tree["unit"], "period": tree["period"], "state": "expected"}
    return {**head, "figures": kept} if kept else GONE


def _own_day(figures: Mapping[str, Any], key: str) -> dt.date | None:
    for value in (figures[key], figures.get(f"{key}_decision")):
        if isinstance(value, dt.date):
            return value
        if isinstance(value, Mapping):
            days: list[dt.date] = [day for day in value.values() if isinstance(day, dt.date)]
            received: dt.date | None = value.get("received_on")
            if received or days:
                return received or max(days)
    return None


def _is_later(value: Any, day: dt.date) -> bool:
    return isinstance(value, dt.date) and value > day


def _read(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


def _write(tree: Any, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    yaml = YAML(typ="safe")
    yaml.default_flow_style = False
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        yaml.dump(tree, stream)
