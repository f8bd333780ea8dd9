"""Errors without which no command can run: ids that do not exist, circles, ids of two kinds, missing constants."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from typing import Any

from careerpath.errors import Problem
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.load import Loaded
from careerpath.knowledge.models import Certification, Step
from careerpath.knowledge.search import did_you_mean
from careerpath.knowledge.weights import REQUIRED_WEIGHTS
from careerpath.knowledge.yaml_file import Path
from careerpath.record import Entity

TABLES = ("skills", "roles", "certs", "activities", "progressions", "weights", "vocabulary", "funding")
KINDS = {
    "SkillId": "skill",
    "RoleId": "role",
    "CertId": "certification",
    "ActivityId": "activity",
    "StepId": "step",
    "SourceId": "source",
    "FamilyId": "family",
    "DriverId": "driver",
    "TraitId": "character",
}
"""Type of a field in models.py -> what its values name."""


def reference_problems(loaded: Loaded) -> Iterator[Problem]:
    """All of them, rule by rule."""
    for rule in (unknown_ids, prerequisite_cycles, skill_cycles, shared_step_ids, missing_weights):
        yield from rule(loaded)


def unknown_ids(loaded: Loaded) -> Iterator[Problem]:
    """Every id that an entry names exists."""
    known = _known(loaded)
    for table, key, entry in entries_and_sources(loaded.kb):
        for kind, at, name in _references(entry):
            if name in known[kind]:
                continue
            successor = loaded.kb.indexes.retired.get(name)
            if kind == "skill" and successor:
                hint = f"it is part of {successor!r} now"
            else:
                hint = did_you_mean(name, known[kind])
            yield loaded.problem(table, key, at, f"unknown {kind} {name!r}; {hint}", "unknown-id")


def _references(entry: Any) -> Iterator[tuple[str, Path, str]]:
    """(kind, path, id) of everything that an entry names."""
    for path, block in blocks(entry):
        for field, kind in _kinds(block.__class__):
            for at, name in _names(getattr(block, field), (*path, field)):
                yield kind, at, name


def _known(loaded: Loaded) -> dict[str, set[str]]:
    """Kind -> ids. An entry that is itself faulty is known, so that nobody complains about its users."""
    terms, raw = loaded.kb.vocabulary, loaded.raw
    known = {
        "skill": set(raw["skills"]), "role": set(raw["roles"]), "certification": set(raw["certs"]),
        "activity": set(raw["activities"]), "step": {*raw["certs"], *raw["activities"]}, "source": set(raw["sources"]),
    }  # fmt: skip
    for group in ("driver", "family", "character"):
        known[group] = {term for term in raw["vocabulary"] if term not in terms or terms[term].group == group}
    return known


@cache
def _kinds(cls: Any) -> tuple[tuple[str, str], ...]:
    """(field, kind) of the fields that name other entries."""
    hints: dict[str, str] = {}
    for base in cls.__mro__:
        for name, hint in vars(base).get("__annotations__", {}).items():
            hints[name] = str(hint)
    kinds = []
    for name in cls.FIELDS:
        for word in re.findall(r"\w+Id\b", hints[name]):
            if word in KINDS:
                kinds.append((name, KINDS[word]))
    return tuple(kinds)


def _names(value: Any, at: Path) -> Iterator[tuple[Path, str]]:
    """Every id in a field, be it one, a list, a list of lists, or the keys of a mapping, with its path."""
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, dict):
        yield from (((*at, key), key) for key in value)
    elif isinstance(value, tuple):
        for i, inner in enumerate(value):
            yield from _names(inner, (*at, i))


def entries(kb: KnowledgeBase) -> Iterator[tuple[str, str, Any]]:
    """(table, id, entry) of everything that people write but the sources."""
    for table in TABLES:
        for key, entry in getattr(kb, table).items():
            yield table, key, entry


def entries_and_sources(kb: KnowledgeBase) -> Iterator[tuple[str, str, Any]]:
    """(table, id, entry) of everything that people write, the sources last."""
    yield from entries(kb)
    for source in kb.sources.values():
        yield "sources", source.id, source


def blocks(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every nested record of an entry with its path."""
    if isinstance(value, Entity):
        yield path, value
        for name, inner in value.__dict__.items():
            yield from blocks(inner, (*path, name))
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from blocks(item, (*path, i))


def table_of(step: Step) -> str:
    """The table a step stands in."""
    return "certs" if isinstance(step, Certification) else "activities"


def prerequisite_cycles(loaded: Loaded) -> Iterator[Problem]:
    """No step needs itself, however far round."""
    needs = {}
    for step_id, step in loaded.kb.steps.items():
        needs[step_id] = (*step.requires.certifications, *step.requires.activities)
    for cycle in _cycles(needs):
        table = table_of(loaded.kb.steps[cycle[0]])
        yield loaded.problem(table, cycle[0], ("requires",), f"needs itself: {' -> '.join(cycle)}", "cycle")


def skill_cycles(loaded: Loaded) -> Iterator[Problem]:
    """`broader` never leads back."""
    for cycle in _cycles({skill.id: skill.broader for skill in loaded.kb.skills.values()}):
        message = f"is broader than itself: {' -> '.join(cycle)}"
        yield loaded.problem("skills", cycle[0], ("broader",), message, "cycle")


def _cycles(graph: Mapping[str, tuple[str, ...]]) -> Iterator[list[str]]:
    """Walks (first = last, the smallest id) round every circle, until cutting each once leaves none."""
    left = dict(graph)
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as error:
            ring = error.args[1][::-1][1:]
            start = ring.index(min(ring))
            ring = [*ring[start:], *ring[:start]]
            yield [*ring, ring[0]]
            left[ring[0]] = tuple(other for other in left[ring[0]] if other != ring[1 % len(ring)])
        else:
            return


def shared_step_ids(loaded: Loaded) -> Iterator[Problem]:
    """A certification and an activity never share an id."""
    for key in loaded.raw["activities"].keys() & loaded.raw["certs"].keys():
        yield loaded.problem("activities", key, (), "is also the id of a certification", "duplicate-id")


def missing_weights(loaded: Loaded) -> Iterator[Problem]:
    """Every constant the engine asks for is there."""
    missing = sorted(REQUIRED_WEIGHTS - set(loaded.raw["weights"]))
    if not missing:
        return
    file_name = "weights.yaml"
    for entry in loaded.raw["weights"].values():
        file_name = entry.start[0].name  # of the last folder, whose file is the one to mend
    yield Problem(file_name, 1, f"missing: {', '.join(missing)}", "missing-weight")
