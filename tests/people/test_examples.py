"""The sample people in `examples/` are what a newcomer tries first: each must load and lead somewhere."""

from datetime import date
from pathlib import Path

import pytest

from careerpath.engine.ranking import Ranking, rank
from careerpath.engine.standing import stand
from careerpath.knowledge.base import KnowledgeBase
from careerpath.knowledge.load import load_or_raise
from careerpath.knowledge.where import bundled
from careerpath.people.profile import Profile, read_profile

TODAY = date(2026, 11, 30)
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))


@pytest.fixture(scope="module")
def bundled_knowledge() -> KnowledgeBase:
    return load_or_raise([bundled()])


def example(path: Path, kb: KnowledgeBase) -> Profile:
    return read_profile(path, kb, today=TODAY, cache_dir=None)


def ranked(path: Path, kb: KnowledgeBase) -> Ranking:
    return rank(stand(example(path, kb), kb, TODAY), kb)


def test_there_are_six_sample_people():
    names = {path.stem for path in EXAMPLES}
    assert names >= {"nurse", "student", "help-desk", "unit-secretary", "veteran", "coder"}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_sample_person_has_at_least_three_next_roles(path, bundled_knowledge):
    ranking = ranked(path, bundled_knowledge)
    assert ranking.silence == ""
    assert len(ranking.next) >= 3


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_sample_person_states_limits_and_no_invented_name(path, bundled_knowledge):
    profile = example(path, bundled_knowledge)
    assert profile.limits.budget_usd is not None
    assert profile.limits.hours_per_week is not None
    assert profile.name is None or profile.name.startswith("Sample ")


def test_the_sample_people_do_not_all_get_the_same_advice(bundled_knowledge):
    first = {ranked(path, bundled_knowledge).next[0].role.id for path in EXAMPLES}
    assert len(first) >= 4


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_what_a_sample_person_holds_has_not_expired(path, bundled_knowledge):
    profile = example(path, bundled_knowledge)
    standing = stand(profile, bundled_knowledge, TODAY)
    assert standing.certifications == {held.id for held in profile.certifications}
