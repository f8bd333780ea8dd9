"""Résumés of different people, against keys written by hand before any program read them."""

import pytest

from tests.importers.resume_score import KINDS, LATER, SAMPLES, keys, scores, totals


@pytest.fixture(scope="module")
def found(kb):
    return scores(kb, SAMPLES)


@pytest.mark.parametrize("folder", [SAMPLES, LATER])
def test_every_sample_has_a_key_and_names_nobody(folder):
    assert {path.stem for path in folder.glob("*.txt")} == set(keys(folder))
    assert all("sample person" in path.read_text().casefold() for path in folder.glob("*.txt"))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_wrong_is_taken_and_little_is_missed(found, kind):
    right, wrong, missed = totals(found)[kind]
    assert wrong == 0, {name: one[kind][1] for name, one in found.items() if one[kind][1]}
    assert right / (right + missed) >= 0.95, {name: one[kind][2] for name, one in found.items() if one[kind][2]}


def test_of_three_more_people_at_most_one_thing_is_wrong(kb):
    parts = totals(scores(kb, LATER)).values()
    assert sum(wrong for _, wrong, _ in parts) <= 1  # a date behind two certifications, which the nearer one gets
    assert sum(right for right, _, _ in parts) >= 55
