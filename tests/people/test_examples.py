"""The sample people in `examples/` are what a newcomer tries first: each must load and lead somewhere."""

from datetime import date
from pathlib import Path

import pytest

from careerpath.knowledge.base import KnowledgeBase
from careerpath.people.profile import Profile, read_profile
from careerpath.rules.order import Ranking, rank
from careerpath.rules.standing import stand
from careerpath.services.recommend import recommend

TODAY = date(2026, 11, 30)
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))


def example(path: Path, kb: KnowledgeBase) -> Profile:
    return read_profile(path, kb, today=TODAY, cache_dir=None)


def ranked(path: Path, kb: KnowledgeBase) -> Ranking:
    return rank(stand(example(path, kb), kb, TODAY), kb)


def test_there_are_ten_sample_people():
    names = {path.stem for path in EXAMPLES}
    assert names >= {"nurse", "student", "help-desk", "unit-secretary", "veteran", "coder", "truck-driver", "medic",
                     "foreign-trained-doctor", "returning-parent"}  # fmt: skip


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_sample_person_has_three_next_roles_or_learns_what_a_limit_costs(path, kb):
    answer = recommend(example(path, kb), kb, TODAY)
    assert answer.ranking.silence == ""
    opened = [role for compromise in answer.compromises for role in compromise.roles]
    assert len(answer.suggestions) + len(opened) >= 3


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_sample_person_states_limits_and_no_invented_name(path, kb):
    profile = example(path, kb)
    assert profile.limits.budget_usd is not None
    assert profile.limits.hours_per_week is not None
    assert profile.name is None or profile.name.startswith("Sample ")


def test_the_sample_people_do_not_all_get_the_same_advice(kb):
    first = {ranked(path, kb).next[0].role.id for path in EXAMPLES}
    assert len(first) >= 4


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_what_a_sample_person_holds_has_not_expired(path, kb):
    profile = example(path, kb)
    standing = stand(profile, kb, TODAY)
    assert standing.certifications == {held.id for held in profile.certifications}
