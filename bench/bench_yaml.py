"""How long reading YAML takes, in units of ct58's own reader; all readers in turn, in one process."""

from __future__ import annotations

import statistics
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 9
UNITS = 600
Reader = Callable[[bytes], object]


def main() -> None:
    """Compare the readers on the shipped programme and on a long made-up list."""
    sys.path.insert(0, str(ROOT / "src"))
    report("data/programme.yaml", (ROOT / "data" / "programme.yaml").read_bytes())
    report(f"a list of {UNITS} units", made_up(UNITS))


def readers() -> Mapping[str, Reader]:
    """ct58's reader first: it is the unit."""
    from ruamel.yaml import YAML

    from ct58.store.yaml.reader import positions, read
    from ct58.store.yaml.syntax import events

    return {
        "read": lambda content: read("file.yaml", content),
        "positions": positions,
        "the parser's events alone": lambda content: deque(events(content.decode()), maxlen=0),
        "ruamel safe, libyaml": lambda content: YAML(typ="safe").load(content),
        "ruamel safe, pure Python": lambda content: YAML(typ="safe", pure=True).load(content),
    }


def made_up(count: int) -> bytes:
    """A file of many small records, as a register would be."""
    unit = (
        "- id: don-vi-{0}\n  name: Đảng bộ số {0}\n  order: {0}\n  valid_from: 2020-02-28\n  share: 1.{0}\n"
    )
    return ("units:\n" + "".join(unit.format(number) for number in range(1, count + 1))).encode()


def report(name: str, content: bytes) -> None:
    """Print medians and ratios for one content."""
    times = measured(readers(), content)
    medians = {reader: statistics.median(values) for reader, values in times.items()}
    unit = medians["read"]
    print(f"{name}, {len(content) // 1000} kB")
    for reader, seconds in medians.items():
        print(f"  {reader:<26} {seconds * 1000:8.1f} ms {seconds / unit:6.2f}")


def measured(compared: Mapping[str, Reader], content: bytes) -> dict[str, list[float]]:
    """Seconds of each reader; they take turns, so that a busy moment slows all of them."""
    times: dict[str, list[float]] = {name: [] for name in compared}
    for _ in range(ROUNDS):
        for name, reader in compared.items():
            start = time.perf_counter()
            reader(content)
            times[name].append(time.perf_counter() - start)
    return times


if __name__ == "__main__":
    main()
