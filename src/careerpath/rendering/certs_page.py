"""Pages and JSON of `certs --for`, `--compare` and `--upcoming`."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.exams import days_in_words, is_ended, versions
from careerpath.knowledge.models import Certification, Role
from careerpath.pathway.cost import HoldCost
from careerpath.rendering import words
from careerpath.rendering.as_json import header, pick
from careerpath.rendering.page import Page, Section, Text, bullets, section, table
from careerpath.services.certifications import HOLD_YEARS, Compared, Upcoming, Valued

HOLD_NOTE = "To hold: price with the share of second attempts, and every renewal that falls due in the time."


def hold_words(cost: HoldCost) -> str:
    """The total in a word or two."""
    if not any(line.price_usd is not None for line in cost.lines):
        return "price not published"
    return words.sum_of(round(cost.total_usd), is_at_least=cost.is_at_least)


def role_page(role: str, found: tuple[Valued, ...], kb: KnowledgeBase) -> Page:
    """Which certifications matter for a role."""
    page = Page(f"Certifications for {kb.roles[role].title}", "what hospitals look for, and what you can leave")
    if not found:
        page.add(Text(none_for(kb.roles[role])))
        return page
    rows = [
        (one.cert.title, one.value, words.cost(one.cert), hold_words(one.hold), words.effort(one.cert), one.reason)
        for one in found
    ]
    page.add(table(("Certification", "Value", "Fee", "Held 3 years", "Study", "Why"), rows, right=(2, 3, 4)))
    page.add(Text(HOLD_NOTE, "muted"), _sources([one.cert for one in found], kb))
    return page


def none_for(role: Role) -> str:
    """Why no certification is named for a role."""
    if role.kind == "starting":
        return (
            f"None are listed: {role.title} is a job to start from, and this list holds what hospital IT asks for. "
            "Ask for the role you want to go to: careerpath certs --for ROLE."
        )
    if role.kind == "hospital-it":
        return f"None: hospitals that hire a {role.title} name no certification often enough to list one."
    return f"None are known here: {role.title} is a job outside the list of hospital IT."


def compare_page(several: tuple[Compared, ...], kb: KnowledgeBase, today: date) -> Page:
    """Two to four certifications side by side."""
    titles = [one.cert.title for one in several]
    page = Page(f"{', '.join(titles[:-1])} or {titles[-1]}", "side by side")
    certs = [one.cert for one in several]
    rows = [
        ("Fee", *(words.cost(cert) for cert in certs)),
        ("Study", *(words.effort(cert) for cert in certs)),
        ("Who may sit it", *(cert.eligibility for cert in certs)),
        ("What to book", *(_versions(cert, today) for cert in certs)),
    ]
    for place, years in enumerate(HOLD_YEARS):
        rows.append((f"Held {words.counted(years, 'years')}", *(hold_words(one.holds[place]) for one in several)))
    rows += [
        ("Valid", *(_valid(cert) for cert in certs)),
        ("Renewed by passing", *(_renewers(cert, kb) for cert in certs)),
        ("Level", *(cert.level for cert in certs)),
        ("Status", *(cert.status.value for cert in certs)),
        ("Roles that expect it", *(_roles(cert, "expected", kb) for cert in certs)),
        ("Useful for", *(_roles(cert, "useful", kb) for cert in certs)),
        ("Worth it if", *(cert.worth_it_if for cert in certs)),
        ("Skip it if", *(cert.skip_it_if for cert in certs)),
    ]
    page.add(table(("", *titles), rows))
    for one in several:
        more = bullets(f"{kb.skills[skill].title} to level {level}" for skill, level in one.more)
        page.add(section(f"Only {one.cert.title} teaches", more))
    page.add(Text(HOLD_NOTE, "muted"), _sources(certs, kb))
    return page


def _versions(cert: Certification, today: date) -> str:
    """The versions that can be booked, with their days."""
    told = []
    for exams in versions(cert).values():
        for exam in exams:
            if not is_ended(exam, today):
                told.append(f"{exam.code} ({days_in_words(exam, today)})")
    return ", ".join(told) or "see the issuer"


def _renewers(cert: Certification, kb: KnowledgeBase) -> str:
    return ", ".join(kb.certs[other].title for other in cert.renewed_by) or "none that we know of"


MOST_ROLES = 6
"""Roles that are named; of the rest the number is told."""


def _roles(cert: Certification, worth: str, kb: KnowledgeBase) -> str:
    """The roles to which it is worth that."""
    titles = []
    for role in kb.roles.values():
        if any(value.id == cert.id and value.value == worth for value in role.certifications):
            titles.append(role.title)
    shown = ", ".join(titles[:MOST_ROLES])
    more = len(titles) - MOST_ROLES
    return f"{shown} and {more} more" if more > 0 else shown or "none"


def _valid(cert: Certification) -> str:
    if cert.validity.years:
        return words.counted(cert.validity.years, "years")
    return "for good" if cert.validity.expires is False else "not published"


KINDS = {
    "retires": "ends",
    "retired": "ended",
    "opens": "opens",
    "exam-opens": "opens",
    "exam-ends": "last day",
    "exam-ended": "ended",
    "changes": "changes",
}


def upcoming_page(found: tuple[Upcoming, ...], kb: KnowledgeBase) -> Page:
    """What ends, opens or changes, or has just gone."""
    page = Page("Certifications that change", "in the next 18 months, and in the year behind us")
    rows = [(one.when, one.cert.title, _what(one), _then(one, kb)) for one in found]
    page.add(table(("When", "Certification", "What", "Then"), rows) or Text("Nothing we know of.", "good"))
    facts = [one.fact for one in found if one.fact is not None]
    page.add(words.sources(kb, facts))
    return page


def _what(one: Upcoming) -> str:
    """ "SY0-701 last day", "ends" """
    subject = f"{one.code} " if one.code else ""
    languages = f" ({', '.join(one.languages)})" if one.languages else ""
    return f"{subject}{KINDS[one.kind]}{languages}"


def _then(one: Upcoming, kb: KnowledgeBase) -> str:
    """What takes the place of what ends; what else is said of the day."""
    if one.kind in ("retires", "retired"):
        successor = one.cert.status.successor
        return kb.certs[successor].title if successor else "no successor"
    if one.kind in ("exam-ends", "exam-ended") and not one.languages:
        later = _versions_after(one)
        return "then " + " or ".join(later) if later else "no version after it is known"
    return one.says or ""


def _versions_after(one: Upcoming) -> list[str]:
    """Codes of the versions that can be sat after the one that ends: of the same exam if it has one."""
    day_after = one.on + timedelta(days=1)
    parts = [exam.part for exam in one.cert.exams if exam.code == one.code]
    codes = []
    for exam in one.cert.exams:
        if exam.part in parts and not (exam.languages or exam.beta or is_ended(exam, day_after)):
            codes.append(exam.title or exam.code if exam.code == one.code else exam.code)
    number = (one.code or "").split()[0]
    same = [code for code in codes if code.split()[0] == number]
    return list(dict.fromkeys(same or codes))


def _sources(certs: list[Certification], kb: KnowledgeBase) -> Section | None:
    return words.sources(kb, (fact for c in certs for fact in (c.fee, c.validity, c.status, c.renewal)))


def role_json(role: str, found: tuple[Valued, ...]) -> dict[str, Any]:
    """`certs --for`."""
    rows = [
        {"id": one.cert.id, **pick(one, "value reason"), "fee_usd": one.cert.fee.usd,
         "hold_3y_usd": round(one.hold.total_usd, 2), "is_at_least": one.hold.is_at_least}
        for one in found
    ]  # fmt: skip
    return {**header("certs-for"), "role": role, "certifications": rows}


def compare_json(several: tuple[Compared, ...], kb: KnowledgeBase, today: date) -> dict[str, Any]:
    """`certs --compare`."""
    rows = []
    for one in several:
        holds = [{**pick(h, "years is_at_least"), "total_usd": round(h.total_usd, 2)} for h in one.holds]
        row = {"id": one.cert.id, "fee_usd": one.cert.fee.usd, "teaches_more": dict(one.more), "hold": holds}
        roles: dict[str, list[str]] = {"expected": [], "useful": []}
        for role in kb.roles.values():
            for value in role.certifications:
                if value.id == one.cert.id and value.value in roles:
                    roles[value.value].append(role.id)
        codes = [exam.code for exams in versions(one.cert).values() for exam in exams if not is_ended(exam, today)]
        more = {"eligibility": one.cert.eligibility, "exams": codes, "renewed_by": list(one.cert.renewed_by)}
        rows.append({**row, **more, "roles": roles})
    return {**header("certs-compare"), "certifications": rows}


def upcoming_json(found: tuple[Upcoming, ...]) -> dict[str, Any]:
    """`certs --upcoming`."""
    rows = []
    for one in found:
        row = {"id": one.cert.id, "kind": one.kind, "on": one.on.isoformat(), "successor": one.cert.status.successor}
        rows.append({**row, "when": one.when, "code": one.code, "languages": list(one.languages), "says": one.says})
    return {**header("certs-upcoming"), "changes": rows}
