"""Random people for property tests, over any knowledge."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

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
from tests.worlds import cert, edge, role, skill, world

YEARS = (None, 0.0, 0.5, 1.0, 2.5, 3.0, 7.0, 20.0)
DAYS = (None, "2019-05-01", "2024-02-29", "2026-01-31")
WANTED = (["computer science"], ["nursing", "health information management"])
"""Fields that gates and their equivalents ask for."""
EVIDENCE = ("claimed", "practised", "certified")
FIELDS = (None, "nursing", "computer science", "health information management", "music")
EXPIRES = (None, None, "2026-11-21", "2026-11-22", "2027-03-01", "2031-01-01")
PLAIN_CLAIMS = st.builds(SkillClaim, level=st.integers(0, 5), evidence=st.sampled_from(EVIDENCE))
CLAIMS = st.builds(
    SkillClaim, level=st.integers(0, 5), evidence=st.sampled_from(EVIDENCE), corrects=st.booleans()
)  # fmt: skip
EDUCATION = st.none() | st.builds(
    HeldEducation, level=st.sampled_from(EDUCATION_ORDER), field=st.sampled_from(FIELDS)
)  # fmt: skip
LIMITS = st.builds(
    Limits,
    hours_per_week=st.sampled_from([None, 3.0, 10.0]),
    night_shift=st.sampled_from([None, False]),
    on_call=st.sampled_from([None, False]),
    patient_facing=st.sampled_from([None, False, True]),
    state=st.sampled_from([None, "OH"]),
)
INTERESTS = st.none() | st.builds(InterestScores, **dict.fromkeys(INTEREST_SCALES, st.sampled_from([0, 7, 20, 40])))


class People:
    """A knowledge base and the strategies for people in it, made once."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self.role_ids = list(kb.roles)
        self.skills = st.sampled_from(list(kb.skills))
        self.roles = st.builds(
            HeldRole, role=st.sampled_from(self.role_ids), years=st.sampled_from(YEARS), current=st.booleans()
        )
        self.certifications = st.builds(
            HeldCertification,
            id=st.sampled_from(list(kb.certs)),
            earned=st.sampled_from(DAYS),
            expires=st.sampled_from(EXPIRES),
        )
        self.licences = st.none() | st.lists(st.sampled_from(self.role_ids), max_size=2, unique=True).map(tuple)
        self.profiles = self._profiles()

    def _profiles(self) -> st.SearchStrategy[Profile]:
        """People with up to three roles, six stated skills and three certifications."""
        return st.builds(
            Profile,
            roles=st.lists(self.roles, max_size=3, unique_by=lambda r: r.role).map(tuple),
            skills=st.dictionaries(self.skills, CLAIMS, max_size=6),
            certifications=st.lists(self.certifications, max_size=3, unique_by=lambda c: c.id).map(tuple),
            education=EDUCATION,
            licences=self.licences,
            limits=LIMITS,
            interests=INTERESTS,
        )


def _equivalent(rng: random.Random, roles: list[str]) -> dict[str, Any]:
    """One or two of the things that can stand in place of what a gate asks for."""
    parts = [
        {"roles": rng.sample(roles, 2), "months": rng.choice([None, 12, 36])},
        {"certifications": rng.sample(["c0", "c1", "c2"], rng.choice([1, 2]))},
        {"licence": rng.choice(roles)},
        {"education": rng.choice(["associate", "master"]), "fields": rng.choice(([], *WANTED))},
    ]
    found: dict[str, Any] = {}
    for part in rng.sample(parts, rng.choice([1, 1, 1, 2])):
        found.update(part)
    return found


def random_gate(rng: random.Random, kind: str, n: Callable[[str], str], roles: list[str]) -> dict[str, Any]:
    """A gate of any strength; a usual one with up to two equivalents."""
    asks = {
        "practice": {"months": rng.choice([6, 12, 24, 60]), "roles": [n(r) for r in rng.sample(roles, 2)]},
        "degree": {"level": rng.choice(["associate", "bachelor"]), "fields": rng.choice(([], *WANTED))},
        "licence": {"licence": n(rng.choice(roles))},
        "sponsorship": {"certification": f"c{rng.randrange(3)}"},
    }
    strength = rng.choice(["required", "usual", "usual", "preferred"])
    given = {"kind": kind, "strength": strength, **asks[kind]}
    if strength == "usual":
        given["equivalents"] = [_equivalent(rng, [n(role) for role in roles]) for _ in range(rng.randrange(3))]
    return given


def small_world(seed: int, names: dict[str, str] | None = None) -> KnowledgeBase:
    """A world of six skills, five roles and three certifications; `names` gives skills and roles other ids."""
    rng = random.Random(seed)
    named = names or {}

    def n(old: str) -> str:
        return named.get(old, old)

    skills = [f"s{i}" for i in range(6)]
    roles = [f"r{i}" for i in range(5)]
    relations = {
        f"s{i}": {rng.choice(["broader", "related"]): [n(f"s{rng.randrange(i)}")]} for i in range(1, 6) if rng.random() < 0.5
    }  # fmt: skip
    made = []
    for name in roles:
        needs = {
            n(s): {"level": rng.randint(1, 5), "importance": rng.randint(1, 5), "essential": rng.random() < 0.4}
            for s in rng.sample(skills, rng.randint(1, 5))
        }
        gates = [random_gate(rng, kind, n, roles) for kind in ("practice", "degree", "licence", "sponsorship")]
        made.append(
            role(
                n(name),
                needs,
                kind=rng.choice(["hospital-it", "hospital-it", "starting"]),
                seniority=rng.choice(["start", "entry", "mid", "senior", "lead"]),
                pay=rng.randrange(40, 150) * 1000,
                growth=rng.randint(-10, 30),
                takes_beginners=rng.random() < 0.3,
                gates=rng.sample(gates, rng.choice([0, 0, 1, 2])),
                experience=rng.choice([0, 12, 36]),
                education=rng.choice(["none", "associate", "bachelor"]),
                conditions={"shifts": rng.choice(["yes", "no", "varies"])},
            )
        )
    exams = [
        cert(f"c{i}", {n(s): rng.randint(1, 4) for s in rng.sample(skills, 2)}, years=3, hours=rng.randint(5, 200))
        for i in range(3)
    ]
    pairs = rng.sample([(a, b) for a in roles for b in roles if a != b], 7)
    kinds = ["enter", "advance", "specialize", "lateral"]
    edges = [edge(n(a), n(b), rng.randint(1, 40), kind=rng.choice(kinds)) for a, b in pairs]
    weights = {"redraws": 60}
    return world(
        skills=[skill(n(s), **relations.get(s, {})) for s in skills],
        roles=made,
        certs=exams,
        progressions=edges,
        weights=weights,
    )
