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
NOT_RANKED = -9.0
"""Below every order value: a role that the ranking leaves out comes last."""
MOST_GRADE = 1000
Key = dict[str, dict[str, float]]
"""Origin -> candidate -> grade."""


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
    known_roles = compared(kb).roles
    name = read_csv(path, COLUMNS, lambda row: _add_row(row, key, known_roles), MAX_BYTES)
    if not any(map(_has_good, key.values())):
        raise CareerpathError(f"{name}: no pair has a grade above 0")
    return key


def _add_row(row: Mapping[str, Any], key: Key, known_roles: Collection[str]) -> str:
    """Add the grade of a row to the key. Returns what is wrong with the row, which is then left out, or ""."""
    origin, candidate = row["origin"], row["candidate"]
    for role in (origin, candidate):
        if role not in known_roles:
            return f"no role {printable(role[:60])!r} in this knowledge"
    if origin == candidate:
        return f"{origin}: a role is not graded against itself"
    grade = _grade(row["grade"])
    if grade is None:
        return f"grade: {printable(row['grade'][:40])!r} is not a number from 0 to {MOST_GRADE}"
    grades = key.setdefault(origin, {})
    if candidate in grades:
        return f"{origin}, {candidate}: stands in the key twice"
    grades[candidate] = grade
    return ""


def _grade(text: str) -> float | None:
    """The grade; None for what is no number, or outside the scale (`nan` and `inf` too)."""
    try:
        grade = float(text)
    except ValueError:
        return None
    if not 0 <= grade <= MOST_GRADE:
        return None
    return grade


def _has_good(grades: Mapping[str, float]) -> bool:
    """True if a candidate is worth anything: among nothing but zeros no order is right or wrong."""
    return any(grade > 0 for grade in grades.values())


def validate_key(key: Key, kb: KnowledgeBase, folders: Sequence[Path], today: date) -> KeyResult:
    """The figures with bootstrap intervals over the origins (seeded)."""
    import numpy as np

    kb = compared(kb)
    ids = list(kb.roles)
    samples = np.random.default_rng(SEED).integers(0, len(key), (RESAMPLES, len(key)))
    first: Any = None
    scores = []
    for name, scores_of in _ways(key, kb, folders, today).items():
        values = np.array([_measures(scores_of[origin], origin, grades, ids) for origin, grades in key.items()])
        margin = None
        if first is None:
            first = values
        else:
            margin = _interval(first[:, 0] - values[:, 0], samples)
        score = Score(
            name,
            ndcg=_interval(values[:, 0], samples),
            pairwise=_interval(values[:, 1], samples),
            spearman=_interval(values[:, 2], samples),
            ndcg_margin=margin,
        )
        scores.append(score)
    return KeyResult(sum(map(len, key.values())), len(key), tuple(scores))


def _ways(key: Key, kb: KnowledgeBase, folders: Sequence[Path], today: date) -> dict[str, dict[str, Any]]:
    """Name of a way to score -> origin -> scores of all roles. Our own ways come first, then what they must beat."""
    import numpy as np

    row_of = {role: row for row, role in enumerate(kb.roles)}
    needs = _needs_table(kb)
    size = np.sqrt((needs * needs).sum(axis=1))
    is_needed = (needs > 0).astype(np.float32)
    count = (needs > 0).sum(axis=1)
    families = np.array([role.family for role in kb.roles.values()])
    near = likeness(kb, read_ratings(folders)).total()
    ways: dict[str, dict[str, Any]] = {"likeness": {}}
    if len(row_of) <= MOST_RANKED:
        ways["ranking"] = {origin: _order_values(origin, kb, today) for origin in key}
    ways |= {"set overlap of skills": {}, "importance-weighted cosine": {}, "same family": {}}
    for origin in key:
        row = row_of[origin]
        shared = is_needed @ is_needed[row]
        ways["likeness"][origin] = near[row]
        ways["set overlap of skills"][origin] = shared / np.maximum(count + count[row] - shared, 1)
        ways["importance-weighted cosine"][origin] = needs @ needs[row] / np.maximum(size * size[row], 1e-9)
        ways["same family"][origin] = (families == families[row]).astype(float)
    return ways


def _needs_table(kb: KnowledgeBase) -> Any:
    """Importance by role and skill; 0: not needed."""
    import numpy as np

    column_of = {skill: column for column, skill in enumerate(kb.skills)}
    table = np.zeros((len(kb.roles), len(column_of)), dtype=np.float32)
    for row, role in enumerate(kb.roles.values()):
        for need in role.needs:
            table[row, column_of[need.skill]] = need.importance
    return table


def _order_values(origin: str, kb: KnowledgeBase, today: date) -> Any:
    """What the ranking says of every role to a person who holds nothing but the origin."""
    import numpy as np

    ranking = rank(stand(Profile(roles=(HeldRole(role=origin, current=True),)), kb, today), kb)
    value_of = dict.fromkeys(kb.roles, NOT_RANKED)
    for ranked in (*ranking.next, *ranking.later, *ranking.ruled_out):
        value_of[ranked.role.id] = ranked.order_value
    return np.array([value_of[role] for role in kb.roles])


def _measures(scores: Any, origin: str, grades: Mapping[str, float], ids: Sequence[str]) -> tuple[float, float, float]:
    """NDCG@10 over all roles, pairs right and Spearman over the graded ones (all, where the grades are alike)."""
    import numpy as np

    others = [role for role in ids if role != origin]
    values = np.asarray(scores, dtype=float)[[role != origin for role in ids]]
    wanted = np.array([grades.get(role, 0.0) for role in others])
    discount = 1 / np.log2(np.arange(2, FIRST + 2))
    order = np.lexsort((np.array(others), -values))[:FIRST]
    best = np.sort(wanted)[::-1][:FIRST]
    ideal = float((best * discount[: len(best)]).sum())
    ndcg = float("nan")
    if ideal:
        ndcg = float((wanted[order] * discount[: len(order)]).sum()) / ideal
    if len(set(grades.values())) > 1:
        is_graded = np.array([role in grades for role in others])
        values, wanted = values[is_graded], wanted[is_graded]
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
