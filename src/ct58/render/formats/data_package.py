"""The description of exported tables that other programs read: a Frictionless data package (specs.frictionlessdata.io)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from ct58.i18n import Translator
from ct58.records import positional_record
from ct58.views.export import KEYS, REFERENCES, ColumnType, ExportColumn, TableName

DESCRIPTION = "datapackage.json"
_TYPES: Mapping[ColumnType, str] = {"list": "string"}
"""As a text a list has its words with semicolons between them."""


@positional_record
class Resource:
    """A table: its name, its file beside the description, its columns."""

    name: TableName
    file: str
    columns: tuple[ExportColumn, ...]


def data_package(
    resources: Sequence[Resource], title: str, facts: Mapping[str, object], speech: Translator
) -> bytes:
    """The description: columns with type and meaning, keys, and which column refers to which; `facts` stand beside it."""
    content = {
        "profile": "data-package",
        "name": "ct58-export",
        "title": title,
        **facts,
        "resources": [_resource(resource, speech) for resource in resources],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _resource(resource: Resource, speech: Translator) -> dict[str, object]:
    is_text = resource.file.endswith(".csv")
    schema = {
        "fields": [_field(column, speech, is_text=is_text) for column in resource.columns],
        "missingValues": [""],
        "primaryKey": list(KEYS[resource.name]),
        "foreignKeys": [
            {"fields": reference.column, "reference": {"resource": reference.table, "fields": reference.key}}
            for reference in REFERENCES.get(resource.name, ())
        ],
    }
    form = {"encoding": "utf-8"} if is_text else {}
    return {
        "name": resource.name.replace("_", "-"),
        "path": resource.file,
        "profile": "tabular-data-resource" if is_text else "data-resource",
        "format": resource.file.rpartition(".")[2],
        "mediatype": "text/csv" if is_text else "application/vnd.apache.parquet",
        **form,
        "schema": schema,
    }


def _field(column: ExportColumn, speech: Translator, *, is_text: bool) -> dict[str, object]:
    type_ = _TYPES.get(column.type, column.type) if is_text else column.type.replace("list", "array")
    return {"name": column.name, "type": type_, "description": speech.gettext(column.meaning)}
