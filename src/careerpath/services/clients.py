"""What a counselor asks of the caseload: who is due, and what changed for one client."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from careerpath.errors import CareerpathError
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.exams import end_of_exam
from careerpath.knowledge.models import Certification
from careerpath.pathway.diff import Change, differences
from careerpath.pathway.request import prices_of, step_of
from careerpath.people.caseload import Caseload, data_of
from careerpath.people.client import (
    CLIENT,
    Client,
    ClientFile,
    Printed,
    Version,
    clean,
    client_of,
    is_day,
    shown,
    shown_day,
    shown_text,
)
from careerpath.people.profile import HeldCertification, Profile, faults, is_sound, of_today, revived
from careerpath.people.saved_plan import SavedPlan, SavedStep, revived_plan
from careerpath.record import Record, replace
from careerpath.rules.profile_words import profile_changes
from careerpath.rules.standing import certification_state, expiry, renewal_question

AHEAD_DAYS = 28
"""How far ahead an action or an exam is due soon."""
EXPIRY_DAYS = 90
PAST_DAYS = 180
"""How long after its day an exam is asked about, and an expired certification is named."""
STALLED_WEEKS = 6
MOST_PRESSING = ("damaged", "action", "exam", "certification", "fact", "stalled")
"""Kinds of reasons in the order of the list: first what would be lost, then what has a day, last what can wait."""
DAMAGED = "damaged; `careerpath clients update` gives a new one, `clients restore BACKUP` brings back the old"
UNSOUND = (ValueError, TypeError, KeyError, AttributeError, CareerpathError)
"""What values of a caseload that somebody changed can raise."""


class Due(Record):
    """One reason to get in touch. `kind`: action, exam, certification, fact, stalled, or damaged."""

    client: Client
    kind: str
    on: str
    text: str


class Difference(Record):
    """What changed for a client since `since`: in the profile, in facts behind the plan, in the plan made anew."""

    client: Client
    since: str
    profile: tuple[str, ...]
    facts: tuple[Change, ...]
    plan: tuple[Change, ...]
    goal: str | None
    readiness: tuple[float, float] | None
    """Of the goal, before and now."""


def profile_of(version: Version, client: Client, kb: KnowledgeBase) -> Profile:
    """The profile, with the client's name. Raises CareerpathError if it names what the knowledge no longer has."""
    if version.data is None:
        raise CareerpathError(f"{shown(client)}: profile of {version.made}: {DAMAGED}")
    profile = of_today(revived(version.data), kb)
    for _, fault in faults(profile, kb):
        raise CareerpathError(f"{shown(client)}: profile of {version.made}: {fault}; mend it by `clients update`")
    return replace(profile, name=client.name)


def current_profile(file: ClientFile, kb: KnowledgeBase) -> Profile:
    """The newest version. Raises CareerpathError if there is none."""
    if not file.versions:
        raise CareerpathError(f"{shown(file.client)} has no profile yet; give one by `careerpath clients update`")
    return profile_of(file.versions[-1], file.client, kb)


def known_profile(file: ClientFile, kb: KnowledgeBase) -> Profile:
    """The newest version; of who has none, a profile that says nothing."""
    return current_profile(file, kb) if file.versions else Profile()


def due(caseload: Caseload, kb: KnowledgeBase, today: date, *, weeks: int = STALLED_WEEKS) -> list[Due]:
    """All reasons to get in touch about open cases, the most pressing kind first, each kind by date."""
    reasons = list(_actions(caseload, today))
    damaged: dict[int, Due] = {}
    held = _held(caseload, damaged)
    for client, made, plan in _plans(caseload, damaged):
        _, certifications = held.get(client.id, (client, []))
        try:
            reasons += list(_of_plan(client, made, plan, certifications, kb, today))
        except UNSOUND:
            damaged[client.id] = Due(client, "damaged", made, f"the plan of {made} is {DAMAGED}")
    for client, certifications in held.values():
        try:
            reasons += list(_expiring(client, certifications, kb, today))
        except UNSOUND:
            damaged[client.id] = Due(client, "damaged", client.touched, f"the profile is {DAMAGED}")
    before = today - timedelta(weeks=weeks)
    for client in caseload.all():
        if not is_day(client.touched):
            damaged[client.id] = Due(client, "damaged", client.touched, f"the day of the last contact is {DAMAGED}")
        elif client.touched < before.isoformat():
            reasons.append(Due(client, "stalled", client.touched, f"nothing noted since {client.touched}"))
    reasons += damaged.values()
    still_open = [reason for reason in reasons if reason.client.closed is None]
    return sorted(still_open, key=lambda reason: (MOST_PRESSING.index(reason.kind), reason.on, reason.client.id))


def _of_plan(
    client: Client, made: str, plan: SavedPlan, held: list[HeldCertification], kb: KnowledgeBase, today: date
) -> Iterator[Due]:
    """Exams of a printed plan that are near and not passed yet, and facts that changed since."""
    yield from _exams(client, plan, {certification.id for certification in held}, today)
    for change in facts_changed(plan, kb):
        yield Due(client, "fact", made, change.text)


def _actions(caseload: Caseload, today: date) -> Iterator[Due]:
    sql = f"SELECT {CLIENT}, a.number, a.text, a.due FROM actions a JOIN clients c ON c.id = a.client"
    until = (today + timedelta(days=AHEAD_DAYS)).isoformat()
    for *row, number, text, day in caseload.database.rows(f"{sql} WHERE a.done IS NULL AND a.due <= ?", until):
        on = shown_day(day)
        late = " (overdue)" if on < today.isoformat() else ""
        yield Due(client_of(row), "action", on, f"{shown_text(number)}. {clean(text)}, due {on}{late}")


def _held(caseload: Caseload, damaged: dict[int, Due]) -> dict[int, tuple[Client, list[HeldCertification]]]:
    """Client id -> (client, certifications of the newest profile); what cannot be read goes to `damaged`."""
    sql = f"""SELECT {CLIENT}, p.data FROM clients c JOIN profiles p
      ON p.id = (SELECT max(id) FROM profiles WHERE client = c.id)
      WHERE p.data LIKE '%"certifications"%' OR NOT json_valid(p.data)"""
    held = {}
    for *row, cell in caseload.database.rows(sql):
        client, data = client_of(row), data_of(cell)
        if data is None or not is_sound(data):
            damaged[client.id] = Due(client, "damaged", client.touched, f"the profile is {DAMAGED}")
        else:
            certifications = map(HeldCertification.of, data.get("certifications") or ())
            held[client.id] = (client, list(certifications))
    return held


def _plans(caseload: Caseload, damaged: dict[int, Due]) -> Iterator[tuple[Client, str, SavedPlan]]:
    """The plan of the newest printed roadmap of each client, with its day."""
    sql = f"""SELECT {CLIENT}, r.made, r.plan FROM clients c JOIN roadmaps r
      ON r.id = (SELECT max(id) FROM roadmaps WHERE client = c.id) WHERE r.plan IS NOT NULL"""
    for *row, day, plan in caseload.database.rows(sql):
        client, made = client_of(row), shown_day(day)
        try:
            saved_plan = revived_plan(json.loads(plan))
        except UNSOUND:
            damaged[client.id] = Due(client, "damaged", made, f"the plan of {made} is {DAMAGED}")
        else:
            yield client, made, saved_plan


def _exams(client: Client, plan: SavedPlan, held: set[str], today: date) -> Iterator[Due]:
    first = (today - timedelta(days=PAST_DAYS)).isoformat()
    last = (today + timedelta(days=AHEAD_DAYS)).isoformat()
    for step in plan.steps:
        if step.kind != "certification" or step.id in held:
            continue
        if first <= step.end <= last:
            words = f"is planned for {step.end}"
            if step.end < today.isoformat():
                words = f"was planned for {step.end}; ask how it went"
            yield Due(client, "exam", step.end, f"{step.title} {words}")


def _expiring(client: Client, held: list[HeldCertification], kb: KnowledgeBase, today: date) -> Iterator[Due]:
    first, last = today - timedelta(days=PAST_DAYS), today + timedelta(days=EXPIRY_DAYS)
    for cert in held:
        until = expiry(cert, kb) if cert.id in kb.certs else None
        if until is None:
            continue
        if certification_state(cert, kb, today) == "renewal-unknown":
            yield Due(client, "certification", until.isoformat(), renewal_question(cert, kb))
        elif first <= until <= last:
            words = "expired on" if until < today else "expires on"
            yield Due(client, "certification", until.isoformat(), f"{kb.certs[cert.id].title} {words} {until}")


def facts_changed(plan: SavedPlan, kb: KnowledgeBase) -> tuple[Change, ...]:
    """What the knowledge says otherwise about the plan's steps than when the plan was made."""
    steps_now, gone = [], {}
    for step in plan.steps:
        try:
            behind = kb.step(step.step or step_of(step.id))
        except KeyError:
            gone[step.id] = "the knowledge no longer has it"
            continue
        if isinstance(behind, Certification) and behind.status.value == "retired":
            since = f" since {behind.status.on}" if behind.status.on else ""
            gone[step.id] = f"it is retired{since}"
        else:
            steps_now.append(_as_it_is(step, behind, plan, kb))
    plan_now = replace(plan, steps=tuple(steps_now), left_out=gone)
    return tuple(change for change in differences(plan, plan_now) if change.kind != "total")


def _as_it_is(step: SavedStep, behind: Any, plan: SavedPlan, kb: KnowledgeBase) -> SavedStep:
    """The planned step with the fee and the last exam day of today's knowledge."""
    ends = None
    if isinstance(behind, Certification):
        ends = end_of_exam(behind, date.fromisoformat(step.end), round(kb.constants.plan_retake_wait))
    if step.kind == "renewal" or "--" in step.id:
        return replace(step, exam_ends=ends)
    prices = prices_of(plan.request)
    span = prices.span_of(behind)
    return replace(
        step,
        fee_usd=prices.price_of(behind),
        fee_low_usd=span.low if span else None,
        fee_high_usd=span.high if span else None,
        exam_ends=ends,
    )


def diff(file: ClientFile, kb: KnowledgeBase, today: date) -> Difference:
    """What changed since the newest printed roadmap; without one, since the profile before.

    Raises CareerpathError if there is nothing to compare with.
    """
    new = current_profile(file, kb)
    base = _base_of(file)
    old = profile_of(base, file.client, kb)
    difference = Difference(
        client=file.client,
        since=base.made,
        profile=profile_changes(old, new, kb),
        facts=(),
        plan=(),
        goal=None,
        readiness=None,
    )
    goal = new.goal
    if file.printed:
        last = file.printed[-1]
        goal = goal or last.goal
        difference = replace(difference, since=last.made)
        plan = _plan_of(last, file.client)
        if plan:
            facts = (*facts_changed(plan, kb), *_wages(last, kb))
            difference = replace(difference, facts=facts, plan=_plan_changes(plan, new, kb, today))
    if not goal:
        return difference
    scores = (_readiness(old, goal, kb, today), _readiness(new, goal, kb, today))
    return replace(difference, goal=kb.roles[goal].title, readiness=scores)


def _base_of(file: ClientFile) -> Version:
    """The profile that the newest roadmap was made of; without one, the one before the newest.

    Raises CareerpathError if there is none.
    """
    if file.printed:
        of_roadmap = file.printed[-1].profile
        return next((version for version in file.versions if version.id == of_roadmap), file.versions[0])
    if len(file.versions) < 2:
        raise CareerpathError(f"{shown(file.client)}: one profile and no printed roadmap yet, so nothing to compare")
    return file.versions[-2]


def _plan_of(printed: Printed, client: Client) -> SavedPlan | None:
    """The plan on a printed roadmap. Raises CareerpathError for one that cannot be read."""
    if not printed.plan:
        return None
    try:
        return revived_plan(printed.plan)
    except UNSOUND:
        raise CareerpathError(f"{shown(client)}: the plan of {printed.made} is {DAMAGED}") from None


def _readiness(profile: Profile, goal: str, kb: KnowledgeBase, today: date) -> float:
    from careerpath.rules.credit import readiness
    from careerpath.rules.standing import stand

    return readiness(stand(profile, kb, today).holdings, kb.roles[goal], kb).score


def reached_since(file: ClientFile, kb: KnowledgeBase) -> tuple[str, ...]:
    """What was done since the last printed roadmap, and which of its facts changed; nothing without one."""
    if not file.printed:
        return ()
    last = file.printed[-1]
    lines = []
    for action in file.actions:
        if action.done and action.done >= last.made:
            lines.append(f"{action.text.rstrip('.')}: done {action.done}")
    try:
        for line in _reached_of_plan(last, file, kb):
            lines.append(line)
    except UNSOUND:  # what was read before the damage stays
        lines.append(f"the plan of {last.made} cannot be read")
    return tuple(lines)


def _reached_of_plan(last: Printed, file: ClientFile, kb: KnowledgeBase) -> Iterator[str]:
    """The steps of the printed plan that the profile holds by now, and the facts that changed since."""
    plan = revived_plan(last.plan) if last.plan else None
    held = {certification["id"] for certification in (file.versions[-1].data or {}).get("certifications", ())}
    if plan is None:
        return
    for step in plan.steps:
        if step.id in held:
            yield f"{step.title}: reached"
    for change in facts_changed(plan, kb):
        yield change.text


def _wages(last: Printed, kb: KnowledgeBase) -> tuple[Change, ...]:
    """Wages on the printed roadmap that are others now; those of 0.1 were not kept."""
    from careerpath.services.wages import wages_changed

    try:
        return tuple(wages_changed((last.plan or {}).get("wages", {}), kb))
    except UNSOUND:
        return ()


def _plan_changes(old: SavedPlan, profile: Profile, kb: KnowledgeBase, today: date) -> tuple[Change, ...]:
    """How the plan differs if it is made again today."""
    from careerpath.services.planning import Wanted, plan_for, request_for, saved

    goals = (profile.goal,) if profile.goal else old.request.goals
    request = request_for(Wanted(goals=goals), profile, kb, today)
    return differences(old, saved(plan_for(request, profile, kb, today), kb, today))
