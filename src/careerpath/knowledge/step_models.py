"""The two kinds of step, certifications and activities, and what they ask for and cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from careerpath.knowledge.model_parts import (
    ActivityId,
    CertId,
    Education,
    FamilyId,
    Id,
    RoleId,
    SkillId,
    Sourced,
    SourceId,
    Span,
    StepId,
)
from careerpath.record import Entity

if TYPE_CHECKING:
    from careerpath.knowledge.ranges import (
        ExamMinutes,
        Hours,
        Months,
        PartialDate,
        TaughtLevel,
        Text,
        Units,
        Usd,
        ValidYears,
        Weeks,
    )


class Way(Entity):
    """Another education with other months of practice that will do as well."""

    education: Education | None = None
    education_fields: tuple[Text, ...] = ()
    experience_months: Months | None = None


class Requirements(Entity):
    """Hard prerequisites of a step; advice is kept apart. Every key that is given must be met."""

    certifications: tuple[CertId, ...] = ()
    any_of: tuple[tuple[StepId, ...], ...] = ()
    activities: tuple[ActivityId, ...] = ()
    education: Education | None = None
    education_fields: tuple[Text, ...] = ()
    licence: RoleId | None = None
    experience_months: Months | None = None
    experience_in: tuple[RoleId, ...] = ()
    ways: tuple[Way, ...] = ()
    """Instead of `education`, `education_fields` and `experience_months`, any of these will do."""
    roles_held: tuple[RoleId, ...] = ()
    course_hours: Hours | None = None
    sponsor: bool = False
    source: SourceId | None = None
    as_of: PartialDate | None = None

    def __post_init__(self) -> None:
        if (self.experience_months is not None or self.course_hours is not None) and self.source is None:
            raise ValueError("`experience_months` and `course_hours` need a source")


class Advice(Entity):
    """What the issuer recommends and nobody checks."""

    certifications: tuple[CertId, ...] = ()
    experience_months: Months | None = None
    source: SourceId | None = None
    as_of: PartialDate | None = None

    def __post_init__(self) -> None:
        if self.experience_months is not None and self.source is None:
            raise ValueError("`experience_months` needs a source")


class Fee(Sourced):
    """Price of *all* exams of the certification [USD]; `usd: null` means not published."""

    usd: Usd | None
    member_usd: Usd | None = None
    student_usd: Usd | None = None


class Minutes(Sourced):
    """Time in the exam room over all exams [minutes]."""

    value: ExamMinutes


class Validity(Sourced):
    """How long it is valid [years]; `expires: unknown` where nothing reliable is published."""

    years: ValidYears | None
    expires: bool | Literal["unknown"]

    def __post_init__(self) -> None:
        if (self.expires is True) != (self.years is not None):
            raise ValueError("`years` goes with `expires: true`, and only with it")


class Renewal(Sourced):
    """Continuing-education units per validity period and the fee [USD] per cycle or year."""

    units: Units | None = None
    fee_usd: Usd | None = None
    per: Literal["cycle", "year"] | None = None
    hours: Hours | None = None

    def __post_init__(self) -> None:
        if (self.fee_usd is None) != (self.per is None):
            raise ValueError("`fee_usd` and `per` go together")


class Status(Sourced):
    """Whether the exam can be taken; a retired certification keeps its id and points on."""

    value: Literal["active", "retiring", "retired"]
    on: PartialDate | None = None
    successor: CertId | None = None
    opens: PartialDate | None = None
    """First day on which the exam can be taken, where that lies ahead."""

    def __post_init__(self) -> None:
        if self.value == "retiring" and self.on is None:
            raise ValueError("`retiring` needs the date `on` which it ends")
        if self.value == "active" and self.successor:
            raise ValueError("an active certification has no successor")


class Certification(Entity):
    """An exam one passes (or a course that ends in a certificate): one of the two kinds of step."""

    id: Id
    title: Text
    issuer: Text
    kind: Literal["exam", "programme", "training"]
    level: Literal["awareness", "entry", "associate", "professional", "expert"]
    summary: Text
    worth_it_if: Text
    skip_it_if: Text
    eligibility: Text
    fee: Fee
    validity: Validity
    status: Status
    teaches: dict[SkillId, TaughtLevel]
    first_step: Text
    exams: tuple[Text, ...] = ()
    aliases: tuple[Text, ...] = ()
    exam_minutes: Minutes | None = None
    renewal: Renewal | None = None
    renewed_by: tuple[CertId, ...] = ()
    requires: Requirements = Requirements()
    advice: Advice = Advice()
    study_hours: Span | None = None
    teaches_source: SourceId = "editors-teaches"


class Cost(Sourced):
    """What the learner pays in all [USD]."""

    low_usd: Usd
    high_usd: Usd


class Grants(Entity):
    """What finishing the activity gives besides skills."""

    education: Education | None = None
    field: Text | None = None
    practice_months: Months | None = None
    role: RoleId | None = None


class Activity(Entity):
    """A course, lab, project, placement, job or degree: the other kind of step."""

    id: Id
    title: Text
    kind: Literal["reading", "course", "lab", "project", "volunteering", "internship", "job", "degree", "networking"]
    summary: Text
    hours: Span
    weeks: Weeks
    """Calendar weeks it takes from beginning to end (an estimate like the hours, from the same source)."""
    cost: Cost
    teaches: dict[SkillId, TaughtLevel]
    evidence: Literal["claimed", "practised"]
    first_step: Text
    aliases: tuple[Text, ...] = ()
    requires: Requirements = Requirements()
    grants: Grants = Grants()
    families: tuple[FamilyId, ...] = ()
    """Families of roles it makes sense for; empty means all."""
    teaches_source: SourceId = "editors-teaches"
    note: Text | None = None


Step: TypeAlias = Certification | Activity
