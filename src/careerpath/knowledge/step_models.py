"""The two kinds of step, certifications and activities, and what they ask for and cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from careerpath.knowledge.model_parts import (
    ActivityId,
    CertId,
    Change,
    Confidence,
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
        Count,
        Days,
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
        WindowDay,
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
    """Price of *all* exams of the certification [USD]; `usd: null` means not published, or paid by the month."""

    usd: Usd | None
    member_usd: Usd | None = None
    student_usd: Usd | None = None
    monthly_usd: Usd | None = None
    """What a month of the course costs [USD]: the price follows from the months that its study takes."""

    def __post_init__(self) -> None:
        if self.monthly_usd is not None and self.usd is not None:
            raise ValueError("`monthly_usd` goes with `usd: null`: the price is that of the months")


class OtherPrice(Sourced):
    """What some people pay instead of the list price, and what gives them that price."""

    who: Literal["member", "student", "voucher"]
    needs: Text
    """What one must be, hold or join, as "a PMI membership"."""
    usd: Usd | None = None
    """Price of all exams [USD]; none: that of `fee` for members or students, else not published."""
    membership_usd: Usd | None = None
    """What the membership costs [USD a year]; none: it costs nothing, or is not published."""


class Prepare(Sourced):
    """With what to prepare for an exam at no cost: facts, no advertisement."""

    objectives: Text
    """The page on which the issuer lists what the exam asks."""
    free: tuple[SourceId, ...] = ()
    """Free courses and practice, as entries of `sources.yaml`."""


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


class Retake(Sourced):
    """What the issuer asks of further tries: waits [days] before the second and before the later ones."""

    second_days: Days | None = None
    later_days: Days | None = None
    tries_per_year: Count | None = None


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


class Window(Entity):
    """Days in which an exam is held: of every year (05-01 to 05-15) or once (2027-05-01 to 2027-05-15)."""

    first: WindowDay
    last: WindowDay

    def __post_init__(self) -> None:
        if len(self.first) != len(self.last):
            raise ValueError("`first` and `last` of a window both have a year, or neither")
        if len(self.first) > len("MM-DD") and self.first > self.last:
            raise ValueError(f"the window ends on {self.last}, before it begins")


class Exam(Entity):
    """One version of an exam: what it is booked as, and the days on which it can be sat.

    Versions of the same `part` take each other's place; of every part one must be passed.
    """

    code: Text
    title: Text | None = None
    part: Text | None = None
    """Which exam of a certification of several (core, concentration); none for the only one."""
    opens: PartialDate | None = None
    """First day on which it can be sat; none where it is open and that day was not read."""
    ends: PartialDate | None = None
    """Last day on which it can be sat."""
    ended: bool = False
    """It can no longer be sat, and its last day is not known."""
    beta: bool = False
    """A trial run: open, but no exam to plan with."""
    languages: tuple[Text, ...] = ()
    """The languages for which these days hold; none: English, or all."""
    windows: tuple[Window, ...] = ()
    """When it is held; none: on any day."""
    minutes: ExamMinutes | None = None
    fee_usd: Usd | None = None
    source: SourceId | None = None
    as_of: PartialDate | None = None
    confidence: Confidence | None = None
    note: Text | None = None
    read: PartialDate | None = None
    look_at: Text | None = None

    def __post_init__(self) -> None:
        facts = (self.opens, self.ends, self.minutes, self.fee_usd)
        if self.source is None and (self.windows or any(fact is not None for fact in facts)):
            raise ValueError("days, minutes and fees of an exam need a source")
        if self.opens and self.ends and self.ends < self.opens[: len(self.ends)]:
            raise ValueError(f"the exam ends on {self.ends}, before it opens on {self.opens}")


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
    admission: Literal["published", "unread"] = "published"
    """`unread`: who may sit it was not read, or not all of it; plans say so (`eligibility`)."""
    first_step_outside: Text | None = None
    """The same for who does not work in a hospital."""
    exams: tuple[Exam, ...] = ()
    prices: tuple[OtherPrice, ...] = ()
    """Prices for members, for students, with a voucher; a plan counts them only where it is asked to."""
    prepare: Prepare | None = None
    retake: Retake | None = None
    changes: tuple[Change, ...] = ()
    """What is announced to change on a day, of its rules, its fee, its content."""
    aliases: tuple[Text, ...] = ()
    exam_minutes: Minutes | None = None
    renewal: Renewal | None = None
    renewed_by: tuple[CertId, ...] = ()
    requires: Requirements = Requirements()
    advice: Advice = Advice()
    study_hours: Span | None = None
    teaches_source: SourceId = "editors-teaches"

    def __post_init__(self) -> None:
        if self.fee.monthly_usd is not None and self.study_hours is None:
            raise ValueError("`monthly_usd` needs `study_hours`: they say how many months are paid")


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
    licence: RoleId | None = None
    """The license, as the role it belongs to, of who has done the job before: abroad, or until it lapsed."""


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
    first_step_outside: Text | None = None
    """The same for who does not work in a hospital."""
    aliases: tuple[Text, ...] = ()
    requires: Requirements = Requirements()
    grants: Grants = Grants()
    families: tuple[FamilyId, ...] = ()
    """Families of roles it makes sense for; empty means all."""
    pace: Literal["own", "fixed", "terms"] | None = None
    """Who sets the pace: oneself; somebody else, so that it keeps its weeks and asks for its hours; a school, whose
    terms it begins with. None: as usual for its kind."""
    teaches_source: SourceId = "editors-teaches"
    note: Text | None = None


Step: TypeAlias = Certification | Activity
