"""A résumé that is written otherwise is refused in one line or read without findings that it does not state."""

import pytest

from careerpath.errors import CareerpathError
from careerpath.importers.education import read_education
from careerpath.importers.found import Line
from careerpath.services.import_profile import import_profile
from tests.importers.mutations import mutated
from tests.importers.reading_score import NAMES, TODAY, samples
from tests.sampling import drawn

SAMPLES = [one for name in NAMES for one in samples(name) if one.get("form") != "json"]


def stated(found) -> dict[str, set]:
    """What the sample states, as it is read when nothing is changed; a job may lose its dates."""
    all_of_it = (*found.taken, *found.unsure)
    roles = [one for one in all_of_it if one.kind == "role"]
    levels = {one.id for one in all_of_it if one.kind == "education"}
    for line in found.lines:
        for kind in ("education", "top"):
            read = read_education(Line(kind, line.file, line.number, line.text), TODAY, schools=kind == "education")
            levels |= {read.id} if read else set()
    return {
        "role": {(one.id, str(one.period)) for one in roles} | {(one.id, "None") for one in roles},
        "education": levels,
        "skill": {one.id for one in all_of_it if one.kind == "skill"},
        "certification": {one.id for one in all_of_it if one.kind == "certification"},
        "ehr": {one.id for one in all_of_it if one.kind == "ehr"},
        "licence": {one.id for one in all_of_it if one.kind == "licence"},
    }


def strangers(sample, kb, folder, seeds) -> list:
    """Findings of changed texts that the sample does not state."""
    path = folder / "resume.txt"
    path.write_text(sample["text"])
    try:
        original = stated(import_profile(path, kb, TODAY))
    except CareerpathError:  # it says nothing that is known
        original = {kind: set() for kind in ("role", "education", "skill", "certification", "ehr", "licence")}
    original["skill"] |= {*sample["key"].get("skills", ()), *sample["key"].get("allowed_skills", ())}
    original["certification"] |= {*sample["key"].get("certs", ())}
    wrong = []
    for seed in seeds:
        path.write_bytes(mutated(sample["text"], seed))
        try:
            found = import_profile(path, kb, TODAY)
        except CareerpathError as error:
            assert "\n" not in str(error)
            continue
        for one in found.taken:
            what = (one.id, str(one.period)) if one.kind == "role" else one.id
            if what not in original[one.kind]:
                wrong.append((seed, one.kind, what, one.place.number, one.place.text))
    return wrong


@pytest.mark.parametrize("sample", drawn([pytest.param(one, id=one["id"]) for one in SAMPLES], 24))
def test_a_change_of_form_adds_no_finding(kb, tmp_path, sample):
    assert strangers(sample, kb, tmp_path, range(1)) == []


@pytest.mark.slow
@pytest.mark.parametrize("sample", SAMPLES, ids=[one["id"] for one in SAMPLES])
def test_200_changes_of_form_add_no_finding(kb, tmp_path, sample):
    assert strangers(sample, kb, tmp_path, range(200)) == []
