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
        first = next((p for p in problems if p.severity == "error"), problems[0])
        others = sum(p.severity == "error" for p in problems) - 1
        more = f" (and {others} more)" if others > 0 else ""
        super().__init__(f"{first}{more}{'; ' + way_out if way_out else ''}")
