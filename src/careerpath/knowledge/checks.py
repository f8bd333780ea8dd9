"""What can be wrong across entries: one function per rule, each yields problems and never stops at the first.

`reference_problems` are the errors without which no command can run; `all_problems` adds what only `check` asks.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from careerpath.errors import Problem
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.load import Loaded
from careerpath.knowledge.models import (
    SENIORITY_ORDER,
    Certification,
    Interests,
    Outlook,
    Pay,
    Requirements,
    Status,
)
from careerpath.knowledge.models import Fee as FeeModel
from careerpath.knowledge.search import did_you_mean, fold
from careerpath.knowledge.yaml_file import Path
from careerpath.record import Entity

Rule = Callable[[Loaded, date], Iterator[Problem]]
PARTIAL_DATE = re.compile(r"(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
GENERIC_SHARE = 0.6
TOO_ALIKE = 0.92
FEWEST_NEEDS = 8


def reference_problems(loaded: Loaded) -> Iterator[Problem]:
    """Errors that would break a command: unknown ids, cycles, ids in both kinds of step."""
    for rule in (unknown_ids, prerequisite_cycles, skill_cycles, shared_step_ids, missing_weights):
        yield from rule(loaded, date.min)


def all_problems(loaded: Loaded, today: date) -> list[Problem]:
    """Every problem of the knowledge, in the order of file and line."""
    found = list(loaded.problems)
    found += reference_problems(loaded)
    for rule in RULES:
        if not (loaded.kb.near and rule in OF_EDITORS):
            found += rule(loaded, today)
    return sorted(set(found), key=lambda p: (p.file, p.line, p.message))


def unknown_ids(loaded: Loaded, _today: date) -> Iterator[Problem]:
    """Every id that an entry names exists."""
    kb, raw = loaded.kb, loaded.raw
    steps = set(raw["certs"]) | set(raw["activities"])
    known = {
        "skill": set(raw["skills"]), "role": set(raw["roles"]), "certification": set(raw["certs"]), "step": steps,
        "activity": set(raw["activities"]), "source": set(raw["sources"]),
    }  # fmt: skip
    for group in ("driver", "family"):  # a term that is itself faulty is no reason to complain about its users
        known[group] = {
            key for key in raw["vocabulary"] if key not in kb.vocabulary or kb.vocabulary[key].group == group
        }
    for table, key, path, kind, name in _references(kb):
        if name not in known[kind]:
            hint = did_you_mean(name, known[kind])
            yield loaded.problem(table, key, f"unknown {kind} {name!r}; {hint}", at=path, rule="unknown-id")


def _references(kb: KnowledgeBase) -> Iterator[tuple[str, str, Path, str, str]]:
    """(table, entry, path, kind of id, id) of everything that points to something else."""
    for table, entries in _tables(kb):
        for key, entry in entries.items():
            for path, block in _blocks(entry):
                source = getattr(block, "source", None)
                if isinstance(source, str):
                    yield table, key, (*path, "source"), "source", source
    for skill in kb.skills.values():
        for name in ("broader", "related"):
            for i, other in enumerate(getattr(skill, name)):
                yield "skills", skill.id, (name, i), "skill", other
    for role in kb.roles.values():
        yield "roles", role.id, ("family",), "family", role.family
        for i, driver in enumerate(role.drivers):
            yield "roles", role.id, ("drivers", i), "driver", driver
        for i, need in enumerate(role.needs):
            yield "roles", role.id, ("needs", i, "skill"), "skill", need.skill
        for skill_id in role.also_gives:
            yield "roles", role.id, ("also_gives", skill_id), "skill", skill_id
        for i, value in enumerate(role.certifications):
            yield "roles", role.id, ("certifications", i, "id"), "certification", value.id
            for j, other in enumerate(value.or_else):
                yield "roles", role.id, ("certifications", i, "or_else", j), "certification", other
        for i, experiment in enumerate(role.try_it):
            yield "roles", role.id, ("try_it", i, "skill"), "skill", experiment.skill
        for i, gate in enumerate(role.gates):
            if gate.licence:
                yield "roles", role.id, ("gates", i, "licence"), "role", gate.licence
            if gate.certification:
                yield "roles", role.id, ("gates", i, "certification"), "certification", gate.certification
            for j, other in enumerate(gate.roles):
                yield "roles", role.id, ("gates", i, "roles", j), "role", other
    for cert in kb.certs.values():
        for i, other in enumerate(cert.renewed_by):
            yield "certs", cert.id, ("renewed_by", i), "certification", other
        for i, other in enumerate(cert.advice.certifications):
            yield "certs", cert.id, ("advice", "certifications", i), "certification", other
        if cert.status.successor:
            yield "certs", cert.id, ("status", "successor"), "certification", cert.status.successor
    for step in kb.steps.values():
        table = "certs" if isinstance(step, Certification) else "activities"
        for skill_id in step.teaches:
            yield table, step.id, ("teaches", skill_id), "skill", skill_id
        yield from _requirement_references(table, step.id, step.requires)
    for activity in kb.activities.values():
        for i, family in enumerate(activity.families):
            yield "activities", activity.id, ("families", i), "family", family
        if activity.grants.role:
            yield "activities", activity.id, ("grants", "role"), "role", activity.grants.role
    for edge in kb.progressions.values():
        yield "progressions", edge.id, ("origin",), "role", edge.origin
        yield "progressions", edge.id, ("target",), "role", edge.target


def _requirement_references(table: str, key: str, requires: Requirements) -> Iterator[tuple[str, str, Path, str, str]]:
    for name, kind in (
        ("certifications", "certification"),
        ("activities", "activity"),
        ("experience_in", "role"),
        ("roles_held", "role"),
    ):
        for i, other in enumerate(getattr(requires, name)):
            yield table, key, ("requires", name, i), kind, other
    for i, group in enumerate(requires.any_of):
        for other in group:
            yield table, key, ("requires", "any_of", i), "step", other
    if requires.licence:
        yield table, key, ("requires", "licence"), "role", requires.licence


def _tables(kb: KnowledgeBase) -> Iterator[tuple[str, Any]]:
    for table in ("skills", "roles", "certs", "activities", "progressions", "weights"):
        yield table, getattr(kb, table)


def _blocks(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every nested dataclass of an entry with its path."""
    if isinstance(value, Entity):
        yield path, value
        for name, inner in value.__dict__.items():
            yield from _blocks(inner, (*path, name))
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from _blocks(item, (*path, i))


def prerequisite_cycles(loaded: Loaded, _today: date) -> Iterator[Problem]:
    """No step needs itself, however far round."""
    steps = loaded.kb.steps
    needs = {key: (*s.requires.certifications, *s.requires.activities) for key, s in steps.items()}
    for cycle in _cycles(needs):
        table = "certs" if cycle[0] in loaded.kb.certs else "activities"
        yield loaded.problem(table, cycle[0], f"needs itself: {' -> '.join(cycle)}", at=("requires",), rule="cycle")


def skill_cycles(loaded: Loaded, _today: date) -> Iterator[Problem]:
    """`broader` never leads back."""
    for cycle in _cycles({s.id: s.broader for s in loaded.kb.skills.values()}):
        yield loaded.problem(
            "skills", cycle[0], f"is broader than itself: {' -> '.join(cycle)}", at=("broader",), rule="cycle"
        )


def _cycles(graph: dict[str, tuple[str, ...]]) -> Iterator[list[str]]:
    """One walk (first = last) for each node that lies on a cycle and is its smallest."""
    for start in graph:
        stack, seen = [[start]], {start}
        while stack:
            walk = stack.pop()
            for other in graph.get(walk[-1], ()):
                if other == start and start == min(walk):
                    yield [*walk, start]
                    stack = []
                    break
                if other not in seen:
                    seen.add(other)
                    stack.append([*walk, other])


def shared_step_ids(loaded: Loaded, _today: date) -> Iterator[Problem]:
    """A certification and an activity never share an id."""
    for key in loaded.raw["activities"].keys() & loaded.raw["certs"].keys():
        yield loaded.problem("activities", key, "is also the id of a certification", rule="duplicate-id")


def missing_weights(loaded: Loaded, _today: date) -> Iterator[Problem]:
    """Every constant the engine asks for is there."""
    from careerpath.knowledge.constants import REQUIRED_WEIGHTS

    if missing := sorted(REQUIRED_WEIGHTS - set(loaded.raw["weights"])):
        files = [entry.start[0].name for entry in loaded.raw["weights"].values()]
        yield Problem(files[-1] if files else "weights.yaml", 1, f"missing: {', '.join(missing)}", "missing-weight")


def dates_are_dates(loaded: Loaded, today: date) -> Iterator[Problem]:
    """as_of, and the date of a status, are YYYY[-MM[-DD]]; none lies in the future; every figure has one."""
    for table, entries in [*_tables(loaded.kb), ("sources", loaded.kb.sources)]:
        for key, entry in entries.items():
            for path, block in _blocks(entry):
                for name in ("as_of", "on"):
                    value = getattr(block, name, None)
                    if isinstance(value, str) and not is_partial_date(value):
                        yield loaded.problem(
                            table, key, f"{name}: {value!r} is no date (YYYY-MM-DD)", at=(*path, name), rule="date"
                        )
                    elif name == "as_of" and value and value[:10] > today.isoformat()[: len(value)]:
                        yield loaded.problem(
                            table, key, f"as_of: {value} lies in the future", at=(*path, name), rule="date"
                        )
                source = loaded.kb.sources.get(getattr(block, "source", None) or "")
                if source and not getattr(block, "as_of", None) and not source.as_of:
                    yield loaded.problem(
                        table,
                        key,
                        "the figure has no date: give `as_of` here or at its source",
                        at=path,
                        rule="undated",
                    )


def is_partial_date(text: str) -> bool:
    """YYYY, YYYY-MM or YYYY-MM-DD, and a day that exists."""
    try:
        return bool(PARTIAL_DATE.fullmatch(text) and date.fromisoformat(f"{text}-01-01"[:10]))
    except ValueError:
        return False


def retired_successors(loaded: Loaded, _today: date) -> Iterator[Problem]:
    """A successor can itself still be taken."""
    for cert in loaded.kb.certs.values():
        successor = loaded.kb.certs.get(cert.status.successor or "")
        if successor and successor.status.value == "retired":
            yield loaded.problem(
                "certs",
                cert.id,
                f"its successor {successor.id!r} is itself retired",
                at=("status", "successor"),
                rule="retired-successor",
            )


def retired_and_recommended(loaded: Loaded, _today: date) -> Iterator[Problem]:
    """No role expects, and no step requires or advises, what can no longer be taken."""
    retired = {c.id for c in loaded.kb.certs.values() if c.status.value == "retired"}
    for role in loaded.kb.roles.values():
        for i, value in enumerate(role.certifications):
            if value.id in retired and value.value != "unneeded":
                yield loaded.problem(
                    "roles",
                    role.id,
                    f"{value.value} certification {value.id!r} is retired",
                    at=("certifications", i),
                    rule="retired-used",
                )
    for table in ("certs", "activities"):
        for step in getattr(loaded.kb, table).values():
            asked = {*step.requires.certifications, *getattr(getattr(step, "advice", None), "certifications", ())}
            for other in sorted(asked & retired):
                if not (isinstance(step, Certification) and step.status.value == "retired"):
                    yield loaded.problem(
                        table, step.id, f"asks for {other!r}, which is retired", at=("requires",), rule="retired-used"
                    )


def due_status(loaded: Loaded, today: date) -> Iterator[Problem]:
    """What was to retire by today is marked as retired."""
    for cert in loaded.kb.certs.values():
        on = cert.status.on
        if cert.status.value == "retiring" and on and on <= today.isoformat()[: len(on)]:
            yield loaded.problem(
                "certs", cert.id, f"was to retire on {on}; set `value: retired`", at=("status",), rule="status-due"
            )


SHELF_LIVES: tuple[tuple[type, str, str], ...] = (
    (FeeModel, "shelf-life-fee", "the fee"),
    (Pay, "shelf-life-pay", "the wage"),
    (Outlook, "shelf-life-outlook", "the projection"),
    (Status, "shelf-life-status", "the status"),
)


def past_shelf_life(loaded: Loaded, today: date) -> Iterator[Problem]:
    """Figures that should be looked up again."""
    kb = loaded.kb
    for table, entries in _tables(kb):
        for key, entry in entries.items():
            for path, block in _blocks(entry):
                for cls, weight, name in SHELF_LIVES:
                    longest = kb.indexes.constants.get(weight, math.inf)
                    if type(block) is cls and (age := _months_since(_as_of(block, kb), today)) > longest:
                        yield loaded.warning(
                            table, key, f"{name} is {age} months old; look it up again", at=path, rule="stale"
                        )


def _as_of(block: Any, kb: KnowledgeBase) -> str:
    """Like `KnowledgeBase.as_of`, but a source that does not exist is no surprise here."""
    source = kb.sources.get(block.source)
    return block.as_of or (source.as_of if source else None) or ""


def _months_since(partial: str, today: date) -> int:
    if not is_partial_date(partial):
        return 0
    year, month = int(partial[:4]), int(partial[5:7] or 12)
    return (today.year - year) * 12 + today.month - month


def orders_of_magnitude(loaded: Loaded, _today: date) -> Iterator[Problem]:
    """Figures that cannot be: member dearer than list price, percentiles out of order, wages off by ten."""
    for cert in loaded.kb.certs.values():
        for name in ("member_usd", "student_usd"):
            price = getattr(cert.fee, name)
            if price is not None and cert.fee.usd is not None and price > cert.fee.usd:
                yield loaded.problem(
                    "certs",
                    cert.id,
                    f"fee.{name}: ${price:g} is above the list price of ${cert.fee.usd:g}",
                    at=("fee",),
                    rule="order",
                )
    for role in loaded.kb.roles.values():
        pay = role.pay
        if pay and not (pay.p10_usd or 0) <= pay.median_usd <= (pay.p90_usd or pay.median_usd):
            yield loaded.problem(
                "roles", role.id, "pay: p10, median and p90 are out of order", at=("pay",), rule="order"
            )
        if pay and not 20_000 <= pay.median_usd <= 400_000:
            yield loaded.problem(
                "roles",
                role.id,
                f"pay.median_usd: ${pay.median_usd:,.0f} is no plausible annual wage",
                at=("pay",),
                rule="order",
            )


def needs_are_usable(loaded: Loaded, _today: date) -> Iterator[Problem]:
    """A role asks for each skill once, has an essential need, enough needs, and not mostly soft skills."""
    for role in loaded.kb.roles.values():
        counts = Counter(need.skill for need in role.needs)
        for skill, times in counts.items():
            if times > 1:
                second = [i for i, n in enumerate(role.needs) if n.skill == skill][1]
                yield loaded.problem(
                    "roles", role.id, f"asks for {skill!r} twice", at=("needs", second), rule="duplicate-need"
                )
        for skill in sorted(counts.keys() & role.also_gives.keys()):
            yield loaded.problem(
                "roles",
                role.id,
                f"{skill!r} stands in `needs` and in `also_gives`",
                at=("also_gives", skill),
                rule="duplicate-need",
            )
        if role.kind != "hospital-it":
            continue
        if not any(need.essential for need in role.needs):
            yield loaded.problem("roles", role.id, "no need is essential", at=("needs",), rule="no-essential")
        if len(role.needs) < FEWEST_NEEDS:
            yield loaded.warning(
                "roles",
                role.id,
                f"only {len(role.needs)} needs; a score on so few says little",
                at=("needs",),
                rule="few-needs",
            )
        soft = [n for n in role.needs if n.skill in loaded.kb.skills and loaded.kb.skills[n.skill].category == "soft"]
        if len(soft) > GENERIC_SHARE * len(role.needs):
            yield loaded.warning(
                "roles",
                role.id,
                f"{len(soft)} of {len(role.needs)} needs are soft skills that every job asks for",
                at=("needs",),
                rule="generic-needs",
            )


def indistinct_roles(loaded: Loaded, _today: date) -> Iterator[Problem]:
    """Pairs of roles that nothing tells apart: (nearly) the same skills at the same levels."""
    kb = loaded.kb
    roles = [r for r in kb.roles.values() if r.kind == "hospital-it"]
    for i, a in enumerate(roles):
        for b in roles[i + 1 :]:
            if (likeness := need_likeness(a.needs, b.needs)) >= TOO_ALIKE:
                yield loaded.warning(
                    "roles",
                    b.id,
                    f"nothing tells it apart from {a.id!r} (needs {likeness:.0%} alike)",
                    at=("needs",),
                    rule="indistinct",
                )


def need_likeness(a: tuple[Any, ...], b: tuple[Any, ...]) -> float:
    """Ruzicka similarity of two lists of needs, 0-1: sum of min over sum of max of importance x level."""
    first = {n.skill: n.importance * n.level for n in a}
    second = {n.skill: n.importance * n.level for n in b}
    skills = first.keys() | second.keys()
    most = sum(max(first.get(s, 0), second.get(s, 0)) for s in skills)
    return sum(min(first.get(s, 0), second.get(s, 0)) for s in skills) / most if most else 0.0


def skill_use(loaded: Loaded, _today: date) -> Iterator[Problem]:
    """Skills that no role, or only one, asks for; skills that no step teaches."""
    kb = loaded.kb
    uses = Counter(need.skill for role in kb.roles.values() for need in role.needs)
    taught = {skill for step in kb.steps.values() for skill in step.teaches}
    for skill in kb.skills.values():
        if uses[skill.id] == 0:
            yield loaded.warning("skills", skill.id, "no role asks for it", rule="unused-skill")
        elif uses[skill.id] == 1:
            yield loaded.warning("skills", skill.id, "only one role asks for it", rule="rare-skill")
        if skill.id not in taught:
            yield loaded.warning("skills", skill.id, "no step teaches it", rule="untaught-skill")


def useless_certifications(loaded: Loaded, _today: date) -> Iterator[Problem]:
    """Certifications that teach nothing any hospital-IT role needs."""
    needed = {n.skill for r in loaded.kb.roles.values() if r.kind == "hospital-it" for n in r.needs}
    for cert in loaded.kb.certs.values():
        if cert.status.value != "retired" and not needed & cert.teaches.keys():
            yield loaded.warning(
                "certs", cert.id, "teaches nothing that a hospital-IT role needs", at=("teaches",), rule="useless-step"
            )


def unreachable_roles(loaded: Loaded, _today: date) -> Iterator[Problem]:
    """Every hospital-IT role can be reached from some starting role."""
    kb = loaded.kb
    reached = {r.id for r in kb.roles.values() if r.kind == "starting"}
    frontier = list(reached)
    while frontier:
        for edge in kb.progressions.values():
            if edge.origin == frontier[-1] and edge.target not in reached and edge.target in kb.roles:
                reached.add(edge.target)
                frontier.insert(0, edge.target)
        frontier.pop()
    for role in kb.roles.values():
        if role.id not in reached:
            yield loaded.problem("roles", role.id, "no progression leads here from a starting role", rule="unreachable")


def progressions_make_sense(loaded: Loaded, _today: date) -> Iterator[Problem]:
    """An edge joins two different roles; `advance` does not lead down; it takes at least some time."""
    kb = loaded.kb
    rank = {name: i for i, name in enumerate(SENIORITY_ORDER)}
    for edge in kb.progressions.values():
        if edge.origin == edge.target:
            yield loaded.problem("progressions", edge.id, "leads to itself", rule="cycle")
        if edge.origin not in kb.roles or edge.target not in kb.roles:
            continue
        before, after = kb.roles[edge.origin], kb.roles[edge.target]
        if edge.kind == "advance" and rank[after.seniority] < rank[before.seniority]:
            yield loaded.warning(
                "progressions",
                edge.id,
                f"`advance` leads down from {before.seniority} to {after.seniority}",
                at=("kind",),
                rule="order",
            )
        if edge.kind == "enter" and before.kind != "starting":
            yield loaded.warning(
                "progressions", edge.id, "`enter` starts from a starting role", at=("kind",), rule="order"
            )


def names_are_unique(loaded: Loaded, _today: date) -> Iterator[Problem]:
    """Two entries of a table never share a title or alias, so that a typed name means one thing."""
    for table in ("skills", "roles", "certs", "activities"):
        seen: dict[str, str] = defaultdict(str)
        for entry in getattr(loaded.kb, table).values():
            for name in dict.fromkeys(fold(n) for n in (entry.title, *entry.aliases)):
                if seen[name]:
                    yield loaded.warning(
                        table,
                        entry.id,
                        f"the name {name!r} also belongs to {seen[name]!r}",
                        at=("aliases",),
                        rule="shared-name",
                    )
                seen[name] = entry.id


def experiments(loaded: Loaded, _today: date) -> Iterator[Problem]:
    """At least two experiments to try per hospital-IT role, and a word on what is not needed."""
    for role in loaded.kb.roles.values():
        if role.kind == "hospital-it" and len(role.try_it) < 2:
            yield loaded.warning(
                "roles", role.id, f"{len(role.try_it)} try-it experiments; at least two are wanted", rule="try-it"
            )


def steps_can_be_started(loaded: Loaded, _today: date) -> Iterator[Problem]:
    """A step teaches something, and an active certification has study hours."""
    for table in ("certs", "activities"):
        for step in getattr(loaded.kb, table).values():
            if not step.teaches:
                yield loaded.warning(table, step.id, "teaches nothing", at=("teaches",), rule="useless-step")
    for cert in loaded.kb.certs.values():
        if cert.status.value != "retired" and cert.study_hours is None:
            yield loaded.warning("certs", cert.id, "no study_hours", rule="no-hours")


def interests_match_occupation(loaded: Loaded, _today: date) -> Iterator[Problem]:
    """Interests come from an occupation, so a role that has them names it."""
    for role in loaded.kb.roles.values():
        if isinstance(role.interests, Interests) and role.occupation is None:
            yield loaded.problem(
                "roles", role.id, "interests without an occupation they come from", at=("interests",), rule="order"
            )


RULES: tuple[Rule, ...] = (
    dates_are_dates, retired_successors, retired_and_recommended, due_status, past_shelf_life, orders_of_magnitude,
    needs_are_usable, indistinct_roles, skill_use, useless_certifications, unreachable_roles, progressions_make_sense,
    names_are_unique, experiments, steps_can_be_started, interests_match_occupation,
)  # fmt: skip
OF_EDITORS: tuple[Rule, ...] = (
    skill_use, useless_certifications, unreachable_roles, names_are_unique, steps_can_be_started, interests_match_occupation,
)  # fmt: skip
"""Rules for what editors choose; an official classification is as it is."""
