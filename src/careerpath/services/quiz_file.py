"""Answers from a file: the quiz without a person."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

from careerpath.engine.quiz_questions import ASKED, LATER
from careerpath.errors import BadDataError, CareerpathError, Problem
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.text_file import printable, read_text
from careerpath.services.quiz import Outcome, Reply, Screen, Session


def read_answers(path: Path, kb: KnowledgeBase) -> dict[str, Any]:
    """Question id -> answer of a YAML or JSON file; `skill` holds a mapping of skill ids to levels.

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
            for skill, level in value.items():
                if skill not in kb.skills:
                    text = f"skill: unknown id {printable(str(skill)[:40])!r}"
                    file.problems.append(Problem(name, file.line((key, skill)), text))
                found[f"skill:{skill}"] = level
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

    def run(self, session: Session) -> Outcome:
        """The whole quiz; what the file states and nobody asked for counts as well, where it applies.

        Raises BadDataError for a wrong answer.
        """
        session.run(review=False)
        for key, value in self.answers.items():
            if key in session.state.answers or value is None or not session.quiz.applies(session.state, key):
                continue
            question = session.quiz.question(session.state, key)
            try:
                session.state = session.quiz.answer(session.state, question, value)
            except CareerpathError as error:
                raise BadDataError((Problem(self.name, 0, f"{key}: {error}"),)) from None
        return session.outcome()
