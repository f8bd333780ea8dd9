"""pydantic at the border: plain data -> entries, or one message per fault; JSON Schemas from the same classes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from careerpath.knowledge.text_file import printable

MESSAGES = {
    "unexpected_keyword_argument": "unknown key",
    "extra_forbidden": "unknown key",
    "missing": "missing",
    "missing_keyword_only_argument": "missing",
    "string_too_short": "the text is empty",
    "too_short": "must not be empty",
}
Fault = tuple[tuple[str | int, ...], str]
"""Path below the entry, and the message."""


@cache
def adapter(cls: type) -> TypeAdapter[Any]:
    return TypeAdapter(cls)


def validate(cls: type, data: Any) -> tuple[Any, list[Fault]]:
    """The entry, or None and all faults. Strict: a number in quotes is text, not a number."""
    try:
        return adapter(cls).validate_json(json.dumps(data), strict=True), []
    except ValidationError as error:
        return None, list(_faults(error))


def _faults(error: ValidationError) -> Iterator[Fault]:
    seen = set()
    for detail in error.errors(include_url=False, include_context=True):
        raw = [p for p in detail["loc"] if isinstance(p, int) or not p.startswith(("function-", "constrained-"))]
        path = tuple(p for p in raw if p not in ("literal['unknown']", "bool", "str"))
        if path in seen:  # the other branch of a union
            continue
        seen.add(path)
        yield path, _message(path, detail)


def _message(path: tuple[str | int, ...], detail: Any) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    name = ".".join(map(str, path))
    value = printable(repr(detail["input"]))[:60]
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        return f"{printable(name)}: unknown key"
    if kind in MESSAGES:
        return f"{name}: {MESSAGES[kind]}"
    if kind in ("value_error", "assertion_error"):
        return f"{name}: {context.get('error', detail['msg'])}" if name else str(context.get("error", detail["msg"]))
    if kind == "less_than_equal":
        return f"{name}: {value} is above {context['le']:g}"
    if kind == "greater_than_equal":
        return f"{name}: {value} is below {context['ge']:g}"
    if kind == "literal_error":
        return f"{name}: {value} is not one of {str(context['expected']).replace(chr(39), '')}"
    message = detail["msg"].removeprefix("Input should be ").replace("valid ", "")
    return f"{name}: {value} is not {message}"
