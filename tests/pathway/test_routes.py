"""Routes: all chains of up to five moves that no other dominates."""

from __future__ import annotations

import random
from itertools import pairwise

import networkx as nx
import pytest

from careerpath.pathway.routes import EVIDENCE, MOST_MOVES, dominates, routes
from tests.worlds import cert, edge, knowledge, role, world

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


def by_roles(found):
    return {route.roles: route for route in found}


def test_a_route_sums_months_and_takes_the_weakest_evidence():
    found = by_roles(routes(["desk"], "boss", frozenset(), knowledge(WORLD)))
    through_admin = found["desk", "admin", "boss"]
    assert (through_admin.months_low, through_admin.months_high) == (48, 60)
    assert through_admin.first_move_months == 18
    assert through_admin.evidence == "low"


def test_fees_are_those_of_expected_certifications_once_each_without_sponsored_and_held_ones():
    kb = knowledge(WORLD.replace("- {from: desk, to: trainer, months: 6, confidence: high}", ""))
    (route,) = routes(["desk"], "boss", frozenset(), kb)
    assert (route.fee_usd, route.fees_unknown) == (300, 1)
    (route,) = routes(["desk"], "boss", frozenset({"net-exam", "secret-exam"}), kb)
    assert (route.fee_usd, route.fees_unknown) == (0, 0)


def test_the_pay_dip_is_the_largest_fall_below_the_first_role():
    found = by_roles(routes(["desk"], "boss", frozenset(), knowledge(WORLD)))
    assert found["desk", "trainer", "boss"].pay_dip_usd == 5000
    assert found["desk", "admin", "boss"].pay_dip_usd == 0


def test_a_route_that_is_worse_in_every_respect_is_left_out():
    kb = knowledge("""
    roles: [{id: a, needs: {s: 1}}, {id: b, needs: {s: 1}}, {id: c, needs: {s: 1}}]
    progressions:
      - {from: a, to: c, months: 12, confidence: high}
      - {from: a, to: b, months: 12, confidence: low}
      - {from: b, to: c, months: 12, confidence: low}
    """)
    assert [route.roles for route in routes(["a"], "c", frozenset(), kb)] == [("a", "c")]


def test_there_is_no_route_back_to_where_one_stands_nor_without_edges():
    kb = knowledge(WORLD)
    assert routes(["boss"], "boss", frozenset(), kb) == ()
    assert routes(["boss"], "desk", frozenset(), kb) == ()


def test_no_route_passes_a_role_whose_firm_licence_is_missing():
    kb = knowledge("""
    roles:
      - {id: a, needs: {s: 1}}
      - {id: nurse, needs: {s: 1}, gates: [{kind: licence, licence: nurse}]}
      - {id: c, needs: {s: 1}}
    progressions: [{from: a, to: nurse}, {from: nurse, to: c}]
    """)
    assert routes(["a"], "c", frozenset(), kb) == ()
    (route,) = routes(["a"], "c", frozenset(), kb, frozenset({"nurse"}))
    assert route.roles == ("a", "nurse", "c")


def chain(length):
    names = [f"r{i}" for i in range(length + 1)]
    return world(roles=[role(n, {"s": 1}) for n in names], progressions=[edge(a, b) for a, b in pairwise(names)])


def test_five_moves_are_the_most():
    assert len(routes(["r0"], "r5", frozenset(), chain(5))) == 1
    assert routes(["r0"], "r6", frozenset(), chain(6)) == ()


def random_world(rng):
    names = [f"r{i}" for i in range(8)]
    exams = [cert(f"c{i}", usd=rng.choice([0, 100, 250, None])) for i in range(5)]
    roles = [
        role(
            n, {"s": 1}, pay=rng.randrange(40, 120) * 1000, values={f"c{rng.randrange(5)}": "expected", "c0": "useful"}
        )
        for n in names
    ]
    pairs = rng.sample([(a, b) for a in names for b in names if a != b], 24)
    levels = ["high", "medium", "low"]
    edges = [edge(a, b, sorted(rng.choices(range(3, 48), k=2)), confidence=rng.choice(levels)) for a, b in pairs]
    return world(roles=roles, certs=exams, progressions=edges)


def oracle(kb, start, goal, held):
    """Every simple path of up to five edges with its criteria, worked out afresh; the undominated ones."""
    graph = nx.DiGraph()
    for one in kb.progressions.values():
        graph.add_edge(one.origin, one.target, edge=one)
    graph.add_nodes_from(kb.roles)
    paths = {}
    for path in nx.all_simple_paths(graph, start, goal, cutoff=MOST_MOVES):
        edges = [graph.edges[a, b]["edge"] for a, b in pairwise(path)]
        expected = {c.id for r in path[1:] for c in kb.roles[r].certifications if c.value == "expected"} - held
        pays = [kb.roles[r].pay.median_usd for r in path]
        paths[tuple(path)] = (
            sum(e.months.low + e.months.high for e in edges),
            sum(kb.certs[c].fee.usd or 0 for c in expected),
            max(0, *(pays[0] - pay for pay in pays)),
            -min(EVIDENCE[e.confidence] for e in edges),
            len(edges),
            edges[0].months.low + edges[0].months.high,
        )
    return {
        path
        for path, mine in paths.items()
        if not any(other != mine and all(x <= y for x, y in zip(other, mine)) for other in paths.values())
    }


@pytest.mark.parametrize("seed", range(60))
def test_agrees_with_exhaustive_enumeration_on_random_graphs(seed):
    rng = random.Random(seed)
    kb = random_world(rng)
    start, goal = rng.sample(list(kb.roles), 2)
    held = frozenset({"c1"} if seed % 2 else ())
    found = routes([start], goal, held, kb)
    assert {route.roles for route in found} == oracle(kb, start, goal, held)
    assert len(found) == len({route.roles for route in found})


@pytest.mark.parametrize(("start", "goal"), LIVE)
def test_at_least_three_undominated_routes_with_known_evidence(kb, start, goal):
    found = routes([start], goal, frozenset(), kb)
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
def test_the_bundled_routes_agree_with_exhaustive_enumeration_in_length(kb, start, goal):
    graph = nx.DiGraph((e.origin, e.target) for e in kb.progressions.values())
    possible = {tuple(path) for path in nx.all_simple_paths(graph, start, goal, cutoff=MOST_MOVES)}
    assert {route.roles for route in routes([start], goal, frozenset(), kb)} <= possible


def test_every_progression_of_the_knowledge_cites_a_known_source(kb):
    for one in kb.progressions.values():
        assert one.evidence and all(x.source in kb.sources for x in one.evidence), one.id


def test_no_route_leads_through_a_role_whose_license_is_missing(kb):
    found = routes(["help-desk-technician"], "cio", frozenset(), kb)
    assert found and all("cnio" not in route.roles for route in found)
    nurse = routes(["registered-nurse"], "cio", frozenset(), kb, frozenset({"registered-nurse"}))
    assert any("cnio" in route.roles for route in nurse)
