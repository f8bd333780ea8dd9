"""The knowledge base as the rest of the program sees it, and its compact form for the cache."""

from __future__ import annotations

import sys
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from functools import cache, cached_property
from types import UnionType
from typing import Any, Generic, TypeVar

from careerpath.knowledge.models import (
    Activity,
    Certification,
    Progression,
    Role,
    Skill,
    Source,
    Step,
    Term,
    Weight,
)

T = TypeVar("T")
TABLES: dict[str, type] = {
    "skills": Skill,
    "roles": Role,
    "certs": Certification,
    "activities": Activity,
    "progressions": Progression,
    "sources": Source,
    "weights": Weight,
    "vocabulary": Term,
}
"""File name without ending (and the one top-level key in it) -> class of its entries."""


class Table(Mapping[str, T], Generic[T]):
    """Entries by id, in the order of the file. From the cache, an entry is built when it is first asked for."""

    def __init__(self, raw: Mapping[str, Any], build: Callable[[Any], T] | None = None) -> None:
        self._raw = raw
        self._build = build
        self._built: dict[str, T] = {}

    def __getitem__(self, key: str) -> T:
        if self._build is None:
            return typing.cast(T, self._raw[key])
        if key not in self._built:
            self._built[key] = self._build(self._raw[key])
        return self._built[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)

    def __contains__(self, key: object) -> bool:
        return key in self._raw


@dataclass(frozen=True)
class KnowledgeBase:
    """Everything under `data/` (and the overlays), checked and immutable."""

    skills: Table[Skill]
    roles: Table[Role]
    certs: Table[Certification]
    activities: Table[Activity]
    progressions: Table[Progression]
    sources: Table[Source]
    weights: Table[Weight]
    vocabulary: Table[Term]
    version: str = ""

    def weight(self, name: str) -> float:
        """A constant of the engine by its id in `weights.yaml`."""
        return self.weights[name].value

    def step(self, step_id: str) -> Step:
        """A certification or an activity by id. Raises KeyError."""
        return self.certs[step_id] if step_id in self.certs else self.activities[step_id]

    @cached_property
    def steps(self) -> dict[str, Step]:
        return {**self.certs, **self.activities}

    @cached_property
    def edges_from(self) -> dict[str, tuple[Progression, ...]]:
        """Progressions by the role they leave."""
        edges: dict[str, list[Progression]] = {role: [] for role in self.roles}
        for edge in self.progressions.values():
            edges[edge.origin].append(edge)
        return {role: tuple(found) for role, found in edges.items()}

    @cached_property
    def relations(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """For each skill: the (other skill, kind) that earn a part of it; kind broader|narrower|related."""
        found: dict[str, list[tuple[str, str]]] = {skill: [] for skill in self.skills}
        for skill in self.skills.values():
            for other in skill.broader:
                found[skill.id].append((other, "broader"))
                found[other].append((skill.id, "narrower"))
            for other in skill.related:
                found[skill.id].append((other, "related"))
                found[other].append((skill.id, "related"))
        return {skill: tuple(pairs) for skill, pairs in found.items()}

    def as_of(self, fact: Any) -> str:
        """The date of a sourced block: its own, else that of its source."""
        return fact.as_of or self.sources[fact.source].as_of or ""

    def is_estimate(self, source: str) -> bool:
        return self.sources[source].basis == "estimate"


def from_entries(entries: Mapping[str, Mapping[str, Any]], version: str = "") -> KnowledgeBase:
    """A knowledge base of validated entries: table -> id -> entry."""
    return KnowledgeBase(**{name: Table(entries.get(name, {})) for name in TABLES}, version=version)


def compact(kb: KnowledgeBase) -> dict[str, Any]:
    """The knowledge as plain JSON data; defaults are left out."""
    return {
        "version": kb.version,
        **{name: {key: plain(entry) for key, entry in getattr(kb, name).items()} for name in TABLES},
    }


def revive(data: Mapping[str, Any]) -> KnowledgeBase:
    """The inverse of `compact`; entries are built when they are first used."""
    tables = {name: Table(data[name], builder(cls)) for name, cls in TABLES.items()}
    return KnowledgeBase(**tables, version=data["version"])


def plain(value: Any) -> Any:
    """A dataclass entry as JSON data without the fields that have their default value."""
    if is_dataclass(value):
        items = ((f, getattr(value, f.name)) for f in fields(value))
        return {f.name: plain(v) for f, v in items if v != f.default and v != _made(f)}
    if isinstance(value, tuple):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    return value


def _made(f: Field[Any]) -> Any:
    return MISSING if f.default_factory is MISSING else f.default_factory()


@cache
def builder(cls: type) -> Callable[[dict[str, Any]], Any]:
    """A function that builds `cls` from plain data, nested dataclasses and tuples included."""
    special: dict[str, Callable[[Any], Any]] = {}
    hints = typing.get_type_hints(cls, vars(sys.modules[cls.__module__]))
    for f in fields(cls):
        if convert := _converter(hints[f.name]):
            special[f.name] = convert

    def build(data: dict[str, Any]) -> Any:
        return cls(**{k: special[k](v) if k in special and v is not None else v for k, v in data.items()})

    return build


def _converter(hint: Any) -> Callable[[Any], Any] | None:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        return _converter(args[0])
    if origin is UnionType or origin is typing.Union:
        return next((c for a in args if (c := _converter(a))), None)
    if origin is tuple:
        inner = _converter(args[0])
        return (lambda v: tuple(map(inner, v))) if inner else tuple
    return builder(hint) if isinstance(hint, type) and is_dataclass(hint) else None
