"""How well the ranking agrees with labelled moves, against three baselines (docs/method.md, 5)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from careerpath.errors import BadDataError, CareerpathError, Problem
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.text_file import MAX_BYTES, printable, read_text
from careerpath.people.profile import HeldRole, Profile
from careerpath.record import Record
from careerpath.rules.order import assess
from careerpath.rules.standing import stand

if TYPE_CHECKING:
    import numpy as np

RESAMPLES = 2000
SEED = 79
COLUMNS = ("from_id", "to_id", "rating_a", "rating_b")
FEWEST_MOVES = 10


class Move(Record):
    """A move and its mean rating, 1 (not sensible) to 3 (feasible next job)."""

    origin: str
    target: str
    rating: float


class Interval(Record):
    """A figure with its 95 % bootstrap interval; NaN where it is undefined (all moves scored alike)."""

    value: float
    low: float
    high: float


class Agreement(Record):
    """Agreement of one way of scoring with the ratings."""

    name: str
    spearman: Interval
    pairwise: Interval
    spearman_margin: Interval | None
    """How far the ranking is above this baseline; None for the ranking itself."""
    pairwise_margin: Interval | None


class Validation(Record):
    """Everything `validate` prints."""

    moves: int
    agreements: tuple[Agreement, ...]
    misses: tuple[tuple[Move, float, float], ...]
    """(move, rank by rating, rank by the ranking), both 0-1, the worst first."""


def read_csv(path: Path, columns: Sequence[str], take: Callable[[dict[str, str]], str], limit: int = MAX_BYTES) -> str:
    """Hand every row to `take`, which returns what is wrong with it or nothing; returns the name of the file.

    Raises CareerpathError, or BadDataError naming every bad row.
    """
    name, problems = printable(str(path)), []
    reader = csv.DictReader(io.StringIO(read_text(path, limit=limit)), restval="")
    try:
        header = reader.fieldnames or ()
        for column in columns:
            if column not in header:
                raise CareerpathError(f"{name}:1: column {column!r} is missing; wanted are {', '.join(columns)}")
        for row in reader:
            fault = take(row)
            if fault:
                problems.append(Problem(name, reader.line_num, fault))
    except csv.Error as error:
        raise CareerpathError(f"{name}:{reader.line_num}: not a CSV file: {error}") from None
    if problems:
        raise BadDataError(tuple(problems))
    return name


def read_moves(path: Path, kb: KnowledgeBase) -> list[Move]:
    """Labelled moves from a CSV file. Raises CareerpathError, or BadDataError naming every bad line."""
    moves: list[Move] = []

    def take(row: dict[str, str]) -> str:
        origin, target = row["from_id"], row["to_id"]
        ratings = [row["rating_a"].strip(), row["rating_b"].strip()]
        if origin not in kb.roles or target not in kb.roles or not {*ratings} <= {"1", "2", "3"}:
            return "wants two known role ids and two ratings 1-3"
        moves.append(Move(origin, target, sum(map(int, ratings)) / 2))
        return ""

    name = read_csv(path, COLUMNS, take)
    if len(moves) < FEWEST_MOVES:
        raise CareerpathError(f"{name}: only {len(moves)} moves; at least {FEWEST_MOVES} are needed to say anything")
    if len({move.rating for move in moves}) == 1:
        raise CareerpathError(f"{name}: all moves are rated alike; an order cannot be compared with that")
    return moves


def order_value(move: Move, kb: KnowledgeBase, today: date) -> float:
    """What the ranking says about a person who holds nothing but the first role."""
    profile = Profile(roles=(HeldRole(role=move.origin, current=True),))
    return assess(stand(profile, kb, today), kb.roles[move.target], kb).order_value


def set_overlap(move: Move, kb: KnowledgeBase) -> float:
    """Jaccard index of the two roles' skills."""
    a = _importances(move.origin, kb).keys()
    b = _importances(move.target, kb).keys()
    return len(a & b) / len(a | b)


def weighted_cosine(move: Move, kb: KnowledgeBase) -> float:
    """Cosine of the two roles' importances."""
    a, b = _importances(move.origin, kb), _importances(move.target, kb)
    product = sum(a[skill] * b[skill] for skill in a.keys() & b.keys())
    size = (_sum_of_squares(a) * _sum_of_squares(b)) ** 0.5
    return float(product / size)


def _importances(role: str, kb: KnowledgeBase) -> dict[str, float]:
    """Skill -> importance of the role's needs."""
    return {need.skill: need.importance for need in kb.roles[role].needs}


def _sum_of_squares(importances: dict[str, float]) -> float:
    return sum(importance * importance for importance in importances.values())


def edge_only(move: Move, kb: KnowledgeBase) -> float:
    """1 if a progression joins the two roles."""
    return float(any(edge.target == move.target for edge in kb.edges_from(move.origin)))


BASELINES: tuple[tuple[str, Callable[[Move, KnowledgeBase], float]], ...] = (
    ("set overlap of skills", set_overlap),
    ("importance-weighted cosine", weighted_cosine),
    ("progression edge only", edge_only),
)


def validate(moves: Sequence[Move], kb: KnowledgeBase, today: date) -> Validation:
    """Spearman's rho and pairwise accuracy with bootstrap intervals over the moves (seeded)."""
    import numpy as np

    ratings = np.array([move.rating for move in moves])
    by_ranking = np.array([order_value(move, kb, today) for move in moves])
    samples = np.random.default_rng(SEED).integers(0, len(moves), (RESAMPLES, len(moves)))
    ranking = _figures(by_ranking, ratings, samples)
    spearman_interval, pairwise_interval = map(interval, ranking)
    agreements = [Agreement("ranking", spearman_interval, pairwise_interval, None, None)]
    for name, score in BASELINES:
        baseline = _figures(np.array([score(move, kb) for move in moves]), ratings, samples)
        spearman_interval, pairwise_interval = map(interval, baseline)
        spearman_margin = interval(ranking[0] - baseline[0])
        pairwise_margin = interval(ranking[1] - baseline[1])
        agreements.append(Agreement(name, spearman_interval, pairwise_interval, spearman_margin, pairwise_margin))
    return Validation(len(moves), tuple(agreements), _misses(moves, ratings, by_ranking))


def _figures(values: np.ndarray, ratings: np.ndarray, samples: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Spearman's rho and pairwise accuracy, each on all moves (first) and on every resample."""
    return _resampled(spearman, values, ratings, samples), _resampled(pairwise_accuracy, values, ratings, samples)


def _resampled(function: Any, values: np.ndarray, ratings: np.ndarray, samples: np.ndarray) -> np.ndarray:
    """The measure on all moves (first) and on every resample."""
    import numpy as np

    on_samples = [function(values[sample], ratings[sample]) for sample in samples]
    return np.array([function(values, ratings), *on_samples])


def interval(figures: Any) -> Interval:
    """The first figure, with the range of the middle 95 % of the others."""
    import numpy as np

    known = figures[1:][np.isfinite(figures[1:])]
    low, high = np.percentile(known, [2.5, 97.5]) if known.size else (np.nan, np.nan)
    return Interval(float(figures[0]), float(low), float(high))


def spearman(values: Any, ratings: Any) -> float:
    """Spearman's rank correlation with mean ranks for ties, -1 to 1."""
    import numpy as np

    a, b = ranks(values), ranks(ratings)
    if a.std() == 0 or b.std() == 0:
        return float("nan")
    return float(np.corrcoef(a, b)[0, 1])


def pairwise_accuracy(values: Any, ratings: Any) -> float:
    """Share of pairs with different ratings that the values order the same way; a tie counts half. 0-1."""

    better = ratings[:, None] > ratings[None, :]
    right = (values[:, None] > values[None, :]) + 0.5 * (values[:, None] == values[None, :])
    if not better.any():
        return float("nan")
    return float(right[better].mean())


def ranks(values: Any) -> Any:
    """Mean ranks from 0."""
    import numpy as np

    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return ((ends - counts + ends - 1) / 2)[inverse]


def _misses(moves: Sequence[Move], ratings: Any, values: Any, count: int = 10) -> tuple[tuple[Move, float, float], ...]:
    """The moves on whose place the ranking and the ratings differ most."""
    top = len(moves) - 1
    places = zip(moves, map(float, ranks(ratings) / top), map(float, ranks(values) / top))
    worst_first = sorted(places, key=lambda miss: (-abs(miss[1] - miss[2]), miss[0].origin, miss[0].target))
    return tuple(worst_first[:count])
