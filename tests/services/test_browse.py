"""Browse and search roles, certifications and skills."""

from __future__ import annotations

import pytest

from careerpath.errors import CareerpathError
from careerpath.knowledge.search import names, role_named
from careerpath.people.jobs import meaning
from careerpath.services.browse import browse


@pytest.mark.parametrize("table", ["roles", "certs", "skills"])
def test_without_words_everything_is_listed(kb, table):
    found = browse(kb, table, "")
    assert found.entry is None
    assert found.ids == tuple(getattr(kb, table))


@pytest.mark.parametrize(
    ("table", "query", "key"),
    [
        ("roles", "ehr-analyst", "ehr-analyst"),
        ("roles", "EHR Analyst", "ehr-analyst"),
        ("roles", "service desk analyst", "help-desk-technician"),
        ("roles", "pacs administratr", "pacs-administrator"),
        ("certs", "Sec+", "comptia-security-plus"),
        ("certs", "security plus", "comptia-security-plus"),
        ("certs", "220-1201", "comptia-a-plus"),
        ("certs", "az-104", "ms-az-104"),
        ("skills", "IPv4", "tcp-ip-networking"),
        ("skills", "Excel", "digital-literacy"),
    ],
)
def test_an_id_a_title_another_name_an_exam_code_or_a_typo_finds_the_entry(kb, table, query, key):
    found = browse(kb, table, query)
    assert found.ids == (key,)
    assert found.entry is getattr(kb, table)[key]


def test_words_that_fit_several_entries_give_a_list(kb):
    found = browse(kb, "roles", "analyst")
    assert found.entry is None
    assert len(found.ids) > 5 and all("analyst" in " ".join(names(kb.roles[key])) for key in found.ids)


def test_every_entry_is_found_by_its_id_and_its_title(kb):
    for table in ("roles", "certs", "skills"):
        for entry in getattr(kb, table).values():
            assert browse(kb, table, entry.id).ids == (entry.id,), entry.id
            assert entry.id in browse(kb, table, entry.title).ids, entry.title


def test_nonsense_is_answered_with_the_way_out(kb):
    with pytest.raises(CareerpathError, match="`careerpath roles` lists them"):
        browse(kb, "roles", "qqqqzzzz")
    with pytest.raises(CareerpathError, match="`careerpath certs` lists them"):
        browse(kb, "certs", "+++ \x1b[31m")


def test_roles_of_one_family(kb):
    found = browse(kb, "roles", "", family="security")
    assert found.ids and all(kb.roles[key].family == "security" for key in found.ids)
    with pytest.raises(CareerpathError, match=r"no family 'nope'; known are .*security"):
        browse(kb, "roles", "", family="nope")


def test_growing_roles_come_fastest_first_and_are_hospital_jobs(kb):
    found = browse(kb, "roles", "", growing=True)
    growth = [kb.roles[key].outlook.growth_pct for key in found.ids]
    assert len(growth) > 10 and growth == sorted(growth, reverse=True) and growth[-1] > 0
    assert all(kb.roles[key].kind == "hospital-it" for key in found.ids)


def test_the_growth_of_a_wider_group_makes_no_job_lead_the_list(kb):
    ids = browse(kb, "roles", "", growing=True).ids
    assert not {"bi-developer", "data-manager", "wearables-ar-vr-specialist"} & set(ids)
    assert all(kb.roles[key].newest_outlook.note is None for key in ids)
    assert any(role.newest_outlook.note for role in kb.roles.values() if role.newest_outlook)


@pytest.mark.parametrize(
    "words", ["truck driver", "IT guy", "night clerk", "barista", "sales rep", "I clean rooms at a hospital"]
)
def test_words_for_a_job_that_is_no_role_lead_to_the_command_that_knows_them(kb, words):
    with pytest.raises(CareerpathError, match=f"`careerpath jobs {words}`"):
        browse(kb, "roles", words)
    with pytest.raises(CareerpathError, match=f"`careerpath jobs {words}`"):  # `why`, `compare`, `related` ask here
        role_named(words, kb)
    assert meaning(words, kb).found  # and it knows them


@pytest.mark.parametrize("words", ["wizard-of-oz", "$(reboot) barista", "`id` barista", "barista; ls", "x" * 300])
def test_no_command_is_offered_that_would_not_work(kb, words):
    with pytest.raises(CareerpathError) as error:
        browse(kb, "roles", words)
    assert "careerpath jobs" not in str(error.value) and "`careerpath roles` lists them" in str(error.value)
