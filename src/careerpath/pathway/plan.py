"""The pathway from a person to a goal: stage after stage, the first on dates (docs/method.md, 7)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, timedelta

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import Certification, Role
from careerpath.pathway.causes import Cause
from careerpath.pathway.demands import GoalReader
from careerpath.pathway.first import FirstAction, first_action
from careerpath.pathway.request import PlanRequest, calendar_of, prices_of, step_of
from careerpath.pathway.routes import Leg, Route, search_months, way_to
from careerpath.pathway.stage import PlanStep, Reached, Stage, make_stage
from careerpath.pathway.stock import Stock
from careerpath.pathway.towards import within_reach
from careerpath.people.profile import Profile
from careerpath.record import Record, replace
from careerpath.rules.after import DAYS_PER_MONTH, Taken, stand_after, with_job
from careerpath.rules.gates import DIPLOMA_WAY, NO_DIPLOMA, closed_gates, gate_statuses, lacks_diploma, manner
from careerpath.rules.prices import PriceSpan
from careerpath.rules.situation import begins_with
from careerpath.rules.standing import Standing, ending_soon, months_in, stand, unknown_renewals


class Stretch(Record):
    """One stage of the pathway: what it leads to, and how long it takes."""

    role: str | None
    """The role that it makes ready for; None where it leads to certifications alone."""
    working_as: str | None
    """The job held meanwhile; None if none is."""
    stage: Stage
    months_low: float
    months_high: float
    leg: Leg | None = None
    is_sketch: bool = False
    """True for all but the first: months, fees and gates are reckoned, not dated."""

    @property
    def reached(self) -> Reached | None:
        """Where it ends for its role."""
        return next((one for one in self.stage.reached if one.role == self.role), None)

    def is_short(self, kb: KnowledgeBase) -> bool:
        """True if it ends before what it leads to: a role whose gates or ready line it misses, a certification."""
        return self.stage.status in ("nearest", "never") or self.stage.is_short(kb)


class Plan(Stage):
    """The answer: the first stage with its dates, and the stages that follow."""

    stages: tuple[Stretch, ...] = ()
    """All of them, the first one included."""
    route: Route | None = None
    """The chain of jobs; None where the goals need none."""
    first: FirstAction | None = None
    is_first_part: bool = False
    """True if it ends before the goal is reached: its heading says what is missing."""
    search_weeks: float = 0.0
    """Weeks of looking for a job between two stages."""
    held_notes: tuple[str, ...] = ()
    """Those of `notes` that speak of what is held and ends soon, or may have been renewed."""
    instead: tuple[str, ...] = ()
    """Where nothing leads to the goal: roles that are within reach."""

    @property
    def total_fee_usd(self) -> float:
        """Published prices of all stages [USD]."""
        return sum(one.stage.fee_usd for one in self.stages)

    @property
    def total_fee_span(self) -> PriceSpan:
        """Both ends of what is published, of all stages [USD]."""
        spans = [one.stage.fee_span for one in self.stages]
        return PriceSpan(sum(span.low for span in spans), sum(span.high for span in spans))

    @property
    def total_hours(self) -> float:
        return sum(one.stage.hours for one in self.stages)

    @property
    def total_is_at_least(self) -> bool:
        return any(one.stage.is_at_least for one in self.stages)

    @property
    def total_months(self) -> tuple[float, float]:
        """Months (low, high) of all stages, with the search for each job between them."""
        search = search_months(self.search_weeks, len(self.stages))
        low = sum(one.months_low for one in self.stages)
        high = sum(one.months_high for one in self.stages)
        return low + search, high + search

    @property
    def goal_reached(self) -> Reached | None:
        """Where the last stage ends."""
        return self.stages[-1].reached if self.stages else next(iter(self.reached), None)


def make_plan(request: PlanRequest, standing: Standing, kb: KnowledgeBase) -> Plan:
    """The pathway for the request. The standing is that of the profile, before what the request says is done."""
    taken = [Taken(kb.step(step_of(item)), day) for item, day in request.done.items()]
    now = stand_after(standing, taken, kb)
    aims = _aims(request, now, kb)
    if aims.needs_route and aims.route is None:
        return _without_route(aims, request, now, kb)
    begun = _begun(request, aims.first_roles, aims.certs, aims.route, now, kb)
    stretches, stopped = _stretches(begun, aims.route, aims.later_certs, now, kb)
    interrupted = stopped or any(stretch.stage.interrupted for stretch in stretches)
    unsat = _not_asked_for(aims.later_certs, stretches)
    if unsat and not interrupted and not aims.roles:
        return _never_sat(request, now, kb.certs[unsat[0]], kb)
    is_whole = not unsat and (aims.route is None or len(stretches) >= len(aims.route.legs))
    is_short = not is_whole or any(stretch.is_short(kb) for stretch in stretches)
    first, instead = _first_or_instead(begun, aims, now, kb)
    about_held = _about_held(request, now, kb)
    of_the_first_stage = {
        **begun.stage.__dict__,
        "request": begun.request,
        "interrupted": interrupted,
        "notes": (*_about_school(request, now, kb), *begun.stage.notes, *about_held),
    }
    return Plan(
        **of_the_first_stage,
        held_notes=about_held,
        stages=tuple(stretches),
        route=aims.route,
        first=first,
        is_first_part=is_short and begun.stage.status in ("optimal", "met"),
        search_weeks=kb.constants.job_search_weeks,
        instead=instead,
    )


class _Aims(Record):
    """The goals of a request: what its first stage aims at, and the way to the rest."""

    roles: tuple[str, ...]
    """The roles among the goals."""
    certs: list[str]
    """Certifications of the first stage."""
    later_certs: list[str]
    """Those that ask for work that the first stage does not bring."""
    needs_route: bool
    """False where no job lies before the goals; so it is, too, for who goes back to a job."""
    route: Route | None

    @property
    def first_roles(self) -> tuple[str, ...]:
        """The roles that the first stage makes ready for."""
        return (self.route.legs[0].role,) if self.route else self.roles


def _aims(request: PlanRequest, now: Standing, kb: KnowledgeBase) -> _Aims:
    """The goals of the request, with the route that a plan takes to them where they need one."""
    roles = tuple(goal for goal in request.goals if goal in kb.roles)
    later_certs = _not_yet(request, now, kb)
    certs = [goal for goal in request.goals if goal in kb.certs and goal not in later_certs]
    if len(roles) == 1 and roles[0] not in now.practice_months:
        return _Aims(roles, certs, later_certs, True, way_to(now, roles[0], kb, request.via))
    if not roles and later_certs:
        return _Aims(roles, certs, later_certs, True, _way_to_sit(later_certs, now, kb))
    return _Aims(roles, certs, later_certs, False, None)


def _without_route(aims: _Aims, request: PlanRequest, now: Standing, kb: KnowledgeBase) -> Plan:
    """The answer where no jobs lead to the role, or to one in which the certification can be sat."""
    if aims.roles:
        return _never(request, now, kb.roles[aims.roles[0]], kb)
    return _never_sat(request, now, kb.certs[aims.later_certs[0]], kb)


def _first_or_instead(
    begun: _Begun, aims: _Aims, now: Standing, kb: KnowledgeBase
) -> tuple[FirstAction | None, tuple[str, ...]]:
    """(the first action, roles within reach instead); there are such roles only where the first stage leads nowhere."""
    if begun.stage.status != "never" or not aims.first_roles:
        return begun.first, ()
    goal = aims.route.legs[-1].role if aims.route else aims.first_roles[-1]
    instead = within_reach(now, kb.roles[goal], kb)
    if not instead:
        return begun.first, ()
    return first_action(now, kb.roles[instead[0]], kb), instead


class _Begun(Record):
    """The first stage, the request as it was answered, and the first action."""

    request: PlanRequest
    role: str | None
    """The role that the stage makes ready for, if it is one."""
    stage: Stage
    first: FirstAction | None


def _begun(
    request: PlanRequest,
    roles: tuple[str, ...],
    certs: list[str],
    route: Route | None,
    now: Standing,
    kb: KnowledgeBase,
) -> _Begun:
    """The first stage. Where it keeps nothing of an earlier plan, it is made as if there had been none."""
    role = roles[0] if len(roles) == 1 else None
    stay = math.ceil(route.legs[0].stay_months * DAYS_PER_MONTH) if route else 0
    asked = replace(request, goals=(*roles, *certs))
    stage, first = _first_stage(asked, now, kb, _first_action(request, roles, now, kb), stay)
    nothing_left = not stage.steps and stage.status in ("optimal", "met")
    if not (request.keep and nothing_left):
        return _Begun(request, role, stage, first)
    left_out = stage.excluded
    request, asked = replace(request, keep=()), replace(asked, keep=())
    stage, first = _first_stage(asked, now, kb, _first_action(request, roles, now, kb), stay)
    if not stage.steps:
        stage = replace(stage, excluded=left_out)
    return _Begun(request, role, stage, first)


def _stretches(
    begun: _Begun, route: Route | None, later_certs: list[str], now: Standing, kb: KnowledgeBase
) -> tuple[list[Stretch], bool]:
    """(all stages, whether the user stopped the search for more)."""
    legs = route.legs if route else ()
    months = begun.stage.days / DAYS_PER_MONTH
    working_as = next((held.role for held in now.profile.current_roles), None)
    stretches = [Stretch(begun.role, working_as, begun.stage, months, months, legs[0] if legs else None)]
    try:
        for later in _later_stages(begun.request, stretches[0], legs[1:], later_certs, now, kb):
            stretches.append(later)
    except KeyboardInterrupt:  # the stages in hand are shown
        return stretches, True
    return stretches, False


def _not_asked_for(certs: list[str], stretches: list[Stretch]) -> list[str]:
    """The certifications that no stage aims at."""
    aimed_at: set[str] = set()
    for stretch in stretches:
        aimed_at.update(stretch.stage.request.goals)
    return [cert for cert in certs if cert not in aimed_at]


def _about_held(request: PlanRequest, now: Standing, kb: KnowledgeBase) -> tuple[str, ...]:
    """What is held and ends soon, or whose renewal is unknown."""
    profile, day = now.profile, request.start
    texts = (*unknown_renewals(profile, kb, day), *ending_soon(profile, kb, day))
    return tuple(f"{text}." for text in texts)


def _about_school(request: PlanRequest, now: Standing, kb: KnowledgeBase) -> tuple[str, ...]:
    """That a goal usually asks for a school diploma, where the person has none."""
    goals = [kb.roles[goal] for goal in request.goals if goal in kb.roles]
    if not any(lacks_diploma(now, goal) for goal in goals):
        return ()
    return (f"You need {NO_DIPLOMA}. {DIPLOMA_WAY}",)


def _first_action(request: PlanRequest, goals: tuple[str, ...], now: Standing, kb: KnowledgeBase) -> FirstAction | None:
    """The first action towards the first role on the way; None where the goals are certifications alone."""
    if len(goals) != 1 or request.keep:  # a plan made again changes as few steps as it can
        return None
    budget = None if request.budget_usd is None else request.budget_usd - request.spent_most_usd
    done = [step_of(key) for key in request.done]
    return first_action(
        now,
        kb.roles[goals[0]],
        kb,
        budget_usd=budget,
        without=(*request.without, *done),
        prices=prices_of(request),
        hours_per_week=_hours_now(request, kb),
    )


def _hours_now(request: PlanRequest, kb: KnowledgeBase) -> float:
    """Hours a week that what begins at once can count on."""
    calendar = calendar_of(request, kb)
    return min(request.hours_per_week, calendar.hours_on(calendar.date_of(0)))


def _first_stage(
    request: PlanRequest, now: Standing, kb: KnowledgeBase, begin: FirstAction | None, stay: int
) -> tuple[Stage, FirstAction | None]:
    """The first stage, which begins with the first action unless the limits leave no room for it.

    `stay`: days for which the job held now is kept at least.

    Nor does it where that costs money: an exam that renews what is held must lie before its last day.

    Where they clash without it, too, the smallest changes are those of a plan that may begin otherwise.
    """
    stock = Stock(now, kb, calendar_of(request, kb), request, stay)
    # all that is asked for, if there is room for it without the first action, goes before the first action
    stage = make_stage(request, now, kb, begin, stay, whole=True, stock=stock)
    if stage.status == "nearest" and begin and begin.step:
        stage = make_stage(request, now, kb, None, stay, whole=True, stock=stock)
        begin = begin if stage.status == "nearest" else None
    if stage.status == "nearest":
        stage = make_stage(request, now, kb, begin, stay, stock=stock)
    if stage.status in ("nearest", "never") and begin and begin.step:
        without = make_stage(request, now, kb, None, stay, stock=stock)
        if without.status in ("optimal", "met") or stage.status == "never":
            stage, begin = without, None
        else:
            stage = replace(stage, causes=without.causes, relaxations=without.relaxations)
    elif begin and begin.step and _pays_to_keep(stage, now):
        later = make_stage(request, now, kb, begin, stay, at_once=False, stock=stock)
        if later.status in ("optimal", "met") and later.reckoned_usd < stage.reckoned_usd:
            stage, begin = later, None
    if begin is None and stage.steps:
        begin = _begins(stage.steps[0], now.profile, kb)
    return stage, begin


def _pays_to_keep(stage: Stage, now: Standing) -> bool:
    """True if something that is held is renewed for money, or sat again."""
    return any(step.kind == "renewal" or step.step in now.certifications for step in stage.steps)


def _begins(step: PlanStep, profile: Profile, kb: KnowledgeBase) -> FirstAction:
    known = kb.step(step.step)
    return FirstAction(begins_with(known, profile, kb), "step", None, known)


def _later_stages(
    request: PlanRequest,
    before: Stretch,
    legs: tuple[Leg, ...],
    later_certs: list[str],
    now: Standing,
    kb: KnowledgeBase,
) -> Iterator[Stretch]:
    """The stages after the first, each with the person as they will stand then."""
    still_to_come = list(legs)
    done = dict(request.done)
    search = timedelta(weeks=kb.constants.job_search_weeks)
    while still_to_come or later_certs:
        # certifications stand in the profile, with the day on which they end
        done |= {step.id: step.end for step in before.stage.steps if step.step not in kb.certs}
        if before.role is None:
            return
        if before.reached and before.reached.still_to_pass:  # nobody works there while a gate is closed
            return
        day = before.stage.finish + search
        standing = stand(with_job(before.stage.standing_after or now, before.role), kb, day)
        leg = still_to_come.pop(0) if still_to_come else None
        certs, later_certs = _take_now(request, later_certs, standing, day, done, kb)
        if leg is None and not certs:
            return
        asked = _asked_later(request, leg, certs, day, done)
        stage = _later_stage(asked, leg, standing, kb)
        low = stage.days / DAYS_PER_MONTH
        high = max(low, leg.months_high) if leg else low
        before = Stretch(leg.role if leg else None, before.role, stage, low, high, leg, is_sketch=True)
        yield before


def _asked_later(
    request: PlanRequest, leg: Leg | None, certs: list[str], day: date, done: dict[str, date]
) -> PlanRequest:
    """The request for a later stage. Budget, dates, wishes and what was before bind the first one only."""
    return replace(
        request,
        goals=(leg.role, *certs) if leg else tuple(certs),
        start=day,
        budget_usd=None,
        deadline=None,
        weeks_off=(),
        hours_in=(),
        wishes=(),
        keep=(),
        failed=(),
        hours_spent={},
        front=False,
        done=done,
    )


def _later_stage(asked: PlanRequest, leg: Leg | None, standing: Standing, kb: KnowledgeBase) -> Stage:
    """The stage that makes ready for the leg's role, no longer than people take for the move if that can be."""
    if leg is None:
        return make_stage(asked, standing, kb)
    hours = asked.hours_per_week
    begin = first_action(standing, kb.roles[leg.role], kb, without=asked.without, hours_per_week=hours)
    least = round(leg.months_low * DAYS_PER_MONTH)
    usual = asked.start + timedelta(days=round(leg.months_high * DAYS_PER_MONTH))
    stage = make_stage(replace(asked, deadline=usual), standing, kb, begin, least, whole=True)
    if stage.status in ("nearest", "never"):  # the usual time is no limit: nothing is given up for it
        stage = make_stage(asked, standing, kb, begin, least)
    return stage


def _take_now(
    request: PlanRequest, certs: list[str], standing: Standing, day: date, done: dict[str, date], kb: KnowledgeBase
) -> tuple[list[str], list[str]]:
    """(certifications that this stage can take, those that come later still)."""
    if not certs:
        return [], []
    asked = replace(request, goals=tuple(certs), start=day, done=done, keep=())
    later = _not_yet(asked, standing, kb)
    return [cert for cert in certs if cert not in later], later


def _not_yet(request: PlanRequest, now: Standing, kb: KnowledgeBase) -> list[str]:
    """Certifications among the goals that cannot be sat in this stage for want of work that they ask for."""
    certs = [goal for goal in request.goals if goal in kb.certs]
    waiting = []
    for key in certs:
        requires = kb.certs[key].requires
        if requires.experience_months or requires.roles_held or requires.sponsor:
            waiting.append(key)
    if not waiting:
        return []
    asked = replace(request, goals=tuple(waiting), wishes=())
    stock = Stock(now, kb, calendar_of(asked, kb), asked)
    demands = GoalReader(stock).demands()
    labels = {d.missing for d in demands.impossible}
    return [key for key in waiting if any(kb.certs[key].title in label for label in labels) and key in stock.entries]


def _way_to_sit(certs: list[str], now: Standing, kb: KnowledgeBase) -> Route | None:
    """The shortest way to a job in which the certifications can be sat."""
    found = []
    for key in certs:
        requires = kb.certs[key].requires
        for role in (*requires.experience_in, *requires.roles_held) or _sponsors(key, kb) or _doors(kb):
            if role in kb.roles and role not in now.practice_months and (route := way_to(now, role, kb)):
                found.append(route)
    return min(found, key=lambda route: (route.middle, len(route.legs), route.roles), default=None)


def _sponsors(key: str, kb: KnowledgeBase) -> tuple[str, ...]:
    """For a certification that employers pay: the roles whose people they send."""
    if not kb.certs[key].requires.sponsor:
        return ()
    found = []
    for role in kb.roles.values():
        if any(value.id == key and value.value != "unneeded" for value in role.certifications):
            found.append(role.id)
    return tuple(found)


def _doors(kb: KnowledgeBase) -> tuple[str, ...]:
    return tuple(role.id for role in kb.roles.values() if role.takes_beginners and role.kind == "hospital-it")


def _never(request: PlanRequest, now: Standing, role: Role, kb: KnowledgeBase) -> Plan:
    """No way within the horizon: what stands in it, and what is within reach instead."""
    way = way_to(now, role.id, kb) if request.via else None
    if way and request.via:
        return _not_over(kb.roles[request.via], way, request, now, role, kb)
    causes = []
    for status in closed_gates(gate_statuses(now, role, kb)):
        causes.append(Cause("gate", f"{role.title} needs {status.missing} ({manner(status)})", status.detour))
    return _no_way(request, now, tuple(causes), kb)


def _not_over(via: Role, way: Route, request: PlanRequest, now: Standing, role: Role, kb: KnowledgeBase) -> Plan:
    """The job that was asked for lies on no way; without it there is one, and it begins as any plan of it."""
    jobs = " and then ".join(kb.roles[leg.role].title for leg in way.legs)
    cause = Cause("via", f"No known way to {role.title} leads over {via.title}", f"Without it the way is: {jobs}.")
    plan = _no_way(request, now, (cause,), kb)
    first = first_action(now, kb.roles[way.legs[0].role], kb, budget_usd=request.budget_usd, prices=prices_of(request))
    return replace(plan, instead=(), first=first)


def _never_sat(request: PlanRequest, now: Standing, cert: Certification, kb: KnowledgeBase) -> Plan:
    """A certification that no job within reach lets one sit."""
    requires = cert.requires
    if requires.licence and requires.licence not in now.licences:
        text = f"{cert.title} needs a license as {kb.roles[requires.licence].title}"
        return _no_way(request, now, (Cause("gate", text, cert.eligibility),), kb)
    roles = requires.experience_in or requires.roles_held
    names = " or ".join(kb.roles[role].title for role in roles[:2]) or "hospital IT"
    worked = months_in(now, requires.experience_in) if requires.experience_in else 0.0
    months = f"{(requires.experience_months or 0) - worked:.0f} months of " if requires.experience_months else ""
    return _no_way(request, now, (Cause("gate", f"{cert.title} needs {months}work as {names}", cert.eligibility),), kb)


def _no_way(request: PlanRequest, now: Standing, causes: tuple[Cause, ...], kb: KnowledgeBase) -> Plan:
    goals = [kb.roles[goal] for goal in request.goals if goal in kb.roles]
    reached = tuple(Reached.of_today(now, role, kb) for role in goals)
    instead = within_reach(now, goals[0], kb) if goals else ()
    first = first_action(now, kb.roles[instead[0]], kb) if instead else None
    return Plan(
        request, calendar_of(request, kb), "never", causes=causes, instead=instead, first=first, reached=reached,
        standing_after=now,
    )  # fmt: skip
