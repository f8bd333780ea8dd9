"""Which roles next: ranking, how firm it is, the first step for each, and what opens most doors."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from careerpath.knowledge.base import UNKNOWN, KnowledgeBase
from careerpath.knowledge.models import Role
from careerpath.knowledge.text_file import printable
from careerpath.pathway.first import FirstAction, first_action
from careerpath.people.conditions import refused
from careerpath.people.profile import Profile
from careerpath.record import Record, replace
from careerpath.rules.firmness import SEED, stability
from careerpath.rules.levers import DoorOpener, Lever, door_openers, smallest_set
from careerpath.rules.order import Ranked, Ranking, assess, rank
from careerpath.rules.pay import wage_areas
from careerpath.rules.standing import Standing, ending_soon, ratings_say_nothing, stand, unknown_renewals
from careerpath.rules.steps import Gain, RoleGains, gain_per_hour

if TYPE_CHECKING:
    from careerpath.pathway.towards import Towards


class Suggestion(Record):
    """One recommended role."""

    ranked: Ranked
    rank: int
    """1 is best; roles nearer than the constant `tie` share a rank."""
    is_tied: bool
    stability_top3: float
    first: FirstAction


class Compromise(Record):
    """One stated limit, eased, and the roles that this opens."""

    limit: str
    words: str
    roles: tuple[str, ...]


FEWEST = 3
"""With fewer roles left, those with a large fall are listed too.

Then, and where limits rule out more roles than they leave, the compromises are said that open more.
"""
NO_FIT = "No role fits you and all your limits as things stand"


class Recommendation(Record):
    """The whole answer to "what next"."""

    standing: Standing
    ranking: Ranking
    suggestions: tuple[Suggestion, ...]
    door_openers: tuple[DoorOpener, ...]
    notes: tuple[str, ...]
    falls: tuple[Ranked, ...] = ()
    """Next roles with a large fall in pay or seniority that are not among the suggestions."""
    compromises: tuple[Compromise, ...] = ()


def recommend(profile: Profile, kb: KnowledgeBase, today: date, *, top: int | None = None) -> Recommendation:
    """The next roles (at most `top`), or the reason why there is nothing to rank."""
    standing = stand(profile, kb, today)
    ranking = rank(standing, kb)
    if ranking.silence:
        return Recommendation(standing, ranking, (), (), (ranking.silence,))
    plain = tuple(one for one in ranking.next if not one.falls)
    is_cramped = len(plain) < FEWEST or len(ranking.ruled_out) > len(plain)
    listed = plain if len(plain) >= FEWEST else ranking.next[:FEWEST]
    shown = listed if top is None else listed[:top]
    firm = stability(standing, ranking.next, kb, random.Random(SEED))
    suggestions = []
    for one, (place, tied) in zip(shown, places(ranking.next, kb.constants.tie), strict=False):
        first = first_action(standing, one.role, kb, ready=one.readiness)
        suggestions.append(Suggestion(one, place, tied, firm.get(one.role.id, 0.0), first))
    return Recommendation(
        standing,
        ranking,
        tuple(suggestions),
        tuple(door_openers(standing, ranking.next[:5], kb)),
        tuple(_notes(standing, ranking, kb)),
        falls=tuple(one for one in ranking.next if one.falls and one not in listed),
        compromises=tuple(_compromises(standing, ranking, kb)) if is_cramped else (),
    )


def recommend_one(profile: Profile, role: Role, kb: KnowledgeBase, today: date) -> Recommendation:
    """The whole answer with one role alone as its suggestion, whatever its place among the others."""
    answer = recommend(profile, kb, today)
    for suggestion in answer.suggestions:
        if suggestion.ranked.role.id == role.id:
            return replace(answer, suggestions=(suggestion,))
    one = assess(answer.standing, role, kb)
    first = first_action(answer.standing, role, kb, ready=one.readiness)
    return replace(answer, suggestions=(Suggestion(one, 0, False, 0.0, first),))


def _compromises(standing: Standing, ranking: Ranking, kb: KnowledgeBase) -> Iterator[Compromise]:
    """For each limit that is refused: what is next without it and is not next with it."""
    known = {one.role.id for one in ranking.next}
    stated = {one.limit: one.words for one in refused(standing.profile.limits)}
    if standing.profile.limits.pay_floor_usd is not None:
        stated["pay_floor_usd"] = "lower pay"
    for limit, words in stated.items():
        limits = replace(standing.profile.limits, **{limit: None})
        eased = replace(standing, profile=replace(standing.profile, limits=limits))
        opened = [one.role.id for one in rank(eased, kb).next if one.role.id not in known and not one.falls]
        if opened:
            yield Compromise(limit, words, tuple(opened))


def places(ranked: tuple[Ranked, ...], tie: float) -> list[tuple[int, bool]]:
    """(place, tied?) of each: a role within `tie` of the one before it shares its place."""
    places: list[int] = []
    for index, one in enumerate(ranked):
        near = index > 0 and ranked[index - 1].order_value - one.order_value < tie
        places.append(places[-1] if near else index + 1)
    shared = Counter(places)
    return [(place, shared[place] > 1) for place in places]


def _notes(standing: Standing, ranking: Ranking, kb: KnowledgeBase) -> list[str]:
    notes = []
    profile = standing.profile
    if ratings_say_nothing(profile):
        notes.append(
            "Every skill is rated alike, so the ratings tell nothing apart: the order comes from education, "
            "certifications and what roles ask for. Rate some higher and some lower."
        )
    notes += [_not_known(held.job) for held in profile.roles if held.job and held.role.startswith(UNKNOWN)]
    unstated = [kb.roles[r.role].title for r in profile.jobs if r.years is None]
    if unstated:
        notes.append(f"Years as {', '.join(unstated)} are not stated; {kb.constants.assumed_years:g} are assumed.")
    notes += [f"{question}." for question in unknown_renewals(profile, kb, standing.today)]
    notes += [f"{text}." for text in ending_soon(profile, kb, standing.today)]
    if standing.education_assumed:
        notes.append(f"Education is not stated; the usual one of your current role is assumed ({standing.education}).")
    if profile.limits.hours_per_week is None:
        notes.append(f"Months are reckoned at {kb.constants.default_hours_per_week:g} hours a week; state your own.")
    now = [kb.roles[held.role] for held in profile.current_roles]
    if now and all(role.seniority == "executive" for role in now) and all(one.falls for one in ranking.next):
        notes.append("You are at the top of what we know; every other role would be a step down.")
    if not ranking.next:
        notes.append(f"{NO_FIT}; see what comes later, and what rules out.")
    if profile.limits.state:
        notes.append(_wage_note(profile, ranking))
    if kb.near:
        notes += _gaps_of_a_classification(standing, ranking)
    return notes


def roles_of(ranking: Ranking) -> Iterator[Role]:
    """Every role that was looked at."""
    return (one.role for one in (*ranking.next, *ranking.later, *ranking.ruled_out))


def _not_known(words: str) -> str:
    """Of a job that is kept as its words."""
    shown = printable(words)
    return f'"{shown}" is no job known here: it gives nothing yet; `careerpath jobs {shown}` shows what is near.'


def _gaps_of_a_classification(standing: Standing, ranking: Ranking) -> Iterator[str]:
    """What imported occupations do not tell, where it matters to this person."""
    if no := [one.words for one in refused(standing.profile.limits)]:
        yield f"The classification does not say which occupations mean {', '.join(no)}: ask before you choose."
    unpaid = sum(one.pay_change_usd is None for one in ranking.next)
    if standing.pay_usd and unpaid:
        yield (
            f"For {unpaid} of the {len(ranking.next)} next roles no wage is known, so that a fall in pay cannot be "
            "seen; `careerpath import oews` adds wages."
        )


def _wage_note(profile: Profile, ranking: Ranking) -> str:
    areas = wage_areas(profile, roles_of(ranking))
    if not areas:
        return f"Wages are national; figures for {profile.limits.state} are not in the knowledge base."
    return f"Wages are those of {' and '.join(areas[:3])} where they are known, else national and marked so."


class Explanation(Record):
    """Why a role scores as it does, and what would lift it."""

    standing: Standing
    ranked: Ranked
    stability_top3: float | None
    """None if the role is not among the next roles."""
    gains: tuple[Gain, ...]
    """Single steps in order of gain per hour."""
    lever: Lever | None
    line: float
    towards: Towards


def explain(profile: Profile, role: Role, kb: KnowledgeBase, today: date) -> Explanation:
    """Everything behind one role's score."""
    from careerpath.pathway.towards import towards  # `recommend` itself needs no routes

    standing = stand(profile, kb, today)
    ranked = assess(standing, role, kb)
    others = rank(standing, kb).next
    firm = stability(standing, others, kb, random.Random(SEED)).get(role.id) if ranked.place == "next" else None
    gains = RoleGains(standing, role, kb, ranked.readiness)
    line = kb.constants.ready_line
    return Explanation(
        standing=standing,
        ranked=ranked,
        stability_top3=firm,
        gains=gain_per_hour(gains),
        lever=smallest_set(standing, role, kb, line),
        line=line,
        towards=towards(standing, role, kb),
    )
