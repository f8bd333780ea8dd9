"""The scorers share one folder for machine code: numba compiles once a session."""

from __future__ import annotations

import pytest

from careerpath.batch.run import compiled_dir
from careerpath.batch.score import Scorer
from tests.worlds import TODAY


@pytest.fixture(scope="session")
def scorer_of(home):
    """A scorer for a knowledge; `top` roles each."""
    return lambda kb, top=5: Scorer(kb, TODAY, top, compiled_dir(home / "cache"))
