"""Pages and JSON of `certs --for`, `--compare` and `--upcoming`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.exams import days_in_words, is_ended, versions
from careerpath.knowledge.models import Certification, Exam, Role
from careerpath.pathway.cost import HoldCost
from careerpath.rendering import words
from careerpath.rendering.as_json import header, pick
from careerpath.rendering.page import Page, Section, Text, bullets, section, table
from careerpath.services.certifications import HOLD_YEARS, Compared, Upcoming, Valued

HOLD_NOTE = "To hold: price with the share of second attempts, and every renewal that falls due in the time."


def hold_words(cost: HoldCost) -> str:
    """The total in a word or two."""
    has_price = any(line.price_usd is not None for line in cost.lines)
    if not has_price:
        return "price not published"
    return words.sum_of(cost.total_span, is_at_least=cost.is_at_least)


def role_page(role: str, certifications: tuple[Valued, ...], kb: KnowledgeBase) -> Page:
    """Which certifications matter for a role."""
    page = Page(f"Certifications for {kb.roles[role].title}", "what hospitals look for, and what you can leave")
    if not certifications:
        page.add(Text(none_for(kb.roles[role])))
        return page
    rows = []
    for valued in certifications:
        cert = valued.cert
        held = hold_words(valued.hold)
        rows.append((cert.title, valued.value, words.cost(cert), held, words.effort(cert), valued.reason))
    page.add(table(("Certification", "Value", "Fee", "Held 3 years", "Study", "Why"), rows, right=(2, 3, 4)))
    page.add(Text(HOLD_NOTE, "muted"), _sources([valued.cert for valued in certifications], kb))
    return page


COMPARE_LABELS = (
    "Fee", "Study", "Who may sit it", "What to book",
    *(f"Held {words.counted(years, 'years')}" for years in HOLD_YEARS),
    "Valid", "Renewed by passing", "Level", "Status", "Roles that expect it", "Useful for", "Worth it if", "Skip it if",
)  # fmt: skip
"""The rows of a comparison: first what it costs to get, then to keep, then for whom it is."""


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
    certs = [compared.cert for compared in several]
    titles = [cert.title for cert in certs]
    page = Page(f"{', '.join(titles[:-1])} or {titles[-1]}", "side by side")
    columns = [_column(compared, kb, today) for compared in several]
    rows = list(zip(COMPARE_LABELS, *columns, strict=True))
    page.add(table(("", *titles), rows))
    for compared in several:
        more = bullets(f"{kb.skills[skill].title} to level {level}" for skill, level in compared.more)
        page.add(section(f"Only {compared.cert.title} teaches", more))
    page.add(Text(HOLD_NOTE, "muted"), _sources(certs, kb))
    return page


def _column(compared: Compared, kb: KnowledgeBase, today: date) -> list[str]:
    """One certification, in the order of COMPARE_LABELS."""
    cert = compared.cert
    return [
        words.cost(cert),
        words.effort(cert),
        cert.eligibility,
        _versions(cert, today),
        *(hold_words(hold) for hold in compared.holds),
        _valid(cert),
        _renewers(cert, kb),
        cert.level,
        cert.status.value,
        _roles(cert, "expected", kb),
        _roles(cert, "useful", kb),
        cert.worth_it_if,
        cert.skip_it_if,
    ]


def _versions(cert: Certification, today: date) -> str:
    """The versions that can be booked, with their days."""
    exams = [f"{exam.code} ({days_in_words(exam, today)})" for exam in _open_exams(cert, today)]
    return ", ".join(exams) or "see the issuer"


def _open_exams(cert: Certification, today: date) -> Iterator[Exam]:
    """The versions that are not over, exam by exam."""
    for exams in versions(cert).values():
        for exam in exams:
            if not is_ended(exam, today):
                yield exam


def _renewers(cert: Certification, kb: KnowledgeBase) -> str:
    return ", ".join(words.titles_of(cert.renewed_by, kb.certs)) or "none that we know of"


MOST_ROLES = 6
"""Roles that are named; of the rest the number is told."""


def _roles(cert: Certification, worth: str, kb: KnowledgeBase) -> str:
    """The roles to which it is worth that."""
    titles = words.titles_of(_role_ids(cert, worth, kb), kb.roles)
    if not titles:
        return "none"
    text = ", ".join(titles[:MOST_ROLES])
    more = len(titles) - MOST_ROLES
    if more > 0:
        text += f" and {more} more"
    return text


def _role_ids(cert: Certification, worth: str, kb: KnowledgeBase) -> list[str]:
    role_ids = []
    for role in kb.roles.values():
        for valued in role.certifications:
            if valued.id == cert.id and valued.value == worth:
                role_ids.append(role.id)
    return role_ids


def _valid(cert: Certification) -> str:
    if cert.validity.years:
        return words.counted(cert.validity.years, "years")
    if cert.validity.expires is False:
        return "for good"
    return "not published"


KINDS = {
    "retires": "ends",
    "retired": "ended",
    "opens": "opens",
    "exam-opens": "opens",
    "exam-ends": "last day",
    "exam-ended": "ended",
    "changes": "changes",
}


def upcoming_page(changes: tuple[Upcoming, ...], kb: KnowledgeBase) -> Page:
    """What ends, opens or changes, or has just gone."""
    page = Page("Certifications that change", "in the next 18 months, and in the year behind us")
    rows = [(upcoming.when, upcoming.cert.title, _what(upcoming), _then(upcoming, kb)) for upcoming in changes]
    if rows:
        page.add(table(("When", "Certification", "What", "Then"), rows))
    else:
        page.add(Text("Nothing we know of.", "good"))
    page.add(words.sources(kb, (upcoming.fact for upcoming in changes)))
    return page


def _what(upcoming: Upcoming) -> str:
    """ "SY0-701 last day", "ends"; "outline before July 2026 ended", where the exam goes on under its code."""
    text = KINDS[upcoming.kind]
    if upcoming.code:
        text = f"{_version_of(upcoming)} {text}"
    if upcoming.languages:
        text += f" ({', '.join(upcoming.languages)})"
    return text


def _version_of(upcoming: Upcoming) -> str:
    """The code of a version; of several with one code, what tells this one from the others."""
    same = [exam for exam in upcoming.cert.exams if exam.code == upcoming.code]
    if len({exam.title for exam in same}) > 1:
        for exam in same:
            if exam.title and upcoming.when in (exam.ends, exam.opens):
                return exam.title
    return upcoming.code or ""


def _then(upcoming: Upcoming, kb: KnowledgeBase) -> str:
    """What takes the place of what ends; what else is said of the day."""
    if upcoming.kind in ("retires", "retired"):
        successor = upcoming.cert.status.successor
        return kb.certs[successor].title if successor else "no successor"
    if upcoming.kind in ("exam-ends", "exam-ended") and not upcoming.languages:
        later = _versions_after(upcoming)
        if not later:
            return "no version after it is known"
        return " or ".join(later)
    return upcoming.says or ""


def _versions_after(upcoming: Upcoming) -> list[str]:
    """Codes of the versions that can be sat after the one that ends: of the same exam if it has one."""
    day_after = upcoming.on + timedelta(days=1)
    exams = upcoming.cert.exams
    parts = [exam.part for exam in exams if exam.code == upcoming.code]
    codes = []
    for exam in exams:
        is_special = exam.languages or exam.beta
        if exam.part not in parts or is_special or is_ended(exam, day_after):
            continue
        # A version may keep its code; then only its title tells it from the one that ends.
        has_same_code = exam.code == upcoming.code
        codes.append(exam.title if has_same_code and exam.title else exam.code)
    number = (upcoming.code or "").split()[0]
    same_number = [code for code in codes if code.split()[0] == number]
    return list(dict.fromkeys(same_number or codes))


def _sources(certs: list[Certification], kb: KnowledgeBase) -> Section | None:
    facts: list[Any] = []
    for cert in certs:
        facts += [cert.fee, cert.validity, cert.status, cert.renewal]
    return words.sources(kb, facts)


def role_json(role: str, certifications: tuple[Valued, ...]) -> dict[str, Any]:
    """`certs --for`."""
    rows = [
        {"id": valued.cert.id, **pick(valued, "value reason"), "fee_usd": valued.cert.fee.usd,
         "fee_monthly_usd": valued.cert.fee.monthly_usd,
         "hold_3y_usd": round(valued.hold.total_usd, 2), "is_at_least": valued.hold.is_at_least}
        for valued in certifications
    ]  # fmt: skip
    return {**header("certs-for"), "role": role, "certifications": rows}


def compare_json(several: tuple[Compared, ...], kb: KnowledgeBase, today: date) -> dict[str, Any]:
    """`certs --compare`."""
    rows = [_compared_json(compared, kb, today) for compared in several]
    return {**header("certs-compare"), "certifications": rows}


def _compared_json(compared: Compared, kb: KnowledgeBase, today: date) -> dict[str, Any]:
    cert = compared.cert
    holds = [{**pick(hold, "years is_at_least"), "total_usd": round(hold.total_usd, 2)} for hold in compared.holds]
    return {
        "id": cert.id,
        "fee_usd": cert.fee.usd,
        "fee_monthly_usd": cert.fee.monthly_usd,
        "teaches_more": dict(compared.more),
        "hold": holds,
        "eligibility": cert.eligibility,
        "exams": [exam.code for exam in _open_exams(cert, today)],
        "renewed_by": list(cert.renewed_by),
        "roles": {worth: _role_ids(cert, worth, kb) for worth in ("expected", "useful")},
    }


def upcoming_json(upcoming_changes: tuple[Upcoming, ...]) -> dict[str, Any]:
    """`certs --upcoming`."""
    changes = [
        {
            "id": upcoming.cert.id,
            "kind": upcoming.kind,
            "on": upcoming.on.isoformat(),
            "successor": upcoming.cert.status.successor,
            "when": upcoming.when,
            "code": upcoming.code,
            "languages": list(upcoming.languages),
            "says": upcoming.says,
        }
        for upcoming in upcoming_changes
    ]
    return {**header("certs-upcoming"), "changes": changes}
