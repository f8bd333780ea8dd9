"""Seniority, education, experience, gates and interests of an O*NET occupation, from its survey figures or Job Zone."""

from __future__ import annotations

from typing import Any

from careerpath.knowledge.models import EDUCATION_ORDER, INTEREST_SCALES, Entry, Gate, Interests, Span

FAMILIES = {
    "11": "Management", "13": "Business and financial operations", "15": "Computer and mathematical",
    "17": "Architecture and engineering", "19": "Life, physical and social science",
    "21": "Community and social service", "23": "Legal", "25": "Education and library",
    "27": "Arts, design, entertainment, sports and media",
    "29": "Healthcare practitioners and technical", "31": "Healthcare support", "33": "Protective service",
    "35": "Food preparation and serving", "37": "Building and grounds cleaning and maintenance",
    "39": "Personal care and service", "41": "Sales", "43": "Office and administrative support",
    "45": "Farming, fishing and forestry", "47": "Construction and extraction",
    "49": "Installation, maintenance and repair", "51": "Production", "53": "Transportation and material moving",
    "55": "Military specific",
}  # fmt: skip
"""Titles of the SOC major groups."""
SENIORITY: tuple[Any, ...] = ("start", "entry", "mid", "senior", "lead")
"""By Job Zone 1-5."""
ZONE_EDUCATION: tuple[Any, ...] = ("none", "high-school", "some-college", "bachelor", "master")
ZONE_MONTHS = ((0, 3), (3, 12), (12, 24), (24, 48), (48, 120))
"""Experience by Job Zone [months], after the SVP ranges of the Job Zone Reference."""
EDUCATION: tuple[Any, ...] = (
    "none", "high-school", "certificate", "some-college", "associate", "bachelor", "bachelor", "master", "master",
    "doctorate", "doctorate", "doctorate",
)  # fmt: skip
"""By category 1-12 of Required Level of Education; a certificate after a degree counts as that degree."""
MONTHS = (
    (0, 0), (0, 1), (1, 3), (3, 6), (6, 12), (12, 24), (24, 48), (48, 72), (72, 96), (96, 120), (120, 144),
)  # fmt: skip
"""By category 1-11 of Related Work Experience."""
GATE_SHARE = 0.75
"""Share of incumbents who must say that a degree is required."""
Survey = dict[str, dict[int, float]]
"""Scale -> category -> percent of incumbents."""


def seniority_of(zone: int | None) -> Any:
    """A rank by preparation; the middle where no Job Zone is known."""
    return SENIORITY[(zone or 3) - 1]


def entry_of(survey: Survey, zone: int | None, source: str, estimate: str) -> Entry:
    """Median education and experience of the survey, else what the Job Zone says (an estimate)."""
    education, months = _median(survey.get("RL", {})), _median(survey.get("RW", {}))
    by_zone = (zone or 1) - 1
    level, level_source = ZONE_EDUCATION[by_zone], estimate
    if education:
        level, level_source = EDUCATION[education - 1], source
    (low, high), months_source = ZONE_MONTHS[by_zone], estimate
    if months:
        (low, high), months_source = MONTHS[months - 1], source
    experience = Span(low=low, high=high, source=months_source)
    return Entry(education=level, source=level_source, experience_months=experience)


def _median(shares: dict[int, float]) -> int:
    """The category in which the middle incumbent lies; 0 if nobody was asked."""
    total, seen = sum(shares.values()), 0.0
    for category in sorted(shares):
        seen += shares[category]
        if total and seen >= total / 2:
            return category
    return 0


def gate_of(survey: Survey, source: str) -> tuple[Gate, ...]:
    """A degree that `GATE_SHARE` of the incumbents call required; firm above a bachelor's degree."""
    shares = survey.get("RL", {})
    total = sum(shares.values())
    for level in ("doctorate", "master", "bachelor", "associate"):
        rank = EDUCATION_ORDER.index(level)
        above = sum(share for c, share in shares.items() if EDUCATION_ORDER.index(EDUCATION[c - 1]) >= rank)
        if total and above / total >= GATE_SHARE:
            asked = f"{above / total:.0%} of the people in the job say that it is required"
            detour = f"Finish the degree, if need be part-time: {asked}."
            return (
                Gate(
                    kind="degree",
                    strength="required" if level in ("doctorate", "master") else "preferred",
                    level=level,
                    source=source,
                    detour=detour,
                ),
            )
    return ()


def interests_of(scores: dict[str, float], source: str) -> Interests | None:
    """The six interest scores, if all are there."""
    if any(scale not in scores for scale in INTEREST_SCALES):
        return None
    values: dict[str, Any] = {scale: scores[scale] for scale in INTEREST_SCALES}
    return Interests(source=source, **values)
