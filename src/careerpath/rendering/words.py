"""Figures and facts in words, the same everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from careerpath.knowledge.base import UNKNOWN, KnowledgeBase
from careerpath.knowledge.models import (
    AiEffect,
    Certification,
    Gate,
    LocalPay,
    Outlook,
    Pay,
    Progression,
    Role,
    Source,
    Step,
)
from careerpath.knowledge.text_file import printable
from careerpath.people.conditions import refused
from careerpath.people.ehr import named
from careerpath.people.profile import HeldEducation, HeldRole, Profile
from careerpath.rendering.page import Section, bullets, section
from careerpath.rules.credit import percent
from careerpath.rules.gates import DIPLOMA_WAY, NO_DIPLOMA, GateStatus, manner
from careerpath.rules.pay import wage_areas
from careerpath.rules.prices import Prices, PriceSpan, by_the_month
from careerpath.rules.standing import Standing, expiry, required_licences
from careerpath.rules.steps import Gain

if TYPE_CHECKING:
    from careerpath.pathway.routes import Route
    from careerpath.rules.order import Ranked

COVERS = {
    "occupation": "",
    "shared": "shared with roles like it",
    "parent": "of a wider group of jobs",
    "all-other": "of a mixed group of jobs",
    "proxy": "of the nearest job, not of this one",
}
EDUCATION = {
    "none": "none",
    "high-school": "a high school diploma",
    "some-college": "some college, no degree",
    "certificate": "a certificate after high school, no degree",
    "associate": "an associate degree",
    "bachelor": "a bachelor's degree",
    "master": "a master's degree",
    "doctorate": "a doctorate",
}
POSITION = {
    "lower_half": "this role tends to sit in the lower half",
    "middle": "",
    "upper_half": "this role tends to sit in the upper half",
}

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def usd(amount: float) -> str:
    """$1,234; cents only where there are some."""
    if amount == round(amount):
        return f"${amount:,.0f}"
    return f"${amount:,.2f}"


# Less than half a dollar a year comes from rounding, not from the jobs.
SAME_PAY_USD = 0.5


def change(amount: float, *, is_stated: bool = False) -> str:
    """ "$8,300 above the median of your job", "$1,200 below what you earn now" or "the same as ..." of these."""
    compared_with = "what you earn now" if is_stated else "the median of your job"
    if abs(amount) < SAME_PAY_USD:
        return f"the same as {compared_with}"
    side = "above" if amount > 0 else "below"
    return f"{usd(abs(amount))} {side} {compared_with}"


def usd_span(low: float, high: float) -> str:
    """ "$75", or "$0-150" of a range."""
    if round(low) == round(high):
        return usd(low)
    return f"{usd(round(low))}-{high:,.0f}"


def sum_of(span: PriceSpan, *, is_at_least: bool) -> str:
    """ "$465", "$465-615", or "at least $465" where a part is not published; "not published" where all of it is not."""
    total = usd_span(round(span.low), round(span.high))
    if not is_at_least:
        return total
    if not round(span.high):
        return "not published"
    return f"at least {total}"


def fees(low: float, high: float, *, not_published: int) -> str:
    """What steps cost: "$375-525, plus a fee that its issuer does not publish"."""
    if not not_published:
        return usd_span(low, high)
    if not high:
        return "not published"
    if not_published == 1:
        return f"{usd_span(low, high)}, plus a fee that its issuer does not publish"
    return f"{usd_span(low, high)}, plus {not_published} fees that are not published"


def share(value: float) -> str:
    """A share of 1 in percent; never rounded up to 100 or down to 0."""
    return percent(value)


MOVES = {
    "enter": ("a way in", "Start as"),
    "advance": ("a step up", "Move up to"),
    "specialize": ("a special field", "Turn to"),
    "lateral": ("a move sideways", "Move over to"),
}
"""Kind of a known move -> what it is, and the beginning of a sentence before the title of the role."""


def counted(number: float, unit: str) -> str:
    """ "1 year", "2.5 years": the unit in the plural unless it is exactly one."""
    if number == 1:
        return f"{number:g} {unit.removesuffix('s')}"
    return f"{number:g} {unit}"


def span(low: float, high: float, unit: str) -> str:
    """ "5-10 months"; one number where both ends agree."""
    first, last = round(low), round(high)
    if first == last:
        return counted(last, unit)
    return f"{first}-{last} {unit}"


# Up to about two years people count in months ("18 months"), beyond that in years.
MONTHS_TOLD_IN_YEARS = 24


def months(low: float, high: float) -> str:
    """A range of months; long ones in years."""
    if high < 1:
        return "under a month"
    if low < MONTHS_TOLD_IN_YEARS:
        return span(low, high, "months")
    first, last = round(low / 12, 1), round(high / 12, 1)
    if first == last:
        return counted(last, "years")
    return f"{first:g}-{last:g} years"


def people_take(edge: Progression) -> str:
    """The recorded months of a move, for a person who has begun it already."""
    return f"people take {months(edge.months.low, edge.months.high)} from their first day in the job before"


def about_months(low: float, high: float) -> str:
    """ "about 5-10 months", "under a month"."""
    if high < 1:
        return months(low, high)
    return f"about {months(low, high)}"


def until_ready(ranked: Ranked, hours_per_week: float | None = None) -> str:
    """ "about 5-10 months at 6 h a week until you are ready to apply", "you are ready now"."""
    if ranked.is_ready:
        return "you are ready now"
    time = about_months(ranked.months_low, ranked.months_high)
    if hours_per_week:
        time += f" at {hours_per_week:g} h a week"
    if ranked.way.besides:
        time += f", besides {ranked.way.besides}"
    else:
        time += " until you are ready to apply"
    return f"{time}{limits_of_steps(ranked)}"


def limits_of_steps(ranked: Ranked) -> str:
    """What the steps to a role do not do, as the end of a clause: as the plan to it says; mostly nothing."""
    if ranked.is_ready:
        return ""
    if not ranked.is_brought_by_steps:
        return f"; the steps here bring you to {share(ranked.way.readiness_after)}, practice must do the rest"
    if not ranked.way.is_within_budget:
        return "; its steps cost more than your budget"
    return ""


def _why_wage_does_not_compare(role: str, kb: KnowledgeBase) -> str:
    """That the wage of a role is another job's, or that there is none."""
    title = kb.roles[role].title
    if kb.roles[role].pay:
        return f"the wage of {title} is of the nearest occupation only"
    return f"no wage is known for {title}"


def pay_dip(route: Route, kb: KnowledgeBase) -> str:
    """How far the median wage falls on a route, as far as its roles have wages of their own."""
    if not route.is_pay_compared:
        return "compared with nothing, since no job is held now"
    dip = usd(route.pay_dip_usd) if route.pay_dip_usd else ""
    if not route.is_pay_known:
        gaps = and_list([_why_wage_does_not_compare(role, kb) for role in route.without_wage])
        sure_dip = f"; a dip of {dip} is sure" if dip else ""
        return f"cannot be compared all the way: {gaps}{sure_dip}"
    if route.is_pay_stated:
        if dip:
            return f"the median is never more than {dip} below what you earn now"
        return "the median is never below what you earn now"
    if dip:
        return f"the median dips by {dip} at most"
    return "the median never falls"


def evidence(route: Route) -> str:
    """How good the evidence is for the weakest move of a route."""
    if route.evidence == "none":
        return "none for the weakest move: no source names it"
    return f"{route.evidence} at the weakest move"


def cite(fact: Any, kb: KnowledgeBase) -> str:
    """Source, date and, where it is not high, confidence of a sourced block."""
    source = kb.sources[fact.source]
    if source.basis == "estimate":
        return f"estimate, {kb.as_of(fact)}"
    citation = f"{source.publisher}, {kb.as_of(fact)}"
    if fact.confidence in ("medium", "low"):
        citation += f", {fact.confidence} confidence"
    return citation


def low_and_typical(low: float | None, middle: float, where: str = "") -> str:
    """ "1 in 10 earns under $41,000, typical $61,860 a year": the 10th percentile and the median [USD a year].

    What the lowest tenth earn is no starting pay: nobody publishes that, and the tenth are not all beginners.
    """
    typical = f"typical {usd(middle)}{where}"
    if not low:
        return typical
    # To the thousand: more would claim more than a page of wages needs.
    return f"1 in 10 earns under {usd(round(low, -3))}, {typical}"


def pay(fact: Pay, kb: KnowledgeBase) -> str:
    """Median and lowest tenth with what they cover, and the source."""
    where = _with_cover("national median", fact)
    position = POSITION[fact.position or "middle"]
    if position:
        where += f"; {position}"
    return f"{low_and_typical(fact.p10_usd, fact.median_usd, ' a year')} ({where}; {cite(fact, kb)})"


def _with_cover(median: str, fact: Pay | LocalPay) -> str:
    """The name of a figure and, where the occupation is not exactly the role's, whose figure it is."""
    covers = COVERS[fact.covers]
    if not covers:
        return median
    return f"{median}, {covers}"


def pay_of(role: Role, local: LocalPay | None, kb: KnowledgeBase) -> str:
    """The wage in the person's state, else the national one; what is not released is said."""
    if local is None:
        return pay(role.pay, kb) if role.pay else "no figure for this occupation"
    if local.median_usd is None:
        national = pay(role.pay, kb) if role.pay else "no national figure for this occupation"
        return f"{local.area}: {local.withheld}; {national}"
    where = _with_cover(f"median in {local.area}", local)
    text = f"{low_and_typical(local.p10_usd, local.median_usd, ' a year')} ({where}; {cite(local, kb)})"
    if role.pay:
        text += f"; nationally {usd(role.pay.median_usd)}"
    return text


def employment(fact: Pay, kb: KnowledgeBase) -> str | None:
    """How many people have the occupation; None where nobody counted them."""
    if fact.employment is None:
        return None
    whom = COVERS[fact.covers] or "all who have this occupation"
    return f"about {rounded(fact.employment):,} in the US ({whom}; {cite(fact, kb)})"


def rounded(count: int) -> int:
    """A count as people say it: its two leading digits (519,530 becomes 520,000)."""
    return int(float(f"{count:.1e}"))


def outlook(fact: Outlook, kb: KnowledgeBase) -> str:
    """Growth and openings with their period and source."""
    growth = f"{fact.growth_pct:+g}% jobs {fact.period}"
    if fact.openings_per_year:
        growth += f", about {fact.openings_per_year:,} openings a year"
    return f"{growth} ({cite(fact, kb)})"


SLOW_CHANGE = "Figures of growth are federal projections that assume slow change."
"""Stands once wherever a page says what AI does to a job beside its growth."""
AI_WORDS = {
    "shrinking": "AI shrinks it",
    "changing": "AI changes it",
    "growing": "AI makes it grow",
    "little-changed": "AI changes little",
}
"""The effect of AI tools on a job in a clause, for where a sentence has no room."""


def ai_effect(fact: AiEffect, kb: KnowledgeBase) -> str:
    """What AI does to the job, with its source."""
    return f"{fact.effect.replace('-', ' ')}. {fact.sentence.rstrip('.')} ({cite(fact, kb)})"


def fee(cert: Certification, kb: KnowledgeBase) -> str:
    """The price of all exams, or of the months of a course, or that none is published."""
    fact = cert.fee
    if fact.monthly_usd is not None:
        hours = kb.constants.default_hours_per_week
        return f"{by_the_month(cert, Prices(fewest_hours=hours, most_hours=hours))} ({cite(fact, kb)})"
    if fact.usd is None:
        return "not published; ask the issuer"
    prices = [usd(fact.usd)]
    if fact.member_usd is not None:
        prices.append(f"{usd(fact.member_usd)} for members")
    if fact.student_usd is not None:
        prices.append(f"{usd(fact.student_usd)} for students")
    return f"{', '.join(prices)} ({cite(fact, kb)})"


def cost(step: Step) -> str:
    """The price in a word or two."""
    if isinstance(step, Certification):
        return _exam_cost(step)
    if step.cost.high_usd == 0:
        return "you are paid" if step.kind == "job" else "free"
    low, high = step.cost.low_usd, step.cost.high_usd
    if low == high:
        return usd(low)
    return f"{usd(low)}-{usd(high)}"


def _exam_cost(cert: Certification) -> str:
    if cert.requires.sponsor:
        return "paid by the employer"
    if cert.fee.monthly_usd is not None:
        return f"{usd(cert.fee.monthly_usd)} a month"
    if cert.fee.usd is None:
        return "fee not published"
    return usd(cert.fee.usd)


def effort(step: Step) -> str:
    """Hours in words."""
    hours = step.study_hours if isinstance(step, Certification) else step.hours
    if hours is None:
        return "hours unknown"
    if hours.high == 0:
        return "in paid time"
    return span(hours.low, hours.high, "h")


NAMES = {
    "Adobe", "Amazon", "Cisco", "English", "Epic", "Excel", "Google", "Java", "Linux", "Microsoft", "Oracle", "Python",
    "Windows",
}  # fmt: skip
"""Words in titles that keep their capital."""


def inline(title: str) -> str:
    """A title inside a sentence: lower case, but EHR, HIPAA, NAMES and names with capitals inside stay."""
    inline_words = []
    for word in title.split():
        has_capitals_inside = sum(letter.isupper() for letter in word) > 1
        if word in NAMES or has_capitals_inside or word[0].isdigit():
            inline_words.append(word)
        else:
            inline_words.append(word.lower())
    return " ".join(inline_words)


def sentence(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def and_list(words: Sequence[str]) -> str:
    """ "a, b and c"; with semicolons where a word has a comma of its own."""
    if len(words) < 2:
        return "".join(words)
    has_commas = any("," in word for word in words)
    separator = "; " if has_commas else ", "
    return f"{separator.join(words[:-1])} and {words[-1]}"


GATE_KINDS = {"degree": "degree", "licence": "license", "practice": "practice", "sponsorship": "sponsored training"}


def titles_of(entry_ids: Iterable[str], entries: Mapping[str, Any]) -> list[str]:
    """The titles of some entries of a table of the knowledge, in the order of the ids."""
    return [entries[entry_id].title for entry_id in entry_ids]


def diploma() -> str:
    """What who has no school diploma is told, and the way round."""
    return f"{NO_DIPLOMA}. {DIPLOMA_WAY}"


def gate_kind(gate: Gate) -> str:
    """The kind of a gate in a word."""
    return GATE_KINDS[gate.kind]


def gate(status: GateStatus) -> str:
    """What a gate asks for that the person lacks, how firmly, and the way round; or that it is passed."""
    how = manner(status)
    if status.status != "passed":
        return f"{status.missing} ({how}). {status.detour}"
    if not how:
        return "passed"
    return f"passed ({how})"


def gain_words(gain: Gain, kb: KnowledgeBase, most: int = 3) -> str:
    """ "EHR configuration 0 to 2, ..." for what one step or set of steps raises."""
    parts = [f"{kb.skills[skill].title} {now} to {then}" for skill, now, then in gain.skills[:most]]
    if not parts:
        return "helps through related skills"
    text = ", ".join(parts)
    more = len(gain.skills) - most
    if more > 0:
        text += f" and {more} more"
    return text


def job_words(held: HeldRole, kb: KnowledgeBase) -> str:
    """The title of a job held; where the person named it in words, those and what they were read as."""
    title = kb.roles[held.role].title
    if held.job is None:
        return title
    if held.role.startswith(UNKNOWN):
        return f'"{printable(held.job)}", no job known here'
    if held.job.casefold() == title.casefold():
        return title
    return f'"{printable(held.job)}", read as {title}'


def background(standing: Standing, kb: KnowledgeBase) -> str:
    """What a person has done, without a name; nothing if nothing is stated."""
    profile = standing.profile
    parts = [_held_job(held, kb) for held in profile.roles]
    if profile.pay_now_usd:
        parts.append(f"earns {usd(profile.pay_now_usd)} now")
    if profile.licences == () and any(required_licences(kb.roles[held.role]) for held in profile.roles):
        parts.append("no license that is valid here")
    if profile.education:
        parts.append(_education(profile.education))
    known_ehrs = named(profile.ehr or ())
    if known_ehrs:
        parts.append(f"knows {and_list(list(known_ehrs))}")
    if standing.certifications:
        parts.append(and_list(_held_certifications(standing, kb)))
    return "; ".join(parts)


def _held_job(held: HeldRole, kb: KnowledgeBase) -> str:
    """ "Registered Nurse (6 years)", "Registered Nurse (6 years, until 2024-03)"."""
    facts = []
    if held.years is not None:
        facts.append(counted(held.years, "years"))
    if held.until and not held.current:
        facts.append(f"until {held.until}")
    elif held.current is False:
        facts.append("not held now")
    if held.abroad:
        facts.append("in another country")
    job = job_words(held, kb)
    return f"{job} ({', '.join(facts)})" if facts else job


def _education(education: HeldEducation) -> str:
    """ "associate in nursing"."""
    if education.level == "none":
        return "no school diploma"
    level = education.level.replace("-", " ")
    if not education.field:
        return level
    return f"{level} in {education.field}"


def _held_certifications(standing: Standing, kb: KnowledgeBase) -> list[str]:
    """The certifications that still count, each with its last day if it has one."""
    last_days = {held.id: expiry(held, kb) for held in standing.profile.certifications}
    titles = []
    for certification in sorted(standing.certifications):
        title, last_day = kb.certs[certification].title, last_days.get(certification)
        if last_day and last_day < standing.today:  # it counts until it is answered whether it was renewed
            title += f" (its term ended on {last_day}; renewed since?)"
        elif last_day:
            title += f" (valid until {last_day})"
        titles.append(title)
    return titles


def limits(standing: Standing) -> str:
    """What a person can give and will accept; nothing if nothing is stated."""
    limits = standing.profile.limits
    parts = []
    if limits.hours_per_week:
        parts.append(f"{limits.hours_per_week:g} h a week")
    if limits.budget_usd is not None:
        parts.append(f"budget {usd(limits.budget_usd)}")
    if limits.deadline:
        parts.append(f"by {limits.deadline}")
    for condition in refused(limits):
        parts.append(f"no {condition.short}")
    if limits.pay_floor_usd is not None:
        parts.append(f"pay at least {usd(limits.pay_floor_usd)}")
    return "; ".join(parts)


MOST_AREAS = 3


def whose_wages(profile: Profile, roles: Iterable[Role]) -> str:
    """The state of a person, and whether the wages of these roles are those of it."""
    state = profile.limits.state
    if not state:
        return "State not stated: wages are national."
    areas = wage_areas(profile, roles)
    if not areas:
        return f"State {state}: none of its wages are known here, so they are national."
    return f"State {state}. Wages are those of {' and '.join(areas[:MOST_AREAS])} where known, else national."


def person(standing: Standing, kb: KnowledgeBase) -> str:
    """One line on who this is about, without a name."""
    parts = [part for part in (background(standing, kb), limits(standing)) if part]
    if not parts:
        parts = ["nothing stated"]
    return f"{'; '.join(parts)}. As of {standing.today}."


def day(when: date) -> str:
    """ "Nov 22, 2026": a date on paper."""
    return f"{MONTHS[when.month - 1]} {when.day}, {when.year}"


def on_paper(text: str) -> str:
    """The text with its dates as `day` writes them; what is no day stays."""
    return re.sub(r"\b\d{4}-\d\d-\d\d\b", _written_day, text)


def _written_day(match: re.Match[str]) -> str:
    try:
        return day(date.fromisoformat(match[0]))
    except ValueError:
        return match[0]


def attributions(kb: KnowledgeBase, sources: Iterable[str]) -> tuple[str, ...]:
    """Publisher, title and date of each source once, in the order of their ids."""
    return tuple(_attribution(kb.sources[source]) for source in sorted(set(sources)))


def _attribution(source: Source) -> str:
    text = f"{source.publisher}: {source.title} ({date_words(source)})"
    if source.url:
        text += f" {source.url}"
    return text


def date_words(source: Source) -> str:
    """The date of a source; of a page without one, when it was read."""
    if source.as_of:
        return source.as_of
    if source.read:
        return f"no date, read {source.read}"
    return "no date"


def sources(kb: KnowledgeBase, facts: Iterable[Any]) -> Section | None:
    """The section that names the sources behind some facts (None is none)."""
    source_ids = {fact.source for fact in facts if fact is not None}
    return section("Sources", bullets(attributions(kb, source_ids)))


def role_facts(role: Role) -> tuple[Any, ...]:
    """The sourced facts of a role that a page shows."""
    figures = (
        role.pay,
        *role.local_pay,
        role.outlook,
        role.newer_outlook,
        role.industry_pay,
        role.occupation,
        role.ai_effect,
    )
    known = [fact for fact in figures if fact is not None]
    return (*known, *role.needs)


READY_TO_BOOK = "Book an exam when you can explain every line of its official objectives without notes."


def free_material(cert: Certification, kb: KnowledgeBase) -> list[str]:
    """What the exam asks, and free courses and practice for it, each with its address."""
    if cert.prepare is None:
        return []
    lines = [f"what the exam asks: {cert.prepare.objectives}"]
    for source_id in cert.prepare.free:
        source = kb.sources[source_id]
        lines.append(f"{source.title} ({source.publisher}): {source.url}")
    return lines


def step_facts(step: Step) -> tuple[Any, ...]:
    """The sourced facts of a step that a plan rests on; None for what is not known."""
    if isinstance(step, Certification):
        return step.fee, step.validity, step.status, step.renewal, step.study_hours
    return step.hours, step.cost
