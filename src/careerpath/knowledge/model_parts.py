"""What the entries of the knowledge base are made of: ids, orders, a block of figures with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from careerpath.record import Entity

if TYPE_CHECKING:
    from careerpath.knowledge.ranges import Amount, PartialDate, Text

Id: TypeAlias = str
RoleId: TypeAlias = str
SkillId: TypeAlias = str
StepId: TypeAlias = str
CertId: TypeAlias = str
ActivityId: TypeAlias = str
SourceId: TypeAlias = str
FamilyId: TypeAlias = str
DriverId: TypeAlias = str
TraitId: TypeAlias = str
"""Ids by what they name; `check` looks every one up (references.py)."""
Confidence = Literal["high", "medium", "low"]
Education = Literal[
    "none", "high-school", "some-college", "certificate", "associate", "bachelor", "master", "doctorate"
]
"""`certificate`: of a school after high school, below a degree (BLS: postsecondary nondegree award)."""
EDUCATION_ORDER: tuple[Education, ...] = (
    "none", "high-school", "some-college", "certificate", "associate", "bachelor", "master", "doctorate",
)  # fmt: skip
SENIORITY_ORDER = ("start", "entry", "mid", "senior", "lead", "executive")
INTEREST_SCALES = ("realistic", "investigative", "artistic", "social", "enterprising", "conventional")


class Sourced(Entity):
    """A block of figures and where they come from (`sources.yaml`)."""

    source: SourceId
    as_of: PartialDate | None = None
    """When the figure was true, as the page says."""
    confidence: Confidence | None = None
    note: Text | None = None
    reason: Text | None = None
    read: PartialDate | None = None
    """When the page was read, if that is another day than `as_of`."""
    look_at: Text | None = None
    """Address of the issuer's page to look at next time, if it is another one than that of the source."""


class Change(Sourced):
    """Something that is announced to change on a day: `field` is the key it will change."""

    on: PartialDate
    field: Text
    says: Text


class Span(Sourced):
    """A low and a high estimate."""

    low: Amount
    high: Amount

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"low {self.low:g} is above high {self.high:g}")
