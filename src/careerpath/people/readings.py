"""What the words of a person for a job were read as, where that is worth a word: nothing, or another name."""

from __future__ import annotations

from careerpath.knowledge.base import UNKNOWN, KnowledgeBase
from careerpath.knowledge.search import names
from careerpath.knowledge.text_file import printable
from careerpath.knowledge.twins import twins
from careerpath.people.job_words import PRONOUNS, canonical, tokens, without_hospital
from careerpath.people.profile import HeldRole, Profile
from careerpath.record import Record

SMALL = frozenset((*PRONOUNS, "in", "at", "for", "on", "with", "of", "and", "or", "s"))


class ReadAs(Record):
    """The words for a job, and the title of the job that they were read as; empty if nobody knows it."""

    words: str
    title: str
    may_be_in_hospital: bool = False
    """It was read as a job of hospital IT that is done elsewhere, and nothing says where."""


def readings(profile: Profile, kb: KnowledgeBase) -> tuple[ReadAs, ...]:
    """Of every job in words that was not understood, or that is read as another name than it has."""
    result = []
    for held in profile.jobs:
        if not held.job:
            continue
        if held.role.startswith(UNKNOWN):
            result.append(ReadAs(printable(held.job), ""))
            continue
        is_open = profile.in_hospital is None and held in profile.current_roles and bool(twins(kb.roles[held.role], kb))
        if held.abroad:  # it is worth a word what this takes away
            title = f"{kb.roles[held.role].title}, in another country"
            result.append(ReadAs(printable(held.job), title))
        elif is_open or not _is_its_name(held, kb):
            result.append(ReadAs(printable(held.job), kb.roles[held.role].title, is_open))
    return tuple(result)


def _is_its_name(held: HeldRole, kb: KnowledgeBase) -> bool:
    """True if one name of the job has all of the words: "truck driver" of heavy and tractor-trailer truck drivers."""
    wanted = _words(held.job or "")
    role = kb.roles[held.role]
    return any(wanted <= _words(name) for name in (*names(role), role.title))


def _words(text: str) -> set[str]:
    return set(canonical(without_hospital(tokens(text)), {})) - SMALL
