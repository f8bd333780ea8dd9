"""Jobs that a profile names in words or by a code of O*NET: which roles they are read as.

Nothing is lost: a job that nobody knows stays as its words, gives nothing, and the rest of the profile counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from careerpath.knowledge.base import OCCUPATION, UNKNOWN, KnowledgeBase
from careerpath.knowledge.search import exactly, fold, names, role_across, role_named, slug_of
from careerpath.knowledge.twins import elsewhere
from careerpath.people.job_words import names_hospital
from careerpath.people.jobs import Job, Meaning, meaning, occupation_code
from careerpath.people.license_words import says_abroad

STUDENT_ROLE = "student-no-experience"
"""The role of ours that these states are."""
ELECTRONICS = "military-electronics-technician"
MILITARY_IT = "military-it-specialist"
MILITARY_IT_WORK = ("15-1231.00", "15-1232.00", "15-1244.00")
"""Civil work nearest to the codes that are it: support of users and networks, administration of systems."""
"""The role of ours that is itself a military one."""
# who never worked is advised like a student: both begin with nothing
STATES_OF_A_STUDENT = ("none-student", "none-never-worked")


def with_roles(given: Sequence[Any], kb: KnowledgeBase, *, in_hospital: bool = False) -> list[Any]:
    """The entries of `roles:` with the role of each; two that are read as the same job become one.

    `in_hospital`: the person works in a hospital now.
    """
    result: list[Any] = []
    places: dict[str, int] = {}
    for number, held in enumerate(given):
        entry = _with_role(held, kb, in_hospital=in_hospital and _is_present(held, number, given))
        role = entry.get("role") if isinstance(entry, dict) else None
        if not isinstance(role, str):
            result.append(entry)
            continue
        is_read = "role" not in held  # one that is named by its id twice is a fault, and told
        if is_read and role in places:
            place = places[role]
            result[place] = _joined(result[place], entry)
            continue
        places.setdefault(role, len(result))
        result.append(entry)
    return result


def _is_present(held: Any, number: int, given: Sequence[Any]) -> bool:
    """True for a job held now, as `Profile.current_roles` has it."""
    if not isinstance(held, dict):
        return False
    if any(isinstance(other, dict) and other.get("current") is True for other in given):
        return held.get("current") is True
    return number == 0 and held.get("current") is not False and not held.get("until")


def _with_role(held: Any, kb: KnowledgeBase, *, in_hospital: bool) -> Any:
    """What is no mapping, or names a role already, is left to the checks."""
    if not isinstance(held, dict) or held.get("role"):
        return held
    words, code = held.get("job"), held.get("occupation")
    if isinstance(code, str) and code.strip():
        role = role_of_code(code, kb)
        named = {"job": words or code} if role.startswith(UNKNOWN) else {}  # so that what is not known is told
        return {**held, **named, "role": role}
    if isinstance(words, str) and words.strip():
        entry = {**held, "role": role_of_words(words, kb, in_hospital=in_hospital)}
        if says_abroad(words):
            entry.setdefault("abroad", True)
        return entry
    return held


def role_of_code(code: str, kb: KnowledgeBase) -> str:
    """The role that a code is read as, the same as where it stands for a job in words; what is none is such words."""
    return role_of_words(occupation_code(code) or code, kb)


def role_of_words(words: str, kb: KnowledgeBase, *, in_hospital: bool = False) -> str:
    """The role that the words are read as: their first meaning if they name it exactly, else none.

    A job of hospital IT is the one of ours if it is done in a hospital, which the words say or `in_hospital` does.
    """
    answer = meaning(words, kb)
    if answer.found and answer.found[0].kind == "military":
        return role_of_military(answer, kb)
    if not answer.is_exact:
        return _kept_words(words)
    is_here = in_hospital or names_hospital(words)
    return held_as(answer.found[0], kb, in_hospital=is_here) or _kept_words(words)


def _kept_words(words: str) -> str:
    """The id of a job that nobody knows: it is made of its words."""
    return UNKNOWN + (slug_of(words) or "unnamed")


def role_of_military(answer: Meaning, kb: KnowledgeBase) -> str:
    """The role of a military code, with which the answer begins: ours that goes by it, else the nearest civil work.

    What follows in the answer is only near that work: a code for physical therapy is no medical assistant.
    """
    code, *civil = answer.found
    for role in kb.roles.values():
        if fold(code.matched) in names(role):
            return role.id
    if any(job.id == ELECTRONICS for job in civil):
        return ELECTRONICS
    nearest = civil[0] if civil else code
    if nearest.soc in MILITARY_IT_WORK:
        return MILITARY_IT
    return held_as(nearest, kb)


def start_named(query: str, kb: KnowledgeBase) -> str:
    """The job that somebody starts from: a role by its id or title, else any job in words; no near miss is taken.

    Raises CareerpathError with what is near, if no job is meant.
    """
    named = exactly(role_across(query, kb), kb.roles)
    if len(named) == 1:
        return named[0]
    role = role_of_code(query, kb) if occupation_code(query) else role_of_words(query, kb)
    if role.startswith((UNKNOWN, "none-")):
        return role_named(query, kb)
    return role


def held_as(job: Job, kb: KnowledgeBase, *, in_hospital: bool = False) -> str:
    """The id under which a profile holds this meaning; empty for what is no job and no state.

    A job of hospital IT that was done elsewhere is held as its occupation, with the role that it is where several share
    the code: what a hospital adds is still to be learned. Who did it in a hospital (`in_hospital`) holds the role.
    """
    if job.id in STATES_OF_A_STUDENT:
        return STUDENT_ROLE
    if job.kind == "none":
        return job.id if job.id in kb.roles else ""
    if job.kind == "role" and (kb.roles[job.id].kind != "hospital-it" or not job.soc):
        return job.id
    if job.kind != "role":
        return OCCUPATION + job.soc
    return job.id if in_hospital else elsewhere(job.id, job.soc, kb)


def _joined(first: Any, second: Any) -> Any:
    """Two stretches of one job: the years add up."""
    years = [held["years"] for held in (first, second) if isinstance(held.get("years"), int | float)]
    result = dict(first)
    if years:
        result["years"] = sum(years)
    if second.get("current"):
        result["current"] = True
    if not second.get("abroad"):  # what was done here as well teaches what is asked here
        result.pop("abroad", None)
    return result
