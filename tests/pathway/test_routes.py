"""Routes: all chains of up to five moves that no other dominates, each stage as long as the gates of the next ask."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from careerpath.pathway.routes import (
    EVIDENCE,
    MOST_MOVES,
    Route,
    dominates,
    gate_months,
    months_in_all,
    routes,
    way_to,
)
from careerpath.rules.gates import gate_statuses
from careerpath.rules.standing import Standing, stand
from careerpath.services.planning import Wanted, plan_for, request_for
from tests.sampling import drawn
from tests.worlds import TODAY, cert, edge, knowledge, person, role, world

DAYS_PER_MONTH = 365 / 12

WORLD = """
roles:
  - {id: desk, pay: 50000, needs: {s: 1}}
  - {id: admin, pay: 80000, needs: {s: 1}, values: {net-exam: expected, nice-exam: useful, paid-exam: expected}}
  - {id: trainer, pay: 45000, needs: {s: 1}}
  - {id: boss, pay: 120000, needs: {s: 1}, values: {net-exam: expected, secret-exam: expected}}
certs:
  - {id: net-exam, usd: 300}
  - {id: nice-exam, usd: 900}
  - {id: paid-exam, usd: 5000, requires: {sponsor: true}}
  - {id: secret-exam, usd: null}
progressions:
  - {from: desk, to: admin, months: [12, 24], confidence: high}
  - {from: admin, to: boss, months: 36, confidence: low}
  - {from: desk, to: trainer, months: 6, confidence: high}
  - {from: trainer, to: boss, months: 30, confidence: medium}
"""
LIVE = [
    ("help-desk-technician", "director-of-information-systems"),
    ("registered-nurse", "clinical-informatics-manager"),
]


def working(kb, *jobs, **given) -> Standing:
    """Who works in the first of the jobs and worked in the others, two years in each."""
    held = [{"role": job, "years": 2, "current": number == 0} for number, job in enumerate(jobs)]
    given.setdefault("education", "bachelor")
    return stand(person(held, **given), kb, TODAY)


def on_record(found) -> tuple[Route, ...]:
    return tuple(route for route in found if route.evidence != "none")


def from_desk(kb, goal="boss", **given) -> tuple[Route, ...]:
    """The routes of moves on record alone: whoever works at the desk meets what any role asks for, so may apply."""
    return on_record(routes(working(kb, "desk", **given), goal, kb))


def by_roles(found):
    return {route.roles: route for route in found}


def test_a_route_sums_months_and_takes_the_weakest_evidence():
    found = by_roles(from_desk(knowledge(WORLD)))
    through_admin = found["desk", "admin", "boss"]
    assert (through_admin.months_low, through_admin.months_high) == (36, 36)
    assert through_admin.first_move_months == 0  # nothing is missing, and the record counts from the first day
    assert through_admin.evidence == "low"


def test_a_job_on_the_way_is_held_for_a_year_at_least():
    kb = knowledge("""
    roles: [{id: desk, needs: {s: 1}}, {id: admin, needs: {s: 1}}, {id: boss, needs: {s: 1}}]
    progressions: [{from: desk, to: admin, months: [2, 4]}, {from: admin, to: boss, months: [6, 10]}]
    """)
    (route,) = from_desk(kb)
    assert [(leg.role, leg.months_low, leg.months_high) for leg in route.legs] == [("admin", 0, 0), ("boss", 12, 12)]


@pytest.mark.parametrize(("years", "months"), [(0, 36), (1, 24), (2, 12), (2.5, 6), (3, 0)])
def test_a_leg_is_as_long_as_the_practice_that_the_next_role_asks_for(years, months):
    kb = knowledge("""
    roles:
      - {id: desk, needs: {s: 1}}
      - {id: boss, needs: {s: 1}, gates: [{kind: practice, months: 36, roles: [desk]}]}
    progressions: [{from: desk, to: boss, months: [3, 8]}]
    """)
    standing = stand(person([{"role": "desk", "years": years, "current": True}]), kb, TODAY)
    (route,) = on_record(routes(standing, "boss", kb))
    assert route.legs[0].months_low == pytest.approx(months, abs=0.1)
    spread = kb.constants.months_spread
    assert route.legs[0].months_high == pytest.approx(months * (1 + spread), abs=0.1)


def test_a_role_whose_practice_no_job_on_the_way_brings_is_not_reached():
    kb = knowledge("""
    roles:
      - {id: desk, kind: starting, needs: {s: 1}}
      - {id: lab, needs: {s: 1}}
      - {id: boss, needs: {s: 1}, gates: [{kind: practice, months: 12, roles: [lab]}]}
    progressions: [{from: desk, to: boss, months: 3}]
    """)
    assert from_desk(kb) == () and way_to(working(kb, "desk"), "boss", kb) is None


@pytest.mark.parametrize(("years", "stays"), [(1, 24), (2.5, 6), (3, 0), (10, 0)])
def test_the_present_job_is_kept_for_the_practice_that_only_it_brings(years, stays):
    kb = knowledge("""
    roles:
      - {id: nurse, kind: starting, needs: {s: 1}}
      - {id: lab, family: support, needs: {s: 1}}
      - {id: boss, needs: {s: 1}, gates: [{kind: practice, months: 36, roles: [nurse]}, {kind: practice, months: 12, roles: [lab]}]}
    progressions: [{from: nurse, to: lab, months: 3}, {from: lab, to: boss, months: 6}]
    """)
    standing = stand(person([{"role": "nurse", "years": years, "current": True}]), kb, TODAY)
    (route,) = on_record(routes(standing, "boss", kb))
    assert route.roles == ("nurse", "lab", "boss")
    assert (
        route.legs[0].months_low == pytest.approx(stays, abs=0.1) == pytest.approx(route.legs[0].stay_months, abs=0.1)
    )
    made = plan_for(request_for(Wanted(("boss",)), standing.profile, kb, TODAY), standing.profile, kb, TODAY)
    assert not made.is_first_part and made.status != "never"
    assert made.stages[0].stage.days >= stays * DAYS_PER_MONTH - 1


def test_fees_are_those_of_expected_certifications_once_each_without_sponsored_and_held_ones():
    kb = knowledge(WORLD.replace("- {from: desk, to: trainer, months: 6, confidence: high}", ""))
    kb = knowledge(WORLD.replace("- {from: trainer, to: boss, months: 30, confidence: medium}", ""))
    (route,) = from_desk(kb)
    assert (route.fee_usd, route.fees_unknown) == (300, 1)
    (route,) = from_desk(kb, certifications=["net-exam", "secret-exam"])
    assert (route.fee_usd, route.fees_unknown) == (0, 0)


def test_the_pay_dip_is_the_largest_fall_below_the_first_role():
    found = by_roles(from_desk(knowledge(WORLD)))
    assert found["desk", "trainer", "boss"].pay_dip_usd == 5000
    assert found["desk", "admin", "boss"].pay_dip_usd == 0


def test_of_a_job_that_is_over_nothing_dips_and_nobody_stands_there_today():
    over = person([{"role": "desk", "years": 3, "current": False}])
    found = by_roles(routes(stand(over, knowledge(WORLD), TODAY), "boss", knowledge(WORLD)))
    assert {route.is_origin_held for route in found.values() if route.origin} == {False}
    assert found["desk", "trainer", "boss"].pay_dip_usd == 0
    now_admin = person([{"role": "admin", "years": 1, "current": True}, {"role": "desk", "years": 3, "current": False}])
    found = by_roles(routes(stand(now_admin, knowledge(WORLD), TODAY), "boss", knowledge(WORLD)))
    assert found["admin", "boss"].is_origin_held
    dips = {path: route.pay_dip_usd for path, route in found.items() if route.origin == "desk"}
    assert dips.pop(("desk", "trainer", "boss"), 35000) == 35000 and not any(dips.values())


@pytest.mark.parametrize(("stated", "dip"), [(None, 5000), (48_000, 3000), (40_000, 0), (0, 5000)])
def test_a_dip_is_measured_from_what_is_earned_now_where_that_is_stated(stated, dip):
    found = by_roles(from_desk(knowledge(WORLD), pay_now_usd=stated))
    assert found["desk", "trainer", "boss"].pay_dip_usd == dip
    assert found["desk", "trainer", "boss"].is_pay_stated is bool(stated)


def test_a_route_that_is_worse_in_every_respect_is_left_out():
    kb = knowledge("""
    roles: [{id: a, needs: {s: 1}}, {id: b, needs: {s: 1}}, {id: c, needs: {s: 1}}]
    progressions:
      - {from: a, to: c, months: 12, confidence: high}
      - {from: a, to: b, months: 12, confidence: low}
      - {from: b, to: c, months: 12, confidence: low}
    """)
    assert [route.roles for route in routes(working(kb, "a"), "c", kb)] == [("a", "c")]


NEEDY = """
roles:
  - {id: a, needs: {s: 1}}
  - {id: b, needs: {s: 1}}
  - {id: c, needs: {s: 1}, gates: [{kind: practice, months: 40, roles: [b]}]}
progressions: [{from: a, to: b, months: 6}, {from: b, to: c, months: MONTHS}]
"""


@pytest.mark.parametrize(("months", "found"), [(10, [("a", "b", "c")]), (70, [("a", "b", "c"), ("a", "c")])])
def test_a_first_move_that_is_not_on_record_must_lead_to_the_goal_sooner(months, found):
    kb = knowledge(NEEDY.replace("MONTHS", str(months)))
    assert sorted(route.roles for route in routes(working(kb, "a"), "c", kb)) == found


def test_there_is_no_route_to_where_one_stands_nor_down_a_move():
    kb = knowledge(WORLD.replace("id: boss,", "id: boss, seniority: lead,"))
    assert routes(working(kb, "boss"), "boss", kb) == ()
    assert on_record(routes(working(kb, "boss"), "desk", kb)) == ()


def test_a_move_between_roles_of_one_seniority_is_walked_both_ways():
    (back,) = on_record(routes(working(knowledge(WORLD), "admin"), "desk", knowledge(WORLD)))
    assert back.roles == ("admin", "desk") and back.edges[0].kind == "lateral"


LICENSED = """
roles:
  - {id: a, needs: {s: 1}}
  - {id: nurse, needs: {s: 1}, gates: [{kind: licence, licence: nurse, strength: STRENGTH}]}
  - {id: c, needs: {s: 1}}
progressions: [{from: a, to: nurse}, {from: nurse, to: c}]
"""


@pytest.mark.parametrize("strength", ["required", "usual"])
def test_no_route_passes_a_role_whose_license_is_missing(strength):
    kb = knowledge(LICENSED.replace("STRENGTH", strength))
    assert on_record(routes(working(kb, "a"), "c", kb)) == () and way_to(working(kb, "a"), "nurse", kb) is None
    (route,) = on_record(routes(working(kb, "a", licences=["nurse"]), "c", kb))
    assert route.roles == ("a", "nurse", "c")


def test_a_license_that_is_only_preferred_stops_nobody_and_is_not_held_for_having_passed_it():
    kb = knowledge(LICENSED.replace("STRENGTH", "preferred").replace(
        "{id: c, needs: {s: 1}}", "{id: c, needs: {s: 1}, gates: [{kind: licence, licence: nurse}]}"
    ))  # fmt: skip
    (route,) = routes(working(kb, "a"), "nurse", kb)
    assert route.roles == ("a", "nurse")
    assert routes(working(kb, "a"), "c", kb) == ()


def test_the_way_to_a_goal_is_the_one_with_the_fewest_months_and_may_be_told_to_lead_over_a_job():
    kb = knowledge(
        WORLD.replace("id: boss,", "id: boss, gates: [{kind: practice, months: 24, roles: [desk, admin, trainer]}],")
    )
    at = stand(person([{"role": "desk", "years": 0, "current": True}]), kb, TODAY)
    straight = way_to(at, "boss", kb)
    assert straight and straight.roles == ("desk", "boss") and straight.months_low == pytest.approx(24, abs=0.1)
    over = way_to(at, "boss", kb, via="admin")
    assert over and over.roles == ("desk", "admin", "boss")
    assert way_to(at, "boss", kb, via="boss") is None


def test_who_is_ready_for_the_gates_goes_straight():
    kb = knowledge(WORLD)
    route = way_to(working(kb, "desk"), "boss", kb)
    assert route and route.roles == ("desk", "boss") and route.months_high == 0


def chain(length):
    names = [f"r{i}" for i in range(length + 1)]
    return world(roles=[role(n, {"s": 1}) for n in names], progressions=[edge(a, b) for a, b in pairwise(names)])


def test_five_moves_are_the_most():
    assert len(on_record(routes(working(chain(5), "r0"), "r5", chain(5)))) == 1
    assert on_record(routes(working(chain(6), "r0"), "r6", chain(6))) == ()


def random_world(rng):
    """Eight roles of one seniority in two families; some ask for practice in others."""
    names = [f"r{i}" for i in range(8)]
    exams = [cert(f"c{i}", usd=rng.choice([0, 100, 250, None])) for i in range(5)]
    roles = []
    for name in names:
        gates = []
        if rng.random() < 0.4:
            asked = {"kind": "practice", "months": rng.choice([6, 18, 40]), "roles": rng.sample(names, 2)}
            gates.append({**asked, "strength": rng.choice(["required", "required", "preferred"])})
        values = {f"c{rng.randrange(5)}": "expected", "c0": "useful"}
        pay = rng.randrange(40, 120) * 1000
        given = {"family": rng.choice(["support", "clinical"]), "takes_beginners": rng.random() < 0.15}
        roles.append(role(name, {"s": 1}, pay=pay, values=values, gates=gates, **given))
    pairs = rng.sample([(a, b) for a in names for b in names if a < b], 16)
    levels = ["high", "medium", "low"]
    edges = [edge(a, b, sorted(rng.choices(range(3, 48), k=2)), confidence=rng.choice(levels)) for a, b in pairs]
    return world(roles=roles, certs=exams, progressions=edges)


def share(kb, worked: str, asked: tuple[str, ...]) -> float:
    """What a month of work counts, worked out afresh."""
    if worked in asked:
        return 1.0
    same = {kb.roles[one].family for one in asked}
    return kb.constants.practice_elsewhere if kb.roles[worked].family in same else kb.constants.practice_far


def waits(kb, goal: str, now: str, months: dict[str, float]) -> float:
    """Months in the job held now until the gates of the role are passed."""
    if goal in months:
        return 0.0
    most = 0.0
    for gate in kb.roles[goal].gates:
        left = gate.months - sum(count * share(kb, job, gate.roles) for job, count in months.items())
        if gate.strength != "preferred" and left > 0:
            most = max(most, round(left / share(kb, now, gate.roles) * DAYS_PER_MONTH + 0.5) / DAYS_PER_MONTH)
    return most


def closes_in(kb, goal: str, now: str, months: dict[str, float]) -> tuple[float, float]:
    """Months until one may apply: until the job held now has brought the practice that is missing, give or take."""
    left = [0.0]
    for gate in kb.roles[goal].gates if goal not in months else ():
        if gate.strength != "preferred":
            missing = gate.months - sum(count * share(kb, job, gate.roles) for job, count in months.items())
            left.append(missing / share(kb, now, gate.roles))
    spread = kb.constants.months_spread
    return max(left) * (1 - spread), max(left) * (1 + spread)


def oracle(kb, start, goal, held):
    """Every simple path of up to five moves with its criteria, worked out afresh; the undominated ones."""
    moves, before = {}, {start: 24.0}
    for one in kb.progressions.values():  # all of one seniority: both ways
        moves.setdefault(one.origin, []).append((one.target, one))
        moves.setdefault(one.target, []).append((one.origin, one))
    paths, recorded = {}, {target for target, _ in moves.get(start, ())}

    def step(path, legs, months, target, usual, confidence):
        wait = waits(kb, target, path[-1], months)
        low = max(usual[0], kb.constants.stage_months_least if legs else 0, wait)
        after = [*legs, (low, max(low, usual[1]), confidence)]
        if target == goal:
            paths[(*path, target)] = criteria((*path, target), after)
        elif len(after) < MOST_MOVES:
            worked = {**months, path[-1]: months.get(path[-1], 0.0) + low}
            walk((*path, target), after, {target: 0.0, **worked})

    def walk(path, legs, months):
        for target, one in moves.get(path[-1], ()):
            if target not in path:
                usual = (one.months.low, one.months.high) if legs else closes_in(kb, target, start, months)
                step(path, legs, months, target, usual, one.confidence)

    def criteria(path, legs):
        is_ready = closes_in(kb, path[1], start, before)[1] == 0  # nobody ready to apply has to pass an exam first
        paid = path[2:] if is_ready else path[1:]
        expected = {c.id for r in paid for c in kb.roles[r].certifications if c.value == "expected"} - held
        pays = [kb.roles[r].pay.median_usd for r in path]
        return (
            (sum(low for low, _, _ in legs) + sum(high for _, high, _ in legs)) / 2,
            sum(kb.certs[c].fee.usd or 0 for c in expected),
            max(0, *(pays[0] - pay for pay in pays)),
            -min(EVIDENCE[confidence] for _, _, confidence in legs),
            len(legs),
            (legs[0][0] + legs[0][1]) / 2,
        )

    def in_all(path):
        return paths[path][0] + (len(path) - 2) * kb.constants.job_search_weeks / (52 / 12)

    walk((start,), [], before)
    soonest = min(map(in_all, paths), default=float("inf"))
    by_record = set(paths)
    doors = {goal, *(r.id for r in kb.roles.values() if r.takes_beginners), *(job for job, _ in moves.get(goal, ()))}
    for door in doors - recorded - {start}:
        step((start,), [], before, door, closes_in(kb, door, start, before), "none")
    ready = waits(kb, goal, start, before) == 0
    for path in set(paths) - by_record:
        if in_all(path) >= soonest and not (ready and len(path) == 2):
            del paths[path]
    return {
        path
        for path, mine in paths.items()
        if not any(other != mine and all(x <= y for x, y in zip(other, mine)) for other in paths.values())
    }


@pytest.mark.parametrize("seed", drawn(range(60), 30))
def test_agrees_with_exhaustive_enumeration_on_random_graphs(seed):
    rng = random.Random(seed)
    kb = random_world(rng)
    start, goal = rng.sample(list(kb.roles), 2)
    held = frozenset({"c1"} if seed % 2 else ())
    found = routes(working(kb, start, certifications=sorted(held)), goal, kb)
    assert {route.roles for route in found} == oracle(kb, start, goal, held)
    assert len(found) == len({route.roles for route in found})


@pytest.mark.parametrize("seed", drawn(range(60), 20))
def test_a_plan_takes_one_of_the_routes_and_none_leads_there_sooner(seed):
    rng = random.Random(seed)
    kb = random_world(rng)
    start, goal = rng.sample(list(kb.roles), 2)
    standing = working(kb, start)
    taken, found = way_to(standing, goal, kb), routes(standing, goal, kb)
    assert taken in found if found else taken is None
    if taken and gate_months(standing, kb.roles[goal], kb) > 0:
        assert months_in_all(taken, kb) == min(months_in_all(route, kb) for route in found)


@pytest.mark.parametrize(("start", "goal"), LIVE)
def test_at_least_three_undominated_routes_with_known_evidence(kb, start, goal):
    found = on_record(routes(working(kb, start), goal, kb))
    assert len(found) >= 3
    assert not any(dominates(a, b) for a in found for b in found)
    for route in found:
        assert route.roles[0] == start and route.roles[-1] == goal
        assert 1 <= len(route.edges) <= MOST_MOVES
        for one in route.edges:
            assert one.evidence
            assert {x.source for x in one.evidence} <= set(kb.sources)
            assert all(x.says for x in one.evidence)


@pytest.mark.parametrize(("start", "goal"), LIVE)
def test_every_move_of_the_bundled_routes_is_on_record_or_between_equals(kb, start, goal):
    recorded = {(one.origin, one.target) for one in kb.progressions.values()}
    for route in routes(working(kb, start), goal, kb):
        for a, b in pairwise(route.roles):
            equals = kb.roles[a].seniority == kb.roles[b].seniority or ("specialize" in str(kb.indexes.links.get(b)))
            assert (a, b) in recorded or ((b, a) in recorded and equals)


def test_every_progression_of_the_knowledge_cites_a_known_source(kb):
    for one in kb.progressions.values():
        assert one.evidence and all(x.source in kb.sources for x in one.evidence), one.id


def test_no_route_of_ours_leads_through_a_role_whose_license_is_missing(kb):
    found = routes(working(kb, "help-desk-technician"), "cio", kb)
    assert found and all("cnio" not in route.roles for route in found)
    nurse = working(kb, "registered-nurse")
    assert "registered-nurse" in nurse.licences
    assert routes(nurse, "cnio", kb)


def test_who_is_not_a_nurse_does_not_become_chief_nursing_informatics_officer_through_a_job_that_prefers_nurses(kb):
    manager = working(kb, "clinical-informatics-manager", education="master")
    assert any(status.gate.kind == "licence" for status in gate_statuses(manager, kb.roles["cnio"], kb))
    assert all("cnio" not in route.roles for route in routes(manager, "cio", kb))
    assert way_to(manager, "cnio", kb) is None
