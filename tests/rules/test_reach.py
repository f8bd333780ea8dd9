"""Months of the shortest route from the held roles."""

from __future__ import annotations

import random

import networkx as nx
import pytest

from careerpath.rules.reach import kin, months_from
from tests.worlds import edge, knowledge, role, world

WORLD = """
roles:
  - {id: a, seniority: entry, needs: {s: 1}}
  - {id: b, seniority: mid, needs: {s: 1}}
  - {id: c, seniority: senior, needs: {s: 1}}
  - {id: d, seniority: lead, needs: {s: 1}}
progressions:
  - {from: a, to: b, months: [6, 18]}
  - {from: b, to: c, months: 12, kind: lateral}
  - {from: a, to: c, months: 60}
"""


def first_day(*roles):
    """Nothing worked yet in any of the roles."""
    return dict.fromkeys(roles, 0.0)


def test_the_shortest_chain_counts_with_the_middle_of_each_range():
    assert months_from(first_day("a"), knowledge(WORLD)) == {"a": 0, "b": 12, "c": 24}


@pytest.mark.parametrize(
    ("worked", "left"), [(0, 60), (0.9, 60), (1, 48), (2.9, 36), (3, 24), (4, 12), (5, 6.9), (50, 6.9)]
)
def test_full_years_in_a_role_are_behind_of_its_recorded_moves_up_to_a_ninth(worked, left):
    assert months_from({"a": worked}, knowledge(MOVE))["b"] == pytest.approx(left)


def test_a_shorter_move_stays_the_nearer_one_however_long_the_role_was_held():
    months = months_from({"a": 50.0}, knowledge(MOVE))
    assert months["c"] < months["b"]


def test_years_shorten_neither_the_way_back_nor_the_moves_of_a_later_role():
    months = months_from({"b": 50.0}, knowledge(MOVE))
    assert (months["a"], months["c"]) == (60, 60 + 20)
    assert months_from({"a": 50.0}, knowledge(MOVE))["d"] == pytest.approx(6.9 + 30)


MOVE = """
roles: [{id: a, seniority: mid, needs: {s: 1}}, {id: b, seniority: mid, needs: {s: 1}},
  {id: c, seniority: senior, needs: {s: 1}}, {id: d, seniority: senior, needs: {s: 1}}]
progressions: [{from: a, to: b, months: 60}, {from: a, to: c, months: 20}, {from: b, to: d, months: 30}]
"""


def test_the_nearest_held_role_counts():
    assert months_from(first_day("a", "b"), knowledge(WORLD)) == {"a": 0, "b": 0, "c": 12}


def test_a_lateral_move_to_a_higher_rank_goes_one_way_as_advances_do():
    assert months_from(first_day("c"), knowledge(WORLD)) == {"c": 0}


@pytest.mark.parametrize("kind", ["advance", "lateral", "specialize"])
def test_a_move_between_roles_of_the_same_seniority_goes_both_ways_whatever_it_is_called(kind):
    kb = knowledge(f"""
    roles: [{{id: a, seniority: mid, needs: {{s: 1}}}}, {{id: b, seniority: mid, needs: {{s: 1}}}}]
    progressions: [{{from: a, to: b, months: 8, kind: {kind}}}]
    """)
    assert months_from(first_day("a"), kb) == {"a": 0, "b": 8}
    assert months_from(first_day("b"), kb) == {"b": 0, "a": 8}


@pytest.mark.parametrize("seed", range(40))
def test_agrees_with_networkx_on_random_graphs(seed):
    rng = random.Random(seed)
    names = [f"r{i}" for i in range(12)]
    pairs = rng.sample([(a, b) for a in names for b in names if a != b], 30)
    kinds = ["enter", "advance", "specialize", "lateral"]
    seniority = {name: rng.choice(["start", "entry", "mid", "senior"]) for name in names}
    edges = [edge(a, b, rng.randint(1, 40), kind=rng.choice(kinds)) for a, b in pairs]
    graph = nx.DiGraph()
    for one in edges:
        equals = one.kind != "enter" and seniority[one.origin] == seniority[one.target]
        back = one.kind == "specialize" or equals
        for a, b in [(one.origin, one.target), (one.target, one.origin)][: 1 + back]:
            months = min(one.months.low, graph.get_edge_data(a, b, {"weight": 1e9})["weight"])
            graph.add_edge(a, b, weight=months)
    held = rng.sample(names, 2)
    graph.add_nodes_from(held)
    expected = nx.multi_source_dijkstra_path_length(graph, set(held))
    kb = world(roles=[role(n, {"s": 1}, seniority=seniority[n]) for n in names], progressions=edges)
    assert months_from(first_day(*held), kb) == pytest.approx(expected)


def test_a_job_outside_the_list_is_the_same_job_in_a_hospital(kb):
    assert kin("onet-15-1231.00", kb) == {"network-support-technician": kb.constants.twin_months}
    assert months_from(first_day("onet-15-1231.00"), kb)["network-support-technician"] == kb.constants.twin_months


def test_another_job_leads_to_what_takes_beginners_and_to_starting_roles_the_nearer_the_more_alike(kb):
    months = kin("onet-53-3032.00", kb)  # heavy truck drivers
    assert months["help-desk-technician"] == kb.constants.door_months
    alike = {role: value for role, value in months.items() if kb.roles[role].kind == "starting"}
    assert len(set(alike.values())) > 3 and all(0 <= value <= kb.constants.kin_months for value in alike.values())


def test_nobody_becomes_what_requires_a_license_on_the_way(kb):
    required = {role.id for role in kb.roles.values() if any(gate.strength == "required" for gate in role.gates)}
    assert "registered-nurse" in required
    assert not required & kin("onet-53-3032.00", kb).keys()
    assert "registered-nurse" in kin("onet-29-2061.00", kb)  # who works in health care stands beside it


def test_of_two_ways_to_a_beginners_role_the_shorter_counts(kb):
    months = kin("onet-15-1299.01", kb)  # work with computers: hospital IT itself stands beside it
    for one in kb.roles.values():
        if one.takes_beginners:
            assert months[one.id] <= kb.constants.door_months


def test_what_is_held_besides_counts_where_it_is_nearer(kb):
    held = ["help-desk-technician", "onet-53-3032.00"]
    assert months_from(first_day(*held), kb)["help-desk-technician"] == 0
