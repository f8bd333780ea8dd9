"""What only `check` asks: one function per rule over all entries; each yields all that it finds.

A function yields (table, entry, path of the value, message); `@rule` names it and says how grave it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import accumulate, combinations
from operator import attrgetter
from typing import Any

from careerpath.errors import Problem, Severity
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.load import Loaded
from careerpath.knowledge.models import SENIORITY_ORDER, Activity, Certification, Gate, Role
from careerpath.knowledge.references import blocks, entries, entries_and_sources, reference_problems, table_of
from careerpath.knowledge.search import fold
from careerpath.knowledge.shelf_life import KINDS, date_of, months_between, months_overdue
from careerpath.knowledge.yaml_file import Path

Finding = tuple[str, str, Path, str]
Rule = Callable[[KnowledgeBase, date], Iterator[Finding]]
GENERIC_SHARE = 0.6
"""Share of soft skills among its needs above which a role could be any job."""
# Hours are rough estimates: less than twice as many is no contradiction.
ODD_HOURS = 2.0
"""From how many times as many, or as few, hours a step has to say why."""
TOO_ALIKE = 0.92
"""Likeness of needs from which two roles would be recommended to the same people in turn."""
FEWEST_NEEDS = 8
PLAUSIBLE_USD = (20_000, 400_000)
"""Annual wages outside of which somebody wrote an hourly one, or a digit too much."""
RULES: list[tuple[str, Severity, bool, Rule]] = []
"""(name, severity, of editors, function): an official classification is as it is, so rules of editors spare it."""


def rule(name: str, severity: Severity = "error", *, of_editors: bool = False) -> Callable[[Rule], Rule]:
    """Enter a function into `RULES`."""

    def enter(function: Rule) -> Rule:
        RULES.append((name, severity, of_editors, function))
        return function

    return enter


def all_problems(loaded: Loaded, today: date) -> list[Problem]:
    """Every problem of the knowledge, in the order of file and line."""
    from careerpath.knowledge import time_rules

    assert time_rules.NAMES  # they enter themselves into RULES when they are imported
    problems = [*loaded.problems, *reference_problems(loaded)]
    is_imported = bool(loaded.kb.near)
    for name, severity, of_editors, function in RULES:
        if is_imported and of_editors:
            continue
        for table, key, at, message in function(loaded.kb, today):
            problems.append(loaded.problem(table, key, at, message, name, severity))
    return sorted(set(problems), key=attrgetter("file", "line", "message"))


@rule("date")
def future_dates(kb: KnowledgeBase, today: date) -> Iterator[Finding]:
    """No figure is from the future."""
    for table, key, entry in entries_and_sources(kb):
        for path, block in blocks(entry):
            for name in ("as_of", "read"):
                day = getattr(block, name, None)
                if day and day > today.isoformat()[: len(day)]:
                    yield table, key, (*path, name), f"{name}: {day} lies in the future"


@rule("undated")
def undated_figures(kb: KnowledgeBase, _today: date) -> Iterator[Finding]:
    """Every figure has a date, its own or that of its source."""
    for table, key, entry in entries(kb):
        for path, block in blocks(entry):
            source = kb.sources.get(getattr(block, "source", None) or "")
            if source and not _is_dated(source) and not _is_dated(block):
                yield table, key, path, "the figure has no date: give `as_of` here or at its source"


def _is_dated(block: Any) -> bool:
    return any(getattr(block, name, None) for name in ("as_of", "read"))


@rule("retired-successor")
def retired_successors(kb: KnowledgeBase, _today: date) -> Iterator[Finding]:
    """A successor can itself still be taken."""
    for cert in kb.certs.values():
        successor = kb.certs.get(cert.status.successor or "")
        if successor and successor.status.value == "retired":
            yield "certs", cert.id, ("status", "successor"), f"its successor {successor.id!r} is itself retired"


@rule("retired-used")
def retired_and_recommended(kb: KnowledgeBase, _today: date) -> Iterator[Finding]:
    """No role expects, and no step requires or advises, what can no longer be taken."""
    retired = {cert.id for cert in kb.certs.values() if cert.status.value == "retired"}
    for role in kb.roles.values():
        for i, value in enumerate(role.certifications):
            if value.id in retired and value.value != "unneeded":
                message = f"{value.value} certification {value.id!r} is retired"
                yield "roles", role.id, ("certifications", i), message
    for step in kb.steps.values():
        if step.id in retired:
            continue
        asked = set(step.requires.certifications)
        if isinstance(step, Certification):
            asked.update(step.advice.certifications)
        for other in sorted(asked & retired):
            yield table_of(step), step.id, ("requires",), f"asks for {other!r}, which is retired"


@rule("status-due")
def due_status(kb: KnowledgeBase, today: date) -> Iterator[Finding]:
    """What was to retire by today is marked as retired."""
    for cert in kb.certs.values():
        on = cert.status.on
        if cert.status.value == "retiring" and on and on <= today.isoformat()[: len(on)]:
            yield "certs", cert.id, ("status",), f"was to retire on {on}; set `value: retired`"


@rule("stale", "warning")
def past_shelf_life(kb: KnowledgeBase, today: date) -> Iterator[Finding]:
    """Figures that should be looked up again."""
    for table, key, entry in entries(kb):
        for path, block in blocks(entry):
            if type(block) not in KINDS:
                continue
            overdue = months_overdue(block, kb, today)
            if overdue is not None and overdue > 0:
                age = months_between(date_of(block, kb) or "", today)
                yield table, key, path, f"{KINDS[type(block)].name} is {age} months old; look it up again"


@rule("order")
def impossible_figures(kb: KnowledgeBase, _today: date) -> Iterator[Finding]:
    """Members and students pay no more than others; percentiles are in order; no wage is off by ten."""
    for cert in kb.certs.values():
        for name in ("member_usd", "student_usd"):
            price, full = getattr(cert.fee, name), cert.fee.usd
            if price is not None and full is not None and price > full:
                yield "certs", cert.id, ("fee",), f"fee.{name}: ${price:g} is above the list price of ${full:g}"
    least, most = PLAUSIBLE_USD
    for role in kb.roles.values():
        pay = role.pay
        if pay is None:
            continue
        low, high = pay.p10_usd or 0, pay.p90_usd or pay.median_usd
        if not low <= pay.median_usd <= high:
            yield "roles", role.id, ("pay",), "pay: p10, median and p90 are out of order"
        if not least <= pay.median_usd <= most:
            message = f"pay.median_usd: ${pay.median_usd:,.0f} is no plausible annual wage"
            yield "roles", role.id, ("pay",), message


@rule("duplicate-need")
def duplicate_needs(kb: KnowledgeBase, _today: date) -> Iterator[Finding]:
    """A role names each skill once."""
    for role in kb.roles.values():
        seen: set[str] = set()
        for i, need in enumerate(role.needs):
            if need.skill in seen:
                yield "roles", role.id, ("needs", i), f"asks for {need.skill!r} twice"
            seen.add(need.skill)
        for skill in sorted(seen & role.also_gives.keys()):
            yield "roles", role.id, ("also_gives", skill), f"{skill!r} stands in `needs` and in `also_gives`"


@rule("no-essential")
def no_essential_need(kb: KnowledgeBase, _today: date) -> Iterator[Finding]:
    """Without some need nobody is hired."""
    for role in kb.roles.values():
        if role.kind == "hospital-it" and not any(need.essential for need in role.needs):
            yield "roles", role.id, ("needs",), "no need is essential"


@rule("lone-usual", "warning", of_editors=True)
def usual_gates_without_equivalents(kb: KnowledgeBase, _today: date) -> Iterator[Finding]:
    """A usual gate names what is taken in its place: without that nobody passes another way, as if it were required."""
    for role in kb.roles.values():
        for i, gate in enumerate(role.gates):
            if gate.strength == "usual" and not gate.equivalents:
                message = f"a usual {gate.kind} gate without `equivalents` works like a required one"
                yield "roles", role.id, ("gates", i), message


@rule("job-gives", of_editors=True)
def jobs_teach_what_their_role_gives(kb: KnowledgeBase, _today: date) -> Iterator[Finding]:
    """A year planned in a job never gives more than the same year held."""
    for activity in kb.activities.values():
        role = kb.roles.get(activity.grants.role or "")
        if activity.kind != "job" or role is None:
            continue
        gives = {**role.also_gives, **{need.skill: need.level for need in role.needs}}
        for skill, level in activity.teaches.items():
            if level > gives.get(skill, 0):
                message = f"teaches {skill!r} to level {level}, the job of {role.id!r} itself to {gives.get(skill, 0)}"
                yield "activities", activity.id, ("teaches", skill), message


@rule("beginners")
def beginners_begin_low(kb: KnowledgeBase, _today: date) -> Iterator[Finding]:
    """Only jobs at the bottom of the ladder take beginners."""
    for role in kb.roles.values():
        if role.takes_beginners and role.seniority not in ("start", "entry"):
            yield "roles", role.id, ("takes_beginners",), f"a {role.seniority} role does not take beginners"


@rule("few-needs", "warning")
def few_needs(kb: KnowledgeBase, _today: date) -> Iterator[Finding]:
    """A score needs something to rest on."""
    for role in kb.roles.values():
        if role.kind == "hospital-it" and len(role.needs) < FEWEST_NEEDS:
            yield "roles", role.id, ("needs",), f"only {len(role.needs)} needs; a score on so few says little"


@rule("generic-needs", "warning")
def generic_needs(kb: KnowledgeBase, _today: date) -> Iterator[Finding]:
    """Needs set a role apart."""
    for role in kb.roles.values():
        soft = 0
        for need in role.needs:
            if need.skill in kb.skills and kb.skills[need.skill].category == "soft":
                soft += 1
        if role.kind == "hospital-it" and soft > GENERIC_SHARE * len(role.needs):
            message = f"{soft} of {len(role.needs)} needs are soft skills that every job asks for"
            yield "roles", role.id, ("needs",), message


@rule("indistinct", "warning")
def indistinct_roles(kb: KnowledgeBase, _today: date) -> Iterator[Finding]:
    """Pairs of roles that nothing tells apart: (nearly) the same skills at the same levels."""
    roles = [role for role in kb.roles.values() if role.kind == "hospital-it"]
    for a, b in combinations(roles, 2):
        likeness = need_likeness(a.needs, b.needs)
        if likeness >= TOO_ALIKE:
            yield "roles", b.id, ("needs",), f"nothing tells it apart from {a.id!r} (needs {likeness:.0%} alike)"


def need_likeness(a: tuple[Any, ...], b: tuple[Any, ...]) -> float:
    """Ruzicka similarity of two lists of needs, 0-1: sum of min over sum of max of importance x level."""
    first = {need.skill: need.importance * need.level for need in a}
    second = {need.skill: need.importance * need.level for need in b}
    least = most = 0
    for skill in first.keys() | second.keys():
        amounts = (first.get(skill, 0), second.get(skill, 0))
        least += min(amounts)
        most += max(amounts)
    return least / most if most else 0.0


@rule("unused-skill", "warning", of_editors=True)
def unused_skills(kb: KnowledgeBase, _today: date) -> Iterator[Finding]:
    """Some role asks for every skill."""
    for skill, uses in _uses(kb).items():
        if uses == 0:
            yield "skills", skill, (), "no role asks for it"


@rule("rare-skill", "warning", of_editors=True)
def rare_skills(kb: KnowledgeBase, _today: date) -> Iterator[Finding]:
    """A skill of one role is fine if it is really special."""
    for skill, uses in _uses(kb).items():
        if uses == 1:
            yield "skills", skill, (), "only one role asks for it"


def _uses(kb: KnowledgeBase) -> dict[str, int]:
    """Skill -> how many roles ask for it."""
    uses = dict.fromkeys(kb.skills, 0)
    for role in kb.roles.values():
        for need in role.needs:
            if need.skill in uses:
                uses[need.skill] += 1
    return uses


@rule("untaught-skill", "warning", of_editors=True)
def untaught_skills(kb: KnowledgeBase, _today: date) -> Iterator[Finding]:
    """Some step teaches every skill."""
    taught: set[str] = set()
    for step in kb.steps.values():
        taught.update(step.teaches)
    for skill in kb.skills:
        if skill not in taught:
            yield "skills", skill, (), "no step teaches it"


@rule("useless-step", "warning", of_editors=True)
def useless_steps(kb: KnowledgeBase, _today: date) -> Iterator[Finding]:
    """A step teaches something, a certification something that a hospital-IT role needs."""
    needed: set[str] = set()
    for role in kb.roles.values():
        if role.kind == "hospital-it":
            needed.update(need.skill for need in role.needs)
    for step in kb.steps.values():
        if isinstance(step, Activity) and step.grants.licence:
            continue  # the license is what it brings
        if not step.teaches:
            yield table_of(step), step.id, ("teaches",), "teaches nothing"
            continue
        can_be_taken = isinstance(step, Certification) and step.status.value != "retired"
        if can_be_taken and needed.isdisjoint(step.teaches):
            yield "certs", step.id, ("teaches",), "teaches nothing that a hospital-IT role needs"


@rule("no-hours", "warning", of_editors=True)
def no_study_hours(kb: KnowledgeBase, _today: date) -> Iterator[Finding]:
    """A certification that can be taken has study hours."""
    for cert in kb.certs.values():
        if cert.status.value != "retired" and cert.study_hours is None:
            yield "certs", cert.id, (), "no study_hours"


@rule("odd-hours", "warning", of_editors=True)
def hours_agree_with_levels(kb: KnowledgeBase, _today: date) -> Iterator[Finding]:
    """The hours of a step are near what its levels cost by the constants, or it says why they are not."""
    costs = list(accumulate((kb.weight(f"hours-to-level-{level}") for level in range(1, 6)), initial=0.0))
    for activity in kb.activities.values():
        stated = (activity.hours.low + activity.hours.high) / 2
        reckoned = sum(costs[level] for level in activity.teaches.values()) * kb.constants.shared_effort
        # nothing is stated of paid work, and of what teaches nothing there is nothing to reckon
        if not stated or not reckoned or activity.hours.reason:
            continue
        if max(stated / reckoned, reckoned / stated) >= ODD_HOURS:
            message = f"about {stated:.0f} hours, and its levels cost {reckoned:.0f}; mend one, or give a `reason`"
            yield "activities", activity.id, ("hours",), message


@rule("unreachable", of_editors=True)
def unreachable_roles(kb: KnowledgeBase, _today: date) -> Iterator[Finding]:
    """Every hospital-IT role can be reached from some starting role."""
    reached = {role.id for role in kb.roles.values() if role.kind == "starting"}
    frontier = list(reached)
    while frontier:
        origin = frontier.pop()
        targets = {edge.target for edge in kb.progressions.values() if edge.origin == origin}
        frontier += targets - reached
        reached |= targets
    for role in kb.roles.keys() - reached:
        yield "roles", role, (), "no progression leads here from a starting role"


@rule("cycle")
def self_progressions(kb: KnowledgeBase, _today: date) -> Iterator[Finding]:
    """An edge joins two different roles."""
    for edge in kb.progressions.values():
        if edge.origin == edge.target:
            yield "progressions", edge.id, (), "leads to itself"


@rule("order", "warning")
def progressions_make_sense(kb: KnowledgeBase, _today: date) -> Iterator[Finding]:
    """`advance` does not lead down; `enter` begins at a starting role."""
    rank = {name: i for i, name in enumerate(SENIORITY_ORDER)}
    for edge in kb.progressions.values():
        before, after = kb.roles.get(edge.origin), kb.roles.get(edge.target)
        if before and after and edge.kind == "advance" and rank[after.seniority] < rank[before.seniority]:
            message = f"`advance` leads down from {before.seniority} to {after.seniority}"
            yield "progressions", edge.id, ("kind",), message
        if before and edge.kind == "enter" and before.kind != "starting":
            yield "progressions", edge.id, ("kind",), "`enter` starts from a starting role"


@rule("shared-name", "warning", of_editors=True)
def names_are_unique(kb: KnowledgeBase, _today: date) -> Iterator[Finding]:
    """Two entries of a table never share a title or alias, so that a typed name means one thing."""
    for table in ("skills", "roles", "certs", "activities"):
        seen: dict[str, str] = {}
        for entry in getattr(kb, table).values():
            for name in dict.fromkeys(map(fold, (entry.title, *entry.aliases))):
                if name in seen:
                    yield table, entry.id, ("aliases",), f"the name {name!r} also belongs to {seen[name]!r}"
                seen[name] = entry.id


@rule("retired-id")
def retired_ids_stay_retired(kb: KnowledgeBase, _today: date) -> Iterator[Finding]:
    """A former id is no skill, and part of one skill only, so that an old file means one thing."""
    became: dict[str, str] = {}
    for skill in kb.skills.values():
        for old in skill.was:
            if old in kb.skills:
                yield "skills", skill.id, ("was",), f"{old!r} is a skill of its own; a former id is never used again"
            elif old in became:
                yield "skills", skill.id, ("was",), f"{old!r} also became part of {became[old]!r}"
            became[old] = skill.id


@rule("try-it", "warning")
def experiments(kb: KnowledgeBase, _today: date) -> Iterator[Finding]:
    """At least two experiments to try per hospital-IT role."""
    for role in kb.roles.values():
        if role.kind == "hospital-it" and len(role.try_it) < 2:
            yield "roles", role.id, (), f"{len(role.try_it)} try-it experiments; at least two are wanted"


@rule("edge-gate", of_editors=True)
def edges_that_lead_to_a_wall(kb: KnowledgeBase, _today: date) -> Iterator[Finding]:
    """No move leads into a hospital-IT role whose required gate nobody who comes from there can ever meet.

    A degree below a doctorate can be earned beside any job, so it is no wall; a license of another trade is.
    """
    for edge in kb.progressions.values():
        origin, target = kb.roles.get(edge.origin), kb.roles.get(edge.target)
        if not origin or not target or target.kind != "hospital-it":
            continue
        for gate in target.gates:
            wall = _wall(gate, origin, kb)
            if wall:
                yield "progressions", edge.id, (), wall


def _wall(gate: Gate, origin: Role, kb: KnowledgeBase) -> str:
    """What of a required gate nobody from the origin can ever bring, in words, or nothing."""
    if gate.strength != "required":
        return ""
    licences = licences_of(origin)
    if gate.kind == "licence" and gate.licence not in licences:
        return f"asks for a license as {gate.licence!r}, which this origin never has"
    if gate.kind == "practice" and origin.kind == "starting" and origin.id not in gate.roles:
        return f"asks for {gate.months} months of practice that this origin does not bring"
    if gate.kind == "degree" and gate.level == "doctorate" and not _may_hold_a_doctorate(origin, licences, kb):
        return "asks for a doctorate, which nobody earns beside this job"
    return ""


def licences_of(role: Role) -> set[str]:
    """Licenses that some of those who work in a role hold: its own, and what any of its gates names."""
    licences: set[str | None] = set()
    for gate in role.gates:
        licences.add(gate.licence)
        licences.update(way.licence for way in gate.equivalents)
    return {licence for licence in licences if licence}


def _may_hold_a_doctorate(role: Role, licences: set[str], kb: KnowledgeBase) -> bool:
    """True if the role, or a role whose license its people may hold, itself requires a doctorate."""
    if _requires_doctorate(role):
        return True
    return any(licence in kb.roles and _requires_doctorate(kb.roles[licence]) for licence in licences)


def _requires_doctorate(role: Role) -> bool:
    return any(gate.level == "doctorate" and gate.strength == "required" for gate in role.gates)


@rule("gate-feeder", "warning", of_editors=True)
def feeders_without_a_move(kb: KnowledgeBase, _today: date) -> Iterator[Finding]:
    """Who has the practice that a gate names can get to the role, by one move or over one other role.

    Practice in a trade whose license the role requires is no feeder: the way from there is long, and known.
    """
    onward = _onward(kb)
    for role in kb.roles.values():
        if role.kind != "hospital-it":
            continue
        licences = {gate.licence for gate in role.gates if gate.strength == "required"}
        for i, gate in enumerate(role.gates):
            if gate.kind != "practice":
                continue
            for feeder in gate.roles:
                if feeder not in licences and role.id not in _within_two_moves(feeder, onward):
                    yield "roles", role.id, ("gates", i), f"names {feeder!r}, from which no move leads here"


def _onward(kb: KnowledgeBase) -> dict[str, set[str]]:
    """Role -> the roles that one move leads to."""
    onward: dict[str, set[str]] = {}
    for origin, leaving in kb.indexes.links.items():
        for target, _, _, both_ways in leaving:
            onward.setdefault(origin, set()).add(target)
            if both_ways:
                onward.setdefault(target, set()).add(origin)
    return onward


def _within_two_moves(origin: str, onward: Mapping[str, set[str]]) -> set[str]:
    """The roles that one move leads to from the origin, or a second one from there."""
    near = onward.get(origin, set())
    return near.union(*(onward.get(over, set()) for over in near))
