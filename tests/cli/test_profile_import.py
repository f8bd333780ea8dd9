"""`careerpath profile import` as a person runs it: shown, confirmed, written once."""

import json
import os
import sys

import pexpect
import pytest

RESUME = """Sample Person
Experience
Staff Nurse, Mercy General, Jan 2020 - Present
Wrangler of Ideas, Cafe, 2014 - 2016
Skills
SQL (expert), Epic
"""


@pytest.fixture
def resume(tmp_path):
    path = tmp_path / "resume.txt"
    path.write_text(RESUME)
    return path


def test_without_a_terminal_it_asks_for_the_option_and_writes_nothing(process, resume, tmp_path):
    out = tmp_path / "me.json"
    for extra in ([], ["--no-input"]):
        done = process("profile", "import", resume, "-o", out, *extra)
        assert done.code == 2
        assert "--yes" in done.err
        assert done.err.count("\n") == 1
        assert done.out == ""
    assert not out.exists()


def test_accepted_findings_become_a_profile_that_recommend_reads(process, resume, tmp_path):
    out = tmp_path / "me.json"
    done = process("profile", "import", resume, "--yes", "-o", out)
    assert done.code == 0
    assert "3: Staff Nurse, Mercy General, Jan 2020 - Present" in " ".join(done.out.split())
    assert "it says 'expert'" in done.out
    assert "Wrangler of Ideas" in done.out
    profile = json.loads(out.read_text())
    assert profile["roles"] == [{"role": "registered-nurse", "years": 6.8, "current": True}]
    assert profile["skills"] == {"sql": {"level": 3}, "ehr-use": {"level": 2}}
    assert out.stat().st_mode & 0o777 == 0o600
    assert process("recommend", out, "--json").code == 0


def test_without_an_output_the_profile_alone_is_on_standard_output(run, resume):
    done = run("profile", "import", resume, "--yes", "--without", "sql")
    assert set(json.loads(done.out)["skills"]) == {"ehr-use"}
    assert "Staff Nurse" in done.err


def test_a_dry_run_shows_and_writes_nothing(run, resume, tmp_path):
    out = tmp_path / "me.json"
    done = run("profile", "import", resume, "--dry-run", "-o", out)
    assert done.code == 0
    assert "Not taken (1)" in done.out
    assert not out.exists()


def test_json_names_file_line_text_and_reason_of_everything_taken(run, resume):
    data = json.loads(run("profile", "import", resume, "--dry-run", "--json").out)
    assert data["schema"] == "careerpath/profile-import/1"
    assert {(t["kind"], t["id"], t["line"]) for t in data["taken"]} == {
        ("role", "registered-nurse", 3),
        ("skill", "sql", 6),
        ("skill", "ehr-use", 6),
        ("ehr", "epic", 6),
    }
    assert [p["line"] for p in data["left_out"]] == [4]


def test_an_existing_file_is_not_replaced_unasked(run, resume, tmp_path):
    out = tmp_path / "me.json"
    out.write_text("mine")
    assert run("profile", "import", resume, "--yes", "-o", out).code == 2
    assert out.read_text() == "mine"
    assert run("profile", "import", resume, "--yes", "-o", out, "--force").code == 0
    assert out.read_text() != "mine"


@pytest.mark.parametrize(
    "content", [b"", b"x" * 10_000_000, b"\xff\xfe\x00", b"PK\x03\x04", b"%PDF-1.4 no", b"{", b"hello"]
)
def test_bad_input_is_one_line_and_exit_2(run, tmp_path, content):
    path = tmp_path / "file"
    path.write_bytes(content)
    done = run("profile", "import", path, "--yes")
    assert done.code == 2
    assert done.err.startswith("error: ")
    assert done.err.count("\n") == 1


def test_a_missing_file_is_exit_2(run, tmp_path):
    assert run("profile", "import", tmp_path / "none", "--yes").code == 2


@pytest.fixture
def at_terminal(tmp_path, resume, home):
    """Start the command at a terminal."""
    out = tmp_path / "me.json"
    env = {**os.environ, "CAREERPATH_HOME": str(home), "CAREERPATH_TODAY": "2026-11-22", "TERM": "xterm"}
    child = pexpect.spawn(
        sys.executable, ["-m", "careerpath", "profile", "import", str(resume), "-o", str(out)],
        env=env, encoding="utf-8", timeout=30, dimensions=(60, 100),
    )  # fmt: skip
    child.expect("Take all 4")
    yield child, out
    child.close(force=True)


def ended(child):
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus


def test_at_a_terminal_yes_writes_the_profile(at_terminal):
    child, out = at_terminal
    child.sendline("perhaps")
    child.expect("Please answer")
    child.sendline("y")
    assert ended(child) == 0
    assert "sql" in json.loads(out.read_text())["skills"]


def test_at_a_terminal_numbers_leave_findings_out(at_terminal):
    child, out = at_terminal
    child.sendline("2")
    assert ended(child) == 0
    assert set(json.loads(out.read_text())["skills"]) == {"ehr-use"}


@pytest.mark.parametrize("answer, code", [("n\r", 1), ("\x04", 1), ("\x03", 130)])
def test_no_the_end_of_input_and_an_interrupt_write_nothing(at_terminal, answer, code):
    child, out = at_terminal
    child.send(answer)
    assert ended(child) == code
    assert not out.exists()


def test_at_a_terminal_what_is_not_sure_is_asked_about(tmp_path, home):
    resume, out = tmp_path / "cv.txt", tmp_path / "me.json"
    resume.write_text(
        RESUME + "Volunteering\nHelp Desk Technician, Library, 2020 - 2022\nUnit Secretary, Ward, 2010 - 2011\n"
    )
    env = {**os.environ, "CAREERPATH_HOME": str(home), "CAREERPATH_TODAY": "2026-11-22", "TERM": "xterm"}
    child = pexpect.spawn(
        sys.executable, ["-m", "careerpath", "profile", "import", str(resume), "-o", str(out)],
        env=env, encoding="utf-8", timeout=30, dimensions=(60, 100),
    )  # fmt: skip
    child.expect("Take all 4")
    child.sendline("y")
    child.expect("Help Desk Technician, 2020 to 2022.*y or n")
    child.sendline("y")
    child.expect("Unit Secretary, 2010 to 2011.*y or n")
    child.sendline("")
    assert ended(child) == 0
    assert [role["role"] for role in json.loads(out.read_text())["roles"]] == [
        "registered-nurse",
        "help-desk-technician",
    ]


def test_what_is_not_sure_counts_only_if_it_is_named(run, resume, tmp_path):
    resume.write_text(RESUME + "Volunteering\nHelp Desk Technician, Library, 2020 - 2022\n")
    data = json.loads(run("profile", "import", resume, "--dry-run", "--json").out)
    assert [(one["id"], one["line"]) for one in data["unsure"]] == [("help-desk-technician", 8)]
    assert [role["role"] for role in data["profile"]["roles"]] == ["registered-nurse"]
    data = json.loads(run("profile", "import", resume, "--dry-run", "--json", "--with", "help-desk-technician").out)
    assert data["unsure"] == []
    assert [role["role"] for role in data["profile"]["roles"]] == ["registered-nurse", "help-desk-technician"]
    assert run("profile", "import", resume, "--dry-run", "--with", "sql").code == 2


def test_every_line_can_be_shown_with_what_became_of_it(run, resume):
    text = " ".join(run("profile", "import", resume, "--dry-run", "--lines").out.split())
    assert "1, says nothing about you: Sample Person" in text
    assert "3, taken: Staff Nurse" in text
    assert "4, not understood: Wrangler of Ideas" in text


def test_of_an_export_with_several_tables_each_line_names_its_file(run, tmp_path):
    (tmp_path / "Skills.csv").write_text("Name\nSQL\n")
    (tmp_path / "Positions.csv").write_text("Title,Started On,Finished On\nTeacher,2019,\n")
    text = " ".join(run("profile", "import", tmp_path, "--dry-run").out.split())
    assert "From line: Skills.csv:2: SQL" in text
    assert "From line: Positions.csv:2: Teacher | 2019 - present" in text


def test_a_narrow_terminal_breaks_no_word_of_a_question(resume, home):
    env = {**os.environ, "CAREERPATH_HOME": str(home), "CAREERPATH_TODAY": "2026-11-22", "TERM": "xterm"}
    child = pexpect.spawn(
        sys.executable, ["-m", "careerpath", "profile", "import", str(resume)],
        env=env, encoding="utf-8", timeout=30, dimensions=(24, 60),
    )  # fmt: skip
    child.expect(r"Take all 4\?([^:]*): ")
    assert all(len(line.strip()) < 60 for line in f"Take all 4?{child.match[1]}: ".split("\n"))
    assert "(such as" in " ".join(child.match[1].split())
    child.close(force=True)
