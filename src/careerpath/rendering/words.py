"""Figures and facts in words, the same everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from careerpath.knowledge.base import UNKNOWN, KnowledgeBase
from careerpath.knowledge.models import (
    AiEffect,
    Certification,
    Fee,
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
from careerpath.people.profile import HeldRole, Profile
from careerpath.rendering.page import Section, bullets, section
from careerpath.rules.credit import percent
from careerpath.rules.gates import GateStatus, manner
from careerpath.rules.pay import wage_areas
from careerpath.rules.standing import Standing, expiry
from careerpath.rules.steps import Gain, fee_of

if TYPE_CHECKING:
    from careerpath.pathway.routes import Route

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
    return f"${amount:,.0f}" if amount == round(amount) else f"${amount:,.2f}"


def change(amount: float, *, is_stated: bool = False) -> str:
    """ "$8,300 above the median of your job", "$1,200 below what you earn now" or "the same as ..." of these."""
    near = "the same as" if abs(amount) < 0.5 else f"{usd(abs(amount))} {'above' if amount > 0 else 'below'}"
    return f"{near} {'what you earn now' if is_stated else 'the median of your job'}"


def sum_of(amount: float, *, is_at_least: bool) -> str:
    """ "$465", or "at least $465" where a part is not published; "not published" where all of it is not."""
    if not is_at_least:
        return usd(amount)
    return f"at least {usd(amount)}" if amount else "not published"


def usd_span(low: float, high: float) -> str:
    """ "$75", or "$0-150" of a range."""
    return usd(low) if round(low) == round(high) else f"{usd(low)}-{high:,.0f}"


def fees(low: float, high: float, *, not_published: int) -> str:
    """What steps cost: "$375-525, plus a fee that its issuer does not publish"."""
    more = "a fee that its issuer does not publish"
    if not_published > 1:
        more = f"{not_published} fees that are not published"
    if not not_published:
        return usd_span(low, high)
    return f"{usd_span(low, high)}, plus {more}" if high else "not published"


def share(value: float) -> str:
    """A share of 1 in percent; never rounded up to 100 or down to 0."""
    return percent(value)


def counted(number: float, unit: str) -> str:
    """ "1 year", "2.5 years": the unit in the plural unless it is exactly one."""
    return f"{number:g} {unit.removesuffix('s') if number == 1 else unit}"


def span(low: float, high: float, unit: str) -> str:
    """ "5-10 months"; one number where both ends agree."""
    first, last = round(low), round(high)
    return counted(last, unit) if first == last else f"{first}-{last} {unit}"


def months(low: float, high: float) -> str:
    """A range of months; long ones in years."""
    if high < 1:
        return "under a month"
    if low >= 24:
        first, last = round(low / 12, 1), round(high / 12, 1)
        return counted(last, "years") if first == last else f"{first:g}-{last:g} years"
    return span(low, high, "months")


def people_take(edge: Progression) -> str:
    """The recorded months of a move, for a person who has begun it already."""
    return f"people take {months(edge.months.low, edge.months.high)} from their first day in the job before"


def about_months(low: float, high: float) -> str:
    """ "about 5-10 months", "under a month"."""
    return f"{'about ' if high >= 1 else ''}{months(low, high)}"


def _wage_known(role: str, kb: KnowledgeBase) -> str:
    """Why the wage of a role does not compare."""
    title = kb.roles[role].title
    if kb.roles[role].pay:
        return f"the wage of {title} is of the nearest occupation only"
    return f"no wage is known for {title}"


def pay_dip(route: Route, kb: KnowledgeBase) -> str:
    """How far the median wage falls on a route, as far as its roles have wages of their own."""
    if not route.is_pay_known:
        known = f"; a dip of {usd(route.pay_dip_usd)} is sure" if route.pay_dip_usd else ""
        titles = and_list([_wage_known(role, kb) for role in route.without_wage])
        return f"cannot be compared all the way: {titles}{known}"
    if route.is_pay_stated:
        least = f"{usd(route.pay_dip_usd)} below what you earn now" if route.pay_dip_usd else "what you earn now"
        return f"the median is never {'more than ' if route.pay_dip_usd else 'below '}{least}"
    return f"the median dips by {usd(route.pay_dip_usd)} at most" if route.pay_dip_usd else "the median never falls"


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
    doubt = f", {fact.confidence} confidence" if fact.confidence in ("medium", "low") else ""
    return f"{source.publisher}, {kb.as_of(fact)}{doubt}"


def start_and_typical(low: float | None, middle: float) -> str:
    """ "starts about $41,000, typical $61,860": the 10th percentile and the median [USD a year], told apart."""
    start = f"starts about {usd(round(low, -3))}, " if low else ""
    return f"{start}typical {usd(middle)}"


def pay(fact: Pay, kb: KnowledgeBase) -> str:
    """Start and median with what they cover, and the source."""
    covers = COVERS[fact.covers]
    where = "national median" + (f", {covers}" if covers else "")
    position = POSITION[fact.position or "middle"]
    tail = f"; {position}" if position else ""
    return f"{start_and_typical(fact.p10_usd, fact.median_usd)} a year ({where}{tail}; {cite(fact, kb)})"


def pay_of(role: Role, local: LocalPay | None, kb: KnowledgeBase) -> str:
    """The wage in the person's state, else the national one; what is not released is said."""
    national = pay(role.pay, kb) if role.pay else "no national figure for this occupation"
    if local is None:
        return national if role.pay else "no figure for this occupation"
    if local.median_usd is None:
        return f"{local.area}: {local.withheld}; {national}"
    covers = COVERS[local.covers]
    where = f"median in {local.area}" + (f", {covers}" if covers else "")
    also = f"; nationally {usd(role.pay.median_usd)}" if role.pay else ""
    told = start_and_typical(local.p10_usd, local.median_usd)
    return f"{told} a year ({where}; {cite(local, kb)}){also}"


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
    openings = f", about {fact.openings_per_year:,} openings a year" if fact.openings_per_year else ""
    return f"{fact.growth_pct:+g}% jobs {fact.period}{openings} ({cite(fact, kb)})"


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


def fee(fact: Fee, kb: KnowledgeBase) -> str:
    """The price of all exams, or that none is published."""
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
    price = fee_of(step)
    if isinstance(step, Certification):
        if step.requires.sponsor:
            return "paid by the employer"
        return "fee not published" if price is None else usd(price)
    if step.cost.high_usd == 0:
        return "you are paid" if step.kind == "job" else "free"
    low, high = step.cost.low_usd, step.cost.high_usd
    return usd(low) if low == high else f"{usd(low)}-{usd(high)}"


def effort(step: Step) -> str:
    """Hours in words."""
    hours = step.study_hours if isinstance(step, Certification) else step.hours
    if hours is None:
        return "hours unknown"
    return "in paid time" if hours.high == 0 else span(hours.low, hours.high, "h")


NAMES = {
    "Adobe", "Amazon", "Cisco", "English", "Epic", "Excel", "Google", "Java", "Linux", "Microsoft", "Oracle", "Python",
    "Windows",
}  # fmt: skip
"""Words in titles that keep their capital."""


def inline(title: str) -> str:
    """A title inside a sentence: lower case, but EHR, HIPAA, NAMES and names with capitals inside stay."""

    def stays(word: str) -> bool:
        return word in NAMES or sum(c.isupper() for c in word) > 1 or word[:1].isdigit()

    return " ".join(word if stays(word) else word.lower() for word in title.split())


def sentence(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def and_list(words: Sequence[str]) -> str:
    """ "a, b and c"; with semicolons where a word has a comma of its own."""
    comma = "; " if any("," in word for word in words) else ", "
    return " and ".join([comma.join(words[:-1]), words[-1]] if len(words) > 1 else words)


GATE_KINDS = {"degree": "degree", "licence": "license", "practice": "practice", "sponsorship": "sponsored training"}


def gate_kind(gate: Gate) -> str:
    """The kind of a gate in a word."""
    return GATE_KINDS[gate.kind]


def gate(status: GateStatus) -> str:
    """What a gate asks for that the person lacks, how firmly, and the way round; or that it is passed."""
    how = manner(status)
    if status.status == "passed":
        return f"passed ({how})" if how else "passed"
    return f"{status.missing} ({how}). {status.gate.detour}"


def gain_words(gain: Gain, kb: KnowledgeBase, most: int = 3) -> str:
    """ "EHR configuration 0 to 2, ..." for what one step or set of steps raises."""
    parts = [f"{kb.skills[skill].title} {now} to {then}" for skill, now, then in gain.skills[:most]]
    more = len(gain.skills) - most
    if not parts:
        return "helps through related skills"
    return ", ".join(parts) + (f" and {more} more" if more > 0 else "")


def job_words(held: HeldRole, kb: KnowledgeBase) -> str:
    """The title of a job held; where the person named it in words, those and what they were read as."""
    title = kb.roles[held.role].title
    if held.job is None:
        return title
    if held.role.startswith(UNKNOWN):
        return f'"{printable(held.job)}"'
    return f'"{printable(held.job)}", read as {title}'


def background(standing: Standing, kb: KnowledgeBase) -> str:
    """What a person has done, without a name; nothing if nothing is stated."""
    profile = standing.profile
    parts = []
    for held in profile.roles:
        years = f" ({counted(held.years, 'years')})" if held.years is not None else ""
        parts.append(f"{job_words(held, kb)}{years}")
    if profile.pay_now_usd:
        parts.append(f"earns {usd(profile.pay_now_usd)} now")
    if profile.education:
        field = f" in {profile.education.field}" if profile.education.field else ""
        level = profile.education.level
        parts.append("no school diploma" if level == "none" else f"{level.replace('-', ' ')}{field}")
    if known := named(profile.ehr or ()):
        parts.append(f"knows {and_list(list(known))}")
    if standing.certifications:
        until = {held.id: expiry(held, kb) for held in profile.certifications}
        held_ones = [(kb.certs[id_].title, until.get(id_)) for id_ in sorted(standing.certifications)]
        parts.append(and_list([f"{title} (valid until {last})" if last else title for title, last in held_ones]))
    return "; ".join(parts)


def limits(standing: Standing) -> str:
    """What a person can give and will accept; nothing if nothing is stated."""
    limits = standing.profile.limits
    parts = [f"{limits.hours_per_week:g} h a week"] if limits.hours_per_week else []
    parts += [f"budget {usd(limits.budget_usd)}"] if limits.budget_usd is not None else []
    parts += [f"by {limits.deadline}"] if limits.deadline else []
    parts += [f"no {one.short}" for one in refused(limits)]
    parts += [f"pay at least {usd(limits.pay_floor_usd)}"] if limits.pay_floor_usd is not None else []
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
    return f"{'; '.join(parts) or 'nothing stated'}. As of {standing.today}."


def day(when: date) -> str:
    """ "Nov 22, 2026": a date on paper."""
    return f"{MONTHS[when.month - 1]} {when.day}, {when.year}"


def on_paper(text: str) -> str:
    """The text with its dates as `day` writes them; what is no day stays."""

    def written(found: re.Match[str]) -> str:
        try:
            return day(date.fromisoformat(found[0]))
        except ValueError:
            return found[0]

    return re.sub(r"\b\d{4}-\d\d-\d\d\b", written, text)


def attributions(kb: KnowledgeBase, sources: Iterable[str]) -> tuple[str, ...]:
    """Publisher, title and date of each source once, in the order of their ids."""
    entries = [kb.sources[source] for source in sorted(set(sources))]
    return tuple(f"{s.publisher}: {s.title} ({date_words(s)})" + (f" {s.url}" if s.url else "") for s in entries)


def date_words(source: Source) -> str:
    """The date of a source; of a page without one, when it was read."""
    return source.as_of or (f"no date, read {source.read}" if source.read else "no date")


def sources(kb: KnowledgeBase, facts: Iterable[Any]) -> Section | None:
    """The section that names the sources behind some facts (None is none)."""
    return section("Sources", bullets(attributions(kb, {fact.source for fact in facts if fact is not None})))


def role_facts(role: Role) -> tuple[Any, ...]:
    """The sourced facts of a role that a page shows."""
    figures = (role.pay, *role.local_pay, role.outlook, role.newer_outlook, role.industry_pay, role.occupation)
    return (*(fact for fact in (*figures, role.ai_effect) if fact is not None), *role.needs)


READY_TO_BOOK = "Book an exam when you can explain every line of its official objectives without notes."


def free_material(cert: Certification, kb: KnowledgeBase) -> list[str]:
    """What the exam asks, and free courses and practice for it, each with its address."""
    if cert.prepare is None:
        return []
    found = [f"what the exam asks: {cert.prepare.objectives}"]
    for key in cert.prepare.free:
        source = kb.sources[key]
        found.append(f"{source.title} ({source.publisher}): {source.url}")
    return found


def step_facts(step: Step) -> tuple[Any, ...]:
    """The sourced facts of a step that a plan rests on; None for what is not known."""
    if isinstance(step, Certification):
        return step.fee, step.validity, step.status, step.renewal, step.study_hours
    return step.hours, step.cost
