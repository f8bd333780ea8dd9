"""JSON Schemas for editors: one, or all into a folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from careerpath.errors import CareerpathError
from careerpath.knowledge.base import TABLES
from careerpath.knowledge.one_file import replace_file
from careerpath.knowledge.schema import class_schema, file_schema
from careerpath.knowledge.text_file import printable
from careerpath.people.profile import Profile

NAMES = (*TABLES, "profile")


def schema(name: str) -> dict[str, Any]:
    """The schema of a knowledge file or of a profile. Raises CareerpathError for another name."""
    if name not in NAMES:
        raise CareerpathError(f"no schema {printable(name[:40])!r}; known are {', '.join(NAMES)}")
    return profile_schema() if name == "profile" else file_schema(name)


def profile_schema() -> dict[str, Any]:
    """The schema of a profile, in which a skill may be written as its level alone."""
    of_profile = class_schema(Profile, "careerpath profile")
    skills = of_profile["properties"]["skills"]
    level = of_profile["$defs"]["SkillClaim"]["properties"]["level"]
    skills["additionalProperties"] = {"anyOf": [level, skills["additionalProperties"]]}
    return of_profile


def write_all(folder: Path) -> list[Path]:
    """Write every schema as NAME.json into the folder; it is made if need be. Raises CareerpathError."""
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in NAMES:
            path = folder / f"{name}.json"
            text = json.dumps(schema(name), indent=1, ensure_ascii=False) + "\n"
            replace_file(path, text, durable=False, private=False)
            written.append(path)
    except OSError as error:
        raise CareerpathError(f"{printable(str(folder))}: cannot be written ({error.strerror})") from None
    return written
