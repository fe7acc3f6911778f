"""Where a command's time goes: which room of the program is at work, looked at twice in a millisecond.

    .venv/bin/python bench/rooms.py [--rounds 9] overdue --data office --as-of 2026-01-12

What runs while the system works for it (a file is opened, or asked about) is seen a little more often than it takes.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from measure import nothing, python, run

_LOADING, _TYPER = "loading modules", "typer and click"
_WATCHED = f"""
import contextlib, io, json, sys, threading
from collections import Counter
found, done = Counter(), threading.Event()

def place(frame):
    own = None
    while frame is not None:
        if frame.f_code.co_name == "_find_and_load":
            return {_LOADING!r}
        name = frame.f_globals.get("__name__", "")
        if own is None and name.startswith("ct58."):
            own = name + "." + frame.f_code.co_name
        frame = frame.f_back
    return own or {_TYPER!r}

def watch(whom):
    while not done.wait(0.0005):
        frame = sys._current_frames().get(whom)
        if frame is not None:
            found[place(frame)] += 1

sys.setswitchinterval(0.0002)
threading.Thread(target=watch, args=(threading.get_ident(),), daemon=True).start()
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    from ct58.cli.main import main
    main(json.loads(sys.argv[1]))
done.set()
print(json.dumps(found))
"""


def main() -> None:
    """Print a line a room, with the functions that are seen most in it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=9)
    asked, words = parser.parse_known_args()
    seen = looked_at(words, {}, rounds=asked.rounds)
    whole = seen.total()
    for room, share in shares(seen).items():
        print(f"{share:6.1%}  {room}")
        inside = Counter({place: count for place, count in seen.items() if _room(place) == room})
        for place, count in inside.most_common(6):
            print(f"          {count / whole:6.1%}  {place}")


def looked_at(
    words: Sequence[str],
    environment: Mapping[str, str],
    prepare: Callable[[], object] = nothing,
    rounds: int = 5,
) -> Counter[str]:
    """Function → how often it was seen at work, in some runs of ct58 with these words."""
    seen = Counter[str]()
    for _round in range(rounds):
        prepare()
        seen.update(json.loads(run([*python(_WATCHED), json.dumps(list(words))], environment)))
    return seen


def shares(seen: Counter[str]) -> dict[str, float]:
    """Room → its share, the largest first."""
    rooms = Counter[str]()
    for place, count in seen.items():
        rooms[_room(place)] += count
    return {room: count / seen.total() for room, count in rooms.most_common()}


def _room(place: str) -> str:
    """`store`, `domain.standing`; a module that lies in no room by its own name."""
    parts = place.split(".")
    if parts[0] != "ct58":
        return place
    return ".".join(parts[1:3]) if parts[1] == "domain" else parts[1]


if __name__ == "__main__":
    main()
