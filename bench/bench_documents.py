"""A report of ten pages as a Word document, against a bare docxtpl script; letters to all who are late.

T is the time of a script that only fills the same template with the same content. `status` is timed beside them:
the whole command may take 1.5 T and the time of `status`.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from demo import make_office, print_memory, user
from measure import ROOT, Program, compare, ct58, python

FILLING = 1.5
AS_OF = "2022-07-15"
PERIOD = "2022-Q2"
TEMPLATE = ROOT / "templates" / "bao-cao.docx"
_CONTEXT = """
import json, sys
from ct58.render.documents import docx, tags
filled = []
tags_of = tags.report_context
tags.report_context = lambda report: filled.append(tags_of(report)) or filled[-1]
from ct58.cli.main import main
main(sys.argv[2:])
json.dump(filled[-1], open(sys.argv[1], "w", encoding="utf-8"))
"""
_BARE = """
import json, sys
from docxtpl import DocxTemplate
template = DocxTemplate(sys.argv[1])
template.render(json.load(open(sys.argv[2], encoding="utf-8")), autoescape=True)
template.save(sys.argv[3])
"""
