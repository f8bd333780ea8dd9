"""Jobs outside the list in a profile: read from words or a code, kept where nobody knows them, faded, not held now."""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import date

import pytest

from careerpath.knowledge.twins import twins
from careerpath.people.held_jobs import held_as, role_of_words
from careerpath.people.jobs import meaning
from careerpath.people.profile import HeldRole, as_json, check_profile, parse_profile
from careerpath.quiz.questions import job_options
from careerpath.rendering.words import background
from careerpath.rules.gates import month_share
from careerpath.rules.reach import months_from
from careerpath.rules.standing import job_gives, role_gives, stand
from careerpath.services.recommend import recommend
from tests.conftest import ROOT, TODAY


def profile(kb, *roles, **more):
    data, wrong = check_profile({"roles": list(roles), **more}, kb)
    assert not wrong, wrong
    return data


def test_words_and_a_code_are_read_as_the_same_occupation(kb):
    by_words = profile(kb, {"job": "truck driver", "years": 8})
    by_code = profile(kb, {"occupation": "53-3032.00", "years": 8})
    assert by_words.roles[0].role == by_code.roles[0].role == "onet-53-3032.00"
    words = background(stand(by_words, kb, TODAY), kb)
    assert words.startswith('"truck driver", read as Heavy and Tractor-Trailer Truck Drivers')


def test_a_job_of_ours_is_held_as_our_role(kb):
    assert profile(kb, {"job": "RN"}).roles[0].role == "registered-nurse"
    assert profile(kb, {"job": "foreign doctor"}).roles[0].role == "physician"


def test_a_job_of_hospital_it_done_elsewhere_is_held_as_its_occupation_and_its_role_is_next(kb):
    person = profile(
        kb, {"job": "network engineer", "years": 8}, education={"level": "bachelor", "field": "computer science"}
    )
    assert person.roles[0].role == "onet-15-1241.00"
    ids = [one.ranked.role.id for one in recommend(person, kb, TODAY).suggestions]
    assert "network-engineer" in ids[:3]
    assert month_share("onet-15-1241.00", ("network-engineer",), kb) == 1


def test_a_job_that_nobody_knows_is_kept_as_its_words_and_said_once(kb):
    person = profile(kb, {"job": "qwzx wrangler", "years": 3}, {"role": "registered-nurse", "years": 4})
    answer = recommend(person, kb, TODAY)
    assert person.roles[0].job == "qwzx wrangler" and answer.suggestions
    assert sum("qwzx wrangler" in note for note in answer.notes if "no job known here" in note) == 1


def test_an_unknown_code_is_kept_too(kb):
    assert profile(kb, {"occupation": "99-9999.00"}).roles[0].role.startswith("job-")


def test_two_jobs_read_as_one_add_up(kb):
    person = profile(kb, {"job": "truck driver", "years": 2}, {"job": "trucker", "years": 3, "current": True})
    assert [(held.role, held.years, held.current) for held in person.roles] == [("onet-53-3032.00", 5, True)]


def test_explicit_false_everywhere_is_no_job_now(kb):
    assert profile(kb, {"role": "registered-nurse"}).current_roles
    assert not profile(kb, {"role": "registered-nurse", "current": False}).current_roles
    assert not profile(kb, {"job": "truck driver", "until": "2024-05"}).current_roles


def test_time_without_paid_work_is_no_job_and_no_practice(kb):
    person = profile(kb, {"job": "stay at home mom", "years": 12}, {"job": "administrative assistant", "years": 4})
    standing = stand(person, kb, TODAY)
    assert person.current_roles == () and list(standing.practice_months) == ["office-administrator"]
    assert standing.pay_usd is None


@pytest.mark.parametrize(("until", "level"), [("2021-12", 2), ("2021-11", 1), (None, 2)])
def test_what_a_job_gave_counts_a_level_lower_five_years_after_its_end(kb, until, level):
    held = {"job": "truck driver", "years": 3, **({"until": until} if until else {})}
    assert stand(profile(kb, held), kb, date(2026, 11, 22)).level("troubleshooting") == level


def test_a_month_that_is_none_is_a_fault_of_its_line(kb):
    _, wrong = check_profile({"roles": [{"job": "cook", "until": "May 2024"}]}, kb)
    assert wrong == [(("roles", 0, "until"), "until: 'May 2024' is no month; write it as 2024-05")]


def test_such_a_job_is_no_goal(kb):
    _, wrong = check_profile({"goal": "onet-53-3032.00"}, kb)
    assert wrong


def test_a_profile_with_jobs_survives_saving_and_reading(kb):
    person = profile(kb, {"job": "68W", "years": 6, "current": False, "until": "2026-08"})
    assert parse_profile(as_json(person), "p.json", kb) == person


def test_a_profile_without_such_a_job_never_reads_the_file_of_occupations(run):
    code = (
        "import sys; from careerpath.__main__ import main; sys.argv = ['careerpath', 'recommend', 'examples/nurse.yaml', '--plain']\n"
        "try: main()\nexcept SystemExit: pass\n"
        "sys.stderr.write(' '.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert "careerpath.rules.order" in done.stderr and "careerpath.knowledge.occupations" not in done.stderr


@pytest.mark.parametrize(
    "job",
    ["truck driver", "paramedic", "68W", "stay at home mom", "bank teller", "infantry", "warehouse", "web developer"],
)
def test_from_the_job_alone_there_are_three_next_roles_and_something_to_do(kb, job):
    answer = recommend(profile(kb, {"job": job, "years": 5, "current": False}), kb, TODAY)
    assert len(answer.suggestions) >= 3
    for one in answer.suggestions[:3]:
        assert one.first.do and "your manager" not in one.first.do
        assert one.ranked.role.seniority not in ("lead", "executive")
        assert not any(gate.status == "closed" for gate in one.ranked.gates)


def test_only_a_high_school_diploma_gets_the_entry_doors(kb):
    person, wrong = check_profile({"education": {"level": "high-school"}}, kb)
    assert not wrong and len(recommend(person, kb, TODAY).suggestions) >= 3


def test_ratings_all_alike_still_rank_and_that_is_said(kb):
    skills = dict.fromkeys(["sql", "os-windows", "programming", "statistics", "communication"], 3)
    person, _ = check_profile({"skills": skills, "education": {"level": "associate"}}, kb)
    answer = recommend(person, kb, TODAY)
    assert len(answer.suggestions) >= 3 and any("rated alike" in note for note in answer.notes)


@pytest.mark.parametrize(
    ("education", "sql"),
    [
        ({"level": "bachelor", "field": "computer science"}, 2),
        ({"level": "associate", "field": "Computer Science"}, 1),
        ({"level": "some-college", "field": "computer science"}, 0),
        ({"level": "bachelor", "field": "history"}, 0),
        ({"level": "bachelor"}, 0),
    ],
)
def test_a_finished_degree_gives_its_field_and_a_begun_one_nothing(kb, education, sql):
    person, _ = check_profile({"education": education}, kb)
    assert stand(person, kb, TODAY).level("sql") == sql


def test_a_longer_name_of_a_field_hides_one_within_it(kb):
    """Health information technology is no information technology."""
    person, _ = check_profile({"education": {"level": "bachelor", "field": "health information technology"}}, kb)
    standing = stand(person, kb, TODAY)
    assert standing.level("health-information-management") == 3 and standing.level("tcp-ip-networking") == 0


def test_a_held_role_needs_no_role_id_where_a_job_stands():
    assert HeldRole(job="cook").is_paid


def test_routes_start_from_any_job(run):
    answer = run("routes", "--from", "truck driver", "--to", "network-administrator", "--plain")
    assert answer.code == 0 and "Help Desk Technician" in answer.out


# --- a job of hospital IT done elsewhere ------------------------------------------------------------------------------


def names_of_hospital_it(kb):
    """A role, and a name of it as somebody says it who works elsewhere."""
    for role in kb.roles.values():
        if role.kind == "hospital-it" and role.occupation:
            for name in (role.title, *role.aliases):
                yield role.id, name


@pytest.mark.parametrize("count", [15, pytest.param(10_000, marks=pytest.mark.slow)])
def test_who_does_a_job_of_ours_elsewhere_has_its_levels_and_its_practice(kb, count):
    """Whatever words say it: what they name is what counts, not all that shares its code."""
    every = list(names_of_hospital_it(kb))
    checked = 0
    for role, name in random.Random(count).sample(every, min(count, len(every))):
        held = profile(kb, {"job": name, "years": 4}).roles[0].role
        if meaning(name, kb).found[0].id != role:
            continue  # it is first of all the name of another occupation
        checked += 1
        assert [twin.id for twin in twins(kb.roles[held], kb)] == [role], (name, held)
        levels = job_gives(kb.roles[held], 0, kb)
        for skill, level in role_gives(kb.roles[role]).items():
            if kb.skills[skill].category != "healthcare":
                assert levels.get(skill, 0) >= min(3, level - 1), (name, held, skill)
        assert month_share(held, (role,), kb) == 1
        assert months_from({held: 0.0}, kb)[role] == kb.constants.twin_months
    assert checked >= 0.6 * min(count, len(every))


ELSEWHERE = [
    ("desktop engineer at a bank", "endpoint-engineer"),
    ("network administrator at a factory", "network-administrator"),
    ("database administrator at an insurance company", "database-administrator"),
    ("help desk technician at a school", "help-desk-technician"),
    ("SOC analyst", "cybersecurity-analyst"),
    ("QA tester at a software company", "clinical-systems-tester"),
    ("IT project manager in construction", "it-project-manager"),
    ("web developer for a store", "software-developer"),
]


@pytest.mark.parametrize(("words", "role"), ELSEWHERE)
def test_who_does_it_elsewhere_may_do_it_in_a_hospital_first(kb, words, role):
    school = {"level": "bachelor", "field": "information technology"}
    person = profile(kb, {"job": words, "years": 5, "current": True}, education=school, in_hospital=False)
    answer = recommend(person, kb, TODAY)
    assert answer.suggestions[0].ranked.role.id == role
    assert words in background(stand(person, kb, TODAY), kb)


@pytest.mark.parametrize(
    ("words", "same"),
    [
        ("DBA at an insurer", "DBA"), ("systems administrator for a law firm", "systems administrator"),
        ("IT manager for a city", "IT manager"), ("registered nurse in a jail", "registered nurse"),
        ("teacher in special education", "special education teacher"), ("technician in radiology", "radiology technician"),
        ("project manager in construction IT", "IT project manager"),
    ],
)  # fmt: skip
def test_where_a_job_is_done_does_not_hide_what_it_is(kb, words, same):
    assert profile(kb, {"job": words}).roles[0].role == profile(kb, {"job": same}).roles[0].role


def test_an_occupation_that_names_no_role_of_ours_is_a_fault(kb):
    _, wrong = check_profile({"roles": [{"role": "onet-15-1244.00-lamp-lighter"}]}, kb)
    assert wrong


# --- in a hospital, or elsewhere -------------------------------------------------------------------------------------

IN_HOSPITAL = (
    ("hospital CIO", "cio"),
    ("CIO at a hospital", "cio"),
    ("chief information officer of a hospital", "cio"),
    ("Hospital help desk technician", "help-desk-technician"),
    ("help desk technician in a children's hospital", "help-desk-technician"),
    ("hospital IT support specialist", "it-support-specialist"),
    ("hospital IT manager", "it-manager"),
    ("clinic IT manager", "it-manager"),
    ("IT support specialist, hospital", "it-support-specialist"),
    ("network engineer for a health system", "network-engineer"),
)
"""Words that say where the work is done: the role of ours, not the same job done elsewhere."""


@pytest.mark.parametrize(("words", "role"), IN_HOSPITAL)
def test_words_that_name_a_hospital_mean_the_role_there(kb, words, role):
    assert profile(kb, {"job": words, "years": 4}).roles[0].role == role


@pytest.mark.parametrize("words", ["CIO", "help desk technician", "network engineer", "IT support specialist"])
def test_who_works_in_a_hospital_now_has_the_role_there(kb, words):
    elsewhere = profile(kb, {"job": words}).roles[0].role
    here = profile(kb, {"job": words}, in_hospital=True).roles[0].role
    assert elsewhere.startswith("onet-") and here in [role.id for role in twins(kb.roles[elsewhere], kb)]
    assert profile(kb, {"job": words}, in_hospital=False).roles[0].role == elsewhere


def test_in_a_hospital_is_said_of_the_present_job_alone(kb):
    person = profile(
        kb, {"job": "registered nurse", "current": True}, {"job": "help desk technician", "years": 3}, in_hospital=True
    )
    assert person.roles[0].role == "registered-nurse"
    assert person.roles[1].role.startswith("onet-")


@pytest.mark.parametrize(
    "words", ["veterinary hospital help desk technician", "help desk technician, not in a hospital"]
)
def test_an_animal_hospital_is_none(kb, words):
    assert kb.roles[profile(kb, {"job": words}).roles[0].role].kind != "hospital-it"


def test_nobody_is_told_to_apply_for_the_job_that_he_has(kb):
    for words, role in IN_HOSPITAL:
        answer = recommend(profile(kb, {"job": words, "years": 9, "current": True}), kb, TODAY)
        assert role not in [one.ranked.role.id for one in answer.suggestions], words


@pytest.mark.parametrize(("words", "role"), IN_HOSPITAL)
def test_the_quiz_offers_the_role_in_a_hospital_first(kb, words, role):
    assert job_options(words.lower(), kb)[0].value == role
    assert [option.value for option in job_options("cio", kb)][:2] == ["onet-11-3021.00-cio", "cio"]


@pytest.mark.parametrize("code", ["29-1141.00", "43-4051.00", "25-2031.00", "53-3032.00", "15-1244.00", "29-1229.03"])
def test_a_code_is_the_same_job_under_each_key(kb, code):
    of_occupation, of_job = profile(kb, {"occupation": code}).roles, profile(kb, {"job": code}).roles
    assert of_occupation[0].role == of_job[0].role
    role = kb.roles[of_job[0].role]
    if role.kind == "starting" and role.occupation.code == code:
        assert profile(kb, {"role": code}).roles[0].role == role.id


@pytest.mark.parametrize("code", ["99-9999.00", "qwzx-wrangler"])
def test_a_code_that_nobody_knows_is_told_as_it_is_written(kb, code):
    notes = recommend(profile(kb, {"occupation": code}, {"role": "registered-nurse"}), kb, TODAY).notes
    assert sum(f'"{code}" is no job known here' in note for note in notes) == 1


def test_a_role_named_as_an_occupation_is_that_role(kb):
    assert profile(kb, {"occupation": "registered-nurse"}).roles[0].role == "registered-nurse"


# --- one function for titles -----------------------------------------------------------------------------------------

SHORT_AND_LONG = [
    ("CIO", "Chief Information Officer"), ("CISO", "Chief Information Security Officer"),
    ("DON", "Director of Nursing"), ("CNO", "Chief Nursing Officer"), ("HIM tech", "HIM technician"),
    ("CNA", "Certified Nursing Assistant"), ("PCT", "Patient Care Technician"), ("MA", "Medical Assistant"),
    ("SPD tech", "Sterile Processing Technician"), ("NOC tech", "NOC technician"), ("DBA", "Database Administrator"),
    ("PM", "Project Manager"), ("RN", "Registered Nurse"), ("BMET", "Biomedical Equipment Technician"),
]  # fmt: skip


@pytest.mark.parametrize(("short", "long"), SHORT_AND_LONG)
@pytest.mark.parametrize("in_hospital", [True, False])
def test_an_abbreviation_is_the_job_of_its_long_form(kb, short, long, in_hospital):
    read = {words: role_of_words(words, kb, in_hospital=in_hospital) for words in (short, long)}
    assert read[short] == read[long], read


@pytest.mark.parametrize(("short", "long"), SHORT_AND_LONG)
def test_a_profile_holds_what_the_command_for_words_says_first(kb, short, long):
    for words in (short, long):
        first = meaning(words, kb).found[0]
        held = profile(kb, {"job": words, "current": True}, in_hospital=True).roles[0].role
        assert held == held_as(first, kb, in_hospital=True), words
