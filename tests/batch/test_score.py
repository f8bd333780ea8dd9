"""The array form says what the plain engine says."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careerpath.knowledge.models import INTEREST_SCALES, LocalPay
from careerpath.people.profile import HeldRole, Profile
from careerpath.record import replace
from tests.batch.people import crowd, differences, table
from tests.conftest import ROOT
from tests.rules.people import small_world
from tests.worlds import constants, edge, role, skill, world


@pytest.mark.parametrize("count", [300, pytest.param(1000, marks=pytest.mark.slow)])
def test_many_people_together_are_ranked_as_each_alone(kb, scorer_of, count):
    people = crowd(kb, count)
    scored = scorer_of(kb).score(table(people))
    assert differences(scored, people, kb, 5) == []
    assert scored.ranked > 0.7 * count and len(scored.notes) > 1
    assert scored.ranked + len(scored.notes) == count


WEIGHTS = {"order-interest": 0.4, "order-conditions": 0.3, "order-outlook": 0.2}


@cache
def odd_world(seed):
    """A small world in which every axis counts, some wages are those of a state, and equal roles stand twice."""
    kb, rng = small_world(seed), random.Random(seed)
    roles = {}
    for one in kb.roles.values():
        local = tuple(
            LocalPay(state=s, area=s, soc="15-0000", covers=rng.choice(["occupation", "proxy"]), median_usd=usd, source="book",
                     withheld=None if usd else "too few")
            for s, usd in (("OH", rng.choice([None, 30_000.0, 70_000.0])), ("TX", 90_000.0)) if rng.random() < 0.7
        )  # fmt: skip
        interests = role("x", interests=[rng.randint(1, 7) for _ in INTEREST_SCALES]).interests
        kind = "occupation" if rng.random() < 0.15 else one.kind
        roles[one.id] = replace(one, local_pay=local, interests=interests, kind=kind)
        if rng.random() < 0.3:
            roles[f"{one.id}-twin"] = replace(roles[one.id], id=f"{one.id}-twin")
    skills, certs, edges = (list(getattr(kb, name).values()) for name in ("skills", "certs", "progressions"))
    weights = WEIGHTS if seed % 4 else {"order-time": 0.6, **WEIGHTS}  # the plain engine alone knows the time
    return world(skills=skills, roles=list(roles.values()), certs=certs, progressions=edges, weights=weights)


@settings(max_examples=100, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 200), st.integers(0, 10_000), st.integers(1, 4))
def test_in_every_small_world_everybody_is_ranked_as_alone(scorer_of, seed, people_seed, top):
    kb = odd_world(seed)
    people = crowd(kb, 25, people_seed)
    assert differences(scorer_of(kb, top).score(table(people)), people, kb, top) == []


def test_equal_roles_are_ordered_by_id_as_in_the_plain_engine(scorer_of):
    needs = {"sql": {"level": 3, "importance": 5}, "care": 2}
    kb = world(
        skills=[skill("sql"), skill("care")], roles=[role(name, needs, pay=50_000) for name in ("b", "c", "a", "d")]
    )
    # logarithms of a stated pay are settled by the plain engine, as those of a state's wages are
    people = [replace(one, pay_now_usd=None) for one in crowd(kb, 50)]
    scored = scorer_of(kb, 2).score(table(people))
    assert differences(scored, people, kb, 2) == []
    assert scored.settled == 0
    assert scored.table["role"].to_pylist()[:2] in (["a", "b"], ["a", "c"], ["b", "c"])


def test_an_occupation_that_says_too_little_is_no_next_role_in_the_batch_either(scorer_of):
    skills = [skill(name, category="technology" if name < "s7" else "data") for name in (f"s{i}" for i in range(14))]
    needs = [f"s{i}" for i in range(14)]
    kb = world(
        skills=skills,
        roles=[
            role("few", dict.fromkeys(needs[:5], 2), kind="occupation"),
            role("software", dict.fromkeys(needs[:7], 2), kind="occupation"),
            role("rated", dict.fromkeys(needs[7:], 2), kind="occupation"),
            role("start", dict.fromkeys(needs, 2), kind="starting"),
        ],
    )
    people = [*crowd(kb, 60), Profile(roles=(HeldRole(role="start", years=3.0),))]
    scored = scorer_of(kb, 3).score(table(people))
    assert differences(scored, people, kb, 3) == []
    assert {*scored.table["role"].to_pylist()} >= {"software", "rated"}
    assert [row["role"] for row in scored.table.to_pylist() if row["id"] == "p60"] == ["rated"]


def test_a_role_is_near_by_its_moves_also_where_reach_has_no_weight(scorer_of):
    skills = [skill(name, category="technology") for name in (f"s{i}" for i in range(7))]
    needs = dict.fromkeys((s.id for s in skills), 2)
    roles = [role("software", needs, kind="occupation"), role("start", needs, kind="starting")]
    kb = world(skills=skills, roles=roles, progressions=[edge("start", "software")], weights={"order-reach": 0.0})
    people = [Profile(roles=(HeldRole(role="start", years=3.0),))]
    scored = scorer_of(kb, 1).score(table(people))
    assert differences(scored, people, kb, 1) == []
    assert scored.table["role"].to_pylist() == ["software"]


def test_where_no_role_can_be_recommended_nobody_is_ranked(scorer_of):
    kb = world(skills=[skill("sql")], roles=[role("start", {"sql": 2}, kind="starting")])
    people = [Profile(roles=(HeldRole(role="start", years=years),)) for years in (1.0, 3.0)]
    scored = scorer_of(kb, 3).score(table(people))
    assert differences(scored, people, kb, 3) == []
    assert scored.ranked == 0


def test_compiled_it_says_what_the_plain_engine_says_and_one_signature_serves_all_tables():
    done = subprocess.run(
        [sys.executable, "-m", "tests.batch.compiled"],
        env={**os.environ, "NUMBA_DISABLE_JIT": "0"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "1 signature; 300 people; 0 differences\n"


def test_among_many_roles_no_wage_of_a_state_is_passed_over(scorer_of):
    """With more roles than are looked at, their bounds decide which are."""
    rng, names = random.Random(3), [f"s{i}" for i in range(12)]
    roles = []
    for i in range(50):
        needs = {s: rng.randint(1, 5) for s in rng.sample(names, 4)}
        wage = LocalPay(
            state="OH",
            area="OH",
            soc="15-0000",
            covers="occupation",
            median_usd=rng.randrange(60, 400) * 500.0,
            source="book",
        )
        local = () if rng.random() < 0.2 else (wage,)
        roles.append(role(f"r{i}", needs, pay=rng.randrange(60, 400) * 500, local_pay=local))
    kb = world(skills=[skill(s) for s in names], roles=roles)
    people = [replace(one, limits=replace(one.limits, state="OH")) for one in crowd(kb, 80)]
    assert differences(scorer_of(kb, 1).score(table(people)), people, kb, 1) == []


@pytest.mark.slow
def test_people_among_a_thousand_roles_are_ranked_as_alone(scorer_of):
    rng, names = random.Random(5), [f"s{i}" for i in range(120)]
    roles = [
        role(
            f"r{i}", {s: {"level": rng.randint(1, 5), "importance": rng.randint(1, 5)} for s in rng.sample(names, 30)},
            seniority=rng.choice(["entry", "mid", "senior"]), pay=rng.randrange(60, 400) * 500,
        )
        for i in range(1016)
    ]  # fmt: skip
    kb = world(skills=[skill(s) for s in names], roles=roles)
    people = crowd(kb, 150)
    assert differences(scorer_of(kb).score(table(people)), people, kb, 5) == []


def test_the_worlds_use_every_weight_that_the_kernel_knows():
    assert set(WEIGHTS) <= set(constants())
