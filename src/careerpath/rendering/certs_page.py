"""Pages and JSON of `certs --for`, `--compare` and `--upcoming`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.exams import is_ended
from careerpath.knowledge.models import Certification
from careerpath.pathway.cost import HoldCost
from careerpath.rendering import words
from careerpath.rendering.as_json import header, pick
from careerpath.rendering.page import Page, Section, Text, bullets, section, table
from careerpath.services.certifications import Compared, Upcoming, Valued

HOLD_NOTE = "To hold: price with the share of second attempts, and every renewal that falls due in the time."


def hold_words(cost: HoldCost) -> str:
    """The total in a word or two."""
    if not any(line.price_usd is not None for line in cost.lines):
        return "price not published"
    return words.sum_of(round(cost.total_usd), is_at_least=cost.is_at_least)


def role_page(role: str, found: tuple[Valued, ...], kb: KnowledgeBase) -> Page:
    """Which certifications matter for a role."""
    page = Page(f"Certifications for {kb.roles[role].title}", "what hospitals look for, and what you can leave")
    rows = [
        (one.cert.title, one.value, words.cost(one.cert), hold_words(one.hold), words.effort(one.cert), one.reason)
        for one in found
    ]
    page.add(table(("Certification", "Value", "Fee", "Held 3 years", "Study", "Why"), rows, right=(2, 3, 4)))
    page.add(Text(HOLD_NOTE, "muted"), _sources([one.cert for one in found], kb))
    return page


def compare_page(pair: tuple[Compared, Compared], kb: KnowledgeBase) -> Page:
    """Two certifications side by side."""
    a, b = pair
    page = Page(f"{a.cert.title} or {b.cert.title}", "side by side")
    rows = [
        ("Fee", *(words.cost(c.cert) for c in pair)),
        ("Study", *(words.effort(c.cert) for c in pair)),
        *((f"Held {x.years:g} year(s)", hold_words(x), hold_words(y)) for x, y in zip(a.holds, b.holds, strict=True)),
        ("Valid", *(_valid(c.cert) for c in pair)),
        ("Level", *(c.cert.level for c in pair)),
        ("Status", *(c.cert.status.value for c in pair)),
        ("Roles that expect it", *(_expected_by(c.cert, kb) for c in pair)),
        ("Worth it if", *(c.cert.worth_it_if for c in pair)),
        ("Skip it if", *(c.cert.skip_it_if for c in pair)),
    ]
    page.add(table(("", a.cert.title, b.cert.title), rows))
    for one in pair:
        more = bullets(f"{kb.skills[skill].title} to level {level}" for skill, level in one.more)
        page.add(section(f"Only {one.cert.title} teaches", more))
    page.add(Text(HOLD_NOTE, "muted"), _sources([one.cert for one in pair], kb))
    return page


def _valid(cert: Certification) -> str:
    if cert.validity.years:
        return words.counted(cert.validity.years, "years")
    return "for good" if cert.validity.expires is False else "not published"


def _expected_by(cert: Certification, kb: KnowledgeBase) -> str:
    titles = [
        role.title
        for role in kb.roles.values()
        if any(value.id == cert.id and value.value == "expected" for value in role.certifications)
    ]
    return ", ".join(titles) or "none"


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


def compare_json(pair: tuple[Compared, Compared]) -> dict[str, Any]:
    """`certs --compare`."""
    rows = [
        {"id": one.cert.id, "fee_usd": one.cert.fee.usd, "teaches_more": dict(one.more),
         "hold": [{**pick(h, "years is_at_least"), "total_usd": round(h.total_usd, 2)} for h in one.holds]}
        for one in pair
    ]  # fmt: skip
    return {**header("certs-compare"), "certifications": rows}


def upcoming_json(found: tuple[Upcoming, ...]) -> dict[str, Any]:
    """`certs --upcoming`."""
    rows = []
    for one in found:
        row = {"id": one.cert.id, "kind": one.kind, "on": one.on.isoformat(), "successor": one.cert.status.successor}
        rows.append({**row, "when": one.when, "code": one.code, "languages": list(one.languages), "says": one.says})
    return {**header("certs-upcoming"), "changes": rows}
