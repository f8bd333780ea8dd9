"""The attachment to an employment plan: what a plan of the agency can take over, and room for what it alone decides.

It is no plan of the agency, grants nothing, and leaves to be written by hand what is not for a program to guess:
barriers, providers, who pays, signatures (docs/method.md, 12).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from careerpath.errors import CareerpathError
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Certification
from careerpath.knowledge.text_file import printable
from careerpath.pathway.stage import PlanStep
from careerpath.record import Record
from careerpath.rendering import words
from careerpath.rendering.citations import Sources
from careerpath.rendering.page import Block, Bullets, Facts, Lines, Page, Section, Signatures, Table, Text
from careerpath.rendering.plan_page import fee_words
from careerpath.rendering.roadmap_page import OF_WHAT, title_of
from careerpath.services.demand import Listing, demand_for, read_demand
from careerpath.services.recommend import roles_of
from careerpath.services.roadmap import Roadmap, Standpoint

if TYPE_CHECKING:
    from careerpath.settings import Settings

TITLE = "Attachment to the employment plan"
BLANK = "__________"
"""Where something is written by hand."""
STEPS_SHOWN = 7
SKILLS_SHOWN = 6
REVIEW_DAYS = 28
"""To the review that is proposed: four weeks, a common rhythm; the agency's own rule counts."""
PROOFS = {
    "certification": "certificate, or the score report",
    "renewal": "proof of renewal",
    "course": "certificate of the course",
    "degree": "transcript",
    "lab": "the work itself, shown",
    "project": "the work itself, shown",
    "reading": "a talk about it",
    "volunteering": "letter of the place",
    "job": "pay slip, or letter of the employer",
}
"""What counts as proof of a step, by its kind."""
MORE = "More of them, with provider, payer and date"
OTHER_PROOF = "signed record of the provider"
SUPPORT = (
    "transport", "care of children or others", "tools, laptop or internet", "work clothes",
    "exam, book and license fees", "other",
)  # fmt: skip
CLIENT_DUTIES = (
    "takes the steps above and keeps to the hours agreed",
    "keeps contact, and says at once what changes",
    "asks for the grants that may pay first, and brings proof of each step",
)
COUNSELOR_DUTIES = (
    "says which service the office can pay, and answers in time",
    "names providers, and refers to other help",
    "reviews this sheet with the client on the days below",
)
TRAINING = (
    "without training no work that the client can live on is within reach",
    "the client needs this training and has the skills to finish it",
    "it leads to work in the area, and other grants do not cover it",
)


class Office(Record):
    """What the counselor's settings say, and what the caseload knows about the client beside the roadmap."""

    organization: str = ""
    counselor: str = ""
    phone: str = ""
    sections: tuple[str, ...] | None = None
    """Ids of `SECTIONS` that are printed; None for all."""
    listings: tuple[Listing, ...] = ()
    """What the counselor's table of state lists holds."""
    code: str = ""
    version: int = 0
    """How many roadmaps were printed before; 0 if that is not known."""
    since: tuple[str, ...] = ()
    """What was reached since the last one, and which fees changed."""


def office_of(settings: Settings) -> Office:
    """What the settings say. Raises CareerpathError for a section that there is not."""
    listings = read_demand(settings.demand) if settings.demand else ()
    office = Office(settings.organization, settings.counselor, settings.phone, settings.attachment, listings)
    _wanted(office)
    return office


SECTIONS = (
    "participant", "assessment", "goal", "reasons", "steps", "since", "support",
    "barriers", "duties", "training", "reviews", "signatures", "sources",
)  # fmt: skip
"""In their order on the pages; `attachment` in config.toml names those that are wanted."""


def attachment_page(roadmap: Standpoint, kb: KnowledgeBase, office: Office) -> Page:
    """At most two pages; without a goal it is left blank. Raises CareerpathError for a section that there is not."""
    wanted = _wanted(office)
    made = words.day(roadmap.today)
    page = Page(
        TITLE, f"made {made}; the agency decides what of it becomes part of the plan", head=office.organization,
        foot=f"{TITLE}, made {made}, data version {kb.version[:12]}.",
    )  # fmt: skip
    writer = _Writer(roadmap, kb, office)
    for name in SECTIONS:
        if name in wanted:
            page.add(writer.section(name))
    return page.cleaned()


def _wanted(office: Office) -> tuple[str, ...]:
    wanted = SECTIONS if office.sections is None else office.sections
    if unknown := [name for name in wanted if name not in SECTIONS]:
        raise CareerpathError(
            f"config.toml: attachment: {printable(unknown[0][:40])!r} is no section; known are {', '.join(SECTIONS)}"
        )
    return wanted


class _Writer:
    """One method for each section."""

    def __init__(self, roadmap: Standpoint, kb: KnowledgeBase, office: Office) -> None:
        self.roadmap, self.kb, self.office = roadmap, kb, office
        self.sources = Sources(kb)

    def section(self, name: str) -> Section | None:
        """The section of that name; None if there is nothing to say."""
        found: Section | None = getattr(self, f"_{name}")()
        return found

    def _participant(self) -> Section:
        counselor = ", phone ".join(part for part in (self.office.counselor, self.office.phone) if part)
        number = f"{self.office.version + 1}, of {words.day(self.roadmap.today)}" if self.office.code else BLANK
        rows = (
            ("Client", f"{self.roadmap.name or BLANK}; number {self.office.code or BLANK}"),
            ("Counselor", counselor or f"{BLANK}, phone {BLANK}"),
            ("Version", number),
        )
        return Section("Who", (Facts(rows),))

    def _assessment(self) -> Section:
        standing = self.roadmap.answer.standing
        best = sorted(standing.holdings.items(), key=lambda item: (-item[1].level, item[0]))[:SKILLS_SHOWN]
        skills = ", ".join(f"{self.kb.skills[key].title} {held.level}" for key, held in best)
        rows = (
            ("Work and school", words.on_paper(words.background(standing, self.kb)) or "nothing stated yet"),
            ("Skills", f"{skills} (0 to 5: own word, or usual for these jobs)" if skills else "none rated"),
            ("Tests, with date", BLANK),
        )  # fmt: skip
        return Section("What it rests on", (Facts(rows),))

    def _goal(self) -> Section:
        if not isinstance(self.roadmap, Roadmap):
            names = ("Next job", "Far goal", "Compared with", "If it fails")
            return Section("Employment goal", (Facts(tuple((name, f"{BLANK}{BLANK}") for name in names)),))
        near, far = self._near_and_far(self.roadmap)
        others = [
            one.ranked.role.title for one in self.roadmap.answer.suggestions if one.ranked.role.id != self.roadmap.goal
        ]
        rows = (
            ("Next job", near),
            ("Far goal", far),
            ("Compared with", f"{', '.join(others) or BLANK}; chosen because {BLANK}{BLANK}"),
            ("If it fails", f"{others[0] if others else BLANK}; we change over when {BLANK}"),
        )
        return Section("Employment goal", (Facts(rows),))

    def _near_and_far(self, roadmap: Roadmap) -> tuple[str, str]:
        """The next job and the far goal, each said once: where they are one, the far goal is for the client to say."""
        goal = title_of(roadmap.goal, self.kb)
        if roadmap.target:
            pay = roadmap.target.role.pay
            goal += f" (SOC {pay.soc})" if pay else ""
            goal += f"; covers {words.share(roadmap.target.readiness.score)} of its needs now"
        low, high = roadmap.plan.total_months
        goal += f"; about {words.months(low, high)} from now" if high else ""
        first = roadmap.plan.stages[0].role if roadmap.plan.stages else None
        if not roadmap.is_goal_stated:
            return f"{goal}; not yet chosen by the client", f"not stated yet: {BLANK}{BLANK}"
        if roadmap.goal not in self.kb.roles:
            return f"{BLANK}{BLANK}", goal
        if first is None or first == roadmap.goal:
            return goal, f"the next job; beyond it {BLANK}{BLANK}"
        return self.kb.roles[first].title, goal

    def _reasons(self) -> Section:
        one = self.roadmap.target
        wage, outlook = "no figure for this goal", "no figure for this goal"
        if one is not None:
            local = one.local_pay if one.local_pay and one.local_pay.median_usd is not None else None
            pay = local or one.role.pay
            if pay is not None and pay.median_usd is not None:
                area = local.area if local else "United States"
                told = words.low_and_typical(pay.p10_usd, pay.median_usd, f" a year, {area}")
                wage = f"{told}{OF_WHAT[pay.covers]}{self.sources.cite(pay)}"
            fact = one.role.newer_outlook or one.role.outlook
            if fact is not None:
                openings = f", about {fact.openings_per_year:,} openings a year" if fact.openings_per_year else ""
                outlook = f"{fact.growth_pct:+g}% jobs {fact.period}{openings}, United States{self.sources.cite(fact)}"
        rows = (
            ("Wage", wage),
            ("Outlook", outlook),
            ("In demand here", self._demand()),
        )
        return Section("Why this goal", (Facts(rows),))

    def _demand(self) -> str:
        """By the list of the client's state; to be ticked by hand where none is loaded."""
        target, state = self.roadmap.target, self.roadmap.answer.standing.profile.limits.state
        found = demand_for(self.office.listings, target.role if target else None, state)
        if found is None:
            return f"[  ] yes  [  ] no, by the list {BLANK} of {BLANK}"
        where = f" ({found.address})" if found.address else ""
        return f"{'yes, by' if found.is_listed else 'not on'} the list {found.list} of {found.date}{where}"

    def _steps(self) -> Section:
        if not isinstance(self.roadmap, Roadmap):
            return Section("Objectives and services", (Text("No dated step yet."), Lines(MORE, 4)))
        plan = self.roadmap.plan
        if not plan.steps:
            return Section(
                "Objectives and services", (Text(f"No dated step yet. First: {self.roadmap.first.do}"), Lines(MORE, 2))
            )
        columns = (
            "Objective",
            "Proof",
            "Provider",
            "From",
            "Done by",
            "List price",
            "Paid by (asked / agreed)",
            "Does it",
        )
        rows = tuple(self._step(step) for step in plan.steps[:STEPS_SHOWN])
        blocks: list[Block] = [Table(columns, rows, frozenset((5,)))]
        if more := len(plan.steps) - len(rows):
            blocks.append(Text(f"and {more} more on the roadmap"))
        least = words.sum_of(plan.fee_span, is_at_least=plan.is_at_least)
        hours = f"{plan.hours:g} hours, up to {plan.request.hours_per_week:g} a week"
        gap = f"All steps: {least} at list price; {hours}. Paid by others: {BLANK}; left to pay: {BLANK}."
        blocks += [Text(gap), Lines("Work-based learning: employer, wage, dates, skills", 1)]
        return Section("Objectives and services", tuple(blocks))

    def _step(self, step: PlanStep) -> tuple[str, ...]:
        behind = self.kb.step(step.step)
        if isinstance(behind, Certification):
            provider, kind = behind.issuer, step.kind
            price = self.sources.cite(behind.renewal if step.kind == "renewal" else behind.fee)
        else:
            provider, kind, price = BLANK, str(behind.kind), self.sources.cite(behind.cost)
        proof = PROOFS.get(kind, OTHER_PROOF)
        who = "client, employer" if step.kind == "job" else "client"
        dates = (words.day(step.start), words.day(step.end))
        fee = fee_words(step)
        paid = "nobody" if fee in ("free", "you are paid") else "____ / ____"
        return (step.title, proof, provider, *dates, fee + (price if step.kind != "job" else ""), paid, who)

    def _support(self) -> Section:
        items = tuple(f"{name}: ____ for ____, paid by ____" for name in SUPPORT)
        return Section("Supportive services", (Bullets(items, ticks=True),))

    def _barriers(self) -> Section:
        return Section("What stands in the way", (Lines("Written by hand, with the step against each", 2),))

    def _duties(self) -> Section:
        client = Section("The client", (Bullets(CLIENT_DUTIES, ticks=True),))
        counselor = Section("The counselor", (Bullets(COUNSELOR_DUTIES, ticks=True),))
        return Section("Who does what", (client, counselor))

    def _training(self) -> Section:
        return Section("Before training is paid, the counselor finds", (Bullets(TRAINING, ticks=True),))

    def _reviews(self) -> Section:
        proposed = words.day(self.roadmap.today + timedelta(days=REVIEW_DAYS))
        rows = (
            ("Next review", f"{proposed} (proposed); agreed {BLANK}"),
            ("We talk", f"every {BLANK} by {BLANK}"),
            ("Progress", "judged by the proof of each step, on the days above"),
            ("After the first day", f"contact for 12 months, by {BLANK}"),
            ("Changes", f"date {BLANK} what {BLANK}{BLANK} initials ____ / ____"),
        )
        return Section("Reviews", (Facts(rows),))

    def _since(self) -> Section | None:
        return Section("Since the last plan", (Bullets(self.office.since),)) if self.office.since else None

    def _signatures(self) -> Section:
        ticks = Bullets(
            (
                "I helped to write this and have a copy, given on ____",
                "The office's sheet on rights and complaints is attached",
            ),
            ticks=True,
        )  # fmt: skip
        lines = Signatures(("Client, date", "Counselor, date", "Parent or guardian if under 18, date"))
        return Section("Signed", (ticks, lines))

    def _sources(self) -> Section | None:
        answer = self.roadmap.answer
        whose = words.whose_wages(answer.standing.profile, roles_of(answer.ranking))
        limits = Text(
            f"{whose} Wages and growth are averages over many places. They do not know this person, place or employer."
        )
        found = self.sources.block()
        return Section("Sources and limits", (limits, *found.blocks)) if found else Section("Limits", (limits,))
