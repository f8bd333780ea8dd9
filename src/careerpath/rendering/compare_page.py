"""The pages of `compare` and of `recommend --if`."""

from __future__ import annotations

from typing import Any

from careerpath.knowledge.base import KnowledgeBase
from careerpath.rendering import as_json, words
from careerpath.rendering.page import Page, Text, bullets, section, table
from careerpath.rendering.recommend_page import missing
from careerpath.rendering.short_answer import fit, obstacle, pay
from careerpath.rules.gates import GateStatus, manner
from careerpath.services.compare import Comparison, WhatIf
from careerpath.services.recommend import Explanation

LABELS = ("How near", "Pays", "Missing", "They ask for", "In the way", "Time", "First", "A day", "Not for you if")
"""The rows of a comparison; each column has as many cells, in this order."""
CHANGES_SHOWN = 12


def compare_page(comparison: Comparison, kb: KnowledgeBase) -> Page:
    """The roles in columns, what they ask, pay and take in rows."""
    titles = [answer.ranked.role.title for answer in comparison.answers]
    page = Page(f"Compared: {words.and_list(titles)}", words.person(comparison.answers[0].standing, kb))
    columns = [_column(answer, kb) for answer in comparison.answers]
    page.add(table(("", *titles), list(zip(LABELS, *columns, strict=True))))
    return page


def _column(answer: Explanation, kb: KnowledgeBase) -> tuple[str, ...]:
    """One role, in the order of LABELS."""
    ranked = answer.ranked
    gates = [_gate(status) for status in ranked.gates]
    first = answer.towards.first
    first_action = first.do if first else "choose another goal"
    return (
        fit(ranked),
        pay(ranked),
        missing(ranked, kb, most=3),
        "; ".join(gates) or "nothing but skills",
        obstacle(ranked, kb),
        words.until_ready(ranked),
        first_action,
        ranked.role.day or "",
        "; ".join(ranked.role.not_for_you_if),
    )


def _gate(status: GateStatus) -> str:
    if status.status == "passed":
        return f"{words.gate_kind(status.gate)}: passed"
    return f"{status.missing} ({manner(status)})"


SHARED_KEYS = ("today", "data_version", "profile")
"""What is the same for every role of a comparison, since it is about one person: it stands once."""


def compare_data(comparison: Comparison, kb: KnowledgeBase) -> dict[str, Any]:
    """`compare` as JSON: what `why` says of each role."""
    roles = [as_json.explanation(answer, kb) for answer in comparison.answers]
    shared = {name: roles[0][name] for name in SHARED_KEYS}
    for role in roles:
        del role["schema"]
        for name in SHARED_KEYS:
            del role[name]
    return {**as_json.header("compare"), **shared, "roles": roles}


def what_if_page(what_if: WhatIf, kb: KnowledgeBase) -> Page:
    """What would change with what is supposed."""
    page = Page(f"If you {_supposed(what_if.supposed.words)}", words.person(what_if.after.standing, kb))
    if not what_if.changes:
        page.add(Text("Nothing would change among the roles that are open to you."))
    rows = []
    for change in what_if.changes[:CHANGES_SHOWN]:
        rise = f"{words.share(change.before)} to {words.share(change.after)}"
        rows.append((kb.roles[change.role].title, rise, _place(change.place_before), _place(change.place_after)))
    page.add(section("What would change", table(("Role", "You cover", "Place now", "Place then"), rows)))
    more = len(what_if.changes) - len(rows)
    if more > 0:
        page.add(Text(f"and {more} more; `--json` lists all.", "muted"))
    efforts = []
    for cert_id in what_if.supposed.certifications:
        cert = kb.certs[cert_id]
        efforts.append(f"{cert.title}: {words.effort(cert)}, {words.cost(cert)}")
    page.add(section("What it takes", bullets(efforts)))
    return page


def _supposed(clauses: tuple[str, ...]) -> str:
    """ "had A and B": the verb once, and what is had first."""
    things = [clause.removeprefix("had ") for clause in clauses if clause.startswith("had ")]
    parts = [clause for clause in clauses if not clause.startswith("had ")]
    if things:
        parts.insert(0, f"had {words.and_list(things)}")
    return words.and_list(parts)


def _place(place: int | None) -> str:
    return "not now" if place is None else str(place)


def what_if_data(what_if: WhatIf, kb: KnowledgeBase) -> dict[str, Any]:
    """`recommend --if` as JSON: the answer as it would be, and the changes."""
    changes = [
        {
            "id": change.role,
            "readiness": {"before": round(change.before, 12), "after": round(change.after, 12)},
            "place": {"before": change.place_before, "after": change.place_after},
        }
        for change in what_if.changes
    ]
    return {**as_json.recommendation(what_if.after, kb), "if": list(what_if.supposed.keys), "changes": changes}
