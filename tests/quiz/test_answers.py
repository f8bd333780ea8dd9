"""Every answer is checked; none is guessed."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careerpath.errors import CareerpathError
from careerpath.knowledge.base import plain
from careerpath.knowledge.models import EDUCATION_ORDER
from careerpath.people.cell_text import number_in
from careerpath.people.profile import HeldEducation, Limits, Profile, faults, faults_of_day, revived
from careerpath.quiz.answers import answers_of, parse, profile_of
from careerpath.quiz.state import Quiz, QuizState
from careerpath.record import replace
from careerpath.rules.standing import stand
from tests.conftest import TODAY
from tests.homes import bundled
from tests.rules.people import FIELDS, People
from tests.worlds import person

STATE = QuizState(
    answers={
        "roles": ["registered-nurse", "teacher"],
        "education": "bachelor",
        "certifications": ["comptia-a-plus", "comptia-network-plus"],
    }
)


@pytest.mark.parametrize(
    ("question", "raw", "value"),
    [
        ("roles", "RN; teacher", ["registered-nurse", "teacher"]),
        ("roles", ["Registered Nurse", "RN"], ["registered-nurse"]),
        ("certifications", "A+", ["comptia-a-plus"]),
        ("goal", ["CISO"], "ciso"),
        ("years", "6 0.5", {"registered-nurse": 6.0, "teacher": 0.5}),
        ("years", {"teacher": 2}, {"teacher": 2.0}),
        ("years", [6, None], {"registered-nurse": 6.0}),
        ("budget", "$1,500", 1500.0),
        ("state", "oh", "OH"),
        ("deadline", "18", "2028-05-22"),
        ("deadline", "20280630", "2028-06-30"),
        ("earned", "2024, 2024-05", {"comptia-a-plus": "2024-01-01", "comptia-network-plus": "2024-05-01"}),
        ("earned", "0 20240517", {"comptia-network-plus": "2024-05-17"}),
        ("conditions", [], []),
        ("days", "likes-puzzles, likes-quiet", ["likes-puzzles", "likes-quiet"]),
        ("state", "pr", "PR"),
        ("field", "  health   informatics ", "health informatics"),
        ("skill:sql", "3", 3),
        ("earned", "June 2024, 2019", {"comptia-a-plus": "2024-06-01", "comptia-network-plus": "2019-01-01"}),
        ("earned", "jun 2024 Sept. 2019", {"comptia-a-plus": "2024-06-01", "comptia-network-plus": "2019-09-01"}),
        ("earned", "June 15, 2024; 6/2019", {"comptia-a-plus": "2024-06-15", "comptia-network-plus": "2019-06-01"}),
        ("earned", "15 June 2024 0", {"comptia-a-plus": "2024-06-15"}),
        ("earned", "6/15/2024 15.6.2019", {"comptia-a-plus": "2024-06-15", "comptia-network-plus": "2019-06-15"}),
        (
            "earned",
            ["JUNE 2024", "february 3rd 2019"],
            {"comptia-a-plus": "2024-06-01", "comptia-network-plus": "2019-02-03"},
        ),
        ("deadline", "December 2027", "2027-12-01"),
        ("deadline", "18 months", "2028-05-22"),
        ("years", "6 years 2 yrs", {"registered-nurse": 6.0, "teacher": 2.0}),
        ("hours", "8 hours a week", 8.0),
        ("hours", "8h", 8.0),
        ("budget", "1.5k", 1500.0),
        ("budget", "500 dollars", 500.0),
        ("pay_floor", "45k", 45000.0),
        ("pay_floor", "$22", 45760.0),
    ],
)
def test_answers_in_the_forms_people_write(kb, question, raw, value):
    assert parse(Quiz(kb, TODAY).question(STATE, question), raw, kb, TODAY) == value


@pytest.mark.parametrize(
    ("question", "raw"),
    [
        ("certifications", "zzzzqqq"), ("roles", 5), ("roles", [5]), ("roles", ["registered-nurse"] * 31), ("goal", "RN, teacher"),
        ("years", "-1 2"), ("years", "nan 1"), ("years", {"teacher": "1e999"}), ("years", True), ("years", [1]), ("years", {"ciso": 2}),
        ("hours", "0"), ("hours", "81"), ("budget", "many"), ("state", "XX"), ("education", "wizardry"), ("deadline", "2020-01-01"),
        ("deadline", "2028-13-01"), ("deadline", "0"), ("earned", "2030 2020"), ("earned", "soon 0"),
        ("earned", "June 0"), ("earned", "Juni 2024 0"), ("earned", "ju 2024 0"), ("earned", "2/30/2024 0"), ("earned", "45366 0"),
        ("earned", "June 31, 2024 0"), ("earned", "June 2024 or so 0"), ("deadline", "18 weeks"), ("years", "6 months 2"), ("hours", "8 hats"),
        ("budget", "1kk"), ("budget", "k"),
        ("conditions", ["rain"]), ("conditions", "night_shift, rain"), ("education", 6), ("education", 2.0), ("days", ["puzzles"]),
        ("skill:sql", 9), ("skill:sql", "\u0663"), ("field", ""), ("field", "a\x1b[2Jb"), ("field", "x" * 121), ("field", "y" * 10_000_000),
    ],
)  # fmt: skip
def test_an_answer_that_does_not_fit_gets_one_line(kb, question, raw):
    with pytest.raises(CareerpathError) as caught:
        parse(Quiz(kb, TODAY).question(STATE, question), raw, kb, TODAY)
    assert "\n" not in str(caught.value)
    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 400


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(
    raw=ANYTHING,
    question=st.sampled_from(
        [
            "roles",
            "current",
            "goal",
            "years",
            "earned",
            "days",
            "education",
            "field",
            "conditions",
            "state",
            "deadline",
            "skill:sql",
            "certifications",
        ]
    ),
)
def test_whatever_comes_is_an_answer_or_one_clear_refusal(kb, raw, question):
    quiz = Quiz(kb, TODAY)
    asked = quiz.question(STATE, question)
    try:
        value = parse(asked, raw, kb, TODAY)
    except CareerpathError:
        return
    assert parse(asked, value, kb, TODAY) == value  # a kept answer can be given again


KB = bundled()
PEOPLE = People(KB)
TRAITS = sorted(term.id for term in KB.vocabulary.values() if term.group == "character")
ASKED_LICENCES = sorted({gate.licence for role in KB.roles.values() for gate in role.gates if gate.licence})
LIMITS = st.builds(
    Limits,
    budget_usd=st.sampled_from([None, 0.0, 1500.0, 1_000_000.0]),
    hours_per_week=st.sampled_from([None, 0.5, 6.0, 80.0]),
    deadline=st.sampled_from([None, "2026-11-23", "2029-02-28"]),
    night_shift=st.sampled_from([None, False, True]),
    on_call=st.sampled_from([None, False, True]),
    patient_facing=st.sampled_from([None, False, True]),
    on_site=st.sampled_from([None, False, True]),
    pay_floor_usd=st.sampled_from([None, 0.0, 45_000.0]),
    state=st.sampled_from([None, "OH", "PR"]),
)
SCHOOLED = st.builds(HeldEducation, level=st.sampled_from(EDUCATION_ORDER[:3]))
GRADUATED = st.builds(
    HeldEducation, level=st.sampled_from(EDUCATION_ORDER[3:]), field=st.sampled_from([f for f in FIELDS if f])
)


@st.composite
def profiles(draw):
    """Everything that a quiz can be told or begun with: see the tests marked below for what it cannot yet."""
    one = replace(
        draw(PEOPLE.profiles),
        education=draw(st.none() | SCHOOLED | GRADUATED),
        licences=tuple(draw(st.lists(st.sampled_from(ASKED_LICENCES), max_size=2, unique=True))),
        limits=draw(LIMITS),
        pay_now_usd=draw(st.sampled_from([None, 0.0, 38_480.0])),
        in_hospital=draw(st.sampled_from([None, False, True])),
        ehr=draw(st.sampled_from([None, (), ("epic",), ("oracle-health", "other")])),
        fit=draw(st.dictionaries(st.sampled_from(TRAITS), st.integers(1, 5), max_size=4)),
        goal=draw(st.none() | st.sampled_from(PEOPLE.role_ids)),
    )
    fair = (held for held in one.certifications if not (held.earned and held.expires and held.earned > held.expires))
    return replace(one, certifications=tuple(fair))


def taken_up(profile):
    """The state of a quiz that begins with a profile, each of its answers given to its question."""
    quiz, state = Quiz(KB, TODAY), QuizState(start=profile)
    for key, value in answers_of(profile, KB):
        if quiz.applies(state, key):
            state = quiz.answer(state, quiz.question(state, key), value)
    return state


def through_the_quiz(profile):
    return Quiz(KB, TODAY).profile(taken_up(profile))


def differing(one, other):
    return [name for name in Profile.FIELDS if getattr(one, name) != getattr(other, name)]


def cases(count):
    return settings(
        max_examples=count, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )


@cases(400)
@given(profiles())
def test_a_profile_that_goes_through_the_quiz_stays_the_same_in_every_field(profile):
    assert not [*faults(profile, KB), *faults_of_day(profile, TODAY)]  # a profile as it is read from a file
    assert differing(profile_of(dict(answers_of(profile, KB)), KB, TODAY, profile), profile) == []
    assert differing(through_the_quiz(profile), profile) == []


@cases(200)
@given(profiles())
def test_a_quiz_that_is_taken_up_again_has_lost_nothing_of_the_profile_it_began_with(profile):
    """As a draft on disk keeps it."""
    state = taken_up(profile)
    again = QuizState(
        answers=json.loads(json.dumps(state.answers)), start=revived(json.loads(json.dumps(plain(profile))))
    )
    assert differing(Quiz(KB, TODAY).profile(again), profile) == []


@cases(200)
@given(profiles(), st.sampled_from(PEOPLE.role_ids), st.sampled_from([0.0, 700.0]))
def test_a_changed_answer_changes_its_own_field_alone(profile, goal, budget):
    quiz, state = Quiz(KB, TODAY), taken_up(profile)
    aimed = quiz.answer(state, quiz.question(state, "goal"), goal)
    assert differing(quiz.profile(aimed), replace(profile, goal=goal)) == []
    richer = quiz.answer(state, quiz.question(state, "budget"), budget)
    limits = replace(profile.limits, budget_usd=budget)
    assert differing(quiz.profile(richer), replace(profile, limits=limits)) == []


@pytest.mark.parametrize("level", [0, 2, 5])
def test_an_answer_about_one_skill_leaves_evidence_and_corrections_of_the_others(level):
    other = {"level": 1, "evidence": "certified", "corrects": True}
    before = person("registered-nurse", {"ehr-use": other, "sql": {"level": 3, "evidence": "practised"}}, licences=[])
    quiz, state = Quiz(KB, TODAY), taken_up(before)
    after = quiz.profile(quiz.answer(state, quiz.question(state, "skill:sql"), level))
    assert after.skills["ehr-use"] == before.skills["ehr-use"]
    assert (after.skills["sql"].level, differing(after, before)) == (level, ["skills"])


def test_licences_that_a_profile_denies_stay_denied():
    assert through_the_quiz(person("registered-nurse", licences=[])).licences == ()


def test_licences_that_were_not_stated_stay_not_stated():
    assert through_the_quiz(person("registered-nurse")).licences is None


def test_who_names_a_job_in_the_quiz_has_the_licence_that_it_requires():
    profile = Quiz(KB, TODAY).profile(QuizState(answers={"roles": ["registered-nurse"], "education": "bachelor"}))
    assert stand(profile, KB, TODAY).licences == {"registered-nurse"}


def test_a_field_that_was_not_stated_stays_not_stated():
    nurse = person("registered-nurse", education={"level": "master"}, licences=[])
    assert through_the_quiz(nurse).education == HeldEducation(level="master")


def test_the_field_of_an_education_below_a_degree_stays():
    college = person(education={"level": "some-college", "field": "medical coding"}, licences=[])
    assert through_the_quiz(college).education == HeldEducation(level="some-college", field="medical coding")


def test_the_name_stays():
    assert through_the_quiz(person("registered-nurse", licences=[], name="Ada")).name == "Ada"


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("truck driver", "onet-53-3032.00"), ("68W", "military-medic"), ("ama de casa", "none-homemaker"),
        ("foreign doctor", "physician"), ("53-3032.00", "onet-53-3032.00"), ("RN", "registered-nurse"),
        ("lamp lighter of Oz", "job-lamp-lighter-of-oz"),
    ],
)  # fmt: skip
def test_any_job_is_an_answer_and_words_that_nobody_knows_are_kept(words, role):
    quiz = Quiz(KB, TODAY)
    state = quiz.answer(QuizState(), quiz.question(QuizState(), "roles"), words)
    assert state.answers["roles"] == [role]
    held = quiz.profile(state).roles[0]
    assert held.role == role
    assert held.job == ("lamp lighter of oz" if role.startswith("job-") else None)


def test_who_has_left_the_job_says_when_and_is_asked_nothing_about_pay():
    quiz = Quiz(KB, TODAY)
    state = QuizState(answers={"roles": ["registered-nurse"], "years": {"registered-nurse": 4.0}})
    state = quiz.answer(state, quiz.question(state, "current"), False)
    assert quiz.turn(state).question.text == "About when did you stop? Registered Nurse"
    state = quiz.answer(state, quiz.question(state, "ended"), "2019")
    held = quiz.profile(state).roles[0]
    assert (held.current, held.until) == (False, "2019-01")
    assert not quiz.applies(state, "pay_now") and not quiz.applies(state, "in_hospital")


@pytest.mark.parametrize(
    ("said", "licences"), [("valid", ("physician",)), ("lapsed", ()), ("abroad", ()), (None, None)]
)
def test_whether_the_license_is_valid_here_is_asked_of_those_whose_job_has_one(said, licences):
    quiz = Quiz(KB, TODAY)
    state = QuizState(answers={"roles": ["physician"]})
    assert quiz.applies(state, "licence_now")
    assert quiz.profile(QuizState(answers={**state.answers, "licence_now": said})).licences == licences
    assert not quiz.applies(QuizState(answers={"roles": ["onet-53-3032.00"]}), "licence_now")


@pytest.mark.parametrize(("typed", "usd"), [("38000", 38_000), ("$38,000", 38_000), ("18.50", 38_480), ("0", 0)])
def test_pay_may_be_told_a_year_or_an_hour(typed, usd):
    quiz, state = Quiz(KB, TODAY), QuizState(answers={"roles": ["registered-nurse"]})
    state = quiz.answer(state, quiz.question(state, "pay_now"), typed)
    assert quiz.profile(state).pay_now_usd == usd


@pytest.mark.parametrize(
    "text, number", [("2,5", 2.5), ("7.5", 7.5), ("1,500", 1500), ("$1,500.50", 1500.5), ("1.500,5", 1500.5)]
)
def test_a_comma_marks_thousands_only_before_three_digits(text, number):
    assert number_in(text) == number


@pytest.mark.parametrize("text", ["1,2,3", "six", "", "1,50,000", "--"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match="could not convert"):
        number_in(text)


def test_a_skill_that_the_profile_lacks_can_be_picked_from_a_list_and_what_it_says_stays(kb):
    start = person(["registered-nurse"], skills={"sql": {"level": 2, "evidence": "studied"}})
    lacking = sorted(kb.skills.keys() - start.skills.keys())[:3]
    answers = {**dict(answers_of(start, kb)), "some:1": dict.fromkeys(lacking, True)}
    made = profile_of(answers, kb, TODAY, start)
    assert made.skills["sql"] == start.skills["sql"]
    credited = stand(start, kb, TODAY).holdings
    assert set(made.skills) >= {skill for skill in lacking if skill not in credited}
