"""The entries of the knowledge base.

They are frozen records (`record.py`), so that a command can read the compiled knowledge without importing pydantic (a
third of a second on every run). `validation.py` shows the same classes to pydantic, which refuses unknown keys, wrong
types and values out of range (`ranges.py`); `__post_init__` refuses what cannot be true.
Field names carry the unit; a block with a figure carries `source` and, where the source has no date, `as_of`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from careerpath.knowledge.model_parts import (
    EDUCATION_ORDER,
    INTEREST_SCALES,
    SENIORITY_ORDER,
    Change,
    Confidence,
    Education,
    Id,
    RoleId,
    SkillId,
    Sourced,
    SourceId,
    Span,
    StepId,
    TraitId,
)
from careerpath.knowledge.role_models import (
    AiEffect,
    CertificationValue,
    Character,
    Conditions,
    Entry,
    Equivalent,
    Experiment,
    Gate,
    IndustryPay,
    Interests,
    LocalPay,
    Near,
    Need,
    Occupation,
    Outlook,
    Pay,
    Ratings,
    Role,
    SearchTitles,
)
from careerpath.knowledge.step_models import (
    Activity,
    Advice,
    Certification,
    Cost,
    Exam,
    Fee,
    Grants,
    Minutes,
    OtherPrice,
    Prepare,
    Renewal,
    Requirements,
    Retake,
    Status,
    Step,
    Validity,
    Way,
    Window,
)
from careerpath.record import Entity

if TYPE_CHECKING:
    from careerpath.knowledge.ranges import AtLeastOne, PartialDate, Rating, TaughtLevel, Text, Usd


class Source(Entity):
    """One entry of the bibliography, or one named way in which the editors estimate."""

    id: Id
    title: Text
    publisher: Text
    basis: Literal["published", "estimate"] = "published"
    url: Text | None = None
    licence: Text | None = None
    as_of: PartialDate | None = None
    """When it was published, or when it was true."""
    attribution: Text | None = None
    reason: Text | None = None
    note: Text | None = None
    read: PartialDate | None = None
    """When it was read; a page without a date of its own has only this."""
    look_at: Text | None = None
    """The page to look at next time, if it is another one than `url`."""
    edition: Text | None = None
    next_edition: PartialDate | None = None
    """When the edition after this one is to come out."""
    replaced_by: SourceId | None = None
    """The newer edition, once it is among the sources."""

    def __post_init__(self) -> None:
        if self.basis == "estimate" and not (self.reason and self.as_of):
            raise ValueError("an estimate needs a reason and an as_of date")
        if self.basis == "published" and not (self.url and self.licence):
            raise ValueError("a published source needs a url and a licence")


class LooksLike(Entity):
    """What the levels 1, 3 and 5 look like in this skill."""

    novice: Text
    competent: Text
    expert: Text


class OnetElement(Entity):
    """The nearest element of the O*NET content model."""

    table: Text
    element: Text
    title: Text
    match: Literal["exact", "near", "loose"]
    example: Text | None = None


class Skill(Entity):
    """Something a person can do; the controlled list."""

    id: Id
    title: Text
    category: Literal["technical", "healthcare", "data", "security", "management", "soft", "knowledge", "technology"]
    definition: Text
    question: Text
    looks_like: LooksLike | None = None
    """Imported skills have none: the quiz then describes the levels in general words."""
    was: tuple[Id, ...] = ()
    """Former ids of parts of this skill. They are read wherever an id is, and never used for another skill."""
    aliases: tuple[Text, ...] = ()
    broader: tuple[SkillId, ...] = ()
    related: tuple[SkillId, ...] = ()
    onet: OnetElement | None = None
    onet_too: tuple[OnetElement, ...] = ()
    """Further elements that are part of it: a profile that names one of them is read as naming this skill."""
    us_law: bool = False
    """It is knowledge of laws and rules of the United States, which work in another country does not teach."""


Situation = Literal["hospital", "employed", "unemployed", "student", "no-diploma", "veteran"]
"""Of a person in the first week: employed in health care or elsewhere, not employed, ..."""


class Funding(Sourced):
    """What may pay for training, or help; never a promise, so the official address stands beside every sum."""

    id: Id
    title: Text
    kind: Literal["service", "training-money", "grant", "reimbursement", "benefit", "apprenticeship", "free-courses"]
    helps: AtLeastOne[tuple[Situation, ...]]
    covers: tuple[Literal["exam", "course", "school", "degree"], ...] = ()
    """Kinds of steps of a plan that it may pay (`school`: a class with terms); nothing for help that is no money."""
    pays_for: Text
    who: Text
    how: Text
    url: Text
    """The official page."""
    most_usd: Usd | None = None
    per: Text | None = None
    """What `most_usd` is for: a year, an exam."""

    def __post_init__(self) -> None:
        if (self.most_usd is None) != (self.per is None):
            raise ValueError("`per` says what `most_usd` is for; give both or neither")


class Evidence(Entity):
    """What speaks for a progression."""

    source: SourceId
    says: Text


class Progression(Entity):
    """A typed edge role -> role. `months`: from starting in the first role to being hired into the second."""

    origin: RoleId
    target: RoleId
    kind: Literal["enter", "advance", "specialize", "lateral"]
    months: Span
    confidence: Confidence
    evidence: AtLeastOne[tuple[Evidence, ...]]
    note: Text | None = None

    @property
    def id(self) -> str:
        return f"{self.origin} -> {self.target}"


class Term(Entity):
    """One word of a controlled vocabulary: a family, a driver of demand, a trait of `character`, a sign of fit, or a
    field of study.

    A sign is what a person would like in a working day, and the traits (1-5) that it `wishes`. A field goes by its
    `names`, and a bachelor's degree in it `gives` these levels; an associate degree one less.
    """

    id: Id
    group: Literal["family", "driver", "character", "sign", "field"]
    title: Text
    meaning: Text
    low: Text | None = None
    high: Text | None = None
    wishes: dict[TraitId, Rating] = {}
    names: tuple[Text, ...] = ()
    gives: dict[SkillId, TaughtLevel] = {}
    source: SourceId | None = None


class Weight(Entity):
    """One constant of the engine with unit and origin."""

    id: Id
    value: float
    unit: Text
    source: SourceId
    meaning: Text
    as_of: PartialDate | None = None
    note: Text | None = None


__all__ = [
    "EDUCATION_ORDER", "INTEREST_SCALES", "SENIORITY_ORDER", "Activity", "Advice", "AiEffect", "Certification",
    "CertificationValue", "Change", "Character", "Conditions", "Confidence", "Cost", "Education", "Entry",
    "Equivalent", "Evidence", "Exam", "Experiment", "Fee", "Funding", "Gate", "Grants", "Id", "IndustryPay",
    "Interests", "LocalPay", "LooksLike", "Minutes", "Near", "Need", "Occupation", "OnetElement", "OtherPrice",
    "Outlook", "Pay", "Prepare", "Progression", "Ratings", "Renewal", "Requirements", "Retake", "Role", "RoleId",
    "SearchTitles", "Situation", "Skill", "SkillId", "Source", "SourceId", "Sourced", "Span", "Status", "Step",
    "StepId", "Term", "Validity", "Way", "Weight", "Window",
]  # fmt: skip
