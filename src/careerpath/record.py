"""Frozen records that cost nothing to define.

They read and type-check like `@dataclass(frozen=True)`, but no code is generated: the standard decorator takes half a
millisecond per class, and the eighty classes on the way to `recommend` took longer than the answer. The fields are the
annotations, in order, base classes first; a class attribute is a default.
"""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar, dataclass_transform

R = TypeVar("R", bound="_Base")


class _Base:
    FIELDS: ClassVar[tuple[str, ...]] = ()
    DEFAULTS: ClassVar[dict[str, Any]] = {}
    TUPLES: ClassVar[tuple[str, ...]] = ()
    """Fields that hold tuples, as their annotations say."""

    def __init_subclass__(cls) -> None:
        names: dict[str, str] = {}
        for base in reversed(cls.__mro__):
            hints = base.__dict__.get("__annotations__", {})  # noqa: RUF063 - `inspect` takes longer than the rest
            for name, hint in hints.items():
                words = str(hint)
                if not words.startswith("ClassVar"):
                    names[name] = words
        cls.FIELDS = tuple(names)
        cls.TUPLES = tuple([name for name, words in names.items() if "tuple[" in words])
        cls.DEFAULTS = {name: getattr(cls, name) for name in names if hasattr(cls, name)}

    def __init__(self, *args: Any, **values: Any) -> None:
        given = dict(zip(self.FIELDS, args, strict=False))
        if values or len(args) != len(self.FIELDS):
            given = {**self.DEFAULTS, **given, **values}
        if len(given) != len(self.FIELDS) or len(args) > len(self.FIELDS):
            wrong = set(self.FIELDS) ^ set(given) or {f"argument {len(args)}"}
            raise TypeError(f"{type(self).__name__}: missing or unknown: {', '.join(sorted(wrong))}")
        object.__setattr__(self, "__dict__", given)
        self.__post_init__()

    def __post_init__(self) -> None:
        """Refuse what cannot be true, with a ValueError."""

    @classmethod
    def of(cls: type[R], data: dict[str, Any]) -> R:
        """A record of values that are known to be right (they were checked when they were written).

        A list where a tuple is due, as JSON has it, becomes one. The knowledge is thousands of these.
        """
        self = cls.__new__(cls)
        values = self.__dict__
        values.update(cls.DEFAULTS, **data)
        for name in cls.TUPLES:
            if type(values.get(name)) is list:
                values[name] = tuple(values[name])
        return self

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen; {name!r} cannot be set")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen; {name!r} cannot be deleted")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.__dict__ == self.__dict__

    def __hash__(self) -> int:
        return hash(tuple(self.__dict__[name] for name in self.FIELDS))

    def __repr__(self) -> str:
        fields = [f"{name}={self.__dict__[name]!r}" for name in self.FIELDS]
        return f"{type(self).__name__}({', '.join(fields)})"


@dataclass_transform(frozen_default=True)
class Record(_Base):
    """A result: arguments by position or by name."""


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Entity(_Base):
    """Something read from a file: arguments by name."""


def replace(record: R, **changes: Any) -> R:
    """A copy with some fields changed."""
    return type(record)(**{**record.__dict__, **changes})


def as_dict(value: Any) -> Any:
    """A record as nested dictionaries and lists."""
    if isinstance(value, _Base):
        return {name: as_dict(value.__dict__[name]) for name in value.FIELDS}
    if isinstance(value, list | tuple):
        return [as_dict(item) for item in value]
    if isinstance(value, dict):
        return {key: as_dict(item) for key, item in value.items()}
    return value
