"""What words claim to be held: the same in a table's cell, in the quiz and in a profile."""

from __future__ import annotations

import json

import pytest

from careerpath.errors import BadDataError, CareerpathError
from careerpath.people.profile import parse_profile
from careerpath.quiz.answers import parse
from careerpath.quiz.questions import QUESTIONS
from careerpath.rules.standing import stand
from careerpath.services.profile_cells import CellReader
from tests.conftest import TODAY

NOT_HELD = [
    "CISSP associate", "A+ in progress", "expired CCNA", "PMP (2021, lapsed)", "PMP (2021; lapsed)", "RHIT, expired",
    "Network+ (expected May 2027)", "working on Security+", "studying for CCNA", "CCNA - not yet", "failed A+",
    "RHIT eligible", "CCNA candidate", "no CompTIA A+", "not Registered Health Information Technician", "A+?", "CPC?",
    "Registered Health Information Technician wip", "ex-CompTIA A+", "CompTIA A+ 50%", "Network+ (2024, in progress)",
    "Security+-A", "PMP inactive", "CAPM - retired",
]  # fmt: skip
HELD = {
    "CISSP": "isc2-cissp", "A+": "comptia-a-plus", "comptia a+ certification": "comptia-a-plus", "CCNA": "cisco-ccna",
    "Security+ cert": "comptia-security-plus", "Certified Associate in Project Management": "pmi-capm",
    "Regsitered Health Information Technician": "ahima-rhit", "isc2-cissp": "isc2-cissp",
}  # fmt: skip


@pytest.mark.parametrize("words", NOT_HELD)
def test_what_is_begun_wished_for_or_over_is_never_held(kb, words):
    with pytest.raises(CareerpathError):
        parse(QUESTIONS["certifications"], [words], kb, TODAY)
    reading = CellReader(kb, TODAY).read({}, {"certifications": words})
    assert stand(reading.profile, kb, TODAY).certifications == frozenset()
    assert reading.unread or reading.profile.certifications, "and it is told, or kept with its last day"
    for written in (words, {"id": words}):
        data = {"schema": "careerpath/profile/1", "certifications": [written]}
        with pytest.raises(BadDataError):
            parse_profile(json.dumps(data), "me.yaml", kb)


@pytest.mark.parametrize(("words", "cert"), HELD.items())
def test_what_is_named_is_held_at_every_door(kb, words, cert):
    assert parse(QUESTIONS["certifications"], [words], kb, TODAY) == [cert]
    reading = CellReader(kb, TODAY).read({}, {"certifications": words})
    assert [held.id for held in reading.profile.certifications] == [cert] and not reading.unread


def test_one_that_has_ended_takes_nothing_from_the_others(kb):
    reading = CellReader(kb, TODAY).read({}, {"certifications": "CCNA, A+ (2024, expired), RHIT"})
    assert [held.id for held in reading.profile.certifications] == ["cisco-ccna", "ahima-rhit"]
    assert "A+ (2024, expired)" in reading.unread[0].why
