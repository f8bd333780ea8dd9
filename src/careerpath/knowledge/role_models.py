"""A role, what it asks for, and what is known about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from careerpath.knowledge.model_parts import (
    CertId,
    Change,
    DriverId,
    Education,
    FamilyId,
    Id,
    RoleId,
    SkillId,
    Sourced,
    SourceId,
    Span,
)
from careerpath.record import Entity

if TYPE_CHECKING:
    from careerpath.knowledge.ranges import (
        AtLeastOne,
        Count,
        ExamMinutes,
        Months,
        OnetInterest,
        Percent,
        Rating,
        StateCode,
        TaughtLevel,
        Text,
        Usd,
    )


class Need(Entity):
    """One requirement of a role on the day of hire."""

    skill: SkillId
    level: TaughtLevel
    importance: Rating
    source: SourceId
    essential: bool = False


class Equivalent(Entity):
    """What hospitals take in place of what a `usual` gate asks for; everything that is stated must be met."""

    says: Text
    """In words, after "or": `military electronics training`."""
    roles: tuple[RoleId, ...] = ()
    """Work in any of these, for `months` in all (any time at all if no months are stated)."""
    months: Months | None = None
    certifications: tuple[CertId, ...] = ()
    """Any one of these, held."""
    licence: RoleId | None = None
    education: Education | None = None
    """This education or a higher one, in one of the `fields` if there are any."""
    fields: tuple[Text, ...] = ()

    def __post_init__(self) -> None:
        if not (self.roles or self.certifications or self.licence or self.education):
            raise ValueError("an equivalent names `roles`, `certifications`, a `licence` or an `education`")


class Gate(Entity):
    """What study alone cannot replace at once.

    `strength`: `required`, nobody is hired without it; `usual`, waived only for one of the `equivalents`; `preferred`,
    many are hired without it.
    """

    kind: Literal["degree", "licence", "practice", "sponsorship"]
    strength: Literal["required", "usual", "preferred"]
    detour: Text
    source: SourceId
    detour_trained: Text | None = None
    """The way round for who has done the licensed job: in another country, or until the license lapsed."""
    level: Education | None = None
    fields: tuple[Text, ...] = ()
    licence: RoleId | None = None
    months: Months | None = None
    roles: tuple[RoleId, ...] = ()
    certification: CertId | None = None
    equivalents: tuple[Equivalent, ...] = ()

    def __post_init__(self) -> None:
        wanted = {"degree": "level", "licence": "licence", "practice": "months", "sponsorship": "certification"}
        if getattr(self, wanted[self.kind]) is None:
            raise ValueError(f"a {self.kind} gate needs `{wanted[self.kind]}`")
        if self.equivalents and self.strength != "usual":
            raise ValueError("only a `usual` gate has `equivalents`")


class CertificationValue(Entity):
    """How much a certification matters for a role, with the reason."""

    id: CertId
    value: Literal["expected", "useful", "unneeded"]
    reason: Text
    or_else: tuple[CertId, ...] = ()
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
    """Annual wages of the SOC occupation [USD], national, all industries, all experience levels; and its employment."""

    median_usd: Usd
    soc: Text
    covers: Literal["occupation", "shared", "parent", "all-other", "proxy"]
    employment: Count | None = None
    """People employed in the SOC occupation in the United States (without the self-employed)."""
    p10_usd: Usd | None = None
    p90_usd: Usd | None = None
    soc_title: Text | None = None
    position: Literal["lower_half", "middle", "upper_half"] | None = None


class SearchTitles(Sourced):
    """What hospitals call the job on their careers pages."""

    titles: AtLeastOne[tuple[Text, ...]]


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
    soc: Text | None = None
    """The occupation it is of, where that is not the one of `pay`."""


class AiEffect(Sourced):
    """What AI tools do to the job now, in one sentence; figures that vendors give are marked in the source."""

    effect: Literal["shrinking", "changing", "growing", "little-changed"]
    sentence: Text


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
    on_site: Often | None = None
    """`no`: as a rule it can be done from home altogether."""


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
    family: FamilyId
    seniority: Literal["start", "entry", "mid", "senior", "lead", "executive"]
    summary: Text
    entry: Entry
    needs: AtLeastOne[tuple[Need, ...]] = ()
    day: Text | None = None
    not_for_you_if: AtLeastOne[tuple[Text, ...]] = ()
    drivers: tuple[DriverId, ...] = ()
    character: Character | None = None
    conditions: Conditions | None = None
    takes_beginners: bool = False
    """Hospitals hire for it people who cover little of its needs yet, and train them."""
    also_gives: dict[SkillId, TaughtLevel] = {}
    """Skills that doing the job brings besides its needs (estimate: editors-needs)."""
    aliases: tuple[Text, ...] = ()
    gates: tuple[Gate, ...] = ()
    certifications: tuple[CertificationValue, ...] = ()
    try_it: tuple[Experiment, ...] = ()
    search_titles: SearchTitles | None = None
    in_health_care: bool = False
    """People do this `starting` job in a hospital or a clinic; of hospital IT that goes without saying."""
    occupation: Occupation | None = None
    pay: Pay | None = None
    local_pay: tuple[LocalPay, ...] = ()
    """Wages in single states or areas; overlays bring them (`careerpath import oews`)."""
    industry_pay: IndustryPay | None = None
    outlook: Outlook | None = None
    newer_outlook: Outlook | None = None
    """One of a newer edition, where `outlook` is kept beside it; it leads."""
    ai_effect: AiEffect | None = None
    interests: Interests | None = None
    note: Text | None = None
    changes: tuple[Change, ...] = ()
    """What is announced to change on a day, of its gates or its rules."""

    def __post_init__(self) -> None:
        if self.kind != "occupation":
            wanted = ("day", "not_for_you_if", "character", "conditions")
            if missing := [name for name in wanted if not getattr(self, name)]:
                raise ValueError(f"{missing[0]}: missing")

    @property
    def newest_outlook(self) -> Outlook | None:
        """The projection of the newest edition that is known."""
        return self.newer_outlook or self.outlook


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
