"""The knowledge base as the rest of the program sees it, and its compact form for the cache."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, Generic, TypeVar, cast

from careerpath.knowledge import models
from careerpath.knowledge.models import Activity, Certification, Progression, Role, Skill, Source, Step, Term, Weight
from careerpath.record import Entity, Record

T = TypeVar("T")
TABLES: dict[str, type[Entity]] = {
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
            return cast(T, self._raw[key])
        if key not in self._built:
            self._built[key] = self._build(self._raw[key])
        return self._built[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)

    def __contains__(self, key: object) -> bool:
        return key in self._raw


class KnowledgeBase(Record):
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


TAG = "="
"""Key under which `tagged` notes the class of a record."""


def compact(kb: KnowledgeBase) -> dict[str, Any]:
    """The knowledge as plain JSON data, records tagged with their class; defaults are left out."""
    return {name: {key: tagged(entry) for key, entry in getattr(kb, name).items()} for name in TABLES}


def expand(data: Mapping[str, Any], version: str) -> KnowledgeBase:
    """The inverse of `compact`; entries are built when they are first used."""
    classes = vars(models)
    tables = {name: Table(data[name], lambda raw: revive(raw, classes)) for name in TABLES}
    return KnowledgeBase(**tables, version=version)


def plain(value: Any) -> Any:
    """A record as JSON data without the fields that have their default value."""
    return _data(value, tag=False)


def tagged(value: Any) -> Any:
    """Like `plain`, each record with the name of its class."""
    return _data(value, tag=True)


def _data(value: Any, *, tag: bool) -> Any:
    if isinstance(value, Entity):
        defaults = value.DEFAULTS
        found = {k: _data(v, tag=tag) for k, v in value.__dict__.items() if k not in defaults or v != defaults[k]}
        return {TAG: type(value).__name__, **found} if tag else found
    if isinstance(value, tuple):
        return [_data(v, tag=tag) for v in value]
    if isinstance(value, dict):
        return {k: _data(v, tag=tag) for k, v in value.items()}
    return value


def revive(value: Any, classes: Mapping[str, Any]) -> Any:
    """The inverse of `tagged`: records for tagged mappings, tuples for lists."""
    if type(value) is dict:
        found = {k: revive(v, classes) if type(v) in (dict, list) else v for k, v in value.items()}
        name = found.pop(TAG, None)
        return classes[name].of(found) if name else found
    if type(value) is list:
        return tuple([revive(v, classes) if type(v) in (dict, list) else v for v in value])
    return value
