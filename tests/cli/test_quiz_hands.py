"""What hands do on a keyboard: nothing is recorded that was not given, on any kind of screen."""

import json
import re
import time

import pexpect
import pytest

from careerpath.cli.quiz_view import View
from careerpath.quiz.state import Quiz, QuizState
from careerpath.services.quiz import Screen
from careerpath.services.quiz_words import name_question, resume_question
from tests.cli.quiz_terminal import CTRL_C, ENTER, spawn
from tests.conftest import TODAY

PAUSE = 0.4
SEEN = [
    ("roles", "Which jobs do you"), ("years", "How many years"), ("current", "do you do now|do you do this job now"),
    ("ended", "did you stop"), ("education", "highest finished"), ("field", "In which field"),
    ("licence_now", "Is your license"), ("pay_now", "What do you earn"), ("in_hospital", "in a hospital or clinic now"),
    ("conditions", "would you not accept"), ("certifications", "Which certifications"), ("earned", "When did you pass"),
    ("credits", "Which are wrong"), ("levels", "What are the right levels"), ("some", "Which of these could you do"),
    ("skill", "The answer can change your first|the answer can change your first"), ("review", "These are your answers"),
]  # fmt: skip
KEYS = {
    "roles": ["truck driver", ENTER, "nurse", ENTER, ENTER], "years": ["8 2", ENTER], "current": ["2", ENTER],
    "ended": ["2019", ENTER], "education": ["2", ENTER], "licence_now": ["3", ENTER], "pay_now": ["18.50", ENTER],
    "in_hospital": ["2", ENTER], "conditions": ["1", ENTER], "certifications": ["comptia a+", ENTER, ENTER],
    "earned": ["2024", ENTER], "credits": ["1", "2", ENTER], "levels": ["1 1", ENTER], "some": ["1", ENTER],
    "skill": ["1", ENTER],
}  # fmt: skip
"""What is pressed on each kind of screen; each of these answers is given on purpose."""


def doubled(keys):
    """The last Enter twice, at once."""
    return ["".join(keys) + ENTER]


def typed_ahead(keys):
    """In one go, with the beginning of an answer to the next question behind it."""
    return ["".join(keys) + "1" + ENTER + "2" + ENTER + "s"]


def slow_double(keys):
    """The last Enter again a tenth of a second later, as a nervous finger does."""
    return ["".join(keys), 0.1, ENTER]


def drafted(home):
    entries = []
    for path in (home / "drafts").glob("*.draft"):
        for line in path.read_bytes().splitlines():
            entry = json.loads(line[9:])
            if "answer" in entry:
                entries.append(entry)
    return {entry["answer"]: entry["value"] for entry in entries}


NEW_SCREEN = re.compile("\x1b\\[\\?1049h")
"""Every question opens a screen of its own."""


def shown(child, *, least=PAUSE):
    """The text of the next screen, once it has stood there for a while."""
    child.expect(NEW_SCREEN)
    text = ""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        child.expect([r"(?s).+", pexpect.TIMEOUT], timeout=least)
        if child.after is pexpect.TIMEOUT:
            if "leave" in text:
                return " ".join(re.sub("\x1b\\[[0-9;?]*[a-zA-Z]|\x08", " ", text).split())
        else:
            text += child.after
    raise AssertionError(text)


def play(home, press):
    """Answer every screen up to the review, each in this way; the kinds of screen that were met."""
    child = spawn(home, columns=100, lines=40)
    met = []
    while True:
        text = shown(child)
        kind = next(kind for kind, words in SEEN if re.search(words, text))
        if kind == "review":
            break
        met.append(kind)
        for keys in press(KEYS[kind]):
            if isinstance(keys, float):
                time.sleep(keys)
            else:
                child.send(keys)
        assert len(met) < 40
    child.send(CTRL_C)
    child.expect("answers are kept")
    child.close(force=True)
    return met


@pytest.mark.parametrize("press", [doubled, typed_ahead, pytest.param(slow_double, marks=pytest.mark.slow)])
def test_no_answer_is_recorded_that_was_not_given(tmp_path, press):
    met = play(tmp_path, press)
    answers = drafted(tmp_path)
    assert len(answers) == len(met)  # one answer a screen: nothing was skipped or answered by a key for the one before
    assert answers["roles"] == ["onet-53-3032.00", "registered-nurse"]
    assert answers["years"] == {"onet-53-3032.00": 8, "registered-nurse": 2}
    assert (answers["current"], answers["education"]) == (["registered-nurse"], "high-school")
    assert answers["ended"] == {"onet-53-3032.00": "2019-01-01"}
    assert (answers["licence_now"], answers["pay_now"]) == ("abroad", 38_480)
    assert (answers["conditions"], answers["certifications"]) == (["night_shift"], ["comptia-a-plus"])
    assert len(answers["credits"]) == 2 and set(answers["levels:1"].values()) == {1}
    assert set(met) >= {"roles", "years", "current", "ended", "certifications", "levels", "some"}


def every_question(kb):
    """A question of every id and kind, as it is shown."""
    quiz = Quiz(kb, TODAY)
    state = QuizState(answers={
        "roles": ["registered-nurse", "onet-53-3032.00"], "current": ["registered-nurse"], "education": "bachelor",
        "certifications": ["comptia-a-plus"], "credits": ["ehr-use", "clinical-workflow"],
        "some:1": {"sql": True, "os-linux": False},
    })  # fmt: skip
    names = ["roles", "years", "current", "ended", "education", "field", "licence_now", "pay_now", "conditions", "certifications",
             "earned", "days", "goal", "credits", "levels:1", "some:1", "licences", "hours", "budget", "deadline", "state",
             "pay_floor", "skill:sql"]  # fmt: skip
    known = [name for name in names if quiz.applies(state, name)]
    assert len(known) >= len(names) - 1
    questions = [quiz.question(state, name) for name in known]
    away = QuizState(answers={"roles": ["onet-53-3032.00"]})
    questions += [quiz.question(away, name) for name in ("current", "in_hospital")]
    return [*questions, name_question("my-profile"), resume_question(quiz.turn(state))]


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (60, 24), (40, 12), (30, 8)])
def test_question_choice_and_input_are_visible_or_a_larger_window_is_asked_for(kb, columns, rows):
    small = 0
    for question in every_question(kb):
        view = View(Screen(question, 3, 20, ("A first picture. " * 8,)), kb)
        lines = view.lines(columns - 1, rows)
        text = ["".join(part for _, part in line) for line in lines]
        whole = "".join("".join(text).split())
        assert len(lines) <= rows, question.id
        assert all(len(line) < columns for line in text), question.id
        if "makethiswindowlarger" in whole:
            small += 1
            # what cannot be seen cannot be answered
            assert [view.press(key) for key in ("1", " ", "enter", "s")] == [None] * 4
            continue
        assert "".join(question.text.split()) in whole
        assert not view.takes_words or "Search:" in whole or "Answer:" in whole
        if view.options() and question.id != "name":
            first = view.options()[max(0, view.cursor)].label
            assert "".join(first.split())[:20] in whole, question.id
    assert small == 0 if columns >= 60 else small <= 8


def test_a_digit_or_an_arrow_selects_and_only_enter_answers(kb):
    for question in every_question(kb):
        view = View(Screen(question, 3, 20), kb)
        for key in ("1", "down", "up", "2", "home", "end", "right", "delete"):
            assert view.press(key) is None, (question.id, key)


def test_enter_alone_answers_no_choice_that_nothing_lets_us_assume(kb):
    for question in every_question(kb):
        view = View(Screen(question, 3, 20), kb)
        if question.kind == "choice" and question.part != "session":
            assert view.press("enter") is None
            assert "pick one first" in view.error


def test_the_cursor_begins_on_the_level_that_the_job_lets_us_assume(kb):
    quiz, state = Quiz(kb, TODAY), QuizState(answers={"roles": ["registered-nurse"]})
    question = quiz.question(state, "skill:ehr-use")
    view = View(Screen(question, 3, 20), kb)
    assert view.cursor == quiz.credits(state)["ehr-use"].level > 0
    assert (
        View(
            Screen(quiz.question(state, "skill:kubernetes" if "kubernetes" in kb.skills else "skill:sql"), 3, 20), kb
        ).cursor
        == 0
    )


def typing(view, text):
    for key in text:
        view.press(key)


def test_a_word_that_is_not_found_stays_and_can_be_mended(kb):
    view = View(Screen(Quiz(kb, TODAY).question(QuizState(), "roles"), 0, 20), kb)
    typing(view, "zzqx nursse")
    assert view.press("enter") is None and view.typed == "zzqx nursse"
    view.press("home")
    for _ in range(5):
        view.press("delete")
    for _ in range(4):
        view.press("right")
    view.press("delete")
    assert view.typed == "nurse"
    view.press("word")
    assert view.typed == "e"
    view.press("end")
    view.press("clear")
    assert view.typed == ""


def test_mine_is_not_here_goes_on_with_the_words(kb):
    view = View(Screen(Quiz(kb, TODAY).question(QuizState(), "roles"), 0, 20), kb)
    typing(view, "lamplighter of oz")
    last = view.options()[-1]
    assert last.label == 'Mine is not here: go on with "lamplighter of oz"'
    for _ in view.options():
        view.press("down")
    assert view.press("enter") is None
    assert view.press("enter").value == ["job-lamplighter-of-oz"]


@pytest.mark.parametrize(
    "words", ["server", "warehouse", "mechanic", "medic", "driver", "ne", "comp", "data e", "soft"]
)
def test_a_lay_word_never_stands_preselected_as_a_job_with_computers(kb, words):
    view = View(Screen(Quiz(kb, TODAY).question(QuizState(), "roles"), 0, 20), kb)
    typing(view, words)
    if view.cursor >= 0:
        role = kb.roles[view.options()[view.cursor].value]
        assert role.kind != "hospital-it"
        assert not (role.occupation and role.kind == "occupation" and role.occupation.code.startswith("15-"))


def test_the_list_follows_typing_within_a_tenth_of_a_second(kb):
    from careerpath.people.jobs import while_typing

    while_typing("warm up", kb)
    for words in ("truck driver", "medical assistant", "ama de casa", "stay at home mom", "network engineer"):
        view = View(Screen(Quiz(kb, TODAY).question(QuizState(), "roles"), 0, 20), kb)
        for letter in words:
            began = time.process_time()
            view.press(letter)
            view.lines(79, 24)
            assert time.process_time() - began < 0.1, view.typed


def test_every_occupation_can_be_chosen_by_its_title(kb):
    from careerpath.knowledge.foreign import occupations
    from careerpath.quiz.questions import job_options

    file = occupations()
    codes = list(file.codes())[7::97]
    for code in codes:
        title = file.fact(code).title
        offered = [option.value for option in job_options(title, kb)]
        roles = [role for role, own in file.language["roles"].items() if code in own]
        assert f"onet-{code}" in offered or set(roles) & set(offered), title


def test_the_result_is_kept_before_its_name_is_asked_and_enter_takes_the_offered_one(tmp_path):
    child = spawn(tmp_path, "--quick")
    for words, keys in [
        ("Which jobs do you", "nurse" + ENTER),
        ("Registered Nurse", ENTER),
        ("How many years", "6" + ENTER),
        ("do you do this job now", "1" + ENTER),
        ("highest finished", "6" + ENTER),
        ("Is your license", "1" + ENTER),
        ("What do you earn", ENTER),
        ("would you not accept", ENTER),
        ("Which certifications", ENTER),
        ("Which are wrong", ENTER),
        ("These are your answers", ENTER),
    ]:
        child.expect(words)
        time.sleep(PAUSE)
        child.send(keys)
    child.expect("Under which name")
    assert [path.stem for path in (tmp_path / "profiles").glob("*.json")] == ["my-profile"]
    time.sleep(PAUSE)
    child.send(ENTER)
    child.expect("Saved as 'my-profile'")
    child.expect("Monday card.*quit")  # the menu of the answer follows, about the person at hand
    time.sleep(PAUSE)
    child.send("m" + ENTER)
    child.expect("Your first week towards")
    time.sleep(PAUSE)
    child.send("q" + ENTER)
    child.expect(pexpect.EOF)
    child.wait()
    assert child.exitstatus == 0
    assert (tmp_path / "last-answer").exists()
    assert not list((tmp_path / "drafts").glob("*.draft"))
    assert (tmp_path / "last-profile").read_text().strip() == "my-profile"


def test_a_doubled_enter_in_linear_text_answers_nothing(tmp_path):
    child = spawn(tmp_path, "--plain")
    for words, keys in [
        ("whole list; Enter skips: ", "nurse\r"), ("Enter goes on: ", "\r\r"), ("number of years; Enter skips: ", "8\r\r"),
        ("Yes, now", "1\r\r\r"), ("highest finished education", "6\r\r"), ("Is your license", "1\r\r"),
    ]:  # fmt: skip
        child.expect(words)
        time.sleep(PAUSE)
        child.send(keys)
    child.expect("What do you earn now")
    time.sleep(PAUSE)
    child.send(CTRL_C)
    child.expect("answers are kept")
    child.close(force=True)
    assert drafted(tmp_path) == {
        "roles": ["registered-nurse"], "years": {"registered-nurse": 8.0}, "current": True, "education": "bachelor",
        "licence_now": "valid",
    }  # fmt: skip


def test_the_enter_of_what_was_typed_too_early_skips_nothing(tmp_path):
    """Typed on while the next question was made ready: its letters are dropped, and so is the Enter that ends them."""
    child = spawn(tmp_path, columns=100, lines=40)
    for kind in ("roles", "years", "current"):
        shown(child)
        child.send("".join(KEYS[kind]) + ("2023" if kind == "current" else ""))
    text = shown(child, least=0.05)
    assert "did you stop" in text
    child.send(ENTER)
    time.sleep(PAUSE)
    assert "ended" not in drafted(tmp_path)
    child.send("2019" + ENTER)
    shown(child)
    assert drafted(tmp_path)["ended"] == {"onet-53-3032.00": "2019-01-01"}
    child.send(CTRL_C)
    child.expect(pexpect.EOF)


def test_plain_lines_drop_the_enter_with_the_letters(tmp_path):
    child = spawn(tmp_path, "--plain")
    child.send("teacher")
    child.expect("please type it again")
    child.expect("Enter skips: $")
    time.sleep(PAUSE)
    child.send(ENTER)
    child.expect("Enter skips: $")
    child.send("physician" + ENTER)
    child.expect("Taken: Physician")
    assert drafted(tmp_path) == {}
    child.send(CTRL_C)
    child.expect(pexpect.EOF)
