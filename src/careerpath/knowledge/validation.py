"""pydantic at the border: plain data -> entries, or one message per fault; JSON Schemas from the same classes."""

from __future__ import annotations

import json
import sys
import typing
from collections.abc import Iterator
from dataclasses import field, is_dataclass, make_dataclass
from functools import cache, partial
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from careerpath.knowledge import ranges
from careerpath.knowledge.text_file import printable
from careerpath.record import Entity

MESSAGES = {
    "unexpected_keyword_argument": "unknown key",
    "extra_forbidden": "unknown key",
    "missing": "missing",
    "missing_keyword_only_argument": "missing",
    "string_too_short": "the text is empty",
    "too_short": "must not be empty",
}
WRONG_SHAPE = ("tuple_type", "list_type", "dataclass_type", "dict_type")
"""Kinds of faults of a list or mapping that is none."""
LONGEST_SHOWN = 60
EXAMPLES = {
    "roles": "a list with one job a line: `- {role: registered-nurse, years: 3}`",
    "certifications": "a list with one a line: `- {id: comptia-a-plus, earned: 2025-03-10}`",
    "licences": "a list of roles: `[registered-nurse]`",
    "education": "`{level: bachelor, field: nursing}`",
    "limits": "`{hours_per_week: 5, night_shift: false}`",
    "skills": "`{sql: 2}`, a level from 0 to 5 for each",
    "ehr": "a list: `[epic]`",
}
"""How the parts of a profile are written, by the key."""
WAYS = {
    "level": "a number from 0 to 5",
    "years": "a number such as 6.5",
    "until": "a month such as 2024-05",
    **dict.fromkeys(("earned", "expires", "deadline"), "a day such as 2027-01-31"),
    "hours_per_week": "a number such as 7.5",
    **dict.fromkeys(("budget_usd", "pay_floor_usd", "pay_now_usd"), "a number without signs or commas, such as 1500"),
}
"""How single values of a profile are written, by the key."""
Fault = tuple[tuple[str | int, ...], str]
"""Path below the entry, and the message."""


@cache
def adapter(cls: Any) -> TypeAdapter[Any]:
    """pydantic's view of a record class: a strict dataclass with the same fields, which makes records."""
    return TypeAdapter(_dataclass(cls))


@cache
def _dataclass(cls: Any) -> type:
    """A standard dataclass with the fields, ranges and defaults of the record class."""
    names = {**vars(typing), **vars(ranges)}
    for base in reversed(cls.__mro__):
        names |= vars(sys.modules[base.__module__])
    hints = get_type_hints(cls, names, include_extras=True)
    fields = []
    for name in cls.FIELDS:
        options: dict[str, Any] = {}
        if name in cls.DEFAULTS:
            options["default_factory"] = partial(cls.DEFAULTS.__getitem__, name)
        item: Any = field(kw_only=True, **options)
        fields.append((name, _translated(hints[name]), item))

    def check(self: Any) -> None:
        """Make the record once, so that what it checks itself is a fault of the entry."""
        cls(**vars(self))

    namespace = {"__pydantic_config__": {"extra": "forbid"}, "__post_init__": check}
    dataclass_of_record = make_dataclass(cls.__name__, fields, namespace=namespace)
    dataclass_of_record.__doc__ = cls.__doc__
    return dataclass_of_record


def _translated(hint: Any) -> Any:
    """A type hint with record classes replaced by their dataclasses."""
    if isinstance(hint, type) and issubclass(hint, Entity):
        record: Any = hint
        return _dataclass(record)
    if get_origin(hint) is Annotated:
        return Annotated[(_translated(hint.__origin__), *hint.__metadata__)]
    origin = get_origin(hint)
    if origin is None or origin is Literal or not get_args(hint):
        return hint
    inner = tuple(map(_translated, get_args(hint)))
    if origin in (Union, UnionType):
        return Union[inner]  # noqa: UP007
    return origin[inner]


def _records(value: Any, classes: Any) -> Any:
    """The validated dataclasses as records."""
    if is_dataclass(value):
        data = {name: _records(inner, classes) for name, inner in vars(value).items()}
        return classes[type(value).__name__](**data)
    if isinstance(value, tuple):
        return tuple(_records(inner, classes) for inner in value)
    if isinstance(value, dict):
        return {key: _records(inner, classes) for key, inner in value.items()}
    return value


def validate(cls: Any, data: Any) -> tuple[Any, list[Fault]]:
    """The entry, or None and all faults. Strict: a number in quotes is text, not a number."""
    try:
        valid = adapter(cls).validate_json(json.dumps(data), strict=True)
        return _records(valid, vars(sys.modules[cls.__module__])), []
    except ValidationError as error:
        return None, list(_faults(error))


def _faults(error: ValidationError) -> Iterator[Fault]:
    seen = set()
    for detail in error.errors(include_url=False, include_context=True):
        path = tuple(part for part in detail["loc"] if not _is_of_pydantic(part))
        if path in seen:  # the other branch of a union
            continue
        seen.add(path)
        yield path, _message(path, detail)


def _is_of_pydantic(part: str | int) -> bool:
    """True for a part of a path that names a validator or a branch of a union, and nothing in the file."""
    if isinstance(part, int):
        return False
    return part in ("literal['unknown']", "bool", "str") or part.startswith(("function-", "constrained-"))


def _example(path: tuple[str | int, ...]) -> str:
    """How the value at the path is written, if it is a part of a profile or an entry of one."""
    if not path or len(path) > 2 or (len(path) == 2 and not isinstance(path[1], int)):
        return ""
    return EXAMPLES.get(str(path[0]), "")


def _message(path: tuple[str | int, ...], detail: Any) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    name = ".".join(printable(str(part))[:LONGEST_SHOWN] for part in path)
    value = printable(repr(detail["input"]))[:LONGEST_SHOWN]
    if kind in ("value_error", "assertion_error"):  # of a whole record, or of a value in it
        message = str(context.get("error", detail["msg"]))
        return f"{name}: {message}" if name else message
    if kind in MESSAGES and path and str(path[-1]).isdigit() and MESSAGES[kind] == "unknown key":
        return f"{name.rpartition('.')[0] or name}: a comma stands in a number before {path[-1]}; write 6.5 and 1500"
    if kind in MESSAGES:
        return f"{name}: {MESSAGES[kind]}"
    example = _example(path) if kind in WRONG_SHAPE else ""
    if example:
        return f"{name}: {value} is not written as it should be; write it as {example}"
    about = _about_value(kind, value, context, detail["msg"])
    way = WAYS.get(str(path[-1]) if path else "", "") if " is not " in about else ""
    return f"{name}: {about}{f'; write {way}' if way else ''}"


def _about_value(kind: str, value: str, context: Any, message: str) -> str:
    """What is wrong with one value, as it is shown."""
    if kind in ("bool_type", "bool_parsing"):
        return f"{value} is neither true nor false; write one of these two words, without quotes"
    if kind == "less_than_equal":
        return f"{value} is above {context['le']:g}"
    if kind == "greater_than_equal":
        return f"{value} is below {context['ge']:g}"
    if kind == "literal_error":
        return f"{value} is not one of {str(context['expected']).replace(chr(39), '')}"
    before, is_kind, wanted = message.rpartition("Input should be ")
    if before or not is_kind:  # such as "String should have at most 200 characters"
        return message.replace("String", "text").replace("List", "list")
    wanted = wanted.replace("valid ", "").replace("a integer", "an integer").replace("a array", "a list")
    return f"{value} is not {wanted}"
