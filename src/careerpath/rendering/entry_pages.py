"""Pages of `roles`, `certs` and `skills`: lists, and one entry with its sources."""

from __future__ import annotations

from datetime import date
from typing import Any

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.exams import days_in_words, is_ended, last_day
from careerpath.knowledge.models import Certification, Change, Gate, Pay, Progression, Role, Skill
from careerpath.people.conditions import CONDITIONS
from careerpath.rendering import words
from careerpath.rendering.page import Block, Facts, Page, Section, Text, bullets, facts, section, table
from careerpath.rules.gates import GateStatus, manner
from careerpath.rules.prices import other_prices
from careerpath.services.browse import Found

MOST_NAMES = 40
"""So many aliases, roles or states of one entry are listed: a page ends, JSON has all."""
SOME_ROLES = 2
"""So many roles or fields of a gate are named."""
# The place in the list is the level; 0 is no level that a need or a step can have.
LEVELS = ("", "novice", "advanced beginner", "competent", "proficient", "expert")


def found_page(found: Found, kb: KnowledgeBase, today: date) -> Page:
    """One entry, or the list."""
    entry = found.entry
    if isinstance(entry, Role):
        return role_page(entry, kb)
    if isinstance(entry, Certification):
        return certification_page(entry, kb, today)
    if isinstance(entry, Skill):
        return skill_page(entry, kb)
    return LISTS[found.table](found, kb)


def _list_title(found: Found, what: str) -> str:
    title = f"{len(found.ids)} {what}"
    if not found.query:
        return title
    return f'{title} for "{found.query[:60]}"'


def role_list(found: Found, kb: KnowledgeBase) -> Page:
    """Roles with pay and growth."""
    page = Page(_list_title(found, "roles"), "`careerpath roles ID` shows one; `--growing` sorts by projected growth")
    roles = [kb.roles[role_id] for role_id in found.ids]
    rows = [_role_row(role, kb) for role in roles]
    page.add(table(("Role", "Family", "Level", "Median pay", "Growth", "Driven by"), rows, right=(3, 4)))
    page.add(Text("Pay: national median of the occupation, BLS May 2025. * nearest occupation only.", "muted"))
    periods = {role.newest_outlook.period for role in roles if role.newest_outlook}
    if periods:
        projections = words.and_list(sorted(periods))
        page.add(Text(f"Growth: projection {projections}. `careerpath roles ID` names openings.", "muted"))
    return page


def _role_row(role: Role, kb: KnowledgeBase) -> tuple[str, ...]:
    # The roles of this list are called by their id; an official occupation's id is a code that needs its title.
    name = f"{role.id} {role.title}" if role.kind == "occupation" else role.id
    growth = "-"
    if role.newest_outlook:
        growth = f"{role.newest_outlook.growth_pct:+g}%"
    drivers = ", ".join(words.titles_of(role.drivers, kb.vocabulary))
    return name, kb.vocabulary[role.family].title, role.seniority, _median_pay(role), growth, drivers


def _median_pay(role: Role) -> str:
    """The median; with a star if it is the nearest job's."""
    if role.pay is None:
        return "-"
    median = words.usd(role.pay.median_usd)
    if role.pay.covers == "proxy":
        return f"{median} *"
    return median


def certification_list(found: Found, kb: KnowledgeBase) -> Page:
    """Certifications with fee, hours and status."""
    page = Page(_list_title(found, "certifications"), "`careerpath certs ID` shows one")
    rows = []
    for cert_id in found.ids:
        cert = kb.certs[cert_id]
        status = f"{cert.status.value} {cert.status.on}" if cert.status.on else cert.status.value
        rows.append((cert.id, cert.level, words.cost(cert), words.effort(cert), status))
    page.add(table(("Certification", "Level", "Fee", "Study", "Status"), rows, right=(2, 3)))
    page.add(Text("Fee: list price of all its exams. Study hours are estimates.", "muted"))
    return page


def skill_list(found: Found, kb: KnowledgeBase) -> Page:
    """Skills by category."""
    page = Page(_list_title(found, "skills"), "`careerpath skills ID` shows one")
    rows = []
    for skill_id in found.ids:
        skill = kb.skills[skill_id]
        rows.append((skill.id, skill.category, skill.definition))
    page.add(table(("Skill", "Category", "What it is"), rows))
    return page


LISTS = {"roles": role_list, "certs": certification_list, "skills": skill_list}


def role_page(role: Role, kb: KnowledgeBase) -> Page:
    """Everything we know about a role."""
    page = Page(role.title, f"{role.id}; {kb.vocabulary[role.family].title}; {role.seniority} level")
    page.add(Text(role.summary))
    if role.day:
        page.add(Text(role.day))
    if role.takes_beginners:
        page.add(Text("Hospitals hire beginners for it and train them."))
    page.add(_people(role, kb), _figures(role, kb), _needs(role, kb))
    page.add(section("What they ask for", bullets(_gate(gate, kb) for gate in role.gates)))
    page.add(_certifications_for(role, kb), _try_its(role), _moves(role, kb))
    page.add(words.sources(kb, words.role_facts(role)))
    return page


def _certifications_for(role: Role, kb: KnowledgeBase) -> Block | None:
    rows = []
    for valued in role.certifications:
        rows.append((valued.value, kb.certs[valued.id].title, valued.reason))
    return section("Certifications: which matter, and which do not", table(("", "Certification", "Why"), rows))


def _try_its(role: Role) -> Block | None:
    """Small tasks of the job that a reader can try at home."""
    tasks = []
    for task in role.try_it:
        tasks.append(f"{task.title} ({task.minutes} minutes). {task.do} A good sign: you {task.good_sign}")
    return section("Try it", bullets(tasks, numbered=True))


def _gate(gate: Gate, kb: KnowledgeBase) -> str:
    """What a gate asks of everybody, how firmly, and the way round."""
    how = manner(GateStatus(gate, "preferred-missing" if gate.strength == "preferred" else "closed"))
    return f"{words.gate_kind(gate)}: {_asked_by(gate, kb)} ({how}). {gate.detour}"


def _asked_by(gate: Gate, kb: KnowledgeBase) -> str:
    """The degree, license, practice or certification that a gate asks for."""
    if gate.kind == "degree":
        fields = " or ".join(gate.fields[:SOME_ROLES])
        if not fields:
            return str(gate.level)
        return f"{gate.level} in {fields}"
    if gate.kind == "licence" and gate.licence:
        return kb.roles[gate.licence].title
    if gate.kind == "practice":
        titles = " or ".join(words.titles_of(gate.roles[:SOME_ROLES], kb.roles))
        like = " or the like" if len(gate.roles) > SOME_ROLES else ""
        return f"{gate.months:g} months as {titles}{like}"
    if gate.certification:
        return kb.certs[gate.certification].title
    return ""


def _some_names(names: tuple[str, ...]) -> str:
    """The names, or the first of very many."""
    if not names:
        return "-"
    text = ", ".join(names[:MOST_NAMES])
    if len(names) > MOST_NAMES:
        text += f" and {len(names) - MOST_NAMES} more"
    return text


def _people(role: Role, kb: KnowledgeBase) -> Block:
    """For whom the job is: its other names, whom it does not suit, its conditions and character."""
    conditions = []
    for condition in CONDITIONS:
        conditions.append((words.sentence(condition.words), getattr(role.conditions, condition.field, None)))
    rows = facts(
        ("Also called", _some_names(role.aliases)),
        ("Not for you if", "; ".join(role.not_for_you_if)),
        *conditions,
        ("Character", _character(role, kb)),
    )
    return Section("Is it for you", (rows,))


def _character(role: Role, kb: KnowledgeBase) -> str:
    """Each trait of the job from 1 to 5, with the reason for the estimate; nothing where none is rated."""
    if not role.character:
        return ""
    ratings = []
    for term in kb.vocabulary.values():
        if term.group == "character":
            rating = getattr(role.character, term.id.replace("-", "_"))
            ratings.append(f"{term.title} {rating} of 5")
    return f"{', '.join(ratings)} (estimate: {role.character.reason})"


def _figures(role: Role, kb: KnowledgeBase) -> Block:
    """Every figure of a role with its source; `facts` leaves out what is not known."""
    rows = facts(
        *_pay_rows(role, kb),
        *_outlook_rows(role, kb),
        ("Driven by", words.and_list(words.titles_of(role.drivers, kb.vocabulary))),
        ("Occupation", _occupation(role)),
        ("Note", role.note),
    )
    return Section("Figures", (rows,))


def _pay_rows(role: Role, kb: KnowledgeBase) -> list[tuple[str, str | None]]:
    """The wage in the country, in hospitals and in each state, and how far it spreads."""
    pay, hospitals = role.pay, role.industry_pay
    rows: list[tuple[str, str | None]] = [("Pays", words.pay(pay, kb) if pay else "no figure for this occupation")]
    if hospitals:
        source = words.cite(hospitals, kb)
        rows.append(("In hospitals", f"{words.usd(hospitals.median_usd)}, {hospitals.industry} ({source})"))
    for local in role.local_pay[MOST_NAMES - 1 :: -1]:
        rows.append((f"In {local.state}", words.pay_of(role, local, kb)))
    if pay:
        rows.append(("About the pay", pay.note))
        rows.append(("Range", _pay_range(pay)))
    return rows


def _pay_range(pay: Pay) -> str | None:
    """Between the tenth and the ninetieth percentile; None if an end is not published."""
    if not pay.p10_usd or not pay.p90_usd:
        return None
    return f"{words.usd(pay.p10_usd)} to {words.usd(pay.p90_usd)} (10th to 90th percentile)"


def _outlook_rows(role: Role, kb: KnowledgeBase) -> list[tuple[str, str | None]]:
    """How many have the job, how that changes, and what it takes to be hired."""
    entry, newest = role.entry, role.newest_outlook
    months = words.span(entry.experience_months.low, entry.experience_months.high, "months")
    rows: list[tuple[str, str | None]] = []
    if role.pay:
        rows.append(("Jobs", words.employment(role.pay, kb)))
    outlook = words.outlook(newest, kb) if newest else "no projection for this occupation"
    rows.append(("Outlook", outlook))
    rows.append(("Education", f"typically {words.EDUCATION[entry.education]} ({words.cite(entry, kb)})"))
    rows.append(("Experience", f"{months} at hire (estimate)"))
    if role.newer_outlook and role.outlook:
        rows.append(("Older outlook", words.outlook(role.outlook, kb)))
    if role.ai_effect:
        rows.append(("AI", f"{words.ai_effect(role.ai_effect, kb)}. {words.SLOW_CHANGE}"))
    return rows


def _occupation(role: Role) -> str | None:
    """The official occupation that the figures are of, and how well it fits."""
    occupation = role.occupation
    if not occupation:
        return None
    text = f"{occupation.title}, O*NET-SOC {occupation.code} ({occupation.match} match)"
    if occupation.note:
        text += f". {occupation.note}"
    return text


def _needs(role: Role, kb: KnowledgeBase) -> Block | None:
    rows = []
    for need in role.needs:
        essential = "yes" if need.essential else ""
        level = f"{need.level} {LEVELS[need.level]}"
        rows.append((kb.skills[need.skill].title, level, f"{need.importance} of 5", essential))
    title = "What doing it gives" if role.kind == "starting" else "What it needs on the day of hire"
    return section(title, table(("Skill", "Level", "Importance", "Essential"), rows))


def _moves(role: Role, kb: KnowledgeBase) -> Block | None:
    """The recorded moves to the role, then those from it."""
    moves = []
    for edge in kb.progressions.values():
        if edge.target == role.id:
            moves.append(f"from {kb.roles[edge.origin].title} ({_months_of(edge)})")
    for edge in kb.edges_from(role.id):
        moves.append(f"on to {kb.roles[edge.target].title} ({_months_of(edge)})")
    return section("Moves", bullets(moves))


def _months_of(edge: Progression) -> str:
    return words.months(edge.months.low, edge.months.high)


def certification_page(cert: Certification, kb: KnowledgeBase, today: date) -> Page:
    """Everything we know about a certification."""
    page = Page(cert.title, f"{cert.id}; {cert.issuer}; {cert.level} level; {_status(cert, kb)}")
    page.add(Text(cert.summary))
    if cert.status.value == "retired":
        page.add(Text("It can no longer be taken.", "warn"))
    page.add(
        Facts((("Worth it if", cert.worth_it_if), ("Skip it if", cert.skip_it_if), ("Begin with", cert.first_step)))
    )
    page.add(_preparation(cert, kb))
    page.add(section("Exams", table(("Code", "Exam", "When it can be sat"), _exam_rows(cert, today))))
    page.add(section("What changes", bullets(f"{change.on}: {change.says}" for change in _ahead(cert, today))))
    page.add(Section("Figures", (_certification_figures(cert, kb),)))
    page.add(_taught_by(cert, kb), _valued_by(cert, kb))
    page.add(words.sources(kb, _certification_facts(cert, today)))
    return page


def _preparation(cert: Certification, kb: KnowledgeBase) -> Block | None:
    lines = [words.sentence(line) for line in words.free_material(cert, kb)]
    if not lines:
        return None
    return section("To prepare, free", bullets(lines), Text(words.READY_TO_BOOK))


def _taught_by(cert: Certification, kb: KnowledgeBase) -> Block | None:
    rows = [(kb.skills[skill].title, f"{level} {LEVELS[level]}") for skill, level in cert.teaches.items()]
    return section("What it teaches (estimate)", table(("Skill", "To level"), rows))


def _certification_facts(cert: Certification, today: date) -> list[Any]:
    """The sourced facts that the page of a certification shows; None for what is not known."""
    dated_exams = [exam for exam in cert.exams if exam.source]
    return [
        cert.fee,
        cert.validity,
        cert.renewal,
        cert.exam_minutes,
        cert.status,
        *cert.prices,
        cert.prepare,
        *dated_exams,
        *_ahead(cert, today),
    ]


def _retake(cert: Certification) -> str | None:
    """The waits before further tries."""
    rule = cert.retake
    if rule is None:
        return None
    parts = []
    if rule.second_days is not None:
        parts.append(f"wait {words.counted(rule.second_days, 'days')} before the second try")
    if rule.later_days is not None and rule.later_days != rule.second_days:
        parts.append(f"{words.counted(rule.later_days, 'days')} before each later one")
    if rule.tries_per_year is not None:
        parts.append(f"at most {rule.tries_per_year} tries in 12 months")
    if rule.note:
        parts.append(rule.note)
    return "; ".join(parts)


def _exam_rows(cert: Certification, today: date) -> list[tuple[str, ...]]:
    """Its versions: those that ended last."""
    rows: list[tuple[str, ...]] = []
    for exam in sorted(cert.exams, key=lambda exam: is_ended(exam, today)):
        name = exam.title or ""
        if exam.languages:
            name = f"{name} ({', '.join(exam.languages)})".strip()
        days = days_in_words(exam, today)
        if exam.beta:
            days += ", trial run"
        rows.append((exam.code, name, days))
    return rows


def _ahead(cert: Certification, today: date) -> list[Change]:
    """Announced changes that are not over."""
    return [change for change in cert.changes if last_day(change.on) >= today]


def _status(cert: Certification, kb: KnowledgeBase) -> str:
    """ "active", "retires 2027-01-31, now CompTIA X"."""
    status = cert.status
    text: str = status.value
    if status.value == "retiring":
        text = f"retires {status.on}"
    elif status.value == "retired" and status.on:
        text = f"retired {status.on}"
    if status.successor:
        text += f", now {kb.certs[status.successor].title}"
    return text


def _certification_figures(cert: Certification, kb: KnowledgeBase) -> Facts:
    """Every figure of a certification with its source; `facts` leaves out what is not known."""
    return facts(
        ("Who may sit it", cert.eligibility),
        ("Fee", words.fee(cert, kb)),
        ("Other prices", words.sentence("; ".join(other_prices(cert)))),
        ("About the fee", cert.fee.note),
        ("Exam time", _exam_time(cert, kb)),
        ("Study", f"{words.effort(cert)} (estimate)"),
        ("Advised before", words.and_list(words.titles_of(cert.advice.certifications, kb.certs))),
        ("Valid", f"{_years_valid(cert)} ({words.cite(cert.validity, kb)})"),
        ("To try again", _retake(cert)),
        ("To keep it", _renewal(cert, kb)),
        ("Renewed by", words.and_list(words.titles_of(cert.renewed_by, kb.certs))),
        ("Status", cert.status.note),
    )


def _exam_time(cert: Certification, kb: KnowledgeBase) -> str | None:
    if not cert.exam_minutes:
        return None
    return f"{cert.exam_minutes.value} minutes ({words.cite(cert.exam_minutes, kb)})"


def _years_valid(cert: Certification) -> str:
    if cert.validity.years:
        return words.counted(cert.validity.years, "years")
    if cert.validity.expires is False:
        return "does not expire"
    return "not found"


def _renewal(cert: Certification, kb: KnowledgeBase) -> str | None:
    """What it takes to keep it."""
    renewal = cert.renewal
    if not renewal:
        return None
    parts = []
    if renewal.units is not None:
        parts.append(f"{renewal.units:g} units")
    if renewal.fee_usd is not None:
        parts.append(f"{words.usd(renewal.fee_usd)} a {renewal.per}")
    if renewal.note:
        parts.append(renewal.note)
    return f"{'; '.join(parts)} ({words.cite(renewal, kb)})"


def _valued_by(cert: Certification, kb: KnowledgeBase) -> Block | None:
    """The roles that name it, with what it is worth there."""
    rows = []
    for role in kb.roles.values():
        for valued in role.certifications:
            if valued.id == cert.id:
                rows.append((role.title, valued.value, valued.reason))
    return section("For which roles", table(("Role", "Value", "Why"), rows))


def skill_page(skill: Skill, kb: KnowledgeBase) -> Page:
    """A skill: what it looks like, who needs it, what teaches it."""
    page = Page(skill.title, f"{skill.id}; {skill.category}")
    page.add(Text(skill.definition))
    page.add(Facts((("Question", skill.question), ("Also called", _some_names(skill.aliases)))))
    look = skill.looks_like
    if look:
        levels = Facts((("1 novice", look.novice), ("3 competent", look.competent), ("5 expert", look.expert)))
        page.add(Section("What the levels look like", (levels,)))
    page.add(_roles_that_need(skill, kb), _steps_that_teach(skill, kb))
    related = (f"{kind}: {kb.skills[other].title}" for other, kind, _ in kb.relations(skill.id))
    page.add(section("Other skills that earn part of it", bullets(related)))
    return page


def _roles_that_need(skill: Skill, kb: KnowledgeBase) -> Block | None:
    """The highest level first."""
    needs = []
    for role in kb.roles.values():
        for need in role.needs:
            if need.skill == skill.id:
                needs.append((need.level, role.title, need.importance))
    rows = []
    for level, title, importance in sorted(needs, reverse=True)[:MOST_NAMES]:
        rows.append((title, f"{level} {LEVELS[level]}", f"{importance} of 5"))
    return section("Roles that need (or give) it", table(("Role", "Level", "Importance"), rows))


def _steps_that_teach(skill: Skill, kb: KnowledgeBase) -> Block | None:
    """Those that bring the most first, among equals by id."""
    steps = [step for step in kb.steps.values() if skill.id in step.teaches]
    steps.sort(key=lambda step: (-step.teaches[skill.id], step.id))
    rows = []
    for step in steps:
        rows.append((step.title, f"to {step.teaches[skill.id]}", words.effort(step), words.cost(step)))
    return section("What teaches it", table(("Step", "Level", "Effort", "Cost"), rows))
