"""Write constraints.txt: every package ct58 is built, run and tested with, pinned with its hashes.

Run it with a Python that has pip (`.venv/bin/python tools/pin.py`). It asks pip, and only pip, which
versions fit together and which wheel each supported computer would get. So it follows whatever index
pip is set up to use, and writes down names, versions and hashes, never an address.

Wheels only: a source archive would run foreign code, with tools that nothing pins, on the user's computer. Spark has no wheel;
it stands apart in tools/spark.txt, for `python3 dev.py engines --spark` alone, which builds it with the setuptools that is pinned.
"""

from __future__ import annotations

import itertools
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TYPER = "typer==0.25.1"  # measured: the newest that does not import pydantic to parse an argument
ELSEWHERE = {"colorama": 'sys_platform == "win32"'}
"""Packages that running needs on other platforms only; pip, asked here, leaves them out."""
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PLATFORMS = (
    ("manylinux2014_x86_64", "manylinux_2_17_x86_64", "manylinux_2_28_x86_64"),
    ("manylinux2014_aarch64", "manylinux_2_17_aarch64", "manylinux_2_28_aarch64"),
    ("macosx_12_0_arm64", "macosx_11_0_arm64"),
    ("macosx_12_0_x86_64", "macosx_11_0_x86_64"),
    ("win_amd64",),
)
HEAD = """\
# Every package ct58 is built, run and tested with, and the sha256 of its wheels for the supported
# computers. Written by tools/pin.py; don't edit. Installed by `python3 dev.py`, or:
#   pip install --require-hashes --only-binary :all: -r constraints.txt
"""
PARTS = (
    "# To run.",
    "# To build as well.",
    "# To test and check as well.",
    "# To build the documentation as well.",
    "# To try the engines as well.",
)
"""What stands above each part; dev.py and the portable folder look for it."""
DOCUMENTING = 3
SPARK = "pyspark==4.3.0"
HEAD_OF_SPARK = """\
# Spark, which has no wheel: the sha256 of its source. Written by tools/pin.py; installed by `python3 dev.py engines --spark`.
"""


@dataclass(frozen=True, slots=True)
class Wheel:
    """One file that pip would install."""

    name: str
    version: str
    sha256: str
    is_universal: bool

    @property
    def pin(self) -> str:
        """The requirement that means exactly this version."""
        return f"{self.name}=={self.version}"


def main() -> int:
    """Ask pip, write the file, say how much there is."""
    running = [*project()["project"]["dependencies"], TYPER, *ELSEWHERE]
    building = [*running, *project()["build-system"]["requires"]]
    testing = [*building, *project()["dependency-groups"]["dev"]]
    documenting = project()["dependency-groups"]["docs"]
    extras = project()["project"]["optional-dependencies"].values()
    engines = [*itertools.chain.from_iterable(extras), *project()["dependency-groups"]["engines"]]
    parts = (running, building, testing, documenting, engines)
    chosen = wheels([*testing, *documenting, *engines])
    needed = [{wheel.name for wheel in wheels(asked)} for asked in parts]
    text = constraints(with_other_platforms(chosen), needed)
    (ROOT / "constraints.txt").write_text(text, encoding="utf-8", newline="\n")
    spark = HEAD_OF_SPARK + entries(wheels([SPARK], "--no-deps", "--no-binary", "pyspark"))
    (ROOT / "tools" / "spark.txt").write_text(spark, encoding="utf-8", newline="\n")
    print(f"constraints.txt: {len(chosen)} packages, {text.count('--hash=')} wheels")
    return 0


def project() -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def with_other_platforms(chosen: Iterable[Wheel]) -> list[Wheel]:
    """The wheels chosen here, and those of the same versions that other computers would get."""
    found = set(chosen)
    pins = sorted(wheel.pin for wheel in found if not wheel.is_universal)
    for python, platforms in itertools.product(PYTHONS, PLATFORMS):
        print(f"Python {python}, {platforms[0]} …", file=sys.stderr)
        found.update(wheels(pins, "--no-deps", *target(python, platforms)))
    return sorted(found, key=lambda wheel: (wheel.name, wheel.sha256))


def target(python: str, platforms: Iterable[str]) -> list[str]:
    """Pip's options for choosing as another computer would; `--target` is asked for, a dry run leaves it."""
    tags = [f"--platform={platform}" for platform in platforms]
    return ["--target", "unused", "--python-version", python, *tags]


def wheels(requirements: Iterable[str], *options: str) -> list[Wheel]:
    """What pip would install for these requirements.

    Raises:
        subprocess.CalledProcessError: pip finds no set of wheels that fits; it has said why on stderr.
    """
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    choose = ["--dry-run", "--ignore-installed", "--only-binary", ":all:", "--report", "-"]
    answer = subprocess.run([*command, *choose, *options, *requirements], check=True, stdout=subprocess.PIPE)
    return [wheel_from(entry) for entry in json.loads(answer.stdout)["install"]]


def wheel_from(entry: Mapping[str, Any]) -> Wheel:
    """One entry of pip's installation report."""
    download = entry["download_info"]
    return Wheel(
        name=re.sub(r"[-_.]+", "-", entry["metadata"]["name"]).lower(),
        version=entry["metadata"]["version"],
        sha256=download["archive_info"]["hashes"]["sha256"],
        is_universal=download["url"].endswith("-none-any.whl"),
    )


def constraints(found: Iterable[Wheel], needed: Sequence[Collection[str]]) -> str:
    """The file's text; `needed` names what each part needs, a package stands in the first of them.

    What the documentation needs everywhere and running on some platforms stands in both, for the others there.
    """
    parts: list[list[Wheel]] = [[] for _ in PARTS]
    everywhere: list[Wheel] = []
    for wheel in found:
        first = next(place for place, names in enumerate(needed) if wheel.name in names)
        parts[first].append(wheel)
        if wheel.name in ELSEWHERE and wheel.name in needed[DOCUMENTING]:
            everywhere.append(wheel)
    texts = [f"\n{title}\n{entries(part)}" for title, part in zip(PARTS, parts, strict=True)]
    texts[DOCUMENTING] += entries(everywhere).replace(" == ", " != ")
    return HEAD + "".join(texts)


def entries(found: Iterable[Wheel]) -> str:
    """One requirement a package, one hash a line; `found` is sorted by name."""
    groups = itertools.groupby(found, key=lambda wheel: wheel.pin)
    return "".join(entry(pin, list(group)) for pin, group in groups)


def entry(pin: str, group: list[Wheel]) -> str:
    """One package with its marker, if any, and all its hashes."""
    marker = ELSEWHERE.get(group[0].name)
    first = f"{pin} ; {marker}" if marker else pin
    return " \\\n    ".join([first, *(f"--hash=sha256:{wheel.sha256}" for wheel in group)]) + "\n"


if __name__ == "__main__":
    sys.exit(main())
