"""The Monday card: what to do in the first week towards a role, in the form that fits the person."""

from __future__ import annotations

from datetime import date

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Experiment, Funding, Role, Situation
from careerpath.pathway.first import FirstAction, first_action
from careerpath.people import ehr
from careerpath.people.ehr import fitting
from careerpath.people.profile import HeldRole, Profile
from careerpath.record import Record, replace
from careerpath.rules.credit import Readiness, readiness
from careerpath.rules.funding import helping, is_veteran, situation_of
from careerpath.rules.standing import stand

MOST_TITLES = 6
IMPORTANT = 4
"""Importance (1-5) from which a need is one of the first things asked."""


class MondayCard(Record):
    """What to do, whom to ask, what to type into a careers page, what to try, and who may help."""

    role: Role
    situation: Situation
    job: HeldRole | None
    """The job that is held now."""
    is_veteran: bool
    first: FirstAction
    titles: tuple[str, ...]
    """What hospitals call the role: its `search_titles`, else its own names. Those of an EHR the person knows come
    first."""
    ehr: tuple[str, ...]
    """Names of the EHRs that the person knows, where the role needs one."""
    experiment: Experiment | None
    funding: Funding | None


def monday_card(profile: Profile, role: str, kb: KnowledgeBase, today: date) -> MondayCard:
    """The card for a person and the id of a role that is the next one on their way."""
    target = kb.roles[role]
    standing = stand(profile, kb, today)
    ready = readiness(standing.holdings, target, kb)
    kind, job = situation_of(profile, kb)
    named = target.search_titles.titles if target.search_titles else (target.title, *target.aliases)
    return MondayCard(
        role=target,
        situation=kind,
        job=job,
        is_veteran=is_veteran(profile),
        first=first_action(standing, target, kb, ready=ready),
        titles=fitting(named, profile.ehr)[:MOST_TITLES],
        ehr=ehr.named(profile.ehr or ()) if _needs_an_ehr(target) else (),
        experiment=_experiment(target, ready),
        funding=next(helping(profile, kb), None),
    )


def week_of(first: FirstAction | None, profile: Profile, kb: KnowledgeBase, today: date) -> MondayCard | None:
    """The Monday card of the role that a first action leads towards; None if it leads towards none."""
    if first is None or first.role is None or first.kind == "there":
        return None
    return replace(monday_card(profile, first.role, kb, today), first=first)


def _needs_an_ehr(role: Role) -> bool:
    """True for a job in which an EHR is used or built."""
    return any(need.skill.startswith("ehr-") and need.importance >= IMPORTANT for need in role.needs)


def _experiment(role: Role, ready: Readiness) -> Experiment | None:
    """The one whose skill is missing most: it shows most of what would be new."""
    gaps = [line.need.skill for line in ready.gaps]

    def place(one: Experiment) -> int:
        return gaps.index(one.skill) if one.skill in gaps else len(gaps)

    return min(role.try_it, key=place, default=None)
