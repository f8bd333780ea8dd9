"""Laws of the order for people with experience: where people of their job go stands before what is elsewhere."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise

import pytest

from careerpath.knowledge.base import KnowledgeBase
from careerpath.people.profile import HeldCertification, HeldEducation, HeldRole, Profile, SkillClaim
from careerpath.rules.axes import seniority_change
from careerpath.rules.order import Ranked, rank
from careerpath.rules.standing import Standing, stand
from tests.conftest import TODAY
from tests.sampling import drawn

YEARS = (1, 2, 3, 5, 8, 12)
SCHOOLS = ("high-school", "some-college", "associate", "bachelor")
LONG = 5
"""Years in a job after which most of its recorded moves have come due."""
FIELDS = (None, "information technology", "health information management", "nursing", "business")


def somebody(seed: int, kb: KnowledgeBase) -> Profile:
    """A person with experience: a job for some years, often one before it that leads there, school, exams."""
    draw = random.Random(seed)
    job = draw.choice(list(kb.roles))
    jobs = [HeldRole(role=job, years=draw.choice(YEARS), current=True)]
    before = sorted(edge.origin for edge in kb.progressions.values() if edge.target == job)
    if before and draw.random() < 0.6:
        jobs.append(HeldRole(role=draw.choice(before), years=draw.choice(YEARS), current=False))
    exams = draw.sample(list(kb.certs), draw.randint(0, 2))
    return Profile(
        roles=tuple(jobs),
        education=HeldEducation(level=draw.choice(SCHOOLS), field=draw.choice(FIELDS)),
        certifications=tuple(HeldCertification(id=exam) for exam in exams),
    )


def pays_less(ranked: Ranked) -> bool:
    """True of a role that is known to pay less than what is held today."""
    return ranked.pay_change_usd is not None and ranked.pay_change_usd < 0


def passed_over(standing: Standing, kb: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """(role above, role below) on one step, though people of a job held for long go to the one below.

    No recorded move leads to the one above, and the person covers no more of it.
    """
    long_held = [held.role for held in standing.profile.roles if (held.years or 0) >= LONG]
    led_to = {edge.target for origin in long_held for edge in kb.edges_from(origin)}
    ranked = [one for one in rank(standing, kb).next if not pays_less(one)]
    for place, above in enumerate(ranked):
        for below in ranked[place + 1 :]:
            same_step = seniority_change(standing, below.role) == seniority_change(standing, above.role)
            covers_no_more = above.readiness.score <= below.readiness.score
            if not above.edge and below.role.id in led_to and same_step and covers_no_more:
                yield above.role.id, below.role.id


@pytest.mark.parametrize("seed", drawn(range(1500), 60))
def test_where_people_of_ones_job_go_stands_before_what_is_elsewhere_and_covered_less(kb, seed):
    standing = stand(somebody(seed, kb), kb, TODAY)
    assert not list(passed_over(standing, kb)), standing.profile.roles


@pytest.mark.parametrize("seed", drawn(range(300), 15))
def test_a_year_more_in_the_job_puts_no_role_farther_and_a_recorded_move_nearer(kb, seed):
    draw = random.Random(seed)
    edge = draw.choice(list(kb.progressions.values()))
    nearness = []
    for years in range(12):
        person = Profile(roles=(HeldRole(role=edge.origin, years=years, current=True),))
        everything = rank(stand(person, kb, TODAY), kb)
        ranked = (*everything.next, *everything.later, *everything.ruled_out)
        nearness.append({one.role.id: one.other_axes["reach"] or 0.0 for one in ranked})
    for fewer, more in pairwise(nearness):
        assert all(more[role] >= fewer[role] for role in fewer)
    if edge.target in nearness[0] and edge.months.high > 0:
        assert nearness[-1][edge.target] > nearness[0][edge.target]


def records_technician(kb: KnowledgeBase, **skills: int) -> list[str]:
    """The next roles of somebody who has kept records, released them and coded for nine years."""
    profile = Profile(
        roles=(HeldRole(role="health-information-technician", years=9, current=True),),
        education=HeldEducation(level="associate", field="health information"),
        certifications=(HeldCertification(id="ahima-rhit", earned="2026-01-15"),),
        skills={skill: SkillClaim(level=level, evidence="practised") for skill, level in skills.items()},
    )
    return [one.role.id for one in rank(stand(profile, kb, TODAY), kb).next]


def test_a_records_technician_of_nine_years_sees_her_own_field_before_the_help_desk(kb):
    ids = records_technician(kb)
    assert ids[0] == "cancer-registrar"
    help_desk = ids.index("help-desk-technician")
    for own in ("clinical-documentation-specialist", "data-analyst", "ehr-analyst", "it-compliance-analyst"):
        assert ids.index(own) < help_desk, own


def test_a_records_technician_ready_for_telehealth_sees_it_before_the_help_desk_that_she_is_not_ready_for(kb):
    ids = records_technician(kb, **{"scheduling-systems": 3, "telemedicine-platforms": 2, "customer-service": 3})
    assert ids.index("telehealth-coordinator") < ids.index("help-desk-technician")


def test_a_contractor_is_not_sent_to_telehealth_support_before_network_support_he_is_ready_for(kb):
    profile = Profile(
        roles=(HeldRole(role="desktop-support-other-industry", years=5, current=True),),
        education=HeldEducation(level="some-college"),
        certifications=(HeldCertification(id="comptia-a-plus"), HeldCertification(id="comptia-network-plus")),
        skills={"tcp-ip-networking": SkillClaim(level=3, evidence="practised")},
    )
    found = {one.role.id: one for one in rank(stand(profile, kb, TODAY), kb).next}
    assert found["network-support-technician"].is_ready
    assert not found["telehealth-support-specialist"].is_ready
    ids = list(found)
    assert ids.index("network-support-technician") < ids.index("telehealth-support-specialist")


@pytest.mark.parametrize(
    ("job", "years"),
    [("it-support-specialist", 5), ("network-support-technician", 4), ("application-support-specialist", 4)],
)
def test_nobody_who_works_in_support_is_sent_back_to_the_help_desk_first(kb, job, years):
    profile = Profile(
        roles=(HeldRole(role=job, years=years, current=True),),
        education=HeldEducation(level="associate", field="information technology"),
    )
    ids = [one.role.id for one in rank(stand(profile, kb, TODAY), kb).next]
    assert "help-desk-technician" not in ids[:2]
