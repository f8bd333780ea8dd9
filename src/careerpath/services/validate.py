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
        if missing := [c for c in columns if c not in (reader.fieldnames or ())]:
            raise CareerpathError(f"{name}:1: column {missing[0]!r} is missing; wanted are {', '.join(columns)}")
        for row in reader:
            if fault := take(row):
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
        ends, ratings = (row["from_id"], row["to_id"]), (row["rating_a"], row["rating_b"])
        if not all(end in kb.roles for end in ends) or not all(r.strip() in ("1", "2", "3") for r in ratings):
            return "wants two known role ids and two ratings 1-3"
        moves.append(Move(*ends, sum(map(int, ratings)) / 2))
        return ""

    name = read_csv(path, COLUMNS, take)
    if len(moves) < 10:
        raise CareerpathError(f"{name}: only {len(moves)} moves; at least 10 are needed to say anything")
    if len({move.rating for move in moves}) == 1:
        raise CareerpathError(f"{name}: all moves are rated alike; an order cannot be compared with that")
    return moves


def order_value(move: Move, kb: KnowledgeBase, today: date) -> float:
    """What the ranking says about a person who holds nothing but the first role."""
    profile = Profile(roles=(HeldRole(role=move.origin, current=True),))
    return assess(stand(profile, kb, today), kb.roles[move.target], kb).order_value


def set_overlap(move: Move, kb: KnowledgeBase) -> float:
    """Jaccard index of the two roles' skills."""
    a, b = ({n.skill for n in kb.roles[r].needs} for r in (move.origin, move.target))
    return len(a & b) / len(a | b)


def weighted_cosine(move: Move, kb: KnowledgeBase) -> float:
    """Cosine of the two roles' importances."""
    a, b = ({n.skill: n.importance for n in kb.roles[r].needs} for r in (move.origin, move.target))
    product = sum(a[s] * b[s] for s in a.keys() & b.keys())
    size = (sum(x * x for x in a.values()) * sum(x * x for x in b.values())) ** 0.5
    return float(product / size)


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

    ratings = np.array([m.rating for m in moves])
    scores = {"ranking": np.array([order_value(m, kb, today) for m in moves])}
    scores |= {name: np.array([score(m, kb) for m in moves]) for name, score in BASELINES}
    samples = np.random.default_rng(SEED).integers(0, len(moves), (RESAMPLES, len(moves)))
    figures = {
        name: {measure: _resampled(function, values, ratings, samples) for measure, function in MEASURES.items()}
        for name, values in scores.items()
    }
    agreements = tuple(_agreement(name, figures) for name in scores)
    return Validation(len(moves), agreements, _misses(moves, ratings, scores["ranking"]))


def _agreement(name: str, figures: dict[str, Any]) -> Agreement:
    mine, best = figures[name], figures["ranking"]
    margin = {m: None if name == "ranking" else interval(best[m] - mine[m]) for m in MEASURES}
    return Agreement(
        name, interval(mine["spearman"]), interval(mine["pairwise"]), margin["spearman"], margin["pairwise"]
    )


def _resampled(function: Any, values: np.ndarray, ratings: np.ndarray, samples: np.ndarray) -> np.ndarray:
    """The measure on all moves (first) and on every resample."""
    import numpy as np

    return np.array([function(values, ratings), *(function(values[s], ratings[s]) for s in samples)])


def interval(figures: Any) -> Interval:
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
    import numpy as np

    better = ratings[:, None] > ratings[None, :]
    right = (values[:, None] > values[None, :]) + 0.5 * (values[:, None] == values[None, :])
    return float(right[better].mean()) if better.any() else float("nan") * np.nan


MEASURES = {"spearman": spearman, "pairwise": pairwise_accuracy}


def ranks(values: Any) -> Any:
    """Mean ranks from 0."""
    import numpy as np

    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return ((ends - counts + ends - 1) / 2)[inverse]


def _misses(moves: Sequence[Move], ratings: Any, values: Any, count: int = 10) -> tuple[tuple[Move, float, float], ...]:
    top = len(moves) - 1
    pairs = zip(moves, ranks(ratings) / top, ranks(values) / top)
    found = sorted(pairs, key=lambda p: (-abs(p[1] - p[2]), p[0].origin, p[0].target))
    return tuple((m, float(a), float(b)) for m, a, b in found[:count])
