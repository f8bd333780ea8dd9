"""The quiz as plain lines: by digits alone, without moving the cursor."""

import io
import json
import re

import pytest

from careerpath.cli.quiz_lines import LONGEST_LINE, LinePrompter, read_line
from careerpath.quiz.state import Quiz, QuizState
from careerpath.services.quiz import Screen
from tests.cli.quiz_terminal import spawn
from tests.conftest import TODAY

DIGITS = {
    "roles": ["0", "3 27", ""], "years": ["6 2"], "current": ["1"], "ended": ["2019"], "pay": ["18"], "inside": ["2"],
    "license": ["1"], "list": ["1 3"], "education": ["5"], "field": ["3"], "conditions": ["0"],
    "certifications": ["0", "1 5", ""], "earned": ["202405 0"], "days": ["1 7"], "goal": ["0", "5"], "credits": ["1"],
    "skill": ["2", "3", "1", "0"], "budget": ["1500"], "hours": ["8"], "name": ["1"],
}  # fmt: skip
ASKED = (
    ("roles", "Which jobs do you do"), ("years", "How many years as"), ("current", "do you do now?"), ("now", "do you do this job now"), ("education", "highest finished education"),
    ("field", "In which field"), ("ended", "did you stop"), ("pay", "do you earn now"), ("license", "Is your license"),
    ("inside", "in a hospital or clinic now"), ("list", "Which of these could you do"), ("conditions", "would you not accept"), ("certifications", "Which certifications"),
    ("earned", "When did you pass"), ("days", "would you like in a working day"), ("goal", "already aim at"),
    ("credits", "Which are wrong"), ("skill", "the answer can change"), ("budget", "How much can you spend"),
    ("hours", "How many hours a week"), ("name", "Under which name"),
)  # fmt: skip


def test_the_whole_quiz_goes_by_digits_alone_and_never_moves_the_cursor(tmp_path):
    child = spawn(tmp_path, "--plain")
    transcript, asked, state = "", 0, {}
    while asked < 120:
        stop = child.expect([r"(?:skips|goes on|none of these|takes 1|the number; Enter \w+): ", r"Saved as"])
        said = child.before + child.after
        transcript += said
        if stop == 1:
            break
        asked += 1
        child.sendline(next_digits(said, asked, state))
    child.expect(r"other commands use it")
    child.wait()
    assert child.exitstatus == 0
    assert "\x1b" not in transcript
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", transcript.replace("\r\n", "\n"))
    saved = json.loads((tmp_path / "profiles" / "my-profile.json").read_text())
    assert (saved["limits"]["hours_per_week"], saved["limits"]["budget_usd"]) == (8, 1500)
    assert [role["years"] for role in saved["roles"]] == [6, 2]
    assert len(saved["skills"]) >= 3  # one put right, two picked from a list


def next_digits(said: str, asked: int, state: dict[str, list[str]]) -> str:
    """The digits that answer what was just asked; at the review, hours and budget are given before it goes on."""
    said = " ".join(said.split())
    if "These are your answers" in said:
        left = [n for n, words in re.findall(r"(\d+)\. (Study hours a week|Budget): not asked", said)]
        return left[0] if left else "1"
    found = [kind for kind, words in ASKED if words in said]
    if found:
        rest = DIGITS[found[-1]]
        state["left"] = [rest[asked % 4]] if found[-1] == "skill" else list(rest)
    line = state["left"].pop(0)
    assert all(part.isdigit() for part in line.split())
    return line


@pytest.fixture
def ask(kb):
    """Lines in, the reply and what was said out."""

    def call(question: str, *lines: str, answers=None, previous=None):
        state = QuizState(answers=answers or {"roles": ["teacher"], "education": "bachelor"})
        target = io.StringIO()
        face = LinePrompter(kb, io.BytesIO("".join(f"{line}\n" for line in lines).encode()), target, 78)
        reply = face.ask(Screen(Quiz(kb, TODAY).question(state, question), 3, 18, previous=previous))
        return reply, target.getvalue()

    return call


def test_a_title_typed_in_full_is_taken_without_asking_back(ask):
    reply, said = ask("roles", "Registered Nurse", "")
    assert (reply.kind, reply.value) == ("value", ["registered-nurse"])
    assert "Taken: Registered Nurse." in said


def test_words_find_several_and_a_number_picks(ask):
    reply, said = ask("goal", "nurse", "1")
    assert (reply.kind, reply.value) == ("value", ["registered-nurse"])
    assert "1. Registered Nurse" in said


def test_commands_are_single_letters(ask):
    assert ask("hours", "b")[0].kind == "back"
    assert ask("hours", "b 3")[0].value == 3
    assert ask("hours", "s")[0].kind == "skip"
    assert ask("hours", "q")[0].kind == "leave"
    reply, said = ask("hours", "?", "f")
    assert reply.kind == "finish"
    assert "A normal week, not the best one" in said


def test_enter_keeps_an_earlier_answer(ask):
    reply, said = ask("hours", "", previous=8.0)
    assert (reply.kind, reply.value) == ("value", 8.0)
    assert "Enter keeps it" in said


def test_a_number_that_is_not_in_the_list_is_refused_in_words(ask):
    reply, said = ask("conditions", "7", "x", "1 2")
    assert reply.value == ["night_shift", "on_call"]
    assert said.count("Not taken") == 2


def test_hidden_choices_show_on_request_and_numbers_keep_their_meaning(ask):
    answers = {"roles": ["registered-nurse"], "years": {"registered-nurse": 6.0}}
    reply, said = ask("credits", "9", "2 12", answers=answers)
    shown = re.findall(r"(?:^|skips: )(\d+)\. ", said, re.MULTILINE)
    assert [int(number) for number in shown] == list(range(1, len(shown) + 1))
    assert "9. Show the other" in said
    assert len(reply.value) == 2
    again, _ = ask("credits", "2", answers=answers)
    assert again.value == reply.value[:1]


def test_control_bytes_and_bad_utf8_do_no_harm(kb):
    raw = b"\x1b[2J\x00\xff\xfeteach\x07er\n1\n\n"
    target = io.StringIO()
    face = LinePrompter(kb, io.BytesIO(raw), target, 78)
    face_reply = face.ask(Screen(Quiz(kb, TODAY).question(QuizState(), "roles"), 0, 18))
    assert face_reply.kind == "value"
    assert "\x1b" not in target.getvalue()


def test_a_line_of_ten_megabytes_is_cut_and_the_next_line_is_whole():
    stream = io.BytesIO(b"x" * 10_000_000 + b"\nnext\n")
    assert len(read_line(stream)) <= LONGEST_LINE
    assert read_line(stream) == "next"
    with pytest.raises(EOFError):
        read_line(stream)
