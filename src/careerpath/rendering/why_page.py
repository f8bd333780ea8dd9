"""The page of `why`: the lines of a score, the gates, what would lift it."""

from __future__ import annotations

from typing import Any

from careerpath.knowledge.base import KnowledgeBase
from careerpath.rendering import words
from careerpath.rendering.page import Bar, Block, Bullets, Page, Section, Text, bullets, facts, section, table
from careerpath.rendering.recommend_page import way_words
from careerpath.rules.credit import Line
from careerpath.rules.gates import closed_gates
from careerpath.rules.order import AXES
from careerpath.rules.situation import begins_with
from careerpath.rules.way import is_ready
from careerpath.services.recommend import Explanation

STEPS_SHOWN = 8
AXIS_WORDS = {
    "readiness": "share of the needs that you cover",
    "reach": "how short the rest of the way from your roles is",
    "gates": "how much of what they ask for you pass",
    "time": "how soon you are ready to apply",
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
    ranked = answer.ranked
    page = Page(f"Why {ranked.role.title}", words.person(answer.standing, kb))
    score = ranked.readiness.score
    page.add(Bar("Readiness", score, words.share(score)), Text(ranked.role.summary))
    page.add(_place(answer), _first(answer, kb))
    page.add(_lines(answer, kb), _gates(answer), _steps(answer, kb), _lever(answer, kb), _axes(answer, kb))
    page.add(_role(answer, kb))
    return page


def _place(answer: Explanation) -> Text:
    ranked = answer.ranked
    if ranked.place == "next":
        variations = round(100 * (answer.stability_top3 or 0))
        return Text(f"Among your next roles; in your top 3 in {variations} of 100 variations.", "good")
    if ranked.role.id in answer.standing.practice_months:
        closed = closed_gates(ranked.gates)
        if closed:
            return Text(f"You did this work; here it needs {closed[0].missing}.", "warn")
        return Text("You hold or held this role.")
    place = "Later" if ranked.place == "later" else "Not suggested"
    return Text(f"{place}: {ranked.reason}.", "warn")


def _first(answer: Explanation, kb: KnowledgeBase) -> Text | None:
    text = way_words(answer.towards, kb)
    if not text:
        return None
    return Text(text)


def _lines(answer: Explanation, kb: KnowledgeBase) -> Block | None:
    """What each need counts for and what of it is earned, the heaviest first."""
    rows = []
    for line in sorted(answer.ranked.readiness.lines, key=lambda line: (-line.weight, line.need.skill)):
        need = kb.skills[line.need.skill].title
        if line.need.essential:
            need += " (essential)"
        weight, earned = f"{100 * line.weight:.1f}", f"{100 * line.earned:.1f}"
        rows.append((need, f"{line.have} of {line.need.level}", weight, earned, _origin(line, answer, kb)))
    total = 100 * answer.ranked.readiness.score
    rows.append(("Sum", "", "100.0", f"{total:.1f}", ""))
    lines = table(("Need", "Level", "Weight", "Earned", "From"), rows, right=(1, 2, 3))
    return section("The lines of the score (points of 100)", lines)


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
    asked = [f"{words.gate_kind(status.gate)}: {words.gate(status)}" for status in answer.ranked.gates]
    if answer.ranked.lacks_diploma:
        asked.insert(0, f"school: you need {words.diploma()}")
    gates = bullets(asked)
    return Section("What they ask for", (gates or Text("Nothing but the skills above."),))


def _steps(answer: Explanation, kb: KnowledgeBase) -> Block | None:
    """Single steps, those first that bring most in an hour."""
    rows = []
    for gain in answer.gains[:STEPS_SHOWN]:
        step = gain.steps[0]
        points = f"+{100 * gain.gain:.1f}"
        rows.append((step.title, points, words.effort(step), words.cost(step), words.gain_words(gain, kb)))
    steps = table(("Step", "Points", "Effort", "Cost", "What rises"), rows, right=(1,))
    return section("What would add to it, in order of gain per hour", steps)


def _lever(answer: Explanation, kb: KnowledgeBase) -> Block:
    """The steps that lift the score over the line: those that a plan takes."""
    title = f"The way over the line of {words.share(answer.line)}"
    lever = answer.lever
    if lever is None:
        text = "No steps here reach it; practice does, in a role in between: the routes show which."
        return Section(title, (Text(text),))
    if not lever.gain.steps:
        return Section(title, (_over_the_line(answer, kb),))
    items = []
    for step in lever.gain.steps:
        begin = begins_with(step, answer.standing.profile, kb)
        items.append(f"{step.title} ({words.effort(step)}, {words.cost(step)}): {begin}")
    after = f"Readiness after: {words.share(lever.readiness_after)} in about {lever.gain.hours:g} hours."
    if not answer.ranked.way.is_within_budget:
        after += " It costs more than your budget; a plan shows how far that brings you."
    return Section(title, (Bullets(tuple(items), numbered=True), Text(after)))


def _over_the_line(answer: Explanation, kb: KnowledgeBase) -> Text:
    if answer.towards.first and answer.towards.first.kind == "talk":
        return Text("You are over it now; it lies below the job you hold.")
    if is_ready(answer.ranked.readiness, answer.ranked.gates, kb):
        return Text("You are over it now: apply.", "good")
    return Text("You are over it now; what they ask for comes first.")


def _axes(answer: Explanation, kb: KnowledgeBase) -> Block | None:
    """What the place among other roles is made of."""
    ranked = answer.ranked
    rows = []
    for axis in AXES:
        value, weight = ranked.axis(axis), kb.weight(f"order-{axis}")
        shown, part = "unknown", ""
        if value is not None:
            shown, part = f"{value:.2f}", f"{value * weight:.2f}"
        rows.append((axis, shown, f"{weight:g}", part, AXIS_WORDS[axis]))
    falls = len(ranked.falls)
    if falls:
        weight = kb.constants.order_fall
        rows.append(("falls", f"{falls}", f"-{weight:g}", f"{-weight * falls:.2f}", "large falls in pay or seniority"))
    rows.append(("sum", "", "", f"{ranked.order_value:.2f}", "orders the list, nothing more"))
    axes = table(("Axis", "Value", "Weight", "Part", "Meaning"), rows, right=(1, 2, 3))
    return section("What orders it among other roles", axes)


def _role(answer: Explanation, kb: KnowledgeBase) -> Block:
    """What the role is like, pays and values; `facts` leaves out what is not known."""
    role, local = answer.ranked.role, answer.ranked.local_pay
    rows: list[tuple[str, Any]] = [("A day", role.day), ("Not for you if", "; ".join(role.not_for_you_if))]
    if role.pay or local:
        rows.append(("Pays", words.pay_of(role, local, kb)))
    if role.outlook:
        rows.append(("Outlook", f"{words.outlook(role.outlook, kb)}. {words.SLOW_CHANGE}"))
    if role.ai_effect:
        rows.append(("AI", words.ai_effect(role.ai_effect, kb)))
    for valued in role.certifications:
        rows.append((valued.value.capitalize(), f"{kb.certs[valued.id].title}: {valued.reason}"))
    for caution in answer.ranked.cautions:
        rows.append(("Mind", caution))
    return Section("The role", (facts(*rows),))
