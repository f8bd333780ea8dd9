"""Gates: what no study can replace at once, whether this person passes it, and the way round (docs/method.md, 3)."""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum
from typing import Literal

from careerpath.knowledge.base import OCCUPATION, KnowledgeBase
from careerpath.knowledge.models import Equivalent, Gate, Role
from careerpath.knowledge.twins import twins
from careerpath.record import Record
from careerpath.rules.standing import COMPUTERS, HEALTH, Standing, has_education, months_in

Status = Literal["passed", "makeup", "preferred-missing", "closed"]

COMMON_WORDS = frozenset(
    [
        "and",
        "of",
        "in",
        "or",
        "health",
        "healthcare",
        "information",
        "management",
        "technology",
        "science",
        "sciences",
        "systems",
        "equipment",
        "engineering",
        "administration",
        "business",
        "studies",
        "services",
    ]
)
"""Words of a field of study that do not tell it from others: alone, they never decide."""
KINDS_THAT_STAY_PASSED = ("degree", "practice", "sponsorship")
"""What nobody asks again of who did the job; a license can lapse, and then the job is closed."""
MOST_NAMED = 2
"""Fields or roles that a sentence on what is missing names."""


class GateStatus(Record):
    """A gate of a role as this person meets it on one day.

    `passed`, also by an equivalent; `makeup`: practice that the job held now still brings; `preferred-missing`: many
    are hired without it; `closed`: not passed.
    """

    gate: Gate
    status: Status
    missing: str = ""
    """What is lacking, in words."""
    months: float = 0.0
    """Months of practice still to come, counted as work in the roles that the gate names."""
    wait: float | None = None
    """Months until the jobs held now have brought the practice; None if they never do."""
    by: str = ""
    """The equivalent by which it is passed, in words."""
    is_trained: bool = False
    """A license is missing to somebody who has done the licensed job, abroad or until it lapsed."""

    @property
    def detour(self) -> str:
        """The way round, as this person can go it."""
        return (self.gate.detour_trained if self.is_trained else None) or self.gate.detour


def gate_statuses(standing: Standing, role: Role, kb: KnowledgeBase) -> tuple[GateStatus, ...]:
    """Every gate of the role. Who holds or held it has passed its gates, but for a license that is not valid (now)."""
    kinds_passed: tuple[str, ...] = ()
    if role.id in standing.practice_months:
        kinds_passed = KINDS_THAT_STAY_PASSED
    elif _did_it_elsewhere(standing, role, kb):
        kinds_passed = ("practice",)
    statuses = []
    for gate in role.gates:
        if gate.kind in kinds_passed:
            statuses.append(GateStatus(gate, "passed"))
        else:
            statuses.append(_status(standing, gate, kb))
    return tuple(statuses)


def _did_it_elsewhere(standing: Standing, role: Role, kb: KnowledgeBase) -> bool:
    """True of who does or did the same job outside a hospital: the practice that it asks for is there."""
    for job in standing.practice_months:
        if job.startswith(OCCUPATION):
            for twin in twins(kb.roles[job], kb):
                if twin.id == role.id:
                    return True
    return False


NO_DIPLOMA = "a high school diploma or a GED, which most employers ask for"
"""What somebody lacks who has said that school was not finished."""
DIPLOMA_WAY = "An American Job Center tells you where to prepare for the GED test, and what is free."


def lacks_diploma(standing: Standing, role: Role) -> bool:
    """True of who states no school diploma, for a role whose usual education is a diploma or more, and not held.

    No gate: what is usual keeps nobody out, but it has to be said (`entry.education` in `roles.yaml`).
    """
    stated = standing.profile.education
    if stated is None or stated.level != "none" or has_education(standing, "high-school"):
        return False
    return role.entry.education != "none" and role.id not in standing.practice_months


def closed_gates(gates: Iterable[GateStatus]) -> tuple[GateStatus, ...]:
    """Those that keep the person out today."""
    return tuple(gate for gate in gates if gate.status == "closed")


def _status(standing: Standing, gate: Gate, kb: KnowledgeBase) -> GateStatus:
    if is_met(standing, gate, kb):
        return GateStatus(gate, "passed")
    equivalent = equivalent_held(standing, gate)
    if equivalent:
        return GateStatus(gate, "passed", by=equivalent.says)
    missing = what_is_missing(standing, gate, kb)
    is_trained = gate.licence in standing.practice_months
    months, wait = 0.0, None
    if gate.kind == "practice":
        months = practice_left(standing, gate, kb)
        pace = practice_pace(standing, gate, kb)
        wait = months / pace if pace > 0 else None
    if gate.strength == "preferred":
        return GateStatus(gate, "preferred-missing", missing, months, wait, is_trained=is_trained)
    if wait is not None and wait <= kb.constants.practice_grace + 1e-9:
        return GateStatus(gate, "makeup", missing, months, wait)
    return GateStatus(gate, "closed", missing, months, wait, is_trained=is_trained)


def is_met(standing: Standing, gate: Gate, kb: KnowledgeBase) -> bool:
    """True if the person has what the gate itself asks for, equivalents apart."""
    if gate.kind == "degree" and gate.level:
        return has_education(standing, gate.level) and _field_fits(standing, gate, kb)
    if gate.kind == "licence":
        return gate.licence in standing.licences
    if gate.kind == "practice":
        return practice_left(standing, gate, kb) <= 0
    return gate.certification in standing.certifications


def equivalent_held(standing: Standing, gate: Gate) -> Equivalent | None:
    """The first of the gate's equivalents that the person has."""
    for way in gate.equivalents:
        if _has_all_of(standing, way):
            return way
    return None


def _has_all_of(standing: Standing, way: Equivalent) -> bool:
    """True if the person has all that the equivalent asks for; what it leaves empty it does not ask for."""
    if way.roles and not _has_worked(standing, way):
        return False
    if way.certifications and not standing.certifications & set(way.certifications):
        return False
    if way.licence and way.licence not in standing.licences:
        return False
    if way.education and not has_education(standing, way.education):
        return False
    return not way.education or in_field(standing.studied_field, way.fields)


def _has_worked(standing: Standing, way: Equivalent) -> bool:
    """True if the person has worked in one of the roles, and as long as it asks for."""
    if not standing.practice_months.keys() & set(way.roles):
        return False
    return months_in(standing, way.roles) >= (way.months or 0)


def what_is_missing(standing: Standing, gate: Gate, kb: KnowledgeBase) -> str:
    """What the gate asks for beyond what the person has, in words."""
    if gate.kind == "degree" and gate.level:
        degree = f"{article(gate.level)} {gate.level} degree"
        if not gate.fields:
            return degree
        return f"{degree} in {' or '.join(gate.fields[:MOST_NAMED])}"
    if gate.kind == "licence" and gate.licence:
        return f"a license as {kb.roles[gate.licence].title}"
    if gate.kind == "practice":
        titles = [kb.roles[role].title for role in gate.roles[:MOST_NAMED]]
        if len(gate.roles) > MOST_NAMED:
            titles.append("the like")
        return f"{practice_left(standing, gate, kb):.0f} months of practice as {' or '.join(titles)}"
    return "an employer who sponsors the training"


def _field_fits(standing: Standing, gate: Gate, kb: KnowledgeBase) -> bool:
    """True if the field of the education is one that the gate asks for.

    Of a person who states none, a job held that requires a degree in one of these fields speaks for it; a gate that
    is not required gives the benefit of the doubt.
    """
    field = standing.studied_field
    if field is not None or not gate.fields:
        return in_field(field, gate.fields)
    if gate.strength != "required":
        return True
    for role in standing.practice_months:
        for other in kb.roles[role].gates:
            if _requires_degree_in(other, gate.fields):
                return True
    return False


def _requires_degree_in(gate: Gate, fields: tuple[str, ...]) -> bool:
    """True if nobody passes it without a degree, and that may be in one of the fields."""
    return gate.kind == "degree" and gate.strength == "required" and not set(gate.fields).isdisjoint(fields)


def in_field(field: str | None, wanted: tuple[str, ...]) -> bool:
    """True if a field of study is one of the wanted ones.

    It is if it has all words of a wanted one, or shares a word with it that tells fields apart. Where no field is
    wanted any does; a field that is not known does not do.
    """
    if not wanted:
        return True
    studied_words = _words(field or "")
    for wanted_field in wanted:
        words = _words(wanted_field)
        if words <= studied_words or (words & studied_words) - COMMON_WORDS:
            return True
    return False


def _words(field: str) -> set[str]:
    return set(field.lower().replace("-", " ").split())


def practice_left(standing: Standing, gate: Gate, kb: KnowledgeBase) -> float:
    """Months of practice that the gate still asks for; 0 or less where there is enough."""
    return (gate.months or 0) - counted_months(standing, gate.roles, kb)


def practice_pace(standing: Standing, gate: Gate, kb: KnowledgeBase) -> float:
    """Months that count for the gate in a month of the jobs held now; 0 if they bring none or no job is held."""
    return fsum(month_share(held.role, gate.roles, kb) for held in standing.profile.current_roles)


def counted_months(standing: Standing, roles: tuple[str, ...], kb: KnowledgeBase) -> float:
    """Months worked in the roles, and a share of those in other hospital-IT roles."""
    return fsum(months * month_share(role, roles, kb) for role, months in standing.practice_months.items())


def month_share(role: str, roles: tuple[str, ...], kb: KnowledgeBase) -> float:
    """What a month of work in `role` counts (0-1) where practice in `roles` is asked for.

    1 in these roles; in other hospital-IT roles `practice-elsewhere` if they are of the family of one of them, else
    `practice-far`; 0 in any other job, and where only work outside hospital IT is asked for.
    """
    if role in roles:
        return 1.0
    worked = kb.roles[role]
    if not any(kb.roles[other].kind == "hospital-it" for other in roles):
        return 0.0  # no month at a help desk is one at the bedside
    if worked.kind == "occupation" and worked.occupation:
        return _share_elsewhere(worked, roles, kb)
    if worked.kind != "hospital-it":
        return 0.0
    families = {kb.roles[other].family for other in roles}
    return kb.constants.practice_elsewhere if worked.family in families else kb.constants.practice_far


def _share_elsewhere(worked: Role, roles: tuple[str, ...], kb: KnowledgeBase) -> float:
    """The same for a job outside the list: a job of ours done elsewhere counts as that role.

    Else work with computers (SOC 15) counts `practice-far` where hospital IT alone is asked for, and work in health
    care (SOC 29, 31) `practice-elsewhere` where a job at the patient is.
    """
    same = twins(worked, kb)
    if same:
        return max(month_share(role.id, roles, kb) for role in same)
    code = worked.occupation.code if worked.occupation else ""
    if code.startswith(COMPUTERS) and all(kb.roles[role].kind == "hospital-it" for role in roles):
        return kb.constants.practice_far
    if code.startswith(HEALTH) and any(_is_clinical(kb.roles[role]) for role in roles):
        return kb.constants.practice_elsewhere
    return 0.0


def _is_clinical(role: Role) -> bool:
    """A job of ours at the patient, from which people come."""
    return role.kind == "starting" and role.occupation is not None and role.occupation.code.startswith(HEALTH)


def manner(status: GateStatus) -> str:
    """How firmly a gate that is not simply passed is asked for: the one place where its words are chosen."""
    if status.status == "passed":
        return f"in its place: {status.by}" if status.by else ""
    if status.status == "makeup":
        return "your job brings it while you prepare"
    if status.status == "preferred-missing":
        return "preferred; many are hired without it"
    if status.gate.strength == "required":
        return "nobody is hired without it"
    if not status.gate.equivalents:
        return "usual"
    return f"usual; waived only for {' or '.join(way.says for way in status.gate.equivalents)}"


def article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"
