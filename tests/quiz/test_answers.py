"""Every answer is checked; none is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpath.errors import CareerpathError
from careerpath.quiz.answers import parse
from careerpath.quiz.state import Quiz, QuizState
from tests.conftest import TODAY

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
    ],
)
def test_answers_in_the_forms_people_write(kb, question, raw, value):
    assert parse(Quiz(kb, TODAY).question(STATE, question), raw, kb, TODAY) == value


@pytest.mark.parametrize(
    ("question", "raw"),
    [
        ("roles", "zzzzqqq"), ("roles", 5), ("roles", [5]), ("roles", ["registered-nurse"] * 31), ("goal", "RN, teacher"),
        ("years", "-1 2"), ("years", "nan 1"), ("years", {"teacher": "1e999"}), ("years", True), ("years", [1]), ("years", {"ciso": 2}),
        ("hours", "0"), ("hours", "81"), ("budget", "many"), ("state", "XX"), ("education", "wizardry"), ("deadline", "2020-01-01"),
        ("deadline", "2028-13-01"), ("deadline", "0"), ("earned", "2030 2020"), ("earned", "soon 0"),
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
