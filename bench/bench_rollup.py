"""What an office contributes, against a year of its indicators; and packages of many offices added, in units of T.

T is the time of `python -c 'import typer'` in the same run. Memory is the peak of one process.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from demo import make_office, print_memory, user
from measure import Program, compare, ct58, python, run

from ct58.exchange.package_reader import read_package
from ct58.exchange.package_writer import package_bytes

CONTRIBUTE = 1.5
"""Times the indicators of the same year."""
OFFICES = {30: 4.0, 100: 8.0}
MOST_MEMORY = 40
"""MB, whatever the number of offices."""
YEAR = ("--period", "2023", "--as-of", "2024-01-31")


def main() -> None:
    """One office makes its package; that package, under other names, is what the others send."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        office = make_office(folder)
        own = user(folder)
        package = folder / "mau.zip"
        words = ("--data", str(office), *YEAR)
        contribute = ct58("contribute", *words, "-o", str(package), "--force", "--quiet")
        run(contribute, own)
        indicators = Program(name="indicators, 2023", arguments=ct58("indicators", *words), environment=own)
        compare(
            [
                Program(name="T: import typer", arguments=python("import typer")),
                indicators,
                Program(
                    name="contribute, 2023",
                    arguments=contribute,
                    environment=own,
                    limit=CONTRIBUTE,
                    base=indicators.name,
                ),
                *(_rollup(folder, package, count) for count in OFFICES),
            ],
            rounds=7,
        )
        for count in OFFICES:
            arguments = _rollup(folder, package, count).arguments
            print_memory(f"{count} offices added", arguments, folder, MOST_MEMORY)


def _rollup(folder: Path, package: Path, count: int) -> Program:
    """A level of so many offices that have all sent."""
    level = folder / f"level-{count}"
    level.mkdir(exist_ok=True)
    files = [_renamed(package, level, f"co-quan-{place}") for place in range(count)]
    levels = level / "levels.yaml"
    if not levels.is_file():
        run(ct58("rollup", "--begin", str(levels), *map(str, files)), user(folder))
    return Program(
        name=f"{count} offices added",
        arguments=ct58("rollup", str(levels), *map(str, files)),
        environment=user(folder),
        limit=OFFICES[count],
    )


def _renamed(package: Path, level: Path, office: str) -> Path:
    """The same contribution of another office."""
    path = level / f"{office}.zip"
    if not path.is_file():
        found = read_package(package).package
        sources = tuple(replace(source, office=office) for source in found.manifest.sources)
        manifest = replace(found.manifest, office=office, name=office, sources=sources)
        path.write_bytes(package_bytes(replace(found, manifest=manifest)))
    return path


if __name__ == "__main__":
    main()
