"""The quiz on a terminal, one question a screen."""

import json
import time

import pexpect
import pytest

from careerpath.cli.quiz_view import is_own_words
from tests.cli.quiz_terminal import CTRL_C, ENTER, spawn

STEPS = [
    ("Which jobs do you", "teacher" + ENTER), ("class|Teacher", ENTER), ("How many years", "7" + ENTER),
    ("do you do this job now", "1" + ENTER), ("highest finished", "6" + ENTER), ("In which field", "history" + ENTER),
    ("What do you earn now", ENTER), ("in a hospital or clinic now", "2" + ENTER), ("would you not accept", "1" + ENTER),
    ("Which certifications", ENTER),
]  # fmt: skip


PAUSE = 0.4
"""Seconds to look at a screen: a first key that comes sooner was meant for the screen before."""


def answer(child, steps):
    for words, keys in steps:
        child.expect(words)
        time.sleep(PAUSE)
        child.send(keys)


def draft(home):
    lines = next((home / "drafts").glob("*.draft")).read_bytes().splitlines()
    entries = [json.loads(line[9:]) for line in lines]
    return {e["answer"]: e["value"] for e in entries if "answer" in e}


def test_back_three_change_one_go_on_keeps_the_later_answers(tmp_path):
    child = spawn(tmp_path)
    answer(child, STEPS)
    answer(child, [("Which are wrong", "b"), ("Which certifications", "b" + ENTER), ("would you not accept", "b")])
    child.expect("An earlier answer")
    child.expect("in a hospital or clinic now")
    time.sleep(PAUSE)
    child.send("1" + ENTER)
    child.expect("Which are wrong")
    kept = draft(tmp_path)
    assert kept["in_hospital"] is True
    assert (kept["conditions"], kept["field"]) == (["night_shift"], "history")
    assert "certifications" in kept
    time.sleep(PAUSE)
    child.send("q")
    child.expect("9 answers are kept; `careerpath quiz` goes on from there")
    child.wait()
    assert child.exitstatus == 0


def test_leaving_and_coming_back_goes_on_at_the_same_question(tmp_path):
    child = spawn(tmp_path)
    answer(child, STEPS[:5])
    child.expect("In which field")
    child.send(CTRL_C)
    child.expect("interrupted. 4 answers are kept; `careerpath quiz` goes on")
    child.wait()
    assert child.exitstatus == 130
    child = spawn(tmp_path)
    child.expect("Resume at 5 of at most")
    time.sleep(PAUSE)
    child.send("3" + ENTER)
    child.expect("Teacher")
    time.sleep(PAUSE)
    child.send(ENTER)
    child.expect("start over")
    time.sleep(PAUSE)
    child.send("1" + ENTER)
    child.expect("In which field")
    child.send(CTRL_C)
    child.expect(pexpect.EOF)


def test_two_quizzes_at_once_do_not_mix(tmp_path):
    first, second = spawn(tmp_path), None
    answer(first, STEPS[:4])
    first.expect("highest finished")
    second = spawn(tmp_path)
    second.expect("Which jobs do you")
    assert "unfinished" not in second.before
    time.sleep(PAUSE)
    second.send("physician" + ENTER + ENTER)
    second.expect("years as Physician")
    time.sleep(PAUSE)
    first.send("6" + ENTER)
    first.expect("In which field")
    drafts = [p.read_text() for p in (tmp_path / "drafts").glob("*.draft")]
    assert sorted(("teacher" in text, "physician" in text) for text in drafts) == [(False, True), (True, False)]
    for child in (first, second):
        child.send(CTRL_C)
        child.expect(pexpect.EOF)


def test_a_terminal_that_disappears_leaves_no_traceback_and_every_answer(tmp_path):
    child = spawn(tmp_path)
    answer(child, STEPS[:4])
    child.expect("highest finished")
    child.close(force=False)
    child.wait() if child.isalive() else None
    assert draft(tmp_path) == {"roles": ["teacher"], "years": {"teacher": 7.0}, "current": True}


def test_a_resize_and_a_paste_of_megabytes_do_no_harm(tmp_path):
    child = spawn(tmp_path)
    child.expect("Which jobs do you")
    time.sleep(0.3)
    child.setwinsize(10, 40)
    child.send("\x1b[200~" + "teacher\x07" * 20_000 + "\x1b[201~")
    child.setwinsize(40, 120)
    time.sleep(0.5)
    child.send(CTRL_C)
    child.expect("Nothing was answered yet|answers are kept")
    child.expect(pexpect.EOF)
    assert "Traceback" not in child.before


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_screen(kb, columns):
    from careerpath.cli.quiz_view import View
    from careerpath.quiz.state import Quiz, QuizState
    from careerpath.services.quiz import Screen
    from tests.conftest import TODAY

    quiz, state = Quiz(kb, TODAY), QuizState(answers={"roles": ["physician"], "education": "doctorate"})
    for question in ["roles", "education", "field", "conditions", "state", "credits", "days", "skill:sql"]:
        view = View(Screen(quiz.question(state, question), 5, 30, ("A note. " * 20,)), kb)
        view.press("?")
        for line in view.lines(columns - 1, 24):
            assert sum(len(text) for _, text in line) < columns


@pytest.fixture
def view(kb):
    """A screen that keys can be pressed on."""
    from careerpath.cli.quiz_view import View
    from careerpath.quiz.state import Quiz, QuizState
    from careerpath.services.quiz import Screen
    from tests.conftest import TODAY

    def make(question, previous=None):
        state = QuizState(answers={"roles": ["registered-nurse"], "education": "bachelor"})
        return View(Screen(Quiz(kb, TODAY).question(state, question), 5, 30, previous=previous), kb)

    return make


def test_hidden_choices_show_when_asked_for_and_can_be_searched(view):
    credits = view("credits")
    assert len(credits.options()) == 9
    assert credits.press("2") is None
    assert credits.press("9") is None
    assert len(credits.options()) == len(credits.question.choices)
    for key in ("m", "e", "d", "i", "c", "a", "t", "enter"):
        assert credits.press(key) is None
    assert len(credits.press("enter").value) == 2


def test_words_behind_a_number_are_no_commands(view):
    years = view("years")
    for key in "6 years":
        assert years.press(key) is None
    assert years.press("enter").value == "6"
    assert view("years").press("s").kind == "skip"


FIGURES = ("years", "ended", "earned", "hours", "budget", "deadline", "pay_now", "pay_floor")


@pytest.mark.parametrize("width", [20, 24, 30, 40, 80])
@pytest.mark.parametrize("typed", ["", "52000", "1234567890123456"])
def test_a_figure_never_stands_without_its_unit(view, width, typed):
    for question in ("pay_now", "pay_floor", "hours", "budget", "years"):
        asked = view(question)
        for key in typed:
            asked.press(key)
        lines = ["".join(text for _, text in line) for line in asked.lines(width, 30)]
        assert asked.question.unit and asked.question.unit in " ".join(" ".join(lines).split())
        own = [line for line in lines if line.startswith("Answer:") or line in asked.question.unit]
        assert own and all(len(line) <= width for line in own)


@pytest.mark.parametrize("question", FIGURES)
@pytest.mark.parametrize(
    "typed", ["June 2026", "jun 2026", "2023", "6/2026", "15 June 2026", "1k", "12 months", "2 or 3", "x1", "1.5 ye"]
)
def test_what_is_typed_is_read_as_in_plain_lines_or_refused_and_never_cut(kb, question, typed):
    """Whatever the screen hands on means what the same words mean to the plain face; what it shows is what was typed."""
    from careerpath.cli.quiz_view import View
    from careerpath.errors import CareerpathError
    from careerpath.quiz.answers import parse
    from careerpath.quiz.state import Quiz, QuizState
    from careerpath.services.quiz import Screen
    from tests.conftest import TODAY

    answers = {
        "roles": ["registered-nurse"],
        "current": False,
        "certifications": ["comptia-a-plus"],
        "education": "bachelor",
    }
    if question == "pay_now":
        answers["current"] = True
    asked = Quiz(kb, TODAY).question(QuizState(answers=answers), question)

    def meaning(raw):
        try:
            return parse(asked, raw, kb, TODAY)
        except CareerpathError:
            return "refused"

    for enter in ("keys", "paste"):
        view = View(Screen(asked, 5, 30), kb)
        if enter == "paste":
            view.paste(typed)
        else:
            for key in typed:
                assert view.press(key) is None, f"{key!r} ended the screen"
        assert view.typed == typed
        assert meaning(view.press("enter").value) == meaning(typed)


@pytest.mark.parametrize("month", ["february 2024", "september 2024", "?"])
def test_a_month_begins_with_a_letter_so_a_command_before_a_date_wants_enter(view, month):
    date = view("deadline")
    for key in month:
        assert date.press(key) is None
    assert view("deadline").press("s") is None
    left = view("deadline")
    assert left.press("q") is None and left.press("enter").kind == "leave"
    assert any("with Enter" in text for line in left.lines(79, 24) for _, text in line)


@pytest.mark.parametrize(
    ("kept", "shown"), [("2023-01-01", "2023"), ("2023-06-01", "2023-06"), ("2023-06-05", "2023-06-05")]
)
def test_a_date_comes_back_as_it_was_meant(view, kept, shown):
    assert view("deadline", previous=kept).typed == shown


def test_an_earlier_answer_is_where_the_cursor_stands_and_any_other_can_be_reached(view):
    education = view("education", previous="associate")
    assert education.options()[education.cursor].value == "associate"
    for _ in range(9):
        education.press("up")
    assert education.press("enter").value == "none"


def test_colour_is_never_needed(tmp_path):
    child = spawn(tmp_path, NO_COLOR="1")
    child.expect("Which jobs do you")
    time.sleep(0.2)
    child.send(CTRL_C)
    child.expect(pexpect.EOF)
    assert "\x1b[36m" not in child.before


@pytest.mark.parametrize(("columns", "lines"), [(60, 24), (80, 24), (60, 16), (40, 24)])
@pytest.mark.parametrize("words", ["hospital it support person", "doctor", "operator of the big machine"])
def test_the_way_on_with_ones_own_words_stays_in_sight(view, columns, lines, words):
    jobs = view("roles")
    jobs.paste(words)
    assert is_own_words(jobs.options()[-1])
    for key in ("enter", *["down"] * len(jobs.options())):
        jobs.cursor = -1 if key == "enter" else jobs.cursor
        jobs.press(key)
        shown = ["".join(text for _, text in line) for line in jobs.lines(columns - 1, lines)]
        assert jobs.fits and len(shown) <= lines
        assert any("Mine is not here" in line for line in shown)
        selected = jobs.options()[max(0, jobs.cursor)].label
        assert any(selected[:20] in line for line in shown)


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_what_is_said_breaks_between_words(tmp_path, columns):
    said = []
    for width in (200, columns):
        child = spawn(tmp_path, "--hours-per-week", "ten", command=("plan", "cio"), columns=width)
        child.expect(pexpect.EOF)
        said.append(child.before.replace("\r", "").strip())
    assert said[0].startswith("error: --hours-per-week 'ten': write a number") and "\n" not in said[0]
    assert max(map(len, said[1].split("\n"))) <= columns
    assert said[1].split() == said[0].split()
