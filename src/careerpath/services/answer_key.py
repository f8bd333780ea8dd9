"""How well roles are ranked against anybody's answer key: a CSV file with origin, candidate, grade."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from careerpath.errors import CareerpathError
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.imported import read_ratings
from careerpath.knowledge.text_file import printable
from careerpath.people.profile import HeldRole, Profile
from careerpath.record import Record
from careerpath.rules.order import rank
from careerpath.rules.related import likeness
from careerpath.rules.standing import stand
from careerpath.services.related import compared
from careerpath.services.validate import RESAMPLES, SEED, Interval, interval, pairwise_accuracy, read_csv, spearman

COLUMNS = ("origin", "candidate", "grade")
MAX_BYTES = 100_000_000
FIRST = 10
"""Places that NDCG looks at."""
MOST_RANKED = 300
"""Largest number of roles at which the order of `recommend` is scored too; it takes seconds per hundred."""
Key = dict[str, dict[str, float]]


class Score(Record):
    """Agreement of one way of scoring; each figure is a mean over the origins."""

    name: str
    ndcg: Interval
    pairwise: Interval
    spearman: Interval
    ndcg_margin: Interval | None
    """How far the first way is above this one; None for the first."""


class KeyResult(Record):
    """Everything that `validate --key` prints."""

    rows: int
    origins: int
    scores: tuple[Score, ...]


def read_key(path: Path, kb: KnowledgeBase) -> Key:
    """Grades by origin and candidate. Raises CareerpathError, or BadDataError naming every bad row."""
    key: Key = {}
    known = compared(kb).roles
    name = read_csv(path, COLUMNS, lambda row: _take(row, key, known), MAX_BYTES)
    if not any(grade > 0 for grades in key.values() for grade in grades.values()):
        raise CareerpathError(f"{name}: no pair has a grade above 0")
    return key


def _take(row: Mapping[str, Any], key: Key, known: Collection[str]) -> str:
    """Add the row to the key; returns what is wrong with it."""
    origin, candidate = row["origin"], row["candidate"]
    for end in (origin, candidate):
        if end not in known:
            return f"no role {printable(end[:60])!r} in this knowledge"
    if origin == candidate:
        return f"{origin}: a role is not graded against itself"
    try:
        grade = float(row["grade"])
    except ValueError:
        grade = -1.0
    if not 0 <= grade <= 1000:
        return f"grade: {printable(row['grade'][:40])!r} is not a number from 0 to 1000"
    if candidate in key.get(origin, {}):
        return f"{origin}, {candidate}: stands in the key twice"
    key.setdefault(origin, {})[candidate] = grade
    return ""


def validate_key(key: Key, kb: KnowledgeBase, folders: Sequence[Path], today: date) -> KeyResult:
    """The figures with bootstrap intervals over the origins (seeded)."""
    import numpy as np

    kb = compared(kb)
    ids = list(kb.roles)
    ways = _ways(key, kb, folders, today)
    measured = {name: np.array([_measures(rows[o], o, key[o], ids) for o in key]) for name, rows in ways.items()}
    samples = np.random.default_rng(SEED).integers(0, len(key), (RESAMPLES, len(key)))
    first = next(iter(measured.values()))
    scores = tuple(
        Score(
            name,
            ndcg=_interval(values[:, 0], samples),
            pairwise=_interval(values[:, 1], samples),
            spearman=_interval(values[:, 2], samples),
            ndcg_margin=None if values is first else _interval(first[:, 0] - values[:, 0], samples),
        )
        for name, values in measured.items()
    )
    return KeyResult(sum(map(len, key.values())), len(key), scores)


def _ways(key: Key, kb: KnowledgeBase, folders: Sequence[Path], today: date) -> dict[str, dict[str, Any]]:
    """Name of a way to score -> origin -> scores of all roles."""
    import numpy as np

    at = {role: i for i, role in enumerate(kb.roles)}
    skills = {skill: i for i, skill in enumerate(kb.skills)}
    table = np.zeros((len(at), len(skills)), dtype=np.float32)
    for role in kb.roles.values():
        for need in role.needs:
            table[at[role.id], skills[need.skill]] = need.importance
    size = np.sqrt((table * table).sum(axis=1))
    held, count = (table > 0).astype(np.float32), (table > 0).sum(axis=1)
    families = np.array([role.family for role in kb.roles.values()])
    near = likeness(kb, read_ratings(folders)).total()
    ways: dict[str, dict[str, Any]] = {name: {} for name in ("likeness", "ranking")}
    for o in key:
        i = at[o]
        shared = held @ held[i]
        ways["likeness"][o] = near[i]
        if len(at) <= MOST_RANKED:
            ways["ranking"][o] = _order_values(o, kb, today)
        overlap = shared / np.maximum(count + count[i] - shared, 1)
        ways.setdefault("set overlap of skills", {})[o] = overlap
        ways.setdefault("importance-weighted cosine", {})[o] = table @ table[i] / np.maximum(size * size[i], 1e-9)
        ways.setdefault("same family", {})[o] = (families == families[i]).astype(float)
    return {name: rows for name, rows in ways.items() if rows}


def _order_values(origin: str, kb: KnowledgeBase, today: date) -> Any:
    """What the ranking says of every role to a person who holds nothing but the origin; -9 where it is not ranked."""
    import numpy as np

    ranking = rank(stand(Profile(roles=(HeldRole(role=origin, current=True),)), kb, today), kb)
    found = {one.role.id: one.order_value for one in (*ranking.next, *ranking.later, *ranking.ruled_out)}
    return np.array([found.get(role, -9.0) for role in kb.roles])


def _measures(scores: Any, origin: str, grades: Mapping[str, float], ids: Sequence[str]) -> tuple[float, float, float]:
    """NDCG@10 over all roles, pairs right and Spearman over the graded ones (all, where the grades are alike)."""
    import numpy as np

    others = [i for i, role in enumerate(ids) if role != origin]
    values = np.asarray(scores, dtype=float)[others]
    wanted = np.array([grades.get(ids[i], 0.0) for i in others])
    discount = 1 / np.log2(np.arange(2, FIRST + 2))
    order = np.lexsort((np.array([ids[i] for i in others]), -values))[:FIRST]
    best = np.sort(wanted)[::-1][:FIRST]
    ideal = float((best * discount[: len(best)]).sum())
    ndcg = float((wanted[order] * discount[: len(order)]).sum()) / ideal if ideal else float("nan")
    if len(set(grades.values())) > 1:
        graded = np.array([ids[i] in grades for i in others])
        values, wanted = values[graded], wanted[graded]
    return ndcg, pairwise_accuracy(values, wanted), spearman(values, wanted)


def _interval(values: Any, samples: Any) -> Interval:
    """Mean over the origins where it is defined, with the 95 % interval of the resampled means."""
    import numpy as np

    known = np.isfinite(values)
    if not known.any():
        return Interval(float("nan"), float("nan"), float("nan"))
    filled = np.where(known, values, 0.0)
    means = filled[samples].sum(axis=1) / np.maximum(known[samples].sum(axis=1), 1)
    return interval(np.concatenate([[values[known].mean()], means]))
