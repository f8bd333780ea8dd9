"""Where a person stands: the level and evidence of every skill, months of practice, education, seniority, pay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from math import fsum
from typing import Literal

from careerpath.knowledge.base import OCCUPATION, KnowledgeBase
from careerpath.knowledge.models import EDUCATION_ORDER, SENIORITY_ORDER, Certification, Education, Role, Term
from careerpath.knowledge.twins import twins
from careerpath.people.profile import HeldCertification, HeldRole, Profile
from careerpath.record import Record
from careerpath.rules.pay import current_pay

COMPUTERS = "15-"
"""How the SOC codes of work with computers begin."""
PRACTITIONERS = "29-"
"""Those of practitioners and technicians of health care."""
HEALTH = (PRACTITIONERS, "31-")
"""Those of all health care: practitioners, and who supports them."""
EVIDENCE_ORDER = ("claimed", "practised", "certified")
"""The weakest first: an exam was judged by somebody else, a job was seen by an employer, a claim by nobody."""
MOST_BY_YEARS = 4
"""The highest level that years in a job add up to where the job itself asks for less."""
FEWEST_RATINGS = 5
"""Fewer that are alike may be alike by chance."""
MOST_ELSEWHERE = 3
"""The highest level that a job outside a hospital gives."""
FIRST_DEGREE = EDUCATION_ORDER.index("associate")
"""From here on an education is one in a field."""
MOST_RENEWALS_NAMED = 3
"""Some are carried on by a dozen other exams; a few are enough to choose from."""
CertificationState = Literal["held", "renewal-unknown", "due-soon", "expired"]


class Holding(Record):
    """The level (0-5) at which a skill is held, the evidence for it, and where it comes from."""

    level: int
    evidence: str
    origin: str

    @property
    def worth(self) -> tuple[int, int]:
        """Of two credits the higher level counts, then the better evidence."""
        return self.level, EVIDENCE_ORDER.index(self.evidence)


class Standing(Record):
    """Everything the engine wants to know about a person on one day."""

    profile: Profile
    today: date
    holdings: dict[str, Holding]
    certifications: frozenset[str]
    """Ids held and not expired."""
    practice_months: dict[str, float]
    """Months worked by role id."""
    education: Education
    education_assumed: bool
    licences: frozenset[str]
    seniority: int
    """Highest rank held now, as an index into SENIORITY_ORDER."""
    pay_usd: float | None
    """National median of the current role [USD a year]; None if it has none or a proxy only."""
    local_pay_usd: float | None = None
    """The same in the person's state, where the knowledge has it."""

    @property
    def is_empty(self) -> bool:
        """True if nothing at all is known about what the person did or can do."""
        return not self.holdings and not self.profile.roles and self.profile.education is None

    @property
    def studied_field(self) -> str | None:
        """The field of the education, as the person states it; None if no education or no field is stated."""
        return self.profile.education.field if self.profile.education else None

    def level(self, skill: str) -> int:
        held = self.holdings.get(skill)
        return held.level if held else 0


def stand(profile: Profile, kb: KnowledgeBase, today: date) -> Standing:
    """The standing of a person: stated levels, and what held roles and certifications credit (docs/method.md, 1)."""
    current = [kb.roles[held.role] for held in profile.current_roles]
    worked = [kb.roles[held.role] for held in profile.jobs]
    # what a job in another country pays is not known, and nobody falls from its rank who begins here
    held_here = [kb.roles[held.role] for held in profile.current_roles if not held.abroad]
    national, local = current_pay(profile, held_here)
    education = profile.education.level if profile.education else _usual_education(current or worked)
    valid = [held.id for held in profile.certifications if not is_expired(held, kb, today)]
    practice_months = {}
    for role, years in assumed_years(profile, kb).items():
        practice_months[role] = 12 * years
    return Standing(
        profile=profile,
        today=today,
        holdings=_holdings(profile, kb, today),
        certifications=frozenset(valid),
        practice_months=practice_months,
        education=education,
        education_assumed=profile.education is None and bool(worked),
        licences=licences_held(profile, kb),
        seniority=max((rank_of(role, kb) for role in held_here), default=0),
        pay_usd=national,
        local_pay_usd=local,
    )


def levels_of(holdings: Mapping[str, Holding]) -> dict[str, int]:
    """Level by skill."""
    return {skill: held.level for skill, held in holdings.items()}


def assumed_years(profile: Profile, kb: KnowledgeBase) -> dict[str, float]:
    """Years by held job, as `years_in` has them. Time without paid work is no practice."""
    return {job.role: years_in(job, kb) for job in profile.jobs}


def years_in(job: HeldRole, kb: KnowledgeBase) -> float:
    """The years in a job; where none are stated, the constant `assumed-years`."""
    return kb.constants.assumed_years if job.years is None else job.years


def certification_state(held: HeldCertification, kb: KnowledgeBase, today: date) -> CertificationState:
    """Whether a held certification counts on that day.

    A day `expires` that has passed ends it. One whose stated first day is older than a cycle of its validity may have
    been renewed since: that is `renewal-unknown`, is asked about, and counts until it is answered.
    """
    until = expiry(held, kb)
    if until is None:
        return "held"
    if until < today:
        return "expired" if held.expires else "renewal-unknown"
    soon = today + timedelta(days=round(kb.constants.due_soon_months * 365 / 12))
    return "due-soon" if until <= soon else "held"


def renewal_question(held: HeldCertification, kb: KnowledgeBase) -> str:
    """What to ask about a certification whose first day is older than one cycle."""
    year = (held.earned or "")[:4]
    return f"{kb.certs[held.id].title}, earned {year}: renewed? If so, write the day it is valid to"


def unknown_renewals(profile: Profile, kb: KnowledgeBase, today: date) -> tuple[str, ...]:
    """The questions about all of them."""
    questions = []
    for held in profile.certifications:
        if certification_state(held, kb, today) == "renewal-unknown":
            questions.append(renewal_question(held, kb))
    return tuple(questions)


def ending_soon(profile: Profile, kb: KnowledgeBase, today: date) -> tuple[str, ...]:
    """Held certifications that end within `due-soon-months`, with the day and what carries them on."""
    reminders = []
    for held in profile.certifications:
        if certification_state(held, kb, today) == "due-soon":
            cert = kb.certs[held.id]
            reminders.append(f"{cert.title} ends on {expiry(held, kb)}: renew it before{_or_pass_another(cert, kb)}")
    return tuple(reminders)


def _or_pass_another(cert: Certification, kb: KnowledgeBase) -> str:
    """The other exams that carry a certification on, as the end of a sentence; the first few are enough to choose."""
    titles = [kb.certs[other].title for other in cert.renewed_by if other in kb.certs]
    if not titles:
        return ""
    return f", or pass {' or '.join(titles[:MOST_RENEWALS_NAMED])}"


def is_expired(held: HeldCertification, kb: KnowledgeBase, today: date) -> bool:
    """True if the certification no longer counts on that day."""
    return certification_state(held, kb, today) == "expired"


def expiry(held: HeldCertification, kb: KnowledgeBase) -> date | None:
    """The last known day of a held certification: as stated, else `earned` plus its validity; None if unknown."""
    if held.expires:
        return date.fromisoformat(held.expires)
    years = kb.certs[held.id].validity.years
    if held.earned is None or years is None:
        return None
    earned = date.fromisoformat(held.earned)
    months = earned.month - 1 + round(12 * years)
    return _day_of_month(earned.year + months // 12, months % 12 + 1, earned.day)


def _day_of_month(year: int, month: int, day: int) -> date:
    """That day, or the last one of a shorter month."""
    next_month = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day - 1), next_month - timedelta(days=1))


def _holdings(profile: Profile, kb: KnowledgeBase, today: date) -> dict[str, Holding]:
    """The one holding of each skill that counts: the best that is credited, or what the person states instead."""
    holdings: dict[str, Holding] = {}
    for skill, credited in _credits(profile, kb, today):
        if skill not in holdings or _outranks(credited, holdings[skill]):
            holdings[skill] = credited
    for skill, claim in profile.skills.items():
        stated = Holding(claim.level, claim.evidence, "stated")
        # a correction is believed even where it says less than a job or an exam gives
        if claim.corrects or skill not in holdings or stated.worth > holdings[skill].worth:
            holdings[skill] = stated
    return {skill: holding for skill, holding in holdings.items() if holding.level > 0}


def _outranks(credited: Holding, other: Holding) -> bool:
    """True if it is worth more; of equals the first by name counts, in whatever order the profile lists them."""
    if credited.worth != other.worth:
        return credited.worth > other.worth
    return credited.origin < other.origin


def ratings_say_nothing(profile: Profile) -> bool:
    """True if all skills are rated alike and there is no job to read them against: they tell no role from another."""
    levels = {claim.level for claim in profile.skills.values()}
    return not profile.jobs and len(profile.skills) >= FEWEST_RATINGS and len(levels) == 1


def _credits(profile: Profile, kb: KnowledgeBase, today: date) -> Iterator[tuple[str, Holding]]:
    """What held roles give by practice, a degree by study, and held certifications by examination."""
    yield from _studied(profile, kb)
    for job in profile.roles:
        faded_levels = 1 if has_faded(job, kb, today) else 0
        given = job_gives(kb.roles[job.role], practice_tier(job.years, kb), kb, abroad=bool(job.abroad))
        for skill, level in given.items():
            yield skill, Holding(max(0, level - faded_levels), "practised", job.role)
    for held in profile.certifications:
        expired = is_expired(held, kb, today)
        for skill, level in kb.certs[held.id].teaches.items():
            if expired:  # what was learned for it is not gone, but nobody vouches for it any more
                yield skill, Holding(level - 1, "claimed", held.id)
            else:
                yield skill, Holding(level, "certified", held.id)


def _studied(profile: Profile, kb: KnowledgeBase) -> Iterator[tuple[str, Holding]]:
    """What a finished degree in a field gives, modestly; one that was begun gives nothing."""
    if profile.education:
        for field, skill, level in studied(profile.education.level, profile.education.field, kb):
            yield skill, Holding(level, "claimed", field)


def studied(level: Education, field: str | None, kb: KnowledgeBase) -> Iterator[tuple[str, str, int]]:
    """Field of the vocabulary, skill and level (0-5) that a degree credits; an associate one a level less, at least 1.

    Nothing below an associate degree, or where no field is stated.
    """
    if not field or EDUCATION_ORDER.index(level) < FIRST_DEGREE:
        return
    less = 1 if level == "associate" else 0
    for term in fields_of_study(field, kb):
        for skill, most in term.gives.items():
            yield term.id, skill, max(1, most - less)


def fields_of_study(stated: str, kb: KnowledgeBase) -> list[Term]:
    """The fields of the vocabulary that are named in what the person studied; a longer name hides one within it."""
    text = f" {' '.join(stated.lower().replace('-', ' ').replace(',', ' ').split())} "
    named: list[tuple[str, Term]] = []
    names: set[str] = set()
    for term in kb.vocabulary.values():
        name = _longest_name_in(text, term) if term.group == "field" else ""
        if name:
            named.append((name, term))
            names.add(name)
    return [term for name, term in named if not _is_within_another(name, names)]


def _longest_name_in(text: str, term: Term) -> str:
    """The longest of its names that stands in the text as whole words; "" if none does."""
    names = [name for name in term.names if f" {name} " in text]
    return max(names, key=len, default="")


def _is_within_another(name: str, names: set[str]) -> bool:
    return any(name != other and name in other for other in names)


def practice_tier(years: float | None, kb: KnowledgeBase) -> int:
    """How the time in a job changes what it gives: -1 below `short-practice-years`, 1 from `long-practice-years` on.

    Between them, and where no years are stated, 0.
    """
    if years is None:
        return 0
    if years < kb.constants.short_practice_years:
        return -1
    if years >= kb.constants.long_practice_years:
        return 1
    return 0


def rank_of(job: Role, kb: KnowledgeBase) -> int:
    """The seniority of a held job, as an index into SENIORITY_ORDER.

    A job of ours that is done elsewhere ranks no higher than it does in a hospital: to go over is no step down.
    """
    rank = SENIORITY_ORDER.index(job.seniority)
    same = [SENIORITY_ORDER.index(role.seniority) for role in twins(job, kb)]
    return min(rank, max(same)) if same else rank


def job_gives(job: Role, tier: int, kb: KnowledgeBase, *, abroad: bool = False) -> dict[str, int]:
    """Skill -> level (0-5) that a job brings in that tier of practice; no law of the United States if done `abroad`.

    Who does the job of one of our roles elsewhere has of it what is no health care, a level lower and at most 3. Of
    several such roles what all of them give.
    """
    if abroad:
        return {skill: level for skill, level in job_gives(job, tier, kb).items() if not kb.skills[skill].us_law}
    levels = role_gives(job, tier)
    if not job.id.startswith(OCCUPATION):
        return levels
    given_by_twins = [role_gives(role, tier) for role in twins(job, kb)]
    if not given_by_twins:
        return levels
    for skill in given_by_twins[0]:
        least = min(given.get(skill, 0) for given in given_by_twins)
        if kb.skills[skill].category != "healthcare":
            levels[skill] = max(levels.get(skill, 0), min(MOST_ELSEWHERE, least - 1))
    return levels


def has_faded(held: HeldRole, kb: KnowledgeBase, today: date) -> bool:
    """True for a job that ended `fade-years` ago or earlier: what it gave counts a level lower."""
    if held.until is None or held.current:
        return False
    year, month = map(int, held.until.split("-")[:2])
    return 12 * (today.year - year) + today.month - month >= 12 * kb.constants.fade_years


def role_gives(role: Role, tier: int = 0) -> dict[str, int]:
    """Skill -> level (0-5) that doing the job brings: its needs and what else comes with it.

    In tier -1 all is a level lower. In tier 1 essential needs stand a level higher, at most 4: to be an expert (5) is
    credited only where the job itself asks for it.
    """
    levels = dict(role.also_gives)
    for need in role.needs:
        levels[need.skill] = need.level
    if tier < 0:
        return {skill: max(0, level - 1) for skill, level in levels.items()}
    if tier > 0:
        for need in role.needs:
            if need.essential and need.level < MOST_BY_YEARS:
                levels[need.skill] = need.level + 1
    return levels


def _usual_education(jobs: list[Role]) -> Education:
    """What is usual at the entry to the most demanding of the jobs, for want of a word of the person."""
    levels = [EDUCATION_ORDER.index(role.entry.education) for role in jobs]
    return EDUCATION_ORDER[max(levels, default=0)]


def licences_held(profile: Profile, kb: KnowledgeBase) -> frozenset[str]:
    """Licenses (ids of their roles) that are stated, or without which a job held now could not be done.

    An empty list says that none is valid, whatever the job: of a physician trained abroad, or one whose license lapsed.
    """
    if profile.licences == ():
        return frozenset()
    licences = set(profile.licences or ())
    for job in profile.current_roles:
        if job.abroad:  # it asks for the license of its country
            continue
        licences.update(required_licences(kb.roles[job.role]))
    return frozenset(licences)


def required_licences(role: Role) -> tuple[str, ...]:
    """The licenses (ids of their roles) without which nobody does the job, in the order of its gates."""
    return tuple(gate.licence for gate in role.gates if gate.licence and gate.strength == "required")


def has_education(standing: Standing, level: Education) -> bool:
    return EDUCATION_ORDER.index(standing.education) >= EDUCATION_ORDER.index(level)


def months_in(standing: Standing, roles: tuple[str, ...]) -> float:
    """Months worked in any of the roles."""
    return fsum(standing.practice_months.get(role, 0.0) for role in roles)
