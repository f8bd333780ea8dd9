"""What people type leads to the entry they mean."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerpath.errors import CareerpathError
from careerpath.knowledge.search import MAX_QUERY, did_you_mean, fold, resolve, search
from careerpath.services.browse import browse
from tests.homes import bundled

KINDS = {"roles": "role", "certs": "certification", "skills": "skill"}


def meant(kb, table, query):
    return resolve(query, getattr(kb, table), kind=KINDS[table], listing=table)


@pytest.mark.parametrize(
    ("table", "query", "wanted"),
    [
        ("certs", "Sec+", "comptia-security-plus"), ("certs", "sec+", "comptia-security-plus"),
        ("certs", "Security+", "comptia-security-plus"), ("certs", "SECURITY PLUS", "comptia-security-plus"),
        ("certs", "A+", "comptia-a-plus"), ("certs", "a plus", "comptia-a-plus"), ("certs", "CompTIA A+", "comptia-a-plus"),
        ("certs", "220-1201", "comptia-a-plus"), ("certs", "CCNA", "cisco-ccna"), ("certs", "N10-009", "comptia-network-plus"),
        ("certs", "PMP", "pmi-pmp"), ("certs", "cissp", "isc2-cissp"), ("certs", "comptia-a-plis", "comptia-a-plus"),
        ("skills", "AD", "directory-services"), ("skills", "active directory", "directory-services"),
        ("skills", "Active Directry", "directory-services"), ("skills", "HIPAA", "hipaa-privacy"), ("skills", "SQL", "sql"),
        ("skills", "TCP/IP", "tcp-ip-networking"), ("roles", "Help Desk Technician", "help-desk-technician"),
        ("roles", "help desk tech", "help-desk-technician"), ("roles", "registered nurse", "registered-nurse"),
        ("roles", "Registerd Nurse", "registered-nurse"), ("roles", "RN", "registered-nurse"), ("roles", "CIO", "cio"),
        ("roles", "  ehr   ANALYST ", "ehr-analyst"), ("roles", "ehr-analist", "ehr-analyst"),
    ],
)  # fmt: skip
def test_aliases_codes_and_typos_are_understood(kb, table, query, wanted):
    assert meant(kb, table, query) == wanted


@pytest.mark.parametrize("table", KINDS)
def test_every_id_and_title_leads_to_its_own_entry(kb, table):
    for entry in getattr(kb, table).values():
        assert meant(kb, table, entry.id) == entry.id
        assert meant(kb, table, entry.title) == entry.id
        assert meant(kb, table, entry.title.upper()) == entry.id


@pytest.mark.parametrize("table", KINDS)
def test_every_alias_finds_its_entry(kb, table):
    for entry in getattr(kb, table).values():
        for alias in entry.aliases:
            try:
                found = {meant(kb, table, alias)}
            except CareerpathError as error:  # it belongs to two: both are named
                found = {word for word in str(error).split("'") if word in getattr(kb, table)}
            assert entry.id in found, alias


def test_one_letter_more_or_less_never_leads_to_another_title(kb):
    for role in kb.roles.values():
        if len(role.title) < 12:
            continue
        for typo in (role.title[:-1], role.title + "x", role.title[:5] + role.title[6:]):
            try:
                assert meant(kb, "roles", typo) == role.id
            except CareerpathError as error:
                assert f"'{role.id}'" in str(error)


@pytest.mark.parametrize(
    "query", ["zzzz", "xyzzy plugh", "42", "+", "&", "", "   ", "\u5b87\u822a", "\x1b[31m", "x" * 10_000]
)
def test_nonsense_is_answered_with_one_line(kb, query):
    with pytest.raises(CareerpathError) as error:
        meant(kb, "roles", query)
    assert str(error.value).startswith("no role ")
    assert str(error.value).endswith("`careerpath roles` lists them")
    assert str(error.value).isprintable()
    assert len(str(error.value)) < 250


@pytest.mark.parametrize(
    ("table", "query"),
    [
        ("skills", "cooking"), ("skills", "barista"), ("skills", "first aid"), ("skills", "spanish"), ("skills", "cpr"),
        ("skills", "welding"), ("roles", "dentist"), ("roles", "waiter"), ("certs", "sales"), ("certs", "cpr"),
    ],
)  # fmt: skip
def test_what_is_not_near_is_not_offered(kb, table, query):
    with pytest.raises(CareerpathError) as error:
        meant(kb, table, query)
    assert "did you mean" not in str(error.value)


def test_a_word_of_an_alias_is_offered_and_a_likeness_of_letters_is_not(kb):
    with pytest.raises(CareerpathError, match="'ticketing-remote-support' or 'voip-telecom'\\?"):
        meant(kb, "skills", "phone")


@pytest.mark.parametrize(
    ("table", "query", "wanted"),
    [
        ("skills", "pyhton", "python-programming"), ("skills", "hippa", "hipaa-privacy"), ("skills", "linus", "os-linux"),
        ("skills", "java script", "programming"), ("roles", "registerd", "registered-nurse"),
        ("certs", "comtia a", "comptia-a-plus"),
    ],
)  # fmt: skip
def test_a_typing_error_is_answered_with_what_was_meant(kb, table, query, wanted):
    try:
        assert meant(kb, table, query) == wanted
    except CareerpathError as error:
        assert f"'{wanted}'" in str(error)


def test_an_ambiguous_query_names_several(kb):
    with pytest.raises(CareerpathError, match=r"did you mean '.*' or '.*'"):
        meant(kb, "roles", "analyst")


def test_browsing_lists_all_that_match(kb):
    found = browse(kb, "roles", "analyst")
    assert found.entry is None
    assert {"data-analyst", "ehr-analyst", "cybersecurity-analyst"} <= set(found.ids)
    assert browse(kb, "certs", "Sec+").entry.id == "comptia-security-plus"


def test_folding_keeps_what_tells_names_apart():
    assert fold("CompTIA A+") == "comptia a plus"
    assert fold("  R&D / HL7-v2  ") == "r and d hl7 v2"
    assert fold("A+") != fold("A")
    assert fold("\u00c9") == fold("\u00e9")


def test_did_you_mean_offers_the_nearest_or_nothing():
    assert did_you_mean("sqll", ["sql", "python"]) == "did you mean 'sql'?"
    assert did_you_mean("zzz", ["sql"]) == "no such name here"
    assert did_you_mean("x", []) == "no such name here"


BUNDLED = bundled()


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=MAX_QUERY * 2))
def test_scores_lie_between_0_and_100_and_fall(query):
    found = search(query, BUNDLED.roles)
    scores = [score for score, _ in found]
    assert scores == sorted(scores, reverse=True)
    assert all(60 <= score <= 100.001 for score in scores)
