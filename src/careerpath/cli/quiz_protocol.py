"""The quiz for other front ends: one JSON object per line out, one per line in (design.md, section 5; docs/json.md)."""

from __future__ import annotations

import json
from threading import Event
from typing import Any, BinaryIO, TextIO

from careerpath.cli.quiz_lines import read_line
from careerpath.record import as_dict
from careerpath.services.quiz import Reply, Screen

LONGEST_LINE = 1_000_000
KNOWN = ("value", "skip", "back", "change", "finish", "leave")


def send(target: TextIO, event: dict[str, Any]) -> None:
    """One object on one line, ASCII only. Raises EOFError if nobody listens any more."""
    try:
        target.write(json.dumps(event, separators=(",", ":")) + "\n")
        target.flush()
    except (OSError, ValueError) as error:
        raise EOFError from error


class JsonLinesPrompter:
    """Sends question objects and reads answer objects; a line that makes no sense gets an error object back."""

    def __init__(self, source: BinaryIO, target: TextIO) -> None:
        self.source, self.target = source, target
        self.shown = Event()

    def ask(self, screen: Screen) -> Reply:
        """The reply to the question; asks again after a line that is none."""
        send(self.target, question_event(screen))
        self.shown.set()
        while True:
            line = read_line(self.source, LONGEST_LINE)
            if not line.strip():
                continue
            reply = parse_reply(line)
            if isinstance(reply, Reply):
                return reply
            send(self.target, {"event": "error", "id": screen.question.id, "message": reply})


def question_event(screen: Screen) -> dict[str, Any]:
    """The question object."""
    question = screen.question
    event = {
        "event": "question",
        "id": question.id,
        "kind": question.kind,
        "text": question.text,
        "choices": [as_dict(option) for option in question.choices],
        "why": question.why,
        "help": question.help,
        "many": question.many,
        "asked": screen.asked,
        "expected_total": screen.expected_total,
    }
    for field in ("table", "each", "short"):
        value = getattr(question, field)
        if value:
            event[field] = value
    if question.kind == "number":
        event |= {"low": question.low, "high": question.high, "unit": question.unit}
    if screen.previous is not None:
        event["previous"] = screen.previous
    if screen.notes:
        event["notes"] = list(screen.notes)
    if screen.error:
        event["error"] = screen.error
    return event


def parse_reply(line: str) -> Reply | str:
    """The reply a line stands for, or what is wrong with it."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return 'not valid JSON; send one object a line, such as {"value": 3}'
    wanted = f"send an object with one of the keys {', '.join(KNOWN)}"
    if not isinstance(data, dict) or len(data) != 1:
        return wanted
    [(key, value)] = data.items()
    if key not in KNOWN:
        return wanted
    if key == "value":
        return Reply("skip") if value is None else Reply("value", value)
    if key == "back":
        # `type`, since True would pass for the number 1.
        if type(value) is not int or not 1 <= value <= 1000:
            return '"back" wants how many questions, 1 or more'
        return Reply("back", value)
    if key == "change":
        if not isinstance(value, str):
            return '"change" wants the id of a question'
        return Reply("change", value)
    if value is not True:
        return f'"{key}" wants true'
    return Reply(key)
