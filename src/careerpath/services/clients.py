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
from careerpath.pathway.request import step_of
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
from careerpath.rules.prices import Prices
from careerpath.rules.profile_words import profile_changes
from careerpath.rules.standing import certification_state, expiry, renewal_question

AHEAD_DAYS = 28
"""How far ahead an action or an exam is due soon."""
EXPIRY_DAYS = 90
PAST_DAYS = 180
"""How long after its day an exam is asked about, and an expired certification is named."""
STALLED_WEEKS = 6
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
    found = [*_actions(caseload, today)]
    damaged: dict[int, Due] = {}
    held = _held(caseload, damaged)
    for client, made, plan in _plans(caseload, damaged):
        try:
            mine = [*_exams(client, plan, {c.id for c in held.get(client.id, (client, []))[1]}, today)]
            mine += [Due(client, "fact", made, change.text) for change in facts_changed(plan, kb)]
        except UNSOUND:
            damaged[client.id] = Due(client, "damaged", made, f"the plan of {made} is {DAMAGED}")
        else:
            found += mine
    for client, certifications in held.values():
        try:
            found += [*_expiring(client, certifications, kb, today)]
        except UNSOUND:
            damaged[client.id] = Due(client, "damaged", client.touched, f"the profile is {DAMAGED}")
    before = today - timedelta(weeks=weeks)
    for client in caseload.all():
        if not is_day(client.touched):
            damaged[client.id] = Due(client, "damaged", client.touched, f"the day of the last contact is {DAMAGED}")
        elif client.touched < before.isoformat():
            found.append(Due(client, "stalled", client.touched, f"nothing noted since {client.touched}"))
    found += damaged.values()
    kinds = ("damaged", "action", "exam", "certification", "fact", "stalled")
    still_open = (one for one in found if one.client.closed is None)
    return sorted(still_open, key=lambda one: (kinds.index(one.kind), one.on, one.client.id))


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
    found = {}
    for *row, cell in caseload.database.rows(sql):
        client, data = client_of(row), data_of(cell)
        if data is None or not is_sound(data):
            damaged[client.id] = Due(client, "damaged", client.touched, f"the profile is {DAMAGED}")
        else:
            found[client.id] = (client, [HeldCertification.of(one) for one in data.get("certifications") or ()])
    return found


def _plans(caseload: Caseload, damaged: dict[int, Due]) -> Iterator[tuple[Client, str, SavedPlan]]:
    """The plan of the newest printed roadmap of each client, with its day."""
    sql = f"""SELECT {CLIENT}, r.made, r.plan FROM clients c JOIN roadmaps r
      ON r.id = (SELECT max(id) FROM roadmaps WHERE client = c.id) WHERE r.plan IS NOT NULL"""
    for *row, day, plan in caseload.database.rows(sql):
        client, made = client_of(row), shown_day(day)
        try:
            found = revived_plan(json.loads(plan))
        except UNSOUND:
            damaged[client.id] = Due(client, "damaged", made, f"the plan of {made} is {DAMAGED}")
        else:
            yield client, made, found


def _exams(client: Client, plan: SavedPlan, held: set[str], today: date) -> Iterator[Due]:
    first, last = today - timedelta(days=PAST_DAYS), today + timedelta(days=AHEAD_DAYS)
    for step in plan.steps:
        if step.kind == "certification" and step.id not in held and first.isoformat() <= step.end <= last.isoformat():
            past = step.end < today.isoformat()
            words = f"was planned for {step.end}; ask how it went" if past else f"is planned for {step.end}"
            yield Due(client, "exam", step.end, f"{step.title} {words}")


def _expiring(client: Client, held: list[HeldCertification], kb: KnowledgeBase, today: date) -> Iterator[Due]:
    for cert in held:
        until = expiry(cert, kb) if cert.id in kb.certs else None
        if until and certification_state(cert, kb, today) == "renewal-unknown":
            yield Due(client, "certification", until.isoformat(), renewal_question(cert, kb))
        elif until and today - timedelta(days=PAST_DAYS) <= until <= today + timedelta(days=EXPIRY_DAYS):
            words = "expired on" if until < today else "expires on"
            yield Due(client, "certification", until.isoformat(), f"{kb.certs[cert.id].title} {words} {until}")


def facts_changed(plan: SavedPlan, kb: KnowledgeBase) -> tuple[Change, ...]:
    """What the knowledge says otherwise about the plan's steps than when the plan was made."""
    now, gone = [], {}
    for step in plan.steps:
        try:
            behind = kb.step(step.step or step_of(step.id))
        except KeyError:
            gone[step.id] = "the knowledge no longer has it"
            continue
        if isinstance(behind, Certification) and behind.status.value == "retired":
            gone[step.id] = "it is retired" + (f" since {behind.status.on}" if behind.status.on else "")
        else:
            now.append(_as_it_is(step, behind, plan, kb))
    return tuple(
        change for change in differences(plan, replace(plan, steps=tuple(now), left_out=gone)) if change.kind != "total"
    )


def _as_it_is(step: SavedStep, behind: Any, plan: SavedPlan, kb: KnowledgeBase) -> SavedStep:
    """The planned step with the fee and the last exam day of today's knowledge."""
    ends = None
    if isinstance(behind, Certification):
        ends = end_of_exam(behind, date.fromisoformat(step.end), round(kb.constants.plan_retake_wait))
    if step.kind == "renewal" or "--" in step.id:
        return replace(step, exam_ends=ends)
    fee = Prices(plan.request.student, plan.request.member, frozenset(plan.request.covered)).price_of(behind)
    return replace(step, fee_usd=fee, exam_ends=ends)


def diff(file: ClientFile, kb: KnowledgeBase, today: date) -> Difference:
    """What changed since the newest printed roadmap; without one, since the profile before.

    Raises CareerpathError if there is nothing to compare with.
    """
    from careerpath.rules.credit import readiness
    from careerpath.rules.standing import stand

    new = current_profile(file, kb)
    last = file.printed[-1] if file.printed else None
    if last:
        base = next((v for v in file.versions if v.id == last.profile), file.versions[0])
    elif len(file.versions) > 1:
        base = file.versions[-2]
    else:
        raise CareerpathError(f"{shown(file.client)}: one profile and no printed roadmap yet, so nothing to compare")
    old = profile_of(base, file.client, kb)
    try:
        plan = revived_plan(last.plan) if last and last.plan else None
    except UNSOUND:
        raise CareerpathError(f"{shown(file.client)}: the plan of {last.made if last else ''} is {DAMAGED}") from None
    goal = new.goal or (last.goal if last else None)
    scores = [readiness(stand(one, kb, today).holdings, kb.roles[goal], kb).score for one in (old, new)] if goal else []
    return Difference(
        client=file.client,
        since=last.made if last else base.made,
        profile=profile_changes(old, new, kb),
        facts=(*facts_changed(plan, kb), *_wages(last, kb)) if plan else (),
        plan=_plan_changes(plan, new, kb, today) if plan else (),
        goal=kb.roles[goal].title if goal else None,
        readiness=(scores[0], scores[1]) if scores else None,
    )


def reached_since(file: ClientFile, kb: KnowledgeBase) -> tuple[str, ...]:
    """What was done since the last printed roadmap, and which of its facts changed; nothing without one."""
    last = file.printed[-1] if file.printed else None
    if last is None:
        return ()
    found = [f"{one.text.rstrip('.')}: done {one.done}" for one in file.actions if one.done and one.done >= last.made]
    try:
        plan = revived_plan(last.plan) if last.plan else None
        held = {one["id"] for one in (file.versions[-1].data or {}).get("certifications", ())}
        if plan is not None:
            found += [f"{step.title}: reached" for step in plan.steps if step.id in held]
            found += [change.text for change in facts_changed(plan, kb)]
    except UNSOUND:
        found.append(f"the plan of {last.made} cannot be read")
    return tuple(found)


def _wages(last: Printed | None, kb: KnowledgeBase) -> tuple[Change, ...]:
    """Wages on the printed roadmap that are others now; those of 0.1 were not kept."""
    from careerpath.services.wages import wages_changed

    try:
        return tuple(wages_changed((last.plan or {}).get("wages", {}), kb)) if last else ()
    except UNSOUND:
        return ()


def _plan_changes(old: SavedPlan, profile: Profile, kb: KnowledgeBase, today: date) -> tuple[Change, ...]:
    """How the plan differs if it is made again today."""
    from careerpath.services.planning import Wanted, plan_for, request_for, saved

    goals = (profile.goal,) if profile.goal else old.request.goals
    request = request_for(Wanted(goals=goals), profile, kb, today)
    return differences(old, saved(plan_for(request, profile, kb, today), kb, today))
