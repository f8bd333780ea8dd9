"""The menu after an answer, under a pseudo-terminal."""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
import time
from pathlib import Path

import pexpect
import pytest

from careerpath.cli.menu import LETTERS, Offer, menu_lines
from careerpath.cli.workspace import Workspace
from careerpath.people import drafts
from careerpath.people.last_answer import last_answer
from careerpath.people.profile import Profile
from careerpath.settings import resolve
from tests.conftest import ROOT
from tests.homes import warmed

PROMPT = r"Technician > $"
SHARED = ("PATH", "PYTHONPATH")


@pytest.fixture
def place(tmp_path) -> Path:
    shutil.copy(ROOT / "examples/student.yaml", tmp_path / "me.yaml")
    return tmp_path


def spawn(place: Path, home: Path, *arguments: str, columns: int = 80, lines: int = 24, **env: str) -> pexpect.spawn:
    """A command in `place`; all that it prints is in `.logfile_read`."""
    environment = {
        **{key: os.environ[key] for key in SHARED if key in os.environ},
        "HOME": str(place), "CAREERPATH_HOME": str(warmed(home)), "CAREERPATH_TODAY": "2026-11-22", "TERM": "xterm-256color",
        "LANG": "C.UTF-8", "PYTHONIOENCODING": "utf-8", **env,
    }  # fmt: skip
    child = pexpect.spawn(
        sys.executable, ["-m", "careerpath", *arguments],
        env=environment, cwd=str(place), encoding="utf-8", timeout=60, dimensions=(lines, columns), codec_errors="replace",
    )  # fmt: skip
    child.logfile_read = io.StringIO()
    return child


def seen(child: pexpect.spawn) -> str:
    """Everything so far, without colors."""
    return re.sub(r"\x1b\[[0-9;]*m", "", child.logfile_read.getvalue())


def ended(child: pexpect.spawn) -> int:
    child.expect(pexpect.EOF)
    child.close()
    assert "Traceback" not in seen(child)
    return child.exitstatus


@pytest.mark.parametrize("leave", ["q\r", "Q\r", "\r", "\x04", "\x03", "quit\r"])
def test_every_way_out_is_clean(place, home, leave):
    child = spawn(place, home, "recommend", "me.yaml")
    child.expect(PROMPT)
    child.send(leave)
    assert ended(child) == 0
    assert "interrupted" not in seen(child) and "error" not in seen(child)


def test_each_choice_is_the_command_on_the_person_at_hand(place, home):
    child = spawn(place, home, "recommend", "me.yaml")
    child.expect(PROMPT)
    for typed, shows in (
        ("w", "Why Help Desk Technician"),
        ("m", "Your first week towards Help Desk Technician"),
        ("p", "Plan: Help Desk Technician"),
        ("r", "Written: roadmap-help-desk-technician.pdf"),
        ("r", "Written: roadmap-help-desk-technician-2.pdf"),
        ("9", "9 is not offered; type 1 to 2"),
        ("\u00e4", "That is not offered"),
    ):
        child.sendline(typed)
        child.expect(re.escape(shows))
        child.expect(PROMPT)
    child.sendline("2")
    child.expect("IT Support Specialist > $")
    child.sendline("w")
    child.expect("Why IT Support Specialist")
    child.expect("IT Support Specialist > $")
    child.sendline("m1")
    child.expect("first week towards Help Desk Technician")
    child.expect(PROMPT)
    child.sendline("g")
    child.expect("Network Administrator > $")
    child.sendline("q")
    assert ended(child) == 0
    assert (place / "roadmap-help-desk-technician.pdf").read_bytes().startswith(b"%PDF")
    assert "Next: " not in seen(child)


def test_what_is_typed_ahead_of_the_question_is_no_answer(place, home):
    child = spawn(place, home, "recommend", "me.yaml")
    child.send("\r\rq\r")
    child.expect(PROMPT)
    child.sendline("2")
    child.expect("IT Support Specialist > $")
    child.sendline("")
    assert ended(child) == 0


def test_change_goes_to_the_questions_with_the_answers_of_the_profile(place, home):
    child = spawn(place, place / "home", "recommend", "me.yaml")
    child.expect(PROMPT)
    child.sendline("c")
    child.expect("answers are taken from the profile")
    child.send("\x03")
    child.expect([pexpect.EOF, "kept"])
    child.close()
    assert "Traceback" not in seen(child)


@pytest.mark.parametrize(
    "arguments", [("--plain",), ("--json",), ("--no-input",)], ids=lambda arguments: arguments[0].strip("-")
)
def test_nothing_is_asked_where_it_is_not_wanted(place, home, arguments):
    child = spawn(place, home, "recommend", "me.yaml", *arguments)
    assert ended(child) == 0
    assert " > " not in seen(child)
    assert ("Next: careerpath why help-desk-technician -p me.yaml" in seen(child)) is ("--json" not in arguments)


def test_nothing_is_asked_of_a_pipe(process):
    done = process("recommend", "examples/student.yaml", stdin="w\nq\n")
    assert done.code == 0 and "Next: " in done.out and "Why Help Desk" not in done.out


def test_where_no_role_is_left_there_are_jobs_to_look_up_and_answers_to_change(place, home):
    (place / "strict.yaml").write_text(
        "schema: careerpath/profile/1\nroles: [{role: retail-sales-associate, years: 2}]\n"
        "education: {level: high-school}\nlimits: {pay_floor_usd: 900000}\n"
    )
    child = spawn(place, place / "home", "recommend", "strict.yaml")
    child.expect("No role fits you")
    child.expect(re.escape("What next? > "))
    for typed in ("w", "1", "p"):
        child.sendline(typed)
        child.expect("is not offered; type a letter from above")
        child.expect(re.escape("What next? > "))
    child.sendline("j")
    child.expect("Which job")
    child.sendline("security")
    child.expect("Pay: national median")
    child.expect(re.escape("What next? > "))
    child.sendline("c")
    child.expect("answers are taken from the profile")
    child.send("\x03")
    child.expect([pexpect.EOF, "kept"])
    child.close()
    assert "Traceback" not in seen(child)


@pytest.mark.parametrize("width", [30, 40, 60, 80, 120])
def test_the_choices_fit_the_window_and_none_is_broken(width):
    here = Workspace(resolve({"HOME": "/nowhere"}))
    offer = Offer(Profile(), ("help-desk-technician", "it-support-specialist"), change=lambda: None)
    lines = menu_lines(here, offer, width)
    assert max(map(len, lines)) <= width
    for letter in "wprmcq":
        assert any(f"{letter} {LETTERS[letter]}" in line for line in lines)


STRANGER = {"roles": ["physician"], "years": {"physician": 12.0}, "current": True, "education": "doctorate"}


def begin_quiz_of_somebody_else(home: Path) -> Path:
    draft = drafts.create(home, quick=False)
    for question, value in STRANGER.items():
        draft.record(question, value)
    draft.close()
    return draft.path


def test_the_answers_of_somebody_else_are_neither_shown_nor_removed(place, home):
    other = begin_quiz_of_somebody_else(place / "home")
    before = other.read_bytes()
    child = spawn(place, place / "home", "recommend", "me.yaml")
    child.expect(PROMPT)
    child.sendline("c")
    child.expect("answers are taken from the profile")
    time.sleep(0.4)
    child.send("q")
    child.expect("Nothing was changed")
    child.expect(PROMPT)
    child.sendline("w")
    child.expect("Why Help Desk Technician")
    child.expect(PROMPT)
    child.sendline("q")
    assert ended(child) == 0
    assert "unfinished" not in seen(child) and "Physician" not in seen(child)
    assert other.read_bytes() == before
    assert list(other.parent.iterdir()) == [other]


def test_a_changed_answer_is_kept_and_the_numbers_are_about_it(place, home):
    own = place / "home"
    child = spawn(place, own, "recommend", "me.yaml")
    child.expect(PROMPT)
    child.sendline("c")
    child.expect("answers are taken from the profile")
    time.sleep(0.4)
    child.send("f")
    child.expect("Pick one to change it")
    time.sleep(0.4)
    child.send("\r")
    child.expect("Under which name")
    time.sleep(0.4)
    child.send("\r")
    child.expect("Saved as 'my-profile'")
    child.expect(" > $")
    child.sendline("q")
    assert ended(child) == 0
    last = last_answer(own)
    assert last is not None and Path(last.profile) == own / "profiles" / "my-profile.json"


@pytest.mark.parametrize("before", ["w", "2", "why", "q\rw"])
def test_a_letter_that_came_too_early_does_not_leave_its_enter_behind(place, home, before):
    """Typed while the answer is computed, with the Enter after it: nothing of it answers, and nobody is put out."""
    child = spawn(place, home, "recommend", "me.yaml")
    child.send(before)
    child.expect("please type it again")
    child.expect(PROMPT)
    child.send("\r")
    child.expect(PROMPT)
    child.sendline("w")
    child.expect("Why Help Desk Technician")
    child.expect(PROMPT)
    child.sendline("")
    assert ended(child) == 0
