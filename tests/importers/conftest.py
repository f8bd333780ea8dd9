import pytest

from careerpath.importers.matcher import Lexicon


@pytest.fixture(scope="session")
def lexicon(kb):
    """The names of the bundled knowledge: what over-matches is a property of the real list."""
    return Lexicon(kb)
