"""Releases that cannot be out yet are refused at every door, in one line."""

from __future__ import annotations

from datetime import date

import pytest

from careerpath.errors import CareerpathError
from careerpath.services.refresh import answers
from careerpath.services.releases import refuse_unpublished, refuse_unpublished_wages
from tests.conftest import ROOT, TODAY

PUBLISHED = [  # (classification, release, a day after it came out)
    ("onet", "29.0", date(2024, 8, 31)), ("onet", "29.3", date(2025, 5, 31)), ("onet", "30.1", date(2025, 12, 20)),
    ("onet", "25.0", TODAY), ("onet", "30.3", date(2026, 6, 1)), ("onet", "30_2", date(2026, 3, 1)),
    ("esco", "v1.2.0", TODAY), ("esco", "1.1.1", TODAY), ("onet", "(release not stated)", TODAY),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "release", "day"), PUBLISHED)
def test_what_was_published_is_taken(kind, release, day):
    refuse_unpublished(kind, release, day)


@pytest.mark.parametrize("release", ["99.9", "32.0", "31.3", "29.7", "2031", "2031-05", "29_9"])
def test_a_release_of_onet_that_never_was_is_refused(run, tmp_path, release):
    ran = run("import", "onet", ROOT / "tests/samples/onet", "-o", tmp_path / "new", "--release", release)
    assert ran.code == 2 and len(ran.err.splitlines()) == 1
    assert release[:5] in ran.err and "--release 29.3" in ran.err
    assert not (tmp_path / "new").exists()


def test_a_release_of_esco_that_never_was_is_refused():
    with pytest.raises(CareerpathError, match="name the release of the files"):
        refuse_unpublished("esco", "v9.0", TODAY)


@pytest.mark.parametrize("month", ["2031-05", "2026-05", "2025-11"])
def test_wages_that_nobody_has_published_are_refused(month):
    with pytest.raises(CareerpathError, match="--release 2025-05"):
        refuse_unpublished_wages(month, TODAY)


def test_the_newest_wages_are_taken():
    refuse_unpublished_wages("2025-05", TODAY)
    refuse_unpublished_wages("2026-05", date(2027, 4, 2))


@pytest.mark.parametrize("answer", ["period=2035-45", "edition=2031"])
def test_an_edition_of_the_future_is_refused_in_a_list(answer):
    text = f"table,entry,field,answer\nroles,cio,outlook,{answer}\n"
    with pytest.raises(CareerpathError, match="is not published yet"):
        answers(text, TODAY)
