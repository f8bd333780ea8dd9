"""The page of `why`: the lines of a score, the gates, what would lift it."""

from __future__ import annotations

from careerpath.knowledge.base import KnowledgeBase
from careerpath.pathway.first import is_ready
from careerpath.rendering import words
from careerpath.rendering.page import Bar, Block, Bullets, Page, Section, Text, bullets, facts, section, table
from careerpath.rendering.recommend_page import way_words
from careerpath.rules.credit import Line
from careerpath.rules.order import AXES
from careerpath.rules.situation import begins_with
from careerpath.services.recommend import Explanation

STEPS_SHOWN = 8
AXIS_WORDS = {
    "readiness": "share of the needs that you cover",
    "reach": "how short the way from your roles is",
    "gates": "how much of what they ask for you pass",
    "time": "how soon the gaps can be closed",
    "step": "how well its seniority follows on yours",
    "pay": "whether pay holds (1: it does not fall)",
    "outlook": "projected growth (0.5: none)",
    "conditions": "how far it avoids what you do not want",
    "interest": "likeness to your interests",
}
EVIDENCE = {"claimed": "claimed", "practised": "practiced", "certified": "certified"}
"""How a level is known, in American spelling; profiles and JSON keep their words."""


def why_page(answer: Explanation, kb: KnowledgeBase) -> Page:
    """Everything behind one role's score."""
    one = answer.ranked
    page = Page(f"Why {one.role.title}", words.person(answer.standing, kb))
    score = one.readiness.score
    page.add(Bar("Readiness", score, words.share(score)), Text(one.role.summary), _place(answer), _first(answer, kb))
    page.add(_lines(answer, kb), _gates(answer), _steps(answer, kb), _lever(answer, kb), _axes(answer, kb))
    page.add(_role(answer, kb))
    return page


def _place(answer: Explanation) -> Text:
    one = answer.ranked
    if one.place == "next":
        firm = round(100 * (answer.stability_top3 or 0))
        return Text(f"Among your next roles; in your top 3 in {firm} of 100 variations.", "good")
    if one.role.id in answer.standing.practice_months:
        return Text("You hold or held this role.")
    return Text(f"{'Later' if one.place == 'later' else 'Not suggested'}: {one.reason}.", "warn")


def _first(answer: Explanation, kb: KnowledgeBase) -> Text | None:
    text = way_words(answer.towards, kb)
    return Text(text) if text else None


def _lines(answer: Explanation, kb: KnowledgeBase) -> Block | None:
    lines = sorted(answer.ranked.readiness.lines, key=lambda x: (-x.weight, x.need.skill))
    rows = [
        (
            kb.skills[x.need.skill].title + (" (essential)" if x.need.essential else ""),
            f"{x.have} of {x.need.level}",
            f"{100 * x.weight:.1f}",
            f"{100 * x.earned:.1f}",
            _origin(x, answer, kb),
        )
        for x in lines
    ]
    total = 100 * answer.ranked.readiness.score
    rows.append(("Sum", "", "100.0", f"{total:.1f}", ""))
    found = table(("Need", "Level", "Weight", "Earned", "From"), rows, right=(1, 2, 3))
    return section("The lines of the score (points of 100)", found)


def _origin(line: Line, answer: Explanation, kb: KnowledgeBase) -> str:
    if line.via:
        return f"through {words.inline(kb.skills[line.via].title)}"
    held = answer.standing.holdings.get(line.need.skill)
    if held is None:
        return ""
    how = EVIDENCE[held.evidence]
    if held.origin == "stated":
        return f"{how}, stated by you"
    if held.origin in kb.vocabulary:
        return f"{how}: your degree, {kb.vocabulary[held.origin].title}"
    for entries in (kb.roles, kb.certs):
        if held.origin in entries:
            return f"{how}: {entries[held.origin].title}"
    return f"{how}: {held.origin}"


def _gates(answer: Explanation) -> Block:
    items = (f"{words.gate_kind(g.gate)}: {words.gate(g)}" for g in answer.ranked.gates)
    return Section("What they ask for", (bullets(items) or Text("Nothing but the skills above."),))


def _steps(answer: Explanation, kb: KnowledgeBase) -> Block | None:
    rows = [
        (
            gain.steps[0].title,
            f"+{100 * gain.gain:.1f}",
            words.effort(gain.steps[0]),
            words.cost(gain.steps[0]),
            words.gain_words(gain, kb),
        )
        for gain in answer.gains[:STEPS_SHOWN]
    ]
    found = table(("Step", "Points", "Effort", "Cost", "What rises"), rows, right=(1,))
    return section("What would add to it, in order of gain per hour", found)


def _lever(answer: Explanation, kb: KnowledgeBase) -> Block:
    title = f"The fewest steps over the line of {words.share(answer.line)}"
    if answer.lever is None:
        text = "No five steps reach it from here; a role in between is the better way; the routes show which."
        return Section(title, (Text(text),))
    if not answer.lever.gain.steps:
        ready = is_ready(answer.ranked.readiness, answer.ranked.gates, kb)
        text = "You are over it now: apply." if ready else "You are over it now; what they ask for comes first."
        return Section(title, (Text(text, "good" if ready else "normal"),))
    profile = answer.standing.profile
    items = []
    for step in answer.lever.gain.steps:
        begin = begins_with(step, profile, kb)
        items.append(f"{step.title} ({words.effort(step)}, {words.cost(step)}): {begin}")
    after = f"Readiness after: {words.share(answer.lever.readiness_after)} in about {answer.lever.gain.hours:g} hours."
    return Section(title, (Bullets(tuple(items), numbered=True), Text(after)))


def _axes(answer: Explanation, kb: KnowledgeBase) -> Block | None:
    rows = []
    for axis in AXES:
        value, weight = answer.ranked.axes[axis], kb.weight(f"order-{axis}")
        part = "" if value is None else f"{value * weight:.2f}"
        rows.append((axis, "unknown" if value is None else f"{value:.2f}", f"{weight:g}", part, AXIS_WORDS[axis]))
    if falls := len(answer.ranked.falls):
        weight = kb.constants.order_fall
        rows.append(("falls", f"{falls}", f"-{weight:g}", f"{-weight * falls:.2f}", "large falls in pay or seniority"))
    rows.append(("sum", "", "", f"{answer.ranked.order_value:.2f}", "orders the list, nothing more"))
    found = table(("Axis", "Value", "Weight", "Part", "Meaning"), rows, right=(1, 2, 3))
    return section("What orders it among other roles", found)


def _role(answer: Explanation, kb: KnowledgeBase) -> Block:
    role = answer.ranked.role
    local = answer.ranked.local_pay
    found = facts(
        ("A day", role.day),
        ("Not for you if", "; ".join(role.not_for_you_if)),
        ("Pays", words.pay_of(role, local, kb) if role.pay or local else None),
        ("Outlook", role.outlook and f"{words.outlook(role.outlook, kb)}. {words.SLOW_CHANGE}"),
        ("AI", role.ai_effect and words.ai_effect(role.ai_effect, kb)),
        *((c.value.capitalize(), f"{kb.certs[c.id].title}: {c.reason}") for c in role.certifications),
        *(("Mind", text) for text in answer.ranked.cautions),
    )
    return Section("The role", (found,))
