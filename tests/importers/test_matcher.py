"""Whole words only, longest first, and no name across the end of a sentence."""

import pytest


def ids(lexicon, text, kind="skills"):
    return [match.id for match in lexicon.find(text, kind)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("C++ and C# and .NET", {"programming"}),
        ("TCP/IP", {"tcp-ip-networking"}),
        ("ICD10 and ICD-10-CM", {"medical-coding"}),
        ("active   directory", {"directory-services"}),
        ("VPNs", {"routing-switching"}),
        ("Active\tDirectory", {"directory-services"}),
    ],
)
def test_a_name_is_found_in_the_ways_people_write_it(lexicon, text, expected):
    assert set(ids(lexicon, text)) == expected


@pytest.mark.parametrize("text", ["MySQLish", "Javanese", "repic", "Linuxes' xLinux", "SQL2000x"])
def test_a_part_of_a_word_is_not_a_name(lexicon, text):
    assert ids(lexicon, text) in ([], ["os-linux"] if "Linuxes" in text else [])


def test_the_longest_name_wins(lexicon):
    assert ids(lexicon, "CompTIA Network+ and HL7 FHIR", "certs")[0] == "comptia-network-plus"
    assert [m.text for m in lexicon.find("HL7 FHIR", "skills")] == ["HL7 FHIR"]


@pytest.mark.parametrize(
    "text", ["Reported in SQL. Server rooms cleaned.", "SQL, Server", "SQL; Server", "SQL • Server"]
)
def test_a_name_does_not_reach_over_the_end_of_a_sentence_or_an_item(lexicon, text):
    assert "database-administration" not in ids(lexicon, text)


@pytest.mark.parametrize(
    "text, cert",
    [
        ("A+", "comptia-a-plus"),
        ("Net+", "comptia-network-plus"),
        ("AZ900", "ms-az-900"),
        ("Certified Coding Associate (CCA)", "ahima-cca"),
        ("Certified Coding Associate", "ahima-cca"),
        ("AWS Certified Solutions Architect – Associate", "aws-solutions-architect-associate"),
        ("Microsoft Certified: Azure Fundamentals", "ms-az-900"),
    ],
)
def test_certifications_are_found_by_title_short_form_and_exam_code(lexicon, text, cert):
    assert cert in ids(lexicon, text, "certs")


def test_every_title_and_alias_of_the_knowledge_is_found_as_itself(lexicon):
    for kind, table in (("skills", lexicon.kb.skills), ("roles", lexicon.kb.roles), ("certs", lexicon.kb.certs)):
        for entry in table.values():
            for name in (entry.title, *entry.aliases):
                assert entry.id in ids(lexicon, name, kind), (kind, entry.id, name)
