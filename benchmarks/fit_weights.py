"""Fit the order weights to the labelled moves, cross-validate, and write them into data/weights.yaml.

Ridge regression with non-negative weights of the mean rating on the axes of rules/order.py, by coordinate descent.
Axes that a bare held role cannot vary (conditions, interest) are not fitted and keep weight 0. So does the axis time:
its months come from readiness and gates, it was fitted to 0.00 or 0.01, and at 0 the quiz's order is exact.

    python benchmarks/fit_weights.py            # print
    python benchmarks/fit_weights.py --write    # and write data/weights.yaml
"""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path

import numpy as np

from careerpath.knowledge import cache
from careerpath.people.profile import HeldRole, Profile
from careerpath.rules.order import assess
from careerpath.rules.standing import stand
from careerpath.services.validate import Move, pairwise_accuracy, read_moves, spearman

ROOT = Path(__file__).parents[1]
FITTED = ("readiness", "reach", "gates", "step", "pay", "outlook")
PENALTY = 1.0
REPEATS, FOLDS, SEED = 20, 10, 79


def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Weights >= 0 that minimize |y - x w|^2 + PENALTY^2 |w|^2, both sides centred."""
    x, y = x - x.mean(axis=0), y - y.mean()
    w = np.zeros(x.shape[1])
    norms = (x**2).sum(axis=0) + PENALTY**2
    for _ in range(5000):
        before = w.copy()
        for j in range(len(w)):
            residual = y - x @ w + x[:, j] * w[j]
            w[j] = max(0.0, x[:, j] @ residual / norms[j])
        if np.abs(w - before).max() < 1e-12:
            break
    return w


def cross_validated(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Spearman and pairwise accuracy of out-of-fold scores, one of each per repeat."""
    rng = np.random.default_rng(SEED)
    rho, pairs = [], []
    for _ in range(REPEATS):
        fold = rng.permutation(np.arange(len(y)) % FOLDS)
        scores = np.zeros(len(y))
        for k in range(FOLDS):
            scores[fold == k] = x[fold == k] @ fit(x[fold != k], y[fold != k])
        rho.append(spearman(scores, y))
        pairs.append(pairwise_accuracy(scores, y))
    return np.array(rho), np.array(pairs)


def main() -> None:
    kb = cache.knowledge([ROOT / "data"], None)
    moves = read_moves(ROOT / "tests/cases/moves_labelled.csv", kb)
    today = date(2026, 11, 22)

    def axes(move: Move) -> list[float]:
        standing = stand(Profile(roles=(HeldRole(role=move.origin, current=True),)), kb, today)
        one = assess(standing, kb.roles[move.target], kb)
        return [0.5 if one.axes[axis] is None else one.axes[axis] for axis in FITTED]

    x = np.array([axes(move) for move in moves])
    y = np.array([move.rating for move in moves])
    weights = fit(x, y)
    rho, pairs = cross_validated(x, y)
    note = (
        f"fitted {today} on 79 moves by benchmarks/fit_weights.py (ridge, penalty {PENALTY:g}, weights not negative); "
        f"out of fold, {REPEATS} x {FOLDS}: Spearman {rho.mean():.3f} (sd {rho.std():.3f}), pairs right {pairs.mean():.3f}"
    )
    for axis, weight in zip(FITTED, weights):
        print(f"{axis:10} {weight:.2f}")
    print(f"in sample: Spearman {spearman(x @ weights, y):.3f}, pairs right {pairwise_accuracy(x @ weights, y):.3f}")
    print(note)
    if "--write" in sys.argv:
        path = ROOT / "data/weights.yaml"
        text = path.read_text()
        for axis, weight in zip(FITTED, weights):
            entry = (
                f'  - {{id: order-{axis}, value: {weight:.2f}, unit: "1", source: moves-labelled-79, as_of: "{today}", '
                f'meaning: Weight of the axis {axis} in the order, note: "{note}"}}'
            )
            text = re.sub(rf"^  - \{{id: order-{axis},.*\}}$", entry, text, flags=re.M)
        path.write_text(text)


if __name__ == "__main__":
    main()
