"""Ids of another knowledge in a people's file: every format says what the single command says."""

import json
import random

import numpy as np
import pytest

from careerpath.batch.across import left, stand_in
from careerpath.knowledge import cache, where
from careerpath.knowledge.base import plain
from careerpath.people.profile import HeldRole, Profile, SkillClaim, check_profile
from careerpath.services.import_knowledge import read as read_files
from careerpath.services.import_knowledge import write_knowledge
from tests.batch.people import differences
from tests.batch.test_batch import Read, problems, read, write
from tests.importers.table_worlds import SAMPLES


@pytest.fixture(scope="session")
def onet(tmp_path_factory):
    folder = tmp_path_factory.mktemp("across") / "onet"
    write_knowledge(read_files("onet", [SAMPLES / "onet"], "29.3"), folder, force=False)
    return folder


def strangers(kb, count):
    """People with ids of both worlds, some of them twice the same thing."""
    rng = random.Random(6)
    walk = kb.indexes.crosswalk
    roles = sorted({*walk["roles"], *(to for to, _ in walk["roles"].values())})
    skills = sorted({*walk["skills"], *(to for to, _ in walk["skills"].values())})
    return [
        Profile(
            roles=tuple(
                HeldRole(role=r, years=rng.choice([None, 0.5, 3.0]), current=rng.random() < 0.3)
                for r in rng.sample(roles, rng.choice([0, 1, 2, 4]))
            ),
            licences=tuple(rng.sample(roles, rng.choice([0, 2]))),
            skills={
                s: SkillClaim(level=rng.randint(0, 5), corrects=rng.random() < 0.2)
                for s in rng.sample(skills, rng.choice([0, 3, 12]))
            },
        )
        for _ in range(count)
    ]


@pytest.mark.parametrize("imported", [True, False])
@pytest.mark.parametrize("suffix", [".parquet", ".csv", ".jsonl"])
def test_ids_of_the_other_knowledge_are_carried_over_in_every_format(run, home, onet, tmp_path, imported, suffix):
    folders = [onet] if imported else []
    kb = cache.knowledge([where.bundled(), *folders], home / "cache")
    people = strangers(kb, 150)
    checked = [check_profile(plain(one), kb) for one in people]
    good = [profile for profile, faults in checked if not faults]
    assert len(good) > 100  # the others hold something twice
    alike = [one for one, (_, faults) in zip(people, checked, strict=True) if not faults]
    out, names = tmp_path / f"out{suffix}", [text for folder in folders for text in ("--knowledge", folder)]
    words = (write(alike, tmp_path / f"p{suffix}"), "-o", out, "--top", 2, "--jobs", 1, "--json", *names)
    done = run("batch", *words)
    assert done.code == 0, done.err
    assert json.loads(done.out)["bad"] == 0
    assert differences(Read(read(out)), good, kb, 2) == []


def test_a_code_without_a_counterpart_is_named_with_the_way_out(run, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("id,roles,skills\nann,29-1141.00:4,2.A.1.b:3\nbob,53-7062.00:4,\ncyd,29-1141.00,2.C.3.b:2\n")
    done = run("batch", path, "-o", tmp_path / "out.csv", "--jobs", 1)
    assert done.code == 0, done.err
    assert {row["id"] for row in read(tmp_path / "out.csv")} == {"ann", "cyd"}
    ((line, severity, message),) = problems(tmp_path / "out.csv")
    assert (line, severity) == (3, "error")
    assert "no role '53-7062.00'" in message and "careerpath import onet" in message


def test_entries_that_become_one_are_stood_for_by_the_highest_and_own_doubles_stay():
    at, code = np.array([0, 3, 5, 7]), np.array([7, 7, 8, 7, 7, 7, 7])
    moved = np.array([False, True, False, False, False, True, True])
    value = np.array([2, 4, 1, 3, 3, 5, 5])
    stands = stand_in(at, code, moved, value)
    assert stands.tolist() == [1, 1, 2, 3, 4, 5, 5]
    assert left(at, stands == np.arange(7)).tolist() == [0, 2, 4, 5]
