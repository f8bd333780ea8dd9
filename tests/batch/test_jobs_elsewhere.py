"""Jobs outside the list in a people's file: by the code of an occupation, and in words."""

from __future__ import annotations

import random

import pyarrow as pa
import pytest

from careerpath.knowledge.foreign import occupations
from careerpath.people.profile import HeldRole, Profile, check_profile
from careerpath.record import replace
from tests.batch.people import alone, differences, random_person, same, table

OTHERS = ("none-homemaker", "none-student", "job-lamp-lighter")


def people_from_elsewhere(kb, count):
    """Random people some of whose jobs are occupations, unknown jobs, or no work."""
    rng = random.Random(20261130)
    codes = list(occupations().codes())
    found: list[Profile] = []
    while len(found) < count:
        one = random_person(rng, kb)
        held = [f"onet-{rng.choice(codes)}" for _ in range(rng.choice([1, 1, 2]))]
        held += rng.sample(OTHERS, rng.choice([0, 0, 0, 1]))
        times = [{"current": True}, {"current": False}, {}, {"until": "2018-03"}]
        jobs = [
            HeldRole(role=role, years=rng.choice([None, 0.5, 3.0, 9.0]), **rng.choice(times))
            for role in dict.fromkeys(held)
        ]
        mixed = [*jobs, *one.roles[:1]]
        rng.shuffle(mixed)
        found.append(replace(one, roles=tuple(mixed)))
    return found


def test_people_from_any_job_are_ranked_as_alone(scorer_of, kb):
    people = people_from_elsewhere(kb, 40)
    scored = scorer_of(kb, 5).score(table(people))
    assert differences(scored, people, kb, 5) == []
    assert not [note for note in scored.notes if note.is_error]


WORDS = [
    ("job:truck driver:8:past:2026-04", {"job": "truck driver", "years": 8, "current": False, "until": "2026-04"}),
    ("job:68W:6", {"job": "68W", "years": 6}),
    ("onet-35-2014.00:4:current", {"occupation": "35-2014.00", "years": 4, "current": True}),
    ("job:lamp lighter:3", {"job": "lamp lighter", "years": 3}),
    ("job:stay at home mom", {"job": "stay at home mom"}),
    ("job:nurse in Kenya:8:current", {"job": "nurse in Kenya", "years": 8, "current": True}),
    ("registered-nurse:8:::abroad", {"role": "registered-nurse", "years": 8, "abroad": True}),
    ("job:hospital CIO:8", {"job": "hospital CIO", "years": 8}),
]


@pytest.mark.parametrize(("cell", "held"), WORDS)
def test_words_and_codes_in_a_cell_mean_what_they_mean_in_a_profile(scorer_of, kb, cell, held):
    rows = pa.table({"id": ["a"], "roles": [cell], "skills": ["digital-literacy:2"], "education": ["high-school"]})
    scored = scorer_of(kb, 3).score(rows)
    profile, faults = check_profile(
        {"roles": [held], "skills": {"digital-literacy": 2}, "education": {"level": "high-school"}}, kb
    )
    assert not faults
    found = [{key: value for key, value in row.items() if key != "id"} for row in scored.table.to_pylist()]
    wanted = alone(profile, kb, 3)
    assert len(found) == len(wanted) == 3
    assert all(map(same, wanted, found))


@pytest.mark.parametrize("is_here", [True, False])
def test_a_job_in_words_of_who_works_in_a_hospital_is_the_role_there(scorer_of, kb, is_here):
    cell = "job:help desk technician:4;job:network engineer:2"
    scored = scorer_of(kb, 3).score(pa.table({"id": ["a"], "roles": [cell], "in_hospital": [is_here]}))
    jobs = [{"job": "help desk technician", "years": 4}, {"job": "network engineer", "years": 2}]
    profile, faults = check_profile({"roles": jobs, "in_hospital": is_here}, kb)
    assert not faults and (profile.roles[0].role == "help-desk-technician") == is_here
    assert profile.roles[1].role.startswith("onet-")
    found = [{key: value for key, value in row.items() if key != "id"} for row in scored.table.to_pylist()]
    assert all(map(same, alone(profile, kb, 3), found)) and len(found) == 3


def test_a_job_that_nobody_knows_is_named_once_and_the_person_is_ranked(scorer_of, kb):
    rows = pa.table({"id": ["a", "b"], "roles": ["job:lamp lighter:3;registered-nurse:5", "registered-nurse:5"]})
    scored = scorer_of(kb, 3).score(rows)
    assert [(note.row, note.is_error, note.message) for note in scored.notes] == [
        (0, False, "roles: 'lamp lighter' is no job known here; it gives nothing, and all else counts")
    ]
    assert {row["id"] for row in scored.table.to_pylist()} == {"a", "b"}


def test_an_occupation_that_does_not_exist_is_a_fault_of_its_row(scorer_of, kb):
    rows = pa.table({"id": ["a", "b"], "roles": ["onet-99-9999.00:3", "registered-nurse:5"]})
    scored = scorer_of(kb, 3).score(rows)
    assert [note.row for note in scored.notes if note.is_error] == [0]
