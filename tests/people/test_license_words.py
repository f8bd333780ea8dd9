"""One rule for what words say of a license, behind every door."""

from __future__ import annotations

import pytest

from careerpath.knowledge.base import plain
from careerpath.people.jobs import meaning
from careerpath.people.license_words import says_abroad, says_none_valid
from careerpath.people.profile import as_json, check_profile, parse_profile
from careerpath.quiz.answers import answers_of, profile_of
from careerpath.rules.standing import stand
from careerpath.services.profile_cells import CellReader
from careerpath.services.profile_row import cells_of
from tests.conftest import TODAY

NO_LICENSE = (
    "none", "no", "-", "--", "—", "No US license", "no license", "not licensed", "no valid license", "license: none",
    "not valid", "not valid in the US", "unlicensed", "lapsed", "expired", "RN (lapsed)", "RN expired 2021", "inactive",
    "revoked", "suspended", "pending", "NCLEX pending", "not yet", "abroad", "foreign", "foreign license",
    "foreign trained", "internationally educated", "Philippines", "in the Philippines", "RN in the Philippines",
    "RN (Philippines)", "another country", "license from India", "PRC license, Philippines", "never had a US license",
)  # fmt: skip
A_LICENSE = ("registered-nurse", "Registered Nurse", "RN", "physician; registered-nurse")
VALID_IN_WORDS = (
    "RN, active, no restrictions",
    "no discipline, active RN license",
    "RN license expires 2028",
    "RN Ohio",
)
SAYS_NOTHING = ("", "n/a", "unknown", "?")
ABROAD = (
    ("Foreign trained nurse", "registered-nurse"),
    ("registered nurse in the Philippines", "registered-nurse"),
    ("Nurse (Philippines)", "registered-nurse"),
    ("RN, Kenya", "registered-nurse"),
    ("nurse from abroad", "registered-nurse"),
    ("foreign nurse", "registered-nurse"),
    ("Physician (Syria)", "physician"),
    ("Doctor in Syria", "physician"),
    ("doctor from Syria", "physician"),
    ("foreign doctor", "physician"),
    ("pharmacist in Saudi Arabia", "pharmacist"),
    ("internationally educated nurse", "registered-nurse"),
)  # fmt: skip
AT_HOME = (
    "registered nurse in New Mexico",
    "nurse in Georgia",
    "RN",
    "turkey farmer",
    "RN in Puerto Rico",
    "foreign language teacher",
)


@pytest.mark.parametrize("cell", NO_LICENSE)
def test_a_cell_that_says_that_no_license_is_valid_never_counts_as_one(kb, cell):
    assert says_none_valid(cell)
    reading = CellReader(kb, TODAY).read({}, {"roles": "registered-nurse:8:current", "licences": cell})
    assert not reading.unread and reading.profile.licences == ()
    assert not stand(reading.profile, kb, TODAY).licences


@pytest.mark.parametrize("cell", NO_LICENSE)
def test_a_profile_and_clients_set_read_the_same(kb, cell):
    data = {"roles": [{"role": "registered-nurse", "years": 8, "current": True}], "licences": cell}
    for licences in (cell, [cell]):
        profile, wrong = check_profile({**data, "licences": licences}, kb)
        assert not wrong and profile.licences == ()
    known = {**data, "licences": ["registered-nurse"]}
    assert CellReader(kb, TODAY).profile(known, {"licences": cell}).licences == ()


@pytest.mark.parametrize("cell", A_LICENSE)
def test_a_cell_that_names_a_license_still_does(kb, cell):
    assert not says_none_valid(cell)
    reading = CellReader(kb, TODAY).read({}, {"roles": "registered-nurse:8:current", "licences": cell})
    assert "registered-nurse" in reading.profile.licences


@pytest.mark.parametrize("cell", VALID_IN_WORDS)
def test_what_says_more_of_a_valid_license_is_no_word_against_it(cell):
    assert not says_none_valid(cell)


@pytest.mark.parametrize("cell", SAYS_NOTHING)
def test_a_cell_that_says_nothing_leaves_the_license_to_the_job(kb, cell):
    reading = CellReader(kb, TODAY).read({}, {"roles": "registered-nurse:8:current", "licences": cell})
    assert reading.profile.licences is None and stand(reading.profile, kb, TODAY).licences == {"registered-nurse"}


def test_of_two_licenses_the_valid_one_counts(kb):
    reading = CellReader(kb, TODAY).read(
        {}, {"roles": "registered-nurse:8:current", "licences": "RN; physician lapsed"}
    )
    assert reading.profile.licences == ("registered-nurse",)


@pytest.mark.parametrize(("words", "role"), ABROAD)
def test_a_title_of_another_country_is_the_job_without_a_license_behind_every_door(kb, words, role):
    by_profile, wrong = check_profile({"roles": [{"job": words, "years": 8, "current": True}]}, kb)
    by_table = CellReader(kb, TODAY).read({}, {"roles": words, "years": "8"}).profile
    assert not wrong and meaning(words, kb).found[0].id == role
    for profile in (by_profile, by_table):
        assert [(held.role, held.abroad) for held in profile.roles] == [(role, True)], words
        assert not stand(profile, kb, TODAY).licences


@pytest.mark.parametrize("words", AT_HOME)
def test_what_names_no_other_country_is_not_abroad(kb, words):
    assert not says_abroad(words)
    profile, _ = check_profile({"roles": [{"job": words}]}, kb)
    assert profile.roles[0].abroad is None


# --- what work abroad gives ------------------------------------------------------------------------------------------

US_LAW = ("hipaa-privacy", "healthcare-regulations", "information-blocking-rules")


@pytest.mark.parametrize("role", ["registered-nurse", "physician", "it-compliance-analyst"])
def test_work_abroad_teaches_no_law_of_the_united_states(kb, role):
    here, _ = check_profile({"roles": [{"role": role, "years": 8, "current": True}]}, kb)
    abroad, _ = check_profile({"roles": [{"role": role, "years": 8, "current": True, "abroad": True}]}, kb)
    levels, foreign = stand(here, kb, TODAY).holdings, stand(abroad, kb, TODAY).holdings
    assert any(skill in levels for skill in US_LAW)
    assert set(levels) - set(foreign) == set(US_LAW) & set(levels)
    assert all(foreign[skill] == levels[skill] for skill in foreign)


def test_abroad_survives_files_tables_and_the_quiz(kb):
    profile, _ = check_profile(
        {"roles": [{"role": "registered-nurse", "years": 8, "current": False, "until": "2024-03", "abroad": True}],
         "licences": []}, kb,
    )  # fmt: skip
    assert parse_profile(as_json(profile), "x.json", kb) == profile
    cells = {column: text for column, text in cells_of(plain(profile)).items() if text}
    assert CellReader(kb, TODAY).read({}, cells).profile == profile
    answers = dict(answers_of(profile, kb))
    assert answers["licence_now"] == "abroad"
    assert profile_of(answers, kb, TODAY, start=profile) == profile
    changed = profile_of({**answers, "licence_now": "valid"}, kb, TODAY, start=profile)
    assert changed.licences == ("registered-nurse",)


def test_the_quiz_knows_work_abroad_by_its_answer(kb):
    answers = {"roles": ["physician"], "years": {"physician": 12}, "current": False, "licence_now": "abroad"}
    profile = profile_of(answers, kb, TODAY)
    assert profile.roles[0].abroad and profile.licences == ()
    assert "hipaa-privacy" not in stand(profile, kb, TODAY).holdings
    lapsed = profile_of({**answers, "licence_now": "lapsed"}, kb, TODAY)
    assert lapsed.roles[0].abroad is None
