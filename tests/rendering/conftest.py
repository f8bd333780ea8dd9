"""Commands run in this process; `process` is a process of its own, where that is what is tested."""

import pytest


@pytest.fixture
def process(run):
    return run


@pytest.fixture
def run(ask):
    return ask
