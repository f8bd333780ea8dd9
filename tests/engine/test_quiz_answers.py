"""Every answer is checked; none is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerpath.engine.quiz import Quiz, QuizState
from careerpath.engine.quiz_answers import parse
from careerpath.errors import CareerpathError
from tests.conftest import TODAY

STATE = QuizState(
    answers={"roles": ["registered-nurse", "teacher"], "education": "bachelor", "certifications": ["comptia-a-plus"]}
)


@pytest.mark.parametrize(
    ("question", "raw", "value"),
    [
        ("roles", "RN; teacher", ["registered-nurse", "teacher"]),
        ("roles", ["Registered Nurse", "RN"], ["registered-nurse"]),
        ("certifications", "A+", ["comptia-a-plus"]),
        ("goal", ["CISO"], "ciso"),
        ("years:teacher", "0.5", 0.5),
        ("budget", "$1,500", 1500.0),
        ("state", "oh", "OH"),
        ("deadline", "18", "2028-05-22"),
        ("deadline", "20280630", "2028-06-30"),
        ("earned:comptia-a-plus", "2024", "2024-01-01"),
        ("earned:comptia-a-plus", "2024-05", "2024-05-01"),
        ("conditions", [], []),
        ("fit:puzzles", "4", 4),
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
        ("years:teacher", "-1"), ("years:teacher", "nan"), ("years:teacher", "1e999"), ("years:teacher", True), ("years:teacher", [1]),
        ("hours", "0"), ("hours", "81"), ("budget", "many"), ("state", "XX"), ("education", "wizardry"), ("deadline", "2020-01-01"),
        ("deadline", "2028-13-01"), ("deadline", "0"), ("earned:comptia-a-plus", "2030"), ("earned:comptia-a-plus", "soon"),
        ("conditions", ["rain"]), ("conditions", "night_shift, rain"), ("fit:puzzles", 6), ("fit:puzzles", 2.0), ("fit:puzzles", True),
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
            "years:teacher",
            "education",
            "field",
            "conditions",
            "state",
            "deadline",
            "fit:people",
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
