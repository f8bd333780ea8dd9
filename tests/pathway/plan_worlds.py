"""Small knowledge bases: by hand for one fact, or at random for laws."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from careerpath.knowledge.base import KnowledgeBase, from_entries
from careerpath.knowledge.models import (
    Activity,
    Certification,
    CertificationValue,
    Cost,
    Fee,
    Gate,
    Grants,
    Need,
    Progression,
    Renewal,
    Requirements,
    Role,
    Skill,
    Source,
    Span,
    Status,
    Validity,
    Way,
)
from careerpath.people.profile import HeldCertification, HeldEducation, HeldRole, Profile, SkillClaim
from careerpath.record import replace
from tests.homes import bundled
from tests.worlds import edge

SOURCE = "test"
START = date(2027, 1, 4)
_WEIGHTS: dict[str, Any] = {}


def weights() -> dict[str, Any]:
    """The constants of the bundled knowledge."""
    if not _WEIGHTS:
        kb = bundled()
        _WEIGHTS.update({key: kb.weights[key] for key in kb.weights})
    return _WEIGHTS


def cert(
    key: str, teaches: dict[str, int] | None = None, *, usd: float | None = 100, hours: float = 20, **more: Any
) -> Certification:
    """A certification; `years`, `renewal`, `status`, `on`, `opens`, `student_usd`, `member_usd` and requirements by name."""
    years = more.pop("years", None)
    fee = Fee(
        usd=usd, student_usd=more.pop("student_usd", None), member_usd=more.pop("member_usd", None), source=SOURCE
    )
    status = Status(
        value=more.pop("status", "active"), on=more.pop("on", None), successor=more.pop("successor", None),
        opens=more.pop("opens", None), source=SOURCE,
    )  # fmt: skip
    renewal = more.pop("renewal", None)
    return Certification.of(
        {
            "id": key, "title": key.title(), "issuer": more.pop("issuer", "Issuer"), "kind": more.pop("kind", "exam"),
            "level": more.pop("level", "entry"), "summary": "-", "worth_it_if": "-", "skip_it_if": "-", "eligibility": "-",
            "fee": fee, "validity": Validity(years=years, expires=years is not None, source=SOURCE), "status": status,
            "teaches": teaches or {}, "first_step": "-", "renewed_by": more.pop("renewed_by", ()),
            "renewal": Renewal(source=SOURCE, **renewal) if renewal else None,
            "study_hours": Span(low=hours, high=hours, source=SOURCE), "requires": Requirements(source=SOURCE, **more),
        }
    )  # fmt: skip


def activity(
    key: str, teaches: dict[str, int] | None = None, *, usd: float = 0, hours: float = 20, weeks: int = 1, **more: Any
) -> Activity:
    """An activity; `kind`, `grants` (a dictionary), `most` (the high end of its cost) and requirements by name."""
    most = more.pop("most", usd)
    kind, grants = more.pop("kind", "course"), more.pop("grants", {})
    return Activity.of(
        {
            "id": key, "title": key.title(), "kind": kind, "summary": "-", "weeks": weeks, "evidence": "practised",
            "hours": Span(low=hours, high=hours, source=SOURCE), "cost": Cost(low_usd=usd, high_usd=most, source=SOURCE),
            "teaches": teaches or {}, "first_step": "-", "requires": Requirements(source=SOURCE, **more), "grants": Grants(**grants),
        }
    )  # fmt: skip


def role(key: str, needs: dict[str, int] | None = None, **more: Any) -> Role:
    """A hospital-IT role with essential needs; `expected` and `useful` certifications, `gates`, `helpful` needs."""
    values = [CertificationValue(id=c, value="expected", reason="-") for c in more.pop("expected", ())]
    values += [CertificationValue(id=c, value="useful", reason="-") for c in more.pop("useful", ())]
    essential = [Need(skill=s, level=n, importance=5, essential=True, source=SOURCE) for s, n in (needs or {}).items()]
    helpful = [Need(skill=s, level=n, importance=3, source=SOURCE) for s, n in more.pop("helpful", {}).items()]
    entry: Any = type("Entry", (), {"education": "none", "experience_months": Span(low=0, high=0, source=SOURCE)})()
    return Role.of(
        {
            "id": key, "title": key.title(), "kind": "hospital-it", "family": "f", "seniority": "entry", "needs": (*essential, *helpful),
            "gates": more.pop("gates", ()), "certifications": tuple(values), "entry": entry, **more,
        }
    )  # fmt: skip


def practice(months: int, *roles: str) -> Gate:
    return Gate(kind="practice", strength="required", detour="Work first.", months=months, roles=roles, source=SOURCE)


def degree(level: Any) -> Gate:
    return Gate(kind="degree", strength="required", detour="Study first.", level=level, source=SOURCE)


def world(*entries: Role | Certification | Activity | Progression) -> KnowledgeBase:
    """A knowledge base of these entries; the skills are those they name."""
    tables: dict[str, dict[str, Any]] = {
        "roles": {}, "certs": {}, "activities": {}, "progressions": {}, "skills": {}, "sources": {}, "weights": weights()
    }  # fmt: skip
    for source in (SOURCE, "editors-teaches"):
        tables["sources"][source] = Source.of({"id": source, "title": source, "publisher": source})
    names = {Role: "roles", Certification: "certs", Activity: "activities", Progression: "progressions"}
    for entry in entries:
        tables[names[type(entry)]][entry.id] = entry
        named: list[str] = []
        if isinstance(entry, Role):
            named = [need.skill for need in entry.needs]
        elif not isinstance(entry, Progression):
            named = list(entry.teaches)
        for skill in named:
            tables["skills"][skill] = Skill.of({"id": skill, "title": skill.title(), "aliases": ()})
    return from_entries(tables, "test")


def junior(needs: dict[str, int] | None = None, **more: Any) -> Role:
    """A first job in the field, that hospitals give to beginners."""
    return role("junior", needs, takes_beginners=True, **more)


def random_world(random: Random) -> tuple[KnowledgeBase, Profile]:
    """A goal role `goal` with 6 to 14 steps, prerequisites, dates, a gate now and then, and a person.

    A first job leads to the goal; some gates ask for practice in it.
    """
    skills = [f"k{n}" for n in range(random.randint(3, 6))]
    steps: list[Certification | Activity] = []
    for n in range(random.randint(6, 14)):
        steps.append(_random_step(random, n, skills, [step.id for step in steps]))
    steps = _with_renewers(steps)
    school = activity(
        "school", {}, kind="degree", hours=300, weeks=40, usd=2000, grants={"education": "associate", "field": "it"}
    )
    needs = {skill: random.randint(1, 3) for skill in random.sample(skills, random.randint(1, 3))}
    certs = [step.id for step in steps if isinstance(step, Certification)]
    expected = random.sample(certs, min(len(certs), random.randint(0, 2)))
    gates: tuple[Gate, ...] = ()
    chance = random.random()
    if chance < 0.25:
        gates = (practice(random.choice([12, 24]), "junior"),)
    elif chance < 0.35:
        gates = (degree("associate"),)
    goal = role("goal", needs, expected=expected, useful=[c for c in certs if c not in expected], gates=gates)
    kb = world(
        goal,
        junior({skills[0]: 1}),
        role("other", dict.fromkeys(skills, 2), useful=certs),
        edge("junior", "goal", [12, 30]),
        *steps,
        school,
    )
    return kb, _random_person(random, skills, certs)


def _with_renewers(steps: list[Certification | Activity]) -> list[Certification | Activity]:
    """Some certifications are renewed by passing another one. Drawn apart, so that the worlds stay what they were."""
    random = Random(len(steps) + sum(step.hours.low if isinstance(step, Activity) else 1 for step in steps))
    certs = [step.id for step in steps if isinstance(step, Certification)]
    found: list[Certification | Activity] = []
    for step in steps:
        others = [key for key in certs if key != step.id]
        if isinstance(step, Certification) and step.validity.years and others and random.random() < 0.7:
            renewers = tuple(random.sample(others, min(len(others), random.randint(1, 2))))
            step = replace(step, renewed_by=renewers)
        found.append(step)
    return found


def _random_step(random: Random, n: int, skills: list[str], before: list[str]) -> Certification | Activity:
    teaches = {skill: random.randint(1, 3) for skill in random.sample(skills, random.randint(1, 2))}
    hours, usd = random.randint(2, 60), random.choice([0, 50, 100, 150, 200, 400])
    certs = [key for key in before if key.startswith("c")]
    acts = [key for key in before if key.startswith("a")]
    more: dict[str, Any] = {}
    if random.random() < 0.4:
        weeks = random.randint(1, 12)
        more |= {"activities": (random.choice(acts),)} if acts and random.random() < 0.2 else {}
        return activity(f"a{n}", teaches, usd=usd, hours=hours, weeks=weeks, **more)
    if certs and random.random() < 0.3:
        more["certifications"] = (random.choice(certs),)
    if len(certs) > 1 and random.random() < 0.2:
        more["any_of"] = (tuple(random.sample(certs, 2)),)
    if random.random() < 0.1:
        more |= {"status": "retired", "on": "2026-06-30"}
    elif random.random() < 0.2:
        more |= {"status": "retiring", "on": (START + timedelta(days=random.randint(20, 300))).isoformat()}
    elif random.random() < 0.1:
        more |= {"opens": (START + timedelta(days=random.randint(10, 120))).isoformat()}
    if random.random() < 0.5:
        more |= {
            "years": random.choice([1, 2, 3]),
            "renewal": {"fee_usd": 50, "per": "cycle", "hours": 10, "units": 10},
        }
    if random.random() < 0.05:
        more["sponsor"] = True
    if random.random() < 0.1:
        way = Way(education="associate", education_fields=("it",), experience_months=random.choice([0, 12]))
        more |= {"experience_months": random.choice([12, 24, 48]), "experience_in": ("junior",), "ways": (way,)}
    price = None if random.random() < 0.1 else usd
    return cert(
        f"c{n}",
        teaches,
        usd=price,
        hours=hours,
        student_usd=usd / 2 if price and random.random() < 0.3 else None,
        **more,
    )


def _random_person(random: Random, skills: list[str], certs: list[str]) -> Profile:
    held = random.sample(certs, 1) if certs and random.random() < 0.3 else []
    earned = (START - timedelta(days=random.randint(100, 700))).isoformat()
    return Profile(
        education=HeldEducation(level="high-school"),
        roles=(HeldRole(role="junior", years=random.choice([0.5, 1, 3]), current=True),)
        if random.random() < 0.2
        else (),
        skills={skill: SkillClaim(level=random.randint(0, 2)) for skill in random.sample(skills, 2)},
        certifications=tuple(HeldCertification(id=c, earned=earned) for c in held),
    )
