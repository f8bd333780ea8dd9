"""The first screen of `recommend`: three roles on one screen of 24 lines, and what to type next."""

from __future__ import annotations

from careerpath.knowledge.base import KnowledgeBase
from careerpath.people.conditions import CONDITIONS
from careerpath.rendering import words
from careerpath.rendering.page import Block, Bullets, Facts, Page, Section, Text
from careerpath.rules.gates import NO_DIPLOMA, GateStatus
from careerpath.rules.order import Ranked
from careerpath.rules.starts import only_a_start
from careerpath.services.recommend import NO_FIT, Recommendation, Suggestion

ROLES_SHOWN = 3
"""With four lines each, more would not fit on a screen of 24 lines beside the menu."""
MOST_SAID_FIRST = 2
"""More would push the first role off the screen."""
FITS = ((0.6, "near"), (0.4, "within reach"), (0.2, "some way to go"), (0.0, "at the beginning"))
"""Readiness from which on a word says how near a role is to who is not ready for it (rules/way.py)."""
ROUNDING = 1e-9
"""A sum of shares may miss a line in its last digits."""


def short_page(answer: Recommendation, kb: KnowledgeBase) -> Page:
    """The short answer: fit, pay, one obstacle and one action for each of the first three roles."""
    page = Page(title_of_answer(kb))
    page.add(*said_first(answer))
    if answer.ranking.silence:
        page.add(*silence(answer.ranking.silence))
        return page
    for number, suggestion in enumerate(answer.suggestions[:ROLES_SHOWN], 1):
        page.add(_card(number, suggestion, kb))
    if not answer.suggestions:
        page.add(*_none(answer, kb))
        return page
    closing = [line for line in (_goal(answer, kb), _more(answer), _costly(answer), _firm(answer)) if line]
    if closing:
        page.add(Text(" ".join(closing), "muted"))
    return page


def title_of_answer(kb: KnowledgeBase) -> str:
    """Knowledge of one's own need not be about hospitals."""
    return "Your next roles" if kb.near else "Your next roles in hospital IT"


def said_first(answer: Recommendation) -> tuple[Text, ...]:
    """What must be known before the roles are read, the first few; the notes have all."""
    return tuple(Text(line, "warn") for line in answer.said_first[:MOST_SAID_FIRST])


def silence(reason: str) -> tuple[Text, Text]:
    """Why nothing is ranked, and how to say more."""
    return (
        Text(reason, "warn"),
        Text("`careerpath quiz` asks you in ten minutes; `careerpath roles` shows what there is."),
    )


def _card(number: int, suggestion: Suggestion, kb: KnowledgeBase) -> Section:
    ranked = suggestion.ranked
    rows = (("Pays", pay(ranked)), ("In the way", obstacle(ranked, kb)), ("This week", action(suggestion, number)))
    return Section(f"{number}  {ranked.role.title} - {fit(ranked)}", (Facts(rows),))


def _none(answer: Recommendation, kb: KnowledgeBase) -> list[Block]:
    """Where no role is left: why, what one limit less would open, and what comes nearest."""
    blocks: list[Block] = [Text(f"{NO_FIT}.", "warn")]
    items = []
    for compromise in answer.compromises:
        titles = ", ".join(words.titles_of(compromise.roles[:ROLES_SHOWN], kb.roles))
        more = len(compromise.roles) - ROLES_SHOWN
        if more > 0:
            titles += f" and {more} more"
        items.append(f"If you say yes to {compromise.words}: {titles}.")
    if items:
        blocks.append(Bullets(tuple(items)))
    nearest = sorted(answer.ranking.later, key=lambda ranked: (-ranked.readiness.score, ranked.role.id))
    for ranked in nearest[:ROLES_SHOWN]:
        rows = (("Pays", pay(ranked)), ("Later", ranked.reason))
        blocks.append(Section(f"{ranked.role.title} - {fit(ranked)}", (Facts(rows),)))
    return blocks


def action(suggestion: Suggestion, number: int) -> str:
    """The first action: in full for the first role, for the others what it begins, so that all fit on one screen."""
    first = suggestion.first
    if first.kind == "apply":
        return "apply now: nothing that it requires is missing"
    if first.kind == "talk":
        return "talk first with somebody who does it: it lies below your job"
    if first.step is None or number == 1:
        return first.do
    title = first.step.title.split(" (")[0]
    cost = words.cost(first.step).replace("fee not published", "ask for the fee")
    return f"begin {title} ({words.effort(first.step)}, {cost})"


def fit(ranked: Ranked) -> str:
    """ "near: 67%": how near a role is, in a word, with its figure."""
    score = ranked.readiness.score
    if ranked.is_ready:
        return f"ready: {words.share(score)}"
    for line, word in FITS:
        if score >= line - ROUNDING:
            return f"{word}: {words.share(score)}"
    return words.share(score)


def pay(ranked: Ranked) -> str:
    """ "1 in 10 earns under $41,000, typical $61,900": 10th percentile and median, of the state where known."""
    local, national = ranked.local_pay, ranked.role.pay
    if local and local.median_usd is not None:
        return _pay(local.p10_usd, local.median_usd, f" in {local.area}", local.covers)
    if national is None:
        return "no figure for this job"
    return _pay(national.p10_usd, national.median_usd, "", national.covers)


def _pay(low: float | None, middle: float, where: str, covers: str) -> str:
    text = words.low_and_typical(low, round(middle, -2), where)
    if covers == "proxy":
        text += " (nearest job)"
    return text


def obstacle(ranked: Ranked, kb: KnowledgeBase) -> str:
    """The one honest obstacle: what is asked for first, then a fall, then the largest gap."""
    for gate in ranked.gates:
        if gate.status in ("closed", "makeup"):
            return _gate(gate, kb)
    if ranked.lacks_diploma:
        return NO_DIPLOMA
    if ranked.falls:
        return ranked.falls[0]
    for gate in ranked.gates:
        if gate.status == "preferred-missing" and gate.gate.kind != "sponsorship":
            return f"{_gate(gate, kb)}, which many do without"
    return _largest_gap(ranked, kb)


def _largest_gap(ranked: Ranked, kb: KnowledgeBase) -> str:
    gaps = ranked.readiness.gaps
    if not gaps:
        return "nothing"
    title, levels = kb.skills[gaps[0].need.skill].title, f"level {gaps[0].have} of {gaps[0].need.level}"
    if fit(ranked).startswith("ready"):
        return f"nothing; weakest: {title} ({levels})"
    return f"{title} (you have {levels})"


def _gate(status: GateStatus, kb: KnowledgeBase) -> str:
    """A gate in a few words."""
    gate = status.gate
    if gate.kind == "degree":
        return f"{gate.level} degree"
    if gate.kind == "licence" and gate.licence:
        return f"license as {kb.roles[gate.licence].title}"
    if gate.kind == "practice":
        return f"{status.months:.0f} more months of practice"
    return "an employer who sponsors the training"


def _goal(answer: Recommendation, kb: KnowledgeBase) -> str:
    """Where the stated goal stands, if it is not one of the three, and how the way there begins."""
    goal = answer.standing.profile.goal
    if goal is None or goal in _shown(answer):
        return ""
    for ranked in (*answer.ranking.next, *answer.ranking.later, *answer.ranking.ruled_out):
        if ranked.role.id == goal:
            title = ranked.role.title.split(" (")[0]
            return f"Your goal, {title}: {fit(ranked).replace(': ', ', ')}{_way_to(ranked, answer, kb)}."
    return unranked_goal(goal, answer, kb)


def unranked_goal(goal: str, answer: Recommendation, kb: KnowledgeBase) -> str:
    """Why the goal does not stand among the roles."""
    if goal in answer.standing.practice_months:
        return f"Your goal, {kb.roles[goal].title}, is a job that you know already."
    return f"Your goal: {only_a_start(goal, kb)}."


def _way_to(goal: Ranked, answer: Recommendation, kb: KnowledgeBase) -> str:
    """Over which job a plan goes, and its first step if that is another one than stands above."""
    if goal.place == "next":
        return ""
    from careerpath.pathway.towards import towards  # only a goal that is not among the next roles needs routes

    way = towards(answer.standing, goal.role, kb)
    if way.route is None or way.first is None:
        return ""
    parts = []
    jobs = words.titles_of((leg.role for leg in way.route.legs[:-1]), kb.roles)
    if jobs:
        parts.append(f"goes over {words.and_list(jobs)}")
    above = {suggestion.first.do for suggestion in answer.suggestions[:ROLES_SHOWN]}
    if way.first.step is not None and way.first.do not in above:
        parts.append(f"begins otherwise: {way.first.step.title}")
    return f"; its plan {' and '.join(parts)}" if parts else ""


def _more(answer: Recommendation) -> str:
    """What else there is."""
    shown = _shown(answer)
    count = sum(ranked.role.id not in shown for ranked in answer.ranking.next)
    if count == 0:
        return ""
    verb = "is" if count == 1 else "are"
    return f"{count} more {verb} one job away."


def _shown(answer: Recommendation) -> set[str]:
    return {suggestion.ranked.role.id for suggestion in answer.suggestions[:ROLES_SHOWN]}


def _costly(answer: Recommendation) -> str:
    """What the stated limits take."""
    if answer.compromises:
        costliest = max(answer.compromises, key=lambda compromise: len(compromise.roles))
        return f"{_limit(costliest.limit)} costs most: {words.counted(len(costliest.roles), 'roles')}."
    ruled_out = len(answer.ranking.ruled_out)
    if not ruled_out:
        return ""
    return f"Limits rule out {words.counted(ruled_out, 'roles')}."


def _limit(limit: str) -> str:
    """A stated limit as the beginning of a sentence: "Your no to nights", "Your pay floor"."""
    for condition in CONDITIONS:
        if condition.limit == limit:
            return f"Your no to {condition.short}"
    return "Your pay floor"


FIRM = 0.9
"""Share of the variations in which each of the three has to stay before we call them firm."""


def _firm(answer: Recommendation) -> str:
    """How firm the order is, in one clause."""
    shares = [suggestion.stability_top3 for suggestion in answer.suggestions[:ROLES_SHOWN]]
    if len(answer.ranking.next) <= ROLES_SHOWN or not shares:
        return ""
    if min(shares) >= FIRM:
        return "The first three are firm."
    return "The third place may change."
