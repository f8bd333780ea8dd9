"""The scorers share one folder for machine code and one worker of pytest: numba compiles once a session."""

from __future__ import annotations

from pathlib import Path

import pytest

from careerpath.batch.run import compiled_dir
from careerpath.batch.score import Scorer
from tests.worlds import TODAY


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.xdist_group("batch"))


@pytest.fixture(scope="session")
def scorer_of(home):
    """A scorer for a knowledge; `top` roles each."""
    return lambda kb, top=5: Scorer(kb, TODAY, top, compiled_dir(home / "cache"))
