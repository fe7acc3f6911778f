"""A report of fifteen pages as a Word document, against a bare docxtpl script that fills the same template; then that of a term.

T is that script with the same content, without the charts, which docxtpl has no word for: the term's report draws them in
at most 2.5 T. The whole command may take 1.5 T and the time of `status`. Memory is the peak of one process.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from demo import make_office, print_memory, user
from measure import ROOT, Program, compare, ct58, python, run

ROUNDS = 9
MEMORY = 200
"""Megabytes."""
FILLING, WITH_CHARTS = 1.5, 2.5
TEMPLATE = ROOT / "templates" / "bao-cao.docx"
REPORT = ("--quarter", "2022-Q2", "--as-of", "2022-07-15")
TERM = ("--term", "--as-of", "2026-02-01")
_KEEP_CONTENT = """
import json, pickle, sys
from ct58.render.documents import docx
fill = docx.render_docx
charts = []
def place(chart):
    charts.append(chart)
    return {"chart": len(charts) - 1}
def keep(template, content, **given):
    json.dump(content, open(sys.argv[1], "w", encoding="utf-8"), default=place)
    pickle.dump(charts, open(sys.argv[1] + ".charts", "wb"))
    return fill(template, content, **given)
docx.render_docx = keep
from ct58.cli.main import main
sys.exit(main(sys.argv[2:]))
"""
_BARE = """
import json, sys
from docxtpl import DocxTemplate
template = DocxTemplate(sys.argv[1])
template.render(json.load(open(sys.argv[2], encoding="utf-8")), autoescape=True)
template.save(sys.argv[3])
"""
_FILL = """
import datetime, json, pathlib, pickle, sys
from ct58.render.documents.docx import render_docx
from ct58.render.documents.template_faults import Template
template = Template(name="bao-cao.docx", content=pathlib.Path(sys.argv[1]).read_bytes())
charts = pickle.load(open(sys.argv[2] + ".charts", "rb"))
def placed(value):
    return charts[value["chart"]] if value.keys() == {"chart"} else value
content = json.load(open(sys.argv[2], encoding="utf-8"), object_hook=placed)
pathlib.Path(sys.argv[3]).write_bytes(render_docx(template, content, made_on=datetime.date(2022, 7, 15)))
"""


def main() -> None:
    """Make the office once, and keep what the report says for the bare script."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_office(folder)
        for report, limit in ((REPORT, FILLING), (TERM, WITH_CHARTS)):
            run([*python(_KEEP_CONTENT), str(_content(folder)), *_summary(folder, report)], user(folder))
            compare(programs(folder, report, limit), rounds=ROUNDS)
            print_memory("memory of the whole command", ct58(*_summary(folder, report)), folder, MEMORY)


def programs(folder: Path, report: Sequence[str] = REPORT, limit: float = FILLING) -> list[Program]:
    """T first; filling alone; then the whole command, and `status`, whose time it may add to 1.5 T."""
    own = user(folder)
    files = [str(TEMPLATE), str(_content(folder)), str(folder / "out.docx")]
    status = ("status", "--data", str(folder / "office"), "--as-of", "2022-07-15")
    return [
        Program(name="T: bare docxtpl", arguments=[*python(_BARE), *files]),
        Program(name="filling", arguments=[*python(_FILL), *files], limit=limit),
        Program(name="summary -o .docx", arguments=ct58(*_summary(folder, report)), environment=own),
        Program(name="status", arguments=ct58(*status), environment=own),
    ]


def _summary(folder: Path, report: Sequence[str]) -> list[str]:
    data = ("--data", str(folder / "office"))
    return ["summary", *data, *report, "-o", str(folder / "report.docx"), "--force", "--quiet"]


def _content(folder: Path) -> Path:
    return folder / "content.json"


if __name__ == "__main__":
    main()
