"""Routes: the chains of jobs from a person to a goal, and how long each stage lasts at least (docs/method.md, 6)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.models import EDUCATION_ORDER, Progression, Role
from careerpath.people.profile import HeldEducation, HeldRole, Profile
from careerpath.record import Record, replace
from careerpath.rules.after import DAYS_PER_MONTH
from careerpath.rules.axes import seniority_change
from careerpath.rules.credit import readiness
from careerpath.rules.gate_ways import Study, gate_months
from careerpath.rules.gates import gate_statuses
from careerpath.rules.pay import national_usd
from careerpath.rules.prices import Prices
from careerpath.rules.standing import Standing
from careerpath.rules.starts import only_a_start
from careerpath.rules.steps import hours_a_week, licence_step
from careerpath.rules.way import Way, way_to_ready

MOST_MOVES = 5
"""Nobody plans further; and every move more multiplies the chains."""
EVIDENCE = {"high": 3, "medium": 2, "low": 1, "none": 0}


class Leg(Record):
    """One stage of a route: from the job held on its first day to being ready for `role`."""

    role: str
    edge: Progression | None
    """The recorded move; None where none is on record."""
    months_low: float
    """What is left from today in the first stage, from the first day in the job before in a later one.

    At least what the gates of the role ask for, in practice and degrees.
    """
    months_high: float
    is_within_horizon: bool = True
    """False if it takes longer than `plan-horizon-years` at the person's hours a week."""
    stay_months: float = 0.0
    """Months for which the job held now is kept at least, since a later role asks for practice in it; mostly 0."""
    way: Way | None = None
    """The steps of the first stage; None of a later one."""

    @property
    def middle(self) -> float:
        """Months, middle of the range."""
        return (self.months_low + self.months_high) / 2


class Route(Record):
    """The stages from today to the goal."""

    origin: str | None
    """The job, held now or before, that it starts from; None if it starts from none."""
    legs: tuple[Leg, ...]
    fee_usd: float
    """Published prices of the steps of its first stage, and of the certifications that its later roles expect."""
    fees_unknown: int
    pay_dip_usd: float
    """Largest known fall of the national median below what is earned now, if that is stated, else below that of the
    first role; 0 if it never falls.
    """
    without_wage: tuple[str, ...]
    """Roles on the way that have no wage of their own, so that the fall may be larger."""
    is_pay_stated: bool
    """Whether the fall is measured from what the person says they earn."""
    evidence: str
    """The weakest confidence of its moves; none where a move is not on record."""
    is_origin_held: bool = True
    """False if the job that it starts from is held no more: nobody stands there today, and its pay is nobody's."""
    is_pay_compared: bool = True
    """False where no job is held now, and one job alone is on the way."""

    @property
    def roles(self) -> tuple[str, ...]:
        """From the job held now to the goal."""
        ways = tuple(leg.role for leg in self.legs)
        return ways if self.origin is None else (self.origin, *ways)

    def leads_over(self, role: str) -> bool:
        """True if the role is one of the jobs on the way."""
        return any(leg.role == role for leg in self.legs[:-1])

    @property
    def edges(self) -> tuple[Progression, ...]:
        return tuple(leg.edge for leg in self.legs if leg.edge)

    @property
    def months_low(self) -> float:
        return sum(leg.months_low for leg in self.legs)

    @property
    def months_high(self) -> float:
        return sum(leg.months_high for leg in self.legs)

    def months_with_search(self, kb: KnowledgeBase) -> tuple[float, float]:
        """Months (low, high) with the search for each further job, as in the total of a plan."""
        search = search_months(kb.constants.job_search_weeks, len(self.legs))
        return self.months_low + search, self.months_high + search

    @property
    def is_pay_known(self) -> bool:
        return not self.without_wage

    @property
    def middle(self) -> float:
        """Months, middle of the range."""
        return (self.months_low + self.months_high) / 2

    @property
    def criteria(self) -> tuple[float, ...]:
        """Smaller is better.

        Stages beyond the horizon, months (middle), fees, pay dip, weakness of evidence, moves, months to the first
        move.
        """
        beyond = sum(not leg.is_within_horizon for leg in self.legs)
        weakness = -EVIDENCE[self.evidence]
        months = (self.middle, self.fee_usd, self.pay_dip_usd)
        return (beyond, *months, weakness, len(self.legs), self.first_move_months)

    @property
    def first_move_months(self) -> float:
        """Months (middle) until the present job is left."""
        return self.legs[0].middle


def routes(
    standing: Standing, goal: str, kb: KnowledgeBase, starts: tuple[str, ...] | None = None
) -> tuple[Route, ...]:
    """Every route of up to five moves that no other dominates, the shortest first.

    Exact: all chains are tried, cut off where a required or usual gate on the way cannot be passed and where no way on
    could be better than a route in hand. `starts`: the jobs they start from, by moves on record alone if any leaves
    them; if not given, those held. Only from these may the first move be one that is not on record, and only where it
    leads to the goal sooner than those on record, or straight to it past gates that are all passed today.
    """
    every = _Walk(standing, goal, kb).ways(starts)
    best = [route for route in every if not _is_dominated(route, every)]
    return tuple(sorted(best, key=lambda route: (route.criteria, route.roles)))


def _is_dominated(route: Route, others: Iterable[Route]) -> bool:
    return any(dominates(other, route) for other in others)


def way_to(standing: Standing, goal: str, kb: KnowledgeBase, via: str | None = None) -> Route | None:
    """The one of `routes` that a plan takes: the fewest months in all, then the best evidence, then the lowest fees.

    Where the gates of the goal are passed today no job is needed on the way. `via`: a job that must lie on it; such a
    route may be a dominated one. None if no route leads there.
    """
    if via is None:
        return preferred(routes(standing, goal, kb), standing, goal, kb)
    every = _Walk(standing, goal, kb, via).ways()
    return _shortest((route for route in every if route.leads_over(via)), kb)


def preferred(ways: Iterable[Route], standing: Standing, goal: str, kb: KnowledgeBase) -> Route | None:
    """Of `routes` the one that a plan takes."""
    if _passes(standing, goal, kb):
        ways = [route for route in ways if len(route.legs) == 1]
    return _shortest(ways, kb)


def _shortest(ways: Iterable[Route], kb: KnowledgeBase) -> Route | None:
    return min(ways, key=lambda route: _preference(route, kb), default=None)


def _passes(standing: Standing, goal: str, kb: KnowledgeBase) -> bool:
    return gate_months(standing, kb.roles[goal], kb) == 0


def _preference(route: Route, kb: KnowledgeBase) -> tuple[object, ...]:
    beyond, *_ = route.criteria
    months = months_in_all(route, kb)
    return (beyond, months, -EVIDENCE[route.evidence], route.fee_usd, len(route.legs), route.criteria, route.roles)


def months_in_all(route: Route, kb: KnowledgeBase) -> float:
    """Months (middle) with the search for each further job, as in the total of a plan.

    So that nobody is sent through one job more to save a few weeks.
    """
    return route.middle + search_months(kb.constants.job_search_weeks, len(route.legs))


def search_months(weeks: float, stages: int) -> float:
    """Months of looking for a job, so many weeks between two stages."""
    return weeks * 7 / DAYS_PER_MONTH * max(0, stages - 1)


def moves_from(role: str, kb: KnowledgeBase) -> Iterator[Progression]:
    """Recorded moves that leave the role; one between roles of the same seniority is walked the other way, too."""
    yield from kb.edges_from(role)
    for origin, links in kb.indexes.links.items():
        for target, kind, _, both_ways in links:
            if target == role and both_ways and kind != "specialize":
                edge = kb.progressions[f"{origin} -> {target}"]
                yield replace(edge, origin=role, target=origin, kind="lateral")


class _Walk:
    """All chains of moves from one person to one goal that could be among the undominated ones."""

    def __init__(self, standing: Standing, goal: str, kb: KnowledgeBase, via: str | None = None) -> None:
        """`via`: a chain is compared with others only where both lead over this job."""
        self.standing, self.goal, self.kb, self.via = standing, goal, kb, via
        self._now = next((held.role for held in standing.profile.current_roles), None)
        self.moves_left = _moves_to(goal, kb)
        self.study = Study.of_knowledge(kb)
        self.moves: dict[str, tuple[Progression, ...]] = {}
        self.found: list[Route] = []
        self.ways_from_today: dict[str, Way] = {}
        self.rivals: list[tuple[float, ...]] = []
        """Criteria of those in hand with which others are compared, kept since they are asked for at every move."""
        self.known_months = math.inf
        """Months in all of the shortest chain of moves on record."""
        self.stay_months = 0.0
        """Months for which the job held now is kept at least."""

    def ways(self, starts: tuple[str, ...] | None = None) -> list[Route]:
        """The chains from the jobs held (or `starts`) by moves on record, and those that begin otherwise.

        Where none leads there, it may be that the goal asks for practice that the job held now alone brings: then that
        is completed before it is left.
        """
        ways = self._ways(starts)
        if ways:
            return ways
        gates = gate_statuses(self.standing, self.kb.roles[self.goal], self.kb)
        self.stay_months = max([gate.wait for gate in gates if gate.wait], default=0.0)
        return self._ways(starts) if self.stay_months else ways

    def _ways(self, starts: tuple[str, ...] | None) -> list[Route]:
        held = tuple(self.standing.practice_months) if starts is None else starts
        for origin in dict.fromkeys(held):
            if origin != self.goal:
                self._extend(origin, self.standing, (), origin)
        recorded = {edge.target for origin in held for edge in self._moves(origin)}
        if starts is None or not recorded:
            self._begin_elsewhere(recorded)
        return self.found

    def _begin_elsewhere(self, recorded: set[str]) -> None:
        """Chains whose first move is not on record: to the goal, into a job for beginners, or to just before the goal.

        Each must lead there sooner than moves on record do; one straight to the goal is held to that only where a gate
        of the goal is closed today.
        """
        doors = {self.goal, *self._doors(), *self._before_the_goal()} - recorded - self.standing.practice_months.keys()
        if self.goal in doors and _passes(self.standing, self.goal, self.kb):
            self._step(self._now, self.standing, (), self.goal, None)
            doors.remove(self.goal)
        known = [months_in_all(route, self.kb) for route in self.found if route.evidence != "none"]
        self.known_months = min(known, default=math.inf)
        for door in sorted(doors):
            self._step(self._now, self.standing, (), door, None)

    def _moves(self, job: str) -> tuple[Progression, ...]:
        """The moves that leave the job, the shorter first, so that long chains are cut off early."""
        if job not in self.moves:
            self.moves[job] = tuple(sorted(moves_from(job, self.kb), key=lambda e: e.months.low + e.months.high))
        return self.moves[job]

    def _before_the_goal(self) -> Iterator[str]:
        """Jobs from which people move to the goal, and into which the person would not fall by much."""
        for job, left in self.moves_left.items():
            role = self.kb.roles[job]
            fall = -seniority_change(self.standing, role)
            if left == 1 and role.kind == "hospital-it" and fall < self.kb.constants.step_down_seniority:
                yield job

    def _doors(self) -> list[str]:
        doors = []
        for role in self.kb.roles.values():
            if role.takes_beginners and (role.kind == "hospital-it" or self.standing.seniority == 0):
                doors.append(role.id)
        return doors

    def _usual_months(self, edge: Progression | None, role: Role, at: Standing, is_first: bool) -> tuple[float, float]:
        """Months of a stage by itself: until one is ready; of a later one those that people take for the move.

        A record counts from the first day in the job before, so that it says nothing of what is left for whoever has
        worked there already.
        """
        if edge and not is_first:
            return edge.months.low, edge.months.high
        way = self._way(role, at, is_first=is_first)
        return way.months_low, way.months_high

    def _way(self, role: Role, at: Standing, *, is_first: bool) -> Way:
        """The way to being ready for the role; those from today are kept, since many chains begin with the same job."""
        if is_first and role.id in self.ways_from_today:
            return self.ways_from_today[role.id]
        ready = readiness(at.holdings, role, self.kb)
        way = way_to_ready(at, role, ready, gate_statuses(at, role, self.kb), self.kb)
        if is_first:
            self.ways_from_today[role.id] = way
        return way

    def _extend(self, origin: str | None, at: Standing, legs: tuple[Leg, ...], job: str) -> None:
        visited = {origin, *(leg.role for leg in legs)}
        for edge in self._moves(job):
            if edge.target not in visited:
                self._step(origin, at, legs, edge.target, edge)

    def _step(
        self, origin: str | None, at: Standing, legs: tuple[Leg, ...], target: str, edge: Progression | None
    ) -> None:
        if len(legs) + 1 + self.moves_left.get(target, MOST_MOVES + 1) > MOST_MOVES:
            return
        role = self.kb.roles[target]
        if role.kind == "starting" and not role.takes_beginners:  # people come from there; nobody is sent there
            return
        low, high = self._usual_months(edge, role, at, is_first=not legs)
        stay = 0.0 if legs else self.stay_months
        if legs:  # a job on the way is not left at once
            low = max(low, self.kb.constants.stage_months_least)
        else:
            low = max(low, stay)
        way = None if legs else self._way(role, at, is_first=True)
        if not self._may_be_best(origin, (*legs, Leg(target, edge, low, max(high, low), way=way))):
            return
        waits = gate_months(at, role, self.kb, self.study)
        if waits is None:
            return
        low = max(low, waits)
        within = waits <= 12 * self.kb.constants.plan_horizon_years
        leg = Leg(target, edge, low, max(high, low), within, stay, way)
        if not self._may_be_best(origin, (*legs, leg)):
            return
        if target == self.goal:
            self._take(_route(origin, (*legs, leg), self.standing, self.kb))
        else:
            self._extend(origin, later(at, leg, waits, self.kb), (*legs, leg), target)

    def _take(self, route: Route) -> None:
        self.found.append(route)
        if self.via is None or self.via in route.roles:
            self.rivals.append(route.criteria)

    def _may_be_best(self, origin: str | None, legs: tuple[Leg, ...]) -> bool:
        """False if a chain in hand is better than any that begins with these legs could be."""
        route = _route(origin, legs, self.standing, self.kb)
        left = self.moves_left[legs[-1].role]
        beyond, months, *others, moves, first = route.criteria
        months += left * self.kb.constants.stage_months_least
        search = search_months(self.kb.constants.job_search_weeks, len(legs) + left)
        if legs[0].edge is None and months + search >= self.known_months:
            return False
        least = (beyond, months, *others, moves + left, first)
        return not any(_is_better(rival, least) for rival in self.rivals)


def later(at: Standing, leg: Leg, waits: float, kb: KnowledgeBase) -> Standing:
    """The standing on the first day in the leg's role, as far as gates ask: practice, education, job held now.

    `waits`: months that its gates asked for; 0 if all were passed, so that no degree is taken on the way.
    """
    months = dict(at.practice_months)
    for held in at.profile.current_roles:
        months[held.role] = months.get(held.role, 0.0) + leg.months_low
    months.setdefault(leg.role, 0.0)
    education = at.education
    field = at.profile.education.field if at.profile.education else None
    licences = set(at.licences)
    for status in gate_statuses(at, kb.roles[leg.role], kb) if waits else ():
        gate = status.gate
        level = gate.level if status.status == "closed" and gate.kind == "degree" else None
        if level and EDUCATION_ORDER.index(level) > EDUCATION_ORDER.index(education):
            education, field = level, gate.fields[0] if gate.fields else None
        if status.status == "closed" and gate.licence and licence_step(at, gate.licence, kb):
            licences.add(gate.licence)
    jobs = (HeldRole(role=leg.role, years=0.0, current=True),)
    profile = replace(at.profile, roles=jobs, education=HeldEducation(level=education, field=field))
    return replace(at, profile=profile, practice_months=months, education=education, licences=frozenset(licences))


def _moves_to(goal: str, kb: KnowledgeBase) -> dict[str, int]:
    """Least number of moves from each role to the goal."""
    before: dict[str, set[str]] = {}
    for origin, links in kb.indexes.links.items():
        for target, kind, _, both_ways in links:
            before.setdefault(target, set()).add(origin)
            if both_ways and kind != "specialize":
                before.setdefault(origin, set()).add(target)
    moves, edge = {goal: 0}, {goal}
    for count in range(1, MOST_MOVES + 1):
        edge = {origin for role in edge for origin in before.get(role, ())} - moves.keys()
        moves |= dict.fromkeys(edge, count)
    return moves


def no_way(goal: str, kb: KnowledgeBase, origin: str = "") -> str:
    """Why no route leads to the goal, as a clause; `origin` is the title of where they would start."""
    start = f" from {origin}" if origin else ""
    return only_a_start(goal, kb) or (
        f"no way of up to {MOST_MOVES} moves leads{start} to {kb.roles[goal].title}: "
        "it requires what no job on the way brings"
    )


def dominates(a: Route, b: Route) -> bool:
    """True if `a` is nowhere worse than `b` and somewhere better."""
    return _is_better(a.criteria, b.criteria)


def _is_better(mine: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return mine != other and all(x <= y for x, y in zip(mine, other, strict=True))


def _route(origin: str | None, legs: tuple[Leg, ...], standing: Standing, kb: KnowledgeBase) -> Route:
    fees = _fees(legs, standing, kb)
    stated = standing.profile.pay_now_usd  # 0: nothing is earned, so nothing is compared with it
    earned_today = stated or None
    is_held = _is_held_now(origin, standing.profile)
    jobs = [leg.role for leg in legs]
    if earned_today is None and origin is not None and is_held:
        jobs.insert(0, origin)
    elif earned_today is None:  # of another job that is held now, if there is one
        earned_today = standing.pay_usd
    wages = {job: national_usd(kb.roles[job]) for job in jobs}
    nothing_today = not earned_today and not is_held
    confidences = [leg.edge.confidence if leg.edge else "none" for leg in legs]
    return Route(
        origin=origin,
        legs=legs,
        fee_usd=sum(fee for fee in fees if fee is not None),
        fees_unknown=fees.count(None),
        pay_dip_usd=_largest_fall(earned_today or wages[jobs[0]], wages.values()),
        without_wage=tuple(job for job, wage in wages.items() if wage is None),
        is_pay_stated=bool(stated),
        is_origin_held=is_held,
        is_pay_compared=not (nothing_today and len(legs) == 1),
        evidence=min(confidences, key=lambda name: EVIDENCE[name]),
    )


def _is_held_now(origin: str | None, profile: Profile) -> bool:
    """True for a job held now, and for a time without one (school, a search) that goes on."""
    if any(held.role == origin for held in profile.current_roles):
        return True
    return any(held.role == origin and not held.is_paid and not _has_ended(held) for held in profile.roles)


def _has_ended(held: HeldRole) -> bool:
    return held.current is False or held.until is not None


def _fees(legs: tuple[Leg, ...], standing: Standing, kb: KnowledgeBase) -> list[float | None]:
    """Prices of the steps of the first stage; then of the certifications that the roles of later ones expect and the
    person lacks, but for those that an employer pays.
    """
    hours = hours_a_week(standing.profile, kb)
    prices = Prices(fewest_hours=hours, most_hours=hours)
    steps = legs[0].way.steps if legs[0].way else ()
    held = standing.certifications | {step.id for step in steps}
    expected: set[str] = set()
    for leg in legs[1:]:
        expected |= {value.id for value in kb.roles[leg.role].certifications if value.value == "expected"}
    missing = [kb.certs[key] for key in sorted(expected - held)]
    of_later = [prices.price_of(cert) for cert in missing if not cert.requires.sponsor]
    return [*(prices.price_of(step) for step in steps), *of_later]


def _largest_fall(today: float | None, wages: Iterable[float | None]) -> float:
    """How far the known wages fall below what is earned today at most; 0 where that is not known."""
    known = [wage for wage in wages if wage]
    if not today or not known:
        return 0.0
    return max(0.0, today - min(known))
