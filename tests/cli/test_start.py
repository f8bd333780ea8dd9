"""`careerpath` alone, and its help."""

from __future__ import annotations

import ast
import re
import shutil

import pexpect
import pytest

from careerpath.cli.app import COMMANDS, GROUPS
from tests.cli.test_menu import ended, seen, spawn
from tests.conftest import ROOT

OURS = re.compile(r"\b(examples|docs|scripts|tests|benchmarks)/\w")


def test_every_command_is_in_one_group_of_the_help_and_the_quiz_comes_first(run):
    assert sorted(name for names in GROUPS.values() for name in names) == sorted(COMMANDS)
    text = run("--help").out
    listed = re.findall(r"^  (\w[\w-]*) ", text.partition("For yourself:")[2], re.M)
    assert listed[0] == "quiz" and set(COMMANDS) <= set(listed)
    assert all(len(line) <= 80 for line in text.splitlines())


def test_without_a_terminal_the_help_is_shown(process):
    done = process()
    assert "For yourself:" in done.out + done.err and "Type a number" not in done.out


def test_alone_on_a_terminal_it_offers_four_ways(tmp_path):
    home = tmp_path / "home"
    child = spawn(tmp_path, home)
    child.expect("1  take the quiz.*2  see your last answer.*3  look up a job.*4  counselor's desk.*> $")
    child.sendline("2")
    child.expect("No answer is kept yet.*> $")
    child.sendline("7")
    child.expect("number from 1 to 4.*> $")
    child.sendline("3")
    child.expect("Which job.*> $")
    child.sendline("security")
    child.expect("roles for")
    assert ended(child) == 0


def test_the_last_answer_is_found_again(tmp_path, home):
    place = tmp_path / "home"
    shutil.copy(ROOT / "examples/student.yaml", tmp_path / "me.yaml")
    child = spawn(tmp_path, place, "recommend", "me.yaml", "--no-input")
    assert ended(child) == 0
    child = spawn(tmp_path, place)
    child.expect("> $")
    child.sendline("2")
    child.expect("Help Desk Technician > $")
    child.sendline("q")
    assert ended(child) == 0


@pytest.mark.parametrize("leave", ["\r", "q\r", "\x04", "\x03"])
def test_it_is_left_cleanly(tmp_path, leave):
    child = spawn(tmp_path, tmp_path / "home")
    child.expect("> $")
    child.send(leave)
    assert ended(child) == 0
    assert "error" not in seen(child)


def test_the_quiz_and_the_desk_are_reached(tmp_path):
    for number, shows in (("1", "(?i)job|question"), ("4", "Keep a caseload")):
        child = spawn(tmp_path, tmp_path / "home")
        child.expect("> $")
        child.sendline(number)
        child.expect(shows)
        child.send("\x03")
        child.expect(pexpect.EOF)
        child.close()
        assert "Traceback" not in seen(child)


def test_no_text_of_the_program_names_a_file_that_an_installed_program_does_not_have():
    named = []
    for path in sorted((ROOT / "src/careerpath").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
            if is_text and OURS.search(node.value):
                named.append(f"{path.name}:{node.lineno}: {node.value[:60]}")
    assert not named


def test_a_process_is_one(process, run):
    assert process is not run
