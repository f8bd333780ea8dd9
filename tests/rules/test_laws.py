"""Laws that hold for every person: 10,000 generated cases in all."""

from __future__ import annotations

import random
from functools import cache

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from careerpath.knowledge import cache as compiled
from careerpath.knowledge import where
from careerpath.people.profile import HeldRole, SkillClaim
from careerpath.record import replace
from careerpath.rules.firmness import stability
from careerpath.rules.gates import gate_statuses
from careerpath.rules.order import rank
from careerpath.rules.readiness import readiness
from careerpath.rules.standing import stand
from tests.rules.people import PLAIN_CLAIMS, People, small_world
from tests.worlds import TODAY

KB = compiled.knowledge([where.bundled()], None)
ROUNDING = 1e-12
SMALL = 150
"""Number of small worlds; -1 stands for the bundled knowledge."""


@cache
def people(number):
    return People(KB if number < 0 else small_world(number))


WORLDS = st.sampled_from(range(SMALL)).map(people)
ANY = st.sampled_from([*[-1] * 30, *range(SMALL)]).map(people)
GATE_ORDER = {"open": 0, "waivable": 1, "closed": 2}


def cases(count):
    return settings(
        max_examples=count, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )


def scores(profile, kb):
    holdings = stand(profile, kb, TODAY).holdings
    return {role.id: readiness(holdings, role, kb).score for role in kb.roles.values()}


def assert_nowhere_lower(before, after, kb):
    was, now = scores(before, kb), scores(after, kb)
    fallen = {role: (was[role], now[role]) for role in was if now[role] < was[role] - ROUNDING}
    assert not fallen


@cases(1500)
@given(st.data())
def test_lines_sum_to_the_score_which_lies_between_0_and_1(data):
    here = data.draw(ANY)
    kb = here.kb
    holdings = stand(data.draw(here.profiles), kb, TODAY).holdings
    for role in kb.roles.values():
        ready = readiness(holdings, role, kb)
        assert abs(sum(line.earned for line in ready.lines) - ready.score) <= 1e-9
        assert abs(sum(line.weight for line in ready.lines) - 1) <= 1e-9
        assert -ROUNDING <= ready.score <= 1 + 1e-9
        assert all(0 <= line.earned <= line.weight + ROUNDING for line in ready.lines)


@cases(1500)
@given(st.data())
def test_stating_a_skill_or_a_higher_level_never_lowers_a_readiness(data):
    here = data.draw(ANY)
    kb = here.kb
    before = data.draw(here.profiles)
    skill = data.draw(here.skills)
    claim = data.draw(PLAIN_CLAIMS)
    if old := before.skills.get(skill):
        claim = SkillClaim(level=max(claim.level, old.level), evidence=claim.evidence, corrects=old.corrects)
    assert_nowhere_lower(before, replace(before, skills={**before.skills, skill: claim}), kb)


@cases(1500)
@given(st.data())
def test_gaining_a_held_role_or_more_years_in_one_never_lowers_a_readiness(data):
    here = data.draw(ANY)
    kb = here.kb
    before, new = data.draw(here.profiles), data.draw(here.roles)
    others = tuple(r for r in before.roles if r.role != new.role)
    if len(others) < len(before.roles):
        old = next(r for r in before.roles if r.role == new.role)
        assume(old.years is not None)
        new = HeldRole(role=new.role, years=old.years + (new.years or 0))
    assert_nowhere_lower(before, replace(before, roles=(new, *others)), kb)


@cases(1000)
@given(st.data())
def test_gaining_or_renewing_a_certification_never_lowers_a_readiness(data):
    here = data.draw(ANY)
    kb = here.kb
    before, new = data.draw(here.profiles), data.draw(here.certifications)
    others = tuple(c for c in before.certifications if c.id != new.id)
    if len(others) < len(before.certifications):
        new = replace(new, earned=TODAY.isoformat())
    assert_nowhere_lower(before, replace(before, certifications=(*others, new)), kb)


def shuffled(profile, order):
    """The same person written down in another order."""
    return replace(
        profile,
        roles=tuple(order.sample(profile.roles, len(profile.roles))),
        skills=dict(order.sample(list(profile.skills.items()), len(profile.skills))),
        certifications=tuple(order.sample(profile.certifications, len(profile.certifications))),
        licences=tuple(order.sample(profile.licences, len(profile.licences))),
        fit=dict(order.sample(list(profile.fit.items()), len(profile.fit))),
    )


@cases(1000)
@given(
    st.data(), st.integers(0, 2**32), st.dictionaries(st.sampled_from(["pace", "people", "routine"]), st.integers(1, 5))
)
def test_the_order_of_the_input_never_matters(data, seed, fit):
    """Where the present role is marked; otherwise the first one counts as it (they stand newest first)."""
    here = data.draw(ANY)
    kb = here.kb
    one = data.draw(here.profiles)
    if one.roles and not any(r.current for r in one.roles):
        one = replace(one, roles=(replace(one.roles[0], current=True), *one.roles[1:]))
    if kb is KB:
        one = replace(one, fit=fit)
    a, b = stand(one, kb, TODAY), stand(shuffled(one, random.Random(seed)), kb, TODAY)
    assert a.holdings == b.holdings
    assert rank(a, kb) == rank(b, kb)
    if kb is not KB:
        assert firmness(a, kb) == firmness(b, kb)


def firmness(standing, kb, seed=7):
    return stability(standing, rank(standing, kb).next, kb, random.Random(seed))


def renamed(profile, names):
    return replace(
        profile,
        roles=tuple(replace(r, role=names[r.role]) for r in profile.roles),
        skills={names[s]: claim for s, claim in profile.skills.items()},
        licences=tuple(names[r] for r in profile.licences),
    )


def outcome(ranked):
    """Everything that is reckoned for a role, without names."""
    lines = [(line.have, line.weight, line.earned) for line in ranked.readiness.lines]
    gates = [(gate.status, gate.months) for gate in ranked.gates]
    return ranked.place, ranked.order_value, ranked.axes, lines, gates, ranked.months_low, ranked.pay_change_usd


@cases(1000)
@given(st.data(), st.sampled_from(range(SMALL)), st.permutations([f"id{i:02}" for i in range(11)]))
def test_renaming_skills_and_roles_never_changes_a_score(data, seed, ids):
    kb = people(seed).kb
    names = dict(zip([*kb.skills, *kb.roles], ids, strict=True))
    other = small_world(seed, names)
    profile = data.draw(people(seed).profiles)
    here, there = stand(profile, kb, TODAY), stand(renamed(profile, names), other, TODAY)
    mine, theirs = rank(here, kb), rank(there, other)
    for place in ("next", "later", "ruled_out"):
        a = {names[one.role.id]: outcome(one) for one in getattr(mine, place)}
        assert a == {one.role.id: outcome(one) for one in getattr(theirs, place)}
    values = [one.order_value for one in mine.next]
    if len(set(values)) == len(values):  # of equal roles the first by id is first
        assert {names[r]: share for r, share in firmness(here, kb).items()} == firmness(there, other)


@cases(1500)
@given(st.data())
def test_more_months_of_practice_never_close_a_gate(data):
    here = data.draw(ANY)
    kb = here.kb
    before = data.draw(here.profiles)
    new, more = data.draw(here.roles).role, data.draw(st.sampled_from([0.25, 1.0, 6.0]))
    if any(r.role == new for r in before.roles):
        grown = [
            HeldRole(
                role=r.role, years=(3.0 if r.years is None else r.years) + more * (r.role == new), current=r.current
            )
            for r in before.roles
        ]
    else:
        grown = [*before.roles, HeldRole(role=new, years=more)]
    was, now = stand(before, kb, TODAY), stand(replace(before, roles=tuple(grown)), kb, TODAY)
    for role in kb.roles.values():
        for a, b in zip(gate_statuses(was, role, kb), gate_statuses(now, role, kb), strict=True):
            assert GATE_ORDER[b.status] <= GATE_ORDER[a.status], role.id
            assert b.months <= a.months + 1e-9


@cases(500)
@given(st.data())
def test_the_ranking_is_total_and_the_same_every_time(data):
    here = data.draw(ANY)
    kb = here.kb
    standing = stand(data.draw(here.profiles), kb, TODAY)
    found = rank(standing, kb)
    everything = [*found.next, *found.later, *found.ruled_out]
    held = {r.role for r in standing.profile.roles}
    wanted = sorted(r.id for r in kb.roles.values() if r.kind == "hospital-it" and r.id not in held)
    assert sorted(one.role.id for one in everything) == wanted
    for group in (found.next, found.later, found.ruled_out):
        keys = [(-one.order_value, one.role.id) for one in group]
        assert keys == sorted(keys)
    assert all(one.reason for one in (*found.later, *found.ruled_out))
    assert rank(stand(standing.profile, kb, TODAY), kb) == found


@cases(500)
@given(st.data(), st.integers(0, 1000))
def test_stability_is_the_same_for_the_same_seed_and_a_share(data, seed):
    here = data.draw(WORLDS)
    kb = here.kb
    standing = stand(data.draw(here.profiles), kb, TODAY)
    shares = firmness(standing, kb, seed)
    assert shares == firmness(standing, kb, seed)
    assert all(0 <= share <= 1 for share in shares.values())
    assert abs(sum(shares.values()) - min(3, len(shares))) < 1e-9
