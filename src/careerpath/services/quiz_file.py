"""Answers from a file: the quiz without a person."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

from careerpath.engine.quiz_wishes import FIT_TRAITS
from careerpath.errors import BadDataError, Problem
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.text_file import printable, read_text
from careerpath.services.quiz import Reply, Screen, Session

SINGLE = frozenset(
    (
        "roles", "current", "education", "field", "conditions", "licences", "certifications", "hours", "budget",
        "state", "deadline", "goal", "credits",
    )
)  # fmt: skip
GROUPS = {"years": "roles", "earned": "certs", "skill": "skills", "fit": "vocabulary"}


def read_answers(path: Path, kb: KnowledgeBase) -> dict[str, Any]:
    """Question id -> answer of a YAML or JSON file; `years`, `earned`, `skill` and `fit` hold a mapping each.

    Raises BadDataError with every key that is no question, CareerpathError if the file cannot be read.
    """
    from careerpath.knowledge.yaml_file import parse_yaml

    name = printable(str(path))
    file = parse_yaml(read_text(path), name)
    if not file.problems and not isinstance(file.data, dict):
        file.problems.append(Problem(name, 1, "a file of answers is a mapping, such as `roles: [registered-nurse]`"))
    found: dict[str, Any] = {}
    for key, value in file.data.items() if not file.problems else ():
        kind, _, one = str(key).partition(":")
        if key in SINGLE:
            found[str(key)] = value
        elif kind in GROUPS:
            members = {one: value} if one else value if isinstance(value, dict) else {}
            if not members:
                file.problems.append(Problem(name, file.line((key,)), f"{kind}: wants a mapping of ids to answers"))
            for member, answer in members.items():
                if member not in (FIT_TRAITS if kind == "fit" else getattr(kb, GROUPS[kind])):
                    text = f"{kind}: unknown id {printable(str(member)[:40])!r}"
                    file.problems.append(Problem(name, file.line((key, member)), text))
                found[f"{kind}:{member}"] = answer
        else:
            text = f"{printable(str(key)[:40])!r} is no question; known are {', '.join(sorted(SINGLE | set(GROUPS)))}"
            file.problems.append(Problem(name, file.line((key,)), text))
    if file.problems:
        raise BadDataError(tuple(file.problems))
    return found


class FilePrompter:
    """Answers from the file; what it does not hold is skipped. A wrong answer raises BadDataError."""

    def __init__(self, answers: dict[str, Any], name: str) -> None:
        self.answers, self.name = answers, name
        self.shown = Event()

    def ask(self, screen: Screen) -> Reply:
        if screen.error:
            raise BadDataError((Problem(self.name, 0, f"{screen.question.id}: {screen.error}"),))
        value = self.answers.get(screen.question.id)
        return Reply("skip") if value is None else Reply("value", value)

    def tell(self, lines: tuple[str, ...]) -> None:
        """Nobody listens."""


def add_unasked(session: Session, answers: dict[str, Any]) -> None:
    """Skill levels that the file states and the quiz did not ask for count as well."""
    for key, value in answers.items():
        if key.startswith("skill:") and key not in session.state.answers and value is not None:
            question = session.quiz.question(session.state, key)
            session.state = session.quiz.answer(session.state, question, value)
