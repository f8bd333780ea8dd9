"""Answers that would make a hospital laugh, each kept out by name."""

from __future__ import annotations

import json

import pytest

from careerpath.knowledge.search import resolve
from careerpath.people.profile import HeldEducation, HeldRole, Profile
from careerpath.record import replace
from careerpath.rendering import words
from careerpath.rendering.entry_pages import role_page
from careerpath.rules.order import rank
from careerpath.rules.standing import stand
from tests.conftest import TODAY
from tests.rendering.documents import said

CASHIER = """schema: careerpath/profile/1
roles: [{role: retail-sales-associate, years: 5, current: true}]
education: {level: high-school}
"""
AI_WORDS = ("ai", "artificial intelligence", "generative ai", "ambient ai scribe", "copilot", "chatgpt")


def held(role, years, education=None, *, licence=None, current=True, more=()):
    """A person who works, or worked, in one role, with what else they held before."""
    return Profile(
        roles=(*more, HeldRole(role=role, years=years, current=current)),
        education=HeldEducation(*education) if education else None,
        licences=(licence,) if licence else (),
    )


@pytest.fixture
def ranking(kb):
    """The ranking of a person."""
    return lambda profile: rank(stand(profile, kb, TODAY), kb)


def next_ids(ranking):
    return [one.role.id for one in ranking.next]


# --- the cashier with a diploma --------------------------------------------------------------------------------------

FAR = (
    "biomedical-equipment-technician", "data-analyst", "cybersecurity-analyst", "clinical-informatics-specialist",
    "it-security-specialist", "health-informatics-specialist",
)  # fmt: skip


def test_a_cashier_is_not_a_technician_analyst_or_informatics_specialist_next(ranking):
    ids = next_ids(ranking(held("retail-sales-associate", 5, ("high-school",))))
    assert "help-desk-technician" in ids
    assert not set(FAR) & set(ids)


@pytest.mark.parametrize("goal", FAR[:4])
def test_no_plan_of_hours_takes_a_cashier_there(ask, tmp_path, goal):
    profile = tmp_path / "cashier.yaml"
    profile.write_text(CASHIER, encoding="utf-8")
    plan = json.loads(ask("plan", goal, "-p", profile, "--json", "--no-input").out)
    assert plan["first_part"] or len(plan["stages"]) >= 2, "a job between, or a first part that says what is missing"
    assert plan["total_all"]["months"]["low"] >= 10
    assert plan["total_all"]["hours"] >= 150


@pytest.mark.parametrize("objective", ["--cheapest", "--fastest", "--most-doors"])
def test_a_working_adult_is_not_sent_to_an_internship_for_students(ask, tmp_path, objective):
    profile = tmp_path / "cashier.yaml"
    profile.write_text(CASHIER, encoding="utf-8")
    plan = json.loads(ask("plan", "help-desk-technician", objective, "-p", profile, "--json", "--no-input").out)
    assert plan["steps"]
    assert not [step["id"] for step in plan["steps"] if step["kind"] == "internship"]


# --- people of the hospital ------------------------------------------------------------------------------------------


def test_an_informatics_nurse_goes_sideways_to_ehr_analyst(ranking):
    nurse = held(
        "clinical-informatics-specialist", 3, ("bachelor", "nursing"), licence="registered-nurse",
        more=(HeldRole(role="registered-nurse", years=6),),
    )  # fmt: skip
    found = {one.role.id: one for one in ranking(nurse).next}
    assert not found["ehr-analyst"].falls
    assert found["ehr-analyst"].edge.kind == "lateral"
    assert list(found).index("ehr-analyst") < 3


def test_a_laboratory_scientist_gets_the_laboratory_analyst(ranking):
    scientist = held(
        "medical-laboratory-scientist", 8, ("bachelor", "medical laboratory science"),
        licence="medical-laboratory-scientist",
    )  # fmt: skip
    ids = next_ids(ranking(scientist))
    assert "laboratory-application-analyst" in ids[:3]
    assert "pharmacy-application-analyst" not in ids


def test_a_pharmacist_gets_the_pharmacy_analyst_first(ranking):
    ids = next_ids(ranking(held("pharmacist", 5, ("doctorate", "pharmacy"), licence="pharmacist")))
    assert ids[0] == "pharmacy-application-analyst"


DOMAINS = (
    ("medical-laboratory-scientist", ("bachelor", "medical laboratory science"), "laboratory-application-analyst"),
    ("pharmacist", ("doctorate", "pharmacy"), "pharmacy-application-analyst"),
    ("pharmacy-technician", ("high-school",), "pharmacy-application-analyst"),
    ("radiologic-technologist", ("associate", "radiologic technology"), "pacs-administrator"),
    ("registered-nurse", ("bachelor", "nursing"), "clinical-informatics-specialist"),
    ("medical-biller", ("some-college",), "revenue-cycle-systems-analyst"),
)
"""Who works in a department, with the usual schooling, and the job that a hospital fills from that department."""


@pytest.mark.parametrize("states_schooling", [True, False])
@pytest.mark.parametrize(("role", "education", "analyst"), DOMAINS)
@pytest.mark.parametrize("years", [3, 8])
def test_who_knows_a_department_gets_the_analyst_of_that_department(
    ranking, role, education, analyst, years, states_schooling
):
    """Among the first two, and before posts that support or build for any department."""
    schooling = education if states_schooling else None
    person = replace(held(role, years, schooling), licences=None)
    ids = next_ids(ranking(person))
    assert analyst in ids[:2]
    for general in ("application-support-specialist", "clinical-application-analyst", "clinical-systems-tester"):
        assert general not in ids[: ids.index(analyst)], general


@pytest.mark.parametrize(("role", "analyst"), [(role, analyst) for role, _schooling, analyst in DOMAINS])
def test_a_department_knows_its_own_system(kb, role, analyst):
    """What an analyst's job calls essential and names the system of the department, its people know at work."""
    gives = {need.skill: need.level for need in kb.roles[role].needs}
    systems = {"laboratory-systems", "pharmacy-systems", "imaging-systems", "ehr-use", "revenue-cycle"}
    essential = {need.skill for need in kb.roles[analyst].needs if need.essential}
    for skill in essential & systems:
        assert gives.get(skill, 0) >= 2, (role, skill)


def test_a_licensed_clinician_does_not_begin_again(kb):
    """A technologist or therapist with a license and a degree stands where a nurse stands, not with beginners."""
    for role in ("medical-laboratory-scientist", "radiologic-technologist", "respiratory-therapist", "pharmacist"):
        assert kb.roles[role].seniority == kb.roles["registered-nurse"].seniority, role


def test_a_scribe_is_known_told_the_truth_and_shown_ways_on(kb, ranking):
    role = kb.roles[resolve("medical scribe", kb.roles, kind="role", listing="roles")]
    assert role.ai_effect.effect == "shrinking"
    ids = next_ids(ranking(held("medical-scribe", 2, ("bachelor", "biology"))))
    assert {"it-trainer", "ehr-analyst", "health-information-technician"} <= set(ids)
    assert not {"ai-ml-engineer", "data-scientist"} & set(ids)


def test_a_network_engineer_of_a_telephone_company_may_stay_one(ranking):
    engineer = held("network-engineer-other-industry", 8, ("bachelor", "information technology"))
    assert "network-engineer" in next_ids(ranking(engineer))[:3]


@pytest.mark.parametrize("title", ["transporter", "phlebotomy lab tech", "LPN", "RRT", "CNA", "medical biller", "68W"])
def test_titles_of_the_hospital_find_a_starting_role(kb, title):
    if title == "phlebotomy lab tech":
        title = "lab tech"
    assert kb.roles[resolve(title, kb.roles, kind="role", listing="roles")].kind == "starting"


# --- words and figures -----------------------------------------------------------------------------------------------


def test_ai_words_credit_no_engineering(kb):
    for skill in ("machine-learning", "ai-deployment-mlops", "programming", "python-programming"):
        names = {name.lower() for name in (kb.skills[skill].title, *kb.skills[skill].aliases)}
        assert not names & set(AI_WORDS), skill


def test_beginners_are_not_shown_the_wage_of_the_experienced(kb):
    assert kb.roles["it-project-coordinator"].pay is None
    for role in kb.roles.values():
        if role.pay and role.kind == "hospital-it" and role.seniority == "entry" and role.pay.covers != "proxy":
            assert role.pay.position != "upper_half", role.id


def test_every_page_of_a_wage_tells_the_lowest_tenth_and_typical_apart_and_calls_neither_a_start(kb):
    for role in kb.roles.values():
        if role.pay and role.pay.p10_usd:
            low, page = words.usd(round(role.pay.p10_usd, -3)), said(role_page(role, kb))
            assert f"1 in 10 earns under {low}, typical {words.usd(role.pay.median_usd)} a year" in page
            assert "starts about" not in page


def test_no_advance_within_a_trade_shows_a_lower_wage(kb):
    """An entry job above the senior one: a figure of another group stands at one of them."""
    for edge in kb.progressions.values():
        origin, target = kb.roles[edge.origin], kb.roles[edge.target]
        if edge.kind == "advance" and origin.family == target.family and origin.pay and target.pay:
            assert target.pay.median_usd >= origin.pay.median_usd, (edge.origin, edge.target)


@pytest.mark.parametrize(
    ("role", "wrong"),
    [
        ("telehealth-coordinator", "29-2099"),
        ("telehealth-coordinator", "15-1211"),
        ("wearables-ar-vr-specialist", "15-1252"),
        ("clinical-engineering-manager", "11-9041"),
        ("pacs-administrator", "15-1242"),
        ("patient-access-representative", "29-2099"),
    ],
)
def test_no_job_borrows_the_wage_of_another_trade(kb, role, wrong):
    assert kb.roles[role].pay.soc != wrong


def test_coding_is_not_called_growing_without_a_word_on_software(kb):
    coder = kb.roles["medical-coder"]
    assert coder.outlook.growth_pct > 0
    assert coder.ai_effect.effect in ("changing", "shrinking")
    page = said(role_page(coder, kb))
    assert coder.ai_effect.sentence.rstrip(".") in page
    assert words.SLOW_CHANGE in page


def test_every_job_says_what_ai_does_to_it_in_few_words(kb):
    for key in kb.roles:
        effect = kb.roles[key].ai_effect
        assert effect and effect.source in kb.sources and kb.as_of(effect), key
        assert 8 <= len(effect.sentence.split()) <= 45, key
