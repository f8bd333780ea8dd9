"""Small worlds for tests: a few keyword arguments or YAML lines; the fields that do not matter are filled in.

    kb = knowledge('''
      roles:
        - {id: nurse, kind: starting, needs: {care: 3}}
        - {id: analyst, needs: {care: 2, sql: {level: 3, importance: 5, essential: true}}}
      certs: [{id: sql-exam, teaches: {sql: 3}, hours: 40, usd: 100}]
      progressions: [{from: nurse, to: analyst, months: 12}]
      weights: {ready-line: 0.9}
    ''')

Skills that are only mentioned exist too. Constants are the bundled ones unless the world names others.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from careerpath.knowledge import models as m
from careerpath.knowledge.base import KnowledgeBase, from_entries
from careerpath.people import profile as p
from careerpath.record import replace

TODAY = date(2026, 11, 22)
DATA = Path(__file__).parents[1] / "data"
BOOK = m.Source(id="book", title="Book", publisher="Press", url="https://example.org", licence="CC0", as_of="2026-01")
CHARACTER = m.Character(
    pace=3, pressure=3, puzzles=3, routine=3, people=3, patients=3, visible_effect=3, learning=3, source="book"
)
CONDITIONS = m.Conditions(shifts="no", on_call="no", patient_contact="no", source="book")
ROLE = m.Role(
    id="role", title="Role", kind="hospital-it", family="support", seniority="entry", summary="Works.", day="Works.",
    not_for_you_if=("you do not work",), drivers=(), character=CHARACTER, conditions=CONDITIONS,
    entry=m.Entry(education="none", experience_months=m.Span(low=0, high=0, source="book"), source="book"), needs=(),
)  # fmt: skip
CERT = m.Certification(
    id="cert", title="Cert", issuer="Issuer", kind="exam", level="entry", summary="An exam.", worth_it_if="it helps",
    skip_it_if="it does not", eligibility="Anyone.", fee=m.Fee(usd=0, source="book"),
    validity=m.Validity(years=None, expires=False, source="book"), status=m.Status(value="active", source="book"),
    teaches={}, first_step="Begin.",
)  # fmt: skip
ACTIVITY = m.Activity(
    id="activity", title="Activity", kind="lab", summary="A lab.", hours=m.Span(low=0, high=0, source="book"), weeks=1,
    cost=m.Cost(low_usd=0, high_usd=0, source="book"), teaches={}, evidence="practised", first_step="Begin.",
)  # fmt: skip
SKILL = m.Skill(
    id="skill", title="Skill", category="technical", definition="Something.", question="How well?",
    looks_like=m.LooksLike(novice="a little", competent="alone", expert="all"),
)  # fmt: skip


def title(name: str) -> str:
    return name.replace("-", " ").title()


def need(skill: str, level: int | dict[str, Any]) -> m.Need:
    """`sql: 3`, or `sql: {level: 3, importance: 5, essential: true}`."""
    given = {"level": level} if isinstance(level, int) else level
    return m.Need(**{"skill": skill, "importance": 3, "source": "book", **given})


def span(value: float | list[float]) -> m.Span:
    low, high = value if isinstance(value, list) else (value, value)
    return m.Span(low=low, high=high, source="book")


def equivalent(**given: Any) -> m.Equivalent:
    for key in ("roles", "certifications", "fields"):
        given[key] = tuple(given.get(key, ()))
    return m.Equivalent(**{"says": "something as good", **given})


def gate(**given: Any) -> m.Gate:
    """A required gate, or of the `strength` that is named; `equivalents` are mappings."""
    for key in ("roles", "fields"):
        given[key] = tuple(given.get(key, ()))
    given["equivalents"] = tuple(equivalent(**one) for one in given.get("equivalents", ()))
    return m.Gate(**{"strength": "required", "detour": "Another way.", "source": "book", **given})


def requires(**given: Any) -> m.Requirements:
    for key in ("certifications", "activities", "education_fields", "experience_in", "roles_held"):
        given[key] = tuple(given.get(key, ()))
    any_of = tuple(map(tuple, given.pop("any_of", ())))
    return m.Requirements(**{"source": "book", "any_of": any_of, **given})


def role(id: str, needs: dict[str, Any] | None = None, **given: Any) -> m.Role:
    """`pay` is a median [USD]; `values` maps certification ids to expected|useful|unneeded; `experience` is in months."""
    found: dict[str, Any] = {"title": title(id), "needs": tuple(need(*pair) for pair in (needs or {}).items())}
    if "pay" in given:
        pay = given.pop("pay")
        facts = pay if isinstance(pay, dict) else {"median_usd": pay}
        found["pay"] = m.Pay(**{"soc": "15-0000", "covers": "occupation", "source": "book", **facts})
    if "growth" in given:
        found["outlook"] = m.Outlook(growth_pct=given.pop("growth"), period="2024-34", source="book")
    if "interests" in given:
        scores = dict(zip(m.INTEREST_SCALES, given.pop("interests"), strict=True))
        found["interests"] = m.Interests(**scores, source="book")
    if "values" in given:
        found["certifications"] = tuple(
            m.CertificationValue(id=key, value=value, reason="So.") for key, value in given.pop("values").items()
        )
    if "gates" in given:
        found["gates"] = tuple(gate(**one) for one in given.pop("gates"))
    if "conditions" in given:
        found["conditions"] = replace(CONDITIONS, **given.pop("conditions"))
    if "character" in given:
        found["character"] = replace(CHARACTER, **given.pop("character"))
    if "experience" in given:
        found["entry"] = replace(ROLE.entry, experience_months=span(given.pop("experience")))
    if "education" in given:
        found["entry"] = replace(found.get("entry", ROLE.entry), education=given.pop("education"))
    return replace(ROLE, id=id, **{**found, **given})


def cert(id: str, teaches: dict[str, int] | None = None, **given: Any) -> m.Certification:
    """`usd` is the fee (null: not published), `years` the validity, `status` a word or a mapping."""
    found: dict[str, Any] = {"title": title(id), "teaches": teaches or {}}
    if "hours" in given:
        found["study_hours"] = span(given.pop("hours"))
    if "usd" in given:
        found["fee"] = m.Fee(usd=given.pop("usd"), source="book")
    if "years" in given:
        found["validity"] = m.Validity(years=given.pop("years"), expires=True, source="book")
    if "status" in given:
        status = given.pop("status")
        found["status"] = m.Status(source="book", **({"value": status} if isinstance(status, str) else status))
    if "requires" in given:
        found["requires"] = requires(**given.pop("requires"))
    return replace(CERT, id=id, **found, **given)


def activity(id: str, teaches: dict[str, int] | None = None, **given: Any) -> m.Activity:
    """`hours` and `usd` are numbers or [low, high]."""
    found: dict[str, Any] = {"title": title(id), "teaches": teaches or {}}
    if "hours" in given:
        found["hours"] = span(given.pop("hours"))
    if "usd" in given:
        cost = span(given.pop("usd"))
        found["cost"] = m.Cost(low_usd=cost.low, high_usd=cost.high, source="book")
    if "requires" in given:
        found["requires"] = requires(**given.pop("requires"))
    given["families"] = tuple(given.get("families", ()))
    return replace(ACTIVITY, id=id, **found, **given)


def edge(origin: str, target: str, months: float | list[float] = 12, **given: Any) -> m.Progression:
    evidence = (m.Evidence(source="book", says="seen"),)
    known = {"kind": "advance", "confidence": "medium", "evidence": evidence, **given}
    return m.Progression(origin=origin, target=target, months=span(months), **known)


def skill(id: str, **given: Any) -> m.Skill:
    for key in ("broader", "related", "aliases"):
        given[key] = tuple(given.get(key, ()))
    return replace(SKILL, id=id, title=title(id), **given)


@cache
def constants() -> dict[str, m.Weight]:
    """The bundled constants of the engine."""
    rows = yaml.load((DATA / "weights.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)["weights"]
    return {row["id"]: m.Weight(**row) for row in rows}


def world(
    *,
    skills: list[m.Skill] = [],  # noqa: B006 - never changed
    roles: list[m.Role] = [],  # noqa: B006
    certs: list[m.Certification] = [],  # noqa: B006
    activities: list[m.Activity] = [],  # noqa: B006
    progressions: list[m.Progression] = [],  # noqa: B006
    weights: dict[str, float] | None = None,
) -> KnowledgeBase:
    """A knowledge base of entries; skills that are only mentioned are added."""
    named = {entry.id: entry for entry in skills}
    mentioned = [n.skill for r in roles for n in r.needs] + [s for r in roles for s in r.also_gives]
    mentioned += [s for step in (*certs, *activities) for s in step.teaches]
    mentioned += [s for one in skills for s in (*one.broader, *one.related)]
    changed = {key: replace(constants()[key], value=float(value)) for key, value in (weights or {}).items()}
    return from_entries(
        {
            "skills": {key: named.get(key) or skill(key) for key in dict.fromkeys([*named, *mentioned])},
            "roles": {entry.id: entry for entry in roles},
            "certs": {entry.id: entry for entry in certs},
            "activities": {entry.id: entry for entry in activities},
            "progressions": {entry.id: entry for entry in progressions},
            "sources": {"book": BOOK},
            "weights": {**constants(), **changed},
            "vocabulary": {},
        }
    )


def knowledge(text: str) -> KnowledgeBase:
    """A knowledge base from YAML lines (see the head of this module)."""
    data = yaml.safe_load(text)
    return world(
        skills=[skill(**row) for row in data.get("skills", [])],
        roles=[role(**row) for row in data.get("roles", [])],
        certs=[cert(**row) for row in data.get("certs", [])],
        activities=[activity(**row) for row in data.get("activities", [])],
        progressions=[edge(row.pop("from"), row.pop("to"), **row) for row in data.get("progressions", [])],
        weights=data.get("weights"),
    )


def person(
    roles: str | list[str | dict[str, Any]] | tuple[Any, ...] = (),
    skills: dict[str, Any] | None = None,
    certifications: list[str | dict[str, Any]] | tuple[Any, ...] = (),
    **given: Any,
) -> p.Profile:
    """A profile: roles and certifications as ids or mappings, skills as levels or mappings, `education` as a level.

    Without `licences` none are stated: those that a job held now requires count.
    """
    held = [{"role": r} if isinstance(r, str) else r for r in ([roles] if isinstance(roles, str) else roles)]
    claims = {s: {"level": v} if isinstance(v, int) else v for s, v in (skills or {}).items()}
    exams = [{"id": c} if isinstance(c, str) else c for c in certifications]
    if isinstance(given.get("education"), str):
        given["education"] = {"level": given["education"]}
    if "education" in given:
        given["education"] = p.HeldEducation(**given["education"])
    if "licences" in given and given["licences"] is not None:
        given["licences"] = tuple(given["licences"])
    if "limits" in given:
        given["limits"] = p.Limits(**given["limits"])
    if "interests" in given:
        given["interests"] = p.InterestScores(**dict(zip(m.INTEREST_SCALES, given["interests"], strict=True)))
    if "licences" in given:  # an empty list says that there is none
        given["licences"] = tuple(given["licences"])
    return p.Profile(
        roles=tuple(p.HeldRole(**one) for one in held),
        skills={s: p.SkillClaim(**claim) for s, claim in claims.items()},
        certifications=tuple(p.HeldCertification(**one) for one in exams),
        **given,
    )
