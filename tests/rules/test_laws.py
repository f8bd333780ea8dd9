"""Laws that hold for every person: more than 12,000 generated cases in all."""

from __future__ import annotations

import os
import random
from functools import cache
from itertools import pairwise

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from careerpath.knowledge.models import EDUCATION_ORDER
from careerpath.people.conditions import refused
from careerpath.people.profile import HeldCertification, HeldEducation, HeldRole, Profile, SkillClaim
from careerpath.record import replace
from careerpath.rules.credit import readiness
from careerpath.rules.firmness import stability
from careerpath.rules.gates import gate_statuses
from careerpath.rules.order import rank
from careerpath.rules.standing import stand
from tests.homes import bundled
from tests.rules.people import PLAIN_CLAIMS, People, small_world
from tests.worlds import TODAY

KB = bundled()
ROUNDING = 1e-12
SMALL = 150
"""Number of small worlds; -1 stands for the bundled knowledge."""


@cache
def people(number):
    return People(KB if number < 0 else small_world(number))


WORLDS = st.sampled_from(range(SMALL)).map(people)
ANY = st.sampled_from([*[-1] * 30, *range(SMALL)]).map(people)
GATE_ORDER = {"passed": 0, "makeup": 1, "preferred-missing": 2, "closed": 3}
"""From best to worst. Which of the last two it is rests on the gate alone."""


def cases(count):
    """So many drawn cases with `make test-slow`, an eighth of them in the quick set."""
    count = count if os.environ.get("CAREERPATH_LONG") else count // 8
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
        new = replace(new, earned=TODAY.isoformat(), expires=None)
    assert_nowhere_lower(before, replace(before, certifications=(*others, new)), kb)


def shuffled(profile, order):
    """The same person written down in another order."""
    return replace(
        profile,
        roles=tuple(order.sample(profile.roles, len(profile.roles))),
        skills=dict(order.sample(list(profile.skills.items()), len(profile.skills))),
        certifications=tuple(order.sample(profile.certifications, len(profile.certifications))),
        licences=profile.licences and tuple(order.sample(profile.licences, len(profile.licences))),
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
    assert (a.licences, a.certifications, a.education) == (b.licences, b.certifications, b.education)
    assert statuses(a, kb) == statuses(b, kb)
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
        licences=profile.licences and tuple(names[r] for r in profile.licences),
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


def statuses(standing, kb):
    """Role -> its gates as this person meets them."""
    return {role.id: gate_statuses(standing, role, kb) for role in kb.roles.values()}


def assert_no_gate_is_worse(before, after, kb):
    was, now = statuses(stand(before, kb, TODAY), kb), statuses(stand(after, kb, TODAY), kb)
    for role in was:
        for a, b in zip(was[role], now[role], strict=True):
            assert GATE_ORDER[b.status] <= GATE_ORDER[a.status], (role, a, b)


def with_more_years(profile, role, more):
    """More years in a job that is or was held, or a job held before; which job is the present one stays as it is."""
    if all(held.role != role for held in profile.roles):
        return replace(profile, roles=(*profile.roles, HeldRole(role=role, years=more)))
    grown = [
        replace(held, years=(KB.constants.assumed_years if held.years is None else held.years) + more)
        if held.role == role
        else held
        for held in profile.roles
    ]
    return replace(profile, roles=tuple(grown))


@cases(1500)
@given(st.data())
def test_more_months_of_practice_never_close_a_gate_nor_lower_a_readiness(data):
    here = data.draw(ANY)
    kb = here.kb
    before = data.draw(here.profiles)
    assume(before.roles)  # the first job of all becomes the present one, which says more than its months
    after = with_more_years(before, data.draw(here.roles).role, data.draw(st.sampled_from([0.25, 1.0, 6.0])))
    assert_no_gate_is_worse(before, after, kb)
    assert_nowhere_lower(before, after, kb)
    was, now = statuses(stand(before, kb, TODAY), kb), statuses(stand(after, kb, TODAY), kb)
    for role in was:
        assert all(b.months <= a.months + 1e-9 for a, b in zip(was[role], now[role], strict=True)), role


@cases(500)
@given(st.data(), st.lists(st.sampled_from([0.0, 0.5, 0.99, 1.0, 3.0, 4.99, 5.0, 7.0, 40.0]), min_size=2, max_size=4))
def test_no_level_falls_as_the_years_in_one_job_grow(data, years):
    here = data.draw(ANY)
    job = data.draw(here.roles)
    levels = []
    for time in sorted(years):
        levels.append(stand(Profile(roles=(replace(job, years=time),)), here.kb, TODAY))
    for shorter, longer in pairwise(levels):
        assert all(longer.level(skill) >= held.level for skill, held in shorter.holdings.items())


def higher_education(profile, kb, data):
    """The same field, or none, at the same level or a higher one."""
    now = stand(profile, kb, TODAY).education
    level = data.draw(st.sampled_from(EDUCATION_ORDER[EDUCATION_ORDER.index(now) :]))
    field = profile.education.field if profile.education else None
    return replace(profile, education=HeldEducation(level=level, field=field))


def gained(profile, here, data):
    """The person with one thing more. Jobs held now stay those: a new one is another, or one held before."""
    kind = data.draw(st.sampled_from(["job", "years", "licence", "certification", "education", "skill"]))
    if kind == "job":
        new = data.draw(here.roles)
        if any(held.role == new.role for held in profile.roles):
            return profile
        marked = any(held.current for held in profile.roles)
        return replace(profile, roles=(*profile.roles, replace(new, current=new.current and marked)))
    if kind == "years" and profile.roles:
        return with_more_years(profile, data.draw(st.sampled_from(profile.roles)).role, 1.0)
    if kind == "licence":
        new = data.draw(st.sampled_from(here.role_ids))
        return replace(profile, licences=tuple(dict.fromkeys((*(profile.licences or ()), new))))
    if kind == "certification":
        new = HeldCertification(id=data.draw(here.certifications).id, earned=TODAY.isoformat())
        others = (held for held in profile.certifications if held.id != new.id)
        return replace(profile, certifications=(*others, new))
    if kind == "education":
        return higher_education(profile, here.kb, data)
    return replace(profile, skills={**profile.skills, data.draw(here.skills): data.draw(PLAIN_CLAIMS)})


@cases(1500)
@given(st.data())
def test_gaining_anything_makes_no_gate_worse_and_takes_back_none_that_was_passed(data):
    here = data.draw(ANY)
    before = data.draw(here.profiles)
    assert_no_gate_is_worse(before, gained(before, here, data), here.kb)


def with_equivalent(profile, way):
    """The person with all that an equivalent asks for, besides what they have."""
    roles, certifications = profile.roles, profile.certifications
    if way.roles:
        others = tuple(held for held in roles if held.role != way.roles[0])
        old = next((held for held in roles if held.role == way.roles[0]), HeldRole(role=way.roles[0], years=0.0))
        # as much more as is asked for, at the place where the job stood: the first may be the present one
        grown = replace(old, years=(old.years or KB.constants.assumed_years) + (way.months or 0) / 12)
        at = roles.index(old) if old in roles else len(roles)
        roles = (*others[:at], grown, *others[at:])
    if way.certifications:
        new = HeldCertification(id=way.certifications[0], earned=TODAY.isoformat())
        certifications = (*(held for held in certifications if held.id != new.id), new)
    licences = profile.licences
    if way.licence:
        licences = tuple(dict.fromkeys((*(licences or ()), way.licence)))
    education = profile.education
    if way.education:
        education = HeldEducation(level="doctorate", field=way.fields[0] if way.fields else "anything")
    return replace(profile, roles=roles, certifications=certifications, licences=licences, education=education)


USUAL = [
    (number, role.id, at, n)
    for number in (-1, *range(SMALL))
    for role in people(number).kb.roles.values()
    for at, gate in enumerate(role.gates)
    for n in range(len(gate.equivalents))
]
"""Every equivalent of every usual gate: (world, role, its gate, its equivalent)."""


@cases(700)
@given(st.data(), st.sampled_from(USUAL))
def test_who_has_an_equivalent_has_passed_its_gate_and_it_closes_none_that_is_not_about_education(data, one):
    """Another field of study may close another gate: the profile holds one education only."""
    number, role, at, n = one
    here = people(number)
    before = data.draw(here.profiles)
    way = here.kb.roles[role].gates[at].equivalents[n]
    after = with_equivalent(before, way)
    if before.roles or not way.roles:
        assert gate_statuses(stand(after, here.kb, TODAY), here.kb.roles[role], here.kb)[at].status == "passed"
    if not way.education and (before.roles or not way.roles):
        assert_no_gate_is_worse(before, after, here.kb)


def refuses(standing, one):
    return any(getattr(one.role.conditions, condition.field) == "yes" for condition in refused(standing.profile.limits))


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
    assert all(refuses(standing, one) for one in found.ruled_out)
    falls = [len(one.falls) for one in found.next]
    assert falls == sorted(falls)
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
