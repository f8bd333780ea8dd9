"""A certification is held only if the line says so; dates are never later than what is written."""

import pytest

from careerpath.importers.credentials import take_credentials
from careerpath.importers.found import Found
from tests.importers.import_worlds import TODAY, line, of_kind, read_resume


def read(lexicon, text, kind="certifications"):
    found = Found()
    take_credentials(found, lexicon, line(text, kind, number=3), TODAY)
    return found


def certs(found):
    return of_kind(found, "certification")


@pytest.mark.parametrize(
    "text, cert, earned, expires",
    [
        ("CompTIA A+", "comptia-a-plus", None, None),
        ("A+ (Mar 2025)", "comptia-a-plus", "2025-03-01", None),
        ("CompTIA A+, 2025-03-10", "comptia-a-plus", "2025-03-10", None),
        ("2024 CCNA", "cisco-ccna", "2024-01-01", None),
        ("CAHIMS - issued 04/2024, expires 04/2027", "himss-cahims", "2024-04-01", "2027-04-30"),
        ("ITIL 4 Foundation", "itil-4-foundation", None, None),
        ("CC", "isc2-cc", None, None),
    ],
)
def test_a_listed_certification_with_its_dates(lexicon, text, cert, earned, expires):
    held = certs(read(lexicon, text))
    assert [(c.id, c.earned, c.expires) for c in held] == [(cert, earned, expires)]


def test_each_of_several_on_a_line_has_its_own_date(lexicon):
    held = read(lexicon, "CompTIA A+, Mar 2023; CompTIA Network+, Jan 2024; CCNA")
    held = certs(held)
    assert [(c.id, c.earned) for c in held] == [
        ("comptia-a-plus", "2023-03-01"),
        ("comptia-network-plus", "2024-01-01"),
        ("cisco-ccna", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "CompTIA Security+ (in progress)",
        "CCNA, expected June 2027",
        "Studying for CCNA",
        "Security+ 2027-05-01",
        "Pursuing CISSP",
    ],
)
def test_a_planned_certification_is_not_held_and_named(lexicon, text):
    found = read(lexicon, text)
    assert found.findings == []
    assert len(found.left_out) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Charted in Epic",
        "Followed HIPAA rules",
        "Worked as scrum master",
        "GPA of A+",
        "Sent CC: to all",
        "Used ITIL",
        "Met the CTP",
        "Azure administrator at Mercy",
    ],
)
def test_outside_a_list_a_name_that_may_mean_something_else_is_no_certification(lexicon, text):
    assert read(lexicon, text, "top").findings == []


@pytest.mark.parametrize(
    "text, cert",
    [
        ("Jane Roe, RHIT", "ahima-rhit"),
        ("I hold the CISSP", "isc2-cissp"),
        ("CompTIA A+ certified technician", "comptia-a-plus"),
        ("Passed the PMP exam", "pmi-pmp"),
        ("Epic certified in Ambulatory", "epic-certification"),
        ("Security+ since 2024", "comptia-security-plus"),
        ("Sample Person, RHIT, CCA", "ahima-cca"),
        ("Sample Person, PMP", "pmi-pmp"),
    ],
)
def test_outside_a_list_a_clear_name_is_held(lexicon, text, cert):
    assert cert in {c.id for c in certs(read(lexicon, text, "top"))}


def test_a_licence_is_read_as_the_role_it_admits_to(lexicon):
    found = read(lexicon, "Registered Nurse (RN), Ohio, license active")
    assert [(x.kind, x.id) for x in found.findings] == [("licence", "registered-nurse")]


@pytest.mark.parametrize("text", ["CCNA (expired)", "CCNA - lapsed", "Registered Nurse license, inactive"])
def test_what_has_lapsed_is_not_held_and_named(lexicon, text):
    found = read(lexicon, text)
    assert found.findings == []
    assert "no longer held" in found.left_out[0].message


def test_what_expired_on_a_stated_day_is_kept_with_that_day(lexicon):
    (held,) = certs(read(lexicon, "CCNA (2017, expired 2020)"))
    assert (held.earned, held.expires) == ("2017-01-01", "2020-12-31")


@pytest.mark.parametrize(
    "text, earned, expires",
    [
        ("CompTIA Security+ (2022, renewed 2025)", "2025-01-01", None),
        ("CompTIA Security+ — Aug 2022 (valid thru Aug 2028; recertified 07/2025)", "2025-07-01", "2028-08-31"),
        ("CompTIA Security+, renewed in May 2025", "2025-05-01", None),
        ("CompTIA Security+, earned 2022, renewal due 05/2028", "2022-01-01", "2028-05-31"),
        ("CompTIA Security+ 2022, renew by 05/2028", "2022-01-01", "2028-05-31"),
        ("CompTIA Security+, renewed until 05/2028", None, "2028-05-31"),
        ("CompTIA Security+\nCompTIA\nIssued Nov 2024 · Expires Nov 2027", "2024-11-01", "2027-11-30"),
        ("CompTIA Security+\nIssued Nov 2024 · No Expiration Date", "2024-11-01", None),
        ("Certification: CompTIA Security+\nDate Earned: 02/2024", "2024-02-01", None),
        ("CompTIA Security+\nCompTIA\n2024", "2024-01-01", None),
    ],
)
def test_dates_go_to_their_certification_and_a_renewal_is_no_end(lexicon, text, earned, expires):
    found = read_resume(f"Certifications\n{text}\n", lexicon)
    (held,) = of_kind(found, "certification")
    assert (held.earned, held.expires) == (earned, expires)
    assert {line.heap for line in found.lines[1:]} <= {"taken", "not-needed"}


@pytest.mark.parametrize(
    "text",
    [
        "Registered Nurse, Nursing and Midwifery Council, 2017",
        "College of Nurses of Ontario, Registered Practical Nurse, general class",
        "Registered Nurse, Kerala Nurses and Midwives Council",
        "PRC license, Registered Nurse, valid until 2028",
    ],
)
def test_a_license_of_another_country_is_asked_about(lexicon, text):
    found = read_resume(f"Licenses\n{text}\n", lexicon)
    (licence,) = of_kind(found, "licence")
    assert "outside the United States" in licence.unsure


def test_a_license_of_a_state_is_held(lexicon):
    (licence,) = of_kind(read_resume("Licenses\nRegistered Nurse, Ohio Board of Nursing, 2019\n", lexicon), "licence")
    assert licence.unsure == ""


@pytest.mark.parametrize(
    "text, words",
    [
        ("NCLEX-RN, Illinois, passed August 2024", "a state gives"),
        ("PRC Nurse License No. 0000000", "outside the United"),
    ],
)
def test_what_stands_beside_a_license_is_named_for_what_it_is(lexicon, text, words):
    found = read_resume(f"Licenses\n{text}\n", lexicon)
    assert [words in problem.message for problem in found.left_out] == [True]
    assert found.lines[-1].heap == "not-needed"


@pytest.mark.parametrize(
    "text", ["EPIC Willow (super user)", "Epic Beaker end user", "Excel, Access, EPIC Willow - power user"]
)
def test_who_uses_a_product_well_need_not_be_certified_in_it(lexicon, text):
    found = read_resume(f"Certifications\n{text}\n", lexicon)
    assert of_kind(found, "certification") == []
    assert found.left_out
