"""What stands around a title in a table's cell counts: when the job was held, and whether it was one at all."""

from datetime import date

import pytest

from careerpath.knowledge.base import UNKNOWN
from careerpath.services.profile_cells import CellReader

TODAY = date(2026, 11, 22)


@pytest.fixture
def held(kb):
    """The jobs of a cell as (role, years, current), and the words that were not understood."""

    def call(cell, **more):
        reading = CellReader(kb, TODAY, **more).read({}, {"roles": cell})
        return [(job.role, job.years, job.current) for job in reading.profile.roles], reading.unread

    return call


NURSE, AIDE, PRACTICAL = "registered-nurse", "nursing-assistant", "licensed-practical-nurse"


@pytest.mark.parametrize(
    "cell",
    [
        "ex-nurse", "Retired RN", "was RN", "Former RN", "Nurse (laid off 2025)", "RN (retired)", "RN -- 10 yrs ago",
        "RN until 2023", "formerly an RN", "previously: RN", "RN, former", "RN (2019-2022)",
    ],
)  # fmt: skip
def test_a_job_that_is_over_is_not_held_today(held, cell):
    ((role, _, current),), unread = held(cell)
    assert (role, current, unread) == (NURSE, False, ())


@pytest.mark.parametrize(
    ("cell", "years", "current"),
    [
        ("RN (2019-2022)", 3, False), ("RN since 2019", 7, True), ("RN, 6 yrs", 6, None), ("RN 6 years", 6, None),
        ("Travel nurse (10 years)", 10, None), ("RN (2020 - present)", 6, True), ("RN, 6 yrs experience", 6, None),
        ("RN, 6 yrs:4:past", 4, False),
    ],
)  # fmt: skip
def test_years_beside_a_title_are_those_of_the_job(held, cell, years, current):
    assert held(cell) == ([(NURSE, years, current)], ())


@pytest.mark.parametrize(
    "cell",
    [
        "RN (student)", "RN student", "RN - pending license", "Nurse (volunteer)", "nurse?", "aspiring nurse", "not a nurse",
        "CNA training", "seeking RN", "Help Desk Technician (unpaid)", "RN (6/2019 - 3/2022)", "CNA to RN program",
        "Manager", "Owner", "Supervisor", "Coordinator", "Sr. Analyst", "IT", "Director", "Self-employed",
    ],
)  # fmt: skip
def test_what_is_no_sure_job_stays_in_its_words_and_is_told(held, cell):
    ((role, _, _),), (word,) = held(cell)
    assert role.startswith(UNKNOWN) and word.text == cell and cell in word.why


@pytest.mark.parametrize(
    ("cell", "roles"),
    [
        ("RN, CNA", [NURSE, AIDE]), ("RN/CNA", [NURSE, AIDE]), ("RN and CNA", [NURSE, AIDE]),
        ("Systems Administrator & Help Desk", ["systems-administrator", "help-desk-technician"]),
        ("Network Admin / Help Desk", ["network-administrator", "help-desk-technician"]),
        ("formerly RN, now CNA", [AIDE, NURSE]), ("RN, formerly LPN", [NURSE, PRACTICAL]),
        ("no job (RN)", ["none-unemployed", NURSE]), ("unemployed nurse", ["none-unemployed", NURSE]),
        ("disabled, was a trucker", ["none-disabled", "onet-53-3032.00"]),
        ("Health Information Technician / Coder", ["health-information-technician", "job-coder"]),
    ],
)  # fmt: skip
def test_no_second_job_of_a_cell_is_lost(held, cell, roles):
    assert [role for role, _, _ in held(cell)[0]] == roles


@pytest.mark.parametrize(
    ("cell", "role"),
    [
        ("RN, BSN, CCRN", NURSE), ("Nurse, Licensed Practical", PRACTICAL), ("Registered Nurse, Mercy Hospital", NURSE),
        ("Shipping and Receiving Clerk", "onet-43-5071.00"), ("IT Director, Help Desk", "director-of-information-systems"),
        ("Billing and Coding", "onet-29-2072.00"), ("retired", "none-retired"), ("student", "student-no-experience"),
    ],
)  # fmt: skip
def test_one_title_of_several_words_is_one_job(held, cell, role):
    assert held(cell) == ([(role, None, None)], ())


def test_the_newer_job_of_two_is_the_one_held_now(held):
    (now, before), _ = held("formerly RN, now Epic analyst")
    assert (now[0], now[2], before[0], before[2]) == ("ehr-analyst", True, NURSE, False)
