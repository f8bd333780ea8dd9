"""JSON Schemas of the knowledge files and of a profile, from the classes that validate them."""

from __future__ import annotations

import copy
from typing import Any

from careerpath.knowledge.base import TABLES
from careerpath.knowledge.load import ENDS, ID_PATTERN
from careerpath.knowledge.validation import adapter

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def file_schema(table: str) -> dict[str, Any]:
    """The schema of one knowledge file. Only ids are required of an entry, since an overlay may name single keys."""
    cls: Any = TABLES[table]
    schema = copy.deepcopy(adapter(cls).json_schema())
    definitions = schema.pop("$defs", {})
    if table == "progressions":
        for key, name in ENDS.items():
            schema["properties"][key] = schema["properties"].pop(name)
    keys = list(ENDS) if table == "progressions" else ["id"]
    for key in keys:
        schema["properties"][key] |= {"pattern": f"^{ID_PATTERN}$"}
    schema["required"] = keys
    return {
        "$schema": DRAFT,
        "title": f"careerpath {table}.yaml",
        "type": "object",
        "required": [table],
        "additionalProperties": False,
        "properties": {table: {"type": "array", "items": schema}},
        "$defs": definitions,
    }


def class_schema(cls: Any, title: str) -> dict[str, Any]:
    """The schema of any other validated class, e.g. a profile."""
    return {"$schema": DRAFT, **adapter(cls).json_schema(), "title": title}
