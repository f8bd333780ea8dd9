import sys
from pathlib import Path

import pytest

from careerpath.importers.matcher import Lexicon
from careerpath.knowledge.load import load_or_raise
from careerpath.knowledge.where import bundled

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def lexicon():
    """The names of the bundled knowledge: what over-matches is a property of the real list."""
    return Lexicon(load_or_raise([bundled()]))
