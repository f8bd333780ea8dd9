"""For the folders whose tests are about what a command says: it runs in this process (`from tests.in_process import run`)."""

import pytest


@pytest.fixture
def run(ask):
    """`ask`; `process` is a process of its own, where that is what is tested."""
    return ask
