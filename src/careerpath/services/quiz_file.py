"""Answers from a file: the quiz without a person."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from careerpath.errors import BadDataError, Problem
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.text_file import printable, read_text
from careerpath.quiz.questions import ASKED, LATER
from careerpath.quiz.state import higher

if TYPE_CHECKING:
    from careerpath.knowledge.yaml_file import YamlFile


def read_answers(path: Path, kb: KnowledgeBase) -> Iterator[tuple[str, Any]]:
    """Question id and answer, in the order of asking, of a YAML or JSON file; `skill` maps skill ids to levels.

    Raises BadDataError with every key that is no question, CareerpathError if the file cannot be read.
    """
    from careerpath.knowledge.yaml_file import parse_yaml  # a quiz with a person needs no YAML

    name = printable(str(path))
    file = parse_yaml(read_text(path), name)
    if not file.problems and not isinstance(file.data, dict):
        file.problems.append(Problem(name, 1, "a file of answers is a mapping, such as `roles: [registered-nurse]`"))
    if file.problems:
        raise BadDataError(tuple(file.problems))
    answers: dict[str, Any] = {}
    for key, value in file.data.items():
        if key in (*ASKED, *LATER):
            answers[key] = value
        elif key != "skill":
            text = f"{printable(str(key)[:40])!r} is no question; known are {', '.join((*ASKED, *LATER, 'skill'))}"
            file.problems.append(Problem(name, file.line((key,)), text))
        elif not isinstance(value, dict):
            file.problems.append(Problem(name, file.line((key,)), "skill: wants a mapping of ids to levels"))
        else:
            answers |= _skill_answers(value, file, kb)
    if file.problems:
        raise BadDataError(tuple(file.problems))
    in_order = dict.fromkeys((*ASKED, *answers, *LATER))
    return iter([(key, answers[key]) for key in in_order if answers.get(key) is not None])


def _skill_answers(levels: dict[Any, Any], file: YamlFile, kb: KnowledgeBase) -> dict[str, Any]:
    """Question -> level; a former id is read as the skill it became a part of, an unknown one is a problem."""
    answers: dict[str, Any] = {}
    for written, level in levels.items():
        skill = kb.indexes.retired.get(written, written)
        if skill not in kb.skills:
            text = f"skill: unknown id {printable(str(skill)[:40])!r}"
            file.problems.append(Problem(file.name, file.line(("skill", written)), text))
        question = f"skill:{skill}"
        answers[question] = higher(answers.get(question), level)
    return answers
