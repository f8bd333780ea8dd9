"""The entries of the knowledge base.

They are frozen records (`record.py`), so that a command can read the compiled knowledge without importing pydantic (a
third of a second on every run). `validation.py` shows the same classes to pydantic, which refuses unknown keys, wrong
types and values out of range (`ranges.py`); `__post_init__` refuses what cannot be true.
Field names carry the unit; a block with a figure carries `source` and, where the source has no date, `as_of`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from careerpath.record import Entity

if TYPE_CHECKING:
    from careerpath.knowledge.ranges import (
        Amount,
        AtLeastOne,
        Count,
        ExamMinutes,
        Hours,
        Months,
        OnetInterest,
        Percent,
        Rating,
        StateCode,
        TaughtLevel,
        Text,
        Units,
        Usd,
        ValidYears,
        Weeks,
    )

Id: TypeAlias = str
RoleId: TypeAlias = str
SkillId: TypeAlias = str
StepId: TypeAlias = str
SourceId: TypeAlias = str
PartialDate: TypeAlias = str
"""YYYY, YYYY-MM or YYYY-MM-DD."""
Confidence = Literal["high", "medium", "low"]
Education = Literal["none", "high-school", "some-college", "associate", "bachelor", "master", "doctorate"]
EDUCATION_ORDER: tuple[Education, ...] = (
    "none", "high-school", "some-college", "associate", "bachelor", "master", "doctorate",
)  # fmt: skip
SENIORITY_ORDER = ("start", "entry", "mid", "senior", "lead", "executive")
INTEREST_SCALES = ("realistic", "investigative", "artistic", "social", "enterprising", "conventional")


class Sourced(Entity):
    """A block of figures and where they come from (`sources.yaml`)."""

    source: SourceId
    as_of: PartialDate | None = None
    confidence: Confidence | None = None
    note: Text | None = None
    reason: Text | None = None


class Source(Entity):
    """One entry of the bibliography, or one named way in which the editors estimate."""

    id: Id
    title: Text
    publisher: Text
    basis: Literal["published", "estimate"] = "published"
    url: Text | None = None
    licence: Text | None = None
    as_of: PartialDate | None = None
    attribution: Text | None = None
    reason: Text | None = None
    note: Text | None = None

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
    aliases: tuple[Text, ...] = ()
    broader: tuple[SkillId, ...] = ()
    related: tuple[SkillId, ...] = ()
    onet: OnetElement | None = None


class Need(Entity):
    """One requirement of a role on the day of hire."""

    skill: SkillId
    level: TaughtLevel
    importance: Rating
    source: SourceId
    essential: bool = False


class Gate(Entity):
    """What study alone cannot replace at once. `firm`: hospitals reject without it; otherwise it is often waived."""

    kind: Literal["degree", "licence", "practice", "sponsorship"]
    firm: bool
    detour: Text
    source: SourceId
    level: Education | None = None
    fields: tuple[Text, ...] = ()
    licence: RoleId | None = None
    months: Months | None = None
    roles: tuple[RoleId, ...] = ()
    certification: StepId | None = None

    def __post_init__(self) -> None:
        wanted = {"degree": "level", "licence": "licence", "practice": "months", "sponsorship": "certification"}
        if getattr(self, wanted[self.kind]) is None:
            raise ValueError(f"a {self.kind} gate needs `{wanted[self.kind]}`")


class CertificationValue(Entity):
    """How much a certification matters for a role, with the reason."""

    id: StepId
    value: Literal["expected", "useful", "unneeded"]
    reason: Text
    or_else: tuple[StepId, ...] = ()
    """Certifications that do as well: one of all these is expected, not each."""


class Experiment(Entity):
    """A free experiment of about half an hour that shows what the work is like."""

    title: Text
    minutes: ExamMinutes
    skill: SkillId
    do: Text
    good_sign: Text


class Occupation(Sourced):
    """The O*NET-SOC occupation the role belongs to and its Job Zone (1-5)."""

    code: Text
    title: Text
    match: Literal["exact", "close", "loose"]
    job_zone: Rating | None = None


class Pay(Sourced):
    """Annual wages of the SOC occupation [USD], national, all industries, all experience levels."""

    median_usd: Usd
    soc: Text
    covers: Literal["occupation", "shared", "parent", "all-other", "proxy"]
    p10_usd: Usd | None = None
    p90_usd: Usd | None = None
    soc_title: Text | None = None
    position: Literal["lower_half", "middle", "upper_half"] | None = None


class LocalPay(Sourced):
    """Annual wages of the SOC occupation in one area [USD]; without a median, `withheld` says why."""

    state: StateCode
    area: Text
    soc: Text
    covers: Literal["occupation", "shared", "parent", "all-other", "proxy"]
    median_usd: Usd | None = None
    p10_usd: Usd | None = None
    p90_usd: Usd | None = None
    soc_title: Text | None = None
    withheld: Text | None = None

    def __post_init__(self) -> None:
        if (self.median_usd is None) != (self.withheld is not None):
            raise ValueError("`withheld` says why there is no `median_usd`, and stands only then")


class IndustryPay(Sourced):
    """Median annual wage of the occupation in one industry [USD]."""

    median_usd: Usd
    industry: Text


class Outlook(Sourced):
    """Projected change of employment over `period` [%] and mean openings a year [jobs], United States."""

    growth_pct: Percent
    period: Text
    openings_per_year: Count | None = None


class Span(Sourced):
    """A low and a high estimate."""

    low: Amount
    high: Amount

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"low {self.low:g} is above high {self.high:g}")


class Entry(Sourced):
    """What is typical at hire: education (BLS) and relevant experience [months]."""

    education: Education
    experience_months: Span


Often = Literal["yes", "no", "varies"]


class Conditions(Sourced):
    """Nights, weekends and holidays on a rota; on-call duty; direct contact with patients."""

    shifts: Often
    on_call: Often
    patient_contact: Often


class Character(Sourced):
    """What the days are like, 1 (hardly) to 5 (very)."""

    pace: Rating
    pressure: Rating
    puzzles: Rating
    routine: Rating
    people: Rating
    patients: Rating
    visible_effect: Rating
    learning: Rating


class Interests(Sourced):
    """Occupational interests of the SOC occupation (O*NET scale OI, 1-7)."""

    realistic: OnetInterest
    investigative: OnetInterest
    artistic: OnetInterest
    social: OnetInterest
    enterprising: OnetInterest
    conventional: OnetInterest


class Role(Entity):
    """A job as hospitals hire for it, one career changers come from (`starting`), or an imported `occupation`.

    An occupation has no `day`, `character` and the like, and may have no needs: its classification says nothing there.
    """

    id: Id
    title: Text
    kind: Literal["hospital-it", "starting", "occupation"]
    family: Text
    seniority: Literal["start", "entry", "mid", "senior", "lead", "executive"]
    summary: Text
    entry: Entry
    needs: AtLeastOne[tuple[Need, ...]] = ()
    day: Text | None = None
    not_for_you_if: AtLeastOne[tuple[Text, ...]] = ()
    drivers: tuple[Id, ...] = ()
    character: Character | None = None
    conditions: Conditions | None = None
    also_gives: dict[SkillId, TaughtLevel] = {}
    """Skills that doing the job brings besides its needs (estimate: editors-needs)."""
    aliases: tuple[Text, ...] = ()
    gates: tuple[Gate, ...] = ()
    certifications: tuple[CertificationValue, ...] = ()
    try_it: tuple[Experiment, ...] = ()
    occupation: Occupation | None = None
    pay: Pay | None = None
    local_pay: tuple[LocalPay, ...] = ()
    """Wages in single states or areas; overlays bring them (`careerpath import oews`)."""
    industry_pay: IndustryPay | None = None
    outlook: Outlook | None = None
    newer_outlook: Outlook | None = None
    interests: Interests | None = None
    note: Text | None = None

    def __post_init__(self) -> None:
        if self.kind != "occupation":
            wanted = ("day", "not_for_you_if", "character", "conditions")
            if missing := [name for name in wanted if not getattr(self, name)]:
                raise ValueError(f"{missing[0]}: missing")


class Near(Entity):
    """The roles nearest to one, with the parts of the likeness in thousandths; only importers write it."""

    id: RoleId
    parts: dict[RoleId, tuple[int, ...]]

    def likeness(self) -> dict[RoleId, float]:
        """The likeness of each: the sum of its parts."""
        return {role: sum(parts) / 1000 for role, parts in self.parts.items()}


class Ratings(Entity):
    """What an official classification measured about an occupation; only importers write it, `related` reads it."""

    id: RoleId
    importance: dict[SkillId, float] = {}
    """0-1: 0 is the low end of the published scale, 1 the high end."""
    level: dict[SkillId, float] = {}
    """0-1 in the same way; 0 where the element is not relevant."""
    technologies: dict[Text, float] = {}
    """Product or class of products -> weight: 1 listed, 2 hot technology, 3 in demand."""
    tasks: tuple[Text, ...] = ()
    education: float | None = None
    """Mean category of required education, 0-1."""
    job_zone: int | None = None


class Requirements(Entity):
    """Hard prerequisites of a step; advice is kept apart. Every key that is given must be met."""

    certifications: tuple[StepId, ...] = ()
    any_of: tuple[tuple[StepId, ...], ...] = ()
    activities: tuple[StepId, ...] = ()
    education: Education | None = None
    education_fields: tuple[Text, ...] = ()
    licence: RoleId | None = None
    experience_months: Months | None = None
    experience_in: tuple[RoleId, ...] = ()
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

    certifications: tuple[StepId, ...] = ()
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
    successor: StepId | None = None
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
    renewed_by: tuple[StepId, ...] = ()
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
    families: tuple[Id, ...] = ()
    """Families of roles it makes sense for; empty means all."""
    teaches_source: SourceId = "editors-teaches"
    note: Text | None = None


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
    """One word of a controlled vocabulary: a family, a driver of demand, or a trait of `character`."""

    id: Id
    group: Literal["family", "driver", "character"]
    title: Text
    meaning: Text
    low: Text | None = None
    high: Text | None = None
    question: Text | None = None


class Weight(Entity):
    """One constant of the engine with unit and origin."""

    id: Id
    value: float
    unit: Text
    source: SourceId
    meaning: Text
    as_of: PartialDate | None = None
    note: Text | None = None


Step: TypeAlias = Certification | Activity
