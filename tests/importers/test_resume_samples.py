"""Six résumés of different people, against keys written by hand before any program read them."""

import pytest

from tests.importers.resume_score import KINDS, keys, scores, totals


@pytest.fixture(scope="module")
def found(kb):
    return scores(kb)


def test_every_sample_has_a_key_and_names_nobody(found):
    from tests.importers.resume_score import SAMPLES

    assert {path.stem for path in SAMPLES.glob("*.txt")} == set(keys()) == set(found)
    assert all("sample person" in path.read_text().casefold() for path in SAMPLES.glob("*.txt"))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_wrong_is_taken_and_little_is_missed(found, kind):
    right, wrong, missed = totals(found)[kind]
    assert wrong == 0, {name: one[kind][1] for name, one in found.items() if one[kind][1]}
    assert right / (right + missed) >= 0.95, {name: one[kind][2] for name, one in found.items() if one[kind][2]}
