"""How long a fact may stand before its page is looked at again: a table of kinds and issuers in `weights.yaml`."""

from __future__ import annotations

from datetime import date
from typing import Any

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.exams import is_ended
from careerpath.knowledge.models import (
    Advice,
    Change,
    Exam,
    Fee,
    Minutes,
    OtherPrice,
    Outlook,
    Pay,
    Prepare,
    Renewal,
    Requirements,
    Retake,
    Status,
    Validity,
)
from careerpath.record import Record

PREFIX = "shelf-life-"
YEARS_OF_EVIDENCE = 10
"""Evidence behind a move that is older than this no longer says what hospitals do."""


class Kind(Record):
    """A kind of fact: the end of the names of its constants, and what it is called."""

    weight: str
    name: str


KINDS: dict[type, Kind] = {
    Fee: Kind("fee", "the fee"),
    OtherPrice: Kind("fee", "the price"),
    Pay: Kind("pay", "the wage"),
    Outlook: Kind("outlook", "the projection"),
    Status: Kind("status", "the status"),
    Exam: Kind("status", "the exam"),
    Change: Kind("status", "the announcement"),
    Requirements: Kind("rules", "the rule"),
    Advice: Kind("rules", "the advice"),
    Prepare: Kind("rules", "the page of what the exam asks"),
    Validity: Kind("rules", "the validity"),
    Renewal: Kind("rules", "the renewal"),
    Retake: Kind("rules", "the wait"),
    Minutes: Kind("rules", "the exam time"),
}


def date_of(fact: Any, kb: KnowledgeBase) -> str | None:
    """When the fact was true: its own date or that of its source; for want of both, when it was read."""
    source = kb.sources.get(fact.source)
    dates = [fact.as_of, getattr(fact, "read", None)]
    if source is not None:
        dates += [source.as_of, source.read]
    return next(filter(None, dates), None)


def months_between(partial: str, today: date) -> int:
    """Whole months from a date to today; a year alone counts from its end."""
    return (today.year - int(partial[:4])) * 12 + today.month - int(partial[5:7] or 12)


def months_kept(fact: Any, kb: KnowledgeBase) -> float | None:
    """Shelf life [months]: that of the kind and issuer, else of the kind; None for what has none."""
    kind = KINDS.get(type(fact))
    if kind is None or fact.source is None:
        return None
    for name in (f"{PREFIX}{kind.weight}-{fact.source}", f"{PREFIX}{kind.weight}"):
        if name in kb.weights:
            return kb.weights[name].value
    return None


def is_over(fact: Any, today: date) -> bool:
    """True for what lies behind us and cannot change any more: an exam that ended, a change that came."""
    if isinstance(fact, Exam):
        return is_ended(fact, today)
    return isinstance(fact, Change) and fact.on < today.isoformat()[: len(fact.on)]


def months_overdue(fact: Any, kb: KnowledgeBase, today: date) -> float | None:
    """Months beyond its shelf life (negative: to go); None for what has no shelf life or no date."""
    kept = months_kept(fact, kb)
    day = date_of(fact, kb) if kept is not None else None
    if kept is None or day is None or is_over(fact, today):
        return None
    return months_between(day, today) - kept
