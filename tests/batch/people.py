"""Random people as profiles and as the flat rows of a people's file."""

from __future__ import annotations

import random
from typing import Any

import pyarrow as pa

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import EDUCATION_ORDER, INTEREST_SCALES
from careerpath.people.profile import (
    HeldCertification,
    HeldEducation,
    HeldRole,
    InterestScores,
    Limits,
    Profile,
    SkillClaim,
)

SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("roles", pa.list_(pa.struct([("role", pa.string()), ("years", pa.float64()), ("current", pa.bool_())]))),
        ("skills", pa.list_(pa.struct([("skill", pa.string()), ("level", pa.int8()), ("corrects", pa.bool_())]))),
        (
            "certifications",
            pa.list_(pa.struct([("id", pa.string()), ("earned", pa.string()), ("expires", pa.string())])),
        ),
        ("licences", pa.list_(pa.string())),
        ("education", pa.string()),
        ("field", pa.string()),
        *((name, pa.bool_()) for name in ("night_shift", "on_call", "patient_facing")),
        ("hours_per_week", pa.float64()),
        *((scale, pa.float64()) for scale in INTEREST_SCALES),
    ]
)
FIELDS = (None, None, "nursing", "computer science", "Health-information management", "music", "information systems")
DAYS = (None, "2019-05-01", "2023-11-21", "2023-11-22", "2023-11-23", "2024-02-29", "2026-01-31", "2026-11-22")


def random_person(rng: random.Random, kb: KnowledgeBase) -> Profile:
    """Anybody: nothing at all, one job, or a long life."""
    held = rng.sample(list(kb.roles), rng.choice([0, 1, 1, 1, 2, 3, 5]))
    certs = rng.sample(list(kb.certs), min(len(kb.certs), rng.choice([0, 0, 1, 2, 4])))
    skills = rng.sample(list(kb.skills), min(len(kb.skills), rng.choice([0, 1, 3, 8, 25])))
    same = rng.random() < 0.05
    level = rng.choice([None, *EDUCATION_ORDER])
    return Profile(
        roles=tuple(
            HeldRole(
                role=r, years=rng.choice([None, 0.0, 0.5, 1.0, 2.0, 0.1, round(rng.uniform(0, 30), 1)]),
                current=rng.random() < 0.3,
            )
            for r in held
        ),
        education=HeldEducation(level=level, field=rng.choice(FIELDS)) if level else None,
        licences=tuple(rng.sample(list(kb.roles), rng.choice([0, 0, 1, 2]))),
        skills={
            s: SkillClaim(level=2 if same else rng.randint(0, 5), corrects=not same and rng.random() < 0.2) for s in skills
        },
        certifications=tuple(
            HeldCertification(id=c, earned=rng.choice(DAYS), expires=rng.choice([None, None, "2026-11-21", "2026-11-22", "2030-01-01"]))
            for c in certs
        ),
        limits=Limits(
            hours_per_week=rng.choice([None, 4.0, 12.5]),
            **{name: rng.choice([None, True, False]) for name in ("night_shift", "on_call", "patient_facing")},
        ),
        interests=InterestScores(**{scale: float(rng.randint(0, 40)) for scale in INTEREST_SCALES})
        if rng.random() < 0.5
        else None,
    )  # fmt: skip


def is_valid(profile: Profile) -> bool:
    return all(not (c.earned and c.expires and c.earned > c.expires) for c in profile.certifications)


def people(kb: KnowledgeBase, count: int, seed: int = 1) -> list[Profile]:
    rng = random.Random(seed)
    found: list[Profile] = []
    while len(found) < count:
        one = random_person(rng, kb)
        if is_valid(one):
            found.append(one)
    return found


def row(name: str, profile: Profile) -> dict[str, Any]:
    """The profile as a row of SCHEMA."""
    interests = profile.interests
    return {
        "id": name,
        "roles": [r.__dict__ for r in profile.roles],
        "skills": [{"skill": s, "level": c.level, "corrects": c.corrects} for s, c in profile.skills.items()],
        "certifications": [c.__dict__ for c in profile.certifications],
        "licences": list(profile.licences),
        "education": profile.education.level if profile.education else None,
        "field": profile.education.field if profile.education else None,
        **{
            name: getattr(profile.limits, name)
            for name in ("night_shift", "on_call", "patient_facing", "hours_per_week")
        },
        **{scale: getattr(interests, scale) if interests else None for scale in INTEREST_SCALES},
    }


def table(profiles: list[Profile]) -> pa.Table:
    return pa.Table.from_pylist([row(f"p{i}", one) for i, one in enumerate(profiles)], SCHEMA)
