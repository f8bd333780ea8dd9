"""The vectorized scorer says what the ranking says."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerpath.people.profile import HeldRole, Limits, Profile, SkillClaim
from careerpath.quiz.scores import OUT, make_scorer, open_to
from careerpath.rules.credit import readiness
from careerpath.rules.order import rank
from careerpath.rules.standing import stand
from tests.conftest import TODAY

HELD = ["registered-nurse", "teacher", "data-analyst", "help-desk-technician", "pharmacy-technician", "it-manager"]


def person(role, levels):
    claims = {skill: SkillClaim(level=level, corrects=True) for skill, level in levels.items()}
    held = (HeldRole(role=role, years=4, current=True),)
    return Profile(roles=held, skills=claims, limits=Limits(night_shift=False))


@settings(max_examples=60, deadline=None)
@given(role=st.sampled_from(HELD), data=st.data())
def test_readiness_and_order_agree_with_the_ranking(kb, role, data):
    levels = data.draw(st.dictionaries(st.sampled_from(list(kb.skills)), st.integers(0, 5), max_size=60))
    scorer = make_scorer(open_to(stand(person(role, {}), kb, TODAY), kb), kb)
    standing = stand(person(role, levels), kb, TODAY)
    vector = np.array([[standing.level(skill) for skill in scorer.skills]])
    ready, order = scorer.readiness(vector)[0], scorer.order(vector)[0]
    ranked = {r.role.id: r for r in rank(standing, kb).next}
    for index, name in enumerate(scorer.roles):
        assert ready[index] == pytest.approx(readiness(standing.holdings, kb.roles[name], kb).score, abs=1e-9)
        if name in ranked:
            assert order[index] == pytest.approx(ranked[name].order_value, abs=1e-9)
        else:
            assert order[index] == OUT
    top = {scorer.roles[i] for i in scorer.top(vector)[0] if i >= 0}
    assert top == {r.role.id for r in rank(standing, kb).next[:3]}
