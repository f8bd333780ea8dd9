"""How firm the order is."""

from __future__ import annotations

import random

import pytest

from careerpath.rules.firmness import SEED, stability
from careerpath.rules.order import rank
from careerpath.rules.standing import stand
from tests.worlds import TODAY, knowledge, person, role, skill, world


def firm(kb, profile, seed=SEED):
    standing = stand(profile, kb, TODAY)
    return stability(standing, rank(standing, kb).next, kb, random.Random(seed))


def test_the_same_seed_gives_the_same_shares(kb):
    nurse = person("registered-nurse")
    assert firm(kb, nurse) == firm(kb, nurse)
    assert firm(kb, nurse, 1) != firm(kb, nurse, 2)


def test_the_shares_of_the_top_three_sum_to_three(kb):
    shares = firm(kb, person("help-desk-technician"))
    assert all(0 <= share <= 1 for share in shares.values())
    assert sum(shares.values()) == pytest.approx(3)


def test_three_roles_or_fewer_are_always_in_the_top_three():
    kb = knowledge("roles: [{id: a, needs: {s: 2}}, {id: b, needs: {t: 3}}]")
    assert firm(kb, person(skills={"s": 1, "t": 2})) == {"a": 1, "b": 1}


def test_with_nothing_to_rank_there_is_nothing_to_redraw():
    kb = knowledge("roles: [{id: a, seniority: mid, needs: {s: 2}}]")
    assert firm(kb, person(skills={"t": 2})) == {}


def six_roles(**weights):
    needs = {"r1": 5, "r2": 5, "r3": 5, "r4": 4, "r5": 3, "r6": 3}
    roles = [role(name, {f"skill-{name}": 5}) for name in needs]
    profile = person(skills={f"skill-{name}": {"level": level, "evidence": "claimed"} for name, level in needs.items()})
    return world(roles=roles, weights=weights), profile


def test_without_noise_the_first_three_stay_the_first_three():
    kb, profile = six_roles(**{"noise-claimed": 0, "weight-noise": 0})
    assert firm(kb, profile) == {"r1": 1, "r2": 1, "r3": 1, "r4": 0, "r5": 0, "r6": 0}


def test_more_noise_makes_the_order_less_firm():
    shares = []
    for noise in (0.0, 0.2, 0.45, 0.9):
        kb, profile = six_roles(**{"noise-claimed": noise, "weight-noise": 0})
        shares.append(firm(kb, profile)["r4"])
    assert shares == sorted(shares) and shares[0] == 0 < shares[1] < shares[-1]


def test_the_share_agrees_with_the_exact_chance():
    """r4 (at 4 of 5) gets into the top three only where it is drawn up to 5 and one of r1, r2, r3 down to 4.

    At noise p each is drawn up or down with p / 2; a level of 5 cannot rise; of equal values the earlier one stays
    ahead; r5 and r6 (at 3) reach 4 at most and stay behind r4 at 5.
    """
    p = 0.4
    kb, profile = six_roles(**{"noise-claimed": p, "weight-noise": 0, "redraws": 20000})
    exact = p / 2 * (1 - (1 - p / 2) ** 3)
    assert firm(kb, profile)["r4"] == pytest.approx(exact, abs=0.01)


def test_certified_skills_hold_firmer_than_claimed_ones():
    kb, claimed = six_roles(**{"weight-noise": 0})
    certified = person(skills={s: {"level": c.level, "evidence": "certified"} for s, c in claimed.skills.items()})
    assert firm(kb, certified)["r1"] > firm(kb, claimed)["r1"]


def test_roles_far_down_take_no_part():
    kb, profile = six_roles(candidates=4)
    assert set(firm(kb, profile)) == {"r1", "r2", "r3", "r4"}


def near_and_held(**weights):
    """Three roles whose one need is held at 3 of 5; `near` asks for a skill held at 1 and related to one held at 5.

    Through the other skill it earns 0.5 of its need (the cap) in every redraw; of its own it would earn 1/5, or 0 or
    2/5 in a redraw.
    """
    roles = [*(role(f"r{n}", {f"skill-r{n}": 5}) for n in (1, 2, 3)), role("near", {"asked": 5})]
    skills = [skill("asked", related=["kin"])]
    levels = {"skill-r1": 3, "skill-r2": 3, "skill-r3": 3, "asked": 1, "kin": 5}
    certain = {"level": 5, "evidence": "certified"}
    held = {s: {"level": level, "evidence": "claimed"} if s != "kin" else certain for s, level in levels.items()}
    constants = {"credit-related": 0.5, "noise-certified": 0, "weight-noise": 0, **weights}
    return world(skills=skills, roles=roles, weights=constants), person(skills=held)


def test_credit_through_another_skill_stays_in_every_redraw():
    """`near` (0.5 through the other skill) comes behind three roles at 0.6 and before each that is drawn down to 0.4.

    So it is among the first three as often as at least one of the three is drawn down, whatever happens to its own
    skill: 1 - (1 - p / 2) ** 3.
    """
    p = 0.4
    kb, profile = near_and_held(**{"noise-claimed": p, "redraws": 20000})
    assert firm(kb, profile)["near"] == pytest.approx(1 - (1 - p / 2) ** 3, abs=0.01)


def test_a_role_with_a_large_fall_stays_below_those_without_in_every_redraw():
    """Four roles: the one that pays half as much fits best, and stands last all the same."""
    kb = knowledge("""
    roles:
      - {id: now, pay: 100000, needs: {s: 3}}
      - {id: a, pay: 100000, needs: {s: 3, t: 3}}
      - {id: b, pay: 100000, needs: {s: 3, t: 3}}
      - {id: c, pay: 100000, needs: {s: 3, t: 3}}
      - {id: fall, pay: 50000, needs: {s: 3}}
    weights: {order-pay: 0}
    """)
    shares = firm(kb, person("now"))
    assert [one.role.id for one in rank(stand(person("now"), kb, TODAY), kb).next] == ["a", "b", "c", "fall"]
    assert shares["fall"] == 0
