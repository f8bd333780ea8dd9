"""What words claim to be held: a certification by its name, and none that is begun, wished for, given up or over.

One rule for every door in which people write: a cell of a table, `clients set`, an answer of the quiz.
"""

from __future__ import annotations

import re

from careerpath.errors import CareerpathError
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Certification
from careerpath.knowledge.search import exactly, fold, names, resolve
from careerpath.knowledge.text_file import printable

NO_CLAIM = re.compile(
    r"^(?:no|not|never|without|needs?|wants?|lacks?|weak|poor|limited|afraid|forgot|learning|willing)\b|\?|\bno$", re.I
)
"""Beside a skill, license or certification: it is not claimed, or not surely."""
NOT_HELD = re.compile(
    r"\b(?:in[ -]progress|ongoing|expired|lapsed|inactive|revoked|suspended|retired|former(?:ly)?|previously"
    r"|pending|planned|scheduled|expected|pursuing|studying|preparing|working (?:on|towards?)|candidate|eligible"
    r"|failed|dropped|voucher|pre[ -]?reg\w*|in training|not (?:yet|renewed|current|valid)|no longer|wip)\b",
    re.I,
)
"""Beside a certification: it is not held, or not any more."""
BESIDE_A_NAME = frozenset(("certification", "certifications", "certificate", "certified", "cert", "credential"))
"""Words that change nothing about which certification is meant."""
LETTERS_PER_SLIP = 4


def certification_held(text: str, kb: KnowledgeBase) -> str:
    """The id of the certification that the words say is held. Raises CareerpathError if they say of none that it is.

    A name with a slip is taken; one with a word too many is not: nobody knows what "RHIT-A" claims.
    """
    bare = " ".join(word for word in text.split() if word.casefold() not in BESIDE_A_NAME)
    if not NO_CLAIM.search(text):
        for name in (text, bare):
            exact = exactly(name, kb.certs)
            if len(exact) == 1:
                return exact[0]
    if says_not_held(text):
        raise CareerpathError(f"{printable(text[:60])!r} is not counted as held")
    meant = resolve(text, kb.certs, kind="certification", listing="certs")
    if not _is_name_of(kb.certs[meant], text):
        raise CareerpathError(
            f"no certification {printable(text[:60])!r}; did you mean {meant!r}? `careerpath certs` lists them"
        )
    return meant


def says_not_held(text: str) -> bool:
    """True for "A+ in progress", "no CCNA", "PMP (2021, lapsed)", "RHIT?"."""
    return NO_CLAIM.search(text) is not None or NOT_HELD.search(text) is not None


def _is_name_of(cert: Certification, text: str) -> bool:
    """True if each word begins a word of one of its names, or is a slip away from one."""
    words = [word for word in fold(text).split() if word not in BESIDE_A_NAME]
    return any(all(_is_like_one(word, name.split()) for word in words) for name in names(cert))


def _is_like_one(typed: str, words: list[str]) -> bool:
    from rapidfuzz.distance import OSA

    if len(typed) == 1:
        return typed in words
    slips = len(typed) // LETTERS_PER_SLIP
    return any(word.startswith(typed) or OSA.distance(typed, word) <= slips for word in words)
