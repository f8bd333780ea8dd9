"""Who has no goal, no profile or no role that fits gets papers too."""

from __future__ import annotations

import pytest

from tests.rendering.documents import pdf_facts, pdf_text

PEOPLE = """name,roles,state,night_shift,on_call,patient_facing
Uma Undecided,medical-coder:4,MI,,,
Nora Norole,student-no-experience,WA,no,no,no
Emma Empty,,,,,
"""


@pytest.fixture
def desk(run, tmp_path):
    env = {"CAREERPATH_HOME": str(tmp_path / "home")}
    (tmp_path / "people.csv").write_text(PEOPLE)
    assert run("clients", "import", tmp_path / "people.csv", env=env).code == 0
    return lambda *words: run("clients", *words, "-o", tmp_path / "out", env=env)


def test_everybody_gets_a_packet_with_an_attachment(desk, tmp_path):
    done = desk("print", "--all", "--attachment")
    assert done.code == 0 and "3 packets written" in done.out
    assert len(list((tmp_path / "out").iterdir())) == 9
    assert "3 unchanged" in desk("print", "--all", "--attachment").out
    undecided, none, empty = (pdf_text(tmp_path / f"out/C000{n}-roadmap.pdf") for n in (1, 2, 3))
    first = undecided.partition("1 of 2")[0]
    assert "Roles to choose from" in first and "If it is" not in first
    assert first.count("Not for you if:") == 3 and "A day:" in first
    assert "If it is Health Information Technician: the plan" in undecided
    assert "No role fits you and all your limits" in none and "There is nothing to go by yet" in empty
    for number in (1, 2, 3):
        session = tmp_path / f"out/C000{number}-session.pdf"
        assert pdf_facts(session)["Pages"] == "1" and "goal: not chosen yet" in pdf_text(session)
        assert "Employment goal" in pdf_text(tmp_path / f"out/C000{number}-attachment.pdf")


def test_to_and_session_work_for_everybody(desk, tmp_path):
    for name in ("Uma", "Nora", "Emma"):
        assert "1 packet written" in desk("print", name, "--session").out
        assert "1 packet written" in desk("print", name, "--to", "data-analyst").out
    for number in (1, 2, 3):
        assert "Roadmap: Healthcare Data Analyst" in pdf_text(tmp_path / f"out/C000{number}-roadmap.pdf")


def test_an_attachment_is_made_again_where_something_was_reached_and_not_for_a_new_day(run, tmp_path, desk):
    home = str(tmp_path / "home")
    words = ("clients", "print", "Uma", "-o", tmp_path / "out", "--attachment")
    days = [{"CAREERPATH_HOME": home, "CAREERPATH_TODAY": f"2026-11-{day}"} for day in (22, 24, 25, 26)]
    assert run("clients", "action", "Uma", "Call the school", env=days[0]).code == 0
    assert "1 packet written" in run(*words, env=days[0]).out
    assert "1 unchanged" in run(*words, env=days[1]).out
    assert run("clients", "done", "Uma", "1", env=days[1]).code == 0
    assert "1 packet written" in run(*words, env=days[2]).out
    text = " ".join(pdf_text(tmp_path / "out/C0001-attachment.pdf").split())
    assert "Call the school: done 2026-11-24" in text and "2, of Nov 25, 2026" in text
    assert "1 unchanged" in run(*words, env=days[3]).out


def test_a_roadmap_of_a_client_without_a_profile_says_what_their_packet_says(run, tmp_path):
    env = {"CAREERPATH_HOME": str(tmp_path / "home")}
    run("clients", "add", "Pat Nobody", env=env)
    run("clients", "print", "pat", "-o", tmp_path / "out", env=env)
    assert run("roadmap", "client:pat", "-o", tmp_path / "mine.pdf", env=env).code == 0
    mine, packet = tmp_path / "mine.pdf", tmp_path / "out/C0001-roadmap.pdf"
    assert "for Pat Nobody" in pdf_text(mine) and pdf_text(mine) == pdf_text(packet)
    assert "Roadmap: Help Desk Technician" in run("roadmap", "client:pat", "--to", "help-desk-technician", env=env).out
    for words in (("--json",), ("-o", tmp_path / "mine.ics")):
        done = run("roadmap", "client:pat", *words, env=env)
        assert done.code == 2 and done.err.count("\n") == 1 and "--to" in done.err
