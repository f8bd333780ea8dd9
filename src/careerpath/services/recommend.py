"""Which roles next: ranking, how firm it is, the first step for each, and what opens most doors."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Role
from careerpath.pathway.first import FirstAction, first_action
from careerpath.people.conditions import refused
from careerpath.people.profile import Profile
from careerpath.people.readings import ReadAs, readings
from careerpath.record import Record, replace
from careerpath.rules.firmness import SEED, stability
from careerpath.rules.levers import DoorOpener, Lever, door_openers, lever_of
from careerpath.rules.order import Ranked, Ranking, assess, rank
from careerpath.rules.pay import wage_areas
from careerpath.rules.situation import job_after_school, says_no_diploma, stands_at_the_top
from careerpath.rules.standing import Standing, ending_soon, ratings_say_nothing, stand, unknown_renewals
from careerpath.rules.steps import Gain

if TYPE_CHECKING:
    from careerpath.pathway.towards import Towards
    from careerpath.services.monday import MondayCard


class Suggestion(Record):
    """One recommended role."""

    ranked: Ranked
    rank: int
    """1 is best; roles nearer than the constant `tie` share a rank."""
    is_tied: bool
    stability_top3: float
    first: FirstAction
    towards: Towards | None = None
    """The way there, of a role that is shown alone and is not among the next ones."""


class Compromise(Record):
    """One stated limit, eased, and the roles that this opens."""

    limit: str
    words: str
    roles: tuple[str, ...]


MOST_DOORS = 5
"""Of so many of the first roles it is asked what opens most of them."""
FEWEST = 3
"""With fewer roles left, those with a large fall are listed too.

Then, and where limits rule out more roles than they leave, the compromises are said that open more.
"""
AT_THE_TOP = "You are at the top of what we know; every other role would be a step down."
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
    said_first: tuple[str, ...] = ()
    """What must be known before the roles are read; it stands among the notes, too."""


def recommend(profile: Profile, kb: KnowledgeBase, today: date, *, top: int | None = None) -> Recommendation:
    """The next roles (at most `top`), or the reason why there is nothing to rank."""
    standing = stand(profile, kb, today)
    ranking = rank(standing, kb)
    if ranking.silence:
        misread = tuple(map(_read_as, readings(profile, kb)))
        return Recommendation(standing, ranking, (), (), (ranking.silence, *misread), said_first=misread)
    without_fall = tuple(ranked for ranked in ranking.next if not ranked.falls)
    listed = without_fall if len(without_fall) >= FEWEST else ranking.next[:FEWEST]
    shown = listed if top is None else listed[:top]
    firm = stability(standing, ranking.next, kb, random.Random(SEED))
    suggestions = []
    for ranked, (place, tied) in zip(shown, places(ranking.next, kb.constants.tie), strict=False):
        first = first_action(standing, ranked.role, kb, ready=ranked.readiness, gains=ranked.ahead.gains)
        suggestions.append(Suggestion(ranked, place, tied, firm.get(ranked.role.id, 0.0), first))
    falls = [ranked for ranked in ranking.next if ranked.falls and ranked not in listed]
    compromises: tuple[Compromise, ...] = ()
    if len(without_fall) < FEWEST or len(ranking.ruled_out) > len(without_fall):
        compromises = tuple(_compromises(standing, ranking, kb))
    said_first = tuple(_said_first(standing, kb))
    return Recommendation(
        standing,
        ranking,
        tuple(suggestions),
        tuple(door_openers(standing, ranking.next[:MOST_DOORS], kb)),
        (*said_first, *_notes(standing, ranking, kb)),
        said_first=said_first,
        falls=tuple(falls),
        compromises=compromises,
    )


def first_week(answer: Recommendation, kb: KnowledgeBase) -> MondayCard | None:
    """The first week towards the first role of the answer; None without one."""
    from careerpath.services.monday import week_of  # pages do not show it

    if not answer.suggestions:
        return None
    standing = answer.standing
    return week_of(answer.suggestions[0].first, standing.profile, kb, standing.today)


def recommend_one(profile: Profile, role: Role, kb: KnowledgeBase, today: date) -> Recommendation:
    """The whole answer with one role alone as its suggestion, whatever its place among the others."""
    answer = recommend(profile, kb, today)
    for suggestion in answer.suggestions:
        if suggestion.ranked.role.id == role.id:
            return replace(answer, suggestions=(suggestion,))
    from careerpath.pathway.towards import towards  # the list itself needs no routes

    ranked = assess(answer.standing, role, kb)
    way = towards(answer.standing, role, kb)
    first = way.first or first_action(answer.standing, role, kb, ready=ranked.readiness, gains=ranked.ahead.gains)
    return replace(answer, suggestions=(Suggestion(ranked, 0, False, 0.0, first, way),))


def _compromises(standing: Standing, ranking: Ranking, kb: KnowledgeBase) -> Iterator[Compromise]:
    """For each limit that is refused: what is next without it and is not next with it."""
    next_now = {ranked.role.id for ranked in ranking.next}
    stated = {condition.limit: condition.words for condition in refused(standing.profile.limits)}
    if standing.profile.limits.pay_floor_usd is not None:
        stated["pay_floor_usd"] = "lower pay"
    for limit, words in stated.items():
        limits = replace(standing.profile.limits, **{limit: None})
        eased = replace(standing, profile=replace(standing.profile, limits=limits))
        opened = []
        for ranked in rank(eased, kb).next:
            if ranked.role.id not in next_now and not ranked.falls:
                opened.append(ranked.role.id)
        if opened:
            yield Compromise(limit, words, tuple(opened))


def places(ranked: tuple[Ranked, ...], tie: float) -> list[tuple[int, bool]]:
    """(place, tied?) of each: a role within `tie` of the one before it shares its place."""
    places: list[int] = []
    for index, role in enumerate(ranked):
        near = index > 0 and ranked[index - 1].order_value - role.order_value < tie
        places.append(places[-1] if near else index + 1)
    shared = Counter(places)
    return [(place, shared[place] > 1) for place in places]


def _notes(standing: Standing, ranking: Ranking, kb: KnowledgeBase) -> Iterator[str]:
    """What the person should know of the answer: first what was assumed of them, then what limits it."""
    yield from _notes_on_person(standing, kb)
    if not ranking.next:
        yield f"{NO_FIT}; see what comes later, and what rules out."
    if standing.profile.limits.state:
        yield _wage_note(standing.profile, ranking)
    if kb.near:
        yield from _gaps_of_a_classification(standing, ranking)


def _notes_on_person(standing: Standing, kb: KnowledgeBase) -> Iterator[str]:
    """What is not known of the person, and what was taken instead."""
    profile = standing.profile
    if ratings_say_nothing(profile):
        yield (
            "Every skill is rated alike, so the ratings tell nothing apart: the order comes from education, "
            "certifications and what roles ask for. Rate some higher and some lower."
        )
    unstated = [kb.roles[held.role].title for held in profile.jobs if held.years is None]
    if unstated:
        yield f"Years as {', '.join(unstated)} are not stated; {kb.constants.assumed_years:g} are assumed."
    for question in unknown_renewals(profile, kb, standing.today):
        yield f"{question}."
    for text in ending_soon(profile, kb, standing.today):
        yield f"{text}."
    if standing.education_assumed:
        yield f"Education is not stated; the usual one of your current role is assumed ({standing.education})."
    if profile.limits.hours_per_week is None:
        yield f"Months are reckoned at {kb.constants.default_hours_per_week:g} hours a week; state your own."


def roles_of(ranking: Ranking) -> Iterator[Role]:
    """Every role that was looked at."""
    return (one.role for one in (*ranking.next, *ranking.later, *ranking.ruled_out))


def _said_first(standing: Standing, kb: KnowledgeBase) -> Iterator[str]:
    """What turns the whole answer: that nothing lies above, and what the words for a job were read as."""
    if stands_at_the_top(standing.profile, kb):
        yield AT_THE_TOP
    trained_for = job_after_school(standing.profile, kb)
    if trained_for and says_no_diploma(standing.profile):
        yield f"You say you have no school diploma, yet nobody works as {trained_for} without one: correct one of them."
    for reading in readings(standing.profile, kb):
        yield _read_as(reading)


def _read_as(reading: ReadAs) -> str:
    """Of a job in words: that nobody knows it, or what it was read as; and the way out."""
    shown = reading.words
    if not reading.title:
        return f'"{shown}" is no job known here: it gives nothing yet; `careerpath jobs {shown}` shows what is near.'
    if reading.may_be_in_hospital:
        return f'"{shown}" is read as {reading.title}. Is it in a hospital? Write "hospital {shown}".'
    return f'"{shown}" is read as {reading.title}; `careerpath jobs {shown}` shows what else it may mean.'


def _gaps_of_a_classification(standing: Standing, ranking: Ranking) -> Iterator[str]:
    """What imported occupations do not tell, where it matters to this person."""
    refusals = [condition.words for condition in refused(standing.profile.limits)]
    if refusals:
        yield f"The classification does not say which occupations mean {', '.join(refusals)}: ask before you choose."
    unpaid = sum(ranked.pay_change_usd is None for ranked in ranking.next)
    if standing.pay_usd and unpaid:
        yield (
            f"For {unpaid} of the {len(ranking.next)} next roles no wage is known, so that a fall in pay cannot be "
            "seen; `careerpath import oews` adds wages."
        )


def _wage_note(profile: Profile, ranking: Ranking) -> str:
    """Whose wages are shown to somebody who stated a state."""
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
    firm = None
    if ranked.place == "next":
        next_roles = rank(standing, kb).next
        firm = stability(standing, next_roles, kb, random.Random(SEED)).get(role.id)
    line = kb.constants.ready_line
    return Explanation(
        standing=standing,
        ranked=ranked,
        stability_top3=firm,
        gains=ranked.ahead.gains.per_hour(),
        lever=lever_of(ranked, line),
        line=line,
        towards=towards(standing, role, kb),
    )
