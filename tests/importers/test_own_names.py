"""Every name of a job that people start from means that job, wherever a job is read."""

import pytest

from careerpath.errors import CareerpathError
from careerpath.importers.matcher import Lexicon
from careerpath.importers.titles import role_of_title
from careerpath.people.held_jobs import role_of_words, start_named
from careerpath.people.jobs import meaning
from careerpath.people.profile import check_profile
from careerpath.services.profile_cells import CellReader
from tests.conftest import TODAY
from tests.importers.import_worlds import of_kind, read_resume
from tests.sampling import drawn

RESUME = """
Ann Example
Experience
{}, 2018 - 2021
"""
STATE = "student-no-experience"
"""Who studies has no job: a résumé leaves that line out, and says so."""


def own_names(kb) -> list[tuple[str, str]]:
    starting = [role for role in kb.roles.values() if role.kind == "starting"]
    return [(role.id, name) for role in starting for name in (role.title, *role.aliases)]


def in_a_profile(words, kb):
    data, wrong = check_profile({"roles": [{"job": words, "years": 3}]}, kb)
    assert not wrong
    return data.roles[0].role


def in_a_cell(words, kb):
    read = CellReader(kb, TODAY).read({}, {"roles": words})
    (held,) = read.profile.roles
    return held.role


def in_a_resume(words, lexicon):
    """The roles that are taken; unsure ones are not."""
    found = of_kind(read_resume(RESUME.format(words), lexicon), "role")
    return [one.id for one in found if not one.unsure]


@pytest.mark.parametrize("part", drawn(range(4), 1))
def test_a_starting_role_is_meant_by_each_of_its_names_in_a_profile_a_table_and_a_command(kb, part):
    for role, name in own_names(kb)[part::4]:
        read = (in_a_profile(name, kb), in_a_cell(name, kb), start_named(name, kb))
        assert read == (role, role, role), name


def test_a_resume_is_read_alike(kb, lexicon):
    for role, name in own_names(kb):
        if role != STATE:
            assert in_a_resume(name, lexicon) == [role], name


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("EVS", "hospital-support-worker"),
        ("EVS tech", "hospital-support-worker"),
        ("environmental services", "hospital-support-worker"),
        ("patient transport", "hospital-support-worker"),
        ("hospital transporter", "hospital-support-worker"),
        ("SPD", "sterile-processing-technician"),
        ("sterile processing", "sterile-processing-technician"),
        ("sterilize instruments", "sterile-processing-technician"),
        ("scribe", "medical-scribe"),
        ("ER scribe", "medical-scribe"),
        ("biller", "medical-biller"),
        ("medical billing", "medical-biller"),
        ("clinical pharmacist", "pharmacist"),
        ("respiratory", "respiratory-therapist"),
        ("CNA at a nursing home", "nursing-assistant"),
        ("lab technician in a hospital", "medical-laboratory-scientist"),
        ("army medic", "military-medic"),
        ("corpsman", "military-medic"),
        ("army IT", "military-it-specialist"),
        ("25B", "military-it-specialist"),
    ],
)
def test_what_people_call_them_means_them_too(kb, words, role):
    assert role_of_words(words, kb) == role
    assert in_a_cell(words, kb) == role


def test_a_name_that_is_only_near_is_refused(kb):
    with pytest.raises(CareerpathError):
        start_named("sterile wrangler of boats", kb)


@pytest.mark.parametrize(
    "title",
    [
        "Systems Administrator (contract, 50%)", "Network Engineer, Level 2", "Data Analyst, Quality",
        "EHR Trainer (Credentialed)", "Charge Nurse, Med/Surg", "RN, BSN, CCRN", "Respiratory Therapist, RRT",
        "EHR Analyst - Epic Willow (Pharmacy)", "Nurse, Licensed Practical", "RN, CNA",
    ],
)  # fmt: skip
def test_jobs_and_importers_agree_on_a_title_with_something_behind_it(kb, title):
    of_import = role_of_title(title, Lexicon(kb))
    answer = meaning(title, kb)
    assert answer.is_sure and of_import.is_sure
    assert answer.found[0].id == of_import.role


@pytest.mark.parametrize(
    "title",
    ["RN (student)", "Nurse (volunteer)", "Help Desk Technician (unpaid)", "Manager, IT", "RN - pending license"],
)
def test_what_makes_another_job_of_a_title_is_not_left_out(kb, title):
    assert not meaning(title, kb).is_sure
