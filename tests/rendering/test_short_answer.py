"""The first screen for anybody: whatever limits are stated, it is written, and says which of them costs most."""

from __future__ import annotations

import pytest

from careerpath.people.conditions import CONDITIONS
from careerpath.people.profile import Limits, read_profile
from careerpath.record import replace
from careerpath.rendering.short_answer import short_page
from careerpath.services.recommend import recommend
from tests.conftest import ROOT, TODAY
from tests.rendering.documents import said
from tests.sampling import drawn

PEOPLE = sorted(file.stem for file in (ROOT / "examples").glob("*.yaml"))
LIMITS = ({condition.limit: False for condition in CONDITIONS}, {"pay_floor_usd": 150_000.0})


@pytest.mark.parametrize("who", drawn(PEOPLE, 3))
@pytest.mark.parametrize("limits", LIMITS, ids=lambda one: "-".join(one))
def test_every_limit_can_be_the_one_that_costs_most(kb, who, limits):
    profile = read_profile(ROOT / f"examples/{who}.yaml", kb, today=TODAY, cache_dir=None)
    answer = recommend(replace(profile, limits=Limits(**limits)), kb, TODAY)
    text = said(short_page(answer, kb))
    if answer.suggestions and answer.compromises:
        names = ("Your pay floor costs most", *(f"Your no to {one.short} costs most" for one in CONDITIONS))
        assert sum(name in text for name in names) == 1
