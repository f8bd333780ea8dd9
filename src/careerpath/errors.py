"""What can go wrong: faults in data are values (`Problem`), bad requests are exceptions."""

from __future__ import annotations

from typing import Literal

from careerpath.record import Record

Severity = Literal["error", "warning"]


class Problem(Record):
    """One fault in a data file: `line` counts from 1; 0 means the file as a whole."""

    file: str
    line: int
    message: str
    rule: str = "value"
    severity: Severity = "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class CareerpathError(Exception):
    """A request that cannot be met. Its text is one line: the thing, the place, the way out."""

    exit_code = 2


class AnswerIsNoError(CareerpathError):
    """The request was right and the answer is "no" (exit code 1)."""

    exit_code = 1


class BadDataError(CareerpathError):
    """A file the request needs has faults; all of them are in `problems`."""

    def __init__(self, problems: tuple[Problem, ...], *, way_out: str = "") -> None:
        self.problems = problems
        errors = [problem for problem in problems if problem.severity == "error"]
        first = errors[0] if errors else problems[0]
        text = str(first)
        if len(errors) > 1:
            text += f" (and {len(errors) - 1} more)"
        if way_out:
            text += f"; {way_out}"
        super().__init__(text)
