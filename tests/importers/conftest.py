import pytest

from careerpath.importers.matcher import Lexicon


@pytest.fixture(scope="session")
def lexicon(kb):
    """The names of the bundled knowledge: what over-matches is a property of the real list."""
    return Lexicon(kb)


@pytest.fixture(autouse=True)
def as_for_one_file(lexicon):
    """The titles that one file may ask for (`titles.MAX_TITLES`) are not those of all tests."""
    lexicon.meanings.clear()
