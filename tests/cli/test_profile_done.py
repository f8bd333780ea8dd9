"""`careerpath profile done STEP`: what a finished step brings stands in the profile, and nothing else changes."""

from __future__ import annotations

import json

import pytest

ME = "schema: careerpath/profile/1\nroles: [{role: help-desk-technician, years: 2, current: true}]\ncertifications: [{id: comptia-network-plus, earned: '2026-01-10'}]\n"


@pytest.fixture
def me(tmp_path):
    path = tmp_path / "me.yaml"
    path.write_text(ME)
    return path


def test_a_certification_is_held_and_no_plan_proposes_it(run, me, tmp_path):
    new = tmp_path / "new.json"
    ran = run("profile", "done", "ccna", "home-lab-network", "-p", me, "-o", new, "--on", "2026-11-02")
    assert ran.code == 0, ran.err
    found = json.loads(new.read_text())
    held = {one["id"]: one for one in found["certifications"]}
    assert held["cisco-ccna"]["earned"] == "2026-11-02"
    assert held["comptia-network-plus"] == {"id": "comptia-network-plus", "earned": "2026-01-10"}
    assert found["skills"]["routing-switching"]["level"] >= 1
    steps = json.loads(run("plan", "network-administrator", "-p", new, "--json").out)["steps"]
    assert "cisco-ccna" not in [step["id"] for step in steps]
    assert me.read_text() == ME


def test_the_saved_profile_is_changed_in_place(process, tmp_path):
    own = {"CAREERPATH_HOME": str(tmp_path)}
    answers = tmp_path / "answers.yaml"
    answers.write_text("roles: [help-desk-technician]\nyears: {help-desk-technician: 2}\n")
    assert process("quiz", "--answers", answers, "--json", "--save", "me", env=own).code == 0
    told = process("profile", "done", "ccna", "--json", env=own)
    assert told.code == 0, told.err
    held = [one["id"] for one in json.loads(told.out)["certifications"]]
    assert held == ["cisco-ccna"]
    shown = json.loads(process("profile", "show", "--json", env=own).out)
    assert shown["profile"]["skills"]["routing-switching"]["level"] == 3


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("no-such-thing-at-all",), "no step"),
        (("ccna", "--on", "2100-01-01"), "--on 2100-01-01 lies in the future"),
        (("ccna", "--on", "soon"), "--on"),
        (("ccna",), "name a new one: --output FILE"),
    ],
)
def test_nonsense_gets_one_line(run, me, options, told):
    ran = run("profile", "done", *options, "-p", me)
    assert ran.code == 2 and told in ran.err


def test_a_file_is_not_overwritten_silently(run, me):
    ran = run("profile", "done", "ccna", "-p", me, "-o", me)
    assert ran.code == 2 and me.read_text() == ME
