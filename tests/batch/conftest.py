"""The scorers of these tests are not compiled, which takes half a minute in each worker; compiled.py is."""

from __future__ import annotations

import os

import pytest

os.environ.setdefault("NUMBA_DISABLE_JIT", "1")  # read when numba is first imported

from careerpath.batch.score import Scorer
from tests.worlds import TODAY


@pytest.fixture
def run(run):
    """`careerpath` as a process; not compiled, unless `as_it_is`, however many people there are."""

    def call(*arguments, env=None, as_it_is=False, **given):
        compiler = {} if as_it_is else {"NUMBA_DISABLE_JIT": "1"}
        return run(*arguments, env={**compiler, **(env or {})}, **given)

    return call


@pytest.fixture(scope="session")
def scorer_of():
    """A scorer for a knowledge; `top` roles each."""
    return lambda kb, top=5: Scorer(kb, TODAY, top, None)
