"""Interests: how like the person's six RIASEC scores are to those of the occupation."""

from __future__ import annotations

from careerpath.knowledge.models import INTEREST_SCALES, Role
from careerpath.people.profile import Profile


def interest_fit(profile: Profile, role: Role) -> float | None:
    """(r + 1) / 2 of the Pearson correlation r of the six scores, 0-1; None where either side is unknown or flat.

    The correlation of profiles is what the O*NET Interest Profiler uses (docs/method.md, 3).
    """
    if profile.interests is None or role.interests is None:
        return None
    mine = [getattr(profile.interests, scale) for scale in INTEREST_SCALES]
    theirs = [getattr(role.interests, scale) for scale in INTEREST_SCALES]
    r = correlation(mine, theirs)
    return None if r is None else (r + 1) / 2


def correlation(a: list[float], b: list[float]) -> float | None:
    """Pearson's r (-1 to 1), or None if one side does not vary."""
    if min(a) == max(a) or min(b) == max(b):  # the sums below may differ from 0 by rounding
        return None
    mean_a, mean_b = sum(a) / len(a), sum(b) / len(b)
    squares_a = squares_b = products = 0.0
    for value_a, value_b in zip(a, b, strict=True):
        squares_a += (value_a - mean_a) * (value_a - mean_a)
        squares_b += (value_b - mean_b) * (value_b - mean_b)
        products += (value_a - mean_a) * (value_b - mean_b)
    size: float = (squares_a * squares_b) ** 0.5
    if not size:
        return None
    return max(-1.0, min(1.0, products / size))
