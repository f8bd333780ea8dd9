"""The knowledge base as the rest of the program sees it, and its compact form for the cache."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Generic, TypeAlias, TypeVar, cast

from careerpath.knowledge import model_parts, models, role_models, step_models
from careerpath.knowledge.models import (
    Activity,
    Certification,
    Funding,
    Near,
    Need,
    Progression,
    Role,
    Skill,
    Source,
    Step,
    Term,
    Weight,
)
from careerpath.knowledge.weights import Weights
from careerpath.record import Entity, Record, replace

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
    "funding": Funding,
}
"""File name without ending (and the one top-level key in it) -> class of its entries."""
PACKED = {**TABLES, "near": models.Near}
"""The tables of the compact form: those of the files, and what only importers write."""


class Table(Mapping[str, T], Generic[T]):
    """Entries by id, in the order of the file. From the cache, an entry is built when it is first asked for."""

    def __init__(self, raw: Mapping[str, Any], build: Callable[[Any], T] | None = None) -> None:
        self._raw = raw
        self._build = build
        self._built: dict[str, T] = {}

    def __getitem__(self, key: str) -> T:
        if key not in self._raw:
            return self._elsewhere(key)
        if self._build is None:
            return cast(T, self._raw[key])
        if key not in self._built:
            self._built[key] = self._build(self._raw[key])
        return self._built[key]

    def _elsewhere(self, key: str) -> T:
        """An entry that is not listed here. Raises KeyError."""
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)

    def __contains__(self, key: object) -> bool:
        return key in self._raw


OCCUPATION = "onet-"
"""Before the code of an occupation of O*NET, its id among the roles."""
UNKNOWN = "job-"
"""Before the id of a job that nobody knows."""
FOREIGN = (OCCUPATION, "none-", UNKNOWN)
"""How the ids of jobs begin that are no entries of the list: an occupation, no paid work, a job that nobody knows."""


class RoleTable(Table[Role]):
    """The roles; it also answers for the ids of jobs outside the list (knowledge/foreign.py), without listing them."""

    def __contains__(self, key: object) -> bool:
        if key in self._raw:
            return True
        # the usual answer costs one comparison; the file of occupations is read for such an id alone
        return isinstance(key, str) and key.startswith(FOREIGN) and self._foreign(key) is not None

    def _elsewhere(self, key: str) -> Role:
        if key.startswith(FOREIGN):
            role = self._foreign(key)
            if role is not None:
                return role
        raise KeyError(key)

    def _foreign(self, key: str) -> Role | None:
        if key not in self._built:
            from careerpath.knowledge.foreign import foreign_role
            from careerpath.knowledge.twins import code_and_role

            code, named = code_and_role(key) if key.startswith(OCCUPATION) else ("", "")
            # imported knowledge lists the codes, and not the roles of ours
            is_known = not named or named in self._raw or code in self._raw
            role = foreign_role(key) if is_known else None
            if role is None:
                return None
            if named in self._raw:
                role = replace(role, title=f"{self[named].title}, outside health care")
            self._built[key] = role
        return self._built[key]


def _table(name: str, raw: Mapping[str, Any], build: Callable[[Any], Any] | None = None) -> Table[Any]:
    if name == "roles":
        return RoleTable(raw, build)
    return Table(raw, build)


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
    funding: Table[Funding]
    near: Table[Near]
    indexes: Indexes
    version: str = ""

    @property
    def constants(self) -> Weights:
        """The values of `weights.yaml`."""
        return self.indexes.constants

    def weight(self, name: str) -> float:
        """A constant by its id, where the id is put together from parts (`order-` and the name of an axis)."""
        return float(getattr(self.indexes.constants, name.replace("-", "_")))

    def step(self, step_id: str) -> Step:
        """A certification or an activity by id. Raises KeyError."""
        return self.certs[step_id] if step_id in self.certs else self.activities[step_id]

    @cached_property
    def credit_ways(self) -> dict[str, tuple[Any, ...]]:
        """Room for rules/credit.py: what it makes of a skill's relations, once per knowledge."""
        return {}

    @cached_property
    def steps(self) -> dict[str, Step]:
        return {**self.certs, **self.activities}

    def edges_from(self, role: str) -> tuple[Progression, ...]:
        """Progressions that leave the role."""
        return tuple(self.progressions[f"{role} -> {target}"] for target, *_ in self.indexes.links.get(role, ()))

    def relations(self, skill: str) -> Sequence[tuple[str, str, float]]:
        """(other skill, kind, share), where the other one earns a share; kind broader|narrower|related."""
        return self.indexes.relations.get(skill, ())

    def as_of(self, fact: Any) -> str:
        """The date of a sourced block: its own, else that of its source (of a page without one, when it was read)."""
        source = self.sources[fact.source]
        return fact.as_of or source.as_of or source.read or ""

    def is_estimate(self, source: str) -> bool:
        return self.sources[source].basis == "estimate"


Link: TypeAlias = tuple[str, str, float, bool]
"""Of a role: (next role, kind of progression, middle of its months, whether people also go the other way)."""


class Indexes(Record):
    """What every ranking asks of all entries, so that it need not build them."""

    constants: Weights
    relations: dict[str, list[tuple[str, str, float]]]
    """Skill -> (other skill, kind of relation, share that it credits)."""
    links: dict[str, list[Link]]
    ranked_roles: list[str]
    """Ids of the roles that are recommended: hospital IT, or all imported occupations."""
    retired: Mapping[str, str] = {}
    """Id of a skill that is no more -> the skill that it became a part of."""
    crosswalk: Mapping[str, Mapping[str, tuple[str, int]]] = {}
    """Of imported knowledge: table -> id of ours -> (imported id, levels that a claim loses)."""


def _goes_both_ways(edge: Progression, tables: Mapping[str, Mapping[str, Any]]) -> bool:
    """A move between roles of the same seniority is walked both ways, whatever it is called; so is a specialization.

    Entering hospital IT from another profession goes one way. While knowledge is checked a role may be missing: it has
    a fault of its own, or does not exist.
    """
    if edge.kind == "specialize":
        return True
    roles = tables.get("roles", {})
    if edge.kind == "enter" or edge.origin not in roles or edge.target not in roles:
        return False
    return bool(roles[edge.origin].seniority == roles[edge.target].seniority)


def indexes_of(tables: Mapping[str, Mapping[str, Any]]) -> Indexes:
    """The indexes of validated entries."""
    constants = Weights.named({weight.id: weight.value for weight in tables.get("weights", {}).values()})
    retired: dict[str, str] = {}
    for skill in tables.get("skills", {}).values():
        retired.update(dict.fromkeys(skill.was, skill.id))
    links: dict[str, list[Link]] = {}
    for edge in tables.get("progressions", {}).values():
        middle = (edge.months.low + edge.months.high) / 2
        links.setdefault(edge.origin, []).append((edge.target, edge.kind, middle, _goes_both_ways(edge, tables)))
    recommended = [role.id for role in tables.get("roles", {}).values() if role.kind != "starting"]
    return Indexes(constants, _relations(tables.get("skills", {}), constants), links, recommended, retired)


def _relations(skills: Mapping[str, Skill], constants: Weights) -> dict[str, list[tuple[str, str, float]]]:
    """What each skill is related to; every relation counts in both directions."""
    relations: dict[str, list[tuple[str, str, float]]] = {}

    def relate(skill: str, other: str, kind: str) -> None:
        relations.setdefault(skill, []).append((other, kind, getattr(constants, f"credit_{kind}", 0.0)))

    for skill in skills.values():
        for other in skill.broader:
            relate(skill.id, other, "broader")
            relate(other, skill.id, "narrower")
        for other in skill.related:
            relate(skill.id, other, "related")
            relate(other, skill.id, "related")
    return relations


def from_entries(
    entries: Mapping[str, Mapping[str, Any]],
    version: str = "",
    *,
    crosswalk: Mapping[str, Mapping[str, tuple[str, int]]] | None = None,
) -> KnowledgeBase:
    """A knowledge base of validated entries: table -> id -> entry."""
    tables: dict[str, Any] = {name: _table(name, entries.get(name, {})) for name in PACKED}
    return KnowledgeBase(**tables, indexes=replace(indexes_of(entries), crosswalk=crosswalk or {}), version=version)


TAG = "="
"""Key under which the compact form notes the class of a record."""
NEEDS = "Needs"
"""Noted in its place for the needs of a role: they are numbers of needs that many roles share, kept in one list."""


def pack(kb: KnowledgeBase) -> bytes:
    """The knowledge in compact form: a line of JSON with the indexes and the place of each entry, then the entries.

    So a command parses only the entries it uses.
    """
    parts: list[bytes] = []
    places: dict[str, dict[str, tuple[int, int]]] = {}
    needs: dict[Need, int] = {}
    offset = 0
    for name in PACKED:
        places[name] = {}
        for key, entry in getattr(kb, name).items():
            part = json.dumps(_data(entry, needs), separators=(",", ":"), ensure_ascii=False).encode()
            places[name][key] = (offset, offset + len(part))
            offset += len(part)
            parts.append(part)
    rows = []
    for need in needs:
        rows.append([getattr(need, name) for name in Need.FIELDS])
    head = {
        "places": places,
        "indexes": {**kb.indexes.__dict__, "constants": kb.constants.__dict__},
        "needs": rows,
        "size": offset,
    }
    return json.dumps(head, separators=(",", ":")).encode() + b"\n" + b"".join(parts)


def unpack(packed: bytes, version: str) -> KnowledgeBase:
    """The inverse of `pack`; entries are built when they are first used. Raises ValueError for anything cut short."""
    start = packed.index(b"\n") + 1
    head = json.loads(packed[:start])
    if len(packed) - start != head["size"]:
        raise ValueError("cut short")
    classes = {**vars(model_parts), **vars(role_models), **vars(step_models), **vars(models)}
    needs = [Need.of(dict(zip(Need.FIELDS, row, strict=True))) for row in head["needs"]]

    revive = reviver(classes, needs)

    def build(place: list[int]) -> Any:
        return revive(packed[start + place[0] : start + place[1]].decode())

    tables: dict[str, Any] = {name: _table(name, head["places"][name], build) for name in PACKED}
    indexes = Indexes(**{**head["indexes"], "constants": Weights.of(head["indexes"]["constants"])})
    return KnowledgeBase(**tables, indexes=indexes, version=version)


def plain(value: Any) -> Any:
    """A record as JSON data without the fields that have their default value."""
    return _data(value, None)


def _data(value: Any, needs: dict[Need, int] | None) -> Any:
    """`needs`: None for plain data; else records are tagged, and the needs of roles are counted in it."""
    if isinstance(value, Entity):
        return _record_data(value, needs)
    if isinstance(value, tuple):
        if needs is not None and value and isinstance(value[0], Need):  # most of a large knowledge
            return {TAG: NEEDS, "at": [needs.setdefault(need, len(needs)) for need in value]}
        return [_data(item, needs) for item in value]
    if isinstance(value, dict):
        return {name: _data(item, needs) for name, item in value.items()}
    return value


def _record_data(record: Entity, needs: dict[Need, int] | None) -> dict[str, Any]:
    """The fields that have not their default value."""
    data: dict[str, Any] = {}
    if needs is not None:
        data[TAG] = type(record).__name__
    for name, value in record.__dict__.items():
        if name not in record.DEFAULTS or value != record.DEFAULTS[name]:
            data[name] = _data(value, needs)
    return data


def reviver(classes: Mapping[str, Any], needs: Sequence[Need] = ()) -> Callable[[str], Any]:
    """Reads the parts of the compact form: records for tagged mappings."""

    def build(data: dict[str, Any]) -> Any:
        name = data.pop(TAG, None)
        if name == NEEDS:
            return tuple([needs[at] for at in data["at"]])
        return classes[name].of(data) if name else data

    return json.JSONDecoder(object_hook=build).decode
