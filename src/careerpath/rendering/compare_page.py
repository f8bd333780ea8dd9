"""The pages of `compare` and of `recommend --if`."""

from __future__ import annotations

from typing import Any

from careerpath.knowledge.base import KnowledgeBase
from careerpath.rendering import as_json, words
from careerpath.rendering.page import Page, Text, bullets, section, table
from careerpath.rendering.recommend_page import missing
from careerpath.rendering.short_answer import fit, obstacle, pay
from careerpath.rules.gates import manner
from careerpath.services.compare import Comparison, WhatIf
from careerpath.services.recommend import Explanation

CHANGES_SHOWN = 12


def compare_page(found: Comparison, kb: KnowledgeBase) -> Page:
    """The roles in columns, what they ask, pay and take in rows."""
    titles = [one.ranked.role.title for one in found.answers]
    page = Page(f"Compared: {words.and_list(titles)}", words.person(found.answers[0].standing, kb))
    labels = ("How near", "Pays", "Missing", "They ask for", "In the way", "Time", "First", "A day", "Not for you if")
    columns = [_column(one, kb) for one in found.answers]
    rows = [(label, *(column[place] for column in columns)) for place, label in enumerate(labels)]
    page.add(table(("", *titles), rows))
    return page


def _column(answer: Explanation, kb: KnowledgeBase) -> tuple[str, ...]:
    one = answer.ranked
    asked = []
    for gate in one.gates:
        kind = words.gate_kind(gate.gate)
        asked.append(f"{kind}: passed" if gate.status == "passed" else f"{gate.missing} ({manner(gate)})")
    first = answer.towards.first
    return (
        fit(one),
        pay(one),
        missing(one, kb, most=3),
        "; ".join(asked) or "nothing but skills",
        obstacle(one, kb),
        words.about_months(one.months_low, one.months_high),
        first.do if first else "choose another goal",
        one.role.day or "",
        "; ".join(one.role.not_for_you_if),
    )


def compare_data(found: Comparison, kb: KnowledgeBase) -> dict[str, Any]:
    """`compare` as JSON: what `why` says of each role."""
    answers = [as_json.explanation(one, kb) for one in found.answers]
    shared = ("schema", "today", "data_version", "profile")
    roles = [{key: value for key, value in answer.items() if key not in shared} for answer in answers]
    return {**as_json.header("compare"), **{key: answers[0][key] for key in shared[1:]}, "roles": roles}


def what_if_page(found: WhatIf, kb: KnowledgeBase) -> Page:
    """What would change with what is supposed."""
    page = Page(f"If you {_supposed(found.supposed.words)}", words.person(found.after.standing, kb))
    if not found.changes:
        page.add(Text("Nothing would change among the roles that are open to you."))
    rows = []
    for change in found.changes[:CHANGES_SHOWN]:
        rise = f"{words.share(change.before)} to {words.share(change.after)}"
        rows.append((kb.roles[change.role].title, rise, _place(change.place_before), _place(change.place_after)))
    page.add(section("What would change", table(("Role", "You cover", "Place now", "Place then"), rows)))
    more = len(found.changes) - len(rows)
    page.add(Text(f"and {more} more; `--json` lists all.", "muted") if more > 0 else None)
    costs = [
        f"{kb.certs[key].title}: {words.effort(kb.certs[key])}, {words.cost(kb.certs[key])}"
        for key in found.supposed.certifications
    ]
    page.add(section("What it takes", bullets(costs)))
    return page


def _supposed(said: tuple[str, ...]) -> str:
    """ "had A and B": the verb once."""
    had = [text.removeprefix("had ") for text in said if text.startswith("had ")]
    others = [text for text in said if not text.startswith("had ")]
    return words.and_list([*([f"had {words.and_list(had)}"] if had else []), *others])


def _place(place: int | None) -> str:
    return "not now" if place is None else str(place)


def what_if_data(found: WhatIf, kb: KnowledgeBase) -> dict[str, Any]:
    """`recommend --if` as JSON: the answer as it would be, and the changes."""
    changes = [
        {
            "id": change.role,
            "readiness": {"before": round(change.before, 12), "after": round(change.after, 12)},
            "place": {"before": change.place_before, "after": change.place_after},
        }
        for change in found.changes
    ]
    return {**as_json.recommendation(found.after, kb), "if": list(found.supposed.keys), "changes": changes}
