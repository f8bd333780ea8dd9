"""The page of routes shows the first ways and the one that is planned; the others are counted."""

import pytest

from careerpath.rendering.plain import plain_text
from careerpath.rendering.routes_page import MOST_ROUTES, routes_page
from careerpath.services.routes import routes_to
from tests.conftest import TODAY


@pytest.mark.parametrize("goal", ["director-of-information-systems", "network-support-technician"])
def test_a_page_of_routes_buries_nothing(kb, goal):
    found = routes_to(goal, kb, today=TODAY, start="help-desk-technician")
    page, whole = plain_text(routes_page(found, kb)), plain_text(routes_page(found, kb, every=True))
    assert whole.count("\n  First move:") == len(found.routes)
    shown = page.count("\n  First move:")
    assert min(MOST_ROUTES, len(found.routes)) <= shown <= MOST_ROUTES + 1
    assert ("--all" in page) == (shown < len(found.routes))
    assert ("`plan` takes this way" in page) == (found.planned in found.routes)
