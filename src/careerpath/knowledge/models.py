"""The entries of the knowledge base.

They are plain frozen dataclasses, so that a command can read the compiled knowledge without importing
pydantic (a third of a second saved on every run). `validation.py` hands the same classes to pydantic, which refuses
unknown keys, wrong types and values out of range; `__post_init__` refuses what cannot be true.
Field names carry the unit; a block with a figure carries `source` and, where the source has no date, `as_of`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal, TypeAlias

from annotated_types import Ge, Le, MinLen

Id: TypeAlias = str
RoleId: TypeAlias = str
SkillId: TypeAlias = str
StepId: TypeAlias = str
SourceId: TypeAlias = str
Level = Annotated[int, Ge(0), Le(5)]
"""Dreyfus level 0-5 (see the glossary)."""
TaughtLevel = Annotated[int, Ge(1), Le(5)]
Rating = Annotated[int, Ge(1), Le(5)]
Usd = Annotated[float, Ge(0), Le(2_000_000)]
Hours = Annotated[float, Ge(0), Le(20_000)]
Months = Annotated[int, Ge(0), Le(600)]
PartialDate: TypeAlias = str
"""YYYY, YYYY-MM or YYYY-MM-DD."""
Text = Annotated[str, MinLen(1)]
Confidence = Literal["high", "medium", "low"]
Education = Literal["none", "high-school", "some-college", "associate", "bachelor", "master", "doctorate"]
EDUCATION_ORDER: tuple[Education, ...] = (
    "none", "high-school", "some-college", "associate", "bachelor", "master", "doctorate",
)  # fmt: skip
SENIORITY_ORDER = ("start", "entry", "mid", "senior", "lead", "executive")
INTEREST_SCALES = ("realistic", "investigative", "artistic", "social", "enterprising", "conventional")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """A block of figures and where they come from (`sources.yaml`)."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    source: SourceId
    as_of: PartialDate | None = None
    confidence: Confidence | None = None
    note: Text | None = None
    reason: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One entry of the bibliography, or one named way in which the editors estimate."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}
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


@dataclass(frozen=True, slots=True, kw_only=True)
class LooksLike:
    """What the levels 1, 3 and 5 look like in this skill."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    novice: Text
    competent: Text
    expert: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class OnetElement:
    """The nearest element of the O*NET content model."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    table: Text
    element: Text
    title: Text
    match: Literal["exact", "near", "loose"]
    example: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """Something a person can do; the controlled list."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    id: Id
    title: Text
    category: Literal["technical", "healthcare", "data", "security", "management", "soft"]
    definition: Text
    question: Text
    looks_like: LooksLike
    aliases: tuple[Text, ...] = ()
    broader: tuple[SkillId, ...] = ()
    related: tuple[SkillId, ...] = ()
    onet: OnetElement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One requirement of a role on the day of hire."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    skill: SkillId
    level: TaughtLevel
    importance: Rating
    source: SourceId
    essential: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What study alone cannot replace at once. `firm`: hospitals reject without it; otherwise it is often waived."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}
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


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificationValue:
    """How much a certification matters for a role, with the reason."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    id: StepId
    value: Literal["expected", "useful", "unneeded"]
    reason: Text
    or_else: tuple[StepId, ...] = ()
    """Certifications that do as well: one of all these is expected, not each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment:
    """A free experiment of about half an hour that shows what the work is like."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    title: Text
    minutes: Annotated[int, Ge(5), Le(120)]
    skill: SkillId
    do: Text
    good_sign: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupation(Sourced):
    """The O*NET-SOC occupation the role belongs to and its Job Zone (1-5)."""

    code: Text
    title: Text
    match: Literal["exact", "close", "loose"]
    job_zone: Rating | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay(Sourced):
    """Annual wages of the SOC occupation [USD], national, all industries, all experience levels."""

    median_usd: Usd
    soc: Text
    covers: Literal["occupation", "shared", "parent", "all-other", "proxy"]
    p10_usd: Usd | None = None
    p90_usd: Usd | None = None
    soc_title: Text | None = None
    position: Literal["lower_half", "middle", "upper_half"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndustryPay(Sourced):
    """Median annual wage of the occupation in one industry [USD]."""

    median_usd: Usd
    industry: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook(Sourced):
    """Projected change of employment over `period` [%] and mean openings a year [jobs], United States."""

    growth_pct: Annotated[float, Ge(-100), Le(500)]
    period: Text
    openings_per_year: Annotated[int, Ge(0)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span(Sourced):
    """A low and a high estimate."""

    low: Annotated[float, Ge(0)]
    high: Annotated[float, Ge(0)]

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"low {self.low:g} is above high {self.high:g}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Sourced):
    """What is typical at hire: education (BLS) and relevant experience [months]."""

    education: Education
    experience_months: Span


Often = Literal["yes", "no", "varies"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions(Sourced):
    """Nights, weekends and holidays on a rota; on-call duty; direct contact with patients."""

    shifts: Often
    on_call: Often
    patient_contact: Often


@dataclass(frozen=True, slots=True, kw_only=True)
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


OnetInterest = Annotated[float, Ge(1), Le(7)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interests(Sourced):
    """Occupational interests of the SOC occupation (O*NET scale OI, 1-7)."""

    realistic: OnetInterest
    investigative: OnetInterest
    artistic: OnetInterest
    social: OnetInterest
    enterprising: OnetInterest
    conventional: OnetInterest


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A job as hospitals hire for it, or a job career changers come from (`starting`)."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    id: Id
    title: Text
    kind: Literal["hospital-it", "starting"]
    family: Text
    seniority: Literal["start", "entry", "mid", "senior", "lead", "executive"]
    summary: Text
    day: Text
    not_for_you_if: Annotated[tuple[Text, ...], MinLen(1)]
    drivers: tuple[Id, ...]
    character: Character
    conditions: Conditions
    entry: Entry
    needs: Annotated[tuple[Need, ...], MinLen(1)]
    also_gives: dict[SkillId, TaughtLevel] = field(default_factory=dict)
    """Skills that doing the job brings besides its needs (estimate: editors-needs)."""
    aliases: tuple[Text, ...] = ()
    gates: tuple[Gate, ...] = ()
    certifications: tuple[CertificationValue, ...] = ()
    try_it: tuple[Experiment, ...] = ()
    occupation: Occupation | None = None
    pay: Pay | None = None
    industry_pay: IndustryPay | None = None
    outlook: Outlook | None = None
    newer_outlook: Outlook | None = None
    interests: Interests | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirements:
    """Hard prerequisites of a step; advice is kept apart. Every key that is given must be met."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What the issuer recommends and nobody checks."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    certifications: tuple[StepId, ...] = ()
    experience_months: Months | None = None
    source: SourceId | None = None
    as_of: PartialDate | None = None

    def __post_init__(self) -> None:
        if self.experience_months is not None and self.source is None:
            raise ValueError("`experience_months` needs a source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee(Sourced):
    """Price of *all* exams of the certification [USD]; `usd: null` means not published."""

    usd: Usd | None
    member_usd: Usd | None = None
    student_usd: Usd | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes(Sourced):
    """Time in the exam room over all exams [minutes]."""

    value: Annotated[int, Ge(1), Le(2000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity(Sourced):
    """How long it is valid [years]; `expires: unknown` where nothing reliable is published."""

    years: Annotated[float, Ge(0.5), Le(20)] | None
    expires: bool | Literal["unknown"]

    def __post_init__(self) -> None:
        if (self.expires is True) != (self.years is not None):
            raise ValueError("`years` goes with `expires: true`, and only with it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal(Sourced):
    """Continuing-education units per validity period and the fee [USD] per cycle or year."""

    units: Annotated[float, Ge(0), Le(500)] | None = None
    fee_usd: Usd | None = None
    per: Literal["cycle", "year"] | None = None
    hours: Hours | None = None

    def __post_init__(self) -> None:
        if (self.fee_usd is None) != (self.per is None):
            raise ValueError("`fee_usd` and `per` go together")


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Certification:
    """An exam one passes (or a course that ends in a certificate): one of the two kinds of step."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}
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
    requires: Requirements = field(default_factory=Requirements)
    advice: Advice = field(default_factory=Advice)
    study_hours: Span | None = None
    teaches_source: SourceId = "editors-teaches"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost(Sourced):
    """What the learner pays in all [USD]."""

    low_usd: Usd
    high_usd: Usd


@dataclass(frozen=True, slots=True, kw_only=True)
class Grants:
    """What finishing the activity gives besides skills."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    education: Education | None = None
    field: Text | None = None
    practice_months: Months | None = None
    role: RoleId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """A course, lab, project, placement, job or degree: the other kind of step."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    id: Id
    title: Text
    kind: Literal["reading", "course", "lab", "project", "volunteering", "internship", "job", "degree", "networking"]
    summary: Text
    hours: Span
    weeks: Annotated[int, Ge(1), Le(520)]
    cost: Cost
    teaches: dict[SkillId, TaughtLevel]
    evidence: Literal["claimed", "practised"]
    first_step: Text
    aliases: tuple[Text, ...] = ()
    requires: Requirements = field(default_factory=Requirements)
    grants: Grants = field(default_factory=Grants)
    families: tuple[Id, ...] = ()
    """Families of roles it makes sense for; empty means all."""
    teaches_source: SourceId = "editors-teaches"
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for a progression."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    source: SourceId
    says: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Progression:
    """A typed edge role -> role. `months`: from starting in the first role to being hired into the second."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    origin: RoleId
    target: RoleId
    kind: Literal["enter", "advance", "specialize", "lateral"]
    months: Span
    confidence: Confidence
    evidence: Annotated[tuple[Evidence, ...], MinLen(1)]
    note: Text | None = None

    @property
    def id(self) -> str:
        return f"{self.origin} -> {self.target}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One word of a controlled vocabulary: a family, a driver of demand, or a trait of `character`."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    id: Id
    group: Literal["family", "driver", "character"]
    title: Text
    meaning: Text
    low: Text | None = None
    high: Text | None = None
    question: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """One constant of the engine with unit and origin."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    id: Id
    value: float
    unit: Text
    source: SourceId
    meaning: Text
    as_of: PartialDate | None = None
    note: Text | None = None


Step = Certification | Activity
