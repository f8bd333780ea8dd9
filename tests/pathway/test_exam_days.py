"""Exam steps lie on days on which the exam is held, and name the version to book."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from careerpath.knowledge.exams import can_be_sat, days_held, versions, versions_on
from careerpath.knowledge.models import Exam, Window
from careerpath.pathway.problem import FAR, Bounds, Item, Problem
from careerpath.pathway.request import PlanRequest
from careerpath.pathway.solve import solve
from careerpath.pathway.stage import make_stage
from careerpath.people.profile import read_profile
from careerpath.rules.standing import stand
from careerpath.rules.want import Want
from tests.conftest import ROOT

DAY = date(2026, 11, 30)
BIOMED = """schema: careerpath/profile/1
roles:
  - {role: biomedical-equipment-technician, years: 4, current: true}
education: {level: associate, field: electronics}
"""


def stage_of(goal, profile: Path, kb, hours):
    person = read_profile(profile, kb, today=DAY, cache_dir=None)
    request = PlanRequest(goals=(goal,), start=DAY, hours_per_week=hours)
    return make_stage(request, stand(person, kb, DAY), kb)


def test_a_version_that_ends_before_the_day_is_replaced_and_that_is_said(kb):
    stage = stage_of("comptia-security-plus", ROOT / "examples/help-desk.yaml", kb, 2)
    (step,) = stage.steps
    assert step.end > date(2027, 6, 11)
    assert step.code == "SY0-801"
    assert any("SY0-701 ends on 2027-06-11, before your exam" in note for note in stage.notes)


def test_in_time_the_version_that_ends_first_is_taken(kb):
    stage = stage_of("comptia-security-plus", ROOT / "examples/help-desk.yaml", kb, 10)
    (step,) = stage.steps
    assert step.end < date(2027, 5, 28)
    assert step.code == "SY0-701"
    assert any("the last day of SY0-701 is 2027-06-11" in note for note in stage.notes)


@pytest.mark.parametrize("hours", [2, 4, 8, 12, 20])
def test_an_exam_with_windows_lies_in_one(kb, tmp_path, hours):
    profile = tmp_path / "biomed.yaml"
    profile.write_text(BIOMED, encoding="utf-8")
    stage = stage_of("aami-cbet", profile, kb, hours)
    exam = next(step for step in stage.steps if step.step == "aami-cbet")
    assert (exam.end.month, exam.end.day <= 15) in {(5, True), (11, True)}
    assert exam.code == "CBET"
    assert any("the exam is held only from" in note for note in stage.notes)


def test_every_part_has_a_code(kb):
    codes = [exam.code for exam in versions_on(kb.certs["comptia-a-plus"], DAY)]
    assert codes == ["220-1201", "220-1202"]


def test_a_new_version_begins_the_day_after_the_old(kb):
    ccna = kb.certs["cisco-ccna"]
    before, after = versions_on(ccna, date(2027, 2, 2)), versions_on(ccna, date(2027, 2, 3))
    assert [exam.code for exam in (*before, *after)] == ["200-301 v1.1", "200-301 v2.0"]
    with_margin = versions_on(ccna, date(2027, 1, 25), 14)
    assert [exam.code for exam in with_margin] == ["200-301 v1.1"]


def test_a_version_is_left_where_a_second_try_would_miss_it(kb):
    (exam,) = versions_on(kb.certs["comptia-security-plus"], date(2027, 6, 5), 14)
    assert exam.code == "SY0-801"


def test_trial_runs_and_other_languages_are_no_versions_to_plan_with(kb):
    for cert in kb.certs.values():
        for exams in versions(cert).values():
            assert not any(exam.beta or exam.languages for exam in exams), cert.id


def test_stretches_of_days_end_with_the_exam():
    windows = (Window(first="05-01", last="05-15"), Window(first="11-01", last="11-15"))
    exam = Exam(code="x", windows=windows, ends="2028-05-10", source="s")
    found = days_held(exam, date(2027, 5, 3), date(2030, 1, 1))
    assert found == [
        (date(2027, 5, 3), date(2027, 5, 15)),
        (date(2027, 11, 1), date(2027, 11, 15)),
        (date(2028, 5, 1), date(2028, 5, 10)),
    ]
    for first, last in found:
        assert can_be_sat(exam, first) and can_be_sat(exam, last)


# --- the solver ------------------------------------------------------------------------------------------------------


def solved(*items, wants, horizon=1000):
    problem = Problem(items, tuple(Want("goal", ((key, 1),)) for key in wants), horizon)
    return solve(problem, Bounds(), ("finish", "cost", "hours", "count"))


def test_the_solver_waits_for_a_stretch():
    exam = Item("exam", 0, 30, 30, done_in=((10, 20), (100, 105), (200, 205)))
    assert solved(exam, wants=["exam"]).starts == {"exam": 70}


def test_what_comes_before_moves_it_to_the_next_stretch():
    course = Item("course", 0, 90, 90)
    exam = Item("exam", 0, 30, 30, wants=(Want("course", (("course", 1),)),), done_in=((100, 105), (200, 205)))
    found = solved(course, exam, wants=["exam"])
    assert found.starts["exam"] + 30 == 200


def test_no_stretch_no_plan():
    exam = Item("exam", 0, 30, 30, done_in=((FAR, FAR),))
    assert solved(exam, wants=["exam"]) is None
    late = Item("exam", 0, 30, 30, done_in=((10, 20),))
    assert solved(late, wants=["exam"]) is None


def test_two_exams_share_a_stretch():
    one, two = (Item(key, 0, 5, 5, done_in=((100, 110),)) for key in ("one", "two"))
    starts = solved(one, two, wants=["one", "two"]).starts
    assert sorted(start + 5 for start in starts.values()) in ([100, 105],)
