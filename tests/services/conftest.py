"""A caseload of its own for each test of the services that fill one; commands run in this process."""

import pytest

from careerpath.people.caseload import Caseload
from careerpath.people.database import open_database
from tests.conftest import TODAY
from tests.in_process import run

__all__ = ["caseload", "run"]


@pytest.fixture
def caseload(tmp_path):
    with open_database(tmp_path / "home", None, create=True) as database:
        yield Caseload(database, TODAY)
