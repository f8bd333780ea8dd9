"""The Monday card: what to do in the first week towards a role, in the form that fits the person."""

from __future__ import annotations

from datetime import date

from careerpath.knowledge.base import OCCUPATION, KnowledgeBase
from careerpath.knowledge.models import Experiment, Funding, Role, Situation
from careerpath.pathway.first import FirstAction, first_action
from careerpath.people.profile import HeldRole, Profile
from careerpath.record import Record, replace
from careerpath.rules.credit import Readiness, readiness
from careerpath.rules.situation import is_of_hospital, situation, working_jobs
from careerpath.rules.standing import stand

SERVICE = ("military-", f"{OCCUPATION}55-", "none-veteran")
"""How the ids of what veterans did begin; 55 is the group of military occupations."""
KINDS: dict[str, Situation] = {
    "in-hospital": "hospital", "elsewhere": "employed", "student": "student", "not-working": "unemployed",
}  # fmt: skip
"""Where one stands at work -> the form of the card."""
MOST_TITLES = 6


class MondayCard(Record):
    """What to do, whom to ask, what to type into a careers page, what to try, and who may help."""

    role: Role
    situation: Situation
    job: HeldRole | None
    """The job that is held now."""
    is_veteran: bool
    first: FirstAction
    titles: tuple[str, ...]
    """What hospitals call the role; with `search_titles` of the role, else its own names."""
    experiment: Experiment | None
    funding: Funding | None


def monday_card(profile: Profile, role: str, kb: KnowledgeBase, today: date) -> MondayCard:
    """The card for a person and the id of a role that is the next one on their way."""
    target = kb.roles[role]
    standing = stand(profile, kb, today)
    ready = readiness(standing.holdings, target, kb)
    kind, job = situation_of(profile, kb)
    is_veteran = any(held.role.startswith(SERVICE) for held in profile.roles)
    named = target.search_titles.titles if target.search_titles else (target.title, *target.aliases)
    return MondayCard(
        role=target,
        situation=kind,
        job=job,
        is_veteran=is_veteran,
        first=first_action(standing, target, kb, ready=ready),
        titles=named[:MOST_TITLES],
        experiment=_experiment(target, ready),
        funding=_funding("veteran" if is_veteran else kind, kb),
    )


def week_of(first: FirstAction | None, profile: Profile, kb: KnowledgeBase, today: date) -> MondayCard | None:
    """The Monday card of the role that a first action leads towards; None if it leads towards none."""
    if first is None or first.role is None or first.kind == "there":
        return None
    return replace(monday_card(profile, first.role, kb, today), first=first)


def situation_of(profile: Profile, kb: KnowledgeBase) -> tuple[Situation, HeldRole | None]:
    """What the week looks like for the person, and the job that is held now: one in a hospital before others."""
    jobs = sorted(working_jobs(profile), key=lambda held: not is_of_hospital(kb.roles[held.role]))
    job = next(iter(jobs), None)
    if profile.education is not None and profile.education.level == "none":
        return "no-diploma", job
    return KINDS[situation(profile, kb)], job


def _experiment(role: Role, ready: Readiness) -> Experiment | None:
    """The one whose skill is missing most: it shows most of what would be new."""
    gaps = [line.need.skill for line in ready.gaps]

    def place(one: Experiment) -> int:
        return gaps.index(one.skill) if one.skill in gaps else len(gaps)

    return min(role.try_it, key=place, default=None)


def _funding(situation: Situation, kb: KnowledgeBase) -> Funding | None:
    """The first in the order of the file that helps people in this situation."""
    return next((one for one in kb.funding.values() if situation in one.helps), None)
