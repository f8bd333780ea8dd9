"""Random people as profiles and as tables, and what the single command says about them."""

from __future__ import annotations

import random
from typing import Any

import pyarrow as pa

from careerpath.batch.columns import SCHEMA, flat
from careerpath.batch.score import Scored
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
from careerpath.rules.order import rank
from careerpath.rules.standing import stand
from careerpath.services.recommend import places
from tests.worlds import TODAY

FIELDS = (None, None, "nursing", "computer science", "Health-information management", "music", "information systems")
DAYS = (None, "2019-05-01", "2023-11-21", "2023-11-22", "2023-11-23", "2024-02-29", "2026-01-31", "2026-11-22")
ENDS = (None, None, "2026-11-21", "2026-11-22", "2030-01-01")
TIMES: tuple[dict[str, Any], ...] = (
    *({},) * 4, {"current": True}, {"current": True}, {"current": False}, {"until": "2019-04"}, {"until": "2026-01"},
    {"abroad": True}, {"abroad": True, "current": True},
)  # fmt: skip
YEARS = (None, 0.0, 0.5, 1.0, 2.0, 0.1, 0.3, 0.7, 4.9, 5.0, 8.0)


def random_person(rng: random.Random, kb: KnowledgeBase) -> Profile:
    """Anybody: nothing at all, one job, or a long life."""
    some = {name: list(getattr(kb, name)) for name in ("roles", "certs", "skills")}
    held = rng.sample(some["roles"], min(len(some["roles"]), rng.choice([0, 1, 1, 1, 2, 3, 5])))
    certs = rng.sample(some["certs"], min(len(some["certs"]), rng.choice([0, 0, 1, 2, 4])))
    skills = rng.sample(some["skills"], min(len(some["skills"]), rng.choice([0, 1, 3, 8, 25])))
    same, level = rng.random() < 0.05, rng.choice([None, *EDUCATION_ORDER])
    years = lambda: rng.choice([*YEARS, round(rng.uniform(0, 30), 1)])  # noqa: E731
    ends = lambda earned: rng.choice([e for e in ENDS if not (earned and e and e < earned)])  # noqa: E731
    earned = {c: rng.choice(DAYS) for c in certs}
    limits = {name: rng.choice([None, True, False]) for name in ("night_shift", "on_call", "patient_facing")}
    limits["on_site"] = rng.choice([None, None, None, True, False])
    limits["pay_floor_usd"] = rng.choice([None, None, None, 0.0, 40_000.0, 69_280.0, 90_000.0])
    pay_now = rng.choice([None, None, None, 0.0, 31_000.0, 52_345.67, 120_000.0])
    licences = rng.choice([None, None, (), tuple(rng.sample(some["roles"], rng.choice([1, 2])))])
    interests = {scale: float(rng.randint(0, 40)) for scale in INTEREST_SCALES}
    return Profile(
        roles=tuple(HeldRole(role=r, years=years(), **rng.choice(TIMES)) for r in held),
        education=HeldEducation(level=level, field=rng.choice(FIELDS)) if level else None,
        licences=licences,
        pay_now_usd=pay_now,
        skills={
            s: SkillClaim(level=2 if same else rng.randint(0, 5), corrects=not same and rng.random() < 0.2)
            for s in skills
        },
        certifications=tuple(HeldCertification(id=c, earned=day, expires=ends(day)) for c, day in earned.items()),
        limits=Limits(hours_per_week=rng.choice([None, 4.0, 12.5]), state=rng.choice([None, "OH", "tx"]), **limits),
        interests=InterestScores(**interests) if rng.random() < 0.5 else None,
    )


def crowd(kb: KnowledgeBase, count: int, seed: int = 1) -> list[Profile]:
    """So many people, the same for the same seed."""
    rng = random.Random(seed)
    return [random_person(rng, kb) for _ in range(count)]


def table(people: list[Profile]) -> pa.Table:
    """The people as p0, p1 ... in typed columns."""
    return pa.Table.from_pylist([flat(f"p{i}", one) for i, one in enumerate(people)], SCHEMA)


def alone(person: Profile, kb: KnowledgeBase, top: int) -> list[dict[str, Any]]:
    """What `recommend` says: rank, role, readiness, order value and the three largest gaps."""
    ranking = rank(stand(person, kb, TODAY), kb)
    found: list[dict[str, Any]] = []
    for one, (place, _) in zip(ranking.next, places(ranking.next, kb.constants.tie), strict=True):
        if ranking.silence or len(found) == top:
            break
        gaps = [f"{g.need.skill}:{g.have}/{g.need.level}" for g in one.readiness.gaps[:3]]
        gaps += [None] * (3 - len(gaps))
        row = {"rank": place, "role": one.role.id, "readiness": one.readiness.score}
        row |= {"order_value": one.order_value}
        found.append(row | {f"gap_{i}": gap for i, gap in enumerate(gaps, 1)})
    return found


def differences(scored: Scored, people: list[Profile], kb: KnowledgeBase, top: int) -> list[Any]:
    """(person, alone, in the batch) where ids, ranks or gaps differ, or a figure by more than 1e-9."""
    together: dict[str, list[dict[str, Any]]] = {}
    for row in scored.table.to_pylist():
        together.setdefault(row.pop("id"), []).append(row)
    pairs = [(i, alone(one, kb, top), together.get(f"p{i}", [])) for i, one in enumerate(people)]
    return [(i, a, b) for i, a, b in pairs if not (len(a) == len(b) and all(map(same, a, b)))]


def same(a: dict[str, Any], b: dict[str, Any]) -> bool:
    figures = ("readiness", "order_value")
    exact = {k: v for k, v in a.items() if k not in figures} == {k: v for k, v in b.items() if k not in figures}
    return exact and all(abs(a[name] - b[name]) <= 1e-9 for name in figures)
