"""Résumés of different people, against keys written by hand before any program read them."""

import pytest

from careerpath.services.import_profile import import_profile
from tests.importers.resume_score import KINDS, LATER, SAMPLES, TODAY, keys, scores, totals


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


def test_a_pdf_in_two_columns_gives_the_same_as_its_text(kb, tmp_path):
    pytest.importorskip("pypdfium2")
    typst = pytest.importorskip("typst")
    text = (SAMPLES / "help-desk.txt").read_text()
    columns = [repr_for_typst(part) for part in (text[: text.index("PROFILE")], text[text.index("PROFILE") :])]
    source = f"#set text(size: 8pt)\n#grid(columns: (1fr, 2fr), {', '.join(columns)})"
    (tmp_path / "resume.pdf").write_bytes(typst.compile(source.encode()))
    from_pdf = import_profile(tmp_path / "resume.pdf", kb, TODAY).profile
    assert from_pdf == import_profile(SAMPLES / "help-desk.txt", kb, TODAY).profile


def repr_for_typst(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'raw("{escaped}", block: true)'
