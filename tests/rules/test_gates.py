"""Gates: passed, made up on the job, only preferred, or closed; and what is missing."""

from __future__ import annotations

import pytest

from careerpath.rules.gates import counted_months, gate_statuses, in_field, lacks_diploma, manner, month_share
from careerpath.rules.standing import stand
from careerpath.rules.steps import obstacles
from tests.worlds import TODAY, knowledge, person

WORLD = """
roles:
  - {id: nurse, kind: starting, needs: {care: 3}, education: associate,
     gates: [{kind: degree, level: associate, fields: [Nursing]}, {kind: licence, licence: nurse}]}
  - {id: help-desk, needs: {os: 2}}
  - {id: other-it, needs: {os: 2}}
  - {id: coder, family: development, needs: {os: 2}}
  - {id: degree, needs: {os: 1}, gates: [{kind: degree, level: bachelor, fields: [Computer science]}]}
  - {id: any-degree, needs: {os: 1}, gates: [{kind: degree, level: bachelor}]}
  - {id: soft-degree, needs: {os: 1},
     gates: [{kind: degree, level: bachelor, fields: [Nursing], strength: preferred}]}
  - {id: licence, needs: {os: 1}, gates: [{kind: licence, licence: nurse}]}
  - {id: practice, needs: {os: 1}, gates: [{kind: practice, months: 36, roles: [help-desk]}]}
  - {id: soft-practice, needs: {os: 1},
     gates: [{kind: practice, months: 36, roles: [help-desk], strength: preferred}]}
  - {id: no-practice, needs: {os: 1}, gates: [{kind: practice, months: 0, roles: [help-desk]}]}
  - {id: sponsor, needs: {os: 1}, gates: [{kind: sponsorship, certification: paid, strength: preferred}]}
certs: [{id: paid, teaches: {os: 2}}]
"""


@pytest.fixture(scope="module")
def kb():
    return knowledge(WORLD)


def status(kb, role, profile):
    (found,) = gate_statuses(stand(profile, kb, TODAY), kb.roles[role], kb)
    return found


@pytest.mark.parametrize(
    ("role", "education", "expected"),
    [
        ("any-degree", {"level": "bachelor"}, "passed"),
        ("any-degree", {"level": "doctorate", "field": "music"}, "passed"),
        ("any-degree", {"level": "associate"}, "closed"),
        ("degree", {"level": "bachelor", "field": "computer engineering"}, "passed"),
        ("degree", {"level": "bachelor", "field": "music"}, "closed"),
        ("degree", {"level": "bachelor"}, "closed"),
        ("degree", {"level": "associate", "field": "computer science"}, "closed"),
        ("soft-degree", {"level": "bachelor", "field": "nursing"}, "passed"),
        ("soft-degree", {"level": "bachelor", "field": "music"}, "preferred-missing"),
        ("soft-degree", {"level": "bachelor"}, "passed"),
        ("soft-degree", {"level": "high-school"}, "preferred-missing"),
    ],
)
def test_a_degree_gate_asks_for_level_and_field(kb, role, education, expected):
    assert status(kb, role, person(education=education)).status == expected


@pytest.mark.parametrize(
    ("mine", "wanted", "fits"),
    [
        ("health information management", ("health-information-management",), True),
        ("Computer Science", ("information technology", "computer science"), True),
        ("hotel management", ("health information management",), False),
        ("business administration", ("health administration",), False),
        ("information science", ("health information management",), False),
        ("food science and technology", ("information technology",), False),
        ("food science", ("computer science",), False),
        ("radiologic sciences", ("radiologic technology",), True),
        ("health informatics", ("biomedical informatics",), True),
        ("BSc in Nursing", ("nursing",), True),
        ("BSc in health information management", ("health information management",), True),
        ("music", (), True),
        (None, (), True),
        (None, ("nursing",), False),
        ("", ("nursing",), False),
    ],
)
def test_words_that_many_fields_share_never_decide_alone(mine, wanted, fits):
    assert in_field(mine, wanted) is fits


def test_a_degree_is_in_the_field_for_a_certification_where_it_is_for_a_gate():
    kb = knowledge("""
    roles:
      - {id: gated, needs: {s: 1}, gates: [{kind: degree, level: bachelor, fields: [business administration]}]}
    certs: [{id: exam, requires: {education: bachelor, education_fields: [business administration]}}]
    """)
    analyst = person(education={"level": "bachelor", "field": "business analytics"})
    assert status(kb, "gated", analyst).status == "closed"
    assert list(obstacles(kb.certs["exam"], stand(analyst, kb, TODAY), kb)) != []


def test_a_job_that_asks_for_a_degree_in_the_field_speaks_for_a_field_that_is_not_stated():
    kb = knowledge("""
    roles:
      - {id: nurse, kind: starting, needs: {care: 3}, education: associate,
         gates: [{kind: degree, level: associate, fields: [Nursing]}]}
      - {id: clerk, kind: starting, needs: {care: 1}, education: associate}
      - {id: wants, needs: {care: 1}, gates: [{kind: degree, level: associate, fields: [Nursing]}]}
    """)
    assert status(kb, "wants", person("nurse")).status == "passed"
    assert status(kb, "wants", person("clerk")).status == "closed"
    music = person("nurse", education={"level": "associate", "field": "music"})
    assert status(kb, "wants", music).status == "closed"


def test_a_licence_gate_is_passed_with_the_licence_alone(kb):
    assert status(kb, "licence", person(licences=["nurse"])).status == "passed"
    shut = status(kb, "licence", person("help-desk"))
    assert (shut.status, shut.missing) == ("closed", "a license as Nurse")
    assert status(kb, "licence", person("nurse")).status == "passed"
    assert status(kb, "licence", person("nurse", licences=[])).status == "closed"


@pytest.mark.parametrize(
    ("years", "expected", "left"), [(3, "passed", 0), (2, "makeup", 12), (1.9, "closed", 13.2), (0, "closed", 36)]
)
def test_a_practice_gate_counts_months_and_lets_the_job_held_now_make_up_the_last_year(kb, years, expected, left):
    found = status(kb, "practice", person([{"role": "help-desk", "years": years}]))
    assert found.status == expected
    assert found.months == pytest.approx(left)


def test_a_job_that_counts_for_half_makes_up_half_as_fast(kb):
    just = status(kb, "practice", person([{"role": "other-it", "years": 5}]))
    assert (just.status, just.months, just.wait) == ("makeup", pytest.approx(6), pytest.approx(12))
    late = status(kb, "practice", person([{"role": "other-it", "years": 4.9}]))
    assert (late.status, late.wait) == ("closed", pytest.approx(13.2))


def test_what_no_job_held_now_brings_is_not_made_up(kb):
    left = person([{"role": "nurse", "years": 1, "current": True}, {"role": "help-desk", "years": 2.9}])
    found = status(kb, "practice", left)
    assert (found.status, found.months, found.wait) == ("closed", pytest.approx(1.2), None)
    assert "of practice as Help Desk" in found.missing


def test_practice_that_is_only_preferred_never_keeps_out(kb):
    assert status(kb, "soft-practice", person("nurse")).status == "preferred-missing"
    assert status(kb, "soft-practice", person([{"role": "help-desk", "years": 3}])).status == "passed"


def test_a_month_counts_whole_in_the_asked_roles_half_in_their_family_a_quarter_elsewhere_and_nothing_outside(kb):
    asked = ("help-desk",)
    shares = [month_share(role, asked, kb) for role in ("help-desk", "other-it", "coder", "nurse")]
    assert shares == [1, kb.constants.practice_elsewhere, kb.constants.practice_far, 0] == [1, 0.5, 0.25, 0]
    assert month_share("nurse", ("nurse",), kb) == 1


def test_months_in_several_jobs_add_up_by_what_each_is_worth(kb):
    held = [{"role": "help-desk", "years": 1}, {"role": "other-it", "years": 2}, {"role": "nurse", "years": 9}]
    standing = stand(person([*held, {"role": "coder", "years": 1}]), kb, TODAY)
    assert counted_months(standing, ("help-desk",), kb) == 12 + 24 / 2 + 12 / 4


def test_a_gate_that_asks_for_no_months_is_passed(kb):
    assert status(kb, "no-practice", person("nurse")).status == "passed"


def test_sponsorship_is_no_matter_for_who_holds_the_certification(kb):
    assert status(kb, "sponsor", person(certifications=["paid"])).status == "passed"
    assert status(kb, "sponsor", person("nurse")).status == "preferred-missing"


def test_who_holds_or_held_the_role_has_passed_its_gates_but_for_a_licence_that_is_not_valid(kb):
    assert status(kb, "degree", person([{"role": "degree", "years": 0}], education="none")).status == "passed"
    nurse = kb.roles["nurse"]
    lapsed = gate_statuses(stand(person("nurse", licences=[]), kb, TODAY), nurse, kb)
    assert [gate.status for gate in lapsed] == ["passed", "closed"]
    once = person([{"role": "help-desk", "current": True}, {"role": "nurse"}])
    assert [gate.status for gate in gate_statuses(stand(once, kb, TODAY), nurse, kb)] == ["passed", "closed"]


EQUIVALENTS = """
roles:
  - {id: technician, kind: starting, needs: {os: 2}}
  - {id: medic, kind: starting, needs: {care: 2}}
  - {id: nurse, kind: starting, needs: {care: 3}}
  - id: usual
    needs: {os: 1}
    gates:
      - kind: degree
        level: associate
        fields: [Electronics]
        strength: usual
        equivalents:
          - {says: two years as technician or medic, roles: [technician, medic], months: 24}
          - {says: the bench exam, certifications: [bench, old-bench]}
          - {says: a license as nurse, licence: nurse}
          - {says: a bachelor in physics, education: bachelor, fields: [physics]}
          - {says: a nurse with the ward exam, licence: nurse, certifications: [ward]}
  - {id: bare, needs: {os: 1}, gates: [{kind: degree, level: associate, strength: usual}]}
certs: [{id: bench, teaches: {os: 1}}, {id: old-bench, teaches: {os: 1}, years: 3}, {id: ward, teaches: {care: 1}}]
"""


@pytest.mark.parametrize(
    ("profile", "by"),
    [
        (person([{"role": "technician", "years": 2}]), "two years as technician or medic"),
        (
            person([{"role": "technician", "years": 1}, {"role": "medic", "years": 1}]),
            "two years as technician or medic",
        ),
        (person([{"role": "technician", "years": 1.9}]), None),
        (person(certifications=["bench"]), "the bench exam"),
        (person(certifications=[{"id": "old-bench", "expires": "2026-11-21"}]), None),
        (person(licences=["nurse"]), "a license as nurse"),
        (person("nurse"), None),  # the job does not ask for a licence here, so it does not speak for one
        (person(education={"level": "bachelor", "field": "applied physics"}), "a bachelor in physics"),
        (person(education={"level": "associate", "field": "physics"}), None),
        (person(education={"level": "doctorate", "field": "music"}), None),
        (person(education={"level": "bachelor"}), ""),  # in doubt, for the person
        (person(certifications=["ward"]), None),
        (person(education={"level": "associate", "field": "electronics"}), ""),
    ],
)
def test_a_usual_gate_is_waived_for_its_equivalents_and_for_nothing_else(profile, by):
    found = status(knowledge(EQUIVALENTS), "usual", profile)
    assert (found.status, found.by) == (("closed", "") if by is None else ("passed", by))


def test_everything_that_an_equivalent_names_must_be_met():
    kb = knowledge("""
    roles:
      - {id: nurse, kind: starting, needs: {care: 3}}
      - id: usual
        needs: {care: 1}
        gates: [{kind: degree, level: master, strength: usual, equivalents: [{licence: nurse, certifications: [ward]}]}]
    certs: [{id: ward, teaches: {care: 1}}]
    """)
    assert status(kb, "usual", person(licences=["nurse"])).status == "closed"
    assert status(kb, "usual", person(certifications=["ward"])).status == "closed"
    assert status(kb, "usual", person(licences=["nurse"], certifications=["ward"])).status == "passed"


def test_an_equivalent_without_months_asks_for_the_job_and_not_for_a_time_in_it():
    kb = knowledge("""
    roles:
      - {id: soldier, kind: starting, needs: {os: 1}}
      - id: usual
        needs: {os: 1}
        gates: [{kind: degree, level: associate, strength: usual, equivalents: [{roles: [soldier]}]}]
    """)
    assert status(kb, "usual", person([{"role": "soldier", "years": 0}])).status == "passed"
    assert status(kb, "usual", person(skills={"os": 1})).status == "closed"


def test_the_words_of_a_gate_follow_from_its_status(kb):
    usual = knowledge(EQUIVALENTS)
    assert manner(status(kb, "licence", person("help-desk"))) == "nobody is hired without it"
    assert "preferred" in manner(status(kb, "soft-degree", person(education="none")))
    assert "your job brings it" in manner(status(kb, "practice", person([{"role": "help-desk", "years": 2}])))
    assert manner(status(kb, "practice", person([{"role": "help-desk", "years": 3}]))) == ""
    assert "waived only for two years as technician or medic or" in manner(status(usual, "usual", person()))
    assert manner(status(usual, "usual", person(certifications=["bench"]))) == "in its place: the bench exam"
    assert "waived" not in manner(status(usual, "bare", person()))


DIPLOMAS = knowledge("""
    roles:
      - {id: packer, kind: starting, needs: {os: 1}, education: none}
      - {id: desk, needs: {os: 1}, education: high-school}
      - {id: lead, needs: {os: 1}, education: some-college}
    """)


@pytest.mark.parametrize(
    ("who", "lacking"),
    [
        (person(education="none"), {"desk", "lead"}),
        (person("desk", education="none"), {"lead"}),
        (person("packer"), set()),  # what is assumed of a job is not what the person said
        (person(education="high-school"), set()),
        (person(), set()),
    ],
)
def test_who_states_no_diploma_lacks_it_where_one_is_usual(who, lacking):
    standing = stand(who, DIPLOMAS, TODAY)
    assert {role.id for role in DIPLOMAS.roles.values() if lacks_diploma(standing, role)} == lacking
