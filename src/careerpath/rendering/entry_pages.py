"""Pages of `roles`, `certs` and `skills`: lists, and one entry with its sources."""

from __future__ import annotations

from datetime import date

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.exams import days_in_words, is_ended, last_day
from careerpath.knowledge.models import Certification, Change, Gate, Role, Skill
from careerpath.people.conditions import CONDITIONS
from careerpath.rendering import words
from careerpath.rendering.page import Block, Facts, Page, Section, Text, bullets, facts, section, table
from careerpath.rules.gates import GateStatus, manner
from careerpath.rules.prices import other_prices
from careerpath.services.browse import Found

MOST_NAMES = 40
SOME_ROLES = 2
"""So many roles or fields of a gate are named."""
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
    return f"{len(found.ids)} {what}" + (f' for "{found.query[:60]}"' if found.query else "")


def role_list(found: Found, kb: KnowledgeBase) -> Page:
    """Roles with pay and growth."""
    page = Page(_list_title(found, "roles"), "`careerpath roles ID` shows one; `--growing` sorts by projected growth")
    rows = []
    for role in (kb.roles[i] for i in found.ids):
        pay = words.usd(role.pay.median_usd) + (" *" if role.pay.covers == "proxy" else "") if role.pay else "-"
        growth = f"{role.newest_outlook.growth_pct:+g}%" if role.newest_outlook else "-"
        drivers = ", ".join(kb.vocabulary[d].title for d in role.drivers)
        name = f"{role.id} {role.title}" if role.kind == "occupation" else role.id
        rows.append((name, kb.vocabulary[role.family].title, role.seniority, pay, growth, drivers))
    page.add(table(("Role", "Family", "Level", "Median pay", "Growth", "Driven by"), rows, right=(3, 4)))
    page.add(Text("Pay: national median of the occupation, BLS May 2025. * nearest occupation only.", "muted"))
    periods = {outlook.period for i in found.ids if (outlook := kb.roles[i].newest_outlook)}
    if periods:
        page.add(
            Text(
                f"Growth: projection {words.and_list(sorted(periods))}. `careerpath roles ID` names openings.", "muted"
            )
        )
    return page


def certification_list(found: Found, kb: KnowledgeBase) -> Page:
    """Certifications with fee, hours and status."""
    page = Page(_list_title(found, "certifications"), "`careerpath certs ID` shows one")
    rows = []
    for cert in (kb.certs[i] for i in found.ids):
        status = cert.status.value + (f" {cert.status.on}" if cert.status.on else "")
        rows.append((cert.id, cert.level, words.cost(cert), words.effort(cert), status))
    page.add(table(("Certification", "Level", "Fee", "Study", "Status"), rows, right=(2, 3)))
    page.add(Text("Fee: list price of all its exams. Study hours are estimates.", "muted"))
    return page


def skill_list(found: Found, kb: KnowledgeBase) -> Page:
    """Skills by category."""
    page = Page(_list_title(found, "skills"), "`careerpath skills ID` shows one")
    rows = [(s.id, s.category, s.definition) for s in (kb.skills[i] for i in found.ids)]
    page.add(table(("Skill", "Category", "What it is"), rows))
    return page


LISTS = {"roles": role_list, "certs": certification_list, "skills": skill_list}


def role_page(role: Role, kb: KnowledgeBase) -> Page:
    """Everything we know about a role."""
    page = Page(role.title, f"{role.id}; {kb.vocabulary[role.family].title}; {role.seniority} level")
    page.add(
        Text(role.summary),
        Text(role.day) if role.day else None,
        Text("Hospitals hire beginners for it and train them.") if role.takes_beginners else None,
        _people(role, kb),
        _figures(role, kb),
        _needs(role, kb),
    )
    page.add(section("What they ask for", bullets(_gate(gate, kb) for gate in role.gates)))
    rows = [(v.value, kb.certs[v.id].title, v.reason) for v in role.certifications]
    page.add(section("Certifications: which matter, and which do not", table(("", "Certification", "Why"), rows)))
    items = (f"{x.title} ({x.minutes} minutes). {x.do} A good sign: you {x.good_sign}" for x in role.try_it)
    page.add(section("Try it", bullets(items, numbered=True)), _moves(role, kb))
    page.add(words.sources(kb, words.role_facts(role)))
    return page


def _gate(gate: Gate, kb: KnowledgeBase) -> str:
    """What a gate asks of everybody, how firmly, and the way round."""
    like = " or the like" if len(gate.roles) > SOME_ROLES else ""
    if gate.kind == "degree":
        asked = str(gate.level) + (f" in {' or '.join(gate.fields[:SOME_ROLES])}" if gate.fields else "")
    elif gate.kind == "licence" and gate.licence:
        asked = kb.roles[gate.licence].title
    elif gate.kind == "practice":
        titles = " or ".join(kb.roles[role].title for role in gate.roles[:SOME_ROLES])
        asked = f"{gate.months:g} months as {titles}{like}"
    else:
        asked = kb.certs[gate.certification].title if gate.certification else ""
    how = manner(GateStatus(gate, "preferred-missing" if gate.strength == "preferred" else "closed"))
    return f"{words.gate_kind(gate)}: {asked} ({how}). {gate.detour}"


def _some_names(names: tuple[str, ...]) -> str:
    """The names, or the first of very many."""
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return (", ".join(names[:MOST_NAMES]) or "-") + more


def _people(role: Role, kb: KnowledgeBase) -> Block:
    character = ""
    if role.character:
        traits = [term for term in kb.vocabulary.values() if term.group == "character"]
        rated = [f"{t.title} {getattr(role.character, t.id.replace('-', '_'))} of 5" for t in traits]
        character = f"{', '.join(rated)} (estimate: {role.character.reason})"
    found = facts(
        ("Also called", _some_names(role.aliases)),
        ("Not for you if", "; ".join(role.not_for_you_if)),
        *((words.sentence(one.words), getattr(role.conditions, one.field, None)) for one in CONDITIONS),
        ("Character", character),
    )
    return Section("Is it for you", (found,))


def _figures(role: Role, kb: KnowledgeBase) -> Block:
    entry, pay, hospitals, known = role.entry, role.pay, role.industry_pay, role.occupation
    newest = role.newest_outlook
    span = words.span(entry.experience_months.low, entry.experience_months.high, "months")
    ends = [words.usd(end) for end in (pay.p10_usd, pay.p90_usd) if end] if pay else []
    named = known and f"{known.title}, O*NET-SOC {known.code} ({known.match} match)"
    found = facts(
        ("Pays", words.pay(pay, kb) if pay else "no figure for this occupation"),
        ("In hospitals", hospitals
            and f"{words.usd(hospitals.median_usd)}, {hospitals.industry} ({words.cite(hospitals, kb)})"),
        *((f"In {one.state}", words.pay_of(role, one, kb)) for one in role.local_pay[MOST_NAMES - 1 :: -1]),
        ("About the pay", pay and pay.note),
        ("Range", f"{ends[0]} to {ends[1]} (10th to 90th percentile)" if ends[1:] else None),
        ("Jobs", words.employment(pay, kb) if pay else None),
        ("Outlook", words.outlook(newest, kb) if newest else "no projection for this occupation"),
        ("Education", f"typically {words.EDUCATION[entry.education]} ({words.cite(entry, kb)})"),
        ("Experience", f"{span} at hire (estimate)"),
        ("Older outlook", words.outlook(role.outlook, kb) if role.newer_outlook and role.outlook else None),
        ("AI", role.ai_effect and f"{words.ai_effect(role.ai_effect, kb)}. {words.SLOW_CHANGE}"),
        ("Driven by", words.and_list([kb.vocabulary[d].title for d in role.drivers])),
        ("Occupation", f"{named}. {known.note}" if known and known.note else named),
        ("Note", role.note),
    )  # fmt: skip
    return Section("Figures", (found,))


def _needs(role: Role, kb: KnowledgeBase) -> Block | None:
    rows = [
        (kb.skills[n.skill].title, f"{n.level} {LEVELS[n.level]}", f"{n.importance} of 5", "yes" if n.essential else "")
        for n in role.needs
    ]
    title = "What it needs on the day of hire" if role.kind != "starting" else "What doing it gives"
    return section(title, table(("Skill", "Level", "Importance", "Essential"), rows))


def _moves(role: Role, kb: KnowledgeBase) -> Block | None:
    leading = [e for e in kb.progressions.values() if e.target == role.id]
    onward = kb.edges_from(role.id)
    items = [f"from {kb.roles[e.origin].title} ({words.months(e.months.low, e.months.high)})" for e in leading]
    items += [f"on to {kb.roles[e.target].title} ({words.months(e.months.low, e.months.high)})" for e in onward]
    return section("Moves", bullets(items))


def certification_page(cert: Certification, kb: KnowledgeBase, today: date) -> Page:
    """Everything we know about a certification."""
    page = Page(cert.title, f"{cert.id}; {cert.issuer}; {cert.level} level; {_status(cert, kb)}")
    page.add(Text(cert.summary))
    if cert.status.value == "retired":
        page.add(Text("It can no longer be taken.", "warn"))
    page.add(
        Facts((("Worth it if", cert.worth_it_if), ("Skip it if", cert.skip_it_if), ("Begin with", cert.first_step)))
    )
    if material := words.free_material(cert, kb):
        page.add(section("To prepare, free", bullets(map(words.sentence, material)), Text(words.READY_TO_BOOK)))
    page.add(section("Exams", table(("Code", "Exam", "When it can be sat"), _exam_rows(cert, today))))
    page.add(section("What changes", bullets(f"{change.on}: {change.says}" for change in _ahead(cert, today))))
    page.add(Section("Figures", (_certification_figures(cert, kb),)))
    rows = [(kb.skills[s].title, f"{level} {LEVELS[level]}") for s, level in cert.teaches.items()]
    page.add(section("What it teaches (estimate)", table(("Skill", "To level"), rows)), _valued_by(cert, kb))
    dated = [exam for exam in cert.exams if exam.source]
    figures = (cert.fee, cert.validity, cert.renewal, cert.exam_minutes, cert.status, *cert.prices)
    more = (cert.prepare,) if cert.prepare else ()
    facts = (*figures, *more, *dated, *_ahead(cert, today))
    page.add(words.sources(kb, facts))
    return page


def _retake(cert: Certification) -> str | None:
    """The waits before further tries."""
    if cert.retake is None:
        return None
    rule, parts = cert.retake, []
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
    for exam in sorted(cert.exams, key=lambda one: is_ended(one, today)):
        name = exam.title or ""
        if exam.languages:
            name = f"{name} ({', '.join(exam.languages)})".strip()
        rows.append((exam.code, name, days_in_words(exam, today) + (", trial run" if exam.beta else "")))
    return rows


def _ahead(cert: Certification, today: date) -> list[Change]:
    """Announced changes that are not over."""
    return [change for change in cert.changes if last_day(change.on) >= today]


def _status(cert: Certification, kb: KnowledgeBase) -> str:
    text = {"active": "active", "retiring": f"retires {cert.status.on}", "retired": "retired"}[cert.status.value]
    if cert.status.value == "retired" and cert.status.on:
        text += f" {cert.status.on}"
    return text + (f", now {kb.certs[cert.status.successor].title}" if cert.status.successor else "")


def _certification_figures(cert: Certification, kb: KnowledgeBase) -> Facts:
    minutes, renewal, keep = cert.exam_minutes, cert.renewal, []
    if renewal:
        keep = [f"{renewal.units:g} units"] if renewal.units is not None else []
        keep += [f"{words.usd(renewal.fee_usd)} a {renewal.per}"] if renewal.fee_usd is not None else []
        keep += [renewal.note] if renewal.note else []
    unlimited = "does not expire" if cert.validity.expires is False else "not found"
    valid = words.counted(cert.validity.years, "years") if cert.validity.years else unlimited
    return facts(
        ("Who may sit it", cert.eligibility),
        ("Fee", words.fee(cert.fee, kb)),
        ("Other prices", words.sentence("; ".join(other_prices(cert)))),
        ("About the fee", cert.fee.note),
        ("Exam time", minutes and f"{minutes.value} minutes ({words.cite(minutes, kb)})"),
        ("Study", f"{words.effort(cert)} (estimate)"),
        ("Advised before", words.and_list([kb.certs[c].title for c in cert.advice.certifications])),
        ("Valid", f"{valid} ({words.cite(cert.validity, kb)})"),
        ("To try again", _retake(cert)),
        ("To keep it", renewal and f"{'; '.join(keep)} ({words.cite(renewal, kb)})"),
        ("Renewed by", words.and_list([kb.certs[c].title for c in cert.renewed_by])),
        ("Status", cert.status.note),
    )


def _valued_by(cert: Certification, kb: KnowledgeBase) -> Block | None:
    rows = [
        (role.title, value.value, value.reason)
        for role in kb.roles.values()
        for value in role.certifications
        if value.id == cert.id
    ]
    return section("For which roles", table(("Role", "Value", "Why"), rows))


def skill_page(skill: Skill, kb: KnowledgeBase) -> Page:
    """A skill: what it looks like, who needs it, what teaches it."""
    page = Page(skill.title, f"{skill.id}; {skill.category}")
    look = skill.looks_like
    called = _some_names(skill.aliases)
    page.add(Text(skill.definition), Facts((("Question", skill.question), ("Also called", called))))
    if look:
        facts = Facts((("1 novice", look.novice), ("3 competent", look.competent), ("5 expert", look.expert)))
        page.add(Section("What the levels look like", (facts,)))
    roles = sorted(
        ((n.level, r.title, n.importance) for r in kb.roles.values() for n in r.needs if n.skill == skill.id),
        reverse=True,
    )
    rows = [(title, f"{level} {LEVELS[level]}", f"{importance} of 5") for level, title, importance in roles]
    page.add(section("Roles that need (or give) it", table(("Role", "Level", "Importance"), rows[:MOST_NAMES])))
    steps = sorted((-s.teaches[skill.id], s.id) for s in kb.steps.values() if skill.id in s.teaches)
    items = [(kb.step(i).title, f"to {-level}", words.effort(kb.step(i)), words.cost(kb.step(i))) for level, i in steps]
    page.add(section("What teaches it", table(("Step", "Level", "Effort", "Cost"), items)))
    related = (f"{kind}: {kb.skills[other].title}" for other, kind, _ in kb.relations(skill.id))
    page.add(section("Other skills that earn part of it", bullets(related)))
    return page
