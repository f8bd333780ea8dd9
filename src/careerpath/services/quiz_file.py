"""Answers from a file: the quiz without a person."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from careerpath.errors import BadDataError, Problem
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.text_file import printable, read_text
from careerpath.quiz.questions import ASKED, LATER
from careerpath.quiz.state import higher


def read_answers(path: Path, kb: KnowledgeBase) -> Iterator[tuple[str, Any]]:
    """Question id and answer, in the order of asking, of a YAML or JSON file; `skill` maps skill ids to levels.

    Raises BadDataError with every key that is no question, CareerpathError if the file cannot be read.
    """
    from careerpath.knowledge.yaml_file import parse_yaml

    name = printable(str(path))
    file = parse_yaml(read_text(path), name)
    if not file.problems and not isinstance(file.data, dict):
        file.problems.append(Problem(name, 1, "a file of answers is a mapping, such as `roles: [registered-nurse]`"))
    found: dict[str, Any] = {}
    for key, value in file.data.items() if not file.problems else ():
        if key in (*ASKED, *LATER):
            found[key] = value
        elif key != "skill":
            text = f"{printable(str(key)[:40])!r} is no question; known are {', '.join((*ASKED, *LATER, 'skill'))}"
            file.problems.append(Problem(name, file.line((key,)), text))
        elif not isinstance(value, dict):
            file.problems.append(Problem(name, file.line((key,)), "skill: wants a mapping of ids to levels"))
        else:
            for written, level in value.items():
                skill = kb.indexes.retired.get(written, written)
                if skill not in kb.skills:
                    text = f"skill: unknown id {printable(str(skill)[:40])!r}"
                    file.problems.append(Problem(name, file.line((key, written)), text))
                found[f"skill:{skill}"] = higher(found.get(f"skill:{skill}"), level)
    if file.problems:
        raise BadDataError(tuple(file.problems))
    order = [key for key in (*ASKED, *found, *LATER) if found.get(key) is not None]
    return ((key, found[key]) for key in dict.fromkeys(order))
