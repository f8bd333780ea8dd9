"""Plan files: what is written is read again; what is wrong is named with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from careerpath.errors import BadDataError
from careerpath.people.profile import read_profile
from careerpath.people.saved_plan import parse_plan
from careerpath.services.planning import Wanted, plan_for, request_for, request_of, saved, saved_text

TODAY = date(2026, 11, 22)
NURSE = Path(__file__).parents[2] / "examples" / "nurse.yaml"


@pytest.fixture(scope="module")
def written(kb):
    person = read_profile(NURSE, kb, today=TODAY, cache_dir=None)
    wanted = Wanted(
        ("it-security-specialist",), start=date(2027, 1, 11), without=("Microsoft",), weeks_off=(date(2027, 2, 1),)
    )
    request = request_for(wanted, person, kb, TODAY)
    plan = plan_for(request, person, kb, TODAY)
    return request, plan, saved_text(plan, person, kb, TODAY), person


def test_a_plan_comes_back_as_it_was(written, kb):
    request, plan, text, person = written
    file, same_person = parse_plan(text, "plan.yaml", kb)
    assert file == saved(plan, kb, TODAY)
    assert [one.role for one in file.stages] == [one.role for one in plan.stages] and len(file.stages) > 1
    assert request_of(file) == request
    assert same_person == person


def test_inputs_and_versions_are_in_the_file_and_the_name_is_not(written):
    text = written[2]
    assert "hours_per_week: 8" in text and "data: " in text and "engine: " in text
    assert "name:" not in text


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("schema: careerpath/plan-file/1", "schema: other", "no saved plan"),
        ("- it-security-specialist", "- it-security-wizard", "no role or certification 'it-security-wizard'"),
        ("\n  id: ", "\n  id: a-", "no step 'a-"),
        ("objective: cheapest", "objective: nicest", "objective"),
        ("start: '2027-01-11'", "start: soon", "no date"),
        ("hours_per_week: 8.0", "hours_per_week: many", "hours_per_week"),
        ("status: optimal", "status: optimal\nstray: 1", "unknown key"),
    ],
)
def test_a_fault_is_named_with_its_line(written, kb, old, new, message):
    text = (
        written[2]
        if old != "objective: cheapest"
        else written[2].replace("request:\n", "request:\n  objective: cheapest\n")
    )
    assert old in text
    with pytest.raises(BadDataError, match=message) as caught:
        parse_plan(text.replace(old, new, 1), "plan.yaml", kb)
    assert all(p.file.startswith("plan.yaml") and p.line > 0 for p in caught.value.problems)


@pytest.mark.parametrize("text", ["", "[]", "{", "schema: careerpath/plan-file/1", "a: &b 1\nc: *b"])
def test_rubbish_is_refused(kb, text):
    with pytest.raises(BadDataError):
        parse_plan(text, "plan.yaml", kb)
